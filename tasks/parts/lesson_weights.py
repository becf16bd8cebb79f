"""The weights behind the lesson's Demo 1, recovered from what it prints.

How: tests/tasks/recover_weights.py.
"""

from typing import Annotated, Literal

from tf1rnn import Option, UserError

# The field `init: Init = "lesson"` of a task that can start from these weights.
Init = Annotated[
    Literal["lesson", "random"], Option(help="start from the lesson's weights or from new ones")
]
N_NEURONS = 5

# What `recover` finds with the tanh of TensorFlow 2.21; each literal names one float32 exactly.
WX = [
    [0.12381351, 0.28042582, 0.4740355, -0.09732865, 0.084595464],
    [0.17566296, 0.56716794, 0.47658014, -0.20276602, -0.21804486],
    [-0.24064696, 0.30847824, -0.41656393, -0.39343354, 0.20525092],
]
WY = [
    [0.16787978, -0.55367506, -0.111374915, -0.40932786, 0.15424299],
    [-0.05710289, 0.0025573738, 0.5413429, 0.26558414, -0.4564663],
    [-0.39652383, -0.17659914, -0.48994544, -0.29503095, 0.40472984],
    [0.26136824, -0.07250977, -0.40769616, -0.19150102, 0.27743828],
    [-0.5262082, -0.30008844, -0.030861368, -0.43827495, 0.35503793],
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
