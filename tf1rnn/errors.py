"""The one exception that carries a message for the user."""


class UserError(Exception):
    """An error its user can mend: one clear line, shown on stderr with exit code 2."""
