"""Make a segment, and change what it says; every version is kept."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.names import search_key, tidy
from quen.kernel.sentences import gettext_noop
from quen.segments.compile import compiled
from quen.segments.errors import BadRule, BadSegment, KeyTaken, ReadyMade
from quen.segments.events import SegmentChanged, SegmentMade
from quen.segments.models import Segment, SegmentKind, SegmentVersion
from quen.segments.reads import asked_for, locked_segment, scope_now
from quen.segments.rules import Group, conditions_of, to_json

LONGEST_KEY, LONGEST_NAME, LONGEST_DESCRIPTION = 40, 120, 1000
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


@transaction.atomic
def make_segment(
    *, name: str, rule: Group | None, by: Actor, at: datetime, key: str = "", description: str = "",
    is_shared: bool = True,
) -> Segment:  # fmt: skip
    """Keep a rule under a name, or begin a fixed list where there is no rule. The key, once given, never changes.

    Without a key one is made of the name. Raises BadSegment, KeyTaken, BadRule, RuleGoesInCircles.
    """
    name, description = _checked(name, description)
    key = _own_key(key) if key else _free_key(name)
    _refuse_circles(rule, inside=key)
    try:
        with transaction.atomic():
            segment = Segment.objects.create(
                key=key, name=name, description=description, is_shared=is_shared, owner=str(by),
                kind=SegmentKind.LIST if rule is None else SegmentKind.RULE,
                rule=None if rule is None else to_json(rule), made_at=at, changed_at=at,
            )  # fmt: skip
    except IntegrityError as error:
        raise KeyTaken(
            gettext_noop("There is a segment %(key)s already. Choose another key."), key=key
        ) from error
    _keep_version(segment, by=by, at=at)
    emit(SegmentMade(at=at, by=by, subject=segment.pk, key=key, name=name))
    return segment


@transaction.atomic
def change_segment(
    *, key: str, by: Actor, at: datetime, name: str, rule: Group | None, description: str = "",
    is_shared: bool = True,
) -> Segment:  # fmt: skip
    """Let a segment say this from now on. Nothing changed, nothing written.

    Raises NoSuchSegment, ReadyMade, BadSegment, BadRule, RuleGoesInCircles.
    """
    segment = locked_segment(key)
    if segment.is_ready_made:
        raise ReadyMade(gettext_noop("A ready-made segment stays as it is. Make a copy and change that."))
    name, description = _checked(name, description)
    _refuse_circles(rule, inside=key)
    wanted: dict[str, Any] = {"name": name, "description": description, "is_shared": is_shared}
    if segment.kind == SegmentKind.RULE:
        wanted["rule"] = to_json(rule) if rule is not None else segment.rule
    changed = {field for field, value in wanted.items() if getattr(segment, field) != value}
    if not changed:
        return segment
    for field, value in wanted.items():
        setattr(segment, field, value)
    segment.version, segment.changed_at = segment.version + 1, at
    if "rule" not in changed and segment.filled_version == segment.version - 1:
        segment.filled_version = segment.version  # who is in it stays as it is
    segment.save()
    _keep_version(segment, by=by, at=at)
    if "rule" in changed:
        make_whole_again([key])
    emit(SegmentChanged(at=at, by=by, subject=segment.pk, key=key, version=segment.version))
    return segment


def make_whole_again(keys: Iterable[str]) -> None:
    """Have the membership of these segments, and of all whose rule asks for them, made whole again: within a second."""
    segments = list(Segment.objects.all())
    changed = set(keys)
    while more := {one.key for one in segments if one.key not in changed and asked_for(one) & changed}:
        changed |= more
    Segment.objects.filter(key__in=changed).update(filled_version=0)


def _checked(name: str, description: str) -> tuple[str, str]:
    name, description = tidy(name), description.strip()
    if not name or len(name) > LONGEST_NAME:
        raise BadSegment(
            gettext_noop("Give the segment a name of at most %(most)s letters."), most=LONGEST_NAME
        )
    if len(description) > LONGEST_DESCRIPTION:
        raise BadSegment(gettext_noop("Describe it in at most %(most)s letters."), most=LONGEST_DESCRIPTION)
    return name, description


def _own_key(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise BadSegment(
            gettext_noop("A key has small letters, digits, - and _, at most %(most)s: khach-vip."),
            most=LONGEST_KEY,
        )
    return key


def _free_key(name: str) -> str:
    """``Khách VIP 2026`` → ``khach-vip-2026``, with a number behind it where that is taken."""
    base = re.sub(r"[^a-z0-9]+", "-", search_key(name)).strip("-")[:34].rstrip("-") or "segment"
    taken = set(Segment.objects.filter(key__startswith=base).values_list("key", flat=True))
    return next(key for key in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if key not in taken)


def _refuse_circles(rule: Group | None, *, inside: str) -> None:
    if rule is None:
        return
    scope = replace(scope_now(), inside=(inside,))
    for each in conditions_of(rule):
        for part in each.parts_of():
            if scope.rule_of(part) is None and part != inside:
                raise BadRule(gettext_noop("There is no segment %(key)s to be in."), key=part)
    compiled(rule, scope)


def _keep_version(segment: Segment, *, by: Actor, at: datetime) -> None:
    SegmentVersion.objects.create(
        segment=segment, number=segment.version, name=segment.name, description=segment.description,
        rule=segment.rule, changed_at=at, changed_by=str(by),
    )  # fmt: skip
