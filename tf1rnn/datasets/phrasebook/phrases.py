"""Phrases and sentences in both languages at once."""

from collections.abc import Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

from tf1rnn.datasets.phrasebook import english, french
from tf1rnn.datasets.phrasebook.terms import (
    FEMININE,
    GENERIC,
    INDEFINITE,
    NEGATION,
    OWN,
    PARTITIVE,
    PLURAL,
    SINGULAR,
    STATEMENT,
    THIRD_PLURAL,
    THIRD_SINGULAR,
    Adjective,
    Country,
    Noun,
    Pair,
    Phrase,
    Subject,
    Verb,
    phrase,
)

NOTHING = phrase("", "")
_IN_COUNTRY = {"": "à", "la": "en", "le": "au", "les": "aux"}
_FROM_COUNTRY = {"": "de", "la": "de", "le": "du", "les": "des"}


class Nominal(NamedTuple):
    """What a noun phrase is made of."""

    determiner: str
    noun: Noun
    number: str = SINGULAR
    adjective: Adjective | None = None

    def phrase(self, owner: Subject | None = None) -> Phrase:
        """Return the noun phrase; the determiner OWN becomes the possessive of `owner`."""
        if self.determiner == OWN:
            return _noun_phrase(self._replace(determiner=owner.possessive))
        return _noun_phrase(self)

    def subject(self) -> Subject:
        """Return the noun phrase as the subject of a clause."""
        words = _noun_phrase(self)
        person = THIRD_PLURAL if self.number == PLURAL else THIRD_SINGULAR
        return Subject(words.english, words.french, person, self.noun.gender)


def nominals(
    determiners: Sequence[str],
    nouns: Sequence[Noun],
    numbers: Sequence[str] = (SINGULAR,),
    adjectives: Sequence[Adjective | None] = (None,),
) -> list[Nominal]:
    """Return every combination of a determiner, a noun, a number and an adjective."""
    return [Nominal(*parts) for parts in product(determiners, nouns, numbers, adjectives)]


def infinitive(verb: Verb, complement: Phrase, particle: str = "to") -> Phrase:
    """Return a verb in the infinitive with its complement: "to drink milk", "boire du lait"."""
    return Phrase(
        f"{particle} {verb.english} {complement.english}",
        f"{verb.french} {complement.french}",
        f"{verb.french} {complement.negated}",
    )


def prepositional(preposition: str, french_preposition: str, words: Phrase) -> Phrase:
    """Return a noun phrase after a preposition."""
    return phrase(f"{preposition} {words.english}", f"{french_preposition} {words.french}")


def in_country(preposition: str, country: Country) -> Phrase:
    """Return "in" or "to" a country or city: "à Paris", "en France", "au Japon"."""
    words = phrase(country.english, country.french)
    return prepositional(preposition, _IN_COUNTRY[country.article], words)


def from_country(country: Country) -> Phrase:
    """Return "from" a country or city: "de Paris", "d'Italie", "du Japon"."""
    words = phrase(country.english, country.french)
    return prepositional("from", _FROM_COUNTRY[country.article], words)


def attribute(nominal: Nominal) -> Phrase:
    """Return a noun phrase that is said of a subject: "un" stays in "ce n'est pas un hôtel"."""
    return nominal.phrase()._replace(negated=nominal.phrase().french)


def quality(subject: Subject, adjective: Adjective) -> Phrase:
    """Return an adjective that is said of `subject`."""
    return phrase(adjective.english, french.agree(adjective.french, subject.gender, subject.number))


def occupation(subject: Subject, names: tuple[str, str, str]) -> Phrase:
    """Return what `subject` is: "a nurse", "infirmière", without article in French.

    `names` are the occupation's names: in English, in the French masculine and feminine.
    """
    name, masculine, feminine = names
    french_name = feminine if subject.gender == FEMININE else masculine
    if subject.number == PLURAL:
        return phrase(english.pluralise(name), french.pluralise(french_name))
    return phrase(f"a {name}", french_name)


def clause(
    subject: Subject,
    tense: str,
    verb: Verb,
    complement: Phrase,
    kind: str = STATEMENT,
    adjunct: Phrase = NOTHING,
) -> Phrase:
    """Return a clause; the adjunct (a time, a place) comes last and is never negated."""
    negated = kind == NEGATION
    return phrase(
        english.clause(
            subject, tense, verb.english, f"{complement.english} {adjunct.english}", kind
        ),
        french.clause(
            subject,
            tense,
            verb.french,
            f"{complement.negated if negated else complement.french} {adjunct.french}",
            kind,
        ),
    )


def sentence(words: Phrase, kind: str = STATEMENT) -> Pair:
    """Return English and French words as a pair of sentences."""
    return english.sentence(words.english, kind), french.sentence(words.french, kind)


@cache
def _noun_phrase(nominal: Nominal) -> Phrase:
    determiner, noun, number, adjective = nominal
    article = determiner
    if determiner in (INDEFINITE, PARTITIVE, GENERIC):
        article = "a" if determiner == INDEFINITE and number == SINGULAR else ""
    elif determiner == "this" and number == PLURAL:
        article = "these"
    noun_form = english.pluralise(noun.english) if number == PLURAL else noun.english
    affirmed, negated = french.noun_phrase(
        determiner,
        noun.french,
        noun.gender,
        number,
        adjective.french if adjective else "",
        adjective.preposed if adjective else False,
    )
    return Phrase(
        f"{article} {adjective.english if adjective else ''} {noun_form}", affirmed, negated
    )
