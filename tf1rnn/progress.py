"""A progress bar, on a terminal only."""

import sys
from collections.abc import Iterator


def track(n: int, description: str) -> Iterator[int]:
    """Iterate over 0 .. n-1 behind a bar on stderr; without a terminal there is no bar."""
    if not sys.stderr.isatty():
        yield from range(n)
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        # What a task prints goes above the bar; where stdout is no terminal it must stay there.
        redirect_stdout=sys.stdout.isatty(),
    ) as progress:
        yield from progress.track(range(n), description=description)
