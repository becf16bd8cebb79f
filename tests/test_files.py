"""Files are whole or absent."""

import os

import pytest

from tf1rnn import files


def test_a_file_takes_its_name_only_when_it_is_whole(tmp_path):
    path = tmp_path / "a.txt"
    files.write_text(path, "one\n")
    with pytest.raises(RuntimeError), files.replacing(path) as temporary:
        temporary.write_text("half")
        raise RuntimeError("interrupted")
    assert path.read_text() == "one\n"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_file_has_the_permissions_of_the_umask(tmp_path):
    files.write_text(tmp_path / "a.txt", "text")
    umask = os.umask(0)
    os.umask(umask)
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o666 & ~umask
