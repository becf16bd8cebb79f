"""The results of evaluation and prediction: metrics, recorded, and the chosen predictions."""

import numpy as np

from tf1rnn.tf1 import tf


def values_of(metric):
    """(value, update operation) of a metric, which may be one of tf.keras."""
    return (metric.result(), metric.updates[0]) if hasattr(metric, "updates") else metric


def record(results: dict, folder: str) -> None:
    """Write an evaluation's results to events in a folder, and log them."""
    listed = ", ".join(f"{key} = {value!s}" for key, value in sorted(results.items()))
    step = int(results["global_step"])
    tf.logging.info("Saving dict for global step %d: %s", step, listed)
    summary = tf.Summary()
    for key, value in results.items():
        if key != "global_step" and np.ndim(value) == 0:
            summary.value.add(tag=key, simple_value=float(value))
    with tf.Graph().as_default():
        writer = tf.summary.FileWriter(folder)
        writer.add_summary(summary, step)
        writer.close()


def chosen(predictions, keys):
    """The predictions of these keys, or all without any. Raises ValueError if none is left."""
    if not keys:
        return predictions
    left = {key: predictions[key] for key in predictions if key in keys}
    if not left:
        raise ValueError(
            f"Expected to run at least one output from {list(predictions)}, provided {keys}."
        )
    return left
