"""Summaries of TensorFlow before 1.0: under their own tags, whatever the name scope."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.start.loading import gen_logging_ops

__all__ = [
    "audio_summary",
    "histogram_summary",
    "image_summary",
    "scalar_summary",
]


def scalar_summary(tags, values, collections=None, name: str | None = None):
    """A summary of one number under one tag, or of several numbers, each under its tag."""
    return _collected(gen_logging_ops.scalar_summary(tags, values, name), collections)


def histogram_summary(tag, values, collections=None, name: str | None = None):
    """A summary of how the numbers in `values`, of any shape, are distributed."""
    return _collected(gen_logging_ops.histogram_summary(tag, values, name), collections)


def image_summary(tag, tensor, max_images: int = 3, collections=None, name: str | None = None):
    """A summary of the first images in `tensor`, `[batch_size, height, width, channels]`."""
    summary = gen_logging_ops.image_summary(tag, tensor, max_images=max_images, name=name)
    return _collected(summary, collections)


def audio_summary(
    tag, tensor, sample_rate, max_outputs: int = 3, collections=None, name: str | None = None
):
    """A summary of the first clips in `tensor`, `[batch_size, frames(, channels)]`."""
    rate = tf.convert_to_tensor(sample_rate, dtype=tf.float32)
    summary = gen_logging_ops.audio_summary_v2(tag, tensor, rate, max_outputs, name)
    return _collected(summary, collections)


def _collected(summary, collections):
    for collection in (tf.GraphKeys.SUMMARIES,) if collections is None else collections:
        tf.add_to_collection(collection, summary)
    return summary
