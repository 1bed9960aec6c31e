"""Lan looks at her card; nobody else sees it."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quen.cards.link_tokens import token_of
from quen.cards.open_on_phone import end_on_phones, open_for
from quen.cards.reads import card_on_phone
from quen.enrolment.join import join
from quen.enrolment.models import Way
from quen.flows.claim_reward import claim_reward, hand_over
from quen.people.consent import in_force
from quen.people.models import ConsentChannel, Customer, Purpose
from quen.points.earn import earn
from quen.referrals.terms import set_terms
from quen.rewards.catalogue import add_reward
from quen.rewards.models import RewardKind
from quen.vouchers.issue import issue
from quen.vouchers.terms import FixedOff, Terms
from tests.flows.loyal import bought, line, member, running
from tests.vouchers.kinds import kind
from tests.warranty.machines import SERIAL, sold
from tests.world import World

CARD = "/m/"


def phone() -> Client:
    return Client(headers={"accept-language": "vi"})


def opened(world: World, customer: Customer) -> Client:
    now = timezone.now()
    token = token_of(open_for(customer=customer.pk, at=now, by=world.by_mai), at=now)
    client = phone()
    answer = client.get(reverse("member:open", args=[token]))
    assert (answer.status_code, answer.headers["Location"]) == (302, CARD)
    return client


def agreed(customer: Customer, purpose: Purpose) -> bool:
    return in_force(customer=customer.pk, purpose=purpose, channel=ConsentChannel.ALL)


def enrolled(world: World, customer: Customer, points: int) -> None:
    now = timezone.now()
    join(customer=customer.pk, way=Way.TILL, store=world.store.pk, by=world.by_mai, at=now)
    earn(customer=customer.pk, points=points, at=now, key=f"k{customer.pk}", by=world.by_mai)


def test_lan_sees_her_card_points_and_the_way_to_the_next_tier(world: World) -> None:
    steps = [
        {"key": "member", "name": "Thành viên", "at_least": 0},
        {"key": "gold", "name": "Vàng", "at_least": 130_000},
    ]
    running(world, tiers={"by": "spending", "steps": steps})
    enrolled(world, world.lan, 1234)
    page = opened(world, world.lan).get(CARD)
    text = page.content.decode()
    card = card_on_phone([world.lan.pk])
    assert page.headers["X-Card"] == "shown"
    assert "1.234" in text and str(card) in text and "Chào Lan" in text
    assert "130.000 ₫" in text and "Vàng" in text
    assert "912345678" not in text and "912 345" not in text and "Nguyễn Thị" not in text


def test_lan_reads_how_far_she_is_from_more_points_and_how_full_her_card_is(world: World) -> None:
    rules = [
        {
            "key": "tenth",
            "name": "Lần thứ mười",
            "when": {"nth_purchase": {"every": 10}},
            "give": {"add": 50},
        },
        {"key": "stamp", "name": "Đóng dấu", "when": {"minimum_minor": 20_000}, "give": {"stamp": "coffee"}},
        {"key": "dear", "name": "Khách ruột", "when": {"segments": ["lapsing"]}, "give": {"add": 9}},
    ]
    card = {"key": "coffee", "name": "Mua 5 tặng 1", "stamps": 5, "voucher": "cup"}
    running(world, rules=rules, vouchers=[{"key": "cup", "name": "Một ly"}], punch_cards=[card])
    member(world)
    bought(world, line(90_000, quantity_milli=3_000))
    text = opened(world, world.lan).get(CARD).content.decode()
    assert "Đã có 3/5 dấu; đủ dấu sẽ được: Một ly." in text
    assert "Lần thứ mười" in text and "Còn 8 lần mua nữa thì được áp dụng." in text
    assert "từ 20.000 ₫ trở lên" in text.replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert "Khách ruột" not in text and "lapsing" not in text, "what the shop calls its customers is its own"


def test_lan_is_told_what_ends_when_and_what_happened(world: World) -> None:
    running(world)
    member(world)
    now = timezone.now()
    for days, points in ((40, 7), (10, 25), (10, 5)):
        key = f"{days}-{points}"
        ends = now + timedelta(days=days)
        earn(customer=world.lan.pk, points=points, at=now, expires_at=ends, key=key, by=world.by_mai)
    text = opened(world, world.lan).get(CARD).content.decode()
    soon, later = (timezone.localdate(now + timedelta(days=days)) for days in (10, 40))
    ending = text.partition("trước ngày")[2]
    assert ending.index(f"{soon:%d/%m/%Y}") < ending.index("30 điểm") < ending.index(f"{later:%d/%m/%Y}")
    assert ending.index(f"{later:%d/%m/%Y}") < ending.index("7 điểm")
    happened = text.partition("Lịch sử điểm")[2]
    assert happened.count("Tích điểm") == 3 and "+25" in happened


def test_tiers_are_called_by_their_names_and_what_a_reward_took_is_called_spent(world: World) -> None:
    steps = [
        {"key": "low", "name": "Đồng", "at_least": 0},
        {"key": "gold", "name": "Vàng", "at_least": 9_000_000},
    ]
    running(world, tiers={"steps": steps})
    lan, now = member(world), timezone.now()
    earn(customer=lan, points=100, at=now, key="e", by=world.by_mai)
    add_reward(kind=RewardKind.GIFT, name="Tiệc", points=9, tiers=["gold"], at=now, by=world.by_mai)
    mug = add_reward(kind=RewardKind.GIFT, name="Ly sứ", points=30, at=now, by=world.by_mai)
    kind(now, terms=Terms(gives=FixedOff(amount_minor=10_000), tiers=("gold",)))
    issue(kind="giam", customer=lan, at=now, key="v", by=world.by_mai)
    claim = claim_reward(reward=mug.pk, customer=lan, at=now, key="c", by=world.by_mai)
    client = opened(world, world.lan)
    text = client.get(CARD).content.decode()
    assert "Chỉ dành cho hạng Vàng." in text and "dành cho hạng Vàng" in text.partition("Phiếu ưu đãi")[2]
    assert "gold" not in text
    assert "Tạm giữ điểm" in text.partition("Lịch sử điểm")[2]
    hand_over(claim=claim.pk, store=world.store.pk, at=now, by=world.by_mai)
    happened = client.get(CARD).content.decode().partition("Lịch sử điểm")[2]
    assert "Tạm giữ điểm" not in happened
    assert happened.count("Điểm đã tiêu") == 1 and "−30" in happened and "Ly sứ" in happened


def test_another_members_link_never_shows_lans(world: World) -> None:
    hoa = Customer.objects.create(name="Phạm Hoa")
    enrolled(world, world.lan, 1234)
    enrolled(world, hoa, 77)
    hers, hoas = opened(world, world.lan), opened(world, hoa)
    lans_number, hoas_number = str(card_on_phone([world.lan.pk])), str(card_on_phone([hoa.pk]))
    page = hoas.get(CARD).content.decode()
    assert hoas_number in page and "77" in page
    assert lans_number not in page and "1.234" not in page and "Lan" not in page
    hoas.post(reverse("member:consent"), {"purpose": "marketing", "said": "yes", "customer": world.lan.pk})
    assert agreed(hoa, Purpose.MARKETING) and not agreed(world.lan, Purpose.MARKETING)
    assert lans_number in hers.get(CARD).content.decode()


def test_a_stranger_and_a_signed_in_cashier_without_a_link_see_no_card(world: World) -> None:
    enrolled(world, world.lan, 1234)
    cashier = phone()
    cashier.force_login(world.tu)
    for client in (phone(), cashier):
        assert client.get(CARD).headers["Location"] == reverse("member:join")
        assert (
            client.post(reverse("member:consent"), {"purpose": "marketing", "said": "yes"}).status_code == 404
        )


def test_a_link_that_was_ended_shows_nothing_and_says_so(world: World) -> None:
    enrolled(world, world.lan, 1234)
    client = opened(world, world.lan)
    number = str(card_on_phone([world.lan.pk]))
    end_on_phones(customer=world.lan.pk, at=timezone.now(), by=world.by_mai)
    page = client.get(CARD)
    assert page.status_code == 410 and page.headers["X-Card"] == "nothing"
    assert number not in page.content.decode() and "1.234" not in page.content.decode()
    assert phone().get(reverse("member:open", args=["1.1.zzz.abc"])).status_code == 410


def test_consent_is_given_and_taken_back(world: World) -> None:
    client = opened(world, world.lan)
    client.post(reverse("member:consent"), {"purpose": "profiling", "said": "yes"})
    assert agreed(world.lan, Purpose.PROFILING)
    assert "Bạn đã đồng ý" in client.get(CARD).content.decode()
    client.post(reverse("member:consent"), {"purpose": "profiling", "said": "no"})
    assert not agreed(world.lan, Purpose.PROFILING)
    assert client.post(reverse("member:consent"), {"purpose": "everything"}).status_code == 404


def test_the_card_is_taken_off_this_phone_only(world: World) -> None:
    one, other = opened(world, world.lan), opened(world, world.lan)
    one.post(reverse("member:forget"))
    assert one.get(CARD).status_code == 302
    assert other.get(CARD).headers["X-Card"] == "shown"


def test_writes_without_a_token_of_the_page_are_refused(world: World) -> None:
    strict = Client(enforce_csrf_checks=True)
    for name in ("member:consent", "member:forget", "member:join"):
        assert strict.post(reverse(name)).status_code == 403


def test_the_page_asks_the_database_little(world: World, django_assert_max_num_queries: Any) -> None:
    running(world)
    enrolled(world, world.lan, 1234)
    set_terms(is_running=True, advocate_points=50, at=timezone.now(), by=world.by_mai)
    client = opened(world, world.lan)
    client.get(CARD)  # the programme in force is read once a process
    with django_assert_max_num_queries(18):
        client.get(CARD)


def test_lan_sees_which_of_her_goods_still_have_a_warranty(world: World) -> None:
    now = timezone.now()
    sold(world, now - timedelta(days=10), warranty_months=12)
    sold(world, now - timedelta(days=900), receipt="HD2", serial="CŨ-1", warranty_months=12)
    text = opened(world, world.lan).get(CARD).content.decode()
    assert "Máy pha cà phê" in text and SERIAL in text and "Bảo hành của bạn" in text
    assert "CŨ-1" not in text
    other = Customer.objects.create(name="Hoa")
    assert "Bảo hành của bạn" not in opened(world, other).get(CARD).content.decode()


def test_the_app_has_a_manifest_icons_and_a_worker(world: World) -> None:
    client = opened(world, world.lan)
    manifest = client.get(reverse("member:manifest")).json()
    assert manifest["scope"] == CARD and manifest["start_url"].startswith("/m/c/")
    assert phone().get(reverse("member:manifest")).json()["start_url"] == CARD
    for icon in manifest["icons"]:
        picture = client.get(icon["src"])
        assert picture.headers["Content-Type"] == "image/png" and picture.content.startswith(b"\x89PNG")
    assert client.get("/m/icon-9999.png").status_code == 404
    worker = client.get(reverse("member:worker"))
    assert worker.headers["Content-Type"].startswith("text/javascript") and b"fetch" in worker.content
