"""Daily changes of a share, its competitor, its volume and the market: generated, or real ones."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

from tf1rnn import UserError
from tf1rnn.datasets.tables.table import read_table

NEWS = 0.35  # the share of the competitor's own news that reaches us a day later
MOMENTUM = 0.6  # how much of a day's own change goes on in busy times, and turns back in quiet ones
DAILY = 0.01  # the deviation of news on one day: 1%
OTHERS = {"AAPL": "MSFT", "MSFT": "AAPL", "IBM": "MSFT"}  # a share and a competitor


class Market(NamedTuple):
    """A row for each day; the first column is the share's change, as a logarithm."""

    names: list[str]
    changes: np.ndarray  # [n_days, n_features]
    expected: np.ndarray | None  # [n_days], of the next day, by who knows the rule; None if unknown
    remarks: list[str]


def generate(n_days: int, seed: int = 0) -> Market:
    """A market with a rule: part of tomorrow's change can be foreseen, most of it cannot.

    tomorrow = 0.8 market + 0.35 competitor's own news of today
               + 0.6 tanh(2 how busy the times are) our own news of today + news

    How busy the times are changes slowly, and shows in the volume, which varies from day to day.
    The market, and all news, cannot be foreseen.
    """
    random = np.random.RandomState(seed)
    market, own_news, other_news, day = DAILY * random.normal(size=[4, n_days])
    busy = np.zeros(n_days)
    for t in range(1, n_days):
        busy[t] = 0.97 * busy[t - 1] + 0.25 * random.normal()
    own = np.zeros(n_days)  # our change without the market's
    expected = np.zeros(n_days)
    for t in range(n_days - 1):
        own[t] += own_news[t]
        expected[t] = NEWS * other_news[t] + MOMENTUM * np.tanh(2 * busy[t]) * own[t]
        own[t + 1] = expected[t]
    own[-1] += own_news[-1]
    volume = busy + 0.5 * day / DAILY
    changes = np.stack([0.8 * market + own, 0.8 * market + other_news, volume, market], axis=1)
    return Market(["share", "competitor", "volume", "market"], changes, expected, [])


def real(ticker: str) -> Market:
    """Daily prices of 2000 to 2013 from the package bokeh-sampledata (public domain, Quandl WIKI).

    The prices are adjusted for splits and dividends; the market is the mean of three shares.
    """
    try:
        from bokeh_sampledata import stocks
    except ImportError as error:
        raise UserError(
            f"--stock {ticker}: real prices are in the package bokeh-sampledata; install it with "
            "pip install 'tf1rnn[use-cases]'"
        ) from error
    logs = {name: np.log(getattr(stocks, name)["adj_close"]) for name in OTHERS}
    volume = np.log(np.maximum(getattr(stocks, ticker)["volume"], 1))
    changes = {name: np.diff(log) for name, log in logs.items()}
    usual = np.convolve(volume, np.ones(20) / 20)[: len(volume)]  # of the last 20 days
    columns = [changes[ticker], changes[OTHERS[ticker]], (volume - usual)[1:]]
    table = np.stack([*columns, np.mean(list(changes.values()), axis=0)], axis=1)[20:]
    days = getattr(stocks, ticker)["date"]
    names = [ticker, OTHERS[ticker], f"{ticker}'s volume", "mean of three"]
    return Market(names, table, None, [f"{ticker}, daily from {days[21]} to {days[-1]}"])


def recorded(csv: Path, columns: list[str] | None) -> Market:
    """The daily changes in a table of prices, and perhaps volumes; the first column is the share's.

    Raises UserError if a price is not positive or the days are too few.
    """
    table = read_table(csv, columns)
    values = table.values[:, table.inputs]
    if values[:, 0].min() <= 0:
        raise UserError(f"--csv {csv}: column {table.names[0]} has values that are no prices")
    positive = values.min(axis=0) > 0
    logs = np.where(positive, np.log(np.where(positive, values, 1.0)), values)
    names = [table.names[i] for i in table.inputs]
    return Market(names, np.diff(logs, axis=0), None, table.remarks)
