"""exec is plain Python: small programs without TensorFlow do the same, to the byte, under both."""

import pytest

from tests.programs.plain.comparing import both
from tests.programs.plain.programs import CASES


@pytest.mark.parametrize("name", CASES)
def test_a_program_does_the_same_under_exec_as_under_python(name, tmp_path):
    under_python, under_exec = both(CASES[name], tmp_path)
    assert under_exec == under_python
