"""What --device means, and the session configuration it gives."""

import pytest

from tf1rnn import UserError, tf
from tf1rnn.runs import devices


@pytest.mark.parametrize("device", ["auto", "cpu", "gpu", "gpu:0", "gpu:12", "gpu:0,1"])
def test_auto_cpu_and_numbered_gpus_are_devices(device):
    assert devices.check_device(device) == device


@pytest.mark.parametrize(
    "device", ["", "GPU", "gpu:", "gpu:-1", "tpu", "gpu:1 ", "gpu:0,", "gpu:0 1"]
)
def test_anything_else_is_refused_naming_the_option(device):
    with pytest.raises(UserError, match="--device: .* is not a device: use auto, cpu, gpu"):
        devices.check_device(device)


def test_auto_takes_a_gpu_if_there_is_one_and_else_the_cpu():
    n_gpus = len(tf.config.list_physical_devices("GPU"))
    assert devices.resolve_device("auto") == ("gpu:0" if n_gpus else "cpu")


def test_a_missing_gpu_is_refused_with_a_list_of_the_devices():
    with pytest.raises(
        UserError, match="--device gpu:0,99: TensorFlow sees no such GPU, only CPU:0"
    ):
        devices.resolve_device("gpu:0,99")


def test_a_session_numbers_its_gpus_from_0():
    assert devices.several("gpu:2,5") == ["/gpu:0", "/gpu:1"]
    assert devices.several("gpu:2") == devices.several("cpu") == []
    assert devices.session_config("gpu:2,5").gpu_options.visible_device_list == "2,5"


def test_a_run_on_the_cpu_sees_no_gpu():
    assert devices.session_config("cpu").device_count["GPU"] == 0


def test_a_run_on_a_gpu_sees_only_that_one_takes_memory_as_needed_and_multiplies_in_float32():
    before = tf.config.experimental.tensor_float_32_execution_enabled()
    try:
        config = devices.session_config("gpu:1")
        assert config.gpu_options.visible_device_list == "1"
        assert config.gpu_options.allow_growth
        assert not tf.config.experimental.tensor_float_32_execution_enabled()
    finally:
        tf.config.experimental.enable_tensor_float_32_execution(before)
