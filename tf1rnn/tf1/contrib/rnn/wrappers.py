"""The base of the wrappers that only contrib had, and CompiledWrapper."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.rnn.base import RNNCell, assert_like_rnncell
from tf1rnn.tf1.start.loading import op_def_registry


class CellWrapper(RNNCell):
    """A cell around another, `cell`, whose sizes it has unless it defines others."""

    def __init__(self, cell, **kwargs):
        super().__init__(**kwargs)
        assert_like_rnncell("cell", cell)
        self._cell = cell

    @property
    def wrapped_cell(self):
        return self._cell

    @property
    def state_size(self):
        return self._cell.state_size

    @property
    def output_size(self):
        return self._cell.output_size

    def zero_state(self, batch_size, dtype):
        with tf.name_scope(type(self).__name__ + "ZeroState", values=[batch_size]):
            return self._cell.zero_state(batch_size, dtype)


class CompiledWrapper(CellWrapper):
    """Compile the operations of `cell` with XLA; the stateful ones only if `compile_stateful`."""

    def __init__(self, cell, compile_stateful: bool = False):
        super().__init__(cell)
        self._compile_stateful = compile_stateful

    def __call__(self, inputs, state, scope=None):
        with tf.xla.experimental.jit_scope(compile_ops=self._compiles):
            return self._cell(inputs, state, scope=scope)

    def _compiles(self, node):
        return self._compile_stateful or not op_def_registry.get(node.op).is_stateful
