"""Inside: what a task declares, in one line, of what is worth looking at in its network."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tf1rnn.errors import UserError

# The name of an attribute of the task, or a function of the task.
Handle = str | Callable[[Any], Any]


@dataclass(frozen=True)
class Instance:
    """One instance to look at: what to feed, a batch of one, and how to show it."""

    name: str
    feed: dict[Any, Any]
    # Labels of the time steps: of the only part, or of each part by its title.
    steps: Sequence[str] | dict[str, Sequence[str]] | None = None
    shown: Sequence[str] = ()  # lines about it
    said: str | None = None  # what the network answers, where its scores do not say it
    true: str | None = None  # what is right


@dataclass(frozen=True)
class Inside:
    """What is worth looking at in a task's network. A handle names an attribute of the task.

        inside = Inside(examples="examples", scores="logits", loss="loss", outputs=["no", "yes"])

    The recurrent parts are found without being named: what `static_rnn` and `dynamic_rnn` unrolled
    on the way to the loss. Where a task has several networks, the loss is a dictionary of tensors
    by name; scores, targets and outputs may then be dictionaries by the same names.
    """

    # A method that gives a feed_dict of a batch, a list of Instances, or a list of texts to read.
    examples: Handle
    # A method, or a function of the task and the text, that makes an Instance of any text.
    reads: str | Callable[[Any, str], Instance] | None = None
    inputs: Handle | Sequence[str] | None = None  # the placeholder for a user's own array
    scores: Handle | None = None  # the tensor of the outputs: after each step, or after the last
    loss: Handle | None = None  # the tensor whose gradient flows back
    targets: Handle | None = None  # the tensor of what is wanted
    outputs: Handle | Sequence[str] | None = None  # what each score is of: words, digits
    steps: str = "t = {t}"  # a label of the time step t
    behind: Handle | None = None  # a tensor to look behind, where neither scores nor loss leads
    states: Sequence[str] = field(default=())  # each step's, where the task unrolls by hand

    def resolve(self, handle: Any, task: Any) -> Any:
        """What a handle stands for in a constructed task; raises UserError if it has no such."""
        if handle is None or (not isinstance(handle, str) and not callable(handle)):
            return handle
        if callable(handle):
            return handle(task)
        if not hasattr(task, handle):
            raise UserError(f"{task.name}: inside names {handle!r}, which the task does not have")
        found = getattr(task, handle)
        return found() if callable(found) and not hasattr(found, "op") else found
