"""French grammar: elision and contraction, agreement, conjugation and the order of a clause.

Text is put together from whole words ("je ne aime pas le eau"); `spell` then writes them as they
are spelled one after the other ("je n'aime pas l'eau"). The rules and tables state common usage,
as in Grevisse and Goosse, "Le Bon Usage".
"""

import re
from functools import cache

from tf1rnn.datasets.phrasebook.terms import (
    CONDITIONAL,
    FEMININE,
    INDEFINITE,
    NEGATION,
    PARTITIVE,
    PAST,
    PLURAL,
    PRESENT,
    QUESTION,
    STATEMENT,
    Subject,
)

# The first sound is a vowel: a silent h too ("l'homme"), but not an aspirated one ("le hibou").
_VOWEL = r"(?:[aàâeéèêiîoôuœ]|h(?!aricot|ibou))"
_STARTS_WITH_VOWEL = re.compile(_VOWEL, re.IGNORECASE)
_ELIDED = re.compile(rf"\b(je|le|la|de|ne|que|ce) (?={_VOWEL})", re.IGNORECASE)
_CONTRACTED = re.compile(r"\b(?:de|à) les?\b")
_CONTRACTIONS = {"de le": "du", "de les": "des", "à le": "au", "à les": "aux"}
_FINE_SPACE = "\u202f"  # French typography parts a question mark from its sentence

# Forms by person: je, vous, il or elle, nous, ils or elles. A compound ("comprendre", "revenir")
# is conjugated as the verb that it ends in.
_PRESENT = {
    "aller": "vais allez va allons vont",
    "avoir": "ai avez a avons ont",
    "boire": "bois buvez boit buvons boivent",
    "connaître": "connais connaissez connaît connaissons connaissent",
    "croire": "crois croyez croit croyons croient",
    "devoir": "dois devez doit devons doivent",
    "être": "suis êtes est sommes sont",
    "lire": "lis lisez lit lisons lisent",
    "ouvrir": "ouvre ouvrez ouvre ouvrons ouvrent",
    "pouvoir": "peux pouvez peut pouvons peuvent",
    "prendre": "prends prenez prend prenons prennent",
    "savoir": "sais savez sait savons savent",
    "venir": "viens venez vient venons viennent",
    "voir": "vois voyez voit voyons voient",
    "vouloir": "veux voulez veut voulons veulent",
    "écrire": "écris écrivez écrit écrivons écrivent",
}
_ENDINGS = {"er": "e ez e ons ent", "ir": "is issez it issons issent", "re": "s ez - ons ent"}
_CONDITIONAL = {"vouloir": "voudrais voudriez voudrait voudrions voudraient"}
_PAST_PARTICIPLES = {
    "boire": "bu",
    "ouvrir": "ouvert",
    "prendre": "pris",
    "venir": "venu",
    "voir": "vu",
    "écrire": "écrit",
}
_PARTICIPLE_ENDINGS = {"er": "é", "ir": "i", "re": "u"}
_WITH_ETRE = ("aller", "revenir")

_FEMININES = {
    "beau": "belle",
    "blanc": "blanche",
    "bon": "bonne",
    "frais": "fraîche",
    "gentil": "gentille",
    "inquiet": "inquiète",
    "nouveau": "nouvelle",
    "vieux": "vieille",
}
_BEFORE_VOWEL = {
    "beau": "bel",
    "ce": "cet",
    "ma": "mon",
    "nouveau": "nouvel",
    "sa": "son",
    "vieux": "vieil",
}
_DETERMINERS = {  # masculine singular, feminine singular, plural
    "": ("", "", ""),
    "the": ("le", "la", "les"),
    "generic": ("le", "la", "les"),
    "indefinite": ("un", "une", "des"),
    "partitive": ("de le", "de la", "des"),
    "this": ("ce", "cette", "ces"),
    "my": ("mon", "ma", "mes"),
    "your": ("votre", "votre", "vos"),
    "his": ("son", "sa", "ses"),
    "her": ("son", "sa", "ses"),
    "our": ("notre", "notre", "nos"),
    "their": ("leur", "leur", "leurs"),
    "two": ("", "", "deux"),
    "three": ("", "", "trois"),
}


def spell(text: str) -> str:
    """Write `text` with its elisions ("l'eau", "qu'il") and contractions ("du", "aux")."""
    text = _ELIDED.sub(lambda match: match[1][:-1] + "'", " ".join(text.split()).replace(" ,", ","))
    return _CONTRACTED.sub(lambda match: _CONTRACTIONS[match[0]], text)


def sentence(text: str, kind: str = STATEMENT) -> str:
    """Write `text` as a sentence: a capital first, a full stop or a question mark last."""
    text = spell(text)
    return text[0].upper() + text[1:] + (f"{_FINE_SPACE}?" if kind == QUESTION else ".")


@cache
def agree(adjective: str, gender: str, number: str) -> str:
    """Return the form of an adjective or a participle, given in the masculine singular."""
    if gender == FEMININE:
        adjective = _feminine(adjective)
    return pluralise(adjective) if number == PLURAL else adjective


def pluralise(word: str) -> str:
    """Return the plural of a noun or an adjective; of "pomme de terre", "pommes de terre"."""
    head, space, complement = word.partition(" ")
    if head.endswith("al"):
        head = head[:-1] + "ux"
    elif head.endswith(("eau", "hibou")):
        head += "x"
    elif not head.endswith(("s", "x")):
        head += "s"
    return head + space + complement


def noun_phrase(
    determiner: str,
    noun: str,
    gender: str,
    number: str,
    adjective: str = "",
    preposed: bool = False,
) -> tuple[str, str]:
    """Return a noun with its determiner and adjective, and the same under a negated verb.

    Indefinite and partitive articles become "de" under negation ("pas de lait", "pas de voiture");
    "des" becomes "de" before a preposed adjective ("de grands chiens").
    """
    masculine, feminine, plural = _DETERMINERS[determiner]
    nominal = [pluralise(noun) if number == PLURAL else noun]
    if adjective:
        nominal.insert(0 if preposed else 1, agree(adjective, gender, number))
    if number == PLURAL:
        article = "de" if preposed and plural == "des" else plural
    else:
        article = feminine if gender == FEMININE else masculine
        if preposed and _STARTS_WITH_VOWEL.match(noun):
            nominal[0] = _BEFORE_VOWEL.get(nominal[0], nominal[0])
        if _STARTS_WITH_VOWEL.match(nominal[0]):
            article = _BEFORE_VOWEL.get(article, article)
    affirmed = " ".join([article, *nominal])
    if determiner in (INDEFINITE, PARTITIVE):
        return affirmed, " ".join(["de", *nominal])
    return affirmed, affirmed


@cache
def conjugate(infinitive: str, person: int, tense: str = PRESENT) -> str:
    """Return the form of a verb in the present or the conditional."""
    if tense == CONDITIONAL:
        return _CONDITIONAL[infinitive].split()[person]
    for start in range(len(infinitive)):  # the longest ending first: "savoir" before "avoir"
        if forms := _PRESENT.get(infinitive[start:]):
            return infinitive[:start] + forms.split()[person]
    stem, ending = infinitive[:-2], _ENDINGS[infinitive[-2:]].split()[person].strip("-")
    if stem.endswith("g") and ending == "ons":
        stem += "e"  # mangeons
    if infinitive.endswith("er") and ending in ("e", "ent"):
        stem = re.sub(r"[eé](?=[^aeiou]$)", "è", stem)  # achète, préfèrent
    return stem + ending


@cache
def past_participle(infinitive: str) -> str:
    """Return the past participle of a verb, in the masculine singular."""
    for start in range(len(infinitive)):
        if participle := _PAST_PARTICIPLES.get(infinitive[start:]):
            return infinitive[:start] + participle
    return infinitive[:-2] + _PARTICIPLE_ENDINGS[infinitive[-2:]]


def clause(
    subject: Subject, tense: str, verb: str, rest: str, kind: str, negative: str = "pas"
) -> str:
    """Return a clause; the past is the perfect, with "être" for verbs of movement.

    `rest` is what follows the verb, and `negative` the second half of a negation.
    """
    if tense == PAST:
        participle = past_participle(verb)
        auxiliary = "être" if verb in _WITH_ETRE else "avoir"
        if auxiliary == "être":
            participle = agree(participle, subject.gender, subject.number)
        finite, rest = conjugate(auxiliary, subject.person), f"{participle} {rest}"
    else:
        finite = conjugate(verb, subject.person, tense)
    if kind == NEGATION:
        return f"{subject.french} ne {finite} {negative} {rest}"
    return f"{'est-ce que ' if kind == QUESTION else ''}{subject.french} {finite} {rest}"


def _feminine(adjective: str) -> str:
    if adjective in _FEMININES:
        return _FEMININES[adjective]
    if adjective.endswith("e"):
        return adjective
    if adjective.endswith("eux"):
        return adjective[:-1] + "se"
    if adjective.endswith("er"):
        return adjective[:-2] + "ère"
    if adjective.endswith("f"):
        return adjective[:-1] + "ve"
    return adjective + "e"
