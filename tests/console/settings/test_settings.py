"""Mai changes the settings; what they were stays known."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quen.flows.import_sales.jobs import run_import
from quen.shops.models import Business, SettingChange, Store
from tests import world
from tests.console.cast import signed_in, upload
from tests.world import World

pytestmark = pytest.mark.django_db

SHOW = "console:settings:show"


@pytest.fixture
def shop() -> World:
    return world.build()


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


def facts(**changes: str) -> dict[str, str]:
    business = Business.objects.get()
    names = ("name", "currency", "language", "timezone", "brand_colour")
    return {name: getattr(business, name) for name in names} | changes


def test_settings_are_saved_and_their_history_shown(mai: Client, shop: World) -> None:
    answer = mai.post(reverse(SHOW), facts(name="Cà phê Mai & Con", brand_colour="#b45309"))
    assert answer.headers["Location"] == reverse(SHOW)
    business = Business.objects.get()
    assert (business.name, business.brand_colour) == ("Cà phê Mai & Con", "#b45309")
    changes = mai.get(reverse("console:settings:history")).context["changes"]
    assert [
        (change.who, change.of, change.what, change.before, change.after) for change in reversed(changes)
    ] == [
        (shop.mai.name, "Doanh nghiệp", "Tên", "Cà phê Mai", "Cà phê Mai & Con"),
        (shop.mai.name, "Doanh nghiệp", "Màu của bạn", "#0f766e", "#b45309"),
    ]


def test_how_the_business_is_registered_is_kept_with_its_history(mai: Client, shop: World) -> None:
    registered = {
        "legal_name": "Công ty TNHH Cà phê Mai",
        "address": "12 Lê Lợi, TP.HCM",
        "tax_code": "0100109106 001",
        "representative": "Trần  Thị Mai",
        "representative_title": "Giám đốc",
    }
    wrong = mai.post(reverse(SHOW), facts(**registered | {"tax_code": "0100109107"}))
    assert wrong.status_code == 422 and "không phải mã số thuế" in wrong.content.decode()
    assert Business.objects.get().legal_name == ""
    mai.post(reverse(SHOW), facts(**registered))
    business = Business.objects.get()
    assert (business.legal_name, business.address, business.tax_code) == (
        "Công ty TNHH Cà phê Mai", "12 Lê Lợi, TP.HCM", "0100109106-001",
    )  # fmt: skip
    changes = mai.get(reverse("console:settings:history")).context["changes"]
    assert {(change.what, change.after) for change in changes} == {
        ("Tên đăng ký", "Công ty TNHH Cà phê Mai"), ("Địa chỉ đăng ký", "12 Lê Lợi, TP.HCM"),
        ("Mã số thuế", "0100109106-001"), ("Người đại diện theo pháp luật", "Trần Thị Mai"),
        ("Chức danh của người đại diện", "Giám đốc"),
    }  # fmt: skip


def test_the_currency_may_change_while_the_books_are_empty(mai: Client) -> None:
    mai.post(reverse(SHOW), facts(currency="USD"))
    assert Business.objects.get().currency == "USD"


def test_the_currency_is_fixed_once_there_are_purchases(mai: Client) -> None:
    run_import(import_id=upload(mai).pk)
    page = mai.get(reverse(SHOW)).content.decode()
    assert "đã có lượt mua bằng loại tiền này" in page
    mai.post(reverse(SHOW), facts(currency="USD"))
    assert Business.objects.get().currency == "VND"


@pytest.mark.parametrize(
    "bad", [{"timezone": "Mars/Base"}, {"brand_colour": "red;}"}, {"language": "xx"}, {"name": ""}]
)
def test_what_cannot_be_is_refused_and_nothing_is_saved(mai: Client, bad: dict[str, str]) -> None:
    before = facts()
    assert mai.post(reverse(SHOW), facts(**bad)).status_code == 422
    assert facts() == before
    assert not SettingChange.objects.exists()


def test_a_renamed_store_is_still_found_by_the_name_in_the_files(mai: Client, shop: World) -> None:
    address = reverse("console:settings:store", args=[shop.store.pk])
    mai.post(address, {"name": "Nguyễn Huệ", "area": "Quận 1", "opened_on": "2024-01-15"})
    shop.store.refresh_from_db()
    assert (shop.store.name, shop.store.key, shop.store.opened_on) == (
        "Nguyễn Huệ",
        "quan 1",
        date(2024, 1, 15),
    )
    changed = set(SettingChange.objects.values_list("setting", flat=True))
    assert changed == {f"store.{shop.store.pk}.{name}" for name in ("name", "area", "opened_on")}


def test_other_names_of_a_store_are_written_one_a_line(mai: Client, shop: World) -> None:
    address = reverse("console:settings:store", args=[shop.store.pk])
    mai.post(address, {"name": "Bến Thành", "other_names": "Q1\r\n\r\n  Quầy  1 "})
    mai.post(address, {"name": "Chợ Bến Thành", "other_names": "Q1\r\nQuầy 1"})
    assert ">\nQ1\nQuầy 1\nBến Thành</textarea>" in mai.get(address).content.decode()
    changes = mai.get(reverse("console:settings:history")).context["changes"]
    assert [(change.what, change.before, change.after) for change in changes] == [
        ("Tên", "Bến Thành", "Chợ Bến Thành"),
        ("Tên", "Quận 1", "Bến Thành"),
        ("Tên khác trong tệp", "–", "Q1, Quầy 1"),
    ]


def test_another_stores_name_is_refused_and_what_was_typed_stays(mai: Client, shop: World) -> None:
    mai.post(reverse("console:settings:new_store"), {"name": "Thủ Đức", "other_names": "TĐ"})
    address = reverse("console:settings:store", args=[shop.store.pk])
    answer = mai.post(address, {"name": "Quận 1", "other_names": "Q1\r\ntđ"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "TĐ là tên khác của cửa hàng Thủ Đức" in page
    assert ">\nQ1\r\ntđ</textarea>" in page or ">\nQ1\ntđ</textarea>" in page
    assert mai.post(address, {"name": "Quận 1", "other_names": "Q" * 201}).status_code == 422
    assert not shop.store.aliases.exists()


def test_two_stores_do_not_share_a_name(mai: Client) -> None:
    answer = mai.post(reverse("console:settings:new_store"), {"name": "QUAN  1"})
    assert answer.status_code == 422
    assert "Đã có cửa hàng tên Quận 1" in answer.content.decode()
    assert Store.objects.count() == 1


def test_a_store_does_not_close_before_it_opens(mai: Client) -> None:
    days = {"name": "Thủ Đức", "opened_on": "2026-02-01", "closed_on": "2026-01-01"}
    assert mai.post(reverse("console:settings:new_store"), days).status_code == 422
    assert Store.objects.count() == 1


def test_a_new_store_stands_in_the_list(mai: Client) -> None:
    mai.post(reverse("console:settings:new_store"), {"name": "Thủ Đức"})
    assert Store.objects.get(key="thu duc").name == "Thủ Đức"
    assert "Thủ Đức" in mai.get(reverse("console:settings:stores")).content.decode()


def test_settings_pages_ask_the_database_little(
    mai: Client, shop: World, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        SettingChange.objects.create(
            setting=f"store.{shop.store.pk}.name",
            before="a",
            after=f"b{number}",
            changed_by=f"staff:{shop.mai.pk}",
        )
    for name in ("show", "stores", "new_store", "history"):
        with django_assert_max_num_queries(12):
            assert mai.get(reverse(f"console:settings:{name}")).status_code == 200
