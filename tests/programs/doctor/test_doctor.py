"""`doctor` reads a program without running it, and reports what it uses of TensorFlow 1."""

import io
import json
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.programs.doctor.cases import notebook
from tf1rnn import tf
from tf1rnn.cli.app import app
from tf1rnn.errors import UserError
from tf1rnn.programs.doctor.diagnosis import diagnose
from tf1rnn.tf1.names import classes, known


def write(folder, text, name="program.py"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return str(path)


def fates(diagnosis):
    return {name: became for name, (became, _) in diagnosis.names.items()}


def messages(diagnosis):
    return " ".join(fault.message for fault in diagnosis.stops())


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
        "r.UGRNNCell(2); slim.fully_connected; layers.bucketized_column\n"
        "tf.float32.name; getattr(tf, 'Session')\n",
    )
    diagnosis = diagnose(program)
    assert fates(diagnosis) == {
        "tf.contrib.slim": "ours",
        "tf.contrib.rnn": "ours",
        "tf.contrib.layers": "ours",
        "tf.python.ops.rnn_cell_impl": "tree",
        "tf.nn.rnn_cell": "same",
        "tf.nn.rnn_cell.GRUCell": "ours",
        "tf.layers": "same",
        "tf.layers.Dense": "same",
        "tf.contrib.rnn.UGRNNCell": "ours",
        "tf.contrib.slim.fully_connected": "ours",
        "tf.contrib.layers.bucketized_column": "gone",
        "tf.float32": "same",
        "tf.Session": "same",
    }
    assert diagnosis.names["tf.nn.rnn_cell.GRUCell"][1] == [f"{program}:8"]
    assert "use tf.feature_column.bucketized_column" in str(diagnosis.advice)
    assert diagnosis.verdict == "will not run"


def test_a_program_older_than_1_0_gets_the_option_for_it(tmp_path):
    program = write(
        tmp_path, "import tensorflow as tf\nx = tf.pack([1])\ntf.nn.seq2seq.rnn_decoder"
    )
    diagnosis = diagnose(program)
    assert {"tf.pack", "tf.nn.seq2seq.rnn_decoder"} <= diagnosis.with_fate("old").keys()
    assert diagnosis.verdict == "runs with an option"
    assert diagnosis.command == ["exec", "--tf", "0.12", program]


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
    write(tmp_path, "import tensorflow as tf\ntf.crelu\nbuild = 1\nimport utils\n", "model.py")
    write(tmp_path, "", "pack/__init__.py")
    write(tmp_path, "from model import build\nfrom . import more\nthing = 1\n", "pack/inner.py")
    write(tmp_path, "import tensorflow as tf\ntf.Session", "pack/more.py")
    diagnosis = diagnose(program)
    assert set(diagnosis.names) == {"tf.crelu", "tf.Session"}
    assert diagnosis.missing == {"utils": f"{tmp_path / 'model.py'}:4"}


def test_a_notebook_names_cell_and_line(tmp_path):
    cells = "%matplotlib inline\nimport tensorflow as tf", "x = 1\ntf.placeholder\n!ls"
    path = write(tmp_path, notebook(*cells), "book.ipynb")
    assert diagnose(path).names == {"tf.placeholder": ("same", [f"{path}, cell 2:2"])}


def test_what_is_only_used_where_nothing_leads_is_listed_and_does_not_count(tmp_path):
    program = write(tmp_path, "import tensorflow as tf\ndef never():\n    tf.nothing\n")
    diagnosis = diagnose(program)
    assert fates(diagnosis) == {"tf.nothing": "unknown"}
    assert diagnosis.verdict == "runs"


def test_python_2_is_reported(tmp_path):
    program = write(tmp_path, "import tensorflow as tf\nprint 'hello'\n")
    diagnosis = diagnose(program)
    assert diagnosis.unreadable == [
        f"{program}:2: print without parentheses is Python 2: convert it first"
    ]
    assert diagnosis.verdict == "will not run"


def test_nothing_of_the_program_runs(tmp_path):
    mark = tmp_path / "mark"
    program = write(tmp_path, f"open({str(mark)!r}, 'w')\nimport model\n")
    write(tmp_path, f"open({str(mark)!r}, 'w')\n", "model.py")
    diagnose(program)
    assert not mark.exists()


def test_a_package_is_read_by_its_name_without_being_imported(tmp_path, monkeypatch):
    mark = tmp_path / "mark"
    write(tmp_path, f"open({str(mark)!r}, 'w')\n", "pack/__init__.py")
    write(tmp_path, "from .model import build\nbuild()\n", "pack/__main__.py")
    write(tmp_path, "import tensorflow as tf\ndef build():\n    tf.nothing\n", "pack/model.py")
    monkeypatch.chdir(tmp_path)
    (fault,) = diagnose("pack", is_module=True).stops()
    assert fault.place == f"{Path('pack', 'model.py').absolute()}:3"
    assert not mark.exists()
    assert "no known parent package" in messages(diagnose("pack"))
    with pytest.raises(UserError, match="-m pack.nothing: there is no such module"):
        diagnose("pack.nothing", is_module=True)


def test_a_package_written_for_tensorflow_1_needs_the_option_with(tmp_path, monkeypatch):
    packages = tmp_path / "site-packages"
    write(packages, "import tensorflow as tf\nx = tf.get_variable\n", "oldlayers/__init__.py")
    write(packages, "import tensorflow.compat.v1 as tf\n", "newlayers/__init__.py")
    program = write(tmp_path, "import oldlayers, newlayers\noldlayers.x\n")
    monkeypatch.syspath_prepend(packages)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    diagnosis = diagnose(program)
    assert diagnosis.verdict == "runs with an option"
    assert diagnosis.command == ["exec", "--with", "oldlayers", program]


def test_a_folder_of_programs_names_one_that_runs(tmp_path):
    write(tmp_path, "import tensorflow as tf\nif __name__ == '__main__':\n    tf.nothing\n", "a.py")
    program = write(tmp_path, "import model\nif __name__ == '__main__':\n    print()\n", "b.py")
    write(tmp_path, "x = 1\n", "model.py")
    diagnosis = diagnose(str(tmp_path))
    assert diagnosis.command == ["exec", program]
    assert [Path(file).name for file in diagnosis.files] == ["b.py", "model.py", "a.py"]


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


@pytest.mark.parametrize(
    ("text", "code", "last"),
    [
        ("tf.Session", 0, "python main.py exec {}"),
        ("tf.pack([1])", 0, "python main.py exec --tf 0.12 {}"),
        ("if tf.Session(): tf.nothing", 3, "python main.py exec {}"),
        ("tf.no_such_name", 1, None),
    ],
)
def test_the_exit_code_and_the_last_line_say_what_to_do(
    tmp_path, monkeypatch, capsys, text, code, last
):
    monkeypatch.chdir(tmp_path)
    name = "my program.py"
    write(tmp_path, f"import tensorflow as tf\n{text}\n", name)
    assert app(["doctor", name], standalone_mode=False) == code
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    if last:
        assert lines[-1] == last.format(shlex.quote(name))
    else:
        assert lines[-1].startswith("  ") or lines[-1].startswith("will not run: stops at")
    assert app(["doctor", "--json", name], standalone_mode=False) == code
    told = json.loads(capsys.readouterr().out)
    assert told["will_run"] == (code == 0)
    assert bool(told["stops"]) == (code == 1)
    assert bool(told["may_stop"]) == (code == 3)
    assert shlex.split(told["command"])[-1] == name


def test_doctor_does_not_load_tensorflow(tmp_path):
    program = write(tmp_path, "import tensorflow as tf\nimport numpy as np\ntf.nn.rnn_cell.GRUCell")
    script = (
        "import sys; from tf1rnn.programs.doctor.diagnosis import diagnose; "
        f"diagnose({program!r}); sys.exit('tensorflow' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script]).returncode == 0


def test_a_program_on_standard_input_is_read(monkeypatch, capsys):
    source = io.TextIOWrapper(io.BytesIO(b"import tensorflow as tf\ntf.nothing\n"))
    monkeypatch.setattr(sys, "stdin", source)
    assert app(["doctor", "-"], standalone_mode=False) == 1
    assert "will not run: stops at <stdin>:2: " in capsys.readouterr().out


def test_an_archive_without_a_main_module_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "app.zip", "w") as archive:
        archive.writestr("model.py", "")
    with pytest.raises(UserError, match="this archive has no __main__.py, where a program begins"):
        diagnose(str(tmp_path / "app.zip"))


def test_no_attribute_that_objects_of_tensorflow_have_is_said_to_lack():
    owner, known_classes = known.module("tensorflow.train"), 0
    for name in dir(tf.train):
        class_, found = getattr(tf.train, name), known.find(owner, name)
        if isinstance(class_, type) and isinstance(found, known.Thing):
            members = classes.members(found.home, name)
            known_classes += members is not None
            assert members is None or {n for n in dir(class_) if n[0] != "_"} <= members, name
    assert known_classes > 40
