"""The list of slow tests names tests that are there."""

import pytest

from tests.conftest import SLOW
from tests.forked import CHECKOUT


@pytest.mark.parametrize("name", SLOW)
def test_a_name_in_the_list_is_a_folder_a_file_or_a_function_of_one(name):
    file, _, function = name.partition("::")
    assert (CHECKOUT / file).exists()
    assert not function or f"\ndef {function}(" in (CHECKOUT / file).read_text(encoding="utf-8")
