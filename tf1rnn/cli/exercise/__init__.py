"""`exercise` and its commands: what each does, what it shows, and the report on a class."""
