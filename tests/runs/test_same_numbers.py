"""The same run on other cores and other processors, each in a process of its own."""

import os
import subprocess
import sys

import numpy as np
import pytest

from tests.forked import CHECKOUT, MAIN, Forked

RUN = ("run", "time_series", "--n-iterations", "101", "--replicas", "2")


def written(folder):
    """Output and metrics of the only run in a folder."""
    (run,) = (folder / "time_series").iterdir()
    return (run / "output.txt").read_text(), (run / "metrics.csv").read_text()


def on_cores(cores, folder):
    """Output and metrics of a short run on these cores; it starts its threads after it has them."""
    process = Forked(MAIN, *RUN, "--runs-dir", folder)
    os.sched_setaffinity(process.pid, cores)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return written(folder)


pytestmark = pytest.mark.skipif(
    not hasattr(os, "sched_setaffinity"), reason="processes take all cores here"
)


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return on_cores(os.sched_getaffinity(0), tmp_path_factory.mktemp("plain"))


def test_a_run_of_as_many_replicas_gives_the_same_bits_on_one_core(plain, tmp_path):
    assert on_cores([min(os.sched_getaffinity(0))], tmp_path) == plain


def test_a_processor_without_avx_512_gives_the_same_numbers_up_to_rounding(plain, tmp_path):
    # oneDNN looks at the variable once, so that this process begins without TensorFlow.
    command = [sys.executable, MAIN, *RUN, "--runs-dir", tmp_path]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "ONEDNN_MAX_CPU_ISA": "AVX2"}
    subprocess.run(command, check=True, env=environment, capture_output=True)
    _, metrics = written(tmp_path)
    ours, theirs = (
        np.genfromtxt(text.splitlines()[1:], delimiter=",") for text in (plain[1], metrics)
    )
    np.testing.assert_allclose(ours, theirs, rtol=1e-3)
