"""The IDX reader on good, damaged and lying files."""

import contextlib
import gzip
import os
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tf1rnn.datasets.idx import parse_idx, read_idx
from tf1rnn.errors import UserError


def idx(array: np.ndarray) -> bytes:
    numbers = (0x0800 + array.ndim, *array.shape)
    return b"".join(number.to_bytes(4, "big") for number in numbers) + array.tobytes()


IMAGES = np.arange(2 * 3 * 4, dtype=np.uint8).reshape(2, 3, 4)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_values_and_shape_survive_with_and_without_gzip(tmp_path, pack):
    path = tmp_path / "images"
    path.write_bytes(pack(idx(IMAGES)))
    read = read_idx(path, rank=3)
    assert read.dtype == np.uint8
    np.testing.assert_array_equal(read, IMAGES)


def test_a_file_without_examples_gives_an_empty_array(tmp_path):
    path = tmp_path / "images"
    path.write_bytes(idx(np.zeros((0, 28, 28), np.uint8)))
    assert read_idx(path, rank=3).shape == (0, 28, 28)


PACKED = gzip.compress(idx(IMAGES))
DAMAGED = {
    "empty": (b"", "cut short"),
    "header cut": (idx(IMAGES)[:9], "cut short"),
    "values cut": (idx(IMAGES)[:-1], "24 bytes expected where 23 are left"),
    "values cut, packed": (gzip.compress(idx(IMAGES)[:-1]), "cut short"),
    "gzip cut": (PACKED[:-9], "damaged gzip"),
    "gzip checksum": (PACKED[:-8] + bytes(8), "damaged gzip"),
    "gzip body": (PACKED[:10] + b"\x07" + PACKED[11:], "damaged gzip"),
    "not gzip after all": (b"\x1f\x8b" + bytes(30), "damaged gzip"),
    "longer than it says": (idx(IMAGES) + b"x", "holds more"),
    "longer than it says, packed": (gzip.compress(idx(IMAGES) + b"x"), "holds more"),
    "wrong magic": (b"\x00\x00\x08\x09" + idx(IMAGES)[4:], "magic number is 2057, expected 2051"),
    "wrong rank": (idx(IMAGES[0]), "magic number is 2050, expected 2051"),
    "wrong type": (b"\x00\x00\x0d\x03" + idx(IMAGES)[4:], "magic number is 3331"),
    "text": (b"<html><body>404 Not Found", "magic number"),
}


@pytest.mark.parametrize(("content", "message"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_refused_by_name(tmp_path, content, message):
    path = tmp_path / "train-images-idx3-ubyte.gz"
    path.write_bytes(content)
    with pytest.raises(UserError, match=message) as caught:
        read_idx(path, rank=3)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("shape", [(2**31, 28, 28), (2**32 - 1,) * 3, (2**20, 1, 1)])
def test_a_header_that_lies_takes_no_memory(tmp_path, pack, shape):
    path = tmp_path / "images"
    header = b"".join(number.to_bytes(4, "big") for number in (0x0803, *shape))
    path.write_bytes(pack(header + bytes(100)))
    tracemalloc.start()
    try:
        with pytest.raises(UserError, match=r"cut short|can hold"):
            read_idx(path, rank=3)
        assert tracemalloc.get_traced_memory()[1] < 2**20
    finally:
        tracemalloc.stop()


def test_absent_files_folders_and_pipes_are_refused(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (tmp_path / "absent", tmp_path, pipe):
        with pytest.raises(UserError, match="no such file|not a regular file"):
            read_idx(path, rank=1)


@st.composite
def damaged_files(draw):
    """An IDX file, perhaps packed, with some bytes overwritten, dropped or added."""
    shape = draw(st.lists(st.integers(0, 5), min_size=1, max_size=3))
    content = bytearray(idx(np.zeros(shape, np.uint8)))
    if draw(st.booleans()):
        content = bytearray(gzip.compress(bytes(content)))
    for position in draw(st.lists(st.integers(0, len(content) - 1), max_size=4)):
        content[position] = draw(st.integers(0, 255))
    end = draw(st.integers(0, len(content)))
    return bytes(content[:end]) + draw(st.binary(max_size=8))


@settings(max_examples=300, deadline=None)
@given(content=damaged_files() | st.binary(max_size=64), rank=st.integers(1, 3))
def test_for_any_bytes_the_reader_gives_an_array_or_a_user_error(tmp_path_factory, content, rank):
    path = tmp_path_factory.getbasetemp() / "fuzzed"
    path.write_bytes(content)
    with contextlib.suppress(UserError):
        assert read_idx(path, rank).ndim == rank


def test_a_stream_is_read_like_a_file(tmp_path):
    path = tmp_path / "images.gz"
    path.write_bytes(PACKED)
    with gzip.open(path) as stream:
        np.testing.assert_array_equal(parse_idx(stream, 3, "images"), IMAGES)
