"""The lesson's series, a user's column, and the CSV files that are refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tf1rnn.datasets.series import RecordedSeries, SineSeries, read_column
from tf1rnn.errors import UserError


@pytest.fixture
def csv_file(tmp_path):
    def write(content):
        path = tmp_path / "my series.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_the_sine_series_is_the_tutorials():
    series = SineSeries()
    assert series(np.pi) == pytest.approx(0, abs=1e-12)
    assert series(np.pi / 2) == pytest.approx(np.pi / 6 + 2)
    assert len(series.values) == 300


@pytest.mark.parametrize("series", [SineSeries(), RecordedSeries(np.arange(50.0), 20, "rows")])
def test_a_batchs_targets_are_its_inputs_one_step_later(series):
    X_batch, y_batch = series.next_batch(7, 20)
    assert X_batch.shape == y_batch.shape == (7, 20, 1)
    np.testing.assert_array_equal(X_batch[:, 1:], y_batch[:, :-1])


@pytest.mark.parametrize(("random", "first", "last"), [(0.0, 0, 2), (1.0, 28, 30)])
def test_windows_of_the_sine_series_lie_between_0_and_30(monkeypatch, random, first, last):
    series = SineSeries()
    monkeypatch.setattr(np.random, "rand", lambda *shape: np.full(shape, random))
    window = series.windows(1, 21)[0]
    np.testing.assert_allclose(window[[0, -1]], series(np.array([first, last])), atol=1e-12)


def test_windows_longer_than_the_sine_series_are_refused():
    assert SineSeries(300).next_batch(2, 300)[0].shape == (2, 300, 1)
    with pytest.raises(UserError, match="--n-steps 301: the series has 300 steps in all"):
        SineSeries(301)


def test_the_last_values_of_a_recording_are_held_out_of_training_and_of_its_scale():
    values = np.concatenate([np.linspace(-1, 1, 41), np.full(20, 1e6)])
    series = RecordedSeries(values, 20, "jump")
    assert series.mean == pytest.approx(0)
    X_batch, y_batch = series.next_batch(500, 20)
    assert max(X_batch.max(), y_batch.max()) == pytest.approx(1 / series.deviation)
    times, window = series.test_window(20)
    np.testing.assert_array_equal(times, np.arange(41, 62))
    np.testing.assert_allclose(series.unscale(window), values[-21:])


def test_every_window_before_the_test_values_is_drawn_in_training():
    np.random.seed(0)
    series = RecordedSeries(np.arange(9.0), 3, "rows")
    _, y_batch = series.next_batch(200, 3)
    assert set(np.round(series.unscale(y_batch[:, -1, 0]))) == {3, 4, 5}


def test_a_series_that_never_changes_is_scaled_to_zeros():
    series = RecordedSeries(np.full(41, 7.0), 20, "flat")
    assert not series.values.any()
    assert series.unscale(series.values).tolist() == [7.0] * 41


def test_a_series_too_short_for_a_window_and_a_test_is_refused():
    assert RecordedSeries(np.arange(41.0), 20, "long enough").n_training == 21
    with pytest.raises(UserError, match="--n-steps 20: short has 40 values, too few: 21 to train"):
        RecordedSeries(np.arange(40.0), 20, "short")


@pytest.mark.parametrize(
    "content",
    [
        "day,price\n1,10\n2,-2.5\n3,1e3\n",
        "day,price\r\n1,10\r\n2,-2.5\r\n3,1e3",  # Windows, no newline at the end
        '"day","price"\n\n"1"," 10 "\n2,-2.5,extra\n3,1e3\n\n',
        b"\xef\xbb\xbfprice,day\n10,1\n-2.5,2\n1e3,3\n",  # with a byte order mark
    ],
)
def test_a_column_is_read_by_name(csv_file, content):
    assert read_column(csv_file(content), "price").tolist() == [10, -2.5, 1000]


HEADER = "day,price\n1,10\n"
REFUSED = {
    "empty": ("", "price", "empty; its first line must name the columns"),
    "no such column": (
        HEADER,
        "prices",
        "--column prices: .*did you mean 'price'. .*: 'day', 'price'",
    ),
    "another case": (HEADER, "PRICE", "did you mean 'price'"),
    "nothing like it": (
        HEADER,
        "wind",
        "there is no such column; the columns of .* 'day', 'price'",
    ),
    "no column given": (HEADER, None, "--column: name the column to read; .* 'day', 'price'"),
    "a column twice": ("price,price\n1,2\n", "price", "2 columns of that name"),
    "a word": (HEADER + "2,dear\n", "price", "line 3, column 'price': 'dear' is not a number"),
    "a long word": (HEADER + "2," + "x" * 99, "price", f"'{'x' * 20}...' is not a number"),
    "a name of two lines": ('"a\nb",c\n1,2\n', "price", r"'a\\nb', 'c'"),
    "an empty cell": (HEADER + "2,\n", "price", "line 3, column 'price': '' is not a number"),
    "a short line": (HEADER + "\n2\n", "price", "line 4, column 'price': the line ends before"),
    "an underscore": (HEADER + "2,1_0\n", "price", "'1_0' is not a number"),
    "a decimal comma": (HEADER + '2,"1,5"\n', "price", "'1,5' is not a number"),
    "nan": (HEADER + "2,nan\n", "price", "line 3, column 'price': 'nan' is not a finite number"),
    "inf": (HEADER + "2,-inf\n", "price", "'-inf' is not a finite number"),
    "too large": (HEADER + "2,1e200\n", "price", "'1e200' is not a finite number of 1e.100"),
    "not UTF-8": (b"day,price\n1,10\n2,\xff\n", "price", "line 3 is not UTF-8"),
    "an open quote": (HEADER + '2,"10\n', "price", "line 3: "),
    "a long field": (HEADER + "2," + "1" * 200_000, "price", "line 3: field larger"),
}


@pytest.mark.parametrize(("content", "column", "message"), REFUSED.values(), ids=REFUSED)
def test_an_invalid_csv_file_is_refused_by_file_line_and_column(csv_file, content, column, message):
    with pytest.raises(UserError, match=message) as error:
        read_column(csv_file(content), column)
    assert "\n" not in str(error.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(UserError, match=f"--csv {path}: .*(no such|a regular) file"):
            read_column(path, "price")


@settings(max_examples=200, deadline=None)
@given(content=st.binary(max_size=60), column=st.sampled_from(["a", "", "\x00"]))
def test_any_bytes_give_numbers_or_one_clear_line(tmp_path_factory, content, column):
    path = tmp_path_factory.mktemp("csv") / "series.csv"
    path.write_bytes(content)
    message, values = "", np.zeros(0)
    try:
        values = read_column(path, column)
    except UserError as error:
        message = str(error)
    assert "\n" not in message
    assert np.isfinite(values).all()
