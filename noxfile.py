"""`nox`: tries tf1rnn on every Python that README names, with the oldest and the newest packages.

Needs nox and uv, and the Pythons: `pip install nox uv && nox`; `nox -s "smoke-3.12(newest)"` runs
one session. Each installs what setup.cfg allows and runs the main commands as a user would. The
test suite itself stays with one Python; `.ci/run` runs it.
"""

from pathlib import Path

import nox

PYTHONS = ("3.10", "3.11", "3.12", "3.13")
RESOLUTIONS = {"oldest": "lowest-direct", "newest": "highest"}
PROGRAM = "tests/programs/examples/bidirectional.py"
TESTS = (
    *("tests/test_conformance.py", "tests/report/test_notebooks.py"),  # every task
    *("tests/tasks/demo_1", "tests/datasets/test_drawn_digits.py"),
)

nox.options.default_venv_backend = "uv"


@nox.session(python=PYTHONS)
@nox.parametrize("dependencies", [nox.param(name, id=name) for name in RESOLUTIONS])
def smoke(session: nox.Session, dependencies: str) -> None:
    """Install, and run the main commands."""
    session.install("--resolution", RESOLUTIONS[dependencies], "-e", ".[test]")
    session.run("uv", "pip", "list", external=True)
    folder = Path(session.create_tmp())
    runs = ("--runs-dir", str(folder / "runs"))

    def main(*argv: str) -> None:
        session.run("python", "main.py", *argv)

    main("list")
    main("show", "static_rnn")
    main("run", "basic_rnn", *runs)
    main("compare", "basic_rnn", "dynamic_rnn", "variable_length")
    main("demo", "2", "--quick", "--data", "drawn", *runs)
    main("runs", *runs)
    main("doctor", PROGRAM)
    main("exec", PROGRAM)
    plugin = Path("plugins", "smoke_test.py")
    try:
        main("new", plugin.stem)
        main("run", plugin.stem, *runs)
    finally:
        plugin.unlink(missing_ok=True)
    session.run("python", "-m", "pytest", "-q", *TESTS)
