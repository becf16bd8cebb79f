"""tf.contrib.layers: embeddings of ids, of sequences of ids and of bags of ids."""

from tf1rnn.tf1 import tf


def embed_sequence(
    ids,
    vocab_size: int | None = None,
    embed_dim: int | None = None,
    unique: bool = False,
    initializer=None,
    regularizer=None,
    trainable: bool = True,
    scope=None,
    reuse: bool | None = None,
):
    """Look up each id's embedding in a variable made for it: [batch_size, n_steps, embed_dim].

    `ids` is [batch_size, n_steps], int32 or int64. The variable `embeddings` is
    [vocab_size, embed_dim], in the variable scope `scope` (by default EmbedSequence); with `unique`
    each id that repeats is looked up once. With `reuse` the sizes may be left out. Without it,
    leaving them out raises ValueError.
    """
    if not (reuse or (vocab_size and embed_dim)):
        raise ValueError(
            "Must specify vocab size and embedding dimension when not reusing. "
            f"Got vocab_size={vocab_size} and embed_dim={embed_dim}"
        )
    with tf.variable_scope(scope, "EmbedSequence", [ids], reuse=reuse):
        shape = [vocab_size, embed_dim] if vocab_size and embed_dim else None
        embeddings = tf.contrib.framework.model_variable(
            "embeddings",
            shape=shape,
            initializer=initializer,
            regularizer=regularizer,
            trainable=trainable,
        )
        lookup = embedding_lookup_unique if unique else tf.nn.embedding_lookup
        return lookup(embeddings, ids)


def bow_encoder(
    ids,
    vocab_size: int,
    embed_dim: int,
    sparse_lookup: bool = True,
    initializer=None,
    regularizer=None,
    trainable: bool = True,
    scope=None,
    reuse: bool | None = None,
):
    """Average the embeddings of a bag of ids: [batch_size, embed_dim].

    `ids` is [batch_size, n_ids], dense or a SparseTensor. With `sparse_lookup` a dense id 0 pads
    and does not count. An empty bag gives the embedding of id 0, as in TensorFlow 1.15.
    """
    with tf.variable_scope(scope, "bow_encoder", [ids], reuse=reuse):
        embeddings = tf.contrib.framework.model_variable(
            "embeddings",
            shape=[vocab_size, embed_dim],
            initializer=initializer,
            regularizer=regularizer,
            trainable=trainable,
        )
        if sparse_lookup and not isinstance(ids, tf.SparseTensor):
            ids = _without_zeros(ids)
        if isinstance(ids, tf.SparseTensor):
            return safe_embedding_lookup_sparse(embeddings, ids, combiner="mean", default_id=0)
        return tf.reduce_mean(tf.nn.embedding_lookup(embeddings, ids), axis=1)


def _without_zeros(ids):
    with tf.name_scope("DenseToSparseTensor", values=[ids]):
        ids = tf.convert_to_tensor(ids)
        padding = tf.constant(0, ids.dtype, name="ignore_value/x")
        indices = tf.where(tf.not_equal(ids, padding), name="indices")
        values = tf.gather_nd(ids, indices, name="values")
        return tf.SparseTensor(
            indices, values, tf.shape(ids, out_type=tf.int64, name="dense_shape")
        )


def embedding_lookup_unique(params, ids, partition_strategy: str = "mod", name: str | None = None):
    """`tf.nn.embedding_lookup` that looks up each id once, however often it occurs in `ids`.

    `params` is [vocab_size, embed_dim], whole or in partitions; the result has the shape of `ids`
    followed by [embed_dim].
    """
    with tf.name_scope(name, "EmbeddingLookupUnique", [params, ids]):
        ids = tf.convert_to_tensor(ids)
        shape = tf.shape(ids)
        unique_ids, positions = tf.unique(tf.reshape(ids, tf.reduce_prod(shape, keepdims=True)))
        unique_embeddings = tf.nn.embedding_lookup(params, unique_ids, partition_strategy)
        embeddings = tf.gather(unique_embeddings, positions)
        # In this order, and with the shape known only at run time, as TensorFlow 1 built it.
        embeddings = tf.reshape(embeddings, tf.concat([shape, tf.shape(unique_embeddings)[1:]], 0))
        embeddings.set_shape(ids.shape.concatenate(unique_embeddings.shape[1:]))
        return embeddings


def safe_embedding_lookup_sparse(
    embedding_weights,
    sparse_ids,
    sparse_weights=None,
    combiner: str | None = None,
    default_id: int | None = None,
    name: str | None = None,
    partition_strategy: str = "div",
    max_norm: float | None = None,
):
    """Combine the embeddings of each row's ids, rows without any valid id included.

    `sparse_ids` and `sparse_weights` are SparseTensors [..., n_ids]; the result is
    [..., embed_dim]. Negative ids and ids of weight 0 or less do not count. A row without ids
    gives the embedding of `default_id`, or zeros. `combiner` is "mean" (the default), "sum" or
    "sqrtn". Raises ValueError without `embedding_weights`.
    """
    if embedding_weights is None or (
        isinstance(embedding_weights, (list, tuple)) and not embedding_weights
    ):
        raise ValueError(f"Missing embedding_weights {embedding_weights}.")
    return tf.nn.safe_embedding_lookup_sparse(
        embedding_weights,
        sparse_ids,
        sparse_weights,
        combiner=combiner or "mean",
        default_id=default_id,
        name=name or "embedding_lookup",
        partition_strategy=partition_strategy,
        max_norm=max_norm,
    )
