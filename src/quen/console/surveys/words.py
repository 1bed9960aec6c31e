"""Scores and cuts in words."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from quen.console.templatetags.written import number, percent
from quen.insight.feedback.results import Scored
from quen.people.classification import Stage, ValueBand
from quen.surveys.models import Way
from quen.surveys.scales import SCALES, QuestionKind


def figure(one: Scored | None, kind: str) -> str:
    """The score as it is spoken of: an NPS is a number from −100 to 100, other scores the share of the satisfied."""
    if one is None:
        return "–"
    return number(one.figure) if kind == QuestionKind.NPS else percent(one.figure, 0)


def interval(one: Scored, kind: str) -> str:
    """Between which two figures the true one lies with 95 % confidence."""
    is_nps = kind == QuestionKind.NPS
    low, high = (number(each) if is_nps else percent(each, 0) for each in (one.lowest, one.highest))
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def measured(kind: str) -> str:
    """What the figure is called."""
    if kind == QuestionKind.NPS:
        return _("NPS")
    if kind == QuestionKind.CES:
        return _("Found it easy")
    return _("Satisfied customers")


def out_of(score: int | None, kind: str) -> str:
    """``3/10``; empty where there is no score."""
    scale = SCALES.get(QuestionKind(kind))
    return "" if scale is None or score is None else f"{score}/{scale.most}"


def label_of(cut: str, name: str, names: Mapping[str, Mapping[str, str]]) -> str:
    """What a value of a cut is called; `names` by cut where the database knows them."""
    closed = {"stage": Stage, "value": ValueBand, "way": Way}.get(cut)
    if closed is not None:
        return str(closed(name).label) if name in closed.values else name
    if cut == "month":
        return f"{name[5:]}/{name[:4]}"
    return names.get(cut, {}).get(name, name)


def cut_titles() -> Sequence[tuple[str, str]]:
    """The cuts a page shows, in order, with their headings."""
    return (
        ("store", _("Store")), ("staff", _("Staff")), ("product", _("Product")), ("tier", _("Tier")),
        ("stage", _("Stage")), ("value", _("Value")), ("segment", _("Segment")), ("way", _("Way of asking")),
    )  # fmt: skip
