"""Files as people have them, through the command line: each does what the list of cases says."""

import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("TF1RNN_DATA", CHECKOUT.parent / "shared" / "data")).parent
CASES = SHARED / "cases" / "data"
pytestmark = pytest.mark.skipif(
    not CASES.is_dir(), reason="no cases: $TF1RNN_DATA names no folder with ../cases/data beside it"
)


@pytest.fixture
def run(command, tmp_path):
    """Run a task for a moment: run("time_series", *options) gives the command's result."""

    def once(task, *options):
        return command("run", task, *options, "--device", "cpu", "--runs-dir", tmp_path)

    return once


SHORT = {
    "time_series": ("--n-iterations", 1, "--n-steps", 10),
    "translation": ("--n-epochs", 1, "--n-neurons", 8),
    "word_embeddings": ("--n-iterations", 1),
    "mnist": ("--n-epochs", 1, "--n-neurons", 8),
}

MISSING = {
    "yahoo_null.csv": ("Close", "line 42, column 'Close': 'null' is a missing value; 2 of 160"),
    "pm25_NA.csv": ("pm2.5", "line 2, column 'pm2.5': 'NA' is a missing value; 24 of 160"),
    "fred_dot.csv": ("DEXUSEU", "line 5, column 'DEXUSEU': '.' is a missing value; 7 of 160"),
    "household_power.txt": (
        "Global_active_power",
        "line 52, column 'Global_active_power': '?' is a missing value; 2 of 160",
    ),
}


@pytest.mark.parametrize("name", MISSING)
def test_missing_values_stop_a_run_which_names_what_to_do(run, name):
    column, message = MISSING[name]
    options = ("time_series", "--csv", CASES / name, "--column", column, *SHORT["time_series"])
    stopped = run(*options)
    assert (stopped.code, stopped.err.count("\n")) == (2, 1)
    assert f"{name}: {message}" in stopped.err
    assert "--missing drop" in stopped.err
    dropped = run(*options, "--missing", "drop")
    assert dropped.code == 0
    assert f"{name}: left out: {message.rpartition('; ')[2].split()[0]} rows" in dropped.out


TABLES = {
    "investing.csv": (
        "Price",
        (
            "newest row first; the rows are turned",
            "thousands are marked",
            "The series itself runs from 1092",
        ),
    ),
    "excel_de.csv": (
        "Umsatz",
        ("separated by semicolons", "decimal comma", "The series itself runs from 2730"),
    ),
    "swiss_apostrophe.csv": (
        "Close",
        ("thousands are marked", "The series itself runs from 2730"),
    ),
    "tabs.tsv": ("Close", ("columns separated by tabs",)),
    "multiindex_header.csv": ("Close", ("named in lines 1 to 3",)),
    "blank_and_comma_rows.csv": ("x", ("160 rows from line 4 on",)),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_works_and_it_is_said_how_it_was_read(run, name):
    column, said = TABLES[name]
    options = ("--csv", CASES / name, "--column", column, *SHORT["time_series"])
    result = run("time_series", *options)
    assert result.code == 0
    for each in said:
        assert each in result.out


PAIRS = {
    "tatoeba_export_ids.tsv": "tatoeba_export_ids.tsv: sentences in columns 2 and 4",
    "pairs_quoted.csv": "columns 1 and 2 (between columns: comma, quoted)",
    "pairs_as_downloaded.zip": "209 pairs to train on, 51 sentences held out",
}


@pytest.mark.parametrize("name", PAIRS)
def test_pairs_work_and_no_number_is_taken_for_a_sentence(run, name):
    result = run("translation", "--pairs", CASES / name, *SHORT["translation"])
    assert result.code == 0
    assert PAIRS[name] in result.out
    assert "29 English and 32 French words" in result.out, "the same words in each form"


VECTORS = {
    "vectors_cut_by_head.vec": "line 1 announces 2519370 words, but 25 follow",
    "vectors_a_space_as_word.txt": "1 with white space as the word (the first in line 11)",
    "vectors_word2vec_binary.bin": "in word2vec's binary form",
}


@pytest.mark.parametrize("name", VECTORS)
def test_vectors_work_and_it_is_said_what_is_odd_about_them(run, name):
    options = ("--pretrained", CASES / name, "--embedding-size", 5, *SHORT["word_embeddings"])
    result = run("word_embeddings", *options)
    assert result.code == 0
    assert f"{name}: {VECTORS[name]}".replace(": 1 with", ": left out: 1 with") in result.out


def test_digits_work_under_the_names_that_kaggle_gives_them(run):
    result = run("mnist", "--data", CASES / "mnist_as_on_kaggle", *SHORT["mnist"])
    assert result.code == 0
    assert "in MNIST's format, but not MNIST's, from" in result.out
    assert "50 of 600 training images held out for validation" in result.out
