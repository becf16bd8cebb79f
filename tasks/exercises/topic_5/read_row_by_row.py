"""Read an image row by row.

task: mnist
place: 1
axes: last_val = batch, n_neurons

MNIST's images come as vectors of 784 pixels. For an RNN each image is a sequence: 28 rows, read
from top to bottom, of 28 pixels each. Reshape the images, and say after which step the classifier
looks at the network. (The images here are made up, so that nothing needs to be downloaded.)
"""

import numpy as np
import tensorflow as tf

n_steps = 28
n_inputs = 28
n_neurons = 20

images = np.random.rand(6, 784).astype("float32")
#: hole X_test
#:     The images as [batch_size, n_steps, n_inputs]; -1 stands for the size that is left.
X_test = images.reshape((-1, n_steps, n_inputs))

X = tf.placeholder(tf.float32, [None, n_steps, n_inputs])
#: listing mnist "basic_cell = " to "outputs, states = "
#: hole last
#:     The output after the 28th row, from outputs: [batch_size, n_neurons].
last = outputs[:, -1]

init = tf.global_variables_initializer()
with tf.Session() as sess:
    init.run()
    last_val, states_val = sess.run([last, states], feed_dict={X: X_test})
print("the last output is the final state:", np.array_equal(last_val, states_val))

#: hint
#:     images.reshape((-1, n_steps, n_inputs)) makes the array; NumPy works out the -1.
#: hint
#:     outputs has the axes [batch_size, n_steps, n_neurons]. An index of -1 means the last.
#: hint
#:     outputs[:, -1] takes the last step of every instance.
#: mistake
#:     2: outputs[-1]
#:     The first axis is the mini-batch: this takes the last image, with all its steps.
#: mistake
#:     2: outputs[:, 0]
#:     This is the output after the first row. Only after the last has the network seen all.
#: mistake
#:     1: images.reshape((n_steps, -1, n_inputs))
#:     The steps come first here, and the images are cut apart. The mini-batch is the first axis.
#: mistake
#:     1: images.reshape((-1, n_steps, n_inputs)).transpose(0, 2, 1)
#:     The images are turned: the network would read columns, not rows.
#: mistake
#:     2: tf.reduce_mean(outputs, axis=1)
#:     This is the mean over all rows. The lesson's classifier looks at the last output alone.
#: mistake
#:     1: images
#:     The images are still vectors of 784 pixels, and X is fed with three axes.
#: check


def observe(program):
    # The images are the program's own, and so is the number of them.
    wanted = program.images.reshape(len(program.images), 28, 28)
    in_rows = np.shape(program.X_test) == wanted.shape and np.array_equal(program.X_test, wanted)
    rng = np.random.RandomState(2)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for variable in tf.trainable_variables():
            variable.load(rng.uniform(-0.5, 0.5, variable.shape.as_list()), sess)
        last_val = sess.run(program.last, feed_dict={program.X: rng.rand(4, 28, 28)})
    return {
        "the shape of X_test": np.shape(program.X_test),
        "each step is a row": (in_rows, "the pixels of a step are not those of a row"),
        "last_val": last_val,
    }
