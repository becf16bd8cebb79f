"""What a trained translator knows of its two languages: their vocabularies, and how to write."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from tf1rnn.datasets.text import NUM, UNK, URL, Vocabulary, detokenize, normalize


class Languages(NamedTuple):
    """The vocabularies of the language read and the language written, and its spelling.

    `spelling` gives the target words that are written otherwise than their tokens (`paul`: `Paul`).
    """

    source: Vocabulary
    target: Vocabulary
    spelling: dict[str, str]

    def dumps(self) -> str:
        """The languages as JSON."""
        words = {"source": self.source.words, "target": self.target.words}
        return json.dumps({**words, "spelling": self.spelling}, ensure_ascii=False, indent=0)

    @classmethod
    def loads(cls, text: str) -> "Languages":
        """The languages from JSON; raises ValueError, KeyError or TypeError for other texts."""
        data = json.loads(text)
        return cls(Vocabulary(data["source"]), Vocabulary(data["target"]), dict(data["spelling"]))

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
