"""mnist, mnist_deep, mnist_lstm: they learn, resume exactly, and say what they learned from."""

import functools
import json
import os
import re
import signal
from pathlib import Path

import numpy as np
import pytest

from tf1rnn import UserError, run_task, tf
from tf1rnn.datasets.drawn_digits import draw_digits
from tf1rnn.lesson.printouts import load_printouts
from tf1rnn.registry import discovery
from tf1rnn.runs.folder.checkpoints import Checkpoints
from tf1rnn.runs.interruption import Interrupted
from tf1rnn.runs.resuming import resume_task
from tf1rnn.tf1.examples.tutorials.mnist.input_data import DataSet

CHECKOUT = Path(__file__).parents[2]
GENUINE = Path(os.environ.get("TF1RNN_DATA", CHECKOUT.parent / "shared" / "data")) / "mnist"
needs_mnist = pytest.mark.skipif(
    not GENUINE.is_dir(), reason="no genuine MNIST: set TF1RNN_DATA to the folder holding mnist/"
)
REGISTRY = discovery.discover()
TASKS = ["mnist", "mnist_deep", "mnist_lstm"]
SMALL = {"n_neurons": 30, "batch_size": 30, "learning_rate": 0.003}


drawn = functools.cache(draw_digits)


def write(folder, digits):
    folder.mkdir()
    names = ("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")
    for name, array in zip(names, digits[:4], strict=True):
        header = b"".join(n.to_bytes(4, "big") for n in (0x0800 + array.ndim, *array.shape))
        (folder / f"{name}-ubyte").write_bytes(header + array.tobytes())


@pytest.fixture(scope="module")
def digits(tmp_path_factory):
    """A folder with 5600 training images, 600 without those for validation, and 400 for testing."""
    folder = tmp_path_factory.mktemp("data") / "digits"
    write(folder, drawn(5600, 400))
    return str(folder)


def run(name, folder, **values):
    task = REGISTRY.get(name)(**{**SMALL, **values})
    return run_task(task, folder, device="cpu", echo=False)


def accuracies(output):
    """(train accuracy, test accuracy) of each epoch."""
    line = r"^(\d+) Train accuracy: (\d\.\d{1,8}) Test accuracy: (\d\.\d{1,8})$"
    found = re.findall(line, output, re.M)
    assert [int(epoch) for epoch, _, _ in found] == list(range(len(found)))
    return [(float(train), float(test)) for _, train, test in found]


def weights(folder):
    checkpoint, _ = Checkpoints(folder / "checkpoints").newest()
    reader = tf.train.load_checkpoint(str(checkpoint / "model"))
    return {name: reader.get_tensor(name) for name in reader.get_variable_to_shape_map()}


@pytest.mark.parametrize("name", TASKS)
def test_each_epoch_prints_accuracies_as_the_lesson_does_and_they_rise(name, digits, tmp_path):
    finished = run(name, tmp_path, data=digits, n_epochs=10)
    printed = accuracies(finished.output)
    assert len(printed) == 10
    assert printed[-1][1] > max(0.25, printed[0][1] + 0.1), "guessing is right once in ten"
    assert finished.recorded("test_accuracy")[1] == pytest.approx([test for _, test in printed])
    figures = sorted(path.name for path in (finished.folder / "figures").iterdir())
    assert figures == ["accuracy.png", "test_digits.png"]


def test_an_epoch_takes_all_training_images_or_as_many_batches_as_asked(digits, tmp_path):
    assert run("mnist", tmp_path, data=digits, n_epochs=2).finished_steps == 2 * 600 // 30
    asked = run("mnist", tmp_path, data=digits, n_epochs=2, iterations_per_epoch=3)
    assert asked.finished_steps == 6


SHORT = {"n_epochs": 3, "iterations_per_epoch": 5, "batch_size": 250}  # 6 times all 600 images


@pytest.fixture(scope="module")
def whole(digits, tmp_path_factory):
    """The uninterrupted run."""
    return run("mnist", tmp_path_factory.mktemp("whole"), data=digits, **SHORT)


@pytest.mark.parametrize("stop_after", [7, 10])
def test_an_interrupted_run_resumes_to_exactly_the_same_weights(
    digits, whole, tmp_path, monkeypatch, stop_after
):
    batches, next_batch = [], DataSet.next_batch

    def interrupting(self, *args, **kwargs):
        batches.append(args)
        if len(batches) == stop_after:
            signal.raise_signal(signal.SIGINT)
        return next_batch(self, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(DataSet, "next_batch", interrupting)
        with pytest.raises(Interrupted, match="--resume"):
            run("mnist", tmp_path, data=digits, **SHORT)
    (folder,) = (tmp_path / "mnist").iterdir()
    task = REGISTRY.get("mnist")(**{**SMALL, **SHORT}, data=digits)
    rest = resume_task(task, folder, device="cpu", echo=False)

    assert rest.output == whole.output
    expected, found = weights(whole.folder), weights(rest.folder)
    assert expected.keys() == found.keys()
    for name, value in expected.items():
        np.testing.assert_array_equal(value, found[name], err_msg=name)


def test_the_first_epoch_can_be_given_in_the_files_order(digits, tmp_path, monkeypatch):
    given, next_batch = [], DataSet.next_batch

    def watched(self, *args, **kwargs):
        batch = next_batch(self, *args, **kwargs)
        given.append(batch[0])
        return batch

    monkeypatch.setattr(DataSet, "next_batch", watched)
    finished = run("mnist", tmp_path, data=digits, n_epochs=2, shuffle_first_epoch=False)
    in_order = drawn(5600, 400).train_images[5000:].reshape(600, 784) / np.float32(255)
    np.testing.assert_allclose(np.concatenate(given[:20]), in_order, atol=1e-6)
    second = np.concatenate(given[20:])
    assert len(second) == 600
    assert not np.allclose(second, in_order)
    assert finished.task.facts["digits"].startswith("in MNIST's format, but not MNIST's")


def test_output_and_params_json_tell_drawn_digits_from_genuine_ones(tmp_path, monkeypatch):
    monkeypatch.setenv("TF1RNN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    finished = run("mnist", tmp_path, n_epochs=1, iterations_per_epoch=1)
    assert finished.output.startswith("Digits: drawn by tf1rnn, not MNIST's: no mirror of it answ")
    params = json.loads((finished.folder / "params.json").read_text())
    assert params["hyperparameters"]["data"] == "auto"
    assert params["facts"]["data"] == "drawn"
    assert finished.output.startswith(f"Digits: {params['facts']['digits']}\n")


def test_a_run_is_not_resumed_with_other_digits(tmp_path):
    write(tmp_path / "digits", drawn(5600, 400))
    values = {**SMALL, "data": str(tmp_path / "digits"), "n_epochs": 1, "iterations_per_epoch": 1}
    finished = run("mnist", tmp_path / "runs", **values)
    (tmp_path / "digits").rename(tmp_path / "before")
    write(tmp_path / "digits", draw_digits(5600, 10, seed=1))
    longer = REGISTRY.get("mnist")(**{**values, "n_epochs": 2})
    with pytest.raises(UserError, match="the run began with other digits than those found now"):
        resume_task(longer, finished.folder, device="cpu", echo=False)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--data nowhere", "--data nowhere: neither auto, mnist or drawn nor a folder"),
        ("--data mnist", "--data FOLDER"),
        ("--data DIGITS --batch-size 6000", "a batch takes 6000"),
        ("--data DIGITS --batch-size 0", "--batch-size"),
        ("--data DIGITS --iterations-per-epoch 0", "--iterations-per-epoch"),
        ("--data DAMAGED", "magic number"),
    ],
)
def test_unusable_digits_are_refused_before_anything_is_written(
    command, digits, tmp_path, monkeypatch, options, message
):
    monkeypatch.setenv("TF1RNN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    damaged = tmp_path / "damaged"
    write(damaged, draw_digits(10, 10))
    (damaged / "train-images-idx3-ubyte").write_bytes(b"not an IDX file")
    options = options.replace("DIGITS", digits).replace("DAMAGED", str(damaged)).split()
    result = command("run", "mnist", *options, "--runs-dir", tmp_path / "runs")
    assert result.code == 2
    assert message in result.err
    assert not (tmp_path / "runs").exists()


def variables(name, digits, **values):
    """The trainable variables' shapes by name."""
    with tf.Graph().as_default():
        REGISTRY.get(name)(**{**SMALL, **values}, data=digits).construct()
        return {v.op.name: v.shape.as_list() for v in tf.trainable_variables()}


def test_each_layer_of_the_deep_classifier_reads_the_one_below(digits):
    shapes = variables("mnist_deep", digits)
    kernels = [shape for name, shape in shapes.items() if "kernel" in name]
    assert kernels == [[28 + 30, 30], [30 + 30, 30], [30 + 30, 30]]
    assert shapes["fully_connected/weights"] == [30, 10]


def test_the_lstm_classifier_has_four_layers_in_its_cell_and_reads_its_short_term_state(digits):
    shapes = variables("mnist_lstm", digits)
    assert [s for n, s in shapes.items() if "kernel" in n] == [[28 + 30, 4 * 30]]
    assert shapes["fully_connected/weights"] == [30, 10]


@needs_mnist
def test_genuine_digits_give_accuracies_in_the_bands_of_the_lessons_printout(tmp_path):
    folder = discovery.lesson_folder() / "printouts"
    (printout,) = [p for p in load_printouts(folder) if p.task == "mnist"]
    assert all(band.holds(band.number) for band in printout.bands)

    values = {**printout.values, "n_epochs": 2, "data": str(GENUINE)}
    finished = run_task(REGISTRY.get("mnist")(**values), tmp_path, device="cpu", echo=False)
    first = [r for r in printout.compare(finished.output) if r.band.step < 2]
    assert len(first) == 4
    assert [r.ours for r in first if not r.holds] == []


@needs_mnist
def test_the_first_epoch_ends_where_tensorflow_1_ended_it_for_the_same_seed(tmp_path):
    # TensorFlow 1.15.5 printed these for the listing after tf.set_random_seed(42).
    task = REGISTRY.get("mnist")(data=str(GENUINE), n_epochs=1, iterations_per_epoch=66)
    finished = run_task(task, tmp_path, seed=42, device="cpu", echo=False)
    ((train, test),) = accuracies(finished.output)
    # Other processors round differently, which grows over 66 steps.
    assert train == pytest.approx(0.826667, abs=0.02)
    assert test == pytest.approx(0.8264, abs=0.005)


def test_the_three_classifiers_are_trained_on_the_same_batches(digits, tmp_path):
    together = run("classifiers", tmp_path, data=digits, n_epochs=1, iterations_per_epoch=12)
    alone = run("mnist_lstm", tmp_path, data=digits, n_epochs=1, iterations_per_epoch=12)
    steps, values = together.recorded("accuracy LSTM cells")
    assert steps == [12]
    kept = [r.task.mnist.train for r in (together, alone)]
    np.testing.assert_array_equal(kept[0].labels, kept[1].labels)
    assert set(together.recorded("accuracy one layer")[0]) == {12}
    assert f"LSTM cells {values[0]:.4f}" in together.output
    assert (together.folder / "figures" / "classifiers.png").exists()


def test_he_initialization_draws_the_weights_with_the_variance_2_over_n_in():
    with tf.Graph().as_default(), tf.Session() as session:
        task = REGISTRY.get("mnist")(data="drawn", n_neurons=400, init="he")
        task.construct()
        session.run(tf.global_variables_initializer())
        (kernel,) = [v for v in tf.trainable_variables() if v.op.name.endswith("cell/kernel")]
        values = session.run(kernel)
    assert kernel.op.name == "rnn/basic_rnn_cell/kernel", "as without the option"
    assert values.std() == pytest.approx((2 / 428) ** 0.5, rel=0.02)


@pytest.mark.parametrize("name", TASKS)
def test_keep_prob_drops_states_in_training_and_none_in_testing(name, digits):
    with tf.Graph().as_default(), tf.Session() as session:
        task = REGISTRY.get(name)(**SMALL, data=digits, keep_prob=0.5)
        task.construct()
        session.run(tf.global_variables_initializer())
        X_batch = np.random.RandomState(0).rand(4, 28, 28)
        feeds = ({task.X: X_batch}, {task.X: X_batch, **task.only_in_training})
        testing, training = (
            [session.run(task.logits, feed_dict=feed) for _ in range(2)] for feed in feeds
        )
    assert np.array_equal(*testing)
    assert not np.array_equal(*training)
