"""The words that are written; those to test with are in nothing that is trained on."""

from __future__ import annotations

import random

N_TEST = 40
_WORDS = """
apple arm axe back bag bake band bank barn bean bell bird black blue boat bone book box boy bread
brick brown brush bulb cage cake call camp card cave chair chalk cheese chin city clay clock cloud
coal coat code cold comb cook copy cord corn cow crab crow cup dance dark deck desk dew dig dish
dizzy dog door dove draw dream dress drop drum duck dusk ear east edge egg elbow equal exam exit
face fair farm feather fence fig film fire fish fix flag flame flute fly fog fork fox frog frost
fruit game gate ghost gift girl glass glove goat gold grape grass grey guest hair half hand hat
hawk hay heart hen hill hive home honey hook horn horse hour ice ink iron ivy jam jar jazz jet
job join joke judge juice jump key kind king kite knee knife knot lace lake lamp land lazy leaf
lemon letter lift light lime line lion lock log long lunch lynx magic map mask maze melon milk mill
mix moon moth mouse mud nail neck nest net night nose note oak oar ocean olive onion open orange
oven owl ox page paint pair palm paper park path peach pear pen phone piano pig pilot pine plum
poem pond pony quail queen quick quiet quill quiz rain ring river road rock roof room rope rose
safe sail salt sand sea seed shell ship shoe silk silver six sky sleep snow soap song spoon square
star stone storm sugar sun swan table tail taxi tea tent thumb tiger toast tower toy train tree
uncle under unit van vase verb view vine voice wall warm water wave wax west wheat wind wolf wood
wool wren yard year yellow yoke young zebra zero zoo
"""


def split() -> tuple[list[str], list[str]]:
    """The words to train on and those to test with, the same in every run."""
    words = _WORDS.split()
    random.Random(3).shuffle(words)
    return words[N_TEST:], words[:N_TEST]
