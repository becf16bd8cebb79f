"""A sentence's way through the translation network, for `inside` and `translate --steps`."""

from __future__ import annotations

from tf1rnn import Instance, Task, UserError, tf
from tf1rnn.datasets.text import normalize, split_words

from .sentence_pairs import pad

SENTENCE = "I drink milk."  # the lesson's
HELD_OUT = "held_out.tsv"  # in a run's folder: the sentences that it was tested with


def examples(task: Task) -> list[str]:
    """The lesson's sentence, and those that the run was tested with if it has finished."""
    rows: list[str] = []
    if (task.folder / HELD_OUT).is_file():
        rows = [line.split("\t")[0] for line in task.saved_text(HELD_OUT).splitlines()[1:]]
    return [SENTENCE, *(sentence for sentence in rows if sentence != SENTENCE)]


def words(task: Task) -> list[str]:
    """What the scores are of."""
    return task.languages.target.words


def read(task: Task, sentence: str) -> Instance:
    """The sentence, with the network's own translation fed back; UserError if it has no words."""
    english, french, _ = task.languages
    written = split_words(sentence)
    tokens = [normalize(word) for word in written]
    if not tokens:
        raise UserError(f"{sentence!r}: has no words to translate")
    ids = english.encode(tokens)
    source, source_length = pad([ids], english.pad)
    feed = {task.source: source, task.source_length: source_length}
    said = tf.get_default_session().run(task.translation, feed_dict=feed)[:, 0].tolist()
    target = said[: said.index(french.eos) + 1] if french.eos in said else said
    known = [english.words[i] for i in ids]
    fed = [french.words[i] for i in [french.go, *target[:-1]]]
    return Instance(
        sentence,
        feed | {task.target: [target]},
        {"encoder": known[::-1], "decoder": fed},
        [
            f"tokens:    {'  '.join(known)}",
            f"ids:       {'  '.join(map(str, ids))}",
            f"reversed:  {'  '.join(known[::-1])}",
        ],
        task.languages.write(french.decode(target), written),
    )
