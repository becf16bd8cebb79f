"""sentiment: its grammar tells the truth, test reviews are new, the claim holds, files are read."""

import re

import pytest

from tests.plugins.conftest import small
from tf1rnn import UserError, conformance, run_task


@pytest.fixture(scope="module")
def grammar(helper):
    return helper("sentiment", "grammar")


@pytest.fixture(scope="module")
def reviews(grammar):
    return grammar.draw_reviews(1000, 4)


def polarity(words, grammar):
    """+1 or -1 by the words that stand for it, of which there must be one."""
    known = {**grammar.ADJECTIVES}
    signs = [
        1 if kind else -1
        for table in (known, grammar.VERBS)
        for kind, text in table.items()
        for word in words
        if word in text.split()
    ]
    assert len(signs) == 1
    return signs[0]


def opinion(opening, grammar):
    """What an opening says, read by other rules than those that wrote it."""
    words = opening.split()
    if " but " in opening:
        words = words[words.index("but") :]
    elif words[0] == "although":
        words = words[words.index(",") :]
    elif "although" in words:
        words = words[: words.index("although")]
    negated = {"not", "nothing", "cannot"} & set(words)
    return polarity(words, grammar) * (-1 if negated else 1)


def test_the_truth_of_a_review_is_what_its_first_sentence_says(reviews, grammar):
    assert len({review.text for review in reviews}) == len(reviews)
    assert sum(review.is_positive for review in reviews) == len(reviews) / 2
    for review in reviews:
        assert review.text.startswith(review.opening)
        assert opinion(review.opening, grammar) == (1 if review.is_positive else -1), review.text


def test_what_others_think_does_not_tell_the_truth(reviews, grammar):
    agreeing = []
    for review in reviews:
        for text in re.findall(r"promise a (\w+) evening", review.text):
            agreeing.append((polarity([text], grammar) > 0) == review.is_positive)
    assert len(agreeing) > 150
    assert 0.4 < sum(agreeing) / len(agreeing) < 0.6


def test_no_first_sentence_of_a_test_review_was_trained_on(reviews, grammar):
    train, test = grammar.split(reviews, 200)
    assert len(train) + len(test) == len(reviews)
    assert 200 <= len(test) < 260
    assert {r.opening for r in train} & {r.opening for r in test} == set()


def test_the_network_beats_the_regression_where_reviews_are_few_and_short(use_case, tmp_path):
    task = use_case("sentiment")(n_reviews=1500, n_later=1, n_epochs=10, learning_rate=0.01)
    run = run_task(task, tmp_path, device="cpu", echo=False)
    assert "over the regression, holds" in run.output, run.output
    assert {path.name for path in (run.folder / "figures").iterdir()} == {
        "accuracy.png",
        "scores.png",
    }


@pytest.mark.usefixtures("no_figures")
def test_a_run_resumes_as_if_it_had_not_been_interrupted(use_case, tmp_path):
    conformance.check_resuming(small(use_case("sentiment"), n_reviews=100, n_neurons=8), tmp_path)


GOOD = "text,label\n" + "".join(
    f'"it is {word}, number {i}",{label}\n'
    for i in range(30)
    for word, label in (("great", "positive"), ("poor", "Negative"))
)


def test_a_file_of_reviews_is_read(helper, tmp_path):
    labelled = helper("sentiment", "labelled")
    path = tmp_path / "reviews.csv"
    path.write_text(GOOD)
    found, remarks = labelled.read_labelled(path)
    assert found[0] == ("it is great, number 0", True)
    assert (len(found), sum(is_positive for _, is_positive in found)) == (60, 30)
    assert remarks == ["reviews.csv: 60 distinct texts in column text, labels in column label"]
    path.write_text("".join(f"{i % 2}\t{i} words\n" for i in range(50)))
    found, remarks = labelled.read_labelled(path)
    assert found[:2] == [("0 words", False), ("1 words", True)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1 has one column"),
        ("only words\n", "line 1 has one column"),
        ("text,label\n", "has no line with a text and a label"),
        (GOOD + "more,perhaps\n", "line 62 has no label ('more', 'perhaps'); a label is positive"),
        ("a,1\nb,0\n", "1 positive texts are too few"),
        (GOOD.replace("Negative", "positive"), "0 negative texts are too few"),
        ("a,1\n\0,0\n", "line 2 is not text"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_line(helper, tmp_path, text, message):
    path = tmp_path / "reviews.csv"
    path.write_text(text)
    with pytest.raises(UserError, match=re.escape(message)) as refused:
        helper("sentiment", "labelled").read_labelled(path)
    assert str(refused.value).startswith(f"--data {path}: ")


def test_a_run_on_a_file_answers_and_names_the_words_that_it_does_not_know(
    command, tmp_path, monkeypatch
):
    path = tmp_path / "reviews.csv"
    path.write_text(GOOD)
    options = ("--data", path, "--n-epochs", 3, "--batch-size", 10, "--runs-dir", tmp_path / "runs")
    result = command("run", "sentiment", *options)
    assert result.code == 0, result.err
    path.unlink()  # the run knows its words by itself
    result = command("sentiment", "It is splendid.", "--runs-dir", tmp_path / "runs")
    assert result.out.startswith("Not among the words that the run learned: splendid")
    assert re.search(r"^(positive|negative) \([+-]\d\.\d\d\)$", result.out, re.MULTILINE)
