"""What a cell of a table looks like: a number, a date, a missing value or other text."""

from __future__ import annotations

import re
from typing import Literal

from tf1rnn.datasets.tables.calendar_words import MONTH

Kind = Literal["number", "date", "missing", "text"]

# What files write for a value that is not there, in lower case.
MISSING = frozenset(
    [
        *("", "na", "n/a", "#n/a", "#n/a n/a", "<na>", "n.a.", "n.d.", "nan", "-nan", "null"),
        *("(null)", "\\n", "none", "nil", "missing", ".", "..", "...", "…", "?", "*", ":"),
        *(
            "-",
            "--",
            "---",
            "***",
            "–",
            "—",
            "#div/0!",
            "#value!",
            "#ref!",
            "#num!",
            "#null!",
            "#name?",
        ),
    ]
)

_CURRENCY = "[$¢£¤¥฿₠-₿﷼＄￡￥￦]"
_CODES = (
    "USD|EUR|GBP|JPY|CNY|RMB|CHF|CAD|AUD|NZD|INR|BRL|RUB|KRW|SEK|NOK|DKK|PLN|CZK|HUF|RON|TRY|"
    "ZAR|MXN|SGD|HKD|TWD|THB|ILS|IDR|MYR|PHP|AED|SAR|EGP|CLP|COP|ARS"
)
_UNIT = (
    rf"(?:(?:US|CA|AU|HK|NZ|NT|MX|[ACRS])?{_CURRENCY}|{_CODES}|[Kk]r\.?|zł|Kč|Ft|Rs\.?|lei|Fr\.|"
    r"元|円|원|руб\.?|[%‰％]|°[CFK]?|℃|℉)"
)
SPACES = " \u00a0\u2007\u2009\u202f"
APOSTROPHES = "'’´`ʼ"
_MARKS = f".,٫٬{SPACES}{APOSTROPHES}"
_MINUS = "−–﹣－-"  # a hyphen must be last in a set of characters

NUMBER = re.compile(
    rf"(?P<opening>\()?\s*(?P<sign>[+{_MINUS}])?\s*(?P<before>{_UNIT})?\s*"
    rf"(?P<later_sign>[+{_MINUS}])?\s*(?P<core>(?:[.,٫]?\d)(?:[{_MARKS}]?\d)*[.,]?)"
    rf"(?P<exponent>[eE][+-]?\d+)?\s*(?P<scale>[KkMBT]|bn)?\s*(?P<after>{_UNIT})?"
    rf"(?P<end_sign>[{_MINUS}])?(?P<closing>\))?"
)

_OF = "(?: de| del| di)?"  # 2 de enero de 2019
_DAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?"
_TIME = r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:[ap]\.?m\.?)?\s?(?:z|utc|gmt|[+-]\d{2}:?\d{2})?"
_DATES = (
    r"\d{4}[-/]\d{1,2}",
    r"\d{4}[-/.]\s?\d{1,2}[-/.]\s?\d{1,2}\.?",
    r"\d{1,2}[-/.]\s?\d{1,2}[-/.]\s?(?:\d{4}|\d{2})",
    rf"{_DAY}{MONTH}[ -]\d{{1,2}}(?:,? ?| -)\d{{4}}",
    rf"{_DAY}\d{{1,2}}(?:\.|er|º)?{_OF}[ /-]?{MONTH},?{_OF}[ /-]?(?:\d{{4}}|\d{{2}})",
    rf"{MONTH}{_OF}[ /-](?:\d{{4}}|\d{{2}})",
    rf"\d{{4}}[ /-]{MONTH}(?:[ /-]\d{{1,2}})?",
    r"\d{4}年\d{1,2}月(?:\d{1,2}日)?",
    r"\d{4}[ -]?(?:[qm]\d{1,2}|t[1-4])",
    r"[qt][1-4][ /-]\d{4}",
)
DATE = re.compile(rf"(?:{'|'.join(_DATES)})(?:(?:,?\s+|t|-){_TIME})?|{_TIME}", re.IGNORECASE)


def kind_of(cell: str) -> Kind:
    """What a cell looks like."""
    cell = cell.strip()
    if cell.lower() in MISSING:
        return "missing"
    if DATE.fullmatch(cell):
        return "date"
    return "number" if NUMBER.fullmatch(cell) else "text"
