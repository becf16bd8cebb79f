"""Who does what to what: the verbs and the objects that go together."""

from collections.abc import Sequence
from itertools import chain, product

from tf1rnn.datasets.phrasebook import lexicon as lex
from tf1rnn.datasets.phrasebook import nouns as n
from tf1rnn.datasets.phrasebook.phrases import Nominal, nominals
from tf1rnn.datasets.phrasebook.terms import (
    GENERIC,
    INDEFINITE,
    OWN,
    PARTITIVE,
    PLURAL,
    POSSESSIVES,
    SINGULAR,
    Verb,
)

Action = tuple[Verb, Nominal]


def actions(verbs: Sequence[Verb], *objects: list[Nominal]) -> list[Action]:
    """Return every verb with every object."""
    return list(product(verbs, chain(*objects)))


_DRINKS = nominals((PARTITIVE,), n.DRINKS)
_FOODS = nominals((PARTITIVE,), n.FOODS)
_PRODUCE = nominals((INDEFINITE,), n.PRODUCE, (PLURAL,))

DIET = [
    *actions((lex.DRINK,), _DRINKS),
    *actions((lex.EAT,), _FOODS, _PRODUCE),
    *actions(
        (lex.BUY, lex.SELL, lex.WANT, lex.HAVE),
        *(_DRINKS, _FOODS, _PRODUCE, nominals((PARTITIVE,), n.STAPLES)),
    ),
]
HABITS = [
    *actions((lex.DRINK,), _DRINKS),
    *actions((lex.EAT,), _FOODS, _PRODUCE),
    *actions((lex.READ,), nominals((INDEFINITE,), n.BOOKS, (PLURAL,))),
    *actions((lex.WATCH,), nominals((INDEFINITE,), (n.FILM,), (PLURAL,))),
    *actions((lex.TAKE,), nominals(("the",), n.VEHICLES)),
]
TASTES = [
    *nominals((GENERIC,), (*n.DRINKS, *n.FOODS)),
    *nominals((GENERIC,), (*n.PRODUCE, *n.ANIMALS), (PLURAL,)),
]

_GADGETS = (n.LAMP, n.CLOCK, n.PHONE, n.COMPUTER, n.BICYCLE)
_TAKE_PLACE = [  # begun and done in one go: also told in the past
    *actions((lex.DRINK,), _DRINKS),
    *actions((lex.EAT,), _FOODS, nominals((INDEFINITE,), n.SNACKS)),
    *actions((lex.WRITE,), nominals((INDEFINITE,), (n.LETTER, n.STORY, n.POEM))),
    *actions((lex.WATCH,), nominals((INDEFINITE, "the"), (n.FILM,))),
    *actions((lex.OPEN, lex.CLOSE), nominals(("the",), (n.DOOR, n.WINDOW, n.BOX, n.CUPBOARD))),
    *actions((lex.WASH,), nominals(("the",), (*n.DISHES, n.KNIFE), (PLURAL,))),
    *actions((lex.WASH,), nominals((OWN,), (n.SHIRT, n.SCARF, n.CAR))),
    *actions((lex.REPAIR,), nominals((OWN,), _GADGETS)),
    *actions((lex.CHOOSE,), nominals((INDEFINITE,), (*n.CLOTHES, n.BOOK, n.FILM))),
    *actions((lex.TAKE,), nominals(("the",), n.VEHICLES)),
    *actions((lex.VISIT,), nominals(("the",), (n.MUSEUM, n.CASTLE, n.CHURCH))),
    *actions((lex.BUY,), nominals((INDEFINITE,), (*n.TOOLS, *n.CLOTHES))),
    *actions((lex.SELL,), nominals((OWN,), _GADGETS)),
]
ACTIVITIES = [
    *_TAKE_PLACE,
    *actions((lex.READ,), nominals((INDEFINITE, "the"), n.BOOKS)),
    *actions((lex.DRAW,), nominals((INDEFINITE,), (*n.ANIMALS, n.TREE, n.HOUSE))),
    *actions((lex.WAIT_FOR,), nominals(("the",), (*n.VEHICLES, n.TEACHER))),
    *actions((lex.LOOK_FOR,), nominals((OWN,), n.TOOLS)),
    *actions((lex.LOOK_FOR,), nominals((OWN,), (n.KEY, n.SHOE), (PLURAL,))),
    *actions((lex.LOOK_FOR,), nominals((INDEFINITE,), (n.HOTEL, n.RESTAURANT, n.BANK))),
    *actions((lex.WEAR,), nominals((INDEFINITE,), n.CLOTHES, (SINGULAR,), lex.COLOURS)),
    *actions((lex.WEAR,), nominals((INDEFINITE,), (n.SHOE,), (PLURAL,), lex.COLOURS)),
]
EVENTS = [
    *_TAKE_PLACE,
    *actions((lex.FINISH,), nominals(("the",), (n.BOOK, n.LETTER, n.NOVEL, n.STORY))),
    *actions((lex.SEE,), nominals((INDEFINITE,), n.ANIMALS)),
    *actions((lex.LOSE, lex.FIND), nominals((OWN,), n.TOOLS)),
    *actions((lex.LOSE, lex.FIND), nominals((OWN,), (n.KEY, n.SHOE), (PLURAL,))),
    *actions((lex.MEET,), nominals((OWN,), n.RELATIVES)),
]
ACQUAINTANCES = [
    *actions((lex.KNOW,), nominals(POSSESSIVES, n.RELATIVES)),
    *actions((lex.SEE,), nominals(("the",), (*n.BUILDINGS, *n.ANIMALS))),
]
