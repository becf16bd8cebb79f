"""Every known difference from TensorFlow 1.15, with its reason: the one list there is of them.

The parity suite takes its expected failures from here: a program that is named must differ in the
columns that are named, and in no other. docs/differences.md ends with this list. After a change,
print it again:

    python -m tf1rnn.tf1.parity.differences
"""

import re
import textwrap
from collections.abc import Iterator
from typing import NamedTuple

from tf1rnn.tf1.parity.programs_differences import AFTER, GRADIENTS

NUMBERS = "Numbers"
BEHAVIOUR = "Names and behaviour"
OLD = "Programs from before TensorFlow 1.0 (`exec --tf 0.12`)"
TASKS = "Runs and the lesson's tasks"


class Difference(NamedTuple):
    """A known difference: where tf1rnn does not give what TensorFlow 1.15 gave."""

    name: str
    section: str
    what: str
    why: str
    programs: tuple[str, ...] = ()  # topic/program of the parity suite, which show it
    columns: tuple[str, ...] = ()  # the columns of the parity table in which these differ
    test: str = ""  # file::test in tests/ that shows it, where no program can


def _names(programs: dict) -> tuple[str, ...]:
    return tuple(f"differences/{program.__name__}" for program in programs.values())


def _functions(programs: dict) -> str:
    """The functions that programs are of, in Markdown: `tf.nn.swish`, ..."""
    return ", ".join(re.sub(r"tf\.[\w.]+", r"`\g<0>`", label) for label in programs)


DIFFERENCES = (
    Difference(
        "rounding",
        NUMBERS,
        "Outputs may differ by 1e-06 (relative, if they are larger than 1), losses by 0.0001 "
        "(relative).",
        "Today's TensorFlow adds float32 numbers in another order. So does the fast path of a run "
        "with replicas.",
        test="tf1/parity/test_differences.py::test_the_tolerances_are_those_of_the_comparison",
    ),
    Difference(
        "shuffle_and_repeat",
        NUMBERS,
        "`dataset.shuffle(n).repeat()` gives another order for the same seed from the second "
        "repetition on. The first repetition, `shuffle` alone, and `repeat` before `shuffle` give "
        "the order of 1.15.",
        "TensorFlow 1.15 fused the two into one kernel, whose random numbers went on from one "
        "repetition to the next. Today's TensorFlow draws a seed for each.",
        programs=("differences/shuffled_and_repeated",),
        columns=("outputs",),
    ),
    Difference(
        "operations_after_functions",
        NUMBERS,
        f"After one of these functions, random operations get other seeds: {_functions(AFTER)}.",
        "A seed is the number of operations in the graph. These functions are built from more or "
        "fewer operations than in 1.15, and tf1rnn does not correct the count. The lesson does not "
        "use them.",
        programs=_names(AFTER),
        columns=("seeds", "outputs"),
    ),
    Difference(
        "operations_after_gradients",
        NUMBERS,
        "After the gradient of one of these functions, random operations get other seeds: "
        f"{_functions(GRADIENTS)}.",
        "The gradients, too, are built from more or fewer operations. Few programs create random "
        "operations after their gradients.",
        programs=_names(GRADIENTS),
        columns=("seeds", "outputs"),
    ),
    Difference(
        "tensor_float_32",
        NUMBERS,
        "On a recent NVIDIA GPU, `exec` multiplies float32 matrices in TensorFloat-32, which keeps "
        "10 bits of 23. `run` does not.",
        "It is the default of today's TensorFlow. `run` switches it off.",
        programs=("differences/tensor_float_32",),
        columns=("outputs",),
    ),
    Difference(
        "operations_in_graph",
        BEHAVIOUR,
        "The operations in a graph are not always those of 1.15. In a run, random operations have "
        "other types: `StatefulUniform` instead of `RandomUniform`.",
        "Seeds only need the right number of operations. tf1rnn counts those that are missing and "
        "does not build them. The other types let a checkpoint hold the state of each generator.",
        programs=("differences/operations_in_graph",),
        columns=("outputs",),
    ),
    Difference(
        "own_weights",
        BEHAVIOUR,
        "Where the layers of `MultiRNNCell([cell] * n_layers)` have inputs of different sizes, "
        "each gets its own weights, with a remark. TensorFlow 1.15 raised an error there.",
        "Such programs were written for TensorFlow 1.0, where each layer had its own, as in the "
        "lesson's tasks and in `exec --tf 1.0` always.",
        test="tf1/contrib/test_rnn_multi.py::"
        "test_layers_that_cannot_share_get_weights_of_their_own_with_a_remark",
    ),
    Difference(
        "keras_variable_names",
        BEHAVIOUR,
        "The variables of Keras's recurrent layers have longer names: `lstm/lstm_cell/kernel` for "
        "`lstm/kernel`. A checkpoint of 1.15 does not fit them.",
        "Keras renamed them. Cells of `tf.contrib.rnn` and `tf.nn.rnn_cell` keep the old names.",
        programs=("differences/keras_recurrent_layers",),
        columns=("initial values",),
    ),
    Difference(
        "absent_names",
        BEHAVIOUR,
        "Some names of 1.15 are not available, most of them in `tf.contrib`: `tpu`, "
        "`tensor_forest`, `cudnn_rnn` and more.",
        "They have left TensorFlow, and RNN programs rarely use them. The error message says what "
        "to use instead. `python main.py doctor PROGRAM` lists what a program uses.",
        test="tf1/names/test_absent.py::"
        "test_the_error_for_a_name_says_what_it_was_and_to_use_one_that_exists",
    ),
    Difference(
        "estimators",
        BEHAVIOUR,
        "`tf.estimator` has no ready-made models such as `DNNClassifier`. It trains on one machine "
        "only and does not read `TF_CONFIG`.",
        "Estimators have left TensorFlow. tf1rnn provides `Estimator` itself.",
        test="tf1/parity/test_differences.py::test_estimators_are_general_and_train_on_one_machine",
    ),
    Difference(
        "vocabulary_file",
        BEHAVIOUR,
        "`VocabularyProcessor.save` writes JSON, and `restore` does not read the files of 1.15.",
        "Those files are pickles. A pickle can run any code when it is read.",
        test="tf1/contrib/test_learn.py::test_a_pickled_vocabulary_is_refused_not_run",
    ),
    Difference(
        "messages",
        BEHAVIOUR,
        "Errors have the same class, but not always the same message. Advice to move to TensorFlow "
        "2 is not printed.",
        "The messages come from today's TensorFlow. A TensorFlow 1 program cannot follow the "
        "advice.",
        test="tf1/parity/test_differences.py::"
        "test_an_error_has_the_class_it_had_and_the_words_of_today",
    ),
    Difference(
        "python_2",
        BEHAVIOUR,
        "Programs in Python 2 do not run.",
        "TensorFlow 1.15 ran on Python 2.7 too; today's does not.",
        test="programs/test_running.py::test_python_2_is_reported_in_one_line",
    ),
    Difference(
        "old_division",
        OLD,
        "`//` and `%` of negative integer tensors round down. In 0.12 they rounded towards zero. "
        "`tf.div` and `tf.mod` still do.",
        "Both operators belong to the class `Tensor`, which is the same for all code in a process.",
        test="tf1/parity/test_differences.py::test_operators_divide_as_today_in_programs_of_0_12",
    ),
    Difference(
        "old_contrib_cells",
        OLD,
        "`tf.contrib.rnn` has the cells of 1.15, not those of 0.12.",
        "Programs of that time took their cells from `tf.nn.rnn_cell`, which has those of 0.12.",
        test="tf1/parity/test_differences.py::test_contrib_has_the_cells_of_1_15_in_programs_of_0_12",
    ),
    Difference(
        "restarting_operations",
        TASKS,
        "When a run is resumed, some random operations restart: shuffles and candidate samplers. "
        "`resume` names them.",
        "Their kernels do not give away the state of their generators. In TensorFlow 1, every "
        "random operation restarted.",
        test="runs/test_resume_random.py::test_the_random_operations_that_restart_are_named",
    ),
    Difference(
        "recovered_weights",
        TASKS,
        "The tasks of Demo 1 start from the lesson's own weights. `--init random` draws them, as "
        "the listings do.",
        "The lesson ran without a seed, so no seed gives its numbers. Its weights were computed "
        "from the outputs that it prints.",
        test="tasks/test_demo_1.py::test_a_listing_prints_the_lessons_numbers",
    ),
    Difference(
        "drawn_digits",
        TASKS,
        "If MNIST is not available, the classifiers train on digits that tf1rnn draws itself, and "
        "say so.",
        "They can run without a network. With `--data mnist` they never take drawn digits.",
        test="tasks/test_mnist.py::test_output_and_params_json_tell_drawn_digits_from_genuine_ones",
    ),
)

# topic/program -> the columns of the parity table in which it is known to differ.
KNOWN = {
    program: difference.columns for difference in DIFFERENCES for program in difference.programs
}


def markdown() -> str:
    """The list as docs/differences.md shows it, section by section."""
    return "\n\n".join(_paragraphs()) + "\n"


def _paragraphs() -> Iterator[str]:
    section = None
    for difference in DIFFERENCES:
        if difference.section != section:
            section = difference.section
            yield f"## {section}"
        yield f"### {difference.name}"
        for text in (
            difference.what,
            f"*Why:* {difference.why}",
            f"*Shown by:* {_evidence(difference)}",
        ):
            yield textwrap.fill(text, 100, break_long_words=False, break_on_hyphens=False)


def _evidence(difference: Difference) -> str:
    if difference.test:
        path, _, name = difference.test.partition("::")
        return f"`{name}` in [tests/{path}](../tests/{path})"
    programs = ", ".join(f"`{program.partition('/')[2]}`" for program in difference.programs)
    return f"{programs} ({', '.join(difference.columns)})"


if __name__ == "__main__":
    print(markdown(), end="")
