"""The English-French phrasebook: pairs of sentences from a small grammar of the project's own.

    pairs(12_000, seed=1)      # this many pairs, ("I drink milk.", "Je bois du lait.") among them
    count_pairs()              # how many there are in all
    parts_of_speech()["milk"]  # "singular noun"

An English sentence has exactly one translation. Where English says less than French, these
conventions decide:

- "you" is one man, addressed politely: "vous êtes fatigué". "I" is a man, "we" and "they" are men
  or men and women: "ils sont fatigués", never "elles". Names are what they are in French: Alice
  and Emma are women, Paul is a man.
- "friend" and "teacher" are masculine ("son ami", "notre professeur"); "my friend Emma" is not
  ("mon amie Emma").
- The simple and the progressive present are both the French present; the simple past is the
  perfect ("a bu", "est allée"), "going to" with a verb the near future ("va boire").
- Whatever one drinks, eats, buys, sells, wants or has takes the partitive ("du lait"); whatever
  one likes, loves, hates or prefers takes the definite article ("le lait").
- Questions begin with "est-ce que", with "où" or with "combien", and end, as in French print,
  with a narrow no-break space (U+202F) before the question mark.
- English has no contracted forms ("do not"), French all its elisions ("j'aime", "l'eau").
"""

import random
from collections.abc import Iterator, Sequence

from tf1rnn.datasets.phrasebook.terms import Pair
from tf1rnn.errors import UserError

LESSON_PAIR = ("I drink milk.", "Je bois du lait.")  # lesson, topic 8, "Machine Translation Model"

# The grammar is imported where it is used: its tables would slow every command down.


def pairs(n_pairs: int = 12_000, seed: int = 42) -> list[Pair]:
    """Return `n_pairs` distinct pairs of an English and a French sentence, in random order.

    Each pattern gives equally many, or all it has. The same `seed` gives the same pairs, whatever
    the state of the module random. Raises UserError unless `n_pairs` is 1 to `count_pairs()`.
    """
    from tf1rnn.datasets.phrasebook.patterns import PATTERNS

    if not 1 <= n_pairs <= count_pairs():
        raise UserError(f"n_pairs is {n_pairs}: the phrasebook gives 1 to {count_pairs()} pairs")
    rng = random.Random(seed)
    drawn = [
        pattern.pair(index)
        for pattern, quota in zip(
            PATTERNS, _quotas(n_pairs, [pattern.n_pairs for pattern in PATTERNS]), strict=True
        )
        for index in rng.sample(range(pattern.n_pairs), quota)
    ]
    if LESSON_PAIR not in drawn:
        drawn[0] = LESSON_PAIR
    rng.shuffle(drawn)
    return drawn


def count_pairs() -> int:
    """Return the number of distinct pairs that the grammar can build."""
    from tf1rnn.datasets.phrasebook.patterns import PATTERNS

    return sum(pattern.n_pairs for pattern in PATTERNS)


def all_pairs() -> Iterator[Pair]:
    """Yield every pair once, pattern by pattern."""
    from tf1rnn.datasets.phrasebook.patterns import PATTERNS

    for pattern in PATTERNS:
        yield from map(pattern.pair, range(pattern.n_pairs))


def parts_of_speech() -> dict[str, str]:
    """Return the part of speech of every English word, in lower case, and of the punctuation.

    One of: singular noun, plural noun, name, verb, auxiliary, adjective, adverb, pronoun,
    determiner, numeral, preposition, conjunction, interjection, punctuation. A word that could be
    several is what it is in the phrasebook's sentences.
    """
    from tf1rnn.datasets.phrasebook.vocabulary import tagged_words

    return tagged_words()


def _quotas(total: int, sizes: Sequence[int]) -> list[int]:
    """Share `total` equally among groups of the given sizes, none beyond its size."""
    quotas = [0] * len(sizes)
    for n_taken, index in enumerate(sorted(range(len(sizes)), key=sizes.__getitem__)):
        quotas[index] = min(sizes[index], total // (len(sizes) - n_taken))
        total -= quotas[index]
    return quotas
