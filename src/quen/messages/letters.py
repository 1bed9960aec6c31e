"""Write the letters of a claim: versions and facts are read once for all of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from quen.messages.compose import compose, read_facts
from quen.messages.errors import BadTemplate, MissingFacts
from quen.messages.fact_names import DAYS
from quen.messages.house import House, house_of
from quen.messages.letter import Letter
from quen.messages.load_facts import Asked, load
from quen.messages.models import Message, TemplateVersion
from quen.messages.outcome import NotTaken
from quen.messages.unsubscribe_link import unsubscribe_url
from quen.messages.wording import is_known
from quen.messages.zns import faults_of_values, params_of

Written = tuple[Message, Letter | NotTaken]
MISSING = "missing: "
"""How the detail of a message begins that could not be written for want of a fact."""


def letters_for(messages: Sequence[Message], *, at: datetime) -> list[Written]:
    """Each message with its letter, or with what kept it from being written. Sets each message's `facts`."""
    by_version: dict[int, list[Message]] = defaultdict(list)
    for message in messages:
        by_version[message.version_id].append(message)
    versions = TemplateVersion.objects.select_related("template").in_bulk(by_version)
    house = house_of()
    written: list[Written] = []
    for number, hers in by_version.items():
        version = versions[number]
        asked = Asked(
            [row.customer_id for row in hers], version.template.language, version.template.channel, at, house
        )
        known = load(asked, read_facts(version))
        for row in hers:
            told = {name: _shown(name, value) for name, value in row.facts.items()}
            facts = {**known[row.customer_id], **told}
            if house.base:
                facts["unsubscribe"] = unsubscribe_url(
                    house.base, customer=row.customer_id, channel=row.channel, message=row.pk
                )
            row.facts = {name: _kept(value) for name, value in facts.items() if is_known(value)}
            written.append((row, _written(version, facts, house, row)))
    return written


def as_sent(message: Message) -> Letter | None:
    """The letter as it went, from the version and the facts it was written with; None where it never was.

    What went before offers had to name a way to refuse them shows none.
    """
    version = TemplateVersion.objects.select_related("template").get(pk=message.version_id)
    facts = {"unsubscribe": "", **{name: _shown(name, value) for name, value in message.facts.items()}}
    try:
        return compose(version, facts, house=house_of(), key=message.key, address=message.address)
    except MissingFacts:
        return None


def _written(
    version: TemplateVersion, facts: Mapping[str, object], house: House, row: Message
) -> Letter | NotTaken:
    try:
        letter = compose(version, facts, house=house, key=row.key, address=row.address)
    except MissingFacts as error:
        return NotTaken(f"{MISSING}{error.sentence.facts['facts']}")
    except BadTemplate as error:
        return NotTaken(str(error))
    faults = faults_of_values(params_of(version.zns_params), letter.params)
    return NotTaken(str(faults[0])) if faults else letter


def _kept(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _shown(name: str, value: object) -> object:
    return date.fromisoformat(value) if name in DAYS and isinstance(value, str) else value
