"""Inside: what a task declares, in one line, of what is worth looking at in its network."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

# An attribute of the task, or a function of the task.
Handle = str | Callable[[Any], Any]


@dataclass(frozen=True)
class Inside:
    """What is worth looking at in a task's network. A handle names an attribute of the task.

        inside = Inside(examples="examples", scores="logits", loss="loss", outputs=["no", "yes"])

    The recurrent parts are found without being named: what `static_rnn` and `dynamic_rnn` unrolled.
    A tensor may also be a dictionary of tensors by name; each name is a network of its own.
    """

    examples: Handle  # the method that gives instances: a feed_dict of a batch, or a list of them
    reads: Handle | None = None  # the method that makes a feed_dict of one instance from a text
    inputs: Handle | None = None  # the placeholder of the inputs, for arrays of a user's own
    scores: Handle | None = None  # the tensor of the outputs: after each step, or after the last
    loss: Handle | None = None  # the tensor whose gradient flows back
    targets: Handle | None = None  # the tensor of what is wanted
    outputs: Handle | Sequence[str] | None = None  # what each score is of: words, digits
    steps: Handle | None = None  # labels of the time steps: "row {t}", or a method
    states: Handle | None = None  # the states of each step, where a network is unrolled by hand
