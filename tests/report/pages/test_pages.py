"""Pages in a real browser: what one reads there is what the run holds."""

import csv
import json
import re

import pytest

from tests.report.pages.conftest import WIDTHS
from tf1rnn.inside import open_inside
from tf1rnn.registry import discovery


@pytest.fixture(scope="module")
def walk(entries):
    """The walk of the first instance of the run whose page is `one`."""
    folder = entries[0].folder
    task = discovery.discover().get("lstm_cell")
    with open_inside(task, folder.parent.parent, folder.name) as network:
        return network.look(network.names[0])


def shown(browser, attribute="data-name"):
    """The numbers that the page shows, by name."""
    return {
        element.get_attribute(attribute): element.text
        for element in browser.find_all(f"output[{attribute}]")
    }


def move_to(browser, step):
    """Move the slider as a mouse does."""
    browser.run(
        "const slider = document.querySelector('.controls input[type=range]');"
        "slider.value = arguments[0]; slider.dispatchEvent(new Event('input'))",
        step,
    )


def same(text, number):
    return float(text) == pytest.approx(number, rel=1e-5, abs=1e-30)


def test_the_numbers_at_each_step_of_the_slider_are_those_of_the_network(browser, page, walk):
    browser.open(page)
    (part,) = walk.parts
    (layer,) = part.layers
    for step in (0, 7, part.n_steps - 1):
        move_to(browser, step)
        numbers = shown(browser)
        assert numbers.keys() == layer.values.keys()
        assert all(same(numbers[name], layer.values[name][step, 0]) for name in numbers)
        assert same(shown(browser, "data-label")["output"], part.scores[step, 0])
    assert browser.problems() == []


def test_arrow_keys_move_through_time_and_backward_shows_the_gradients(browser, page, walk):
    from selenium.webdriver.common.keys import Keys

    browser.open(page)
    (part,) = walk.parts
    (layer,) = part.layers
    canvas = browser.find("canvas.heat")
    canvas.send_keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_LEFT)
    assert browser.find(".step-label").text == f"{part.steps[2]} (3 of {part.n_steps})"
    browser.find_all(".ways input")[1].click()
    numbers = shown(browser)
    gradients = {f"gradient of {name}": value[2, 0] for name, value in layer.gradients.items()}
    assert numbers.keys() == gradients.keys()
    assert all(same(numbers[name], value) for name, value in gradients.items())
    (norm,) = shown(browser, "data-label").values()
    assert same(norm, layer.gradient_norms[2])
    assert browser.problems() == []


def test_an_equation_holds_the_numbers_of_the_step(browser, page, walk):
    browser.open(page)
    move_to(browser, 3)
    (layer,) = walk.parts[0].layers
    filled = [element.text for element in browser.find_all(".equations .filled")]
    for text, equation in zip(filled, layer.equations, strict=True):
        numbers = re.findall(r"-?[\d.]+(?:e-?\d+)?", text.replace("− ", "-").replace("−", "-"))
        terms = [term[min(3, len(term) - 1), 0] for term in equation.terms.values()]
        assert list(map(float, numbers)) == pytest.approx(terms, rel=1e-3)


def test_another_instance_can_be_chosen(browser, page, walk):
    browser.open(page)
    before = shown(browser)
    browser.run(
        "const select = document.querySelector('.instance select');"
        "select.selectedIndex = 1; select.dispatchEvent(new Event('change'))"
    )
    assert browser.find(".story .meta").text == "instance 1"
    assert shown(browser) != before


def test_a_chart_tells_the_values_of_the_metrics_and_zooms(browser, page, entries):
    from selenium.webdriver.common.keys import Keys

    browser.open(page)
    with open(entries[0].folder / "metrics.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    browser.soon(".charts svg text", bool)
    chart = browser.find(".charts svg.chart")
    told = browser.find(".charts .told")
    for row in rows:
        chart.send_keys(Keys.ARROW_RIGHT)
        loss = f"{float(row['loss']):.6g}"
        assert browser.run("return arguments[0].textContent", told) == (
            f"step {row['step']}: loss {loss}"
        )
    ticks = [element.text for element in browser.find_all(".charts text")]
    chart.send_keys("+")
    assert [element.text for element in browser.find_all(".charts text")] != ticks
    chart.send_keys("0")
    assert [element.text for element in browser.find_all(".charts text")] == ticks


def test_runs_that_differ_in_their_seeds_are_a_band(browser, written, entries):
    browser.open(written / "several" / "index.html")
    lines = json.loads(browser.run("return document.querySelector('script').textContent"))[0]
    names = [line["name"] for line in lines["lines"]]
    assert names == [
        "learning_rate 0.01, mean and deviation of 2 seeds",
        "learning_rate 0.02",
    ]
    marked = [row.text.split()[0] for row in browser.find_all("tr.differs th")]
    assert marked == ["learning_rate", "seed"]
    browser.soon(".charts svg text", bool)  # it is drawn once it has a size
    assert len(browser.find_all("polygon.band")) == 1


def test_every_page_fits_every_width_and_asks_nobody_for_anything(browser, written):
    pages = [written / "several" / "index.html", *sorted((written / "lesson").glob("*.html"))]
    assert len(pages) == 4
    for page in pages:
        for width in WIDTHS:
            browser.open(page, width, dark=width == WIDTHS[1])
            assert browser.run("return document.documentElement.scrollWidth") <= width, page
            asked = browser.run("return performance.getEntriesByType('resource').map(e => e.name)")
            assert all(address.startswith("file:") for address in asked)
        assert browser.problems() == []


def test_dark_and_print_have_their_own_look(browser, page):
    color = "return getComputedStyle(document.body).color"
    browser.open(page)
    light = browser.run(color)
    browser.open(page, dark=True)
    assert browser.run(color) != light
    browser.open(page, dark=True, media="print")
    assert browser.run(color) == light
    assert not browser.find(".controls").is_displayed()
    assert browser.find("canvas.heat").is_displayed()


def test_a_screen_reader_finds_a_name_for_all_that_can_be_used(browser, page):
    browser.open(page)
    for element in browser.find_all("button, input, select, [role=img], a[href], img"):
        assert element.accessible_name or not element.is_displayed(), element.get_attribute(
            "outerHTML"
        )[:200]
    assert browser.find_all("[role=img]")
