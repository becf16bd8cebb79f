"""The part of speech of every English word in the phrasebook."""

from collections.abc import Iterator
from types import ModuleType
from typing import TypeVar

from tf1rnn.datasets.phrasebook import actions, english
from tf1rnn.datasets.phrasebook import lexicon as lex
from tf1rnn.datasets.phrasebook import nouns as n
from tf1rnn.datasets.phrasebook.terms import Adjective, Noun, Verb

Word = TypeVar("Word", Noun, Adjective, Verb)

_OTHER_WORDS = {
    "singular noun": "man woman boy morning front",
    "plural noun": "girls children parents",
    "name": "alice paul emma paris london rome athens france italy spain germany japan canada"
    " portugal united states netherlands english french italian spanish german japanese",
    "verb": "am is are",
    "auxiliary": "do does did can cannot must would",
    "pronoun": "i you he she it we they there",
    "determiner": "a an the my your his her our their this these no",
    "numeral": "two three",
    "adverb": "not never often always sometimes rarely today tonight tomorrow yesterday"
    " where how much",
    "preposition": "in on under behind near opposite of for from to",
    "conjunction": "that",
    "interjection": "please",
    "punctuation": ". , ?",
}


def tagged_words() -> dict[str, str]:
    """Return the part of speech of each word, in lower case."""
    tags = {}
    for noun in _words(n, Noun):
        tags[noun.english] = "singular noun"
        if noun not in n.MASS:
            tags[english.pluralise(noun.english)] = "plural noun"
    for name, _, _ in lex.OCCUPATIONS:
        tags[name] = "singular noun"
        tags[english.pluralise(name)] = "plural noun"
    for adjective in _words(lex, Adjective):
        tags[adjective.english] = "adjective"
    for verb in _words(lex, Verb):
        if verb not in (lex.BE, lex.CAN, lex.MUST):
            head = verb.english.split()[0]
            tags[head] = tags[english.third_person(head)] = "verb"
    for verb in (lex.GO, *(verb for verb, _ in actions.ACTIVITIES)):
        tags[english.present_participle(verb.english.split()[0])] = "verb"
    for verb in (lex.GO, lex.RETURN, *(verb for verb, _ in actions.EVENTS)):
        tags[english.past(verb.english)] = "verb"
    for tag, words in _OTHER_WORDS.items():
        tags |= dict.fromkeys(words.split(), tag)
    return tags


def _words(module: ModuleType, kind: type[Word]) -> Iterator[Word]:
    """Yield the words of a kind that a module names, alone or in groups."""
    for value in vars(module).values():
        for word in value if type(value) is tuple else (value,):
            if isinstance(word, kind):
                yield word
