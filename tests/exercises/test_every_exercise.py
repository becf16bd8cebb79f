"""Every exercise, made from its listing: unfilled it fails, filled it passes, mistakes are told."""

from pathlib import Path

import pytest

from tf1rnn.exercises.checking import HOLES, check_file, verdict_on
from tf1rnn.exercises.sheet import Sheet, read_sheet, write_sheet
from tf1rnn.exercises.supervising import Try, run_tries

LANGUAGES = ("en", "fr")


def test_there_are_twenty_exercises_in_the_lessons_order(catalog):
    assert catalog.problems == []
    topics = [topic for topic in catalog.topics.values() if topic is not None]
    assert len(topics) >= 20
    assert topics == sorted(topics)
    assert set(topics) == {3, 4, 5, 6, 7, 8}


def test_every_exercise_has_hints_and_three_mistakes(catalog):
    few = [e.name for e in catalog.exercises.values() if len(e.hints) < 2 or len(e.mistakes) < 3]
    assert few == []


def test_every_instruction_and_text_is_also_in_french_with_as_many_paragraphs(catalog):
    different = []
    for exercise in catalog.exercises.values():
        english, french = (exercise.words.get(language) for language in LANGUAGES)
        if (
            french is None
            or not paragraphs_alike(english.text, french.text)
            or set(english.instructions) & set(french.instructions)
            or english.title == french.title
        ):
            different.append(exercise.name)
    assert different == []


def paragraphs_alike(one, other):
    """Whether two texts have the same paragraphs, and formulas in the same places."""
    kinds = [[part.startswith(" ") for part in text.split("\n\n")] for text in (one, other)]
    return kinds[0] == kinds[1]


@pytest.mark.parametrize("suffix", [".py", ".ipynb"])
def test_an_unfilled_exercise_names_the_line_of_each_hole(catalog, tmp_path, suffix):
    for exercise in catalog.exercises.values():
        path = tmp_path / f"{exercise.name}{suffix}"
        write_sheet(exercise, path, "en", "check it")
        verdict = check_file(exercise, path)
        assert verdict.state == HOLES
        assert len(verdict.problems) == exercise.n_holes, exercise.name
        source = read_sheet(path).source.splitlines()
        for problem in verdict.problems:
            place, _, line = problem.partition(": a hole is left: ")
            assert place
            assert "..." in line
            assert line in map(str.strip, source)


@pytest.mark.parametrize("topics", [(3, 4, 5), (6, 7, 8)])
def test_a_filled_exercise_passes_and_each_of_its_mistakes_is_recognised(catalog, topics):
    chosen = [e for e in catalog.exercises.values() if catalog.topics[e.name] in topics]
    tries = [
        Try(e, [e.program(), *(e.program(m.answers) for m in e.mistakes)], e.name, all=True)
        for e in chosen
    ]
    report = run_tries(tries, seconds=500)
    assert report.stopped == ""
    wrong = []
    for exercise, (listing, *mistaken) in zip(chosen, report.outcomes, strict=True):
        sheet = Sheet(Path(exercise.name), exercise.program())
        if not verdict_on(exercise, [listing, listing, *mistaken], sheet).passes:
            wrong.append(exercise.name)
        for mistake, outcome in zip(exercise.mistakes, mistaken, strict=True):
            verdict = verdict_on(exercise, [listing, outcome, *mistaken], sheet)
            if verdict.passes or verdict.explanations[:1] != [mistake.explanation]:
                wrong.append((exercise.name, mistake.answers, verdict.explanations))
    assert wrong == []
