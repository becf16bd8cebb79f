"""Run parity programs and record their numbers: seeds, initial values, outputs, losses.

    python3.7 tf1rnn/tf1/parity/record.py cells wrappers

needs tensorflow==1.15.5 and protobuf<3.21. It writes tf1_15/<topic>.json for each topic given, or
for every topic without any.
"""

import importlib
import json
import os
import sys

import numpy as np

FOLDER = os.path.dirname(os.path.abspath(__file__))
SEED = 42


def topics():
    """The topics that have programs, in alphabetical order."""
    stems = (os.path.splitext(name)[0] for name in sorted(os.listdir(FOLDER)))
    return [stem[len("programs_") :] for stem in stems if stem.startswith("programs_")]


def numbers(array, most=16):
    """An array in brief: its shape, the sum of its values, and the first of them."""
    array = np.asarray(array, np.float64)
    return {
        "shape": list(array.shape),
        "sum": float(array.sum()),
        "first": array.ravel()[:most].tolist(),
    }


def flatten(fetch):
    """The tensors of a nested structure of tuples, lists and dictionaries."""
    if isinstance(fetch, dict):
        fetch = [fetch[key] for key in sorted(fetch)]
    if isinstance(fetch, (list, tuple)):
        return [tensor for part in fetch for tensor in flatten(part)]
    return [] if fetch is None else [fetch]


def seeds(graph):
    """[name, seed, seed2] of each operation that takes seeds, functions' bodies included."""
    definition = graph.as_graph_def()
    nodes = list(definition.node)
    for function in definition.library.function:
        nodes.extend(function.node_def)
    return [
        [node.name, node.attr["seed"].i, node.attr["seed2"].i]
        for node in nodes
        if "seed2" in node.attr
    ]


def record(tf, program):
    """Build `program` in a fresh graph seeded with 42, run it, and give its numbers."""
    tf.reset_default_graph()
    tf.set_random_seed(SEED)
    fetches, feed, train, n_iterations = program(tf)
    feeder = feed if callable(feed) else lambda _: feed
    result = {"seeds": seeds(tf.get_default_graph()), "variables": {}, "fetches": {}, "losses": []}
    with tf.Session() as sess:
        sess.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        sess.run(tf.tables_initializer())
        # In one run: each set of fetches that is new prepares the graph again.
        variables = {variable.name: variable for variable in tf.trainable_variables()}
        if variables:
            for name, value in sess.run(variables).items():
                result["variables"][name] = numbers(value)
        flat = {name: flatten(fetch) for name, fetch in fetches.items()}
        if flat:
            for name, values in sess.run(flat, feeder(-1)).items():
                result["fetches"][name] = [numbers(value) for value in values]
        for iteration in range(n_iterations):
            training_op, loss = train
            value, _ = sess.run([loss, training_op], feeder(iteration))
            result["losses"].append(float(value))
    return result


def main(names):
    """Record the topics named under the TensorFlow that is installed."""
    import tensorflow as tf

    tf.logging.set_verbosity(tf.logging.ERROR)
    sys.path.insert(0, os.path.dirname(FOLDER))
    for topic in names or topics():
        module = importlib.import_module("parity.programs_" + topic)
        results = {program.__name__: record(tf, program) for program in module.PROGRAMS}
        path = os.path.join(FOLDER, "tf1_15", topic + ".json")
        with open(path + ".part", "w") as file:
            lines = ("%s: %s" % (json.dumps(k), json.dumps(v)) for k, v in results.items())
            file.write('{"tensorflow": "%s",\n' % tf.__version__ + ",\n".join(lines) + "}\n")
        os.replace(path + ".part", path)
        print("%s: %d programs" % (topic, len(results)))


if __name__ == "__main__":
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    main(sys.argv[1:])
