"""The verbs, adjectives and lesser words of the phrasebook."""

from tf1rnn.datasets.phrasebook.terms import Adjective, Verb, phrase

BE = Verb("be", "être")
HAVE = Verb("have", "avoir")
GO = Verb("go", "aller")
COME = Verb("come", "venir")
RETURN = Verb("return", "revenir")
LIVE = Verb("live", "habiter")
SPEAK = Verb("speak", "parler")
CAN = Verb("can", "pouvoir")
MUST = Verb("must", "devoir")
WANT = Verb("want", "vouloir")
WOULD_LIKE = Verb("like", "vouloir")  # in the conditional: "would like", "voudrais"

DRINK = Verb("drink", "boire")
EAT = Verb("eat", "manger")
BUY = Verb("buy", "acheter")
SELL = Verb("sell", "vendre")

LIKE = Verb("like", "aimer")
LOVE = Verb("love", "adorer")
HATE = Verb("hate", "détester")
PREFER = Verb("prefer", "préférer")

READ = Verb("read", "lire")
WRITE = Verb("write", "écrire")
WATCH = Verb("watch", "regarder")
OPEN = Verb("open", "ouvrir")
CLOSE = Verb("close", "fermer")
WASH = Verb("wash", "laver")
REPAIR = Verb("repair", "réparer")
DRAW = Verb("draw", "dessiner")
WEAR = Verb("wear", "porter")
CHOOSE = Verb("choose", "choisir")
LOOK_FOR = Verb("look for", "chercher")
WAIT_FOR = Verb("wait for", "attendre")
TAKE = Verb("take", "prendre")
VISIT = Verb("visit", "visiter")
SEE = Verb("see", "voir")
FIND = Verb("find", "trouver")
LOSE = Verb("lose", "perdre")
FINISH = Verb("finish", "finir")
MEET = Verb("meet", "rencontrer")
KNOW = Verb("know", "connaître")  # a person

THINK = Verb("think", "penser")
BELIEVE = Verb("believe", "croire")
KNOW_THAT = Verb("know", "savoir")  # a fact

BIG = Adjective("big", "grand", preposed=True)
SMALL = Adjective("small", "petit", preposed=True)
BEAUTIFUL = Adjective("beautiful", "beau", preposed=True)
PRETTY = Adjective("pretty", "joli", preposed=True)
NEW = Adjective("new", "nouveau", preposed=True)
OLD = Adjective("old", "vieux", preposed=True)
YOUNG = Adjective("young", "jeune", preposed=True)
GOOD = Adjective("good", "bon", preposed=True)
BAD = Adjective("bad", "mauvais", preposed=True)
COLOURS = (
    Adjective("black", "noir"),
    Adjective("white", "blanc"),
    Adjective("red", "rouge"),
    Adjective("green", "vert"),
    Adjective("blue", "bleu"),
)
EXPENSIVE = Adjective("expensive", "cher")
CLEAN = Adjective("clean", "propre")
DIRTY = Adjective("dirty", "sale")
EMPTY = Adjective("empty", "vide")
HOT = Adjective("hot", "chaud")
COLD = Adjective("cold", "froid")
FRESH = Adjective("fresh", "frais")
DELICIOUS = Adjective("delicious", "délicieux")
FUNNY = Adjective("funny", "drôle")
SAD = Adjective("sad", "triste")
INTERESTING = Adjective("interesting", "intéressant")
FEELINGS = (
    Adjective("tired", "fatigué"),
    Adjective("happy", "heureux"),
    Adjective("sick", "malade"),
    Adjective("ready", "prêt"),
    Adjective("kind", "gentil"),
    Adjective("serious", "sérieux"),
    Adjective("worried", "inquiet"),
    Adjective("polite", "poli"),
    Adjective("proud", "fier"),
    Adjective("busy", "occupé"),
    Adjective("active", "actif"),
    Adjective("tall", "grand"),
    SAD,
    FUNNY,
)

OCCUPATIONS = (  # English, French masculine and feminine
    ("doctor", "médecin", "médecin"),
    ("nurse", "infirmier", "infirmière"),
    ("singer", "chanteur", "chanteuse"),
    ("baker", "boulanger", "boulangère"),
    ("lawyer", "avocat", "avocate"),
    ("student", "étudiant", "étudiante"),
    ("musician", "musicien", "musicienne"),
)
LANGUAGES = (
    phrase("English", "anglais"),
    phrase("French", "français"),
    phrase("Italian", "italien"),
    phrase("Spanish", "espagnol"),
    phrase("German", "allemand"),
    phrase("Japanese", "japonais"),
)

TODAY = phrase("today", "aujourd'hui")
TOMORROW = phrase("tomorrow", "demain")
TONIGHT = phrase("tonight", "ce soir")
YESTERDAY = phrase("yesterday", "hier")
THIS_MORNING = phrase("this morning", "ce matin")
PLEASE = phrase(", please", ", s'il vous plaît")

NEVER = phrase("never", "jamais")  # takes the place of "pas"
FREQUENCIES = (
    phrase("often", "souvent"),
    phrase("always", "toujours"),
    phrase("sometimes", "parfois"),
    phrase("rarely", "rarement"),
    NEVER,
)
