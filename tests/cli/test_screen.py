"""What a terminal of some width shows: lines and tables folded at words."""

import sys

import pytest


@pytest.fixture
def terminal(monkeypatch, capsys):
    """terminal(width): let standard output be a terminal of so many columns."""

    def of_width(width):
        monkeypatch.setenv("COLUMNS", str(width))
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    return of_width


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize(
    "argv", ["list", "show memory", "show translation", "show lstm_cell", "run mnist --help"]
)
def test_what_informs_fits_the_screen(command, terminal, argv, width):
    terminal(width)
    result = command(*argv.split())
    text, *_ = result.out.partition("\nSource: ")
    assert result.code == 0
    assert max(map(len, text.splitlines())) <= width


def test_the_lines_of_a_run_fold_on_the_screen_and_not_in_its_file(command, terminal, tmp_path):
    terminal(60)
    options = ("--n-iterations", 1, "--n-repeats", 1, "--runs-dir", tmp_path)
    result = command("run", "dropout", *options)
    (output,) = tmp_path.glob("dropout/*/output.txt")
    assert max(map(len, result.out.splitlines())) <= 60
    assert result.out.split() == output.read_text().split()
    assert result.out != output.read_text()
    assert f"Its figures are in {output.parent / 'figures'}:" in " ".join(result.err.split())
    (listed,) = command("runs", "--runs-dir", tmp_path).out.splitlines()[1:]
    assert len(listed) <= 60
