"""The facts of a customer as pages name them, and their values in words."""

from datetime import date

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quen.leads.models import LeadSource
from quen.people.models import CustomerKind, CustomerPart, Gender, IncomeBand

LABELS = {
    "name": _("Name"),
    "kind": _("Kind"),
    "part": _("Part"),
    "gender": _("Gender"),
    "birth_date": _("Birth date"),
    "language": _("Language"),
    "income_band": _("Household income"),
    "area": _("Area"),
    "address": _("Address"),
    "interests": _("Interests"),
    "source": _("Source"),
    "is_internal": _("Staff and insiders"),
}

LANGUAGES = (("vi", "Tiếng Việt"), ("en", "English"))

_LABELLED: dict[str, dict[str, object]] = {
    "kind": dict(CustomerKind.choices),
    "part": dict(CustomerPart.choices),
    "gender": dict(Gender.choices),
    "income_band": dict(IncomeBand.choices),
    "language": dict(LANGUAGES),
    "source": dict(LeadSource.choices),
}


def in_words(field: str, value: object) -> str:
    """The value as a page shows it; an event keeps days as ISO text. "–" where nothing is known."""
    if isinstance(value, bool):
        return _now("Yes") if value else _now("No")
    if value in (None, "", []):
        return "–"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if field == "birth_date":
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
        return f"{day:%d/%m/%Y}"
    return str(_LABELLED.get(field, {}).get(str(value), value))


def label(field: str) -> str:
    """The field's name."""
    return str(LABELS.get(field, field))
