"""Calls in argument orders older than 1.0, in a program that runs as one of 1.15."""

import pytest

from tf1rnn import tf

LOGITS = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
ONE_HOT = [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]]


@pytest.mark.parametrize(
    "call",
    [
        lambda: tf.concat(1, [LOGITS, LOGITS]),
        lambda: tf.concat(concat_dim=1, values=[LOGITS]),
        lambda: tf.split(1, 3, tf.constant(LOGITS)),
        lambda: tf.split(split_dim=1, num_split=3, value=LOGITS),
        lambda: tf.reverse(LOGITS, [False, True]),
        lambda: tf.nn.sampled_softmax_loss(
            tf.ones([5, 3]), tf.zeros([5]), tf.constant(LOGITS), tf.constant([[1], [2]]), 2, 5
        ),
    ],
)
def test_an_old_order_is_a_type_error_that_names_the_new_one_and_the_option(call):
    with tf.Graph().as_default(), pytest.raises(TypeError, match=r"since.* 1\.0.*--tf 0\.12"):
        call()


@pytest.mark.parametrize("kind", ["softmax", "sigmoid", "sparse_softmax"])
def test_a_loss_is_not_called_by_position_as_in_1_15(kind):
    name = f"{kind}_cross_entropy_with_logits"
    with tf.Graph().as_default(), pytest.raises(ValueError, match=f"Only call `{name}` with named"):
        getattr(tf.nn, name)(LOGITS, ONE_HOT)


def test_todays_orders_are_not_changed():
    with tf.Graph().as_default(), tf.Session() as sess:
        assert sess.run(tf.concat([[1], [2]], 0)).tolist() == [1, 2]
        assert [part.tolist() for part in sess.run(tf.split([1, 2], 2, 0))] == [[1], [2]]
        assert sess.run(tf.reverse([1, 2], [0])).tolist() == [2, 1]
        loss = tf.nn.softmax_cross_entropy_with_logits(labels=ONE_HOT, logits=LOGITS)
        assert sess.run(loss).tolist() == pytest.approx([1.4076, 2.4076], abs=1e-4)
