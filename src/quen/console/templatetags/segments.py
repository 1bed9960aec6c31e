"""What the form of a rule offers: ``{% load segments %}``."""

from django import template
from django.utils.translation import gettext, gettext_lazy

from quen.segments.conditions.registry import CONDITIONS
from quen.segments.rules import How, Theme

register = template.Library()

THEMES = {
    Theme.PURCHASES: gettext_lazy("Purchases"),
    Theme.STANDING: gettext_lazy("Classification"),
    Theme.LOYALTY: gettext_lazy("Loyalty"),
    Theme.IDENTITY: gettext_lazy("Who she is"),
    Theme.CONSENT: gettext_lazy("Consent"),
    Theme.FORECAST: gettext_lazy("Forecast"),
    Theme.CARE: gettext_lazy("Messages and tasks"),
    Theme.STORY: gettext_lazy("What happened"),
    Theme.SEGMENTS: gettext_lazy("Segments"),
}
WAYS = (
    (How.ALL, gettext_lazy("All of these hold")),
    (How.ANY, gettext_lazy("At least one of these holds")),
    (How.NONE, gettext_lazy("None of these holds")),
)


@register.simple_tag
def offered_conditions() -> list[tuple[object, list[tuple[str, str]]]]:
    """The conditions by theme, as the menu shows them."""
    return [
        (label, [(one.key, gettext(one.label)) for one in CONDITIONS if one.theme is theme])
        for theme, label in THEMES.items()
        if any(one.theme is theme for one in CONDITIONS)
    ]


@register.filter
def ways(_group: object) -> object:
    """How the parts of a group may count together."""
    return WAYS
