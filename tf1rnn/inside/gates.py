"""Finds the gates of a cell in the graph of one step: the very tensors that the step computes.

LSTM and GRU cells in all their varieties mix what was with what comes:

    c(t) = f * c(t-1) + i * g        h(t) = o * activation(c(t))
    h(t) = u * h(t-1) + (1 - u) * candidate, where the candidate has seen r * h(t-1)

So the gates are what is multiplied with the old state, and what is added to that. Cells that do not
work so have no gates here, and their states are all there is to see.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from tf1rnn.tf1 import tf

# Operations that pass on what they get, whole or in part.
_PASSING = frozenset({"Identity", "Reshape", "Minimum", "Maximum", "ClipByValue"})
_CUTTING = _PASSING | {"Slice", "StridedSlice", "Split", "SplitV"}
_KERNELS = {
    "LSTMBlockCell": {"i": "i", "f": "f", "o": "o", "g": "ci"},
    "GRUBlockCell": {"r": "r", "u": "u", "candidate": "c"},
}


class Step(NamedTuple):
    """One call of a cell: tensors [batch_size, ...]. A state may have parts: c and h."""

    inputs: Any
    output: Any
    roots: dict[str, Any]  # by part: the tensor of the old state that it is, or is cut from
    old: dict[str, Any]  # the parts before
    new: dict[str, Any]  # the parts after


class _Mixture(NamedTuple):
    """kept * old + let_in * fresh."""

    sum: Any
    kept: Any
    let_in: Any
    fresh: Any


def gates_of(step: Step) -> dict[str, Any]:
    """The gates of a step by name, in reading order; empty for a cell that has none."""
    if found := _of_kernel(step):
        return found
    if len(step.new) > 2:  # a grid of cells
        return {}
    state = next(iter(step.new))
    mixture = _mixture(step.new[state], step.roots[state])
    if mixture is None or not _alike(mixture[1:], step.new[state]):
        return {}
    if state == "h":
        remembered = _remembered(step, mixture)
        reset = {"r": remembered} if remembered is not None else {}
        return {**reset, "u": mixture.kept, "candidate": mixture.fresh}
    openness = {}
    inner = next(filter(None, (_mixture_here(t, step.roots[state]) for t in mixture[2:])), None)
    if inner is not None:  # a phased cell mixes its new state with the old one, once more
        openness, mixture = {"k": _other(mixture, inner.sum)}, inner
    found = {"i": mixture.let_in, "f": mixture.kept}
    output = _output_gate(step, mixture)
    if output is not None:
        found["o"] = output
    return {**found, "g": mixture.fresh, **openness}


def _of_kernel(step: Step) -> dict[str, Any]:
    """The gates that a fused kernel puts out."""
    operation = _through(next(iter(step.new.values()))).op
    outputs = _KERNELS.get(operation.type, {})
    names = [argument.name for argument in operation.op_def.output_arg]
    return {gate: operation.outputs[names.index(name)] for gate, name in outputs.items()}


def _mixture(new: Any, old: Any) -> _Mixture | None:
    """The mixture that a new state is made of, found backwards from it."""
    for tensor in _ancestors(new, stop=old):
        if (found := _mixture_here(tensor, old)) is not None:
            return found
    return None


def _mixture_here(tensor: Any, old: Any) -> _Mixture | None:
    """The mixture that a tensor is the sum of, if it is one."""
    tensor = _through(tensor)
    if tensor.op.type not in ("Add", "AddV2"):
        return None
    left, right = (_through(operand) for operand in tensor.op.inputs)
    for first, second in ((left, right), (right, left)):
        if first.op.type == second.op.type == "Mul":
            kept = [t for t in first.op.inputs if not _is_part_of(t, old)]
            if len(kept) == 1:
                return _Mixture(tensor, kept[0], *second.op.inputs)
    return None


def _output_gate(step: Step, mixture: _Mixture) -> Any:
    """What multiplies activation(c(t)): None if nothing does."""
    states = {id(mixture.sum)} | {id(t) for t in _passed_on(next(iter(step.new.values())))}
    for tensor in _ancestors(step.output, stop=mixture.sum):
        if tensor.op.type == "Mul":
            for activated, gate in (tensor.op.inputs, tensor.op.inputs[::-1]):
                sources = [t for t in activated.op.inputs if activated.op.type != "Mul"]
                if any(states & {id(t) for t in _passed_on(source)} for source in sources):
                    return gate
    return None


def _remembered(step: Step, mixture: _Mixture) -> Any:
    """The gate that multiplies the old state within the candidate."""
    old = step.roots["h"]
    for tensor in _ancestors(mixture.fresh, stop=old):
        if tensor.op.type == "Mul":
            gates = [t for t in tensor.op.inputs if not _is_part_of(t, old)]
            if len(gates) == 1 and _alike(gates, old):
                return gates[0]
    return None


def _other(mixture: _Mixture, tensor: Any) -> Any:
    """The factor of the tensor in what a mixture lets in."""
    return mixture.let_in if _through(mixture.fresh) is tensor else mixture.fresh


def _ancestors(tensor: Any, stop: Any) -> Iterator[Any]:
    """The tensor and all that it is computed from, the nearest first, without what `stop` is."""
    pending, seen = [tensor], {id(stop)}
    while pending:
        tensor = pending.pop(0)
        if id(tensor) not in seen:
            seen.add(id(tensor))
            yield tensor
            pending += tensor.op.inputs


def _passed_on(tensor: Any) -> Iterator[Any]:
    """The tensor, and those that it is but passed on from."""
    yield tensor
    while tensor.op.type in _PASSING:
        tensor = tensor.op.inputs[0]
        yield tensor


def _through(tensor: Any) -> Any:
    """What a tensor was before it was passed on."""
    *_, first = _passed_on(tensor)
    return first


def _is_part_of(tensor: Any, old: Any) -> bool:
    """Whether a tensor is the old state, or cut from it."""
    while tensor is not old and tensor.op.type in _CUTTING:
        tensor = tensor.op.inputs[1 if tensor.op.type == "Split" else 0]
    return tensor is old


def _alike(tensors: Any, state: Any) -> bool:
    """Whether all have the shape of a state: a gate has a value for each unit and instance."""
    shape = state.shape.as_list()
    return all(t.shape.as_list()[1:] == shape[1:] for t in tensors if t.shape.rank) and all(
        isinstance(t.shape, tf.TensorShape) and t.shape.rank == len(shape) for t in tensors
    )
