"""exec is plain Python: a few of the programs of tests/soak/soak_plain.py, each in its own way."""

import pytest

from tests.programs.plain.comparing import both
from tests.programs.plain.programs import CASES

FEW = (
    *("a_name_set_in_builtins_holds", "a_wrong_encoding", "an_archive", "an_own_excepthook"),
    *("an_own_module_hides_pythons", "ctrl_c", "printed_tracebacks", "recursion", "a_folder"),
    *("a_name_of_os_can_be_deleted", "a_module_that_fails", "standard_input_as_the_program"),
)


@pytest.mark.parametrize("name", FEW)
def test_a_program_does_the_same_under_exec_as_under_python(name, tmp_path):
    under_python, under_exec = both(CASES[name], tmp_path)
    assert under_exec == under_python
