"""tf.contrib.training: HParams as TensorFlow 1.15.5 behaved, and training by tf-slim."""

import copy
import json

import numpy as np
import pytest

from tf1rnn.tf1 import tf

HParams = tf.contrib.training.HParams


@pytest.fixture
def hparams():
    return HParams(
        n_steps=20, learning_rate=0.1, cell="lstm", peephole=True, units=[100, 50], rates=[0.5]
    )


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("n_steps=-3", "n_steps", -3),
        ("n_steps = 3", "n_steps", 3),
        ("n_steps=1_000", "n_steps", 1000),
        ("n_steps=3,", "n_steps", 3),
        ("learning_rate=1", "learning_rate", 1.0),
        ("learning_rate=1e-3", "learning_rate", 0.001),
        ("cell=gru", "cell", "gru"),
        ("cell=a b", "cell", "a b"),
        ("cell=a=b", "cell", "a=b"),
        ("cell=", "cell", ""),
        ("peephole=false", "peephole", False),
        ("peephole=False", "peephole", False),
        ("peephole=0", "peephole", False),
        ("peephole=1", "peephole", True),
        ("units=[3,4,5]", "units", [3, 4, 5]),
        ("units=[ 3 4 ]", "units", [3, 4]),
        ("units=[]", "units", []),
        ("rates=[1,2]", "rates", [1.0, 2.0]),
        ("", "n_steps", 20),
    ],
)
def test_a_value_is_read_as_the_type_of_the_first(hparams, text, name, value):
    assert hparams.parse(text) is hparams
    given = getattr(hparams, name)
    assert given == value
    assert type(given) is type(value)


def test_several_assignments_are_read_at_once(hparams):
    hparams.parse("units=[7,8], n_steps=5,cell=gru")
    assert (hparams.units, hparams.n_steps, hparams.cell) == ([7, 8], 5, "gru")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("n_steps=2.0", r"Could not parse hparam 'n_steps' of type 'int' with value '2\.0'"),
        ("n_steps=x", "Could not parse hparam 'n_steps'"),
        ("peephole=yes", "Could not parse hparam 'peephole' of type 'bool' with value 'yes'"),
        ("units=[3,x]", "Could not parse hparam 'units' of type 'int' with value '3,x'"),
        ("units=4", "Must pass a list for multi-valued parameter: units"),
        ("units[1]=4", "Must pass a list for multi-valued parameter: units"),
        ("cell=[a]", "Must not pass a list for single-valued parameter: cell"),
        ("n_layers=3", "Unknown hyperparameter type for n_layers"),
        ("n_steps=3,n_steps=4", "Multiple assignments to variable 'n_steps'"),
        ("n_steps", "Malformed hyperparameter value: n_steps"),
        ("=3", "Malformed hyperparameter value: =3"),
        ("n_steps=3,,cell=a", "Malformed hyperparameter value: ,cell=a"),
        ("units=[3", r"Malformed hyperparameter value: units=\[3"),
        ("cell=a,b", "Malformed hyperparameter value: b"),
    ],
)
def test_an_assignment_that_makes_no_sense_is_refused_and_sets_nothing(hparams, text, message):
    before = hparams.values()
    with pytest.raises(ValueError, match=message):
        hparams.parse(text)
    assert hparams.values() == before


def test_values_are_parsed_by_a_map_of_types():
    parse = tf.contrib.training.parse_values
    assert parse("a=1,b=[x,y],c[2]=3,c[0]=4", {"a": int, "b": str, "c": int}) == {
        "a": 1,
        "b": ["x", "y"],
        "c": {2: 3, 0: 4},
    }
    assert parse("a=1,unknown=2", {"a": int}, ignore_unknown=True) == {"a": 1}
    for text in ("c[0]=1,c[0]=2", "c=1,c[0]=2", "c[0]=[1]"):
        with pytest.raises(ValueError, match=r"Multiple assignments|Assignment of a list"):
            parse(text, {"c": int})


@pytest.mark.parametrize(
    ("name", "value", "stored"),
    [
        ("n_steps", np.int64(3), 3),
        ("learning_rate", 1, 1.0),
        ("learning_rate", np.float32(0.5), 0.5),
        ("units", [np.int32(4)], [4]),
        ("units", [], []),
        ("peephole", False, False),
    ],
)
def test_a_value_of_a_compatible_type_is_converted(hparams, name, value, stored):
    hparams.set_hparam(name, value)
    assert getattr(hparams, name) == stored
    assert json.loads(hparams.to_json())[name] == stored


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("n_steps", 2.0),
        ("n_steps", "2"),
        ("n_steps", True),
        ("n_steps", None),
        ("n_steps", [2]),
        ("learning_rate", "1"),
        ("learning_rate", True),
        ("cell", 3),
        ("cell", None),
        ("peephole", 1),
        ("units", 3),
        ("units", (3,)),
        ("units", [1.5]),
        ("units", [True]),
    ],
)
def test_a_value_of_another_type_is_refused(hparams, name, value):
    before = getattr(hparams, name)
    with pytest.raises(ValueError, match=r"Could not cast|Must (not )?pass a list"):
        hparams.set_hparam(name, value)
    assert getattr(hparams, name) == before


def test_hyperparameters_are_added_found_and_removed(hparams):
    hparams.add_hparam("n_layers", 3)
    assert "n_layers" in hparams
    assert hparams.n_layers == hparams.get("n_layers") == 3
    for name in ("n_layers", "values", "parse"):
        with pytest.raises(ValueError, match=f"Hyperparameter name is reserved: {name}"):
            hparams.add_hparam(name, 4)
    with pytest.raises(ValueError, match="cannot be empty: sizes"):
        hparams.add_hparam("sizes", [])
    hparams.del_hparam("n_layers")
    hparams.del_hparam("n_layers")
    assert "n_layers" not in hparams
    assert not hasattr(hparams, "n_layers")
    with pytest.raises(KeyError):
        hparams.set_hparam("n_layers", 4)


def test_get_gives_the_default_only_for_a_missing_name(hparams):
    assert hparams.get("n_steps", 7) == 20
    assert hparams.get("n_layers") is None
    assert hparams.get("n_layers", 7) == 7
    assert hparams.get("units", [1]) == [100, 50]
    for name, default in (("n_steps", "x"), ("n_steps", 1.5), ("units", 1), ("units", ["x"])):
        with pytest.raises(ValueError, match="is incompatible with default"):
            hparams.get(name, default)


def test_values_are_written_to_json_and_read_back(hparams):
    text = hparams.to_json(sort_keys=True, separators=(",", ":"))
    assert text == (
        '{"cell":"lstm","learning_rate":0.1,"n_steps":20,"peephole":true,'
        '"rates":[0.5],"units":[100,50]}'
    )
    other = HParams(**hparams.values())
    other.parse("n_steps=1,units=[1]")
    assert other.parse_json(text) is other
    assert other.values() == hparams.values()
    for wrong in ("{", "[1]", '{"n_steps": 2.5}'):
        with pytest.raises(ValueError, match=r"Expecting|Not a JSON object|Could not cast"):
            other.parse_json(wrong)


def test_a_dictionary_overrides(hparams):
    assert hparams.override_from_dict({"n_steps": 5, "cell": "gru"}) is hparams
    assert hparams.set_from_map({"units": [1]}).values()["units"] == [1]
    with pytest.raises(KeyError):
        hparams.override_from_dict({"n_layers": 3})


def test_hparams_print_sorted_and_copy(hparams):
    few = HParams(b="x", a=1)
    assert (str(few), repr(few)) == ("b=x,a=1", "HParams([('a', 1), ('b', 'x')])")
    assert repr(few) == "HParams([('a', 1), ('b', 'x')])"
    copied = copy.deepcopy(hparams)
    copied.units.append(1)
    assert hparams.units == [100, 50]
    values = hparams.values()
    values["n_steps"] = 0
    assert hparams.n_steps == 20
    hparams.set_model_structure("deep")
    assert hparams.get_model_structure() == "deep"


def test_a_train_op_of_slim_counts_steps():
    with tf.Graph().as_default():
        weight = tf.get_variable("weight", [], initializer=tf.ones_initializer())
        train_op = tf.contrib.training.create_train_op(
            tf.square(weight),
            tf.train.GradientDescentOptimizer(0.25),
            transform_grads_fn=tf.contrib.training.clip_gradient_norms_fn(1.0),
        )
        with tf.Session() as sess:
            sess.run(tf.global_variables_initializer())
            sess.run(train_op)
            assert sess.run([weight, tf.train.get_global_step()]) == [0.75, 1]


def test_hparams_become_a_protocol_buffer_and_come_back_from_it():
    given = HParams(rate=0.5, units=[3, 4], name="gru", big=2**40, on=True, words=["a", "b"])
    message = given.to_proto()
    assert message.hparam["units"].int64_list.value == [3, 4]
    assert message.hparam["name"].bytes_value == b"gru"
    read = type(message).FromString(message.SerializeToString())
    assert HParams.from_proto(read).values() == given.values()
    with pytest.raises(ValueError, match="mutually exclusive"):
        HParams(message, rate=1.0)
    with pytest.raises(AssertionError):
        HParams({"rate": 0.5})
    with pytest.raises(ValueError, match="Unsupported parameter type"):
        HParams(nothing=None).to_proto()
