"""The weights behind the lesson's Demo 1, recovered from what it prints.

How: tests/tasks/recover_weights.py. With them every number is within 1.2e-7 of the lesson's, and
most have all its digits. How many depends on how TensorFlow rounds on a processor. Of 20 numbers
each, Y0 and Y1 by basic_rnn, then Y0 and Y1 by the four listings with a BasicRNNCell:

    AVX-512 with oneDNN        17   16   17   13
    AVX-512 without oneDNN     12   16   12   16
    AVX2 with oneDNN           17   14   17   12
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
    [0.12381351, 0.28042176, 0.47403616, -0.09732863, 0.08459544],
    [0.17566296, 0.56709397, 0.47657877, -0.20276569, -0.2180449],
    [-0.24064696, 0.3085153, -0.41656324, -0.3934337, 0.20525098],
]
WY = [
    [0.16778065, -0.5543931, -0.11021578, -0.4093137, 0.15415815],
    [-0.056835946, 0.0022290275, 0.5403089, 0.26568177, -0.45623866],
    [-0.39649475, -0.17583369, -0.48513517, -0.29498643, 0.40475467],
    [0.2617078, -0.07158882, -0.40676764, -0.19140202, 0.27772826],
    [-0.5261207, -0.29878315, -0.035949342, -0.43836522, 0.35511345],
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
