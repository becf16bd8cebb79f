"""The command line of tf1rnn: `python main.py list` shows what there is to run."""

import signal

signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C cannot lose anything yet

from tf1rnn.cli import main  # noqa: E402

if __name__ == "__main__":
    main()
