"""A message as a form: texts written here, one a channel and language, or templates of Outreach."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quen.console.journeys.part_form import PartForm, Section, kept, whole
from quen.journeys.edit import Values
from quen.kernel.errors import QuenError
from quen.messages.channel import Channel
from quen.messages.models import Template
from quen.messages.templates import Said, refuse_unfit

MOST_TEXTS = 10
_CHANNELS = [(each, Channel(each).label) for each in ("email", "sms", "in_app", "call")]
_LANGUAGES = [("vi", gettext_lazy("Vietnamese")), ("en", gettext_lazy("English"))]


class MessageForm(PartForm):
    """A text without words is none; there is always one empty one to write."""

    templates = forms.MultipleChoiceField(
        label=gettext_lazy("Or these templates of Outreach"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    valid_days = whole(gettext_lazy("Not sent later than so many days"), least=1, most=60, required=True)
    words = forms.ChoiceField(
        label=gettext_lazy("What {{ words }} stands for"),
        required=False,
        choices=[
            ("", gettext_lazy("what the journey began with")),
            ("next_product", gettext_lazy("what she may buy next")),
        ],
    )

    def initial_of(self, told: Values) -> dict[str, Any]:
        shown = {"valid_days": 3, **told}
        for number, text in enumerate(told.get("texts", []), start=1):
            shown |= {f"{name}_{number}": value for name, value in text.items()}
        return shown

    def offer(self) -> None:
        texts = self.told.get("texts", [])
        self.rows = min(len(texts) + 1, MOST_TEXTS)
        for number in range(1, self.rows + 1):
            self._offer_text(number)
        named = self.told.get("templates", [])
        names = (
            Template.objects.filter(archived_at=None).order_by("name").values_list("name", flat=True)[:100]
        )
        self.choose("templates", [(name, name) for name in dict.fromkeys([*named, *names])])

    def _offer_text(self, number: int) -> None:
        self.fields |= {
            f"channel_{number}": forms.ChoiceField(
                label=_("Message channel"), choices=_CHANNELS, required=False
            ),
            f"language_{number}": forms.ChoiceField(label=_("Language"), choices=_LANGUAGES, required=False),
            f"subject_{number}": forms.CharField(
                label=_("Subject"), required=False, max_length=200, help_text=_("Of an e-mail.")
            ),
            f"body_{number}": forms.CharField(
                label=_("Text"),
                required=False,
                max_length=20_000,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 5}),
            ),
        }

    def sections(self) -> list[Section]:
        found = []
        for number in range(1, self.rows + 1):
            fields = [self[f"{part}_{number}"] for part in ("channel", "language", "subject", "body")]
            is_new = number > len(self.told.get("texts", []))
            title = _("Another text") if is_new and number > 1 else _("Text %(number)s") % {"number": number}
            is_open = number == 1 or not is_new or any(field.errors for field in fields)
            found.append(Section(title, fields, is_open))
        named = [self["templates"]] if self.fields["templates"].choices else []  # type: ignore[attr-defined]
        if named:
            found.append(Section(_("Templates"), named, bool(self["templates"].value())))
        return [*found, Section("", [self["valid_days"], self["words"]])]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for number in range(1, self.rows + 1):
            body, channel = cleaned.get(f"body_{number}", ""), cleaned.get(f"channel_{number}")
            if (
                channel is None or not body.strip()
            ):  # of a channel that is none, what a text may be is not known
                continue
            try:
                refuse_unfit(Channel(channel or "email"), Said(cleaned.get(f"subject_{number}", ""), body))
            except QuenError as error:
                self.add_error(f"body_{number}", error.sentence.render(_))
        return cleaned

    def values(self) -> Values:
        cleaned = self.cleaned_data
        texts = [
            self._text(number) for number in range(1, self.rows + 1) if cleaned[f"body_{number}"].strip()
        ]
        said = {"texts": texts, "templates": cleaned["templates"], "words": cleaned["words"]}
        return {"do": "message", **kept(said), "valid_days": cleaned["valid_days"]}

    def _text(self, number: int) -> Values:
        cleaned = self.cleaned_data
        before = self.told.get("texts", [])
        body = cleaned[f"body_{number}"].replace("\r\n", "\n")
        if number <= len(before) and body == before[number - 1]["body"].rstrip("\n"):
            body = before[number - 1]["body"]
        text = {
            "channel": cleaned[f"channel_{number}"] or "email",
            "language": cleaned[f"language_{number}"] or "vi",
            "subject": cleaned[f"subject_{number}"],
        }
        return {**kept(text), "body": body}

    def field_at(self, inner: str) -> str:
        parts = inner.replace("]", "").replace("[", ".").split(".")
        if parts[0] == "texts" and len(parts) == 3:
            return f"{parts[2]}_{parts[1]}"
        return parts[0]
