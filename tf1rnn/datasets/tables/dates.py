"""Cells as dates: their format, and whether day or month comes first."""

from __future__ import annotations

import contextlib
import datetime
import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tf1rnn.datasets.tables.calendar_words import in_english, month_of

_DATES = (
    *("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y"),
    *("%m-%d-%Y", "%d.%m.%y", "%d/%m/%y", "%m/%d/%y", "%y/%m/%d", "%d-%m-%y", "%Y-%m", "%Y/%m"),
    *("%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%B %d %Y", "%b-%d-%Y", "%d %b %Y", "%d %B %Y"),
    *("%d-%b-%Y", "%d-%b-%y", "%d/%b/%Y", "%d.%b.%Y", "%d%b%Y", "%d %b, %Y", "%d %B, %Y"),
    *("%b %Y", "%B %Y", "%b-%Y", "%b-%y", "%b %y", "%Y %b", "%Y-%b", "%Y-%b-%d", "%YM%m"),
    *("%a, %b %d, %Y", "%a, %d %b %Y", "%a %b %d %Y", "%A, %B %d, %Y", "%a %d %b %Y"),
    *("%Y年%m月%d日", "%Y年%m月", "%Y%m%d"),
)
_DIGITS = {8: "%Y%m%d", 6: "%Y%m", 4: "%Y"}  # dates of nothing but digits, by their number
_TIMES = (
    *("", " %H:%M:%S", " %H:%M", " %H:%M:%S.%f", " %I:%M:%S %p", " %I:%M %p", " %I:%M%p"),
    *(" %H.%M", "T%H:%M:%S", "T%H:%M", "T%H:%M:%S.%f", ", %H:%M:%S", ", %H:%M", "-%H:%M"),
)
_SAMPLE = 50
_QUARTER = re.compile(r"(?:(\d{4})[ -]?[QT]([1-4])|[QT]([1-4])[ /-](\d{4}))", re.IGNORECASE)
_QUARTER_ALONE = re.compile(r"[QT]?\s?0?([1-4])\.?", re.IGNORECASE)
_WEEK = re.compile(r"(?:[^\W\d_]{1,2}\.?\s?)?(\d{1,2})(?:\.0)?\.?")
_LETTERS = re.compile(r"[^\W\d_]{3}")
_SECONDS = (1e8, 1e10)  # since 1970: the years from 1973 to 2286


class Dates(NamedTuple):
    """A column's dates, and how they were read."""

    values: np.ndarray  # [n_rows] datetime64[us], NaT for an empty cell
    format: str  # as strptime writes it, or in words
    either: bool = False  # whether day and month could be the other way round


def read_dates(cells: Sequence[str], given: str | None = None) -> Dates | None:
    """The dates in cells, `given` being their format; None if they are not dates.

    All cells that are not empty must have one format. If day and month could be either way round,
    the order of the dates decides; if it does not, the month is first between slashes, as in the
    United States, and the day is first otherwise.
    """
    import pandas as pd

    codes, as_written = pd.factorize(np.asarray(cells, dtype=object))
    texts = pd.Series(_spelled(as_written), dtype=object)
    filled = texts[texts != ""]
    if not len(filled):
        return None
    if given is not None:
        in_words = pd.Series(in_english(as_written), dtype=object)[filled.index]
        found = [(_parsed(each, given), given) for each in (in_words, filled)]
    elif all(map(_QUARTER.fullmatch, as_written[filled.index])):
        found = [(_parsed(filled, "%Y-%m"), "quarters")]
    else:
        found = [_iso(filled), _since_1970(filled)]
        found = [each for each in found if each] or _in_some_format(filled)
    whole = []
    for values, how in found:
        if values is not None and not values.isna().any():
            values = values.reindex(texts.index).to_numpy(dtype="datetime64[us]")
            whole.append(Dates(values[codes], how))
    if len(whole) < 2 or {_day_first(each.format) for each in whole} != {True, False}:
        return next(iter(whole), None)
    unevenness = [_unevenness(each.values) for each in whole]
    if unevenness[0] != unevenness[1]:
        return whole[int(np.argmin(unevenness))]
    usual = [each for each in whole if _day_first(each.format) != ("/" in each.format)]
    return usual[0]._replace(either=True)


def first_misfit(cells: Sequence[str]) -> int | None:
    """The first cell that is not a date of the format of most others; None if most have none."""
    import pandas as pd

    texts = pd.Series(_spelled(cells), dtype=object)
    begin = texts[texts != ""].iloc[: 2 * _SAMPLE]
    if not len(begin):
        return None
    fits = []
    for how in itertools.chain(*_formats_like(begin.iloc[0])):
        values = _parsed(begin, how)
        if values is not None and values.isna().mean() < 0.5:
            fits.append((values.isna().mean(), how))
    if not fits:
        return None
    values = _parsed(texts, min(fits)[1])
    misfits = np.flatnonzero((values.isna() & (texts != "")).to_numpy())
    return int(misfits[0]) if len(misfits) else None


def weeks(years: Sequence[str], numbers: Sequence[str]) -> list[str]:
    """The Mondays of ISO weeks, such as 2019 and `KW 7`; a text is empty if it is none."""
    mondays = []
    for year, number in zip(years, numbers, strict=True):
        year, week = year.strip().removesuffix(".0"), _WEEK.fullmatch(number.strip())
        monday = ""
        if week and year.isdecimal():
            with contextlib.suppress(ValueError):  # no such week in that year
                monday = datetime.date.fromisocalendar(int(year), int(week[1]), 1).isoformat()
        mondays.append(monday)
    return mondays


def joined(columns: Sequence[Sequence[str]], is_quarter: bool = False) -> list[str]:
    """Dates in parts, a column each from the year on, as single texts: 2010-01-31 23:00.

    A month may be written with its name; with `is_quarter` the second column holds quarters. A text
    is empty if a part is not understood.
    """
    marks = ("", "-", "-", " ", ":", ":")
    rows = []
    for parts in zip(*columns, strict=True):
        numbers = [part.strip().removesuffix(".0") for part in parts]
        if is_quarter:
            quarter = _QUARTER_ALONE.fullmatch(numbers[1])
            numbers[1] = str(3 * int(quarter[1]) - 2) if quarter else ""
        else:
            numbers[1] = str(month_of(numbers[1]) or "")
        if not all(number.isdecimal() for number in numbers):
            rows.append("")
            continue
        text = "".join(mark + n.zfill(2) for mark, n in zip(marks, numbers, strict=False))
        rows.append(f"{text}:00" if len(numbers) == 4 else text)
    return rows


def _spelled(texts: Sequence[str]) -> Sequence[str]:
    """Dates in the spelling that the formats know."""
    # All are in one format, so that a sample shows whether their spelling wants a change.
    sample = texts[:: max(1, len(texts) // _SAMPLE)]
    if any(_LETTERS.search(text) for text in sample):  # a month may be spelled as in English
        texts = in_english(texts)
    elif all(_plain(text) == text for text in sample):
        return texts
    return [_plain(text) for text in texts]


def _plain(text: str) -> str:
    """A date with English names, in the spelling that the formats know."""
    text = " ".join(text.split()).rstrip(".")
    if quarter := _QUARTER.fullmatch(text):
        year, number = quarter[1] or quarter[4], quarter[2] or quarter[3]
        return f"{year}-{3 * int(number) - 2:02}"
    # "Jan. 2, 2019", "1er Jan 2019", "2. Jan 2019", "2 de Jan de 2019", "3:04 p.m.", "2. 1. 2019"
    text = re.sub(r"(?<=[A-Za-z])\.(?=\W|$)", "", text)
    text = re.sub(r"^(\d\d?)(?:er |º |\. ?(?=[A-Za-z]{3,} ))", r"\1 ", text)
    text = re.sub(r"(?<=\w) (?:de|del|di) (?=\w)", " ", text)
    text = re.sub(r"\b([ap])\.m$", r"\1m", text)
    return re.sub(r"(?<=\d[./-]) (?=\d)", "", text)


def _in_some_format(texts) -> list[tuple]:
    """The dates of texts in each format that they all are in, the first two; and the formats."""
    sample = texts.iloc[:: max(1, len(texts) // _SAMPLE)]
    for formats in _formats_like(sample.iloc[0]):
        found = []
        for how in formats:
            tried = _parsed(sample, how)
            if tried is not None and not tried.isna().any():
                values = _parsed(texts, how)
                found += [(values, how)] * (not values.isna().any())
        if found:
            return found[:2]
    return []


def _formats_like(text: str) -> list[list[str]]:
    """The formats that a text could be in, by its letters and colons; trying all takes a second.

    Those with the same format of the time are together.
    """
    if text.isdecimal():
        return [[_DIGITS[len(text)]]] if len(text) in _DIGITS else []
    named = bool(_LETTERS.search(text))
    dates = [date for date in _DATES if bool(re.search("%[aAbB]", date)) == named]
    times = [time for time in _TIMES if (":" in time) == (":" in text)]
    return [[date + time for date in dates] for time in times]


def _parsed(texts, how: str):
    """The dates of texts in a format, NaT for those of another; None if it is not a format."""
    import pandas as pd

    try:
        values = pd.to_datetime(texts, format=how, errors="coerce")
    except (ValueError, TypeError, re.error):
        return None
    if values.dtype.kind != "M":  # a format with a time zone in it
        return None
    return values.dt.tz_localize(None) if values.dt.tz is not None else values


def _iso(texts) -> tuple | None:
    """ISO 8601's dates with a time, in any time zones: they become UTC's."""
    import pandas as pd

    if not texts.str.match(r"\d{4}-\d\d-\d\d[T ]\d\d:?\d\d").all():
        return None
    values = pd.to_datetime(texts, format="ISO8601", utc=True, errors="coerce")
    zoned = texts.str.contains(r"(?:Z|[+-]\d\d:?\d\d)$").any()
    return values.dt.tz_localize(None), "ISO 8601" + (", as UTC" if zoned else "")


def _since_1970(texts) -> tuple | None:
    """Seconds, milli-, micro- or nanoseconds since 1970."""
    import pandas as pd

    numbers = pd.to_numeric(texts, errors="coerce")
    for unit, scale in (("s", 1), ("ms", 1e3), ("us", 1e6), ("ns", 1e9)):
        if (numbers / scale).between(*_SECONDS).all():
            return pd.to_datetime(numbers, unit=unit), f"{unit} since 1970"
    return None


def _day_first(how: str) -> bool | None:
    """Whether the day comes before the month in a format of numbers; None in others."""
    if "%m" not in how or "%d" not in how or how.startswith(("%Y", "%y")):
        return None
    return how.index("%d") < how.index("%m")


def _unevenness(values: np.ndarray) -> float:
    """The longest step between dates by the shortest; infinite if they are not in order."""
    steps = np.diff(values[~np.isnat(values)]).astype(float)
    if not len(steps) or not (np.all(steps >= 0) or np.all(steps <= 0)):
        return np.inf
    steps = np.abs(steps[steps != 0])
    return float(np.max(steps) / np.min(steps)) if len(steps) else 1.0
