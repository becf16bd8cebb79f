"""translation: the pairs that it is given, and what it says of them."""

import pytest

from tests.tasks.conftest import SETTINGS
from tf1rnn import run_task
from tf1rnn.registry import discovery

Translation = discovery.discover().get("translation")


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        (None, [], "no such file"),
        ("", [], "empty"),
        ("Go. Va !\n", [], "line 1 has no tab"),
        ("Go.\tVa !\nRun!\tCours !\n", [], "--batch-size"),
        ("Go.\tVa !\nRun!\tCours !\n", ["--n-held-out", "1", "--batch-size", "2"], "--batch-size"),
    ],
)
def test_an_invalid_pairs_file_leaves_nothing_behind(command, tmp_path, content, options, message):
    path = tmp_path / "pairs.txt"
    if content is not None:
        path.write_text(content)
    result = command(
        "run", "translation", "--pairs", path, "--runs-dir", tmp_path / "runs", *options
    )
    assert result.code == 2
    assert message in result.err
    assert result.err.count("\n") == 1
    assert not (tmp_path / "runs").exists()


def test_a_run_says_how_it_read_a_file_of_pairs(pairs_file, tmp_path):
    lines = pairs_file.read_text(encoding="utf-8").splitlines()
    path = tmp_path / "export.tsv"
    path.write_text("".join(f"{i}\t{line}\n" for i, line in enumerate(lines)), encoding="utf-8")
    task = Translation(pairs=[path], **SETTINGS | {"n_epochs": 1, "n_held_out": 500})
    run = run_task(task, tmp_path / "runs", device="cpu", echo=False, max_steps=1)
    assert run.output.startswith(
        "export.tsv: sentences in columns 2 and 3 (between columns: tab)\n"
        "--n-held-out 500 is more than half of the 96 sentences; a fifth of them, 19, are held "
        "out\n"
        "77 pairs to train on, 19 sentences held out"
    )


def test_characters_are_tokens_where_a_language_is_written_without_spaces(tmp_path):
    english, chinese = tmp_path / "train.en", tmp_path / "train.zh"
    english.write_text("".join(f"I see {w} {c}.\n" for w in "abcdefghi" for c in ("cats", "dogs")))
    chinese.write_text(
        "".join(f"我看见{n}只{c}。\n" for n in "一二三四五六七八九" for c in "猫狗"),
        encoding="gb18030",
    )
    task = Translation(pairs=[english, chinese], batch_size=4, min_count=1, n_held_out=1)
    data = task.data
    assert data.remarks[-1] == (
        "the target sentences are written without spaces: each character is a token"
    )
    assert any("train.zh: read as GBK" in remark for remark in data.remarks)
    assert set("我看见只猫狗。") <= set(data.languages.target.words)


@pytest.mark.parametrize("option", ["--column", "--separator", "--encoding"])
def test_an_option_about_pairs_without_pairs_is_refused(command, tmp_path, option):
    result = command("run", "translation", option, "2", "--runs-dir", tmp_path / "runs")
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert f"{option}: is about --pairs FILE; give --pairs too" in result.err


def test_the_phrasebook_gives_as_many_pairs_as_the_limit_says():
    task = Translation(limit=300, n_held_out=100)
    training_pairs, held_out, *_ = task.data
    assert len(training_pairs) + sum(map(len, held_out.references)) == 300
    assert len(held_out.sentences) == 100
