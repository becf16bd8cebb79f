"""The losses that sample classes, on the fast path: the batch in replicas, each by itself."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.fast.graphs import device_of, replicas_here, uncounted
from tf1rnn.tf1.graph.stand_ins import StandIns
from tf1rnn.tf1.start.loading import custom_gradient, nn_impl

stand_ins = StandIns()
install = stand_ins.install


@stand_ins.add(nn_impl, "sampled_softmax_loss")
def sampled_softmax_loss(library, *args, **kwargs):
    """The cross entropy of the true class, which comes first among the logits."""

    return _split(library, _cross_entropy, {"remove_accidental_hits": True}, *args, **kwargs)


@stand_ins.add(nn_impl, "nce_loss")
def nce_loss(library, *args, **kwargs):
    """The sum of the logistic losses of the true class and of those sampled."""

    def logistic(true_logits, sampled_logits, hits):
        if hits is not None:
            sampled_logits = tf.where_v2(hits, sampled_logits.dtype.min, sampled_logits)
        losses = tf.concat([tf.nn.softplus(-true_logits), tf.nn.softplus(sampled_logits)], 1)
        return tf.reduce_sum(losses, 1)

    return _split(library, logistic, {"remove_accidental_hits": False}, *args, **kwargs)


def _split(library, loss, defaults, *args, **kwargs):
    """The library's loss [batch_size], each replica of the batch by itself.

    Several true classes, or no `sampled_values`, are left to the library: the classes that it draws
    itself depend on the operations before them.
    """
    losses = library(*args, **kwargs)
    replicas = replicas_here()
    names = ("weights", "biases", "labels", "inputs", "num_sampled", "num_classes", "num_true")
    names += ("sampled_values", "remove_accidental_hits")
    given = {"num_true": 1, "sampled_values": None} | defaults
    given |= dict(zip(names, args, strict=False)) | kwargs
    if (
        not replicas
        or given["num_true"] != 1
        or given["sampled_values"] is None
        or isinstance(given["weights"], list | tuple)
    ):
        return losses
    with uncounted(), tf.name_scope("replicas"):
        return _losses(loss, replicas, given)


def _losses(loss, replicas, given):
    weights, biases = given["weights"], given["biases"]
    sampled, true_expected, sampled_expected = given["sampled_values"]
    # Classes are compared with each other most quickly as numbers of 32 bits.
    labels = tf.reshape(tf.cast(given["labels"], tf.int32), [-1])
    sampled = tf.cast(sampled, tf.int32)
    W_sampled = tf.gather(weights, sampled)
    b_sampled = tf.gather(biases, sampled) - tf.log(sampled_expected)
    # If a class was drawn more than once, the library removes only its last draw.
    drawn_again = tf.linalg.band_part(tf.equal(sampled[:, tf.newaxis], sampled), 0, -1)
    drawn_again = tf.reduce_sum(tf.cast(drawn_again, tf.int32), 1) > 1
    removable = tf.where_v2(drawn_again, tf.constant(-1), sampled)
    batch_size = tf.shape(labels)[0]
    sizes = [(batch_size + i) // replicas for i in range(replicas)]
    parts = zip(
        *(
            _rows(values, sizes)
            for values in (given["inputs"], labels, tf.reshape(true_expected, [-1, 1]))
        ),
        strict=True,
    )
    losses = []
    for replica, (x, true, expected) in enumerate(parts):
        with device_of(replica):
            W_true, b_true = tf.gather(weights, true), tf.gather(biases, true)
            true_logits = _row_products(x, W_true) + b_true[:, tf.newaxis] - tf.log(expected)
            sampled_logits = tf.matmul(x, W_sampled, transpose_b=True) + b_sampled
            hits = None
            if given["remove_accidental_hits"]:
                hits = tf.equal(true[:, tf.newaxis], removable)
            losses.append(loss(true_logits, sampled_logits, hits))
    return tf.concat(losses, 0)


def _rows(values, sizes):
    """The values, split into parts of these numbers of rows."""

    @custom_gradient.custom_gradient
    def split(values):
        # Unlike tf.split, a slice of whole rows need not copy them.
        parts, start = [], 0
        for size in sizes:
            parts.append(values[start : start + size])
            start += size
        return parts, lambda *given: tf.concat(given, 0)

    return split(values) if len(sizes) > 1 else [values]


def _cross_entropy(true_logits, sampled_logits, hits):
    """Of the softmax over both, when the first is the right one; `hits` are left out: [n]."""

    @custom_gradient.custom_gradient
    def cross_entropy(true_logits, sampled_logits):
        if hits is not None:
            sampled_logits = tf.where_v2(hits, sampled_logits.dtype.min, sampled_logits)
        # The softmax has a kernel that is four times as fast as the cross entropy's, and tells the
        # logarithm of the sum of its exponentials.
        shares = tf.nn.softmax(sampled_logits)
        largest = tf.reduce_max(sampled_logits, 1, keepdims=True)
        lead = largest - tf.log(tf.reduce_max(shares, 1, keepdims=True)) - true_logits
        wrong = tf.sigmoid(lead)  # the probability of all the sampled ones together

        def gradients(given):
            given = given[:, tf.newaxis] * wrong
            return -given, shares * given

        return tf.nn.softplus(lead)[:, 0], gradients

    return cross_entropy(true_logits, sampled_logits)


@custom_gradient.custom_gradient
def _row_products(x, w):
    """The products of each row of x with the same row of w: [n, 1]."""
    return tf.reduce_sum(x * w, 1, keepdims=True), lambda given: (given * w, given * x)
