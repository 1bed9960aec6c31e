"""What the terms say, in the reader's language."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext

from quen.kernel.sentences import Sentence
from quen.programme.kept_sentences import sentence_from_json
from quen.programme.words import say
from quen.warranty.goods import Goods
from quen.warranty.terms import Clause


@dataclass(frozen=True)
class Said:
    """Goods with the proposal's sentence; the clause's own words are the shop's, or ours before the first terms."""

    goods: Goods
    why: str
    clause: str


def said(goods: Goods) -> Said:
    """For the page."""
    proposal = goods.proposal
    return Said(goods, in_words(proposal.why), clause_words(proposal.clause))


def in_words(sentence: Sentence) -> str:
    return say(sentence, gettext, (get_language() or "vi").partition("-")[0])


def kept_words(values: Any) -> str:
    """A sentence as it was kept with a claim."""
    return in_words(sentence_from_json(values))


def clause_words(clause: Clause | None) -> str:
    return gettext(clause.words) if clause and clause.words else ""
