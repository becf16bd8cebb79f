"""Hyperparameters: declared as annotated fields, checked for a value from any source."""

import json
from pathlib import Path
from typing import Annotated, Literal

import pytest

from tf1rnn import Option, Task, UserError
from tf1rnn.task import hyperparameters, parsed, summary


class Series(Task):
    """Predict a series.

    More about it."""

    topic = 6
    configuration = "sequence to sequence"
    n_steps: Annotated[int, Option(min=1, max=50, help="time steps")] = 20
    learning_rate: Annotated[float, Option(min=0.0)] = 0.001
    init: Annotated[Literal["lesson", "random"], Option()] = "lesson"
    csv: Annotated[Path | None, Option()] = None
    swap: Annotated[bool, Option()] = False

    def construct(self):
        pass

    def execute(self, run):
        pass


def test_a_task_takes_the_name_of_its_module():
    assert Series.name == "test_task"


def test_fields_are_hyperparameters_in_their_order_with_type_default_and_bounds():
    found = {h.name: (h.flag, h.type_name, h.bounds, h.default) for h in hyperparameters(Series)}
    assert found == {
        "n_steps": ("--n-steps", "int", "1<=x<=50", 20),
        "learning_rate": ("--learning-rate", "float", "x>=0.0", 0.001),
        "init": ("--init", "lesson|random", "", "lesson"),
        "csv": ("--csv", "path", "", None),
        "swap": ("--swap", "bool", "", False),
    }


def test_values_default_and_are_set_by_keyword():
    task = Series(n_steps=5, learning_rate=1, csv="a.csv")
    assert task.values == {
        "n_steps": 5,
        "learning_rate": 1.0,
        "init": "lesson",
        "csv": Path("a.csv"),
        "swap": False,
    }


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"n_steps": 0}, "--n-steps: 0 is not in the range 1<=x<=50"),
        ({"n_steps": 51}, "--n-steps: 51 is not in the range"),
        ({"n_steps": 2.5}, "--n-steps: 2.5 is not of type int"),
        ({"n_steps": True}, "--n-steps: True is not of type int"),
        ({"n_steps": "3"}, "--n-steps: '3' is not of type int"),
        ({"learning_rate": float("nan")}, "--learning-rate: nan is not in the range x>=0.0"),
        ({"init": "best"}, "--init: 'best' is not of type lesson|random"),
        ({"csv": 3}, "--csv: 3 is not of type path"),
        ({"swap": 1}, "--swap: 1 is not of type bool"),
        ({"n_step": 1}, "test_task has no hyperparameter n_step"),
    ],
)
def test_a_value_of_the_wrong_type_or_out_of_bounds_is_refused_by_name(values, message):
    with pytest.raises(UserError, match="(?s)" + message.replace("|", r"\|").replace("(", r"\(")):
        Series(**values)


def test_a_task_may_extend_another_and_has_its_hyperparameters():
    class Deep(Series):
        """Deeper."""

        n_layers: Annotated[int, Option(min=1)] = 3
        n_steps: Annotated[int, Option(min=1)] = 7

    assert [h.name for h in hyperparameters(Deep)][-1] == "n_layers"
    assert Deep().n_steps == 7


def test_the_summary_is_the_first_line_of_the_docstring():
    assert summary(Series) == "Predict a series."


class Lists(Task):
    """Take lists."""

    columns: Annotated[list[str] | None, Option(help="columns to read")] = None
    sizes: Annotated[list[int], Option(min=1, max=9)] = [3, 4]
    files: Annotated[list[Path], Option()] = []


def test_a_list_is_a_hyperparameter_whose_items_have_type_and_bounds():
    found = {h.name: (h.type_name, h.bounds, h.default) for h in hyperparameters(Lists)}
    assert found == {
        "columns": ("list of str", "", None),
        "sizes": ("list of int", "1<=x<=9", [3, 4]),
        "files": ("list of path", "", []),
    }
    task = Lists(columns=("a", "b"), sizes=[9], files=["x"])
    assert task.values == {"columns": ["a", "b"], "sizes": [9], "files": [Path("x")]}


def test_a_single_item_stands_for_a_list_of_it_and_defaults_are_not_shared():
    assert Lists(columns="Close").columns == ["Close"]
    assert Lists(columns=None).columns is None
    Lists().sizes.append(5)
    assert Lists().sizes == [3, 4]


def test_lists_are_the_same_after_params_json():
    task = Lists(columns=["a", "b"], files=[Path("x"), Path("y")])
    kept = json.loads(json.dumps(task.values, default=str))
    assert Lists(**kept).values == task.values


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"sizes": [3, 10]}, "--sizes: 10 is not in the range 1<=x<=9"),
        ({"sizes": ["3"]}, "--sizes: '3' is not of type int"),
        ({"sizes": None}, "--sizes: None is not of type int"),
        ({"columns": [1]}, "--columns: 1 is not of type str"),
        ({"columns": ["a", "\ud800"]}, "--columns: .* is not UTF-8"),
    ],
)
def test_an_item_of_the_wrong_type_or_out_of_bounds_is_refused(values, message):
    with pytest.raises(UserError, match=message):
        Lists(**values)


def test_a_text_means_the_items_between_its_commas():
    texts = {"columns": "Close, Volume", "sizes": "5,6", "files": "a.csv"}
    assert parsed(Lists, texts) == {
        "columns": ["Close", "Volume"],
        "sizes": [5, 6],
        "files": [Path("a.csv")],
    }
    assert parsed(Lists, {"columns": "None"}) == {"columns": None}
    with pytest.raises(UserError, match="--sizes: 'five' is not of type int"):
        parsed(Lists, {"sizes": "5,five"})


def test_a_hyperparameter_without_a_default_is_refused():
    class Bare(Task):
        n_steps: Annotated[int, Option()]

    with pytest.raises(UserError, match="n_steps has no default"):
        hyperparameters(Bare)
