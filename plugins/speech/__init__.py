"""Use case, speech to text: an LSTM cell hears spoken digits and writes them down, by CTC."""

import functools
import itertools
from pathlib import Path
from typing import Annotated

import numpy as np
from typer import Argument

from tf1rnn import Inside, Instance, Option, Task, UserError, open_run, tf

from .asking import digits, say_digits
from .features import HOP, N_BANDS, hear
from .pictures import draw_confusion, draw_spikes, draw_training
from .recorded import name_of, read_wav, recorded
from .scoring import collapse, error_rate, print_mistakes, tune_collapse
from .spoken import draw_speakers, synthesised
from .synthesiser import say
from .warping import recognise

WORDS_FILE = "words.txt"
STACKED = 3  # frames in a time step
N_EXAMPLES = 20  # utterances that `inside` can show
MARGIN = 0.5  # of the baseline's wrong words: so many at most
BLANK = "(blank)"


class Speech(Task):
    """Write down what is said: sequences of spoken digits, of any length, by CTC.

    "Enabling handwriting and speech recognition" is what LSTM cells are known for. An utterance is
    one to five digits, often without a pause between them. Of each 10 ms the network gets the
    levels (dB) in 20 bands of frequency from 100 to 3900 Hz, three of these frames in a time step
    of 30 ms. After each step it scores ten words and a blank. Connectionist temporal classification
    (tf.nn.ctc_loss) asks only that the words come in the right order, each at any time: nobody says
    where a word begins. So it writes a word in one or two steps, a spike, and blanks between; see
    figures/spikes.png. Greedy and beam search read the spikes.

    The speech is that of our own formant synthesiser, in synthesiser.py, written from the
    acoustics: formants, bandwidths and pitch in Hz, lengths in ms, levels in dB. A speaker has a
    factor of all formants (0.95 to 1.3 times a man's), a pitch (85 to 270 Hz), a tempo (0.75 to
    1.35) and an accent, and speaks in noise that is 10 to 30 dB weaker. Speakers to test with are
    others: each has a factor, a pitch and a tempo from ranges in which nobody was trained on.

    There are three baselines. The nearest template by dynamic time warping, of 30 for each word, is
    how digits were recognised before networks; once it is told where each word begins and ends, and
    once it is not, as the network is not. A frame classifier, trained on the same steps and told
    what each is of, shows what is heard without memory; equal answers in a row are one word. The
    claim: of words by speakers never trained on, the network has at most half as many wrong as
    templates that are told no more, and fewer than those that are told (with seeds 42, 43 and 44:
    1.1%, 1.3% and 1.6% wrong; templates 5.6%, and told 4.1%; the frame classifier 10.6% or more).

    What these data cannot show: how people speak. Ten words by one synthesiser have no dialects,
    no rooms, no hesitation and no second voice, and a voice beyond the ranges above, as a small
    child's, is understood far worse. A network trained on them does not understand people.
    `--data FOLDER` takes recordings: WAV files named by their word, such as three_01.wav or
    three_ann_01.wav, or in a folder for each word. They are strung together to utterances; a fifth
    of the speakers is held out or, where none are told, of the recordings.

    A run answers: python main.py say-digits "three one four" pi.wav; python main.py speech pi.wav
    """

    use_case = "Speech to text"
    listing = 3
    configuration = "sequence to sequence"
    trains_for = "n_epochs"
    quick = {"n_utterances": 1000, "n_test": 60, "n_epochs": 6}
    inside = Inside("examples", "read", scores="logits", loss="loss", outputs="outputs")

    data: Annotated[
        Path | None, Option(help="your own words: a folder of WAV files named by their word")
    ] = None
    n_utterances: Annotated[int, Option(min=60, help="utterances to train on")] = 2400
    n_test: Annotated[int, Option(min=1, help="utterances to test with")] = 200
    n_neurons: Annotated[int, Option(min=1, help="units in the cell")] = 64
    keep_prob: Annotated[float, Option(min=0.01, max=1.0, help="share that dropout keeps")] = 0.6
    beam_width: Annotated[int, Option(min=1, help="texts that the beam search keeps")] = 10
    learning_rate: Annotated[float, Option(min=0.0, help="Adam's step size at first")] = 0.01
    batch_size: Annotated[int, Option(min=1, help="utterances in a batch")] = 15
    n_epochs: Annotated[int, Option(min=1, help="times that all utterances are trained on")] = 15

    def construct(self):
        saved = self.saved_text(WORDS_FILE)
        self.words = saved.split("\n") if saved else self.corpus.words
        self.outputs = [*self.words, BLANK]
        n_outputs = len(self.outputs)

        X = tf.placeholder(tf.float32, [None, None, STACKED * N_BANDS])
        lengths = tf.placeholder(tf.int32, [None])  # time steps of each utterance
        y = tf.placeholder(tf.int32, [None, None])  # its words; -1 after the last
        keep_prob = tf.placeholder_with_default(1.0, shape=[])
        learning_rate = tf.placeholder(tf.float32, shape=[])

        cell = tf.contrib.rnn.BasicLSTMCell(num_units=self.n_neurons)
        outputs, states = tf.nn.dynamic_rnn(cell, X, sequence_length=lengths, dtype=tf.float32)
        kept = tf.nn.dropout(outputs, keep_prob)
        logits = tf.contrib.layers.fully_connected(kept, n_outputs, activation_fn=None)
        by_time = tf.transpose(logits, [1, 0, 2])  # [n_steps, batch_size, n_outputs]
        indices = tf.where(y >= 0)
        said = tf.SparseTensor(indices, tf.gather_nd(y, indices), tf.shape(y, out_type=tf.int64))
        loss = tf.reduce_mean(tf.nn.ctc_loss(said, by_time, lengths))
        (greedy,), _ = tf.nn.ctc_greedy_decoder(by_time, lengths)
        (beam,), log_probability = tf.nn.ctc_beam_search_decoder(
            by_time, lengths, beam_width=self.beam_width, merge_repeated=False
        )

        # The frame classifier sees the same steps, each alone, and is told what each of them is of.
        labels = tf.placeholder(tf.int32, [None, None])
        hidden = tf.contrib.layers.fully_connected(X, 2 * self.n_neurons)
        frame_logits = tf.contrib.layers.fully_connected(hidden, n_outputs, activation_fn=None)
        frame_loss = tf.contrib.seq2seq.sequence_loss(
            frame_logits, labels, tf.sequence_mask(lengths, dtype=tf.float32)
        )

        optimizer = tf.train.AdamOptimizer(learning_rate=learning_rate)
        gradients, variables = zip(*optimizer.compute_gradients(loss + frame_loss), strict=True)
        clipped, _ = tf.clip_by_global_norm(gradients, 5.0)
        self.training_op = optimizer.apply_gradients(zip(clipped, variables, strict=True))
        self.X, self.y, self.lengths, self.labels = X, y, lengths, labels
        self.keep_prob_now, self.learning_rate_now = keep_prob, learning_rate
        self.logits, self.loss = logits, loss
        self.greedy = tf.sparse_tensor_to_dense(greedy, default_value=-1)
        self.beam = tf.sparse_tensor_to_dense(beam, default_value=-1)
        self.log_probability = log_probability
        self.probabilities = tf.nn.softmax(logits)
        self.frame_probabilities = tf.nn.softmax(frame_logits)

    @functools.cached_property
    def corpus(self):
        """The utterances to train on and to test with, the words in them, and remarks."""
        if self.data is None:
            corpus = synthesised(self.n_utterances, self.n_test)
        else:
            corpus = recorded(self.data, self.n_utterances, self.n_test)
            if self.facts.setdefault("sha256_of_recordings", corpus.digest) != corpus.digest:
                raise UserError(f"--data {self.data}: not the recordings that the run began with")
        if len(corpus.train) < self.batch_size:
            raise UserError(
                f"--batch-size {self.batch_size}: there are only {len(corpus.train)} utterances"
            )
        return corpus

    def begin(self, run):
        run.write(WORDS_FILE, "\n".join(self.words))

    def feed(self, heard):
        """What to feed for the frames of some utterances.

        The mean of each band is taken away, and with it most of what a microphone adds.
        """
        lengths = [-(-len(frames) // STACKED) for frames in heard]
        frames_batch = np.zeros([len(heard), max(lengths) * STACKED, N_BANDS], np.float32)
        for row, frames in zip(frames_batch, heard, strict=True):
            row[: len(frames)] = (frames - frames.mean(axis=0)) / 10
        X_batch = frames_batch.reshape(len(heard), max(lengths), STACKED * N_BANDS)
        return {self.X: X_batch, self.lengths: lengths}

    def feed_with_words(self, batch):
        """What to feed for utterances to learn from: also their words, and that of each step."""
        feed_dict = self.feed([utterance.frames for utterance in batch])
        y_batch = np.full([len(batch), max(len(u.words) for u in batch)], -1)
        labels = np.full([len(batch), max(feed_dict[self.lengths])], len(self.words))
        for row, marks, utterance in zip(y_batch, labels, batch, strict=True):
            row[: len(utterance.words)] = utterance.words
            for word, (start, end) in zip(utterance.words, utterance.spans, strict=True):
                marks[start // STACKED : -(-end // STACKED)] = word
        return {**feed_dict, self.y: y_batch, self.labels: labels}

    def text(self, words):
        """Words by their places."""
        return " ".join(self.words[word] for word in words)

    def instance(self, name, frames, words):
        """An utterance for `inside`."""
        feed = {**self.feed([frames]), self.y: [words]}
        n_steps = feed[self.lengths][0]
        times = [f"{t * STACKED * HOP / 1000:.2f} s" for t in range(n_steps)]
        return Instance(name, feed, times, true=self.text(words))

    def examples(self):
        """Utterances to test with, for `inside`."""
        chosen = self.corpus.test[:N_EXAMPLES]
        return [self.instance(self.text(u.words), u.frames, u.words) for u in chosen]

    def read(self, text):
        """An utterance to look at, for `inside`: a WAV file named by its word, or digits to say."""
        path = Path(text)
        if path.suffix.lower() == ".wav":
            names, signal = [name_of(path, path.parent)[0]], read_wav(path, text)
        else:
            names, random = digits(text), np.random.RandomState(3)
            (signal,), _ = say([names], draw_speakers(1, True, random), random)
        unknown = [name for name in names if name not in self.words]
        if unknown:
            raise UserError(f"{text!r}: {unknown[0]} is not among the words that the run learned")
        return self.instance(text, hear(signal), [self.words.index(name) for name in names])

    def execute(self, run):
        _, train, test, *_ = self.corpus
        for remark in self.corpus.remarks:
            run.print(remark)
        n_words, n_steps = (np.mean([len(u[i]) for u in train]) for i in (1, 0))
        run.print(
            f"{len(train)} utterances of {n_words:.1f} words and {n_steps * HOP / 1000:.1f} s to "
            f"train on, {len(test)} by other speakers to test"
        )
        by_length = sorted(train, key=lambda utterance: len(utterance.frames))
        n_batches = len(train) // self.batch_size
        for epoch in run.steps(self.n_epochs):
            order = np.random.permutation(n_batches)
            offset = np.random.randint(len(train) - n_batches * self.batch_size + 1)
            for iteration in run.steps(n_batches):
                start = offset + order[iteration] * self.batch_size
                done = (epoch + iteration / n_batches) / self.n_epochs
                feed_dict = self.feed_with_words(by_length[start : start + self.batch_size])
                feed_dict[self.learning_rate_now] = self.learning_rate * (1 - done)
                feed_dict[self.keep_prob_now] = self.keep_prob
                loss, _ = run.session.run([self.loss, self.training_op], feed_dict=feed_dict)
                run.record(epoch * n_batches + iteration, loss=loss)
            wrong = error_rate([u.words for u in test], self.decode(run.session, self.greedy, test))
            run.record((epoch + 1) * n_batches - 1, words_wrong=wrong)
            run.print(f"epoch {epoch + 1}  loss {loss:.3f}  words wrong {wrong:.1%}")
        self.report(run)

    def decode(self, session, decoded, utterances):
        """The words that a decoder reads from some utterances."""
        rows = session.run(decoded, self.feed([u.frames for u in utterances]))
        return [[int(word) for word in row if word >= 0] for row in rows]

    def of_each_step(self, session, tensor, utterances):
        """A tensor's values at the steps of each utterance: [n_steps, n_outputs]."""
        feed_dict = self.feed([u.frames for u in utterances])
        lengths = feed_dict[self.lengths]
        rows = session.run(tensor, feed_dict)
        return [row[:length] for row, length in zip(rows, lengths, strict=True)]

    def baselines(self, run):
        """The words that each baseline hears in the utterances to test with."""
        _, train, test, *_ = self.corpus
        told, not_told, tuned = recognise(train, test, len(self.words))
        frames = [
            self.of_each_step(run.session, self.frame_probabilities, u) for u in (tuned, test)
        ]
        how = tune_collapse(frames[0], [u.words for u in tuned])
        return {
            "frame classifier, equal answers in a row": [
                collapse(each, *how) for each in frames[1]
            ],
            "nearest template, not told where words are": not_told,
            "nearest template, told where each word is": told,
        }

    def report(self, run):
        """Print the claim beside the baselines, and draw spikes, confusions and the training."""
        test = self.corpus.test
        said = [utterance.words for utterance in test]
        found = self.baselines(run)
        found["network, greedy"] = self.decode(run.session, self.greedy, test)
        beam = f"network, beam search of {self.beam_width}"
        found[beam] = self.decode(run.session, self.beam, test)
        rates = print_mistakes(run, said, found)
        _, not_told, told, _, ours = rates.values()
        holds = ours <= MARGIN * not_told and ours < told
        run.print(
            f"The claim, at most {MARGIN:.0%} of the mistakes of templates that are not told, and "
            f"fewer than of those that are, {'holds' if holds else 'does NOT hold'}: "
            f"{ours:.1%}, {not_told:.1%} and {told:.1%} wrong"
        )
        wrong = [i for i, heard in enumerate(found[beam]) if heard != said[i]]
        for i in wrong[:3]:
            run.print(f"Heard {self.text(found[beam][i])!r}, said {self.text(said[i])!r}")
        draw_training(run, rates)
        draw_confusion(run, self.words, said, found[beam])
        # One in which a word is said twice in a row shows what the blank is for.
        best = [u for u, heard in zip(test, found[beam], strict=True) if u.words == heard] or test
        twice = [u for u in best if any(a == b for a, b in itertools.pairwise(u.words))]
        shown = max(twice or best, key=lambda utterance: len(utterance.words))
        (probabilities,) = self.of_each_step(run.session, self.probabilities, [shown])
        draw_spikes(run, self.words, shown, probabilities)


def speech(
    file: Annotated[Path, Argument(help="a WAV file of what was said")],
    runs_dir: Annotated[Path, Option(help="the folder that holds the runs")] = Path("runs"),
    run: Annotated[str | None, Option(help="the run that answers; else the newest")] = None,
) -> None:
    """Write down what a WAV file says, by the network that `run speech` trained."""
    frames = hear(read_wav(file, str(file)))
    with open_run(Speech, runs_dir, run) as (task, session):
        answers = [task.greedy, task.beam, task.log_probability]
        (greedy,), (beam,), ((log_probability,),) = session.run(answers, task.feed([frames]))
        print(f"greedy:      {task.text(greedy) or '(nothing)'}")
        print(f"beam search: {task.text(beam) or '(nothing)'} ({np.exp(log_probability):.0%})")


Speech.commands = {"speech": speech, "say-digits": say_digits}
