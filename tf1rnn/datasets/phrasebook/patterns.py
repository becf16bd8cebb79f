"""The sentence patterns: each a function of slots, and the values that fill each slot."""

from collections.abc import Callable, Sequence
from itertools import product

from tf1rnn.datasets.phrasebook import actions, english, french, scenes
from tf1rnn.datasets.phrasebook import lexicon as lex
from tf1rnn.datasets.phrasebook import nouns as n
from tf1rnn.datasets.phrasebook.actions import Action
from tf1rnn.datasets.phrasebook.phrases import (
    NOTHING,
    Nominal,
    clause,
    from_country,
    in_country,
    infinitive,
    sentence,
)
from tf1rnn.datasets.phrasebook.scenes import Fact
from tf1rnn.datasets.phrasebook.slots import Pattern, Turn, clauses, predications
from tf1rnn.datasets.phrasebook.terms import (
    BARE,
    CONDITIONAL,
    KINDS,
    NEGATION,
    PAST,
    PLURAL,
    PRESENT,
    PROGRESSIVE,
    QUESTION,
    STATEMENT,
    Pair,
    Phrase,
    Subject,
    Verb,
    phrase,
)

PATTERNS: list[Pattern] = []


def _pattern(*slots: Sequence) -> Callable:
    def register(build: Callable[..., Pair]) -> Callable[..., Pair]:
        PATTERNS.append(Pattern(build, slots))
        return build

    return register


def _say(
    subject: Subject, kind: str, tense: str, verb: Verb, words: Phrase, adjunct: Phrase = NOTHING
) -> Pair:
    return sentence(clause(subject, tense, verb, words, kind, adjunct), kind)


@_pattern(clauses(n.SUBJECTS), actions.DIET)
def diet(turn: Turn, action: Action) -> Pair:
    """I drink milk. My brother does not eat apples."""
    verb, food = action
    return _say(*turn, PRESENT, verb, food.phrase())


@_pattern(n.SUBJECTS, lex.FREQUENCIES, actions.HABITS)
def habit(subject: Subject, frequency: Phrase, action: Action) -> Pair:
    """She often reads poems. We never eat meat."""
    verb, thing = action[0], action[1].phrase()
    finite = english.finite(verb.english, subject.person, PRESENT)
    if frequency is lex.NEVER:
        rest, kind = thing.negated, NEGATION
    else:
        rest, kind = f"{frequency.french} {thing.french}", STATEMENT
    return sentence(
        phrase(
            f"{subject.english} {frequency.english} {finite} {thing.english}",
            french.clause(subject, PRESENT, verb.french, rest, kind, lex.NEVER.french),
        )
    )


@_pattern(
    [
        *product(clauses(n.SUBJECTS), (lex.LIKE,)),
        *product(clauses(n.SUBJECTS, (STATEMENT, QUESTION)), (lex.PREFER,)),
        *product(clauses(n.SUBJECTS, (STATEMENT,)), (lex.LOVE, lex.HATE)),
    ],
    actions.TASTES,
)
def taste(attitude: tuple[Turn, Verb], thing: Nominal) -> Pair:
    """I like tea. Do you prefer cats?"""
    turn, verb = attitude
    return _say(*turn, PRESENT, verb, thing.phrase())


@_pattern(clauses(n.SUBJECTS), actions.ACTIVITIES)
def activity(turn: Turn, action: Action) -> Pair:
    """She is looking for her keys. Are they reading a book?"""
    verb, thing = action
    return _say(*turn, PROGRESSIVE, verb, thing.phrase(turn[0]))


@_pattern(clauses(n.PRONOUNS), actions.ACTIVITIES, (NOTHING, lex.TONIGHT, lex.TOMORROW))
def plan(turn: Turn, action: Action, time: Phrase) -> Pair:
    """I am going to buy a hat tomorrow."""
    verb, thing = action
    return _say(*turn, PROGRESSIVE, lex.GO, infinitive(verb, thing.phrase(turn[0])), time)


@_pattern(
    [
        *product(product(n.PRONOUNS, KINDS), (lex.CAN, lex.MUST)),
        *product(clauses(n.PRONOUNS), (lex.WANT,)),
    ],
    actions.ACTIVITIES,
)
def modal(need: tuple[Turn, Verb], action: Action) -> Pair:
    """We want to visit the museum. You cannot open the door."""
    (turn, modal_verb), (verb, thing) = need, action
    particle = "to" if modal_verb is lex.WANT else ""
    words = infinitive(verb, thing.phrase(turn[0]), particle)
    return _say(*turn, PRESENT, modal_verb, words)


@_pattern(clauses(n.SUBJECTS), actions.EVENTS, (lex.YESTERDAY, lex.THIS_MORNING))
def event(turn: Turn, action: Action, time: Phrase) -> Pair:
    """My mother lost her keys yesterday."""
    verb, thing = action
    return _say(*turn, PAST, verb, thing.phrase(turn[0]), time)


@_pattern(clauses(n.SUBJECTS), scenes.DESTINATIONS, (NOTHING, lex.TODAY, lex.TOMORROW))
def trip(turn: Turn, destination: Phrase, time: Phrase) -> Pair:
    """We are going to the beach tomorrow."""
    return _say(*turn, PROGRESSIVE, lex.GO, destination, time)


@_pattern(
    clauses(n.SUBJECTS),
    [
        *product((lex.GO,), scenes.DESTINATIONS),
        *product((lex.RETURN,), scenes.ORIGINS),
    ],
    (lex.YESTERDAY, lex.THIS_MORNING),
)
def journey(turn: Turn, movement: tuple[Verb, Phrase], time: Phrase) -> Pair:
    """She went to the station yesterday."""
    return _say(*turn, PAST, *movement, time)


@_pattern(
    clauses(n.ADULTS),
    [
        *((lex.LIVE, in_country("in", country)) for country in n.COUNTRIES),
        *((lex.COME, from_country(country)) for country in n.COUNTRIES),
        *((lex.SPEAK, language) for language in lex.LANGUAGES),
    ],
)
def origin(turn: Turn, fact: tuple[Verb, Phrase]) -> Pair:
    """He comes from Japan. Do you speak French?"""
    return _say(*turn, PRESENT, *fact)


@_pattern(predications(scenes.FEELINGS))
@_pattern(predications(scenes.OCCUPATIONS))
@_pattern(predications(scenes.IDENTITIES))
@_pattern(predications(scenes.MEALS))
@_pattern(predications(scenes.SURROUNDINGS))
@_pattern(predications(scenes.BELONGINGS))
@_pattern(predications(scenes.COMPANY))
@_pattern([(*fact, kind) for fact, kind in product(scenes.WHEREABOUTS, KINDS)])
def being(predication: tuple[Subject, Phrase, str]) -> Pair:
    """My sister is tired. These apples are fresh. It is not an old hotel. Is she in the park?"""
    subject, complement, kind = predication
    return _say(subject, kind, PRESENT, lex.BE, complement)


@_pattern(n.PRONOUNS, (lex.THINK, lex.BELIEVE, lex.KNOW_THAT), scenes.FEELINGS)
def opinion(subject: Subject, verb: Verb, fact: Fact) -> Pair:
    """I think that she is tired."""
    other, feeling = fact
    thought = clause(other, PRESENT, lex.BE, feeling)
    words = phrase(f"that {thought.english}", f"que {thought.french}")
    return _say(subject, STATEMENT, PRESENT, verb, words)


@_pattern(scenes.SIGHTS, KINDS)
def existence(sight: tuple[Nominal, Phrase], kind: str) -> Pair:
    """There is a bank near the station. There are no dogs in the garden."""
    thing, place = sight
    words = thing.phrase()
    be = "are" if thing.number == PLURAL else "is"
    if kind == NEGATION:
        bare = thing._replace(determiner=BARE).phrase()
        there_is, il_y_a = f"there {be} no {bare.english}", f"il n'y a pas {words.negated}"
    elif kind == QUESTION:
        there_is, il_y_a = f"{be} there {words.english}", f"est-ce que il y a {words.french}"
    else:
        there_is, il_y_a = f"there {be} {words.english}", f"il y a {words.french}"
    return sentence(phrase(f"{there_is} {place.english}", f"{il_y_a} {place.french}"), kind)


@_pattern(
    [
        *product(clauses(n.PRONOUNS, (STATEMENT, QUESTION)), scenes.POSSESSIONS),
        *product(clauses(n.PRONOUNS, (NEGATION,)), scenes.LACKS),
    ]
)
def possession(turn_and_thing: tuple[Turn, Nominal]) -> Pair:
    """I have two small dogs. He does not have a green hat."""
    turn, thing = turn_and_thing
    return _say(*turn, PRESENT, lex.HAVE, thing.phrase())


@_pattern(
    [  # "my mother knows my mother" goes without saying
        (turn, action)
        for turn, action in product(clauses(n.SUBJECTS), actions.ACQUAINTANCES)
        if action[0] is lex.SEE
        or action[1].determiner not in (turn[0].possessive, turn[0].english.split()[0])
    ]
)
def acquaintance(turn_and_action: tuple[Turn, Action]) -> Pair:
    """We know her uncle. Do you see the church?"""
    turn, (verb, thing) = turn_and_action
    return _say(*turn, PRESENT, verb, thing.phrase())


@_pattern(
    [
        *product(clauses(n.SUBJECTS, (STATEMENT, QUESTION)), (NOTHING,)),
        *product(clauses(n.SPEAKERS, (STATEMENT,)), (lex.PLEASE,)),
    ],
    scenes.QUANTITIES,
)
def order(manner: tuple[Turn, Phrase], quantity: Phrase) -> Pair:
    """I would like a cup of tea, please."""
    turn, please = manner
    return _say(*turn, CONDITIONAL, lex.WOULD_LIKE, quantity, please)


@_pattern(actions.ACTIVITIES, (STATEMENT, NEGATION), (NOTHING, lex.PLEASE))
def command(action: Action, kind: str, please: Phrase) -> Pair:
    """Open the window, please. Do not wash your shirt."""
    verb, thing = action[0], action[1].phrase(n.YOU)
    do_not, said = "", f"{french.conjugate(verb.french, n.YOU.person)} {thing.french}"
    if kind == NEGATION:
        do_not = "do not"
        said = f"ne {french.conjugate(verb.french, n.YOU.person)} pas {thing.negated}"
    return sentence(
        phrase(
            f"{do_not} {verb.english} {thing.english} {please.english}", f"{said} {please.french}"
        )
    )


@_pattern(
    [
        *product((("where", "où", "être"),), scenes.WANTED),
        *product((("how much", "combien", "coûter"),), scenes.GOODS),
    ]
)
def query(question: tuple[tuple[str, str, str], Nominal]) -> Pair:
    """Where is the station? How much are these apples?"""
    (where, ou, verb), thing = question
    subject = thing.subject()
    return sentence(
        phrase(
            f"{where} {english.be(subject.person)} {subject.english}",
            f"{ou} {french.conjugate(verb, subject.person)} {subject.french}",
        ),
        QUESTION,
    )
