"""The example programs print under exec what they printed under TensorFlow 1.15.5."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.programs.examples.record import PROGRAMS

FOLDER = Path(__file__).parent / "examples"
NUMBER = re.compile(r"-?\d+\.\d+")
FIGURE = re.compile(r"\[.*\.png\]$")  # where a notebook's figure was saved
CLOSE = 0.002  # relative: float32's rounding, after dozens of updates
# TensorFlow is loaded once; each program then runs in a process of its own.
DRIVER = """
import json, os, sys
from tf1rnn.programs.running import run_program
from tf1rnn import tf
tf.constant
for name, (is_module, program, args) in json.loads(sys.argv[1]).items():
    child = os.fork()
    if not child:
        with open(os.path.join(sys.argv[2], name), "w") as out:
            os.dup2(out.fileno(), 1)
        code = 0
        try:
            run_program(program, args, is_module)
        except SystemExit as end:
            code = end.code or 0
        sys.stdout.flush()
        os._exit(code)
    print(name, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("printed")
    copies = tmp_path_factory.mktemp("copies") / "examples"  # figures are saved beside it
    shutil.copytree(FOLDER, copies)
    programs = {}
    for name, (first, *args) in PROGRAMS.items():
        programs[name] = (True, args[0], args[1:]) if first == "-m" else (False, first, args)
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, json.dumps(programs), str(folder)],
        cwd=copies,
        capture_output=True,
        text=True,
    )
    codes = dict(line.split() for line in done.stdout.splitlines())
    assert codes.keys() == PROGRAMS.keys(), done.stderr
    return {name: ((folder / name).read_text(), int(codes[name])) for name in codes}


@pytest.mark.parametrize("name", PROGRAMS)
def test_an_example_prints_what_it_printed_under_tensorflow_1(name, printed):
    ours, code = printed[name]
    theirs = (FOLDER / "recorded" / f"{name}.txt").read_text()
    assert code == (3 if name == "adding" else 0)
    ours = "".join(line for line in ours.splitlines(True) if not FIGURE.match(line))
    assert NUMBER.sub("#", ours) == NUMBER.sub("#", theirs)
    assert NUMBER.findall(theirs)
    ours, theirs = ([float(number) for number in NUMBER.findall(t)] for t in (ours, theirs))
    assert ours == pytest.approx(theirs, rel=CLOSE, abs=CLOSE)
