"""Write a sentence word by word.

task: translation
place: 4

To translate there is no target to feed. The decoder starts with <go>; the word with the highest
score is its output, and is fed to the next step, until it is <eos>. Here `decode` stands for the
decoder: it takes a word and a state, and returns the scores of all words and the next state.
"""

import numpy as np

GO, EOS = 0, 1
WORDS = ["<go>", "<eos>", "je", "bois", "du", "lait"]
MAX_LENGTH = 10


def decode(word, state):
    """A decoder that has learned one sentence."""
    follows = {0: 2, 1: 2, 2: 3, 3: 4, 4: 5, 5: 1}
    return -np.abs(np.arange(len(WORDS)) - follows[word]), state + 1


def translate(decode, state):
    translation = []
    #: hole word
    #:     The word that is fed first.
    word = GO
    while len(translation) < MAX_LENGTH:
        scores, state = decode(word, state)
        #: hole word
        #:     The word with the highest score, which is also what is fed next.
        word = int(np.argmax(scores))
        #: hole `word == EOS`
        #:     When the sentence is over.
        if word == EOS:
            break
        translation.append(word)
    return translation


print(" ".join(WORDS[word] for word in translate(decode, state=0)))

#: hint
#:     The token for the beginning of a sentence is <go>, here GO.
#: hint
#:     np.argmax(scores) is the place of the highest score, which is the word's number.
#: hint
#:     The token for the end is EOS. It is not part of the translation.
#: mistake
#:     1: EOS
#:     The first word fed is <eos>, the end of a sentence. It begins with <go>.
#: mistake
#:     2: int(np.argmin(scores))
#:     This is the word with the lowest score. The best one has the highest.
#: mistake
#:     2: np.max(scores)
#:     This is the highest score itself, not the word that has it.
#: mistake
#:     3: word == GO
#:     The sentence does not end at <go>. The end is marked by <eos>.
#: mistake
#:     3: len(translation) == MAX_LENGTH - 1
#:     The translation goes on after <eos>. It is over when the word is <eos>.
#: check


def observe(program):
    fed = []
    follows = {0: 4, 4: 2, 2: 5, 5: 1, 1: 3, 3: 3}

    def decode(word, state):
        fed.append(int(word))
        return np.eye(6)[follows[int(word)]] * 3 - 5, state + 1

    translation = program.translate(decode, 0)
    return {"the words fed": str(fed), "the translation": str([int(w) for w in translation])}
