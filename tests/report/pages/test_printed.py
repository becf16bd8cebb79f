"""A run's output beside the lesson's printout, and its metrics as lines."""

import math

import numpy as np
import pytest

from tf1rnn.lesson.printouts import load_printouts
from tf1rnn.registry import discovery
from tf1rnn.report.pages import series
from tf1rnn.report.pages.printed import compared, shortened
from tf1rnn.report.pages.prose import paragraphs


@pytest.fixture(scope="module")
def printouts():
    folder = discovery.lesson_folder() / "printouts"
    return {printout.task: printout for printout in load_printouts(folder)}


def held(printouts, name, output, finished=True, **values):
    task = discovery.discover().get(name)
    values = task().values | printouts[name].values | values
    return compared(printouts[name], task, values, output, finished)


def lesson_text(printout):
    lines = (line for block in printout.blocks for line in (block.prompt, *block.lines))
    return "\n".join(lines)


def test_the_lessons_own_text_is_exact_and_has_no_mark(printouts):
    told = held(printouts, "basic_rnn", lesson_text(printouts["basic_rnn"]))
    assert told.verdict == "exact"
    assert not any("<mark" in ours for _, ours, _ in told.blocks)


def test_every_digit_that_differs_is_marked(printouts):
    text = lesson_text(printouts["basic_rnn"]).replace("0.82874775", "0.82874799")
    told = held(printouts, "basic_rnn", text)
    (first, *_) = [ours for _, ours, _ in told.blocks]
    assert first.count("<mark") == 1
    assert ">99</mark>" in first
    assert "&gt;&gt;&gt; print(Y0_val)" in first


def test_a_run_of_other_settings_is_not_judged_by_the_lessons_numbers(printouts):
    told = held(printouts, "time_series", "0 \tMSE: 1.0", n_iterations=7, replicas=3)
    assert told.verdict == "other settings"
    assert told.settings == ["n_iterations = 7 instead of 401"]
    assert held(printouts, "time_series", "", finished=False).verdict == "not finished"
    assert held(printouts, "time_series", "").verdict == "DIFFERS"


def test_a_long_output_keeps_its_beginning_and_its_end():
    text, left_out = shortened("\n".join(map(str, range(1000))))
    assert left_out == 600
    assert text.splitlines()[198:203] == ["198", "199", "[... 600 lines ...]", "800", "801"]
    assert shortened("a\nb\n") == ("a\nb", 0)


def test_a_docstring_becomes_paragraphs_lists_and_formulas():
    html = paragraphs("A `<b>`\nline.\n\n    y = x < 2\n\nTwo:\n- one\n  more\n- two")
    assert "<p>A <code>&lt;b&gt;</code>\nline.</p>" in html
    assert "<pre>    y = x &lt; 2</pre>" in html
    assert "<p>Two:</p><ul><li>one\n  more</li><li>two</li></ul>" in html


def test_a_long_line_keeps_its_extremes(tmp_path):
    values = np.sin(np.arange(10_000)).tolist()
    values[5000], values[7001] = 99.0, -99.0
    line = series.thinned("loss", list(range(10_000)), values)
    assert len(line.x) <= series.MOST_POINTS
    assert (max(line.y), min(line.y), line.x[0], line.x[-1]) == (99.0, -99.0, 0, 9999)


def test_the_mean_of_seeds_is_over_the_steps_that_all_have():
    line = series.mean_of("both", [([0, 1, 2], [1.0, 2.0, 3.0]), ([0, 2], [3.0, 5.0])])
    assert (line.x, line.y) == ([0, 2], [2.0, 4.0])
    deviation = math.sqrt(2)
    np.testing.assert_allclose(line.low, [2 - deviation, 4 - deviation])
    np.testing.assert_allclose(line.high, [2 + deviation, 4 + deviation])


def test_a_damaged_file_of_metrics_gives_what_can_be_read(tmp_path):
    path = tmp_path / "metrics.csv"
    path.write_text("step,loss,late\n0,1.5,\n1,nan,2\n2,oops,3\n")
    metrics = series.read_metrics(path)
    assert metrics["late"] == ([1.0], [2.0])
    assert metrics["loss"][0] == [0.0, 1.0]
    (loss,) = [series.thinned("loss", *metrics["loss"]).to_json()]
    assert loss["y"] == [1.5, None]
    assert series.read_metrics(tmp_path / "none.csv") == {}


@pytest.mark.parametrize(
    ("steps", "n_epochs", "n_done", "unit"),
    [
        ([0, 1, 2], 3, 240, "epoch"),
        ([0, 1], 3, 160, "epoch"),  # interrupted in the third
        ([0, 1, 2], 3, 3, "step"),  # an epoch is one step
        ([0, 1, 2], 5, 3, "step"),  # each step, in the first epoch
        ([0, 10], 20, 12, "step"),
        ([79, 159], 3, 240, "step"),  # the step at an epoch's end
        ([0, 1, 2], None, 240, "step"),
    ],
)
def test_a_metric_recorded_once_in_each_epoch_is_drawn_by_epoch(steps, n_epochs, n_done, unit):
    assert series.unit(steps, n_epochs, n_done) == unit
