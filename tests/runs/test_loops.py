"""Loops resume where they were saved, with the generators as they were."""

import json
import random

import numpy as np
import pytest

from tf1rnn.errors import UserError
from tf1rnn.runs.loops import Loops


def as_saved(place):
    return json.loads(json.dumps(place, default=lambda array: array.tolist()))


class Deck:
    """Cards that are shuffled when all are dealt."""

    def __init__(self):
        self.cards, self.dealt = np.arange(5), 0

    def deal(self):
        if self.dealt % 5 == 0:
            self.cards = self.cards[np.random.permutation(5)]
        self.dealt += 1
        return int(self.cards[self.dealt % 5])

    def state(self):
        return {"cards": self.cards, "dealt": self.dealt}

    def restore(self, state):
        if state["dealt"] < 0:
            raise ValueError("no such number of cards")
        self.cards, self.dealt = np.array(state["cards"]), state["dealt"]


def program(loops, log):
    """Two loops, the second with loops inside; every step draws random numbers."""
    random.seed(1)
    np.random.seed(1)
    deck = loops.stateful["deck"] = Deck()
    for step in loops.steps(3):
        log.append(("first", step, random.random(), np.random.rand()))
        yield
    for epoch in loops.steps(3):
        order, card = np.random.permutation(4), deck.deal()
        for iteration in loops.steps(4):
            drawn = int(order[iteration]), random.random(), card, deck.deal()
            log.append(("second", epoch, iteration, *drawn))
            yield
        for check in loops.steps(2):
            log.append(("third", epoch, check, np.random.normal()))
            yield


def run(stop_after, target=None):
    """The log of a program that is left after a number of steps, and its place then."""
    loops, log = Loops(target), []
    for done, _ in enumerate(program(loops, log), start=1):
        if done == stop_after:
            return log, as_saved(loops.place())
    return log, None


WHOLE, _ = run(stop_after=None)


@pytest.mark.parametrize("stop_after", range(1, len(WHOLE) + 1))
def test_a_program_left_after_any_step_resumes_as_if_nothing_had_happened(stop_after):
    begun, place = run(stop_after)
    rest, _ = run(None, target=place)
    assert begun + rest == WHOLE


def test_resuming_ends_once_the_saved_place_is_reached():
    _, place = run(5)
    loops = Loops(place)
    assert loops.resuming
    next(program(loops, []))
    assert not loops.resuming


def test_an_object_that_its_saved_state_does_not_fit_is_named():
    _, place = run(5)
    place[-1]["kept"]["deck"]["dealt"] = -1
    with pytest.raises(UserError, match="deck: its saved state does not fit: no such number"):
        list(program(Loops(place), []))


def test_steps_are_counted_in_the_innermost_loops():
    loops = Loops()
    list(program(loops, []))
    assert loops.finished == len(WHOLE)


def test_the_first_step_that_holds_a_loop_after_steps_without_one_gives_no_place():
    loops, places = Loops(), []
    for epoch in loops.steps(4):
        if epoch >= 2:
            for _ in loops.steps(1):
                places.append(loops.place())
    assert places[0] is None
    assert places[1] is not None


def test_a_loop_that_is_left_early_has_ended():
    loops = Loops()
    for _ in loops.steps(5):
        break
    assert loops.depth == 0
