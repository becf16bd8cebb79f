"""A small trained run, the pages written of it, and one browser that opens them all."""

import shutil
import tempfile
from pathlib import Path

import pytest

from tf1rnn import run_task
from tf1rnn.registry import discovery
from tf1rnn.report.pages.gathering import Gathering
from tf1rnn.report.pages.site import site_of_lesson, site_of_runs
from tf1rnn.report.pages.writing import write
from tf1rnn.runs.folder.entries import runs_in

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
# It opens files and 127.0.0.1 alone, and asks nobody for updates.
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--hide-scrollbars",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = (375, 768, 1440)


@pytest.fixture(scope="session")
def runs_dir(tmp_path_factory):
    """Three runs of one task, which differ in their seeds and in a hyperparameter, and another."""
    folder = tmp_path_factory.mktemp("report") / "runs"
    task = discovery.discover().get("lstm_cell")
    for seed, rate in ((1, 0.01), (2, 0.01), (1, 0.02)):
        run_task(task(n_iterations=201, learning_rate=rate), folder, seed=seed, echo=False)
    run_task(discovery.discover().get("basic_rnn")(), folder, echo=False)
    return folder


@pytest.fixture(scope="session")
def entries(runs_dir):
    """The runs of lstm_cell, the oldest first."""
    return sorted((e for e in runs_in(runs_dir) if e.task == "lstm_cell"), key=lambda e: e.folder)


@pytest.fixture(scope="session")
def written(runs_dir, entries):
    """The folder with reports of each kind: `several` and `lesson`."""
    folder, gathering = runs_dir.parent, Gathering(discovery.discover())
    write(folder / "several", site_of_runs(gathering, entries))
    shown = {e.task: e for e in runs_in(runs_dir)}
    site, left_out = site_of_lesson(gathering, shown)
    assert left_out == []
    write(folder / "lesson", site)
    return folder


@pytest.fixture(scope="session")
def page(written, entries):
    """The page of the oldest run."""
    return written / "several" / f"lstm_cell-{entries[0].folder.name}.html"


class Browser:
    """A headless Chromium."""

    def __init__(self, driver):
        self.driver = driver

    def open(self, page, width=1440, dark=False, media=""):
        """Open a page, a path or an address, in a window of this width."""
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self._tell("Emulation.setEmulatedMedia", features=scheme, media=media)
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self._tell("Emulation.setDeviceMetricsOverride", **size)
        self.driver.get(page.as_uri() if isinstance(page, Path) else page)

    def run(self, script, *arguments):
        """What a script in the page returns."""
        return self.driver.execute_script(script, *arguments)

    def find(self, selector):
        return self.driver.find_element("css selector", selector)

    def find_all(self, selector):
        return self.driver.find_elements("css selector", selector)

    def soon(self, selector, fits):
        """The text of an element, once it fits."""
        from selenium.webdriver.support.wait import WebDriverWait

        def text(_):
            found = self.run("return document.querySelector(arguments[0])?.textContent", selector)
            return found if found is not None and fits(found) else None

        return WebDriverWait(self.driver, 20, poll_frequency=0.05).until(text)

    def problems(self):
        """What the page complained about on the console since this was last asked."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def _tell(self, command, **values):
        self.driver.execute_cdp_cmd(command, values)


@pytest.fixture(scope="session")
def browser():
    """One browser for all tests; they are skipped where there is none."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    if not (BROWSER and DRIVER):
        pytest.skip("there is no chromium with chromedriver here: apt-get install chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    with tempfile.TemporaryDirectory() as profile:
        for argument in (*ARGUMENTS, f"--user-data-dir={profile}"):
            options.add_argument(argument)
        driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
        yield Browser(driver)
        driver.quit()
