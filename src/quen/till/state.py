"""What a till has to know before it sells: who sits before it, where, and what the owner allows."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext

from quen.enrolment.versions import version_in_force
from quen.kernel.money import minor_digits
from quen.programme import Programme
from quen.shops.models import Business, Staff
from quen.shops.reads import current_business
from quen.till.access import stores_of
from quen.till.decide import till_settings

KEPT_FOR = timedelta(days=14)
"""A customer a till has not seen for so long is forgotten by it."""


def state_of(staff: Staff) -> dict[str, Any]:
    """The answer to "are you there?", which the till also remembers for when nobody answers."""
    business, decided, at = current_business(), till_settings(), timezone.now()
    programme = version_in_force(localtime(at).date())
    currency = business.currency if business else "VND"
    return {
        "staff": staff.pk,
        "staff_name": staff.name,
        "business": business.name if business else "",
        "registered": _registered(business) if business else [],
        "stores": [
            {"id": store.pk, "name": store.name, "address": store.address} for store in stores_of(staff)
        ],
        "currency": currency,
        "digits": minor_digits(currency),
        "now": at,
        "zone": timezone.get_current_timezone_name(),
        "point_value_minor": programme.point_value_minor if programme else 0,
        "points_name": programme.points_name if programme else "",
        "payment_methods": _asked_for(programme) if programme else [],
        "offline_points": decided.offline_points,
        "offline_voucher_minor": decided.offline_voucher_minor,
        "remembered": decided.remembered_customers,
        "kept_days": KEPT_FOR.days,
    }


def _asked_for(programme: Programme) -> list[str]:
    """Ways of paying that some rule asks for, each once: only those are worth a cashier's tap."""
    return list(dict.fromkeys(method for rule in programme.rules for method in rule.when.payment_methods))


def _registered(business: Business) -> list[str]:
    """The lines of a receipt that say whose it is by law; none of what the owner has not told."""
    tax_code = gettext("Tax code: %(code)s") % {"code": business.tax_code} if business.tax_code else ""
    legal_name = business.legal_name if business.legal_name != business.name else ""
    return [line for line in (legal_name, business.address, tax_code) if line]
