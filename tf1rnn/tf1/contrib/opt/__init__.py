"""tf.contrib.opt: further optimizers."""

from tf1rnn.tf1.contrib.opt.adam import AdaMaxOptimizer, LazyAdamOptimizer, NadamOptimizer
from tf1rnn.tf1.contrib.opt.averages import MovingAverageOptimizer
from tf1rnn.tf1.contrib.opt.sign import AddSignOptimizer, PowerSignOptimizer
from tf1rnn.tf1.contrib.opt.weight_decay import (
    AdamWOptimizer,
    DecoupledWeightDecayExtension,
    MomentumWOptimizer,
    extend_with_decoupled_weight_decay,
)
from tf1rnn.tf1.names.absent import absent

__all__ = [
    "AdaMaxOptimizer",
    "AdamWOptimizer",
    "AddSignOptimizer",
    "DecoupledWeightDecayExtension",
    "LazyAdamOptimizer",
    "MomentumWOptimizer",
    "MovingAverageOptimizer",
    "NadamOptimizer",
    "PowerSignOptimizer",
    "extend_with_decoupled_weight_decay",
]


def __getattr__(name: str):
    raise absent("tf.contrib.opt", name)


def __dir__():
    return __all__
