"""Drop values in training only.

task: dropout
place: 2

Dropout sets outputs of a cell to zero at random, so that no neuron can rely on another one. It is
for training: in testing everything is kept. So the probability to keep a value is a placeholder
with a default: 1.0, unless something else is fed.
"""

import numpy as np
import tensorflow as tf

n_steps = 6
n_inputs = 2
n_neurons = 50

X = tf.placeholder(tf.float32, [None, n_steps, n_inputs])
#: hole keep_prob
#:     A placeholder whose value is 1.0 where nothing is fed; its shape is [].
#: listing dropout "keep_prob = "
cell = tf.contrib.rnn.BasicRNNCell(num_units=n_neurons)
#: hole cell
#:     The cell in a DropoutWrapper that keeps an output with the probability keep_prob.
cell = tf.contrib.rnn.DropoutWrapper(cell, output_keep_prob=keep_prob)
outputs, states = tf.nn.dynamic_rnn(cell, X, dtype=tf.float32)

init = tf.global_variables_initializer()
X_batch = np.random.rand(8, n_steps, n_inputs)
with tf.Session() as sess:
    init.run()
    #: hole `{X: X_batch, keep_prob: 0.5}`
    #:     What to feed in training, to keep half of the outputs.
    in_training = outputs.eval(feed_dict={X: X_batch, keep_prob: 0.5})
    #: hole `{X: X_batch}`
    #:     What to feed in testing.
    in_testing = outputs.eval(feed_dict={X: X_batch})
print("zeros in training:", np.mean(in_training == 0), "in testing:", np.mean(in_testing == 0))

#: hint
#:     tf.placeholder_with_default(value, shape=[]) makes such a placeholder.
#: hint
#:     The wrapper's arguments are the cell and output_keep_prob=...
#: hint
#:     In training feed X and keep_prob: 0.5. In testing feed X alone.
#: mistake
#:     2: tf.contrib.rnn.DropoutWrapper(cell, output_keep_prob=0.5)
#:     Values are dropped in testing, too: 0.5 is built into the graph. Use the placeholder.
#: mistake
#:     4: {X: X_batch, keep_prob: 0.5}
#:     Values are dropped in testing, too. Feed X alone: keep_prob is then 1.0.
#: mistake
#:     3: {X: X_batch}
#:     Nothing is dropped in training: keep_prob is 1.0 where it is not fed.
#: mistake
#:     1: tf.placeholder(tf.float32, shape=[])
#:     A plain placeholder has no default, so that it must be fed in testing, too.
#: mistake
#:     2: cell
#:     Nothing is dropped from the outputs: the cell needs a DropoutWrapper with output_keep_prob.
#:     Another argument, input_keep_prob, drops the inputs.
#: mistake
#:     1: tf.placeholder_with_default(0.5, shape=[])
#:     The default is 0.5, so that values are dropped in testing, where nothing is fed. It is 1.0.
#: check


def observe(program):
    X_batch = np.random.RandomState(8).rand(40, 6, 2)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        feed_dict = {program.X: X_batch}
        zeros = np.mean(sess.run(program.outputs, feed_dict=feed_dict) == 0)
        half = np.mean(
            sess.run(program.outputs, feed_dict={**feed_dict, program.keep_prob: 0.5}) == 0
        )
        all_kept = sess.run(program.outputs, feed_dict={**feed_dict, program.keep_prob: 1.0})
    shown = "nothing is dropped" if half == 0 else "another share of them is dropped"
    without, with_half = np.mean(program.in_testing == 0), np.mean(program.in_training == 0)
    return {
        "the default keeps all outputs": (zeros == 0, "outputs are dropped"),
        "keep_prob 1.0 keeps all outputs": (np.all(all_kept != 0), "outputs are dropped"),
        "keep_prob 0.5 keeps half of the outputs": (0.4 < half < 0.6, shown),
        "in_training lacks half of the outputs": (0.3 < with_half < 0.7, "it does not"),
        "in_testing has all outputs": (without == 0, "it does not"),
    }
