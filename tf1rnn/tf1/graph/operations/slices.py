"""Slices of tensors, of as many operations as TensorFlow 1.15 made them."""

from tf1rnn.tf1.graph.seeds import count
from tf1rnn.tf1.graph.stand_ins import StandIns
from tf1rnn.tf1.start.loading import dtypes, tensor, tensor_getitem_override

stand_ins = StandIns()
install = stand_ins.install


@stand_ins.add(tensor_getitem_override, "_slice_helper")
@stand_ins.add(tensor.Tensor, "__getitem__")
def slices(library, sliced, slice_spec, *args, **kwargs):
    """Leave a bound that is not given a number, where another of its slice is a tensor.

    Today it is a constant of its own, and then the bounds of all axes are packed by an operation.
    """
    axes = slice_spec if isinstance(slice_spec, (list, tuple)) else [slice_spec]
    bounds = [_bounds(axis) for axis in axes]
    if any(isinstance(axis, slice) and _has_tensor(_bounds(axis)) for axis in axes):
        count(_then(bounds) - _today(bounds))
    return library(sliced, slice_spec, *args, **kwargs)


def _bounds(axis) -> tuple:
    """(start, stop, step) of an axis: None where it is not given, 0 where it is a number."""
    if isinstance(axis, slice):
        return axis.start, axis.stop, axis.step
    return (axis, axis, 0) if _is_tensor(axis) else (0, 0, 0)


def _then(bounds: list[tuple]) -> int:
    """Operations that made the tensors of starts, stops and steps under TensorFlow 1.15."""
    columns = list(zip(*bounds, strict=True))
    wide = [_is_wide(column) for column in columns]
    return sum(map(_packing, columns)) + (wide.count(False) if any(wide) else 0)


def _today(bounds: list[tuple]) -> int:
    """Operations that make them today: the constants, too, in place of what is not given."""
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
    """Whether the values make a tensor of 64 bits, to which others of the slice are converted."""
    return any(_is_tensor(value) and value.dtype == dtypes.int64 for value in values)


def _packing(values) -> int:
    """Operations that make one tensor of numbers and tensors."""
    numbers = sum(not _is_tensor(value) for value in values)
    return 1 + (numbers if _has_tensor(values) else 0)
