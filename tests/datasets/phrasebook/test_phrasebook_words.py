"""Words have their forms and their parts of speech."""

import re

import pytest

from tf1rnn.datasets import phrasebook
from tf1rnn.datasets.phrasebook import english, french


@pytest.fixture(scope="module")
def english_words(every_pair):
    return {word for said, _ in every_pair for word in re.findall(r"\w+|[^\w\s]", said.lower())}


def test_every_english_word_has_a_part_of_speech(english_words):
    assert english_words - set(phrasebook.parts_of_speech()) == set()
    assert 250 <= len(english_words) <= 450


FORMS = {
    "verb": """am are ate believe believes bought buy buying buys choose choosing chose close closed
        closing come comes drank draw drawing drink drinking drinks eat eating eats find finish
        finished found go going has hate hates have is know knows like likes live lives look looking
        lose lost love loves meet met open opened opening prefer prefers read reading reads repair
        repaired repairing return returned saw see sees sell selling sells sold speak speaks take
        takes taking think thinks took visit visited visiting wait waiting want wants wash washed
        washing watch watched watches watching wear wearing went write writing wrote""",
    "plural noun": """apples bags bakers beans bicycles birds books bottles brothers cakes carrots
        castles cats children churches clocks coats computers cows cups doctors dogs donkeys eggs
        films geese girls glasses hats horses hotels houses keys kilos knives lamps lawyers letters
        mice museums mushrooms musicians newspapers novels nurses oranges owls parents pens phones
        plates poems potatoes rabbits restaurants scarves schools shirts shoes singers sisters
        stories strawberries students tomatoes umbrellas universities""",
}


@pytest.mark.parametrize("tag", FORMS)
def test_english_has_only_these_forms(tag, english_words):
    tags = phrasebook.parts_of_speech()
    assert {word for word in english_words if tags[word] == tag} == set(FORMS[tag].split())


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("singular noun", "milk mouse doctor university man knife"),
        ("plural noun", "mice geese knives scarves potatoes children lawyers girls"),
        ("name", "alice japan states french"),
        ("verb", "drink drinks drank drinking is went looking has wrote"),
        ("auxiliary", "does did can cannot must would"),
        ("adjective", "beautiful red tired expensive"),
        ("adverb", "not never often yesterday where"),
        ("pronoun", "i you she they there"),
        ("determiner", "a an the this these my their no"),
        ("numeral", "two three"),
        ("preposition", "in under of from opposite"),
        ("conjunction", "that"),
        ("interjection", "please"),
        ("punctuation", ". ? ,"),
    ],
)
def test_words_have_their_part_of_speech(tag, words):
    tags = phrasebook.parts_of_speech()
    assert {word: tags[word] for word in words.split()} == dict.fromkeys(words.split(), tag)


PRESENTS = {  # je, vous, il, nous, ils
    "manger": "mange mangez mange mangeons mangent",
    "acheter": "achète achetez achète achetons achètent",
    "préférer": "préfère préférez préfère préférons préfèrent",
    "finir": "finis finissez finit finissons finissent",
    "attendre": "attends attendez attend attendons attendent",
    "prendre": "prends prenez prend prenons prennent",
    "revenir": "reviens revenez revient revenons reviennent",
    "savoir": "sais savez sait savons savent",
    "avoir": "ai avez a avons ont",
    "être": "suis êtes est sommes sont",
    "boire": "bois buvez boit buvons boivent",
    "écrire": "écris écrivez écrit écrivons écrivent",
    "connaître": "connais connaissez connaît connaissons connaissent",
    "vouloir": "veux voulez veut voulons veulent",
}


@pytest.mark.parametrize("infinitive", PRESENTS)
def test_verbs_are_conjugated_in_the_present(infinitive):
    forms = [french.conjugate(infinitive, person) for person in range(5)]
    assert forms == PRESENTS[infinitive].split()


@pytest.mark.parametrize(
    ("masculine", "forms"),
    [  # feminine, masculine plural, feminine plural
        ("grand", "grande grands grandes"),
        ("rouge", "rouge rouges rouges"),
        ("beau", "belle beaux belles"),
        ("vieux", "vieille vieux vieilles"),
        ("blanc", "blanche blancs blanches"),
        ("heureux", "heureuse heureux heureuses"),
        ("cher", "chère chers chères"),
        ("actif", "active actifs actives"),
        ("gentil", "gentille gentils gentilles"),
        ("frais", "fraîche frais fraîches"),
        ("inquiet", "inquiète inquiets inquiètes"),
        ("fatigué", "fatiguée fatigués fatiguées"),
    ],
)
def test_adjectives_agree_in_gender_and_number(masculine, forms):
    agreements = (("feminine", "singular"), ("masculine", "plural"), ("feminine", "plural"))
    assert [french.agree(masculine, *agreement) for agreement in agreements] == forms.split()


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("cheval", "chevaux"),
        ("château", "châteaux"),
        ("hibou", "hiboux"),
        ("souris", "souris"),
        ("pomme de terre", "pommes de terre"),
        ("œuf", "œufs"),
    ],
)
def test_french_nouns_have_their_plural(singular, plural):
    assert french.pluralise(singular) == plural


@pytest.mark.parametrize(
    ("form", "word", "expected"),
    [
        (english.pluralise, "mouse", "mice"),
        (english.pluralise, "story", "stories"),
        (english.pluralise, "key", "keys"),
        (english.pluralise, "glass", "glasses"),
        (english.pluralise, "potato", "potatoes"),
        (english.third_person, "watch", "watches"),
        (english.third_person, "have", "has"),
        (english.third_person, "buy", "buys"),
        (english.present_participle, "write", "writing"),
        (english.present_participle, "see", "seeing"),
        (english.past, "take", "took"),
        (english.past, "close", "closed"),
        (english.past, "wash", "washed"),
    ],
)
def test_english_words_have_their_forms(form, word, expected):
    assert form(word) == expected
