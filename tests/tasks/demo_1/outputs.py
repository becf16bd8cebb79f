"""The two networks of the lesson's Demo 1 in TensorFlow itself, as this process has set it up.

    TF_ENABLE_ONEDNN_OPTS=0 ONEDNN_MAX_CPU_ISA=AVX2 python -m tests.tasks.demo_1.outputs

computes them as on a processor without AVX-512, and prints as JSON which platforms of platforms.py
give the same bits for many weights, and how many digits the lesson's weights print. The other
settings are TF_ENABLE_ONEDNN_OPTS=1 and, for AVX-512, no ONEDNN_MAX_CPU_ISA.
"""

import importlib
import json
import zlib
from types import ModuleType

import numpy as np

from tests.tasks import recover_weights as recovery
from tests.tasks.demo_1.platforms import Tanh, x86_platforms
from tf1rnn import tf
from tf1rnn.lesson.printouts import load_printouts
from tf1rnn.registry import discovery

N_WEIGHTS = 100  # random ones to compare the platforms by
ON_CPU = tf.ConfigProto(device_count={"GPU": 0})


def lesson_weights() -> ModuleType:
    """The module of Demo 1's tasks that holds WX [3, 5] and WY [5, 5]."""
    lesson = discovery.discover().get("basic_rnn").__module__.rpartition(".")[0]
    return importlib.import_module(f"{lesson}.parts.lesson_weights")


def printed_outputs() -> list[np.ndarray]:
    """Y0 and Y1 [4, 5] as the lesson prints them."""
    printouts = load_printouts(discovery.lesson_folder() / "printouts")
    (printout,) = (p for p in printouts if p.task == "basic_rnn")
    return [np.array(block.numbers).reshape(4, 5) for block in printout.blocks]


def fused_tanh() -> Tanh:
    """The float32 tanh that follows a matrix product: oneDNN's, where TensorFlow fuses."""
    with tf.Graph().as_default():
        z = tf.placeholder(tf.float32, [None, 1])
        one, zero = tf.Variable([[1.0]]), tf.Variable([0.0])
        y = tf.tanh(tf.nn.bias_add(tf.matmul(z, one), zero))
        session = tf.Session(config=ON_CPU)
        session.run(tf.global_variables_initializer())
    return lambda x: session.run(y, {z: x.reshape(-1, 1)}).reshape(x.shape)


def checksum(tanh: Tanh) -> int:
    """What tells one float32 tanh from another."""
    return zlib.crc32(tanh(np.linspace(-9, 9, 4096, dtype=np.float32)).tobytes())


def outputs(all_weights: list[tuple[np.ndarray, np.ndarray]]) -> list[list[np.ndarray]]:
    """For each Wx and Wy: Y0 and Y1 [4, 5] by the listing of basic_rnn, then by BasicRNNCell."""
    with tf.Graph().as_default(), tf.Session(config=ON_CPU) as session:
        X0, X1 = (tf.placeholder(tf.float32, [None, 3]) for _ in range(2))
        Wx, Wy = tf.Variable(tf.zeros([3, 5])), tf.Variable(tf.zeros([5, 5]))
        b = tf.Variable(tf.zeros([1, 5]))
        Y0 = tf.tanh(tf.matmul(X0, Wx) + b)
        Y1 = tf.tanh(tf.matmul(Y0, Wy) + tf.matmul(X1, Wx) + b)
        basic_cell = tf.contrib.rnn.BasicRNNCell(num_units=5)
        output_seqs, _ = tf.contrib.rnn.static_rnn(basic_cell, [X0, X1], dtype=tf.float32)
        session.run(tf.global_variables_initializer())
        kernel, _bias = basic_cell.weights

        found = []
        for wx, wy in all_weights:
            Wx.load(wx, session)
            Wy.load(wy, session)
            kernel.load(np.concatenate([wx, wy]), session)
            feed_dict = {X0: recovery.X0, X1: recovery.X1}
            found.append(session.run([Y0, Y1, *output_seqs], feed_dict))
        return found


def main() -> None:
    lesson = lesson_weights()
    stored = np.array(lesson.WX, np.float32), np.array(lesson.WY, np.float32)
    rng = np.random.RandomState(0)
    kernels = rng.uniform(-0.6, 0.6, (N_WEIGHTS, 8, 5)).astype(np.float32)
    random = [(kernel[:3], kernel[3:]) for kernel in kernels]
    printed, *ours = outputs([stored, *random])

    tanh = fused_tanh()
    same = []
    for platform in x86_platforms(tanh):
        theirs = [platform.outputs(recovery.X0, recovery.X1, *weights) for weights in random]
        if np.array_equal(ours, theirs):
            same.append(platform.name)
    digits = recovery.count_digits(printed, *printed_outputs())
    print(json.dumps({"same": same, "digits": digits, "tanh": checksum(tanh)}))


if __name__ == "__main__":
    main()
