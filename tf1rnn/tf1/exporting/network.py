"""The part of a session's graph that leads from inputs to outputs, by itself."""

import contextlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from tf1rnn.errors import UserError
from tf1rnn.tf1 import tf

_PYTHON = ("PyFunc", "PyFuncStateless", "EagerPyFunc")  # their function is not in the graph
_LOOPS = ("Enter", "RefEnter", "While", "StatelessWhile")

Tensors = dict[str, Any]


class Network(NamedTuple):
    """A session, and the inputs and outputs by name of what it can compute."""

    session: Any
    inputs: Tensors
    outputs: Tensors

    @property
    def operations(self) -> list[Any]:
        """The operations that the outputs are computed by."""
        return operations_behind(self.outputs)

    @property
    def has_loop(self) -> bool:
        """Whether a loop runs on the way to the outputs."""
        return any(operation.type in _LOOPS for operation in self.operations)


def operations_behind(outputs: Tensors) -> list[Any]:
    """The operations that outputs are computed by."""
    pending = [tensor.op for tensor in outputs.values()]
    seen: dict[str, Any] = {}
    while pending:
        operation = pending.pop()
        if operation.name not in seen:
            seen[operation.name] = operation
            pending += [tensor.op for tensor in operation.inputs]
            pending += operation.control_inputs
    return list(seen.values())


def placeholders_behind(outputs: Tensors) -> list[Any]:
    """The placeholders without a default that outputs depend on, in the order of the graph."""
    found = [op for op in operations_behind(outputs) if op.type == "Placeholder"]
    return [op.outputs[0] for op in sorted(found, key=lambda op: op._id)]


@contextlib.contextmanager
def cut_out(whole: Network) -> Iterator[Network]:
    """The network alone, its inputs and outputs named so, its variables as they are.

    Training, and what else the graph holds, stays behind. Raises UserError for a network that
    calls Python.
    """
    behind = whole.operations
    if called := [operation for operation in behind if operation.type in _PYTHON]:
        raise UserError(
            f"{called[0].name}: the network calls a Python function there (tf.py_func), which is "
            "not in the graph, so it cannot be exported"
        )
    names = {operation.name for operation in behind}
    with whole.session.graph.as_default():
        variables = [v for v in tf.global_variables() if v.op.name in names]
    definition = tf.graph_util.extract_sub_graph(
        whole.session.graph.as_graph_def(), [tensor.op.name for tensor in whole.outputs.values()]
    )
    for node in definition.node:
        node.device = ""
        node.attr.pop("_class", None)  # what it is to share a device with
    values = whole.session.run(variables)
    with tf.Graph().as_default() as graph, tf.Session(graph=graph) as session:
        replaced = {}
        for variable, value in zip(variables, values, strict=True):
            there = tf.get_variable(
                variable.op.name,
                shape=value.shape,
                dtype=variable.dtype.base_dtype,
                initializer=tf.zeros_initializer(),
                use_resource=True,  # the only kind that TensorFlow 2 takes as variables
            )
            there.load(value, session)
            is_handle = variable.op.type == "VarHandleOp"
            replaced[variable.op.outputs[0].name] = there.handle if is_handle else there.value()
        yield Network(session, *_placed(definition, whole, replaced))


@contextlib.contextmanager
def frozen(network: Network) -> Iterator[Network]:
    """The same with constants for its variables."""
    definition = tf.graph_util.convert_variables_to_constants(
        network.session,
        network.session.graph.as_graph_def(),
        [tensor.op.name for tensor in network.outputs.values()],
    )
    with tf.Graph().as_default() as graph, tf.Session(graph=graph) as session:
        yield Network(session, *_placed(definition, network, {}))


def _placed(definition: Any, network: Network, replaced: Tensors) -> tuple[Tensors, Tensors]:
    """Import a network's operations into the default graph; its inputs and outputs there.

    `replaced` holds tensors of this graph by the names of those that they stand for.
    """
    inputs = {
        name: tf.placeholder(tensor.dtype, tensor.shape, name=name)
        for name, tensor in network.inputs.items()
    }
    replaced = replaced | {network.inputs[name].name: tensor for name, tensor in inputs.items()}
    gone = {name.partition(":")[0] for name in replaced}
    kept = [node for node in definition.node if node.name not in gone]
    del definition.node[:]
    definition.node.extend(kept)
    found = tf.import_graph_def(
        definition,
        input_map=replaced,
        return_elements=[tensor.name for tensor in network.outputs.values()],
        name="network",
    )
    outputs = {}
    for (name, there), here in zip(network.outputs.items(), found, strict=True):
        outputs[name] = tf.identity(here, name=name)
        outputs[name].set_shape(there.shape)  # which a loop's results do not keep
    return inputs, outputs
