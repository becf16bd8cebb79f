"""time_series: TensorFlow 1's first MSE, both projections, the figures, a user's own series."""

import contextlib
import json
import re
import sys

import numpy as np
import pytest

from tf1rnn import run_task, tf
from tf1rnn.registry import discovery
from tf1rnn.runs.folder import folders
from tf1rnn.runs.resuming import resume_task
from tf1rnn.runs.run import Run

TimeSeries = discovery.discover().get("time_series")


def run(folder, seed=42, **values):
    return run_task(TimeSeries(**values), folder, seed=seed, device="cpu", echo=False)


def mean_and_sum(output):
    """The MSEs printed, by iteration: the mean over all values, and summed over the steps."""
    lines = re.findall(r"^(\d+) \tMSE: (\S+) \tsummed over the \d+ steps: (\S+)$", output, re.M)
    return {int(iteration): (float(mse), float(summed)) for iteration, mse, summed in lines}


def window_mse(output):
    """The MSE of the last prediction drawn, and that of repeating the last value."""
    found = re.findall(r"iterations: MSE (\S+) .*would give (\S+)$", output, re.M)
    return tuple(map(float, found[-1]))


@pytest.fixture
def csv_file(tmp_path):
    """A wave around 1000 in the column `price`: csv_file(n_values)."""

    def write(n_values=200):
        rows = [f"{i},{1000 + 50 * np.sin(i / 3)}" for i in range(n_values)]
        path = tmp_path / "prices.csv"
        path.write_text("\n".join(["day,price", *rows]) + "\n")
        return path

    return write


def test_the_first_mse_is_that_of_genuine_tensorflow_1_15(tmp_path):
    mse, summed = mean_and_sum(run(tmp_path, n_iterations=1, activation="relu").output)[0]
    assert mse == pytest.approx(11.967254, rel=1e-5)
    assert summed == pytest.approx(20 * 11.967254, rel=1e-5)


@pytest.mark.parametrize("projection", ["wrapper", "dense"])
def test_the_series_is_learnt_and_drawn(tmp_path, monkeypatch, projection):
    monkeypatch.setattr(sys.modules[TimeSeries.__module__], "FIGURE_AFTER", 200)
    finished = run(tmp_path, n_iterations=201, projection=projection)

    mse = {iteration: mean for iteration, (mean, _) in mean_and_sum(finished.output).items()}
    assert list(mse) == [0, 100, 200]
    assert mse[0] > 8 > 2 > mse[100] > mse[200]
    predicted, repeated = window_mse(finished.output)
    assert predicted < repeated
    names = sorted(path.name for path in (finished.folder / "figures").iterdir())
    assert names == [
        "generated.png",
        "prediction_after_200_iterations.png",
        "prediction_after_201_iterations.png",
    ]
    assert (finished.folder / "metrics.csv").read_text().startswith("step,loss\n0,")


def test_a_run_of_before_there_was_a_choice_of_activation_goes_on_with_relu(tmp_path):
    path = run(tmp_path, n_iterations=1, activation="relu").folder / folders.PARAMS
    params = json.loads(path.read_text())
    del params["hyperparameters"]["activation"]
    path.write_text(json.dumps(params))
    assert folders.task_of(path.parent, TimeSeries).activation == "relu"


def test_a_series_of_the_networks_own_stays_in_bounds_by_tanh_and_a_relu_is_told_to_have_none(
    tmp_path, monkeypatch
):
    quick = TimeSeries.quick
    assert "It explodes" not in run(tmp_path, **quick).output

    def generate(self, run, sequence):
        return np.append(sequence, np.full(300, 1e6))

    monkeypatch.setattr(TimeSeries, "generate", generate)
    told = run(tmp_path, n_iterations=1, activation="relu").output
    assert "It explodes: a ReLU has no ceiling. With --activation tanh it stays in bounds" in told


def test_both_projections_compute_the_same_from_the_same_weights():
    shapes = [(101, 100), (100,), (100, 1), (1,)]
    rng = np.random.RandomState(0)
    X_batch = rng.randn(3, 20, 1)
    weights = [rng.randn(*shape) / 10 for shape in shapes]
    outputs = []
    for projection in ("wrapper", "dense"):
        with tf.Graph().as_default(), tf.Session() as session:
            task = TimeSeries(projection=projection)
            task.construct()
            variables = tf.trainable_variables()
            assert [tuple(v.shape.as_list()) for v in variables] == shapes
            for variable, value in zip(variables, weights, strict=True):
                variable.load(value, session)
            outputs.append(session.run(task.outputs, feed_dict={task.X: X_batch}))
    np.testing.assert_allclose(*outputs, atol=1e-5)


def test_a_generated_series_continues_from_its_own_predictions(tmp_path, monkeypatch):
    predictions = {}

    class Keeping(TimeSeries):
        def generate(self, run, sequence):
            generated = super().generate(run, sequence)
            X_batch = generated[5:-1][-20:].reshape(1, 20, 1)
            next_value = run.session.run(self.outputs, feed_dict={self.X: X_batch})[0, -1, 0]
            predictions[float(sequence[1])] = generated, next_value
            return generated

    monkeypatch.setattr(sys.modules[TimeSeries.__module__], "N_GENERATED", 30)
    run_task(Keeping(n_iterations=50), tmp_path, device="cpu", echo=False)

    (from_zeros, last), (from_real, real_last) = predictions.values()
    assert len(from_zeros) == len(from_real) == 20 + 30
    assert not from_zeros[:20].any()
    assert from_real[1] == pytest.approx(0.1 * np.sin(0.1) / 3 + 2 * np.sin(0.5))
    assert from_zeros[-1] == pytest.approx(last)
    assert from_real[-1] == pytest.approx(real_last)


def test_a_generated_series_without_bounds_leaves_the_figure_readable(tmp_path, monkeypatch):
    drawn = {}

    class Growing(TimeSeries):
        def generate(self, run, sequence):
            growth = 1e6 if np.any(sequence) else np.nan
            return np.append(sequence, growth * np.linspace(0, 1, 300))

    class Keeping(Run):
        @contextlib.contextmanager
        def figure(self, name, **options):
            with super().figure(name, **options) as drawn[name]:
                yield drawn[name]

    monkeypatch.setattr("tf1rnn.runs.execution.Run", Keeping)
    run_task(Growing(n_iterations=1), tmp_path, device="cpu", echo=False)

    for axes, end in zip(drawn["generated"].axes, ("nan", "1e+06"), strict=True):
        low, high = axes.get_ylim()
        assert low < -12 < 11 < high < 40
        assert axes.get_title().endswith(f"to {end}")


def test_a_users_series_is_scaled_for_training_and_back_for_what_is_shown(tmp_path, csv_file):
    finished = run(tmp_path, n_iterations=200, csv=csv_file(), column="price")

    assert mean_and_sum(finished.output)[0][0] < 5, "training sees values of deviation 1"
    predicted, repeated = window_mse(finished.output)
    assert 1 < predicted < repeated, "in the column's own unit"
    low, high = re.search(r"itself runs from (\S+) to (\S+)", finished.output).groups()
    assert (float(low), float(high)) == pytest.approx((950, 1050), abs=1)
    assert (finished.folder / "figures" / "generated.png").exists()


@pytest.fixture
def dated_file(tmp_path):
    """Two waves with dates, the newest first and with a missing value, as an export writes them."""
    days = np.arange("2019-01-01", "2019-05-01", dtype="datetime64[D]").tolist()[::-1]
    prices = [f"{1000 + 50 * np.sin(i / 3):.2f}".replace(".", ",") for i in range(len(days))]
    amounts = ["n.a." if i == 7 else f"{i % 9}" for i in range(len(days))]
    rows = [f"{d:%d.%m.%Y};{p};{a}" for d, p, a in zip(days, prices, amounts, strict=True)]
    path = tmp_path / "Kurse.csv"
    path.write_text("\n".join(["Tag;Kurs;Menge", *rows]) + "\n")
    return path


@pytest.fixture
def figures(monkeypatch):
    """The figures of a run by name, with their axes as drawn."""
    drawn = {}

    class Keeping(Run):
        @contextlib.contextmanager
        def figure(self, name, **options):
            with super().figure(name, **options) as drawn[name]:
                yield drawn[name]

    monkeypatch.setattr("tf1rnn.runs.execution.Run", Keeping)
    return drawn


def test_a_run_says_how_it_read_a_file_and_draws_it_over_its_dates(tmp_path, dated_file, figures):
    finished = run(tmp_path, n_iterations=2, csv=dated_file, column="Kurs")
    first, *others = finished.output.splitlines()
    assert first.startswith("Kurse.csv: columns separated by semicolons; named in line 1; 120 rows")
    assert "dates in column 'Tag' (%d.%m.%Y), 2019-01-01 to 2019-04-30" in first
    assert "the newest row first; the rows are turned round" in "".join(others[:3])
    axes = figures["prediction_after_2_iterations"].axes[0]
    assert axes.get_xlabel() == "Tag"
    assert axes.get_xticklabels()[1].get_text().startswith("2019-04-")
    lower = figures["generated"].axes[1]
    assert [str(np.datetime64(d, "D")) for d in lower.lines[0].get_xdata()[[0, 19, 20, -1]]] == [
        "2019-04-11",
        "2019-04-30",
        "2019-05-01",
        "2020-02-24",
    ]


def test_several_columns_predict_one_and_no_series_is_generated_from_them(
    tmp_path, dated_file, figures
):
    values = {"n_iterations": 150, "csv": dated_file, "missing": "drop"}
    finished = run(tmp_path, column=["Menge", "Kurs"], target="Kurs", **values)
    assert "left out: 1 row with missing values" in finished.output
    assert "No series is generated: of the next inputs, only the target" in finished.output
    assert list(figures) == ["prediction_after_150_iterations"]
    assert figures["prediction_after_150_iterations"].axes[0].get_ylabel() == "Kurs of Kurse.csv"
    low, high = sorted(window_mse(finished.output))
    assert high < 10_000, "in the target's own unit, which goes from 950 to 1050"


def test_a_run_of_several_columns_is_resumed_as_it_began(tmp_path, dated_file):
    values = {"csv": dated_file, "column": ["Menge", "Kurs"], "missing": "interpolate"}
    whole = run(tmp_path, n_iterations=30, **values)
    part = run_task(
        TimeSeries(n_iterations=30, **values), tmp_path, device="cpu", echo=False, max_steps=12
    )
    rest = resume_task(folders.task_of(part.folder, TimeSeries), part.folder, echo=False)
    assert rest.output == whole.output


def test_missing_values_stop_a_run_before_it_begins(command, tmp_path, dated_file):
    options = ["--csv", dated_file, "--column", "Menge", "--runs-dir", tmp_path / "runs"]
    result = command("run", "time_series", *options)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert "line 9, column 'Menge': 'n.a.' is a missing value; 1 of 120 are missing" in result.err
    assert "--missing drop leaves out their rows, --missing interpolate fills" in result.err
    assert not (tmp_path / "runs").exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--csv", "none.csv", "--column", "price"], "--csv none.csv: there is no such file"),
        (["--column", "price"], "--column: is about --csv FILE; give --csv too"),
        (["--missing", "drop"], "--missing: is about --csv FILE; give --csv too"),
        (["--decimal", "point"], "--decimal: is about --csv FILE; give --csv too"),
        (["--na-value", "-9"], "--na-value: is about --csv FILE; give --csv too"),
        (["--projection", "dens"], "--projection"),
        (["--n-steps", "0"], "--n-steps"),
    ],
)
def test_invalid_options_are_refused(command, tmp_path, options, message):
    result = command("run", "time_series", "--runs-dir", tmp_path / "runs", *options)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert not (tmp_path / "runs").exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--column", "pric"], "--column pric: there is no such column; did you mean 'price'?"),
        ([], "--column: name the column to read; the columns of"),
        (["--column", "price", "--target", "pric"], "--target pric: there is no such column"),
        (["--column", "price", "--separator", "::"], "--separator ::: give one character"),
        (["--column", "price", "--n-steps", "100"], "--n-steps 100: price of prices.csv has 200"),
    ],
)
def test_a_csv_file_that_does_not_fit_its_options_is_refused(
    command, tmp_path, csv_file, options, message
):
    runs = tmp_path / "runs"
    result = command("run", "time_series", "--runs-dir", runs, "--csv", csv_file(), *options)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert result.err.count("\n") == 1
    assert not runs.exists()


def test_the_lessons_printout_is_explained_in_its_unit(command):
    result = command("compare", "time_series")
    assert result.code == 0
    assert "run with n_iterations=401" in result.out
    assert "-> 5 of 5 numbers in band\n=> explained: it is the sum over 20 steps" in result.out
