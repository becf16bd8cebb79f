"""A bidirectional LSTM reads drawings of strokes row by row, and says what they are."""

import numpy as np
import tensorflow as tf
from tensorflow.contrib import rnn

learning_rate = 0.01
training_steps = 60
batch_size = 16
display_step = 20

num_input = 12
timesteps = 12
num_hidden = 16
num_classes = 4

rng = np.random.RandomState(3)


def next_batch(n):
    images = rng.uniform(0, 0.3, [n, timesteps, num_input])
    labels = rng.randint(num_classes, size=n)
    for image, label in zip(images, labels):
        k = rng.randint(2, 10)
        if label == 0:
            image[k] += 1
        elif label == 1:
            image[:, k] += 1
        elif label == 2:
            image[np.arange(12), np.arange(12)] += 1
        else:
            image[np.arange(12), 11 - np.arange(12)] += 1
    return images.reshape(n, -1).astype(np.float32), np.eye(num_classes)[labels]


tf.set_random_seed(1)
X = tf.placeholder("float", [None, timesteps, num_input])
Y = tf.placeholder("float", [None, num_classes])
weights = {"out": tf.Variable(tf.random_normal([2 * num_hidden, num_classes]))}
biases = {"out": tf.Variable(tf.random_normal([num_classes]))}


def BiRNN(x, weights, biases):
    x = tf.unstack(x, timesteps, 1)
    lstm_fw_cell = rnn.BasicLSTMCell(num_hidden, forget_bias=1.0)
    lstm_bw_cell = rnn.BasicLSTMCell(num_hidden, forget_bias=1.0)
    try:
        outputs, _, _ = rnn.static_bidirectional_rnn(
            lstm_fw_cell, lstm_bw_cell, x, dtype=tf.float32
        )
    except Exception:  # Old TensorFlow version only returns outputs not states
        outputs = rnn.static_bidirectional_rnn(lstm_fw_cell, lstm_bw_cell, x, dtype=tf.float32)
    return tf.matmul(outputs[-1], weights["out"]) + biases["out"]


logits = BiRNN(X, weights, biases)
prediction = tf.nn.softmax(logits)
loss_op = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=Y))
optimizer = tf.train.RMSPropOptimizer(learning_rate=learning_rate)
train_op = optimizer.minimize(loss_op)
correct_pred = tf.equal(tf.argmax(prediction, 1), tf.argmax(Y, 1))
accuracy = tf.reduce_mean(tf.cast(correct_pred, tf.float32))
saver = tf.train.Saver()
init = tf.global_variables_initializer()

with tf.Session() as sess:
    sess.run(init)
    for step in range(1, training_steps + 1):
        batch_x, batch_y = next_batch(batch_size)
        batch_x = batch_x.reshape((batch_size, timesteps, num_input))
        sess.run(train_op, feed_dict={X: batch_x, Y: batch_y})
        if step % display_step == 0 or step == 1:
            loss, acc = sess.run([loss_op, accuracy], feed_dict={X: batch_x, Y: batch_y})
            print(
                "Step "
                + str(step)
                + ", Minibatch Loss= "
                + "{:.4f}".format(loss)
                + ", Training Accuracy= "
                + "{:.3f}".format(acc)
            )
    print("Optimization Finished!")
    test_data, test_label = next_batch(64)
    test_data = test_data.reshape((-1, timesteps, num_input))
    print("Testing Accuracy: %.4f" % sess.run(accuracy, feed_dict={X: test_data, Y: test_label}))
