"""What the command `translate` reads and what it answers."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from tf1rnn import Task, UserError, print_walk
from tf1rnn.datasets.text import normalize, split_words

TRANSLATED_AT_ONCE = 500  # sentences
PROMPT = "English> "


def read_lines() -> list[str]:
    """The lines of standard input."""
    try:
        return sys.stdin.read().splitlines()
    except UnicodeDecodeError as error:
        raise UserError("standard input is not UTF-8 text: translate reads sentences") from error


def prompted() -> Iterator[str]:
    """Sentences as they are typed, up to an empty line."""
    print("Type a sentence; an empty line ends.", file=sys.stderr)
    while True:
        try:
            sentence = input(PROMPT)
        except EOFError:
            print()
            return
        except UnicodeDecodeError as error:
            raise UserError("what was typed is not UTF-8 text") from error
        if not sentence.strip():
            return
        yield sentence


def answer(task: Task, session, sentences: list[str]) -> None:
    """Print the sentences' translations, a line for each."""
    languages = task.languages
    all_words = [split_words(sentence) for sentence in sentences]
    tell_unknown(task, all_words)
    for start in range(0, len(all_words), TRANSLATED_AT_ONCE):
        chunk = all_words[start : start + TRANSLATED_AT_ONCE]
        tokens = [[normalize(word) for word in words] for words in chunk]
        for words, french in zip(chunk, task.translate(session, tokens), strict=True):
            print(languages.write(french, words) if words else "", flush=True)


def answer_in_steps(network, sentences: Iterable[str]) -> None:
    """Print each sentence's way through the network."""
    for i, sentence in enumerate(sentences):
        tell_unknown(network.task, [split_words(sentence)])
        print("\n" * bool(i), end="")
        print_walk(network.look(sentence))


def tell_unknown(task: Task, all_words: list[list[str]]) -> None:
    """Say on stderr which words the run did not learn."""
    unknown = [w for words in all_words for w in words if task.languages.is_unknown(w)]
    if unknown:
        shown = ", ".join(dict.fromkeys(unknown))
        print(f"tf1rnn: not among the words that the run learned: {shown}", file=sys.stderr)
