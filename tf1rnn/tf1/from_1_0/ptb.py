"""tensorflow.models.rnn.ptb.reader: the Penn Treebank as word ids, in batches of its tutorial."""

import collections
import os
from collections.abc import Iterator

import numpy as np

from tf1rnn.tf1 import tf

__all__ = [
    "_build_vocab",
    "_file_to_word_ids",
    "_read_words",
    "ptb_iterator",
    "ptb_producer",
    "ptb_raw_data",
]


def _read_words(filename: str) -> list[str]:
    with tf.gfile.GFile(filename, "r") as file:
        return file.read().replace("\n", "<eos>").split()


def _build_vocab(filename: str) -> dict[str, int]:
    """The ids of words: the most frequent first, equally frequent ones in their order."""
    counts = collections.Counter(_read_words(filename))
    words = sorted(counts, key=lambda word: (-counts[word], word))
    return {word: number for number, word in enumerate(words)}


def _file_to_word_ids(filename: str, word_to_id: dict[str, int]) -> list[int]:
    return [word_to_id[word] for word in _read_words(filename) if word in word_to_id]


def ptb_raw_data(data_path: str | None = None) -> tuple:
    """(training, validation, test, size of the vocabulary) of the files ptb.*.txt in a folder."""
    paths = [os.path.join(data_path, f"ptb.{part}.txt") for part in ("train", "valid", "test")]
    word_to_id = _build_vocab(paths[0])
    return (*(_file_to_word_ids(path, word_to_id) for path in paths), len(word_to_id))


def ptb_iterator(raw_data, batch_size: int, num_steps: int) -> Iterator[tuple]:
    """Batches of inputs and of the words that follow, [batch_size, num_steps] each.

    Raises ValueError if the data are too short for one.
    """
    raw_data = np.array(raw_data, dtype=np.int32)
    batch_len = len(raw_data) // batch_size
    data = raw_data[: batch_size * batch_len].reshape(batch_size, batch_len)
    epoch_size = (batch_len - 1) // num_steps
    if epoch_size == 0:
        raise ValueError("epoch_size == 0, decrease batch_size or num_steps")
    for i in range(0, epoch_size * num_steps, num_steps):
        yield data[:, i : i + num_steps], data[:, i + 1 : i + num_steps + 1]


def ptb_producer(raw_data, batch_size: int, num_steps: int, name: str | None = None) -> tuple:
    """The same as tensors, from a queue. Raises InvalidArgumentError if the data are too short."""
    with tf.name_scope(name, "PTBProducer", [raw_data, batch_size, num_steps]):
        raw_data = tf.convert_to_tensor(raw_data, name="raw_data", dtype=tf.int32)
        batch_len = tf.size(raw_data) // batch_size
        data = tf.reshape(raw_data[: batch_size * batch_len], [batch_size, batch_len])
        epoch_size = (batch_len - 1) // num_steps
        message = "epoch_size == 0, decrease batch_size or num_steps"
        with tf.control_dependencies([tf.assert_positive(epoch_size, message=message)]):
            epoch_size = tf.identity(epoch_size, name="epoch_size")
        i = tf.train.range_input_producer(epoch_size, shuffle=False).dequeue()
        parts = []
        for start in (i * num_steps, i * num_steps + 1):
            part = tf.strided_slice(data, [0, start], [batch_size, start + num_steps])
            part.set_shape([batch_size, num_steps])
            parts.append(part)
        return tuple(parts)
