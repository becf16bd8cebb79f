"""Counts what tunes keep of the rules of harmony, and what they copy."""

from __future__ import annotations

import numpy as np

from .notation import Tune, read_tune

N_COMPARED = 60  # tunes whose longest copied piece is looked for


def read_all(texts: list[str]) -> list[Tune | None]:
    """The tunes of texts; None for what is no tune."""
    tunes: list[Tune | None] = []
    for text in texts:
        try:
            tunes.append(read_tune(text))
        except ValueError:
            tunes.append(None)
    return tunes


def shares(texts: list[str], known: set) -> dict[str, float]:
    """The share of texts that are tunes, that keep each rule, and that are copied as a whole.

    A tune is copied if its melody is among those known, in whatever key.
    """
    tunes, n = [tune for tune in read_all(texts) if tune], max(len(texts), 1)
    return {
        "readable": len(tunes) / n,
        "all in key": sum(all(tune.in_key) for tune in tunes) / n,
        "bars add up": sum(all(tune.bars_add_up) for tune in tunes) / n,
        "end on tonic": sum(tune.ends_on_tonic for tune in tunes) / n,
        "all three": sum(tune.keeps_rules for tune in tunes) / n,
        "beginning again": sum(tune.comes_back for tune in tunes) / n,
        "copied": sum(tune.melody in known for tune in tunes) / n,
    }


def table(
    measured: dict[str, dict[str, float]], copied: dict[str, float], losses: dict[str, float]
) -> list[list[str]]:
    """The rows of a table: each writer's shares, letters copied at a stretch, and loss."""
    rows = [["", *next(iter(measured.values())), "letters copied", "nats"]]
    for name, values in measured.items():
        letters = f"{copied[name]:.0f}" if name in copied else ""
        loss = f"{losses[name]:.3f}" if name in losses else ""
        rows.append([f"  {name}", *(f"{share:.1%}" for share in values.values()), letters, loss])
    return rows


def longest_copied(texts: list[str], joined: str) -> float:
    """The median length in characters of the longest piece that texts have from `joined`."""
    longest = []
    for text in texts[:N_COMPARED]:
        music = text.partition("K:")[2].partition("\n")[2]
        size = 0
        for start in range(len(music)):
            while start + size < len(music) and music[start : start + size + 1] in joined:
                size += 1
        longest.append(size)
    return float(np.median(longest))
