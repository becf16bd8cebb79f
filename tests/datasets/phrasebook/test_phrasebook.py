"""Pairs are drawn evenly, repeatably and from a space that is large enough."""

import os
import random
import subprocess
import sys
from collections import Counter
from itertools import islice

import pytest

from tf1rnn import UserError
from tf1rnn.datasets import phrasebook
from tf1rnn.datasets.phrasebook.patterns import PATTERNS


def test_an_english_sentence_has_one_translation(every_pair):
    assert len({said for said, _ in every_pair}) == len(every_pair)


def test_the_space_is_ten_times_the_smallest_training_set(every_pair):
    assert phrasebook.count_pairs() == len(every_pair) >= 50_000


def test_pairs_are_distinct_and_as_many_as_asked():
    assert len(set(phrasebook.pairs(3_000, seed=1))) == 3_000


def test_the_lessons_sentence_is_always_there():
    for seed in range(5):
        for n_pairs in (1, 10, 500):
            drawn = phrasebook.pairs(n_pairs, seed)
            assert ("I drink milk.", "Je bois du lait.") in drawn
            assert len(set(drawn)) == n_pairs


def test_a_seed_gives_the_same_pairs_and_does_not_use_the_module_random():
    random.seed(3)
    before = random.getstate()
    first = phrasebook.pairs(200, seed=5)
    assert random.getstate() == before
    random.seed(4)
    assert phrasebook.pairs(200, seed=5) == first
    assert phrasebook.pairs(200, seed=6) != first


def test_pairs_do_not_depend_on_the_hash_seed():
    program = "from tf1rnn.datasets.phrasebook import pairs; print(pairs(50, seed=9))"
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for hash_seed in ("1", "2")
    }
    assert printed == {f"{phrasebook.pairs(50, seed=9)}\n".encode()}


def test_the_whole_space_can_be_drawn(every_pair):
    assert set(phrasebook.pairs(phrasebook.count_pairs(), seed=1)) == set(every_pair)


def test_patterns_give_equal_shares_until_they_are_used_up(every_pair):
    sentences = (said for said, _ in every_pair)
    origin = {
        said: number
        for number, pattern in enumerate(PATTERNS)
        for said in islice(sentences, pattern.n_pairs)
    }
    drawn = Counter(origin[said] for said, _ in phrasebook.pairs(8_000, seed=2))
    share = max(drawn.values())
    for number, pattern in enumerate(PATTERNS):
        assert drawn[number] == pattern.n_pairs or share - drawn[number] <= 2


@pytest.mark.parametrize("n_pairs", [0, -3, phrasebook.count_pairs() + 1])
def test_a_number_of_pairs_that_is_not_available_is_refused(n_pairs):
    with pytest.raises(UserError, match=str(n_pairs)):
        phrasebook.pairs(n_pairs)
