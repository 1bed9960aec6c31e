"""Scores in templates: ``{% load surveys %}``."""

from django import template

from quen.console.surveys.words import figure
from quen.insight.feedback.results import Scored

register = template.Library()


@register.filter
def score_of(one: Scored | None, kind: str) -> str:
    """The score as it is spoken of: an NPS as a number, others in percent."""
    return figure(one, kind)
