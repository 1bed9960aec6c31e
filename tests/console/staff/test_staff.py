"""Mai gives her colleagues accounts; nobody takes the shop away from its owner."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quen.shops.models import SettingChange, Staff, Store
from quen.shops.roles import Role
from tests import world
from tests.console.cast import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> World:
    return world.build()


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


@pytest.fixture
def hoa(shop: World) -> Client:
    """Manager Hoa."""
    return signed_in(world.staff(name="Phạm Hoa", email="hoa@example.com", role=Role.MANAGER))


def page(name: str, person: Staff | None = None) -> str:
    return reverse(f"console:staff:{name}", args=[person.pk] if person else [])


def facts(person: Staff, **changes: object) -> dict[str, Any]:
    return {"name": person.name, "role": person.role, "stores": [], **changes}


def test_an_invited_colleague_signs_in_with_the_password_shown_once(mai: Client, shop: World) -> None:
    answer = mai.post(
        page("new"),
        {"name": "Lý  Bình", "email": " Binh@Example.com", "role": "support", "stores": [shop.store.pk]},
    )
    found = re.search(r"<code data-password>([^<]+)</code>", answer.content.decode())
    assert found
    assert answer.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    binh = Staff.objects.get(email="binh@example.com")
    assert (binh.name, binh.role, list(binh.stores.all())) == ("Lý Bình", "support", [shop.store])
    assert binh.check_password(found[1])
    assert found[1] not in mai.get(page("show", binh)).content.decode()
    browser = Client()
    answer = browser.post(reverse("account_login"), {"login": "binh@example.com", "password": found[1]})
    assert answer.status_code == 302
    assert browser.session["_auth_user_id"] == str(binh.pk)


@pytest.mark.parametrize("role", Role)
def test_after_signing_in_everybody_lands_where_the_role_may_be(shop: World, role: Role) -> None:
    world.staff(name="Bình", email="binh@example.com", role=role)
    browser = Client()
    credentials = {"login": "binh@example.com", "password": world.PASSWORD}
    landing = browser.post(reverse("account_login"), credentials).headers["Location"]
    assert browser.get(landing).status_code == 200


def test_one_address_has_one_account(mai: Client, shop: World) -> None:
    answer = mai.post(page("new"), {"name": "Tú", "email": "TU@example.com", "role": "cashier"})
    assert answer.status_code == 422
    assert "tu@example.com đã có tài khoản" in answer.content.decode()
    assert Staff.objects.count() == 2


def test_role_and_stores_change_and_the_history_knows_it(mai: Client, shop: World) -> None:
    mai.post(page("show", shop.tu), facts(shop.tu, role="manager", stores=[shop.store.pk]))
    shop.tu.refresh_from_db()
    assert shop.tu.role == Role.MANAGER
    changes = SettingChange.objects.order_by("pk").values_list("setting", "before", "after", "changed_by")
    assert list(changes) == [
        (f"staff.{shop.tu.pk}.role", "cashier", "manager", f"staff:{shop.mai.pk}"),
        (f"staff.{shop.tu.pk}.stores", [], ["Quận 1"], f"staff:{shop.mai.pk}"),
    ]


def test_saving_without_a_change_leaves_no_history(mai: Client, shop: World) -> None:
    mai.post(page("show", shop.tu), facts(shop.tu))
    assert not SettingChange.objects.exists()


def test_the_last_owner_can_be_neither_demoted_nor_deactivated(mai: Client, shop: World) -> None:
    answer = mai.post(page("show", shop.mai), facts(shop.mai, role="manager"))
    assert answer.status_code == 422
    assert "chủ cửa hàng duy nhất" in answer.content.decode()
    mai.post(page("deactivate", shop.mai))
    shop.mai.refresh_from_db()
    assert (shop.mai.role, shop.mai.is_active) == ("owner", True)


def test_with_two_owners_one_may_go(mai: Client, shop: World) -> None:
    world.staff(name="Nam", email="nam@example.com", role=Role.OWNER)
    mai.post(page("show", shop.mai), facts(shop.mai, role="manager"))
    shop.mai.refresh_from_db()
    assert shop.mai.role == Role.MANAGER


def test_a_manager_neither_makes_nor_touches_owners(hoa: Client, shop: World) -> None:
    assert "owner" not in dict(hoa.get(page("new")).context["form"].fields["role"].choices)
    hoa.post(page("new"), {"name": "Nam", "email": "nam@example.com", "role": "owner"})
    hoa.post(page("show", shop.tu), facts(shop.tu, role="owner"))
    hoa.post(page("show", shop.mai), facts(shop.mai, role="cashier"))
    hoa.post(page("deactivate", shop.mai))
    hoa.post(page("password", shop.mai))
    assert list(Staff.objects.filter(role="owner", is_active=True)) == [shop.mai]
    assert Staff.objects.get(pk=shop.mai.pk).check_password(world.PASSWORD)
    assert "Chỉ chủ cửa hàng" in hoa.get(page("show", shop.mai)).content.decode()


def test_who_was_deactivated_is_signed_out_and_can_come_back(mai: Client, shop: World) -> None:
    till = signed_in(shop.tu)
    answer = mai.post(page("deactivate", shop.tu), follow=True)
    assert "Lê Anh Tú không đăng nhập được nữa" in answer.content.decode()
    assert till.get(page("list")).status_code == 302
    mai.post(page("reactivate", shop.tu))
    shop.tu.refresh_from_db()
    assert shop.tu.is_active
    assert shop.tu.check_password(world.PASSWORD)


def test_a_new_password_ends_the_sessions_of_the_old_one(mai: Client, shop: World) -> None:
    till = signed_in(shop.tu)
    answer = mai.post(page("password", shop.tu))
    found = re.search(r"<code data-password>([^<]+)</code>", answer.content.decode())
    assert found
    assert till.get(page("list")).status_code == 302
    shop.tu.refresh_from_db()
    assert shop.tu.check_password(found[1])


def test_the_table_of_roles_is_the_one_the_gate_uses(mai: Client) -> None:
    rows = dict(mai.get(page("roles")).context["rows"])
    allowed = {str(label): cells for label, cells in rows.items()}
    assert allowed["Thay đổi cài đặt"] == [True, False, False, False, False, False]
    assert allowed["Xem khách hàng"] == [True, True, True, True, True, False]


def test_a_long_list_is_searched_and_asks_the_database_little(
    mai: Client, shop: World, django_assert_max_num_queries: Any
) -> None:
    stores = [
        Store.objects.create(name=f"Chi nhánh {number}", key=f"chi nhanh {number}") for number in range(5)
    ]
    for number in range(60):
        person = world.staff(name=f"Người {number:02}", email=f"p{number}@example.com", role=Role.CASHIER)
        person.stores.set(stores[: number % 5])
    with django_assert_max_num_queries(12):
        assert len(mai.get(page("list")).context["page"].object_list) == 50
    found = mai.get(page("list"), {"q": "người 07"}).context["page"].object_list
    assert [person.name for person in found] == ["Người 07"]
    assert "Không có ai tên như vậy" in mai.get(page("list"), {"q": "zzz"}).content.decode()
