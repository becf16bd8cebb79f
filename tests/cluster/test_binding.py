"""A server answers on the address that it was given and on no other one of its machine."""

import socket
import sys

import pytest

from tf1rnn.runs.binding import answer_only_on

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="a filter of Linux's kernel")


@pytest.fixture
def everywhere():
    """A socket that listens on every address, as TensorFlow's servers do, and its port."""
    with socket.create_server(("", 0), family=socket.AF_INET6, dualstack_ipv6=True) as listening:
        yield listening.getsockname()[1]


def answers(host, port):
    try:
        socket.create_connection((host, port), timeout=0.5).close()
    except TimeoutError:
        return False
    return True


@LINUX
def test_only_the_given_address_answers(everywhere):
    assert answers("127.0.0.1", everywhere)
    assert answers("127.0.0.2", everywhere)
    answer_only_on("127.0.0.1", everywhere)
    assert answers("127.0.0.1", everywhere)
    assert not answers("127.0.0.2", everywhere)
    assert not answers("::1", everywhere)


@LINUX
def test_an_address_of_ipv6_answers_alone_too(everywhere):
    answer_only_on("::1", everywhere)
    assert answers("::1", everywhere)
    assert not answers("127.0.0.1", everywhere)


@LINUX
def test_a_port_that_nothing_listens_on_is_an_error(everywhere):
    with pytest.raises(OSError, match="nothing listens on port 1"):
        answer_only_on("127.0.0.1", 1)
