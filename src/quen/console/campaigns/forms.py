"""A campaign as a form, and what the owner decides about all of them."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quen.campaigns.models import LEAST_HORIZON, MOST_HORIZON, Campaign, OfferKind, letter
from quen.campaigns.offers import Offer, offer_of
from quen.campaigns.plan import Plan, Wording, wordings_of
from quen.console.days import TO_THE_MINUTE, DayField, MomentField
from quen.console.programme.fields import MoneyField
from quen.kernel.actor import Actor
from quen.kernel.money import to_major, to_minor
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.channels.registry import PORTS
from quen.messages.models import Template
from quen.segments.reads import seen_by
from quen.vouchers.models import VoucherKind

VARIANTS = (1, 2, 3)
CHANNELS = tuple(PORTS)
_ORDER = [
    ("", _("not on it")), ("1", _("first")), ("2", _("second")), ("3", _("third")), ("4", _("fourth")),
    ("5", _("fifth")),
]  # fmt: skip


class CampaignForm(forms.Form):
    """Besides the fields there is a row for each channel: its place in the order, and a template for each variant."""

    name = forms.CharField(label=_("Name"), max_length=120)
    segment = forms.ChoiceField(label=_("To whom"), required=False)
    offer_kind = forms.ChoiceField(label=_("What they are given"), choices=OfferKind.choices, required=False)
    voucher_kind = forms.ChoiceField(label=_("Kind of voucher"), required=False)
    points = forms.IntegerField(label=_("Points for each"), min_value=1, required=False)
    offer_day = DayField(label=_("Early access from"), required=False)
    budget = MoneyField(
        label=_("Budget"), required=False,
        help_text=_("For messages and offers together, as if every offer were used. It stops there."),
    )  # fmt: skip
    starts_at = MomentField(
        label=_("Send on"), required=False, input_formats=[TO_THE_MINUTE],
        help_text=_("Empty: as soon as it is approved."),
    )  # fmt: skip
    ends_on = DayField(
        label=_("Last day"), required=False,
        help_text=_("What could not go until then is not sent any more."),
    )  # fmt: skip
    at_her_hour = forms.BooleanField(label=_("Send to each at the hour she usually buys"), required=False)
    holdout_percent = forms.IntegerField(
        label=_("Percent held out"), min_value=0, max_value=50,
        help_text=_("They get nothing. Comparing with them shows what the campaign brought. 0: nobody will ever know."),
    )  # fmt: skip
    wanted_points = forms.FloatField(
        label=_("Lift you want to see, in points"), min_value=0.1, max_value=90, required=False,
        help_text=_("How many more of 100 customers should buy. Below stands how many to hold out for that."),
    )  # fmt: skip
    horizon_days = forms.IntegerField(
        label=_("Days until the result is read"), min_value=LEAST_HORIZON, max_value=MOST_HORIZON,
        help_text=_("Chosen before the start, and read once, so that no lucky day is taken for success."),
    )  # fmt: skip

    def __init__(
        self, data: Any, *, row: Campaign | None, currency: str, staff: Actor, holdout_percent: int
    ) -> None:
        self.currency, self.row = currency, row
        super().__init__(data, initial=_initial(row, currency, holdout_percent))
        segments = seen_by(staff).filter(archived_at=None).order_by("name")
        choices: list[tuple[str, Any]] = [("", _("All customers"))]
        choices += [(one.key, one.shown_name) for one in segments]
        kinds = VoucherKind.objects.filter(stopped_at=None, is_of_programme=False).order_by("name")
        self.fields["segment"] = forms.ChoiceField(label=_("To whom"), required=False, choices=choices)
        self.fields["voucher_kind"] = forms.ChoiceField(
            label=_("Kind of voucher"), required=False, choices=[("", "–"), *kinds.values_list("key", "name")]
        )
        budget = self.fields["budget"]
        assert isinstance(budget, MoneyField)
        budget.in_currency(currency)
        self._add_texts()

    def texts(self) -> Iterator[tuple[str, Any, list[tuple[str, Any]]]]:
        """The rows of channels: name, place in the order, (letter of the variant, its template)."""
        for channel in CHANNELS:
            cells = [(letter(number), self[f"text_{channel}_{number}"]) for number in VARIANTS]
            yield str(channel.label), self[f"order_{channel}"], cells

    def weights(self) -> list[tuple[str, Any]]:
        """(letter, field)."""
        return [(letter(number), self[f"weight_{number}"]) for number in VARIANTS]

    def whom(self) -> list[Any]:
        return [self["name"], self["segment"]]

    def given(self) -> list[Any]:
        return [self[name] for name in ("offer_kind", "voucher_kind", "points", "offer_day", "budget")]

    def when(self) -> list[Any]:
        return [self[name] for name in ("starts_at", "ends_on", "at_her_hour")]

    def proof(self) -> list[Any]:
        return [self["horizon_days"], self["wanted_points"], self["holdout_percent"]]

    def plan(self) -> Plan:
        """What was typed. A variant is there as soon as one of its templates is chosen."""
        typed = self.cleaned_data
        placed = [(typed[f"order_{channel}"], channel) for channel in CHANNELS if typed[f"order_{channel}"]]
        kind = OfferKind(typed["offer_kind"])
        return Plan(
            name=typed["name"], segment=typed["segment"], channels=[channel for _place, channel in sorted(placed)],
            variants=[each for number in VARIANTS if (each := self._wording(number)).texts],
            holdout_percent=typed["holdout_percent"], horizon_days=typed["horizon_days"],
            offer=Offer(
                kind, typed["voucher_kind"] if kind == OfferKind.VOUCHER else "",
                (typed["points"] or 0) if kind == OfferKind.POINTS else 0,
                typed["offer_day"] if kind == OfferKind.EARLY else None,
            ),
            budget_minor=None if typed["budget"] is None else to_minor(typed["budget"], self.currency),
            starts_at=typed["starts_at"], ends_on=typed["ends_on"], at_her_hour=typed["at_her_hour"],
        )  # fmt: skip

    def _wording(self, number: int) -> Wording:
        typed = self.cleaned_data
        chosen = {channel: typed[f"text_{channel}_{number}"] for channel in CHANNELS}
        texts = {channel: int(template) for channel, template in chosen.items() if template}
        return Wording(texts, typed[f"weight_{number}"] or 1)

    def _add_texts(self) -> None:
        known = Template.objects.filter(archived_at=None, purpose=MessagePurpose.MARKETING).order_by("name")
        by_channel: dict[str, list[tuple[str, str]]] = {channel.value: [("", "–")] for channel in CHANNELS}
        for pk, name, channel in known.values_list("pk", "name", "channel"):
            by_channel.setdefault(channel, []).append((str(pk), name))
        for channel in CHANNELS:
            self.fields[f"order_{channel}"] = forms.ChoiceField(
                label=_("Place in the order"), choices=_ORDER[: len(CHANNELS) + 1], required=False
            )
            for number in VARIANTS:
                self.fields[f"text_{channel}_{number}"] = forms.ChoiceField(
                    label=letter(number), choices=by_channel[channel.value], required=False
                )
        for number in VARIANTS:
            self.fields[f"weight_{number}"] = forms.IntegerField(
                label=letter(number), min_value=1, max_value=100, required=False
            )


class CampaignRulesForm(forms.Form):
    """What counts for all campaigns."""

    approval_above = forms.IntegerField(
        label=_("From more customers than this on, a second person approves"),
        min_value=0,
        max_value=10_000_000,
    )
    holdout_percent = forms.IntegerField(
        label=_("Percent held out, proposed for new campaigns"), min_value=0, max_value=50
    )
    least_extra = forms.IntegerField(
        label=_("Extra purchases of 100 customers written to, at least"), min_value=0, max_value=99,
        help_text=_("Assumed until your own campaigns were measured; the expected gain is worked out from it."),
    )  # fmt: skip
    most_extra = forms.IntegerField(
        label=_("Extra purchases of 100 customers written to, at most"), min_value=1, max_value=100
    )


class TestForm(forms.Form):
    """Where a test goes."""

    address = forms.CharField(label=_("Send the test to"), max_length=200)


def _initial(row: Campaign | None, currency: str, holdout_percent: int) -> dict[str, object]:
    if row is None:
        return {
            "holdout_percent": holdout_percent,
            "horizon_days": 30,
            "order_email": "1",
            "wanted_points": 5,
        }
    offer = offer_of(row)
    found: dict[str, object] = {
        "name": row.name, "segment": row.segment, "offer_kind": offer.kind.value, "voucher_kind": offer.voucher_kind,
        "points": offer.points or None, "offer_day": offer.day, "starts_at": row.starts_at, "ends_on": row.ends_on,
        "at_her_hour": row.at_her_hour, "holdout_percent": row.holdout_percent, "horizon_days": row.horizon_days,
        "wanted_points": 5,
        "budget": None if row.budget_minor is None else to_major(row.budget_minor, currency),
    }  # fmt: skip
    found |= {f"order_{channel}": str(place) for place, channel in enumerate(row.channels, start=1)}
    for number, wording in enumerate(wordings_of(row), start=1):
        found[f"weight_{number}"] = wording.weight
        found |= {
            f"text_{Channel(channel)}_{number}": template for channel, template in wording.texts.items()
        }
    return found
