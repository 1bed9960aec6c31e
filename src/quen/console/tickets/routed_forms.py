"""Forms for rules, for trying them, and for what each of the staff takes."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from quen.enrolment.versions import version_in_force
from quen.kernel.money import to_major, to_minor
from quen.shops.clock import day_of
from quen.shops.models import Staff, Store
from quen.shops.reads import current_business
from quen.tickets.change_routing import MOST_OPEN, Said
from quen.tickets.choices import CameBy, Priority, TicketKind, Topic
from quen.tickets.route import ANSWERING
from quen.tickets.routing import Arrived
from quen.tickets.routing_models import Capacity, Hours, Language, RoutingRule

_ANY = ("", gettext_lazy("Any"))


class ConditionsForm(forms.Form):
    """What is known of a ticket."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of ticket"), required=False, choices=[_ANY, *TicketKind.choices]
    )
    topic = forms.ChoiceField(label=gettext_lazy("Topic"), required=False, choices=[_ANY, *Topic.choices])
    came_by = forms.ChoiceField(
        label=gettext_lazy("How it came"), required=False, choices=[_ANY, *CameBy.choices]
    )
    store = forms.ModelChoiceField(
        label=gettext_lazy("Store"),
        required=False,
        queryset=Store.objects.order_by("name"),
        empty_label=_ANY[1],
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), required=False, choices=[_ANY, *Language.choices]
    )
    tier = forms.ChoiceField(label=gettext_lazy("Tier"), required=False)
    spent = forms.DecimalField(
        label=gettext_lazy("Bought in the last year for at least"), required=False, min_value=0, max_digits=15,
        decimal_places=2,
    )  # fmt: skip
    hours = forms.ChoiceField(
        label=gettext_lazy("When it comes"), required=False, choices=[_ANY, *Hours.choices]
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        programme = version_in_force(day_of(timezone.now()))
        steps = programme.tiers.steps if programme and programme.tiers else ()
        field = self.fields["tier"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [_ANY, *((step.key, step.name) for step in steps)]

    def spent_minor(self) -> int:
        return to_minor(self.cleaned_data["spent"] or Decimal(0), _currency())

    def arrived(self) -> Arrived:
        """A ticket like that; what is left open is what most tickets are."""
        typed = self.cleaned_data
        return Arrived(
            kind=typed["kind"] or TicketKind.REQUEST, topic=typed["topic"] or Topic.OTHER,
            came_by=typed["came_by"] or CameBy.EMAIL, language=typed["language"] or Language.VIETNAMESE,
            store=typed["store"].pk if typed["store"] else None, tier=typed["tier"],
            spent_minor=self.spent_minor(), is_working_time=typed["hours"] != Hours.CLOSED,
        )  # fmt: skip


class RuleForm(ConditionsForm):
    """A rule: whom it is about, and who gets it."""

    name = forms.CharField(label=gettext_lazy("What the rule is called"), max_length=80)
    role = forms.ChoiceField(
        label=gettext_lazy("Goes to the team"), choices=[(role.value, role.label) for role in ANSWERING],
        initial="support",
    )  # fmt: skip
    staff = forms.ModelChoiceField(
        label=gettext_lazy("Or always to"), required=False, queryset=Staff.objects.none(),
        empty_label=gettext_lazy("Whoever of the team has the fewest open"),
    )  # fmt: skip
    by_skill = forms.BooleanField(
        label=gettext_lazy("Only to who knows the topic and the language"), required=False
    )
    priority = forms.ChoiceField(
        label=gettext_lazy("How urgent"), required=False,
        choices=[("", gettext_lazy("By its kind")), *Priority.choices],
    )  # fmt: skip
    field_order = ("name", "kind", "topic", "came_by", "store", "language", "tier", "spent", "hours", "role")

    def __init__(self, data: Any = None, *, rule: RoutingRule | None = None) -> None:
        super().__init__(data, initial=_said_of(rule) if rule else None)
        field = self.fields["staff"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Staff.objects.filter(is_active=True, role__in=ANSWERING).order_by("name")

    def said(self) -> Said:
        typed = self.cleaned_data
        return Said(
            name=typed["name"], kind=typed["kind"], topic=typed["topic"], came_by=typed["came_by"],
            language=typed["language"], store_id=typed["store"].pk if typed["store"] else None, tier=typed["tier"],
            least_spent_minor=self.spent_minor(), hours=typed["hours"], role=typed["role"],
            staff_id=typed["staff"].pk if typed["staff"] else None, by_skill=typed["by_skill"],
            priority=typed["priority"],
        )  # fmt: skip


class CapacityForm(forms.Form):
    """What one of the staff takes."""

    staff = forms.IntegerField(widget=forms.HiddenInput)
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Topics; none: all"), required=False, choices=Topic.choices,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages; none: all"), required=False, choices=Language.choices,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    most_open = forms.IntegerField(
        label=gettext_lazy("Most open tickets; 0: no limit"), min_value=0, max_value=MOST_OPEN, initial=0
    )
    is_away = forms.BooleanField(label=gettext_lazy("Away: gets nothing new"), required=False)

    def __init__(self, data: Any = None, *, staff: int = 0, kept: Capacity | None = None) -> None:
        names = ("topics", "languages", "most_open", "is_away")
        initial = {"staff": staff, **({name: getattr(kept, name) for name in names} if kept else {})}
        super().__init__(data, initial=initial, auto_id=f"capacity_{staff}_%s")


def _said_of(rule: RoutingRule) -> dict[str, Any]:
    same = ("name", "kind", "topic", "came_by", "language", "tier", "hours", "role", "by_skill", "priority")
    spent = to_major(rule.least_spent_minor, _currency()) if rule.least_spent_minor else None
    return {
        **{name: getattr(rule, name) for name in same},
        "store": rule.store_id,
        "staff": rule.staff_id,
        "spent": spent,
    }


def _currency() -> str:
    business = current_business()
    return business.currency if business else "VND"
