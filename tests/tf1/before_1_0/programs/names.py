"""Names and argument orders that TensorFlow 1.0 dropped, one line each."""

import tempfile

import numpy as np
import tensorflow as tf

sess = tf.InteractiveSession()
m = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
i, j = tf.constant([-7, 7, -7, 7]), tf.constant([2, 2, -2, -2])
onehot = tf.constant([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])


def show(name, value):
    values = [np.round(np.asarray(v, np.float64), 4).tolist() for v in sess.run(value)]
    print("%-12s %s" % (name, values))


show("pack", [tf.pack([m, m], 1), tf.pack([1, 2, 3])])
show("unpack", tf.unpack(m, axis=1) + tf.unpack(m))
show("concat", [tf.concat(1, [m, m]), tf.concat(concat_dim=0, values=[m, m])])
show("split", tf.split(1, 3, m) + tf.split(split_dim=0, num_split=2, value=m))
show("reverse", [tf.reverse(m, [False, True]), tf.reverse(m, [True, False])])
show(
    "arithmetic", [tf.mul(m, 2.0), tf.sub(m, 1.0), tf.neg(m), tf.complex_abs(tf.complex(3.0, 4.0))]
)
show("division", [tf.div(i, j), tf.mod(i, j), tf.floordiv(i, j), tf.truediv(i, j)])
show("select", [tf.select(m > 2.0, m, -m), tf.select(tf.constant([True, False]), m, -m)])
show("matmul", [tf.batch_matmul(tf.pack([m, m]), tf.pack([m, m]), adj_y=True)])
show(
    "reduce", [tf.reduce_sum(m, 1, True), tf.reduce_mean(m, reduction_indices=[0], keep_dims=True)]
)
show("dims", [tf.expand_dims(m, dim=0), tf.squeeze(tf.ones([1, 2]), squeeze_dims=[0])])
show("argmax", [tf.argmax(m, dimension=1)])
show("softmax", [tf.nn.softmax_cross_entropy_with_logits(m, onehot)])
show("sparse", [tf.nn.sparse_softmax_cross_entropy_with_logits(m, tf.constant([1, 2]))])
show("sigmoid", [tf.nn.sigmoid_cross_entropy_with_logits(m, targets=onehot)])
show("weighted", [tf.nn.weighted_cross_entropy_with_logits(m, onehot, 2.0)])
show("poisson", [tf.nn.log_poisson_loss(-m, onehot)])
sampled = (tf.constant([0, 1], tf.int64), tf.ones([2, 1]), tf.ones([2]))
labels = tf.constant([[1], [2]], tf.int64)
nce_w, nce_b = tf.fill([5, 3], 0.1), tf.zeros([5])
show("nce", [tf.nn.nce_loss(nce_w, nce_b, m, labels, 2, 5, sampled_values=sampled)])
show("zeros", [tf.zeros_initializer([2, 2])])
sparse = tf.SparseTensor(indices=[[0, 1]], values=[3.0], shape=[2, 2])
show("sparse", [tf.sparse_tensor_to_dense(sparse)])
ctc_labels = tf.SparseTensor([[0, 0]], tf.constant([1]), [1, 1])
show("ctc", [tf.nn.ctc_loss(tf.zeros([3, 1, 4]), ctc_labels, tf.constant([3]))])
show("dropout", [tf.nn.dropout(m, 0.5, seed=1)])

with tf.variable_scope("v", initializer=tf.constant_initializer(0.5)):
    v = tf.get_variable("w", [2])
with tf.variable_op_scope([m], None, "scope"):
    u = tf.get_variable("w", initializer=tf.zeros_initializer, shape=[2])
print([var.name for var in tf.all_variables()])
sess.run(tf.initialize_variables([v, u]))
show("variables", [v, u])

tf.scalar_summary("loss", tf.reduce_sum(m))
tf.histogram_summary("values", m)
tf.image_summary("picture", tf.reshape(m, [1, 2, 3, 1]), max_images=1)
merged = tf.merge_all_summaries()
writer = tf.train.SummaryWriter(tempfile.mkdtemp(), sess.graph_def)
text = sess.run(merged)
writer.add_summary(text, 1)
writer.close()
print([value.tag for value in tf.Summary.FromString(text).value])
