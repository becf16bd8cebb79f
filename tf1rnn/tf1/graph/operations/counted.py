"""By how many operations the functions that are left as they are differ from TensorFlow 1.15's."""

import numpy as np

from tf1rnn.tf1.graph.seeds import count
from tf1rnn.tf1.graph.stand_ins import StandIns
from tf1rnn.tf1.start.loading import (
    array_ops,
    clip_ops,
    confusion_matrix,
    dataset_ops,
    embedding_ops,
    ftrl,
    keras_layers,
    legacy_learning_rate_decay,
    nn_impl,
    parsing_ops,
    resource_variable_ops,
    saver,
    stateless_random_ops,
    variables,
)

stand_ins = StandIns()
install = stand_ins.install

_MORE_UNDER_1_15 = (
    (clip_ops, "clip_by_global_norm", 1),
    (confusion_matrix, "confusion_matrix", 3),
    (dataset_ops.DatasetV1, "_make_initializable_iterator", 3),
    (ftrl.FtrlOptimizer, "_prepare", -9),
    (parsing_ops, "parse_single_example_v2", -4),
    (nn_impl, "swish", -2),
    (nn_impl, "weighted_moments", 1),
    (stateless_random_ops, "stateless_random_normal", -2),
    (stateless_random_ops, "stateless_random_uniform", -2),
    (stateless_random_ops, "stateless_truncated_normal", -2),
    (keras_layers.LayerNormalization, "call", -19),
    (keras_layers.TimeDistributed, "call", -2),
)


def _counting(owner, name: str, difference: int) -> None:
    @stand_ins.add(owner, name)
    def counting(library, *args, **kwargs):
        result = library(*args, **kwargs)
        count(difference)
        return result


@stand_ins.add(array_ops, "repeat_with_axis")
def repeat(library, data, repeats, axis, name=None):
    """Tile if `repeats` is one number, mask if it is one for each slice, both with fewer shapes."""
    count(-8 if np.ndim(repeats) == 0 else -6)
    return library(data, repeats, axis, name)


@stand_ins.add(embedding_ops, "embedding_lookup")
def embedding_lookup(library, params, *args, **kwargs):
    """Pass the rows of a resource variable through one more identity."""
    if isinstance(params, resource_variable_ops.BaseResourceVariable):
        count(1)
    return library(params, *args, **kwargs)


@stand_ins.add(embedding_ops, "embedding_lookup_sparse")
def embedding_lookup_sparse(library, params, sp_ids, sp_weights, *args, **kwargs):
    """Look up each row once, then pick: today one operation on one table does both."""
    if sp_weights is None:
        several = isinstance(params, (list, tuple, variables.PartitionedVariable))
        count(1 if (several and len(params) > 1) or kwargs.get("max_norm") else 5)
    return library(params, sp_ids, sp_weights, *args, **kwargs)


@stand_ins.add(legacy_learning_rate_decay, "polynomial_decay")
def polynomial_decay(library, *args, cycle=False, **kwargs):
    """Choose a multiple of `decay_steps` under tf.cond where it cycles."""
    count(5 if cycle else 1)
    return library(*args, cycle=cycle, **kwargs)


@stand_ins.add(ftrl.FtrlOptimizer, "_create_slots")
def ftrl_slots(library, self, var_list):
    """Make each initial accumulator a constant, not a product."""
    count(-2 * len(var_list))
    return library(self, var_list)


@stand_ins.add(saver.BaseSaverBuilder, "_AddShardedSaveOps")
def sharded_save(library, self, *args, **kwargs):
    """Use the prefix of the file names as it is given."""
    count(-3)
    return library(self, *args, **kwargs)


for _owner, _name, _difference in _MORE_UNDER_1_15:
    _counting(_owner, _name, _difference)
