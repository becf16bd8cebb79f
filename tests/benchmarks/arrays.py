"""The data that all contestants train on, made once for each task: arrays in an .npz file."""

import functools
from pathlib import Path

import numpy as np

from tasks.parts.embedding_text import read_text
from tasks.parts.sentence_pairs import batches_by_length
from tasks.parts.skip_gram import SkipGrams
from tasks.translation import Translation
from tasks.word_embeddings import WordEmbeddings
from tf1rnn.datasets.drawn_digits import draw_digits
from tf1rnn.datasets.series import SineSeries

from .networks import MNIST_LAYERS

N_WINDOWS = 20_000  # of the time series
N_BATCHES = 500  # of word pairs
CHECKED = 500  # instances in the batch whose loss is compared
IDX_NAMES = (
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
)


def make_arrays(task: str, folder: Path) -> dict[str, np.ndarray]:
    """The arrays of one task, which arrays_of_`task`.npz stores; MNIST's files go beside it."""
    np.random.seed(0)
    if task in MNIST_LAYERS:
        arrays = _digits(folder)
    elif task == "time_series":
        arrays = _windows()
    elif task == "word_embeddings":
        arrays = _word_pairs()
    else:
        arrays = _sentence_pairs()
    np.savez(folder / f"arrays_of_{task}.npz", **arrays)
    return arrays


def _digits(folder):
    """Digits drawn by tf1rnn: every machine has the same, and the time of a step is MNIST's."""
    digits = _drawn()
    for name, values in zip(IDX_NAMES, digits[:4], strict=True):
        header = (0x0800 + values.ndim, *values.shape)
        content = b"".join(number.to_bytes(4, "big") for number in header) + values.tobytes()
        (folder / name).write_bytes(content)
    X, y = digits.train_images[5000:] / np.float32(255), digits.train_labels[5000:]
    y = y.astype(np.int32)
    return {"X": X, "y": y, "check_X": X[:CHECKED], "check_y": y[:CHECKED]}


@functools.cache
def _drawn():
    return draw_digits()


def _windows():
    X, y = SineSeries(20).next_batch(N_WINDOWS, 20)
    X, y = X.astype(np.float32), y.astype(np.float32)
    return {"X": X, "y": y, "check_X": X[:CHECKED], "check_y": y[:CHECKED]}


def _word_pairs():
    task = WordEmbeddings()
    text, *_ = read_text(task)
    skip_grams = SkipGrams(text, task.window)
    drawn = [skip_grams.next_batch(task.batch_size) for _ in range(N_BATCHES)]
    sampled = np.array([skip_grams.next_noise(task.n_sampled) for _ in range(N_BATCHES)])
    inputs, labels = (np.array(ids, dtype=np.int32) for ids in zip(*drawn, strict=True))
    return {
        "inputs": inputs,
        "labels": labels,
        "sampled": sampled,
        "check_inputs": inputs[0],
        "check_labels": labels[0],
        "check_sampled": sampled[0],
        "expected_count": (task.n_sampled * skip_grams.noise).astype(np.float32),
        "embeddings_shape": np.array([len(text.words), task.embedding_size]),
        "learning_rate": np.array(task.learning_rate),
    }


def _sentence_pairs():
    task = Translation()
    pairs, languages = task.data.training_pairs, task.data.languages
    batches = batches_by_length(pairs, languages.source, languages.target, task.batch_size)
    order = spread_evenly(len(batches))
    arrays = {
        "n_batches": np.array(len(batches)),
        "n_source_words": np.array(len(languages.source)),
        "n_target_words": np.array(len(languages.target)),
        "n_neurons": np.array(task.n_neurons),
        "keep_prob": np.array(task.keep_prob, dtype=np.float32),
        "label_smoothing": np.array(task.label_smoothing),
        "learning_rate": np.array(task.learning_rate),
        "go": np.array(languages.target.go),
        "pad": np.array(languages.target.pad),
    }
    for i, j in enumerate(order):
        arrays |= {f"{name}_{i}": v for name, v in _batch(batches[j], languages).items()}
    check = _batch(batches[len(batches) // 2], languages)
    return arrays | {f"check_{name}": values for name, values in check.items()}


def _batch(batch, languages):
    """A batch as the listing takes it, and with the source reversed and the target pushed back."""
    reversed_source = batch.source.copy()
    for row, length in zip(reversed_source, batch.source_length, strict=True):
        row[:length] = row[:length][::-1]
    go = np.full([len(batch.target), 1], languages.target.go, dtype=np.int32)
    pushed_back = np.concatenate([go, batch.target[:, :-1]], axis=1)
    return {**batch._asdict(), "reversed_source": reversed_source, "pushed_back": pushed_back}


def spread_evenly(n: int) -> np.ndarray:
    """An order of n batches sorted by length in which any few that follow one another span all.

    So windows of different batches take the same time. Multiples of the golden ratio, modulo 1,
    fill the interval evenly (Knuth, "The Art of Computer Programming", volume 3, 6.4).
    """
    return np.argsort(np.argsort(np.arange(n) * (5**0.5 - 1) / 2 % 1))
