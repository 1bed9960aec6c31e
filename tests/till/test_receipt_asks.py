"""The receipt the till shows asks by a code, where a rule says so, and her answer is about that sale."""

from django.test import Client
from django.utils import timezone

from quen.surveys.asking import make_rule
from quen.surveys.models import Occasion, Response
from quen.surveys.ready_made import READY_MADE
from quen.surveys.save import make_survey
from tests import world as cast
from tests.till.conftest import Till


def test_a_sale_hands_out_the_code_of_its_own_question(till: Till, lan: int, world: cast.World) -> None:
    assert till.sell(95_000, customer=lan).json()["receipt"]["survey"] is None
    now = timezone.now()
    survey = make_survey(name="Sao", form=READY_MADE["stars"].form, at=now, by=world.by_mai)
    make_rule(survey=survey.pk, occasion=Occasion.RECEIPT, at=now, by=world.by_mai)
    receipt = till.sell(95_000, customer=lan).json()["receipt"]
    asked = receipt["survey"]
    assert asked["address"].startswith("http://testserver/m/s/b.") and asked["code"].startswith("<svg")
    phone = Client(headers={"accept-language": "vi"})
    path = asked["address"].removeprefix("http://testserver")
    assert "mấy sao" in phone.get(path).content.decode()
    phone.post(path, {"score": "2"})
    row = Response.objects.get()
    assert (row.score, row.purchase_id, row.customer_id, row.way) == (2, receipt["purchase"], lan, "receipt")
