"""video: clips show what their labels say, the claim holds on a small setting, files are read."""

import re
import sys

import numpy as np
import pytest
from PIL import Image

from tests.plugins.conftest import small
from tf1rnn import UserError, conformance, run_task
from tf1rnn.datasets.drawn_digits import draw_digits


@pytest.fixture(scope="module")
def clips(helper):
    return helper("video", "clips")


@pytest.fixture(scope="module")
def digits(clips):
    """Digits that are one bright pixel in a corner of their own, so that they can be found."""
    images = np.zeros([10, clips.N_DIGIT, clips.N_DIGIT], dtype=np.float32)
    images[np.arange(10), 2, np.arange(10)] = 1 - np.arange(10) / 20
    return clips.Digits(images, np.arange(10))


def film(clips, digits, n=60, fog=0.0, lost=0.0):
    return clips.film(digits, n, 12, fog, lost, np.random.RandomState(3))


def test_a_label_says_which_digit_has_moved_where(clips, digits):
    filmed, names = film(clips, digits), clips.labels_of(10)
    assert len(names) == 41
    moved = {"left": (0, -2), "right": (0, 2), "up": (-2, 0), "down": (2, 0)}
    seen = set()
    for frames, labels in zip(filmed.frames, filmed.labels, strict=True):
        digit = str(round((1 - frames.max()) * 20))
        places = np.array([np.argwhere(frame > 0)[0] for frame in frames])
        assert names[labels[0]] == "nothing"
        for step, label in zip(np.diff(places, axis=0), labels[1:], strict=True):
            what, _, where = names[label].partition(" ")
            assert tuple(step) == moved.get(where, (0, 0))
            assert what in (digit, "nothing")
            seen.add(where)
    assert seen == {*moved, ""}


def test_a_lost_frame_shows_nothing_but_has_the_label_of_what_went_on(clips, digits):
    whole, holed = film(clips, digits), film(clips, digits, lost=0.3)
    np.testing.assert_array_equal(holed.labels, whole.labels)
    assert not holed.frames[holed.is_lost].any()
    np.testing.assert_array_equal(holed.frames[~holed.is_lost], whole.frames[~holed.is_lost])
    assert not holed.is_lost[:, 0].any()
    assert holed.is_lost[:, 1:].mean() == pytest.approx(0.3, abs=0.05)


def test_fog_is_of_every_thickness_up_to_the_one_given(clips, digits):
    noise = film(clips, digits, fog=0.4).frames - film(clips, digits).frames
    deviations = noise.std(axis=(2, 3))
    assert deviations.min() < 0.02
    assert 0.38 < deviations.max() < 0.43


def test_no_digit_leaves_the_picture_and_each_goes_on_for_a_while(clips):
    places, done = clips.move(300, 12, np.random.RandomState(0))
    assert places.min() >= 0
    assert places.max() <= clips.N_PIXELS - clips.N_DIGIT
    assert 0.5 < np.mean(done[:, 2:] == done[:, 1:-1]) < 0.65


def test_the_first_frame_and_what_is_beyond_the_end_do_not_count(clips):
    short = clips.Clips(np.zeros([2, 4, 1, 1]), np.zeros([2, 4], int), np.array([4, 2]))
    assert short.counted.tolist() == [[False, True, True, True], [False, True, False, False]]


def test_the_baselines_do_what_they_say(helper, clips, digits):
    baselines = helper("video", "baselines")
    train = film(clips, digits)
    other = clips.film(digits, 30, 12, 0.0, 0.0, np.random.RandomState(4))
    assert baselines.label_before(other)[:, 1:].tolist() == other.labels[:, :-1].tolist()
    assert (baselines.most_frequent(train, other) == 0).all()
    counted = train.counted
    own = baselines.nearest_neighbour(train, train)
    assert np.mean((own == train.labels)[counted & (train.labels > 0)]) > 0.95


def test_memory_labels_more_frames_than_two_frames_alone_do(use_case, tmp_path, monkeypatch):
    module = sys.modules[use_case("video").__module__]
    monkeypatch.setattr("tf1rnn.datasets.digits.draw_digits", draw_digits)  # as many as users have
    monkeypatch.setattr(module, "N_TEST", 120)
    monkeypatch.setattr(module, "N_KNOWN", 120)
    task = use_case("video")(n_iterations=120, n_digits=2, fog=0.0, n_neurons=32)
    run = run_task(task, tmp_path, device="cpu", echo=False)
    shares = dict(re.findall(r"^  (.*?)  +([\d.]+)%", run.output, re.MULTILINE))
    ours = float(shares.pop("network with memory"))
    assert len(shares) == 5
    assert ours > max(map(float, shares.values())), run.output
    figures = {path.stem for path in (run.folder / "figures").iterdir()}
    assert figures == {"accuracy", "belief", "clips"}


def write_clips(folder, n=6, n_images=15):
    """Clips of a bright bar that is on the left or on the right, with a label for each image."""
    for i in range(n):
        clip = folder / f"clip {i}"
        clip.mkdir(parents=True)
        sides = [(i + k // 5) % 2 for k in range(n_images)]
        for k, side in enumerate(sides):
            pixels = np.zeros([30, 40], dtype=np.uint8)
            pixels[:, 20 * side : 20 * side + 20] = 255
            Image.fromarray(pixels).save(clip / f"frame_{k}.png")
        (clip / "labels.txt").write_text("".join(["left", "right"][s] + "\n" for s in sides))
    return folder


def test_clips_of_a_folder_are_read_in_the_order_of_their_numbers_and_held_out_as_a_whole(
    helper, tmp_path
):
    recorded = helper("video", "recorded")
    folder = write_clips(tmp_path / "clips")
    names, train, test = recorded.read_clips(folder, 10, 8)
    assert names == ["left", "right"]
    assert train.frames.shape == (10, 10, 8, 8)  # five clips of 15 frames, each in two pieces
    assert train.lengths.tolist() == [10, 5] * 5
    assert test.lengths.tolist() == [10, 5]
    for part in (train, test):
        bright = part.frames.mean(axis=2)[:, :, -1] > 0.5  # the right edge
        within = np.arange(10) < part.lengths[:, np.newaxis]
        np.testing.assert_array_equal(bright[within], part.labels[within] == 1)
    (folder / "clip 0" / "labels.txt").write_text("a single one\n")
    names, *_ = recorded.read_clips(folder, 10, 8)
    assert names == ["a single one", "left", "right"]


def damage_image(folder):
    (folder / "clip 2" / "frame_3.png").write_bytes(b"\x89PNG\r\n\x1a\nand no more")


def cut_labels(folder):
    (folder / "clip 1" / "labels.txt").write_text("left\nright\n")


def same_labels(folder):
    for clip in folder.iterdir():
        (clip / "labels.txt").write_text("left\n")


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (damage_image, "frame_3.png: is no image that can be read"),
        (cut_labels, "labels.txt: has 2 labels for 15 images; write one on a line for each"),
        (same_labels, "all frames have the same label, left"),
        (lambda folder: (folder / "clip 0" / "labels.txt").unlink(), "there is no such file"),
        (lambda folder: (folder / "clip 0").rename(folder / ".c"), "holds 5 clips"),
    ],
)
def test_a_folder_that_cannot_be_used_is_refused(helper, tmp_path, monkeypatch, damage, message):
    recorded = helper("video", "recorded")
    monkeypatch.setattr(recorded, "FEWEST", 6)
    folder = write_clips(tmp_path / "clips")
    damage(folder)
    with pytest.raises(UserError, match=re.escape(message)) as refused:
        recorded.read_clips(folder, 10, 8)
    assert str(refused.value).startswith(f"--data {folder}")


@pytest.mark.usefixtures("no_figures")
def test_a_run_on_a_folder_resumes_as_if_it_had_not_been_interrupted(use_case, tmp_path):
    folder = write_clips(tmp_path / "clips")
    conformance.check_resuming(
        small(use_case("video"), data=folder, n_pixels=8, n_neurons=8), tmp_path
    )
    (output,) = (tmp_path / "whole" / "video").glob("*/output.txt")
    assert "10 clips to train on, 2 to test with" in output.read_text()


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--data", "nowhere"], "--data nowhere: is no folder"),
        (["--n-pixels", 30], "--n-pixels: is about --data FOLDER; give --data too"),
        (["--digits", "nowhere"], "nowhere"),
    ],
)
def test_options_that_do_not_fit_are_refused(command, tmp_path, argv, message):
    result = command("run", "video", *argv, "--runs-dir", tmp_path / "runs")
    assert result.code == 2
    assert message in " ".join(result.err.split())
    assert not (tmp_path / "runs").exists()
