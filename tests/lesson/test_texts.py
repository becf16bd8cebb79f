"""The texts of `lesson`: the same structure in both languages, and commands that exist."""

import re

import pytest

from tf1rnn import UserError
from tf1rnn.cli.base import Command
from tf1rnn.lesson.languages import chosen
from tf1rnn.lesson.texts import load_text
from tf1rnn.lesson.topics import TOPICS
from tf1rnn.registry import discovery

FOLDER = discovery.lesson_folder() / "topics"


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_has_the_same_structure_in_english_and_in_french(topic):
    english, french = (load_text(FOLDER, topic, language) for language in ("en", "fr"))
    assert formulas(english) == formulas(french)
    assert [command for command, _ in english.commands] == [c for c, _ in french.commands]
    assert len(english.look) == len(french.look)
    assert len(english.questions) == len(french.questions) >= 2
    for one, other in zip(english.paragraphs, french.paragraphs, strict=True):
        assert names(one) == names(other)
        assert one.startswith(" ") or one != other


def test_each_task_of_the_lesson_is_run_in_a_topic():
    texts = [load_text(FOLDER, topic, "en") for topic in TOPICS]
    run = {words[1] for text in texts for words in (c.split() for c, _ in text.commands)}
    tasks = {task.name for task in discovery.discover().tasks() if task.topic}
    assert tasks <= run


def formulas(text):
    """The formulas of a text without the words in them."""
    return [
        re.sub(r"    with .*|    avec .*", "", part) if part.startswith(" ") else ""
        for part in text.paragraphs
    ]


def names(paragraph):
    return re.findall(r"`[^`]+`|\d+(?:\.\d+)?|[A-Z]\w+Wrapper|static_rnn|dynamic_rnn", paragraph)


def test_every_command_of_a_text_is_one(command, monkeypatch):
    understood = []
    monkeypatch.setattr(Command, "invoke", lambda _, context: understood.append(context))
    argvs = {c for topic in TOPICS for c, _ in load_text(FOLDER, topic, "en").commands}
    for argv in sorted(argvs):
        assert command(*argv.split()).code == 0, argv
    assert len(understood) == len(argvs)


def test_answers_are_folded_away(command):
    question, answer = load_text(FOLDER, 3, "en").questions[0]
    shown = command("lesson", 3, "--language", "en").out
    assert question in shown
    assert answer not in shown
    assert answer in command("lesson", 3, "--language", "en", "--answers").out
    assert command("lesson", 9).code == 2


@pytest.mark.parametrize(
    ("variables", "language"),
    [({"LANG": "fr_CA.UTF-8"}, "fr"), ({"LANG": "fr_FR", "LC_ALL": "C"}, "en"), ({}, "en")],
)
def test_the_locale_chooses_the_language_where_no_option_does(monkeypatch, variables, language):
    for name in ("LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert chosen(None) == language
    assert chosen("fr") == "fr"


def test_a_topic_that_is_not_there_is_refused():
    with pytest.raises(UserError, match="topics are 1 to 8"):
        load_text(FOLDER, 12, "en")
