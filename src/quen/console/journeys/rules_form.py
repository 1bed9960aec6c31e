"""What a journey is called and by which rules it runs; and its goal."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quen.console.campaigns.forms import CampaignForm
from quen.console.journeys.part_form import PartForm, Section, WatchedForm, whole
from quen.journeys.edit import Values

RULES = (
    "name", "description", "purpose", "occasion", "reentry_days", "stale_days", "most_an_hour", "holdout_percent",
    "proof_days",
)  # fmt: skip
"""The keys of the plan this form says."""


class RulesForm(PartForm):
    """Name, purpose, who may come again, holdout."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    description = forms.CharField(
        label=gettext_lazy("Description"), required=False, max_length=1_000, widget=forms.Textarea(attrs={"rows": 2})
    )  # fmt: skip
    purpose = forms.ChoiceField(
        label=gettext_lazy("It is"),
        choices=[
            ("marketing", gettext_lazy("Offer or news")),
            ("transactional", gettext_lazy("About her own business with the shop")),
        ],
        help_text=gettext_lazy(
            "What is about her own business is kept from nobody: nobody is held out then."
        ),
    )
    occasion = forms.ChoiceField(
        label=gettext_lazy("Occasion"), required=False,
        choices=[("", gettext_lazy("none")), ("birthday", gettext_lazy("birthday"))],
    )  # fmt: skip
    again = forms.ChoiceField(
        label=gettext_lazy("May enter again"),
        choices=[
            ("never", gettext_lazy("Never")),
            ("at_once", gettext_lazy("At any time")),
            ("after", gettext_lazy("After so many days")),
        ],
    )
    reentry_days = whole(gettext_lazy("Days until she may enter again"), least=1, most=3_660)
    proof_days = whole(
        gettext_lazy("Days after entering whose purchases count"), least=1, most=365, required=True
    )
    wanted_points = CampaignForm.base_fields["wanted_points"]
    holdout_percent = whole(
        gettext_lazy("Held out, in percent"), least=0, most=50,
        help_text=gettext_lazy("So many get nothing, so that one can see what it brings."), required=True,
    )  # fmt: skip
    stale_days = whole(
        gettext_lazy("Begins nothing when longer ago than days"), least=1, most=60, required=True
    )
    most_an_hour = whole(
        gettext_lazy("At most so many customers an hour"), least=1, most=100_000, required=True
    )

    def initial_of(self, told: Values) -> dict[str, Any]:
        days = told.get("reentry_days")
        usual = {
            "purpose": "marketing",
            "holdout_percent": 0,
            "wanted_points": 5,
            "proof_days": 30,
            "stale_days": 2,
            "most_an_hour": 1_000,
        }
        again = "never" if days is None else "after" if days else "at_once"
        return {**usual, **told, "again": again, "reentry_days": days or None}

    def sections(self) -> list[Section]:
        proof, pace = ("proof_days", "wanted_points", "holdout_percent"), ("stale_days", "most_an_hour")
        first = [field for field in self if field.name not in {*proof, *pace}]
        return [
            Section("", first),
            Section(_("Proof"), [self[name] for name in proof], is_live=True),
            Section(_("Pace"), [self[name] for name in pace]),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("again") == "after" and not cleaned.get("reentry_days"):
            self.add_error("reentry_days", _("Say after how many days."))
        if cleaned.get("purpose") == "transactional" and cleaned.get("holdout_percent"):
            self.add_error(
                "holdout_percent", _("What is about her own business is kept from nobody: write 0.")
            )
        return cleaned

    def values(self) -> Values:
        """Of a field that is wrong it says nothing."""
        cleaned = self.cleaned_data
        found = {name: cleaned[name] for name in RULES if name != "reentry_days" and name in cleaned}
        days = {"never": None, "at_once": 0}.get(cleaned.get("again", ""), cleaned.get("reentry_days"))
        return found | {"reentry_days": days}


class TargetForm(WatchedForm):
    """What the journey is for."""

    leaves = forms.BooleanField(label=gettext_lazy("Who reaches it leaves the journey"), required=False)

    def initial_of(self, told: Values) -> dict[str, Any]:
        return {**super().initial_of(told), "leaves": told.get("leaves", True)}

    def values(self) -> Values:
        return self.watched() | {"leaves": self.cleaned_data["leaves"]}
