"""`view RUN`: the page of a run with its trained network behind it."""

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from tf1rnn.cli.report import entries_in
from tf1rnn.registry import discovery
from tf1rnn.runs.options import RunsDir


def view(
    run: Annotated[
        str | None,
        typer.Argument(
            help="a run's name, TASK/RUN, its folder, or a task's name for its newest run; "
            "without it, the newest run"
        ),
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="the port; 0 takes any free one")] = 0,
    opened: Annotated[bool, typer.Option("--open", help="open it in the browser")] = False,
    runs_dir: RunsDir = Path("runs"),
) -> None:
    """Show a run's page with its network behind it: try sentences, digits and windows of yours.

    Only this machine's browser can reach it, with the address that is printed. Ctrl-C ends it.
    """
    entries = entries_in(runs_dir)
    from tf1rnn.report.pages.needs import needed

    with needed():
        from tf1rnn.report.pages import rendering
        from tf1rnn.report.pages.choosing import chosen
        from tf1rnn.report.pages.gathering import Gathering
        from tf1rnn.report.pages.serving import Live, abilities, looking

        gathering = Gathering(discovery.discover())
        (entry,) = chosen([] if run is None else [run], entries, runs_dir)
        told = gathering.told(entry, inside=False)
        from tf1rnn.inside import open_inside
        from tf1rnn.report.pages.walks import packed

        folder = entry.folder
        with open_inside(told.task, folder.parent.parent, folder.name) as network:
            told.walks = [packed(network.look(network.names[0]))]
            site = rendering.shared_files() | rendering.figures_of(told)
            site[rendering.INDEX] = rendering.run_page(told, live=abilities(network))
            live = Live(site, looking(network))
            live.bind(port)
            hint = "Open this address in a browser of this machine; Ctrl-C ends it."
            print(f"{live.address}\n{hint}", flush=True)
            if opened:
                webbrowser.open(live.address)
            live.serve()
