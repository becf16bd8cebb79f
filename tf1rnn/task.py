"""Task: one listing of the lesson, its hyperparameters and its two phases."""

import contextlib
import hashlib
import inspect
import re
import types
import typing
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from typer import Option
from typer.models import OptionInfo

from tf1rnn.errors import UserError
from tf1rnn.files import read_text
from tf1rnn.text import suggestion

if TYPE_CHECKING:
    from tf1rnn.runs.run import Run

__all__ = ["Hyperparameter", "Option", "Task", "hyperparameters"]


class Hyperparameter(typing.NamedTuple):
    """One annotated field of a task: a value that its user may choose."""

    name: str
    annotation: Any  # Annotated[type, OptionInfo], as typer reads it
    default: Any

    @property
    def option(self) -> OptionInfo:
        return next(m for m in self.annotation.__metadata__ if isinstance(m, OptionInfo))

    @property
    def types(self) -> tuple[Any, ...]:
        """The types allowed; more than one for a union such as `Path | None`."""
        declared = self.annotation.__origin__
        if typing.get_origin(declared) in (typing.Union, types.UnionType):
            return typing.get_args(declared)
        return (declared,)

    @property
    def item_type(self) -> Any:
        """The type of an item where the value is a list: an option given more than once."""
        return next((item_type_of(kind) for kind in self.types if item_type_of(kind)), None)

    @property
    def flag(self) -> str:
        """The option's name on the command line."""
        return "--" + self.name.replace("_", "-")

    @property
    def type_name(self) -> str:
        """The type in a word: `int`, `lesson|random`, `path`."""
        return _name_of(*self.types)

    @property
    def bounds(self) -> str:
        """The range allowed, as in `x>=1` or `0<=x<=1`; empty if there is none."""
        return range_of(self.option.min, self.option.max)

    def parse(self, text: str) -> Any:
        """The value of a text from the command line; raises UserError if it has none.

        The items of a list are separated by commas.
        """
        if self.item_type:
            if type(None) in self.types and text.lower() == "none":
                return None
            return self.check([_parse_as(self.item_type, item.strip()) for item in text.split(",")])
        if len(self.types) == 1:
            return self.check(_parse_as(self.types[0], text))
        for kind in self.types:
            with contextlib.suppress(UserError):
                return self.check(_parse_as(kind, text))
        return self.check(text)

    def check(self, value: Any) -> Any:
        """The value, of the declared type and within its bounds; raises UserError otherwise.

        Where a list is declared, a single item stands for a list of it alone.
        """
        if not self.item_type:
            return self._check_one(value, self.types)
        if value is None and type(None) in self.types:
            return None
        items = value if isinstance(value, list | tuple) else [value]
        return [self._check_one(item, (self.item_type,)) for item in items]

    def _check_one(self, value: Any, kinds: tuple[Any, ...]) -> Any:
        """The value, of one of these types and within the bounds."""
        for kind in kinds:
            if typing.get_origin(kind) is typing.Literal:
                fits = value in typing.get_args(kind)
            elif kind is float:
                fits = isinstance(value, int | float) and not isinstance(value, bool)
                try:
                    value = float(value) if fits else value
                except OverflowError:  # an int of hundreds of digits
                    raise UserError(f"{self.flag}: the number is too large") from None
            elif kind is Path:
                fits = isinstance(value, str | Path)
                value = Path(value) if fits else value
            else:
                fits = isinstance(value, kind) and not (kind is int and isinstance(value, bool))
            if fits:
                break
        else:
            raise UserError(f"{self.flag}: {value!r} is not of type {_name_of(*kinds)}")
        low, high = self.option.min, self.option.max
        if isinstance(value, str | Path):
            try:
                str(value).encode()
            except UnicodeEncodeError as error:  # figures and event files cannot hold it
                raise UserError(f"{self.flag}: {str(value)!r} is not UTF-8") from error
        if isinstance(value, int | float):
            # Written so that NaN, which compares false with everything, is refused too.
            if (low is None or value >= low) and (high is None or value <= high):
                return value
            raise UserError(f"{self.flag}: {value} is not in the range {self.bounds}")
        return value


def item_type_of(kind: Any) -> Any:
    """The type of the items of `list[str]`, say; None for what is no list."""
    return typing.get_args(kind)[0] if typing.get_origin(kind) is list else None


def _name_of(*kinds: Any) -> str:
    """Types in a word, as messages and tables show them; the type of None is left out."""
    names = []
    for kind in kinds:
        if item_type_of(kind):
            names.append(f"list of {_name_of(item_type_of(kind))}")
        elif typing.get_origin(kind) is typing.Literal:
            names.extend(str(choice) for choice in typing.get_args(kind))
        elif kind is not type(None):
            names.append("path" if kind is Path else kind.__name__)
    return "|".join(names)


def _parse_as(kind: Any, text: str) -> Any:
    """The value of this type that a text means; the text itself where it means none."""
    if typing.get_origin(kind) is typing.Literal:
        return {str(choice): choice for choice in typing.get_args(kind)}.get(text, text)
    if kind is bool:
        return {"true": True, "false": False}.get(text.lower(), text)
    if kind is type(None):
        return None if text.lower() == "none" else text
    try:
        return kind(text)
    except ValueError:
        return text


def range_of(low: float | None, high: float | None) -> str:
    """The range from low to high, None for no limit: `x>=1`, `x<=9`, `0<=x<=1`, or empty."""
    if low is None and high is None:
        return ""
    if high is None:
        return f"x>={low}"
    return f"x<={high}" if low is None else f"{low}<=x<={high}"


class Task:
    """A listing of the lesson: its construction phase, its execution phase, its hyperparameters.

    A subclass in `tasks/` or `plugins/` is all it takes. Its docstring's first line is what
    `list` shows, the rest is what `show` teaches. Its annotated fields are its command line
    options: `n_steps: Annotated[int, Option(min=1, help="time steps per instance")] = 20`.
    One of the type `list[str]`, or a list of another type, may be given more than once.

    What construct() leaves in `facts`, JSON values by name, goes to params.json; when a run is
    resumed, construct() finds it there and uses it.

    Keyword arguments set hyperparameters; UserError for an unknown one, a wrong type or a
    value out of bounds.
    """

    name: ClassVar[str]  # the file's name, set when the class is made
    topic: ClassVar[int | None] = None  # the lesson's topic; None: beyond the lesson
    listing: ClassVar[int] = 99  # the place in its topic; ties are sorted by name
    use_case: ClassVar[str] = ""  # what RNNs are for that it shows, in the lesson's words
    configuration: ClassVar[str] = ""  # the RNN configuration, in the lesson's words
    quick: ClassVar[dict[str, Any]] = {}  # the values of a run under 30 s that shows the point
    trains_for: ClassVar[str] = ""  # the hyperparameter that a resumed run may raise
    # The values in runs that were made before a hyperparameter existed, if not the defaults.
    earlier: ClassVar[dict[str, Any]] = {}
    commands: ClassVar[dict[str, typing.Callable[..., None]]] = {}  # more top-level commands
    # Inside(...): what the command `inside` shows; or a text, why there is nothing to show.
    inside: ClassVar[Any] = ""

    folder: Path | None = None  # the folder of the run being restored; None for a new run
    facts: dict[str, Any]  # what the numbers depend on, such as which data
    texts: dict[str, str]  # by file name: the SHA-256 of a text that a checkpoint depends on

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.name = cls.__module__.rpartition(".")[2]
        if cls.name == "__main__":  # a class in a script or a notebook has no file of its name
            cls.name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", cls.__name__).lower()

    def __init__(self, /, **values: Any) -> None:
        known = {h.name: h for h in hyperparameters(type(self))}
        for name in values:
            if name not in known:
                raise _unknown(self.name, name, known)
        for name, hyperparameter in known.items():
            setattr(self, name, hyperparameter.check(values.get(name, hyperparameter.default)))
        self.facts, self.texts = {}, {}

    @property
    def values(self) -> dict[str, Any]:
        """The hyperparameters' values by name."""
        return {h.name: getattr(self, h.name) for h in hyperparameters(type(self))}

    @property
    def values_per_step(self) -> int:
        """How many values of states or embeddings a training step computes: batch_size * n_neurons.

        A task with `replicas: Replicas` must define it; it decides the number of replicas.
        """
        return 0

    def saved_text(self, name: str) -> str | None:
        """The text that the run being restored has written to a file; None for a new run.

        Raises UserError if the file cannot be read, or is not as it was when the run was saved.
        """
        if self.folder is None:
            return None
        try:
            text = read_text(self.folder / name)
        except (OSError, ValueError) as error:
            raise self.damaged(name) from error
        digest = hashlib.sha256(text.encode()).hexdigest()
        if self.texts.get(name, digest) != digest:
            raise UserError(
                f"{self.folder / name}: was changed since the run was saved; put it back as it "
                "was, or train a new run"
            )
        return text

    def damaged(self, name: str) -> UserError:
        """The error to raise for a file of the run being restored that makes no sense."""
        return UserError(f"{self.folder / name}: damaged or missing; train a new run")

    def construct(self) -> None:
        """Construction phase: build the graph in the default graph, store its handles on self."""

    def begin(self, run: "Run") -> None:
        """Optional: called once for each run, right after its variables are initialised.

        It is not called when a run resumes from a checkpoint, which restores the variables.
        """

    def execute(self, run: "Run") -> None:
        """Execution phase: the session loop, with `run.session` as the default session."""


def hyperparameters(task: type[Task]) -> list[Hyperparameter]:
    """The annotated fields of a task in the order of their declaration, base classes first."""
    hints = typing.get_type_hints(task, include_extras=True)
    found = []
    for name, hint in hints.items():
        metadata = getattr(hint, "__metadata__", ())
        if any(isinstance(item, OptionInfo) for item in metadata):
            if not hasattr(task, name):
                raise UserError(f"hyperparameter {name} has no default")
            found.append(Hyperparameter(name, hint, getattr(task, name)))
    return found


def parsed(task: type[Task], texts: dict[str, str]) -> dict[str, Any]:
    """Hyperparameters' values by name, from texts; raises UserError for unknown names."""
    known = {h.name: h for h in hyperparameters(task)}
    for name in texts:
        if name not in known:
            raise _unknown(task.name, name, known)
    return {name: known[name].parse(text) for name, text in texts.items()}


def _unknown(task: str, name: str, known: dict[str, Hyperparameter]) -> UserError:
    hint = suggestion(name, known, f"it has {', '.join(known) or 'none'}")
    return UserError(f"{task} has no hyperparameter {name}: {hint}")


def summary(task: type[Task]) -> str:
    """The first line of a task's docstring."""
    return (inspect.cleandoc(task.__doc__ or "").splitlines() or [""])[0]
