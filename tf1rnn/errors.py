"""The exceptions that carry a message for the user."""


class UserError(Exception):
    """An error its user can mend: one clear line, shown on stderr with exit code 2."""


class MissingData(UserError):
    """Data that a task needs are not on this machine and cannot be downloaded."""
