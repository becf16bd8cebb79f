"""tf.contrib.lookup: tables from words to ids and back, from the tables of TensorFlow's core."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.start.loading import lookup_ops

__all__ = [
    "HashTable",
    "MutableDenseHashTable",
    "index_table_from_tensor",
    "index_to_string",
    "index_to_string_table_from_tensor",
    "string_to_index",
    "string_to_index_table_from_file",
    "string_to_index_table_from_tensor",
]


class HashTable(lookup_ops.StaticHashTableV1):
    """A table that `initializer` fills once, when `tf.tables_initializer()` or `init` runs.

    Keys that are not in it give `default_value`. Tables with one `shared_name` are one table in a
    session. Raises TypeError if `default_value` has another type than the values.
    """

    def __init__(
        self, initializer, default_value, shared_name: str | None = None, name: str | None = None
    ):
        self._given_name = shared_name or ""
        super().__init__(initializer, default_value, name)

    def _create_resource(self):
        self._shared_name = self._given_name
        return super()._create_resource()

    @property
    def init(self):
        """The operation that fills the table."""
        return self.initializer


class MutableDenseHashTable(lookup_ops.DenseHashTable):
    """A table to insert into while the graph runs, with open addressing.

    `empty_key` and `deleted_key` mark free places and cannot be inserted; keys that are not in the
    table give `default_value`.
    """

    def __init__(
        self,
        key_dtype,
        value_dtype,
        default_value,
        empty_key,
        deleted_key,
        initial_num_buckets: int | None = None,
        name: str = "MutableDenseHashTable",
        checkpoint: bool = True,
    ):
        super().__init__(
            key_dtype,
            value_dtype,
            default_value,
            empty_key,
            deleted_key,
            initial_num_buckets,
            name,
            checkpoint,
        )


def index_table_from_tensor(
    mapping,
    num_oov_buckets: int = 0,
    default_value: int = -1,
    hasher_spec=lookup_ops.FastHashSpec,
    dtype=tf.string,
    name: str | None = None,
):
    """A table that gives the position of a key in `mapping`, [vocab_size].

    Other keys are hashed to `num_oov_buckets` ids from vocab_size on, or if that is 0 give
    `default_value`. Raises ValueError without `mapping`, TypeError for keys that are neither
    strings nor integers.
    """
    if mapping is None:
        raise ValueError("mapping must be specified.")
    return lookup_ops.index_table_from_tensor(
        mapping, num_oov_buckets, default_value, hasher_spec, dtype, name
    )


def index_to_string_table_from_tensor(mapping, default_value: str = "UNK", name: str | None = None):
    """A table that gives the string at a position of `mapping`, [vocab_size], int64.

    Other positions give `default_value`. Raises ValueError without `mapping`.
    """
    if mapping is None:
        raise ValueError("mapping must be specified.")
    return lookup_ops.index_to_string_table_from_tensor(mapping, default_value, name)


def string_to_index_table_from_file(
    vocabulary_file: str | None = None,
    num_oov_buckets: int = 0,
    vocab_size: int | None = None,
    default_value: int = -1,
    hasher_spec=lookup_ops.FastHashSpec,
    name: str | None = None,
):
    """`index_table_from_file` by its older name."""
    return lookup_ops.index_table_from_file(
        vocabulary_file, num_oov_buckets, vocab_size, default_value, hasher_spec, name=name
    )


def string_to_index_table_from_tensor(
    mapping,
    num_oov_buckets: int = 0,
    default_value: int = -1,
    hasher_spec=lookup_ops.FastHashSpec,
    name: str | None = None,
):
    """`index_table_from_tensor` by its older name."""
    return index_table_from_tensor(
        mapping, num_oov_buckets, default_value, hasher_spec, tf.string, name
    )


def string_to_index(tensor, mapping, default_value: int = -1, name: str | None = None):
    """Look up strings in a table made from `mapping`: ids of the shape of `tensor`, int64."""
    table = index_table_from_tensor(mapping, default_value=default_value, name=name)
    return table.lookup(tensor)


def index_to_string(tensor, mapping, default_value: str = "UNK", name: str | None = None):
    """Look up ids in a table made from `mapping`: strings of the shape of `tensor`."""
    table = index_to_string_table_from_tensor(mapping, default_value, name)
    return table.lookup(tensor)
