"""Words, tokens, written sentences and the vocabulary that numbers them."""

import unicodedata

import pytest

from tf1rnn.datasets import phrasebook
from tf1rnn.datasets.text import (
    Vocabulary,
    detokenize,
    is_spaceless,
    split_words,
    tokenize,
    usual_spelling,
)


@pytest.mark.parametrize(
    ("sentence", "tokens"),
    [
        ("I drink milk.", "i drink milk ."),
        ("J'aime l’eau.", "j' aime l' eau ."),
        ("Aimes-tu ça\u202f?", "aimes -tu ça ?"),
        ("A-t-il dit « oui » ?", "a -t -il dit « oui » ?"),
        ("Don't!", "don' t !"),
        ("The dogs' food", "the dogs ' food"),
        ("It was 3:30 on 12/11, for 1,000.50 yen.", "it was [NUM] on [NUM] , for [NUM] yen ."),
        ("See https://tatoeba.org/fr?x=1, or www.a.b.", "see [URL] , or [URL] ."),
        ("Well… yes - no_way", "well ... yes - no _ way"),
        ("  \t ", ""),
    ],
)
def test_a_sentence_is_broken_into_known_kinds_of_tokens(sentence, tokens):
    assert tokenize(sentence) == tokens.split()


def test_accents_that_are_characters_of_their_own_are_part_of_the_word():
    assert tokenize(unicodedata.normalize("NFD", "Été à Orléans")) == ["été", "à", "orléans"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Je bois du lait.",
        "J'aime l'eau, le café et le thé.",
        "Aimes-tu ça\u202f?",
        "Où est Paul\u202f? Il n'est pas là\u202f!",
        "Elle dit\u202f: «\u202foui\u202f».",
        "Peut-être (ou non).",
    ],
)
def test_tokens_are_written_as_the_sentence_they_came_from(sentence):
    assert detokenize(tokenize(sentence), {"paul": "Paul"}) == sentence


def test_the_phrasebooks_french_is_written_back_from_its_tokens():
    french = [pair[1] for pair in phrasebook.pairs(2000)]
    spelling = usual_spelling(split_words(sentence) for sentence in french)
    assert [detokenize(tokenize(sentence), spelling) for sentence in french] == french


def test_the_first_word_of_a_sentence_says_nothing_about_its_spelling():
    sentences = ["Tom est ici.", "Où est Tom ?", "Il aime Tom.", "Est-il ici ?", "Le roi est Tom."]
    assert usual_spelling(map(split_words, sentences)) == {"tom": "Tom"}


def test_a_vocabulary_numbers_frequent_words_first_after_its_four_tokens():
    vocabulary = Vocabulary.of([["b", "a", "a"], ["a", "c", "b"]])
    assert vocabulary.words == ["<pad>", "<go>", "<eos>", "[UNK]", "a", "b", "c"]
    assert (vocabulary.pad, vocabulary.go, vocabulary.eos, vocabulary.unk) == (0, 1, 2, 3)


def test_words_that_are_rare_or_beyond_the_size_are_unknown():
    sentences = [["b", "a", "a"], ["a", "c", "b"]]
    assert "c" not in Vocabulary.of(sentences, min_count=2)
    small = Vocabulary.of(sentences, max_size=5)
    assert len(small) == 5
    assert small.encode(["a", "b"]) == [4, small.unk]


def test_a_sentences_own_unk_is_the_vocabularys():
    vocabulary = Vocabulary.of([["[UNK]", "a", "<eos>"]])
    assert vocabulary.words == ["<pad>", "<go>", "<eos>", "[UNK]", "a"]
    assert vocabulary.encode(["[UNK]"]) == [vocabulary.unk]


def test_ids_are_decoded_up_to_the_end_of_the_sentence():
    vocabulary = Vocabulary.of([["je", "bois"]])
    je, bois = vocabulary.encode(["je", "bois"])
    assert vocabulary.decode([je, bois, vocabulary.eos, je]) == ["je", "bois"]
    assert vocabulary.decode([je, bois]) == ["je", "bois"]
    assert vocabulary.decode([vocabulary.eos]) == []


@pytest.mark.parametrize(
    ("sentence", "tokens"),
    [
        ("我喜欢喝牛奶。", "我 喜 欢 喝 牛 奶 。"),
        ("私は牛乳を飲みます。", "私 は 牛 乳 を 飲 み ま す 。"),
        ("他有3本书，对吗？", "他 有 [NUM] 本 书 ， 对 吗 ？"),
        ("Tom是学生。", "tom 是 学 生 。"),
        ("ฉันดื่มนม", "ฉั น ดื่ ม น ม"),
        ("나는 우유를 마신다.", "나는 우유를 마신다 ."),
    ],
)
def test_each_character_is_a_token_in_a_script_without_spaces(sentence, tokens):
    assert tokenize(sentence) == tokens.split()


@pytest.mark.parametrize(
    "sentence", ["我喜欢喝牛奶。", "私は牛乳を飲みます。", "Tom是学生，对吗？"]
)
def test_characters_are_written_together_again(sentence):
    assert detokenize(tokenize(sentence), {"tom": "Tom"}) == sentence


def test_a_script_without_spaces_is_told_by_most_of_the_sentences():
    assert is_spaceless(["我喜欢。", "他来。", "Hello."])
    assert not is_spaceless(["J'aime 我.", "Il vient.", "Hello."])
    assert not is_spaceless([])
