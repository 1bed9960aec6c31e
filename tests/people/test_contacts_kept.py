"""A shop that comes from an older version keeps who speaks for which company."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from quen.people.models import Contact, Customer, CustomerKind, CustomerPart

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER = ("people", "0002_search"), ("people", "0003_contacts")


def go_to(step: tuple[str, str]) -> None:
    MigrationExecutor(connection).migrate([step])


@pytest.fixture
def before() -> Iterator[None]:
    go_to(BEFORE)
    yield
    go_to(AFTER)


def test_the_company_that_stood_with_a_person_is_the_first_of_her_contacts(before: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_customer (kind, part, name, created_at)"
            " VALUES ('company', 'buyer', 'Hoa Sen', now()), ('person', 'user', 'Lan', now()),"
            " ('person', 'buyer', 'Minh', now())"
        )
        cursor.execute(
            "UPDATE people_customer SET company_id = (SELECT id FROM people_customer WHERE name = 'Hoa Sen')"
            " WHERE name = 'Lan'"
        )
    go_to(AFTER)
    [kept] = Contact.objects.select_related("company", "person")
    assert (kept.company.name, kept.person.name, kept.part) == ("Hoa Sen", "Lan", CustomerPart.USER)
    assert Customer.objects.get(name="Hoa Sen").kind == CustomerKind.COMPANY
    go_to(BEFORE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM people_customer WHERE company_id IS NOT NULL")
        assert cursor.fetchall() == [("Lan",)]
