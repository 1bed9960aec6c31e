"""Ready-made journeys, on by choice: files in two languages, from which a shop makes journeys of its own."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

from quen.journeys.errors import NoSuchJourney
from quen.journeys.models import Journey
from quen.journeys.plan import Plan
from quen.journeys.save import make_journey
from quen.journeys.yaml_text import from_values
from quen.kernel.actor import Actor
from quen.kernel.plain_yaml import read_plain
from quen.kernel.sentences import gettext_noop

LANGUAGES = ("vi", "en")


def ready_made(language: str) -> Mapping[str, Plan]:
    """The ready-made journeys by key, with names and tasks in this language, else in Vietnamese; texts are in both."""
    return _read(language if language in LANGUAGES else "vi")


@lru_cache(maxsize=len(LANGUAGES))
def _read(language: str) -> Mapping[str, Plan]:
    folder = files("quen.journeys") / "ready_made"
    paths = sorted(
        (path for path in folder.iterdir() if path.name.endswith(".yaml")), key=lambda path: path.name
    )
    plans = [
        from_values(in_language(read_plain(path.read_text(encoding="utf-8")), language)) for path in paths
    ]
    return {plan.key: plan for plan in plans}


def add_ready_made(*, key: str, language: str, at: datetime, by: Actor) -> Journey:
    """Make a journey of one, switched off, for the shop to change and switch on. Raises NoSuchJourney, KeyTaken."""
    plan = ready_made(language).get(key)
    if plan is None:
        raise NoSuchJourney(gettext_noop("There is no ready-made journey called %(key)s."), key=key)
    return make_journey(plan=plan, at=at, by=by)


def in_language(values: Any, language: str) -> Any:
    """The values with each ``{vi: …, en: …}`` replaced by what it says in this language."""
    if isinstance(values, dict):
        if set(values) == set(LANGUAGES):
            return values[language]
        return {name: in_language(value, language) for name, value in values.items()}
    if isinstance(values, list):
        return [in_language(value, language) for value in values]
    return values
