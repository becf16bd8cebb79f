"""Feed predictions back.

task: time_series
place: 4

A trained network continues a series by itself: its last prediction is appended to the sequence, the
newest n_steps values are its next input, and so on. Here `predict` stands for the network: it takes
[1, n_steps, 1] and returns a prediction for each step, in the same shape.
"""

import numpy as np

n_steps = 4


def predict(X_batch):
    """Each next value is the sum of the last two."""
    before = np.concatenate([np.zeros([1, 1, 1]), X_batch[:, :-1]], axis=1)
    return X_batch + before


def generate(predict, start, n_generated):
    sequence = list(start)
    for _ in range(n_generated):
        #: hole X_batch
        #:     The newest n_steps values of the sequence, as [1, n_steps, 1].
        #: listing time_series "X_batch = np.array("
        y_pred = predict(X_batch)
        #: hole `y_pred[0, -1, 0]`
        #:     The prediction to append: the one for the last step.
        #: listing time_series "sequence.append("
    return np.array(sequence)


print(generate(predict, [1, 1, 2, 3], 6))

#: hint
#:     sequence[-n_steps:] is the end of a list.
#: hint
#:     np.array(...).reshape(1, n_steps, 1) gives it the three axes.
#: hint
#:     y_pred has the axes [instance, step, output]; an index of -1 means the last step.
#: mistake
#:     1: np.array(sequence[:n_steps]).reshape(1, n_steps, 1)
#:     The input is always the beginning of the sequence, so that always the same is predicted. Take
#:     the end.
#: mistake
#:     2: y_pred[0, 0, 0]
#:     This is the prediction for the first step, which comes right after the oldest value. Append
#:     the last one.
#: mistake
#:     2: y_pred[0, :, 0]
#:     All predictions are appended, where one is wanted: the last.
#: mistake
#:     1: np.array(sequence).reshape(1, -1, 1)
#:     The input grows with the sequence. The network reads n_steps values: the newest.
#: mistake
#:     1: np.array(sequence[-n_steps:])
#:     The input has no axes for the mini-batch and for the inputs of a step. Reshape it.
#: mistake
#:     2: sequence[-1]
#:     The last value is repeated, and the prediction is not used.
#: check


def observe(program):
    shapes = []

    def predict(X_batch):
        shapes.append(list(np.shape(X_batch)))
        return np.cumsum(X_batch, axis=1) + 1

    generated = program.generate(predict, [1, 2, 3, 4, 5], 3)
    right = all(shape == [1, 4, 1] for shape in shapes)
    return {
        "generated": [float(value) for value in generated],
        "the network is given [1, n_steps, 1]": (right, f"it is given {shapes[-1]}"),
    }
