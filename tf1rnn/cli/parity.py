"""`parity`: our numbers beside those of genuine TensorFlow 1.15."""


def parity() -> int:
    """Show our numbers beside those of genuine TensorFlow 1.15."""
    from tf1rnn.tf1.parity import table  # which --help need not load

    return table.main()
