"""The body of an e-mail: a little Markdown in, responsive HTML and plain text out.

A body is turned into HTML once, with marks where the facts go; for each customer only the marks are filled in, escaped,
so that a name is never markup and never a link. HTML in a body is shown as text (CommonMark without raw HTML).
"""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from markdown_it import MarkdownIt

from quen.kernel.sentences import gettext_noop
from quen.messages.errors import BadTemplate
from quen.messages.fact_names import LINKS
from quen.messages.wording import Pieces, Place, missing_facts, missing_of, read, value_at, write

_MARK = re.compile(r"quenfact(\d+)x")
_HREF = re.compile(r'(href|src)="([^"]*)"')
_BUTTON = re.compile(r'<p><a href="([^"]*)">(.*?)</a></p>')
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(((?:\{\{.*?\}\}|[^)\s])+)\)")
_SIGNS = re.compile(r"(\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|^#{1,6} +|^> ?)", re.MULTILINE)
_STYLE = (
    "<style>h1{margin:0 0 12px;font-size:22px;line-height:1.3}h2{margin:16px 0 8px;font-size:18px;line-height:1.3}"
    "p,ul,ol{margin:0 0 12px}table{border-collapse:collapse}th,td{padding:4px 8px;border:1px solid #d1d5db}</style>"
)


@dataclass(frozen=True)
class _InLink:
    """A place inside an address, where a value must stay inside it."""

    place: Place


Body = Sequence[str | Place | _InLink]


@lru_cache(maxsize=256)
def html_body(body: str, colour: str) -> Body:
    """The HTML of a body, in pieces. Raises BadTemplate for a link whose beginning is anyone's word."""
    pieces = read(body)
    places = [piece for piece in pieces if isinstance(piece, Place)]
    marked = _marked(pieces)
    rendered = MarkdownIt("commonmark", {"html": False}).disable("image").enable("table").render(marked)
    rendered = _BUTTON.sub(_button(colour), rendered)
    in_links = {number for _name, target in _HREF.findall(rendered) for number in _numbers(target, places)}
    return _split(rendered, places, in_links)


def fill_html(body: Body, facts: Mapping[str, object], *, language: str) -> str:
    """The HTML for one customer. Raises MissingFacts."""
    missing = missing_of([each.place if isinstance(each, _InLink) else each for each in body], facts)
    if missing:
        raise missing_facts(missing)
    return "".join(_filled(each, facts, language) for each in body)


def text_body(body: str, facts: Mapping[str, object], *, language: str) -> str:
    """The same as plain text: links as ``label: address``, no signs of markup."""
    return write(_plain_pieces(body), facts, language=language)


def in_page(inner: str, *, subject: str, business: str, colour: str, footer: str, language: str) -> str:
    """The whole HTML document: one column of 600 px that shrinks with the window, with its styles in place."""
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{html.escape(subject)}</title>{_STYLE}</head>"
        '<body style="margin:0;background:#f4f4f2;color:#1f2937;'
        "font:16px/1.6 'Be Vietnam Pro',system-ui,-apple-system,'Segoe UI',Roboto,sans-serif\">"
        '<div style="max-width:600px;margin:0 auto;padding:16px">'
        f'<div style="padding:8px 4px 12px;font-weight:700;font-size:18px;color:{colour}">'
        f"{html.escape(business)}</div>"
        f'<div style="background:#fff;border-radius:8px;padding:20px 24px">{inner}</div>'
        f'<div style="padding:12px 4px;font-size:13px;color:#6b7280">{footer}</div></div></body></html>'
    )


def _marked(pieces: Pieces) -> str:
    numbers = iter(range(len(pieces)))
    text = "".join(piece if isinstance(piece, str) else f"quenfact{next(numbers)}x" for piece in pieces)
    if any(isinstance(piece, str) and _MARK.search(piece) for piece in pieces):
        raise BadTemplate(gettext_noop("The text may not say “quenfact”."))
    return text


def _numbers(target: str, places: Sequence[Place]) -> list[int]:
    """The places inside a link's address; only a fact that is a link may begin one."""
    numbers = [int(found) for found in _MARK.findall(target)]
    begins = _MARK.match(target)
    if begins and places[int(begins.group(1))].fact not in LINKS:
        raise BadTemplate(
            gettext_noop("A link begins with https:// or is itself a link; “%(fact)s” is neither."),
            fact=places[int(begins.group(1))].fact,
        )
    return numbers


def _split(rendered: str, places: Sequence[Place], in_links: set[int]) -> Body:
    body: list[str | Place | _InLink] = []
    for index, part in enumerate(_MARK.split(rendered)):
        if index % 2 == 0:
            body.append(part)
        else:
            place = places[int(part)]
            body.append(_InLink(place) if int(part) in in_links else place)
    return tuple(body)


def _filled(each: str | Place | _InLink, facts: Mapping[str, object], language: str) -> str:
    if isinstance(each, str):
        return each
    place = each.place if isinstance(each, _InLink) else each
    value = value_at(place, facts, language=language)
    if isinstance(each, _InLink) and place.fact not in LINKS:
        value = quote(value, safe="")
    return html.escape(value)


def _button(colour: str) -> str:
    """A link that stands alone becomes a button."""
    return (
        r'<p><a href="\1" style="display:inline-block;padding:10px 18px;border-radius:6px;'
        rf'background:{colour};color:#fff;text-decoration:none;font-weight:600">\2</a></p>'
    )


@lru_cache(maxsize=256)
def _plain_pieces(body: str) -> Pieces:
    return read(_SIGNS.sub("", _LINK.sub(r"\1: \2", body)))
