"""A link that is cut between two members alone is noticed and told."""

import queue
import socket
import sys

import pytest

from tf1rnn import UserError
from tf1rnn.cluster import reaching
from tf1rnn.runs.binding import answer_only_on


@pytest.mark.skipif(sys.platform != "linux", reason="a filter of Linux's kernel cuts the link")
def test_who_is_cut_off_is_told_and_not_who_is_starting(monkeypatch):
    monkeypatch.setattr(reaching, "EVERY", 0.05)
    monkeypatch.setattr(reaching, "_LIMIT", 0.3)
    told = queue.SimpleQueue()
    with socket.socket() as starting, socket.create_server(("127.0.0.1", 0)) as silent:
        starting.bind(("127.0.0.1", 0))
        answer_only_on("127.0.0.9", silent.getsockname()[1])
        starts, cut = (f"127.0.0.1:{each.getsockname()[1]}" for each in (starting, silent))
        reaching.Reaching().watch([starts, cut], told.put)
        assert told.get(timeout=20) == [cut]


def test_a_cut_that_lasts_longer_than_patience_ends_the_run(monkeypatch):
    cut = reaching.Cut()
    assert not cut.is_recent
    line = cut.told("worker 1", ["a:1", "b:2"], 60, "start it")
    assert line == "worker 1 cannot reach a:1 and b:2; waiting, 60 s at most"
    assert cut.is_recent
    with pytest.raises(UserError, match="cannot reach a:1, for 0 s now; start it"):
        cut.told("worker 1", ["a:1"], 0, "start it")
    monkeypatch.setattr(reaching, "_RECENT", 0)  # it was joined in between
    assert "waiting" in cut.told("worker 1", ["a:1"], 0, "start it")
