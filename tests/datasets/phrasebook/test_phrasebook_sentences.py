"""Sentences translated by hand, rule by rule, and faults that no sentence has."""

import re

import pytest

# A plain space stands for the narrow no-break one before a question mark.
SENTENCES = {
    "lesson": [("I drink milk.", "Je bois du lait.")],
    "partitive article": [
        ("We eat bread.", "Nous mangeons du pain."),
        ("She eats meat.", "Elle mange de la viande."),
        ("They drink water.", "Ils boivent de l'eau."),
        ("You buy garlic.", "Vous achetez de l'ail."),
        ("Paul sells oil.", "Paul vend de l'huile."),
        ("The girls eat oranges.", "Les filles mangent des oranges."),
        ("Is there milk on the table?", "Est-ce qu'il y a du lait sur la table ?"),
    ],
    "de under negation": [
        ("I do not drink milk.", "Je ne bois pas de lait."),
        ("He does not drink water.", "Il ne boit pas d'eau."),
        ("We do not want beans.", "Nous ne voulons pas de haricots."),
        ("They do not have eggs.", "Ils n'ont pas d'œufs."),
        ("The man never eats meat.", "L'homme ne mange jamais de viande."),
        ("She is not reading a book.", "Elle ne lit pas de livre."),
        ("I did not see a mouse yesterday.", "Je n'ai pas vu de souris hier."),
        ("You must not write a letter.", "Vous ne devez pas écrire de lettre."),
        ("We do not have a new computer.", "Nous n'avons pas de nouvel ordinateur."),
        ("There are no pens on the table.", "Il n'y a pas de stylos sur la table."),
        ("Do not eat bread, please.", "Ne mangez pas de pain, s'il vous plaît."),
    ],
    "article unchanged under negation": [
        ("I do not like milk.", "Je n'aime pas le lait."),
        ("She is not reading the newspaper.", "Elle ne lit pas le journal."),
        ("It is not an old hotel.", "Ce n'est pas un vieil hôtel."),
        ("He does not know my father.", "Il ne connaît pas mon père."),
    ],
    "definite article for what one likes": [
        ("I like milk.", "J'aime le lait."),
        ("She loves water.", "Elle adore l'eau."),
        ("Alice hates salad.", "Alice déteste la salade."),
        ("Do you prefer cats?", "Est-ce que vous préférez les chats ?"),
        ("They like owls.", "Ils aiment les hiboux."),
    ],
    "elision": [
        ("I live in Paris.", "J'habite à Paris."),
        ("Does he eat rice?", "Est-ce qu'il mange du riz ?"),
        ("Does Alice drink tea?", "Est-ce qu'Alice boit du thé ?"),
        ("Does Paul drink tea?", "Est-ce que Paul boit du thé ?"),
        ("The bird is near the tree.", "L'oiseau est près de l'arbre."),
        ("The man is happy.", "L'homme est heureux."),
        ("The owl is near the castle.", "Le hibou est près du château."),
        ("I think that she is tired.", "Je pense qu'elle est fatiguée."),
        ("I would like a glass of water.", "Je voudrais un verre d'eau."),
        ("Do not open the door.", "N'ouvrez pas la porte."),
    ],
    "contraction": [
        ("I am going to the market.", "Je vais au marché."),
        ("We are going to the beach.", "Nous allons à la plage."),
        ("She is going to the hotel.", "Elle va à l'hôtel."),
        ("He is going to Japan.", "Il va au Japon."),
        ("They are going to the United States.", "Ils vont aux États-Unis."),
        ("You come from the Netherlands.", "Vous venez des Pays-Bas."),
        ("You come from Canada.", "Vous venez du Canada."),
        ("She comes from Italy.", "Elle vient d'Italie."),
        ("She comes from Athens.", "Elle vient d'Athènes."),
        ("We live in France.", "Nous habitons en France."),
        ("Is there a bank near the museum?", "Est-ce qu'il y a une banque près du musée ?"),
    ],
    "possessives": [
        ("Paul knows my aunt.", "Paul connaît ma tante."),
        ("Paul knows your friend.", "Paul connaît votre ami."),
        ("My friend Emma is ready.", "Mon amie Emma est prête."),
        ("Paul lost his clock yesterday.", "Paul a perdu son horloge hier."),
        ("She is looking for her keys.", "Elle cherche ses clés."),
        ("Where is my scarf?", "Où est mon écharpe ?"),
        ("Where are their shoes?", "Où sont leurs chaussures ?"),
        ("This is our mother.", "C'est notre mère."),
        ("We are selling our lamp.", "Nous vendons notre lampe."),
    ],
    "demonstratives": [
        ("This hotel is big.", "Cet hôtel est grand."),
        ("This owl is old.", "Ce hibou est vieux."),
        ("This school is small.", "Cette école est petite."),
        ("These houses are beautiful.", "Ces maisons sont belles."),
        ("How much is this computer?", "Combien coûte cet ordinateur ?"),
    ],
    "agreement": [
        ("My mother is happy.", "Ma mère est heureuse."),
        ("The girls are worried.", "Les filles sont inquiètes."),
        ("The children are active.", "Les enfants sont actifs."),
        ("Your sister is active.", "Votre sœur est active."),
        ("Alice is proud.", "Alice est fière."),
        ("You are tired.", "Vous êtes fatigué."),
        ("We are tired.", "Nous sommes fatigués."),
        ("The soup is delicious.", "La soupe est délicieuse."),
        ("These apples are fresh.", "Ces pommes sont fraîches."),
        ("These potatoes are good.", "Ces pommes de terre sont bonnes."),
        ("Are your shirts white?", "Est-ce que vos chemises sont blanches ?"),
        ("The horses are old.", "Les chevaux sont vieux."),
    ],
    "occupations": [
        ("Alice is a singer.", "Alice est chanteuse."),
        ("He is not a doctor.", "Il n'est pas médecin."),
        ("My mother is a musician.", "Ma mère est musicienne."),
        ("Your parents are bakers.", "Vos parents sont boulangers."),
    ],
    "adjective placement": [
        ("It is an old hotel.", "C'est un vieil hôtel."),
        ("It is a beautiful donkey.", "C'est un bel âne."),
        ("It is a beautiful owl.", "C'est un beau hibou."),
        ("It is a new university.", "C'est une nouvelle université."),
        ("This is an interesting book.", "C'est un livre intéressant."),
        ("They have a white coat.", "Ils ont un manteau blanc."),
        ("These are big houses.", "Ce sont de grandes maisons."),
        ("These are funny stories.", "Ce sont des histoires drôles."),
        ("I have two small dogs.", "J'ai deux petits chiens."),
        ("She has old horses.", "Elle a de vieux chevaux."),
    ],
    "conjugation": [
        ("She wants to buy a hat.", "Elle veut acheter un chapeau."),
        ("They want to buy a hat.", "Ils veulent acheter un chapeau."),
        ("They can open the window.", "Ils peuvent ouvrir la fenêtre."),
        ("We must close the door.", "Nous devons fermer la porte."),
        ("You cannot read the letter.", "Vous ne pouvez pas lire la lettre."),
        ("They are taking the bus.", "Ils prennent le bus."),
        ("I am choosing a hat.", "Je choisis un chapeau."),
        ("Paul is waiting for the train.", "Paul attend le train."),
        ("We see the church.", "Nous voyons l'église."),
        ("They know that I am sick.", "Ils savent que je suis malade."),
        ("We believe that he is kind.", "Nous croyons qu'il est gentil."),
        ("I prefer tea.", "Je préfère le thé."),
        ("They would like a cup of tea.", "Ils voudraient une tasse de thé."),
        ("How much are these carrots?", "Combien coûtent ces carottes ?"),
    ],
    "near future and perfect": [
        ("I am going to read a book tomorrow.", "Je vais lire un livre demain."),
        ("We are not going to sell our lamp.", "Nous n'allons pas vendre notre lampe."),
        ("She drank tea this morning.", "Elle a bu du thé ce matin."),
        ("They did not finish the novel yesterday.", "Ils n'ont pas fini le roman hier."),
        ("Did you take the train yesterday?", "Est-ce que vous avez pris le train hier ?"),
        ("She went to the beach yesterday.", "Elle est allée à la plage hier."),
        ("The girls went to Rome yesterday.", "Les filles sont allées à Rome hier."),
        ("Did he return from Spain yesterday?", "Est-ce qu'il est revenu d'Espagne hier ?"),
    ],
}


@pytest.fixture(scope="module")
def translations(every_pair):
    return {said: translation.replace("\u202f", " ") for said, translation in every_pair}


@pytest.mark.parametrize("rule", SENTENCES)
def test_french_follows_the_rule(rule, translations):
    expected = dict(SENTENCES[rule])
    assert {said: translations.get(said) for said in expected} == expected


PREPOSED = "(?:grand|petit|beaux|belle|joli|nouveaux|nouvelle|vieux|vieille|jeune|bon|mauvais)"
VOWEL = "[aàâeéèêiîoôuœAÉEIO]"
FORBIDDEN = {
    "an elision is missing": rf"\b(?:[JjLldDnN]e|[Ll]a|[Qq]ue|[Cc]e) (?:{VOWEL}|h(?!aricot|ibou))",
    "an elision is wrong": rf"\b(?:[JjLldDnNCc]|[Qq]u)'(?!{VOWEL}|y|h(?!aricot|ibou))",
    "a contraction is missing": r"\b(?:de|à) les?\b",
    "ma or sa before a vowel": rf"\b(?:[Mm]a|[Ss]a|[Cc]e) (?:{VOWEL}|h(?!aricot|ibou))",
    "a short form before a consonant": rf"\b(?:bel|nouvel|vieil|[Cc]et) (?!{VOWEL}|h[oô])",
    "a long form before a vowel": rf"\b(?:un|[Cc]e) (?:beau|nouveau|vieux) (?:{VOWEL}|h[oô])",
    "des before a preposed adjective": rf"\bdes {PREPOSED}s?\b",
    "jamais with an article": r"jamais (?:du|des|un|une|de la|de l')\b",
    "two spaces or a space before a full stop": r"  | [.,]",
    "two articles": r"\b(?:le|la|les|un|une|du|des) (?:le|la|les|un|une|du|des)\b",
}


@pytest.mark.parametrize("fault", FORBIDDEN)
def test_no_french_sentence_has_the_fault(fault, every_pair):
    pattern = re.compile(FORBIDDEN[fault])
    assert [french for _, french in every_pair if pattern.search(french)][:5] == []


def test_no_partitive_follows_a_negated_verb(every_pair):
    # "venir du Japon" and "revenir des Pays-Bas" are not partitives, nor is "ce ne sont pas des".
    partitive = re.compile(r"\bpas (?:[^ ]+é |bu |vu |pris )?(?:du|de la|de l'|des)\b")
    elsewhere = re.compile(r"\bv(?:iens|ient|iennent|enez|enons) |^Ce n")
    faulty = [said for _, said in every_pair if partitive.search(said)]
    assert [said for said in faulty if not elsewhere.search(said)][:5] == []


ENGLISH_FORBIDDEN = {
    "a before a vowel": r"\b[Aa] [aeio]|\ba u(?!ni)",
    "an before a consonant": r"\b[Aa]n (?:[^aeiou]|uni)",
    "two spaces or a space before punctuation": r"  | [.,?]",
    "a third person after do": r"\b(?:do|does|did|Do|Does|Did)(?: not)? \w+s\b(?! )",
}


@pytest.mark.parametrize("fault", ENGLISH_FORBIDDEN)
def test_no_english_sentence_has_the_fault(fault, every_pair):
    pattern = re.compile(ENGLISH_FORBIDDEN[fault])
    assert [said for said, _ in every_pair if pattern.search(said)][:5] == []


def test_sentences_begin_with_a_capital_and_end_with_punctuation(every_pair):
    for said, translation in every_pair:
        assert said[0].isupper()
        assert translation[0].isupper()
        assert (said[-1], translation[-2:]) == ("?", "\u202f?") or said[-1] == translation[
            -1
        ] == "."


def test_sentences_have_two_to_twelve_words(every_pair):
    lengths = {len(said.split()) for said, _ in every_pair}
    assert (min(lengths), max(lengths)) == (2, 12)
