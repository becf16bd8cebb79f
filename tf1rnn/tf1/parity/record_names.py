"""Record TensorFlow 1.15's public names, then what has become of each.

    python3.7 tf1rnn/tf1/parity/record_names.py 1.15 names.json      # under tensorflow==1.15.5
    python tf1rnn/tf1/parity/record_names.py today names.json        # under today's TensorFlow

The latter writes names_1_15.json.

Of a module, names_1_15.json lists the names that are as they were ("same"), those that tf1rnn
provides ("ours", with what earlier versions of TensorFlow 1 had besides), and those that are gone.
"""

import collections
import inspect
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
OUTPUT = os.path.join(os.path.dirname(HERE), "names", "names_1_15.json")
# Modules within tf.contrib's that were public; the others are what those import.
NESTED = """
    tf.contrib.distributions.bijectors tf.contrib.learn.datasets tf.contrib.learn.datasets.base
    tf.contrib.learn.datasets.mnist tf.contrib.learn.learn_runner tf.contrib.learn.preprocessing
    tf.contrib.losses.metric_learning tf.contrib.slim.dataset_data_provider
    tf.contrib.slim.evaluation tf.contrib.slim.learning tf.contrib.slim.losses
    tf.contrib.slim.metrics tf.contrib.slim.queues
    tf.contrib.slim.tfexample_decoder tf.contrib.tensorboard.plugins
    tf.contrib.tensorboard.plugins.projector
""".split()
LEFT_OUT = ("tf.raw_ops", "tf.pywrap_tensorflow", "tf.contrib.quantization", "tf.contrib.specs")
# What a module imports for itself, and __future__'s.
PRIVATE = {"absolute_import", "division", "print_function", "unicode_literals", "deprecated"}


def is_followed(path, module):
    """Whether the module at `path`, found in another one, is part of the public interface."""
    if path.startswith(LEFT_OUT) or "tensorflow" not in getattr(module, "__name__", ""):
        return False
    if path.startswith(("tf.compat.", "tf.app.flags.", "tf.flags.")):
        return False
    if path.startswith("tf.contrib.") and path.count(".") > 2:
        return path in NESTED or (path.startswith("tf.contrib.keras.") and path.count(".") < 5)
    return path.count(".") < 4


def record():
    """The public names of the TensorFlow that is installed: {module: [name, ...]}."""
    import tensorflow as tf

    result, seen, queue = {}, {}, collections.deque([(tf, "tf")])
    while queue:
        module, path = queue.popleft()
        if id(module) in seen:  # such as tf.summary in tf.contrib.slim
            if path.count(".") < 3 or path in NESTED:
                result[path] = seen[id(module)]
            continue
        names = seen[id(module)] = result[path] = []
        for name in sorted(set(dir(module)) - PRIVATE):
            if name.startswith("_") or not hasattr(module, name):
                continue
            value = getattr(module, name)
            if not inspect.ismodule(value):
                names.append(name)
            elif is_followed(path + "." + name, value):
                names.append(name)
                queue.append((value, path + "." + name))
    return result


def has(module, name):
    """Whether a name is there: some of today's lead to modules that are not installed."""
    try:
        return hasattr(module, name)
    except ImportError:
        return False


def find(root, path):
    """What stands at `path`, or None."""
    for part in path.split(".")[1:]:
        root = getattr(root, part) if has(root, part) else None
    return root


def has_code_of_ours(path):
    """Whether a module takes names from modules of tf1rnn's own."""
    from tf1rnn.tf1.names.tables import sources

    return any(source.module.startswith("tf1rnn.") for source in sources(path) or ())


def judge(recorded, tf, compat):
    """What has become of each name: {module: {"same": [...], "ours": [...], "gone": [...]}}."""
    result = {}
    for path, names in sorted(recorded.items()):
        judged = {"same": [], "ours": [], "gone": []}
        module, below = find(tf, path), find(compat, path)
        for name in names:
            kind = "same" if has(below, name) else "ours" if has(module, name) else "gone"
            judged[kind].append(name)
        if path.startswith("tf.contrib.") and has_code_of_ours(path):
            more = set(dir(module)) - set(names)
            judged["ours"] = sorted([*judged["ours"], *more])
        result[path] = {kind: " ".join(names) for kind, names in judged.items() if names}
    return result


def main(version, path):
    """Record the names under TensorFlow 1.15, or judge them under today's."""
    if version == "1.15":
        with open(path, "w") as file:
            json.dump(record(), file)
        return
    from tf1rnn.tf1 import tf
    from tf1rnn.tf1.start.loading import compat

    with open(path) as file:
        judged = judge(json.load(file), tf, compat)
    with open(OUTPUT + ".part", "w") as file:
        lines = ("%s: %s" % (json.dumps(k), json.dumps(v)) for k, v in judged.items())
        file.write("{\n" + ",\n".join(lines) + "\n}\n")
    os.replace(OUTPUT + ".part", OUTPUT)


if __name__ == "__main__":
    main(*sys.argv[1:])
