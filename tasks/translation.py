"""Topic 8, machine translation: an encoder-decoder that reads English and writes French."""

import functools
import sys
from pathlib import Path
from typing import Annotated

import numpy as np
from typer import Argument

from tf1rnn import Inside, Option, Replicas, Task, open_inside, open_run, tf
from tf1rnn.datasets.tables.options import Encoding
from tf1rnn.datasets.text import split_words

from .parts.answers import answer, answer_in_steps, prompted, read_lines
from .parts.languages import Languages
from .parts.sentence_pairs import batches_by_length, pad
from .parts.translation_data import read_data
from .parts.translation_report import (
    bleu,
    exact,
    show_held_out,
    show_training,
    smallest_cross_entropy,
)
from .parts.translation_steps import examples, read, words

N_SAMPLES = 3  # held-out translations printed while training


class Translation(Task):
    """Translate English into French with an encoder-decoder and word embeddings.

    The encoder reads the English sentence; the decoder gets only its final states. The decoder
    writes the French sentence, one word at each time step.

    Embed: each word has an integer identifier in its language's vocabulary, and the network sees
    the identifier's row of an embedding matrix. Rare words are [UNK], numbers [NUM], URLs [URL].

    Encode: the sentence is reversed first, so that the decoder starts working with its first word.

    Decode: in training the decoder is fed the target sentence too, pushed back by one step: <go>
    where the first word is wanted, the first word where the second is, until <eos> is wanted.

    Project: each output gives a score for each word of the French vocabulary, and softmax converts
    the scores into probabilities. A word's score is the product of the output with the word's own
    embedding, plus a bias: so the network learns faster than with a further matrix (Press and Wolf,
    "Using the Output Embedding to Improve Language Models", 2017). The loss is the cross entropy
    with labels that want 0.9 rather than 1 for the right word (label smoothing: Szegedy et al.,
    "Rethinking the Inception Architecture for Computer Vision", 2016). Padding does not count.

    Feed back: to translate, there is no target to feed. The word with the highest score is fed to
    the next time step, through the embeddings, until it is <eos>.

    The default data are 12,000 pairs of a phrasebook that comes with tf1rnn; trained on it, the
    network translates sentences of the phrasebook's forms. `--pairs FILE` takes other pairs: an
    English sentence, a tab and a French one on each line, as manythings.org/anki distributes those
    of tatoeba.org; docs/files.md says what else it reads. BLEU compares the held-out sentences'
    translations with all the French translations in the data. The learning rate falls to zero over
    the n_epochs, so a run of more epochs makes better translations than resuming a finished one:
    with 18,066 pairs of tatoeba.org, 8 epochs gave a BLEU of 42.4, `--n-epochs 24 --keep-prob 0.7`
    43.7.

    A run answers: python main.py translate "I drink milk."
    """

    topic = 8
    listing = 3
    configuration = "encoder-decoder"
    inside = Inside(examples, read, scores="logits", loss="loss", outputs=words)
    trains_for = "n_epochs"
    quick = {"n_neurons": 128, "learning_rate": 0.008, "n_epochs": 4}

    pairs: Annotated[
        list[Path] | None,
        Option(
            help="a file of lines: English, tab, French; or, given twice, two parallel files; "
            "else the phrasebook"
        ),
    ] = None
    column: Annotated[
        list[int] | None,
        Option(min=1, help="a sentence's column in --pairs, given twice; detected if not given"),
    ] = None
    separator: Annotated[
        str | None, Option(help="what separates the columns of --pairs; detected if not given")
    ] = None
    encoding: Encoding = None
    limit: Annotated[int | None, Option(min=1, help="how many pairs to take, at most")] = None
    n_held_out: Annotated[
        int, Option(min=1, help="English sentences never trained on, to test with")
    ] = 500
    min_count: Annotated[int, Option(min=1, help="words seen less often become [UNK]")] = 2
    n_neurons: Annotated[
        int, Option(min=1, help="neurons in each LSTM cell, and the size of an embedding")
    ] = 256
    keep_prob: Annotated[
        float, Option(min=0.01, max=1.0, help="share of the values that dropout keeps")
    ] = 0.8
    label_smoothing: Annotated[
        float, Option(min=0.0, max=0.9, help="probability wanted for the other words together")
    ] = 0.1
    learning_rate: Annotated[float, Option(min=0.0, help="Adam's step size at first")] = 0.005
    batch_size: Annotated[int, Option(min=1, help="sentence pairs in a batch")] = 64
    n_epochs: Annotated[int, Option(min=1, help="times that all pairs are trained on")] = 8
    replicas: Replicas = None

    @property
    def values_per_step(self):
        return self.batch_size * self.n_neurons

    def construct(self):
        self.languages = Languages.saved(self) or self.data.languages
        source_vocabulary_size = len(self.languages.source)
        target_vocabulary_size = len(self.languages.target)
        embedding_size = self.n_neurons

        source = tf.placeholder(tf.int32, shape=[None, None])  # from ids...
        source_length = tf.placeholder(tf.int32, shape=[None])
        target = tf.placeholder(tf.int32, shape=[None, None])
        keep_prob = tf.placeholder_with_default(1.0, shape=[])
        learning_rate = tf.placeholder(tf.float32, shape=[])

        # Embed. The lesson begins with values from -1 to 1; smaller ones suit the scores better.
        source_embeddings = tf.Variable(
            tf.random_uniform([source_vocabulary_size, embedding_size], -0.3, 0.3)
        )
        target_embeddings = tf.Variable(
            tf.random_uniform([target_vocabulary_size, embedding_size], -0.3, 0.3)
        )
        reversed_source = tf.reverse_sequence(source, source_length, seq_axis=1)
        embed = tf.nn.embedding_lookup(source_embeddings, reversed_source)  # ...to embeddings

        # Encode.
        encoder_cell = tf.contrib.rnn.BasicLSTMCell(num_units=self.n_neurons)
        with tf.variable_scope("encoder"):
            _, states = tf.nn.dynamic_rnn(
                encoder_cell,
                tf.nn.dropout(embed, keep_prob),
                sequence_length=source_length,
                dtype=tf.float32,
            )

        # Decode.
        go = tf.fill([tf.shape(source)[0]], self.languages.target.go)
        pushed_back = tf.concat([go[:, tf.newaxis], target[:, :-1]], axis=1)
        embed = tf.nn.embedding_lookup(target_embeddings, pushed_back)
        decoder_cell = tf.contrib.rnn.BasicLSTMCell(num_units=self.n_neurons)
        with tf.variable_scope("decoder"):
            outputs, _ = tf.nn.dynamic_rnn(
                decoder_cell, tf.nn.dropout(embed, keep_prob), initial_state=states
            )

        # Project.
        bias = tf.Variable(tf.zeros([target_vocabulary_size]))

        def score(outputs):
            return tf.matmul(outputs, target_embeddings, transpose_b=True) + bias

        is_word = tf.not_equal(target, self.languages.target.pad)
        logits = score(tf.nn.dropout(tf.boolean_mask(outputs, is_word), keep_prob))
        labels = tf.one_hot(
            tf.boolean_mask(target, is_word),
            target_vocabulary_size,
            on_value=1 - self.label_smoothing,
            off_value=self.label_smoothing / (target_vocabulary_size - 1),
        )
        xentropy = tf.nn.softmax_cross_entropy_with_logits_v2(labels=labels, logits=logits)
        loss = tf.reduce_mean(xentropy)
        optimizer = tf.train.AdamOptimizer(learning_rate=learning_rate)
        training_op = optimizer.minimize(loss)

        # Feed back.
        def next_words(step, words, states, ended, translation):
            embed = tf.nn.embedding_lookup(target_embeddings, words)
            output, states = decoder_cell(embed, states)
            words = tf.argmax(score(output), axis=1, output_type=tf.int32)
            ended |= tf.equal(words, self.languages.target.eos)
            return step + 1, words, states, ended, translation.write(step, words)

        def goes_on(step, words, states, ended, translation):
            return (step < max_length) & ~tf.reduce_all(ended)

        max_length = 2 * tf.shape(source)[1] + 10  # for translations without an <eos>
        none_ended = tf.fill(tf.shape(go), False)
        no_words = tf.TensorArray(tf.int32, size=0, dynamic_size=True, element_shape=[None])
        *_, translation = tf.while_loop(goes_on, next_words, [0, go, states, none_ended, no_words])

        self.source, self.source_length, self.target = source, source_length, target
        self.keep_prob_now, self.learning_rate_now = keep_prob, learning_rate
        self.logits, self.loss, self.training_op = logits, loss, training_op
        self.translation = translation.stack()  # [n_target_words, batch_size]

    @functools.cached_property
    def data(self):
        """The pairs to train on, the sentences held out, and the languages of the former."""
        return read_data(self)

    def begin(self, run):
        self.languages.save(run)

    def execute(self, run):
        training_pairs, self.held_out, self.written, _, remarks = self.data
        for remark in remarks:
            run.print(remark)
        batches = batches_by_length(
            training_pairs, self.languages.source, self.languages.target, self.batch_size
        )
        n_batches = len(batches)
        run.print(
            f"{len(training_pairs)} pairs to train on, {len(self.held_out.sentences)} "
            f"sentences held out, {len(self.languages.source)} English and "
            f"{len(self.languages.target)} French words"
        )
        for epoch in run.steps(self.n_epochs):
            shuffled = np.random.permutation(n_batches)
            for i in run.steps(n_batches):
                step = epoch * n_batches + i
                batch = batches[shuffled[i]]
                feed_dict = {
                    self.source: batch.source,
                    self.source_length: batch.source_length,
                    self.target: batch.target,
                    self.keep_prob_now: self.keep_prob,
                    self.learning_rate_now: self.learning_rate
                    * (1 - step / (n_batches * self.n_epochs)),
                }
                loss, _ = run.session.run([self.loss, self.training_op], feed_dict=feed_dict)
                run.record(step, loss=loss)
            self.test(run, epoch, n_batches)
        least_loss = smallest_cross_entropy(self.label_smoothing, len(self.languages.target))
        show_training(run, n_batches, least_loss)
        translations = self.translate(run.session, self.held_out.sentences)
        show_held_out(run, translations, self.held_out, self.written, self.languages)

    def test(self, run, epoch, n_batches):
        """Translate the held-out sentences; record and print how well."""
        translations = self.translate(run.session, self.held_out.sentences)
        metrics = {
            "bleu": bleu(translations, self.held_out),
            "exact": np.mean(exact(translations, self.held_out)),
        }
        run.record((epoch + 1) * n_batches - 1, **metrics)
        loss = np.mean(run.recorded("loss")[1][-n_batches:])
        run.print(
            f"epoch {epoch + 1}  loss {loss:.3f}  BLEU {metrics['bleu']:.1f}  "
            f"exactly right {metrics['exact']:.1%}"
        )
        if epoch & (epoch + 1) == 0:  # after 1, 2, 4, 8 ... epochs, as it improves fast at first
            samples = zip(self.written[:N_SAMPLES], translations, strict=False)
            for english, french in samples:
                french = self.languages.write(french, split_words(english))
                run.print(f"    {english} -> {french}")

    def translate(self, session, sentences):
        """The French tokens of tokenised English sentences."""
        english, french, _ = self.languages
        source, source_length = pad([english.encode(tokens) for tokens in sentences], english.pad)
        feed_dict = {self.source: source, self.source_length: source_length}
        translation = session.run(self.translation, feed_dict=feed_dict)
        return [tuple(french.decode(ids)) for ids in translation.T]


def translate(
    sentences: Annotated[
        list[str] | None,
        Argument(
            help="English sentences; for -, or none in a pipe, standard input is read, one on each "
            "line; without any on a terminal, you are asked for them"
        ),
    ] = None,
    runs_dir: Annotated[Path, Option(help="the folder that holds the runs")] = Path("runs"),
    run: Annotated[str | None, Option(help="the run that translates; else the newest")] = None,
    steps: Annotated[
        bool, Option("--steps", help="show how: words, states and scores at each time step")
    ] = False,
) -> None:
    """Translate English sentences into French by the network that `run translation` trained."""
    asks = not sentences and sys.stdin.isatty()
    if not asks and (not sentences or sentences == ["-"]):
        sentences = read_lines()
    opened = (open_inside if steps else open_run)(Translation, runs_dir, run)
    with opened as network:
        task, session = (network.task, network.session) if steps else network
        if run is None and task.pairs:
            files = " and ".join(path.name for path in task.pairs)
            print(f"tf1rnn: the newest run answers, trained on {files}", file=sys.stderr)
        if steps:
            answer_in_steps(network, prompted() if asks else sentences)
        else:
            for batch in ([sentence] for sentence in prompted()) if asks else [sentences]:
                answer(task, session, batch)


Translation.commands = {"translate": translate}
