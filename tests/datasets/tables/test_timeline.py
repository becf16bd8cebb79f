"""Dates of tables: which column holds them, their format, the order that they give the rows."""

from tf1rnn.datasets.tables.options import Reading
from tf1rnn.datasets.tables.table import read_table


def column(path, name, **reading):
    return read_table(path, [name], reading=Reading(**reading)).values[:, 0].tolist()


ROWS = {"2019-01-03": 3, "2019-01-02": 2, "2019-01-01": 1}


def dated(rows, name="date"):
    return f"{name},b\n" + "".join(f"{day},{value}\n" for day, value in rows.items())


def test_newest_first_is_turned_and_any_other_order_is_sorted_and_it_is_said(file):
    table = read_table(file(dated(ROWS)), ["b"])
    assert table.values.ravel().tolist() == [1, 2, 3]
    assert "the newest row first; the rows are turned round" in table.remarks[-1]
    table = read_table(file(dated({"2019-01-02": 2, **ROWS, "2019-01-05": 5})), ["b"])
    assert table.values.ravel().tolist() == [1, 2, 3, 5]
    assert "the rows are not in order; they are sorted by column 'date'" in table.remarks[-1]
    assert column(file(dated(ROWS)), "b", date_column="none") == [3, 2, 1]


def test_dates_that_are_not_understood_leave_the_order_and_it_is_said_where(file):
    table = read_table(file(dated(ROWS | {"soon": 0, "2018-01-01": 7})), ["b"])
    assert table.values.ravel().tolist() == [3, 2, 1, 0, 7]
    assert table.times is None
    assert "column 'date' holds more than dates (line 5: 'soon')" in table.remarks[-1]
    table = read_table(file(dated(ROWS | {"": 0, "2018-01-01": 7})), ["b"])
    assert "line 5 has no date, so the rows stay in the file's order" in table.remarks[-1]


def test_several_series_in_one_file_are_not_mixed_and_it_is_said(file):
    rows = "".join(f"2019-01-{d:02},{d},{n}\n" for n in ("AAPL", "MSFT") for d in range(1, 10))
    table = read_table(file("date,b,name\n" + rows), ["b"])
    assert table.values.ravel().tolist() == [*range(1, 10)] * 2
    assert "9 of 18 rows have a date in column 'date' that another row has too" in table.remarks[-1]


def test_day_and_month_are_told_apart_by_the_order_and_doubt_is_said(file):
    days = [f"{d:02}/01/2019" for d in range(1, 10)]
    table = read_table(file(dated(dict(zip(days, range(9), strict=True)))), ["b"])
    assert str(table.times[-1])[:10] == "2019-01-09"
    months = [f"{m:02}/01/{y}" for y in (2018, 2019) for m in range(1, 13)]
    table = read_table(file(dated(dict(zip(months, range(24), strict=True)))), ["b"])
    assert str(table.times[-1])[:10] == "2019-12-01"
    path = file(dated({"05/06/2019": 1, "05/06/2020": 2}))
    table = read_table(path, ["b"])
    assert str(table.times[0])[:10] == "2019-05-06"
    assert "--date-format %d/%m/%Y reads them so" in table.remarks[-1]
    table = read_table(path, ["b"], reading=Reading(date_format="%d/%m/%Y"))
    assert str(table.times[0])[:10] == "2019-06-05"
