"""Graphs whose random operations have generators with states that can be saved.

A random operation draws from a Philox generator that is hidden in its kernel and restarts in every
session, so resumed training would draw other dropout masks. Each has a twin that draws the same
numbers from a state in a resource variable: int64 [3], the generator's counter (low and high 64
bits) and key. A kernel starts with the counter (0, op seed) and the graph's seed as its key (Salmon
et al., "Parallel Random Numbers: As Easy as 1, 2, 3", 2011).
"""

import collections
import weakref
from collections.abc import Iterator
from typing import Any

import numpy as np

from tf1rnn.tf1.graph.graphs import Graph
from tf1rnn.tf1.graph.seeds import count
from tf1rnn.tf1.graph.stand_ins import StandIns
from tf1rnn.tf1.start.loading import (
    attr_value_pb2,
    client,
    constant_op,
    dtypes,
    ops,
)
from tf1rnn.tf1.start.loading import gen_resource_variable_ops as resources

stand_ins = StandIns()
install = stand_ins.install

_PHILOX = 1
_TWINS = {
    "RandomStandardNormal": "StatefulStandardNormalV2",
    "RandomUniform": "StatefulUniform",
    "RandomUniformInt": "StatefulUniformInt",
    "TruncatedNormal": "StatefulTruncatedNormal",
}


class ResumableGraph(Graph):
    """A graph whose sessions can read and write the states of its random operations.

    Its operations are named, counted and seeded as in any other graph, and draw the same numbers.
    Operations without a twin (shuffles, candidate samplers) and those in functions stay as they
    are. In a loop that draws, iterations run one after another, so that the order of the draws is
    fixed.
    """

    def __init__(self):
        super().__init__()
        self._algorithm = None
        self._beginnings, self._assignments, self._states = [], [], []
        self._enters, self._in_order = collections.defaultdict(list), set()
        self._begun = weakref.WeakKeyDictionary()  # session -> how many states it has initialised

    @property
    def n_random_states(self) -> int:
        """How many random operations have a state that can be saved."""
        return len(self._states)

    def operations_without_state(self) -> list["ops.Operation"]:
        """The random operations whose generators restart in every session."""
        operations = self.get_operations()
        return [o for o in operations if o.op_def.is_stateful and "seed" in o.node_def.attr]

    def read_random_states(self, session: "client.Session") -> np.ndarray:
        """The states [n_random_ops, 3] in a session."""
        return np.reshape(session.run(self._states), [-1, 3]).astype(np.int64)

    def write_random_states(self, session: "client.Session", states: np.ndarray) -> None:
        """Set the states [n_random_ops, 3] in a session; raises ValueError for any other shape."""
        shape = (len(self._states), 3)
        if not isinstance(states, np.ndarray) or (states.shape, states.dtype) != (shape, np.int64):
            raise ValueError(
                "these are not the states of the task's random operations: the task has changed"
            )
        session.run(self._assignments, dict(zip(self._beginnings, states, strict=True)))

    def initialize_random_states(self, session: "client.Session") -> None:
        """Initialise the states that a session has not initialised yet."""
        begun = self._begun.get(session, 0)
        if begun < len(self._assignments):
            self._begun[session] = len(self._assignments)
            session.run(self._assignments[begun:])

    def _create_op_internal(self, op_type, inputs, *args, name=None, attrs=None, **kwargs):
        create = super()._create_op_internal
        seeds = [attrs[key].i for key in ("seed", "seed2")] if op_type in _TWINS else [0, 0]
        if seeds == [0, 0]:  # without seeds, TensorFlow chooses others in each session
            operation = create(op_type, inputs, *args, name=name, attrs=attrs, **kwargs)
            if op_type == "Enter":
                self._note_enter(operation)
            return operation
        n_operations = self.num_operations()
        for context in _while_contexts(self._get_control_flow_context()):
            self._put_in_order(context.name)
        with ops.control_dependencies(None), ops.name_scope("random_states/"), ops.device(None):
            state = self._new_state(*seeds)
        drawn = create(
            _TWINS[op_type],
            [state, self._algorithm, *inputs],
            name=name or op_type,
            attrs={"dtype": attrs.get("dtype") or attrs["Tout"], "shape_dtype": attrs["T"]},
        )
        count(n_operations + 1 - self.num_operations(), self)
        return drawn

    def _new_state(self, seed: int, seed2: int) -> "ops.Tensor":
        """The handle of a new state, which starts as a kernel with these seeds does."""
        if self._algorithm is None:
            self._algorithm = constant_op.constant(_PHILOX, dtypes.int64, name="algorithm")
        beginning = constant_op.constant([0, seed2, seed], dtypes.int64, name="beginning")
        name = f"random_state_{len(self._states)}"
        handle = resources.var_handle_op(dtypes.int64, [3], shared_name=name, name="state")
        self._beginnings.append(beginning)
        self._assignments.append(resources.assign_variable_op(handle, beginning))
        self._states.append(resources.read_variable_op(handle, dtypes.int64))
        return handle

    def _note_enter(self, enter: "ops.Operation") -> None:
        frame = enter.get_attr("frame_name").decode()
        self._enters[frame].append(enter)
        if frame in self._in_order:
            self._put_in_order(frame)

    def _put_in_order(self, frame: str) -> None:
        """Make a loop's iterations run one after another."""
        self._in_order.add(frame)
        for enter in self._enters[frame]:
            enter._set_attr("parallel_iterations", attr_value_pb2.AttrValue(i=1))


def _while_contexts(context: Any) -> Iterator[Any]:
    while context is not None:
        if context.IsWhileContext():
            yield context
        context = context.outer_context


def initialize_random_states(session: "client.Session") -> None:
    """Initialise the random states of a session's graph that it has not initialised yet."""
    if isinstance(session.graph, ResumableGraph):
        session.graph.initialize_random_states(session)


@stand_ins.add(client.BaseSession, "run", in_any_graph=True)
def run(library, self, *args, **kwargs):
    """Initialise the random states of the graph, if it has some, then run."""
    initialize_random_states(self)
    return library(self, *args, **kwargs)


class RandomStates:
    """The random operations' states in a session, for `Run.keep`."""

    def __init__(self, session: "client.Session") -> None:
        self._session = session

    def state(self) -> dict[str, Any]:
        """The states [n_random_ops, 3]."""
        return {"states": self._session.graph.read_random_states(self._session)}

    def restore(self, state: dict[str, Any]) -> None:
        """Set the states; raises ValueError if the graph has other random operations."""
        self._session.graph.write_random_states(self._session, state["states"])
