"""A declaration that the framework does not support is refused with the reason."""

from pathlib import Path
from typing import Annotated, ClassVar

import pytest

from tf1rnn import Option, Task, UserError
from tf1rnn.registry.declaration import check_declaration


class Series(Task):
    """Predict a series."""

    topic = 6
    configuration = "sequence to sequence"
    n_steps: Annotated[int, Option(min=1, max=50, help="time steps")] = 20

    def construct(self):
        pass

    def execute(self, run):
        pass


def declared(**fields):
    annotations = {name: hint for name, (hint, _) in fields.items() if hint}
    body = {name: value for name, (_, value) in fields.items()}
    return type("Declared", (Series,), {"__doc__": "Doc.", "__annotations__": annotations, **body})


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"__doc__": (None, "")}, "no docstring"),
        ({"topic": (None, 12)}, "topic is 12"),
        ({"configuration": (None, "")}, "configuration is missing"),
        ({"construct": (None, Task.construct)}, r"no construct\(\)"),
        ({"seed": (Annotated[int, Option()], 1)}, "may not be called seed"),
        ({"help": (Annotated[int, Option()], 1)}, "may not be called help"),
        ({"execute": (Annotated[int, Option()], 1)}, "may not be called execute"),
        ({"sizes": (Annotated[dict, Option()], {})}, "has the type"),
        ({"sizes": (Annotated[list[dict], Option()], [])}, "has the type"),
        ({"sizes": (Annotated[list[bool], Option()], [])}, "has the type"),
        ({"sizes": (Annotated[list[int] | int, Option()], 3)}, "has the type"),
        ({"sizes": (Annotated[list[int], Option(min=1)], [0])}, "--sizes: 0 is not in the range"),
        ({"n_steps": (Annotated[int, Option(min=1)], 0)}, "--n-steps: 0 is not in the range"),
        ({"n_layers": (int, 3)}, "n_layers has no Option: write n_layers: Annotated"),
        ({"quick": (None, {"n_layers": 3})}, "quick sets n_layers, which is not a hyperparameter"),
        ({"earlier": (None, {"layers": 3})}, "earlier sets layers, which is not a hyperparameter"),
    ],
)
def test_a_declaration_that_is_not_supported_is_refused(fields, message):
    with pytest.raises(UserError, match=message):
        check_declaration(declared(**fields))


def test_a_constant_of_the_class_is_no_hyperparameter():
    check_declaration(
        declared(n_inputs=(ClassVar[int], 3), _scale=(float, 2.0), n_outputs=(None, 1))
    )


@pytest.mark.parametrize("kind", [list[str], list[int], list[float], list[Path], list[str] | None])
def test_a_list_of_texts_numbers_or_paths_may_be_declared(kind):
    check_declaration(declared(sizes=(Annotated[kind, Option()], [])))
