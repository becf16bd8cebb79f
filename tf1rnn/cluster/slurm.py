"""A cluster from SLURM's variables, which TensorFlow's own resolver reads."""

import os
from typing import Any

from tf1rnn.tf1 import tf

PORT = 8888  # of a machine's first task; its other tasks have the next ones


def cluster() -> dict[str, Any]:
    """The tasks of this job step as workers, the first of which leads, and which of them we are."""
    tasks = int(os.environ["SLURM_STEP_NUM_TASKS"])
    resolver = tf.distribute.cluster_resolver.SlurmClusterResolver(
        {"worker": tasks}, port_base=PORT, gpus_per_node=tasks, gpus_per_task=1, auto_set_gpu=False
    )
    jobs = resolver.cluster_spec().as_dict()
    job, index = resolver.get_task_info()
    return {"cluster": jobs, "task": {"type": job, "index": index}}
