"""What tf1rnn replaces in TensorFlow: once, when `tf` is first used.

Importing a module replaces nothing; calling its `install()` does. It may be called again, and the
order of the modules does not matter.
"""

import functools

from tf1rnn.tf1.before_1_0 import arrays as arrays_0_12
from tf1rnn.tf1.fast import dynamic_rnn, sampled_loss, updates
from tf1rnn.tf1.graph import graphs, random_states, seeds, stand_ins, unrollings, wording
from tf1rnn.tf1.graph.gradients import registry
from tf1rnn.tf1.graph.operations import (
    arrays,
    columns,
    counted,
    datasets,
    layers,
    maths,
    nn,
    parsing,
    queues,
    random,
    slices,
    variables,
)
from tf1rnn.tf1.start import autograph, logger, memory, messages, quiet

MODULES = (
    quiet,
    logger,
    memory,
    messages,
    autograph,
    graphs,
    seeds,
    random_states,
    arrays,
    columns,
    counted,
    datasets,
    layers,
    maths,
    nn,
    parsing,
    queues,
    random,
    slices,
    variables,
    registry,
    dynamic_rnn,
    sampled_loss,
    updates,
    unrollings,
    wording,
)


BEFORE_1_0 = (arrays_0_12,)  # only for programs of 0.12


@functools.cache
def install_all(generation: str) -> None:
    """Install what programs for "1.15", "1.0" or "0.12" need.

    Once all stand-ins are in place, they are published under TensorFlow's public names.
    """
    for module in BEFORE_1_0 if generation == "0.12" else MODULES:
        module.install()
    stand_ins.publish()
