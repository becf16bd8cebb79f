"""tf.contrib.learn.RunConfig: how an estimator runs, on one machine."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.estimator import config as core

_DEFAULT = 0  # of save_checkpoints_secs: ten minutes, unless steps are given


class Environment:
    """Where a cluster runs."""

    CLOUD = "cloud"
    GOOGLE = "google"
    LOCAL = "local"


class TaskType:
    """What a machine of a cluster does."""

    MASTER = "master"
    PS = "ps"
    WORKER = "worker"


class RunConfig(core.RunConfig):
    """How often an estimator saves, its seed and its session's options.

    Without `tf_random_seed` each run draws other numbers. `num_cores`, `log_device_placement` and
    `gpu_memory_fraction` are kept in `tf_config`, which no session takes, as in 1.15.
    """

    environment = Environment.LOCAL
    task_type = None
    num_worker_replicas = 0

    def __init__(
        self,
        master=None,
        num_cores=0,
        log_device_placement=False,
        gpu_memory_fraction=1,
        tf_random_seed=None,
        save_summary_steps=100,
        save_checkpoints_secs=_DEFAULT,
        save_checkpoints_steps=None,
        keep_checkpoint_max=5,
        keep_checkpoint_every_n_hours=10000,
        log_step_count_steps=100,
        protocol=None,
        evaluation_master="",
        model_dir=None,
        session_config=None,
        session_creation_timeout_secs=7200,
    ):
        saving = {"save_checkpoints_steps": save_checkpoints_steps}
        if save_checkpoints_secs != _DEFAULT:
            saving["save_checkpoints_secs"] = save_checkpoints_secs
        elif save_checkpoints_steps is None:
            del saving["save_checkpoints_steps"]
        super().__init__(
            tf_random_seed=tf_random_seed,
            save_summary_steps=save_summary_steps,
            keep_checkpoint_max=keep_checkpoint_max,
            keep_checkpoint_every_n_hours=keep_checkpoint_every_n_hours,
            log_step_count_steps=log_step_count_steps,
            protocol=protocol,
            model_dir=model_dir,
            session_config=session_config,
            session_creation_timeout_secs=session_creation_timeout_secs,
            **saving,
        )
        self.master, self.evaluation_master = master or "", evaluation_master
        self.tf_config = tf.ConfigProto(
            log_device_placement=log_device_placement,
            inter_op_parallelism_threads=num_cores,
            intra_op_parallelism_threads=num_cores,
            gpu_options=tf.GPUOptions(per_process_gpu_memory_fraction=gpu_memory_fraction),
        )

    @staticmethod
    def get_task_id() -> int:
        """This machine's number, 0."""
        return 0

    def uid(self, whitelist=("model_dir",)) -> str:
        """A text that two configurations share if they are equal but for what is listed."""
        fields = sorted(self.__dict__.items())
        return ", ".join(f"{name}={value!r}" for name, value in fields if name not in whitelist)
