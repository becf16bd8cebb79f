"""tf.estimator.export: what a saved model takes and gives."""

import collections

from tf1rnn.tf1 import tf

_DEFAULT_KEY = "serving_default"
_FEATURE = "feature"

ServingInputReceiver = collections.namedtuple(
    "ServingInputReceiver",
    "features receiver_tensors receiver_tensors_alternatives",
    defaults=(None,),
)
TensorServingInputReceiver = collections.namedtuple(
    "TensorServingInputReceiver",
    "features receiver_tensors receiver_tensors_alternatives",
    defaults=(None,),
)


class ExportOutput:
    """An output of a saved model: `as_signature_def(receiver_tensors)` says how it is called."""


class PredictOutput(ExportOutput):
    """Named tensors."""

    def __init__(self, outputs):
        self.outputs = outputs if isinstance(outputs, dict) else {"output": outputs}

    def as_signature_def(self, receiver_tensors):
        """The signature of a model that gives all the tensors."""
        return tf.saved_model.signature_def_utils.predict_signature_def(
            receiver_tensors, self.outputs
        )


class RegressionOutput(ExportOutput):
    """A number for each instance: `value` [batch_size]."""

    def __init__(self, value):
        self.value = value

    def as_signature_def(self, receiver_tensors):
        """The signature of a regression of serialised examples."""
        (examples,) = receiver_tensors.values()
        return tf.saved_model.signature_def_utils.regression_signature_def(examples, self.value)


class ClassificationOutput(ExportOutput):
    """Classes of each instance and their scores, or one of both: [batch_size, n_classes].

    Raises ValueError without both.
    """

    def __init__(self, scores=None, classes=None):
        if scores is None and classes is None:
            raise ValueError("At least one of scores and classes must be set.")
        self.scores, self.classes = scores, classes

    def as_signature_def(self, receiver_tensors):
        """The signature of a classification of serialised examples."""
        (examples,) = receiver_tensors.values()
        return tf.saved_model.signature_def_utils.classification_signature_def(
            examples, self.classes, self.scores
        )


def signatures(predictions, export_outputs, receiver_tensors) -> dict:
    """The signatures of a saved model, by their names; one output is the default one."""
    outputs = export_outputs or {_DEFAULT_KEY: PredictOutput(predictions)}
    if len(outputs) == 1:
        outputs = {_DEFAULT_KEY: next(iter(outputs.values())), **outputs}
    made = {}
    for name, output in outputs.items():
        try:
            made[name] = output.as_signature_def(receiver_tensors)
        except ValueError:  # it takes only serialised examples, and these are not
            continue
    return made


def build_raw_serving_input_receiver_fn(features, default_batch_size=None):
    """A function whose placeholders take the features as they are: a tensor, or a dictionary."""
    named = features if isinstance(features, dict) else {_FEATURE: features}

    def serving_input_receiver_fn():
        placeholders = {
            name: tf.placeholder(
                tensor.dtype, [default_batch_size, *tensor.shape.as_list()[1:]], tensor.op.name
            )
            for name, tensor in named.items()
        }
        received = placeholders if isinstance(features, dict) else placeholders[_FEATURE]
        return ServingInputReceiver(received, placeholders)

    return serving_input_receiver_fn


def build_parsing_serving_input_receiver_fn(feature_spec, default_batch_size=None):
    """A function whose placeholder takes serialised tf.train.Example: [batch_size]."""

    def serving_input_receiver_fn():
        examples = tf.placeholder(tf.string, [default_batch_size], "input_example_tensor")
        features = tf.parse_example(examples, feature_spec)
        return ServingInputReceiver(features, {"examples": examples})

    return serving_input_receiver_fn
