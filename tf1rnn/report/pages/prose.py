"""Docstrings and source as HTML."""

import re

from markupsafe import Markup, escape

_CODE = re.compile(r"`([^`]+)`")


def paragraphs(text: str) -> Markup:
    """A docstring's paragraphs, lists, indented stretches and `code`."""
    return Markup("\n").join(_block(block) for block in re.split(r"\n\s*\n", text) if block.strip())


def inline(text: str) -> Markup:
    """A line whose `code` is set as code."""
    parts = _CODE.split(text)
    return Markup().join(
        Markup("<code>{}</code>").format(part) if i % 2 else escape(part)
        for i, part in enumerate(parts)
    )


def highlighted(source: str) -> Markup:
    """Python source in syntax colours, for the classes of `syntax_style`."""
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer

    formatter = HtmlFormatter(cssclass="listing", linenos=False)
    return Markup(highlight(source, PythonLexer(), formatter))  # which escapes


def syntax_style() -> str:
    """The colours of listings, on a light page and on a dark one."""
    from pygments.formatters import HtmlFormatter

    light = HtmlFormatter(style="default").get_style_defs(".listing")
    dark = HtmlFormatter(style="github-dark").get_style_defs(".listing")
    return f"{light}\n@media screen and (prefers-color-scheme: dark) {{\n{dark}\n}}\n"


def _block(block: str) -> Markup:
    if block.startswith(" "):
        return Markup("<pre>{}</pre>").format(block)
    items = re.split(r"^- ", block, flags=re.MULTILINE)
    html = Markup()
    if items[0].strip():
        html += Markup("<p>{}</p>").format(inline(items[0].strip()))
    if len(items) > 1:
        lines = (Markup("<li>{}</li>").format(inline(item.strip())) for item in items[1:])
        html += Markup("<ul>{}</ul>").format(Markup().join(lines))
    return html
