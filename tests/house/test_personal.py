"""No table is forgotten when a person asks for her data, or asks to be forgotten."""

import re
from collections.abc import Iterator

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db.models import BinaryField, CharField, Field, GeneratedField, JSONField, Model, TextField

from quen.flows.person import rooms
from quen.kernel.personal import Fate, Kept
from quen.people.models import Customer

WORDS = (CharField, TextField, JSONField, BinaryField, ArrayField, SearchVectorField)
ACTOR = re.compile(r"(^|_)by$|^actor$|^themes_read_by$")
OF_A_PERSON = re.compile(r"^(customer|customer_id|root|phone|email|birth.*|contact_(name|phone|email))$")


def models() -> Iterator[type[Model]]:
    return (model for model in apps.get_models() if model.__module__.startswith("quen."))


def declared() -> dict[str, Kept]:
    return {kept.model: kept for room in rooms() for kept in room.kept}


def nobody() -> set[str]:
    return {label for room in rooms() for label in room.nobody}


def free_fields(model: type[Model]) -> Iterator[str]:
    """Fields whose content the program does not choose itself."""
    for each in model._meta.concrete_fields:
        if isinstance(each, WORDS) and not isinstance(each, GeneratedField) and not _is_chosen(each):
            yield each.name


def _is_chosen(each: "Field[object, object]") -> bool:
    return bool(each.choices) or bool(ACTOR.search(each.name)) or each.primary_key


def test_every_table_says_whether_it_speaks_of_persons() -> None:
    known = {model._meta.label_lower for model in models()}
    assert known - set(declared()) - nobody() == set(), "declare these in ROOM/personal.py"
    assert (set(declared()) | nobody()) - known == set(), "these are no tables any more"
    assert set(declared()) & nobody() == set()


def test_a_room_declares_its_own_tables_only() -> None:
    strangers = [
        label
        for room in rooms()
        for label in (*(kept.model for kept in room.kept), *room.nobody)
        if apps.get_model(label)._meta.app_config.name != room.name
    ]
    assert strangers == []


def test_a_table_that_speaks_of_nobody_has_no_customer_and_no_field_of_a_person() -> None:
    of_persons = [
        f"{label}.{each.name}"
        for label in sorted(nobody())
        for each in apps.get_model(label)._meta.concrete_fields
        if each.related_model is Customer or (OF_A_PERSON.match(each.name) and label not in {"shops.staff"})
    ]
    assert of_persons == []


def test_every_customer_column_of_a_kept_table_is_looked_at() -> None:
    unread = [
        f"{label}.{each.name}"
        for label, kept in declared().items()
        for each in apps.get_model(label)._meta.concrete_fields
        if (each.related_model is Customer or each.name == "customer")
        and each.name not in (*kept.of, *kept.blanks)
        and label != "people.customer"
    ]
    assert unread == []


def test_every_word_that_stays_after_erasing_is_said_to_speak_of_nobody() -> None:
    unsaid = [
        f"{label}.{name}"
        for label, kept in declared().items()
        if kept.fate is not Fate.GONE
        for name in free_fields(apps.get_model(label))
        if name not in {*kept.blanks, *kept.dashes, *kept.plain}
    ]
    assert unsaid == [], "blank these, or name them in `plain`"


def test_what_stays_says_why_it_stays() -> None:
    silent = [label for label, kept in declared().items() if kept.fate is Fate.STAYS and not kept.because]
    assert silent == []


def test_declared_fields_and_look_ups_exist() -> None:
    for label, kept in declared().items():
        rows = apps.get_model(label)._default_manager.all()
        str(rows.values(*kept.tells).query)
        for look_up in (*kept.of, *kept.at):
            str(rows.filter(**{f"{look_up}__in": [1]}).query)
        fields = {each.name for each in apps.get_model(label)._meta.concrete_fields}
        assert {*kept.blanks, *kept.dashes, *kept.plain} <= fields, label
        assert (kept.fate is Fate.BLANKED) == bool(kept.blanks or kept.dashes), label
