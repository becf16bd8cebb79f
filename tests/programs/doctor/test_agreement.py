"""What doctor says of a program is what exec does with it."""

import os
import re
import zipfile
from pathlib import Path

import pytest

from tests.programs.doctor.cases import ARCHIVES, CASES, HELPER
from tests.programs.examples.record import PROGRAMS
from tests.programs.forks import run_all
from tests.tf1.before_1_0.test_programs import PROGRAMS as OLD_PROGRAMS
from tf1rnn.programs.doctor.diagnosis import diagnose

EXAMPLES = Path(__file__).parents[1] / "examples"
CHECKOUT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("TF1RNN_SHARED", CHECKOUT.parent / "shared")) / "cases" / "programs"
SHARED_PROGRAMS = sorted(SHARED.glob("*.py"))


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """What exec does with each case and each program of ../shared: (out, err, exit code)."""
    folder = tmp_path_factory.mktemp("cases")
    (folder / "lib").mkdir()
    (folder / "lib" / "helper.py").write_text(HELPER)
    programs = {}
    for name, (_, files) in ARCHIVES.items():
        with zipfile.ZipFile(folder / name, "w") as archive:
            for inside, text in files.items():
                archive.writestr(inside, text)
        programs[name] = [folder / name]
    for name, (verdict, text) in CASES.items():
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        option = re.findall("--tf .*", verdict)
        programs[name] = [*" ".join(option).split(), folder / name]
    for path in SHARED_PROGRAMS:
        programs[path.name] = [path]
    return run_all(programs, folder), folder


def line_of(error):
    """The line of a case at which an error was raised, from a traceback or exec's own line."""
    found = re.findall(r"case_\w+(?:(?:\.\w+/\w+)?\.py|\.ipynb, cell \d+)\"?, line (\d+)", error)
    return found[-1] if found else ""


@pytest.mark.parametrize("name", CASES | ARCHIVES)
def test_doctor_says_what_exec_does(name, outcomes, monkeypatch):
    done, folder = outcomes
    verdict, (_, error, code) = (CASES | ARCHIVES)[name][0], done[name]
    monkeypatch.chdir(folder)
    diagnosis = diagnose(name)
    expected, _, detail = verdict.partition(" ")
    if expected == "runs":
        assert (diagnosis.verdict, diagnosis.options) == (
            ("runs with an option", detail.split()) if detail else ("runs", [])
        ), diagnosis.faults
        assert code == 0, error
    elif expected == "stops":
        assert diagnosis.verdict == "will not run"
        first = min(diagnosis.stops(), key=lambda fault: fault.kind != "SyntaxError")
        assert not detail or str(first.line) == detail == line_of(error)
        assert code in (1, 2)
    else:
        assert diagnosis.verdict == "may stop"
        assert {str(fault.line) for fault in diagnosis.faults if fault.reach} == {detail}
        assert code == 0 or line_of(error) == detail


@pytest.mark.parametrize("name", PROGRAMS)
def test_an_example_runs_with_doctors_consent(name, monkeypatch):
    monkeypatch.chdir(EXAMPLES)
    first, *args = PROGRAMS[name]
    diagnosis = diagnose(args[0] if first == "-m" else first, first == "-m")
    assert diagnosis.verdict == "runs", diagnosis.faults
    assert len(diagnosis.names) > 10


@pytest.mark.parametrize("program", OLD_PROGRAMS, ids=lambda program: program.stem)
def test_a_program_of_2016_gets_the_option_for_it(program):
    assert diagnose(str(program)).options == ["--tf", "0.12"]


@pytest.mark.skipif(not SHARED_PROGRAMS, reason="needs ../shared")
@pytest.mark.parametrize("program", SHARED_PROGRAMS, ids=lambda program: program.stem)
def test_a_program_of_the_cases_does_what_doctor_says(program, outcomes):
    _, error, code = outcomes[0][program.name]
    assert (diagnose(str(program)).verdict.startswith("runs")) == (code == 0), error
