"""tf.contrib.training: sequences cut into segments, whose states wait in a barrier in between."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.training import checks
from tf1rnn.tf1.contrib.training.sequence_input import SequenceInput, check_names
from tf1rnn.tf1.start.loading import data_flow_ops, tensor

_TOKEN = 21051976  # what stands in the queue for a sequence in the barrier; nobody reads it
_FIRST = ("length", "total_length", "next_key", "sequence", "sequence_count")


class SequenceQueueingStateSaver:
    """Cuts sequences into segments of `num_unroll` steps, and keeps states from one to the next.

    Each run of `prefetch_op` puts one example into a barrier: `input_length` [] of its steps,
    `input_key` [] which must be its own, `input_sequences` {name: [padded_length, ...]} whose
    length is a multiple of `num_unroll`, and `input_context` {name: [...]}. `next_batch` has the
    next segments of `batch_size` examples; those of one example come one after the other, each
    after the state of the one before was saved. `initial_states` {name: [...]} are those of an
    example's first segment. No more than `capacity` examples are in the barrier. With
    `allow_small_batch` a batch may be smaller, once the barrier is closed.

    Raises TypeError or ValueError for what is not of these forms.
    """

    def __init__(
        self,
        batch_size,
        num_unroll,
        input_length,
        input_key,
        input_sequences,
        input_context,
        initial_states,
        capacity=None,
        allow_small_batch=False,
        name=None,
    ) -> None:
        if capacity is not None and isinstance(batch_size, tensor.Tensor):
            fits = tf.assert_greater_equal(
                tf.cast(capacity, tf.int64),
                tf.cast(batch_size, tf.int64),
                message="capacity needs to be >= batch_size.",
            )
            with tf.control_dependencies([fits]):
                input_key = tf.identity(input_key)
        elif capacity is not None and capacity < batch_size:
            raise ValueError(f"capacity {capacity} needs to be >= batch_size {batch_size}")
        # A queue of no capacity of its own grows without bound.
        self._examples = tf.FIFOQueue(capacity=capacity, dtypes=[tf.int32], shapes=[[]])
        self.batch_size, self.num_unroll = batch_size, num_unroll
        self._allow_small_batch = allow_small_batch
        self._prefetch_op = self._next_batch = None
        with self._colocated():
            _check_states(initial_states)
            given = [input_length, input_key, *input_sequences.values(), *input_context.values()]
            with tf.name_scope(name, "InputQueueingStateSaver", given) as self.name:
                example = SequenceInput(input_length, input_key, input_sequences, input_context)
                self._store(*example.prepared(initial_states))

    def _store(self, length, key, states: dict, sequences: dict, context: dict) -> None:
        """Keep what the examples are, and make the barrier for it."""
        self._key, self._states, self._context = key, states, context
        padded = tf.identity(tf.shape(next(iter(sequences.values())))[0], name="padded_length")
        self._padded_length = checks.multiple_of(padded, self.num_unroll)
        self._sequences = {
            k: checks.sizes(v, [0], [self._padded_length], f"sorted_sequences_{k}")
            for k, v in sequences.items()
        }
        within = tf.Assert(
            tf.less_equal(length, self._padded_length),
            [
                "Input length should be <= than length from sequences:",
                length,
                " vs. ",
                self._padded_length,
            ],
        )
        with tf.control_dependencies([within]):
            self._length = tf.identity(length)
        columns = [
            *(((name,), dtype, ()) for name, dtype in zip(_FIRST, _types(), strict=True)),
            *(
                (("sequence", k), v.dtype, [self.num_unroll, *v.shape.as_list()[1:]])
                for k, v in self._sequences.items()
            ),
            *((("context", k), v.dtype, v.shape.as_list()) for k, v in context.items()),
            *((("state", k), v.dtype, v.shape.as_list()) for k, v in states.items()),
        ]
        self._places = {column: place for place, (column, _, _) in enumerate(columns)}
        self.barrier = data_flow_ops.Barrier(
            types=[dtype for _, dtype, _ in columns], shapes=[shape for _, _, shape in columns]
        )

    @property
    def prefetch_op(self):
        """The operation that puts one example into the barrier."""
        self._build_prefetch_op()
        return self._prefetch_op

    @property
    def next_batch(self) -> "NextQueuedSequenceBatch":
        """The next segments; the graph has one such batch."""
        self._build_prefetch_op()
        if self._next_batch is None:
            with tf.name_scope(self.name):
                self._next_batch = NextQueuedSequenceBatch(self)
        return self._next_batch

    def close(self, cancel_pending_enqueues=False, name=None):
        """An operation that closes the barrier: after what is in it, the batches end."""
        with tf.name_scope(name, "SQSSClose", [self._prefetch_op]) as scope:
            barrier = self.barrier.close(cancel_pending_enqueues, "BarrierClose")
            queue = self._examples.close(cancel_pending_enqueues, "FIFOClose")
            return tf.group(barrier, queue, name=scope)

    def _colocated(self):
        return tf.colocate_with(self._examples.queue_ref)

    def _build_prefetch_op(self) -> None:
        if self._prefetch_op is None:
            with tf.name_scope(self.name):
                self._prefetch_op = self._prefetch()

    def _prefetch(self):
        """Cut one example into segments, and put each into the barrier under a key of its own."""
        n, count = self.num_unroll, tf.div(self._padded_length, self.num_unroll)
        ones = tf.ones(tf.expand_dims(count, 0), dtype=tf.int32)
        numbers = tf.range(count)
        left = tf.maximum(0, self._length - n * numbers)
        lengths = tf.minimum(n, left)
        total_lengths = self._length * ones
        counts = count * ones
        keys = tf.string_join(
            [
                tf.as_string(numbers, width=5, fill="0"),
                "_of_",
                tf.as_string(count, width=5, fill="0"),
                ":",
                self._key,
            ],
            name="StringJoinCurrentKeys",
        )
        later = tf.slice(keys, [1], [-1])
        stop = tf.string_join(["STOP:", self._key], name="StringJoinStop")
        next_keys = tf.concat([later, tf.expand_dims(stop, 0)], 0, name="concat_next_keys")
        sequences = {k: self._segments(k, v, count) for k, v in self._sequences.items()}
        contexts = {k: _repeated(k, v, count) for k, v in self._context.items()}

        def insert(column, values, name, keys=keys):
            return self.barrier.insert_many(self._places[column], keys, values, name=name)

        inserted = insert(("sequence",), numbers, "BarrierInsertSequence")
        inserts = [
            insert(("sequence_count",), counts, "BarrierInsertSequenceCount"),
            insert(("next_key",), next_keys, "BarrierInsertNextKey"),
            insert(("length",), lengths, "BarrierInsertLength"),
            insert(("total_length",), total_lengths, "BarrierInsertTotalLength"),
            *(
                insert(("context", k), values, f"BarrierInsertContext_{k}")
                for k, values in contexts.items()
            ),
            *(
                insert(("sequence", k), values, f"BarrierInsertSequences_{k}")
                for k, values in sequences.items()
            ),
        ]
        token = self._examples.enqueue((_TOKEN,))
        # The first segment is whole with its state. It must not be before the others are in.
        with tf.control_dependencies([inserted, token]):
            first = [
                insert(
                    ("state", k),
                    name=f"BarrierInitialInsertState_{k}",
                    keys=tf.stack([keys[0]]),
                    values=tf.stack([value]),
                )
                for k, value in self._states.items()
            ]
        return tf.group(token, inserted, *inserts, *first, name="StateSaverPrefetchGroup")

    def _segments(self, name: str, value, count):
        """A sequence [padded_length, ...] as [count, num_unroll, ...]."""
        inner = value.shape.as_list()[1:]
        shape = tf.concat(
            [tf.expand_dims(count, 0), tf.expand_dims(self.num_unroll, 0), inner],
            0,
            name=f"concat_sequences_{name}",
        )
        return checks.sizes(
            tf.reshape(value, shape, name=f"reshape_sequences_{name}"),
            list(range(value.shape.ndims + 1)),
            [count, self.num_unroll, *inner],
            f"reshaped_sequences_{name}",
        )

    def _save(self, state: str, keys, values, name: str):
        """Put the states of the next segments into the barrier."""
        return self.barrier.insert_many(self._places["state", state], keys, values, name=name)


class NextQueuedSequenceBatch:
    """The next segments of `batch_size` examples, from a SequenceQueueingStateSaver.

    Of each segment there are its `key`, the `next_key`, its number `sequence` among
    `sequence_count`, its `length`, the `total_length` of its example, all [batch_size], its
    `sequences` {name: [batch_size, num_unroll, ...]} and the example's `context`
    {name: [batch_size, ...]}.
    """

    def __init__(self, state_saver: SequenceQueueingStateSaver) -> None:
        self._saver = saver = state_saver
        taken = saver.barrier.take_many(
            saver.batch_size, saver._allow_small_batch, name="BarrierTakeMany"
        )
        self.insertion_index, self.key, values = taken
        of = {column: values[place] for column, place in saver._places.items()}
        self.sequence, self.sequence_count = of["sequence",], of["sequence_count",]
        self.next_key = of["next_key",]
        self.length, self.total_length = of["length",], of["total_length",]
        self.context = {k: of["context", k] for k in saver._context}
        self.sequences = {k: of["sequence", k] for k in saver._sequences}
        self.batch_size = tf.squeeze(tf.shape(self.length))
        self._is_last = self.sequence + 1 >= self.sequence_count
        n_ended = tf.reduce_sum(tf.cast(self._is_last, tf.int32))
        with tf.control_dependencies([saver._examples.dequeue_many(n_ended)]):
            self._states = {k: tf.identity(of["state", k]) for k in saver._states}

    def state(self, state_name):
        """The state of that name that each segment begins with: [batch_size, ...]."""
        return self._states[state_name]

    def save_state(self, state_name, value, name=None):
        """An operation that keeps `value` as the state of the examples' next segments.

        Raises KeyError for a state that has no initial value.
        """
        if state_name not in self._states:
            raise KeyError(f"state was not declared: {state_name}")
        with (
            tf.name_scope(name, "InputQueueingStateSaver_SaveState", values=[value]),
            self._saver._colocated(),
        ):
            going_on = tf.reshape(tf.where_v2(tf.logical_not(self._is_last)), [-1])
            keys = tf.gather(self.next_key, going_on)
            value = checks.shape(
                tf.identity(value, name=f"convert_{state_name}"),
                tf.shape(self._states[state_name]),
            )
            kept = tf.gather(value, going_on)
            return self._saver._save(state_name, keys, kept, f"BarrierInsertState_{state_name}")


def _types() -> list:
    return [tf.int32, tf.int32, tf.string, tf.int32, tf.int32]


def _check_states(initial_states) -> None:
    if not isinstance(initial_states, dict):
        raise TypeError("initial_states must be a dictionary")
    if not initial_states:
        raise ValueError(
            "initial_states may not be empty: at least one state variable is required to properly "
            "enqueue split sequences to run in separate iterations"
        )
    check_names("state name", initial_states, "a string")


def _repeated(name: str, value, count):
    """A context [...] as [count, ...], once for each segment."""
    one = tf.expand_dims(value, 0)
    times = tf.concat(
        [tf.expand_dims(count, 0), [1] * value.shape.ndims], 0, name=f"concat_context_{name}"
    )
    return checks.sizes(
        tf.tile(one, times, name=f"tile_context_{name}"),
        list(range(value.shape.ndims + 1)),
        [count, *value.shape.as_list()],
        f"expanded_context_{name}",
    )
