"""A kind of voucher in words for a page."""

from django.utils.translation import get_language, gettext

from quen.kernel.sentences import Sentence
from quen.programme.words import say
from quen.vouchers.describe import describe
from quen.vouchers.terms import Terms


def said(sentence: Sentence) -> str:
    """One sentence in the reader's language."""
    return say(sentence, gettext, (get_language() or "vi").partition("-")[0])


def told(terms: Terms, currency: str) -> str:
    """All terms as one sentence: ``Giảm 20%, tối đa 50.000 ₫, cho hóa đơn từ 200.000 ₫.``"""
    text = ", ".join(said(part) for part in describe(terms, currency))
    return f"{text[:1].upper()}{text[1:]}."
