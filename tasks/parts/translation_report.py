"""How well held-out sentences are translated: BLEU, the figures and the table of a run."""

from collections.abc import Sequence

import numpy as np

from tf1rnn import Run
from tf1rnn.datasets.text import split_words

from .languages import Languages
from .sentence_pairs import HeldOut, Tokens

N_SHOWN = 20  # rows of the table that are printed


def bleu(translations: Sequence[Tokens], held_out: HeldOut) -> float:
    """The corpus BLEU of tokens, 0 to 100, each sentence against all its references.

    Source: Papineni et al., "BLEU: a method for automatic evaluation of machine translation",
    2002, as sacrebleu computes it on text that is tokenised already.
    """
    import sacrebleu

    # sacrebleu takes the first references of all sentences, then the second ones, and so on.
    n_references = max(map(len, held_out.references))
    streams = [
        [" ".join(of[i]) if i < len(of) else None for of in held_out.references]
        for i in range(n_references)
    ]
    texts = [" ".join(tokens) for tokens in translations]
    return sacrebleu.corpus_bleu(texts, streams, tokenize="none", force=True).score


def exact(translations: Sequence[Tokens], held_out: HeldOut) -> list[bool]:
    """Whether each translation is, word for word, one of its sentence's references."""
    return [ours in of for ours, of in zip(translations, held_out.references, strict=True)]


def smallest_cross_entropy(label_smoothing: float, vocabulary_size: int) -> float:
    """The loss that label smoothing leaves even if the network is right: its labels' entropy.

    The label gives the target 1 - label_smoothing and shares the rest among the other words; the
    entropy is in nats.
    """
    probabilities = np.full(vocabulary_size, label_smoothing / (vocabulary_size - 1))
    probabilities[0] = 1 - label_smoothing
    wanted = probabilities[probabilities > 0]
    return float(-np.sum(wanted * np.log(wanted)))


def show_training(run: Run, n_batches: int, least_loss: float) -> None:
    """Draw the loss at each step, and BLEU and exact translations after each epoch."""
    steps, losses = run.recorded("loss")
    with run.figure("loss") as figure:
        axes = figure.subplots()
        axes.plot(np.array(steps) / n_batches, losses, lw=0.8, label="loss of a batch")
        axes.axhline(least_loss, ls="--", color="gray", label="the least, by label smoothing")
        axes.set(title="Training loss", xlabel="epoch", ylabel="cross entropy of a word (nats)")
        axes.set_ylim(bottom=0)
        axes.legend()
    with run.figure("bleu") as figure:
        axes = figure.subplots()
        for name, label, scale in (("bleu", "BLEU", 1), ("exact", "exactly right, in %", 100)):
            steps, values = run.recorded(name)
            epochs = (np.array(steps) + 1) / n_batches
            axes.plot(epochs, scale * np.array(values), "o-", label=label)
        axes.set(title="Held-out sentences", xlabel="epoch", ylabel="of 100", ylim=(0, 101))
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.legend()


def show_held_out(
    run: Run,
    translations: Sequence[Tokens],
    held_out: HeldOut,
    written: Sequence[str],
    languages: Languages,
) -> None:
    """Save a table of the held-out translations, as they are written, and print its first rows.

    `written` are the held-out sentences as the data write them.
    """
    rows = [("English", "translation", "reference", "right")]
    rights = exact(translations, held_out)
    for english, of, ours, right in zip(
        written, held_out.references, translations, rights, strict=True
    ):
        words = split_words(english)
        french = [languages.write(tokens, words) for tokens in (ours, ours if right else of[0])]
        rows.append((" ".join(english.split()), *french, "yes" if right else "no"))
    run.write("held_out.tsv", "".join("\t".join(row) + "\n" for row in rows))
    # One below the other, because three sentences do not fit beside each other on a screen.
    shown = [("right", "sentence, its translation, and the reference where that is another")]
    for english, french, reference, right in rows[1 : N_SHOWN + 1]:
        shown += [(right, english), ("", french)]
        shown += [("", f"({reference})")] * (right == "no")
    run.print_table(shown)
