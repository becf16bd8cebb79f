"""One example of tf.contrib.training's SequenceQueueingStateSaver: its sequences and context."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.training import checks


class SequenceInput:
    """A sequence's `length`, [], and `key`, [], its `sequences` and its `context` as tensors.

    Raises TypeError or ValueError for dictionaries that are none, are empty, or have names that
    cannot be told apart in a barrier.
    """

    def __init__(self, length, key, sequences: dict, context: dict) -> None:
        self.length = tf.convert_to_tensor(length, name="length")
        self.key = tf.convert_to_tensor(key, name="key")
        for label, values in (("sequences", sequences), ("context", context)):
            if not isinstance(values, dict):
                raise TypeError(f"{label} must be a dict")
        if not sequences:
            raise ValueError("must have at least one sequence tensor")
        check_names("sequence key", sequences)
        check_names("context key", context)
        self.sequences = _tensors("sequence", sequences)
        self.context = _tensors("context", context)

    def prepared(self, states: dict):
        """The checked length and key; the states, sequences and context in the names' order.

        Raises ValueError for shapes that are not known, TypeError for other types of length or key.
        """
        states = _tensors("state", states)
        for label, values, start in (
            ("state", states, 0),
            ("context", self.context, 0),
            ("sequence", self.sequences, 1),
        ):
            ignored = "(ignoring first dimension)" if start else ""
            for name, value in values.items():
                if not value.shape[start:].is_fully_defined():
                    raise ValueError(
                        f"Shape for {label} {name} is not fully defined {ignored}: {value.shape}"
                    )
        length, key = checks.rank(self.length, 0), checks.rank(self.key, 0)
        for label, value, dtype in (("length", length, tf.int32), ("key", key, tf.string)):
            if value.dtype != dtype:
                raise TypeError(f"{label} dtype must be {dtype.name}, but received: {value.dtype}")
        return (
            length,
            key,
            *(dict(sorted(d.items())) for d in (states, self.sequences, self.context)),
        )


def check_names(what: str, values: dict, kind: str = "string") -> None:
    """Raise TypeError or ValueError for a name that is no text or has a colon."""
    for name in values:
        if not isinstance(name, str):
            raise TypeError(f"{what} must be {kind}: {name}")
        if ":" in name:
            raise ValueError(f"{what} may not have a colon: '{name}'")


def _tensors(kind: str, values: dict) -> dict:
    return {k: tf.convert_to_tensor(v, name=f"{kind}_{k}") for k, v in values.items()}
