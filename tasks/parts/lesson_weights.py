"""The weights behind the lesson's Demo 1, recovered from what it prints.

How: tests/tasks/recover_weights.py. With them every number is within 1.2e-7 of the lesson's, and
most have all its digits. How many depends on how TensorFlow rounds on a processor. Of 20 numbers
each, Y0 and Y1 by basic_rnn, then Y0 and Y1 by the four listings with a BasicRNNCell:

    AVX-512 with oneDNN        17   15   17   13
    AVX-512 without oneDNN     12   16   12   16
    AVX2 with oneDNN           17   14   17   13
    AVX2 without oneDNN        12   16   12   15

TensorFlow uses oneDNN by default under Windows, and under Linux where the processor has
instructions for neural networks (VNNI, bfloat16 or AMX). 0.99999976 is the one number that is
further off: without oneDNN its tanh is already 1.
"""

from typing import Annotated, Literal

from tf1rnn import Option, UserError

# The field `init: Init = "lesson"` of a task that can start from these weights.
Init = Annotated[
    Literal["lesson", "random"], Option(help="start from the lesson's weights or from new ones")
]
N_NEURONS = 5

# Each literal names one float32 exactly.
WX = [
    [0.12381351, 0.28042665, 0.47403678, -0.09732844, 0.08459544],
    [0.17566296, 0.56717664, 0.47657758, -0.20276213, -0.2180449],
    [-0.24064696, 0.3084739, -0.41656265, -0.39343548, 0.20525098],
]
WY = [
    [0.16771993, -0.552327, -0.10969786, -0.40925625, 0.15419094],
    [-0.056671336, 0.0051955436, 0.54141676, 0.26566556, -0.45632592],
    [-0.3964767, -0.17882518, -0.4842948, -0.29496408, 0.4047451],
    [0.2619169, -0.072734796, -0.40575564, -0.19145949, 0.27761686],
    [-0.5260676, -0.30216536, -0.037876897, -0.43850118, 0.3550841],
]


def check_size(init, n_neurons):
    """Raise UserError where the lesson's weights are asked for in a layer of another size."""
    if init == "lesson" and n_neurons != N_NEURONS:
        raise UserError(
            f"--n-neurons: the lesson's weights are those of {N_NEURONS} neurons;"
            " add --init random to choose another number"
        )


def start_from_lesson(session, Wx, Wy):
    """Load the lesson's weights into the variables Wx [3, 5] and Wy [5, 5]."""
    Wx.load(WX, session)
    Wy.load(WY, session)


def start_cell_from_lesson(session, basic_cell):
    """Load the lesson's weights into a BasicRNNCell, whose one kernel is [Wx; Wy]: [3 + 5, 5]."""
    kernel, _bias = basic_cell.weights
    kernel.load(WX + WY, session)
