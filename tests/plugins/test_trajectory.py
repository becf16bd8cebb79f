"""trajectory: cars obey physics, the claim holds on a small setting, recorded paths are read."""

import re

import numpy as np
import pytest

from tests.plugins.conftest import small
from tf1rnn import UserError, conformance, run_task


@pytest.fixture(scope="module")
def driving(helper):
    return helper("trajectory", "driving")


@pytest.fixture(scope="module")
def physics(helper):
    return helper("trajectory", "physics")


@pytest.fixture(scope="module")
def drives(driving):
    return driving.drive(1000, np.random.RandomState(3))


def constant(value):
    return lambda step, speed, heading: np.full(len(speed), value)


def test_a_car_that_brakes_needs_the_distance_that_physics_gives_and_stays(driving):
    positions, speeds = driving.simulate(np.array([20.0]), constant(-5.0), constant(0.0), 300)
    assert speeds[0, -1] == 0
    np.testing.assert_allclose(positions[0, -1], [20.0**2 / (2 * 5), 0], atol=0.01)


def test_a_car_whose_wheel_is_held_drives_a_circle_of_the_wheelbase_over_the_tangent(driving):
    angle, speed = 0.2, 5.0
    radius = driving.WHEELBASE / np.tan(angle)
    positions, _ = driving.simulate(np.array([speed]), constant(0.0), constant(angle), 1000)
    away = np.linalg.norm(positions[0] - [0, radius], axis=1)
    np.testing.assert_allclose(away, radius, rtol=1e-3)


def test_no_car_drives_faster_brakes_harder_or_swerves_more_than_cars_do(driving, drives):
    path = np.concatenate([drives.past[:, :1], drives.future], axis=1)[:, 1:]
    steps = np.diff(path, axis=1) / driving.DT
    speeds = np.linalg.norm(steps, axis=2)
    assert 28 < speeds.max() < 36  # m/s: 20 at first, 3 m/s^2 for up to 4.8 s
    gain = np.diff(speeds, axis=1) / driving.DT
    assert -driving.HARDEST_BRAKING - 0.01 < gain.min() < -6
    sideways = np.linalg.norm(np.diff(steps, axis=1), axis=2) / driving.DT
    assert np.quantile(sideways, 0.999) < 9.81  # m/s^2: tyres hold little more than the weight


def test_a_change_of_lane_ends_a_lane_beside_and_a_turn_off_at_a_right_angle(driving, drives):
    changed = (drives.manoeuvre == 3) & (drives.begun < -1.6)
    shift = np.abs(drives.future[changed, -1, 1])
    np.testing.assert_allclose(shift, driving.LANE, atol=0.8)
    turned = (drives.manoeuvre == 4) & (drives.begun < -1.6)
    last = np.diff(drives.future[turned, -2:], axis=1)[:, 0]
    angle = np.abs(np.arctan2(last[:, 1], last[:, 0]))
    assert np.median(angle) == pytest.approx(np.pi / 2, abs=0.1)


def test_what_is_measured_is_two_centimetres_off(driving):
    still = driving.drive(300, np.random.RandomState(4)).past[:, 0]  # which begins at 0, 0
    assert still.std() == pytest.approx(driving.NOISE, rel=0.15)


def test_cars_that_meet_are_apart_now_and_some_collide(driving, drives):
    pairs = driving.meet(drives, 500, np.random.RandomState(5))
    now = driving.nearest(
        drives.past[pairs.first, -1:], pairs.place(drives.past[pairs.second, -1:])
    )
    assert now.min() > 3 * driving.CAR
    coming = driving.nearest(drives.future[pairs.first], pairs.place(drives.future[pairs.second]))
    assert coming.max() <= 8
    assert 0.3 < np.mean(coming < driving.CAR) < 0.6


def test_the_baselines_are_exact_where_the_car_does_what_they_suppose(driving, physics):
    speeds, turns = constant(0.0), constant(0.05)
    n = driving.N_PAST + driving.N_FUTURE
    for steering, method in ((constant(0.0), "constant_velocity"), (turns, "constant_turn")):
        path, _ = driving.simulate(np.array([9.0]), speeds, steering, n * driving.SUBSTEPS)
        path = path[:, :: driving.SUBSTEPS]
        past, future = path[:, : driving.N_PAST + 1], path[:, driving.N_PAST + 1 :]
        assert physics.errors(getattr(physics, method)(past), future).max() < 0.05


def test_the_network_is_nearer_than_physics_after_a_short_training(use_case, tmp_path):
    task = use_case("trajectory")(n_iterations=400, n_cars=3000, n_neurons=32, learning_rate=0.01)
    run = run_task(task, tmp_path, device="cpu", echo=False)
    *_, physics, network = re.findall(r"([\d.]+) m$", run.output.split("error after 1 s")[1], re.M)
    assert float(network) < float(physics)
    figures = {path.stem for path in (run.folder / "figures").iterdir()}
    assert {"errors", "paths"} <= figures


def write_circle(path, names="t,x,y", n=600):
    t = np.arange(n) * 0.1
    rows = [f"{a:.1f},{20 * np.cos(a / 4):.3f},{20 * np.sin(a / 4):.3f}" for a in t]
    path.write_text("\n".join([names, *rows]))
    return path


def test_recorded_paths_are_read_in_windows_without_gaps(helper, tmp_path):
    recorded = helper("trajectory", "recorded")
    past, future, remarks = recorded.read_path(write_circle(tmp_path / "a.csv"), None)
    assert past.shape == (275, 11, 2)
    assert future.shape == (275, 15, 2)
    np.testing.assert_allclose(np.linalg.norm(future, axis=2), 20, atol=0.01)
    np.testing.assert_allclose(past[1, 0], [20 * np.cos(0.05), 20 * np.sin(0.05)], atol=2e-3)
    assert "600 rows" in remarks[0]
    path = write_circle(tmp_path / "b.csv", "seconds,east,north")
    again, *_ = recorded.read_path(path, ["seconds", "east", "north"])
    np.testing.assert_array_equal(again, past)
    lines = path.read_text().splitlines()
    path.write_text("\n".join(lines[:300] + lines[400:]))
    split, *_ = recorded.read_path(path, ["seconds", "east", "north"])
    assert len(split) == 125 + 76


@pytest.mark.parametrize(
    ("names", "n", "column", "message"),
    [
        ("a,x,y", 600, None, "t"),
        ("t,x,y", 100, None, "has 25 windows of 5 s without a gap of 1 s, too few to learn from"),
        ("t,x,y", 600, ["t", "x"], "--column: given 2 times; name the columns of t, x and y"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused(helper, tmp_path, names, n, column, message):
    path = write_circle(tmp_path / "a.csv", names, n)
    with pytest.raises(UserError, match=message):
        helper("trajectory", "recorded").read_path(path, column)


@pytest.mark.usefixtures("no_figures")
def test_a_run_on_recorded_paths_resumes_as_if_it_had_not_been_interrupted(use_case, tmp_path):
    path = write_circle(tmp_path / "a.csv")
    conformance.check_resuming(small(use_case("trajectory"), csv=path, n_neurons=8), tmp_path)
    (output,) = (tmp_path / "whole" / "trajectory").glob("*/output.txt")
    assert "220 paths to train on, 30 to test" in output.read_text()


def test_columns_without_a_table_are_refused(command, tmp_path):
    result = command("run", "trajectory", "--column", "t", "--runs-dir", tmp_path / "runs")
    assert result.code == 2
    assert "--column: is about --csv FILE; give --csv too" in result.err
