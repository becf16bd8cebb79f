"""What is where, how things and people are, and what they have."""

from collections.abc import Iterable
from itertools import product

from tf1rnn.datasets.phrasebook import lexicon as lex
from tf1rnn.datasets.phrasebook import nouns as n
from tf1rnn.datasets.phrasebook.phrases import (
    Nominal,
    attribute,
    from_country,
    in_country,
    nominals,
    occupation,
    prepositional,
    quality,
)
from tf1rnn.datasets.phrasebook.terms import (
    BARE,
    INDEFINITE,
    MASCULINE,
    NUMBERS,
    NUMERALS,
    PARTITIVE,
    PLURAL,
    POSSESSIVES,
    SINGULAR,
    THIRD_PLURAL,
    THIRD_SINGULAR,
    Adjective,
    Noun,
    Phrase,
    Subject,
)

Fact = tuple[Subject, Phrase]  # who or what, and what is said of it


def places(preposition: str, french_preposition: str, landmarks: Iterable[Noun]) -> list[Phrase]:
    """Return a preposition before each of the landmarks."""
    return [
        prepositional(preposition, french_preposition, Nominal("the", landmark).phrase())
        for landmark in landmarks
    ]


def _described(*groups: tuple[Iterable[Nominal], Iterable[Adjective]]) -> list[Fact]:
    """Return every thing of a group with every adjective of the group said of it."""
    return [
        (thing.subject(), quality(thing.subject(), adjective))
        for things, adjectives in groups
        for thing, adjective in product(things, adjectives)
    ]


DESTINATIONS = [
    *places("to", "à", n.PLACES),
    *(in_country("to", country) for country in n.COUNTRIES),
]
ORIGINS = [
    *places("from", "de", n.PLACES),
    *(from_country(country) for country in n.COUNTRIES),
]
_THINGS = (n.KEY, n.BOOK, n.PEN, n.PHONE, n.UMBRELLA, n.HAT, n.KNIFE, n.GLASS, n.CUP, n.PLATE)
_NEAR_THINGS = [
    *places("on", "sur", (n.TABLE, n.CHAIR, n.BED)),
    *places("under", "sous", (n.TABLE, n.CHAIR, n.BED)),
    *places("behind", "derrière", (n.DOOR, n.LAMP, n.CLOCK)),
    *places("near", "près de", (n.WINDOW, n.BED, n.COMPUTER)),
    *places("in", "dans", (n.BOX, n.BAG, n.CUPBOARD, n.KITCHEN, n.CAR)),
]
_INDOORS = places("in", "dans", (n.KITCHEN, n.HOUSE, n.CAR))
_OUTDOORS = [
    *places("in", "dans", (n.GARDEN, n.PARK)),
    *places("behind", "derrière", (n.TREE, n.HOUSE, n.CHURCH, n.SCHOOL, n.HOTEL)),
    *places("in front of", "devant", (n.HOUSE, n.SCHOOL, n.HOTEL, n.STATION, n.MUSEUM)),
    *places("near", "près de", (n.TREE, n.CASTLE, n.HOSPITAL, n.SCHOOL, n.STATION)),
]

_BEASTS = [*nominals(("the",), n.ANIMALS, NUMBERS), *nominals(("my",), n.PETS, NUMBERS)]
WHEREABOUTS = [  # what is where
    *product(
        [
            *(thing.subject() for thing in nominals(("the", "my", "your"), _THINGS)),
            *(thing.subject() for thing in nominals(("my", "your"), (n.KEY, n.SHOE), (PLURAL,))),
        ],
        _NEAR_THINGS,
    ),
    *product([animal.subject() for animal in _BEASTS], _OUTDOORS),
]
COMPANY = list(product(n.SUBJECTS, _INDOORS + _OUTDOORS))  # who is where
SIGHTS = [  # what there is, and where
    *product(nominals((INDEFINITE,), _THINGS, NUMBERS), _NEAR_THINGS),
    *product(nominals((PARTITIVE,), (*n.DRINKS, *n.FOODS)), places("on", "sur", (n.TABLE,))),
    *product(
        nominals((INDEFINITE,), n.ANIMALS, (PLURAL,), (None, lex.OLD, lex.SMALL, lex.BEAUTIFUL)),
        _OUTDOORS,
    ),
    *(
        (sight, place)
        for landmark in n.PLACES
        for preposition in (("near", "près de"), ("opposite", "en face de"))
        for place in places(*preposition, (landmark,))
        for sight in nominals((INDEFINITE,), [noun for noun in n.PLACES if noun != landmark])
    ),
]

_OF_BUILDINGS = (lex.BIG, lex.SMALL, lex.OLD, lex.NEW, lex.BEAUTIFUL)
_OF_OBJECTS = (lex.NEW, lex.OLD, lex.BEAUTIFUL, lex.PRETTY, lex.EXPENSIVE)
_OF_FICTION = (lex.GOOD, lex.BAD, lex.SAD, lex.FUNNY, lex.INTERESTING)
_OF_PAPERS = (lex.OLD, lex.INTERESTING)
_OF_ANIMALS = (lex.SMALL, lex.OLD, lex.YOUNG, lex.BEAUTIFUL, lex.PRETTY)
_OBJECTS = (*n.TOOLS, *n.CLOTHES)
_IT = Subject("it", "ce", THIRD_SINGULAR, MASCULINE)
_THIS = Subject("this", "ce", THIRD_SINGULAR, MASCULINE)
_THESE = Subject("these", "ce", THIRD_PLURAL, MASCULINE)
_QUALITIES = (
    *product(n.BUILDINGS, _OF_BUILDINGS),
    *product(_OBJECTS, _OF_OBJECTS),
    *product((*n.FICTION, n.FILM), _OF_FICTION),
    *product(n.PAPERS, _OF_PAPERS),
    *product(n.ANIMALS, _OF_ANIMALS),
)
IDENTITIES = [  # what a thing is, who a person is
    *(
        (pronoun, attribute(Nominal(INDEFINITE, noun, pronoun.number, adjective)))
        for pronoun in (_IT, _THIS, _THESE)
        for noun, adjective in _QUALITIES
    ),
    *((_THIS, attribute(relative)) for relative in nominals(POSSESSIVES, n.RELATIVES)),
]
POSSESSIONS = [  # what one has
    *nominals((INDEFINITE,), _OBJECTS, (SINGULAR,), (*_OF_OBJECTS, *lex.COLOURS)),
    *nominals((INDEFINITE,), n.ANIMALS, NUMBERS, _OF_ANIMALS),
    *nominals(NUMERALS, n.ANIMALS, (PLURAL,), (lex.OLD, lex.SMALL, lex.PRETTY)),
    *nominals(NUMERALS, (*n.SIBLINGS, *_OBJECTS), (PLURAL,)),
    *nominals((INDEFINITE,), n.SIBLINGS),
]
LACKS = [  # what one has not
    *nominals((INDEFINITE,), (*n.PETS, *n.SIBLINGS), NUMBERS),
    *nominals((INDEFINITE,), _OBJECTS, (SINGULAR,), (None, lex.NEW, *lex.COLOURS)),
]
MEALS = _described(  # how food, a house, an animal is
    (nominals(("the", "this"), n.DRINKS), (lex.HOT, lex.COLD, lex.GOOD)),
    (nominals(("the", "this"), n.FOODS), (lex.GOOD, lex.DELICIOUS, lex.EXPENSIVE)),
    (nominals(("the", "this"), n.PRODUCE, (PLURAL,)), (lex.GOOD, lex.FRESH, lex.EXPENSIVE)),
    (nominals(("the", "this"), n.DISHES, NUMBERS), (lex.EMPTY, lex.CLEAN, lex.DIRTY)),
)
SURROUNDINGS = _described(
    (
        nominals(("the", "this"), n.BUILDINGS, NUMBERS),
        (lex.BIG, lex.SMALL, lex.OLD, lex.BEAUTIFUL, lex.EMPTY),
    ),
    (nominals(("the", "this", "our"), n.ANIMALS, NUMBERS), _OF_ANIMALS),
)
BELONGINGS = _described(
    (
        nominals(("this", "my", "your", "her"), _OBJECTS, NUMBERS),
        (lex.OLD, lex.BEAUTIFUL, lex.EXPENSIVE, lex.DIRTY, *lex.COLOURS),
    ),
    (nominals(("the", "this", "his"), (*n.FICTION, n.FILM), NUMBERS), _OF_FICTION),
    (nominals(("the", "this", "his"), n.PAPERS, NUMBERS), _OF_PAPERS),
)

FEELINGS = [  # how someone is
    (subject, quality(subject, feeling)) for subject, feeling in product(n.SUBJECTS, lex.FEELINGS)
]
OCCUPATIONS = [
    (subject, occupation(subject, names)) for subject, names in product(n.ADULTS, lex.OCCUPATIONS)
]
WANTED = [  # what one asks the way to, or has mislaid
    *nominals(("the",), n.PLACES),
    *nominals(POSSESSIVES, (*n.TOOLS, *n.CLOTHES)),
    *nominals(POSSESSIVES, (n.KEY, n.SHOE), (PLURAL,)),
    *nominals(POSSESSIVES, n.RELATIVES),
]
GOODS = [  # what has a price
    *nominals(("the", "this"), (*n.TOOLS, *n.CLOTHES)),
    *nominals(("the", "this"), n.PRODUCE, (PLURAL,)),
]
QUANTITIES = [  # a cup of tea, two kilos of apples
    Phrase(
        f"{amount.english} of {content.english}",
        f"{amount.french} de {content.french}",
        f"{amount.negated} de {content.french}",
    )
    for container, contents in (
        (n.CUP, nominals((BARE,), (n.COFFEE, n.TEA))),
        (n.GLASS, nominals((BARE,), (n.MILK, n.WATER, n.JUICE, n.LEMONADE))),
        (n.BOTTLE, nominals((BARE,), (n.MILK, n.WATER, n.JUICE, n.LEMONADE, n.OIL))),
        (n.KILO, nominals((BARE,), n.SOLD_BY_WEIGHT, (PLURAL,))),
    )
    for amount in (
        Nominal(INDEFINITE, container).phrase(),
        Nominal("two", container, PLURAL).phrase(),
        Nominal("three", container, PLURAL).phrase(),
    )
    for content in (nominal.phrase() for nominal in contents)
]
