"""What a run of word_embeddings shows: its training, and the words on a map."""

from __future__ import annotations

import numpy as np

from tf1rnn import Run

DOT = 3  # pixels around the middle of a word's dot that a label keeps free
N_DRAWN = 400  # words on the map, the most frequent
SMOOTHED = 50  # steps that a point of the loss's thick line averages
# Parts of speech by the number of their words: those with many have colours that differ most.
COLORS = [
    *("tab:blue", "tab:red", "tab:orange", "tab:green", "tab:purple", "tab:cyan", "tab:brown"),
    *("tab:pink", "tab:olive", "black", "darkgoldenrod", "navy", "magenta", "gray"),
]
# Where a label is beside its dot: how far off in points, and which of its sides is there.
OFFSETS = [
    (4, 0, "left", "center"),
    (-4, 0, "right", "center"),
    (0, 4, "center", "bottom"),
    (0, -4, "center", "top"),
]


def same_tag_by_chance(tags: np.ndarray) -> float:
    """The probability that two different words have the same tag."""
    _, sizes = np.unique(tags, return_counts=True)
    return float(np.sum(sizes * (sizes - 1)) / (len(tags) * (len(tags) - 1)))


def principal_components(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The places [n, 2] of vectors [n, size] in the plane in which they spread most.

    The second result is the share of the variance that each of both axes holds [2]. Source:
    principal component analysis by the singular value decomposition of the centred vectors.
    """
    centred = vectors - vectors.mean(axis=0)
    U, S, _ = np.linalg.svd(centred, full_matrices=False)
    return U[:, :2] * S[:2], S[:2] ** 2 / np.sum(S**2)


def draw_training(run: Run, share_name: str = "", by_chance: float | None = None) -> None:
    """Draw the loss and, if parts of speech are known, how the words gather by them."""
    with run.figure("training", figsize=(8, 5 if by_chance is None else 8)) as figure:
        rows = np.ravel(figure.subplots(1 if by_chance is None else 2, sharex=True))
        steps, losses = run.recorded("loss")
        rows[0].plot(steps, losses, color="0.8", lw=0.8, label="loss of a batch")
        if len(losses) > SMOOTHED:
            mean = np.convolve(losses, np.full(SMOOTHED, 1 / SMOOTHED), mode="valid")
            rows[0].plot(steps[SMOOTHED - 1 :], mean, label=f"mean of {SMOOTHED} batches")
        rows[0].set(title="Training loss", ylabel="cross entropy (nats)")
        rows[0].legend()
        if by_chance is not None:
            steps, shares = run.recorded(share_name)
            rows[1].plot(steps, 100 * np.array(shares), "o-", label="embeddings")
            rows[1].axhline(100 * by_chance, color="gray", ls="--", label="by chance")
            title = "Nearest words that have the word's own part of speech"
            rows[1].set(title=title, ylabel="share (%)")
            rows[1].set_ylim(0, 100)
            rows[1].legend(loc="lower right")
        rows[-1].set_xlabel("iteration")


def draw_map(
    run: Run,
    words: list[str],
    embeddings: np.ndarray,
    tags: np.ndarray | None = None,
    pair: tuple[str, ...] = (),
) -> None:
    """Draw words, most frequent first, in the plane in which their embeddings spread most.

    `embeddings` are [n_words, embedding_size], of length 1; `tags` [n_words], where known, colour
    the words. The words of `pair`, where they are drawn, always have their label, and a line joins
    them. Another label that would cover a label or a dot is left out, but not its own dot.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    words, embeddings = words[:N_DRAWN], embeddings[:N_DRAWN]
    places, variance = principal_components(embeddings)
    colors = {"word": COLORS[0]}
    kinds = np.full(len(words), "word")
    if tags is not None:
        kinds = tags[:N_DRAWN]
        names, sizes = np.unique(kinds, return_counts=True)
        colors = dict(zip(names[np.argsort(-sizes, kind="stable")], COLORS, strict=False))
    with run.figure("embeddings", figsize=(16, 12)) as figure:
        axes = figure.subplots()
        for kind, color in colors.items():
            axes.plot(*places[kinds == kind].T, "o", ms=4, color=color, label=kind)
        axes.set_title(
            f"{len(words)} words placed by their embeddings: similar words are close "
            "(a label that would cover another is left out)"
        )
        for set_label, share, which in (
            (axes.set_xlabel, variance[0], "first"),
            (axes.set_ylabel, variance[1], "second"),
        ):
            set_label(f"{which} principal component ({share:.0%} of the variance)")
        if tags is not None:
            axes.legend(title="part of speech", loc="best", fontsize="large")
        figure.draw_without_rendering()  # fixes where everything is
        renderer = FigureCanvasAgg(figure).get_renderer()  # one for all labels to be measured with
        dots = axes.transData.transform(places)  # [n_words, 2], in pixels
        taken = []
        pair = [words.index(word) for word in pair if word in words]
        if len(pair) == 2:
            axes.plot(*places[pair].T, "o-", ms=12, mfc="none", color="black", zorder=3)
        for i in [*pair, *(i for i in range(len(words)) if i not in pair)]:
            text = {"s": words[i], "color": colors[kinds[i]], "fontsize": 8}
            if i in pair:
                text |= {"fontsize": 12, "fontweight": "bold", "color": "black"}
            _label(axes, places[i], text, np.delete(dots, i, axis=0), taken, renderer, i in pair)


def _label(axes, place, text, dots, taken, renderer, always):
    """Write a word beside its place, where it covers no label written before and no other dot.

    Where there is no such side, it is left out, or with `always` written on the last.
    """
    for *offset, horizontal, vertical in OFFSETS:
        label = axes.annotate(
            xy=place,
            xytext=offset,
            text=text["s"],
            textcoords="offset points",
            ha=horizontal,
            va=vertical,
            fontsize=text["fontsize"],
            fontweight=text.get("fontweight"),
            color=text["color"],
        )
        box = label.get_window_extent(renderer)
        covered = np.all((dots > box.min - DOT) & (dots < box.max + DOT), axis=1)
        free = not covered.any() and not any(box.overlaps(other) for other in taken)
        if free or (always and offset == list(OFFSETS[-1][:2])):
            taken.append(box)
            return
        label.remove()
