"""Servers of TensorFlow's in this very process, which a run can be led on."""

import json
from dataclasses import asdict

import pytest

from tf1rnn import tf
from tf1rnn.cluster.launching import loopback_cluster
from tf1rnn.runs import servers


@pytest.fixture
def on_servers(monkeypatch):
    """Lead the runs that follow on so many workers and ps: on_servers(2, 1)."""

    def lead(n_workers, n_ps):
        cluster = loopback_cluster(n_workers, n_ps)
        jobs = {
            job: {str(i): address for i, address in enumerate(addresses)}
            for job, addresses in cluster.jobs.items()
            if addresses
        }
        kept = [
            tf.train.Server(cluster.jobs, job, index)
            for job, index in cluster.roles
            if job != "chief"
        ]
        devices = tuple(f"/job:worker/task:{i}/device:CPU:0" for i in range(n_workers))
        leader = servers.Servers(jobs, "chief", 0, devices=devices)
        monkeypatch.setenv(servers.ENVIRONMENT, json.dumps(asdict(leader)))
        monkeypatch.setattr(servers, "_server", [])
        return kept

    return lead
