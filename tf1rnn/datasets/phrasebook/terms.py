"""Grammatical terms: the words of the lexicon and the categories by which they agree."""

from typing import NamedTuple

MASCULINE, FEMININE = "masculine", "feminine"
SINGULAR, PLURAL = NUMBERS = ("singular", "plural")
FIRST_SINGULAR, SECOND, THIRD_SINGULAR, FIRST_PLURAL, THIRD_PLURAL = range(5)  # persons

STATEMENT, NEGATION, QUESTION = KINDS = ("statement", "negation", "question")
PRESENT, PROGRESSIVE, PAST, CONDITIONAL = ("present", "progressive", "past", "conditional")

# Determiners are named by their English word; these have none, or more than one.
INDEFINITE, PARTITIVE, GENERIC, BARE, OWN = "indefinite", "partitive", "generic", "", "own"

POSSESSIVES = ("my", "your", "his", "her", "our", "their")
NUMERALS = ("two", "three")

Pair = tuple[str, str]  # an English sentence and its French translation


class Noun(NamedTuple):
    """A noun in both languages, in the singular, with the gender it has in French."""

    english: str
    french: str
    gender: str


class Adjective(NamedTuple):
    """An adjective; French puts a `preposed` one before its noun, any other after it."""

    english: str
    french: str
    preposed: bool = False


class Verb(NamedTuple):
    """A verb in both languages, in the infinitive; English may have a particle ("look for")."""

    english: str
    french: str


class Country(NamedTuple):
    """A country with its French article, or a city, which has none."""

    english: str
    article: str
    french: str


class Subject(NamedTuple):
    """Whom or what a clause is about; `possessive` is the English determiner of what they own."""

    english: str
    french: str
    person: int
    gender: str
    possessive: str = ""

    @property
    def number(self) -> str:
        """Number for agreement: "vous" is one person, politely."""
        return PLURAL if self.person in (FIRST_PLURAL, THIRD_PLURAL) else SINGULAR


class Phrase(NamedTuple):
    """Words in both languages; `negated` is the French of them under a negated verb."""

    english: str
    french: str
    negated: str


def phrase(english: str, french: str) -> Phrase:
    """Return a phrase whose French is the same under a negated verb."""
    return Phrase(english, french, french)
