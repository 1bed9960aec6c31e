"""The texts of a journey become templates when it is switched on, so that Outreach shows and previews them."""

from collections.abc import Iterator
from datetime import datetime

from quen.journeys.edit import place_of
from quen.journeys.errors import CannotBegin
from quen.journeys.models import Journey, JourneyVersion
from quen.journeys.plan import Place, Plan
from quen.journeys.steps import Send, Words
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.errors import BadTemplate
from quen.messages.models import Template
from quen.messages.templates import (
    Said,
    change_template,
    make_template,
    newest_version,
    refuse_unfit,
)
from quen.programme.errors import Placed

_LONGEST_NAME = 120


def refuse_unfit_texts(plan: Plan) -> None:
    """Raises BadTemplate where a text could never be sent on its channel."""
    for _place, _step, (_number, words) in _written(plan):
        refuse_unfit(Channel(words.channel), _said(words))


def unfit_texts(plan: Plan) -> Iterator[Placed]:
    """Each text that could never be sent on its channel, by its place: ``steps[2].texts[1].body``, and why not."""
    for place, _step, (number, words) in _written(plan):
        try:
            refuse_unfit(Channel(words.channel), _said(words))
        except BadTemplate as error:
            said = error.sentence
            yield Placed(said.template, said.facts, f"{place_of(place.path)}.texts[{number}].body")


def make_texts(journey: Journey, version: JourneyVersion, plan: Plan, *, at: datetime, by: Actor) -> None:
    """Give every message of the version its texts. Raises CannotBegin where a template it names is not there."""
    texts: dict[str, list[dict[str, int]]] = {}
    for place, _step, (number, words) in _written(plan):
        name = _name_of(journey, place, number, words)
        template = _template(name, plan, words, at=at, by=by)
        texts.setdefault(place.path, []).append({"version": newest_version(template).pk})
    for place in plan.places.values():
        if isinstance(place.step, Send) and place.step.templates:
            texts[place.path] = [{"template": _named(name).pk} for name in place.step.templates]
    version.texts = texts
    version.save(update_fields=["texts"])


def _written(plan: Plan) -> Iterator[tuple[Place, Send, tuple[int, Words]]]:
    for place in plan.places.values():
        if isinstance(place.step, Send):
            for numbered in enumerate(place.step.texts, start=1):
                yield place, place.step, numbered


def _said(words: Words) -> Said:
    return Said(words.subject, words.body)


def _name_of(journey: Journey, place: Place, number: int, words: Words) -> str:
    """``Chào mừng · 2 · SMS vi``: of a journey, a step, a channel and a language there is one template."""
    of = f" · {place.path} · {Channel(words.channel).label} {words.language}" + (
        f" {number}" if number > 1 else ""
    )
    return f"{journey.name[: _LONGEST_NAME - len(of)]}{of}"


def _template(name: str, plan: Plan, words: Words, *, at: datetime, by: Actor) -> Template:
    purpose = MessagePurpose(plan.purpose)
    for tried in (name, f"{name} ({purpose.value[0]})"[:_LONGEST_NAME]):
        known = Template.objects.filter(name=tried, archived_at=None).first()
        if known is None:
            return make_template(
                name=tried, channel=Channel(words.channel), purpose=purpose, language=words.language,
                said=_said(words), at=at, by=by,
            )  # fmt: skip
        if (known.channel, known.purpose, known.language) == (words.channel, plan.purpose, words.language):
            return change_template(template=known.pk, name=tried, said=_said(words), at=at, by=by).template
    raise CannotBegin(
        gettext_noop("There is another template called “%(name)s”. Rename that one first."), name=name
    )


def _named(name: str) -> Template:
    found = Template.objects.filter(name=name, archived_at=None).first()
    if found is None:
        raise CannotBegin(
            gettext_noop("There is no template called “%(name)s”. Write it under Outreach first."), name=name
        )
    return found
