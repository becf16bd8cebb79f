"""Finds what of a graph leads to a tensor: the unrollings that it was computed from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tf1rnn.tf1 import tf

if TYPE_CHECKING:
    from tf1rnn.tf1.graph.unrollings import Unrolling


def read_by(tensors: Iterable[Any], unrollings: list[Unrolling]) -> list[Unrolling]:
    """The unrollings that the tensors are computed from, without another one between.

    In the order of the program.
    """
    givers = {id(t.op): unrolling for unrolling in unrollings for t in unrolling.given}
    pending = [tensor.op for tensor in tensors]
    seen: set[int] = set()
    found: set[int] = set()
    while pending:
        operation = pending.pop()
        if id(operation) in seen:
            continue
        seen.add(id(operation))
        if id(operation) in givers:
            found.add(id(givers[id(operation)]))
        else:
            pending += [tensor.op for tensor in operation.inputs]
    return [unrolling for unrolling in unrollings if id(unrolling) in found]


def leading_to(tensors: Iterable[Any], unrollings: list[Unrolling]) -> list[Unrolling]:
    """All unrollings that the tensors are computed from, in the order of the program."""
    found: list[Unrolling] = []
    pending = list(read_by(tensors, unrollings))
    while pending:
        unrolling = pending.pop()
        if not any(unrolling is other for other in found):
            found.append(unrolling)
            taken = tf.nest.flatten([unrolling.inputs, unrolling.initial_state])
            taken = [tensor for tensor in taken if tf.is_tensor(tensor)]
            pending += read_by(taken, unrollings)
    return [unrolling for unrolling in unrollings if any(unrolling is other for other in found)]


def title_of(unrolling: Unrolling) -> str:
    """The variable scope of an unrolling, as words: `encoder`."""
    around, own = unrolling.scopes
    named = own if isinstance(own, str) else getattr(own, "name", "")
    return (named or around.name).replace("_", " ")
