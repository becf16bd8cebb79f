"""Says in one line how to install a package that pages are made with, where it is missing."""

import contextlib
from collections.abc import Iterator

from tf1rnn.errors import UserError

PACKAGES = ("jinja2", "markupsafe", "pygments", "starlette", "uvicorn")


@contextlib.contextmanager
def needed() -> Iterator[None]:
    """Raise UserError if one of the packages is imported inside and is not there."""
    try:
        yield
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package not in PACKAGES:
            raise
        raise UserError(
            f"pages need {package}, which is not installed; install it with: pip install {package}"
        ) from error
