"""tf.contrib.training: HParams and buckets, as TensorFlow 1.15.5 behaved."""

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
    ("name", "value", "kept"),
    [
        ("n_steps", np.int64(3), 3),
        ("learning_rate", 1, 1.0),
        ("learning_rate", np.float32(0.5), 0.5),
        ("units", [np.int32(4)], [4]),
        ("units", [], []),
        ("peephole", False, False),
    ],
)
def test_a_value_of_a_like_type_is_converted(hparams, name, value, kept):
    hparams.set_hparam(name, value)
    assert getattr(hparams, name) == kept
    assert json.loads(hparams.to_json())[name] == kept


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


def test_get_gives_the_default_only_for_what_is_not_there(hparams):
    assert hparams.get("n_steps", 7) == 20
    assert hparams.get("n_layers") is None
    assert hparams.get("n_layers", 7) == 7
    assert hparams.get("units", [1]) == [100, 50]
    for name, default in (("n_steps", "x"), ("n_steps", 1.5), ("units", 1), ("units", ["x"])):
        with pytest.raises(ValueError, match="is incompatible with default"):
            hparams.get(name, default)


def test_json_goes_out_and_comes_back(hparams):
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
    assert str(few) == "a=1,b=x"
    assert repr(few) == "HParams([('a', 1), ('b', 'x')])"
    copied = copy.deepcopy(hparams)
    copied.units.append(1)
    assert hparams.units == [100, 50]
    values = hparams.values()
    values["n_steps"] = 0
    assert hparams.n_steps == 20
    hparams.set_model_structure("deep")
    assert hparams.get_model_structure() == "deep"
    with pytest.raises(ValueError, match="hparam_def"):
        HParams(hparam_def=b"")


def batches(outputs, most=40):
    """What is dequeued until the input ends, in the order of the last output."""
    with tf.Session() as sess:
        sess.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(sess, coordinator)
        given = []
        with pytest.raises(tf.errors.OutOfRangeError):
            while len(given) < most:
                given.append(sess.run(outputs))
        coordinator.request_stop()
        coordinator.join(threads, stop_grace_period_secs=10)
    return sorted(given, key=lambda batch: batch[-1].tolist())


def example(n_examples=12):
    """One of `n_examples`: a sequence of 1 to 6 times its own number, and its length."""
    number = tf.train.range_input_producer(n_examples, num_epochs=1, shuffle=False).dequeue()
    length = number % 6 + 1
    return length, tf.fill([length], number), number


def test_sequences_are_batched_with_others_of_like_length():
    with tf.Graph().as_default():
        length, sequence, number = example()
        lengths, outputs = tf.contrib.training.bucket_by_sequence_length(
            length,
            {"sequence": sequence, "number": number},
            batch_size=2,
            bucket_boundaries=[3, 5],
            dynamic_pad=True,
            allow_smaller_final_batch=True,
        )
        assert outputs["sequence"].shape.as_list() == [None, None]
        given = batches([lengths, outputs["sequence"], outputs["number"]])
    assert [[array.tolist() for array in batch] for batch in given] == [
        [[1, 2], [[0, 0], [1, 1]], [0, 1]],
        [[3, 4], [[2, 2, 2, 0], [3, 3, 3, 3]], [2, 3]],
        [[5, 6], [[4, 4, 4, 4, 4, 0], [5, 5, 5, 5, 5, 5]], [4, 5]],
        [[1, 2], [[6, 0], [7, 7]], [6, 7]],
        [[3, 4], [[8, 8, 8, 0], [9, 9, 9, 9]], [8, 9]],
        [[5, 6], [[10, 10, 10, 10, 10, 0], [11, 11, 11, 11, 11, 11]], [10, 11]],
    ]


def test_each_bucket_may_have_its_own_batch_size_and_leftovers_are_dropped():
    with tf.Graph().as_default():
        length, _, number = example(9)
        lengths, (numbers,) = tf.contrib.training.bucket_by_sequence_length(
            length, [number], batch_size=[3, 1], bucket_boundaries=[5], num_threads=2
        )
        given = batches([lengths, numbers])
    sizes = sorted(len(numbers) for _, numbers in given)
    assert sizes == [1, 1, 3, 3]
    assert all((lengths < 5).all() == (len(lengths) == 3) for lengths, _ in given)


def test_examples_go_to_the_bucket_they_name_unless_left_out():
    with tf.Graph().as_default():
        _, _, number = example()
        which, numbers = tf.contrib.training.bucket(
            [number],
            number % 2,
            batch_size=2,
            num_buckets=2,
            keep_input=number < 7,
            allow_smaller_final_batch=True,
        )
        given = batches([which, numbers])
    assert [(which, numbers.tolist()) for which, numbers in given] == [
        (0, [0, 2]),
        (1, [1, 3]),
        (0, [4, 6]),
        (1, [5]),
    ]


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"bucket_boundaries": 3}, TypeError, "must be a list or tuple"),
        ({"bucket_boundaries": []}, ValueError, "must not be empty"),
        ({"bucket_boundaries": [5, 3]}, ValueError, "but saw: 5 before 3"),
        ({"batch_size": [2, 2, 2]}, ValueError, "batch_size is a list it must have num_buckets"),
        ({"dynamic_pad": False}, ValueError, "All shapes must be fully defined"),
    ],
)
def test_buckets_that_cannot_be_are_refused(options, error, message):
    options = {"batch_size": 2, "bucket_boundaries": [4], "dynamic_pad": True, **options}
    with tf.Graph().as_default():
        length, sequence, _ = example()
        with pytest.raises(error, match=message):
            tf.contrib.training.bucket_by_sequence_length(length, [sequence], **options)


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
