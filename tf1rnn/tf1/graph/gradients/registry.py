"""Which gradient function an operation has, and on which device its gradient is computed."""

import weakref

from tf1rnn.tf1.graph.gradients import arrays, binary, block_kernels, reductions, tensor_arrays
from tf1rnn.tf1.graph.stand_ins import StandIns
from tf1rnn.tf1.start.loading import ops, registry

_AS_IN_1_15 = {
    **arrays.gradients,
    **binary.gradients,
    **reductions.gradients,
    **tensor_arrays.gradients,
}
_NO_LONGER_REGISTERED = block_kernels.gradients

# Operations of 1.15 that had no gradient there, so that a program could register one.
_SINCE_1_15 = {
    "ClipByValue",
    "Eig",
    "Einsum",
    "Erfinv",
    "ImageProjectiveTransformV2",
    "Ndtri",
    "RandomShuffle",
    "ResizeBilinearGrad",
    "SegmentProd",
    "TensorStridedSliceUpdate",
    "Xlog1py",
}

_registered = set()  # those of them for which the program has
_colocated = weakref.WeakSet()  # graphs whose gradients are on their operations' devices

stand_ins = StandIns()
install = stand_ins.install


def colocate_gradients_with_ops(graph) -> None:
    """Let each gradient in `graph` be computed on the device of its operation."""
    _colocated.add(graph)


@stand_ins.add(ops, "get_gradient_function")
def get_gradient_function(library, op):
    """The gradient function of an operation: 1.15's, unless the program gave it another."""
    if op.type in _AS_IN_1_15 and not _has_its_own(op):
        function = _AS_IN_1_15[op.type]
    else:
        function = library(op)
    if function is None or not op.device or op.graph not in _colocated:
        return function

    def on_device(op, *gradients):
        with ops.device(op.device):
            return function(op, *gradients)

    return on_device


@stand_ins.add(registry.Registry, "lookup", in_any_graph=True)
def lookup(library, self, name):
    """The registered gradient, or ours if none is: so a program may register its own."""
    try:
        return library(self, name)
    except LookupError:
        if self is not ops.gradient_registry or name not in _NO_LONGER_REGISTERED:
            raise
        return _NO_LONGER_REGISTERED[name]


@stand_ins.add(registry.Registry, "register", in_any_graph=True)
def register(library, self, candidate, name=None) -> None:
    """Register a gradient, even in place of one that TensorFlow has since then."""
    if self is ops.gradient_registry and name in _SINCE_1_15 - _registered:
        _registered.add(name)
        self._registry.pop(name, None)
    library(self, candidate, name)


def _has_its_own(op) -> bool:
    try:
        op.get_attr("_gradient_op_type")  # what graph.gradient_override_map leaves
    except ValueError:
        return getattr(op, "_gradient_function", None) is not None
    return True
