"""The example beside an exported network: how plain TensorFlow 2 loads it and asks it."""

from string import Template

Ends = list[tuple[str, list[int | None], str]]

_BEGINNING = '''"""Asks the network that was exported from a run of $task."""

from pathlib import Path

import numpy as np
import tensorflow as tf

HERE = Path(__file__).resolve().parent

# The network's inputs: one instance of zeros; put your own here.
inputs = {
$inputs
}
'''

_BY_FORMAT = {
    "saved_model": """
network = tf.saved_model.load(str(HERE)).signatures["serving_default"]
outputs = network(**{name: tf.constant(value) for name, value in inputs.items()})
""",
    "frozen_graph": """
graph = tf.compat.v1.GraphDef.FromString((HERE / "model.pb").read_bytes())
whole = tf.compat.v1.wrap_function(lambda: tf.compat.v1.import_graph_def(graph, name=""), [])
network = whole.prune([f"{name}:0" for name in inputs], {$outputs})
outputs = network(*(tf.constant(value) for value in inputs.values()))
""",
    "tflite": """
interpreter = tf.lite.Interpreter(str(HERE / "model.tflite"))
outputs = interpreter.get_signature_runner("serving_default")(**inputs)
""",
}

_END = """
for name, value in outputs.items():
    print(name, np.asarray(value))
"""


def example(to: str, task: str, inputs: Ends, outputs: Ends) -> str:
    """The source of a program that loads a network exported to this format."""
    arrays = [
        f'    "{name}": np.zeros({[n or 1 for n in shape]}, "{kind}"),'
        for name, shape, kind in inputs
    ]
    named = ", ".join(f'"{name}": "{name}:0"' for name, _, _ in outputs)
    source = Template(_BEGINNING + _BY_FORMAT[to] + _END)
    return source.substitute(task=task, inputs="\n".join(arrays), outputs=named)
