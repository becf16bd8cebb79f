"""exec: the world of TensorFlow 1's time around a program, beside TensorFlow itself."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


def test_modules_that_python_dropped_can_be_imported(run, tmp_path):
    (tmp_path / "settings.txt").write_text("size = 3\n")
    code, out, err = run(
        "import imp, pipes\n"
        "from distutils.version import LooseVersion\n"
        "from distutils import util, dir_util\n"
        "from six.moves import xrange, range, urllib, cPickle\n"
        "import tensorflow as tf\n"
        "from tensorflow.python.lib.io import file_io, tf_record\n"
        "print(LooseVersion(tf.__version__) > LooseVersion('1.4'), int(util.strtobool('yes')))\n"
        "print(imp.load_source('settings', 'settings.txt').size, imp.new_module('x').__name__)\n"
        "print(int(tf.__version__.split('.')[1]), tf.__version__.startswith('1.'))\n"
    )
    assert (code, out) == (0, "True 1\n3 x\n15 True\n")
    assert "tf1rnn" not in err


def test_methods_and_modes_that_were_dropped_work(run):
    code, out, err = run(
        "import numpy as np, array, threading\n"
        "print(np.ones(1, 'u1').tostring(), array.array('b', [1]).tostring(), np.arange(3).ptp())\n"
        "print(threading.Thread().isAlive(), open(__file__, 'rU').readline().split()[0])\n"
        "print(np.lib.pad([1], (1, 0), 'constant'), np.fromstring(b'\\x01', np.uint8))\n"
        "import PIL.Image; print(PIL.Image.ANTIALIAS == PIL.Image.LANCZOS)\n"
    )
    assert (code, err) == (0, "")
    assert out == "b'\\x01' b'\\x01' 2\nFalse import\n[0 1] [1]\nTrue\n"


def test_a_function_of_numpy_that_a_program_replaces_is_replaced_for_all(run, monkeypatch):
    monkeypatch.setattr(np, "load", np.load)
    code, out, _ = run("import numpy as np\nnp.load = lambda path: path\nprint(np.load('x'))")
    assert (code, out, np.load("y")) == (0, "x\n", "y")


def test_source_that_a_program_makes_is_a_programs_own(run):
    code, out, _ = run(
        "import importlib\n"
        "exec('import tensorflow as tf; print(tf.__version__[:2])')\n"
        "print(eval(\"__import__('tensorflow').__version__[:2]\"))\n"
        "exec(compile('import numpy as np\\nprint(1.0 * np.float32(0.1))', '<mine>', 'exec'))\n"
        "print(importlib.import_module('tensorflow').__version__[:2])\n"
        "import tensorflow as tf; print(importlib.reload(tf) is tf)\n"
    )
    assert (code, out) == (0, "1.\n1.\n0.10000000149011612\n1.\nTrue\n")


def test_modules_loaded_from_a_path_are_a_programs_own(run, tmp_path):
    (tmp_path / "settings.txt").write_text("import tensorflow as tf\nversion = tf.VERSION\n")
    (tmp_path / "config.py").write_text("import tensorflow as tf\nversion = tf.VERSION\n")
    code, out, _ = run(
        "import imp, importlib.util, tensorflow as tf\n"
        "from importlib.util import module_from_spec, spec_from_file_location\n"
        "print(imp.load_source('settings', 'settings.txt').version)\n"
        "for make in (spec_from_file_location, importlib.util.spec_from_file_location):\n"
        "    spec = make('config', 'config.py')\n"
        "    config = module_from_spec(spec)\n"
        "    spec.loader.exec_module(config)\n"
        "    print(config.version)\n"
    )
    assert (code, out) == (0, "1.15.5\n" * 3)


def test_keras_works_in_graph_mode(run):
    code, out, err = run(
        "import numpy as np, tensorflow as tf\n"
        "from tensorflow.python.keras.layers import LSTM\n"
        "from tensorflow.keras import backend as K\n"
        "x = tf.placeholder(tf.float32, [None, 4, 3])\n"
        "y = tf.keras.layers.LSTM(5)(x)\n"
        "with tf.Session() as sess:\n"
        "    K.set_session(sess)\n"
        "    sess.run(tf.global_variables_initializer())\n"
        "    print(sess.run(y, {x: np.ones([2, 4, 3])}).shape, K.get_session() is sess)\n"
        "print(LSTM is tf.keras.layers.LSTM, tf.keras.__version__)\n"
    )
    assert (code, err) == (0, "")
    assert out == "(2, 5) True\nTrue 2.2.4-tf\n"


def test_a_closed_or_strict_stream_is_as_under_python(run, monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    assert run("print('lost')") == (0, "", "")


@pytest.mark.parametrize("threads", [False, True])
def test_a_traceback_of_rewritten_code_shows_only_the_programs_frames(run, threads):
    start = "t = threading.Thread(target=f)\nt.start()\nt.join()\n" if threads else "f()\n"
    code, _, err = run(
        "import threading, traceback\nimport numpy\n"
        "threading.excepthook = traceback_of = lambda a: traceback.print_exception(a.exc_value)\n"
        f"def f():\n    return len([]) + [{{}}][0]\n{start}"
    )
    assert code == (0 if threads else 1)
    assert "return len([]) + [{}][0]" in err
    assert "tf1rnn" not in err
    assert "<operation>" not in err


def test_an_error_in_a_graph_is_told_as_then_with_the_programs_line(run):
    code, out, err = run(
        "import tensorflow as tf\n"
        "x = tf.placeholder(tf.float32, [2], name='x')\n"
        "with tf.Session() as sess:\n"
        "    try:\n        sess.run(x + 1)\n"
        "    except tf.errors.OpError as error:\n        print(error.message)\n"
        "    sess.run(x + 1)\n"
    )
    assert code == 1
    told = "You must feed a value for placeholder tensor 'x' with dtype float and shape [2]\n"
    assert out.startswith(f"{told}\t [[node x (defined at /")
    assert out.endswith("program.py:2) ]]\n")
    stack = err.partition("Original stack trace for 'x':\n")[2]
    assert stack.splitlines()[0].endswith('program.py", line 2, in <module>')


def test_logging_that_a_program_sets_up_after_the_import_is_beside_tensorflows(tmp_path):
    (tmp_path / "program.py").write_text(
        "import tensorflow as tf, logging\n"
        "print(logging.getLogger('tensorflow').handlers)\n"
        "logging.basicConfig(format='mine %(message)s')\n"
        "tf.logging.warn('careful')\n"
    )
    done = subprocess.run(
        [sys.executable, str(CHECKOUT / "main.py"), "exec", "program.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[<StreamHandler <stderr> (NOTSET)>]\n"
    assert sorted(done.stderr.splitlines()) == ["WARNING:tensorflow:careful", "mine careful"]
