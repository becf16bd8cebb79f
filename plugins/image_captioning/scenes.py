"""Scenes of one or two things on a sheet of paper, and the sentences that are true of them."""

from __future__ import annotations

import itertools
import random
from typing import Literal, NamedTuple

SIDE = 32  # pixels of an image's height and width
SIZES = {"small": (4.1, 4.7), "large": (6.2, 6.8)}  # pixels from the middle to the edge
COLOURS = ("red", "green", "blue", "")  # what is black has no word for it
SHAPES = ("circle", "square", "triangle", "star")
RELATIONS = {"left of": (-1, 0), "right of": (1, 0), "above": (0, -1), "below": (0, 1)}
TURN = 10.0  # degrees by which a thing may be turned
ALONE = 0.4  # the share of scenes of one thing
CLEAR = 1.5  # how much further apart two things are along the axis that is named


class Kind(NamedTuple):
    """What a sentence says of a thing."""

    size: str
    colour: str
    shape: str

    def __str__(self) -> str:
        return " ".join(filter(None, ("a", self.size, self.colour, self.shape)))


class Thing(NamedTuple):
    """A thing on the paper: its middle in pixels, from the left and from the top."""

    kind: Kind
    x: float
    y: float
    radius: float  # pixels
    angle: float  # degrees


Scene = tuple[Thing, ...]
KINDS = tuple(Kind(s, c, shape) for s in SIZES for c in COLOURS for shape in SHAPES)
HeldOut = Literal["pairs", "kinds"]


def held_out(what: HeldOut) -> set[frozenset[Kind]]:
    """Which kinds are never together in a scene to train on, or never in one.

    Of the pairs a quarter, drawn once. Of the kinds one size of each of four coloured shapes, so
    that each word is in training.
    """
    if what == "kinds":
        sizes = enumerate(SIZES)
        return {
            frozenset([Kind(size, COLOURS[i], SHAPES[(i + 2 * k) % 4])])
            for k, size in sizes
            for i in (k, k + 2)
        }
    pairs = list(itertools.combinations_with_replacement(KINDS, 2))
    return {frozenset(pair) for pair in random.Random(0).sample(pairs, len(pairs) // 4)}


def draw_scenes(n: int, is_new: bool, what: HeldOut, drawn: random.Random) -> list[Scene]:
    """So many scenes of one thing or two; in each that is new, what is held out."""
    never = held_out(what)
    scenes = []
    while len(scenes) < n:
        kinds = [drawn.choice(KINDS) for _ in range(1 if drawn.random() < ALONE else 2)]
        parts = [frozenset(kinds)] if what == "pairs" else [frozenset([kind]) for kind in kinds]
        # One thing alone is no pair.
        is_held_out = any(part in never for part in parts) and (what == "kinds" or len(kinds) == 2)
        if is_held_out is is_new:
            scenes.append(place(kinds, drawn))
    return scenes


def place(kinds: list[Kind], drawn: random.Random, relation: str | None = None) -> Scene:
    """A scene of one or two kinds of things, the first in the relation to the second."""
    relation = relation or drawn.choice(list(RELATIONS))
    radii = [drawn.uniform(*SIZES[kind.size]) for kind in kinds]
    while True:
        middles = [[drawn.uniform(r + 1, SIDE - r - 1) for _ in "xy"] for r in radii]
        if len(kinds) == 1 or _is_clear(middles, sum(radii) + 1, RELATIONS[relation]):
            break
    return tuple(
        Thing(kind, x, y, radius, drawn.uniform(-TURN, TURN))
        for kind, (x, y), radius in zip(kinds, middles, radii, strict=True)
    )


def _is_clear(middles: list[list[float]], apart: float, direction: tuple[int, int]) -> bool:
    """Whether the first is that far from the second in the direction, and more so than across."""
    dx, dy = (first - second for first, second in zip(*middles, strict=True))
    along = dx * direction[0] + dy * direction[1]
    across = abs(dx * direction[1] + dy * direction[0])
    return along >= apart and along >= CLEAR * across


def truths(scene: Scene) -> list[str]:
    """The sentences that say all of a scene: of two things, either may come first."""
    if len(scene) == 1:
        return [str(scene[0].kind)]
    found = []
    for first, second in (scene, scene[::-1]):
        dx, dy = first.x - second.x, first.y - second.y
        if abs(dx) > abs(dy):
            relation = "left of" if dx < 0 else "right of"
        else:
            relation = "above" if dy < 0 else "below"
        found.append(f"{first.kind} {relation} {second.kind}")
    return found


def parse(sentence: str) -> tuple[list[Kind], str | None] | None:
    """What a sentence says: its kinds, and the relation of two; None if it is no such sentence."""
    for relation in RELATIONS:
        parts = sentence.split(f" {relation} ")
        if len(parts) == 2:
            kinds = [_KINDS_BY_NAME.get(part) for part in parts]
            return None if None in kinds else (kinds, relation)
    kind = _KINDS_BY_NAME.get(sentence)
    return kind and ([kind], None)


_KINDS_BY_NAME = {str(kind): kind for kind in KINDS}
