"""tf.contrib.data: transformations of datasets that did not move to tf.data.experimental."""

from collections.abc import Callable

from tf1rnn.tf1 import tf

__all__ = [
    "batch_and_drop_remainder",
    "padded_batch_and_drop_remainder",
    "reduce_dataset",
    "sliding_window_batch",
    "sloppy_interleave",
]


def batch_and_drop_remainder(batch_size: int) -> Callable:
    """A transformation into batches of exactly `batch_size` elements, for `Dataset.apply`."""
    return lambda dataset: dataset.batch(batch_size, drop_remainder=True)


def padded_batch_and_drop_remainder(
    batch_size: int, padded_shapes, padding_values=None
) -> Callable:
    """A transformation into padded batches of exactly `batch_size` elements."""
    return lambda dataset: dataset.padded_batch(
        batch_size, padded_shapes, padding_values, drop_remainder=True
    )


def reduce_dataset(dataset, reducer):
    """The tensors that `reducer`, a Reducer, makes of all the elements of `dataset`."""
    key = tf.data.experimental.group_by_reducer(lambda *_: tf.constant(0, tf.int64), reducer)
    return tf.data.experimental.get_single_element(dataset.apply(key))


def sliding_window_batch(
    window_size: int, stride: int | None = None, window_shift: int | None = None, window_stride=1
) -> Callable:
    """A transformation into windows [window_size, ...] that start `window_shift` elements apart.

    Windows that the dataset's end cuts short are left out; `stride` is `window_shift`'s old name.
    Raises ValueError if both are given.
    """
    if stride is not None and window_shift is not None:
        raise ValueError("Cannot specify both `stride` and `window_shift`")
    shift = stride or window_shift or 1

    def transformation(dataset):
        windows = dataset.window(window_size, shift, window_stride, drop_remainder=True)
        return windows.flat_map(lambda *parts: _window(parts, window_size))

    return transformation


def _window(parts, window_size):
    batches = tuple(part.batch(window_size, drop_remainder=True) for part in parts)
    return batches[0] if len(batches) == 1 else tf.data.Dataset.zip(batches)


def sloppy_interleave(map_func: Callable, cycle_length: int, block_length: int = 1) -> Callable:
    """A transformation that interleaves the datasets of `map_func`, in no fixed order."""
    return tf.data.experimental.parallel_interleave(
        map_func, cycle_length, block_length, sloppy=True
    )
