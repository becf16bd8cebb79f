"""The files that docs/cluster.md shows, and the TF_CONFIG that Kubeflow's operator makes of one."""

import json
import re
from pathlib import Path

import yaml

CHECKOUT = Path(__file__).resolve().parents[2]
NAMES = {"json": ["cluster.json"], "sh": ["train.sh", "train.sbatch"], "yaml": ["tfjob.yaml"]}
TFJOB_PORT = 2222  # of a container that names none


def files():
    """The text of each file that the page shows."""
    page, found = (CHECKOUT / "docs" / "cluster.md").read_text(encoding="utf-8"), {}
    for language, names in NAMES.items():
        blocks = re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
        found |= zip(names, blocks, strict=True)
    return found


def of_tfjob(text):
    """A manifest's container command, and the TF_CONFIG of each of its replicas."""
    job = yaml.safe_load(text)
    name, specs = job["metadata"]["name"], job["spec"]["tfReplicaSpecs"]
    jobs = {
        kind.lower(): [
            f"{name}-{kind.lower()}-{i}.default.svc:{TFJOB_PORT}" for i in range(spec["replicas"])
        ]
        for kind, spec in specs.items()
    }
    (container,) = specs["Worker"]["template"]["spec"]["containers"]
    return container["command"], [
        json.dumps({"cluster": jobs, "task": {"type": kind, "index": i}, "environment": "cloud"})
        for kind, addresses in jobs.items()
        for i in range(len(addresses))
    ]
