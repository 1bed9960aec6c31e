"""What she agreed to."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext

from quen.kernel.sentences import gettext_noop
from quen.people.models import ConsentChannel, Purpose
from quen.segments.conditions.touched import OF_CONSENT
from quen.segments.inputs import OneOf, told
from quen.segments.names import Names
from quen.segments.profile.bits import consent_bit
from quen.segments.rules import Condition, Scope, Theme
from quen.segments.sql import Sql


@dataclass(frozen=True, kw_only=True)
class Agrees(Condition):
    """Her yes to a purpose on a channel counts now; "any channel" asks for a yes on at least one."""

    key: ClassVar[str] = "consent"
    theme: ClassVar[Theme] = Theme.CONSENT
    label: ClassVar[str] = gettext_noop("Agrees to")
    touched_by: ClassVar[frozenset[str]] = OF_CONSENT

    purpose: str = told(OneOf(label=gettext_noop("Purpose"), choices=Purpose.choices))
    channel: str = told(OneOf(label=gettext_noop("Channel"), choices=ConsentChannel.choices))

    def test(self, scope: Scope) -> Sql:
        return Sql("p.consents & %s <> 0", (consent_bit(self.purpose, self.channel),))

    def said(self, names: Names) -> str:
        return gettext("agrees to: %(purpose)s (%(channel)s)") % {
            "purpose": Purpose(self.purpose).label, "channel": ConsentChannel(self.channel).label,
        }  # fmt: skip
