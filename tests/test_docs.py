"""What README and docs/ tell is true: links lead somewhere, commands parse, plugins run."""

import re
import shlex
from pathlib import Path

import pytest

from tf1rnn import run_task
from tf1rnn.cli.base import Command
from tf1rnn.registry import discovery

CHECKOUT = Path(__file__).resolve().parent.parent
README = CHECKOUT / "README.md"
PAGES = [README, CHECKOUT / "plugins" / "README.md", *sorted((CHECKOUT / "docs").glob("*.md"))]
TEXTS = {str(page.relative_to(CHECKOUT)): page.read_text(encoding="utf-8") for page in PAGES}
ON_EACH_PAGE = pytest.mark.parametrize("page", TEXTS)


def blocks(page, language):
    """The fenced blocks of a page in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXTS[page], re.MULTILINE | re.DOTALL)


def typed_lines(page):
    """What a page shows to be typed: lines of its shell blocks, and commands within its text."""
    lines = [line for block in blocks(page, "bash") for line in block.splitlines()]
    prose = re.sub(r"^```.*?^```$", "", TEXTS[page], flags=re.MULTILINE | re.DOTALL)
    spans = [" ".join(span.split()) for span in re.findall(r"`([^`]+)`", prose)]
    return lines + [span for span in spans if span.startswith("python ")]


def commands(page):
    """The arguments of each `python main.py ...` on a page; those of README's table, too."""
    parts = [part for line in typed_lines(page) for part in line.split("&&")]
    found = [shlex.split(part, comments=True) for part in parts]
    argvs = [argv[2:] for argv in found if argv[:2] == ["python", "main.py"]]
    table = TEXTS[page].partition("| topic |")[2].partition("\n\n")[0]
    argvs += [shlex.split(span) for span in re.findall(r"`((?:run|demo) [^`]+)`", table)]
    return [argv for argv in argvs if argv[1:2] != ["TASK"]]


def plugins_shown():
    """(name, source) of each plugin that a page shows, named for its class."""
    sources = [block for page in TEXTS for block in blocks(page, "python") if "(Task):" in block]
    classes = [re.search(r"^class (\w+)\(Task\):", s, re.MULTILINE)[1] for s in sources]
    names = [re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower() for name in classes]
    return list(zip(names, sources, strict=True))


@ON_EACH_PAGE
def test_every_link_leads_somewhere(page):
    targets = re.findall(r"\]\(([^)]+)\)", TEXTS[page])
    local = [target for target in targets if not target.startswith("http")]
    missing = [target for target in local if not ((CHECKOUT / page).parent / target).exists()]
    assert missing == []


def test_readme_leads_to_every_page():
    linked = set(re.findall(r"\]\((docs/[\w.-]+)\)", TEXTS["README.md"]))
    assert linked == {page for page in TEXTS if page.startswith("docs/")}


@ON_EACH_PAGE
def test_every_command_has_the_options_that_the_page_gives_it(page, command, plugins, monkeypatch):
    for name, source in plugins_shown():
        plugins(name, source)
    understood = []
    monkeypatch.setattr(Command, "invoke", lambda _, context: understood.append(context))
    for argv in commands(page):
        result = command(*argv)
        assert result.code == 0, (argv, result.err)
        assert understood or "--help" in argv, argv
        understood.clear()


@ON_EACH_PAGE
def test_every_file_of_the_tests_that_a_command_names_is_there(page):
    words = [word for line in typed_lines(page) for word in shlex.split(line, comments=True)]
    named = [word for word in words if word.startswith("tests/")]
    assert [word for word in named if not (CHECKOUT / word).exists()] == []


@pytest.mark.parametrize(("name", "source"), plugins_shown(), ids=["my_task", "next_letter"])
def test_a_plugin_that_a_page_shows_runs(name, source, plugins, tmp_path):
    plugins(name, source)
    task = discovery.discover().get(name)
    run = run_task(task(), tmp_path / "runs", device="cpu", echo=False, max_steps=2)
    assert run.output


def test_the_layout_names_every_room():
    package = CHECKOUT / "tf1rnn"
    rooms = [*package.iterdir(), *(package / "tf1").iterdir(), *(package / "programs").iterdir()]
    rooms = [room for room in rooms if room.is_dir() and room.name != "__pycache__"]
    shown = re.findall(r"\]\(\.\./([\w/]+)\)", TEXTS["docs/layout.md"])
    linked = {(CHECKOUT / path).resolve() for path in shown}
    assert {room.resolve() for room in rooms} - linked == set()
