"""Settings remember what they were, and who changed them."""

from collections.abc import Collection, Mapping

from django.db.models import Model, QuerySet

from quen.kernel.actor import Actor
from quen.shops.models import SettingChange


def change(row: Model, facts: Mapping[str, object], *, of: str, by: Actor) -> bool:
    """Write the facts that differ to `row`, and one line of history for each; whether anything differed.

    `of` begins the setting's name: ``business`` gives ``business.currency``, ``store.3`` gives ``store.3.name``.
    """
    changed = {name: value for name, value in facts.items() if getattr(row, name) != value}
    if not changed:
        return False
    remember({name: (getattr(row, name), value) for name, value in changed.items()}, of=of, by=by)
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=list(changed))
    return True


def remember(changes: Mapping[str, tuple[object, object]], *, of: str, by: Actor) -> None:
    """One line of history for each (before, after)."""
    SettingChange.objects.bulk_create(
        SettingChange(setting=f"{of}.{name}", before=_plain(before), after=_plain(after), changed_by=str(by))
        for name, (before, after) in changes.items()
    )


def history(*, without: Collection[str] = ()) -> QuerySet[SettingChange]:
    """All changes, newest first, but those whose name begins with one of `without`."""
    changes = SettingChange.objects.order_by("-changed_at", "-pk")
    for prefix in without:
        changes = changes.exclude(setting__startswith=f"{prefix}.")
    return changes


def _plain(value: object) -> object:
    """The value as JSON keeps it."""
    return value if value is None or isinstance(value, bool | int | str | list | dict) else str(value)
