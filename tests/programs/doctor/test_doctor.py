"""`doctor` reads a program without running it, and reports what it uses of TensorFlow 1."""

import json
from pathlib import Path

import pytest

from tf1rnn.cli.app import app
from tf1rnn.errors import UserError
from tf1rnn.programs.doctor.diagnosis import diagnose

EXAMPLES = Path(__file__).parents[1] / "examples"


def write(folder, text, name="program.py"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return str(path)


def fates(diagnosis):
    return {name: became for name, (became, _) in diagnosis.names.items()}


@pytest.mark.parametrize(
    "name", ["adding", "char_rnn.py", "estimator.py", "ptb_lm.py", "text_classifier.py"]
)
def test_an_example_will_run(name):
    diagnosis = diagnose(str(EXAMPLES / name))
    assert diagnosis.will_run
    assert len(diagnosis.names) > 15


def test_names_are_followed_through_imports_and_assignments(tmp_path):
    program = write(
        tmp_path,
        "import tensorflow as tf\n"
        "import tensorflow.contrib.slim as slim\n"
        "from tensorflow.contrib import rnn as r, layers\n"
        "from tensorflow.python.ops import rnn_cell_impl\n"
        "cells = tf.nn.rnn_cell\n"
        "def build(x, layers):\n"
        "    layers.no_such_layer(x)\n"
        "    return cells.GRUCell(3), later.Dense\n"
        "later = tf.layers\n"
        "r.UGRNNCell(2); slim.fully_connected; layers.real_valued_column\n"
        "tf.float32.name; getattr(tf, 'whatever')\n",
    )
    diagnosis = diagnose(program)
    assert fates(diagnosis) == {
        "tf.contrib.slim": "ours",
        "tf.contrib.rnn": "ours",
        "tf.contrib.layers": "ours",
        "tf.python.ops.rnn_cell_impl": "tree",
        "tf.nn.rnn_cell": "same",
        "tf.nn.rnn_cell.GRUCell": "same",
        "tf.layers": "same",
        "tf.layers.Dense": "same",
        "tf.contrib.rnn.UGRNNCell": "ours",
        "tf.contrib.slim.fully_connected": "ours",
        "tf.contrib.layers.real_valued_column": "gone",
        "tf.float32": "same",
    }
    assert diagnosis.names["tf.nn.rnn_cell.GRUCell"][1] == [f"{program}:8"]
    assert "use tf.feature_column.numeric_column" in str(diagnosis.advice)
    assert not diagnosis.will_run


def test_a_program_older_than_1_0_gets_the_option_for_it(tmp_path):
    program = write(
        tmp_path, "import tensorflow as tf\nx = tf.pack([1])\ntf.nn.seq2seq.rnn_decoder"
    )
    diagnosis = diagnose(program)
    assert fates(diagnosis) == {"tf.pack": "old", "tf.nn.seq2seq": "old"}
    assert diagnosis.will_run
    assert diagnosis.command == f"exec --tf 0.12 {program}"


def test_a_name_that_never_was_and_a_missing_package_are_reported(tmp_path):
    program = write(
        tmp_path,
        "import tensorflow as tf, no_such_package\n"
        "try:\n    import cPickle\nexcept ImportError:\n    pass\n"
        "tf.no_such_name\n",
    )
    diagnosis = diagnose(program)
    assert fates(diagnosis) == {"tf.no_such_name": "unknown"}
    assert diagnosis.missing == {"no_such_package": f"{program}:1"}


def test_own_modules_are_read_too(tmp_path):
    program = write(tmp_path, "from model import build\nfrom pack.inner import thing\n")
    write(tmp_path, "import tensorflow as tf\ntf.crelu\nimport utils\n", "model.py")
    write(tmp_path, "", "pack/__init__.py")
    write(tmp_path, "from ..model import build\nfrom . import more\n", "pack/inner.py")
    write(tmp_path, "import tensorflow as tf\ntf.Session", "pack/more.py")
    diagnosis = diagnose(program)
    assert set(diagnosis.names) == {"tf.crelu", "tf.Session"}
    assert diagnosis.missing == {"utils": f"{tmp_path / 'model.py'}:3"}


def test_a_notebook_names_cell_and_line(tmp_path):
    cells = [
        {"cell_type": "markdown", "source": ["# Title"]},
        {"cell_type": "code", "source": ["%matplotlib inline\n", "import tensorflow as tf"]},
        {"cell_type": "code", "source": ["x = 1\n", "tf.placeholder\n", "!ls"]},
    ]
    path = write(
        tmp_path,
        json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 2}),
        "book.ipynb",
    )
    assert diagnose(path).names == {"tf.placeholder": ("same", [f"{path}, cell 2:2"])}


def test_python_2_is_reported(tmp_path):
    program = write(tmp_path, "import tensorflow as tf\nprint 'hello'\n")
    diagnosis = diagnose(program)
    assert diagnosis.unreadable == [
        f"{program}:2: print without parentheses is Python 2: convert it first"
    ]
    assert not diagnosis.will_run


def test_nothing_of_the_program_runs(tmp_path):
    mark = tmp_path / "mark"
    program = write(tmp_path, f"open({str(mark)!r}, 'w')\nimport model\n")
    write(tmp_path, f"open({str(mark)!r}, 'w')\n", "model.py")
    diagnose(program)
    assert not mark.exists()


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("absent.py", None, "there is no such program"),
        ("book.ipynb", "{", "not a notebook: it is not JSON"),
        ("book.ipynb", '{"cells": 3}', "not a notebook, although it is JSON"),
    ],
)
def test_anything_but_a_program_is_refused(tmp_path, name, text, message):
    path = str(tmp_path / name) if text is None else write(tmp_path, text, name)
    with pytest.raises(UserError, match=message):
        diagnose(path)


@pytest.mark.parametrize(("text", "code"), [("tf.Session", 0), ("tf.no_such_name", 1)])
def test_the_exit_code_and_the_last_line_say_whether_exec_will_run_it(tmp_path, capsys, text, code):
    program = write(tmp_path, f"import tensorflow as tf\n{text}\n")
    assert app(["doctor", program], standalone_mode=False) == code
    assert f"{text}  (line 2)" in capsys.readouterr().out
    app(["doctor", "--json", program], standalone_mode=False)
    told = json.loads(capsys.readouterr().out)
    assert told["will_run"] == (code == 0)
    assert told["names"][text]["places"] == [f"{program}:2"]
