"""What a run of handwriting tells at its end: the claim beside the baselines, and its writing."""

from __future__ import annotations

import numpy as np

from tf1rnn import Run, Task

from .baselines import OneGaussian
from .hands import STEADY, alphabet, offsets, write
from .mixture import Mixture
from .pictures import draw_densities, draw_training, draw_window, draw_written
from .reading import read_right

MOST_WRITTEN = 40  # held-out texts
LONGEST_LINE = 30  # letters
MARGIN = 3.0  # nats by which a point's loss must be less
READABLE = 0.8  # share of the words that are written which must be read
GUESSES = ("constant velocity", "linear")


def report(task: Task, run: Run) -> None:
    """Print the claim beside the baselines, and draw what is written."""
    train, test = ([moves for _, moves in task.written[name]] for name in ("train", "test"))
    losses = {f"{guess} guess": OneGaussian(guess, train).loss(test) for guess in GUESSES}
    ours = task.test(run.session)
    run.print("Negative log likelihood of a point of the held-out texts, in nats:")
    rows = [[f"  one Gaussian, {name}", f"{loss:.2f}"] for name, loss in losses.items()]
    run.print_table([*rows, [f"  network, {task.n_mixtures} Gaussians", f"{ours:.2f}"]])
    gain = min(losses.values()) - ours
    holds = gain >= MARGIN
    what = f"At least {MARGIN:.0f} nats less than the better of both: {gain:.2f}"
    draw_training(run, losses)
    by_hand = task.written["test"][:MOST_WRITTEN]
    texts = [text for text, _ in by_hand]
    random = np.random.RandomState(0)
    ways = {"the hand": [moves * [task.scale, task.scale, 1] for _, moves in by_hand]}
    for bias in dict.fromkeys((0.0, task.bias, 3 * task.bias)):
        found = task.write(run.session, texts, bias, random)
        ways[f"bias {bias:g}"] = [moves for moves, _ in found]
    if task.data is None:
        known = alphabet(task.font)
        models = [offsets(write(text, STEADY, known, random)) for text in texts]
        right = {name: read_right(moves, models) for name, moves in ways.items()}
        run.print(f"Written once each, and read again among {len(texts)} held-out words:")
        run.print_table([[f"  {name}", f"{share:.0%}"] for name, share in right.items()])
        holds = holds and right[f"bias {task.bias:g}"] >= READABLE
        what += f"; at least {READABLE:.0%} of what is written with bias {task.bias:g} is read"
    run.print(f"The claim {'holds' if holds else 'does NOT hold'}. {what}")
    draw_written(run, ways, texts)
    draw_steps(task, run, texts)


def draw_steps(task: Task, run: Run, texts: list[str]) -> None:
    """Draw the densities along a text of the hand's, and the window along one of its own."""
    i = int(np.argmin([abs(len(text) - 5) for text in texts]))
    text, moves = task.written["test"][i]
    mixture = run.session.run(task.mixture, feed_dict=task.feed([(text, moves)]))
    scaled = moves * [task.scale, task.scale, 1]
    draw_densities(run, text, scaled, Mixture(*(field[0] for field in mixture)), task.scale)
    line = " ".join(texts[:4])[:LONGEST_LINE].strip() if " " in task.letters else texts[0]
    random = np.random.RandomState(1)
    ((moves, weights),) = task.write(run.session, [line], task.bias, random)
    draw_window(run, line, moves, weights)
