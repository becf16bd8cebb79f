"""Tables: columns by name, dates, missing values, options that overrule, files that are refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tf1rnn.datasets.tables.options import Reading
from tf1rnn.datasets.tables.table import read_table
from tf1rnn.errors import UserError


def column(path, name, **reading):
    return read_table(path, [name], reading=Reading(**reading)).values[:, 0].tolist()


@pytest.mark.parametrize(
    "content",
    [
        "day,price\n1,10\n2,-2.5\n3,1e3\n",
        "day,price\r\n1,10\r\n2,-2.5\r\n3,1e3",  # Windows, no newline at the end
        '"day","price"\n\n"1"," 10 "\n2,-2.5,extra\n3,1e3\n\n',
        b"\xef\xbb\xbfprice,day\n10,1\n-2.5,2\n1e3,3\n",  # with a byte order mark
    ],
)
def test_a_column_is_read_by_name(file, content):
    assert column(file(content), "price") == [10, -2.5, 1000]


HEADER = "day,price\n1,10\n"
REFUSED = {
    "empty": ("", "price", "empty; give a file with a row for each time step"),
    "no such column": (
        HEADER,
        "prices",
        "--column prices: .*did you mean 'price'. .*: 'day', 'price'",
    ),
    "another case": (HEADER, "PRICE", "did you mean 'price'"),
    "nothing like it": (
        HEADER,
        "wind",
        "there is no such column; the columns of .* 'day', 'price'",
    ),
    "no column given": (HEADER, None, "--column: name the column to read; .* 'day', 'price'"),
    "a column twice": ("price,price\n1,2\n", "price", "2 columns of that name; .*--column 1 or 2"),
    "a word": (HEADER + "2,dear\n", "price", "line 3, column 'price': 'dear' is not a number"),
    "only words": ("day,price\n1,dear\n2,cheap\n", "price", "nor is any other.*--column"),
    "a long word": (HEADER + "2," + "x" * 99, "price", f"'{'x' * 20}...' is not a number"),
    "an empty cell": (
        HEADER + "2,\n",
        "price",
        "line 3, column 'price': an empty cell is a missing value; 1 of 2 are missing .line 3.",
    ),
    "a short line": (HEADER + "\n2\n", "price", "line 4, column 'price': an empty cell"),
    "nan": (HEADER + "2,nan\n", "price", "line 3, column 'price': 'nan' is a missing value"),
    "an underscore": (HEADER + "2,1_0\n", "price", "'1_0' is not a number"),
    "a decimal comma among points": (
        "day;price\n1;1.5\n2;2.5\n3;3,5\n",
        "price",
        "line 4, column 'price': '3,5' is not a number with a decimal point.*--decimal comma",
    ),
    "inf": (HEADER + "2,-inf\n", "price", "'-inf' is not a number"),
    "too large": (HEADER + "2,1e200\n", "price", "'1e200' is not a finite number of 1e.100"),
    "not the encoding of the rest": (
        b"day,price\n" + "é,10\n".encode() * 9 + b"\xff,3\n",
        "price",
        "line 11 is not UTF-8; save the file as UTF-8, or name its --encoding",
    ),
    "an open quote": (HEADER + '2,"10\n', "price", "line 3: a quote .* is opened and never closed"),
    "a long field": (HEADER + "2," + "1" * 200_000, "price", "is not a finite number"),
    "thousands without quotes": (
        "day,price\n2019-01-01,1,389.97\n2019-01-02,1,390.25\n",
        "price",
        "line 2: the number '389.97' is beyond the 2 named columns; quote the cells that hold ','",
    ),
    "two currencies": (
        "day;price\n1;$10\n2;€11\n",
        "price",
        "line 3, column 'price': '€11' is in €, other values are in",
    ),
    "percent and not": (
        "day;price\n1;10%\n2;0.1\n",
        "price",
        "line 3, column 'price': '0.1' has no %, unlike other values",
    ),
    "names alone": ("day,price\n", "price", "no row of values below the columns' names"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "price", "is not text"),
}


@pytest.mark.parametrize(("content", "name", "message"), REFUSED.values(), ids=REFUSED)
def test_a_table_that_cannot_be_used_is_refused_by_file_line_and_column(
    file, content, name, message
):
    with pytest.raises(UserError, match=message) as error:
        read_table(file(content), [name] if name else None)
    assert "\n" not in str(error.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(UserError, match=f"--csv {path}: (there is no such|.* a regular) file"):
            read_table(path, ["price"])


@settings(max_examples=200, deadline=None)
@given(content=st.binary(max_size=60), name=st.sampled_from(["a", "", "\x00"]))
def test_any_bytes_give_numbers_or_one_clear_line(tmp_path_factory, content, name):
    path = tmp_path_factory.mktemp("csv") / "series.csv"
    path.write_bytes(content)
    _numbers_or_one_line(path, name)


@settings(max_examples=200, deadline=None)
@given(
    lines=st.lists(
        st.lists(
            st.sampled_from(["day", "a", "1", "2,5", "1.234,5", "2019-01-02", "NA", "", '"x', "$3"])
        ).map(lambda cells: ";".join(cells)),
        max_size=8,
    ),
    name=st.sampled_from(["a", "day", "2"]),
)
def test_any_lines_of_cells_give_numbers_or_one_clear_line(tmp_path_factory, lines, name):
    path = tmp_path_factory.mktemp("csv") / "series.csv"
    path.write_text("\n".join(lines))
    _numbers_or_one_line(path, name)


def _numbers_or_one_line(path, name):
    message, table = "", None
    try:
        table = read_table(path, [name])
    except UserError as error:
        message = str(error)
    assert "\n" not in message
    if table is None:
        return
    assert np.isfinite(table.values).all()
    assert all("\n" not in remark for remark in table.remarks)


DAYS = "day;b\n"


@pytest.mark.parametrize(
    ("content", "plain", "reading", "overruled"),
    [
        ("a;b\n1;1,234\n2;2,345\n", [1.234, 2.345], {"decimal": "point"}, [1234, 2345]),
        ("a\tb\n1\t1,234\n2\t2,345\n", [1234, 2345], {"decimal": "comma"}, [1.234, 2.345]),
        ("a;b\n1;1.234\n2;2.345\n", [1.234, 2.345], {"decimal": "comma"}, [1234, 2345]),
        ("a;b\n1;850\n2;1.020\n", [850, 1020], {"decimal": "point"}, [850, 1.02]),
        (
            "d;b\n01.02.2019;1.234\n02.02.2019;2.345\n",
            [1234, 2345],
            {"decimal": "point"},
            [1.234, 2.345],
        ),
        ("d;b;c\n1;1.234;2,5\n2;2.345;2,5\n", [1234, 2345], {"decimal": "point"}, [1.234, 2.345]),
        (
            "d,b\n01.02.2019,1.234\n02.02.2019,2.345\n",
            [1.234, 2.345],
            {"decimal": "comma"},
            [1234, 2345],
        ),
        ("a^b\n1^4\n2^5\n", None, {"separator": "^"}, [4, 5]),
        ("a,b\n1,4\n2,5\n", [4, 5], {"header_line": 1}, [4, 5]),
        ("# a,b\n1,4\n2,5\n", [4, 5], {"header_line": 1}, [4, 5]),
        ("a,b\nm,s\n1,4\n2,5\n", [4, 5], {"header_line": 1}, None),
    ],
)
def test_options_overrule_what_is_detected(file, content, plain, reading, overruled):
    path = file(content)
    if plain is None:
        with pytest.raises(UserError, match="--column b: there is no such column"):
            column(path, "b")
    else:
        assert column(path, "b") == plain
    if overruled is None:
        with pytest.raises(UserError, match="line 2, column 'b': 's' is not a number"):
            column(path, "b", **reading)
    else:
        assert column(path, "b", **reading) == overruled


def test_what_is_unsure_about_a_decimal_mark_is_said(file):
    remarks = read_table(file("a\tb\n1\t1,234\n2\t2,345\n"), ["b"]).remarks
    assert remarks[-1].endswith("thousands are marked (if that is wrong: --decimal comma)")
    remarks = read_table(file("a;b\n1;1.234,5\n2;2.345,5\n"), ["b"]).remarks
    assert remarks[-1].endswith("column 'b': decimal comma, thousands are marked")
    for content in ("a;b\n1;1.234\n2;2.345\n", "d,b\n1.2.2019,1.234\n2.2.2019,2.345\n"):
        remarks = read_table(file(content), ["b"]).remarks
        assert remarks[-1].endswith("decimal point (if that is wrong: --decimal comma)")
    remarks = read_table(file("d;b\n1.2.2019;1.234\n2.2.2019;2.345\n"), ["b"]).remarks
    assert remarks[-1].endswith("thousands are marked (if that is wrong: --decimal point)")
    assert len(read_table(file("a,b\n1,1.234\n2,2.345\n"), ["b"]).remarks) == 1


def test_a_column_that_never_changes_is_said_to_teach_nothing(file):
    path = file("a,b\n" + "".join(f"{i},5\n" for i in range(5)))
    assert (
        "column 'b': 5 in every row; there is nothing to learn"
        in (read_table(path, ["b"]).remarks[-1])
    )
    assert len(read_table(path, ["a"]).remarks) == 1


@pytest.mark.parametrize(
    ("reading", "message"),
    [
        ({"separator": "ab"}, "--separator ab: give one character, or tab, or space"),
        ({"header_line": 9}, "--header-line 9: no names are in that line; 0 if in none"),
        ({"encoding": "utf-9"}, "--encoding utf-9: there is no such encoding"),
        ({"encoding": "rot13"}, "--encoding rot13: there is no such encoding"),
        ({"date_column": "when"}, "--date-column when: there is no such column"),
        ({"date_format": "%d.%m.%Y"}, "--date-format %d.%m.%Y: not the format of all of column"),
    ],
)
def test_options_that_cannot_be_right_are_refused(file, reading, message):
    with pytest.raises(UserError, match=message):
        column(file("date,b\n2019-01-01,4\n2019-01-02,5\n"), "b", **reading)


def test_an_encoding_that_is_given_is_taken(file):
    path = file("día,b\n1,4\n".encode("mac_roman"))
    assert column(path, "b", encoding="mac_roman") == [4]
    assert (
        read_table(path, ["b"], reading=Reading(encoding="mac_roman")).remarks[0].count("read as")
        == 0
    )
    assert any("a guess; --encoding names another" in r for r in read_table(path, ["b"]).remarks)
    with pytest.raises(UserError, match="no such column; .*; the file is read as .*--encoding"):
        read_table(path, ["día"])


def test_columns_are_named_by_number_where_no_line_names_them_or_two_have_a_name(file):
    assert column(file("1,4\n2,5\n"), "2") == [4, 5]
    assert column(file("b,b\n1,4\n2,5\n"), "2") == [4, 5]
    with pytest.raises(UserError, match="there is no such column; .*: '1', '2'"):
        column(file("1,4\n2,5\n"), "3")


def test_names_are_found_however_accents_and_spaces_are_written(file):
    path = file("day;gro\u0308\u00dfe  in\u00a0cm\n1;4\n2;5\n")
    assert column(path, "gr\u00f6\u00dfe in cm") == [4, 5]


def test_a_name_of_several_lines_may_be_given_whole_or_in_part(file):
    path = file(
        ",Close,Close,Volume\n,AAPL,MSFT,AAPL\nDate,,,\n2019-01-01,1,2,3\n2019-01-02,4,5,6\n"
    )
    assert column(path, "Close MSFT") == column(path, "MSFT") == [2, 5]
    assert column(path, "Volume") == [3, 6]
    with pytest.raises(UserError, match="2 columns of that name; take its number: --column 2 or 3"):
        column(path, "Close")


def test_several_columns_and_a_target_are_read(file):
    path = file("day,a,b,c\n1,1,10,100\n2,2,20,200\n")
    table = read_table(path, ["c", "a"], "b")
    assert (table.names, table.inputs, table.target) == (["c", "a", "b"], [0, 1], 2)
    assert table.values.tolist() == [[100, 1, 10], [200, 2, 20]]
    table = read_table(path, ["c", "a"], "a")
    assert (table.names, table.inputs, table.target) == (["c", "a"], [0, 1], 1)
    table = read_table(path, None, "b")
    assert (table.names, table.inputs, table.target) == (["b"], [0], 0)
    with pytest.raises(UserError, match="--column: one of a, a is given twice"):
        read_table(path, ["a", "a"])
    with pytest.raises(UserError, match="--target d: there is no such column"):
        read_table(path, ["a"], "d")


def test_how_a_table_was_read_is_said_in_a_line(file):
    rows = "01.02.2019;1.234,50\n02.02.2019;1.240,00\n"
    table = read_table(file("Bericht\n\nTag;Wert\n" + rows + "\nQuelle: wir\n"), ["Wert"])
    assert table.remarks == [
        "my series.csv: columns separated by semicolons; named in line 3; 2 rows from line 4 on; "
        "what follows from line 7 on is left out ('Quelle: wir'); dates in column 'Tag' "
        "(%d.%m.%Y), 2019-02-01 to 2019-02-02",
        "my series.csv: column 'Wert': decimal comma, thousands are marked",
    ]


def test_a_cell_over_several_lines_does_not_shift_the_numbers_of_lines(file):
    rows = "".join(f'{i},"one\n\ntwo",{"dear" if i == 3 else i}\n' for i in range(5))
    with pytest.raises(UserError, match="line 11, column 'b': 'dear' is not a number"):
        column(file("i,note,b\n" + rows), "b")
