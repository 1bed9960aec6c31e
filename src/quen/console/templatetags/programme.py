"""What the programme's pages ask of templates: ``{% load programme %}``."""

from collections.abc import Mapping, Sequence

from django import template
from django.utils.translation import gettext

from quen.console.templatetags.written import percent

register = template.Library()


@register.simple_tag
def name_of(names: Mapping[int, str], customer: int) -> str:
    """The customer's name, or her number where she is no longer there."""
    return names.get(customer, f"#{customer}")


@register.simple_tag
def column_name(columns: Sequence[str], place: int) -> str:
    """The heading of the column at this place."""
    return columns[place]


@register.simple_tag
def percent_of(share: float | None) -> str:
    """A cost as a share of revenue, in words; empty where it is not known."""
    return "" if share is None else gettext("%(share)s of revenue") % {"share": percent(share)}
