"""embedding_attention_seq2seq with buckets and sampled softmax: seq2seq before there was dynamic_decode."""

import random

import numpy as np
import tensorflow as tf
from tensorflow.contrib.legacy_seq2seq.python.ops import seq2seq as legacy

buckets = [(2, 3), (3, 4)]
SIZE, VOCAB, SAMPLES, BATCH = 12, 20, 8, 6


class Seq2SeqModel(object):
    """A small copy of the translate tutorial's model."""

    def __init__(self, forward_only):
        self.global_step = tf.Variable(0, trainable=False)
        w_t = tf.get_variable("proj_w", [VOCAB, SIZE], dtype=tf.float32)
        w = tf.transpose(w_t)
        b = tf.get_variable("proj_b", [VOCAB], dtype=tf.float32)
        self.output_projection = (w, b)

        def sampled_loss(labels, logits):
            labels = tf.reshape(labels, [-1, 1])
            return tf.nn.sampled_softmax_loss(
                weights=w_t,
                biases=b,
                labels=labels,
                inputs=logits,
                num_sampled=SAMPLES,
                num_classes=VOCAB,
                seed=4,
            )

        def seq2seq_f(encoder_inputs, decoder_inputs, do_decode):
            cell = tf.contrib.rnn.GRUCell(SIZE)
            return legacy.embedding_attention_seq2seq(
                encoder_inputs,
                decoder_inputs,
                cell,
                num_encoder_symbols=VOCAB,
                num_decoder_symbols=VOCAB,
                embedding_size=SIZE,
                output_projection=self.output_projection,
                feed_previous=do_decode,
            )

        place = lambda name, n, dtype=tf.int32: [
            tf.placeholder(dtype, shape=[None], name="{0}{1}".format(name, i)) for i in range(n)
        ]
        self.encoder_inputs = place("encoder", buckets[-1][0])
        self.decoder_inputs = place("decoder", buckets[-1][1] + 1)
        self.target_weights = place("weight", buckets[-1][1] + 1, tf.float32)
        targets = self.decoder_inputs[1:]
        self.outputs, self.losses = legacy.model_with_buckets(
            self.encoder_inputs,
            self.decoder_inputs,
            targets,
            self.target_weights,
            buckets,
            lambda x, y: seq2seq_f(x, y, forward_only),
            softmax_loss_function=sampled_loss,
        )
        params = tf.trainable_variables()
        self.updates = []
        optimizer = tf.train.GradientDescentOptimizer(0.5)
        for bucket in range(len(buckets)):
            gradients = tf.gradients(self.losses[bucket], params)
            clipped, _ = tf.clip_by_global_norm(gradients, 5.0)
            self.updates.append(
                optimizer.apply_gradients(zip(clipped, params), global_step=self.global_step)
            )

    def step(self, session, bucket_id):
        encoder_size, decoder_size = buckets[bucket_id]
        feed = {}
        for l in range(encoder_size):
            feed[self.encoder_inputs[l].name] = [random.randint(4, VOCAB - 1) for _ in range(BATCH)]
        for l in range(decoder_size + 1):
            known = feed.get("encoder%d:0" % (l - 1), [1] * BATCH)
            feed[self.decoder_inputs[l].name] = np.array(known if l else [1] * BATCH)
            feed[self.target_weights[l].name] = np.ones(BATCH) * (l < encoder_size)
        return session.run([self.updates[bucket_id], self.losses[bucket_id]], feed)[1]


random.seed(3)
tf.set_random_seed(19)
with tf.Session() as sess:
    model = Seq2SeqModel(False)
    sess.run(tf.global_variables_initializer())
    for i in range(1, 21):
        loss = model.step(sess, i % 2)
        if i % 5 == 0:
            print("bucket %d loss %.4f" % (i % 2, loss))
    print(sess.run(model.global_step), len(tf.trainable_variables()))
    for v in tf.trainable_variables()[-4:]:
        print(v.name, v.get_shape().as_list())
