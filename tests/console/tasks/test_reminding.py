"""Each says for herself whether letters remind her."""

import pytest
from django.urls import reverse

from quen.tasks.remind import wanted_by
from tests import world as cast
from tests.console.cast import signed_in

REMINDERS = reverse("console:tasks:reminders")


@pytest.mark.django_db
def test_tu_turns_her_letters_off_and_mai_keeps_hers() -> None:
    shop = cast.build()
    tu = signed_in(shop.tu)
    page = tu.get(REMINDERS).content.decode()
    assert "tu@example.com" in page and "chưa bật email" in page.lower()
    assert tu.post(REMINDERS, {"wanted": "never"}).status_code == 302
    assert tu.post(REMINDERS, {"wanted": "everything"}).status_code == 422
    assert (wanted_by(shop.tu.pk), wanted_by(shop.mai.pk)) == ("never", "mine")
