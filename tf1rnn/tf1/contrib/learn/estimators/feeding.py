"""Feeds arrays, or iterators over examples, to an estimator in batches."""

from collections.abc import Callable

import numpy as np

from tf1rnn.tf1 import tf

_SEED = 42  # of the order in which examples are fed


def input_and_feed(
    x, y, batch_size: int | None, shuffle: bool, epochs: int | None
) -> tuple[Callable, Callable]:
    """An input function that makes placeholders, and a function that gives each step's feed.

    The latter raises StopIteration after `epochs`, or when an iterator ends.
    """
    x, y = _from_pandas(x), _from_pandas(y)
    if batch_size is not None and batch_size <= 0:
        raise ValueError(f"Invalid batch_size {batch_size}.")
    if hasattr(x, "__next__"):
        if y is not None and not hasattr(y, "__next__"):
            raise ValueError("Both x and y should be iterators for streaming learning to work.")
        feeder: _Feeder = _Stream(x, y, batch_size)
    else:
        feeder = _Arrays(x, np.array(y) if isinstance(y, list) else y, batch_size, shuffle, epochs)
    return feeder.placeholders, feeder.feed


def _from_pandas(data):
    """The values of a table, as floating-point numbers, or of a column; anything else as it is."""
    kind = f"{type(data).__module__.partition('.')[0]}.{type(data).__name__}"
    if kind == "pandas.DataFrame":
        return data.values.astype("float")
    return data.values if kind == "pandas.Series" else data


def _map(function: Callable, data):
    """The function of an array, or of each array of a dictionary."""
    if isinstance(data, dict):
        return {name: function(value) for name, value in data.items()}
    return None if data is None else function(data)


class _Feeder:
    """Placeholders for batches of examples, of which `first_x` and `first_y` are some."""

    def __init__(self, first_x, first_y):
        self._parts = [(first_x, _of_inputs, "input"), (first_y, _of_labels, "output")]

    def placeholders(self) -> tuple:
        """The placeholders of inputs and labels, or None for no labels."""
        self._placeholders = [self._placeholder(*part) for part in self._parts]
        return tuple(self._placeholders)

    @staticmethod
    def _placeholder(example, shape_of: Callable, name: str):
        if isinstance(example, dict):
            return {
                key: tf.placeholder(value.dtype, [None, *shape_of(value)], f"{name}_{key}")
                for key, value in example.items()
            }
        if example is None:
            return None
        return tf.placeholder(example.dtype, [None, *shape_of(example)], name)

    def _fed(self, x, y) -> dict:
        feed = {}
        for placeholder, values in zip(self._placeholders, (x, y), strict=True):
            if isinstance(placeholder, dict):
                feed |= {placeholder[key]: values[key] for key in placeholder}
            elif placeholder is not None:
                feed[placeholder] = values
        return feed


def _of_inputs(array) -> tuple:
    """The shape of an example in a batch: a number is a vector of one."""
    return array.shape[1:] or (1,)


def _of_labels(array) -> tuple:
    """The shape of a label in a batch, without a first dimension of 1."""
    shape = array.shape[1:]
    return shape[1:] if shape[:1] == (1,) else shape


class _Arrays(_Feeder):
    """Batches of arrays, in order or shuffled anew in each epoch."""

    def __init__(self, x, y, batch_size, shuffle, epochs):
        super().__init__(x, y)
        self._x, self._y, self._epochs = x, y, epochs
        self._n = len(next(iter(x.values())) if isinstance(x, dict) else x)
        self._batch_size = batch_size or self._n
        self._random = np.random.RandomState(_SEED) if shuffle else None
        self._epoch = self._offset = 0
        self._order = self._new_order()

    def _new_order(self):
        return np.arange(self._n) if self._random is None else self._random.permutation(self._n)

    def feed(self) -> dict:
        """The next batch; StopIteration after the last epoch."""
        if self._epochs is not None and self._epoch >= self._epochs:
            raise StopIteration
        chosen = self._order[self._offset : self._offset + self._batch_size]
        self._offset += self._batch_size
        if self._offset >= self._n:
            self._order, self._offset = self._new_order(), 0
            self._epoch += 1

        def batch(shape_of):
            return lambda array: np.reshape(array[chosen], (len(chosen), *shape_of(array)))

        return self._fed(_map(batch(_of_inputs), self._x), _map(batch(_of_labels), self._y))


class _Stream(_Feeder):
    """Batches of the examples that iterators give, until they end."""

    def __init__(self, x, y, batch_size):
        self._x, self._y, self._batch_size = x, y, batch_size or 1
        self._waiting = self._next()
        first = [_map(lambda part: np.asarray(part)[np.newaxis], e) for e in self._waiting]
        super().__init__(*first)

    def _next(self):
        x = next(self._x, None)
        return None if x is None else (x, None if self._y is None else next(self._y))

    def feed(self) -> dict:
        """The next batch; StopIteration after the last example."""
        batch = []
        while self._waiting is not None and len(batch) < self._batch_size:
            batch.append(self._waiting)
            self._waiting = self._next()
        if not batch:
            raise StopIteration
        stacked = [_stack([example[part] for example in batch]) for part in (0, 1)]
        shapes = [shape_of for _, shape_of, _ in self._parts]
        return self._fed(
            *(
                _map(lambda a, of=of: np.reshape(a, (len(batch), *of(a))), values)
                for values, of in zip(stacked, shapes, strict=True)
            )
        )


def _stack(examples):
    if isinstance(examples[0], dict):
        return {key: np.stack([example[key] for example in examples]) for key in examples[0]}
    return None if examples[0] is None else np.stack(examples)
