"""What the digit classifiers share besides the listing: their data, evaluation and figures."""

from __future__ import annotations

import numpy as np

from tf1rnn import Run, Task, UserError, tf
from tf1rnn.datasets.digits import find_digits, in_batches

VALIDATION_SIZE = 5000  # the first training images, held out as in TensorFlow 1
VALIDATION_SHARE = 12  # one in so many, as of MNIST's 60000, of digits too few for that
COLUMNS = 10  # digits in a row of the figure


def read_data_sets(task: Task):
    """The digits that `task.data` names, in three sets; what they are goes to `task.facts`.

    A resumed run uses the digits that it began with. Raises UserError if they are no longer there,
    or are too few for one batch.
    """
    digits = find_digits(task.facts.get("data", task.data))
    task.facts = (found := digits.facts) | task.facts
    if task.facts["sha256"] != found["sha256"]:
        raise UserError(
            f"--data: the run began with other digits than those found now: {found['digits']}"
        )
    n_images = len(digits.mnist.train_labels)
    validation_size = VALIDATION_SIZE
    if n_images - validation_size < task.batch_size:
        validation_size = n_images // VALIDATION_SHARE
        held_out = f"{validation_size} of {n_images} training images held out for validation"
        task.facts["digits"] = f"{found['digits']}; {held_out}"
    if n_images - validation_size < task.batch_size or not len(digits.mnist.test_labels):
        raise UserError(
            f"--data {task.data}: {n_images} training and {len(digits.mnist.test_labels)} test "
            f"images are too few: {validation_size} are held out for validation, and a batch takes "
            f"{task.batch_size}; lower --batch-size"
        )
    return in_batches(digits, validation_size)


def initializer(task: Task):
    """The initializer of the recurrent weights: He's for `--init he`, or None for the default.

    Source: He et al., "Delving Deep into Rectifiers", 2015, as variance_scaling_initializer draws.
    """
    return tf.contrib.layers.variance_scaling_initializer() if task.init == "he" else None


def dropout(task: Task, states):
    """The final states [batch_size, n_neurons], of which training keeps `task.keep_prob`."""
    if task.keep_prob == 1:
        return states
    keep_prob = tf.placeholder_with_default(1.0, shape=[])
    task.only_in_training = {keep_prob: task.keep_prob}
    return tf.nn.dropout(states, keep_prob)


def evaluate(tensor, feed_dict, size=1000) -> np.ndarray:
    """A tensor [batch_size, ...] for a large batch, `size` instances at a time.

    The outputs of all steps for 10,000 images take 170 MB; in parts they stay in the processor's
    cache.
    """
    n = len(next(iter(feed_dict.values())))
    parts = [
        tensor.eval(feed_dict={key: batch[i : i + size] for key, batch in feed_dict.items()})
        for i in range(0, n, size)
    ]
    return np.concatenate(parts)


def which_digits(task: Task) -> str:
    """Which digits a task classifies, in a few words: `MNIST's own`, say."""
    return task.facts["digits"].partition(",")[0]


def draw_accuracy(run: Run) -> None:
    """Accuracy over the epochs: on each one's last training batch, and on the test images."""
    with run.figure("accuracy") as figure:
        axes = figure.subplots()
        style = "." if len(run.recorded("test_accuracy")[0]) < 20 else ""
        axes.plot(*run.recorded("train_accuracy"), f"{style}-", lw=1, label="last training batch")
        axes.plot(*run.recorded("test_accuracy"), f"{style}-", lw=2, label="test images")
        title = f"Accuracy of {run.task.name} (digits: {which_digits(run.task)})"
        axes.set(title=title, xlabel="epoch", ylabel="accuracy")
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.grid(alpha=0.3)
        axes.legend()


def draw_digits(run: Run, X_test: np.ndarray, y_test: np.ndarray, y_pred: np.ndarray) -> None:
    """The first test digits with what they were taken for, and the first that were mistaken."""
    mistaken = np.flatnonzero(y_pred != y_test)
    rows = [np.arange(len(y_test))[:COLUMNS], mistaken[:COLUMNS], mistaken[COLUMNS : 2 * COLUMNS]]
    height, width = 38, 32  # of an image with its caption and margin
    sheet = np.zeros((len(rows) * height, COLUMNS * width))
    with run.figure("test_digits", figsize=(10, 4)) as figure:
        axes = figure.subplots()
        for row, indices in enumerate(rows):
            for column, i in enumerate(indices):
                bottom, middle = (row + 1) * height, column * width + width / 2
                sheet[bottom - 28 : bottom, column * width + 2 : column * width + 30] = X_test[i]
                right = y_pred[i] == y_test[i]
                caption = f"{y_test[i]}" if right else f"{y_test[i]} \u2192 {y_pred[i]}"
                color = "tab:green" if right else "tab:red"
                axes.text(middle, bottom - 30, caption, color=color, ha="center")
        axes.imshow(sheet, cmap="gray_r", vmin=0, vmax=1)
        axes.set_axis_off()
        axes.set_title(
            f"The first test digits ({which_digits(run.task)}); "
            f"below, the first of {len(mistaken)} mistaken ones"
        )
        axes.text(
            0.5,
            -0.04,
            "digit, or digit \u2192 what it was taken for",
            ha="center",
            transform=axes.transAxes,
        )
