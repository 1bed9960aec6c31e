"""Her data as a page she can read with nothing but a browser."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from quen.flows.person import Told
from quen.flows.person_words import WORDS

_STYLE = mark_safe(  # written here
    "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1f2937}"
    "h1{font-size:1.5rem}h2{font-size:1.1rem;margin:2rem 0 .5rem;color:#0f766e}"
    "div{overflow-x:auto}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #e5e7eb}"
    "th{font-weight:600;white-space:nowrap}td{white-space:pre-line;overflow-wrap:anywhere}"
)


def page(business: object, at: datetime, sections: Iterable[Told]) -> str:
    """One HTML page: a heading, in her language already, and a table for each."""
    body = format_html_join(
        "", "<h2>{}</h2>\n<div>{}</div>\n", ((called, _table(rows)) for called, rows in sections)
    )
    title = _("What %(business)s keeps about you") % {"business": business}
    told = _("Written on %(day)s. The file data.json beside this page holds the same, for programs.")
    return format_html(
        '<!doctype html>\n<html lang="{}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        "<title>{}</title><style>{}</style>\n<h1>{}</h1>\n<p>{}</p>\n{}</html>\n",
        get_language() or "vi", title, _STYLE, title, told % {"day": _shown(at)}, body,
    )  # fmt: skip


def _table(rows: Sequence[Mapping[str, object]]) -> SafeString:
    columns = [name for name in rows[0] if any(row[name] not in (None, "", [], {}) for row in rows)]
    head = format_html_join("", "<th>{}</th>", ((_called(name),) for name in columns))
    lines = format_html_join(
        "\n", "<tr>{}</tr>",
        ((format_html_join("", "<td>{}</td>", ((_shown(row[name]),) for name in columns)),) for row in rows),
    )  # fmt: skip
    return format_html("<table><tr>{}</tr>\n{}</table>", head, lines)


def _called(name: str) -> str:
    """The column in her language; a name nobody has put into words is shown as it is."""
    return _(WORDS[name]) if name in WORDS else name.replace("__", " ").replace("_", " ")


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    if isinstance(value, dict):
        return "\n".join(f"{_called(str(name))}: {_shown(each)}" for name, each in value.items())
    return str(value)
