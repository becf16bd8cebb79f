"""A student's program reaches nothing else, ends in time, and leaves nothing behind."""

import os
import time

import pytest

from tf1rnn.exercises import supervising
from tf1rnn.exercises.confining import landlock_version
from tf1rnn.exercises.supervising import Try, run_tries

READS = "total = open({path!r}).read()"
WRITES = "total = open({path!r}, 'w').write('mine now')"
CONNECTS = "import socket; total = socket.create_connection(('127.0.0.1', 9), 2)"
KILLS = "import os, signal; total = os.kill({parent}, 0)"
WRITES_HERE = "total = open('here.txt', 'w').write('mine')"
TOO_LARGE = "total = open('large', 'wb').write(bytes(2**26))"


@pytest.mark.skipif(not landlock_version(), reason="this system has no Landlock")
def test_a_program_reaches_no_other_file_no_network_and_no_process(small, tmp_path):
    other = tmp_path / "another student.py"
    other.write_text("theirs")
    named = {"path": str(other), "parent": os.getpid()}
    programs = [READS, WRITES, CONNECTS, KILLS, WRITES_HERE, TOO_LARGE]
    sources = [program.format(**named) for program in programs]
    report = run_tries([Try(small(), ["total = 3", *sources], "x.py", all=True)])
    kinds = [outcome.failure and outcome.failure.kind for outcome in report.outcomes[0]]
    assert report.confined
    assert kinds == [None, *["PermissionError"] * 4, None, "OSError"]
    assert other.read_text() == "theirs"


def test_a_program_that_does_not_end_is_stopped_with_all_that_it_started(small, tmp_path):
    marker = f"{time.time_ns() / 1e9}"
    source = (
        f"import subprocess, time\n"
        f"subprocess.Popen(['sleep', '{marker}'], start_new_session=True)\n"
        f"time.sleep(600)\n"
    )
    report = run_tries([Try(small(), ["total = 3", source], "x.py")], seconds=12)
    assert "did not end within 12 s" in report.stopped
    assert not any(marker in command for command in commands())


def commands():
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{process}/cmdline") as file:
                yield file.read()
        except OSError:
            continue


def test_a_program_that_fills_the_disk_is_noticed(tmp_path, monkeypatch):
    monkeypatch.setattr(supervising, "MOST_WRITTEN", 1000)
    assert supervising._too_much(tmp_path) == ""
    (tmp_path / "large").write_bytes(bytes(2000))
    assert "it fills the disk" in supervising._too_much(tmp_path)


def test_answers_that_a_program_has_spoiled_count_as_none():
    report = supervising._report(b'{"confined": true}\n[{"observed": 3}]\nnonsense\n', "", 1)
    assert report.outcomes == [[]]
    assert "before its values could be looked at" in report.stopped
