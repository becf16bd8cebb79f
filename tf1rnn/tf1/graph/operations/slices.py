"""Slices of tensors, built from as many operations as in TensorFlow 1.15."""

from tf1rnn.tf1.graph.seeds import count
from tf1rnn.tf1.graph.stand_ins import StandIns
from tf1rnn.tf1.start.loading import dtypes, tensor, tensor_getitem_override

stand_ins = StandIns()
install = stand_ins.install


@stand_ins.add(tensor_getitem_override, "_slice_helper")
@stand_ins.add(tensor.Tensor, "__getitem__")
def slices(library, sliced, slice_spec, *args, **kwargs):
    """Treat a missing bound as a number where another bound of its slice is a tensor.

    Today it is a constant of its own, and an operation then packs the bounds of all axes.
    """
    axes = slice_spec if isinstance(slice_spec, (list, tuple)) else [slice_spec]
    bounds = [_bounds(axis) for axis in axes]
    if any(isinstance(axis, slice) and _has_tensor(_bounds(axis)) for axis in axes):
        count(_then(bounds) - _today(bounds))
    return library(sliced, slice_spec, *args, **kwargs)


def _bounds(axis) -> tuple:
    """(start, stop, step) of an axis: None if it is not given, 0 if it is a number."""
    if isinstance(axis, slice):
        return axis.start, axis.stop, axis.step
    return (axis, axis, 0) if _is_tensor(axis) else (0, 0, 0)


def _then(bounds: list[tuple]) -> int:
    """How many operations made the tensors of starts, stops and steps in TensorFlow 1.15."""
    columns = list(zip(*bounds, strict=True))
    wide = [_is_wide(column) for column in columns]
    return sum(map(_packing, columns)) + (wide.count(False) if any(wide) else 0)


def _today(bounds: list[tuple]) -> int:
    """How many make them today, with the constants for missing bounds."""
    made = 0
    filled = []
    for axis in bounds:
        tensors = [bound for bound in axis if _is_tensor(bound)]
        if tensors:
            made += sum(bound is None for bound in axis)
            wide = [bound for bound in tensors if bound.dtype == dtypes.int64]
            axis = [(wide or tensors)[0] if bound is None else bound for bound in axis]
        filled.append(axis)
    return made + _then(filled)


def _is_tensor(value) -> bool:
    return isinstance(value, tensor.Tensor)


def _has_tensor(values) -> bool:
    return any(map(_is_tensor, values))


def _is_wide(values) -> bool:
    """Whether the values make a 64-bit tensor, to which the slice's others are converted."""
    return any(_is_tensor(value) and value.dtype == dtypes.int64 for value in values)


def _packing(values) -> int:
    """How many operations make one tensor of numbers and tensors."""
    numbers = sum(not _is_tensor(value) for value in values)
    return 1 + (numbers if _has_tensor(values) else 0)
