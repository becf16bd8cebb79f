"""The exceptions that carry a message for the user."""


def in_one_line(error: Exception) -> list[str]:
    """The lines in which a notebook shows an error that says all in its message."""
    return [f"{type(error).__name__}: {error}"]


class UserError(Exception):
    """An error that the user can fix: one clear line on stderr, and exit code 2."""

    _render_traceback_ = in_one_line  # IPython asks for it instead of showing a traceback


class MissingData(UserError):
    """The data of a task are not on this machine and cannot be downloaded."""


class Absent(Exception):
    """A name that TensorFlow 1 had and that is not available; the message says what it was."""


class AbsentName(Absent, AttributeError):
    """What asking a module for an absent name raises."""


class AbsentImport(Absent, ImportError):
    """What importing an absent name raises."""


class AbsentModule(AbsentImport, ModuleNotFoundError):
    """What importing an absent module raises."""
