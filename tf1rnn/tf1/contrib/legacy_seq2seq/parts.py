"""The layers that models build around their cell, by the cell's generation.

A cell of TensorFlow before 1.0 names its variables differently from one of 1.15, and so do the
linear layers and wrappers that a model of that time put around it. Such a cell provides them
itself.
"""

import copy

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.rnn.base import assert_like_rnncell
from tf1rnn.tf1.contrib.rnn.linear import linear_layer
from tf1rnn.tf1.contrib.rnn.multi import with_own_weights


class Parts:
    """The parts of TensorFlow 1.15."""

    @staticmethod
    def variable(name: str, shape: list[int], dtype=None):
        """A variable of the current scope, with the generation's initial values."""
        return tf.get_variable(name, shape, dtype)

    @staticmethod
    def lookup(embedding, tokens):
        """The rows of `embedding` for the tokens."""
        return tf.nn.embedding_lookup(embedding, tokens)

    @staticmethod
    def linear(args, output_size: int):
        """args . weights + biases, `[batch_size, output_size]`."""
        return linear_layer(args, output_size)

    @staticmethod
    def unroll(cell, inputs, dtype, scope=None):
        """(outputs, final state) of the cell over the list `inputs`."""
        return tf.nn.static_rnn(cell, inputs, dtype=dtype, scope=scope)

    @staticmethod
    def embed(cell, num_symbols: int, embedding_size: int):
        """The cell over embedded tokens."""
        return tf.contrib.rnn.EmbeddingWrapper(cell, num_symbols, embedding_size)

    @staticmethod
    def project(cell, num_symbols: int):
        """The cell with outputs projected to symbols."""
        return tf.contrib.rnn.OutputProjectionWrapper(cell, num_symbols)

    @staticmethod
    def another(cell):
        """A cell like this one, with weights of its own. Raises TypeError if it is not a cell."""
        assert_like_rnncell("cell", cell)
        return with_own_weights([cell, cell])[1] if cell.built else copy.deepcopy(cell)


def of(cell) -> Parts:
    """The parts that go with the cell."""
    return getattr(cell, "seq2seq_parts", Parts)
