"""What the ready-made models of tf.contrib.learn share: how they predict, and what they refuse."""

from tf1rnn.errors import AbsentName
from tf1rnn.tf1.contrib.learn.estimators.model_estimator import Estimator
from tf1rnn.tf1.contrib.learn.estimators.model_fn import PredictionKey


class _ReadyMade(Estimator):
    def _one(self, key, x, input_fn, batch_size, as_iterable):
        """One kind of prediction for each instance: an iterator, or an array."""
        found = self._infer(x, input_fn, batch_size, [key], as_iterable)
        if as_iterable:
            return (prediction[key] for prediction in found)
        return found[key]


class Classifier(_ReadyMade):
    """A ready-made model that predicts classes."""

    def predict(self, x=None, input_fn=None, batch_size=None, outputs=None, as_iterable=True):
        """The class of each instance, or the `outputs` that are named."""
        if outputs:
            return self._infer(x, input_fn, batch_size, outputs, as_iterable)
        return self.predict_classes(x, input_fn, batch_size, as_iterable)

    def predict_classes(self, x=None, input_fn=None, batch_size=None, as_iterable=True):
        """The class of each instance."""
        return self._one(PredictionKey.CLASSES, x, input_fn, batch_size, as_iterable)

    def predict_proba(self, x=None, input_fn=None, batch_size=None, as_iterable=True):
        """The probability of each class for each instance."""
        return self._one(PredictionKey.PROBABILITIES, x, input_fn, batch_size, as_iterable)


class Regressor(_ReadyMade):
    """A ready-made model that predicts numbers."""

    def predict(self, x=None, input_fn=None, batch_size=None, outputs=None, as_iterable=True):
        """The number for each instance, or the `outputs` that are named."""
        if outputs:
            return self._infer(x, input_fn, batch_size, outputs, as_iterable)
        return self.predict_scores(x, input_fn, batch_size, as_iterable)

    def predict_scores(self, x=None, input_fn=None, batch_size=None, as_iterable=True):
        """The number for each instance."""
        return self._one(PredictionKey.SCORES, x, input_fn, batch_size, as_iterable)


def refuse(model: str, **arguments) -> None:
    """Raise AbsentName for an argument that the ready-made models here do not have."""
    for name, value in arguments.items():
        if value:
            raise AbsentName(
                f"tf.contrib.learn.{model} does not take {name} here: leave it out, or write the "
                "model function of a tf.contrib.learn.Estimator."
            )
