"""CPU or GPU: what `--device` means and the session configuration it gives."""

import re

from tf1rnn.errors import UserError
from tf1rnn.tf1 import tf


def check_device(device: str) -> str:
    """The name as given; raises UserError unless it is auto, cpu, gpu, gpu:N or gpu:N,M ..."""
    if not re.fullmatch(r"auto|cpu|gpu(:\d+(,\d+)*)?", device):
        raise UserError(
            f"--device: {device!r} is not a device: use auto, cpu, gpu, gpu:0, gpu:1 ..., or "
            "several GPUs as in gpu:0,1"
        )
    return device


def resolve_device(device: str) -> str:
    """The device that a run uses: `cpu`, `gpu:N` or, for several, `gpu:N,M`.

    `auto` takes the first GPU, or the CPU if TensorFlow sees no GPU. Raises UserError, which lists
    the devices that TensorFlow sees, if the GPU asked for is not among them.
    """
    if check_device(device) == "cpu":
        return "cpu"
    n_gpus = len(tf.config.list_physical_devices("GPU"))
    if device == "auto":
        return "gpu:0" if n_gpus else "cpu"
    numbers = dict.fromkeys(int(number) for number in (device.partition(":")[2] or "0").split(","))
    if max(numbers) >= n_gpus:
        seen = ", ".join(
            d.name.removeprefix("/physical_device:") for d in tf.config.list_physical_devices()
        )
        raise UserError(
            f"--device {device}: TensorFlow sees no such GPU, only {seen}; "
            "use --device cpu, or install for a GPU with pip install -e '.[gpu]'"
        )
    return f"gpu:{','.join(map(str, numbers))}"


def several(device: str) -> list[str]:
    """The names of a resolved device's GPUs in a session; empty unless there are several.

    A session numbers the GPUs that it sees from 0.
    """
    n_gpus = device.count(",") + 1
    return [f"/gpu:{i}" for i in range(n_gpus)] if n_gpus > 1 else []


def session_config(device: str) -> "tf.ConfigProto":
    """The session configuration for a resolved device.

    A GPU's memory is taken as the graph needs it, so that several runs can share one.
    """
    config = tf.ConfigProto(allow_soft_placement=True)
    if device == "cpu":
        config.device_count["GPU"] = 0
    else:
        config.gpu_options.visible_device_list = device.partition(":")[2]
        config.gpu_options.allow_growth = True
        # TensorFlow 1 multiplied in float32; TF32 has 10 of its 23 bits, an error of about 1e-3.
        tf.config.experimental.enable_tensor_float_32_execution(False)
    return config
