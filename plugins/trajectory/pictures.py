"""The figures of trajectory: paths, errors, and a collision that is foreseen."""

from __future__ import annotations

import numpy as np

from tf1rnn import Run

from .driving import CAR, DT, MANOEUVRES, N_FUTURE, N_PAST, Drives, Encounters, turned
from .physics import own_frames

STYLES = {
    "constant velocity": {"color": "tab:orange", "ls": "--"},
    "constant turn": {"color": "tab:green", "ls": "-."},
    "network": {"color": "tab:blue", "ls": "-"},
}


def draw_paths(
    run: Run, past: np.ndarray, future: np.ndarray, predictions: dict[str, np.ndarray]
) -> None:
    """Some paths, each turned so that the car drives to the right."""
    here, heading = own_frames(past)
    bent = np.abs(turned(future - here, -heading)[:, -1, 1])
    # From the straightest to the most bent, so that there is something of each kind.
    shares = np.array([0.3, 0.6, 0.75, 0.85, 0.92, 0.97])
    shown = np.argsort(bent)[(shares * len(bent)).astype(int)]
    with run.figure("paths", figsize=(13, 7)) as figure:
        for axes, i in zip(figure.subplots(2, 3).flat, shown, strict=True):

            def view(path, i=i):
                return turned(path[i : i + 1] - here[i : i + 1], -heading[i : i + 1])[0].T

            axes.plot(*view(past), "o-", color="0.6", ms=3, label="last 2 s, measured")
            axes.plot(*view(future), "-", color="k", lw=4, alpha=0.35, label="next 3 s, driven")
            for name, path in predictions.items():
                axes.plot(*view(path), lw=1.8, label=name, **STYLES[name])
            axes.set(xlabel="m", ylabel="m")
            axes.set_aspect("equal", adjustable="datalim")
            axes.grid(alpha=0.3)
        figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=5)


def draw_errors(run: Run, off: dict[str, np.ndarray], drives: Drives | None) -> None:
    """The mean error over the time ahead, and after 3 s by manoeuvre."""
    n_plots = 1 if drives is None else 2
    with run.figure("errors", figsize=(6 * n_plots, 4.5)) as figure:
        plots = figure.subplots(1, n_plots, squeeze=False)[0]
        times = np.arange(1, N_FUTURE + 1) * DT
        for name, each in off.items():
            plots[0].plot(times, each.mean(axis=0), lw=2, label=name, **STYLES[name])
        plots[0].set(xlabel="time ahead (s)", ylabel="mean error (m)", xlim=0, ylim=0)
        plots[0].legend()
        plots[0].grid(alpha=0.3)
        if drives is None:
            return
        width = 0.27
        for i, (name, each) in enumerate(off.items()):
            means = [each[drives.manoeuvre == k, -1].mean() for k in range(len(MANOEUVRES))]
            places = np.arange(len(MANOEUVRES)) + (i - 1) * width
            plots[1].bar(places, means, width, label=name, color=STYLES[name]["color"])
        plots[1].set_xticks(range(len(MANOEUVRES)), MANOEUVRES)
        plots[1].set_ylabel("mean error after 3 s (m)")
        plots[1].legend()


def draw_warning(
    run: Run, drives: Drives, pairs: Encounters, k: int, predictions: dict[str, np.ndarray]
) -> None:
    """A collision that the network foresees: both paths, and the distance of the two cars."""
    first, second = pairs.first[k], pairs.second[k]
    pair = Encounters(*(field[k : k + 1] for field in pairs))

    def both(paths):
        return paths[first], pair.place(paths[second : second + 1])[0]

    with run.figure("warning", figsize=(13, 5)) as figure:
        seen, apart = figure.subplots(1, 2)
        for number, path in enumerate(both(drives.past)):
            label = "last 2 s" if number == 0 else None
            seen.plot(*path.T, "o-", color="0.6", ms=3, label=label)
            seen.annotate(f"car {number + 1}", path[0], xytext=(4, 4), textcoords="offset points")
        known = {"as driven": drives.future, **predictions}
        times = np.arange(1, N_FUTURE + 1) * DT
        for name, paths in known.items():
            style = STYLES.get(name, {"color": "k", "lw": 4, "alpha": 0.35})
            for number, path in enumerate(both(paths)):
                seen.plot(*path.T, label=name if number == 0 else None, **style)
            one, other = both(paths)
            apart.plot(times, np.linalg.norm(one - other, axis=1), label=name, **style)
        apart.axhspan(0, CAR, color="tab:red", alpha=0.15, label="collision")
        seen.set(xlabel="m", ylabel="m", title="Two cars")
        seen.set_aspect("equal", adjustable="datalim")
        seen.legend()
        apart.set(xlabel="time ahead (s)", ylabel="distance of the two cars (m)", ylim=0)
        apart.set_title(f"{N_PAST * DT:.0f} s have been seen; who warns?")
        apart.legend()
