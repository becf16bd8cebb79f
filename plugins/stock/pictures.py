"""The figures of stock: the training, what is foreseen, and what that would earn."""

from __future__ import annotations

import numpy as np

from tf1rnn import Run

COLORS = ("tab:blue", "tab:orange")


def draw_training(run: Run, data: tuple[str, ...], best: float) -> None:
    """The share of directions that are right on the test days, for each network."""
    with run.figure("directions") as figure:
        axes = figure.subplots()
        for name, color in zip(data, COLORS, strict=True):
            steps, right = run.recorded(f"right, {name}")
            axes.plot(steps, right, "o-", color=color, label=f"network, {name}")
        axes.axhline(best, color="tab:green", ls="--", label="best without a network")
        axes.axhline(0.5, color="0.5", ls=":", label="guessing")
        axes.set(xlabel="iteration", ylabel="directions right on the test days")
        axes.set_title("Where there is nothing to find, nothing should be found")
        axes.legend()


def draw_foreseen(run: Run, predicted: np.ndarray, truth: np.ndarray) -> None:
    """The change that came, by the change that was predicted: all days, and the means of tenths."""
    with run.figure("foreseen", figsize=(7, 6)) as figure:
        axes = figure.subplots()
        axes.plot(predicted, truth, ".", ms=3, alpha=0.3, color="0.5", label="a day")
        tenths = np.array_split(np.argsort(predicted), 10)
        means = [(predicted[part].mean(), truth[part].mean()) for part in tenths]
        axes.plot(*np.transpose(means), "o-", color="tab:blue", label="mean of a tenth of the days")
        low, high = predicted.min(), predicted.max()
        axes.plot([low, high], [low, high], color="k", lw=1, ls=":", label="as predicted")
        axes.axhline(0, color="0.8", lw=1, zorder=0)
        axes.axvline(0, color="0.8", lw=1, zorder=0)
        axes.set(
            xlabel="predicted change (deviations of a day)",
            ylabel="change that came (deviations of a day)",
        )
        axes.set_title("Little of a day's change can be foreseen; the means show that some can")
        axes.legend(loc="upper left")


def draw_money(run: Run, changes: np.ndarray, holds: dict[str, np.ndarray], cost: float) -> None:
    """What 1 becomes for who holds the share on the days that are predicted to go up.

    Each buying or selling takes `cost` of the money.
    """
    with run.figure("money") as figure:
        axes = figure.subplots()
        held = {"held always": np.ones(len(changes), bool), **holds}
        for name, up in held.items():
            traded = np.abs(np.diff(up.astype(float), prepend=0))
            grown = np.exp(np.cumsum(np.where(up, changes, 0) + traded * np.log1p(-cost)))
            axes.plot(grown, label=name, lw=1.5)
        axes.set_yscale("log")
        axes.set(xlabel="test day", ylabel="what 1 has become (logarithmic)")
        axes.set_title(f"Held on the days predicted to go up, else sold; a trade costs {cost:.2%}")
        axes.legend()
