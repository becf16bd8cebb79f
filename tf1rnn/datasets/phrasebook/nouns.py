"""The nouns of the phrasebook, grouped by meaning so that every sentence makes sense."""

from tf1rnn.datasets.phrasebook.terms import (
    FEMININE,
    FIRST_PLURAL,
    FIRST_SINGULAR,
    MASCULINE,
    SECOND,
    THIRD_PLURAL,
    THIRD_SINGULAR,
    Country,
    Noun,
    Subject,
)

M, F = MASCULINE, FEMININE

SPEAKERS = (
    Subject("I", "je", FIRST_SINGULAR, M, "my"),
    Subject("we", "nous", FIRST_PLURAL, M, "our"),
)
YOU = Subject("you", "vous", SECOND, M, "your")
PRONOUNS = (
    *SPEAKERS,
    YOU,
    Subject("he", "il", THIRD_SINGULAR, M, "his"),
    Subject("she", "elle", THIRD_SINGULAR, F, "her"),
    Subject("they", "ils", THIRD_PLURAL, M, "their"),
)
ADULTS = (
    *PRONOUNS,
    Subject("Alice", "Alice", THIRD_SINGULAR, F, "her"),
    Subject("Paul", "Paul", THIRD_SINGULAR, M, "his"),
    Subject("my father", "mon père", THIRD_SINGULAR, M, "his"),
    Subject("my mother", "ma mère", THIRD_SINGULAR, F, "her"),
    Subject("your sister", "votre sœur", THIRD_SINGULAR, F, "her"),
    Subject("my friend Emma", "mon amie Emma", THIRD_SINGULAR, F, "her"),
    Subject("the man", "le homme", THIRD_SINGULAR, M, "his"),
    Subject("the woman", "la femme", THIRD_SINGULAR, F, "her"),
    Subject("your parents", "vos parents", THIRD_PLURAL, M, "their"),
)
CHILDREN = (
    Subject("the boy", "le garçon", THIRD_SINGULAR, M, "his"),
    Subject("the children", "les enfants", THIRD_PLURAL, M, "their"),
    Subject("the girls", "les filles", THIRD_PLURAL, F, "their"),
)
SUBJECTS = (*ADULTS, *CHILDREN)

SIBLINGS = (Noun("brother", "frère", M), Noun("sister", "sœur", F))
TEACHER = Noun("teacher", "professeur", M)
RELATIVES = (
    *SIBLINGS,
    Noun("father", "père", M),
    Noun("mother", "mère", F),
    Noun("son", "fils", M),
    Noun("daughter", "fille", F),
    Noun("uncle", "oncle", M),
    Noun("aunt", "tante", F),
    Noun("friend", "ami", M),
    TEACHER,
)

MILK = Noun("milk", "lait", M)
WATER = Noun("water", "eau", F)
COFFEE = Noun("coffee", "café", M)
TEA = Noun("tea", "thé", M)
JUICE = Noun("juice", "jus", M)
LEMONADE = Noun("lemonade", "limonade", F)
OIL = Noun("oil", "huile", F)
DRINKS = (MILK, WATER, COFFEE, TEA, JUICE, LEMONADE)
FOODS = (
    Noun("bread", "pain", M),
    Noun("cheese", "fromage", M),
    Noun("meat", "viande", F),
    Noun("fish", "poisson", M),
    Noun("rice", "riz", M),
    Noun("soup", "soupe", F),
    Noun("honey", "miel", M),
    Noun("jam", "confiture", F),
    Noun("chocolate", "chocolat", M),
    Noun("salad", "salade", F),
)
STAPLES = (
    Noun("butter", "beurre", M),
    OIL,
    Noun("garlic", "ail", M),
)
FRUIT = (Noun("apple", "pomme", F), Noun("orange", "orange", F))
SNACKS = (*FRUIT, Noun("egg", "œuf", M), Noun("cake", "gâteau", M))
VEGETABLES = (
    Noun("potato", "pomme de terre", F),
    Noun("tomato", "tomate", F),
    Noun("carrot", "carotte", F),
    Noun("bean", "haricot", M),
    Noun("mushroom", "champignon", M),
)
STRAWBERRY = Noun("strawberry", "fraise", F)
PRODUCE = (*SNACKS, STRAWBERRY, *VEGETABLES)
SOLD_BY_WEIGHT = (*FRUIT, STRAWBERRY, *VEGETABLES)
PETS = (
    Noun("dog", "chien", M),
    Noun("cat", "chat", M),
    Noun("horse", "cheval", M),
    Noun("bird", "oiseau", M),
    Noun("rabbit", "lapin", M),
)
ANIMALS = (
    *PETS,
    Noun("mouse", "souris", F),
    Noun("cow", "vache", F),
    Noun("goose", "oie", F),
    Noun("owl", "hibou", M),
    Noun("donkey", "âne", M),
)
BOOK = Noun("book", "livre", M)
LETTER = Noun("letter", "lettre", F)
STORY = Noun("story", "histoire", F)
NOVEL = Noun("novel", "roman", M)
POEM = Noun("poem", "poème", M)
NEWSPAPER = Noun("newspaper", "journal", M)
FILM = Noun("film", "film", M)

HAT = Noun("hat", "chapeau", M)
COAT = Noun("coat", "manteau", M)
SHIRT = Noun("shirt", "chemise", F)
SCARF = Noun("scarf", "écharpe", F)
SHOE = Noun("shoe", "chaussure", F)

KEY = Noun("key", "clé", F)
KNIFE = Noun("knife", "couteau", M)
GLASS = Noun("glass", "verre", M)
CUP = Noun("cup", "tasse", F)
BOTTLE = Noun("bottle", "bouteille", F)
KILO = Noun("kilo", "kilo", M)
PLATE = Noun("plate", "assiette", F)
LAMP = Noun("lamp", "lampe", F)
UMBRELLA = Noun("umbrella", "parapluie", M)
PEN = Noun("pen", "stylo", M)
BAG = Noun("bag", "sac", M)
BOX = Noun("box", "boîte", F)
CLOCK = Noun("clock", "horloge", F)
PHONE = Noun("phone", "téléphone", M)
COMPUTER = Noun("computer", "ordinateur", M)
BICYCLE = Noun("bicycle", "vélo", M)

CAR = Noun("car", "voiture", F)
BUS = Noun("bus", "bus", M)
TRAIN = Noun("train", "train", M)
PLANE = Noun("plane", "avion", M)
BOAT = Noun("boat", "bateau", M)

TABLE = Noun("table", "table", F)
CHAIR = Noun("chair", "chaise", F)
BED = Noun("bed", "lit", M)
CUPBOARD = Noun("cupboard", "armoire", F)
DOOR = Noun("door", "porte", F)
WINDOW = Noun("window", "fenêtre", F)
TREE = Noun("tree", "arbre", M)
HOUSE = Noun("house", "maison", F)
KITCHEN = Noun("kitchen", "cuisine", F)
GARDEN = Noun("garden", "jardin", M)

SCHOOL = Noun("school", "école", F)
STATION = Noun("station", "gare", F)
HOTEL = Noun("hotel", "hôtel", M)
HOSPITAL = Noun("hospital", "hôpital", M)
CHURCH = Noun("church", "église", F)
MUSEUM = Noun("museum", "musée", M)
CASTLE = Noun("castle", "château", M)
PARK = Noun("park", "parc", M)
RESTAURANT = Noun("restaurant", "restaurant", M)
MARKET = Noun("market", "marché", M)
BANK = Noun("bank", "banque", F)
LIBRARY = Noun("library", "bibliothèque", F)
UNIVERSITY = Noun("university", "université", F)
BEACH = Noun("beach", "plage", F)

FICTION = (BOOK, STORY, NOVEL, POEM)
PAPERS = (LETTER, NEWSPAPER)
BOOKS = (*FICTION, *PAPERS)
CLOTHES = (HAT, COAT, SHIRT, SCARF)
TOOLS = (LAMP, UMBRELLA, PEN, BAG, CLOCK, PHONE, COMPUTER, BICYCLE)
DISHES = (GLASS, CUP, BOTTLE, PLATE)
VEHICLES = (BUS, TRAIN, PLANE, BOAT)
BUILDINGS = (HOUSE, SCHOOL, HOTEL, CHURCH, MUSEUM, CASTLE, RESTAURANT, UNIVERSITY)
PLACES = (
    *(SCHOOL, STATION, HOTEL, HOSPITAL, CHURCH, MUSEUM, CASTLE, PARK),
    *(RESTAURANT, MARKET, BANK, LIBRARY, UNIVERSITY, BEACH),
)
COUNTRIES = (
    Country("Paris", "", "Paris"),
    Country("London", "", "Londres"),
    Country("Rome", "", "Rome"),
    Country("Athens", "", "Athènes"),
    Country("France", "la", "France"),
    Country("Italy", "la", "Italie"),
    Country("Spain", "la", "Espagne"),
    Country("Germany", "la", "Allemagne"),
    Country("Japan", "le", "Japon"),
    Country("Canada", "le", "Canada"),
    Country("Portugal", "le", "Portugal"),
    Country("the United States", "les", "États-Unis"),
    Country("the Netherlands", "les", "Pays-Bas"),
)

MASS = (*DRINKS, *FOODS, *STAPLES)
