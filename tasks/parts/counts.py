"""Counts, as of time steps, that an option takes separated by commas."""

from tf1rnn import UserError


def increasing_counts(option: str, text: str) -> list[int]:
    """Whole numbers from 1 on that are separated by commas, in increasing order.

    Raises UserError, naming the option, for anything else.
    """
    try:
        counts = sorted({int(part) for part in text.split(",")})
    except ValueError:
        counts = [0]
    if counts[0] < 1:
        raise UserError(f"{option} {text}: give whole numbers from 1 on, as in 10,50,100")
    return counts
