"""tf.contrib.learn.utils: how a model is served, and exported after training."""

import collections
import os
import shutil

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.learn.experiment import ExportStrategy

__all__ = [
    "InputFnOps",
    "build_default_serving_input_fn",
    "build_parsing_serving_input_fn",
    "make_export_strategy",
]

InputFnOps = collections.namedtuple("InputFnOps", "features labels default_inputs")


def build_parsing_serving_input_fn(feature_spec: dict, default_batch_size: int | None = None):
    """A serving input function that parses serialized tf.Example."""

    def input_fn():
        examples = tf.placeholder(tf.string, [default_batch_size], "input_example_tensor")
        features = tf.parse_example(examples, feature_spec)
        return InputFnOps(features, None, {"examples": examples})

    return input_fn


def build_default_serving_input_fn(features: dict, default_batch_size: int | None = None):
    """A serving input function that takes the features themselves."""

    def input_fn():
        inputs = {}
        for name, tensor in features.items():
            shape = [default_batch_size, *tensor.shape[1:]]
            inputs[name] = tf.placeholder(tensor.dtype, shape, name)
        return InputFnOps(inputs, None, inputs)

    return input_fn


def make_export_strategy(
    serving_input_fn,
    default_output_alternative_key=None,
    assets_extra=None,
    as_text=False,
    exports_to_keep=5,
    strip_default_attrs=None,
) -> ExportStrategy:
    """An export strategy named Servo, which saves the model and keeps the newest exports."""

    def export_fn(estimator, export_dir_base, checkpoint_path=None, strip_default_attrs=False):
        folder = estimator.export_savedmodel(
            export_dir_base,
            serving_input_fn,
            assets_extra=assets_extra,
            as_text=as_text,
            checkpoint_path=checkpoint_path,
            strip_default_attrs=bool(strip_default_attrs),
        )
        saved = sorted(filter(str.isdigit, os.listdir(export_dir_base)), key=int)
        for old in saved[:-exports_to_keep] if exports_to_keep else ():
            shutil.rmtree(os.path.join(export_dir_base, old))
        return folder

    return ExportStrategy("Servo", export_fn, strip_default_attrs)
