"""MNIST in batches: the order, values and types that genuine TensorFlow 1.15.5 gave.

The batches in ORDERS were recorded under TensorFlow 1.15.5 with NumPy 1.18.5.
"""

import gzip
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tf1rnn.errors import UserError
from tf1rnn.tf1 import tf
from tf1rnn.tf1.examples.tutorials.mnist import input_data

CHECKOUT = Path(__file__).parents[3]
GENUINE = Path(os.environ.get("TF1RNN_DATA", CHECKOUT.parent / "shared" / "data")) / "mnist"
needs_mnist = pytest.mark.skipif(
    not GENUINE.is_dir(), reason="no genuine MNIST: set TF1RNN_DATA to the folder holding mnist/"
)


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


def ten_examples(**options):
    examples = np.arange(10, dtype=np.uint8)
    return input_data.DataSet(examples.reshape(10, 1, 1, 1), examples, dtype=tf.uint8, **options)


def batches(data_set, n, batch_size, **options):
    """The contents of `n` batches, each with the epochs completed after it."""
    given = []
    for _ in range(n):
        images, labels = data_set.next_batch(batch_size, **options)
        np.testing.assert_array_equal(images[:, 0], labels)
        given.append((labels.tolist(), data_set.epochs_completed))
    return given


FOURS = [
    ([8, 1, 5, 0], 0),
    ([7, 2, 9, 4], 0),
    ([3, 6, 8, 1], 1),
    ([3, 2, 0, 7], 1),
    ([4, 6, 9, 5], 1),
    ([5, 3, 8, 4], 2),
    ([9, 7, 2, 6], 2),
    ([1, 0, 3, 6], 3),
    ([2, 8, 1, 5], 3),
]
ORDERS = {
    "batches that run over the end of an epoch": (4, FOURS),
    "batches that divide an epoch": (
        5,
        [([8, 1, 5, 0, 7], 0), ([2, 9, 4, 3, 6], 0), ([8, 1, 3, 2, 0], 1), ([7, 4, 6, 9, 5], 1)],
    ),
    "whole epochs": (
        10,
        [([8, 1, 5, 0, 7, 2, 9, 4, 3, 6], 0), ([8, 1, 3, 2, 0, 7, 4, 6, 9, 5], 1)],
    ),
    "batches longer than an epoch": (
        13,
        [
            ([8, 1, 5, 0, 7, 2, 9, 4, 3, 6, 8, 1, 3], 1),
            ([2, 0, 7, 4, 6, 9, 5, 5, 3, 8, 4, 9, 7], 2),
        ],
    ),
}


@pytest.mark.parametrize(("batch_size", "expected"), ORDERS.values(), ids=ORDERS)
def test_batches_come_in_the_order_of_tensorflow_1_for_a_seed_of_numpy(batch_size, expected):
    data_set = ten_examples()
    np.random.seed(42)
    assert batches(data_set, len(expected), batch_size) == expected


@pytest.mark.parametrize(
    ("seed", "first"),
    [
        (7, [8, 5, 0, 2, 1, 9, 7, 3, 6, 4]),
        (0, [2, 8, 4, 9, 1, 6, 7, 3, 0, 5]),
        (-1, [4, 9, 1, 8, 6, 5, 2, 7, 0, 3]),
        (2**40, [4, 6, 7, 9, 5, 0, 8, 2, 1, 3]),
    ],
)
def test_the_seed_argument_decides_the_order(seed, first):
    assert ten_examples(seed=seed).next_batch(10)[1].tolist() == first


def test_the_graphs_seed_decides_the_order_unless_there_is_an_argument():
    tf.set_random_seed(42)
    assert batches(ten_examples(), 9, 4) == FOURS
    assert batches(ten_examples(seed=7), 1, 4) == [([8, 5, 0, 2], 0)]


def test_without_any_seed_the_order_is_unpredictable():
    np.random.seed(42)
    orders = {tuple(ten_examples().next_batch(10)[1].tolist()) for _ in range(8)}
    assert len(orders) > 1


def test_two_sets_draw_from_one_generator():
    train, test = ten_examples(), ten_examples()
    np.random.seed(1)
    given = batches(train, 2, 4) + batches(test, 2, 4) + batches(train, 2, 4)
    assert [labels for labels, _ in given] == [
        *([2, 9, 6, 4], [0, 3, 1, 7]),
        *([9, 5, 3, 0], [8, 4, 2, 1]),
        *([8, 5, 8, 4], [3, 5, 2, 1]),
    ]


def test_without_shuffling_batches_come_in_the_order_of_the_file():
    given = batches(ten_examples(), 4, 4, shuffle=False)
    assert given == [([0, 1, 2, 3], 0), ([4, 5, 6, 7], 0), ([8, 9, 0, 1], 1), ([2, 3, 4, 5], 1)]


def test_an_epoch_begun_without_shuffling_is_finished_without():
    data_set = ten_examples()
    np.random.seed(42)
    data_set.next_batch(4, shuffle=False)
    assert batches(data_set, 2, 4) == [([4, 5, 6, 7], 0), ([8, 9, 8, 1], 1)]


@pytest.mark.parametrize("dealt", range(6))
def test_a_set_resumes_from_its_saved_state_with_the_same_batches(dealt):
    data_set = ten_examples(seed=7)
    batches(data_set, dealt, 4)
    state, generator = data_set.state(), np.random.get_state()
    expected = batches(data_set, 9, 4)

    restored = ten_examples(seed=8)
    batches(restored, 5, 4)
    restored.restore(json.loads(json.dumps(state, default=np.ndarray.tolist)))
    np.random.set_state(generator)
    assert batches(restored, 9, 4) == expected
    assert restored.state()["order"].tolist() == restored.labels.tolist()


@pytest.mark.parametrize("order", [range(9), range(11), [0] * 10])
def test_the_state_of_another_set_is_refused(order):
    state = {**ten_examples().state(), "order": list(order)}
    with pytest.raises(ValueError, match=f"the state of {len(order)} examples, but there are 10"):
        ten_examples().restore(state)


def test_floats_are_scaled_and_flattened_by_default():
    images = np.array([0, 1, 2, 255], np.uint8).reshape(1, 2, 2, 1)
    flat = input_data.DataSet(images, np.zeros(1)).images
    assert flat.dtype == np.float32
    # As recorded: 1 / 255 in single precision, multiplied.
    assert flat.tolist() == [[0.0, 0.003921568859368563, 0.007843137718737125, 1.0]]
    square = input_data.DataSet(images, np.zeros(1), dtype=np.uint8, reshape=False).images
    np.testing.assert_array_equal(square, images)


def test_fake_data_is_white_and_labelled_0():
    mnist = input_data.read_data_sets("nowhere", fake_data=True)
    assert [data_set.num_examples for data_set in mnist] == [10000] * 3
    images, labels = mnist.train.next_batch(2, fake_data=True)
    assert images == [[1] * 784] * 2
    assert labels == [0, 0]
    one_hot = input_data.DataSet([], [], fake_data=True, one_hot=True)
    assert one_hot.next_batch(1, fake_data=True)[1] == [[1, 0, 0, 0, 0, 0, 0, 0, 0, 0]]


@pytest.mark.parametrize(
    ("images", "dtype", "error"),
    [
        (np.zeros((3, 1, 1, 1)), "float32", ValueError),
        (np.zeros((2, 1, 1, 2)), "float32", ValueError),
        (np.zeros((2, 1, 1)), "float32", ValueError),
        (np.zeros((2, 1, 1, 1)), tf.int32, TypeError),
    ],
)
def test_shapes_and_types_that_do_not_fit_are_refused(images, dtype, error):
    with pytest.raises(error, match=r"images\.shape|image dtype"):
        input_data.DataSet(images, np.zeros(2), dtype=dtype)


def write_digits(folder: Path, n: int) -> None:
    """Write the four files, `n` images each, the i-th all of value i and labelled i."""
    for prefix in ("train", "t10k"):
        for kind, shape in (("images-idx3", (n, 28, 28)), ("labels-idx1", (n,))):
            header = [0x0800 + len(shape), *shape]
            values = np.arange(n, dtype=np.uint8).repeat(784 if len(shape) == 3 else 1)
            content = b"".join(size.to_bytes(4, "big") for size in header) + values.tobytes()
            (folder / f"{prefix}-{kind}-ubyte.gz").write_bytes(gzip.compress(content))


def test_the_first_training_images_are_for_validation(tmp_path):
    write_digits(tmp_path, n=9)
    mnist = input_data.read_data_sets(tmp_path, validation_size=2, dtype=tf.uint8)
    assert mnist._fields == ("train", "validation", "test")
    assert [data_set.labels.tolist() for data_set in mnist] == [
        [2, 3, 4, 5, 6, 7, 8],
        [0, 1],
        [0, 1, 2, 3, 4, 5, 6, 7, 8],
    ]
    assert mnist.train.images.shape == (7, 784)
    assert mnist.train.images[:, 0].tolist() == mnist.train.labels.tolist()
    for size in (-1, 10):
        with pytest.raises(ValueError, match="Validation size should be between 0 and 9"):
            input_data.read_data_sets(tmp_path, validation_size=size)


def test_options_reach_every_set(tmp_path):
    write_digits(tmp_path, n=3)
    mnist = input_data.read_data_sets(
        tmp_path, one_hot=True, reshape=False, validation_size=1, seed=7
    )
    for data_set in mnist:
        assert data_set.images.shape[1:] == (28, 28, 1)
        assert data_set.labels.shape[1:] == (10,)
    assert mnist.test.labels.argmax(axis=1).tolist() == [0, 1, 2]


def test_single_files_are_read_from_an_open_file(tmp_path):
    write_digits(tmp_path, n=3)
    with open(tmp_path / "train-images-idx3-ubyte.gz", "rb") as file:
        assert input_data.extract_images(file).shape == (3, 28, 28, 1)
    labels = tmp_path / "train-labels-idx1-ubyte.gz"
    with tf.gfile.Open(str(labels), "rb") as file:
        assert input_data.extract_labels(file).tolist() == [0, 1, 2]
    with open(labels, "rb") as file:
        assert input_data.extract_labels(file, one_hot=True, num_classes=4).shape == (3, 4)
    with open(labels, "rb") as file, pytest.raises(UserError, match="2049, expected 2051"):
        input_data.extract_images(file)


def test_a_damaged_file_is_named(tmp_path):
    write_digits(tmp_path, n=3)
    path = tmp_path / "t10k-images-idx3-ubyte.gz"
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(UserError, match=path.name):
        input_data.read_data_sets(tmp_path, validation_size=1)


def fingerprint(batch: np.ndarray) -> str:
    return hashlib.sha256(np.ascontiguousarray(batch)).hexdigest()[:16]


@needs_mnist
def test_genuine_digits_come_bit_for_bit_as_under_tensorflow_1():
    mnist = input_data.read_data_sets(GENUINE)
    assert [data_set.num_examples for data_set in mnist] == [55000, 5000, 10000]
    assert mnist.train.labels[:10].tolist() == [7, 3, 4, 6, 1, 8, 1, 0, 9, 8]
    np.random.seed(42)
    given = {}
    for iteration in range(733):
        X_batch, y_batch = mnist.train.next_batch(150)
        given[iteration] = fingerprint(X_batch), y_batch.tolist()[:8]
    # Iterations 366 and 732 (counted from 0) contain the end of one epoch and the start of the
    # next.
    assert given[0] == ("defbac342188a203", [8, 5, 5, 6, 3, 3, 2, 6])
    assert given[61] == ("1673c0ba1218b276", [6, 7, 3, 4, 2, 9, 9, 1])
    assert given[366] == ("26a62170ae4d3b26", [5, 1, 7, 7, 1, 4, 7, 3])
    assert given[732] == ("3aa5f444d450211a", [6, 4, 3, 3, 9, 1, 9, 3])


@needs_mnist
def test_genuine_digits_with_a_seed_argument_come_as_under_tensorflow_1():
    mnist = input_data.read_data_sets(
        GENUINE, seed=7, one_hot=True, reshape=False, validation_size=100
    )
    X_batch, y_batch = mnist.train.next_batch(1000)
    assert X_batch.shape == (1000, 28, 28, 1)
    assert (fingerprint(X_batch), fingerprint(y_batch)) == ("d9b5e75d2c824006", "63cdd784539be507")


def test_importing_it_does_not_load_tensorflow():
    code = (
        "import sys; from tf1rnn.tf1.examples.tutorials.mnist import input_data;"
        "input_data.DataSet([], [], fake_data=True); print('tensorflow' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=CHECKOUT
    )
    assert done.stdout.strip() == "False"
