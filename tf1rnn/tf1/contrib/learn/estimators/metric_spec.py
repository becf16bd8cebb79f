"""tf.contrib.learn.MetricSpec: which metric an evaluation computes, of which tensors."""

import inspect
from collections.abc import Callable

_NAMES = {  # what a metric function may call each of its arguments
    "labels": ("labels", "label", "targets", "target"),
    "predictions": ("predictions", "prediction", "logits", "logit"),
    "weights": ("weights", "weight"),
}


class MetricSpec:
    """A metric of predictions and labels; keys choose among several of each.

    `metric_fn` may call its arguments `labels`, `predictions` and `weights`, or take predictions
    and labels in order. Raises ValueError where a key is given and the function lacks its argument.
    """

    def __init__(
        self, metric_fn: Callable, prediction_key=None, label_key=None, weight_key=None
    ) -> None:
        self.metric_fn = metric_fn
        self.prediction_key, self.label_key = prediction_key, label_key
        self.weight_key = weight_key
        takes = _arguments(metric_fn)
        self._called = {
            part: next((name for name in names if name in takes), None)
            for part, names in _NAMES.items()
        }
        for part, key in (("labels", label_key), ("weights", weight_key)):
            if key is not None and not self._called[part]:
                raise ValueError(f"{part} missing from {self._name()}({takes}).")

    def _name(self) -> str:
        function = getattr(self.metric_fn, "func", self.metric_fn)
        return getattr(function, "__name__", str(function))

    def __str__(self) -> str:
        return (
            f"MetricSpec(metric_fn={self._name()}, prediction_key={self.prediction_key}, "
            f"label_key={self.label_key}, weight_key={self.weight_key})"
        )

    def create_metric_ops(self, inputs, labels, predictions):
        """The value and the update operation of the metric. Raises KeyError for a missing key."""
        given = {
            "predictions": _chosen("prediction", predictions, self.prediction_key),
            "labels": _chosen("label", labels, self.label_key),
        }
        if self.weight_key:
            given["weights"] = inputs[self.weight_key]
        named = {self._called[part]: value for part, value in given.items() if self._called[part]}
        in_order = [] if self._called["predictions"] else [given["predictions"]]
        if named.get("labels") is not None and not self._called["predictions"]:
            first = next(iter(_arguments(self.metric_fn)), None)
            if first == self._called["labels"]:  # labels come first, then the predictions
                return self.metric_fn(named.pop("labels"), *in_order, **named)
        return self.metric_fn(*in_order, **named)


def _arguments(function: Callable) -> list[str]:
    return list(inspect.signature(function).parameters)


def _chosen(kind: str, given, key):
    """The tensor of a key, or the only one."""
    if key:
        if not isinstance(given, dict):
            raise ValueError(f"MetricSpec with {kind}_key specified requires {kind}s dict.")
        if key not in given:
            raise KeyError(f"Key '{key}' missing from {list(given)}.")
        return given[key]
    if not isinstance(given, dict):
        return given
    if len(given) != 1:
        raise ValueError(f"MetricSpec without specified {kind}_key requires a single {kind}.")
    return next(iter(given.values()))
