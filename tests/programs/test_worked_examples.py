"""The worked examples of docs/how-it-works.md print what the page says."""

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-it-works.md"
EXAMPLES = re.findall(
    r"^```python\n(.*?)^```\n\nprints.*?\n\n```text\n(.*?)^```$",
    PAGE.read_text(encoding="utf-8"),
    re.MULTILINE | re.DOTALL,
)


def test_the_page_has_examples_of_names_seeds_graphs_and_numpy():
    assert len(EXAMPLES) == 4


@pytest.mark.parametrize(("source", "printed"), EXAMPLES, ids=["names", "seeds", "graphs", "numpy"])
def test_an_example_prints_what_the_page_says(run, source, printed):
    code, out, err = run(source)
    assert code == 0, err
    assert [line.rstrip() for line in out.splitlines()] == printed.splitlines()
