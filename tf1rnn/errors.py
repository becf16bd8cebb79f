"""The exceptions that carry a message for the user."""


class UserError(Exception):
    """An error that the user can fix: one clear line on stderr, and exit code 2."""


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
