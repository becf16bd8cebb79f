"""The machine's matrix-product peak: float32, every core, the fastest of several sizes."""

import os
import time

from protocol import Channel, need

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
tf = need("tensorflow")

SIZES = (512, 1024, 1536, 2048)


def main():
    """Answer each number of products with the seconds that they would take at the peak."""
    channel = Channel()
    products = {}
    for n in SIZES:
        matrix = tf.random.normal([n, n])
        products[n] = tf.function(lambda matrix=matrix: tf.matmul(matrix, matrix))
        products[n]()
    channel.say(version=tf.__version__)
    while True:
        channel.next_window()
        channel.say(answer=rate(products))


def rate(products):
    """Floating point operations per second, of the best of three products of each size."""
    best = 0.0
    for n, product in products.items():
        for _ in range(3):
            started = time.perf_counter()
            product().numpy()
            best = max(best, 2 * n**3 / (time.perf_counter() - started))
    return best


if __name__ == "__main__":
    main()
