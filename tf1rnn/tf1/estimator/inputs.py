"""tf.estimator.inputs: input functions over arrays and data frames."""

import itertools
from collections.abc import Callable, Iterator

import numpy as np

from tf1rnn.tf1 import tf
from tf1rnn.tf1.graph.seeds import count, size

__all__ = ["numpy_input_fn", "pandas_input_fn"]

_ALONE = "__features__"  # the name of an array that came without a name
_QUEUE_OPERATIONS = 17  # of 1.15's queue of examples, without its placeholder for each array


def numpy_input_fn(
    x,
    y=None,
    batch_size: int = 128,
    num_epochs: int | None = 1,
    shuffle: bool | None = None,
    queue_capacity: int = 1000,
    num_threads: int = 1,
) -> Callable:
    """An input function over arrays: batches of `x` (an array, or a dictionary), and of `y`.

    A batch may run over the end of an epoch, so only the last batch may be short; without
    `num_epochs` batches never end. `queue_capacity` and `num_threads` belong to the queue that
    TensorFlow 1 fed, and do nothing here. Raises ValueError if `shuffle` is not given, `x` is
    empty, or lengths differ.
    """
    if not isinstance(shuffle, bool):
        raise ValueError(f"shuffle must be provided and explicitly set as boolean, got {shuffle}")
    features = {name: np.asarray(x[name]) for name in sorted(x)} if isinstance(x, dict) else x
    if isinstance(x, dict) and not x:
        raise ValueError("x cannot be an empty dict")
    features = features if isinstance(x, dict) else {_ALONE: np.asarray(x)}
    labels = {} if y is None else y if isinstance(y, dict) else {_ALONE: y}
    labels = {name: np.asarray(labels[name]) for name in sorted(labels)}
    arrays = [*features.values(), *labels.values()]
    if len({len(array) for array in arrays}) > 1:
        raise ValueError(
            f"Length of tensors in x and y is mismatched: {[len(array) for array in arrays]}"
        )

    def input_fn():
        graph = tf.get_default_graph()
        before = size(graph)
        tensors = _batches(arrays, batch_size, num_epochs, shuffle)
        count(_QUEUE_OPERATIONS + len(arrays) - (size(graph) - before))
        batch = dict(zip(features, tensors, strict=False))
        target = dict(zip(labels, tensors[len(features) :], strict=True))
        batch = batch if isinstance(x, dict) else batch[_ALONE]
        if y is None:
            return batch
        return batch, target if isinstance(y, dict) else target[_ALONE]

    return input_fn


def _batches(arrays, batch_size, num_epochs, shuffle) -> list:
    """A tensor for each array, [batch_size, ...]: the array's next batch at each run."""
    full = batch_size if num_epochs is None else None  # the data do not end, so every batch is full
    dataset = tf.data.Dataset.from_generator(
        lambda: _slices(arrays, batch_size, num_epochs, shuffle),
        tuple(tf.as_dtype(array.dtype) for array in arrays),
        tuple(tf.TensorShape([full, *array.shape[1:]]) for array in arrays),
    )
    iterator = tf.data.make_initializable_iterator(dataset)
    tf.add_to_collection(tf.GraphKeys.TABLE_INITIALIZERS, iterator.initializer)
    return list(iterator.get_next())


def _slices(arrays, batch_size, num_epochs, shuffle) -> Iterator[tuple]:
    epochs = itertools.repeat(None) if num_epochs is None else itertools.repeat(None, num_epochs)
    n_instances = len(arrays[0])
    order = np.random.permutation if shuffle else np.arange
    indices = itertools.chain.from_iterable(order(n_instances) for _ in epochs)
    while batch := list(itertools.islice(indices, batch_size)):
        yield tuple(array[batch] for array in arrays)


def pandas_input_fn(
    x,
    y=None,
    batch_size: int = 128,
    num_epochs: int | None = 1,
    shuffle: bool | None = None,
    queue_capacity: int = 1000,
    num_threads: int = 1,
    target_column: str = "target",
) -> Callable:
    """An input function over the columns of a pandas data frame, and of the series or frame `y`.

    Raises ValueError where the indices of `x` and `y` differ, or `shuffle` is not given.
    """
    if y is not None and not x.index.equals(y.index):
        raise ValueError("Index for x and y are mismatched.")
    columns = {name: x[name].to_numpy() for name in x.columns}
    if y is not None:
        y = {name: y[name].to_numpy() for name in y} if y.ndim == 2 else y.to_numpy()
    return numpy_input_fn(columns, y, batch_size, num_epochs, shuffle, queue_capacity, num_threads)
