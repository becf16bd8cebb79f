"""The command line of tf1rnn: `python main.py list` shows what there is to run."""

from tf1rnn.cli import main

if __name__ == "__main__":
    main()
