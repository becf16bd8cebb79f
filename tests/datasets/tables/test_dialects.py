"""Tables in the dialects that people have: each is read as the same numbers, and says how."""

import gzip
import io
import zipfile

import numpy as np
import pytest

from tf1rnn.datasets.tables.table import read_table

# Around a thousand, so that thousands marks come and go.
VALUES = np.round(1000 + 40 * np.sin(np.arange(30)), 2)
DAYS = np.arange("2019-01-20", "2019-02-19", dtype="datetime64[D]")


def us(value):
    return f"{value:,.2f}"


def german(value):
    return us(value).translate(str.maketrans(",.", ".,"))


def comma(value):
    return f"{value:.2f}".replace(".", ",")


def date(day, how="%Y-%m-%d"):
    return day.item().strftime(how)


def table(separator=",", number="{:.2f}".format, day=date, header=("day", "price"), end="\n"):
    """A table of a date and a price."""
    rows = [[day(d), number(v)] for d, v in zip(DAYS, VALUES, strict=True)]
    return end.join(separator.join(row) for row in [*([header] if header else []), *rows]) + end


def quoted(value):
    return f'"{value}"'


def dated(how):
    return lambda day: date(day, how)


def zipped(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_dot_", "."), content)
    return file.getvalue()


def blocks(text, every):
    """The text with an empty line after every so many lines."""
    lines = text.splitlines()
    return "\n".join("\n" * (i % every == 0) + line for i, line in enumerate(lines))


PLAIN = table()
DIALECTS = {
    "commas": PLAIN,
    "semicolons and decimal commas": table(";", comma),
    "semicolons and decimal points": table(";"),
    "German": table(";", german, dated("%d.%m.%Y")),
    "German with sep": "sep=;\n" + table(";", german, dated("%d.%m.%Y")),
    "quoted sep": '"sep=;"\n' + table(";", german),
    "tabs": table("\t"),
    "tabs and decimal commas": table("\t", comma),
    "bars": table("|"),
    "bars with spaces": table(" | "),
    "one space": table(" "),
    "many spaces": table("    "),
    "a separator that is announced": "sep=^\n" + table("^"),
    "quoted thousands": table(number=lambda v: quoted(us(v))),
    "all quoted": table(number=quoted, day=lambda d: quoted(date(d)), header=('"day"', '"price"')),
    "apostrophes as quotes": table(
        number=lambda v: f"'{v:.2f}'", day=lambda d: f"'{date(d)}'", header=("'day'", "'price'")
    ),
    "Swiss": table(";", lambda v: us(v).replace(",", "'")),
    "Swiss with a typographic apostrophe": table(";", lambda v: us(v).replace(",", "’")),
    "French": table(";", lambda v: us(v).replace(",", "\u202f").replace(".", ",")),
    "no-break spaces": table(";", lambda v: us(v).replace(",", "\u00a0").replace(".", ",")),
    "plain spaces between thousands": table(";", lambda v: us(v).replace(",", " ")),
    "dollars": table(";", lambda v: "$" + us(v)),
    "euros": table(";", lambda v: german(v) + " €"),
    "euros in Windows-1252": table(";", lambda v: german(v) + " €").encode("cp1252"),
    "francs": table(";", lambda v: f"CHF {v:.2f}"),
    "percent": table(";", lambda v: f"{v:.2f}%"),
    "thousands as K": table(";", lambda v: f"{v / 1000:.5f}K"),
    "scientific": table(number=lambda v: f"{v:.5E}"),
    "whole lines quoted": "".join(f'"{line}"\n' for line in PLAIN.splitlines()),
    "Windows lines": table(end="\r\n"),
    "old Mac lines": table(end="\r"),
    "no newline at the end": PLAIN.rstrip("\n"),
    "byte order mark": b"\xef\xbb\xbf" + PLAIN.encode(),
    "UTF-16": PLAIN.encode("utf-16"),
    "UTF-16 without mark": PLAIN.encode("utf-16-le"),
    "UTF-16, big end first": b"\xfe\xff" + PLAIN.encode("utf-16-be"),
    "UTF-32": PLAIN.encode("utf-32"),
    "Latin-1": table(header=("größe des Tages", "price")).encode("latin-1"),
    "GBK": table(header=("日期", "price")).encode("gbk"),
    "Shift JIS": table(header=("日付", "price")).encode("shift_jis"),
    "comments above": "# made by hand\n# in 2019\n" + PLAIN,
    "comments within": PLAIN.replace("\n2019-02", "\n# a new month\n2019-02", 1),
    "percent comments": "% made by a program\n" + PLAIN,
    "a header in a comment": "# made by hand\n# day,price\n" + table(header=None),
    "a preamble": "Report of prices\nmade on Monday\n\n" + PLAIN,
    "a preamble with all separators": "Report of prices,,\n,,\n" + PLAIN,
    "a preamble with commas": "Source: the bank, the market, others\n" + PLAIN,
    "two header lines, names first": table(header=("day", "price")).replace(
        "price\n", "price\n[-],[EUR]\n", 1
    ),
    "two header lines, names below": "Table 1,\n" + PLAIN,
    "pandas's index": "," + "price\n" + table(header=None),
    "R's row names": "day price\n"
    + "".join(f'"{i}" {line}\n' for i, line in enumerate(table(" ", header=None).splitlines(), 1)),
    "trailing commas": "".join(line + ",\n" for line in PLAIN.splitlines()),
    "trailing commas in the rows alone": PLAIN.replace("\n", ",\n").replace("price,\n", "price\n"),
    "trailing semicolons": "".join(line + ";;\n" for line in table(";", comma).splitlines()),
    "empty lines": blocks(PLAIN, 7),
    "rows of commas": PLAIN + ",\n,\n",
    "a total": PLAIN + f"Total,{VALUES.sum():.2f}\n",
    "a source": PLAIN + "\nSource: the bank\nAll rights are theirs, not ours\n",
    "a note of one cell": PLAIN + "* preliminary\n",
    "psql": " day | price \n-----+-------\n" + table(" | ", header=None) + "(30 rows)\n",
    "newest first": "\n".join([PLAIN.split("\n")[0], *PLAIN.splitlines()[:0:-1]]),
    "out of order": "\n".join([*PLAIN.splitlines()[:3], *PLAIN.splitlines()[:2:-1]]),
    "the header again": PLAIN.replace("\n2019-02-01", "\nday,price\n2019-02-01"),
    "slashes, day first": table(day=dated("%d/%m/%Y")),
    "slashes, month first": table(day=dated("%m/%d/%Y")),
    "two digits of the year": table(day=dated("%d.%m.%y")),
    "names of months": table(day=lambda d: quoted(date(d, "%b %d, %Y"))),
    "names of months, day first": table(day=dated("%d-%b-%Y")),
    "whole names of months": table(day=dated("%d %B %Y")),
    "numbers for dates": table(day=dated("%Y%m%d")),
    "seconds since 1970": table(
        day=lambda d: str(d.astype("datetime64[s]").astype(int)), header=("timestamp", "price")
    ),
    "milliseconds since 1970": table(
        day=lambda d: str(d.astype("datetime64[ms]").astype(int)), header=("time", "price")
    ),
    "a time of day": table(day=dated("%Y-%m-%d 00:00:00")),
    "a time zone": table(day=dated("%Y-%m-%dT00:00:00Z")),
    "Chinese dates": table(day=lambda d: date(d, "%Y年%m月%d日")),
    "a date and a time": table(day=dated("%d/%m/%Y,00:00"), header=("date", "hour", "price")),
    "year, month and day": table(day=dated("%Y,%m,%d"), header=("year", "month", "day", "price")),
    "further columns of text": table(
        number=lambda v: f"{v:.2f},rather dear,A-1", header=("day", "price", "verdict", "code")
    ),
    "gzip": gzip.compress(PLAIN.encode()),
    "zip": zipped(prices_dot_csv=PLAIN),
    "zip with a read me": zipped(README_dot_txt="Read the table.\n", prices_dot_csv=PLAIN),
    "zip from a Mac": zipped(prices_dot_csv=PLAIN, **{"__MACOSX/._prices.csv": b"\0\5"}),
}


@pytest.mark.parametrize("content", DIALECTS.values(), ids=DIALECTS)
def test_a_price_is_read_with_its_dates_whatever_the_dialect(tmp_path, content):
    path = tmp_path / "prices"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    table = read_table(path, ["price"])
    np.testing.assert_allclose(table.values[:, 0], VALUES)
    np.testing.assert_array_equal(table.times.astype("datetime64[D]"), DAYS)
    assert all("\n" not in remark for remark in table.remarks)


WITHOUT_DATES = {
    "a column alone": "price\n" + "".join(f"{v:.2f}\n" for v in VALUES),
    "a column alone with decimal commas": "price\n" + "".join(f"{comma(v)}\n" for v in VALUES),
    "a column alone without a name": "".join(f"{v:.2f}\n" for v in VALUES),
    "a column alone after a comment": "# prices\n" + "".join(f"{v:.2f}\n" for v in VALUES),
    "numbers with a mark": "i,price\n" + "".join(f"#{i},{v:.2f}\n" for i, v in enumerate(VALUES)),
    "quoted words": "i,place,price\n".replace(",", " ")
    + "".join(f'{i} "New York" {v:.2f}\n' for i, v in enumerate(VALUES)),
    "addresses": "i,host,price\n"
    + "".join(f"{i};192.168.0.{i};{v:.2f}\n" for i, v in enumerate(VALUES)).replace(";", ","),
    "numbered rows": "i,price\n" + "".join(f"{i},{v:.2f}\n" for i, v in enumerate(VALUES)),
}


@pytest.mark.parametrize("content", WITHOUT_DATES.values(), ids=WITHOUT_DATES)
def test_a_column_alone_needs_no_name_and_rows_without_dates_keep_their_order(tmp_path, content):
    path = tmp_path / "prices.txt"
    path.write_text(content)
    table = read_table(path, ["price"] if content[0] == "i" else None)
    np.testing.assert_allclose(table.values[:, 0], VALUES)
    assert (table.times, table.time_label) == (None, "row")
