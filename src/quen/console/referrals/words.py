"""Terms as the page tells them."""

from collections.abc import Mapping

from django.utils.translation import get_language, gettext

from quen.console.access import StaffRequest, currency_of
from quen.programme.words import say
from quen.referrals.describe import describe
from quen.referrals.models import Terms
from quen.vouchers.models import VoucherKind


def told(terms: Terms | None, request: StaffRequest, names: Mapping[str, str] | None = None) -> list[str]:
    """One sentence each, in the reader's language; none where there are no terms. `names`: see `names_of`."""
    if terms is None:
        return []
    language = (get_language() or "vi").partition("-")[0]
    return [
        say(sentence, gettext, language)
        for sentence in describe(terms, currency_of(request), names_of(terms) if names is None else names)
    ]


def names_of(*terms: Terms) -> dict[str, str]:
    """What the kinds of vouchers are called that these terms give, by key. One query at most."""
    keys = {key for each in terms for key in (each.advocate_voucher, each.friend_voucher) if key}
    return dict(VoucherKind.objects.filter(key__in=keys).values_list("key", "name")) if keys else {}
