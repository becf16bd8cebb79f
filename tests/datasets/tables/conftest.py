"""What tests of tables share."""

import pytest


@pytest.fixture
def file(tmp_path):
    """Writes a file: file(content, name)."""

    def write(content, name="my series.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write
