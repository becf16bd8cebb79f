"""Small programs as people write them, each with what doctor says of it: exec must do the same.

A verdict is "runs", "runs --tf 0.12", "stops N" (at line N, if any is named) or "may N" (stop at
line N).
"""

import json


def notebook(*cells):
    """The text of a notebook with these code cells."""
    code = [{"cell_type": "code", "metadata": {}, "source": each} for each in cells]
    return json.dumps({"cells": code, "metadata": {}, "nbformat": 4, "nbformat_minor": 2})


IMPORTS = {
    "compat_v1": ("runs", "import tensorflow as tf\ntf.compat.v1.placeholder(tf.float32)\n"),
    "source_tree": (
        "runs",
        "import tensorflow.contrib.seq2seq.python.ops.attention_wrapper as aw\n"
        "import tensorflow.python.util.nest as nest\n"
        "from tensorflow.python.framework import ops, dtypes, tensor_shape\n"
        "from tensorflow.core.framework import summary_pb2\n"
        "aw._compute_attention, nest.is_sequence, dtypes.float32, summary_pb2.Summary\n",
    ),
    "star": (
        "runs",
        "from tensorflow.contrib.layers import *\n"
        "from tensorflow.python.ops.rnn_cell_impl import *\n"
        "fully_connected, BasicLSTMCell(3)\n",
    ),
    "star_without": ("stops 2", "from tensorflow.contrib.rnn import *\nno_such_cell\n"),
    "importlib": (
        "runs",
        "import importlib\nrnn = importlib.import_module('tensorflow.contrib.rnn')\n"
        "getattr(rnn, 'GRUCell')(3), getattr(rnn, 'nothing', None)\n"
        "__import__('tensorflow').Session\n",
    ),
    "getattr_lacking": ("stops 2", "import tensorflow as tf\ngetattr(tf, 'nothing')\n"),
    "handler": (
        "runs",
        "try:\n    from tensorflow.contrib.rnn import core_rnn_cell_impl as cells\n"
        "except ImportError:\n    from tensorflow.contrib import rnn as cells\ncells.GRUCell\n",
    ),
    "handler_lacking_too": (
        "stops 4",
        "try:\n    import no_such_package\nexcept ImportError:\n    import nor_such\n",
    ),
    "suppressed": (
        "runs",
        "import contextlib\nwith contextlib.suppress(ImportError):\n    import no_such_package\n",
    ),
    "unused_module": ("runs", "from tensorflow.contrib import tpu, eager, timeseries\n"),
    "used_module": ("stops 2", "from tensorflow.contrib import tpu\ntpu.TPUEstimator\n"),
    "relative_in_a_script": ("stops 1", "from . import model\n"),
    "path_with_a_constant": (
        "runs",
        "import os, sys\n"
        "sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'lib'))\n"
        "import helper\nhelper.build()\n",
    ),
    "path_from_outside": (
        "may 3",
        "import os, sys\nsys.path.insert(0, os.environ.get('NOWHERE', 'x'))\n"
        "import no_such_package\n",
    ),
    "package_missing": ("stops 1", "import no_such_package\n"),
    "own_module_lacks_a_name": ("stops 1", "from lib.helper import nothing\n"),
    "own_package": ("runs", "import lib.helper as h\nfrom lib import helper\nh.build()\n"),
    "generation_of_2017": (
        "runs --tf 1.0",
        "from tensorflow.contrib.seq2seq import simple_decoder_fn_train, dynamic_rnn_decoder\n"
        "from tensorflow.models.rnn.ptb import reader\nreader.ptb_raw_data\n",
    ),
    "generation_of_2016": (
        "runs --tf 0.12",
        "import tensorflow as tf\nfrom tensorflow.python.ops import seq2seq\n"
        "tf.pack([1]), tf.nn.seq2seq.rnn_decoder\n",
    ),
}

REACHED = {
    "version": (
        "runs",
        "import tensorflow as tf, sys\nfrom distutils.version import LooseVersion\n"
        "if sys.version_info[0] < 3:\n    import cPickle\n"
        "if sys.version_info.major == 2 or sys.version < '3':\n    tf.nothing\n"
        "if LooseVersion('1.15') < LooseVersion('1.4'):\n    tf.nothing\n"
        "assert LooseVersion('1.10') > LooseVersion('1.9')\n",
    ),
    "asserted": ("stops 2", "import sys\nassert sys.version_info[0] == 2\n"),
    "hasattr": (
        "runs",
        "import tensorflow as tf\nif hasattr(tf, 'nothing'):\n    tf.nothing()\n"
        "if not hasattr(tf, 'Session'):\n    tf.no_session()\n",
    ),
    "never_called": (
        "runs",
        "import tensorflow as tf\ndef never():\n    tf.nothing()\ndef main():\n    pass\n"
        "if __name__ == '__main__':\n    main()\n",
    ),
    "never_called_method": (
        "runs",
        "import tensorflow as tf\nclass Model(object):\n    def __init__(self):\n"
        "        self.x = 1\n    def never(self):\n        tf.nothing()\nModel().x\n",
    ),
    "by_an_option": (
        "may 10",
        "import argparse\nimport tensorflow as tf\nparser = argparse.ArgumentParser()\n"
        "parser.add_argument('--mode', default='train')\nargs, _ = parser.parse_known_args()\n"
        "def train():\n    pass\n"
        "if args.mode == 'train':\n    train()\nelse: tf.nothing()\n",
    ),
    "by_a_callback": (
        "may 3",
        "import tensorflow as tf\ndef model_fn(features, labels, mode):\n    tf.nothing()\n"
        "tf.estimator.Estimator(model_fn)\n",
    ),
    "by_app_run": (
        "stops 3",
        "import tensorflow as tf\ndef main(_):\n    tf.nothing()\n"
        "if __name__ == '__main__':\n    tf.app.run()\n",
    ),
    "by_a_loop": (
        "runs --tf 0.12",
        "import tensorflow as tf\n"
        "tf.while_loop(lambda i: i < 3, lambda i: tf.mul(i, 2), [tf.constant(1)])\n",
    ),
    "by_a_lazy_property": (
        "stops 11",
        "import functools, tensorflow as tf\ndef lazy(f):\n    @property\n    @functools.wraps(f)\n"
        "    def wrapper(self):\n        return f(self)\n    return wrapper\nclass Model:\n"
        "    @lazy\n    def prediction(self):\n        return tf.nothing()\nModel().prediction\n",
    ),
    "after_the_end": ("runs", "import sys\nsys.exit(0)\nimport no_such_package\n"),
    "after_usage": (
        "may 4",
        "import sys\nif len(sys.argv) < 2:\n    print('usage'); sys.exit(0)\n"
        "import no_such_package\n",
    ),
    "annotation": (
        "stops 2",
        "import tensorflow as tf\ndef f(x: tf.Tensor) -> tf.contrib.nothing.Thing:\n    return x\n",
    ),
    "annotation_later": (
        "runs",
        "from __future__ import annotations\nimport tensorflow as tf\n"
        "def f(x: tf.Tensor) -> tf.contrib.nothing.Thing:\n    return x\n",
    ),
    "false": ("runs", "import tensorflow as tf\nif False:\n    tf.nothing\nwhile 0: tf.nothing\n"),
}

CALLS = {
    "keyword": (
        "stops 3",
        "import tensorflow as tf\ncell = tf.nn.rnn_cell.GRUCell(3)\n"
        "tf.nn.dynamic_rnn(cell, tf.zeros([1, 2, 3]), dtype=tf.float32, seq_len=[2])\n",
    ),
    "keywords_then": (
        "runs",
        "import tensorflow as tf\nx = tf.reduce_sum(tf.zeros([2, 2]), 1, keep_dims=True)\n"
        "tf.argmax(x, dimension=1), tf.nn.softmax(x, dim=-1)\n",
    ),
    "positions": (
        "stops 2",
        "import tensorflow as tf\n"
        "tf.contrib.rnn.BasicLSTMCell(3, 1.0, True, None, None, None, None, 4)\n",
    ),
    "needed": ("stops 2", "import tensorflow as tf\ntf.matmul(tf.zeros([1, 1]))\n"),
    "cell": ("stops 2", "import tensorflow as tf\ntf.nn.rnn_cell.LSTMCell(3, use_peephole=1)\n"),
    "order_of_2016": (
        "runs --tf 0.12",
        "import tensorflow as tf\ntf.concat(1, [tf.zeros([1, 2]), tf.zeros([1, 2])])\n"
        "tf.nn.softmax_cross_entropy_with_logits(tf.zeros([1, 2]), tf.zeros([1, 2]))\n",
    ),
    "module_called": ("stops 2", "import tensorflow.contrib.rnn as rnn\nrnn(3)\n"),
}

PYTHON = {
    "numpy_then": (
        "runs",
        "import numpy as np\nfrom numpy import *\nnp.float, np.int, np.bool, np.asscalar, float_\n",
    ),
    "numpy_lacking": ("stops 2", "import numpy as np\nnp.no_such_thing\n"),
    "matplotlib_lacking": ("stops 2", "import matplotlib.pyplot as plt\nplt.hold(True)\n"),
    "matplotlib": ("runs", "import matplotlib.cm as cm, matplotlib\ncm.rainbow, matplotlib.use\n"),
    "library_then": (
        "runs",
        "import collections, time\nfrom collections import Iterable\n"
        "collections.Mapping, time.clock\nfrom six.moves import xrange, urllib, cPickle\n",
    ),
    "library_lacking": ("stops 2", "import string\nstring.letters\n"),
    "dict_of_python_2": ("stops 2", "d = {1: 2}\nd.iteritems()\n"),
    "map_of_python_2": ("stops 2", "x = map(int, ['1'])\nx[0]\n"),
    "name_of_python_2": ("stops 1", "xrange(3)\n"),
    "names_of_both": (
        "runs",
        "try:\n    xrange\nexcept NameError:\n    xrange = range\nxrange(3)\n"
        "try:\n    import cPickle as pickle\nexcept:\n    import pickle\n",
    ),
    "python_2": ("stops 2", "import tensorflow as tf\nprint 'hello'\n"),
    "undefined": ("stops 2", "x = 1\nnot_defined_here(x)\n"),
    "latin_1": ("runs", "# -*- coding: latin-1 -*-\nname = 'caf\u00e9'\n".encode("latin-1")),
}

OBJECTS = {
    "object": (
        "runs",
        "import tensorflow as tf\nopt = tf.train.AdamOptimizer()\n"
        "opt.minimize, opt.get_name()\nopt.note = 1\nopt.note\n"
        "tf.train.Saver([tf.Variable(1.0)]).save\ntf.Session().graph.as_default\n",
    ),
    "object_lacking": (
        "stops 3",
        "import tensorflow as tf\nopt = tf.train.AdamOptimizer()\nopt.no_such_method\n",
    ),
    "object_asked": (
        "runs",
        "import tensorflow as tf\ntry:\n    tf.train.Coordinator().nothing\n"
        "except AttributeError:\n    pass\n",
    ),
    "tensorflow_core": (
        "runs",
        "import tensorflow_core as tf\nfrom tensorflow_core.python.ops import rnn_cell_impl\n"
        "import tensorflow_core.contrib.rnn as rnn\nrnn.GRUCell(3), rnn_cell_impl.LSTMCell\n"
        "tf.__version__.startswith('1.15') or tf.nothing\n",
    ),
}

SOURCES = {
    "byte_order_mark": ("runs", "\ufeffimport tensorflow as tf\ntf.zeros\n".encode()),
    "no_such_encoding": ("stops", "# coding: nosuch\nprint(1)\n"),
    "not_utf_8": ("stops", "x = 'caf\u00e9'\n".encode("latin-1")),
    "null_byte": ("stops", "x = 'a\0b'\n"),
    "utf_16": ("stops", "x = 1\n".encode("utf-16")),
    "too_deep": ("stops", "x = " + "+".join(["1"] * 100_000) + "\n"),
    "long": ("runs", "x = 1\n#" + "-" * 2**24 + "\n"),
    "import_of_no_utf_8": ("stops 1", "import case_not_utf_8\n"),
    "import_of_no_utf_8_caught": (
        "runs",
        "try:\n    import case_not_utf_8\nexcept SyntaxError:\n    pass\n",
    ),
}

NOTEBOOKS = {
    "magics": (
        "runs",
        notebook(
            "%matplotlib inline\nimport tensorflow as tf\n!pip install foo\nfiles = !ls\n"
            "if True:\n    !echo hi\n    %timeit -n1 -r1 1+1\n",
            "%%time\nx = tf.zeros([2])",
            "%%bash\nls",
            "tf.layers.dense??\n%time y = x",
            "x, y",
        ),
    ),
    "in_a_magic": ("stops", notebook("%%time\nimport tensorflow as tf; tf.nothing")),
    "in_a_line_magic": ("stops 1", notebook("import tensorflow as tf", "%time tf.nothing")),
    "writes_a_module": (
        "runs",
        notebook("%%writefile written.py\ndef f():\n    return 1\n", "import written\nwritten.f()"),
    ),
    "in_a_cell": ("stops 2", notebook("import tensorflow as tf", "x = 1\ntf.nothing")),
    "cell_of_python_2": ("stops 1", notebook("import tensorflow as tf", "print 'x'")),
}

ALL = IMPORTS | REACHED | CALLS | PYTHON | OBJECTS | SOURCES
# Archives: the verdict, and the files in each.
_INSIDE = "import tensorflow as tf\ndef build():\n    return tf.contrib.rnn.GRUCell(3)\n"
ARCHIVES = {
    "case_whole.pyz": (
        "runs",
        {
            "__main__.py": "import inside, pack.more\ninside.build(), pack.more.tf.Session\n",
            "inside.py": _INSIDE,
            "pack/__init__.py": "",
            "pack/more.py": "from .other import tf\n",
            "pack/other.py": "import tensorflow as tf\n",
        },
    ),
    "case_lacking.zip": (
        "stops 3",
        {
            "__main__.py": "import inside\ninside.build()\n",
            "inside.py": _INSIDE.replace("contrib.rnn.GRUCell(3)", "nothing"),
        },
    ),
    "case_relative.zip": ("stops 1", {"__main__.py": "from . import inside\n", "inside.py": ""}),
}
CASES = {
    **{f"case_{name}.py": case for name, case in ALL.items()},
    **{f"case_{name}.ipynb": case for name, case in NOTEBOOKS.items()},
}
HELPER = "import tensorflow as tf\n\n\ndef build():\n    return tf.contrib.rnn.GRUCell(3)\n"
