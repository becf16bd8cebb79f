"""Finding digits: genuine ones if they are available, else drawn ones, and never silently."""

import http.server
import os
import shutil
import socket
import threading
from pathlib import Path

import numpy as np
import pytest

from tf1rnn.datasets import digits as module
from tf1rnn.datasets import mnist
from tf1rnn.datasets.digits import find_digits
from tf1rnn.datasets.drawn_digits import draw_digits
from tf1rnn.datasets.web import answers
from tf1rnn.errors import MissingData, UserError

CHECKOUT = Path(__file__).parents[2]
GENUINE = Path(os.environ.get("TF1RNN_DATA", CHECKOUT.parent / "shared" / "data")) / "mnist"
needs_mnist = pytest.mark.skipif(
    not GENUINE.is_dir(), reason="no genuine MNIST: set TF1RNN_DATA to the folder holding mnist/"
)


@pytest.fixture(autouse=True)
def cache(monkeypatch, tmp_path):
    """The cache of a user without any data; drawn digits are few."""
    monkeypatch.setenv("TF1RNN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setattr(module, "draw_digits", lambda: draw_digits(30, 10))
    return tmp_path / "cache" / "mnist"


def write(folder, found):
    """Write digits as MNIST's four files."""
    folder.mkdir(parents=True)
    names = ("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")
    for name, array in zip(names, found[:4], strict=True):
        header = b"".join(n.to_bytes(4, "big") for n in (0x0800 + array.ndim, *array.shape))
        (folder / f"{name}-ubyte").write_bytes(header + array.tobytes())


@pytest.fixture
def mirrors(monkeypatch, tmp_path):
    """mirrors(folder) makes a web server of that folder the only mirror."""
    servers = []

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    def serve(folder):
        server = http.server.ThreadingHTTPServer(
            ("127.0.0.1", 0), lambda *request: Quiet(*request, directory=str(folder))
        )
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        monkeypatch.setattr(mnist, "MIRRORS", (f"http://127.0.0.1:{server.server_port}/",))

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@needs_mnist
def test_genuine_digits_in_the_cache_come_first(cache):
    shutil.copytree(GENUINE, cache)
    found = find_digits("auto")
    assert (found.data, found.text) == ("mnist", f"MNIST's own, from {cache}")
    assert len(found.mnist.train_images) == 60000
    assert find_digits("mnist").facts == found.facts


@needs_mnist
def test_genuine_digits_are_downloaded_if_a_mirror_answers(cache, mirrors, capsys):
    mirrors(GENUINE)
    assert find_digits("auto").data == "mnist"
    assert capsys.readouterr().err == f"Downloading MNIST (11 MB) to {cache}\n"
    assert len(list(cache.iterdir())) == 4


def test_if_none_are_available_digits_are_drawn_and_the_reason_is_given(cache):
    found = find_digits("auto")
    assert found.data == "drawn"
    assert found.text == (
        "drawn by tf1rnn, not MNIST's: no mirror of it answers; "
        f"put its four .gz files into {cache}, or say where they are: --data FOLDER"
    )


def test_a_mirror_that_gives_something_else_is_not_used(tmp_path, mirrors):
    (tmp_path / "portal").mkdir()
    (tmp_path / "portal" / "train-images-idx3-ubyte.gz").write_text("Please sign in")
    mirrors(tmp_path / "portal")
    found = find_digits("auto")
    assert found.data == "drawn"
    assert "cannot download train-images-idx3-ubyte.gz" in found.text


def test_asking_for_mnist_never_gives_drawn_digits(cache):
    with pytest.raises(MissingData, match="cannot download .*--data FOLDER"):
        find_digits("mnist")


@pytest.mark.parametrize("data", ["auto", "mnist"])
def test_other_digits_in_the_cache_are_not_taken_for_mnists(cache, data):
    write(cache, draw_digits(20, 10))
    with pytest.raises(UserError, match="holds other digits than MNIST's"):
        find_digits(data)


def test_damaged_files_in_the_cache_are_not_ignored(cache):
    write(cache, draw_digits(20, 10))
    (cache / "t10k-labels-idx1-ubyte").write_bytes(b"damaged")
    with pytest.raises(UserError, match="t10k-labels-idx1-ubyte"):
        find_digits("auto")


def test_a_folder_is_taken_for_what_it_holds(tmp_path, monkeypatch):
    drawn = draw_digits(20, 10)
    write(tmp_path / "mine", drawn)
    monkeypatch.chdir(tmp_path)
    found = find_digits("mine")
    assert found.text == "in MNIST's format, but not MNIST's, from mine"
    assert found.data == str(tmp_path / "mine"), "a run may be resumed from any folder"
    np.testing.assert_array_equal(found.mnist.test_images, drawn.test_images)


@pytest.mark.parametrize("data", ["minst", "none/here", ""])
def test_a_name_without_digits_is_refused(data, monkeypatch, tmp_path):
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    with pytest.raises(UserError, match="--data .*neither auto|holds no train-images"):
        find_digits(data)


def test_facts_tell_digits_apart(tmp_path, monkeypatch):
    first, again = find_digits("drawn"), find_digits("drawn")
    monkeypatch.setattr(module, "draw_digits", lambda: draw_digits(30, 10, seed=1))
    other = find_digits("drawn")
    assert first.facts == again.facts
    assert first.facts["sha256"] != other.facts["sha256"]


def test_a_server_that_says_nothing_does_not_answer():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        assert not answers(f"http://127.0.0.1:{silent.getsockname()[1]}/", seconds=0.2)
    assert not answers("no address", seconds=0.2)
