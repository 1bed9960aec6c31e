"""Write templates: make one, say something new with it, put it away. What was sent names its version."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.compose import texts_of
from quen.messages.errors import BadTemplate, NoSuchTemplate
from quen.messages.markup import html_body
from quen.messages.models import Template, TemplateVersion
from quen.messages.wording import needs, read
from quen.messages.zns import faults_of_template, params_of
from quen.shops.history import remember

LONGEST_BODY = 20_000
LONGEST_SMS = 1_000
_LANGUAGES = ("vi", "en")


@dataclass(frozen=True)
class Said:
    """What a version says."""

    subject: str = ""
    body: str = ""
    zns_template: str = ""
    zns_params: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def make_template(
    *,
    name: str,
    channel: Channel,
    purpose: MessagePurpose,
    said: Said,
    at: datetime,
    by: Actor,
    language: str = "vi",
) -> Template:
    """A template with its first version. Raises BadTemplate."""
    name = _checked_name(name)
    if language not in _LANGUAGES:
        raise BadTemplate(gettext_noop("A text is in Vietnamese or in English."))
    template = Template.objects.create(
        name=name, channel=channel, purpose=purpose, language=language, made_at=at, changed_at=at
    )
    _add_version(template, said, at=at, by=by)
    remember({"name": (None, name)}, of=f"template.{template.pk}", by=by)
    return template


@transaction.atomic
def change_template(*, template: int, name: str, said: Said, at: datetime, by: Actor) -> TemplateVersion:
    """Its newest version after this says so: a new one where the words differ. Raises BadTemplate, NoSuchTemplate."""
    row = _locked(template)
    name = _checked_name(name, but=row.pk)
    if name != row.name:
        remember({"name": (row.name, name)}, of=f"template.{row.pk}", by=by)
        row.name = name
        row.save(update_fields=["name"])
    newest = newest_version(row)
    if _said(newest) == said:
        return newest
    row.version += 1
    row.changed_at = at
    row.save(update_fields=["version", "changed_at"])
    remember({"version": (row.version - 1, row.version)}, of=f"template.{row.pk}", by=by)
    return _add_version(row, said, at=at, by=by)


@transaction.atomic
def archive_template(*, template: int, at: datetime, by: Actor) -> Template:
    """Offer it no more; what waits is still sent. Raises NoSuchTemplate."""
    row = _locked(template)
    if row.archived_at is None:
        row.archived_at = at
        row.save(update_fields=["archived_at"])
        remember({"is_archived": (False, True)}, of=f"template.{row.pk}", by=by)
    return row


@transaction.atomic
def restore_template(*, template: int, by: Actor) -> Template:
    """Offer it again. Raises NoSuchTemplate, and BadTemplate where its name was given to another meanwhile."""
    row = _locked(template)
    if row.archived_at is not None:
        _checked_name(row.name, but=row.pk)
        row.archived_at = None
        row.save(update_fields=["archived_at"])
        remember({"is_archived": (True, False)}, of=f"template.{row.pk}", by=by)
    return row


def newest_version(template: Template) -> TemplateVersion:
    """What it says now."""
    return TemplateVersion.objects.select_related("template").get(template=template, number=template.version)


def refuse_unfit(channel: Channel, said: Said) -> None:
    """Raises BadTemplate where this could never be sent on the channel."""
    for text in (said.subject, said.body, *said.zns_params.values()):
        read(text)
    if channel == Channel.ZALO:
        faults = faults_of_template(said.zns_template, params_of(said.zns_params))
        if faults:
            raise BadTemplate(faults[0].template, **faults[0].facts)
        return
    if not said.body.strip():
        raise BadTemplate(gettext_noop("A message without words says nothing. Write its text."))
    longest = LONGEST_SMS if channel == Channel.SMS else LONGEST_BODY
    if len(said.body) > longest:
        raise BadTemplate(gettext_noop("A text on this channel has at most %(most)s letters."), most=longest)
    if channel == Channel.EMAIL:
        if not said.subject.strip() or len(said.subject) > 200 or "\n" in said.subject:
            raise BadTemplate(gettext_noop("An e-mail needs a subject of at most 200 letters on one line."))
        html_body(said.body, "#0f766e")


def _add_version(template: Template, said: Said, *, at: datetime, by: Actor) -> TemplateVersion:
    refuse_unfit(Channel(template.channel), said)
    version = TemplateVersion(
        template=template, number=template.version, subject=said.subject, body=said.body,
        zns_template=said.zns_template, zns_params=dict(said.zns_params), written_at=at, written_by=str(by),
    )  # fmt: skip
    version.needs = needs(*texts_of(version))
    version.save()
    return version


def _said(version: TemplateVersion) -> Said:
    return Said(version.subject, version.body, version.zns_template, version.zns_params)


def _checked_name(name: str, *, but: int = 0) -> str:
    name = tidy(name)
    if not name or len(name) > 120:
        raise BadTemplate(gettext_noop("Give the template a name of at most 120 letters."))
    if Template.objects.filter(name=name, archived_at=None).exclude(pk=but).exists():
        raise BadTemplate(
            gettext_noop("There is a template “%(name)s” already. Choose another name."), name=name
        )
    return name


def _locked(template: int) -> Template:
    row = Template.objects.select_for_update().filter(pk=template).first()
    if row is None:
        raise NoSuchTemplate(gettext_noop("There is no such template."))
    return row
