"""Reverses digits: embedding_attention_seq2seq in two buckets, with a loss of its own."""

import numpy as np
import tensorflow as tf

n_symbols, size, batch_size = 12, 16, 8
buckets = [(1, 2), (2, 3)]
GO, EOS = 10, 11

tf.set_random_seed(3)
encoder_inputs = [tf.placeholder(tf.int32, [None], name="encoder%d" % i) for i in range(2)]
decoder_inputs = [tf.placeholder(tf.int32, [None], name="decoder%d" % i) for i in range(4)]
weights = [tf.placeholder(tf.float32, [None], name="weight%d" % i) for i in range(4)]
targets = [decoder_inputs[i + 1] for i in range(3)]
feed_previous = tf.placeholder(tf.bool, [], name="feed_previous")

w = tf.get_variable("proj_w", [size, n_symbols])
w_t = tf.transpose(w)
b = tf.get_variable("proj_b", [n_symbols])


def sampled_loss(inputs, labels):
    labels = tf.reshape(labels, [-1, 1])
    return tf.nn.sampled_softmax_loss(w_t, b, inputs, labels, 6, n_symbols, sampled_values=sampled)


# Every class, so that what is sampled does not depend on a random generator.
sampled = (
    tf.constant(np.arange(6), tf.int64),
    tf.ones([8, 1]),
    tf.ones([6]),
)
cell = tf.nn.rnn_cell.GRUCell(size)


def seq2seq_f(encoder, decoder):
    return tf.nn.seq2seq.embedding_attention_seq2seq(
        encoder,
        decoder,
        cell,
        n_symbols,
        n_symbols,
        size,
        output_projection=(w, b),
        feed_previous=feed_previous,
    )


outputs, losses = tf.nn.seq2seq.model_with_buckets(
    encoder_inputs,
    decoder_inputs,
    targets,
    weights,
    buckets,
    seq2seq_f,
    softmax_loss_function=sampled_loss,
)
logits = [tf.matmul(output, w) + b for output in outputs[1]]
params = tf.trainable_variables()
updates = []
for loss in losses:
    clipped, norm = tf.clip_by_global_norm(tf.gradients(loss, params), 5.0)
    updates.append(tf.train.AdagradOptimizer(0.5).apply_gradients(zip(clipped, params)))
for v in params:
    print(v.name, v.get_shape().as_list())

rng = np.random.RandomState(0)


def feed(bucket, fed):
    n_in, n_out = buckets[bucket]
    digits = rng.randint(0, 10, (batch_size, n_in))
    decoded = np.concatenate(
        [np.full((batch_size, 1), GO), digits[:, ::-1], np.full((batch_size, 3 - n_in), EOS)], 1
    )
    values = {encoder_inputs[i]: digits[:, i] for i in range(n_in)}
    values.update({decoder_inputs[i]: decoded[:, i] for i in range(n_out + 1)})
    values.update({weights[i]: np.ones(batch_size) for i in range(n_out)})
    values[feed_previous] = fed
    return values


with tf.Session() as sess:
    sess.run(tf.initialize_all_variables())
    for step in range(40):
        bucket = step % 2
        loss, _ = sess.run([losses[bucket], updates[bucket]], feed(bucket, False))
        if step % 8 < 2:
            print("step %d bucket %d loss %.4f" % (step, bucket, loss))
    answers = sess.run(logits, feed(1, True))
    print(np.array([np.argmax(answer, 1) for answer in answers]).T[:3].tolist())
