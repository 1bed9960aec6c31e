"""The navigation in templates: ``{% load navigation %}``."""

from django import template
from django.template import Context

from quen.console.navigation import LOYALTY, OUTREACH, PEOPLE, WARRANTY, Entry, entries

register = template.Library()


@register.simple_tag(takes_context=True)
def places(context: Context) -> list[Entry]:
    """Where this person may go: ``{% places as all_places %}``."""
    return entries(context["request"])


@register.simple_tag(takes_context=True)
def loyalty_places(context: Context) -> list[Entry]:
    """The tabs of the loyalty pages; the overview is here only on its own page."""
    return entries(context["request"], LOYALTY)


@register.simple_tag(takes_context=True)
def people_places(context: Context) -> list[Entry]:
    """The lists of customers and of segments, as tabs."""
    return entries(context["request"], PEOPLE)


@register.simple_tag(takes_context=True)
def outreach_places(context: Context) -> list[Entry]:
    """The tabs of the outreach pages; the first is here only on its own page."""
    return entries(context["request"], OUTREACH)


@register.simple_tag(takes_context=True)
def warranty_places(context: Context) -> list[Entry]:
    """The tabs of the warranty pages; the first is here only on its own page."""
    return entries(context["request"], WARRANTY)


@register.filter
def is_elsewhere(all_places: list[Entry]) -> bool:
    """Whether this page belongs to a place behind "More"."""
    return any(entry.is_here and not entry.is_daily for entry in all_places)
