"""A pattern's pairs by number, and which kinds of clause a subject can be in."""

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from math import prod
from typing import NamedTuple

from tf1rnn.datasets.phrasebook.terms import KINDS, QUESTION, Pair, Subject

Turn = tuple[Subject, str]  # who or what a clause is about, and its kind
_ONESELF = ("I", "we", "my", "our")


class Pattern(NamedTuple):
    """Pairs of one form: `build` applied to every combination of the slots' values."""

    build: Callable[..., Pair]
    slots: tuple[Sequence, ...]

    @property
    def n_pairs(self) -> int:
        """Number of combinations."""
        return prod(map(len, self.slots))

    def pair(self, index: int) -> Pair:
        """Return the pair of combination `index`, in the order of itertools.product."""
        values = []
        for slot in reversed(self.slots):
            index, position = divmod(index, len(slot))
            values.append(slot[position])
        return self.build(*reversed(values))


def predications(facts: Iterable[tuple], kinds: Sequence[str] = KINDS) -> list[tuple]:
    """Return every fact (a subject, perhaps what is said of it) with every kind of clause.

    Nobody asks about himself or what is his: those questions are left out.
    """
    return [
        (*fact, kind)
        for fact, kind in product(facts, kinds)
        if kind != QUESTION or all(part.english.split()[0] not in _ONESELF for part in fact)
    ]


def clauses(subjects: Iterable[Subject], kinds: Sequence[str] = KINDS) -> list[Turn]:
    """Return every subject with every kind of clause that `predications` makes of it."""
    return predications(((subject,) for subject in subjects), kinds)
