"""Writes a network in the formats that plain TensorFlow 2 reads."""

import re
import tempfile
from pathlib import Path

from tf1rnn.errors import UserError
from tf1rnn.tf1 import tf
from tf1rnn.tf1.exporting.network import Network, frozen
from tf1rnn.tf1.start.loading import compat, context

GRAPH_FILE = "model.pb"
LITE_FILE = "model.tflite"
_MISSING = re.compile(r"(?:tf\.|')(\w+)(?:'| \{)")  # operations, in the converter's errors


def write_saved_model(network: Network, folder: Path) -> None:
    """A SavedModel, its variables included, with the signature `serving_default`."""
    tf.saved_model.simple_save(network.session, str(folder), network.inputs, network.outputs)


def write_frozen_graph(network: Network, folder: Path) -> None:
    """A GraphDef whose variables are constants; its inputs and outputs are named operations."""
    folder.mkdir()
    with frozen(network) as constants:
        graph = constants.session.graph.as_graph_def()
        (folder / GRAPH_FILE).write_bytes(graph.SerializeToString())


def write_tflite(network: Network, folder: Path) -> None:
    """A model for TensorFlow Lite; raises UserError, which says why, if it cannot be converted."""
    if network.has_loop:
        raise UserError(
            "--to tflite: the network runs in a loop whose number of steps is only known when it "
            "runs, so it cannot be unrolled, and TensorFlow Lite cannot run TensorFlow 1's loops; "
            "use --to saved_model"
        )
    folder.mkdir()
    with tempfile.TemporaryDirectory() as between, frozen(network) as constants:
        model = Path(between) / "model"
        write_saved_model(constants, model)
        try:
            with context.eager_mode():  # only that converter keeps the signature
                converter = compat.compat.v2.lite.TFLiteConverter.from_saved_model(str(model))
                converted = converter.convert()
        except Exception as error:  # ConverterError, and what its parts raise
            named = sorted(set(_MISSING.findall(str(error))))
            what = f"the operations {', '.join(named)}" if named else str(error).splitlines()[0]
            raise UserError(
                f"--to tflite: TensorFlow Lite cannot run {what}; use --to saved_model"
            ) from error
    (folder / LITE_FILE).write_bytes(converted)


WRITERS = {
    "saved_model": write_saved_model,
    "frozen_graph": write_frozen_graph,
    "tflite": write_tflite,
}
