"""The metrics of an evaluation, and how they are recorded."""

import numpy as np

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.learn.estimators.metric_spec import MetricSpec


def metric_ops(metrics: dict | None, features, labels, model) -> dict:
    """The value and the update operation of each metric, by name.

    A metric is a MetricSpec, or a function of predictions and labels; its name may be a pair of its
    own and that of the prediction.
    """
    given = {}
    predictions = model.predictions
    for name, metric in sorted((metrics or {}).items(), key=str):
        if isinstance(metric, MetricSpec):
            given[name] = metric.create_metric_ops(features, labels, predictions)
            continue
        tf.logging.warning(
            "Please specify metrics using MetricSpec. Using bare functions or (key, fn) tuples is "
            "deprecated and support for it will be removed on Oct 1, 2016."
        )
        own, key = name if isinstance(name, tuple) else (name, None)
        if isinstance(predictions, dict) != (key is not None):
            raise ValueError(
                f"Invalid metric {name!r}: name a prediction if, and only if, they are a dict."
            )
        label = labels
        if isinstance(labels, dict):
            label = labels[key] if key in labels else next(iter(labels.values()))
        given[own] = metric(predictions if key is None else predictions[key], label)
    return given


def record(results: dict, folder: str) -> None:
    """Write an evaluation's results to events in a folder, and log them."""
    numbers = (float, int, np.float32, np.int32, np.int64)
    listed = ", ".join(
        f"{key} = {value!s}" if isinstance(value, numbers) else f"Type of {key} = {type(value)}"
        for key, value in sorted(results.items())
    )
    step = results["global_step"]
    tf.logging.info("Saving dict for global step %d: %s", step, listed)
    summary = tf.Summary()
    for key, value in results.items():
        if key != "global_step" and isinstance(value, numbers):
            summary.value.add(tag=key, simple_value=float(value))
    writer = tf.summary.FileWriterCache.get(folder)
    writer.add_summary(summary, step)
    writer.flush()
