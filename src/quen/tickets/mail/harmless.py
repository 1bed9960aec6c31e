"""HTML of letters made harmless, and words without HTML.

nh3 (the Ammonia sanitiser) lets through what is named here and nothing else. Pictures are left out altogether: one
from elsewhere tells its sender who opened the letter, when and where. So are styles, which could load one as well.
"""

from html.parser import HTMLParser

import nh3

MOST_LETTERS = 200_000
_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4",
    "hr", "i", "ins", "li", "ol", "p", "pre", "q", "s", "small", "span", "strong", "sub", "sup", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
_AWAY = {
    "script",
    "style",
    "head",
    "title",
    "template",
    "noscript",
    "svg",
    "math",
    "iframe",
    "object",
    "select",
}
_BREAKS = {
    "address",
    "blockquote",
    "br",
    "div",
    "dd",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "hr",
    "li",
    "p",
    "pre",
    "tr",
}


def harmless(html: str) -> str:
    """What may be shown on a page of staff; empty where nothing is left."""
    return nh3.clean(
        html[:MOST_LETTERS],
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        clean_content_tags=_AWAY,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    ).strip()


def words_of(html: str) -> str:
    """The words of an HTML letter, a line for each block."""
    reader = _Words()
    reader.feed(harmless(html))
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.said).split("\n")]
    return "\n".join(
        line for number, line in enumerate(lines) if line or (number and lines[number - 1])
    ).strip()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _BREAKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        self.said.append(data)
