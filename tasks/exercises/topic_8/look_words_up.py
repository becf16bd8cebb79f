"""Look words up in their embeddings.

task: word_embeddings
place: 2
axes: embed_val = n_words, embedding_size

With a vocabulary of 50,000 words, a word as a vector of zeros and one 1 is very long. An embedding
is a short, dense vector. All of them are the rows of a matrix, which starts with random values from
-1 to 1 and is trained; embedding_lookup picks the rows of the words' identifiers.
"""

import numpy as np
import tensorflow as tf

vocabulary_size = 50000
embedding_size = 150

#: hole `[vocabulary_size, embedding_size], -1.0, 1.0`
#:     The shape of the matrix, and from where to where its values start.
embeddings = tf.Variable(tf.random_uniform([vocabulary_size, embedding_size], -1.0, 1.0))
#: hole train_inputs
#:     A placeholder for the identifiers of any number of words.
train_inputs = tf.placeholder(tf.int32, shape=[None])  # from ids...
#: hole embed
#:     The embeddings of these words.
embed = tf.nn.embedding_lookup(embeddings, train_inputs)  # ...to embeddings

init = tf.global_variables_initializer()
with tf.Session() as sess:
    init.run()
    embed_val = embed.eval(feed_dict={train_inputs: [3, 17, 3]})
print("three words:", embed_val.shape)

#: hint
#:     A row for each word: [vocabulary_size, embedding_size]. Then the limits, -1.0 and 1.0.
#: hint
#:     Identifiers are whole numbers, tf.int32, and shape=[None] lets their number be any.
#: hint
#:     tf.nn.embedding_lookup(embeddings, train_inputs)
#: mistake
#:     1: [embedding_size, vocabulary_size], -1.0, 1.0
#:     The matrix is the wrong way round: a row for each word.
#: mistake
#:     3: tf.one_hot(train_inputs, embedding_size)
#:     These are vectors of zeros and a 1, not the embeddings: nothing is looked up.
#: mistake
#:     1: [vocabulary_size, embedding_size], 0.0, 1.0
#:     The values start from 0 to 1. The lesson lets them start from -1 to 1.
#: mistake
#:     2: tf.placeholder(tf.float32, shape=[None])
#:     Identifiers are whole numbers: tf.int32.
#: mistake
#:     3: embeddings[:, :3]
#:     The same columns are taken whatever is fed. Look up the rows of train_inputs.
#: check


def observe(program):
    ids = [5, 0, 49999, 5, 123]
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        matrix, embed = sess.run(
            [program.embeddings, program.embed], feed_dict={program.train_inputs: ids}
        )
    same = embed.shape == (5, 150) and np.array_equal(embed, matrix[ids])
    low, high = matrix.min(), matrix.max()
    return {
        "embed_val": np.zeros(program.embed_val.shape),
        "embed has the rows of the words": (bool(same), "it has something else"),
        "values start from -1 to 1": (
            -1 <= low < -0.9 and 0.9 < high <= 1,
            f"they are from {low:.1f} to {high:.1f}",
        ),
    }
