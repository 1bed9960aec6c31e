"""The short way through the web server answers as the API does, and hands over what does not go well."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections

from quen.config.fast_lane import FastLane
from quen.enrolment.join import join
from quen.enrolment.models import Member, Way
from quen.people.create_customer import create_customer
from quen.points.models import Account, Lot, Transfer
from quen.purchases.models import Line, Purchase
from quen.shops.models import ApiToken
from quen.shops.scopes import Scope
from quen.shops.tokens import make_token, revoke_token
from tests import world as cast
from tests.flows.loyal import SUNDAY, member, running
from tests.world import World


@dataclass
class Lane:
    """The web server as a till reaches it, and how many requests were handed over to the API."""

    secret: str
    handed_over: int = 0
    lane: FastLane = field(init=False)

    def __post_init__(self) -> None:
        pages = get_wsgi_application()

        def api(environ: dict[str, Any], start_response: Any) -> Any:
            self.handed_over += 1
            return pages(environ, start_response)

        self.lane = FastLane(api)

    def post(
        self, body: Any, *, key: str = "till-1-0001", by_api: bool = False, more: str = "", **headers: str
    ) -> Any:
        """Status, headers and body of the answer; `by_api` takes the long way, `more` goes on in the address."""
        text = body if isinstance(body, bytes) else json.dumps(body).encode()
        environ = {
            "REQUEST_METHOD": "POST", "PATH_INFO": f"/api/v1/purchases{more}", "SERVER_NAME": "till", "SERVER_PORT": "80",
            "CONTENT_LENGTH": str(len(text)), "CONTENT_TYPE": "application/json", "wsgi.input": BytesIO(text),
            "wsgi.url_scheme": "http", "HTTP_HOST": "localhost", "HTTP_AUTHORIZATION": f"Bearer {self.secret}",
            "HTTP_IDEMPOTENCY_KEY": key, "HTTP_ACCEPT_LANGUAGE": "en", "REMOTE_ADDR": "127.0.0.1", **headers,
        }  # fmt: skip
        said: list[Any] = []
        way = self.lane.application if by_api else self.lane
        answer = b"".join(way(environ, lambda status, fields: said.extend([status, dict(fields)])))
        return said[0], said[1], json.loads(answer)


@pytest.fixture
def world(transactional_db: None) -> cast.World:
    return cast.build()


@pytest.fixture
def lane(world: World) -> Iterator[Lane]:
    running(
        world,
        rules=[{"key": "sun", "name": "Chủ nhật", "when": {"weekdays": ["sun"]}, "give": {"multiply": 2}}],
    )
    member(world)
    token = make_token(name="till", scopes=[Scope.PURCHASES_WRITE], at=SUNDAY, by=world.by_mai)
    found = Lane(token.secret)
    yield found
    found.lane.connections.close()


def told(world: World, **facts: Any) -> dict[str, Any]:
    return {
        "store": world.store.pk, "customer": world.lan.pk, "bought_at": "2026-11-22T09:30:00+07:00",
        "lines": [{"product": "ca-phe", "name": "Cà phê", "amount_minor": 95_000}], **facts,
    }  # fmt: skip


def test_a_sale_takes_the_short_way_and_is_answered_as_the_api_answers(world: World, lane: Lane) -> None:
    hoa = create_customer(by=world.by_mai, at=SUNDAY, name="Hoa")
    join(customer=hoa.pk, way=Way.TILL, by=world.by_mai, at=SUNDAY)
    status, headers, fast = lane.post(told(world))
    assert lane.handed_over == 0
    slow_status, slow_headers, slow = lane.post(told(world, customer=hoa.pk), key="till-1-0002", by_api=True)
    assert status == slow_status == "201 Created"
    own = {"purchase", "receipt", "customer"}
    assert {name: fact for name, fact in fast.items() if name not in own} == {
        name: fact for name, fact in slow.items() if name not in own
    }
    assert (fast["points_earned"], fast["customer"]) == (18, world.lan.pk)
    unlike = {"RateLimit", "Content-Length", "Content-Security-Policy"}
    assert {name: slow_headers[name] for name in slow_headers if name not in unlike} == {
        name: headers[name] for name in headers if name not in unlike
    }


def test_the_short_way_speaks_the_tills_language(world: World, lane: Lane) -> None:
    english = lane.post(told(world))[2]["rules"][0]["reasons"][0]
    again = lane.post(told(world), HTTP_ACCEPT_LANGUAGE="fr, vi;q=0.8")
    assert english == "9 points for 95,000 ₫."
    assert again[2]["rules"][0]["reasons"][0] != english
    assert again[1]["Idempotency-Replayed"] == "true" and again[1]["Content-Language"] == "vi"
    assert (lane.handed_over, Purchase.objects.count()) == (0, 1)


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        ({"store": 999_999}, {}, "404"),
        ({"lines": []}, {}, "422"),
        ({"bought_at": "gestern"}, {}, "422"),
        ({"redeem_points": 5}, {}, "409"),
        ({}, {"HTTP_AUTHORIZATION": "Bearer nobody"}, "401"),
        ({}, {"HTTP_IDEMPOTENCY_KEY": ""}, "400"),
        ({}, {"CONTENT_TYPE": "text/plain"}, "415"),
    ],
)
def test_what_is_refused_is_refused_by_the_api(
    world: World, lane: Lane, body: dict[str, Any], headers: dict[str, str], status: str
) -> None:
    said, fields, problem = lane.post(told(world, **body), by_api=False, **headers)
    assert said.startswith(status) and fields["Content-Type"] == "application/problem+json"
    assert str(problem["status"]) == status
    assert lane.handed_over == 1 and not Purchase.objects.exists()


def test_a_revoked_token_rings_nothing_up_from_that_moment(world: World, lane: Lane) -> None:
    assert lane.post(told(world))[0] == "201 Created"
    token = ApiToken.objects.get()
    revoke_token(token=token.pk, at=SUNDAY, by=world.by_mai)
    for key in ("till-1-0002", "till-1-0001"):  # nor is an answer given again
        assert lane.post(told(world), key=key)[0].startswith("401")
    assert (lane.handed_over, Purchase.objects.count()) == (2, 1)


def test_a_body_that_is_no_json_is_answered_too(world: World, lane: Lane) -> None:
    assert lane.post(b"{")[0].startswith("400")


def test_connections_the_database_cut_lose_and_double_nothing(world: World, lane: Lane) -> None:
    lane.post(told(world))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert cursor.fetchone()[0] > 0
    for number in range(2, 5):
        assert lane.post(told(world), key=f"till-1-000{number}")[0] == "201 Created"
    assert lane.handed_over == 1
    assert Purchase.objects.count() == 4


def test_sixteen_tills_at_one_member_leave_the_books_exact(world: World, lane: Lane) -> None:
    def till(number: int) -> list[str]:
        try:
            return [lane.post(told(world), key=f"till-{number}-{sale}")[0] for sale in (1, 2, 2, 3)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(16) as tills:
        answers = [status for statuses in tills.map(till, range(16)) for status in statuses]
    assert answers == ["201 Created"] * 64
    assert Purchase.objects.count() == Transfer.objects.count() == Lot.objects.count() == 48
    assert Line.objects.count() == 48
    kept, account = Member.objects.get(), Account.objects.get()
    assert kept.turn == account.turn == 48
    # 48 times 95,000 ₫ twice over: the remainder carries, so that nothing is lost and nothing is given twice.
    assert (
        account.balance == sum(Lot.objects.values_list("remaining", flat=True)) == 2 * 48 * 95_000 // 10_000
    )


def test_a_batch_goes_by_the_same_connections(world: World, lane: Lane) -> None:
    sales = [{"key": f"till-{number}", **told(world)} for number in range(3)]
    status, _headers, answer = lane.post(
        {"purchases": [*sales, {"key": "bad", **told(world, store=999_999)}]}, more="/batch"
    )
    assert status == "200 OK"
    assert [result["status"] for result in answer["results"]] == [201, 201, 201, 404]
    assert [result["receipt"]["points_earned"] for result in answer["results"][:3]] == [18, 20, 18]
    assert Purchase.objects.count() == 3
