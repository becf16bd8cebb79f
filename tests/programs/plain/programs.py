"""All the programs, by their names."""

from tests.programs.plain import ends, names, world

CASES = {
    **names.BUILTINS,
    **names.MODULES,
    **ends.ENDS,
    **ends.SYNTAX,
    **world.WORLD,
    **world.STARTS,
}
