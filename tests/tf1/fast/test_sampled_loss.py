"""The losses that sample classes, split into replicas: the library's numbers."""

import functools

import numpy as np
import pytest

from tf1rnn import tf
from tf1rnn.tf1 import fast

N_CLASSES, SIZE, N_SAMPLED = 40, 6, 12
LOSSES = {"sampled_softmax": tf.nn.sampled_softmax_loss, "nce": tf.nn.nce_loss}


def batch(batch_size):
    """Inputs, labels and noise classes, of which some are labels and some come twice."""
    random = np.random.RandomState(batch_size)
    labels = random.randint(N_CLASSES, size=[batch_size, 1])
    sampled = random.randint(N_CLASSES, size=N_SAMPLED)
    sampled[[2, 5, 9]] = labels[0, 0]
    return random.randn(batch_size, SIZE), labels, sampled


@functools.cache
def numbers(loss, replicas, **options):
    """Losses and gradients for batches of 1, 2 and 9, the losses of a training, a later draw."""
    graph = tf.Graph()
    with graph.as_default():
        tf.set_random_seed(1)
        if replicas:
            fast.enable(graph, replicas)
        inputs = tf.placeholder(tf.float32, [None, SIZE])
        labels = tf.placeholder(tf.int64, [None, 1])
        sampled = tf.placeholder(tf.int64, [N_SAMPLED])
        weights = tf.Variable(tf.random_normal([N_CLASSES, SIZE]))
        biases = tf.Variable(tf.random_normal([N_CLASSES]))
        expected = tf.random_uniform([N_CLASSES], 0.1, 1.0, seed=3)
        losses = LOSSES[loss](
            weights,
            biases,
            labels,
            inputs,
            N_SAMPLED,
            N_CLASSES,
            sampled_values=(sampled, tf.gather(expected, labels), tf.gather(expected, sampled)),
            **options,
        )
        after = tf.random_normal([3])  # seeded by the operations before it
        gradients = tf.gradients(losses, [weights, biases, inputs])
        gradients = [tf.convert_to_tensor(gradient) for gradient in gradients]
        mean = tf.reduce_mean(losses)
        training_op = tf.train.AdagradOptimizer(0.1).minimize(mean)
        init = tf.global_variables_initializer()
    found = []
    with tf.Session(graph=graph) as session:
        session.run(init)
        found.append(session.run(after))
        for batch_size in (1, 2, 9):
            feed_dict = dict(zip((inputs, labels, sampled), batch(batch_size), strict=True))
            found += session.run([losses, *gradients], feed_dict=feed_dict)
        found.append([session.run([mean, training_op], feed_dict)[0] for _ in range(10)])
    return found


@pytest.mark.parametrize("replicas", [1, 2, 3])
@pytest.mark.parametrize("options", [{}, {"remove_accidental_hits": True}])
@pytest.mark.parametrize("loss", LOSSES)
def test_losses_gradients_and_trainings_equal_the_librarys_except_for_rounding(
    loss, options, replicas
):
    expected = numbers(loss, None, **options)
    for value, theirs in zip(numbers(loss, replicas, **options), expected, strict=True):
        np.testing.assert_allclose(value, theirs, rtol=1e-5, atol=2e-6)


def operations(replicas, num_true=1, weights=None, sampled_values=True):
    """The types of the operations that a loss is built from."""
    with tf.Graph().as_default() as graph:
        if replicas:
            fast.enable(graph, replicas)
        expected = tf.ones([3, num_true]), tf.ones([N_SAMPLED])
        tf.nn.sampled_softmax_loss(
            weights=tf.zeros([N_CLASSES, SIZE]) if weights is None else weights(),
            biases=tf.zeros([N_CLASSES]),
            labels=tf.zeros([3, num_true], tf.int64),
            inputs=tf.zeros([3, SIZE]),
            num_sampled=N_SAMPLED,
            num_classes=N_CLASSES,
            num_true=num_true,
            sampled_values=sampled_values and (tf.zeros([N_SAMPLED], tf.int64), *expected),
        )
        return [operation.type for operation in graph.get_operations()]


@pytest.mark.parametrize(
    "options",
    [
        {"sampled_values": None},
        {"num_true": 2},
        {"weights": lambda: [tf.zeros([N_CLASSES // 2, SIZE])] * 2},
    ],
)
def test_what_draws_classes_or_has_several_true_ones_is_left_to_the_library(options):
    assert operations(2, **options) == operations(None, **options)


def test_others_are_split():
    assert operations(2) != operations(None)
