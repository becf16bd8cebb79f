"""Where one machine ends: time and memory of what grows far beyond the lesson's sizes.

    python tests/benchmarks/scaling.py [PART [SIZE ...]]

The parts: vocabulary (words), sequence (time steps), metrics (recorded steps), runs (folders in
runs/), corpus (MB of text), pairs (lines). Each size has a process of its own, because a process's
peak memory never falls; seconds are those of the processor, which other programs hardly change.
"""

import itertools
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

SIZES = {
    "vocabulary": (1_000, 10_000, 100_000, 1_000_000),
    "sequence": (100, 1_000, 10_000),
    "metrics": (1_000, 10_000, 100_000),
    "runs": (100, 1_000, 10_000),
    "corpus": (10, 100, 1_000),
    "pairs": (10_000, 100_000, 1_000_000),
}
MIB = 2**20


def peak() -> float:
    """MiB that this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MIB


def per_call(call: Any, n: int) -> float:
    """Milliseconds of the processor that a call takes, the least of n after a first one."""
    call()
    taken = []
    for _ in range(n):
        began = time.process_time()
        call()
        taken.append(time.process_time() - began)
    return 1e3 * min(taken)


def vocabulary(n_words: int, folder: Path) -> dict[str, float]:
    """A step of skip-gram with sampled softmax over this many words, on the fast path."""
    import numpy as np

    from tf1rnn import tf
    from tf1rnn.runs.replicas import n_cores
    from tf1rnn.tf1 import fast
    from tf1rnn.tf1.fast.sessions import Session

    graph = tf.Graph()
    with graph.as_default():
        fast.enable(graph, n_cores())
        embeddings = tf.Variable(tf.random_uniform([n_words, 150], -1.0, 1.0))
        weights = tf.Variable(tf.random_uniform([n_words, 150], -0.1, 0.1))
        inputs, labels = tf.placeholder(tf.int32, [None]), tf.placeholder(tf.int64, [None])
        sampled = tf.placeholder(tf.int64, [128])
        losses = tf.nn.sampled_softmax_loss(
            weights=weights,
            biases=tf.Variable(tf.zeros([n_words])),
            labels=labels[:, tf.newaxis],
            inputs=tf.nn.embedding_lookup(embeddings, inputs),
            num_sampled=128,
            num_classes=n_words,
            sampled_values=(sampled, tf.ones([tf.size(labels), 1]), tf.ones([128])),
        )
        optimizer = tf.train.AdagradOptimizer(0.3, initial_accumulator_value=1e-7)
        training_op = optimizer.minimize(tf.reduce_mean(losses))
        init = tf.global_variables_initializer()
    drawn = np.random.RandomState(0).randint(n_words, size=[3, 1024])
    feed_dict = {inputs: drawn[0], labels: drawn[1], sampled: drawn[2, :128]}
    with Session(graph=graph) as session:
        session.run(init)
        return {"ms": per_call(lambda: session.run(training_op, feed_dict), 15), "MiB": peak()}


def sequence(n_steps: int, folder: Path) -> dict[str, float]:
    """A step of dynamic_rnn over BasicRNNCell(150) and a batch of 50, on the fast path."""
    import numpy as np

    from tf1rnn import tf
    from tf1rnn.runs.replicas import n_cores
    from tf1rnn.tf1 import fast

    graph = tf.Graph()
    with graph.as_default():
        fast.enable(graph, n_cores())
        X = tf.placeholder(tf.float32, [None, n_steps, 28])
        _, states = tf.nn.dynamic_rnn(tf.contrib.rnn.BasicRNNCell(150), X, dtype=tf.float32)
        loss = tf.reduce_mean(tf.square(states))
        training_op = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
        init = tf.global_variables_initializer()
    batch = np.random.RandomState(0).rand(50, n_steps, 28).astype(np.float32)
    with tf.Session(graph=graph) as session:
        session.run(init)
        return {"ms": per_call(lambda: session.run(training_op, {X: batch}), 3), "MiB": peak()}


def metrics(n_steps: int, folder: Path) -> dict[str, float]:
    """A run that records a loss in each of this many steps, and does nothing else."""
    from tf1rnn import Task, run_task, tf

    class Recording(Task):
        """A task that only records."""

        name = "recording"

        def construct(self) -> None:
            tf.Variable(0.0)

        def execute(self, run: Any) -> None:
            began = time.process_time()
            for step in run.steps(n_steps):
                run.record(step, loss=1.0)
            self.taken = time.process_time() - began

    task = Recording()
    run_task(task, folder, device="cpu", echo=False)
    return {"us a step": 1e6 * task.taken / n_steps, "MiB": peak()}


def runs(n_runs: int, folder: Path) -> dict[str, float]:
    """Listing this many runs: what a screen shows, and all of them."""
    from tf1rnn.cli.runs import ON_SCREEN
    from tf1rnn.records import listing
    from tf1rnn.runs.folder.entries import entries_of, folders_in

    params = {"task": "walk", "hyperparameters": {"n": 1}, "facts": {}, "seed": 42}
    params |= {"versions": {"tf1rnn": "1"}}
    status = {"state": "finished", "steps": 3, "metrics": {"loss": 2.0}}
    for i in range(n_runs):
        run = folder / "walk" / f"{i:06}"
        (run / "checkpoints" / "000001").mkdir(parents=True)
        (run / "params.json").write_text(json.dumps(params))
        (run / "status.json").write_text(json.dumps(status))
        for name in ("output.txt", "metrics.csv", *(f"checkpoints/000001/{k}" for k in range(5))):
            (run / name).write_text("x")

    def shown(most: int) -> float:
        began = time.process_time()
        listing.lines(entries_of(folders_in(folder)[:most]), 80, one_task=False)
        return time.process_time() - began

    shown(n_runs)  # the system then has the folders at hand
    return {"s on a screen": shown(ON_SCREEN), "s for all": shown(n_runs), "MiB": peak()}


def lines_of_words(seed: int) -> Any:
    """Lines of twenty words of 200,000, drawn as they occur in languages (Zipf's law)."""
    draw = random.Random(seed)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(draw.choices(letters, k=draw.randint(2, 9))) for _ in range(200_000)]
    weights = list(itertools.accumulate(1 / (i + 1) for i in range(len(words))))
    while True:
        drawn = draw.choices(words, cum_weights=weights, k=20_000)
        for i in range(0, len(drawn), 20):
            yield " ".join(drawn[i : i + 20])


def corpus(megabytes: int, folder: Path) -> dict[str, float]:
    """Numbering the words of a text, as word_embeddings does before its first step."""
    path, size = folder / "text.txt", 0
    with path.open("w", encoding="ascii") as file:
        for line in lines_of_words(0):
            size += file.write(f"{line}.\n")
            if size >= megabytes * 1e6:
                break
    from tf1rnn.datasets.corpus import Corpus, open_corpus, read_sentences

    began = time.process_time()
    text = Corpus.of(read_sentences(open_corpus(path)), None, 50_000)
    taken = time.process_time() - began
    return {"s": taken, "million words": len(text.ids) / 1e6, "MiB": peak()}


def pairs(n_lines: int, folder: Path) -> dict[str, float]:
    """Reading pairs of sentences and making batches of them, as translation does."""
    path = folder / "pairs.txt"
    with path.open("w", encoding="ascii") as file:
        for _, words in zip(range(n_lines), lines_of_words(1), strict=False):
            file.write(f"{words[:40]}\t{words[40:80]}\n")
    from tasks.parts.sentence_pairs import batches_by_length
    from tasks.translation import Translation

    began = time.process_time()
    task = Translation(pairs=[path])
    data = task.data
    batches_by_length(data.training_pairs, *data.languages[:2], task.batch_size)
    return {"s": time.process_time() - began, "MiB": peak()}


PARTS = {part.__name__: part for part in (vocabulary, sequence, metrics, runs, corpus, pairs)}


def main() -> None:
    match sys.argv[1:]:
        case ["of", part, size]:
            with tempfile.TemporaryDirectory(prefix="tf1rnn-scaling-") as folder:
                print(json.dumps(PARTS[part](int(size), Path(folder))))
        case chosen:
            if chosen and (chosen[0] not in PARTS or not all(s.isdecimal() for s in chosen[1:])):
                sys.exit(f"scaling.py: [PART [SIZE ...]]; the parts: {', '.join(PARTS)}")
            for part in chosen[:1] or PARTS:
                print(f"\n{part}: {PARTS[part].__doc__}\n")
                for i, size in enumerate(chosen[1:] or SIZES[part]):
                    command = [sys.executable, __file__, "of", part, str(size)]
                    told = subprocess.run(command, stdout=subprocess.PIPE, text=True)
                    row = json.loads(told.stdout) if told.returncode == 0 else {}
                    if i == 0:
                        print(f"| {part} | {' | '.join(row)} |\n|---:|{'---:|' * len(row)}")
                    values = [f"{value:,.2f}" for value in row.values()] or ["failed"]
                    print(f"| {int(size):,} | {' | '.join(values)} |", flush=True)


if __name__ == "__main__":
    main()
