"""Which processes make a cluster, and the one line that says what is wrong with it."""

import json

import pytest

from tf1rnn import UserError
from tf1rnn.cluster import addresses

GOOD = {"chief": ["127.0.0.1:4001"], "worker": ["127.0.0.1:4002", "127.0.0.1:4003"]}


def read(tmp_path, given, role="chief"):
    file = tmp_path / "cluster.json"
    file.write_text(given if isinstance(given, str) else json.dumps(given))
    return addresses.here(file, role)


def test_a_file_a_role_and_the_port_below_the_leaders_for_calls(tmp_path):
    cluster = read(tmp_path, GOOD, "worker:1")
    assert cluster.role == ("worker", 1)
    assert cluster.leader == ("chief", 0)
    assert cluster.control == ("127.0.0.1", 4000)
    assert read(tmp_path, {"worker": GOOD["worker"]}, "worker:0").leader == ("worker", 0)


def test_tf_config_says_both(monkeypatch):
    config = {"cluster": GOOD, "task": {"type": "worker", "index": 0}}
    monkeypatch.setenv("TF_CONFIG", json.dumps(config))
    assert addresses.here(None, None).role == ("worker", 0)
    monkeypatch.setenv("TF_CONFIG", json.dumps({"task": config["task"]}))
    assert addresses.here(None, None) is None


def test_slurms_variables_are_read_by_tensorflows_resolver(monkeypatch):
    variables = {
        **{"SLURM_PROCID": "2", "SLURM_STEP_NUM_TASKS": "3"},
        **{"SLURM_STEP_NODELIST": "node[1-2]", "SLURM_STEP_TASKS_PER_NODE": "2,1"},
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    cluster = addresses.here(None, None)
    assert cluster.jobs["worker"] == ["node1:8888", "node1:8889", "node2:8888"]
    assert cluster.role == ("worker", 2)
    assert cluster.control == ("node1", 8887)


@pytest.mark.parametrize(
    ("given", "role", "said"),
    [
        ("{", "chief", "cannot be read"),
        ([], "chief", "no JSON object"),
        (GOOD, None, "add --role chief"),
        (GOOD, "worker:2", "it has chief:0, worker:0, worker:1"),
        ({"chief": ["a:4001"]}, "chief", "names no worker"),
        ({**GOOD, "chief": ["a:4001", "b:4001"]}, "chief", "2 chiefs"),
        ({**GOOD, "ps": ["127.0.0.1:4002"]}, "chief", "is there twice"),
        ({**GOOD, "server": []}, "chief", "'server' is no role"),
        ({**GOOD, "ps": ["host"]}, "chief", "no address HOST:PORT"),
    ],
)
def test_a_file_that_makes_no_cluster_is_refused_in_one_line(given, role, said, tmp_path):
    with pytest.raises(UserError, match=said) as refused:
        read(tmp_path, given, role)
    assert "\n" not in str(refused.value)


def test_servers_beyond_this_machine_need_to_be_allowed(tmp_path):
    cluster = read(tmp_path, {"chief": ["192.0.2.1:4001"], "worker": ["127.0.0.1:4002"]})
    with pytest.raises(UserError, match="no passwords and no encryption. Add --insecure-network"):
        addresses.check_exposure(cluster, insecure_network=False)
    addresses.check_exposure(cluster, insecure_network=True)
    addresses.check_exposure(read(tmp_path, GOOD), insecure_network=False)


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["launch", "basic_rnn"], "does not split its batches"),
        (["launch", "mnist", "--replicas", 1], "leaves nothing to split"),
        (["run", "mnist", "--role", "chief"], "name its file with --cluster"),
    ],
)
def test_what_cannot_be_led_is_refused_at_once(argv, said, command):
    result = command(*argv)
    assert result.code == 2
    assert said in result.err
    assert result.err.count("\n") == 1
