"""`python -m tf1rnn PROGRAM [ARGS]` is `exec`: run a program written for TensorFlow 1."""

import sys

from tf1rnn.cli import start

if __name__ == "__main__":
    sys.argv[1:1] = ["exec"]
    start()
