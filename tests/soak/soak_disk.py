"""Fill a small disk during a run, at many sizes: one clear line, and whole checkpoints."""

import shutil
import subprocess

import pytest

from tests.runs.walking import WALK, finish, start
from tf1rnn.runs.folder.checkpoints import Checkpoints

SIZES = [4, 8, 12, 16, 24, 32, 40, 48, 64, 80, 96, 128, 160, 192, 256, 320, 512]  # KiB


@pytest.fixture
def disk(tmp_path):
    """Mounts a file system of this many KiB, which needs the right to mount."""
    folder = tmp_path / "disk"
    folder.mkdir()

    def mount(size):
        argv = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", folder]
        if shutil.which("mount") is None or subprocess.run(argv, capture_output=True).returncode:
            pytest.skip("mounting a file system is not allowed here")
        return folder

    yield mount
    subprocess.run(["umount", folder], capture_output=True, check=False)


@pytest.mark.parametrize("size", SIZES)
def test_a_disk_that_fills_up_is_one_clear_line_and_leaves_whole_checkpoints(disk, tmp_path, size):
    (tmp_path / "walk.py").write_text(WALK)
    runs_dir = disk(size) / "runs"
    process = start(tmp_path, "run", "walk", "--save-every", "0", "--runs-dir", runs_dir)
    _, err = process.communicate(timeout=120)
    assert process.returncode == (2 if "cannot be" in err or "cannot make" in err else 0)
    assert err.count("\n") == 1
    for folder in runs_dir.glob("walk/*/checkpoints"):
        checkpoints = Checkpoints(folder)
        checkpoints.newest()
        assert checkpoints.damaged == []


def test_a_run_resumes_once_there_is_space_again(disk, tmp_path):
    (tmp_path / "walk.py").write_text(WALK)
    mounted = disk(96)
    runs_dir = mounted / "runs"
    start(tmp_path, "run", "walk", "--save-every", "0", "--runs-dir", runs_dir).communicate()
    assert list(runs_dir.glob("walk/*/checkpoints/*")), "it stopped before its first checkpoint"
    subprocess.run(["mount", "-o", "remount,size=50m", mounted], check=True)
    finish(tmp_path, "run", "walk", "--resume", "--runs-dir", runs_dir)
