"""Puts pages together into what a folder or a server holds: contents by file name."""

from collections.abc import Sequence
from dataclasses import replace

from tf1rnn.errors import UserError
from tf1rnn.report.pages import rendering
from tf1rnn.report.pages.gathering import Gathering, Told
from tf1rnn.runs.folder.entries import Entry


def site_of_runs(gathering: Gathering, entries: Sequence[Entry]) -> dict[str, bytes]:
    """The page of a run, or a page of several runs and a page for each."""
    runs = [gathering.told(entry) for entry in entries]
    site = rendering.shared_files()
    if len(runs) == 1:
        return site | {rendering.INDEX: rendering.run_page(runs[0])} | rendering.figures_of(runs[0])
    site[rendering.INDEX] = rendering.several_page(runs, {run.name: _file(run) for run in runs})
    for run in runs:
        site |= {_file(run): rendering.run_page(run, rendering.INDEX)} | rendering.figures_of(run)
    return site


def site_of_lesson(
    gathering: Gathering, shown: dict[str, Entry]
) -> tuple[dict[str, bytes], list[str]]:
    """The index of the lesson with a page for each task that was run, and what was left out.

    `shown` holds a run for each task.
    """
    registry = gathering.registry
    tasks = [task for task in registry.tasks() if registry.source(task.name) == "lesson"]
    site, links, told, left_out = rendering.shared_files(), {}, {}, []
    for task in tasks:
        if task.name not in shown:
            continue
        try:
            run = gathering.told(shown[task.name])
        except UserError as error:  # a damaged run, or one of an older version of its task
            left_out.append(str(error))
            continue
        site |= {_file(run): rendering.run_page(run, rendering.INDEX)} | rendering.figures_of(run)
        links[task.name] = _file(run)
        # The index needs no walks, which are large.
        told[task.name] = replace(run, walks=[])
    site[rendering.INDEX] = rendering.lesson_page(tasks, told, links, set(gathering.printouts))
    return site, left_out


def _file(run: Told) -> str:
    return f"{run.slug}.html"
