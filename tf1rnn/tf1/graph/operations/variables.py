"""Variables, built from TensorFlow 1.15's operations."""

import traceback

from tf1rnn.tf1.graph.stand_ins import StandIns
from tf1rnn.tf1.start.loading import ops, variable_scope
from tf1rnn.tf1.start.messages import of_the_program

stand_ins = StandIns()
install = stand_ins.install


@stand_ins.add(variable_scope._VariableStore, "_get_single_variable")
def get_single_variable(library, self, name, *args, regularizer=None, **kwargs):
    """Build a regularizer's loss once, in the variable's scope, and collect it, a tensor.

    The error for a name that exists tells the program's own lines that made the variable.
    """
    penalties = []

    def build_once(variable):
        if not penalties:
            with ops.colocate_with(variable), ops.name_scope(name + "/Regularizer/"):
                penalties.append(regularizer(variable))
        return penalties[0]

    try:
        variable = library(self, name, *args, regularizer=regularizer and build_once, **kwargs)
    except ValueError as error:
        where = "Originally defined at:\n\n"
        message, defined, _ = str(error).partition(where)
        if defined:
            frames = of_the_program(self._vars[name].op.traceback)[::-1][:5]
            error.args = (message + where + "".join(traceback.format_list(frames)),)
        raise
    if penalties and penalties[0] is not None:  # TensorFlow collects what becomes the tensor
        ops.get_collection_ref(ops.GraphKeys.REGULARIZATION_LOSSES)[-1] = penalties[0]
    return variable
