"""What setup.cfg installs is what the checkout holds."""

import configparser
import re
from pathlib import Path

import tf1rnn
from tf1rnn.registry import discovery

CHECKOUT = Path(__file__).resolve().parent.parent
SETUP = configparser.ConfigParser()
SETUP.read(CHECKOUT / "setup.cfg", encoding="utf-8")


def test_every_data_file_is_installed():
    patterns = {
        package: files.split(", ") for package, files in SETUP["options.package_data"].items()
    }
    installed = set()
    for package, globs in patterns.items():
        folder = CHECKOUT.joinpath(*package.split("."))
        folder = folder.resolve()  # tf1rnn/tasks and tf1rnn/plugins are links
        for glob in globs:
            installed.update(folder.glob(glob))
    held = {
        path
        for top in ("tf1rnn", "tasks", "plugins")
        for path in (CHECKOUT / top).rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc")
    }
    assert held - installed == set()


def test_the_readme_names_the_pythons_that_setup_cfg_allows():
    low, high = re.findall(r"3\.(\d+)", SETUP["options"]["python_requires"])
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    assert f"Python 3.{low} to 3.{int(high) - 1}" in readme


def test_the_version_can_be_read_without_importing():
    assert re.fullmatch(r"\d+\.\d+\.\d+", tf1rnn.__version__)
    assert SETUP["metadata"]["version"] == "attr: tf1rnn.__version__"


def test_the_readmes_table_of_topics_has_a_command_for_every_task_of_the_lesson():
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    table = readme.partition("| topic |")[2].partition("\n\n")[0]
    commands = set(re.findall(r"`run (\w+)", table))
    assert commands == {
        name for name, place in discovery.discover().found.items() if place.source == "lesson"
    }
