"""What of a user's own data is held out, to test with."""

import hashlib


def in_test(name: str, share: int = 5) -> bool:
    """Whether a name or a text is among the one in `share` to test with, the same in every run."""
    return hashlib.sha256(name.encode()).digest()[0] % share == 0
