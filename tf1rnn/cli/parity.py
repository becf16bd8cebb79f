"""`parity`: our numbers beside those of genuine TensorFlow 1.15."""


def parity() -> int:
    """Set our numbers beside genuine TensorFlow 1.15's."""
    from tf1rnn.tf1.parity import table  # which --help need not load

    return table.main()
