"""The command line: a file for each command, named for it; app.py puts them together."""


def main() -> None:
    """Run the command line; an installed `tf1rnn` command starts here."""
    from tf1rnn.cli import app  # which imports the other files of this package

    app.main()
