"""The types and shapes of what an input function gives, which must stay the same."""

from tf1rnn.tf1 import tf


class Signatures:
    """The types of features or labels, taken from the first that are checked."""

    def __init__(self, what: str) -> None:
        self._what, self._known = what, None

    def check(self, tensors) -> None:
        """Raises ValueError if tensors are not like the first."""
        if tensors is None:
            return
        given = _of(tensors)
        if self._known is None:
            self._known = given
        elif not _fits(given, self._known):
            raise ValueError(
                f"{self._what} are incompatible with given information. Given "
                f"{self._what.lower()}: {tensors}, required signatures: {self._known}."
            )

    def placeholders(self):
        """A placeholder for each tensor, of any batch size; None if there were none."""
        if isinstance(self._known, dict):
            return {name: _placeholder(*part) for name, part in self._known.items()}
        return self._known and _placeholder(*self._known)


def _of(tensors):
    if isinstance(tensors, dict):
        return {name: _of(tensor) for name, tensor in tensors.items()}
    if isinstance(tensors, tf.SparseTensor):
        return tensors.dtype, None
    return tensors.dtype.base_dtype, tensors.shape


def _fits(given, known) -> bool:
    if isinstance(known, dict):
        return isinstance(given, dict) and all(
            name in given and _fits(given[name], part) for name, part in known.items()
        )
    if isinstance(given, dict) or given[0] != known[0] or (given[1] is None) != (known[1] is None):
        return False
    if known[1] is None or known[1].rank is None or given[1].rank is None:
        return True
    return given[1].rank == known[1].rank and given[1][1:].is_compatible_with(known[1][1:])


def _placeholder(dtype, shape):
    if shape is None:
        return tf.sparse_placeholder(dtype)
    return tf.placeholder(dtype, [None, *shape[1:]])
