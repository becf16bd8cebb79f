"""Sentences to words and back: tokens, [UNK], [NUM] and [URL], and the vocabulary of word ids."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

PAD, GO, EOS, UNK = "<pad>", "<go>", "<eos>", "[UNK]"
NUM, URL = "[NUM]", "[URL]"

_URL = re.compile(r"""(?:https?://|www\.)[^\s<>"]*[^\s<>".,;:!?)\]]""")
_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
# Chinese and Japanese are written without spaces, as Thai is; each character is a token of its own,
# a Thai one with the vowels and tones above and below it.
_CHARACTER = (
    "[\u3005-\u3007\u3041-\u3096\u309d-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46]"
)
_THAI_MARKS = "[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*"
_LETTER = rf"[^\W\d_{_CHARACTER[1:-1]}]"
_WITHOUT_SPACES = re.compile(rf"{_CHARACTER}|[\u3000-\u303f\uff01-\uff60]")
# An elided word has its apostrophe (j' aime) and an inverted pronoun its hyphen (aimes -tu):
# the vocabulary then needs each word once, and `detokenize` knows what to join again.
_WORD = re.compile(
    rf"{_URL.pattern}|{_NUMBER.pattern}|{_CHARACTER}{_THAI_MARKS}"
    rf"|(?:(?<=\w)-)?{_LETTER}+(?:'(?=\w))?|\.\.\.|[^\w\s]|_"
)
_TYPEWRITER = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "…": "..."})

_NO_SPACE_BEFORE = frozenset({",", ".", "...", ")", "]"})
_NO_SPACE_AFTER = frozenset({"(", "["})
_SENTENCE_END = frozenset({".", "!", "?"})


def split_words(sentence: str) -> list[str]:
    """The words, numbers, URLs and punctuation marks of a sentence, as they are written."""
    return _WORD.findall(unicodedata.normalize("NFC", sentence).translate(_TYPEWRITER))


def is_spaceless(sentences: Sequence[str]) -> bool:
    """Whether most sentences are in a script without spaces, so that each character is a token."""
    return 2 * sum(bool(re.search(_CHARACTER, each)) for each in sentences) > len(sentences)


def normalize(word: str) -> str:
    """The token that stands for a word: [NUM] for a number, [URL] for a URL, else lower case."""
    if _NUMBER.fullmatch(word):
        return NUM
    if _URL.fullmatch(word):
        return URL
    return word.lower()


def tokenize(sentence: str) -> list[str]:
    """The tokens of a sentence: `I drink milk.` gives `i`, `drink`, `milk` and `.`."""
    return [normalize(word) for word in split_words(sentence)]


def detokenize(tokens: Sequence[str], spelling: Mapping[str, str] | None = None) -> str:
    """A written French sentence from its tokens, begun with a capital letter.

    `spelling` gives the words that are not written like their tokens (`paul`: `Paul`).
    French puts a space before the marks of two parts; it is a narrow no-break space (U+202F).
    """
    spelling = spelling or {}
    written = ""
    for previous, token in zip(["", *tokens], tokens, strict=False):
        word = spelling.get(token, token)
        if not previous or previous in _SENTENCE_END:
            word = word[:1].upper() + word[1:]
        joined = (
            not previous
            or previous.endswith("'")
            or previous in _NO_SPACE_AFTER
            or token in _NO_SPACE_BEFORE
            or (token.startswith("-") and len(token) > 1)
            or _WITHOUT_SPACES.match(previous)
            or _WITHOUT_SPACES.match(token)
        )
        space = "\u202f" if token in {"!", "?", ";", ":", "»"} or previous == "«" else " "
        written += word if joined else space + word
    return written


def usual_spelling(sentences: Iterable[Sequence[str]]) -> dict[str, str]:
    """How the words that are mostly written with capitals within a sentence are written.

    Each sentence is what `split_words` gives; its first word, a capital in any case, is left out.
    """
    written: dict[str, Counter[str]] = {}
    for words in sentences:
        for word in words[1:]:
            written.setdefault(normalize(word), Counter())[word] += 1
    usual = {token: forms.most_common(1)[0][0] for token, forms in written.items()}
    return {t: form for t, form in usual.items() if form != t and t not in {NUM, URL}}


class Vocabulary:
    """The words that a network knows, each with an integer identifier.

    The first four are <pad>, which fills the shorter sentences of a batch, <go> and <eos>, which
    begin and end a sentence, and [UNK], which stands for every other word.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self.words = list(words)
        self.ids = {word: i for i, word in enumerate(self.words)}
        self.pad, self.go, self.eos, self.unk = (self.ids[w] for w in (PAD, GO, EOS, UNK))

    @classmethod
    def of(
        cls, sentences: Iterable[Sequence[str]], min_count: int = 1, max_size: int | None = None
    ) -> "Vocabulary":
        """The vocabulary of tokenised sentences, the most frequent words first.

        Words seen fewer than `min_count` times are left out; so are the rarest words if there would
        be more than `max_size`, the first four included.
        """
        counts = Counter(token for tokens in sentences for token in tokens)
        for special in (PAD, GO, EOS, UNK):
            del counts[special]
        frequent = [word for word, count in counts.most_common() if count >= min_count]
        return cls([PAD, GO, EOS, UNK, *frequent][:max_size])

    def __len__(self) -> int:
        return len(self.words)

    def __contains__(self, token: str) -> bool:
        return token in self.ids

    def encode(self, tokens: Iterable[str]) -> list[int]:
        """The tokens' identifiers, [UNK]'s for those that are not known."""
        return [self.ids.get(token, self.unk) for token in tokens]

    def decode(self, ids: Iterable[int]) -> list[str]:
        """The tokens of identifiers up to <eos>, which is left out."""
        tokens = []
        for i in ids:
            if i == self.eos:
                break
            tokens.append(self.words[i])
        return tokens
