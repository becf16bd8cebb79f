"""Runs programs by exec, each in a process of its own, after TensorFlow is loaded once for all."""

from tests.forked import MAIN, Forked


def run_all(programs, cwd):
    """{name: (what it printed, stderr, exit code)} of programs {name: arguments of exec}."""
    done = {}
    for name, argv in programs.items():
        process = Forked(MAIN, "exec", *argv, cwd=cwd)
        done[name] = (*process.communicate(timeout=300), process.returncode)
    return done
