"""How a training step grows: with time steps, with the batch, with the vocabulary; and its memory.

    python tests/benchmarks/growth.py [ROUNDS]

All sizes of a table take turns, ROUNDS (7) times; a time is the median of its turns. Each part has
a process of its own, because TensorFlow's threads belong to a process; so has each row of the
memory table, because a process's peak memory never falls.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tf1rnn import tf  # noqa: E402
from tf1rnn.registry import discovery  # noqa: E402
from tf1rnn.runs import execution  # noqa: E402
from tf1rnn.runs.replicas import n_cores, set_threads  # noqa: E402
from tf1rnn.tf1 import fast  # noqa: E402

N_INPUTS, N_NEURONS, BATCH_SIZE = 28, 150, 150  # the lesson's MNIST network
N_STEPS = (7, 14, 28, 56, 112, 224, 448)
BATCH_SIZES = (75, 150, 300, 600, 1200)
WORDS_KNOWN = (1_000, 10_000, 50_000, 200_000)
WORDS_TOUCHED = (512, 1024, 2048, 4096)
LONG = 2000  # time steps
SEGMENT = 50  # time steps whose inner values are stored together
SECONDS = 0.2  # the shortest turn
MIB = 2**20


class Recurrent:
    """A training step of dynamic_rnn over BasicRNNCell, on the fast path or as in the listing."""

    def __init__(self, n_steps: int, batch_size: int = BATCH_SIZE, replicas: int | None = None):
        import numpy as np

        graph = tf.Graph()
        with graph.as_default():
            tf.set_random_seed(42)
            if replicas:
                fast.enable(graph, replicas)
            X = tf.placeholder(tf.float32, [None, n_steps, N_INPUTS])
            _, states = tf.nn.dynamic_rnn(
                tf.contrib.rnn.BasicRNNCell(N_NEURONS), X, dtype=tf.float32
            )
            loss = tf.reduce_mean(tf.square(states))
            training_op = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
            init = tf.global_variables_initializer()
        cores = n_cores()
        threads = {"inter_op": replicas or cores, "intra_op": max(1, cores // (replicas or 1))}
        config = set_threads(tf.ConfigProto(device_count={"GPU": 0}), threads)
        self.nodes = len(graph.get_operations())
        self._session = tf.Session(graph=graph, config=config)
        self._session.run(init)
        X_batch = np.random.RandomState(0).rand(batch_size, n_steps, N_INPUTS).astype(np.float32)
        self._run = [training_op, {X: X_batch}]

    def __call__(self) -> None:
        self._session.run(*self._run)


class Embeddings:
    """A training step of the task word_embeddings, for a text of this many different words."""

    def __init__(self, words_known: int, batch_size: int, folder: Path):
        corpus = folder / f"{words_known}.txt"
        if not corpus.exists():  # each word twice, a few to a line, in another order each time
            order = (i * step % words_known for step in (1, 7919) for i in range(words_known))
            words = ["".join(chr(97 + i // 26**k % 26) for k in range(4)) for i in order]
            lines = (" ".join(words[i : i + 10]) for i in range(0, len(words), 10))
            corpus.write_text("\n".join(lines), encoding="utf-8")
        task_class = discovery.discover().get("word_embeddings")
        task = task_class(corpus=corpus, vocabulary_size=words_known + 1, batch_size=batch_size)
        self._session, init = execution.construct(task, 42, "cpu")
        self._session.run(init)
        self.nodes = len(self._session.graph.get_operations())
        inputs, labels = task.skip_grams.next_batch(batch_size)
        noise = task.skip_grams.next_noise(task.n_sampled)
        feed_dict = {task.train_inputs: inputs, task.train_labels: labels, task.sampled: noise}
        self._run = [task.training_op, feed_dict]

    def __call__(self) -> None:
        self._session.run(*self._run)


def times(steps: dict[int, Recurrent | Embeddings], rounds: int) -> dict[int, float]:
    """Seconds of each training step, the median of turns that are taken one after another."""
    turns: dict[int, list[float]] = {size: [] for size in steps}
    for step in steps.values():
        step()  # the first prepares the graph
    for _ in range(rounds):
        for size, step in steps.items():
            started, n = time.perf_counter(), 0
            while n < 3 or time.perf_counter() - started < SECONDS:
                step()
                n += 1
            turns[size].append((time.perf_counter() - started) / n)
    return {size: statistics.median(values) for size, values in turns.items()}


def print_times(
    title: str, header: str, steps: dict[int, Recurrent | Embeddings], rounds: int
) -> None:
    """A table of the times, what each size costs relative to the first, and the graph's nodes."""
    print(f"\n{title}\n\n| {header} | ms | per {header}, to the first row's | nodes |")
    print("|---:|---:|---:|---:|")
    taken = times(steps, rounds)
    first = min(taken)
    for size, seconds in taken.items():
        ratio = seconds / size / (taken[first] / first)
        nodes = steps[size].nodes
        print(f"| {size:,} | {seconds * 1e3:.2f} | {ratio:.2f} | {nodes} |", flush=True)


def memory_of(way: str, n_steps: int) -> dict[str, float]:
    """MiB that a training step adds to this process's peak memory, and its seconds."""
    import numpy as np

    from tasks.parts.measure_unrolling import peak_memory

    tf.get_variable_scope().set_use_resource(True)  # recompute_grad takes only such variables
    X = tf.placeholder(tf.float32, [None, n_steps, N_INPUTS])
    cell = tf.contrib.rnn.BasicRNNCell(N_NEURONS)
    cell.build([None, N_INPUTS])  # recompute_grad's function may not make variables

    def segment(inputs, states):
        _, states = tf.nn.dynamic_rnn(
            cell, inputs, initial_state=states, swap_memory=way == "swap_memory"
        )
        return states

    states = cell.zero_state(tf.shape(X)[0], tf.float32)
    if way == "recompute_grad":
        segment = tf.contrib.layers.recompute_grad(segment)
        for inputs in tf.split(X, n_steps // SEGMENT, axis=1):
            states = segment(inputs, states)
    else:
        states = segment(X, states)
    loss = tf.reduce_mean(tf.square(states))
    training_op = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
    X_batch = np.random.RandomState(0).rand(BATCH_SIZE, n_steps, N_INPUTS).astype(np.float32)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        before = peak_memory()
        for _ in range(2):
            started = time.perf_counter()
            session.run(training_op, {X: X_batch})
            seconds = time.perf_counter() - started
    return {"mib": (peak_memory() - before) / MIB, "seconds": seconds}


def print_memory() -> None:
    """A table of the memory and time of a long sequence, for each way to run it."""
    print(f"\nMemory of a training step, a batch of {BATCH_SIZE}\n")
    print("| n_steps | way | MiB | seconds |\n|---:|---|---:|---:|")
    for n_steps in (LONG // 4, LONG // 2, LONG):
        for way in ("dynamic_rnn", "swap_memory", "recompute_grad"):
            command = [sys.executable, __file__, "memory", way, str(n_steps)]
            output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            row = json.loads(output)
            print(f"| {n_steps:,} | {way} | {row['mib']:.0f} | {row['seconds']:.2f} |", flush=True)


def print_recurrence(rounds: int, replicas: int | None) -> None:
    """How a step grows with the sequence and with the batch."""
    how = f"in {replicas} replicas" if replicas else "as listed"
    title = f"dynamic_rnn, BasicRNNCell({N_NEURONS}), {how}"
    steps = {n: Recurrent(n, replicas=replicas) for n in N_STEPS}
    print_times(f"{title}, a batch of {BATCH_SIZE}", "n_steps", steps, rounds)
    batches = {n: Recurrent(28, n, replicas) for n in BATCH_SIZES}
    print_times(f"{title}, 28 steps", "batch_size", batches, rounds)


def print_words(rounds: int) -> None:
    """How a step grows with the size of the vocabulary, and with the words in a batch."""
    with tempfile.TemporaryDirectory() as folder:
        known = {n: Embeddings(n, 1024, Path(folder)) for n in WORDS_KNOWN}
        title = "word_embeddings, 1,024 pairs of words in a batch"
        print_times(title, "words known", known, rounds)
        touched = {n: Embeddings(50_000, n, Path(folder)) for n in WORDS_TOUCHED}
        print_times("word_embeddings, 50,000 words", "pairs in a batch", touched, rounds)


def main() -> None:
    match sys.argv[1:]:
        case ["memory", way, n_steps]:
            print(json.dumps(memory_of(way, int(n_steps))))
        case ["listed", rounds]:
            print_recurrence(int(rounds), None)
        case ["replicas", rounds]:
            print_recurrence(int(rounds), n_cores())
        case ["words", rounds]:
            print_words(int(rounds))
        case arguments:
            parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
            parser.add_argument("rounds", nargs="?", type=int, default=7, help="turns of a size")
            rounds = str(parser.parse_args(arguments).rounds)
            for part in ("listed", "replicas", "words"):
                subprocess.run([sys.executable, __file__, part, rounds], check=True)
            print_memory()


if __name__ == "__main__":
    main()
