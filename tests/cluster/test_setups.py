"""The files of docs/cluster.md, with stand-ins for ssh, srun and python that write down their use.

tests/soak/cluster_setups.py runs them to their ends.
"""

import os
import subprocess

import pytest

from tests.cluster.setups import files, of_tfjob

PYTHON = """#!/bin/bash
shift
{ echo "$PWD"; printf '%s ' "$@"; echo; echo $(env | grep ^SLURM_); } > "$WRITTEN/$$"
"""
SSH = '#!/bin/bash\ncd "$WRITTEN/.." && exec bash -c "$2"\n'
SRUN = """#!/bin/bash
while [[ $1 == --* ]]; do shift; done
for i in 0 1 2; do
    SLURM_PROCID=$i SLURM_STEP_NUM_TASKS=3 SLURM_STEP_NODELIST='node[1-3]' \\
        SLURM_STEP_TASKS_PER_NODE='1(x3)' "$@" &
done
wait
"""
TYPED = ["mnist", "--batch-size", "50"]


@pytest.fixture
def typed(tmp_path):
    """What the processes that a file starts were given: their arguments, SLURM's variables."""
    for folder in ("bin", "tf1rnn/.venv/bin", "written"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "tf1rnn" / ".venv" / "bin" / "activate").touch()
    for name, text in (("python", PYTHON), ("ssh", SSH), ("srun", SRUN)):
        (tmp_path / "bin" / name).write_text(text)
        (tmp_path / "bin" / name).chmod(0o755)

    def run(name):
        (tmp_path / "tf1rnn" / name).write_text(files()[name])
        written = tmp_path / "written"
        path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
        subprocess.run(
            ["bash", name, *TYPED],
            cwd=tmp_path / "tf1rnn",
            env={**os.environ, "PATH": path, "WRITTEN": str(written)},
            check=True,
            timeout=60,
        )
        parts = [path.read_text().splitlines() for path in written.iterdir()]
        folders, argvs, slurms = zip(*parts, strict=True)
        assert set(folders) == {str(tmp_path / "tf1rnn")}
        return [argv.split() for argv in argvs], [dict(_pairs(each)) for each in slurms]

    return run


def _pairs(line):
    return [pair.split("=", 1) for pair in line.split()]


@pytest.fixture
def taken(command, monkeypatch):
    """The cluster in which a command takes part, by what it was given: taken(argv) -> Cluster."""

    def take(argv):
        parts = []
        monkeypatch.setattr(
            "tf1rnn.cli.run.take_part", lambda *given, **more: parts.append((given, more)) or 0
        )
        assert command(*argv).code == 0
        ((given, more),) = parts
        assert more["insecure_network"], "addresses beyond a machine are refused without"
        return given[0]

    return take


def test_the_ssh_loop_starts_each_process_of_the_file(typed, taken, monkeypatch, tmp_path):
    argvs, _ = typed("train.sh")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cluster.json").write_text(files()["cluster.json"])
    clusters = [taken(argv) for argv in argvs]
    assert sorted(cluster.role for cluster in clusters) == sorted(clusters[0].roles)
    assert {argv[1] for argv in argvs} == {"mnist"}


def test_the_job_script_starts_a_task_on_each_machine(typed, taken, monkeypatch):
    argvs, variables = typed("train.sbatch")
    roles = []
    for argv, given in zip(argvs, variables, strict=True):
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        cluster = taken(argv)
        roles.append(cluster.role)
        assert cluster.jobs["worker"] == ["node1:8888", "node2:8888", "node3:8888"]
    assert sorted(roles) == [("worker", 0), ("worker", 1), ("worker", 2)]


def test_the_manifests_command_takes_each_role_that_the_operator_gives(taken, monkeypatch):
    command_line, configs = of_tfjob(files()["tfjob.yaml"])
    assert command_line[:2] == ["python", "main.py"]
    for number, config in enumerate(configs):
        monkeypatch.setenv("TF_CONFIG", config)
        cluster = taken(command_line[2:])
        assert cluster.role == ("worker", number)
        assert cluster.control == ("translation-worker-0.default.svc", 2221)
    assert number == 2
