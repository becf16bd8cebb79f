"""Film reviews from a grammar of our own, each with its truth: what the writer thinks."""

from __future__ import annotations

import random
from typing import NamedTuple

ADJECTIVES = {
    True: "wonderful brilliant touching funny clever gripping charming superb fresh moving warm "
    "elegant honest thrilling delightful splendid tender witty graceful vivid",
    False: "dull awful clumsy boring silly tedious weak dreadful stale cold shallow lifeless "
    "confusing annoying tiresome miserable noisy crude pointless predictable",
}
VERBS = {True: "loved liked enjoyed admired adored", False: "hated disliked loathed regretted"}
NOUNS = "film movie comedy drama thriller western cartoon musical sequel remake"
ASPECTS = "acting music plot dialogue photography beginning cast humour script pace lighting"
OTHERS = (
    "my sister|my brother|the man beside me|the morning paper|a friend of mine|half the audience|"
    "our neighbour|the critic on the radio|everybody at work|my old teacher"
)
# What others think comes in as many forms; {x} is any opinion, with no bearing on the writer's.
LATER = (
    "{others} found it {x} .",
    "{others} {verb} it .",
    "{others} did not find the {aspect} {x} at all .",
    "{others} called the {aspect} {x} .",
    "the posters promise a {x} evening .",
    "the last {noun} of this director was {x} .",
    "in other countries the {aspect} is said to be {x} , but the {aspect2} {y} .",
    "we saw it on a rainy evening .",
    "the cinema was half full when it began .",
    "it lasts for about two hours .",
)
# {a} is of the writer's own opinion, {b} of the opposite.
OPENINGS = (
    "I {verb_a} this {noun} .",
    "I cannot say that I {verb_b} this {noun} .",
    "what a {a} {noun} .",
    "this {noun} is {a} .",
    "this {noun} is not {b} at all .",
    "nothing about this {noun} is {b} .",
    "the {aspect} is {b} , but the {noun} is {a} .",
    "this {noun} is {a} , although the {aspect} is {b} .",
    "although the {aspect} is {b} , this {noun} is {a} .",
    "I expected a {b} {noun} , but it is {a} .",
)


class Review(NamedTuple):
    """A review and what its writer thinks of the film."""

    text: str
    is_positive: bool
    opening: str  # the sentence that says so


def draw_reviews(n: int, n_later: int, seed: int = 0) -> list[Review]:
    """So many distinct reviews, half of them positive: an opening, then up to `n_later` sentences.

    The opening says what the writer thinks. The sentences after it tell what others think, which
    is positive or negative by the toss of a coin, or tell a fact.
    """
    drawn = random.Random(seed)
    reviews: dict[str, Review] = {}
    while len(reviews) < n:
        is_positive = len(reviews) % 2 == 0
        opening = _fill(drawn.choice(OPENINGS), is_positive, drawn)
        later = [
            _fill(drawn.choice(LATER), drawn.random() < 0.5, drawn)
            for _ in range(drawn.randint(0, n_later))
        ]
        text = " ".join([opening, *later])
        reviews.setdefault(text, Review(text, is_positive, opening))
    return list(reviews.values())


def _fill(form: str, is_positive: bool, drawn: random.Random) -> str:
    own, opposite = ADJECTIVES[is_positive].split(), ADJECTIVES[not is_positive].split()
    aspect, aspect2 = drawn.sample(ASPECTS.split(), 2)
    return form.format(
        a=drawn.choice(own),
        b=drawn.choice(opposite),
        x=drawn.choice(own),
        y=drawn.choice(opposite),
        verb=drawn.choice(VERBS[is_positive].split()),
        verb_a=drawn.choice(VERBS[is_positive].split()),
        verb_b=drawn.choice(VERBS[not is_positive].split()),
        noun=drawn.choice(NOUNS.split()),
        aspect=aspect,
        aspect2=aspect2,
        others=drawn.choice(OTHERS.split("|")),
    )


def split(reviews: list[Review], n_test: int) -> tuple[list[Review], list[Review]]:
    """Reviews to train on and to test with: no opening of the latter is among the former's."""
    openings = sorted({review.opening for review in reviews})
    random.Random(1).shuffle(openings)
    test: list[Review] = []
    by_opening: dict[str, list[Review]] = {}
    for review in reviews:
        by_opening.setdefault(review.opening, []).append(review)
    while openings and len(test) < n_test:
        test += by_opening.pop(openings.pop())
    return [review for group in by_opening.values() for review in group], test
