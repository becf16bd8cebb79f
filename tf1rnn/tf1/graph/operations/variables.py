"""Variables, built from TensorFlow 1.15's operations."""

from tf1rnn.tf1.graph.stand_ins import StandIns
from tf1rnn.tf1.start.loading import ops, variable_scope

stand_ins = StandIns()
install = stand_ins.install


@stand_ins.add(variable_scope._VariableStore, "_get_single_variable")
def get_single_variable(library, self, name, *args, regularizer=None, **kwargs):
    """Build a regularizer's loss once, in the variable's scope, and collect it, a tensor."""
    penalties = []

    def build_once(variable):
        if not penalties:
            with ops.colocate_with(variable), ops.name_scope(name + "/Regularizer/"):
                penalties.append(regularizer(variable))
        return penalties[0]

    variable = library(self, name, *args, regularizer=regularizer and build_once, **kwargs)
    if penalties and penalties[0] is not None:  # TensorFlow collects what becomes the tensor
        ops.get_collection_ref(ops.GraphKeys.REGULARIZATION_LOSSES)[-1] = penalties[0]
    return variable
