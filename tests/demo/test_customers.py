"""The customers look real: names, phones, birthdays, households, and the second cards every shop has."""

from datetime import date

import pytest

from quen.demo.cards import Double
from quen.demo.shop import Shop
from quen.kernel.names import email_key, search_key
from quen.kernel.phone import to_e164
from tests.demo.conftest import LAST_DAY, Ask


@pytest.fixture(scope="module")
def phones(shop: Shop) -> dict[str, str | None]:
    """Each card's phone in E.164."""
    book = shop.customers
    return {
        code: to_e164(phone) if phone else None
        for code, phone in zip(book["code"].to_pylist(), book["phone"].to_pylist(), strict=True)
    }


def test_every_phone_on_a_card_is_a_valid_vietnamese_number(
    shop: Shop, phones: dict[str, str | None]
) -> None:
    written = dict(zip(*(shop.customers[c].to_pylist() for c in ("code", "phone")), strict=True))
    unreadable = [phone for code, phone in written.items() if phone and phones[code] is None]
    assert unreadable == []
    assert 0.90 < sum(phone is not None for phone in written.values()) / len(written) < 0.96
    assert sum(phone is not None and not phone.startswith("0") for phone in written.values()) > 500


def test_no_two_persons_share_a_phone_but_for_a_household(shop: Shop, phones: dict[str, str | None]) -> None:
    person = dict(zip(*(shop.truth[c].to_pylist() for c in ("code", "person")), strict=True))
    household = dict(zip(*(shop.customers[c].to_pylist() for c in ("code", "household")), strict=True))
    by_phone: dict[str, list[str]] = {}
    for code, phone in phones.items():
        if phone:
            by_phone.setdefault(phone, []).append(code)
    shared = [codes for codes in by_phone.values() if len({person[code] for code in codes}) > 1]
    assert len(shared) > 20
    assert all(household[codes[0]] is not None for codes in shared)
    assert all(len({household[code] for code in codes}) == 1 for codes in shared)


def test_some_persons_hold_a_second_card_that_can_be_found_out(
    shop: Shop, phones: dict[str, str | None]
) -> None:
    cards = {row["code"]: row for row in shop.customers.to_pylist()}
    truth = shop.truth.to_pylist()
    first = {row["person"]: cards[row["code"]] for row in truth if row["double"] == Double.NONE}
    second = [(row["double"], first[row["person"]], cards[row["code"]]) for row in truth if row["double"]]
    assert len(second) == 90
    for how, one, other in second:
        assert search_key(one["name"]) == search_key(other["name"])
        if how == Double.PHONE_WRITTEN_OTHERWISE:
            assert one["phone"] != other["phone"]
            assert phones[one["code"]] == phones[other["code"]] is not None
        elif how == Double.EMAIL_ONLY:
            assert other["phone"] is None
            assert email_key(one["email"]) == email_key(other["email"]) is not None
        else:
            assert None is not phones[other["code"]] != phones[one["code"]]
            assert one["birth_date"] == other["birth_date"]


def test_most_second_cards_are_used(ask: Ask) -> None:
    [(used,)] = ask(
        """select count(distinct customer) from lines join truth on code = customer where double > 0"""
    )
    assert used > 70


def test_no_two_persons_share_an_email_and_none_reaches_anybody(ask: Ask) -> None:
    assert (
        ask("""
        select lower(email) from customers join truth using (code)
        group by lower(email) having count(email) > 0 and count(distinct person) > 1
    """)
        == []
    )
    assert ask("""
        select distinct split_part(email, '@', 2) from customers where email is not null order by 1
    """) == [("example.com",), ("example.net",), ("example.org",)]


def test_codes_follow_the_day_of_enrolment(shop: Shop) -> None:
    assert shop.customers["code"].to_pylist() == [f"KH{n:06d}" for n in range(1, 6_001)]
    enrolled = shop.customers["enrolled_on"].to_pylist()
    assert enrolled == sorted(enrolled)
    assert enrolled[0] < shop.first_day < enrolled[-1] <= LAST_DAY


def test_nobody_buys_before_the_card_was_given_out(ask: Ask) -> None:
    assert ask(
        """select count(*) from lines join customers on code = customer where "at"::date < enrolled_on"""
    ) == [(0,)]


def test_companies_staff_and_those_who_never_bought_are_there(ask: Ask) -> None:
    assert ask("select kind, internal, count(*) from customers group by all order by all") == [
        ("company", False, 60),
        ("person", False, 5_928),
        ("person", True, 12),
    ]
    assert ask("""
        select count(*) from customers join staff on staff.name = customers.name where internal
    """) == [(12,)]
    [(never,)] = ask("""
        select count(*) from customers join truth using (code)
        where rate_per_day is null and code not in (select customer from lines where customer is not null)
    """)
    assert 60 <= never <= 180


def test_a_company_has_no_birthday_and_persons_are_of_age(ask: Ask) -> None:
    assert ask("""
        select count(*) from customers where kind = 'company' and (birth_date, gender) is distinct from (null, null)
    """) == [(0,)]
    [(youngest, share)] = ask("select max(birth_date), count(birth_date) / count(*) from customers")
    assert youngest <= date(LAST_DAY.year - 16, LAST_DAY.month, LAST_DAY.day)
    assert 0.45 < share < 0.60


def test_consent_is_given_by_some_and_only_for_an_address_that_is_known(ask: Ask) -> None:
    assert ask("""
        select count(*) from customers
        where (consent_sms and phone is null) or (consent_email and email is null) or (consent_calls and phone is null)
           or ((consent_sms or consent_email or consent_calls) != (consented_on is not null))
    """) == [(0,)]
    [(sms, email, calls)] = ask("""
        select avg(consent_sms::int), avg(consent_email::int), avg(consent_calls::int) from customers
    """)
    assert 0.5 < sms < 0.65
    assert 0.1 < email < 0.25
    assert 0.15 < calls < 0.30


def test_a_household_lives_in_one_ward(ask: Ask) -> None:
    assert ask("""
        select count(distinct household) > 300, count(*) filter (members not in (2, 3)), count(*) filter (wards > 1)
        from (select household, count(*) as members, count(distinct area) as wards
              from customers where household is not null group by household)
    """) == [(True, 0, 0)]
