"""tf.contrib.layers: embeddings and columns of real values; the rest is in tf-slim today."""

from tf1rnn.tf1.contrib.layers.columns import (
    check_feature_columns,
    infer_real_valued_columns,
    input_from_feature_columns,
    real_valued_column,
    weighted_sum_from_feature_columns,
)
from tf1rnn.tf1.contrib.layers.embedding import (
    bow_encoder,
    embed_sequence,
    embedding_lookup_unique,
    safe_embedding_lookup_sparse,
)

__all__ = [
    "bow_encoder",
    "check_feature_columns",
    "embed_sequence",
    "embedding_lookup_unique",
    "infer_real_valued_columns",
    "input_from_feature_columns",
    "real_valued_column",
    "safe_embedding_lookup_sparse",
    "weighted_sum_from_feature_columns",
]
