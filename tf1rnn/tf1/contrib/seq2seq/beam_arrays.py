"""Arrays in a beam search's state, such as an alignment history: each beam's own past of them."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.seq2seq.beams import gather_tree_from_array

HINT = "set reorder_tensor_arrays=False to leave arrays as they are"


def sorted_array(array, parent_ids, sequence_length, batch_size, beam_width):
    """A TensorArray's steps as a tensor in which each beam has its own past.

    An array whose entries have no static rank, or static shapes that are not those of beams, stays
    as it is, with a warning, as in TensorFlow 1.15.
    Raises InvalidArgumentError at run time where the entries are not one for each beam.
    """
    shape = array.element_shape
    if not shape.ndims or not may_have_beams(shape, tf.get_static_value(batch_size), beam_width):
        tf.logging.warn(
            "BeamSearchDecoder: not reordered by beams: an array in the state, since its entries "
            f"have the static shape {shape}; {HINT}"
        )
        return array
    t = array.stack()
    with tf.control_dependencies([assert_beams(t, batch_size, beam_width)]):
        return gather_tree_from_array(t, parent_ids, sequence_length)


def may_have_beams(shape, batch_size: int | None, beam_width: int) -> bool:
    """Whether entries of a static shape can be `[batch_size * beam_width, ...]`."""
    if batch_size is None:
        return True
    n_beams, *further = shape.as_list()
    if n_beams is None:
        return True
    if n_beams != batch_size * beam_width:
        return False
    return not further or further[0] is None or (n_beams, further[0]) == (batch_size, beam_width)


def assert_beams(t, batch_size, beam_width):
    """An assertion that `t` is `[max_time, batch_size * beam_width, ...]`, or has them apart."""
    shape = tf.shape(t)
    fits = tf.equal(shape[1], batch_size * beam_width)
    if t.shape.ndims != 2:
        split = tf.logical_and(tf.equal(shape[1], batch_size), tf.equal(shape[2], beam_width))
        fits = tf.logical_or(fits, split)
    message = (
        "BeamSearchDecoder: an array in the state has entries of another shape than "
        f"[batch_size * beam_width, ...]: {t.name}; {HINT}"
    )
    return tf.Assert(fits, [message])
