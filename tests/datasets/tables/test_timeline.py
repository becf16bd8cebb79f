"""Dates of tables: which column holds them, their format, the order that they give the rows."""

import pytest

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
    assert (
        "line 5 has no date in column 'date', so the rows stay in the file's" in table.remarks[-1]
    )
    assert "which may be newest first" in table.remarks[-1]


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


GERMAN = ["Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"]
FRENCH = [
    *("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct."),
    *("nov.", "déc."),
]
SPANISH = [
    *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre"),
    *("octubre", "noviembre", "diciembre"),
]
WHOLE = [
    *("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September"),
    *("Oktober", "November", "Dezember"),
]
NUMBERS = [str(month) for month in range(1, 13)]
QUARTERS = ["Q1", "Q2", "Q3", "Q4"]


@pytest.mark.parametrize(
    ("names", "form", "how"),
    [
        (WHOLE, "{} 2000", "%B %Y"),
        (WHOLE, "1. {} 2000", "%d %B %Y"),
        (GERMAN, "{}-00", "%b-%y"),
        (FRENCH, "{} 2000", "%b %Y"),
        (FRENCH, "1er {} 2000", "%d %b %Y"),
        (SPANISH, "{} de 2000", "%B %Y"),
        (SPANISH, "1 de {} de 2000", "%d %B %Y"),
        (QUARTERS, "2000-{}", "quarters"),
        (QUARTERS, "{} 2000", "quarters"),
    ],
)
def test_months_and_quarters_are_understood_in_several_languages(file, names, form, how):
    days = [form.format(name) for name in reversed(names)]
    table = read_table(file("day;b\n" + "".join(f"{day};2.5\n" for day in days)), ["b"])
    step = 12 // len(names)
    assert [str(time)[:10] for time in table.times] == [
        f"2000-{month:02}-01" for month in range(1, 13, step)
    ]
    assert f"dates in column 'day' ({how}), 2000-01-01" in table.remarks[0]


@pytest.mark.parametrize("form", ["%B %Y", "%b %Y"])
def test_a_format_that_is_given_means_the_names_of_months_in_any_language(file, form):
    names = WHOLE if form == "%B %Y" else FRENCH
    path = file("when,b\n" + "".join(f"{name} 2000,{i}\n" for i, name in enumerate(names)))
    table = read_table(path, ["b"], reading=Reading(date_format=form))
    assert str(table.times[-1])[:10] == "2000-12-01"


@pytest.mark.parametrize(
    ("header", "names", "said"),
    [
        ("Year,Month", [*GERMAN[:2], "March", *GERMAN[3:]], "columns 'Year' and 'Month'"),
        ("Jahr,Monat", NUMBERS, "columns 'Jahr' and 'Monat' (year, month)"),
        ("Jahr,Monat", GERMAN, "columns 'Jahr' and 'Monat'"),
        ("Année,Mois", FRENCH, "columns 'Année' and 'Mois'"),
        ("Año,Mes", SPANISH, "columns 'Año' and 'Mes'"),
        ("Jahr,Quartal", QUARTERS, "columns 'Jahr' and 'Quartal' (year, quarter)"),
    ],
)
def test_a_year_and_a_month_beside_it_are_dates_in_several_languages(file, header, names, said):
    rows = "".join(f"{year},{name},2.5\n" for year in (2001, 2000) for name in names)
    table = read_table(file(f"{header},b\n{rows}"), ["b"])
    step = 12 // len(names)
    assert [str(time)[:7] for time in table.times] == [
        f"{year}-{month:02}" for year in (2000, 2001) for month in range(1, 13, step)
    ]
    assert f"dates in {said}" in table.remarks[0]
    path = file("Jahr;Monat;Tag;b\n2000;Feb;3;4\n2000;Mär;2;5\n")
    assert str(read_table(path, ["b"]).times[-1])[:10] == "2000-03-02"


def test_parts_of_dates_that_are_not_understood_are_named_as_the_file_names_them(file):
    table = read_table(file("Year,Month,b\n2000,Foo,1\n2000,Bar,2\n"), ["b"])
    assert table.times is None
    assert (
        "columns 'Year' and 'Month' are not understood as dates (line 2: '2000 Foo'), so the rows "
        "stay in the file's order, which may be newest first"
    ) in table.remarks[-1]
    table = read_table(file("Year,Month,Day,b\n2000,2,30,1\n2000,2,31,2\n"), ["b"])
    assert "columns 'Year', 'Month' and 'Day' are not understood" in table.remarks[-1]


def test_names_of_months_in_a_language_not_known_are_said_to_leave_the_order(file):
    table = read_table(file("Date,b\nJanvāris 2000,1\nMarts 2000,2\n"), ["b"])
    assert table.times is None
    assert "'Date' is not understood as dates, so the rows stay" in table.remarks[-1]
    assert "which may be newest first; --date-format or --date-column" in table.remarks[-1]


def test_dates_that_come_again_are_said_with_what_is_done_and_the_way_out(file):
    days = ["2019-01-01", *(f"2019-01-{day:02}" for day in range(1, 20))]
    table = read_table(file("date,b\n" + "".join(f"{day},{day[-2:]}\n" for day in days)), ["b"])
    assert (
        "1 row has a date in column 'date' that another row has too; all are kept"
        in (table.remarks[-1])
    )
    weeks = "".join(f"{year},{week},1.5\n" for year in (2000, 2001) for week in range(1, 50))
    table = read_table(file("Jahr,Lauf,b\n" + weeks), ["b"])
    assert "--date-column none to keep the file's order" in " ".join(table.remarks)


@pytest.mark.parametrize("cell", ["{}", "KW {}", "W{:02}"])
def test_a_year_and_a_week_beside_it_are_dates(file, cell):
    rows = "".join(f"{y};{cell.format(w)};{w}\n" for y in (2019, 2020) for w in range(1, 53))
    table = read_table(file(f"Jahr;Woche;b\n{rows}"), ["b"])
    assert [str(time)[:10] for time in table.times[[0, 51, 52]]] == [
        *("2018-12-31", "2019-12-23", "2019-12-30"),
    ]
    assert "dates in columns 'Jahr' and 'Woche' (year, week)" in table.remarks[0]
    assert len(table.remarks) == 1
