"""Addresses in templates: ``{% load links %}``."""

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def here(context: Context, **changes: object) -> str:
    """This page's address with some query parameters changed: ``{% here page=2 %}``; None or "" takes one away."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag
def address_of(name: str) -> str:
    """The address of a named page, or nothing where this installation lacks the page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
