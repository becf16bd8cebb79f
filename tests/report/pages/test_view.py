"""The live page: the network answers to what the reader makes up, and to nobody else."""

import base64
import http.client
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest

from tf1rnn import UserError, run_task
from tf1rnn.inside import open_inside
from tf1rnn.registry import discovery
from tf1rnn.report.pages.serving import Live, looking

CHECKOUT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def series_run(tmp_path_factory):
    """The folder of a run of time_series."""
    task = discovery.discover().get("time_series")(n_iterations=1, n_neurons=10)
    return run_task(task, tmp_path_factory.mktemp("view") / "runs", echo=False).folder


@pytest.fixture(scope="module")
def network(series_run):
    task = discovery.discover().get("time_series")
    with open_inside(task, series_run.parent.parent, series_run.name) as network:
        yield network


@pytest.fixture(scope="module")
def served(series_run):
    """The process of `view` and its address."""
    process = subprocess.Popen(
        [sys.executable, "-u", CHECKOUT / "main.py", "view", series_run],
        cwd=series_run.parent.parent.parent,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        address, hint = process.stdout.readline(), process.stdout.readline()
        assert "Ctrl-C ends it" in hint, process.stderr.read()
        yield process, urlsplit(address.strip())
    finally:
        process.kill()
        process.communicate()


def asked(address, path="", data=None, **headers):
    """The status, the headers and the text that the server answers."""
    connection = http.client.HTTPConnection("127.0.0.1", address.port, timeout=30)
    method, url = ("GET" if data is None else "POST"), f"{address.path}{path}"
    headers = {"Host": address.netloc} | {n.title(): value for n, value in headers.items()}
    connection.request(method, url, body=data, headers=headers)
    answer = connection.getresponse()
    with answer:
        return answer.status, answer.headers, answer.read()


def test_the_server_listens_on_the_loopback_address_alone():
    live = Live({}, lambda asked: None)
    live.bind(0)
    with live.socket:
        assert live.socket.getsockname() == ("127.0.0.1", live.port)
        assert urlsplit(live.address).port == live.port
        with pytest.raises(UserError, match=f"--port {live.port}: .*; choose another"):
            Live({}, lambda asked: None).bind(live.port)


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1", "127.0.0.1:1", "localhost.example"])
def test_another_host_is_forbidden(served, host):
    _, address = served
    assert asked(address, host=host)[0] == 403
    assert asked(address, "look", b"{}", host=host)[0] == 403


def test_another_token_or_origin_is_forbidden(served):
    _, address = served
    for path in ("/", "/wrong/", "/wrong/look", address.path[:-2] + "/", "/assets/style.css"):
        assert asked(address._replace(path=path))[0] in (403, 405)
        assert asked(address._replace(path=path), data=b"{}")[0] in (403, 405)
    assert asked(address._replace(path="/wrong/"))[0] == 403
    assert asked(address._replace(path="/wrong/look"), data=b'{"instance": "test"}')[0] == 403
    assert asked(address, "look", b'{"instance": "test"}', origin="http://example.org")[0] == 403


def test_no_file_outside_of_the_page_is_served(served, series_run):
    _, address = served
    status, headers, page = asked(address)
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert b"time_series" in page
    for path in ("params.json", "../params.json", f"..{series_run}/params.json", "%2e%2e/%2e%2e/x"):
        assert asked(address, path)[0] in (403, 404)


def test_the_network_answers_to_an_array(served, network):
    _, address = served
    window = network.series[7 : 7 + network.input_shape[0]]
    question = json.dumps({"array": window.tolist()}).encode()
    status, _, answer = asked(address, "look", question)
    assert status == 200
    scores = json.loads(answer)["parts"][0]["scores"]
    ours = np.frombuffer(base64.b64decode(scores["f32"]), "<f4").reshape(scores["shape"])
    np.testing.assert_allclose(ours, network.look_at(window).parts[0].scores, atol=1e-6)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ([], "must be a JSON object"),
        ({"instance": "../x"}, "cannot look at that"),
        ({"text": "I drink milk."}, "cannot look at that"),
        ({"array": [[1.0]]}, "takes finite numbers in the shape [20, 1]"),
        ({"array": [[float("nan")]] * 20}, "takes finite numbers"),
        ({"array": [["a"]] * 20}, "not one of numbers"),
        ({"array": [[1], [1, 2]]}, "not one of numbers"),
    ],
)
def test_a_question_that_the_network_cannot_take_is_refused(network, question, said):
    with pytest.raises(UserError, match=re.escape(said)):
        looking(network)(question)


def test_too_long_or_broken_questions_are_refused(served):
    _, address = served
    assert asked(address, "look", b"{")[0] == 400
    assert asked(address, "look", b"[" * 100_000)[0] == 400
    assert asked(address, "look", b" " * 1_100_000)[0] == 400
    assert asked(address, "look", b'{"instance": "test"}')[0] == 200


def test_dragging_the_window_shows_what_the_network_predicts(served, browser, network):
    _, address = served
    browser.open(address.geturl())
    before = browser.find("output[data-label=output]").text
    browser.run(
        "const slider = document.querySelector('.window-box input');"
        "slider.value = 50; slider.dispatchEvent(new Event('input'))"
    )
    walk = network.look_at(network.series[50:70])
    said = browser.soon("output[data-label=output]", lambda text: text != before)
    assert float(said) == pytest.approx(walk.parts[0].scores[0, 0], rel=1e-5)
    assert not browser.find_all(".ways input")[1].is_enabled()
    assert browser.problems() == []


def test_ctrl_c_ends_the_server(served):
    process, address = served
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (0, "", "")
    with pytest.raises(ConnectionRefusedError):
        asked(address)
