"""Datasets in the order of TensorFlow 1.15, up to the end of the first repetition.

It made one step of `shuffle` and then `repeat`, whose random numbers began with the seed and went
on from one repetition to the next. Today's TensorFlow draws a seed for each repetition. So the
first one is a dataset of its own here, with the seed itself. Only what an iterator of structure
(`tf.data.Iterator.from_structure`) read stayed two steps.
"""

import weakref

from tf1rnn.tf1.graph.seeds import count as count_operations
from tf1rnn.tf1.graph.stand_ins import StandIns
from tf1rnn.tf1.start.loading import (
    constant_op,
    dataset_ops,
    dtypes,
    gen_dataset_ops,
    iterator_ops,
    ops,
    repeat_op,
    shuffle_op,
    tensor_util,
)

stand_ins = StandIns()
install = stand_ins.install

# Graph -> {the name of a dataset's operation in one step: what builds it in two}.
_in_two_steps = weakref.WeakKeyDictionary()


@stand_ins.add(repeat_op, "_repeat")
def repeat(library, input_dataset, count, name):
    shuffled = getattr(input_dataset, "_dataset", input_dataset)
    is_shuffled = isinstance(shuffled, shuffle_op._ShuffleDataset)
    if not is_shuffled or shuffled._reshuffle_each_iteration is False:
        return library(input_dataset, count, name)
    return _ShuffledAndRepeated(shuffled, count)


@stand_ins.add(iterator_ops.Iterator, "make_initializer")
def make_initializer(library, self, dataset, name=None):
    initializer = library(self, dataset, name)
    _separate(initializer)
    return initializer


@stand_ins.add(gen_dataset_ops, "shuffle_and_repeat_dataset")
def shuffle_and_repeat(library, input_dataset, buffer_size, seed, seed2, count, **structure):
    def repeated(n):
        return library(input_dataset, buffer_size, seed, seed2, n, **structure)

    return _with_first(input_dataset, buffer_size, seed, seed2, count, structure, repeated)


class _ShuffledAndRepeated(dataset_ops.UnaryUnchangedStructureDataset):
    """A shuffled dataset, `count` times; without end if that is None."""

    def __init__(self, shuffled, count) -> None:
        self._input_dataset = shuffled
        count = constant_op.constant(-1, dtypes.int64, name="count") if count is None else count
        count = ops.convert_to_tensor(count, dtypes.int64, name="count")
        structure = self._flat_structure

        def repeated(n):
            return gen_dataset_ops.repeat_dataset(shuffled._variant_tensor, count=n, **structure)

        source = shuffled._input_dataset._variant_tensor
        seeds = shuffled._seed, shuffled._seed2
        size = shuffled._buffer_size
        variant = _with_first(source, size, *seeds, count, structure, repeated)
        of_graph = _in_two_steps.setdefault(variant.graph, {})
        of_graph[variant.op.name] = lambda: repeated(count)
        super().__init__(shuffled, variant)


def _with_first(source, buffer_size, seed, seed2, count, structure, repeated):
    """A dataset shuffled with the seed, and then repeated as `repeated(n)` is."""
    n = tensor_util.constant_value(count)
    if n is None or n in (0, 1):
        return repeated(count)
    before = ops.get_default_graph().num_operations()
    rest = repeated(count if n < 0 else constant_op.constant(n - 1, dtypes.int64))
    first = gen_dataset_ops.shuffle_dataset(
        source, buffer_size, seed, seed2, reshuffle_each_iteration=False, **structure
    )
    both = gen_dataset_ops.concatenate_dataset(first, rest, **structure)
    count_operations(1 - (ops.get_default_graph().num_operations() - before))
    return both


def _separate(operation) -> None:
    """Let an operation and those before it read datasets in two steps."""
    for index, source in enumerate(operation.inputs):
        if build := _in_two_steps.get(source.graph, {}).get(source.op.name):
            with ops.name_scope(f"{source.op.name}_in_two_steps/"):
                operation._update_input(index, build())
            count_operations(-1)
        elif "Dataset" in source.op.type:
            _separate(source.op)
