"""The kernels of the LSTM block cells as functions, for cells that programs make of them."""

from tf1rnn.tf1 import tf


def lstm_block_cell(
    x,
    cs_prev,
    h_prev,
    w,
    b,
    wci=None,
    wcf=None,
    wco=None,
    forget_bias: float | None = None,
    cell_clip: float | None = None,
    use_peephole: bool | None = None,
    name: str | None = None,
):
    """A step of LSTMBlockCell: (i, cs, f, o, ci, co, h), each `[batch_size, num_units]`.

    x: `[batch_size, n_inputs]`; cs_prev, h_prev: `[batch_size, num_units]`; w: `[n_inputs +
    num_units, 4 * num_units]`; b: `[4 * num_units]`; wci, wcf, wco: the peepholes, `[num_units]`,
    zeros if left out. Raises ValueError for an unknown num_units.
    """
    if wci is None:
        num_units = tf.dimension_value(cs_prev.shape.with_rank(2)[1])
        if num_units is None:
            raise ValueError(f"cs_prev must have a static second dimension, but is {cs_prev.shape}")
        wci = wcf = wco = tf.constant(0, dtype=x.dtype, shape=[num_units])
    return tf.raw_ops.LSTMBlockCell(
        x=x,
        cs_prev=cs_prev,
        h_prev=h_prev,
        w=w,
        wci=wci,
        wcf=wcf,
        wco=wco,
        b=b,
        forget_bias=1 if forget_bias is None else forget_bias,
        cell_clip=-1 if cell_clip is None else cell_clip,
        use_peephole=bool(use_peephole),
        name=name,
    )


def block_lstm(
    seq_len_max,
    x: list,
    w,
    b,
    cs_prev=None,
    h_prev=None,
    wci=None,
    wcf=None,
    wco=None,
    forget_bias: float | None = None,
    cell_clip: float | None = None,
    use_peephole: bool | None = None,
    name: str | None = None,
):
    """lstm_block_cell over a list of steps: (i, cs, f, o, ci, co, h), each a list of steps.

    seq_len_max: the number of steps to run, an int64 scalar; the rest gives zeros. cs_prev and
    h_prev are zeros if left out. Raises ValueError for an unknown num_units or batch size.
    """
    batch_size = tf.dimension_value(x[0].shape.with_rank(2)[0])
    n_gates = tf.dimension_value(b.shape.with_rank(1)[0])
    if batch_size is None or n_gates is None:
        raise ValueError(f"x and b must have static shapes, but are {x[0].shape} and {b.shape}")
    num_units = n_gates // 4
    if wci is None:
        wci = wcf = wco = tf.constant(0, dtype=x[0].dtype, shape=[num_units])
    if cs_prev is None or h_prev is None:
        zeros = tf.constant(0, dtype=x[0].dtype, shape=[batch_size, num_units])
        cs_prev, h_prev = (zeros if given is None else given for given in (cs_prev, h_prev))
    steps = tf.raw_ops.BlockLSTM(
        seq_len_max=seq_len_max,
        x=tf.stack(x),
        cs_prev=cs_prev,
        h_prev=h_prev,
        w=w,
        wci=wci,
        wcf=wcf,
        wco=wco,
        b=b,
        forget_bias=1 if forget_bias is None else forget_bias,
        cell_clip=-1 if cell_clip is None else cell_clip,
        use_peephole=bool(use_peephole),
        name=name,
    )
    return tuple(tf.unstack(values) for values in steps)
