"""tf.contrib.training: HParams, and batches of sequences; the rest is tf-slim's."""

from tf1rnn.tf1.contrib.training.bucketing import bucket, bucket_by_sequence_length
from tf1rnn.tf1.contrib.training.hparam import HParams, parse_values
from tf1rnn.tf1.contrib.training.placement import (
    GreedyLoadBalancingStrategy,
    RandomStrategy,
    byte_size_load_fn,
)
from tf1rnn.tf1.contrib.training.resampling import resample_at_rate, weighted_resample
from tf1rnn.tf1.contrib.training.sampling import rejection_sample, stratified_sample
from tf1rnn.tf1.contrib.training.segments import batch_sequences_with_states
from tf1rnn.tf1.contrib.training.state_saver import (
    NextQueuedSequenceBatch,
    SequenceQueueingStateSaver,
)

__all__ = [
    "GreedyLoadBalancingStrategy",
    "HParams",
    "NextQueuedSequenceBatch",
    "RandomStrategy",
    "SequenceQueueingStateSaver",
    "batch_sequences_with_states",
    "bucket",
    "bucket_by_sequence_length",
    "byte_size_load_fn",
    "parse_values",
    "rejection_sample",
    "resample_at_rate",
    "stratified_sample",
    "weighted_resample",
]
