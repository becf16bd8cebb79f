"""The figures of video: labelled clips, who is right when, and what the network believes."""

from __future__ import annotations

import numpy as np

from tf1rnn import Run

from .clips import Clips

COLORS = ("0.75", "0.5", "k", "tab:orange", "tab:green", "tab:blue")
N_SHOWN = 12  # frames of a clip
MOST_WORDS = 14  # rows of a picture of beliefs


def draw_clips(run: Run, clips: Clips, predicted: np.ndarray, names: list[str], shown) -> None:
    """Some clips, with the true label above each frame and the network's below it."""
    n_frames = min(clips.frames.shape[1], N_SHOWN)
    height = 1.9 * len(shown)
    with run.figure("clips", figsize=(1.25 * n_frames, height)) as figure:
        grid = figure.subplots(len(shown), n_frames, squeeze=False)
        for row, i in zip(grid, shown, strict=True):
            for time, axes in enumerate(row):
                axes.set(xticks=[], yticks=[])
                if time >= clips.lengths[i]:
                    axes.axis("off")
                    continue
                axes.imshow(clips.frames[i, time], cmap="gray", vmin=0, vmax=1)
                if time == 0:
                    axes.set_title("true label:", size=9)
                    axes.set_xlabel("network:", size=9)
                    continue
                right = predicted[i, time] == clips.labels[i, time]
                axes.set_title(names[clips.labels[i, time]], size=9)
                color = "tab:green" if right else "tab:red"
                axes.set_xlabel(names[predicted[i, time]], size=9, color=color, weight="bold")
        figure.suptitle("What moves where, frame by frame; dark frames were lost")


def draw_accuracy(run: Run, networks, right: dict[str, np.ndarray], clips: Clips) -> None:
    """Accuracy while training, by the place in the clip, and by what the camera has seen."""
    colors = dict(zip(right, COLORS, strict=False))
    n_plots = 2 if clips.is_lost is None else 3
    with run.figure("accuracy", figsize=(5.2 * n_plots, 4.8)) as figure:
        training, by_time, *rest = figure.subplots(1, n_plots)
        for name in networks:
            steps, shares = run.recorded(f"accuracy, {name}")
            training.plot(np.array(steps) + 1, shares, color=colors[name], lw=2)
        training.set(xlabel="training steps", ylabel="labels right on test clips", ylim=(0, 1))
        training.set_title("While training")
        counted = clips.counted
        for name, is_right in right.items():
            with np.errstate(invalid="ignore"):
                shares = (is_right & counted).sum(axis=0) / counted.sum(axis=0)
            by_time.plot(np.arange(1, len(shares) + 1), shares, "o-", ms=4, color=colors[name])
        by_time.set(xlabel="frame of the clip", ylim=(0, 1), title="By the place in the clip")
        by_time.xaxis.get_major_locator().set_params(integer=True)
        for axes in rest:
            groups = kinds(clips)
            width = 0.8 / len(right)
            for k, (name, is_right) in enumerate(right.items()):
                shares = [is_right[group].mean() if group.any() else 0 for group in groups.values()]
                places = np.arange(len(groups)) + (k - (len(right) - 1) / 2) * width
                axes.bar(places, shares, width, color=colors[name])
            axes.set_xticks(range(len(groups)), groups)
            axes.set(ylim=(0, 1), title="By what the camera sees")
        for axes in (training, by_time):
            axes.grid(alpha=0.3)
        handles = [by_time.lines[k] for k in range(len(right))]
        figure.legend(handles, right, loc="outside lower center", ncols=3)


def kinds(clips: Clips) -> dict[str, np.ndarray]:
    """The counted frames by what the camera sees; none where it is not known what it lost."""
    if clips.is_lost is None:
        return {}
    lost = clips.is_lost
    after = np.zeros_like(lost)
    after[:, 1:] = lost[:, :-1]
    counted = clips.counted
    return {
        "seen": counted & ~lost & ~after,
        "lost": counted & lost,
        "seen again": counted & ~lost & after,
    }


def draw_belief(run: Run, clips: Clips, i: int, probabilities, names, words, of_words) -> None:
    """A clip, and how probable the network finds each word of the labels at each frame."""
    n_frames = int(min(clips.lengths[i], N_SHOWN))
    belief = probabilities[:n_frames] @ of_words.T  # [n_frames, n_words]
    shown = np.sort(np.argsort(-belief.max(axis=0), kind="stable")[:MOST_WORDS])
    with run.figure("belief", figsize=(13, 2.4 + 0.34 * len(shown))) as figure:
        ratios = [1.3, 0.34 * len(shown) + 1.1]
        grid = figure.add_gridspec(2, n_frames, height_ratios=ratios, wspace=0.02)
        for time in range(n_frames):
            axes = figure.add_subplot(grid[0, time])
            axes.imshow(clips.frames[i, time], cmap="gray", vmin=0, vmax=1)
            axes.set(xticks=[], yticks=[])
            axes.set_title(names[clips.labels[i, time]] if time else "true label:", size=9)
        axes = figure.add_subplot(grid[1, :])
        image = axes.imshow(belief[:, shown].T, cmap="Blues", vmin=0, vmax=1, aspect="auto")
        axes.set_yticks(range(len(shown)), [words[k] for k in shown])
        axes.set_xticks(range(n_frames), range(1, n_frames + 1))
        axes.set_xlabel("frame")
        figure.colorbar(image, ax=axes, location="bottom", label="probability", aspect=60)
        figure.suptitle("What the network believes, frame by frame")
