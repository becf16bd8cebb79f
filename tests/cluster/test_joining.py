"""Who may join a cluster's run, and the line that its leader and a process refused both say."""

import socket
import threading
from pathlib import Path

import pytest

from tf1rnn import UserError
from tf1rnn.cluster import launching, listening, seats
from tf1rnn.cluster.addresses import Cluster
from tf1rnn.cluster.arguments import Arguments
from tf1rnn.cluster.leader import Leader
from tf1rnn.cluster.member import Member

TYPED = ["--workers", "2", "--ps=1", "--n-neurons", "9", "--resume", "--runs-dir", "my runs"]
ARGUMENTS = Arguments("launch", "mnist", TYPED, ["--workers", "--ps"], ["--device=cpu"])


def said_by(cluster, role, given=None, tensorflow="2.21.0"):
    mine = Cluster(cluster.jobs, role, "a file")
    return seats.hello(mine, "mnist", given or {}, {"tensorflow": tensorflow, "tf1rnn": "1"})


def leader_of(cluster, patience):
    server = {"device": "cpu", "threads": 1, "exposed": False}
    local = launching.LocalMembers(cluster, [], [])
    hello = said_by(cluster, cluster.leader, {"batch_size": 50})
    return Leader(cluster, hello, ARGUMENTS, patience, local, **server)


def ends(process):
    with pytest.raises(UserError) as refused:
        process()
    assert "\n" not in str(refused.value)
    return str(refused.value)


def both_end(cluster, hello, patience=30.0):
    """The lines that a worker and its leader end with."""
    lines = []
    member = Member(Cluster(cluster.jobs, ("worker", 0), "a file"), hello, patience, exposed=False)
    other = threading.Thread(target=lambda: lines.append(ends(member.serve)))
    other.start()
    lines.append(ends(leader_of(cluster, patience).lead))
    other.join()
    return lines


@pytest.mark.parametrize(
    ("given", "tensorflow", "said"),
    [
        ({"batch_size": 50}, "2.15.0", "has tensorflow 2.15.0, and the leader 2.21.0"),
        ({"batch_size": 60}, "2.21.0", "was given --batch-size 60, and the leader was given 50"),
        ({}, "2.21.0", "was not given --batch-size, and the leader was given 50"),
    ],
)
def test_a_worker_that_differs_ends_and_so_does_its_leader(given, tensorflow, said):
    cluster = launching.loopback_cluster(1, 0)
    first, second = both_end(cluster, said_by(cluster, ("worker", 0), given, tensorflow))
    assert first == second
    assert first.startswith(f"worker 0 ({cluster.address(('worker', 0))}) {said}")


def test_a_worker_whose_address_is_in_use_tells_its_leader(monkeypatch):
    monkeypatch.setattr(listening, "_FREED", 0.1)
    cluster = launching.loopback_cluster(1, 0)
    with socket.create_server(("127.0.0.1", int(cluster.address(("worker", 0))[10:]))):
        first, second = both_end(cluster, said_by(cluster, ("worker", 0), {"batch_size": 50}))
    assert first == second
    assert "cannot listen there: Address already in use" in first


def test_a_worker_of_another_cluster_is_refused():
    cluster = launching.loopback_cluster(1, 0)
    others = {**said_by(cluster, ("worker", 0), {"batch_size": 50}), "address": "127.0.0.1:9"}
    assert "calls itself 127.0.0.1:9; give all the same cluster" in both_end(cluster, others)[0]
    unknown = both_end(cluster, {**others, "role": ["worker", 7]})[0]
    assert "says that it is ['worker', 7], and the cluster has the chief, worker 0" in unknown


def test_a_second_chief_is_refused_while_the_first_one_says_whom_it_waits_for(monkeypatch):
    monkeypatch.setattr(listening, "_FREED", 0.1)
    cluster = launching.loopback_cluster(1, 0)
    with socket.create_server(cluster.control):
        assert "another leader may have it" in ends(leader_of(cluster, 9.0).lead)
    gone = f"worker 0 ({cluster.address(('worker', 0))}) is not there after 0.1 s"
    assert gone in ends(leader_of(cluster, 0.1).lead)


def test_a_member_gives_up_a_leader_that_is_paused_after_its_patience(monkeypatch, capsys):
    for module in ("tf1rnn.cluster.member", "tf1rnn.cluster.channel"):
        monkeypatch.setattr(f"{module}.SILENCE", 0.3)
    monkeypatch.setattr("tf1rnn.cluster.member.REMIND", 0.5)
    cluster = launching.loopback_cluster(1, 0)
    member = Cluster(cluster.jobs, ("worker", 0), "a file")
    with socket.create_server(cluster.control):  # takes calls, as the system does for it
        line = ends(Member(member, said_by(cluster, member.role), 1.5, exposed=False).serve)
    assert "has not answered" in line
    assert "it is silent" in line
    assert "worker 0 waits for the chief at 127.0.0.1:" in capsys.readouterr().err


def test_what_is_typed_to_go_on_is_what_was_typed():
    go_on = ["launch", "mnist", "--workers", "2", "--ps=1", "--n-neurons", "9"]
    assert ARGUMENTS.to_go_on == [*go_on, "--runs-dir", "my runs"]
    assert ARGUMENTS.to_lead(None)[2:] == ["--n-neurons", "9", *TYPED[5:]]
    resumed = ARGUMENTS.to_lead(Path("my runs/mnist/a"))
    assert resumed == ["run", "mnist", "--resume", "a", "--runs-dir", "my runs", "--device=cpu"]
