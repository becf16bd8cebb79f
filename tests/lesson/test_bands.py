"""Printouts of a training: each number, the lesson's and ours, must lie in its band."""

import pytest

from tf1rnn import UserError
from tf1rnn.lesson.bands import BandedPrintout, parse_bands
from tf1rnn.lesson.printouts import load_printouts
from tf1rnn.registry import discovery

HEADER = {
    "band Train accuracy": "0 in 0.6 to 0.9, 99 in 0.95 to 1",
    "band Test accuracy": "0 in 0.7 to 0.85, 99 in 0.97 to 0.985",
    "ours Test accuracy": "accuracy on test data",
}
LESSON = [
    "0 Train accuracy: 0.71 Test accuracy: 0.73",
    "...",
    "99 Train accuracy: 1 Test accuracy: 0.98",
]
OURS = """Loading 60000 digits
0 Train accuracy: 0.8 accuracy on test data: 0.75
99 Train accuracy: 0.96 accuracy on test data: 0.971
After 99 epochs: done
"""


def compared(bands, output):
    return BandedPrintout(task="rnn", topic="5", bands=bands).compare(output)


def verdicts(output, header=HEADER, lesson=LESSON):
    results = compared(parse_bands(header, lesson), output)
    return {(r.band.step, r.band.label): r.verdict for r in results}


def test_numbers_are_paired_by_step_and_label():
    results = compared(parse_bands(HEADER, LESSON), OURS)
    assert [(r.band.number, r.ours) for r in results] == [
        (0.71, 0.8),
        (0.73, 0.75),
        (1.0, 0.96),
        (0.98, 0.971),
    ]
    assert all(result.holds for result in results)


@pytest.mark.parametrize("number", ["0.86", "0.69", "nan", "-inf"])
def test_a_number_of_ours_outside_its_band_does_not_hold(number):
    found = verdicts(OURS.replace("0.75", number))
    assert found.pop((0, "Test accuracy")) == "OUT OF BAND"
    assert set(found.values()) == {"in band"}


def test_a_number_of_the_lesson_outside_its_band_does_not_hold():
    found = verdicts(OURS, lesson=[LESSON[0].replace("0.73", "0.93")])
    assert found == {(0, "Train accuracy"): "in band", (0, "Test accuracy"): "OUT OF BAND"}


def test_a_number_we_do_not_print_is_missing():
    found = verdicts(OURS.replace("99 Train", "98 Train"))
    assert found[99, "Train accuracy"] == found[99, "Test accuracy"] == "missing"


def test_a_number_without_a_range_is_refused():
    with pytest.raises(ValueError, match="no range for Train accuracy at step 1"):
        parse_bands(HEADER, ["1 Train accuracy: 0.77"])


@pytest.fixture
def written(tmp_path):
    """written(*header lines) -> the printout of a file with these lines and one line printed."""

    def load(*lines):
        header = ["task: rnn", "topic: 6: Time Series Predictions", *lines]
        text = "\n".join([*header, "", "0      MSE: 379.586", "[ ... ]", ""])
        (tmp_path / "rnn.txt").write_text(text, encoding="utf-8")
        (printout,) = load_printouts(tmp_path)
        return printout

    return load


@pytest.mark.parametrize("verdict", ["in band", "explained"])
def test_the_table_ends_with_the_verdict_and_its_evidence(written, verdict):
    printout = written("band MSE: 0 in 160 to 530", f"{verdict}: Measured over seeds.")
    text = printout.render(printout.compare("0 \tMSE: 239.3"), width=80).plain
    assert "0     MSE  379.586     239.3  160 to 530  in band\n" in text
    assert text.endswith(f"-> 1 of 1 numbers in band\n=> {verdict}: Measured over seeds.\n")

    text = printout.render(printout.compare("0 \tMSE: 1e9"), width=80)
    assert "-> 0 of 1 numbers in band\n=> DIFFERS: 1 of 1 do not hold\n" in text


def test_values_for_the_run_are_read_and_shown(written):
    printout = written(
        "band MSE: 0 in 1 to 2", "in band: So.", 'values: n_iterations=401 projection="dense"'
    )
    assert printout.values == {"n_iterations": 401, "projection": "dense"}
    text = printout.render(printout.compare(""), width=80)
    assert "run with n_iterations=401, projection=dense" in text


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["band MSE: 0 in 160 to 530"], "has no line `tolerance: ...`"),
        (["in band: So."], "no range for MSE at step 0"),
        (["band MSE: 160 to 530", "in band: So."], "no range for MSE at step 0"),
        (["band MSE: 0 in 1 to 2", "in band: So.", "values: n=4o1"], "its header: "),
    ],
)
def test_a_damaged_header_is_refused_by_file(written, lines, message):
    with pytest.raises(UserError, match="rnn.txt: ") as refused:
        written(*lines)
    assert message in str(refused.value)


def test_the_lessons_time_series_fits_the_sum_over_the_steps_and_not_the_mean():
    printouts = load_printouts(discovery.lesson_folder() / "printouts")
    (printout,) = [p for p in printouts if p.task == "time_series"]
    assert [band.number for band in printout.bands] == [
        379.586,
        14.58426,
        7.14066,
        3.98528,
        2.00254,
    ]
    for band in printout.bands:
        assert band.holds(band.number)
        assert band.number > band.high / 20, "larger than the mean for every seed"
