"""Damaged files of a run are noticed, refused in one line, or resumed from."""

import hashlib
import json
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.runs.walking import WALK
from tests.soak.soak_inputs import EDITS, MANY, damage, read_one
from tf1rnn import run_task
from tf1rnn.registry import discovery
from tf1rnn.runs.folder import folders
from tf1rnn.runs.folder.checkpoints import CHECKSUMS, Checkpoints
from tf1rnn.runs.resuming import open_run, resume_task


@pytest.fixture(scope="module")
def walk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plugins")
    (folder / "walk.py").write_text(WALK)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TF1RNN_PLUGINS", str(folder))
        return discovery.discover().get("walk")


@pytest.fixture
def run(walk, tmp_path):
    return run_task(walk(n_epochs=1, n_iterations=2), tmp_path / "runs", echo=False).folder


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@pytest.mark.parametrize("name", ["params.json", "status.json"])
def test_a_damaged_description_of_a_run_is_read_or_refused(name, run, walk):
    path = run / name
    good = path.read_bytes()

    def read(path):
        folders.task_of(path.parent, walk)
        status = folders.read_status(path.parent)
        assert status["state"] in folders.STATES
        assert all(f"{value:.6g}" for value in status["metrics"].values())

    @MANY
    @given(EDITS)
    def check(edits):
        read_one(read, path, damage(good, edits))

    @MANY
    @given(st.sampled_from(sorted(json.loads(good))), JSON)
    def check_values(key, value):
        read_one(read, path, json.dumps({**json.loads(good), key: value}).encode())

    check()
    check_values()


@pytest.mark.parametrize("name", ["state.json", "arrays.npz", CHECKSUMS, "model.index"])
def test_damage_to_a_checkpoint_is_noticed(name, run):
    checkpoints = Checkpoints(run / "checkpoints")
    newest, state = checkpoints.newest()
    good = (newest / name).read_bytes()

    @MANY
    @given(EDITS)
    def check(edits):
        damaged = damage(good, edits)
        (newest / name).write_bytes(damaged)
        found = checkpoints.newest()
        same = (
            damaged == good
            or (name == CHECKSUMS and json.loads(damaged.decode()) == json.loads(good))
            if found
            else False
        )
        assert found is None or same

    check()


@pytest.mark.parametrize("name", ["state.json", "arrays.npz", "model.index", "metrics.csv"])
def test_damage_under_a_checksum_that_fits_is_refused_or_resumed_from(name, run, walk, tmp_path):
    newest, _ = Checkpoints(run / "checkpoints").newest()
    files = {path.name: path for path in [*newest.iterdir(), run / "metrics.csv"]}
    good = files[name].read_bytes()
    checksums = json.loads(files[CHECKSUMS].read_text())

    # metrics.csv takes a session each time, 40 ms, so it gets fewer examples.
    @settings(MANY, max_examples=2000 if name != "metrics.csv" else 300)
    @given(EDITS)
    def check(edits):
        content = damage(good, edits)
        if name in checksums:
            checksums[name] = hashlib.sha256(content).hexdigest()
            files[CHECKSUMS].write_text(json.dumps(checksums))

        def read(_):
            if name == "metrics.csv":
                copy = tmp_path / "copy" / run.name
                shutil.rmtree(copy, ignore_errors=True)
                shutil.copytree(run, copy)
                resume_task(walk(n_epochs=1, n_iterations=2), copy, echo=False)
            elif name == "model.index":
                with open_run(walk, run.parent.parent, run.name):
                    pass
            else:
                Checkpoints(run / "checkpoints").newest()

        read_one(read, files[name], content)

    check()
