"""Terms as the page tells them."""

from django.utils.translation import get_language, gettext

from quen.console.access import StaffRequest, currency_of
from quen.programme.words import say
from quen.referrals.describe import describe
from quen.referrals.models import Terms


def told(terms: Terms | None, request: StaffRequest) -> list[str]:
    """One sentence each, in the reader's language; none where there are no terms."""
    if terms is None:
        return []
    language = (get_language() or "vi").partition("-")[0]
    return [say(sentence, gettext, language) for sentence in describe(terms, currency_of(request))]
