"""How a template reads for one customer, and how many of many lack a fact."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quen.messages.channel import Channel
from quen.messages.compose import compose, needed, read_facts
from quen.messages.house import House, house_of
from quen.messages.letter import Letter
from quen.messages.load_facts import Asked, Facts, load
from quen.messages.models import TemplateVersion
from quen.messages.sms_length import Length, length_of, without_marks
from quen.messages.wording import is_known
from quen.people.find import root_of

_AT_ONCE = 5_000


@dataclass(frozen=True)
class Preview:
    """The letter, or the facts it lacks, or both where a draft is shown with its gaps; for SMS its length as it stands
    and without diacritics.
    """

    letter: Letter | None
    missing: Sequence[str]
    length: Length | None = None
    plain_length: Length | None = None


def preview(
    *, version: TemplateVersion, customer: int, at: datetime, facts: Mapping[str, object] | None = None
) -> Preview:
    """The version written for this customer; `facts` are what its source would add. Raises NoSuchCustomer."""
    root, house = root_of(customer).pk, house_of()
    known = known_of(version, [root], house=house, at=at)[root] | dict(facts or {})
    return written(version, known, house=house)


def lacking(*, version: TemplateVersion, customers: Sequence[int], at: datetime) -> dict[str, int]:
    """Fact → how many of the customers lack it, of the facts the version cannot do without. Customers are roots."""
    house = house_of()
    if not needed(version, house=house):
        return {}
    counted: Counter[str] = Counter()
    for start in range(0, len(customers), _AT_ONCE):
        some = known_of(version, customers[start : start + _AT_ONCE], house=house, at=at)
        counted.update(count_lacking(version, some.values(), house=house))
    return dict(counted)


def known_of(
    version: TemplateVersion, customers: Sequence[int], *, house: House, at: datetime
) -> dict[int, Facts]:
    """The facts a version speaks of, of each customer."""
    return load(
        Asked(customers, version.template.language, version.template.channel, at, house), read_facts(version)
    )


def written(version: TemplateVersion, known: Mapping[str, object], *, house: House, gap: str = "") -> Preview:
    """The version written with these facts. `gap` stands for what is missing; without one there is no letter then."""
    missing = [name for name in needed(version, house=house) if not is_known(known.get(name))]
    if missing:
        filled = {**known, **dict.fromkeys(missing, gap)}
        return Preview(
            compose(version, filled, house=house, key="preview", address="") if gap else None, missing
        )
    letter = compose(version, known, house=house, key="preview", address="")
    if version.template.channel != Channel.SMS:
        return Preview(letter, ())
    return Preview(letter, (), length_of(letter.text), length_of(without_marks(letter.text)))


def count_lacking(
    version: TemplateVersion, known: Iterable[Mapping[str, object]], *, house: House
) -> dict[str, int]:
    """Fact → in how many of these it is missing."""
    names, counted = needed(version, house=house), Counter[str]()
    for facts in known:
        counted.update(name for name in names if not is_known(facts.get(name)))
    return dict(counted)
