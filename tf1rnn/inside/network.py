"""The network of a finished run, opened to be looked into."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from tf1rnn.errors import UserError
from tf1rnn.inside.by_hand import HandMadePart
from tf1rnn.inside.declaration import Inside, Instance
from tf1rnn.inside.finding import leading_to, read_by, title_of
from tf1rnn.inside.parts import PartGraph
from tf1rnn.inside.walk import Part, Walk
from tf1rnn.task import Task
from tf1rnn.text import suggestion
from tf1rnn.tf1 import tf


class Network:
    """A trained network, built once, to be looked into as often as one likes.

    `names` are the instances that can be chosen. `reads` tells whether any other text will do, and
    `input_shape` which arrays `look_at` takes, None if it takes none.
    """

    def __init__(self, declared: Inside, task: Task, session: Any, unrollings: list[Any]) -> None:
        self.task, self.session = task, session
        self._declared = declared
        self.folder: Path = task.folder  # type: ignore[assignment]
        self.run = self.folder.name
        self.reads = declared.reads is not None
        self._examples = self._resolve(declared.examples)
        self._parts = self._build(unrollings)
        self._placeholder = None
        if declared.inputs is not None and not declared.states:
            self._placeholder = self._resolve(declared.inputs)

    @property
    def names(self) -> list[str]:
        """The instances that can be chosen, in order."""
        if isinstance(self._examples, dict):
            return [str(i) for i in range(_batch_size(self._examples))]
        return [e if isinstance(e, str) else e.name for e in self._examples]

    @property
    def input_shape(self) -> list[int | None] | None:
        """The shape of the arrays that `look_at` takes."""
        return None if self._placeholder is None else self._placeholder.shape.as_list()[1:]

    @property
    def series(self) -> np.ndarray | None:
        """The series that instances are windows of, [n_values, n_inputs]; None if there is none."""
        return self._resolve(self._declared.series)

    def look(self, name: str | None = None) -> Walk:
        """Walk through the network with an instance, the first if none is named, or with a text.

        Raises UserError for an unknown instance.
        """
        return self._walk(self._instance(self.names[0] if name is None else name))

    def look_at(self, inputs: np.ndarray, name: str = "yours") -> Walk:
        """Walk through the network with inputs of a user's own, [n_steps, n_inputs].

        What is wanted is not known, so there is no loss, and no gradient.
        """
        feed = dict(self._instance(self.names[0]).feed)
        feed[self._placeholder] = np.asarray(inputs)[np.newaxis]
        return self._walk(Instance(name, feed), knows_targets=False)

    def _walk(self, instance: Instance, knows_targets: bool = True) -> Walk:
        parts = []
        for graph in self._parts:
            part = graph.walk(self.session, instance.feed)
            if not knows_targets:
                layers = [replace(layer, gradients=None) for layer in part.layers]
                part = replace(part, layers=layers, targets=None, loss=None)
            parts.append(replace(part, steps=self._steps(instance, part)))
        said, true = _answers(parts)
        return Walk(
            self.task.name,
            self.run,
            instance.name,
            parts,
            list(instance.shown),
            said if instance.said is None else instance.said,
            true if instance.true is None else instance.true,
        )

    def _steps(self, instance: Instance, part: Part) -> list[str]:
        labels = instance.steps
        if isinstance(labels, dict):
            labels = labels.get(part.title)
        labels = list(labels or [])[: part.n_steps]
        rest = range(len(labels), part.n_steps)
        return labels + [self._declared.steps.format(t=t) for t in rest]

    def _instance(self, name: str) -> Instance:
        n = _batch_size(self._examples) if isinstance(self._examples, dict) else 0
        if name.isdecimal() and int(name) < n:
            return Instance(name, _only(self._examples, int(name), n))
        for example in () if n else self._examples:
            if not isinstance(example, str) and example.name == name:
                return example
        if self.reads:
            reads = self._declared.reads
            if callable(reads):
                return reads(self.task, name)
            return getattr(self.task, reads)(name)
        names = self.names
        if n:
            hint = f"choose a number from 0 to {n - 1}"
        else:
            hint = suggestion(name, names, f"it has {', '.join(names[:9])}")
        raise UserError(f"{self.task.name} has no instance {name}: {hint}")

    def _build(self, unrollings: list[Any]) -> list[Any]:
        """The parts of all networks of the task."""
        declared = self._declared
        handles = (declared.loss, declared.scores, declared.targets, declared.outputs)
        loss, scores, targets, labels = map(self._resolve, handles)
        behind = self._resolve(declared.behind)
        if declared.states:
            return [HandMadePart.of(declared, self._resolve, loss)]
        named = next((part for part in (loss, scores) if isinstance(part, dict)), {"": None})
        parts: list[Any] = []
        for name in named:
            of_network = [_of(name, values) for values in (loss, scores, targets, labels)]
            parts += _parts_of(name, unrollings, behind, *of_network)
        if not parts:
            raise UserError(
                f"{self.task.name}: its network has no static_rnn or dynamic_rnn to look into"
            )
        return parts

    def _resolve(self, handle: Any) -> Any:
        return self._declared.resolve(handle, self.task)


def _parts_of(
    name: str,
    unrollings: list[Any],
    behind: Any,
    loss: Any,
    scores: Any,
    targets: Any,
    labels: Any,
) -> list[PartGraph]:
    """The parts of one network, in the order of the program."""
    if isinstance(scores, list | tuple):
        scores = tf.stack(scores, axis=1)
    ends = [tensor for tensor in (loss, scores, behind) if tensor is not None]
    found = leading_to(tf.nest.flatten(ends), unrollings) if ends else unrollings
    scored = read_by([scores], found) if scores is not None else []
    read = read_by([loss], found) if loss is not None else []
    parts = []
    for unrolling in found:
        titles = [name, title_of(unrolling) if len(found) > 1 and not name else ""]
        if len(found) > 1 and name:
            titles = [name, f"part {found.index(unrolling) + 1}"]
        is_scored = any(unrolling is other for other in scored)
        parts.append(
            PartGraph(
                ", ".join(filter(None, titles)),
                unrolling,
                loss,
                scores if is_scored else None,
                targets if is_scored else None,
                None if labels is None else [str(label) for label in labels],
                any(unrolling is other for other in read),
            )
        )
    return parts


def _of(name: str, tensors: Any) -> Any:
    """What a network has of what each one has, or all share."""
    return tensors.get(name) if isinstance(tensors, dict) else tensors


def _batch_size(feed: dict[Any, Any]) -> int:
    return len(next(values for values in feed.values() if np.ndim(values)))


def _only(feed: dict[Any, Any], i: int, n: int) -> dict[Any, Any]:
    """What to feed for one instance of a batch of n."""
    return {
        key: values[i : i + 1] if np.ndim(values) and len(values) == n else values
        for key, values in feed.items()
    }


def _answers(parts: list[Part]) -> tuple[str, str | None]:
    """What the networks say and what is right, where that is a few words or one number."""
    said, true = [], []
    for part in parts:
        if part.scores is None:
            continue
        counting = [t for t, ignored in enumerate(part.ignored) if not ignored]
        if part.labels is not None:
            words = [part.labels[int(part.scores[t].argmax())] for t in counting]
            wanted = None if part.targets is None else [part.targets[t] for t in counting]
            right = wanted and [part.labels[int(i)] if i >= 0 else "" for i in wanted]
        elif len(counting) == 1 and part.scores.shape[1] == 1:
            words = [f"{part.scores[counting[0], 0]:.4g}"]
            right = None if part.targets is None else [f"{part.targets[counting[0], 0]:.4g}"]
        else:
            continue
        several = sum(other.scores is not None for other in parts) > 1
        said.append((f"{part.title}: " if several else "") + " ".join(words))
        if right:
            true.append(" ".join(right))
    return "; ".join(said), (true[0] if len(set(true)) == 1 else "; ".join(true)) or None
