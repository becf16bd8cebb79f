"""`lesson [TOPIC]`: the lesson's topics in our own words, in English or French."""

import json
from typing import Annotated

import typer

from tf1rnn.lesson.languages import Language, chosen
from tf1rnn.lesson.texts import TopicText, load_text
from tf1rnn.lesson.topics import TOPICS
from tf1rnn.registry import discovery
from tf1rnn.text import folded, paragraphs, screen_width, table, typed

HEADINGS = {
    "en": ("What to run", "What to look at", "To think about", "Answers: {answers}"),
    "fr": ("À exécuter", "À regarder", "À méditer", "Réponses : {answers}"),
}
TOPIC_WORD = {"en": "Topic {}: {}", "fr": "Sujet {} : {}"}


def lesson(
    topic: Annotated[
        int | None, typer.Argument(help="the topic, 1 to 8; without one they are listed")
    ] = None,
    answers: Annotated[bool, typer.Option("--answers", help="answer the questions, too")] = False,
    language: Language = None,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON, for programs")] = False,
) -> None:
    """Show a topic of the lesson: what it says, what to run, and questions."""
    words = chosen(language)
    folder = discovery.lesson_folder() / "topics"
    if as_json:
        topics = TOPICS if topic is None else [topic]
        texts = [{"topic": n, **load_text(folder, n, words)._asdict()} for n in topics]
        print(json.dumps(texts, indent=2, ensure_ascii=False))
    elif topic is None:
        for number in TOPICS:
            print(TOPIC_WORD[words].format(number, load_text(folder, number, words).title))
        print("\n" + typed("lesson", "3", *_asked(language)))
    else:
        _show(load_text(folder, topic, words), topic, words, answers)
        if not answers:
            again = typed("lesson", str(topic), "--answers", *_asked(language))
            print("\n" + HEADINGS[words][-1].format(answers=again))


def _asked(language: str | None) -> list[str]:
    """The option that asks for a language again, if it was given."""
    return ["--language", language] if language else []


def _show(text: TopicText, topic: int, language: str, answers: bool) -> None:
    width = screen_width()
    run, look, think, _ = HEADINGS[language]
    print(TOPIC_WORD[language].format(topic, text.title) + "\n")
    print(paragraphs("\n\n".join(text.paragraphs), width) + "\n")
    print(run)
    rows = [(typed(*command.split()), what) for command, what in text.commands]
    lines = table(rows, indent="  ")
    if width is not None and max(map(len, lines)) > width:
        lines = [f"  {command}\n{folded('      ' + what, width, '')}" for command, what in rows]
    print("\n".join(lines) + "\n")
    print(look)
    for item in text.look:
        print(folded(f"- {item}", width, "  "))
    print(f"\n{think}")
    for number, (question, answer) in enumerate(text.questions, 1):
        print(folded(f"{number}. {question}", width, "   "))
        if answers:
            print(folded(f"   {answer}", width, "") + "\n")
