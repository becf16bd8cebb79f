"""The figures of image_captioning: what is said of images, a beam search, and looks at an image."""

from __future__ import annotations

import textwrap

import numpy as np

from tf1rnn import Run

from .album import Album
from .search import Beams

UNLIKELY = 0.005  # beginnings that are less likely are not drawn
GREEN, RED = "tab:green", "tab:red"
COLOURS = ("tab:blue", "tab:purple", "tab:orange")  # of the groups


def draw_training(run: Run, scores: dict[str, dict[str, tuple[float, float]]]) -> None:
    """Which share of the captions is all right, over the epochs, and by method."""
    with run.figure("accuracy", figsize=(13, 4.5)) as figure:
        training, bars = figure.subplots(1, 2, width_ratios=(1, 1.3))
        for i, (name, found) in enumerate(scores.items()):
            style = {"color": COLOURS[i], "label": name}
            steps, values = run.recorded(f"right, {name}")
            training.plot(np.arange(1, len(steps) + 1), values, "o-", **style)
            places = np.arange(len(found)) + (i - (len(scores) - 1) / 2) * 0.38
            shares = [right for _, right in found.values()]
            drawn = bars.barh(places, shares, 0.36, **style)
            bars.bar_label(drawn, [f"{share:.0%}" for share in shares], padding=3)
        training.set(xlabel="epoch", ylabel="captions that are all right", ylim=(-0.03, 1.03))
        training.xaxis.get_major_locator().set_params(integer=True)
        training.set_title("greedy search, on images never trained on", fontsize=11)
        training.legend()
        bars.set_yticks(range(len(found)), list(found))
        bars.invert_yaxis()
        bars.set_title("the last two say what nobody said before", fontsize=11)
        bars.set(xlabel="captions that are all right", xlim=(0, 1.12))


def draw_captions(run: Run, groups: dict[str, Album], said: dict[str, list[str]]) -> None:
    """Some images of each group with what is said of them: wrong ones among them, if there are."""
    n = 10 // len(groups)
    with run.figure("captions", figsize=(13, 6.2)) as figure:
        rows = figure.subplots(2, 5)
        cells = iter(rows.flat)
        for name, group in groups.items():
            right = [
                caption in all_of
                for caption, all_of in zip(said[name], group.captions, strict=True)
            ]
            wrong = [i for i, is_right in enumerate(right) if not is_right][:1]
            longest = sorted(range(len(right)), key=lambda i: -len(group.captions[i][0].split()))
            chosen = [i for i in longest if i not in wrong][: n - len(wrong)] + wrong
            for k, i in enumerate(chosen):
                axes = next(cells)
                axes.imshow(group.images[i])
                axes.set_xticks([])
                axes.set_yticks([])
                if k == 0:
                    axes.set_ylabel(name, fontsize=12)
                text = textwrap.fill(said[name][i], 26)
                if not right[i]:
                    text += textwrap.fill(
                        f"(true: {group.captions[i][0]})", 30, initial_indent="\n"
                    )
                axes.set_xlabel(text, color="darkgreen" if right[i] else RED, fontsize=10)


def draw_beam(
    run: Run, image: np.ndarray, beams: Beams, i: int, names: list[str], end: int
) -> None:
    """The unfinished captions of an image after each step; green, those of the best one."""
    n_steps, width = len(beams.steps), beams.words.shape[1]
    best = beams.words[i, 0].tolist()
    with run.figure("beam", figsize=(2.2 + 1.15 * n_steps, 1.2 + 0.75 * width)) as figure:
        seen, axes = figure.subplots(1, 2, width_ratios=(1.6, 1.15 * n_steps))
        seen.imshow(image)
        seen.axis("off")
        before = [[]]
        for t, (words, scores) in enumerate(beams.steps):
            pairs = zip(words[i].tolist(), scores[i], strict=True)
            rows = [row for row, score in pairs if score > np.log(UNLIKELY)]
            for rank, row in enumerate(rows):
                on_way = row == best[: t + 1]
                has_ended = end in row[:-1]
                parent = before.index(row[:-1])
                style = {"color": GREEN, "lw": 2.5} if on_way else {"color": "0.75", "lw": 1}
                axes.plot([t - 1 + 0.42 * (t > 0), t - 0.42], [parent if t else 0, rank], **style)
                word = "" if has_ended else names[row[-1]].replace("<eos>", "(end)")
                text = f"{word}\n{np.exp(scores[i, rank]):.2f}"
                face = "honeydew" if on_way else "white"
                edge = {"boxstyle": "round,pad=0.25", "fc": face, "ec": style["color"]}
                axes.text(t, rank, text, ha="center", va="center", fontsize=9, bbox=edge)
            before = rows
        axes.set(xlim=(-1.05, n_steps - 0.5), ylim=(width - 0.4, -0.6))
        axes.set_xticks(range(n_steps), [f"word {t + 1}" for t in range(n_steps)])
        axes.set_yticks(range(width), [f"{rank + 1}." for rank in range(width)])
        axes.spines[:].set_visible(False)
        axes.tick_params(length=0)
        axes.set_title("The likeliest beginnings after each word, and their probabilities")


def draw_looks(run: Run, image: np.ndarray, words: list[str], looks: np.ndarray) -> None:
    """Where an image must not be covered, for each word to be said."""
    n = len(words) + 1
    columns = min(n, 6)
    rows = -(-n // columns)
    with run.figure("looks", figsize=(2.2 * columns, 2.6 * rows + 0.3)) as figure:
        cells = figure.subplots(rows, columns, squeeze=False).ravel()
        for axes in cells:
            axes.axis("off")
        cells[0].imshow(image)
        cells[0].set_title("the image", fontsize=12)
        side = image.shape[0]
        for axes, word, look in zip(cells[1:], words, looks, strict=False):
            axes.imshow(image.mean(axis=2), cmap="gray", vmin=0, vmax=255)
            shown = axes.imshow(
                *(look,),
                cmap="Reds",
                vmin=0,
                vmax=max(1.0, looks.max()),
                alpha=0.75,
                extent=(-0.5, side - 0.5, side - 0.5, -0.5),
                interpolation="bilinear",
            )
            axes.set_title(word, fontsize=12)
        bar = figure.colorbar(shown, ax=cells.tolist(), shrink=0.8)
        bar.set_label("log probability lost\nif this place is covered")
