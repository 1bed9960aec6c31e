"""A kind of voucher in words for a page."""

from collections.abc import Mapping, Sequence

from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext

from quen.enrolment.versions import tier_names
from quen.kernel.sentences import Sentence
from quen.programme.words import say
from quen.vouchers.describe import describe
from quen.vouchers.terms import Terms


def said(sentence: Sentence) -> str:
    """One sentence in the reader's language."""
    return say(sentence, gettext, (get_language() or "vi").partition("-")[0])


def told(terms: Terms, currency: str) -> str:
    """All terms as one sentence: ``Giảm 20%, tối đa 50.000 ₫, cho hóa đơn từ 200.000 ₫.``"""
    return told_all([terms], currency)[0]


def told_all(kinds: Sequence[Terms], currency: str) -> list[str]:
    """The same of several kinds. One query where one of them asks for tiers."""
    names = tier_names(localdate()) if any(terms.tiers for terms in kinds) else {}
    return [_told(terms, currency, names) for terms in kinds]


def _told(terms: Terms, currency: str, names: Mapping[str, str]) -> str:
    text = ", ".join(said(part) for part in describe(terms, currency, names))
    return f"{text[:1].upper()}{text[1:]}."
