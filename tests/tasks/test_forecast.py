"""The remark on how long measurements ahead take, and how much memory."""

import importlib

import pytest

from tf1rnn import run_task
from tf1rnn.registry import discovery

Unrolling = discovery.discover().get("unrolling")
package = Unrolling.__module__.rpartition(".")[0]
forecast = importlib.import_module(f"{package}.parts.forecast")
Cost = forecast.Cost


class Made(Unrolling):
    """The task with made up measurements; `measured` are their steps."""

    seconds = 0.001  # for each step
    mib = 1.0  # for each step

    def measure(self, unrolling, n_steps):
        self.measured.append(n_steps)
        cost = self.seconds * n_steps / 7
        return {
            "nodes": 9,
            "build": cost,
            "first": cost,
            "step": cost,
            "memory": self.mib * n_steps,
        }


def run(tmp_path, n_steps, **values):
    task = type("Made", (Made,), {"measured": [], "name": "unrolling", **values})(n_steps=n_steps)
    run_task(task, tmp_path, device="cpu", echo=False)
    return task.measured


def test_what_takes_long_is_told_beforehand(tmp_path, capsys):
    run(tmp_path, "10,20,1000000")
    err = capsys.readouterr().err
    assert (
        "tf1rnn: by the measurements so far, the measurements ahead take at least 50 minutes" in err
    )
    assert "Ctrl-C stops after the current one" in err


def test_memory_that_the_machine_has_not_is_told_beforehand(tmp_path, capsys):
    run(tmp_path, "10,20,100000", mib=1e6, seconds=1e-9)
    assert "static_rnn of 20 steps needs about 19,531 GiB of memory, and this" in (
        capsys.readouterr().err
    )


def test_where_all_are_many_a_short_one_is_measured_first(tmp_path, capsys):
    assert run(tmp_path, "1000000") == [10, 50, 10, 50, 1000000, 1000000, 1000000]
    assert "take at least" in capsys.readouterr().err


def test_what_is_quick_gets_no_remark_and_no_more_measurements(tmp_path, capsys):
    assert run(tmp_path, "10,200") == [10] * 3 + [200] * 3
    assert "measurements" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("costs", "seconds"),
    [
        ([Cost(10, 2.0, 5)], 20.0),
        ([Cost(5, 1.0, 5), Cost(10, 4.0, 5)], 400.0),  # it grew with the square
        ([Cost(5, 2.0, 5), Cost(10, 2.0, 5)], 20.0),
    ],
)
def test_the_cost_grows_as_it_did_but_at_least_in_proportion(costs, seconds):
    assert forecast.expect(costs, 100).seconds == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("seconds", "text"), [(1, "1 seconds"), (150, "2 minutes"), (9000, "2 hours"), (1e6, "12 days")]
)
def test_a_time_span_is_told_in_its_largest_unit(seconds, text):
    assert forecast.span(seconds) == text
