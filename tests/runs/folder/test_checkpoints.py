"""Checkpoints are whole or absent, verified, and the newest two stay on the disk."""

import json

import numpy as np
import pytest

from tf1rnn.runs.folder.checkpoints import Checkpoints
from tf1rnn.runs.loops import random_state


def state(step, **changes):
    return {"place": None, "finished": step, "output": 0, "rows": 0, **changes}


def writer(text):
    return lambda folder: (folder / "model").write_text(text)


@pytest.fixture
def checkpoints(tmp_path):
    return Checkpoints(tmp_path / "checkpoints")


def test_the_newest_comes_back_with_its_state(checkpoints):
    checkpoints.save(writer("one"), state(1))
    checkpoints.save(writer("two"), state(2))
    path, saved = checkpoints.newest()
    assert (path / "model").read_text() == "two"
    assert saved == state(2)


def test_arrays_in_a_state_come_back_as_they_were(checkpoints):
    arrays = {
        "order": np.array([2, 0, 1], np.int32),
        "nested": [{"mean": np.float64([0.1, np.nan])}],
    }
    path = checkpoints.save(writer("one"), state(1, **arrays))
    (order, mean), found = (arrays["order"], arrays["nested"][0]["mean"]), checkpoints.newest()[1]
    np.testing.assert_array_equal(found["order"], order)
    assert found["order"].dtype == np.int32
    np.testing.assert_array_equal(found["nested"][0]["mean"], mean)
    assert (path / "arrays.npz").exists()


@pytest.mark.parametrize("value", [np.array([print]), {1, 2}, np.int64(3)])
def test_a_state_that_would_have_to_be_pickled_is_refused(checkpoints, value):
    with pytest.raises(TypeError, match="a state holds JSON values and arrays of numbers"):
        checkpoints.save(writer("one"), state(1, value=value))
    assert checkpoints.newest() is None


def test_the_newest_two_stay_on_the_disk(checkpoints):
    for step in range(5):
        checkpoints.save(writer("x"), state(step))
    states = [
        json.loads(p.read_text())["finished"] for p in checkpoints.folder.glob("*/state.json")
    ]
    assert sorted(states) == [3, 4]


def test_without_a_checkpoint_the_newest_is_none(checkpoints):
    assert checkpoints.newest() is None


def test_a_save_that_fails_leaves_the_earlier_checkpoints_and_nothing_else(checkpoints):
    checkpoints.save(writer("one"), state(1))

    def fail(folder):
        (folder / "model").write_text("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        checkpoints.save(fail, state(2))
    assert [path.name for path in checkpoints.folder.iterdir()] == ["000001"]
    assert checkpoints.newest()[1] == state(1)


@pytest.mark.parametrize("name", ["model", "state.json", "sha256.json"])
def test_a_changed_byte_is_noticed_and_the_checkpoint_before_is_used(checkpoints, name):
    checkpoints.save(writer("one"), state(1))
    newest = checkpoints.save(writer("two"), state(2))
    whole = (newest / name).read_bytes()
    for position in range(len(whole)):
        damaged = bytearray(whole)
        damaged[position] ^= 0x10
        (newest / name).write_bytes(damaged)
        assert checkpoints.newest()[1] == state(1)
        assert checkpoints.damaged == [newest]
        (newest / name).write_bytes(whole[:position])
        assert checkpoints.newest()[1] == state(1)
    (newest / name).unlink()
    assert checkpoints.newest()[1] == state(1)
    (newest / name).write_bytes(whole)
    assert checkpoints.newest()[1] == state(2)


def test_a_file_that_does_not_belong_is_noticed(checkpoints):
    checkpoints.save(writer("one"), state(1))
    newest = checkpoints.save(writer("two"), state(2))
    (newest / "more").write_text("")
    assert checkpoints.newest()[1] == state(1)


PLACE = json.loads(
    json.dumps(
        {"loop": 0, "step": 3, "random": random_state(), "kept": {}},
        default=lambda array: array.tolist(),
    )
)


@pytest.mark.parametrize(
    "changes",
    [
        {"place": 3},
        {"place": []},
        {"place": [{}]},
        {"place": [{**PLACE, "step": -1}]},
        {"place": [{**PLACE, "loop": "0"}]},
        {"place": [{**PLACE, "random": [[3, [1], None], ["MT19937", [], 0, 0, 0.0]]}]},
        {"place": [{**PLACE, "random": [PLACE["random"][0], ["MT19937", [2**40] * 624, 0, 0, 0]]}]},
        {"place": [{**PLACE, "kept": []}]},
        {"output": -1},
        {"rows": "many"},
        {"finished": None},
    ],
)
def test_a_state_that_no_run_writes_is_refused_even_if_its_checksum_fits(checkpoints, changes):
    checkpoints.save(writer("one"), state(1, place=[PLACE]))
    checkpoints.save(writer("two"), state(2, **changes))
    assert checkpoints.newest()[1] == state(1, place=[PLACE])
