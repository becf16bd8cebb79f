"""The words of calendars in several languages: months, and what columns of years are named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

ENGLISH = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
# In German, French, Spanish, Italian, Portuguese and Dutch. No name means two different months.
_WHOLE = (
    "januar jänner janvier enero gennaio janeiro januari",
    "februar feber février febrero febbraio fevereiro februari",
    "märz maerz mars marzo março maart",
    "april avril abril aprile",
    "mai mayo maggio maio mei",
    "juni juin junio giugno junho",
    "juli juillet julio luglio julho",
    "august août agosto augustus",
    "september septembre septiembre setiembre settembre setembro",
    "oktober octobre octubre ottobre outubro",
    "november novembre noviembre novembro",
    "dezember décembre diciembre dicembre dezembro december",
)
_SHORT = (
    "jan jän janv ene gen",
    "feb févr fév fev",
    "mar mär mrz mrt",
    "apr avr abr",
    "may mag",
    "jun giu",
    "jul juil lug",
    "aug aoû ago",
    "sep sept set sett",
    "oct okt ott out",
    "nov",
    "dec dez déc dic",
)
_PARTS = {
    "year": "year yr yyyy jahr année annee an año ano anno jaar",
    "quarter": "quarter qtr quartal trimestre trim trimester kwartaal",
    "week": "week wk isoweek kw woche kalenderwoche semaine semana settimana",
    "month": "month mon mm monat mois mes mese mês maand",
    "day": "day dd tag jour día dia giorno dag",
    "hour": "hour hr hh stunde heure hora ora uur",
    "minute": "minute min minuto minuut",
    "second": "second sec sekunde seconde segundo secondo",
}


def plain(word: str) -> str:
    """A word as the tables here have it: lower case, without accents."""
    apart = unicodedata.normalize("NFD", word.strip().lower())
    return "".join(c for c in apart if not unicodedata.combining(c))


_WHOLE_NAMES = {
    plain(name): i
    for i, names in enumerate(zip(ENGLISH, _WHOLE, strict=True))
    for name in " ".join(names).split()
}
_MONTHS = _WHOLE_NAMES | {
    plain(name): i for i, names in enumerate(_SHORT) for name in names.split()
}
_PART_OF = {plain(name): part for part, names in _PARTS.items() for name in names.split()}
_WORD = re.compile(r"[^\W\d_]{3,}")
# A month's name in a regular expression without regard to case. Endings are left open, so that a
# name that is spelled wrong is still taken for a date's, and said not to be understood.
_SPELLED = {*" ".join([*_WHOLE, *_SHORT]).split(), *_MONTHS}
MONTH = rf"(?:{'|'.join(sorted(_SPELLED, key=lambda name: (-len(name), name)))})[a-z]*\.?"


def month_of(text: str) -> int | None:
    """The number of a month by its name or number; None if it is neither."""
    text = plain(text).removesuffix(".").removesuffix(".0")
    if text.isdecimal():
        return int(text) if 1 <= int(text[:9]) <= 12 else None
    return _MONTHS[text] + 1 if text in _MONTHS else None


def part_of(name: str) -> str | None:
    """Which part of a date a column of this name holds: year, quarter, month, day and so on."""
    return _PART_OF.get(plain(name))


def in_english(texts: Sequence[str]) -> list[str]:
    """Dates with the names of their months in English: cut to three letters if any of them is."""
    found = {word: plain(word) for text in texts for word in _WORD.findall(text)}
    months = {word: _MONTHS[name] for word, name in found.items() if name in _MONTHS}
    if not months:
        return list(texts)
    whole = all(found[word] in _WHOLE_NAMES for word in months)
    names = {word: ENGLISH[i] if whole else ENGLISH[i][:3] for word, i in months.items()}
    return [_WORD.sub(lambda word: names.get(word[0], word[0]), text) for text in texts]
