"""Topic 8, word embeddings: similar words end up close to each other on a map of words."""

import collections
from pathlib import Path
from typing import Annotated, Literal

import numpy as np

from tf1rnn import Option, Replicas, Task, UserError, tf
from tf1rnn.datasets.tables.options import Encoding
from tf1rnn.datasets.text import tokenize
from tf1rnn.datasets.vectors import format_vectors, read_vectors

from .parts.embedding_text import read_text, write_words
from .parts.skip_gram import SkipGrams
from .parts.word_map import draw_map, draw_training, same_tag_by_chance

N_NEAREST = 5  # neighbours of a word
MEASURED_EVERY = 250  # iterations
SENTENCES = ("I drink milk.", "We paid 350 at https://example.org.")
# The words whose neighbours are printed: of the phrasebook, and by their place in another text.
SHOWN = ("milk", "drinks", "cats", "beautiful", "london", "never")
SHOWN_PLACES = (30, 60, 120, 240, 480, 960)
SHARE = "nearest of the same part of speech"
MILK_WATER = "cosine of milk and water"


class WordEmbeddings(Task):
    """Train word embeddings: "I like milk" is close to "I like water".

    A word as a sparse vector, as long as the vocabulary and all 0 except in one place, is very
    inefficient. An embedding is a small dense vector; similar words have vectors close together.

    A text is broken into tokens. Numbers become [NUM], URLs [URL], and words that the vocabulary
    lacks [UNK]. Each token has an integer identifier, and embedding_lookup gives the embedding of
    each identifier: its row of a matrix [vocabulary_size, embedding_size] that starts randomly.

    The skip-gram model trains the embeddings: from a word's embedding, one of the words around it
    is to be predicted, at most `window` places away. So words that occur among the same words get
    similar embeddings. To score every word of the vocabulary each time would be slow; both losses
    compare the right word with only `n_sampled` others, drawn as noise. sampled_softmax asks which
    of them all it is; NCE (noise-contrastive estimation) asks of each whether it is the right one,
    and takes more steps to make as good a map.

    A step touches only the rows of a batch's words, and Adagrad updates no others, so that a step's
    time does not grow with the vocabulary. Its initial accumulator is small, because the gradients
    of a mean are: otherwise the first steps, and so the whole training, would be small too.

    The default text is the English side of the phrasebook. During training the task prints the
    nearest neighbours of a few words by the cosine of the angle between embeddings, and how often a
    word's five nearest share its part of speech; the phrasebook knows each word's. Nouns and verbs,
    singular and plural gather, as the figure shows: the plane in which the embeddings spread most
    (PCA: principal component analysis). `--corpus FILE` takes any other text.

    The run saves its embeddings in vectors.txt, in word2vec's text form. `--pretrained FILE` starts
    from such a file, or GloVe's, for the words that it has. They are trained on, with steps that
    should be smaller (`--learning-rate 0.02`), or with `--freeze` stay as they are, while the
    other words find their places among them.
    """

    topic = 8
    listing = 1
    configuration = "one to one"
    inside = "its network has no time steps: the figure `embeddings` of a run shows what it learned"
    trains_for = "n_iterations"
    quick = {"n_iterations": 500}

    corpus: Annotated[
        Path | None, Option(help="a text to learn from; else the phrasebook's English")
    ] = None
    encoding: Encoding = None
    vocabulary_size: Annotated[
        int | None,
        Option(min=10, help="words with an embedding, the most frequent; else all, up to 50,000"),
    ] = None
    embedding_size: Annotated[int, Option(min=2, help="numbers in an embedding")] = 150
    pretrained: Annotated[
        Path | None, Option(help="embeddings to start from, as word2vec or GloVe writes them")
    ] = None
    freeze: Annotated[bool, Option(help="leave pretrained embeddings as they are")] = False
    loss: Annotated[
        Literal["sampled_softmax", "nce"], Option(help="how the right word is told from noise")
    ] = "sampled_softmax"
    n_sampled: Annotated[int, Option(min=1, help="noise words drawn for a batch")] = 128
    window: Annotated[int, Option(min=1, help="places that a predicted word is away at most")] = 2
    learning_rate: Annotated[float, Option(min=0.0, help="Adagrad's step size")] = 0.3
    batch_size: Annotated[int, Option(min=1, help="pairs of words in a batch")] = 1024
    n_iterations: Annotated[int, Option(min=1, help="training steps, a batch each")] = 3000
    replicas: Replicas = None

    @property
    def values_per_step(self):
        return self.batch_size * self.embedding_size

    def construct(self):
        if self.freeze and self.pretrained is None:
            raise UserError("--freeze: there is nothing to freeze without --pretrained FILE")
        self.text, self.tags, self.remarks = read_text(self)
        self.skip_grams = SkipGrams(self.text, self.window)
        vocabulary_size = len(self.text.words)
        embedding_size = self.embedding_size

        embeddings = tf.Variable(
            tf.random_uniform([vocabulary_size, embedding_size], -1.0, 1.0), name="embeddings"
        )
        train_inputs = tf.placeholder(tf.int32, shape=[None])  # from ids...
        embed = tf.nn.embedding_lookup(embeddings, train_inputs)  # ...to embeddings

        if self.pretrained is not None:
            self.vectors, found, remarks = read_vectors(
                self.pretrained, self.text.words, embedding_size
            )
            self.remarks += remarks
            # Fed, because a graph of more than 2 GB cannot be saved.
            self.given = tf.placeholder(tf.float32, shape=[vocabulary_size, embedding_size])
            self.take_given = embeddings.assign(tf.where(found, self.given, embeddings))
            self.n_given = np.count_nonzero(found)
            if self.freeze:
                frozen = tf.gather(tf.constant(found), train_inputs)
                embed = tf.where(frozen, tf.stop_gradient(embed), embed)

        train_labels = tf.placeholder(tf.int64, shape=[None])
        sampled = tf.placeholder(tf.int64, shape=[self.n_sampled])
        weights = tf.Variable(
            tf.truncated_normal([vocabulary_size, embedding_size], stddev=embedding_size**-0.5)
        )
        biases = tf.Variable(tf.zeros([vocabulary_size]))
        expected_count = tf.constant(self.n_sampled * self.skip_grams.noise, tf.float32)
        labels = train_labels[:, tf.newaxis]
        sampled_loss = {"nce": tf.nn.nce_loss, "sampled_softmax": tf.nn.sampled_softmax_loss}
        xentropy = sampled_loss[self.loss](
            weights=weights,
            biases=biases,
            labels=labels,
            inputs=embed,
            num_sampled=self.n_sampled,
            num_classes=vocabulary_size,
            sampled_values=(
                sampled,
                tf.gather(expected_count, labels),
                tf.gather(expected_count, sampled),
            ),
        )
        loss = tf.reduce_mean(xentropy)
        optimizer = tf.train.AdagradOptimizer(self.learning_rate, initial_accumulator_value=1e-7)
        training_op = optimizer.minimize(loss)

        # The cosine of the angle between two embeddings is the product of their directions.
        directions = tf.nn.l2_normalize(embeddings, axis=1)
        queries = tf.placeholder(tf.int32, shape=[None])
        cosines = tf.matmul(tf.gather(directions, queries), directions, transpose_b=True)
        # No word is its own neighbour, and one that never occurred has learned nothing.
        absent = tf.constant(self.text.counts == 0, tf.float32)
        others = cosines - 4 * tf.one_hot(queries, vocabulary_size) - 4 * absent
        nearest = tf.nn.top_k(others, k=N_NEAREST)

        self.embeddings, self.train_inputs, self.train_labels = (
            embeddings,
            train_inputs,
            train_labels,
        )
        self.sampled, self.embed, self.training_op = sampled, embed, training_op
        self.mean_loss, self.directions = loss, directions
        self.queries, self.nearest = queries, nearest

    def begin(self, run):
        write_words(run, self.text.words)
        if self.pretrained is not None:
            run.session.run(self.take_given, feed_dict={self.given: self.vectors})

    def execute(self, run):
        self.describe(run)
        for iteration in run.steps(self.n_iterations):
            if iteration % MEASURED_EVERY == 0:
                self.measure(run, iteration)
            inputs, labels = self.skip_grams.next_batch(self.batch_size)
            feed_dict = {
                self.train_inputs: inputs,
                self.train_labels: labels,
                self.sampled: self.skip_grams.next_noise(self.n_sampled),
            }
            loss, _ = run.session.run([self.mean_loss, self.training_op], feed_dict=feed_dict)
            run.record(iteration, loss=loss)
        self.measure(run, run.finished_steps, last=True)
        self.report(run)

    def describe(self, run):
        """Print what there is to learn from, and how a sentence becomes embeddings."""
        for remark in self.remarks:
            run.print(remark)
        words = self.text.words
        run.print(f"{len(self.text.ids)} words of text, a vocabulary of {len(words)}")
        if self.pretrained is not None:
            state = "stay as they are" if self.freeze else "are trained on"
            run.print(f"{self.n_given} of {len(words)} embeddings are pretrained; they {state}")
        for sentence in SENTENCES:
            ids = self.text.encode(tokenize(sentence))
            embed = run.session.run(self.embed, feed_dict={self.train_inputs: ids})
            known = " ".join(words[i] for i in ids)
            run.print(f"{sentence} -> {known} -> {ids} -> embeddings {list(embed.shape)}")

    def measure(self, run, iteration, last=False):
        """Print how the words lie now, and record it if parts of speech are known."""
        line = f"iteration {iteration}"
        losses = run.recorded("loss")[1]
        if losses:
            line += f"  loss {np.mean(losses[-MEASURED_EVERY:]):.3f}"
        if self.tags is not None:
            metrics = {SHARE: np.mean(self.same_tag(run))}
            if {"milk", "water"} <= set(self.text.words):
                directions = run.session.run(self.directions)
                milk, water = directions[self.text.encode(["milk", "water"])]
                metrics[MILK_WATER] = milk @ water
            run.record(iteration, **metrics)
            line += f"  {SHARE} {metrics[SHARE]:.1%}"
        run.print(line)
        n_measured = iteration // MEASURED_EVERY
        # The 0th, 1st, 2nd, 4th, 8th ... time, as they change less and less.
        if last or n_measured & (n_measured - 1) == 0:
            self.show_nearest(run)

    def same_tag(self, run):
        """The share of each tagged word's nearest that are of its part of speech [n_tagged]."""
        tagged = np.flatnonzero(self.tags)
        near = run.session.run(self.nearest, feed_dict={self.queries: tagged}).indices
        return np.mean(self.tags[near] == self.tags[tagged, np.newaxis], axis=1)

    def show_nearest(self, run):
        """Print the nearest neighbours of a few words, with the cosines."""
        words = self.text.words
        if self.corpus is None:
            shown = [words.index(word) for word in SHOWN if word in words]
        else:
            shown = [i for i in SHOWN_PLACES if i < len(words)] or [len(words) - 1]
        cosines, near = run.session.run(self.nearest, feed_dict={self.queries: shown})
        for i, word in enumerate(shown):
            neighbours = (f"{words[j]} {c:.2f}" for j, c in zip(near[i], cosines[i], strict=True))
            run.print(f"    {words[word]}: {', '.join(neighbours)}")

    def report(self, run):
        """Save the embeddings, draw them, and print the shares by part of speech."""
        seen = np.flatnonzero(self.text.counts)
        words = [self.text.words[i] for i in seen]
        embeddings, directions = run.session.run([self.embeddings, self.directions])
        run.write("vectors.txt", format_vectors(words, embeddings[seen]))
        labels = {} if self.tags is None else {"part_of_speech": self.tags[seen]}
        run.embedding("embeddings", embeddings[seen], word=words, **labels)
        if self.tags is None:
            draw_training(run)
            draw_map(run, words, directions[seen])
            return
        tagged = np.flatnonzero(self.tags)
        tags = self.tags[tagged]
        draw_training(run, SHARE, same_tag_by_chance(tags))
        shown = [self.text.words[i] for i in tagged]
        draw_map(run, shown, directions[tagged], tags, pair=("milk", "water"))
        _, cosines = run.recorded(MILK_WATER)
        if cosines:
            run.print(
                f'"I like milk" becomes like "I like water": the {MILK_WATER} goes '
                f"from {cosines[0]:.2f} to {cosines[-1]:.2f}"
            )
        shares = self.same_tag(run)
        run.print(f"{SHARE}:")
        # A word has N_NEAREST others of its kind only where there are more words than that.
        sizes = collections.Counter(tags)
        for tag, size in sizes.most_common():
            if size > N_NEAREST:
                run.print(f"    {tag}, {size} words: {np.mean(shares[tags == tag]):.1%}")
        few = [tag for tag, size in sizes.items() if size <= N_NEAREST]
        if few:
            run.print(f"    too few words to say: {', '.join(few)}")
