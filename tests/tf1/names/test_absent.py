"""Errors for names that are not available say what they were, and what to use today."""

import re

import pytest

from tf1rnn.tf1 import tf
from tf1rnn.tf1.names.absent import ABSENT, absent
from tf1rnn.tf1.names.namespace import resolve
from tf1rnn.tf1.names.tables import displayed

NAMES = [(module, name) for module, names in ABSENT.items() for name in names]


def find(name: str):
    value = tf
    for part in name.split(".")[1:]:
        value = getattr(value, part)
    return value


@pytest.mark.parametrize(("module", "name"), NAMES, ids=map(".".join, NAMES))
def test_the_error_for_a_name_says_what_it_was_and_to_use_one_that_exists(module, name):
    what = ABSENT[module][name]
    assert str(absent(module, name)) == f"{displayed(module)}.{name} is not available. It {what}."
    for advised in re.findall(r"\btf(?:\.\w+)+", what.split(": use ")[-1]):
        assert find(advised) is not None


@pytest.mark.parametrize("module", sorted(ABSENT))
def test_each_module_raises_it(module):
    for name in ABSENT[module]:
        told = f"{displayed(module)}.{name} is not available. It "
        with pytest.raises(AttributeError, match=re.escape(told)):
            getattr(resolve(module.replace("tf", "tensorflow", 1)), name)


def test_a_name_that_never_was_is_an_ordinary_attribute_error():
    assert (
        str(absent("tf.contrib.layers", "x")) == "module 'tf.contrib.layers' has no attribute 'x'"
    )
