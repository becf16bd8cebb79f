"""exec: a program runs as under plain Python, except that its TensorFlow is TensorFlow 1."""

import io
import subprocess
import sys

import pytest

from tf1rnn.errors import UserError


def test_a_program_sees_tensorflow_1_and_third_parties_the_real_one(run, tmp_path):
    (tmp_path / "helper.py").write_text("import tensorflow\n")
    code, out, err = run(
        "import tensorflow as tf, tf_keras, helper, sys\n"
        "from tensorflow.contrib.rnn.python.ops import core_rnn_cell\n"
        "from tensorflow.python.ops import rnn_cell\n"
        "import tensorflow.contrib.layers as layers\n"
        "print(rnn_cell.BasicRNNCell is tf.nn.rnn_cell.BasicRNNCell)\n"
        "print(core_rnn_cell.EmbeddingWrapper is tf.contrib.rnn.EmbeddingWrapper)\n"
        "print(helper.tensorflow is tf, sys.modules['tensorflow'] is tf)\n"
        "print(layers.fully_connected is tf.contrib.layers.fully_connected)\n"
    )
    assert (code, err) == (0, "")
    assert out == "True\nTrue\nTrue False\nTrue\n"


def test_arguments_name_and_file_are_as_under_python(run):
    code, out, _ = run("import sys; print(sys.argv[1:], __name__, __file__)", "--help", "-m")
    assert code == 0
    assert out.startswith("['--help', '-m'] __main__ /")
    assert out.endswith("program.py\n")


@pytest.mark.parametrize(
    ("exit_", "code"), [("", 0), ("sys.exit(3)", 3), ("sys.exit()", 0), ("sys.exit('no')", 1)]
)
def test_the_exit_code_is_the_programs(run, exit_, code):
    assert run(f"import sys; {exit_}")[0] == code


def test_a_traceback_shows_the_programs_lines_and_none_of_ours(run, tmp_path):
    (tmp_path / "helper.py").write_text("def f():\n    raise ValueError('wrong')\n")
    code, _, err = run("import helper\n\nhelper.f()\n")
    assert code == 1
    assert err.splitlines()[-1] == "ValueError: wrong"
    assert 'program.py", line 3, in <module>' in err
    assert 'helper.py", line 2, in f' in err
    assert "tf1rnn/programs" not in err


def test_numpys_old_names_and_ragged_arrays_work_only_in_a_program(run):
    code, out, _ = run(
        "import numpy as np\n"
        "print(np.float(1), np.product([2, 3]), np.array([[1], [1, 2]]).dtype)\n"
        "print(np.asscalar(np.ones(1)))"
    )
    assert (code, out) == (0, "1.0 6 object\n1.0\n")
    import numpy as np

    assert not hasattr(np, "product")


def test_a_class_of_the_program_can_be_pickled(run):
    code, out, _ = run(
        "import pickle\nclass A: pass\nprint(type(pickle.loads(pickle.dumps(A()))) is A)"
    )
    assert (code, out) == (0, "True\n")


def test_python_2_is_reported_in_one_line(command, tmp_path):
    (tmp_path / "old.py").write_text('x = 1\nprint "x is", x\n')
    result = command("exec", tmp_path / "old.py")
    assert result.code == 2
    assert "old.py, line 2: print without parentheses is Python 2" in result.err
    assert result.err.count("\n") == 1


def test_a_missing_program_is_refused_with_the_nearest_name(command, tmp_path):
    (tmp_path / "train.py").write_text("")
    result = command("exec", tmp_path / "trian.py")
    assert result.code == 2
    assert f"there is no such program; did you mean {tmp_path / 'train.py'}?" in result.err
    wrong = command("exec", "--absent", "a.py").err
    assert wrong == "tf1rnn: --absent: there is no such option; see --help\n"


def test_python_m_tf1rnn_is_exec(tmp_path):
    (tmp_path / "program.py").write_text("import tensorflow as tf; print(tf.contrib.rnn.GRUCell)")
    done = subprocess.run(
        [sys.executable, "-m", "tf1rnn", "-m", "program"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(p for p in sys.path if p), "PATH": ""},
    )
    assert "GRUCell" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    "statement",
    [
        "import tensorflow.contrib.tpu",
        "import tensorflow.contrib.tpu as tpu",
        "from tensorflow.contrib import tpu",
        "import tensorflow.contrib.tpu.python.tpu.tpu_config",
        "import tensorflow as tf; tf.contrib.tpu",
    ],
)
def test_an_absent_module_stops_no_program_that_does_not_use_it(run, statement):
    assert run(f"{statement}\nprint('done')\n") == (0, "done\n", "")


@pytest.mark.parametrize(
    "use",
    [
        "import tensorflow as tf; tf.contrib.tpu.RunConfig",
        "import tensorflow.contrib.tpu as tpu; tpu.RunConfig",
        "from tensorflow.contrib.tpu import RunConfig",
        "from tensorflow.contrib.tpu.python.tpu.tpu_config import RunConfig",
        "from tensorflow.contrib.tpu.python.tpu import tpu_config; tpu_config.RunConfig",
    ],
)
def test_what_a_program_uses_of_an_absent_module_is_told_with_its_place_and_past(run, use):
    with pytest.raises(
        UserError,
        match=r"program.py, line 1: \S+RunConfig is not available. tf.contrib.tpu trained on TPUs",
    ):
        run(use)


@pytest.mark.parametrize(
    "module",
    [
        "tensorflow.contrib.rnn.python.ops.core_rnn_cell",
        "tensorflow.examples.tutorials.mnist.input_data",
        "tensorflow.python.ops.rnn_cell_impl",
        "tensorflow.python.training.moving_averages",
    ],
)
def test_a_module_is_the_same_in_every_import_style(run, module):
    package, _, name = module.rpartition(".")
    code, out, err = run(
        f"import {module}\nimport {module} as a\nfrom {package} import {name} as b\n"
        f"import importlib\nprint({module} is a is b is importlib.import_module('{module}'))\n"
    )
    assert (code, out, err) == (0, "True\n", "")


def test_a_traceback_shows_only_the_programs_line_if_tf_does_not_have_a_name(run):
    code, _, err = run("import tensorflow as tf\ntf.nn.no_such_name\n")
    assert code == 1
    assert err.count("File ") == 1
    assert err.endswith("AttributeError: module 'tf.nn' has no attribute 'no_such_name'\n")


def test_a_program_can_test_for_a_name_that_is_not_available(run):
    code, out, _ = run(
        "import tensorflow as tf\n"
        "print(hasattr(tf.contrib.tpu, 'RunConfig'))\n"
        "try:\n    from tensorflow.contrib.tpu import RunConfig\n"
        "except ImportError as error:\n    print(error)\n"
    )
    assert code == 0
    assert out.startswith("False\ntf.contrib.tpu.RunConfig is not available.")


def test_all_names_of_a_module_can_be_imported_at_once(run):
    code, out, _ = run(
        "from tensorflow.contrib.rnn import *\nfrom numpy import *\n"
        "print(GRUCell.__name__, max(2, 3), product([2, 3]), bool is type(True))"
    )
    assert (code, out) == (0, "GRUCell 3 6 True\n")


def test_the_source_trees_graph_functions_are_tensorflow_1s(run):
    code, out, _ = run(
        "import tensorflow as tf\nfrom tensorflow.python.framework import ops\n"
        "print(ops.Graph is tf.Graph, ops.reset_default_graph is tf.reset_default_graph)"
    )
    assert (code, out) == (0, "True True\n")


def test_names_that_pythons_library_dropped_work(run):
    code, out, _ = run(
        "import collections, fractions, inspect, time, os.path as path\n"
        "from collections import Mapping, OrderedDict\n"
        "print(issubclass(OrderedDict, Mapping), collections.Iterable.__name__)\n"
        "print(fractions.gcd(4, 6), time.clock() <= time.clock(), path.join('a', 'b'))\n"
        "print(inspect.getargspec(lambda a, b=1: 0))"
    )
    assert code == 0
    assert out == (
        "True Iterable\n2 True a/b\n"
        "ArgSpec(args=['a', 'b'], varargs=None, keywords=None, defaults=(1,))\n"
    )


def test_numbers_in_a_list_print_as_they_did(run):
    code, out, _ = run("import numpy as np; print([np.float32(1.5)], repr(np.float64(2)))")
    assert (code, out) == (0, "[1.5] 2.0\n")


def test_numpys_dropped_functions_give_what_they_gave(run):
    code, out, _ = run(
        "import numpy as np\n"
        "print(np.in1d([[1, 2]], [2]), np.asfarray([1]).dtype, np.msort([2, 1]))\n"
        "print(np.cast['int32']([1.5]), np.find_common_type([np.float32], [np.int64, np.float64]))"
    )
    assert (code, out) == (0, "[False  True] float64 [1 2]\n[1] float32\n")


def test_options_can_be_read_as_before_tensorflow_1_5(run):
    code, out, _ = run(
        "import tensorflow as tf\n"
        "tf.flags.DEFINE_integer('n_things', 3, docstring='how many')\n"
        "FLAGS = tf.app.flags.FLAGS\n"
        "FLAGS._parse_flags()\n"
        "print(FLAGS.n_things, FLAGS.__flags)\n"
        "def main(argv): print(argv[1:])\n"
        "tf.app.run()",
        "--n_things=7",
        "rest",
    )
    assert (code, out) == (0, "7 {'n_things': 7}\n['rest']\n")


def test_a_module_in_python_2_is_reported_too(run, tmp_path):
    (tmp_path / "old_module.py").write_text("x = 1\nexec 'x'\n")
    with pytest.raises(UserError, match="old_module.py, line 2: exec without parentheses"):
        run("import old_module")


def test_names_of_python_2_get_a_hint(run):
    code, _, err = run("xrange(3)")
    assert code == 1
    assert err.splitlines()[-2].startswith("NameError: name 'xrange' is not defined")
    assert err.splitlines()[-1].startswith("tf1rnn: xrange is Python 2; convert the program")


def test_input_that_has_ended_is_an_eof_error(run, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    code, _, err = run("input('name? ')")
    assert code == 1
    assert err.endswith("EOFError: EOF when reading a line\n")


def test_a_source_in_another_encoding_is_read_by_its_cookie(run, tmp_path):
    (tmp_path / "latin.py").write_bytes(b"# coding: latin-1\nword = '\xe9t\xe9'\n")
    code, out, _ = run("import latin; print(latin.word)")
    assert (code, out) == (0, "\u00e9t\u00e9\n")


def test_figures_are_saved_if_there_is_no_display(run, tmp_path, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "MPLBACKEND"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "program.figures").mkdir()
    code, _, err = run(
        "import matplotlib, os\nmatplotlib.use(os.environ['MPLBACKEND'])\n"
        "import matplotlib.pyplot as plt\n"
        "for n in (1, 2):\n    plt.plot([n, 2])\n    plt.show()\n"
    )
    folder = tmp_path / "program.figures-2"
    assert (code, err) == (0, f"tf1rnn: figures are saved in {folder}\n")
    saved = sorted(folder.iterdir())
    assert [path.name for path in saved] == ["figure-1.png", "figure-2.png"]
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in saved)


def test_a_folder_without_a_main_names_its_files(command, tmp_path):
    (tmp_path / "train.py").write_text("")
    result = command("exec", tmp_path)
    assert result.code == 2
    assert "this folder has no __main__.py; name the file to run (train.py)" in result.err
