"""What a translator knows of its two languages: their words, and how to write a sentence."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from tf1rnn import Run, Task
from tf1rnn.datasets.text import NUM, UNK, URL, Vocabulary, detokenize, normalize

from .sentence_pairs import TokenPair


class Languages(NamedTuple):
    """The vocabularies of the language read and the language written, and its spelling.

    `spelling` gives the target words that are not written like their tokens (`paul`: `Paul`).
    """

    FILE = "languages.json"  # in a run's folder

    source: Vocabulary
    target: Vocabulary
    spelling: dict[str, str]

    @classmethod
    def of(
        cls, pairs: Sequence[TokenPair], min_count: int, spelling: dict[str, str]
    ) -> "Languages":
        """The languages of tokenised pairs; words seen fewer than `min_count` times are [UNK]."""
        source, target = zip(*pairs, strict=True)
        return cls(Vocabulary.of(source, min_count), Vocabulary.of(target, min_count), spelling)

    @classmethod
    def saved(cls, task: Task) -> "Languages | None":
        """The languages that a task's run has saved; None for a new run.

        Raises UserError if they cannot be read.
        """
        text = task.saved_text(cls.FILE)
        if text is None:
            return None
        try:
            data = json.loads(text)
            source, target, spelling = (data[name] for name in cls._fields)
            if not all(isinstance(word, str) for word in (*source, *target, *spelling.values())):
                raise TypeError("a word is text")
            return cls(Vocabulary(list(source)), Vocabulary(list(target)), spelling)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise task.damaged(cls.FILE) from error

    def save(self, run: Run) -> None:
        """Save the languages in a run's folder."""
        data = {
            "source": self.source.words,
            "target": self.target.words,
            "spelling": self.spelling,
        }
        run.write(self.FILE, json.dumps(data, ensure_ascii=False, indent=0))

    def is_unknown(self, word: str) -> bool:
        """Whether a word of a sentence to translate is [UNK] to the network."""
        return normalize(word) not in self.source

    def write(self, tokens: Sequence[str], words: Sequence[str]) -> str:
        """The translated tokens as a written sentence.

        A [NUM], [URL] or [UNK] in it becomes the number, URL or unknown word of the same place
        among those of `words`, the sentence translated.
        """
        waiting: dict[str, list[str]] = {}
        for word in words:
            waiting.setdefault(UNK if self.is_unknown(word) else normalize(word), []).append(word)
        filled = []
        for token in tokens:
            stands_for = waiting.get(token) if token in (NUM, URL, UNK) else None
            filled.append(stands_for.pop(0) if stands_for else token)
        return detokenize(filled, self.spelling)
