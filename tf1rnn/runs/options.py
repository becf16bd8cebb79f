"""The options that every run has, whatever its task."""

import inspect
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Any

from typer import Option

from tf1rnn.runs.folder.folders import DEFAULT_SEED, LARGEST_SEED
from tf1rnn.task import Hyperparameter

Device = Annotated[
    str, Option(help="auto, cpu, gpu, gpu:N or gpu:N,M; auto takes a GPU if there is one")
]
Seed = Annotated[
    int, Option(min=0, max=LARGEST_SEED, help="the seed of Python, NumPy and the graph")
]
RunsDir = Annotated[Path, Option(help="the folder that holds the runs")]
SaveEvery = Annotated[float, Option(min=0.0, help="seconds between checkpoints")]
Quick = Annotated[bool, Option("--quick", help="a run under 30 s that shows the point")]
QuickAlready = Annotated[
    bool, Option("--quick", help="no effect: this task's run is quick already")
]
Resume = Annotated[
    str | None,
    Option(metavar="[RUN]", help="resume an interrupted run; without a name, the newest"),
]
Config = Annotated[
    Path | None,
    Option(metavar="FILE", help="repeat the run of this params.json; other options change it"),
]
ClusterFile = Annotated[
    Path | None, Option(metavar="FILE", help="the servers of a run on several machines, as JSON")
]
Role = Annotated[
    str | None, Option(help="this process's in the cluster: chief, worker:0, ps:0 ...")
]
Patience = Annotated[
    float, Option(min=0.0, help="seconds that a run waits for a server that is gone")
]
InsecureNetwork = Annotated[
    bool, Option("--insecure-network", help="let servers listen beyond this machine")
]

COMMON = (
    Hyperparameter("device", Device, "auto"),
    Hyperparameter("seed", Seed, DEFAULT_SEED),
    Hyperparameter("runs_dir", RunsDir, Path("runs")),
    Hyperparameter("save_every", SaveEvery, 10.0),
    Hyperparameter("quick", Quick, False),
    Hyperparameter("resume", Resume, None),
    Hyperparameter("config", Config, None),
)
CLUSTER = (
    Hyperparameter("cluster", ClusterFile, None),
    Hyperparameter("role", Role, None),
    Hyperparameter("patience", Patience, 60.0),
    Hyperparameter("insecure_network", InsecureNetwork, False),
)


def checked_options(**options: Any) -> dict[str, Any]:
    """Options of every run, by name, of their types; raises UserError for other values."""
    known = {option.name: option for option in COMMON}
    return {name: known[name].check(value) for name, value in options.items()}


def take_options(function: Callable[..., Any], options: Iterable[tuple[str, Any, Any]]) -> None:
    """Let typer see options, (name, annotation, default), in a function that takes any keywords."""
    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = [inspect.Parameter(n, keyword, default=d, annotation=a) for n, a, d in options]
    function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    function.__annotations__ = {p.name: p.annotation for p in parameters}
