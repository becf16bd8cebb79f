"""`python -m tf1rnn PROGRAM [ARGS]` is `exec`: run a program written for TensorFlow 1."""

import sys

from tf1rnn.first import leave_current_folder

if __name__ == "__main__":
    leave_current_folder()
    from tf1rnn.cli import start

    sys.argv[1:1] = ["exec"]
    start()
