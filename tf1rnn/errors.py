"""The exceptions that carry a message for the user."""


class UserError(Exception):
    """An error its user can mend: one clear line, shown on stderr with exit code 2."""


class MissingData(UserError):
    """Data that a task needs are not on this machine and cannot be downloaded."""


class Absent(Exception):
    """A name that TensorFlow 1 had and that is not provided; the message says what it was."""


class AbsentName(Absent, AttributeError):
    """What asking a module for an absent name raises."""


class AbsentImport(Absent, ImportError):
    """What importing an absent name raises."""


class AbsentModule(AbsentImport, ModuleNotFoundError):
    """What importing an absent module raises."""
