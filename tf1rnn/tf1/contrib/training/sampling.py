"""tf.contrib.training: batches of examples of which some are left out by chance."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.start.loading import control_flow_ops, indexed_slices, tensor


def rejection_sample(
    tensors,
    accept_prob_fn,
    batch_size,
    queue_threads=1,
    enqueue_many=False,
    prebatch_capacity=16,
    prebatch_threads=1,
    runtime_checks=False,
    name=None,
) -> list:
    """Batches of examples, each kept with the probability that `accept_prob_fn(tensors)` gives.

    Queue runners read the examples. With `enqueue_many`, `tensors` are many examples at once. With
    `runtime_checks` the probability is checked to be one.
    """
    with tf.variable_scope(name, "rejection_sample", tensors):
        examples = indexed_slices.convert_n_to_tensor_or_indexed_slices(tensors)
        if enqueue_many:
            for example in examples:
                rows = example.shape.with_rank_at_least(1)[0]
                tf.Dimension(rows).assert_is_compatible_with(examples[0].shape[0])
            one = tf.train.batch(
                examples,
                batch_size=1,
                num_threads=prebatch_threads,
                capacity=prebatch_capacity,
                enqueue_many=True,
            )
            examples = [tf.squeeze(x, [0]) for x in (one if isinstance(one, list) else [one])]
        probability = accept_prob_fn(examples)
        if runtime_checks:
            checks = [
                tf.assert_less_equal(0.0, probability),
                tf.assert_less_equal(probability, 1.0),
            ]
            checked = control_flow_ops.with_dependencies(checks, probability)
            probability = tf.identity(checked, name="prob_with_checks")
        batch = tf.train.maybe_batch(
            examples,
            keep_input=tf.random_uniform([]) < probability,
            batch_size=batch_size,
            num_threads=queue_threads,
        )
        return [batch] if isinstance(batch, tensor.Tensor) else batch


def stratified_sample(
    tensors,
    labels,
    target_probs,
    batch_size,
    init_probs=None,
    enqueue_many=False,
    queue_capacity=16,
    threads_per_queue=1,
    name=None,
):
    """Batches in which the classes `labels` have the shares `target_probs`, [n_classes].

    `init_probs` are the shares among the examples; left out, they are counted as examples come.
    Queue runners read the examples. Returns the batches of `tensors`, and of their labels.
    """
    with tf.name_scope(name, "stratified_sample", [*tensors, labels]):
        examples = indexed_slices.convert_n_to_tensor_or_indexed_slices(tensors)
        labels = tf.convert_to_tensor(labels)
        target = tf.convert_to_tensor(target_probs, dtype=tf.float32)
        if not enqueue_many:
            examples = [tf.expand_dims(example, 0) for example in examples]
            labels = tf.expand_dims(labels, 0)
        if init_probs is None:
            target.shape.assert_is_fully_defined()
            initial = _counted_shares(labels, target.shape.num_elements())
        else:
            initial = tf.convert_to_tensor(init_probs, dtype=tf.float32)
        examples, labels, (initial, target) = _checked(examples, labels, [initial, target])
        possible = tf.Assert(
            tf.reduce_all(tf.logical_or(tf.not_equal(initial, 0), tf.equal(target, 0))),
            [
                "All classes with zero initial probability must also have zero target "
                "probability: ",
                initial,
                target,
            ],
        )
        initial = control_flow_ops.with_dependencies([possible], initial)
        accepted = _acceptance(initial, target)
        n_rejected = tf.reduce_sum((1 - accepted) * initial)
        accepted = tf.cond(
            tf.less(n_rejected, 0.5),
            lambda: accepted,
            lambda: tf.Print(
                accepted,
                [accepted],
                message="Proportion of examples rejected by sampler is high.",
                first_n=10,
            ),
        )
        one = tf.train.batch(
            [*examples, labels],
            batch_size=1,
            num_threads=threads_per_queue,
            capacity=queue_capacity,
            enqueue_many=True,
        )
        values = [tf.squeeze(x, [0]) for x in one[:-1]]
        label = tf.squeeze(one[-1], [0])
        probability = tf.gather(accepted, label)
        *values, label = tf.train.maybe_batch(
            [*values, label],
            keep_input=tf.random_uniform([]) < probability,
            batch_size=batch_size,
            num_threads=threads_per_queue,
        )
        return values, label


def _counted_shares(labels, n_classes: int):
    """The share of each class among the examples so far, from 10 of each on."""
    counts = tf.Variable([10] * n_classes, trainable=False, name="class_count", dtype=tf.int64)
    counts = counts.assign_add(tf.reduce_sum(tf.one_hot(labels, n_classes, dtype=tf.int64), 0))
    counts += 0  # a copy: the variable itself may change before the sum is taken
    return tf.cast(tf.truediv(counts, tf.reduce_sum(counts)), tf.float32)


def _checked(examples: list, labels, shares: list):
    """The same, checked to fit each other."""
    shares = [_checked_shares(probs) for probs in shares]
    n_classes = shares[0].shape.num_elements()
    if any(probs.shape.num_elements() != n_classes for probs in shares):
        raise ValueError("Probability parameters must have the same length.")
    labels.shape.assert_has_rank(1)
    for example in examples:
        rows = example.shape.with_rank_at_least(1)[0]
        tf.Dimension(rows).assert_is_compatible_with(labels.shape[0])
    n = tf.shape(labels)[0]
    some = tf.assert_positive(n)
    labels = control_flow_ops.with_dependencies([some], labels)
    examples = [
        control_flow_ops.with_dependencies([some, tf.assert_equal(tf.shape(x)[0], n)], x)
        for x in examples
    ]
    checks = [
        tf.assert_integer(labels),
        tf.assert_non_negative(labels),
        tf.assert_less(labels, tf.cast(n_classes, labels.dtype)),
    ]
    return examples, control_flow_ops.with_dependencies(checks, labels), shares


def _checked_shares(probs):
    probs.shape.assert_is_fully_defined()
    probs.shape.assert_has_rank(1)
    total = tf.reduce_sum(probs)
    checks = [
        tf.assert_non_negative(probs),
        tf.assert_less(total, 1.0 + 1e-6),
        tf.assert_less(1.0 - 1e-6, total),
    ]
    return control_flow_ops.with_dependencies(checks, probs)


def _acceptance(init_probs, target_probs):
    """The probability of keeping an example of each class; 1 for one of them."""
    ratios = target_probs / init_probs
    ratios = tf.where_v2(tf.is_nan(ratios), tf.zeros_like(ratios), ratios)  # of 0 / 0
    return ratios / tf.reduce_max(ratios)
