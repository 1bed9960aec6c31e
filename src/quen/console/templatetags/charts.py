"""Charts in templates: ``{% load charts %}``."""

from django import template
from django.utils.html import json_script
from django.utils.safestring import SafeString

from quen.console.charts import Figure

register = template.Library()


@register.filter
def drawing(figure: Figure) -> SafeString:
    """The chart's facts as JSON beside it, safe inside HTML."""
    return json_script(figure.drawing())


@register.filter
def unlocal(value: float) -> str:
    """A number as CSS reads it, with a point in every language."""
    return f"{value:g}"
