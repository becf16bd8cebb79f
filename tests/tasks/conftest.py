"""What the tests of translation share: 96 pairs, and a run that has learned them."""

import itertools

import pytest

from tf1rnn import run_task
from tf1rnn.registry import discovery

SUBJECTS = {"I": "je", "you": "vous", "we": "nous", "Tom": "Tom"}
VERBS = {
    "drink": ("bois", "buvez", "buvons", "boit"),
    "see": ("vois", "voyez", "voyons", "voit"),
    "want": ("veux", "voulez", "voulons", "veut"),
    "sell": ("vends", "vendez", "vendons", "vend"),
}
OBJECTS = {
    "milk": "du lait",
    "water": "de l'eau",
    "tea": "du thé",
    "soup": "de la soupe",
    "coffee": "du café",
    "12 beers": "12 bières",
}
SETTINGS = {
    "n_neurons": 32,
    "n_epochs": 30,
    "batch_size": 8,
    "n_held_out": 12,
    "keep_prob": 0.9,
    "learning_rate": 0.02,
}


@pytest.fixture(scope="session")
def pairs_file(tmp_path_factory):
    """96 pairs of subject, verb and object."""
    lines = []
    for (subject, verb), object_ in itertools.product(
        itertools.product(enumerate(SUBJECTS), VERBS), OBJECTS
    ):
        person, english = subject
        french = f"{SUBJECTS[english]} {VERBS[verb][person]} {OBJECTS[object_]}."
        third = "s" if english == "Tom" else ""
        lines.append(f"{english} {verb}{third} {object_}.\t{french[0].upper()}{french[1:]}")
    path = tmp_path_factory.mktemp("data") / "pairs.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def finished(pairs_file, tmp_path_factory):
    """A run that has learnt the 96 pairs except the held-out ones."""
    task = discovery.discover().get("translation")(pairs=pairs_file, **SETTINGS)
    return run_task(task, tmp_path_factory.mktemp("runs"), device="cpu", echo=False)
