"""The decoders of tf.contrib.seq2seq in TensorFlow 1.0: functions called at each step."""

from collections.abc import Callable

from tf1rnn.tf1 import tf

__all__ = ["dynamic_rnn_decoder", "simple_decoder_fn_inference", "simple_decoder_fn_train"]


def dynamic_rnn_decoder(
    cell,
    decoder_fn: Callable,
    inputs=None,
    sequence_length=None,
    parallel_iterations: int | None = None,
    swap_memory: bool = False,
    time_major: bool = False,
    scope=None,
    name: str | None = None,
) -> tuple:
    """(outputs, final state, final context) of a cell whose inputs `decoder_fn` gives.

    `decoder_fn(time, cell_state, cell_input, cell_output, context)` gives (done, state, next input,
    output, context). It gets each step of `inputs`, [batch_size, n_steps, n_inputs], in training;
    without them it makes its own. Where `done` is None, `sequence_length` says when to stop.

    Raises ValueError for inputs of fewer than three dimensions, or of unknown depth.
    """
    with tf.name_scope(name, "dynamic_rnn_decoder", [inputs, sequence_length]):
        steps = None if inputs is None else _Steps(inputs, time_major)

        def loop_fn(time, cell_output, cell_state, loop_state):
            context = loop_state[1] if isinstance(loop_state, tuple) else None
            done = loop_state[0] if isinstance(loop_state, tuple) else loop_state
            given = None
            if steps is not None:
                given = steps.first() if cell_state is None else steps.at(time, done)
            done, state, following, output, context = decoder_fn(
                time, cell_state, given, cell_output, context
            )
            if done is None:
                done = time >= sequence_length
            return done, following, state, output, done if context is None else (done, context)

        outputs, state, loop_state = tf.nn.raw_rnn(
            cell,
            loop_fn,
            parallel_iterations=parallel_iterations,
            swap_memory=swap_memory,
            scope=scope,
        )
        outputs = outputs.stack()
        if not time_major:
            outputs = tf.transpose(outputs, perm=[1, 0, 2])
        return outputs, state, loop_state[1] if isinstance(loop_state, tuple) else None


class _Steps:
    """The inputs, step by step; zeros after the last."""

    def __init__(self, inputs, time_major: bool):
        inputs = tf.convert_to_tensor(inputs)
        if inputs.shape.ndims is not None and inputs.shape.ndims < 3:
            raise ValueError("Inputs must have at least three dimensions")
        if inputs.shape[-1].value is None:
            raise ValueError("Inputs must not be `None` in the feature (3'rd) dimension")
        if not time_major:
            inputs = tf.transpose(inputs, perm=[1, 0, 2])
        self._n_steps, self._batch_size, self._depth = inputs.shape.as_list()
        if self._n_steps is None:
            self._n_steps = tf.shape(inputs)[0]
        self._array = tf.TensorArray(inputs.dtype, size=self._n_steps).unstack(inputs)

    def first(self):
        return self._array.read(0)

    def at(self, time, done):
        batch_size = self._batch_size or tf.shape(done)[0]
        return tf.cond(
            tf.equal(time, self._n_steps),
            lambda: tf.zeros([batch_size, self._depth], self._array.dtype),
            lambda: self._array.read(time),
        )


def simple_decoder_fn_train(encoder_state, name: str | None = None) -> Callable:
    """A decoder function that starts from the encoder's state, and changes nothing."""

    def decoder_fn(time, cell_state, cell_input, cell_output, context):
        with tf.name_scope(name, "simple_decoder_fn_train"):
            state = encoder_state if cell_state is None else cell_state
            return None, state, cell_input, cell_output, context

    return decoder_fn


def simple_decoder_fn_inference(
    output_fn: Callable | None,
    encoder_state,
    embeddings,
    start_of_sequence_id,
    end_of_sequence_id,
    maximum_length,
    num_decoder_symbols,
    dtype=tf.int32,
    name: str | None = None,
) -> Callable:
    """A decoder function whose inputs are the embeddings of the likeliest symbols so far.

    `output_fn` makes logits of the cell's outputs.
    """
    name = name or "simple_decoder_fn_inference"
    greedy = Greedy(
        output_fn, encoder_state, start_of_sequence_id, end_of_sequence_id,
        maximum_length, num_decoder_symbols, dtype, name,
    )  # fmt: skip

    def decoder_fn(time, cell_state, cell_input, cell_output, context):
        with tf.name_scope(name):
            _refuse_inputs(cell_input)
            if cell_output is None:
                cell_state, cell_output, symbols, done = greedy.beginning()
            else:
                cell_output, symbols, done = greedy.step(cell_output)
            following = tf.gather(embeddings, symbols)
            return greedy.up_to(time, done), cell_state, following, cell_output, context

    return decoder_fn


def _refuse_inputs(cell_input) -> None:
    if cell_input is not None:
        raise ValueError(f"Expected cell_input to be None, but saw: {cell_input}")


class Greedy:
    """Chooses the likeliest symbol at each step, up to the end of the sequence or a length."""

    def __init__(
        self,
        output_fn,
        encoder_state,
        start,
        end,
        maximum_length,
        n_symbols,
        dtype,
        name,
    ):
        with tf.name_scope(name):
            self._start = tf.convert_to_tensor(start, dtype)
            self._end = tf.convert_to_tensor(end, dtype)
            self._maximum_length = tf.convert_to_tensor(maximum_length, dtype)
            self._n_symbols = tf.convert_to_tensor(n_symbols, dtype)
            any_state = tf.nest.flatten(encoder_state)[0]
            self._batch_size = any_state.shape[0].value
            if self._batch_size is None:
                self._batch_size = tf.shape(any_state)[0]
        self._output_fn = output_fn or (lambda outputs: outputs)
        self._encoder_state, self._dtype = encoder_state, dtype

    def beginning(self) -> tuple:
        """(state, output's structure, first symbols, done) before the first step."""
        symbols = tf.ones([self._batch_size], dtype=self._dtype) * self._start
        done = tf.zeros([self._batch_size], dtype=tf.bool)
        return self._encoder_state, tf.zeros([self._n_symbols], tf.float32), symbols, done

    def step(self, cell_output) -> tuple:
        """(logits, symbols, done) of a step."""
        logits = self._output_fn(cell_output)
        symbols = tf.cast(tf.argmax(logits, 1), self._dtype)
        return logits, symbols, tf.equal(symbols, self._end)

    def up_to(self, time, done):
        """`done`, or true for all once the maximum length is passed."""
        return tf.cond(
            tf.greater(time, self._maximum_length),
            lambda: tf.ones([self._batch_size], dtype=tf.bool),
            lambda: done,
        )
