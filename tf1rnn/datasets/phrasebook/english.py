"""English grammar: plurals, verb forms, a or an, and the order of words in a clause."""

import re

from tf1rnn.datasets.phrasebook.terms import (
    CONDITIONAL,
    FIRST_SINGULAR,
    NEGATION,
    PAST,
    PROGRESSIVE,
    QUESTION,
    STATEMENT,
    THIRD_SINGULAR,
    Subject,
)

_IRREGULAR_PLURALS = {
    "goose": "geese",
    "kilo": "kilos",
    "knife": "knives",
    "mouse": "mice",
    "scarf": "scarves",
}
_IRREGULAR_PASTS = {
    "buy": "bought",
    "choose": "chose",
    "drink": "drank",
    "eat": "ate",
    "find": "found",
    "go": "went",
    "lose": "lost",
    "meet": "met",
    "see": "saw",
    "sell": "sold",
    "take": "took",
    "write": "wrote",
}
_MODALS = ("can", "must")
_BE = {FIRST_SINGULAR: "am", THIRD_SINGULAR: "is"}

_HISSING = re.compile(r"(s|x|z|ch|sh|o)$")
_CONSONANT_Y = re.compile(r"(?<=[^aeiou])y$")
_A_BEFORE_VOWEL = re.compile(r"\ba (?=[aeio]|u(?!ni))")  # "an umbrella", yet "a university"


def pluralise(noun: str) -> str:
    """Return the plural of an English noun."""
    return _IRREGULAR_PLURALS.get(noun) or _add_s(noun)


def third_person(verb: str) -> str:
    """Return the third person singular of the simple present: "drinks", "watches", "has"."""
    return "has" if verb == "have" else _add_s(verb)


def past(verb: str) -> str:
    """Return the simple past, the same in all persons: "drank", "washed"."""
    return _IRREGULAR_PASTS.get(verb) or (verb if verb.endswith("e") else verb + "e") + "d"


def present_participle(verb: str) -> str:
    """Return the form of the progressive: "drinking", "writing", "seeing"."""
    return re.sub(r"(?<=[^e])e$", "", verb) + "ing"


def be(person: int) -> str:
    """Return the present of "be"."""
    return _BE.get(person, "are")


def clause(subject: Subject, tense: str, verb: str, rest: str, kind: str) -> str:
    """Return a clause, with "do" where English asks for it; `rest` is what follows the verb."""
    head, _, particle = verb.partition(" ")
    auxiliary, main = _auxiliary(head, subject.person, tense)
    if kind == QUESTION:
        return f"{auxiliary} {subject.english} {main} {particle} {rest}"
    if kind == NEGATION:
        group = f"cannot {main}" if auxiliary == "can" else f"{auxiliary} not {main}"
    else:
        group = finite(head, subject.person, tense)
    return f"{subject.english} {group} {particle} {rest}"


def finite(verb: str, person: int, tense: str) -> str:
    """Return the verb group of a statement: "drinks", "is drinking", "drank", "can"."""
    if tense == PAST:
        return past(verb)
    auxiliary, main = _auxiliary(verb, person, tense)
    if auxiliary in ("do", "does"):
        return third_person(verb) if person == THIRD_SINGULAR else verb
    return f"{auxiliary} {main}"


def spell(text: str) -> str:
    """Write `text` as words with single spaces, with "an" for "a" before a vowel."""
    return _A_BEFORE_VOWEL.sub("an ", " ".join(text.split()).replace(" ,", ","))


def sentence(text: str, kind: str = STATEMENT) -> str:
    """Write `text` as a sentence: a capital first, a full stop or a question mark last."""
    text = spell(text)
    return text[0].upper() + text[1:] + ("?" if kind == QUESTION else ".")


def _add_s(word: str) -> str:
    if _CONSONANT_Y.search(word):
        return word[:-1] + "ies"
    return word + ("es" if _HISSING.search(word) else "s")


def _auxiliary(verb: str, person: int, tense: str) -> tuple[str, str]:
    """Return the auxiliary of a negation or question, and the verb that follows it."""
    if verb == "be":
        return be(person), ""
    if verb in _MODALS:
        return verb, ""
    if tense == CONDITIONAL:
        return "would", verb
    if tense == PROGRESSIVE:
        return be(person), present_participle(verb)
    if tense == PAST:
        return "did", verb
    return ("does" if person == THIRD_SINGULAR else "do"), verb
