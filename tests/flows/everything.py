"""A person with a row in every table that speaks of persons, her words in every field that takes words.

Rows are made from the models, not by hand: a table added tomorrow is filled, exported and erased by the same tests.
"""

from datetime import UTC, date, datetime
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models

from quen.flows.person import rooms
from quen.kernel.personal import Kept
from quen.people.models import Customer, Household, Identity, IdentityKind

WORDS = "Chị Sương Mai muốn ly màu tím"
NAME = "Đặng Thị Sương Mai"
PHONE, SPOKEN = "+84987654321", "0987654321"
EMAIL = "suongmai.dang@example.com"
THEN = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
_LED_BY = {
    ("points.entry", "points.account"),
    ("points.entry", "points.lot"),
}  # she is found through these, though they may be empty
_TWO = {
    "people.notduplicate": ("first", "second"),
    "people.likelyduplicate": ("first", "second"),
    "people.merge": ("customer", "into"),
    "people.contact": ("person", "company"),
    "referrals.referral": ("advocate", "friend"),
}
_SET: dict[str, dict[str, Any]] = {  # what the constraints of these tables want
    "events.event": {
        "kind": "note.written",
        "facts": {"text": WORDS, "name": NAME, "phone": PHONE, "score": 9},
    },
    "tickets.ticket": {"due_at": THEN, "state": "open", "merged_into": None},
    "tasks.task": {"role": "", "state": "open", "ended_at": None},
    "tickets.rating": {"score": 1},
    "chats.chat": {"state": "waiting", "closed_at": None},
    "journeys.enrolment": {"state": "active", "left_at": None},
    "outreach.suppression": {"address": PHONE},
    "outreach.donotcall": {"phone": "+84900000001"},
    "points.transfer": {"reverses": None},
    "points.account": {"household": None},
    "points.lot": {"reserved": 0},
    "cards.card": {"state": "active"},
    "insight.care": {"decided_by": "", "facts": {"words": WORDS}},
    "leads.lead": {"loss_reason": ""},
    "tickets.recoveryoffer": {"voucher_kind": "", "worth_minor": None, "points": 1},
    "surveys.told": {"told_at": THEN},
    "surveys.askingrule": {"template": 1, "way": "email"},
    "draws.draw": {"closes_at": datetime(2026, 12, 1, tzinfo=UTC)},
    "referrals.referral": {"state": "waiting"},
    "flows.erasure": {"state": "taken_back"},
}


def suong_mai() -> Customer:
    """Her, known by name, phone and e-mail."""
    her = Customer.objects.create(
        name=NAME, birth_date=date(1990, 3, 8), address="12 Ngõ Tím, Hà Nội", area="Hà Nội", source=WORDS,
        interests=[WORDS], tags=[WORDS], household=Household.objects.create(name=f"Nhà {NAME}"),
    )  # fmt: skip
    Identity.objects.create(customer=her, kind=IdentityKind.PHONE, value=PHONE)
    Identity.objects.create(customer=her, kind=IdentityKind.EMAIL, value=EMAIL)
    return her


def fill(customer: Customer) -> dict[str, Any]:
    """One row about her in every kept table; by the table's label."""
    made: dict[str, Any] = {"people.customer": customer, "people.household": customer.household}
    with connection.cursor() as cursor:
        cursor.execute(
            "SET session_replication_role = replica"
        )  # no trigger, no foreign key asks about the order
        for room in rooms():
            for kept in room.kept:
                if kept.model not in made and kept.model != "people.identity":
                    _row(kept.model, customer, made)
        cursor.execute("SET session_replication_role = origin")
    return made


def _row(label: str, customer: Customer, made: dict[str, Any]) -> Any:
    model = apps.get_model(label)
    kept = next((one for room in rooms() for one in room.kept if one.model == label), None)
    values: dict[str, Any] = {}
    for each in model._meta.concrete_fields:
        if each.name in (given := _SET.get(label, {})):
            values[each.name] = given[each.name]
        elif isinstance(each, models.ForeignKey):
            values[each.name] = _other(each, customer, made, label)
        elif not (each.auto_created or isinstance(each, models.GeneratedField | models.BigAutoField)):
            values[each.name] = _value(each, kept, customer)
    if label in _TWO:
        first, second = _TWO[label]
        values |= {first: customer, second: Customer.objects.create()}
        values |= {"undone_at": THEN} if label == "people.merge" else {}
    row = model._default_manager.create(**values)
    made[label] = row
    return row


def _other(each: Any, customer: Customer, made: dict[str, Any], of: str) -> Any:
    label = each.related_model._meta.label_lower
    if each.related_model is Customer:
        return customer
    if each.null and (of, label) not in _LED_BY:
        return None
    return made[label] if label in made else _row(label, customer, made)


def _value(each: Any, kept: Kept | None, customer: Customer) -> Any:
    if each.name in {"customer", "customer_id", "root", "user_id"} and not each.is_relation:
        return customer.pk
    erased = kept is not None and each.name in {*kept.blanks, *kept.dashes}
    if each.null and not erased:
        return None
    for look_up in kept.at if kept else ():
        if look_up == each.name:
            return EMAIL if "mail" in each.name or each.name == "sender" else PHONE
    if isinstance(each, SearchVectorField):
        return None
    if each.choices and not isinstance(each, ArrayField):
        return each.choices[0][0]
    if isinstance(each, models.JSONField):
        return {"words": WORDS, "phone": PHONE} if erased else {}
    if isinstance(each, ArrayField):
        return [WORDS[:20]] if erased else []
    if isinstance(each, models.BinaryField):
        return WORDS.encode()
    if isinstance(each, models.CharField | models.TextField):
        text = f"{WORDS} {NAME} {SPOKEN} {EMAIL}" if erased else f"{each.model._meta.model_name}"
        return text[: each.max_length] if each.max_length else text
    if isinstance(each, models.DateTimeField):
        return THEN
    if isinstance(each, models.DateField):
        return THEN.date()
    if isinstance(each, models.BooleanField):
        return False
    return 1
