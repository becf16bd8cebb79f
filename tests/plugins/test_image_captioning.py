"""image_captioning: scenes and captions agree, nothing held out is trained on, beams are right."""

import itertools
import random
import re

import numpy as np
import pytest
from PIL import Image

from tests.plugins.conftest import small
from tf1rnn import UserError, conformance, run_task


@pytest.fixture(scope="module")
def scenes(helper):
    return helper("image_captioning", "scenes")


@pytest.fixture(scope="module")
def album(helper):
    return helper("image_captioning", "album")


@pytest.fixture(scope="module")
def drawn(album):
    return album.drawn(400, "pairs")


def is_ink(image, colour):
    """Which pixels have the colour's ink, as a reader of the image would say."""
    red, green, blue = image.astype(int).transpose(2, 0, 1)
    return {
        "red": (red > green + 60) & (red > blue + 60),
        "green": (green > red + 40) & (green > blue + 40),
        "blue": (blue > red + 60) & (blue > green + 60),
        "": image.max(axis=2) < 128,
    }[colour]


def test_captions_say_what_is_in_the_image(drawn, scenes):
    train, groups = drawn
    areas, n_relations = {"small": [], "large": []}, 0
    for image, (caption,) in zip(train.images, train.captions, strict=True):
        kinds, relation = scenes.parse(caption)
        if len({kind.colour for kind in kinds}) < len(kinds):
            continue  # of two things of one colour the ink does not tell which is which
        found = [np.argwhere(is_ink(image, kind.colour)) for kind in kinds]
        for kind, ink in zip(kinds, found, strict=True):
            areas[kind.size].append(len(ink))
        if relation:
            down, right = found[0].mean(axis=0) - found[1].mean(axis=0)
            along = {"left of": -right, "right of": right, "above": -down, "below": down}[relation]
            assert along > max(abs(down), abs(right)) - 1e-9, caption
            n_relations += 1
    assert n_relations > 100
    assert max(areas["small"]) < np.quantile(areas["large"], 0.1)
    assert min(areas["small"]) > 10


def test_both_captions_of_a_scene_are_true_and_read_back(scenes):
    left, right = scenes.Kind("small", "red", "circle"), scenes.Kind("large", "", "square")
    scene = scenes.place([left, right], random.Random(0), "left of")
    first, second = scenes.truths(scene)
    assert first == "a small red circle left of a large square"
    assert second == "a large square right of a small red circle"
    assert scenes.parse(second) == ([right, left], "right of")
    for nonsense in ("", "a red circle", "a small red circle left of", "a small red dog"):
        assert scenes.parse(nonsense) is None


def parts_of(captions, scenes, what):
    """The pairs, or the kinds, that captions speak of."""
    found = set()
    for all_of in captions:
        kinds, _ = scenes.parse(all_of[0])
        if what == "kinds":
            found |= {frozenset([kind]) for kind in kinds}
        elif len(kinds) == 2:
            found.add(frozenset(kinds))
    return found


@pytest.mark.parametrize("what", ["pairs", "kinds"])
def test_what_is_held_out_is_in_no_scene_to_train_on_and_in_each_new_one(album, scenes, what):
    train, groups = album.drawn(1500, what)
    known, new = groups.values()
    seen, never = parts_of(train.captions, scenes, what), scenes.held_out(what)
    assert seen & never == set()
    assert parts_of(known.captions, scenes, what) & never == set()
    for captions in new.captions:
        assert parts_of([captions], scenes, what) & never, captions
    words = {word for (caption,) in train.captions for word in caption.split()}
    assert {word for all_of in new.captions for word in all_of[0].split()} <= words


def test_no_image_to_test_with_is_among_those_to_train_on(drawn):
    train, groups = drawn
    seen = {image.tobytes() for image in train.images}
    for group in groups.values():
        assert not seen & {image.tobytes() for image in group.images}


def chain(n_words, seed):
    """A made-up language: the probabilities of the next word, given the last two."""
    table = np.random.RandomState(seed).dirichlet(np.full(n_words, 0.3), size=[n_words, n_words])
    return np.log(table + 1e-9)


def test_a_wide_beam_finds_the_likeliest_of_all_sentences_and_a_narrow_one_is_greedy(helper):
    search = helper("image_captioning", "search")
    end, n_words, longest = 0, 4, 4
    differing = 0
    for seed in range(20):
        table = chain(n_words, seed)

        def step(words, states, table=table):
            before = states[:, 0].astype(int)
            return table[before, words], words[:, np.newaxis].astype(float)

        def score(sentence, table=table):
            before, last, total = 0, 1, 0.0
            for word in sentence:
                total += table[before, last][word]
                before, last = last, word
            return total

        sentences = [
            [*words, end] if n < longest else list(words)
            for n in range(longest + 1)
            for words in itertools.product(range(1, n_words), repeat=n)
        ]
        best = max(sentences, key=score)
        first, states = table[0, 1][np.newaxis], np.array([[1.0]])
        wide = search.beam_search(first, states, step, 200, end, longest)
        assert wide.sentence(0, end) == [word for word in best if word != end]
        assert wide.scores[0, 0] == pytest.approx(score(best))
        greedy, before, last = [], 0, 1
        while len(greedy) < longest and end not in greedy:
            greedy.append(int(table[before, last].argmax()))
            before, last = last, greedy[-1]
        narrow = search.beam_search(first, states, step, 1, end, longest)
        assert narrow.sentence(0, end) == [word for word in greedy if word != end]
        differing += narrow.scores[0, 0] < wide.scores[0, 0] - 1e-9
    assert differing > 3


def test_the_baselines_say_what_they_should(helper):
    baselines = helper("image_captioning", "baselines")
    captions = ["a red dog", "a red cat sleeps", "a blue cat"]
    assert baselines.usual_words(captions) == "a red cat"
    assert baselines.words_in_place("a red cat", ["a red dog here", "b c d"]) == 0.5
    assert baselines.judged(["a b", "c"], [["c", "a b"], ["c d"]]) == (0.75, 0.5)
    vectors = np.random.RandomState(0).normal(size=[50, 8])
    near = baselines.nearest(vectors, vectors[[7, 30]] + 0.01)
    assert near.tolist() == [7, 30]


def test_the_network_says_more_of_new_pairs_than_the_nearest_image_does(use_case, tmp_path):
    task = use_case("image_captioning")(
        n_scenes=1500, n_epochs=6, batch_size=30, n_neurons=64, embedding_size=64
    )
    run = run_task(task, tmp_path, device="cpu", echo=False)
    in_place = {
        method: float(share)
        for method, share in re.findall(
            r"^  (\S.*?) +[\d.]+% +[\d.]+% +([\d.]+)% +[\d.]+%$", run.output, re.M
        )
    }
    network = in_place["network, beam of 5"]
    assert network > in_place["caption of the nearest image"] + 5
    assert network > in_place["the usual words"] + 25
    figures = {path.stem for path in (run.folder / "figures").iterdir()}
    assert figures == {"accuracy", "captions", "beam", "looks"}


def write_folder(folder, n=40, separator="\t", header=""):
    folder.mkdir(exist_ok=True)
    lines = [header] if header else []
    for i in range(n):
        colour, word = [((255, 0, 0), "red"), ((0, 0, 255), "blue")][i % 2]
        Image.new("RGB", (50 + i, 40), colour).save(folder / f"{i}.png")
        lines.append(f"{i}.png{separator}A {word} sheet number {i % 4}")
    (folder / "captions.txt").write_text("\n".join(lines))
    return folder


def test_a_folder_of_images_is_read(album, tmp_path):
    train, groups, remarks = album.read_folder(write_folder(tmp_path / "a"))
    (test,) = groups.values()
    assert remarks == ["captions.txt: 40 images with 40 captions"]
    assert len(train.images) + len(test.images) == 40
    assert len(test.images) > 3
    for image, (caption,) in zip(train.images, train.captions, strict=True):
        assert image.shape == (32, 32, 3)
        assert image[5, 5].tolist() == ([255, 0, 0] if "red" in caption else [0, 0, 255])
    folder = write_folder(tmp_path / "b", separator="#0,", header="image,caption")
    again, _, _ = album.read_folder(folder)
    assert again.captions == train.captions


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda folder: (folder / "captions.txt").unlink(), "has no captions.txt"),
        (lambda folder: (folder / "3.png").unlink(), "line 4: there is no image 3.png"),
        (lambda folder: (folder / "3.png").write_text("no"), "3.png: is no image that can be read"),
        (lambda folder: (folder / "captions.txt").write_text("1.png\n2.png\n"), "line 2 has no"),
        (lambda folder: (folder / "captions.txt").write_text("1.png\ta\n"), "1 images are too few"),
    ],
)
def test_a_folder_that_cannot_be_used_is_refused(album, tmp_path, change, message):
    folder = write_folder(tmp_path / "a")
    change(folder)
    with pytest.raises(UserError, match=message) as refused:
        album.read_folder(folder)
    assert str(refused.value).startswith("--data ")
    assert "\n" not in str(refused.value)


def test_a_run_on_a_folder_resumes_as_if_it_had_not_been_interrupted(use_case, tmp_path):
    folder = write_folder(tmp_path / "a")
    task = small(use_case("image_captioning"), data=folder, n_epochs=2, batch_size=8)
    conformance.check_resuming(task, tmp_path)


def test_what_is_no_image_and_no_scene_is_refused(command, album, tmp_path):
    with pytest.raises(UserError, match="is no image file, and no scene to draw"):
        album.see("a dog")
    image, (caption,) = album.see("A  small red circle left of a large square")
    assert image.shape == (32, 32, 3)
    assert caption == album.EXAMPLE
    data = ("run", "image_captioning", "--data", tmp_path / "none", "--runs-dir", tmp_path / "runs")
    result = command(*data)
    assert result.code == 2
    assert "is no folder" in " ".join(result.err.split())
    assert not (tmp_path / "runs").exists()
