"""What the phrasebook's tests share."""

import pytest

from tf1rnn.datasets import phrasebook


@pytest.fixture(scope="session")
def every_pair():
    return list(phrasebook.all_pairs())
