"""Vectors of a run for TensorBoard's Projector: a file of them, one of labels, and its index."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tf1rnn.files import read_text, write_text

if TYPE_CHECKING:
    import numpy as np

INDEX = "projector_config.pbtxt"  # where TensorBoard looks for it, beside the events
FILES = "projector"  # the folder of the others


def write_embedding(
    folder: Path, name: str, vectors: "np.ndarray", labels: Mapping[str, Sequence[str]]
) -> None:
    """Write vectors, the rows of an array, and texts for each row by the name of their column.

    Raises OSError; ValueError if a column has not a text for each row.
    """
    rows = list(zip(*labels.values(), strict=True))
    if labels and len(rows) != len(vectors):
        raise ValueError(f"{name}: {len(vectors)} vectors, but {len(rows)} labels")
    (folder / FILES).mkdir(parents=True, exist_ok=True)
    numbers = "\t".join(["%.6g"] * vectors.shape[1]) + "\n"
    lines = (numbers % tuple(vector) for vector in vectors.tolist())
    write_text(folder / FILES / f"{name}.tsv", "".join(lines))
    if labels:
        # A single column has no headline: the Projector's rule.
        headed = [tuple(labels), *rows] if len(labels) > 1 else rows
        text = "".join("\t".join(map(_in_a_cell, row)) + "\n" for row in headed)
        write_text(folder / FILES / f"{name}_labels.tsv", text)
    _enter(folder / INDEX, name, bool(labels))


def _in_a_cell(text: str) -> str:
    return " ".join(str(text).split()) or " "


def _enter(index: Path, name: str, is_labelled: bool) -> None:
    """Enter an embedding into the index, or anew."""
    from google.protobuf import text_format

    from tf1rnn.tf1.contrib.tensorboard.plugins.projector import ProjectorConfig

    config = ProjectorConfig()
    try:
        text_format.Parse(read_text(index), config)
    except (OSError, ValueError, text_format.ParseError):  # there is none, or somebody changed it
        config.Clear()
    others = [each for each in config.embeddings if each.tensor_name != name]
    config.ClearField("embeddings")
    config.embeddings.extend(others)
    entered = config.embeddings.add(tensor_name=name, tensor_path=f"{FILES}/{name}.tsv")
    if is_labelled:
        entered.metadata_path = f"{FILES}/{name}_labels.tsv"
    write_text(index, text_format.MessageToString(config))
