"""Replace unknown words.

task: word_embeddings
place: 1

A network knows the words of its vocabulary, each by an integer identifier. Before words are looked
up, unknown ones are replaced by the token [UNK], numbers by [NUM] and URLs by [URL].
"""

import re

vocabulary = {"[UNK]": 0, "[NUM]": 1, "[URL]": 2, "i": 3, "drink": 4, "milk": 5, "water": 6}


def normalize(word):
    word = word.lower()
    if word.startswith("http://") or word.startswith("https://"):
        #: hole `"[URL]"`
        #:     The token for a URL.
        return "[URL]"
    if re.fullmatch(r"[-+]?\d+([.,]\d+)*", word):
        return "[NUM]"
    return word


def encode(sentence):
    #: hole words
    #:     The normalized words of the sentence, which are separated by spaces: a list.
    words = [normalize(word) for word in sentence.split()]
    #: hole return
    #:     The identifier of each word; that of [UNK] for a word that is not in the vocabulary.
    return [vocabulary.get(word, vocabulary["[UNK]"]) for word in words]


print(encode("I drink milk"))
print(encode("I drink 350 coffees at https://example.org"))

#: hint
#:     sentence.split() is the list of words.
#: hint
#:     vocabulary.get(word, other) gives `other` where the dictionary has no such word.
#: hint
#:     A list of something for each word: [normalize(word) for word in ...].
#: mistake
#:     3: [vocabulary[word] for word in words]
#:     A word that is not in the vocabulary has no identifier. Take that of [UNK] for it.
#: mistake
#:     2: sentence.split()
#:     The words are not normalized: capital letters, numbers and URLs are unknown so.
#: mistake
#:     3: [vocabulary[word] for word in words if word in vocabulary]
#:     Unknown words are left out, so that a sentence gets shorter. Put [UNK] in their place.
#: mistake
#:     2: [normalize(letter) for letter in sentence]
#:     These are the letters of the sentence. Split it into words first.
#: mistake
#:     3: [vocabulary.get(word, -1) for word in words]
#:     There is no row -1 in a table of embeddings. Unknown words have the identifier of [UNK].
#: mistake
#:     1: "[UNK]"
#:     A URL is not an unknown word: it has a token of its own, [URL].
#: check


def observe(program):
    return {
        sentence: str(list(program.encode(sentence)))
        for sentence in ("I drink milk", "water 12 wine", "drink at http://a.example now")
    }
