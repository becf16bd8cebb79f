"""Demo 1: five listings that print the lesson's numbers from the lesson's weights."""

import numpy as np
import pytest

from tf1rnn import UserError, run_task
from tf1rnn.lesson.exact import parse_blocks
from tf1rnn.lesson.printouts import load_printouts
from tf1rnn.registry import discovery

REGISTRY = discovery.discover()
PRINTOUTS = {p.task: p for p in load_printouts(discovery.lesson_folder() / "printouts")}
TASKS = ["basic_rnn", "static_rnn", "static_rnn_packed", "dynamic_rnn", "variable_length"]


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """printed("basic_rnn", init="random", seed=1) -> the run's output; each run once."""
    outputs = {}

    def output(name, seed=42, **values):
        key = (name, seed, *values.items())
        if key not in outputs:
            task = REGISTRY.get(name)(**values)
            folder = tmp_path_factory.mktemp("runs")
            outputs[key] = run_task(task, folder, seed=seed, device="cpu", echo=False).output
        return outputs[key]

    return output


def numbers(output):
    return {block.statement: np.array(block.numbers) for block in parse_blocks(output)}


@pytest.mark.parametrize("name", TASKS)
def test_a_listing_prints_the_lessons_numbers(printed, name):
    results = PRINTOUTS[name].compare(printed(name))

    assert [result.lesson.statement for result in results if not result.holds] == []
    # All are within 1.2e-7 but, without oneDNN, one number: its tanh is already 1.
    assert PRINTOUTS[name].tolerance == 1.2e-7
    assert sum(result.n_allowed for result in results) <= 1


def test_arrays_are_laid_out_as_the_lesson_prints_them(printed):
    # The lesson's lines differ in their spaces, so no more than this one can be equal everywhere.
    zeros = "[ 0.          0.          0.          0.          0.        ]]"
    (block, _) = PRINTOUTS["variable_length"].blocks

    assert any(zeros in line for line in block.lines)
    assert any(zeros in line for line in printed("variable_length").splitlines())


@pytest.mark.parametrize("name", TASKS)
def test_every_statement_is_printed_with_the_lessons_prompt(printed, name):
    theirs = [block.prompt for block in PRINTOUTS[name].blocks]

    assert [block.prompt for block in parse_blocks(printed(name))] == theirs


def test_padding_beyond_an_instances_length_gives_zeros_and_leaves_its_state(printed):
    output = numbers(printed("variable_length"))
    outputs_val = output[">>> print(outputs_val)"].reshape(4, 2, 5)
    states_val = output[">>> print(states_val)"].reshape(4, 5)

    assert not outputs_val[1, 1].any()
    np.testing.assert_array_equal(states_val[1], outputs_val[1, 0])
    np.testing.assert_array_equal(states_val[[0, 2, 3]], outputs_val[[0, 2, 3], 1])


@pytest.mark.parametrize("name", TASKS)
def test_random_weights_print_other_numbers_for_every_seed(printed, name):
    first = printed(name, init="random", seed=1)

    assert not any(result.holds for result in PRINTOUTS[name].compare(first))
    assert first != printed(name, init="random", seed=2)


@pytest.mark.parametrize("name", ["basic_rnn", "dynamic_rnn"])
def test_random_weights_repeat_with_the_seed(printed, name, tmp_path):
    task = REGISTRY.get(name)(init="random")

    again = run_task(task, tmp_path, seed=1, device="cpu", echo=False)

    assert again.output == printed(name, init="random", seed=1)


@pytest.mark.parametrize("name", TASKS)
def test_a_layer_of_another_size_needs_random_weights(printed, name, tmp_path):
    output = numbers(printed(name, init="random", n_neurons=2))
    assert {len(block) for block in output.values()} <= {4 * 2, 4 * 2 * 2}

    runs_dir = tmp_path / "runs"
    with pytest.raises(UserError, match=r"--n-neurons: .* add --init random"):
        run_task(REGISTRY.get(name)(n_neurons=2), runs_dir, device="cpu", echo=False)
    assert not runs_dir.exists()
