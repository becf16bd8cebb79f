"""Printouts: reading the lesson's text, and what counts as the same numbers."""

import dataclasses
import json

import pytest

from tf1rnn import UserError
from tf1rnn.lesson.exact import parse_blocks
from tf1rnn.lesson.printouts import load_printouts

HEADER = "task: rnn\ntopic: 3: RNN in TensorFlow\ntolerance: 1e-3\n"
LESSON = """>>> print(Y0_val) # output at t = 0
[[ -0.25   1. ] # instance 0
 [  0.   -0.5 ]]] # instance 1, 2 brackets too many

>>> print(states_val)
[ 0.75  1e-05]
"""


@pytest.fixture
def printout(tmp_path):
    """printout(ours) -> what `compare` finds; keywords are further header lines."""

    def compared(ours, lesson=LESSON, **header):
        lines = "".join(f"{key}: {value}\n" for key, value in header.items())
        (tmp_path / "rnn.txt").write_text(f"{HEADER}{lines}\n{lesson}", encoding="utf-8")
        (loaded,) = load_printouts(tmp_path)
        return loaded, loaded.compare(ours)

    return compared


def judged(printout, results):
    return printout.judge(results)


def refusal(folder):
    with pytest.raises(UserError) as refused:
        load_printouts(folder)
    return str(refused.value)


def test_numbers_in_comments_prompts_and_brackets_do_not_count():
    first, second = parse_blocks(LESSON)

    assert first.numbers == (-0.25, 1.0, 0.0, -0.5)
    assert second.numbers == (0.75, 1e-05)


def test_text_without_a_prompt_is_one_block():
    (block,) = parse_blocks("\n0 Train accuracy: 0.713333\n...\n1 Train accuracy: nan\n\n")

    assert block.prompt == ""
    assert len(block.lines) == 3
    assert [str(number) for number in block.numbers] == ["0.0", "0.713333", "1.0", "nan"]


def test_the_same_numbers_in_another_layout_are_exact(printout):
    _, results = printout(
        ">>> print(Y0_val)\n[[-0.25 1.]\n [0. -0.5]]\n>>> print(states_val)\n[0.75 1e-05]\n"
    )

    assert [result.verdict for result in results] == ["exact", "exact"]
    assert [(result.n_agree, result.n_digits) for result in results] == [(4, 4), (2, 2)]


def test_only_the_same_digits_are_exact_though_both_name_the_same_float32(printout):
    _, (result,) = printout(">>> print(y)\n[0.9990943]", ">>> print(y)\n[ 0.99909431]\n")

    assert (result.verdict, result.n_agree, result.n_digits) == ("within tolerance", 1, 0)


@pytest.mark.parametrize(
    ("lesson", "ours", "marked"),
    [
        ("[ 0.51955646  1.]", "[ 0.51955646  1.]", []),
        ("[ 0.51955646  1.]", "[ 0.51955651  1.]", ["51"]),
        ("[-0.999933    1.]", "[-0.99993289  1.]", ["289"]),
        ("[ 0.51955646  1.]", "[ 0.5195564   1.]", [" "]),  # NumPy leaves a zero blank
        ("[ 0.5  1.]", "[ 0.4375  0.9375]", ["4375", "0.9375"]),
        ("[ 0.25]", "[0.2]", ["2"]),  # where no blank is left to mark
        ("[ 0.25  1.]", "[-0.25  1.]", ["-0.25"]),
        ("[ 0.25  1.] # t = 0", "[ 0.25  1.] # t = 1", []),
        ("[ 0.25  1.]", "[ 0.5]", []),  # which cannot be paired
    ],
)
def test_the_digits_that_differ_are_marked_in_ours(printout, lesson, ours, marked):
    loaded, results = printout(f">>> print(y)\n{ours}", f">>> print(y)\n{lesson}\n")
    for width in (20, 200):
        text = loaded.render(results, width)
        assert [text.plain[span.start : span.end] for span in text.spans] == marked
        assert all(text.plain.index("ours") < span.start for span in text.spans)


def test_a_number_within_the_tolerance_is_not_exact(printout):
    _, (first, _) = printout(LESSON.replace("-0.25", "-0.2505"))

    assert first.verdict == "within tolerance"
    assert first.holds
    assert (first.n_numbers, first.n_agree, first.n_digits) == (4, 4, 3)
    assert first.largest_difference == pytest.approx(5e-4)


@pytest.mark.parametrize("other", ["-0.252", "nan", "0.25"])
def test_a_number_beyond_the_tolerance_differs(printout, other):
    _, (first, second) = printout(LESSON.replace("-0.25", other))

    assert first.verdict == "DIFFERS"
    assert not first.holds
    assert first.n_agree == 3
    assert second.holds


def test_an_allowance_is_only_for_its_own_numbers(printout):
    ours = LESSON.replace("-0.25", "-0.26")
    loaded, (allowed, _) = printout(ours, allowance="0.02 for 7 -0.25", explained="Why it is.")
    assert (allowed.n_agree, allowed.n_allowed, allowed.verdict) == (3, 1, "within tolerance")
    assert loaded.render([allowed], width=80).plain.endswith("\n=> explained: Why it is.\n")

    loaded, (refused, _) = printout(ours, allowance="0.02 for 7 -0.5", explained="Why it is.")
    assert (refused.n_allowed, refused.verdict) == (0, "DIFFERS")
    assert loaded.render([refused], width=80).plain.endswith("\n=> DIFFERS: 1 of 1 do not hold\n")


def test_only_numbers_that_agree_to_the_last_digit_are_called_exact(printout):
    verdict, evidence = judged(*printout(LESSON, explained="Why it is."))
    assert (verdict, evidence) == ("exact", "every number, to the last digit")
    assert judged(*printout(LESSON.replace("-0.25", "-0.2505")))[0] == "within tolerance"


def test_a_different_count_of_numbers_differs(printout):
    loaded, (first, _) = printout(LESSON.replace("-0.25", ""))

    assert (first.verdict, first.largest_difference) == ("DIFFERS", None)
    assert "4 numbers, ours 3: DIFFERS" in loaded.render([first], width=80).plain


def test_a_statement_that_we_never_print_is_missing(printout):
    loaded, (first, second) = printout(LESSON.partition("\n\n")[0])

    assert first.holds
    assert (second.verdict, second.holds, second.n_agree) == ("missing", False, 0)
    assert "2 numbers: missing" in loaded.render([second], width=80).plain


def test_the_two_are_side_by_side_if_there_is_room(printout):
    loaded, results = printout(LESSON)

    wide = loaded.render(results, width=200).plain.splitlines()
    assert any(line.count("[[ -0.25   1. ]") == 2 for line in wide)
    narrow = loaded.render(results, width=60).plain.splitlines()
    assert [line.count("[[ -0.25   1. ]") for line in narrow if "-0.25" in line] == [1, 1]
    assert narrow.index("the lesson") < narrow.index("ours")


def test_results_are_ready_for_json(printout):
    _, results = printout(LESSON)

    assert json.loads(json.dumps(dataclasses.asdict(results[0])))["verdict"] == "exact"


def test_a_listing_may_share_the_printout_of_another(printout, tmp_path):
    loaded, _ = printout(LESSON)
    (tmp_path / "again.txt").write_text("task: again\ntopic: 4: More\nprinted for: rnn\n")

    again, original = load_printouts(tmp_path)

    assert (again.task, again.topic, again.tolerance) == ("again", "4: More", 1e-3)
    assert again.blocks == original.blocks == loaded.blocks
    assert "The lesson prints these numbers for rnn." in again.render([], width=80).plain


def test_a_reference_to_no_printout_is_refused(tmp_path):
    (tmp_path / "again.txt").write_text("task: again\ntopic: 4: More\nprinted for: rnn\n")

    assert "again: it is printed for rnn, which has no printout" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("tolerance: 1e-3\n", "", "no line `tolerance: ...`"),
        ("1e-3", "a bit", "could not convert string to float: 'a bit'"),
        ("topic", "chapter", "has a line 'chapter: 3: RNN in TensorFlow'"),
    ],
)
def test_a_header_that_lacks_something_is_refused_by_file(tmp_path, old, new, message):
    (tmp_path / "rnn.txt").write_text(HEADER.replace(old, new) + "\n" + LESSON)

    assert message in refusal(tmp_path)
    assert str(tmp_path / "rnn.txt") in refusal(tmp_path)


def test_a_program_without_prompts_is_paired_by_the_order_of_its_arrays(printout):
    ours = "Outputs of 2 steps:\n[[-0.25 1.]\n [0. -0.5]]\nand 1 state\n[0.75 1e-05]\n"
    found, results = printout(ours)
    assert [result.verdict for result in results] == ["exact", "exact"]
    found, results = printout("[[-0.25 1.]\n [0. -0.7]]\n")
    assert [result.verdict for result in results] == ["DIFFERS", "missing"]
