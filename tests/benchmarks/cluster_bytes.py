"""What a step on several servers costs: seconds of processors, bytes sent, and the time it takes.

    ip netns add alone; ip netns exec alone ip link set lo up
    ip netns exec alone python tests/benchmarks/cluster_bytes.py [--rate 200mbit] [--workers 1,2]

All servers are in one process, in a network namespace of its own, so that nothing else is counted.
--rate limits its loopback, which all of them share. --between compares replicas built by each
worker (SyncReplicasOptimizer) with replicas in one graph.
"""

import argparse
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
import numpy as np

from tf1rnn import tf
from tf1rnn.cluster.launching import loopback_cluster
from tf1rnn.tf1 import fast
from tf1rnn.tf1.graph.placed import PlacedGraph

CPU = "/job:{}/task:{}/device:CPU:0"
WARM, STEPS = 3, 12


def sent():
    """Bytes that the loopback of this namespace has carried."""
    (line,) = [row for row in Path("/proc/net/dev").read_text().splitlines() if "lo:" in row]
    return int(line.split(":")[1].split()[8])


def parameters():
    """How many numbers the trained variables hold."""
    return sum(v.shape.num_elements() for v in tf.trainable_variables())


def digits(batch_size, rows=28, n_neurons=150):
    """mnist_lstm's network; its training operation and a batch."""
    X = tf.placeholder(tf.float32, [None, rows, 28])
    y = tf.placeholder(tf.int32, [None])
    _, states = tf.nn.dynamic_rnn(tf.contrib.rnn.BasicLSTMCell(n_neurons), X, dtype=tf.float32)
    logits = tf.contrib.layers.fully_connected(states.h, 10, activation_fn=None)
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
    batch = {X: np.random.rand(batch_size, rows, 28), y: np.random.randint(10, size=batch_size)}
    return tf.train.AdamOptimizer(0.001), loss, batch


def sentences(batch_size, words=10, n_neurons=256, vocabulary=1500):
    """translation's network: embeddings, encoder, decoder, scores with the embeddings."""
    source = tf.placeholder(tf.int32, [None, None])
    target = tf.placeholder(tf.int32, [None, None])
    embeddings = [
        tf.Variable(tf.random_uniform([vocabulary, n_neurons], -0.3, 0.3)) for _ in range(2)
    ]
    states = None
    for scope, ids, rows in zip(("encoder", "decoder"), (source, target), embeddings, strict=True):
        with tf.variable_scope(scope):
            outputs, states = tf.nn.dynamic_rnn(
                tf.contrib.rnn.BasicLSTMCell(n_neurons),
                tf.nn.embedding_lookup(rows, ids),
                initial_state=states,
                dtype=tf.float32,
            )
    scores = tf.matmul(tf.reshape(outputs, [-1, n_neurons]), embeddings[1], transpose_b=True)
    loss = tf.reduce_mean(
        tf.nn.sparse_softmax_cross_entropy_with_logits(
            labels=tf.reshape(target, [-1]), logits=scores
        )
    )
    ids = np.random.randint(vocabulary, size=[2, batch_size, words])
    return tf.train.AdamOptimizer(0.001), loss, {source: ids[0], target: ids[1]}


NETWORKS = {"mnist_lstm": (digits, 150), "translation": (sentences, 64)}


def serving(n_workers, n_ps):
    """Servers of a new cluster, by role."""
    cluster = loopback_cluster(n_workers, n_ps)
    config = tf.ConfigProto(inter_op_parallelism_threads=2, intra_op_parallelism_threads=1)
    return {role: tf.train.Server(cluster.jobs, *role, config=config) for role in cluster.roles}


def measured(step):
    """The median seconds, the seconds of processors and the bytes of a step."""
    for _ in range(WARM):
        step()
    bytes_, cpu, times = sent(), time.process_time(), []
    for _ in range(STEPS):
        began = time.perf_counter()
        step()
        times.append(time.perf_counter() - began)
    return sorted(times)[STEPS // 2], (time.process_time() - cpu) / STEPS, (sent() - bytes_) / STEPS


def in_one_graph(name, n_workers, n_ps):
    """The cost of a step as `launch` computes it."""
    servers = serving(n_workers, n_ps)
    network, batch_size = NETWORKS[name]
    graph = PlacedGraph(CPU.format("chief", 0), [CPU.format("ps", i) for i in range(n_ps)])
    with graph.as_default():
        fast.enable(graph, n_workers, [CPU.format("worker", i) for i in range(n_workers)])
        optimizer, loss, batch = network(batch_size)
        training_op, init = optimizer.minimize(loss), tf.global_variables_initializer()
        config = tf.ConfigProto(allow_soft_placement=True)
        with tf.Session(servers["chief", 0].target, graph, config) as session:
            session.run(init)
            return parameters(), *measured(lambda: session.run(training_op, batch))


def by_each_worker(name, n_workers, n_ps):
    """The cost of a step where each worker has a graph of its own and draws its share."""
    servers = serving(n_workers, n_ps)
    network, batch_size = NETWORKS[name]
    sessions, begun = {}, threading.Barrier(n_workers)

    def work(index):
        graph = tf.Graph()
        with graph.as_default():
            place = tf.train.replica_device_setter(
                n_ps, worker_device=CPU.format("worker", index), ps_device="/job:ps"
            )
            with tf.device(place):
                fast.enable(graph, 1)
                optimizer, loss, batch = network(batch_size // n_workers)
                step = tf.train.get_or_create_global_step()
                sync = tf.train.SyncReplicasOptimizer(optimizer, n_workers, n_workers)
                training_op = sync.minimize(loss, global_step=step)
            hook = sync.make_session_run_hook(index == 0, num_tokens=0)
            session = tf.train.MonitoredTrainingSession(
                servers["worker", index].target,
                is_chief=index == 0,
                hooks=[hook],
                save_checkpoint_secs=None,
                save_summaries_steps=None,
                log_step_count_steps=None,
            )
            sessions[index] = parameters(), lambda: session.run(training_op, batch)

    def all_do(what):
        threads = [threading.Thread(target=what, args=(i,)) for i in range(n_workers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    all_do(work)
    begun.reset()
    return sessions[0][0], *measured(lambda: all_do(lambda i: sessions[i][1]()))


def main():
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", default="", help="of the loopback, as tc takes it")
    parser.add_argument("--workers", default="1,2,4,8")
    parser.add_argument("--ps", type=int, default=1)
    parser.add_argument("--only", default="mnist_lstm,translation")
    parser.add_argument("--between", action="store_true")
    given = parser.parse_args()
    if given.rate:
        limit = ["tbf", "rate", given.rate, "burst", "256kb", "latency", "1s"]
        subprocess.run(["tc", "qdisc", "replace", "dev", "lo", "root", *limit], check=True)
    tf.enable_resource_variables()
    how = by_each_worker if given.between else in_one_graph
    print("network      workers  parameters  ms a step  CPU ms  MB sent")
    for name in given.only.split(","):
        for n_workers in map(int, given.workers.split(",")):
            n, seconds, cpu, bytes_ = how(name, n_workers, given.ps)
            row = f"{name:12} {n_workers:7}  {n:10}  {1e3 * seconds:9.1f}  {1e3 * cpu:6.0f}"
            print(f"{row}  {bytes_ / 1e6:7.2f}", flush=True)


if __name__ == "__main__":
    main()
