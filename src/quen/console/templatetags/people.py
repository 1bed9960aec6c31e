"""What is said of a customer in many places: ``{% load people %}``."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from quen.leads.words import source_in_words
from quen.messages.confirmed import proof_as_read
from quen.people.classification import Stage

register = template.Library()

_COLOURS = {
    Stage.LOYAL: " label-success",
    Stage.REPEAT: " label-primary",
    Stage.NEW: " label-info",
    Stage.LAPSED: " label-warning",
}


@register.filter
def stage_label(stage: str) -> SafeString:
    """Where a customer stands, as a coloured label."""
    known = Stage(stage)
    return format_html('<span class="label{}">{}</span>', _COLOURS.get(known, ""), known.label)


register.filter("source_words", source_in_words)
register.filter("proof_words", proof_as_read)
