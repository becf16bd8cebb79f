"""Missing values of tables: counted, dropped, filled in, and numbers that stand for them."""

import pytest

from tf1rnn.datasets.tables.options import Reading
from tf1rnn.datasets.tables.table import read_table
from tf1rnn.errors import UserError


def column(path, name, **reading):
    return read_table(path, [name], reading=Reading(**reading)).values[:, 0].tolist()


MARKERS = ["", "NA", "N/A", "null", ".", "?", "-", "NaN", "#N/A", "n.a.", "None"]


@pytest.mark.parametrize("marker", MARKERS)
def test_missing_values_stop_the_reading_are_dropped_or_filled_in(file, marker):
    path = file(f"day,price\n1,10\n2,{marker}\n3,30\n4,{marker}\n")
    message = r"line 3, column 'price': .* is a missing value; 2 of 4 are missing .lines 3 and 5"
    with pytest.raises(UserError, match=message + ".*--missing drop .*--missing interpolate"):
        column(path, "price")
    assert column(path, "price", missing="drop") == [10, 30]
    assert column(path, "price", missing="interpolate") == [10, 20, 30]


def test_gaps_are_filled_in_by_the_distance_between_dates(file):
    path = file("day,price\n2019-01-01,10\n2019-01-02,NA\n2019-01-05,50\n")
    assert column(path, "price", missing="interpolate") == [10, 20, 50]
    table = read_table(path, ["price"], reading=Reading(missing="interpolate"))
    assert "filled in: missing values in 1 row" in table.remarks[-1]


def test_a_row_is_dropped_if_any_of_its_columns_lacks_a_value(file):
    path = file("day,a,b\n1,NA,1\n2,2,2\n3,3,NA\n4,4,4\n")
    table = read_table(path, ["a", "b"], reading=Reading(missing="drop"))
    assert table.values.tolist() == [[2, 2], [4, 4]]
    with pytest.raises(UserError, match="no row has a value of a and b"):
        read_table(file("day,a,b\n1,NA,1\n2,2,NA\n"), ["a", "b"], reading=Reading("drop"))


@pytest.mark.parametrize("marker", ["-9999", "-9999.0", "-999", "-99.9", "99999", "-32768"])
def test_a_number_that_stands_for_missing_values_is_remarked_on(file, marker):
    path = file("day,price\n" + "".join(f"{i},{marker if i in (3, 7) else i}\n" for i in range(9)))
    table = read_table(path, ["price"])
    assert len(table.values) == 9
    (remark,) = (r for r in table.remarks if "--na-value" in r)
    assert "in lines 5 and 9, far from all other values" in remark
    assert len(column(path, "price", na_value=[marker], missing="drop")) == 7


def test_numbers_of_a_series_own_range_are_not_remarked_on(file):
    path = file("day,price\n" + "".join(f"{i},{i * 9 - 99}\n" for i in range(30)))
    assert not any("--na-value" in r for r in read_table(path, ["price"]).remarks)
