"""Every refusal is a problem document, in the reader's language."""

import json
from typing import Any

import pytest
from django.test import Client

from quen.api.limits import BODY_BYTES
from quen.people.models import Customer
from tests.api.cast import PROBLEM, Till, till
from tests.world import World


@pytest.fixture
def counter(shop: World) -> Till:
    return till()


def told(answer: Any, status: int) -> dict[str, Any]:
    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM)
    body: dict[str, Any] = answer.json()
    assert body["status"] == status
    assert {"type", "title", "detail", "instance"} <= body.keys()
    return body


def test_an_address_that_is_none(counter: Till) -> None:
    assert told(counter.get("/nothing/here"), 404)["instance"] == "/api/v1/nothing/here"
    told(counter.get("/customers/"), 404)


def test_a_method_that_is_not_known_names_those_that_are(counter: Till) -> None:
    answer = counter.post("/stores", {})
    told(answer, 405)
    assert answer["Allow"] == "GET"


def test_values_that_do_not_fit_are_named_by_pointer(counter: Till) -> None:
    body = told(counter.post("/customers", {"name": 7, "sex": "f", "birth_date": "tomorrow"}), 422)
    assert body["errors"] == [
        {"pointer": "#/name", "detail": "must be text"},
        {"pointer": "#/birth_date", "detail": "must be a day, e.g. 2026-11-22"},
        {"pointer": "#/sex", "detail": "is not known here"},
    ]


def test_a_value_that_may_be_one_thing_or_another_is_named_once(counter: Till) -> None:
    body = told(counter.post("/customers", {"name": "Lan", "gender": "x", "income_band": 7}), 422)
    assert [error["pointer"] for error in body["errors"]] == ["#/gender", "#/income_band"]
    assert body["errors"][0]["detail"] == (
        "must be one of 'female', 'male' or 'other'; or it must be one of ''"
    )
    assert body["detail"].startswith("2 ")


def test_a_parameter_that_does_not_fit_is_named(counter: Till) -> None:
    assert told(counter.get("/customers", limit=0), 422)["errors"] == [
        {"parameter": "limit", "detail": "must be at least 1"}
    ]


def test_a_misspelt_parameter_does_not_show_everybody(counter: Till) -> None:
    body = told(counter.get("/customers", phne="0912345678"), 422)
    assert body["facts"] == {"parameter": "phne"}


def test_vietnamese_where_the_till_reads_vietnamese(shop: World) -> None:
    body = told(till(language="vi").get("/customers/987654321"), 404)
    assert (body["title"], body["detail"][:18]) == ("Không tìm thấy", "Không có khách hàn")


@pytest.mark.parametrize("body", ["{", "[1,", '"\\ud800', "[" * 40 + "]" * 40, '{"name": NaN}', b"\xff\xfe"])
def test_what_is_no_json_is_refused(counter: Till, body: str | bytes) -> None:
    before = Customer.objects.count()
    assert told(counter.post("/customers", body), 400)["type"].endswith("bad-body")
    vietnamese = told(till(language="vi").post("/customers", body), 400)
    assert vietnamese["detail"].startswith("Nội dung ")
    assert Customer.objects.count() == before


@pytest.mark.parametrize("name", ["\x00", "a\x1fb", "\ud800"])
def test_letters_nobody_can_read_are_refused(counter: Till, name: str) -> None:
    assert counter.post("/customers", {"name": name}).status_code in {400, 422}


def test_a_body_too_large_is_refused_unread(counter: Till) -> None:
    body = json.dumps({"name": "x" * (BODY_BYTES + 1)})
    assert told(counter.post("/customers", body), 413)["type"].endswith("body-too-large")


def test_a_form_is_not_json(counter: Till, shop: World) -> None:
    headers = {"Authorization": f"Bearer {counter.token}", "Idempotency-Key": "a"}
    told(Client().post("/api/v1/customers", {"name": "Lan"}, headers=headers), 415)


def test_what_breaks_on_this_side_is_told_without_its_inside(
    counter: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_rest: object, **_more: object) -> None:
        raise ZeroDivisionError("a secret of the house")

    monkeypatch.setattr("quen.api.customers.operations.create_customer", break_down)
    answer = counter.post("/customers", {"name": "Lan"})
    assert "Idempotency-Key" in told(answer, 500)["detail"]
    assert b"secret" not in answer.content


def test_no_answer_is_kept_by_a_cache(counter: Till) -> None:
    assert counter.get("/stores")["Cache-Control"] == "no-store"


def test_before_the_set_up_nobody_has_a_token(db: None) -> None:
    told(Till().get("/customers"), 401)
