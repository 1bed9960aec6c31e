"""Texts that ask: written once for a survey, then a template like any other."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from quen.kernel.actor import Actor
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.models import Template
from quen.messages.templates import Said, make_template
from quen.shops.reads import current_business
from quen.surveys.find import form_of, newest_version
from quen.surveys.form import Question, in_language
from quen.surveys.models import Survey, Way
from quen.surveys.scales import SCALES

CHANNELS = {Way.EMAIL: Channel.EMAIL, Way.SMS: Channel.SMS}
"""The ways for which a text can be written; Zalo sends only what it has approved."""


def make_text(*, survey: Survey, way: Way, at: datetime, by: Actor) -> Template:
    """A template that asks the survey's first question, in the shop's language; an e-mail has its answers to tap.

    It counts as an offer: it needs her consent, keeps the quiet hours and the caps. Raises BadTemplate, and KeyError
    for a way no text can be written for.
    """
    business = current_business()
    language = business.language if business else "vi"
    question = form_of(newest_version(survey)).first
    with translation.override(language):
        about = "{{ product }}" if survey.is_of_product else ""
        said = (_email if way == Way.EMAIL else _sms)(question, language, about)
        stem = _("Survey: %(name)s") % {"name": survey.name}
    return make_template(
        name=_free(stem), channel=CHANNELS[way], purpose=MessagePurpose.MARKETING, said=said, language=language,
        at=at, by=by,
    )  # fmt: skip


def _email(question: Question, language: str, about: str) -> Said:
    words = in_language(question.words, language)
    scale = SCALES.get(question.kind)
    # Each stands on a line of text of its own; together they are one row of links.
    taps = " · ".join(f"[ {score} ]({{{{ link }}}}?score={score})" for score in scale.scores) if scale else ""
    ends = [in_language(each, language) for each in (question.least, question.most)]
    parts = [
        _('Hello {{ dear|or:"" }},').replace(" ,", ","),
        _("thank you for coming to {{ business }}. May we ask one question?"),
        f"**{about}**" if about else "",
        f"**{words}**",
        taps or "[" + _("Answer") + "]({{ link }})",
        " – ".join(ends) if taps and all(ends) else "",
        _("It takes less than ten seconds."),
    ]
    return Said(subject=words[:200], body="\n\n".join(part for part in parts if part))


def _sms(question: Question, language: str, about: str) -> Said:
    words = in_language(question.words, language)
    return Said(body="{{ business }}: " + f"{about}. {words}".lstrip(". ") + " {{ link }}")


def _free(stem: str) -> str:
    """The name, with a number where templates of before have it."""
    stem = stem[:110]
    names = set(
        Template.objects.filter(name__startswith=stem, archived_at=None).values_list("name", flat=True)
    )
    return (
        stem
        if stem not in names
        else next(name for n in range(2, 10_000) if (name := f"{stem} {n}") not in names)
    )
