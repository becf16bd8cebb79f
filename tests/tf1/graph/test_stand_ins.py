"""Functions that stand in for others: in adopted graphs, only after installation, only once."""

import pytest
import tensorflow.compat.v1 as plain

from tf1rnn.tf1 import tf
from tf1rnn.tf1.graph import graphs
from tf1rnn.tf1.graph.stand_ins import StandIns


class Owner:
    @staticmethod
    def function():
        return "library"


@pytest.fixture
def owner():
    return type("Owner", (Owner,), {})


def declared(owner, **where):
    stand_ins = StandIns()

    @stand_ins.add(owner, "function", **where)
    def function(library):
        return f"{library()}, ours"

    return stand_ins


def test_declaring_a_stand_in_replaces_nothing(owner):
    declared(owner, in_any_graph=True)
    assert owner.function() == "library"


def test_a_stand_in_serves_only_adopted_graphs(owner):
    declared(owner).install()
    with tf.Graph().as_default():
        assert owner.function() == "library, ours"
    with plain.Graph().as_default() as graph:
        assert owner.function() == "library"
        graphs.adopt(graph)
        assert owner.function() == "library, ours"


def test_a_stand_in_can_serve_any_graph(owner):
    declared(owner, in_any_graph=True).install()
    with plain.Graph().as_default():
        assert owner.function() == "library, ours"


def test_a_stand_in_is_installed_once(owner):
    stand_ins = declared(owner, in_any_graph=True)
    stand_ins.install()
    stand_ins.install()
    assert owner.function() == "library, ours"
