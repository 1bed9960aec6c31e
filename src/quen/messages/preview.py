"""How a template reads for one customer, and how many of many lack a fact."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quen.messages.channel import Channel
from quen.messages.compose import compose, needed, read_facts
from quen.messages.letter import Letter
from quen.messages.letters import house_of
from quen.messages.load_facts import Asked, load
from quen.messages.models import TemplateVersion
from quen.messages.sms_length import Length, length_of, without_marks
from quen.messages.wording import is_known
from quen.people.find import root_of

_AT_ONCE = 5_000


@dataclass(frozen=True)
class Preview:
    """The letter, or the facts it lacks; for SMS its length as it stands and without diacritics."""

    letter: Letter | None
    missing: Sequence[str]
    length: Length | None = None
    plain_length: Length | None = None


def preview(
    *, version: TemplateVersion, customer: int, at: datetime, facts: Mapping[str, object] | None = None
) -> Preview:
    """The version written for this customer; `facts` are what its source would add. Raises NoSuchCustomer."""
    root = root_of(customer).pk
    channel, language = version.template.channel, version.template.language
    known = load(Asked([root], language, channel, at), read_facts(version))[root] | dict(facts or {})
    missing = [name for name in needed(version) if not is_known(known.get(name))]
    if missing:
        return Preview(None, missing)
    letter = compose(version, known, house=house_of(), key="preview", address="")
    if channel != Channel.SMS:
        return Preview(letter, ())
    return Preview(letter, (), length_of(letter.text), length_of(without_marks(letter.text)))


def lacking(*, version: TemplateVersion, customers: Sequence[int], at: datetime) -> dict[str, int]:
    """Fact → how many of the customers lack it, of the facts the version cannot do without. Customers are roots."""
    names = needed(version)
    if not names:
        return {}
    counted: Counter[str] = Counter()
    for start in range(0, len(customers), _AT_ONCE):
        some = customers[start : start + _AT_ONCE]
        known = load(Asked(some, version.template.language, version.template.channel, at), set(names))
        for facts in known.values():
            counted.update(name for name in names if not is_known(facts.get(name)))
    return dict(counted)
