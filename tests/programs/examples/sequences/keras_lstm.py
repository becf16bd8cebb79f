"""tf.keras layers in a graph of TensorFlow 1: a placeholder, K.learning_phase and a session."""

import numpy as np
import tensorflow as tf
from tensorflow.python.keras import backend as K

tf.set_random_seed(13)
sess = tf.Session()
K.set_session(sess)
ids = tf.placeholder(tf.int32, [None, 6])
labels = tf.placeholder(tf.float32, [None, 1])
net = tf.keras.layers.Embedding(12, 4, mask_zero=False, name="embedding")(ids)
net = tf.keras.layers.Bidirectional(
    tf.keras.layers.LSTM(3, return_sequences=True, name="lstm"), name="both"
)(net)
net = tf.keras.layers.GRU(5, recurrent_activation="hard_sigmoid", reset_after=False, name="gru")(
    net
)
net = tf.keras.layers.Dropout(0.5)(net)
out = tf.keras.layers.Dense(1, activation="sigmoid", name="out")(net)
loss = tf.reduce_mean(tf.keras.losses.binary_crossentropy(labels, out))
train = tf.train.GradientDescentOptimizer(0.5).minimize(loss)
x = np.arange(48).reshape(8, 6) % 12
y = (x[:, :1] > 5).astype(float)
with sess.as_default():
    sess.run(tf.global_variables_initializer())
    for v in tf.trainable_variables():
        v.load(np.linspace(-0.5, 0.5, int(np.prod(v.shape))).reshape(v.shape.as_list()), sess)
    for step in range(4):
        print("%.5f" % loss.eval({ids: x, labels: y, K.learning_phase(): 0}))
        train.run({ids: x, labels: y, K.learning_phase(): 0})
    print(out.eval({ids: x, K.learning_phase(): 0})[:3].round(4).tolist())
print(sorted(v.op.name.split("/")[0] for v in tf.trainable_variables()))
