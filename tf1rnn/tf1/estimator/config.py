"""tf.estimator.RunConfig: how an estimator runs."""

import copy

from tf1rnn.tf1 import tf

_UNSET = object()
_SAVE_SECS = 600  # TensorFlow 1.15 saved every ten minutes by default
_FIELDS = {
    "model_dir": None,
    "tf_random_seed": None,
    "save_summary_steps": 100,
    "save_checkpoints_steps": _UNSET,
    "save_checkpoints_secs": _UNSET,
    "session_config": None,
    "keep_checkpoint_max": 5,
    "keep_checkpoint_every_n_hours": 10000,
    "log_step_count_steps": 100,
    "train_distribute": None,
    "device_fn": None,
    "protocol": None,
    "eval_distribute": None,
    "experimental_distribute": None,
    "experimental_max_worker_delay_secs": None,
    "session_creation_timeout_secs": 7200,
}


class RunConfig:
    """Where an estimator saves its model, how often, its seed and its session's options.

    Give `save_checkpoints_steps` or `save_checkpoints_secs`; the default is 600 seconds. Raises
    ValueError for both, TypeError for a name that is not a field.
    """

    is_chief = True
    task_type = "worker"
    task_id = global_id_in_cluster = 0
    num_worker_replicas = 1
    num_ps_replicas = 0
    master = evaluation_master = ""
    service = None

    def __init__(self, *args, **kwargs):
        given = dict(zip(_FIELDS, args, strict=False)) | kwargs
        for name in given.keys() - _FIELDS.keys():
            raise TypeError(f"RunConfig() got an unexpected keyword argument {name!r}")
        self._set(_FIELDS | given)

    def _set(self, fields) -> None:
        steps, secs = fields["save_checkpoints_steps"], fields["save_checkpoints_secs"]
        if steps not in (_UNSET, None) and secs not in (_UNSET, None):
            raise ValueError(
                "`save_checkpoints_steps` and `save_checkpoints_secs` cannot be both set."
            )
        fields["save_checkpoints_steps"] = None if steps is _UNSET else steps
        if secs is _UNSET:
            fields["save_checkpoints_secs"] = _SAVE_SECS if steps is _UNSET else None
        for name, value in fields.items():
            setattr(self, name, value)

    @property
    def cluster_spec(self):
        """An empty ClusterSpec, since there are no other machines."""
        return tf.train.ClusterSpec({})

    def replace(self, **kwargs) -> "RunConfig":
        """A copy with other values of some fields."""
        fields = {name: getattr(self, name) for name in _FIELDS}
        if kwargs.keys() & {"save_checkpoints_steps", "save_checkpoints_secs"}:
            fields |= {"save_checkpoints_steps": None, "save_checkpoints_secs": None}
        for name in kwargs.keys() - _FIELDS.keys():
            raise ValueError(f"Replacing {name} is not supported.")
        replaced = copy.copy(self)
        replaced._set(fields | kwargs)
        return replaced
