"""What translation learns from: the pairs of the phrasebook or of a file, and their languages."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from tf1rnn import Task, UserError
from tf1rnn.datasets import phrasebook
from tf1rnn.datasets.pairs import read_pairs
from tf1rnn.datasets.text import is_spaceless, split_words, tokenize, usual_spelling

from .languages import Languages
from .sentence_pairs import HeldOut, TokenPair, hold_out


class Data(NamedTuple):
    """What there is to train on and to test with."""

    training_pairs: list[TokenPair]
    held_out: HeldOut
    written: list[str]  # the held-out sentences as the data write them
    languages: Languages
    remarks: list[str]  # on how the pairs were read


def read_data(task: Task) -> Data:
    """The data of a translation task; a digest of the pairs goes to `task.facts`.

    Raises UserError if the pairs cannot be read, are too few for a batch, or differ from those that
    a resumed run began with.
    """
    remarks: list[str] = []
    given = {"--column": task.column, "--separator": task.separator, "--encoding": task.encoding}
    for option in (option for option, value in given.items() if value and not task.pairs):
        raise UserError(f"{option}: is about --pairs FILE; give --pairs too")
    if task.pairs:
        pairs, remarks = read_pairs(
            task.pairs, task.limit, task.column, task.separator, task.encoding
        )
    elif task.limit is not None:
        pairs = phrasebook.pairs(min(task.limit, phrasebook.count_pairs()))
    else:
        pairs = phrasebook.pairs()
    source = f"--pairs {task.pairs[0]}" if task.pairs else "the phrasebook"
    digest = hashlib.sha256(repr(pairs).encode()).hexdigest()
    if task.facts.setdefault("sha256_of_pairs", digest) != digest:
        raise UserError(f"{source}: not the pairs that the run {task.folder.name} began with")
    tokens = [(tuple(tokenize(english)), tuple(tokenize(french))) for english, french in pairs]
    training_pairs, held_out = hold_out(tokens, task.n_held_out)
    if len(training_pairs) < task.batch_size:
        raise UserError(
            f"{source}: {len(training_pairs)} of {len(pairs)} pairs are left to train on, "
            f"fewer than a batch of {task.batch_size}; take more pairs, or a --batch-size of "
            f"at most {max(1, len(training_pairs))}"
        )
    if len(held_out.sentences) < task.n_held_out:
        n_sentences = len({english for english, _ in tokens})
        remarks.append(
            f"--n-held-out {task.n_held_out} is more than half of the {n_sentences} sentences; "
            f"a fifth of them, {len(held_out.sentences)}, are held out"
        )
    for name, sentences in zip(("source", "target"), zip(*pairs, strict=True), strict=True):
        if is_spaceless(sentences):
            remarks.append(
                f"the {name} sentences are written without spaces: each character is a token"
            )
    as_written: dict[tuple[str, ...], str] = {}
    for (english, _), (written, _) in zip(tokens, pairs, strict=True):
        as_written.setdefault(english, written)
    written = [as_written[english] for english in held_out.sentences]
    spelling = usual_spelling(split_words(french) for _, french in pairs)
    languages = Languages.of(training_pairs, task.min_count, spelling)
    return Data(training_pairs, held_out, written, languages, remarks)
