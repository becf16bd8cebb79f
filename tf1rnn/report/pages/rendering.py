"""The pages as HTML: a run's, that of several runs, the lesson's index, and what they share."""

import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from tf1rnn.lesson import topics
from tf1rnn.registry.description import Description
from tf1rnn.report.pages import prose
from tf1rnn.report.pages.gathering import Told
from tf1rnn.report.pages.several import groups, overlaid, settings
from tf1rnn.text import typed

HERE = Path(__file__).parent
SCRIPTS = ("numbers", "chart", "unrolled", "heat", "equation", "answers", "player", "live", "start")
INDEX = "index.html"


def run_page(run: Told, home: str = "", live: dict[str, Any] | None = None) -> bytes:
    """The page of a run. `home` is the page that it belongs to, `live` what `view` can do."""
    walks = {"walks": run.walks, "live": live}
    return _rendered("run", run=run, home=home, inside=walks, title=run.name)


def several_page(runs: Sequence[Told], links: dict[str, str]) -> bytes:
    """Several runs side by side; `links` lead to the page of each by its name."""
    return _rendered(
        "several",
        runs=runs,
        links=links,
        settings=settings(runs),
        bands=[group for group in groups(runs) if len(group) > 1],
        drawn=overlaid(runs),
        title=f"{len(runs)} runs",
    )


def lesson_page(
    tasks: Sequence[Description], told: dict[str, Told], links: dict[str, str], printed: set[str]
) -> bytes:
    """The index of the lesson: what is run, what is not, and the verdicts on the printouts."""
    by_topic = [
        (heading, list(group))
        for heading, group in groupby(tasks, key=lambda t: topics.heading(t.topic, t.use_case))
    ]
    return _rendered(
        "lesson",
        by_topic=by_topic,
        told=told,
        links=links,
        printed=printed,
        run_command=lambda name: typed("run", name, "--quick"),
        title=topics.TITLE,
    )


def shared_files() -> dict[str, bytes]:
    """The scripts and the style of all pages, by file name."""
    paths = [HERE / "assets" / f"{name}.js" for name in SCRIPTS]
    paths += [HERE / "assets" / "style.css"]
    found = {f"assets/{path.name}": path.read_bytes() for path in paths}
    return found | {"assets/listing.css": prose.syntax_style().encode()}


def figures_of(run: Told) -> dict[str, bytes]:
    """A run's figures, by the file names under which its page shows them."""
    return {f"figures/{run.slug}/{name}": data for name, data in run.figures.items()}


def _rendered(template: str, **values: Any) -> bytes:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters |= {"data": _data, "inline": prose.inline}
    page = environment.get_template(f"{template}.html")
    # A printout may hold half a character, which no file can.
    return page.render(scripts=SCRIPTS, **values).encode("utf-8", "replace")


def _data(value: Any) -> Markup:
    """JSON for a <script> element, which nothing in it can end."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return Markup(text.replace("<", "\\u003c"))
