"""Simulated driving: kinematic bicycle models with what drivers do, in SI units.

A bicycle model of wheelbase L moves with speed v along its heading, which turns at the rate
v tan(steering angle) / L. Source: Rajamani, "Vehicle Dynamics and Control", 2012, section 2.2.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

WHEELBASE = 2.7  # m
DT = 0.2  # s between two positions
SUBSTEPS = 10  # of the simulation, in one DT
N_PAST, N_FUTURE = 10, 15  # positions: 2 s to look at, 3 s to predict
LANE = 3.5  # m
TURNING_SPEED = 5.0  # m/s
HARDEST_BRAKING = 8.0  # m/s^2, on a dry road
NOISE = 0.02  # m, the deviation of a measured position
CAR = 2.2  # m; two cars whose middles are nearer than this touch
MANOEUVRES = ("keeps on", "brakes", "speeds up", "changes lane", "turns off")


class Drives(NamedTuple):
    """The paths of n cars; the last position of the past is that at time 0."""

    past: np.ndarray  # [n, N_PAST + 1, 2] m, as measured
    future: np.ndarray  # [n, N_FUTURE, 2] m, as driven
    manoeuvre: np.ndarray  # [n], the place in MANOEUVRES
    begun: np.ndarray  # [n] s, when the manoeuvre begins


def simulate(speed, accelerations, steerings, n_steps: int, dt: float = DT / SUBSTEPS):
    """The positions [n, n_steps + 1, 2] and speeds [n, n_steps + 1] of cars that start at 0, 0.

    `accelerations` and `steerings` give m/s^2 and rad for a step, the cars' speeds and headings.
    No car drives backwards.
    """
    position, heading = np.zeros([len(speed), 2]), np.zeros(len(speed))
    positions, speeds = [position], [speed]
    for step in range(n_steps):
        turning = speed * np.tan(steerings(step, speed, heading)) / WHEELBASE
        faster = np.maximum(speed + accelerations(step, speed, heading) * dt, 0)
        # The mean speed and the heading in the middle of the step make the error small.
        middle = heading + turning * dt / 2
        along = np.stack([np.cos(middle), np.sin(middle)], axis=1)
        position = position + along * ((speed + faster) / 2 * dt)[:, np.newaxis]
        heading, speed = heading + turning * dt, faster
        positions.append(position)
        speeds.append(speed)
    return np.stack(positions, axis=1), np.stack(speeds, axis=1)


def drive(n: int, random: np.random.RandomState) -> Drives:
    """The paths of n cars, each with a manoeuvre that begins between -1.8 s and +1 s.

    Who turns off brakes first, so that it can be foreseen; what begins after 0 otherwise cannot.
    """
    manoeuvre = random.randint(len(MANOEUVRES), size=n)
    keeps, brakes, speeds_up, changes, turns = (manoeuvre == i for i in range(len(MANOEUVRES)))
    begun = random.uniform(-1.8, 1.0, size=n)
    speed = np.where(turns, random.uniform(8, 13, n), random.uniform(6, 20, n))
    side = random.choice([-1, 1], size=n)
    braking = random.uniform(2, HARDEST_BRAKING, n)
    gaining = random.uniform(1, 3, n)
    lasting = random.uniform(3, 4.5, n)  # s, of a change of lane
    radius = random.uniform(8, 12, n)  # m, of a turn
    curve = side / random.uniform(100, 400, n)  # 1/m, of the road for who keeps on

    start = -N_PAST * DT
    dt = DT / SUBSTEPS

    def accelerations(step, speed, heading):
        since = start + step * dt - begun
        ramp = np.clip(since / 0.4, 0, 1)  # s, until a pedal is down
        approach = -2.5 * np.clip((speed - TURNING_SPEED) / 0.5, 0, 1)
        return (
            np.where(brakes, -braking * ramp, 0)
            + np.where(speeds_up, gaining * ramp, 0)
            + np.where(turns, np.where(np.abs(heading) < np.pi / 2, approach, 1.5), 0)
        )

    def steerings(step, speed, heading):
        since = start + step * dt - begun
        sideways = 2 * np.pi * LANE / lasting**2 * np.sin(2 * np.pi * since / lasting)  # m/s^2
        swerve = np.where((since > 0) & (since < lasting), sideways / np.maximum(speed, 1) ** 2, 0)
        bend = np.clip(since / 0.8, 0, 1) / radius * (np.abs(heading) < np.pi / 2)
        bend = np.where(speed > 8, 0, bend)  # nobody turns off before the car is slow
        per_metre = np.where(keeps, curve, 0) + side * (
            np.where(changes, swerve, 0) + np.where(turns, bend, 0)
        )
        return np.arctan(WHEELBASE * per_metre)

    positions, _ = simulate(speed, accelerations, steerings, (N_PAST + N_FUTURE) * SUBSTEPS)
    positions = positions[:, ::SUBSTEPS]
    past = positions[:, : N_PAST + 1] + random.normal(scale=NOISE, size=[n, N_PAST + 1, 2])
    return Drives(past, positions[:, N_PAST + 1 :], manoeuvre, begun)


class Encounters(NamedTuple):
    """Pairs of cars that come near one another: the second one's place in the first one's world."""

    first: np.ndarray  # [n], which car
    second: np.ndarray  # [n], which car
    angle: np.ndarray  # [n] rad, by which the second one's path is turned
    offset: np.ndarray  # [n, 2] m, by which it is then moved

    def place(self, paths: np.ndarray) -> np.ndarray:
        """Paths [n, n_steps, 2] of the second cars in the worlds of the first ones."""
        return turned(paths, self.angle) + self.offset[:, np.newaxis]


def turned(paths: np.ndarray, angle: np.ndarray) -> np.ndarray:
    """Paths [n, n_steps, 2], each turned by an angle [n] around 0, 0."""
    cosine, sine = np.cos(angle)[:, np.newaxis], np.sin(angle)[:, np.newaxis]
    x, y = paths[..., 0], paths[..., 1]
    return np.stack([cosine * x - sine * y, sine * x + cosine * y], axis=-1)


def meet(drives: Drives, n: int, random: np.random.RandomState) -> Encounters:
    """Up to n pairs that are apart now, and 0 to 8 m apart at a moment of the next 1 to 3 s."""
    first, second = random.randint(len(drives.past), size=[2, n])
    angle = random.uniform(-np.pi, np.pi, n)
    moment = random.randint(int(1 / DT) - 1, N_FUTURE, size=n)
    apart, direction = random.uniform(0, 8, n), random.uniform(-np.pi, np.pi, n)
    there = drives.future[first, moment]
    there = there + apart[:, np.newaxis] * np.stack([np.cos(direction), np.sin(direction)], axis=1)
    offset = there - turned(drives.future[second], angle)[np.arange(n), moment]
    pairs = Encounters(first, second, angle, offset)
    far = nearest(drives.past[first], pairs.place(drives.past[second])) > 3 * CAR
    return Encounters(*(field[far] for field in pairs))


def nearest(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """The least distance [n] of two cars' paths [n, n_steps, 2] at the same time."""
    return np.linalg.norm(first - second, axis=-1).min(axis=1)
