"""Image files that people have."""

import numpy as np
import pytest
from PIL import Image

from tf1rnn import UserError
from tf1rnn.datasets.images import grey, read_image


def test_an_image_of_any_size_and_mode_becomes_colours_and_greys_of_one_size(tmp_path):
    path = tmp_path / "a.png"
    for mode, colour in {"RGB": (255, 0, 0), "P": 0, "L": 128, "RGBA": (0, 0, 255, 255)}.items():
        Image.new(mode, (40, 23), colour).save(path)
        image = read_image(path, 16)
        assert (image.shape, image.dtype) == ((16, 16, 3), np.uint8)
        assert (image == image[0, 0]).all()
    assert image[0, 0].tolist() == [0, 0, 255]
    assert grey(image) == pytest.approx(np.full([16, 16], 0.114), abs=1e-6)


def test_what_is_transparent_is_white(tmp_path):
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(tmp_path / "clear.png")
    image = read_image(tmp_path / "clear.png", 8)
    assert (image == 255).all()
    assert (grey(image) == 1).all()


def test_a_file_that_is_no_image_or_too_large_or_absent_is_named(tmp_path, monkeypatch):
    (tmp_path / "no.png").write_text("no")
    Image.new("L", (60, 60)).save(tmp_path / "large.png")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 3000)
    for name, why in {
        "no.png": "is no image that can be read",
        "large.png": "has too many pixels; give a smaller image",
        "absent.png": "No such file or directory",
    }.items():
        with pytest.raises(UserError) as raised:
            read_image(tmp_path / name, 8, "--data ")
        assert str(raised.value) == f"--data {tmp_path / name}: {why}"
