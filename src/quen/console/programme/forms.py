"""Small forms about a version as a whole."""

from django import forms
from django.utils.translation import gettext_lazy as _

from quen.console.days import DayField
from quen.programme.yaml_text import LARGEST_TEXT


class TextForm(forms.Form):
    """The programme as YAML."""

    text = forms.CharField(
        label=_("The programme as text"),
        max_length=LARGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 30, "class": "code-input", "spellcheck": "false"}),
    )


class LaunchForm(forms.Form):
    """From when on it judges purchases."""

    effective_from = DayField(label=_("In force from"))


class EndForm(forms.Form):
    """Until when it judges purchases."""

    until = DayField(label=_("Last day"), required=False, help_text=_("Empty: it stays in force."))
