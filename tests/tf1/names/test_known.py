"""What a name of `tf` will be, found without loading TensorFlow, is what a program finds."""

import pytest

from tf1rnn.errors import Absent
from tf1rnn.tf1.names import known, origins_0_12, origins_1_0, tables, tree
from tf1rnn.tf1.names.namespace import Namespace, resolve
from tf1rnn.tf1.names.parameters import Parameters

RNN = ("tf.contrib.rnn", "tf.contrib.seq2seq", "tf.contrib.legacy_seq2seq", "tf.contrib.learn.")
PUBLIC = ("tf", "tf.data", "tf.keras", "tf.layers", "tf.nn", "tf.nn.rnn_cell", "tf.train")
RECORDED = [m for m in tree.modules() if m in PUBLIC or m.startswith(RNN)]
EARLIER = [("1.0", m) for m in origins_1_0.ORIGINS] + [("0.12", m) for m in origins_0_12.ORIGINS]
NEVER = ("no_such_name", "optimizers", "GRUCell2", "_private")


def found(module, name):
    """What a program finds: "module", "thing" or None."""
    try:
        value = getattr(module, name)
    except (AttributeError, Absent):
        return None
    return "module" if isinstance(value, Namespace) else "thing"


def foreseen(module, name):
    value = known.find(module, name)
    if value is None:
        return None
    return "module" if isinstance(value, known.Module) else "thing"


@pytest.mark.parametrize(
    ("generation", "path"), [*(("1.15", module) for module in RECORDED), *EARLIER]
)
def test_a_name_is_foreseen_as_it_is_found(generation, path):
    dotted = path.replace("tf", "tensorflow", 1)
    real, module = resolve(dotted, generation), known.module(dotted, generation)
    names = {*tree.names(path), *NEVER}
    for source in tables.sources(path, generation) or ():
        names |= source.names.keys()
    for name in sorted(names):
        assert foreseen(module, name) == found(real, name), name


@pytest.mark.parametrize(
    ("module", "is_there"),
    [
        ("tensorflow.contrib.rnn.python.ops.core_rnn_cell", True),
        ("tensorflow.core.framework.summary_pb2", True),
        ("tensorflow.compat.v1", True),
        ("tensorflow.models.rnn.ptb.reader", False),
        ("tensorflow.nothing", False),
    ],
)
def test_a_module_is_foreseen(module, is_there):
    assert (known.module(module) is not None) == is_there


@pytest.mark.parametrize(
    ("parameters", "n", "keywords", "refusal"),
    [
        ("x y= *args", 5, [], None),
        ("x y=", 3, [], "takes 2 arguments by position, not 3"),
        ("x y=", 1, ["z"], "takes no argument z"),
        ("x y=", 1, ["x"], "is given x twice"),
        ("x y=", 0, ["y"], "needs an argument x"),
        ("x * y", 1, ["y"], None),
        ("x **kwargs", 1, ["z"], None),
    ],
)
def test_a_call_is_refused_as_python_refuses_it(parameters, n, keywords, refusal):
    assert Parameters(parameters).refusal(n, keywords, True) == refusal
    assert Parameters("x y").refusal(1, [], False) is None  # there may be more
