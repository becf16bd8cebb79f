"""Text files: their encoding, detected or given, and their lines."""

import codecs

import pytest

from tf1rnn.datasets.sources.encodings import guess
from tf1rnn.datasets.sources.lines import LONGEST, Text
from tf1rnn.datasets.sources.parts import Part
from tf1rnn.errors import UserError

TEXTS = {
    "French": ("Date;Température\nVa à l'école, où l'été est né.\n", "cp1252"),
    "an accent alone": ("Temp °C\n", "cp1252"),
    "pounds": ("£12\n£13\n", "cp1252"),
    "no-break spaces": ("1\u00a0234,50\u00a0€\n", "cp1252"),
    "German": ("Größe;Umsatz für März\n", "cp1252"),
    "two accents in a row": ("größe des Tages,price\n", "cp1252"),
    "Polish": ("Średnia wartość żółć\nłódź jest źródłem\n", "cp1250"),
    "Czech": ("Průměrná cena\nPříliš žluťoučký kůň\n", "cp1250"),
    "Russian": ("Дата;Цена\nСегодня хорошая погода\n", "cp1251"),
    "Greek": ("Ημερομηνία;Τιμή\nΣήμερα ο καιρός είναι καλός και η θάλασσα ήρεμη.\n", "cp1253"),
    "Chinese": ("日期,收盘价,成交量\n", "gb18030"),
    "Chinese sentences": ("Hi.\t嗨。\nRun.\t你用跑的。\nI won!\t我赢了。\n", "gb18030"),
    "traditional Chinese": ("日期,收盤價\n我喜歡喝牛奶。\n", "big5"),
    "Japanese": ("日付,終値\n私は牛乳を飲みます。\n", "shift_jis"),
    "Japanese, EUC": ("日付,終値\n私は牛乳を飲みます。\n", "euc_jp"),
}


@pytest.mark.parametrize(("text", "codec"), TEXTS.values(), ids=TEXTS)
def test_a_text_that_is_not_utf_8_is_read_in_the_encoding_that_it_is_in(text, codec):
    sample = text.encode(codec)
    assert sample.decode(guess(sample)) == text


@pytest.fixture
def opened(tmp_path):
    """The text of a file with this content: opened(content, encoding)."""

    def write(content, encoding=None):
        path = tmp_path / "text.txt"
        path.write_bytes(content)
        return Text.of(Part("--pairs", path), encoding)

    return write


@pytest.mark.parametrize(
    ("content", "remark"),
    [
        (b"one\ntwo\n", ""),
        ("éin\nzwei\n".encode(), ""),
        (codecs.BOM_UTF8 + "éin\nzwei\n".encode(), ""),
        ("éin\nzwei\n".encode("utf-16"), "read as UTF-16"),
        (codecs.BOM_UTF16_BE + "éin\nzwei\n".encode("utf-16-be"), "read as UTF-16"),
        ("éin\nzwei, drei\n".encode("utf-16-le"), "read as UTF-16"),
        ("éin\nzwei\n".encode("utf-32"), "read as UTF-32"),
        ("éin\nzwei\n".encode("latin-1"), "read as Latin-1 (Windows-1252), a guess; --encoding"),
        ("日期\n收盘价\n".encode("gbk"), "read as GBK (GB18030), a guess; --encoding"),
    ],
)
def test_what_is_not_plain_about_an_encoding_is_said(opened, content, remark):
    text = opened(content)
    assert " ".join(text.remarks).startswith(remark)
    assert bool(text.remarks) == bool(remark)
    assert len(list(text.lines())) == 2


def test_an_encoding_beyond_the_beginning_of_a_large_file_is_found(opened):
    text = opened(b"plain ASCII\n" * 100_000 + "thé\n".encode("latin-1"))
    assert list(text.lines())[-1] == "thé\n"


def test_an_encoding_that_is_given_is_taken_without_a_remark(opened):
    text = opened("température\n".encode("mac_roman"), "mac_roman")
    assert (list(text.lines()), text.remarks) == (["température\n"], [])
    text = opened(codecs.BOM_UTF8 + b"one\n", "UTF-8")
    assert list(text.lines()) == ["one\n"], "the mark is no part of the text"


@pytest.mark.parametrize("name", ["utf-9", "", "rot13", "hex", "\x00", "undefined"])
def test_an_encoding_that_there_is_not_is_refused(opened, name):
    with pytest.raises(UserError, match=f"--encoding {name}: there is no such encoding; utf-8"):
        opened(b"one\n", name)


def test_a_line_that_is_not_in_the_encoding_of_the_others_is_named_by_number(opened):
    for content, encoding, message in (
        ("thé\n".encode() * 9 + b"th\xe9\n", None, "line 10 is not UTF-8; save the file as UTF-8"),
        (b"one\n\xff\xff\n", "utf-8", "line 2 is not UTF-8"),
        (b"one\n\xff\xff\n", "ascii", "line 2 is not ascii"),
        ("one\ntwo".encode("utf-16") + b"\x00", None, "line 2 is not UTF-16"),
    ):
        with pytest.raises(UserError, match=message):
            list(opened(content, encoding).lines())


def test_a_line_of_megabytes_and_one_of_no_text_are_named_by_number(opened):
    for content in (b"one\n" + b"x" * LONGEST, b"one\n\0\0\n"):
        with pytest.raises(UserError, match="text.txt: line 2 is not text; is it a binary file?"):
            list(opened(content).lines())


def test_lines_end_as_they_are_asked_to(opened):
    text = opened(b"one\r\ntwo\rthree\n")
    assert list(text.lines()) == ["one\r\n", "two\rthree\n"]
    assert list(text.lines(newline="")) == ["one\r\n", "two\r", "three\n"]
    assert list(text.blocks(4)) == [(1, "one\r"), (2, "\n"), (3, "two\r"), (4, "thre"), (4, "e\n")]
