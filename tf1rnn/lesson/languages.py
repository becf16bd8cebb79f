"""The language of texts: chosen by an option, or else by the locale."""

import os
from typing import Annotated, Literal

import typer

LANGUAGES = ("en", "fr")
Language = Annotated[
    Literal["en", "fr"] | None,
    typer.Option(help="the language of texts; else the locale's, English or French"),
]


def chosen(language: str | None) -> str:
    """The language given, or that of the locale, or English."""
    if language is not None:
        return language
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            code = value.partition("_")[0].partition(".")[0].lower()
            return code if code in LANGUAGES else "en"
    return "en"
