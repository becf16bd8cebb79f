"""Finding MNIST: which of several places is used, and that only the genuine bytes are accepted."""

import gzip
import http.server
import os
import shutil
import threading
import zipfile
from pathlib import Path

import numpy as np
import pytest

from tf1rnn.datasets.mnist import load_mnist, read_mnist
from tf1rnn.errors import UserError

CHECKOUT = Path(__file__).parents[2]
GENUINE = Path(os.environ.get("TF1RNN_DATA", CHECKOUT.parent / "shared" / "data")) / "mnist"
needs_mnist = pytest.mark.skipif(
    not GENUINE.is_dir(), reason="no genuine MNIST: set TF1RNN_DATA to the folder holding mnist/"
)
NAMES = [
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
]


def write_idx(path: Path, array: np.ndarray) -> None:
    numbers = (0x0800 + array.ndim, *array.shape)
    header = b"".join(number.to_bytes(4, "big") for number in numbers)
    content = header + array.astype(np.uint8).tobytes()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)


def write_digits(folder: Path, n: int = 3, suffix: str = ".gz") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for images, labels in (NAMES[:2], NAMES[2:]):
        write_idx(folder / (images + suffix), np.full((n, 28, 28), n))
        write_idx(folder / (labels + suffix), np.arange(n) % 10)
    return folder


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    """A user without any data, whose downloads can only go to this machine."""
    monkeypatch.delenv("TF1RNN_CACHE", raising=False)
    monkeypatch.delenv("KERAS_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    return tmp_path / "home"


def load(folder=None, mirrors=()):
    return load_mnist(folder, mirrors=mirrors)


@pytest.mark.parametrize("suffix", [".gz", ""])
def test_a_folder_is_read_packed_or_not(tmp_path, suffix):
    mnist = read_mnist(write_digits(tmp_path / "data", n=5, suffix=suffix))
    assert mnist.train_images.shape == mnist.test_images.shape == (5, 28, 28)
    assert mnist.train_labels.tolist() == mnist.test_labels.tolist() == [0, 1, 2, 3, 4]
    assert mnist.source == tmp_path / "data"


def test_the_named_folder_comes_before_the_cache(tmp_path, home):
    write_digits(home / ".cache" / "tf1rnn" / "mnist", n=2)
    assert len(load().train_images) == 2
    assert len(load(write_digits(tmp_path / "data", n=5)).train_images) == 5
    assert len(load(tmp_path / "elsewhere").train_images) == 2


def test_the_cache_is_where_the_environment_says(monkeypatch, tmp_path):
    write_digits(tmp_path / "cache" / "mnist", n=4)
    monkeypatch.setenv("TF1RNN_CACHE", str(tmp_path / "cache"))
    assert len(load().train_images) == 4


def replace(name: str, array: np.ndarray):
    return lambda folder: write_idx(folder / f"{name}.gz", array)


FAULTS = {
    "absent": (lambda folder: (folder / f"{NAMES[3]}.gz").unlink(), NAMES[3]),
    "truncated": (
        lambda folder: (folder / f"{NAMES[0]}.gz").write_bytes(gzip.compress(b"\0" * 99)[:-9]),
        NAMES[0],
    ),
    "other pixels": (replace(NAMES[2], np.zeros((3, 8, 8))), "expected 28 x 28"),
    "labels for images": (replace(NAMES[0], np.zeros(3)), "magic number"),
    "fewer labels": (replace(NAMES[1], np.zeros(2)), "each of 3 images"),
    "letters": (replace(NAMES[1], np.full(3, 26)), "26 to 26, expected 0 to 9"),
}


@pytest.mark.parametrize(("damage", "message"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_folder_is_refused_naming_the_file(tmp_path, damage, message):
    folder = write_digits(tmp_path / "data")
    damage(folder)
    with pytest.raises(UserError, match=message) as caught:
        read_mnist(folder)
    assert str(folder) in str(caught.value)


def test_without_data_and_network_one_line_says_where_to_put_the_files(home):
    with pytest.raises(UserError, match="cannot download train-images") as caught:
        load(mirrors=["http://127.0.0.1:9/mnist/"])
    cache = home / ".cache" / "tf1rnn" / "mnist"
    assert str(caught.value).endswith(f"or put MNIST's four .gz files into {cache}")
    assert "\n" not in str(caught.value)


def test_missing_files_are_not_mixed_with_others_than_mnists(tmp_path):
    folder = write_digits(tmp_path / "data")
    (folder / f"{NAMES[3]}.gz").unlink()
    with pytest.raises(UserError, match="not MNIST's"):
        load(folder)


def save_keras(path: Path, mnist) -> None:
    path.parent.mkdir(parents=True)
    np.savez_compressed(
        path,
        x_train=mnist.train_images,
        y_train=mnist.train_labels,
        x_test=mnist.test_images,
        y_test=mnist.test_labels,
    )


@pytest.fixture
def keras_file(home):
    return home / ".keras" / "datasets" / "mnist.npz"


@needs_mnist
def test_the_file_of_keras_gives_the_same_digits(keras_file):
    genuine = read_mnist(GENUINE)
    save_keras(keras_file, genuine)
    found = load()
    assert found.source == keras_file
    for name in ("train_images", "train_labels", "test_images", "test_labels"):
        np.testing.assert_array_equal(getattr(found, name), getattr(genuine, name))

    altered = genuine.train_images.copy()
    altered[-1, -1, -1] += 1
    keras_file.unlink()
    keras_file.parent.rmdir()
    save_keras(keras_file, genuine._replace(train_images=altered))
    with pytest.raises(UserError, match=r"x_train\.npy does not hold MNIST's values"):
        load()


def npz_bytes(tmp_path, **arrays) -> bytes:
    np.savez(tmp_path / "made.npz", **arrays)
    return (tmp_path / "made.npz").read_bytes()


def test_a_file_of_keras_that_is_something_else_is_refused(tmp_path, keras_file):
    keras_file.parent.mkdir(parents=True)
    pickled = npz_bytes(tmp_path, x_train=np.array([{"code": print}], dtype=object))
    packed_by_lzma = tmp_path / "lzma.npz"
    with zipfile.ZipFile(packed_by_lzma, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("x_train.npy", bytes(100))
    whole = npz_bytes(tmp_path, x_train=np.zeros(9, np.uint8))
    for content in (b"", b"PK", whole[:-30], whole, pickled, packed_by_lzma.read_bytes()):
        keras_file.write_bytes(content)
        with pytest.raises(UserError, match="delete or rename it") as caught:
            load()
        assert str(keras_file) in str(caught.value)


class Mirror(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def mirror(tmp_path):
    """A web server of the folder it returns, and its address."""
    folder = tmp_path / "mirror"
    folder.mkdir()
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), lambda *request: Mirror(*request, directory=str(folder))
    )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@needs_mnist
def test_a_download_is_stored_in_the_cache_and_found_from_then_on(mirror, home):
    folder, address = mirror
    for name in NAMES:
        shutil.copy(GENUINE / f"{name}.gz", folder)
    counted = []
    first = load_mnist(
        mirrors=["http://127.0.0.1:9", address], progress=lambda n, total: counted.append(total)
    )
    cache = home / ".cache" / "tf1rnn" / "mnist"
    assert first.source == cache
    assert first.train_images.shape == (60000, 28, 28)
    assert sorted(path.name for path in cache.iterdir()) == sorted(f"{name}.gz" for name in NAMES)
    assert set(counted) == {(folder / f"{name}.gz").stat().st_size for name in NAMES}

    (cache / f"{NAMES[3]}.gz").unlink()
    assert len(load(mirrors=[address]).test_labels) == 10000


def test_other_digits_than_mnists_are_not_downloaded(mirror, tmp_path):
    folder, address = mirror
    write_digits(folder)
    target = tmp_path / "data"
    with pytest.raises(UserError, match="checksum differs"):
        load(target, mirrors=[address])
    assert list(target.iterdir()) == []
