"""exec: a program runs as under plain Python, but that its TensorFlow is TensorFlow 1."""

import subprocess
import sys

import pytest

from tf1rnn import tf
from tf1rnn.programs import running


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """run(source, *args): write a program and run it in this process: exit code, out, err."""

    def run(source, *args, name="program.py", module=None):
        (tmp_path / name).write_text(source, encoding="utf-8")
        main = sys.modules["__main__"]
        monkeypatch.setattr(sys, "argv", ["main.py"])
        monkeypatch.setattr(sys, "path", ["", *sys.path[1:]])
        monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
        monkeypatch.setattr(running.signal, "signal", lambda *_: None)
        monkeypatch.chdir(tmp_path)
        try:
            with tf.Graph().as_default():
                code = running.run_program(module or str(tmp_path / name), args, bool(module))
        finally:
            sys.modules["__main__"] = main
            for own in [n for n, m in sys.modules.items() if _lies_in(m, tmp_path)]:
                del sys.modules[own]
        return code, *capsys.readouterr()

    return run


def _lies_in(module, folder):
    return str(getattr(module, "__file__", None) or "").startswith(str(folder))


def test_a_program_sees_tensorflow_1_and_third_parties_the_real_one(run, tmp_path):
    (tmp_path / "helper.py").write_text("import tensorflow\n")
    code, out, err = run(
        "import tensorflow as tf, tf_keras, helper, sys\n"
        "from tensorflow.contrib.rnn.python.ops import core_rnn_cell\n"
        "from tensorflow.python.ops import rnn_cell\n"
        "import tensorflow.contrib.layers as layers\n"
        "print(rnn_cell.BasicRNNCell is core_rnn_cell.BasicRNNCell)\n"
        "print(helper.tensorflow is tf, sys.modules['tensorflow'] is tf)\n"
        "print(layers.fully_connected is tf.contrib.layers.fully_connected)\n"
    )
    assert (code, err) == (0, "")
    assert out == "True\nTrue False\nTrue\n"


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


def test_a_traceback_names_the_programs_lines_and_none_of_ours(run, tmp_path):
    (tmp_path / "helper.py").write_text("def f():\n    raise ValueError('wrong')\n")
    code, _, err = run("import helper\n\nhelper.f()\n")
    assert code == 1
    assert err.splitlines()[-1] == "ValueError: wrong"
    assert 'program.py", line 3, in <module>' in err
    assert 'helper.py", line 2, in f' in err
    assert "tf1rnn/programs" not in err


def test_numpys_old_names_and_ragged_arrays_work_in_a_program_alone(run):
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


def test_python_2_is_told_in_one_line(command, tmp_path):
    (tmp_path / "old.py").write_text('x = 1\nprint "x is", x\n')
    result = command("exec", tmp_path / "old.py")
    assert result.code == 2
    assert "old.py, line 2: print without parentheses is Python 2" in result.err
    assert result.err.count("\n") == 1


def test_a_program_that_is_not_there_is_refused_with_the_nearest(command, tmp_path):
    (tmp_path / "train.py").write_text("")
    result = command("exec", tmp_path / "trian.py")
    assert result.code == 2
    assert f"there is no such program; did you mean {tmp_path / 'train.py'}?" in result.err


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
