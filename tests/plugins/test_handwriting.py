"""handwriting: letters and densities are right, the claim holds, files of strokes are read."""

import re
import sys
import types

import numpy as np
import pytest

from tests.plugins.conftest import small
from tf1rnn import UserError, conformance, open_inside, run_task, tf


@pytest.fixture(scope="module")
def hands(helper):
    return helper("handwriting", "hands")


@pytest.fixture(scope="module")
def mixture(helper):
    return helper("handwriting", "mixture")


def test_every_letter_stands_on_its_line_within_its_width(helper):
    alphabet = helper("handwriting", "alphabet")
    letters = alphabet.letters()
    assert "".join(letters) == "abcdefghijklmnopqrstuvwxyz"
    for letter, (width, strokes) in letters.items():
        curves = [np.concatenate([alphabet.spline(p) for p in pieces]) for pieces in strokes]
        x, y = np.concatenate(curves).T
        assert x.max() <= width + 0.15, letter
        assert x.min() >= -0.3, letter
        assert (y.min() < -0.5) == (letter in "gjpqy"), letter
        assert (y.max() > 1.3) == (letter in "bdfhijklt"), letter


def test_a_spline_goes_through_its_points_and_is_straight_between_two(helper):
    spline = helper("handwriting", "alphabet").spline
    points = np.array([[0, 0], [1, 2], [3, 1], [4, 4]], dtype=float)
    curve = spline(points)
    for point in points:
        assert np.linalg.norm(curve - point, axis=1).min() < 1e-9
    np.testing.assert_allclose(spline(points[:2]) @ [2, -1], 0, atol=1e-9)


def test_a_hand_slants_and_sizes_what_it_writes_and_its_points_are_near_one_another(hands):
    known, random = hands.alphabet("drawn"), np.random.RandomState(0)
    upright = hands.write("hill", hands.Hand(0.0, 1.0, 1.0, 0.0), known, random)
    large = hands.write("hill", hands.Hand(0.0, 2.0, 1.0, 0.0), known, random)
    np.testing.assert_allclose(large, upright * [2, 2, 1], atol=1e-9)
    slanted = hands.write("hill", hands.Hand(0.5, 1.0, 1.0, 0.0), known, random)
    for written, shift in ((upright, 0), (slanted, 0.5 * 1.9)):  # from the foot of h to its top
        assert written[0, 0] - written[6, 0] == pytest.approx(shift, abs=0.1)
    assert upright[:, 2].sum() == 5  # h, i, its dot, l, l
    for stroke in hands.strokes_of(hands.offsets(upright)):
        assert np.linalg.norm(np.diff(stroke, axis=0), axis=1).max() <= hands.SPACING + 1e-9
    np.testing.assert_allclose(
        np.cumsum(hands.offsets(upright)[:, :2], axis=0), upright[:, :2], atol=1e-9
    )
    two = [hands.write("hill", hands.Hand.of(random), known, random) for _ in range(2)]
    assert len(two[0]) != len(two[1]) or not np.allclose(two[0], two[1])


def test_no_held_out_word_is_trained_on_and_every_letter_is(helper):
    train, test = helper("handwriting", "texts").written("drawn", 300)
    words = {word for text, _ in train for word in text.split()}
    assert len(test) == 40
    assert not words & {text for text, _ in test}
    assert set("".join(words)) == set("abcdefghijklmnopqrstuvwxyz")


def test_the_loss_is_the_density_of_graves_and_integrates_to_one(mixture):
    outputs = np.random.RandomState(1).normal(size=[1, 1 + 6 * 3])
    moves = np.random.RandomState(2).normal(size=[1, 3]).round()
    moves[0, 2] = 1
    axis = np.linspace(-12, 12, 241)
    grid = np.stack([*np.meshgrid(axis, axis), np.ones([241, 241])], axis=-1).reshape(1, -1, 3)
    with tf.Graph().as_default(), tf.Session() as session:
        made = mixture.Mixture.of(tf.tile(outputs[:, np.newaxis], [1, grid.shape[1], 1]))
        one = mixture.Mixture.of(tf.constant(outputs))
        densities = np.exp(-session.run(made.loss(tf.constant(grid))))
        found = session.run(one.loss(tf.constant(moves)))[0]
        mean = session.run(one.expected())[0]
    e_hat, weights, *rest = np.split(outputs[0], [1, 4, 7, 10, 13, 16])
    mu_x, mu_y, log_x, log_y, rho = rest
    e, rho = 1 / (1 + np.exp(-e_hat[0])), 0.95 * np.tanh(rho)
    pi = np.exp(weights) / np.exp(weights).sum()
    s_x, s_y = np.exp(log_x), np.exp(log_y)
    u, v = (moves[0, 0] - mu_x) / s_x, (moves[0, 1] - mu_y) / s_y
    z = u**2 + v**2 - 2 * rho * u * v
    normal = np.exp(-z / (2 * (1 - rho**2))) / (2 * np.pi * s_x * s_y * np.sqrt(1 - rho**2))
    assert found == pytest.approx(-np.log((pi * normal).sum()) - np.log(e))
    assert densities.sum() * 0.1**2 == pytest.approx(e, rel=0.02)
    np.testing.assert_allclose(mean, [(pi * mu_x).sum(), (pi * mu_y).sum()])


def test_samples_are_as_the_mixture_says_and_tidier_with_a_bias(mixture):
    n = 20000
    fields = ([0.4], [np.log(0.7), np.log(0.3)], [-2, 3], [0, 1], [-1, -2], [0, -1], [0.8, 0])
    made = mixture.Mixture(*(np.tile(np.array(f, dtype=float), [n, 1]) for f in fields))
    made = made._replace(end=made.end[:, 0])
    moves = mixture.sample(made, 0.0, np.random.RandomState(0))
    left = moves[:, 0] < 1
    assert left.mean() == pytest.approx(0.7, abs=0.01)
    assert moves[:, 2].mean() == pytest.approx(1 / (1 + np.exp(-0.4)), abs=0.01)
    assert moves[left, 0].std() == pytest.approx(np.exp(-1), rel=0.03)
    assert np.corrcoef(moves[left, :2].T)[0, 1] == pytest.approx(0.8, abs=0.02)
    tidy = mixture.sample(made, 2.0, np.random.RandomState(0))
    assert (tidy[:, 0] < 1).mean() == pytest.approx(0.7**3 / (0.7**3 + 0.3**3), abs=0.01)
    assert tidy[tidy[:, 0] < 1, 0].std() == pytest.approx(np.exp(-3), rel=0.03)


def test_the_window_weighs_letters_as_graves_does(helper):
    window = helper("handwriting", "window")
    random = np.random.RandomState(0)
    text = np.eye(5)[random.randint(5, size=[2, 7])].astype(np.float32)
    with tf.Graph().as_default(), tf.Session() as session:
        cell = window.window_cell(4, tf.constant(text), 3, 0.5)
        state = cell.zero_state(2, tf.float32)
        output, (_, kappa, _) = cell(tf.constant(random.normal(size=[2, 3]), tf.float32), state)
        session.run(tf.global_variables_initializer())
        output, kappa, phi, kernel = session.run(
            [output, kappa, cell.phi, cell.trainable_variables[-2]]
        )
    alpha, beta, step = np.split(np.exp(output[:, :4] @ kernel), 3, axis=1)
    np.testing.assert_allclose(kappa, 0.5 * step, rtol=1e-5)
    for i, u in np.ndindex(2, 7):
        expected = (alpha[i] * np.exp(-beta[i] * (kappa[i] - u) ** 2)).sum()
        assert phi[i, u] == pytest.approx(expected, rel=1e-4)
    np.testing.assert_allclose(output[:, 4:], np.einsum("nu,nul->nl", phi, text), rtol=1e-4)


def test_the_baselines_are_right_where_the_pen_does_what_they_suppose(helper):
    one_gaussian = helper("handwriting", "baselines").OneGaussian
    random = np.random.RandomState(0)
    made = []
    for _ in range(20):
        moves = np.zeros([200, 3])
        for t in range(2, 200):  # a swing, with a deviation of 0.1
            moves[t, :2] = 1.6 * moves[t - 1, :2] - 0.8 * moves[t - 2, :2]
            moves[t, :2] += 0.1 * random.normal(size=2)
        moves[:, 2] = random.uniform(size=200) < 0.25
        made.append(moves)
    entropy = np.log(2 * np.pi * np.e * 0.1**2)
    entropy -= 0.25 * np.log(0.25) + 0.75 * np.log(0.75)
    linear = one_gaussian("linear", made[:15]).loss(made[15:])
    assert linear == pytest.approx(entropy, abs=0.1)
    assert one_gaussian("constant velocity", made[:15]).loss(made[15:]) > linear + 0.8


def test_what_is_written_is_read_and_what_is_scribbled_is_not(helper, hands):
    reading, words = helper("handwriting", "reading"), helper("handwriting", "words")
    known, random = hands.alphabet("drawn"), np.random.RandomState(0)
    texts = words.split()[1][:15]
    models = [hands.offsets(hands.write(t, hands.STEADY, known, random)) for t in texts]
    by_hand = [hands.offsets(hands.write(t, hands.Hand.of(random), known, random)) for t in texts]
    assert reading.read_right(by_hand, models) >= 0.9
    scribbled = [random.permutation(moves) for moves in by_hand]
    assert reading.read_right(scribbled, models) < 0.4


def test_the_network_foresees_the_pen_better_after_a_short_training(use_case, tmp_path):
    task = use_case("handwriting")(n_texts=500, n_iterations=70, n_neurons=64, n_mixtures=5)
    run = run_task(task, tmp_path, device="cpu", echo=False)
    losses = re.findall(r"(?:guess|Gaussians) +(-?[\d.]+)$", run.output, re.M)
    velocity, linear, network = map(float, losses)
    assert network < linear - 0.3
    assert linear < velocity - 0.5
    figures = {path.stem for path in (run.folder / "figures").iterdir()}
    assert figures == {"training", "written", "densities", "window"}


def write_strokes(path, hands, n=60):
    known, random = hands.alphabet("drawn"), np.random.RandomState(0)
    lines = []
    for i in range(n):
        text = "".join(random.choice(list("noel"), size=2 + i % 2))
        lines.append(f"# {text}")
        for x, y, lifted in hands.write(text, hands.Hand.of(random), known, random):
            lines += [f"{100 * x:.1f} {100 * y:.1f}"] + [""] * int(lifted)
    path.write_text("\n".join(lines))
    return path


def test_a_file_of_strokes_is_read(helper, hands, tmp_path):
    path = write_strokes(tmp_path / "a.txt", hands)
    found, remarks = helper("handwriting", "recorded").read_strokes(path)
    assert len(found) == 60
    assert re.fullmatch(r"a\.txt: 60 texts with \d+ points", remarks[0])
    text, points = found[0]
    assert points[0, :2].tolist() == [0, 0]
    assert points[:, 2].sum() == len(text)  # each of these letters is one stroke
    train, test, _ = helper("handwriting", "texts").recorded(path)
    assert not {text for text, _ in train} & {text for text, _ in test}
    assert 3 < len(test) < 40


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "0 texts are too few"),
        ("1 2\n", "line 1 is not # and the text that is written"),
        ("# a\n1 2\n1 2 3\n", "line 3 is not two numbers, x and y: '1 2 3'"),
        ("# a\n1 nan\n", "line 2 is not two numbers"),
        ("#\n1 2\n", "line 1 has no text after its #"),
        ("# a\n" + "1 2\n" * 1001, "line 1002: more than 1000 points of a text are too many"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_line(helper, tmp_path, text, message):
    path = tmp_path / "a.txt"
    path.write_text(text)
    with pytest.raises(UserError, match=re.escape(message)) as refused:
        helper("handwriting", "recorded").read_strokes(path)
    assert str(refused.value).startswith(f"--data {path}: ")


@pytest.mark.usefixtures("no_figures")
def test_a_run_on_a_file_resumes_and_writes_what_it_has_letters_for(
    command, use_case, hands, tmp_path
):
    path = write_strokes(tmp_path / "a.txt", hands, 30)
    task = small(use_case("handwriting"), data=path, batch_size=8, n_neurons=8, n_mixtures=2)
    conformance.check_resuming(task, tmp_path)
    with open_inside(task, tmp_path / "whole") as network:  # its cell reads the text, too
        walk = network.look()
        text, moves = network.task.written["test"][0]
        feed_dict = network.task.feed([(text, moves)])
        expected = network.session.run(network.task.expected, feed_dict=feed_dict)[0]
    assert walk.instance == text
    np.testing.assert_allclose(walk.parts[0].scores, expected, atol=1e-5)
    path.unlink()  # the run knows its letters by itself
    options = ("--runs-dir", tmp_path / "whole", "--figure", tmp_path / "a.png")
    result = command("write", "one  noel", *options)
    assert result.code == 2
    assert "the run has learned no ' '" in " ".join(result.err.split())
    result = command("write", "noel", *options)
    assert result.code == 0, result.err
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    result = command("write", "noel", *options[:2], "--figure", tmp_path / "a.xyz")
    assert (result.code, result.err.count("\n") < 4) == (2, True)


def test_the_letters_of_a_font_come_from_the_optional_package(hands, monkeypatch):
    glyph = types.SimpleNamespace(
        strokes=[[(-5, -5), (5, 9)], [(5, -5), (-5, 9)]], left_offset=-8, char_width=17
    )
    fonts = types.SimpleNamespace(
        all_glyphs=dict.fromkeys("abcdefghijklmnopqrstuvwxyz", glyph),
        load_default_font=lambda name: name,
    )
    package = types.ModuleType("HersheyFonts")
    package.HersheyFonts = lambda: fonts
    monkeypatch.setitem(sys.modules, "HersheyFonts", package)
    width, strokes = hands.alphabet("futural")["x"]
    np.testing.assert_allclose(strokes[0], [[[3 / 14, 1], [13 / 14, 0]]])
    assert width == pytest.approx(17 / 14 - 0.35)
    monkeypatch.setitem(sys.modules, "HersheyFonts", None)
    with pytest.raises(UserError, match="--font scripts: is in the package Hershey-Fonts"):
        hands.alphabet("scripts")


def test_a_font_beside_a_file_is_refused(command, hands, tmp_path):
    path = write_strokes(tmp_path / "a.txt", hands, 30)
    options = ("--data", path, "--font", "futural", "--runs-dir", tmp_path / "runs")
    result = command("run", "handwriting", *options)
    assert result.code == 2
    assert "--font futural: cannot be together with --data" in " ".join(result.err.split())
