"""tf.contrib.learn.preprocessing: documents as rows of word ids."""

import collections
import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np

from tf1rnn.files import write_text
from tf1rnn.tf1 import tf

__all__ = [
    "TOKENIZER_RE",
    "ByteProcessor",
    "CategoricalVocabulary",
    "VocabularyProcessor",
    "tokenizer",
]

# Words as TensorFlow 1.15 cut them: runs of capitals, words in CamelCase, other runs.
TOKENIZER_RE = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z][a-z]+(?=[A-Z])|[\'\w\-]+", re.UNICODE)


def tokenizer(iterator: Iterable[str]) -> Iterator[list[str]]:
    """The words of each document."""
    for document in iterator:
        yield TOKENIZER_RE.findall(document)


class CategoricalVocabulary:
    """Ids of categories, in the order in which they came; unknown ones have the id 0."""

    def __init__(self, unknown_token: str = "<UNK>", support_reverse: bool = True):
        self._unknown_token, self._support_reverse = unknown_token, support_reverse
        self._frequency = collections.Counter()
        self._restart([])
        self._frozen = False

    def _restart(self, categories) -> None:
        self._reverse_mapping = [self._unknown_token, *categories]
        self._mapping = {category: id for id, category in enumerate(self._reverse_mapping)}

    def __len__(self) -> int:
        return len(self._mapping)

    def freeze(self, freeze: bool = True) -> None:
        """Stop adding new categories; with `freeze=False`, add them again."""
        self._frozen = freeze

    def get(self, category: str) -> int:
        """The id of `category`: a new one for a new category, 0 once frozen."""
        if category not in self._mapping:
            if self._frozen:
                return 0
            self._mapping[category] = len(self._mapping)
            self._reverse_mapping.append(category)
        return self._mapping[category]

    def add(self, category: str, count: int = 1) -> None:
        """Count `category`, unless it is unknown."""
        if self.get(category) > 0:
            self._frequency[category] += count

    def trim(self, min_frequency: int, max_frequency: int = -1) -> None:
        """Remove categories counted `min_frequency` times or less; sort ids by falling frequency.

        A positive `max_frequency` removes those counted as often or more, too.
        """
        remaining = [
            (category, count)
            for category, count in sorted(self._frequency.items(), key=lambda item: item[0])
            if count > min_frequency and not 0 < max_frequency <= count
        ]
        remaining.sort(key=lambda item: item[1], reverse=True)
        self._frequency = collections.Counter(dict(remaining))
        self._restart(category for category, _ in remaining)

    def reverse(self, class_id: int) -> str:
        """The category of an id. Raises ValueError if that is not supported."""
        if not self._support_reverse:
            raise ValueError(
                "This vocabulary wasn't initialized with support_reverse to support it."
            )
        return self._reverse_mapping[class_id]


class VocabularyProcessor:
    """Maps documents to ids of their words: [max_document_length], padded with 0.

    Words seen up to `min_frequency` times become unknown, id 0. `tokenizer_fn` takes the documents
    and gives the words of each.
    """

    def __init__(
        self,
        max_document_length: int,
        min_frequency: int = 0,
        vocabulary: CategoricalVocabulary | None = None,
        tokenizer_fn: Callable | None = None,
    ):
        self.max_document_length, self.min_frequency = max_document_length, min_frequency
        self.vocabulary_ = vocabulary or CategoricalVocabulary()
        self._tokenizer = tokenizer_fn or tokenizer

    def fit(self, raw_documents: Iterable[str], unused_y=None) -> "VocabularyProcessor":
        """Add the words of the documents, then freeze the vocabulary."""
        for words in self._tokenizer(raw_documents):
            for word in words:
                self.vocabulary_.add(word)
        if self.min_frequency > 0:
            self.vocabulary_.trim(self.min_frequency)
        self.vocabulary_.freeze()
        return self

    def fit_transform(self, raw_documents, unused_y=None) -> Iterator[np.ndarray]:
        """Add the documents' words; returns the rows of their ids."""
        self.fit(raw_documents)
        return self.transform(raw_documents)

    def transform(self, raw_documents: Iterable[str]) -> Iterator[np.ndarray]:
        """A row of ids for each document."""
        for words in self._tokenizer(raw_documents):
            ids = np.zeros(self.max_document_length, np.int64)
            for i, word in enumerate(words[: self.max_document_length]):
                ids[i] = self.vocabulary_.get(word)
            yield ids

    def reverse(self, documents) -> Iterator[str]:
        """The words of each row of ids, joined by spaces."""
        for ids in documents:
            yield " ".join(self.vocabulary_.reverse(id) for id in ids)

    def save(self, filename: str) -> None:
        """Write the processor to a file, as JSON (TensorFlow 1 pickled it)."""
        vocabulary = self.vocabulary_
        write_text(
            Path(filename),
            json.dumps(
                {
                    "max_document_length": self.max_document_length,
                    "min_frequency": self.min_frequency,
                    "words": vocabulary._reverse_mapping,
                    "frequency": vocabulary._frequency,
                    "frozen": vocabulary._frozen,
                }
            ),
        )

    @classmethod
    def restore(cls, filename: str) -> "VocabularyProcessor":
        """Read what `save` wrote. Raises ValueError for another file, such as a pickled one."""
        with tf.gfile.GFile(filename, "rb") as file:
            content = file.read()
        try:
            saved = json.loads(content)
            processor = cls(saved["max_document_length"], saved["min_frequency"])
            unknown, *words = saved["words"]
            processor.vocabulary_ = vocabulary = CategoricalVocabulary(unknown)
            vocabulary._restart(words)
            vocabulary._frequency.update(saved["frequency"])
            vocabulary.freeze(saved["frozen"])
        except (ValueError, KeyError, TypeError, AttributeError):
            raise ValueError(
                f"{filename} was not saved by this VocabularyProcessor, which writes JSON; pickled "
                "ones are not read, since they may run code: fit the processor again"
            ) from None
        return processor


class ByteProcessor:
    """Maps documents to the bytes of their UTF-8: [max_document_length], padded with 0."""

    def __init__(self, max_document_length: int):
        self.max_document_length = max_document_length

    def fit(self, x) -> "ByteProcessor":
        """Does nothing, since bytes need no vocabulary."""
        return self

    def fit_transform(self, x) -> Iterator[np.ndarray]:
        """The rows of bytes of the documents."""
        return self.transform(x)

    def transform(self, x) -> Iterator[np.ndarray]:
        """A row of bytes for each document, str or bytes."""
        for document in x:
            document = document if isinstance(document, bytes) else document.encode()
            row = np.zeros(self.max_document_length, np.uint8)
            shortened = document[: self.max_document_length]
            row[: len(shortened)] = np.frombuffer(shortened, np.uint8)
            yield row

    def reverse(self, x) -> Iterator[str]:
        """The document of each row, up to its padding."""
        for row in x:
            yield bytes(row).rstrip(b"\0").decode()
