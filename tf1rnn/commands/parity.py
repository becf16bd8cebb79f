"""`parity`: our numbers beside those of genuine TensorFlow 1.15."""


def parity() -> None:
    """Compare seeds, initial values, outputs and losses with genuine TensorFlow 1.15's."""
    from tf1rnn import parity as suite

    suite.main()
