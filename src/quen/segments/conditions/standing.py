"""Where she stands: the field's cuts, as the summary keeps them."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext

from quen.kernel.sentences import gettext_noop
from quen.people.classification import Stage, ValueBand
from quen.people.models import CustomerPart
from quen.segments.conditions.touched import OF_PERSON, OF_PURCHASES, OF_STANDING
from quen.segments.conditions.words import YES_NO, YesNo, listed
from quen.segments.inputs import AnyOf, OneOf, told
from quen.segments.names import Names
from quen.segments.profile.rfm import RFM_CHOICES
from quen.segments.rules import Condition, Scope, Theme
from quen.segments.sql import Sql


@dataclass(frozen=True, kw_only=True)
class InStage(Condition):
    """Potential, new, repeat, loyal, not returned."""

    key: ClassVar[str] = "stage"
    theme: ClassVar[Theme] = Theme.STANDING
    label: ClassVar[str] = gettext_noop("Stage")
    touched_by: ClassVar[frozenset[str]] = OF_STANDING

    stages: tuple[str, ...] = told(AnyOf(label=gettext_noop("Stage"), choices=Stage.choices))

    def test(self, scope: Scope) -> Sql:
        return Sql("p.stage = ANY (%s)", (list(self.stages),))

    def said(self, names: Names) -> str:
        return gettext("stage is %(what)s") % {"what": listed([str(Stage(one).label) for one in self.stages])}


@dataclass(frozen=True, kw_only=True)
class InValueBand(Condition):
    """Among the customers of most, much, middling or little revenue."""

    key: ClassVar[str] = "value"
    theme: ClassVar[Theme] = Theme.STANDING
    label: ClassVar[str] = gettext_noop("Value band")
    touched_by: ClassVar[frozenset[str]] = OF_STANDING

    bands: tuple[str, ...] = told(AnyOf(label=gettext_noop("Value band"), choices=ValueBand.choices))

    def test(self, scope: Scope) -> Sql:
        return Sql("p.value_band = ANY (%s)", (list(self.bands),))

    def said(self, names: Names) -> str:
        return gettext("value band is %(what)s") % {
            "what": listed([str(ValueBand(one).label) for one in self.bands])
        }


@dataclass(frozen=True, kw_only=True)
class OfPart(Condition):
    """Buyer, user or beneficiary."""

    key: ClassVar[str] = "part"
    theme: ClassVar[Theme] = Theme.STANDING
    label: ClassVar[str] = gettext_noop("Buyer, user or beneficiary")
    touched_by: ClassVar[frozenset[str]] = OF_PERSON

    parts: tuple[str, ...] = told(AnyOf(label=gettext_noop("Part"), choices=CustomerPart.choices))

    def test(self, scope: Scope) -> Sql:
        return Sql("p.part = ANY (%s)", (list(self.parts),))

    def said(self, names: Names) -> str:
        return gettext("is %(what)s") % {"what": listed([str(CustomerPart(one).label) for one in self.parts])}


@dataclass(frozen=True, kw_only=True)
class FirstWasBig(Condition):
    """Her first purchase was among the top 10 % of first purchases."""

    key: ClassVar[str] = "first_big"
    theme: ClassVar[Theme] = Theme.STANDING
    label: ClassVar[str] = gettext_noop("First purchase was big")
    touched_by: ClassVar[frozenset[str]] = OF_STANDING

    big: str = told(OneOf(label=gettext_noop("First purchase was big"), choices=YES_NO))

    def test(self, scope: Scope) -> Sql:
        return Sql("p.is_first_big" if self.big == YesNo.YES else "NOT p.is_first_big")

    def said(self, names: Names) -> str:
        if self.big == YesNo.YES:
            return gettext("made a big first purchase")
        return gettext("made no big first purchase")


@dataclass(frozen=True, kw_only=True)
class InRfm(Condition):
    """In one of the named RFM segments."""

    key: ClassVar[str] = "rfm"
    theme: ClassVar[Theme] = Theme.STANDING
    label: ClassVar[str] = gettext_noop("RFM segment")
    touched_by: ClassVar[frozenset[str]] = OF_PURCHASES

    names: tuple[str, ...] = told(AnyOf(label=gettext_noop("RFM segment"), choices=RFM_CHOICES))

    def test(self, scope: Scope) -> Sql:
        return Sql("p.rfm = ANY (%s)", (list(self.names),))

    def said(self, names: Names) -> str:
        known = dict(RFM_CHOICES)
        return gettext("RFM segment is %(what)s") % {"what": listed([str(known[one]) for one in self.names])}
