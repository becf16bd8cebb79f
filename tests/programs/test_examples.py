"""The example programs print under exec what they printed under TensorFlow 1.15.5."""

import ast
import re
import shutil
from pathlib import Path

import pytest

from tests.programs.examples.record import PROGRAMS
from tests.programs.forks import run_all

FOLDER = Path(__file__).parent / "examples"
NUMBER = re.compile(r"-?\d+\.\d+")
FIGURE = re.compile(r"\[.*\.png\]$")  # where a notebook's figure was saved
CLOSE = 1e-3  # a training enlarges rounding, which depends on the processor


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    copies = tmp_path_factory.mktemp("copies") / "examples"  # figures are saved beside it
    shutil.copytree(FOLDER, copies)
    return run_all(PROGRAMS, copies)


@pytest.mark.parametrize("name", PROGRAMS)
def test_an_example_prints_what_it_printed_under_tensorflow_1(name, printed):
    ours, err, code = printed[name]
    theirs = (FOLDER / "recorded" / f"{name}.txt").read_text()
    assert code == (3 if name == "adding" else 0), err
    ours = "".join(line for line in ours.splitlines(True) if not FIGURE.match(line))
    assert NUMBER.sub("#", ours) == NUMBER.sub("#", theirs)
    assert NUMBER.findall(theirs)
    ours, theirs = ([float(number) for number in NUMBER.findall(t)] for t in (ours, theirs))
    assert ours == pytest.approx(theirs, rel=CLOSE, abs=CLOSE)


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.py")), ids=lambda path: path.stem)
def test_an_example_is_a_program_for_the_python_of_tensorflow_1(path):
    ast.parse(path.read_text(), feature_version=(3, 7))
