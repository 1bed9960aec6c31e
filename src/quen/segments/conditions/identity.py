"""Who she is."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from django.utils.translation import gettext

from quen.kernel.names import search_key, tidy
from quen.kernel.sentences import gettext_noop
from quen.leads.words import source_in_words
from quen.people.classification import AGE_BAND_STARTS, AgeBand
from quen.people.models import CustomerKind, Gender, IdentityKind
from quen.segments import offers
from quen.segments.conditions.touched import OF_IDENTITY, OF_PERSON, OF_TAGS
from quen.segments.conditions.words import YES_NO, YesNo, listed
from quen.segments.inputs import AnyOf, OneOf, Whole, Words, told
from quen.segments.names import Names
from quen.segments.profile.bits import IDENTITY_BITS
from quen.segments.rules import Condition, Scope, Theme, tomorrow
from quen.segments.sql import Sql, any_of
from quen.segments.then import Then


@dataclass(frozen=True, kw_only=True)
class KnownBy(Condition):
    """Has a phone, an e-mail address, a card or a code."""

    key: ClassVar[str] = "known_by"
    theme: ClassVar[Theme] = Theme.IDENTITY
    label: ClassVar[str] = gettext_noop("Can be reached or recognised by")
    touched_by: ClassVar[frozenset[str]] = OF_IDENTITY

    identity: str = told(OneOf(label=gettext_noop("By"), choices=IdentityKind.choices))

    def test(self, scope: Scope) -> Sql:
        return Sql("p.known_by & %s <> 0", (IDENTITY_BITS[IdentityKind(self.identity)],))

    def said(self, names: Names) -> str:
        return gettext("has: %(what)s") % {"what": IdentityKind(self.identity).label}


@dataclass(frozen=True, kw_only=True)
class OfGender(Condition):
    """Is said to be female, male, other."""

    key: ClassVar[str] = "gender"
    theme: ClassVar[Theme] = Theme.IDENTITY
    label: ClassVar[str] = gettext_noop("Gender")
    touched_by: ClassVar[frozenset[str]] = OF_PERSON

    genders: tuple[str, ...] = told(AnyOf(label=gettext_noop("Gender"), choices=Gender.choices))

    def test(self, scope: Scope) -> Sql:
        return Sql("p.gender = ANY (%s)", (list(self.genders),))

    def said(self, names: Names) -> str:
        return gettext("gender is %(what)s") % {
            "what": listed([str(Gender(one).label) for one in self.genders])
        }


@dataclass(frozen=True, kw_only=True)
class OfAge(Condition):
    """Her age today lies in one of the bands."""

    key: ClassVar[str] = "age"
    theme: ClassVar[Theme] = Theme.IDENTITY
    label: ClassVar[str] = gettext_noop("Age")
    touched_by: ClassVar[frozenset[str]] = OF_PERSON

    bands: tuple[str, ...] = told(AnyOf(label=gettext_noop("Age"), choices=AgeBand.choices))

    def test(self, scope: Scope) -> Sql:
        return any_of(_born_for(AgeBand(band), scope.today) for band in self.bands)

    def things_then(self) -> tuple[str, ...]:
        return ()

    def held(self, then: Then) -> bool:
        born = then.known.born
        spans = [_born_between(AgeBand(band), then.today) for band in self.bands]
        return born is not None and any(
            born <= newest and (oldest is None or born > oldest) for newest, oldest in spans
        )

    def said(self, names: Names) -> str:
        return gettext("age is %(what)s") % {"what": listed([str(AgeBand(one).label) for one in self.bands])}

    def next_change(self, scope: Scope) -> date | None:
        return tomorrow(scope)


@dataclass(frozen=True, kw_only=True)
class HasBirthday(Condition):
    """Her birthday is today or within the next so many days."""

    key: ClassVar[str] = "birthday"
    theme: ClassVar[Theme] = Theme.IDENTITY
    label: ClassVar[str] = gettext_noop("Birthday soon")
    touched_by: ClassVar[frozenset[str]] = OF_PERSON

    days: int = told(Whole(label=gettext_noop("Within how many days (0: today)"), least=0, most=365))

    def test(self, scope: Scope) -> Sql:
        return Sql("coalesce(p.birthday = ANY (%s::int2[]), false)", (birthdays(scope.today, self.days),))

    def things_then(self) -> tuple[str, ...]:
        return ()

    def held(self, then: Then) -> bool:
        born = then.known.born
        return born is not None and born.month * 100 + born.day in birthdays(then.today, self.days)

    def said(self, names: Names) -> str:
        if self.days == 0:
            return gettext("has her birthday today")
        return gettext("has her birthday within %(days)s days") % {"days": self.days}

    def next_change(self, scope: Scope) -> date | None:
        return tomorrow(scope)


@dataclass(frozen=True, kw_only=True)
class LivesIn(Condition):
    """Her area, found without accents: ``quan 1`` finds ``Quận 1``."""

    key: ClassVar[str] = "area"
    theme: ClassVar[Theme] = Theme.IDENTITY
    label: ClassVar[str] = gettext_noop("Area")
    touched_by: ClassVar[frozenset[str]] = OF_PERSON

    area: str = told(Words(label=gettext_noop("Area"), offered=offers.areas))

    def test(self, scope: Scope) -> Sql:
        return Sql("p.area_key = %s", (search_key(self.area),))

    def said(self, names: Names) -> str:
        return gettext("lives in %(what)s") % {"what": self.area}


@dataclass(frozen=True, kw_only=True)
class HasTag(Condition):
    """Bears a tag, herself or through a customer merged into her."""

    key: ClassVar[str] = "tag"
    theme: ClassVar[Theme] = Theme.IDENTITY
    label: ClassVar[str] = gettext_noop("Tag")
    touched_by: ClassVar[frozenset[str]] = OF_TAGS

    tag: str = told(Words(label=gettext_noop("Tag"), offered=offers.tags))

    def test(self, scope: Scope) -> Sql:
        return Sql("%s = ANY (p.tags)", (tidy(self.tag),))

    def said(self, names: Names) -> str:
        return gettext("has the tag %(what)s") % {"what": self.tag}


@dataclass(frozen=True, kw_only=True)
class OfKind(Condition):
    """A person or a company."""

    key: ClassVar[str] = "kind"
    theme: ClassVar[Theme] = Theme.IDENTITY
    label: ClassVar[str] = gettext_noop("Person or company")
    touched_by: ClassVar[frozenset[str]] = OF_PERSON

    kind: str = told(OneOf(label=gettext_noop("Kind"), choices=CustomerKind.choices))

    def test(self, scope: Scope) -> Sql:
        return Sql("p.kind = %s", (self.kind,))

    def said(self, names: Names) -> str:
        return gettext("is a %(what)s") % {"what": str(CustomerKind(self.kind).label).lower()}


@dataclass(frozen=True, kw_only=True)
class SpeaksLanguage(Condition):
    """The language she reads."""

    key: ClassVar[str] = "language"
    theme: ClassVar[Theme] = Theme.IDENTITY
    label: ClassVar[str] = gettext_noop("Language")
    touched_by: ClassVar[frozenset[str]] = OF_PERSON

    language: str = told(Words(label=gettext_noop("Language"), offered=offers.languages))

    def test(self, scope: Scope) -> Sql:
        return Sql("p.language = %s", (self.language.lower(),))

    def said(self, names: Names) -> str:
        return gettext("reads the language %(what)s") % {"what": self.language}


@dataclass(frozen=True, kw_only=True)
class CameFrom(Condition):
    """Where the lead came from, as staff or an import said it."""

    key: ClassVar[str] = "source"
    theme: ClassVar[Theme] = Theme.IDENTITY
    label: ClassVar[str] = gettext_noop("Where she came from")
    touched_by: ClassVar[frozenset[str]] = OF_PERSON

    source: str = told(Words(label=gettext_noop("Source"), offered=offers.sources, says=source_in_words))

    def test(self, scope: Scope) -> Sql:
        return Sql("p.source = %s", (tidy(self.source),))

    def said(self, names: Names) -> str:
        return gettext("came from %(what)s") % {"what": source_in_words(self.source)}


@dataclass(frozen=True, kw_only=True)
class IsInternal(Condition):
    """Staff and other insiders."""

    key: ClassVar[str] = "internal"
    theme: ClassVar[Theme] = Theme.IDENTITY
    label: ClassVar[str] = gettext_noop("Staff and insiders")
    touched_by: ClassVar[frozenset[str]] = OF_PERSON

    internal: str = told(OneOf(label=gettext_noop("Staff and insiders"), choices=YES_NO))

    def test(self, scope: Scope) -> Sql:
        return Sql("p.is_internal" if self.internal == YesNo.YES else "NOT p.is_internal")

    def said(self, names: Names) -> str:
        return gettext("is staff or an insider") if self.internal == YesNo.YES else gettext("is no insider")


def birthdays(today: date, days: int) -> list[int]:
    """The birthdays (month x 100 + day) from today on. In a common year that of 29 February is kept on 1 March."""
    found = []
    for ahead in range(days + 1):
        day = today + timedelta(days=ahead)
        found.append(day.month * 100 + day.day)
        if (day.month, day.day) == (3, 1) and (day - timedelta(days=1)).day == 28:
            found.append(229)
    return sorted(set(found))


def _born_for(band: AgeBand, today: date) -> Sql:
    """Born so that the age today lies in the band."""
    newest, oldest = _born_between(band, today)
    if oldest is None:
        return Sql("coalesce(p.birth_date <= %s, false)", (newest,))
    return Sql("coalesce(p.birth_date <= %s AND p.birth_date > %s, false)", (newest, oldest))


def _born_between(band: AgeBand, today: date) -> tuple[date, date | None]:
    """The newest birth date of the band, and the one all in it were born after; None for the oldest band."""
    starts = sorted(AGE_BAND_STARTS.values())
    start = AGE_BAND_STARTS[band]
    following = starts.index(start) + 1
    oldest = _years_before(today, starts[following]) if following < len(starts) else None
    return _years_before(today, start), oldest


def _years_before(day: date, years: int) -> date:
    """The latest birth date of someone so many years old."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February, and that year had none
        return day.replace(year=day.year - years, day=28)
