"""MNIST's files under the names that others give them, in archives and in Keras's form."""

import gzip
import zipfile
from pathlib import Path

import numpy as np
import pytest

from tf1rnn.datasets.mnist import read_mnist
from tf1rnn.errors import UserError


def write_idx(path: Path, array: np.ndarray) -> None:
    numbers = (0x0800 + array.ndim, *array.shape)
    header = b"".join(number.to_bytes(4, "big") for number in numbers)
    content = header + array.astype(np.uint8).tobytes()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)


ROLES = {"train-images": 3, "train-labels": 1, "t10k-images": 3, "t10k-labels": 1}
SPELLINGS = {
    "Windows": lambda role, rank: f"{role}.idx{rank}-ubyte",
    "Kaggle": lambda role, rank: f"{role}-idx{rank}-ubyte/{role}-idx{rank}-ubyte",
    "upper case": lambda role, rank: f"{role}-idx{rank}-ubyte".upper(),
    "a second download": lambda role, rank: f"{role}-idx{rank}-ubyte (1).gz",
    "torchvision": lambda role, rank: f"MNIST/raw/{role}-idx{rank}-ubyte",
    "EMNIST": lambda role, rank: (
        f"gzip/emnist-digits-{role.replace('t10k', 'test')}-idx{rank}-ubyte.gz"
    ),
}


def pictures(seed, n=4):
    return np.random.RandomState(seed).randint(256, size=(n, 28, 28)).astype(np.uint8)


def write_set(folder, name, transposed=False):
    """Four files with names made by `name`; the images' first one by one, for comparison."""
    images = {"train-images": pictures(1), "t10k-images": pictures(2)}
    for role, rank in ROLES.items():
        path = folder / name(role, rank)
        path.parent.mkdir(parents=True, exist_ok=True)
        content = images.get(role, np.arange(4))
        write_idx(path, content.swapaxes(1, 2) if transposed and rank == 3 else content)
    return folder


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_four_files_are_found_by_the_names_that_others_give_them(tmp_path, spelling):
    folder = write_set(tmp_path / "data", SPELLINGS[spelling], transposed=spelling == "EMNIST")
    mnist = read_mnist(folder)
    np.testing.assert_array_equal(mnist.train_images, pictures(1))
    np.testing.assert_array_equal(mnist.test_images, pictures(2))
    assert mnist.test_labels.tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_an_archive_of_the_four_files_is_read_without_unpacking_it(tmp_path, spelling):
    folder = write_set(tmp_path / "data", SPELLINGS[spelling], transposed=spelling == "EMNIST")
    with zipfile.ZipFile(tmp_path / "archive.zip", "w") as archive:
        for path in filter(Path.is_file, folder.rglob("*")):
            archive.write(path, path.relative_to(folder))
    np.testing.assert_array_equal(read_mnist(tmp_path / "archive.zip").test_images, pictures(2))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive.zip", "data"]


def test_the_labels_of_qmnist_are_the_first_of_its_numbers(tmp_path):
    for which, seed in (("train", 1), ("test", 2)):
        write_idx(tmp_path / f"qmnist-{which}-images-idx3-ubyte.gz", pictures(seed))
        labels = np.arange(32).reshape(4, 8) % 9
        header = b"".join(n.to_bytes(4, "big") for n in (0x0C02, 4, 8))
        path = tmp_path / f"qmnist-{which}-labels-idx2-int"
        path.write_bytes(header + labels.astype(">i4").tobytes())
    mnist = read_mnist(tmp_path)
    assert mnist.train_labels.tolist() == (np.arange(4) * 8 % 9).tolist()
    assert mnist.train_labels.dtype == np.uint8
    np.testing.assert_array_equal(mnist.test_images, pictures(2))


def test_of_several_sets_one_is_named_by_how_its_files_begin(tmp_path):
    for family in ("emnist-digits", "emnist-mnist"):
        write_set(tmp_path, lambda role, rank: f"{family}-{role}-idx{rank}-ubyte")  # noqa: B023
    with pytest.raises(UserError, match="several sets .*: emnist-digits, emnist-mnist; name"):
        read_mnist(tmp_path)
    assert len(read_mnist(tmp_path / "emnist-mnist").test_labels) == 4
    with pytest.raises(UserError, match=r"idx3-ubyte.*is in a, b, so that these hold several sets"):
        for name in "ab":
            write_set(tmp_path / "two" / name, SPELLINGS["Windows"])
        read_mnist(tmp_path / "two")


def test_letters_are_not_digits(tmp_path):
    write_set(tmp_path, lambda role, rank: f"emnist-letters-{role}-idx{rank}-ubyte")
    write_idx(tmp_path / "emnist-letters-t10k-labels-idx1-ubyte", np.arange(23, 27))
    with pytest.raises(UserError, match="from 23 to 26, expected 0 to 9; of EMNIST, the sets"):
        read_mnist(tmp_path)


@pytest.mark.parametrize("where", ["mnist.npz", "other.npz"])
def test_an_npz_file_like_keras_s_is_read_by_its_name_or_its_folders(tmp_path, where):
    labels = np.arange(4)  # int64, as some have them
    arrays = {"x_train": pictures(1), "y_train": labels, "x_test": pictures(2), "y_test": labels}
    np.savez_compressed(tmp_path / where, **arrays)
    mnist = read_mnist(tmp_path if where == "mnist.npz" else tmp_path / where)
    np.testing.assert_array_equal(mnist.test_images, pictures(2))
    assert mnist.test_labels.dtype == np.uint8
