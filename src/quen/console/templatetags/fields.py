"""Form fields in templates: ``{% load fields %}``."""

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect, Select
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def is_check(field: BoundField) -> bool:
    """Whether the field is a single box to tick."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def is_boxes(field: BoundField) -> bool:
    """Whether the field is several boxes to tick."""
    return isinstance(field.field.widget, CheckboxSelectMultiple)


@register.filter
def drawn(field: BoundField) -> SafeString:
    """The field's widget with the kit's class, its error announced with it."""
    attributes: dict[str, str | bool] = {"class": _css_class(field)}
    if field.field.widget.attrs.get("placeholder") == field.label:
        attributes["placeholder"] = ""  # a label said twice helps nobody
    if field.errors:
        attributes["class"] = f"{_css_class(field)} is-invalid"
        attributes["aria-describedby"] = f"{field.auto_id}_error"
    return field.as_widget(attrs=attributes)


def _css_class(field: BoundField) -> str:
    widget = field.field.widget
    if isinstance(widget, CheckboxInput | CheckboxSelectMultiple | RadioSelect):
        kit = "form-check-input"
    elif isinstance(widget, Select):
        kit = "form-select"
    elif isinstance(widget, FileInput):
        kit = "form-control form-file"
    else:
        kit = "form-control"
    return f"{kit} {widget.attrs.get('class', '')}".strip()
