"""An LSTM's steps by TensorFlow's fused kernels, whose gates are in BasicLSTMCell's order.

Both functions take inputs `[n_steps, batch_size, n_inputs]`, the initial states (c, h) of
`[batch_size, num_units]` each, the cell's kernel, bias and forget bias. They give both states after
all steps, `[n_steps, batch_size, num_units]` each, and the pair of the last ones.
"""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.fast.over_steps import gradients_over_steps
from tf1rnn.tf1.fast.padding import unstacked


def lstm_loop(inputs, state, kernel, bias, forget_bias):
    """One kernel for all steps, however many there are, and a loop for the backward pass.

    The weights' gradient is one product over all steps, as in `lstm_steps`.
    """
    weights = _weights(kernel, bias)

    @tf.custom_gradient
    def sequence(inputs, c, h, kernel, bias):
        n_steps = tf.shape(inputs)[0]
        forward = tf.raw_ops.BlockLSTM(
            seq_len_max=tf.cast(n_steps, tf.int64),
            x=inputs,
            cs_prev=c,
            h_prev=h,
            forget_bias=forget_bias,
            cell_clip=-1,
            **weights,
        )

        def gradient(c_gradients, h_gradients):
            h_before = tf.concat([h[tf.newaxis], forward.h[:-1]], 0)
            recurrent = tf.transpose(kernel[-tf.dimension_value(h.shape[1]) :])
            read = {
                "x": inputs,
                "cs_prev": tf.concat([c[tf.newaxis], forward.cs[:-1]], 0),
                "h_prev": h_before,
                **{name: getattr(forward, name) for name in ("i", "cs", "f", "o", "ci", "co")},
                "cs_grad": c_gradients,
                "h_grad": h_gradients,
            }
            arrays = {
                name: tf.TensorArray(values.dtype, n_steps).unstack(values)
                for name, values in read.items()
            }

            def back(t, c_gradient, h_gradient, dz):
                at_t = {name: array.read(t) for name, array in arrays.items()}
                at_t["cs_grad"] += c_gradient
                at_t["h_grad"] += h_gradient
                step = tf.raw_ops.LSTMBlockCellGrad(use_peephole=False, **at_t, **weights)
                return (
                    t - 1,
                    step.cs_prev_grad,
                    tf.matmul(step.dicfo, recurrent),
                    dz.write(t, step.dicfo),
                )

            first = (
                n_steps - 1,
                tf.zeros_like(c),
                tf.zeros_like(h),
                tf.TensorArray(c.dtype, n_steps),
            )
            _, c_gradient, h_gradient, dz = tf.while_loop(lambda t, *_: t >= 0, back, first)
            flat = tf.reshape(dz.stack(), [-1, kernel.shape[1]])
            hs = tf.reshape(h_before, [-1, h.shape[1]])
            dx, *by_weights = gradients_over_steps(inputs, kernel, hs, flat)
            return dx, c_gradient, h_gradient, *by_weights

        return (forward.cs, forward.h), gradient

    cs, hs = sequence(inputs, *state, kernel, bias)
    return cs, hs, (cs[-1], hs[-1])


def lstm_steps(inputs, state, kernel, bias, forget_bias):
    """A kernel for each step; the weights' gradients are products over all steps.

    They are the sums over steps of x_t^T . dz_t and h_t-1^T . dz_t, where z_t are what the gates'
    activation functions take: the lesson's equations of the LSTM cell, differentiated. The gradient
    of TensorFlow's kernel for all steps makes a product at each step, and takes 1.5 times as long.
    """
    weights = _weights(kernel, bias)

    @tf.custom_gradient
    def sequence(inputs, c, h, kernel, bias):
        steps, before = [], []
        for x_t in tf.unstack(inputs):
            before.append((x_t, c, h))
            step = tf.raw_ops.LSTMBlockCell(
                x=x_t, cs_prev=c, h_prev=h, forget_bias=forget_bias, cell_clip=-1, **weights
            )
            steps.append(step)
            c, h = step.cs, step.h

        def gradient(cs_gradient, hs_gradient, dc, dh):
            cs_read, hs_read = unstacked(cs_gradient), unstacked(hs_gradient)
            recurrent = tf.transpose(kernel[-tf.dimension_value(dh.shape[1]) :])
            dz = []
            for t in reversed(range(len(steps))):
                x_t, c, h = before[t]
                step = steps[t]
                back = tf.raw_ops.LSTMBlockCellGrad(
                    x=x_t,
                    cs_prev=c,
                    h_prev=h,
                    i=step.i,
                    cs=step.cs,
                    f=step.f,
                    o=step.o,
                    ci=step.ci,
                    co=step.co,
                    cs_grad=dc + cs_read[t] if cs_read else dc,
                    h_grad=dh + hs_read[t] if hs_read else dh,
                    use_peephole=False,
                    **weights,
                )
                dz.insert(0, back.dicfo)
                dc, dh = back.cs_prev_grad, tf.matmul(back.dicfo, recurrent)
            hs = tf.concat([h for _, _, h in before], 0)
            dx, *by_weights = gradients_over_steps(inputs, kernel, hs, tf.concat(dz, 0))
            return dx, dc, dh, *by_weights

        cs, hs = tf.stack([step.cs for step in steps]), tf.stack([step.h for step in steps])
        return (cs, hs, c, h), gradient

    cs, hs, c, h = sequence(inputs, *state, kernel, bias)
    return cs, hs, (c, h)


def _weights(kernel, bias):
    """The kernels' arguments that are weights; those of peepholes are not used."""
    unused = tf.zeros([kernel.shape[1] // 4], kernel.dtype)
    return {"w": kernel, "b": bias, "wci": unused, "wcf": unused, "wco": unused}
