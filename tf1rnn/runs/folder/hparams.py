"""A run's hyperparameters as TensorBoard's HParams reads them: the plugin's own messages.

TensorBoard's functions for them want eager execution, and TensorFlow does not ship the messages, so
they are encoded here. A field of a message is its number and kind, then its value.
"""

import contextlib
import struct
import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tf1rnn.tf1 import tf

START, END = "_hparams_/session_start_info", "_hparams_/session_end_info"
_VARINT, _DOUBLE, _BYTES = 0, 1, 2  # the kinds of fields


def summary(tag: str, content: bytes) -> "tf.Summary":
    """A summary that holds a message of the plugin, and an empty tensor, as every one has."""
    made = tf.Summary()
    value = made.value.add(tag=tag)
    value.metadata.plugin_data.plugin_name = "hparams"
    value.metadata.plugin_data.content = content
    value.tensor.dtype = tf.float32.as_datatype_enum
    value.tensor.tensor_shape.dim.add(size=0)
    return made


def started(params: Mapping[str, Any]) -> bytes:
    """HParamsPluginData.session_start_info of the run of a params.json."""
    values = {**params["hyperparameters"], "seed": params["seed"]}
    entries = [_entry(name, value) for name, value in values.items() if value is not None]
    start = b"".join(_field(1, _BYTES, _sized(entry)) for entry in entries)
    return _field(3, _BYTES, _sized(start + _field(5, _DOUBLE, _double(start_time(params)))))


def ended(status: int, seconds: float) -> bytes:
    """HParamsPluginData.session_end_info."""
    end = _field(1, _VARINT, _varint(status)) + _field(2, _DOUBLE, _double(seconds))
    return _field(4, _BYTES, _sized(end))


def start_time(params: Mapping[str, Any]) -> float:
    """When the run of a params.json began, in seconds since the epoch; now if it does not say."""
    with contextlib.suppress(KeyError, TypeError, ValueError):
        return datetime.strptime(params["started"], "%Y-%m-%dT%H:%M:%S%z").timestamp()
    return time.time()


def _entry(name: str, value: Any) -> bytes:
    """An entry of the map of hyperparameters: a google.protobuf.Value by name."""
    if isinstance(value, bool):
        told = _field(4, _VARINT, _varint(value))
    elif isinstance(value, int | float):
        told = _field(2, _DOUBLE, _double(value))
    else:
        text = ",".join(map(str, value)) if isinstance(value, list) else str(value)
        told = _field(3, _BYTES, _sized(text.encode()))
    return _field(1, _BYTES, _sized(name.encode())) + _field(2, _BYTES, _sized(told))


def _field(number: int, kind: int, value: bytes) -> bytes:
    return bytes([number << 3 | kind]) + value


def _sized(value: bytes) -> bytes:
    return _varint(len(value)) + value


def _double(value: float) -> bytes:
    return struct.pack("<d", value)


def _varint(value: int) -> bytes:
    """A whole number in groups of 7 bits, the lowest first; all but the last have the 8th bit."""
    groups = []
    while value > 127:
        groups.append(value & 127 | 128)
        value >>= 7
    return bytes([*groups, value])
