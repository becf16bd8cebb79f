"""Notes what a program unrolls, for those who want to look into it later.

    with noted() as unrollings:
        ...                      # calls of static_rnn and dynamic_rnn
    unrollings[0].cell

Nothing is added to the graph, and outside of `noted` nothing is kept.
"""

import contextlib
import functools
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tf1rnn.tf1.graph.stand_ins import StandIns
from tf1rnn.tf1.graph.wording import reword
from tf1rnn.tf1.start.loading import nest, rnn, variable_scope

stand_ins = StandIns()
install = stand_ins.install

_NO_DTYPE = "If no initial_state is provided, argument `dtype` must be specified"
_NO_DTYPE_IN_1_15 = {
    "static_rnn": "If no initial_state is provided, dtype must be specified",
    "dynamic_rnn": "If there is no initial_state, you must give a dtype.",
}
_noting: list[list["Unrolling"]] = []  # the lists to add to, the innermost last


@dataclass(frozen=True)
class Unrolling:
    """A call of static_rnn or dynamic_rnn: what it took and what it gave."""

    cell: Any
    inputs: Any  # a list of tensors, one a step, or a tensor whose second axis is time
    initial_state: Any  # None for zeros
    sequence_length: Any
    time_major: bool  # whether the first axis of inputs and outputs is time
    scopes: tuple[Any, Any]  # the variable scope around the call, and the one that it was given
    outputs: Any  # as inputs
    states: Any  # the final state

    @property
    def is_static(self) -> bool:
        return isinstance(self.outputs, list | tuple)

    @property
    def given(self) -> list[Any]:
        """The tensors that the rest of the network gets from it."""
        return nest.flatten([self.outputs, self.states])


@contextlib.contextmanager
def noted() -> Iterator[list[Unrolling]]:
    """The unrollings of the calls made inside."""
    found: list[Unrolling] = []
    _noting.append(found)
    try:
        yield found
    finally:
        _noting.pop()


def note(unroll: Callable) -> Callable:
    """Let a stand-in for static_rnn or dynamic_rnn be noted; a missing dtype is told as in 1.15."""
    signature = inspect.signature(unroll)

    @functools.wraps(unroll)
    def noting(*args: Any, **kwargs: Any) -> Any:
        scope = variable_scope.get_variable_scope() if _noting else None
        try:
            outputs, states = unroll(*args, **kwargs)
        except ValueError as error:
            reword(error, _NO_DTYPE, _NO_DTYPE_IN_1_15[unroll.__name__])
            raise
        if _noting:
            given = signature.bind(*args, **kwargs).arguments
            _noting[-1].append(
                Unrolling(
                    given["cell"],
                    given["inputs"],
                    given.get("initial_state"),
                    given.get("sequence_length"),
                    given.get("time_major", False),
                    (scope, given.get("scope")),
                    outputs,
                    states,
                )
            )
        return outputs, states

    return noting


@stand_ins.add(rnn, "static_rnn")
@note
def static_rnn(
    library, cell, inputs, initial_state=None, dtype=None, sequence_length=None, scope=None
):
    """The library's, noted."""
    return library(cell, inputs, initial_state, dtype, sequence_length, scope)
