"""stock: the generated market has its rule, the claim holds, what is not there is not found."""

import re
import sys
import types

import numpy as np
import pytest

from tests.plugins.conftest import small
from tf1rnn import UserError, conformance, run_task


@pytest.fixture(scope="module")
def market(helper):
    return helper("stock", "market")


@pytest.fixture(scope="module")
def days(market):
    return market.generate(20_000)


def test_a_days_change_is_what_was_expected_and_what_cannot_be(days, market):
    share, competitor, _, all_of_it = days.changes.T
    # What the market does is taken out, as the rule says.
    surprise = share[1:] - 0.8 * all_of_it[1:] - days.expected[:-1]
    assert surprise.std() == pytest.approx(market.DAILY, rel=0.03)
    for known in (days.expected[:-1], competitor[:-1], share[:-1]):
        assert abs(np.corrcoef(surprise, known)[0, 1]) < 0.02
    news = (competitor - 0.8 * all_of_it)[:-1]
    slope = np.polyfit(news, share[1:] - 0.8 * all_of_it[1:], 1)[0]
    assert slope == pytest.approx(market.NEWS, abs=0.04)
    right = np.mean((days.expected[:-1] > 0) == (share[1:] > 0))
    assert 0.63 < right < 0.67


def test_a_change_goes_on_in_busy_times_and_turns_back_in_quiet_ones(days):
    share, _, volume, all_of_it = days.changes.T
    own = share - 0.8 * all_of_it
    usual = np.convolve(volume, np.ones(10) / 10)[: len(volume)][:-1]
    for times, sign in ((usual > 1, 1), (usual < -1, -1)):
        assert sign * np.corrcoef(own[:-1][times], own[1:][times])[0, 1] > 0.3


def test_prices_of_yesterday_and_the_market_itself_tell_nothing(days):
    share, _, _, all_of_it = days.changes.T
    assert abs(np.corrcoef(share[:-1], share[1:])[0, 1]) < 0.05
    assert abs(np.corrcoef(all_of_it[:-1], share[1:])[0, 1]) < 0.03


def test_the_network_finds_the_rule_and_nothing_in_days_in_random_order(use_case, tmp_path):
    task = use_case("stock")(n_iterations=150, n_steps=12)
    run = run_task(task, tmp_path, device="cpu", echo=False)
    right = {
        name.strip(): float(share)
        for name, share in re.findall(r"^  (.*?)  +([\d.]+)%", run.output, re.MULTILINE)
    }
    assert right["network"] > right["linear regression on 5 days"] + 1.5
    assert right["network"] < right["who knows the market's rule"] + 2
    assert 46 < right["network on the days in random order"] < 54
    figures = {path.stem for path in (run.folder / "figures").iterdir()}
    assert figures == {"directions", "foreseen", "money"}


def test_the_regression_finds_what_is_linear_and_sees_no_day_to_test_with(use_case):
    regression = sys.modules[use_case("stock").__module__].regression
    random = np.random.RandomState(0)
    changes = random.normal(size=[1000, 2])
    changes[1:, 0] = 0.9 * changes[:-1, 1] + 0.1 * changes[1:, 0]
    found = regression(changes, 800)
    np.testing.assert_allclose(found, 0.9 * changes[800:-1, 1], atol=0.1)
    later = changes.copy()
    later[801:] = 100
    np.testing.assert_allclose(regression(later, 800)[0], found[0])


@pytest.mark.usefixtures("no_figures")
def test_a_run_resumes_as_if_it_had_not_been_interrupted(use_case, tmp_path):
    conformance.check_resuming(small(use_case("stock"), n_days=500, n_neurons=8), tmp_path)


def write_prices(path, n=400):
    random = np.random.RandomState(1)
    prices = 50 * np.exp(np.cumsum(0.01 * random.normal(size=[n, 2]), axis=0))
    rows = [f"{a:.2f},{b:.2f},{1000 + i % 7}" for i, (a, b) in enumerate(prices)]
    path.write_text("\n".join(["ours,theirs,volume", *rows]))
    return path


def test_a_table_of_prices_is_read_as_changes(market, tmp_path):
    found = market.recorded(write_prices(tmp_path / "a.csv"), ["ours", "volume"])
    assert found.names == ["ours", "volume"]
    assert found.changes.shape == (399, 2)
    assert found.changes[0, 1] == pytest.approx(np.log(1001 / 1000))
    (tmp_path / "a.csv").write_text("ours\n1\n-2\n3\n")
    with pytest.raises(UserError, match="column ours has values that are no prices"):
        market.recorded(tmp_path / "a.csv", ["ours"])


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--csv", "{}", "--column", "mine"], "mine"),
        (
            ["--csv", "{}", "--column", "ours", "--n-steps", 60],
            "399 days are too few for --n-steps",
        ),
        (["--column", "ours"], "--column: is about --csv FILE; give --csv too"),
        (["--csv", "{}", "--stock", "IBM"], "--stock IBM: cannot be together with --csv"),
        (["--stock", "AAPL"], "real prices are in the package bokeh-sampledata; install it with"),
    ],
)
def test_what_cannot_be_used_is_refused(command, tmp_path, monkeypatch, argv, message):
    monkeypatch.setitem(sys.modules, "bokeh_sampledata", None)  # as if it were not installed
    path = write_prices(tmp_path / "a.csv")
    argv = [str(path) if part == "{}" else part for part in argv]
    result = command("run", "stock", *argv, "--runs-dir", tmp_path / "runs")
    assert result.code == 2
    assert message in " ".join(result.err.split())
    assert not (tmp_path / "runs").exists()


def test_real_prices_come_from_the_optional_package(market, monkeypatch):
    n = 100
    prices = {"date": [f"day {i}" for i in range(n)], "volume": [1000] * n}
    stocks = types.SimpleNamespace(
        **{
            name: {**prices, "adj_close": list(100 * 1.01 ** (k * np.arange(n)))}
            for k, name in enumerate(("AAPL", "MSFT", "IBM"))
        }
    )
    package = types.ModuleType("bokeh_sampledata")
    package.stocks = stocks
    monkeypatch.setitem(sys.modules, "bokeh_sampledata", package)
    found = market.real("IBM")
    grown = np.log(1.01)
    np.testing.assert_allclose(found.changes, [[2 * grown, grown, 0, grown]] * 79, atol=1e-9)
    assert found.remarks == ["IBM, daily from day 21 to day 99"]
