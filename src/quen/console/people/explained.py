"""Why a customer was given what she was, and what may still come to her, in the reader's language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from quen.console.programme.telling import said
from quen.enrolment.versions import launched
from quen.flows.ring_up.judged import judged_from_json
from quen.points.models import Accrual
from quen.programme import Programme
from quen.programme.ahead import Ahead
from quen.programme.explain import BASE_NAME, TIER_NAME
from quen.programme.streams import BASE, TIER
from quen.purchases.models import Purchase


@dataclass(frozen=True)
class Spoken:
    """A rule, or a punch card: what it gives, when, and how far it is."""

    name: str
    gives: str
    when: str
    waits: Sequence[str]


@dataclass(frozen=True)
class Gave:
    """What one rule gave for a purchase."""

    rule: str
    points: int
    stamps: int
    voucher: str


def spoken(found: Iterable[Ahead]) -> list[Spoken]:
    """What may still come, in words."""
    return [
        Spoken(
            each.name, said(each.gives), ", ".join(map(said, each.when)), [said(one) for one in each.waits]
        )
        for each in found
    ]


def gave_by_purchase(purchases: Sequence[Purchase]) -> dict[int, list[Gave]]:
    """What each purchase was given by which rule, as it was judged then. Two queries, one where nothing was given."""
    accruals = Accrual.objects.filter(pk__in=[purchase.pk for purchase in purchases])
    kept = list(accruals.values_list("pk", "version", "judged"))
    versions = {programme.version: programme for programme, _first, _last in launched()} if kept else {}
    return {purchase: _gave(judged, versions.get(version)) for purchase, version, judged in kept}


def _gave(judged: dict[str, object], programme: Programme | None) -> list[Gave]:
    names = {rule.key: rule.name for rule in programme.rules} if programme else {}
    names |= {BASE: _(BASE_NAME), TIER: _(TIER_NAME)}
    found = [
        Gave(
            names.get(share.key, share.key),
            sum(share.points),
            sum(share.stamps),
            programme.voucher_name(share.voucher) if programme and share.voucher else "",
        )
        for share in judged_from_json(judged).shares
    ]
    return [each for each in found if each.points or each.stamps or each.voucher]
