"""Downloads against a server on this machine that behaves well, badly or not at all."""

import gzip
import hashlib
import http.server
import socket
import threading
import time

import pytest

from tf1rnn import files
from tf1rnn.datasets.download import download
from tf1rnn.errors import UserError

CONTENT = bytes(range(256)) * 300
SHA256 = hashlib.sha256(CONTENT).hexdigest()
PACKED = gzip.compress(CONTENT)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests, self.closing = [], threading.Event()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}/{path}"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.requests.append(self.path)
        getattr(self, self.path.strip("/").replace(".gz", ""))()

    def answer(self, body: bytes, length: int | None = None, status: int = 200):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def good(self):
        self.answer(PACKED if self.path.endswith(".gz") else CONTENT)

    def packed_otherwise(self):
        self.answer(gzip.compress(CONTENT, compresslevel=1))

    def without_length(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(PACKED)

    def missing(self):
        self.answer(b"gone", status=404)

    def corrupt(self):
        self.answer(gzip.compress(CONTENT[:-1] + b"?"))

    def damaged(self):
        self.answer(PACKED[:100] + bytes(100) + PACKED[200:])

    def truncated(self):
        self.answer(PACKED[:100], length=len(PACKED))

    def truncated_without_length(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(PACKED[:100])

    def bomb(self):
        self.answer(gzip.compress(bytes(10_000_000)))

    def lying_length(self):
        self.answer(b"", length=10**15)

    def odd_length(self):
        self.send_response(200)
        self.send_header("Content-Length", "many")
        self.end_headers()

    def endless(self):
        self.send_response(200)
        self.end_headers()
        while not self.server.closing.is_set():
            self.wfile.write(bytes(2**16))

    def silent(self):
        self.server.closing.wait()

    def trickle(self):
        self.send_response(200)
        self.end_headers()
        while not self.server.closing.wait(0.02):
            self.wfile.write(b"x")

    def drip(self, begin: bytes, piece: bytes):
        """Send the beginning, then a piece again and again."""
        self.wfile.write(begin)
        while not self.server.closing.wait(0.02):
            self.wfile.write(piece)

    def dripping_headers(self):
        self.drip(b"HTTP/1.0 200 OK\r\nX-Long: ", b"x")

    def dripping_chunk_size(self):
        self.drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0")

    def continuing(self):
        self.drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n")

    def redirected(self):
        self.send_response(302)
        self.send_header("Location", self.server.url("good.gz"))
        self.end_headers()

    def redirected_to_ftp(self):
        self.send_response(302)
        self.send_header("Location", "ftp://127.0.0.1/good.gz")
        self.end_headers()

    def redirected_to_a_file(self):
        self.send_response(302)
        self.send_header("Location", "file:///etc/hostname")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.closing.set()
    server.shutdown()
    server.server_close()
    thread.join()


def fetch(urls, path, **options):
    download(urls, path, sha256=SHA256, max_bytes=len(CONTENT), **options)


@pytest.mark.parametrize("name", ["good", "packed_otherwise", "without_length", "redirected"])
def test_a_packed_file_is_stored_as_it_came_if_its_content_is_right(server, tmp_path, name):
    path = tmp_path / "new" / "folder" / "data.gz"
    fetch([server.url(f"{name}.gz")], path)
    assert gzip.decompress(path.read_bytes()) == CONTENT
    assert list(path.parent.iterdir()) == [path]


def test_a_plain_file_is_compared_as_it_is(server, tmp_path):
    fetch([server.url("good")], tmp_path / "data")
    assert (tmp_path / "data").read_bytes() == CONTENT


BAD = {
    "missing": "404",
    "corrupt": "checksum",
    "damaged": "gzip|checksum|longer than",
    "truncated": "cut short: 100 of",
    "truncated_without_length": "ended",
    "bomb": "longer than",
    "lying_length": "longer than|cut short",
    "odd_length": "many",
    "endless": "longer than",
    "silent": "timed out",
    "trickle": "not done after 0.5 s",
    "dripping_headers": "not done after 0.5 s",
    "dripping_chunk_size": "not done after 0.5 s",
    "continuing": "not done after 0.5 s",
    "redirected_to_ftp": "redirects to ftp://127.0.0.1/good.gz, not an http or https address",
    "redirected_to_a_file": "file:///etc/hostname|not allowed",
}


@pytest.mark.parametrize(("name", "reason"), BAD.items(), ids=BAD)
def test_a_bad_answer_is_refused_leaves_nothing_and_the_next_mirror_is_tried(
    server, tmp_path, name, reason
):
    path, limits = tmp_path / "data.gz", {"timeout": 0.3, "time_limit": 0.5}
    with pytest.raises(UserError, match=reason) as caught:
        fetch([server.url(name)], path, **limits)
    assert server.url(name) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []

    fetch([server.url(name), server.url("good.gz"), server.url("missing")], path, **limits)
    assert gzip.decompress(path.read_bytes()) == CONTENT
    assert server.requests == [f"/{name}", f"/{name}", "/good.gz"]


def test_what_a_killed_download_left_is_removed_and_what_another_writes_is_not(server, tmp_path):
    (tmp_path / ".writing-data-killed.gz").write_bytes(b"half")
    with files.replacing(tmp_path / "other") as under_way:
        fetch([server.url("good.gz")], tmp_path / "data.gz")
        assert {path.name for path in tmp_path.iterdir()} == {"data.gz", under_way.name}


def test_a_download_that_is_given_up_leaves_no_thread(server, tmp_path):
    before = threading.active_count()
    with pytest.raises(UserError):
        fetch([server.url("continuing")], tmp_path / "data", timeout=0.3, time_limit=0.2)
    server.closing.set()
    deadline = time.monotonic() + 5
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert threading.active_count() <= before


def test_a_failed_download_does_not_change_the_file_that_was_there(server, tmp_path):
    path = tmp_path / "data.gz"
    path.write_bytes(b"before")
    with pytest.raises(UserError):
        fetch([server.url("corrupt")], path)
    assert path.read_bytes() == b"before"


def test_each_mirror_that_failed_is_named(server, tmp_path):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{unused.getsockname()[1]}/data.gz"
        with pytest.raises(UserError) as caught:
            fetch([closed, server.url("missing")], tmp_path / "data.gz")
    assert closed in str(caught.value)
    assert server.url("missing") in str(caught.value)


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://127.0.0.1/x", "data:,x", "x", ""])
def test_only_web_addresses_are_opened(tmp_path, url):
    with pytest.raises(UserError, match="not an http or https address"):
        fetch([url], tmp_path / "data")


@pytest.mark.parametrize("url", ["http://", "http://[::1", "http://127.0.0.1:x/", "http://a b/"])
def test_a_malformed_address_is_a_failure_like_any_other(tmp_path, url):
    with pytest.raises(UserError, match="cannot download data"):
        fetch([url], tmp_path / "data")


def test_progress_counts_up_to_the_length_the_server_gave(server, tmp_path):
    calls = []
    fetch([server.url("good.gz")], tmp_path / "data.gz", progress=lambda *call: calls.append(call))
    received = [n for n, _ in calls]
    assert received == sorted(received)
    assert calls[-1] == (len(PACKED), len(PACKED))


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UserError, match="cannot be written"):
        fetch(["http://127.0.0.1:9/"], tmp_path / "file" / "data")


def test_the_cache_is_where_the_environment_says(monkeypatch, tmp_path):
    monkeypatch.setenv("TF1RNN_CACHE", str(tmp_path))
    assert files.cache_folder() == tmp_path
    monkeypatch.delenv("TF1RNN_CACHE")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert files.cache_folder() == tmp_path / ".cache" / "tf1rnn"
