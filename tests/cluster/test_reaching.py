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
        tried = reaching.Reaching([starts, cut], told.put)
        assert told.get(timeout=20) == [cut]
        tried.end()


def test_a_cut_that_lasts_longer_than_patience_ends_the_run(monkeypatch):
    monkeypatch.setattr(reaching, "EVERY", 0)
    cut = reaching.Cut()
    line = cut.told("worker 1", ["a:1", "b:2"], 60, "start it")
    assert line == "worker 1 cannot reach a:1 and b:2; waiting, 60 s at most"
    cut.told("worker 1", ["a:1"], 0, "start it")  # after a pause in which it was joined
    monkeypatch.setattr(reaching, "EVERY", 10)
    with pytest.raises(UserError, match="cannot reach a:1, for 0 s now; start it"):
        cut.told("worker 1", ["a:1"], 0, "start it")
