"""tf.contrib.training: HParams, batches of sequences of similar length; the rest is tf-slim's."""

from tf1rnn.tf1.contrib.training.bucketing import bucket, bucket_by_sequence_length
from tf1rnn.tf1.contrib.training.hparam import HParams, parse_values

__all__ = ["HParams", "bucket", "bucket_by_sequence_length", "parse_values"]
