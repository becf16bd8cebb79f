"""Results have the types that NumPy 1.18 gave them, whichever operand is converted for it."""

import json
import operator
from pathlib import Path

import numpy as np
import pytest

from tests.programs.numpy1 import record
from tf1rnn.programs.numpy1 import promotion

RECORDED = json.loads((Path(__file__).parent / "promotion.json").read_text(encoding="utf-8"))
VALUES = record.operands()
# What no program of the lesson's kind does: both stay float64, as of any other integers.
KNOWN = {("pow", "scalar array", "negative int")}
KNOWN_OF_CALLS = {("truediv", "number uint8", "number uint8")}


def _right(function):
    convert = promotion.divisor if function is operator.truediv else promotion.right
    return lambda a, b: function(a, convert(a, b))


def _left(function):
    convert = promotion.dividend if function is operator.truediv else promotion.left
    return lambda a, b: function(convert(a, b), b)


def _both(function):
    return lambda a, b: function(*promotion.both(a, b))


FORMS = {"the right operand": _right, "the left operand": _left, "both": _both}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", record.OPERATORS)
def test_each_result_has_the_type_of_numpy_1(name, form):
    function = FORMS[form](getattr(operator, name))
    found = {
        left: " ".join(record.kind_of(function, VALUES[left], VALUES[right]) for right in VALUES)
        for left in VALUES
    }
    differ = {
        (name, left, right)
        for left in VALUES
        for right, kind, then in zip(
            VALUES, found[left].split(), RECORDED[name][left].split(), strict=True
        )
        if kind != then
    }
    assert differ <= KNOWN | (KNOWN_OF_CALLS if form == "both" else set())


def test_a_list_holds_a_number_that_is_equal_in_the_wider_type():
    tenth = np.float32(0.1)
    assert not promotion.among(tenth, [0.1, 0.2])
    assert promotion.among(tenth, (tenth, 0.2))
    assert promotion.among(0.5, [np.float32(0.5)])
    assert not promotion.among(300, [np.uint8(44)])


def test_python_s_own_operands_stay_the_same_objects():
    for a, b in [(1, 2.5), ("a", 3), ([1], [2]), (np.float64(1), 2.5), (np.ones(2), np.ones(2))]:
        assert promotion.right(a, b) is b
        assert promotion.left(a, b) is a


def test_sum_starts_with_an_int64():
    numbers = [np.float32(0.1)] * 3
    assert promotion.total(numbers) == pytest.approx(0.30000000447034836, abs=0)
    assert type(promotion.total(numbers)) is np.float64
    assert promotion.total(iter([1, 2])) == 3
    assert promotion.total([[1], [2]], []) == [1, 2]
    assert promotion.total([np.ones(2, "f")] * 2).dtype == np.float32
    assert promotion.total(range(10_000)) == sum(range(10_000))
