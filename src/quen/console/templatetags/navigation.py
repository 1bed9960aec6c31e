"""The navigation in templates: ``{% load navigation %}``."""

from django import template
from django.template import Context

from quen.console.navigation import Entry, entries

register = template.Library()


@register.simple_tag(takes_context=True)
def places(context: Context) -> list[Entry]:
    """Where this person may go: ``{% places as all_places %}``."""
    return entries(context["request"])


@register.filter
def is_elsewhere(all_places: list[Entry]) -> bool:
    """Whether this page belongs to a place behind "More"."""
    return any(entry.is_here and not entry.is_daily for entry in all_places)
