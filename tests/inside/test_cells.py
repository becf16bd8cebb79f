"""Each cell, looked into step by step: the graph's outputs and states, its gates, its gradients."""

import numpy as np
import pytest

from tf1rnn.inside.equations import equations_of
from tf1rnn.inside.steps import StepGraph
from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib import rnn
from tf1rnn.tf1.graph.unrollings import noted

N, N_STEPS, N_INPUTS = 3, 4, 6
LSTM, GRU = ["i", "f", "o", "g"], ["r", "u", "candidate"]

# What makes a cell, and its gates.
CELLS = {
    "BasicRNNCell": (lambda: rnn.BasicRNNCell(N, activation=tf.nn.relu), []),
    "BasicLSTMCell": (lambda: rnn.BasicLSTMCell(N), LSTM),
    "BasicLSTMCell, joined": (lambda: rnn.BasicLSTMCell(N, state_is_tuple=False), LSTM),
    "LSTMCell": (lambda: rnn.LSTMCell(N), LSTM),
    "LSTMCell, all of it": (
        lambda: rnn.LSTMCell(N, use_peepholes=True, cell_clip=0.1, num_proj=2, proj_clip=0.1),
        LSTM,
    ),
    "LSTMCell, joined": (lambda: rnn.LSTMCell(N, num_proj=2, state_is_tuple=False), LSTM),
    "GRUCell": (lambda: rnn.GRUCell(N), GRU),
    "LSTMBlockCell": (lambda: rnn.LSTMBlockCell(N, use_peephole=True), LSTM),
    "GRUBlockCell": (lambda: rnn.GRUBlockCell(N), GRU),
    "GRUBlockCellV2": (lambda: rnn.GRUBlockCellV2(N), GRU),
    "CoupledInputForgetGateLSTMCell": (
        lambda: rnn.CoupledInputForgetGateLSTMCell(N, use_peepholes=True),
        LSTM,
    ),
    "UGRNNCell": (lambda: rnn.UGRNNCell(N), ["u", "candidate"]),
    "IntersectionRNNCell": (lambda: rnn.IntersectionRNNCell(N, num_in_proj=N), ["u", "candidate"]),
    "NASCell": (lambda: rnn.NASCell(N), []),
    "SRUCell": (lambda: rnn.SRUCell(N), LSTM),
    "IndRNNCell": (lambda: rnn.IndRNNCell(N), []),
    "IndyGRUCell": (lambda: rnn.IndyGRUCell(N), GRU),
    "IndyLSTMCell": (lambda: rnn.IndyLSTMCell(N), LSTM),
    "GLSTMCell": (lambda: rnn.GLSTMCell(4, number_of_groups=2, num_proj=2), LSTM),
    "LayerNormBasicLSTMCell": (lambda: rnn.LayerNormBasicLSTMCell(N, layer_norm=False), LSTM),
    "PhasedLSTMCell": (lambda: rnn.PhasedLSTMCell(N), [*LSTM, "k"]),
    "GridLSTMCell": (
        lambda: rnn.GridLSTMCell(2, feature_size=2, frequency_skip=2, num_frequency_blocks=[3]),
        [],
    ),
    "BidirectionalGridLSTMCell": (
        lambda: rnn.BidirectionalGridLSTMCell(
            2, feature_size=2, frequency_skip=2, num_frequency_blocks=[3]
        ),
        [],
    ),
    "TimeFreqLSTMCell": (lambda: rnn.TimeFreqLSTMCell(N, feature_size=6, frequency_skip=1), LSTM),
    "ConvLSTMCell": (
        lambda: rnn.ConvLSTMCell(1, [N_INPUTS, 1], output_channels=2, kernel_shape=[3]),
        LSTM,
    ),
    "Conv1DLSTMCell": (
        lambda: rnn.Conv1DLSTMCell(input_shape=[N_INPUTS, 1], output_channels=2, kernel_shape=[3]),
        LSTM,
    ),
    "Conv2DLSTMCell": (
        lambda: rnn.Conv2DLSTMCell(input_shape=[3, 2, 1], output_channels=2, kernel_shape=[2, 2]),
        LSTM,
    ),
    "Conv3DLSTMCell": (
        lambda: rnn.Conv3DLSTMCell(
            input_shape=[3, 2, 1, 1], output_channels=1, kernel_shape=[2, 2, 1]
        ),
        LSTM,
    ),
    "MultiRNNCell": (
        lambda: rnn.MultiRNNCell([rnn.DropoutWrapper(rnn.GRUCell(N)), rnn.BasicLSTMCell(N)]),
        [*GRU, *LSTM],
    ),
    "MultiRNNCell, joined": (
        lambda: rnn.MultiRNNCell([rnn.GRUCell(N), rnn.GRUCell(N)], state_is_tuple=False),
        [*GRU, *GRU],
    ),
    "AttentionCellWrapper": (lambda: rnn.AttentionCellWrapper(rnn.BasicLSTMCell(N), 2), LSTM),
    "CompiledWrapper": (lambda: rnn.CompiledWrapper(rnn.BasicRNNCell(N)), []),
    "DeviceWrapper": (lambda: rnn.DeviceWrapper(rnn.GRUCell(N), "/cpu:0"), GRU),
    "DropoutWrapper": (
        lambda: rnn.DropoutWrapper(rnn.GRUCell(N), tf.placeholder_with_default(1.0, [])),
        GRU,
    ),
    "EmbeddingWrapper": (lambda: rnn.EmbeddingWrapper(rnn.GRUCell(N), 5, 2), GRU),
    "HighwayWrapper": (lambda: rnn.HighwayWrapper(rnn.GRUCell(N_INPUTS)), GRU),
    "InputProjectionWrapper": (lambda: rnn.InputProjectionWrapper(rnn.GRUCell(N), 2), GRU),
    "OutputProjectionWrapper": (lambda: rnn.OutputProjectionWrapper(rnn.GRUCell(N), 2), GRU),
    "ResidualWrapper": (lambda: rnn.ResidualWrapper(rnn.GRUCell(N_INPUTS)), GRU),
}
FOLLOWED = (  # whose gradients are compared with those of the network unrolled in the graph
    *("BasicRNNCell", "BasicLSTMCell", "GRUCell", "LSTMCell, all of it", "MultiRNNCell"),
    *("OutputProjectionWrapper", "ResidualWrapper", "Conv1DLSTMCell"),
)
SHAPES = {"ConvLSTMCell": [6, 1], "Conv1DLSTMCell": [6, 1], "Conv2DLSTMCell": [3, 2, 1]}
SHAPES["Conv3DLSTMCell"] = [3, 2, 1, 1]


def inputs_of(name):
    """The placeholders of a batch of inputs, and values for them."""
    random = np.random.RandomState(1)
    if name == "EmbeddingWrapper":
        return tf.placeholder(tf.int32, [None, N_STEPS, 1]), random.randint(5, size=[1, N_STEPS, 1])
    shape = SHAPES.get(name, [N_INPUTS])
    X = tf.placeholder(tf.float32, [None, N_STEPS, *shape])
    values = random.uniform(-1, 1, [1, N_STEPS, *shape])
    if name != "PhasedLSTMCell":
        return X, values
    times = np.arange(N_STEPS, dtype=float).reshape([1, N_STEPS, 1])
    return (tf.placeholder(tf.float32, [None, N_STEPS, 1]), X), (times, values)


class Looked:
    """A cell unrolled by dynamic_rnn, and what a look into it gave."""

    def __init__(self, make, name=""):
        with tf.Graph().as_default(), tf.Session() as session:
            tf.set_random_seed(2)
            X, values = inputs_of(name)
            with noted() as unrollings:
                outputs, states = tf.nn.dynamic_rnn(make(), X, dtype=tf.float32)
            loss = tf.reduce_sum(tf.square(outputs)) + tf.reduce_sum(
                tf.stack([tf.reduce_sum(part) for part in tf.nest.flatten(states)])
            )
            given = unrollings[0].given
            of_given = tf.gradients(loss, given, stop_gradients=given) if name in FOLLOWED else []
            (unrolling,) = unrollings
            self.step = StepGraph(unrolling)
            session.run(tf.global_variables_initializer())
            shift = [
                v.assign_add(tf.random_uniform(tf.shape(v), -0.2, 0.2, seed=3))
                for v in tf.trainable_variables()
            ]
            session.run(shift)
            feed = dict(zip(tf.nest.flatten(X), tf.nest.flatten(values), strict=True))
            self.outputs, self.states, start, of_given = session.run(
                [outputs, tf.nest.flatten(states), self.step.start(), of_given], feed
            )
            steps = [tf.nest.map_structure(lambda v: v[:, t], values) for t in range(N_STEPS)]  # noqa: B023
            self.forward = self.step.forward(session, steps, start)
            if name in FOLLOWED:
                of_outputs = [of_given[0][:, t] for t in range(N_STEPS)]
                self.gradients, _ = self.step.backward(
                    session, steps, self.forward, of_outputs, of_given[1:]
                )
                self.true_gradients = self._unrolled_gradients(session, unrolling, X, feed)
            self.equations = [
                equations_of(leaf.cell, session, *of_leaf)
                for leaf, *of_leaf in zip(
                    self.step.leaves,
                    self.forward.inputs,
                    self.forward.before,
                    self.forward.values,
                    strict=True,
                )
            ]

    def _unrolled_gradients(self, session, unrolling, X, feed):
        """The gradient of the same loss with respect to the cell's state at each step."""
        state, outputs, states = self.step._start, [], []
        with tf.variable_scope("rnn", reuse=True):
            for t in range(N_STEPS):
                x = tf.nest.map_structure(lambda part: part[:, t], X)  # noqa: B023
                output, state = unrolling.cell(x, state)
                outputs.append(output)
                states.append(tf.nest.flatten(state))
        loss = tf.reduce_sum(tf.square(tf.stack(outputs))) + tf.add_n(
            [tf.reduce_sum(part) for part in states[-1]]
        )
        found = tf.gradients(loss, tf.nest.flatten(states))
        return session.run([tf.zeros([]) if g is None else g for g in found], feed)


@pytest.fixture(scope="module")
def looked():
    """A cell looked into, by name; each is looked into once."""
    found = {}

    def look(name):
        if name not in found:
            found[name] = Looked(CELLS[name][0], name)
        return found[name]

    return look


def test_every_cell_of_contrib_rnn_is_here():
    cells = {n for n in rnn.__all__ if n.endswith(("Cell", "Wrapper")) and n[0].isupper()}
    others = {"FusedRNNCell", "LSTMBlockFusedCell", "LSTMBlockWrapper", "LayerRNNCell", "RNNCell"}
    assert cells - others <= set(CELLS)


@pytest.mark.parametrize("name", CELLS)
def test_the_steps_give_what_dynamic_rnn_gives(looked, name):
    cell = looked(name)
    assert np.abs(cell.forward.outputs - cell.outputs[0]).max() <= 1e-6
    for ours, theirs in zip(cell.forward.states[-1], cell.states, strict=True):
        assert np.abs(ours - theirs).max() <= 1e-6


@pytest.mark.parametrize("name", CELLS)
def test_the_gates_are_those_that_the_cells_equations_mix_the_states_by(looked, name):
    cell = looked(name)
    found = [n for values in cell.forward.values for n in values if n in (*LSTM, *GRU, "k")]
    assert sorted(found) == sorted(CELLS[name][1])
    for values, before in zip(cell.forward.values, cell.forward.before, strict=True):
        if "u" in values:
            u = values["u"]
            mixed = u * before["h"] + (1 - u) * values["candidate"]
            np.testing.assert_allclose(values["h"], mixed, atol=1e-6)
        if "i" in values:
            c = values["f"] * before["c"] + values["i"] * values["g"]
            if "k" in values:
                c = values["k"] * c + (1 - values["k"]) * before["c"]
            if name == "LSTMCell, all of it":
                c = np.clip(c, -0.1, 0.1)
            np.testing.assert_allclose(values["c"], c, atol=1e-6)
            if name.startswith(("Basic", "LSTMBlock", "Indy", "Conv")):
                np.testing.assert_allclose(values["h"], values["o"] * np.tanh(c), atol=1e-6)


@pytest.mark.parametrize("name", ["BasicRNNCell", "BasicLSTMCell", "GRUCell", "MultiRNNCell"])
def test_the_equations_add_up_to_the_values(looked, name):
    functions = {"": lambda z: z, "tanh": np.tanh, "relu": lambda z: np.maximum(z, 0)}
    functions["sigmoid"] = lambda z: 1 / (1 + np.exp(-z))
    cell = looked(name)
    for values, (equations, _) in zip(cell.forward.values, cell.equations, strict=True):
        assert [equation.name for equation in equations] == list(values)
        for equation in equations:
            total = functions[equation.function](sum(equation.terms.values()))
            np.testing.assert_allclose(total, values[equation.name], atol=1e-6)


@pytest.mark.parametrize("name", FOLLOWED)
def test_the_gradients_are_those_of_the_unrolled_network(looked, name):
    cell = looked(name)
    ours = [of_state for of_leaf in cell.gradients for of_state in of_leaf.values()]
    n_parts = len(ours)
    for part, of_state in enumerate(ours):
        true = [np.ravel(g) for g in cell.true_gradients[part::n_parts]]
        np.testing.assert_allclose(of_state, np.stack(true), rtol=1e-4, atol=1e-6)
        assert np.abs(of_state).max() > 0
