"""Customers are found by whatever fragment the person at the counter has."""

import unicodedata
from collections.abc import Iterable

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from quen.kernel.names import search_key
from quen.kernel.phone import national
from quen.people.errors import SearchTooLong
from quen.people.models import Customer, Identity, IdentityKind
from quen.people.search import matching, refresh_search, to_queries
from tests.shops.test_search_key import VIETNAMESE

pytestmark = pytest.mark.django_db


def customer(name: str, identities: Iterable[tuple[IdentityKind, str]] = ()) -> Customer:
    made = Customer.objects.create(name=name)
    for kind, value in identities:
        Identity.objects.create(customer=made, kind=kind, value=value)
    refresh_search([made.pk])
    return made


def found(text: str) -> set[str]:
    return set(Customer.objects.filter(matching(text), root=None).values_list("name", flat=True))


@pytest.fixture
def people() -> None:
    customer("Nguyễn Thị Đào", [(IdentityKind.PHONE, "+84912345678"), (IdentityKind.CODE, "KH-00123")])
    customer("Trần Văn Đạo", [(IdentityKind.EMAIL, "dao.tran_79@example.com")])
    customer(
        "John O'Brien", [(IdentityKind.PHONE, "+14155550123"), (IdentityKind.EMAIL, "o'brien@example.org")]
    )
    customer("Công ty TNHH (Hoa Mai)", [(IdentityKind.CARD, "9704 0012 3456")])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dao", {"Nguyễn Thị Đào", "Trần Văn Đạo"}),
        ("Đào", {"Nguyễn Thị Đào", "Trần Văn Đạo"}),
        ("đào thị", {"Nguyễn Thị Đào"}),
        ("ngu", {"Nguyễn Thị Đào"}),
        ("nguyen tran", set()),
        ("ng t dao", {"Nguyễn Thị Đào"}),
        ("n v dao", set()),
        ("n t", {"Nguyễn Thị Đào"}),
        ("đ 79", {"Trần Văn Đạo"}),
        ("đạo trần", {"Trần Văn Đạo"}),
        ("nguye đao", set()),
        ("0912345678", {"Nguyễn Thị Đào"}),
        ("0912 345 678", {"Nguyễn Thị Đào"}),
        ("0912.345.678", {"Nguyễn Thị Đào"}),
        ("+84 912 345 678", {"Nguyễn Thị Đào"}),
        ("+84912", {"Nguyễn Thị Đào"}),
        ("84912345678", {"Nguyễn Thị Đào"}),
        ("5678", {"Nguyễn Thị Đào"}),
        ("456", {"Nguyễn Thị Đào", "Công ty TNHH (Hoa Mai)"}),
        ("đào 5678", {"Nguyễn Thị Đào"}),
        ("đào 5679", set()),
        ("kh-00123", {"Nguyễn Thị Đào"}),
        ("kh00123", {"Nguyễn Thị Đào"}),
        ("123 dao", {"Nguyễn Thị Đào"}),
        ("dao.tran_79@example.com", {"Trần Văn Đạo"}),
        ("DAO.tran_79@ex", {"Trần Văn Đạo"}),
        ("dao.tran", {"Trần Văn Đạo"}),
        ("o'brien", {"John O'Brien"}),
        ("o'brien@example.org", {"John O'Brien"}),
        ("(415) 555-0123", {"John O'Brien"}),
        ("hoa mai", {"Công ty TNHH (Hoa Mai)"}),
        ("9704 0012", {"Công ty TNHH (Hoa Mai)"}),
        ("970400123456", {"Công ty TNHH (Hoa Mai)"}),
        ("???", set()),
        ("' | 'x", set()),
        ("\\", set()),
        ("lan\0", set()),
    ],
)
def test_who_is_found(people: None, text: str, expected: set[str]) -> None:
    assert found(text) == expected


def test_a_word_that_another_follows_is_looked_up_whole() -> None:
    assert to_queries("Nguyễn Lan") == ["'nguyen'", "'lan':*"]
    assert to_queries("ng lan 4567") == ["'ng':*", "'lan':*", "'4567':*"]
    assert to_queries("Lan 4567 Nguyễn") == ["'lan'", "'4567':*", "'nguyen':*"]


def test_a_blank_search_shows_everyone(people: None) -> None:
    assert len(found("  ")) == 4


def test_a_text_longer_than_any_name_is_refused() -> None:
    with pytest.raises(SearchTooLong, match="at most 200 letters"):
        to_queries("a" * 201)


def test_who_was_merged_into_lan_is_found_as_lan() -> None:
    lan = customer("Nguyễn Thị Lan")
    other = customer("Chị Lan tạp hóa", [(IdentityKind.PHONE, "+84987654321")])
    Customer.objects.filter(pk=other.pk).update(root=lan)
    refresh_search([other.pk])
    assert found("tạp hóa") == found("0987654321") == {"Nguyễn Thị Lan"}


def test_everyone_at_once_gives_the_same_words_as_one_by_one(people: None) -> None:
    one_by_one = dict(Customer.objects.values_list("pk", "search"))
    Customer.objects.update(search=None)
    refresh_search()
    assert dict(Customer.objects.values_list("pk", "search")) == one_by_one
    assert None not in one_by_one.values()


def test_most_customers_at_once_are_found_through_an_index_built_anew(
    people: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = index_of_search()
    Customer.objects.update(search=None)
    monkeypatch.setattr("quen.people.search.REBUILD_FROM", 3)
    refresh_search(Customer.objects.values_list("pk", flat=True))
    assert found("đào 5678") == {"Nguyễn Thị Đào"}
    assert index_of_search() == before


def index_of_search() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'customer_search'")
        return str(cursor.fetchone()[0])


names = st.lists(st.text(st.sampled_from(VIETNAMESE), min_size=1, max_size=7), min_size=1, max_size=5)
phones = st.from_regex(r"\+849[0-9]{8}", fullmatch=True)


def ways_to_write(word: str) -> list[str]:
    return [word, word.upper(), search_key(word), unicodedata.normalize("NFD", word)]


@settings(deadline=None, max_examples=60)
@given(names, phones, st.data())
def test_any_words_and_any_fragment_find_her_however_they_are_written(
    name: list[str], phone: str, choose: st.DataObject
) -> None:
    made = customer(" ".join(name), [(IdentityKind.PHONE, phone)])
    try:
        digits = national(phone)
        start = choose.draw(st.integers(0, len(digits) - 3))
        fragment = digits[start : choose.draw(st.integers(start + 3, len(digits)))]
        word = choose.draw(st.sampled_from(name))
        prefix = word[: choose.draw(st.integers(1, len(word)))]
        written = choose.draw(st.sampled_from(ways_to_write(prefix)))
        assert Customer.objects.filter(matching(f"{written} {fragment}"), pk=made.pk).exists()
    finally:
        made.delete()
