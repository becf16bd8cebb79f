"""The same run on other cores and other processors, each in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
RUN = ("run", "time_series", "--n-iterations", "101", "--replicas", "2")


def result(folder, cores=None, **variables):
    """Output and metrics of a short run, on some of the cores and with environment variables."""
    before = None if cores is None else lambda: os.sched_setaffinity(0, cores)
    command = [sys.executable, CHECKOUT / "main.py", *RUN, "--runs-dir", folder]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), **variables}
    subprocess.run(command, check=True, env=environment, preexec_fn=before, capture_output=True)
    (run,) = (folder / "time_series").iterdir()
    return (run / "output.txt").read_text(), (run / "metrics.csv").read_text()


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return result(tmp_path_factory.mktemp("plain"))


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="processes take all cores here")
def test_a_run_of_as_many_replicas_gives_the_same_bits_on_one_core(plain, tmp_path):
    assert result(tmp_path, cores=[min(os.sched_getaffinity(0))]) == plain


def test_a_processor_without_avx_512_gives_the_same_numbers_up_to_rounding(plain, tmp_path):
    _, metrics = result(tmp_path, ONEDNN_MAX_CPU_ISA="AVX2")
    ours, theirs = (
        np.genfromtxt(text.splitlines()[1:], delimiter=",") for text in (plain[1], metrics)
    )
    np.testing.assert_allclose(ours, theirs, rtol=1e-3)
