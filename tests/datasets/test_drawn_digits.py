"""Drawn digits: in MNIST's format, the same for a seed, and what their labels say."""

import hashlib

import numpy as np
import pytest

from tf1rnn.datasets.drawn_digits import FONTS, _outline, draw_digits


@pytest.fixture(scope="module")
def digits():
    return draw_digits(n_train=2000, n_test=500)


def test_they_are_in_mnists_format(digits):
    assert digits.train_images.shape == (2000, 28, 28)
    assert digits.test_images.shape == (500, 28, 28)
    assert digits.train_labels.shape == (2000,)
    assert digits.test_labels.shape == (500,)
    assert {array.dtype for array in digits[:4]} == {np.dtype(np.uint8)}
    assert not digits.is_genuine()


def test_each_digit_is_about_as_frequent_as_another(digits):
    counts = np.bincount(digits.train_labels, minlength=10)
    assert len(counts) == 10
    assert 150 < counts.min() <= counts.max() < 250


def test_ink_is_dark_and_in_the_middle_and_paper_is_light(digits):
    average = digits.train_images.mean(axis=0)
    assert average[8:20, 10:18].mean() > 100
    border = np.concatenate([average[0], average[-1], average[:, 0], average[:, -1]])
    assert border.max() < 20
    assert (digits.train_images.max(axis=(1, 2)) > 200).all()


def test_a_seed_gives_the_same_digits_and_another_seed_gives_others():
    first, again, other = (draw_digits(1100, 20, seed=seed) for seed in (3, 3, 4))
    for mine, same, different in zip(first[:4], again[:4], other[:4], strict=True):
        np.testing.assert_array_equal(mine, same)
        assert not np.array_equal(mine, different)


def test_two_images_differ_by_more_than_noise(digits):
    for digit in range(10):
        images = digits.train_images[digits.train_labels == digit][:40].reshape(40, -1)
        distances = np.abs(images[:, np.newaxis] - np.float32(images)).mean(axis=2)
        assert distances[~np.eye(40, dtype=bool)].min() > 5


def test_numpys_generator_is_not_used():
    np.random.seed(1)
    expected = np.random.rand()
    np.random.seed(1)
    draw_digits(10, 10)
    assert np.random.rand() == expected


def test_labels_say_what_is_drawn(digits):
    """An image's nearest neighbours among the training images tell its digit."""
    train = digits.train_images.reshape(2000, -1).astype(np.float32)
    test = digits.test_images.reshape(500, -1).astype(np.float32)
    distances = (train**2).sum(axis=1) - 2 * test @ train.T
    nearest = digits.train_labels[distances.argmin(axis=1)]
    assert (nearest == digits.test_labels).mean() > 0.8


@pytest.mark.parametrize("font", FONTS)
def test_every_font_has_ten_digits_of_its_own(font):
    outlines = [_outline(font, digit) for digit in range(10)]
    assert len({outline.vertices.tobytes() for outline in outlines}) == 10
    for outline in outlines:
        box = outline.get_extents()
        assert box.height == pytest.approx(1.0, abs=1e-6)
        assert 0.2 < box.width < 1.1


def test_they_are_the_same_with_every_version_of_matplotlib():
    # As drawn with matplotlib 3.7, 3.8, 3.9, 3.10 and 3.11.
    digest = hashlib.sha256(draw_digits(300, 20).train_images.tobytes()).hexdigest()
    assert digest[:16] == "d4f783de9a67d7ec"
