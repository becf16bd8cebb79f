"""Skip-gram word vectors with NCE loss and a queue of words; nearest words at the end."""

import collections
import math
import random

import numpy as np
import tensorflow as tf

text = (
    "the quick brown fox jumps over the lazy dog and the lazy dog sleeps while the quick "
    "brown fox runs over the hill and the dog barks at the fox "
) * 6
words = text.split()
count = [["UNK", -1]]
count.extend(sorted(collections.Counter(words).items(), key=lambda each: (-each[1], each[0]))[:12])
dictionary = {word: number for number, (word, _) in enumerate(count)}
reverse = dict(zip(dictionary.values(), dictionary.keys()))
data = [dictionary.get(word, 0) for word in words]
data_index = 0


def generate_batch(batch_size, num_skips, skip_window):
    global data_index
    batch = np.ndarray(shape=(batch_size), dtype=np.int32)
    labels = np.ndarray(shape=(batch_size, 1), dtype=np.int32)
    span = 2 * skip_window + 1
    buffer = collections.deque(maxlen=span)
    for _ in range(span):
        buffer.append(data[data_index])
        data_index = (data_index + 1) % len(data)
    for i in range(batch_size // num_skips):
        context = [w for w in range(span) if w != skip_window]
        for j, use in enumerate(random.sample(context, num_skips)):
            batch[i * num_skips + j] = buffer[skip_window]
            labels[i * num_skips + j, 0] = buffer[use]
        buffer.append(data[data_index])
        data_index = (data_index + 1) % len(data)
    return batch, labels


batch_size, embedding_size, vocabulary_size = 32, 8, len(count)
graph = tf.Graph()
with graph.as_default(), tf.device("/cpu:0"):
    tf.set_random_seed(31)
    train_inputs = tf.placeholder(tf.int32, shape=[batch_size])
    train_labels = tf.placeholder(tf.int32, shape=[batch_size, 1])
    embeddings = tf.Variable(tf.random_uniform([vocabulary_size, embedding_size], -1.0, 1.0))
    embed = tf.nn.embedding_lookup(embeddings, train_inputs)
    nce_weights = tf.Variable(
        tf.truncated_normal(
            [vocabulary_size, embedding_size], stddev=1.0 / math.sqrt(embedding_size)
        )
    )
    nce_biases = tf.Variable(tf.zeros([vocabulary_size]))
    sampler = tf.nn.log_uniform_candidate_sampler(
        tf.cast(train_labels, tf.int64), 1, 5, True, vocabulary_size, seed=3
    )
    loss = tf.reduce_mean(
        tf.nn.nce_loss(
            weights=nce_weights,
            biases=nce_biases,
            labels=train_labels,
            inputs=embed,
            num_sampled=5,
            num_classes=vocabulary_size,
            sampled_values=sampler,
        )
    )
    optimizer = tf.train.GradientDescentOptimizer(1.0).minimize(loss)
    norm = tf.sqrt(tf.reduce_sum(tf.square(embeddings), 1, keep_dims=True))
    normalized = embeddings / norm
    similarity = tf.matmul(normalized, normalized, transpose_b=True)
    init = tf.global_variables_initializer()

random.seed(5)
average = 0.0
with tf.Session(graph=graph) as session:
    init.run()
    for step in range(1, 151):
        inputs, labels = generate_batch(batch_size, 2, 1)
        _, value = session.run([optimizer, loss], {train_inputs: inputs, train_labels: labels})
        average += value
        if step % 50 == 0:
            print("Average loss at step", step, ":", "%.4f" % (average / 50))
            average = 0
    top, places = session.run(tf.nn.top_k(similarity, 3))
    for word in ("fox", "dog", "lazy"):
        row = dictionary[word]
        print(word, "%.3f" % top[row, 1], reverse[places[row, 0]] == word)
