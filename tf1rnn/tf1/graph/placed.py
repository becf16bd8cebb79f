"""Graphs for several servers: each operation is placed, and variables are resource variables.

A variable that is read while it is written may come torn to another server: half old, half new. A
resource variable does not. It is built from other operations than the listing's, so they are
counted as those of the listing, whose number decides the seeds of random operations.
"""

import collections
import re
from collections.abc import Sequence
from typing import Any

from tf1rnn.tf1.graph.random_states import ResumableGraph
from tf1rnn.tf1.graph.seeds import count
from tf1rnn.tf1.start.loading import dtypes, tensor_shape

# Operations of TensorFlow 1's variables for one of a resource variable: the variable and its
# snapshot for the handle, one that assigns, none that reads or asks.
_COUNTED = {"VarHandleOp": 2, "VarIsInitializedOp": 0, "ReadVariableOp": 0}
# Operations that need an input's shape alone, which must not travel for it.
_WITH_INPUT = {"Shape", "ShapeN", "Size", "Rank", "ZerosLike"}
_APPLIES = re.compile(r"Resource(Sparse)?Apply")  # what an optimizer changes a variable by
# How a gradient is made of those of the replicas, and then clipped, scaled or penalised.
_COMBINING = {
    *("AddN", "Add", "AddV2", "Sub", "Mul", "RealDiv", "Identity"),
    *("Maximum", "Minimum", "ClipByValue"),
}


class PlacedGraph(ResumableGraph):
    """A graph whose variables are on the devices `keepers`, all else on `leader`.

    Except for what is placed by itself, such as a replica, and for what has to be with a variable
    or, as a TensorArray, with its first value. Each variable goes to the keeper with the fewest
    bytes so far.
    """

    def __init__(self, leader: str, keepers: Sequence[str]) -> None:
        super().__init__()
        self._leader = leader
        # By the name of an operation: those to be placed with it that are there before it.
        self._beside: dict[bytes, list[Any]] = collections.defaultdict(list)
        self._arrays: set[str] = set()  # names of TensorArrays
        self._bytes = dict.fromkeys(keepers or [leader], 0)

    def _create_op_internal(self, op_type: str, inputs: Any, *args: Any, **kwargs: Any) -> Any:
        operation = super()._create_op_internal(op_type, inputs, *args, **kwargs)
        if "random_states/" not in operation.name:
            counted = 0 if _is_snapshot(operation) else _COUNTED.get(operation.type, 1)
            count(counted - 1, self)
        if operation.type.startswith("TensorArray"):
            self._arrays.add(operation.name)
        handles = [i for i in operation.inputs if i.dtype.base_dtype == dtypes.resource]
        if handles and handles[0].op.device:
            operation._set_device(handles[0].op.device)
        elif "/job:" not in operation.device and operation.type in _WITH_INPUT | {"Identity"}:
            source = operation.inputs[0].op
            follows = operation.type in _WITH_INPUT or source.type == "ReadVariableOp"
            operation._set_device((follows and source.device) or self._leader)
        elif "/job:" not in operation.device and not self._is_with_values(operation):
            is_variable = operation.type == "VarHandleOp" and "random_states/" not in operation.name
            operation._set_device(self._keeper(operation) if is_variable else self._leader)
            for name in operation.colocation_groups():
                self._beside[name].append(operation)
        for initial in self._beside.pop(f"loc:@{operation.name}".encode(), []):
            initial._set_device(operation.device)
        if handles and _APPLIES.match(operation.type):
            shape = tensor_shape.TensorShape(handles[0].op.get_attr("shape"))
            for gradient in operation.inputs:
                self._sum_on(operation.device, gradient, shape)
        return operation

    def _sum_on(self, keeper: str, gradient: Any, shape: Any) -> None:
        """Compute a variable's gradient from those of the replicas where the variable is.

        Otherwise each of them would go by way of the leader.
        """
        operation = gradient.op
        fits = shape.rank == gradient.shape.rank and gradient.shape.is_compatible_with(shape)
        is_free = operation.colocation_groups() == [f"loc:@{operation.name}".encode()]
        is_here = operation.type in _COMBINING and operation.device == self._leader
        if fits and is_free and is_here:
            operation._set_device(keeper)
            for part in operation.inputs:
                self._sum_on(keeper, part, shape)

    def _is_with_values(self, operation: Any) -> bool:
        """Whether an operation is a TensorArray's or placed with one: TensorFlow places these."""
        beside = {group.decode().removeprefix("loc:@") for group in operation.colocation_groups()}
        return operation.type.startswith("TensorArray") or bool(beside & self._arrays)

    def _keeper(self, handle: Any) -> str:
        """The device of a new variable."""
        shape = tensor_shape.TensorShape(handle.get_attr("shape"))
        keeper = min(self._bytes, key=self._bytes.get)
        self._bytes[keeper] += (shape.num_elements() or 0) * handle.get_attr("dtype").size
        return keeper


def _is_snapshot(operation: Any) -> bool:
    """Whether an operation is what a layer reads of its new variable, beside the snapshot."""
    is_read = operation.type == "Identity" and operation.name.endswith("/Read/Identity")
    return is_read and operation.inputs[0].op.type == "ReadVariableOp"
