"""Change the settings of the business."""

import zoneinfo
from typing import TypedDict, Unpack

from django.db import transaction

from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.kernel.tax_code import to_tax_code
from quen.shops.errors import NotASetting
from quen.shops.history import change
from quen.shops.models import Business


class BusinessFacts(TypedDict, total=False):
    """What may be changed; `currency` only by `flows.change_currency`, which knows of purchases."""

    name: str
    legal_name: str
    address: str
    tax_code: str
    representative: str
    representative_title: str
    language: str
    timezone: str
    brand_colour: str


@transaction.atomic
def change_business(*, by: Actor, **facts: Unpack[BusinessFacts]) -> Business:
    """Write what differs, with its history. Raises NotASetting for an unknown time zone or a wrong tax code."""
    business = Business.objects.select_for_update().get(id=1)
    if "name" in facts:
        facts["name"] = tidy(facts["name"])
    if "legal_name" in facts:
        facts["legal_name"] = tidy(facts["legal_name"])
    if "address" in facts:
        facts["address"] = tidy(facts["address"])
    if "representative" in facts:
        facts["representative"] = tidy(facts["representative"])
    if "representative_title" in facts:
        facts["representative_title"] = tidy(facts["representative_title"])
    if facts.get("tax_code"):
        facts["tax_code"] = _tax_code(facts["tax_code"])
    if facts.get("timezone", "UTC") not in zoneinfo.available_timezones():
        template = gettext_noop("There is no time zone “%(timezone)s”.")
        raise NotASetting(template, timezone=facts["timezone"])
    change(business, dict(facts), of="business", by=by)
    return business


def _tax_code(written: str) -> str:
    code = to_tax_code(written)
    if code is None:
        raise NotASetting(
            gettext_noop(
                "“%(code)s” is no tax code: a digit is wrong or missing. It has 10 digits, 13 for a branch, or the 12 "
                "of the owner's personal number."
            ),
            code=written,
        )
    return code
