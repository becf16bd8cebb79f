"""The lesson's series and a user's: windows, targets, scale, several inputs, dates."""

import numpy as np
import pytest

from tf1rnn.datasets.series import RecordedSeries, SineSeries
from tf1rnn.errors import UserError


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


def test_several_columns_are_inputs_each_scaled_by_itself():
    values = np.arange(50.0)
    inputs = np.stack([values, 1000 - 3 * values], axis=1)
    series = RecordedSeries(values, 20, "rows", inputs)
    assert (series.n_inputs, series.goes_on_by_itself) == (2, False)
    np.testing.assert_allclose(series.inputs[:30].mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(series.inputs[:30].std(axis=0), 1)
    np.random.seed(0)
    X_batch, y_batch = series.next_batch(5, 20)
    assert (X_batch.shape, y_batch.shape) == ((5, 20, 2), (5, 20, 1))
    np.testing.assert_allclose(X_batch[:, 1:, 0], y_batch[:, :-1, 0])
    np.testing.assert_allclose(X_batch[..., 0], -X_batch[..., 1])


@pytest.mark.parametrize("series", [SineSeries(), RecordedSeries(np.arange(50.0), 20, "rows")])
def test_the_network_is_given_the_instance_of_the_test_window(series):
    _, values = series.test_window(20)
    np.testing.assert_array_equal(series.test_inputs(20)[0, :, 0], values[:-1])


def test_dates_go_on_by_their_usual_step():
    days = np.arange("2019-01-01", "2019-03-01", dtype="datetime64[D]")
    weekdays = days[np.is_busday(days)].astype("datetime64[us]")
    series = RecordedSeries(np.arange(float(len(weekdays))), 5, "price", times=weekdays)
    times, _ = series.real_instance(5)
    np.testing.assert_array_equal(times, weekdays[-5:])
    later = series.times_after(times, 3).astype("datetime64[D]").astype(str)
    assert later.tolist() == ["2019-03-01", "2019-03-02", "2019-03-03"]
    assert SineSeries().times_after(np.array([0.0, 0.1]), 2) == pytest.approx([0.2, 0.3])
    rows = RecordedSeries(np.arange(50.0), 20, "rows")
    assert rows.times_after(rows.real_instance(20)[0], 2).tolist() == [51, 52]
