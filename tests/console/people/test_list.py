"""Mai looks for customers."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from quen.people.consent import give_consent, in_force, withdraw_consent
from quen.people.merge import merge
from quen.people.models import ConsentChannel, Customer, Purpose, SavedView
from quen.people.tag import tag
from tests.world import World

LIST = reverse("console:people:list")
Shop = dict[str, Customer]


def names(client: Client, query: str = "") -> list[str]:
    """The names on the first page, in order."""
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 200
    return [row.shown_name for row, _store in answer.context["rows"]]


def test_everybody_stands_in_the_list_the_latest_visit_first(mai: Client, shop: Shop) -> None:
    found = names(mai)
    assert found[:3] == ["Lê Thị Hoa", "Nguyễn Thị Lan", "Trần Văn Đạo"]
    assert len(found) == 5


@pytest.mark.parametrize("text", ["nguyen lan", "Lan", "5678", "0912 345 678", "+84912345678"])
def test_lan_is_found_by_name_without_diacritics_and_by_phone(mai: Client, shop: Shop, text: str) -> None:
    assert mai.get(LIST, {"q": text}).context["page"].counted == 1
    assert names(mai, f"q={text.replace('+', '%2B')}") == ["Nguyễn Thị Lan"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("stage=loyal", ["Nguyễn Thị Lan"]),
        ("stage=lapsed", ["Trần Văn Đạo"]),
        ("stage=new", ["Lê Thị Hoa"]),
        ("kind=person&stage=new", ["Lê Thị Hoa"]),
        ("gender=male", ["Trần Văn Đạo"]),
        ("area=Quận 3", ["Lê Thị Hoa", "Trần Văn Đạo"]),
        ("age=25_34", ["Lê Thị Hoa"]),
        ("age=18_24", []),
        ("spent_from=600000", ["Nguyễn Thị Lan", "Trần Văn Đạo"]),
        ("spent_from=600000&spent_to=600000", ["Nguyễn Thị Lan"]),
        ("sort=revenue", ["Trần Văn Đạo", "Nguyễn Thị Lan", "Lê Thị Hoa"]),
        ("sort=purchases", ["Nguyễn Thị Lan", "Trần Văn Đạo", "Lê Thị Hoa"]),
        ("sort=first", ["Lê Thị Hoa", "Nguyễn Thị Lan", "Trần Văn Đạo"]),
    ],
)
def test_filters_and_orders(mai: Client, shop: Shop, query: str, expected: list[str]) -> None:
    assert names(mai, query)[:3] == expected[:3]
    if "sort" not in query:
        assert len(names(mai, query)) == len(expected)


def test_by_name_whoever_has_none_comes_last(mai: Client, shop: Shop) -> None:
    found = names(mai, "sort=name")
    assert found[-1] == f"#{shop['nameless'].pk}"
    assert found[1:4] == ["Lê Thị Hoa", "Nguyễn Thị Lan", "Trần Văn Đạo"]


def test_last_visit_between_two_days_counts_both(mai: Client, shop: Shop, today: object) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    assert names(mai, f"last_from={yesterday}&last_to={yesterday}") == ["Lê Thị Hoa"]


def test_a_store_is_found_by_whoever_visited_it_last(mai: Client, world: World, shop: Shop) -> None:
    assert len(names(mai, f"store={world.store.pk}")) == 3
    assert mai.get(LIST, {"store": 999_999}).context["complaint"]


def test_insiders_can_be_left_out(mai: Client, shop: Shop) -> None:
    Customer.objects.filter(pk=shop["hoa"].pk).update(is_internal=True)
    assert names(mai, "internal=yes") == ["Lê Thị Hoa"]
    assert "Lê Thị Hoa" not in names(mai, "internal=no")


def test_a_merged_customer_shows_as_her_root_with_her_phone_and_tags(
    mai: Client, world: World, shop: Shop
) -> None:
    tag(customers=[shop["hoa"].pk], tags=["VIP"], by=world.by_mai, at=timezone.now())
    merge(customer=shop["hoa"].pk, into=shop["nameless"].pk, by=world.by_mai, at=timezone.now())
    answer = mai.get(LIST, {"q": "0903111222"})
    (row, _store), *rest = answer.context["rows"]
    assert row.customer == shop["nameless"] and not rest
    assert row.shown_name == "+84903111222"
    assert [one.customer for one, _ in mai.get(LIST, {"tag": "VIP"}).context["rows"]] == [shop["nameless"]]
    assert "Lê Thị Hoa" not in names(mai)


def test_who_agrees_is_who_the_rules_of_consent_say(mai: Client, world: World, shop: Shop) -> None:
    def say(name: str, is_yes: bool, channel: ConsentChannel, day: int) -> None:
        record = give_consent if is_yes else withdraw_consent
        at = timezone.now() - timedelta(days=day)
        record(
            customer=shop[name].pk,
            purpose=Purpose.MARKETING,
            channel=channel,
            proof="quầy",
            by=world.by_mai,
            at=at,
        )

    say("lan", True, ConsentChannel.ALL, 9)
    say("lan", False, ConsentChannel.SMS, 8)  # still agrees to every other channel
    say("dao", True, ConsentChannel.SMS, 9)
    say("dao", False, ConsentChannel.ALL, 8)  # a general no ends the older yes
    say("hoa", True, ConsentChannel.EMAIL, 9)
    say("nameless", False, ConsentChannel.EMAIL, 3)
    assert names(mai, "consent=yes") == ["Lê Thị Hoa", "Nguyễn Thị Lan"]
    merge(customer=shop["hoa"].pk, into=shop["nameless"].pk, by=world.by_mai, at=timezone.now())
    assert names(mai, "consent=yes") == ["Nguyễn Thị Lan"]  # the later no of one is the no of both
    for row, _ in mai.get(LIST, {"consent": "no"}).context["rows"]:
        for channel in ConsentChannel:
            assert not in_force(customer=row.customer.pk, purpose=Purpose.MARKETING, channel=channel)


@pytest.mark.parametrize("text", ["zzyzx", "???"])
def test_nobody_found_says_what_to_do(mai: Client, shop: Shop, text: str) -> None:
    answer = mai.get(LIST, {"q": text})
    assert answer.context["page"].counted == 0
    assert "Không tìm thấy khách nào" in answer.content.decode()


def test_an_empty_shop_leads_to_the_import(client: Client, world: World) -> None:
    Customer.objects.all().delete()
    client.force_login(world.mai)
    assert reverse("console:imports:new") in client.get(LIST).content.decode()


@pytest.mark.parametrize(
    "query", ["page=99999999", "page=-1", "stage=x", "last_from=nie", "spent_from=-5", "q=" + "a" * 500]
)
def test_nonsense_in_the_address_is_said_and_narrows_nothing(mai: Client, shop: Shop, query: str) -> None:
    answer = mai.get(f"{LIST}?{query}")
    assert answer.status_code == 200
    assert len(answer.context["rows"]) == 5
    assert bool(answer.context["complaint"]) == (not query.startswith("page"))


def test_htmx_gets_the_rows_alone_and_a_tidy_address(mai: Client, shop: Shop) -> None:
    query = {"q": "lan", "stage": "", "sort": "last", "page": "1", "odd": "x"}
    answer = mai.get(LIST, query, headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert answer.headers["HX-Push-Url"] == f"{LIST}?q=lan"
    assert "HX-Request-Type" in answer.headers["Vary"]
    assert answer.content.decode().lstrip().startswith('<section id="rows"')


def test_more_than_are_counted_is_said_as_such(
    mai: Client, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quen.console.people.listing.ROWS", 2)
    monkeypatch.setattr("quen.people.tally.MOST_COUNTED", 3)
    answer = mai.get(LIST)
    assert (answer.context["page"].counted, answer.context["page"].is_more) == (3, True)
    assert "Hơn 3 khách hàng" in answer.content.decode()
    assert names(mai, "page=2") == ["Trần Văn Đạo", names(mai, "page=2")[1]]


def test_counting_that_takes_too_long_is_given_up(
    mai: Client, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quen.console.people.listing.ROWS", 2)
    monkeypatch.setattr("quen.people.tally.COUNT_MS", "1; SELECT pg_sleep(0.2)")
    page = mai.get(LIST).context["page"]
    assert (page.counted, page.is_more, len(page.rows)) == (2, True, 2)


@pytest.mark.parametrize(
    "query", ["q=n", "q=n&sort=name", "q=tran&stage=lapsed", "kind=company", "internal=no&page=2"]
)
def test_few_put_in_order_and_many_met_along_it_are_the_same_list(
    mai: Client, shop: Shop, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quen.console.people.listing.ROWS", 2)
    few = mai.get(f"{LIST}?{query}").context["page"]
    monkeypatch.setattr("quen.people.tally.MOST_NAMED", 0)
    many = mai.get(f"{LIST}?{query}").context["page"]
    assert few.rows
    assert few == many


def test_a_page_costs_few_queries_however_many_rows(
    mai: Client, shop: Shop, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    full = "q=n&stage=loyal&tag=x&consent=no&age=25_34&spent_from=1&last_from=2020-01-01&area=x"
    for query in ("", "sort=name", full):
        with django_assert_max_num_queries(12):
            mai.get(f"{LIST}?{query}")


def test_mai_saves_a_list_shares_it_and_takes_a_deletion_back(mai: Client, tu: Client, shop: Shop) -> None:
    save = reverse("console:people:save_view")
    mai.post(
        save, {"name": "Khách quen Quận 3", "query": "stage=loyal&area=quan+3&page=4&x=1", "is_shared": "on"}
    )
    view = SavedView.objects.get()
    assert (view.query, view.is_shared) == ("stage=loyal&area=quan+3", True)
    assert [one.name for one in tu.get(LIST).context["views"]] == ["Khách quen Quận 3"]
    tu.post(reverse("console:people:delete_view", args=[view.pk]))
    assert SavedView.objects.count() == 1  # it is Mai's
    mai.post(reverse("console:people:delete_view", args=[view.pk]))
    assert not SavedView.objects.exists()
    assert 'value="Khách quen Quận 3"' in mai.get(LIST).content.decode()  # the undo keeps what it needs
