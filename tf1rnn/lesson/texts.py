"""The lesson's topics in our own words: what each says, what to run, to look at and to think about.

A text is a file named by its topic, topics/en/3.txt: a title, paragraphs separated by empty lines,
then three sections. A formula is indented.

    == run
    run basic_rnn | two steps by hand
    == look
    At instance 1: ...
    == think
    Q: Why ...?
    A: Because ...
"""

from pathlib import Path
from typing import NamedTuple

from tf1rnn.errors import UserError
from tf1rnn.files import read_text
from tf1rnn.lesson.topics import TOPICS

SECTIONS = ("run", "look", "think")


class TopicText(NamedTuple):
    """A topic: its title and paragraphs, commands with what they show, and further sections."""

    title: str
    paragraphs: list[str]
    commands: list[tuple[str, str]]
    look: list[str]
    questions: list[tuple[str, str]]  # each with its answer


def load_text(folder: Path, topic: int, language: str) -> TopicText:
    """A topic's text; raises UserError, which lists the topics, if there is none."""
    path = folder / language / f"{topic}.txt"
    if topic not in TOPICS or not path.is_file():
        raise UserError(f"there is no topic {topic}: the lesson's topics are 1 to {max(TOPICS)}")
    head, *rest = read_text(path).split("\n== ")
    title, *paragraphs = head.strip().split("\n\n")
    found = {}
    for section in rest:
        name, *lines = section.splitlines()
        found[name] = [line for line in lines if line.strip()]
    if tuple(found) != SECTIONS:
        raise UserError(f"{path}: its sections are not {', '.join(SECTIONS)}")
    commands = [tuple(map(str.strip, line.split("|", 1))) for line in found["run"]]
    asked, answers = found["think"][0::2], found["think"][1::2]
    questions = [
        (question.removeprefix("Q: "), answer.removeprefix("A: "))
        for question, answer in zip(asked, answers, strict=True)
    ]
    return TopicText(title, paragraphs, commands, found["look"], questions)
