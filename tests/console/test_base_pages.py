"""The frame round every page: who sees which place, in which language, in which colour; and the sign-in."""

import re
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

from quen.people.models import Note
from quen.shops.models import Business
from quen.shops.roles import Role
from tests import world
from tests.world import PASSWORD, World

pytestmark = pytest.mark.django_db

SECURITY = "/account/2fa/"


@pytest.fixture
def shop() -> World:
    return world.build()


def page(client: Client, address: str, language: str = "en") -> str:
    client.cookies["django_language"] = language
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def places(html: str) -> list[str]:
    bar = re.search(r'<header class="sidebar">.*?</nav>', html, re.DOTALL)
    assert bar
    return re.findall(r'<a class="place".*?<span>(.*?)</span>', bar[0])


def signed_in(client: Client, email: str) -> Client:
    assert client.login(email=email, password=PASSWORD)
    return client


def test_mai_signs_in_with_her_e_mail_and_a_wrong_password_is_refused_in_her_language(
    client: Client, shop: World
) -> None:
    client.cookies["django_language"] = "vi"
    address = reverse("account_login")
    refused = client.post(address, {"login": shop.mai.email, "password": "sai-mat-khau"}).content.decode()
    assert "Email hoặc mật khẩu chưa đúng." in refused
    assert "_auth_user_id" not in client.session
    client.post(address, {"login": shop.mai.email, "password": PASSWORD, "next": SECURITY})
    assert client.session["_auth_user_id"] == str(shop.mai.pk)


def test_a_stranger_cannot_make_an_account(client: Client, shop: World) -> None:
    html = page(client, reverse("account_signup"))
    assert "Accounts are made by the owner" in html
    assert "<input" not in html.partition("<main")[2].partition("</main>")[0]


def test_the_owner_sees_staff_and_settings_and_the_cashier_does_not(client: Client, shop: World) -> None:
    assert {"Import", "Staff", "Settings"} <= set(places(page(signed_in(client, shop.mai.email), SECURITY)))
    assert not {"Import", "Staff", "Settings"} & set(places(page(signed_in(client, shop.tu.email), SECURITY)))


def test_the_place_one_is_at_is_marked_for_eyes_and_for_screen_readers(client: Client, shop: World) -> None:
    html = page(signed_in(client, shop.mai.email), reverse("console:settings:show"))
    marked = re.findall(r'<a class="place" href="([^"]+)" aria-current="page">', html)
    assert set(marked) == {reverse("console:settings:show")}


def test_the_language_changes_with_one_press_and_stays(client: Client, shop: World) -> None:
    signed_in(client, shop.mai.email)
    answer = client.post(reverse("set_language"), {"language": "en", "next": SECURITY})
    assert answer["Location"] == SECURITY
    html = client.get(SECURITY).content.decode()
    assert '<html lang="en"' in html
    assert "Sign-in and security" in html
    client.post(reverse("set_language"), {"language": "vi", "next": SECURITY})
    assert "Đăng nhập và bảo mật" in client.get(SECURITY).content.decode()


def test_the_business_shows_its_own_name_and_colour_with_letters_that_read(
    client: Client, shop: World
) -> None:
    Business.objects.update(name="Trà sữa <Nắng>", brand_colour="#ffd54a")
    html = page(signed_in(client, shop.mai.email), SECURITY)
    assert "Trà sữa &lt;Nắng&gt;</title>" in html
    assert "<style>:root{--brand:#ffd54a;--brand-ink:#171512}</style>" in html


def test_a_colour_that_is_none_never_reaches_the_page(client: Client, shop: World) -> None:
    Business.objects.update(brand_colour="red;}")
    assert "<style>" not in page(signed_in(client, shop.mai.email), SECURITY)


def test_no_script_stands_in_the_page_itself(client: Client, shop: World) -> None:
    html = page(signed_in(client, shop.mai.email), SECURITY)
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", html)
    assert not re.search(r"\son[a-z]+=", html)


def test_a_page_s_own_html_is_small(client: Client, shop: World) -> None:
    assert len(page(signed_in(client, shop.mai.email), SECURITY).encode()) < 20_000


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "name",
    ["mfa_index", "account_change_password", "account_reauthenticate", "account_logout"],
)
def test_every_page_of_the_own_account_opens_in_both_languages(
    client: Client, shop: World, name: str, language: str
) -> None:
    client.post(reverse("account_login"), {"login": shop.mai.email, "password": PASSWORD, "next": SECURITY})
    html = page(client, reverse(name), language)
    assert f'<html lang="{language}"' in html
    assert "<h1" in html


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_reset_password_done"])
def test_pages_before_sign_in_open_without_navigation(client: Client, shop: World, name: str) -> None:
    html = page(client, reverse(name), "vi")
    assert "<h1" in html
    assert 'class="tabbar"' not in html


def test_a_forgotten_password_is_answered_by_a_letter_in_vietnamese(
    client: Client, shop: World, mailoutbox: list[object]
) -> None:
    client.cookies["django_language"] = "vi"
    client.post(reverse("account_reset_password"), {"email": shop.mai.email})
    (letter,) = mailoutbox
    assert "Chọn mật khẩu mới" in letter.subject  # type: ignore[attr-defined]
    link = re.search(r"http://testserver(/account/password/reset/key/\S+)", letter.body)  # type: ignore[attr-defined]
    assert link
    chosen = client.get(link[1], follow=True)
    assert "Chọn mật khẩu mới" in chosen.content.decode()


def test_an_analyst_s_role_stands_beside_the_name(client: Client, shop: World) -> None:
    world.staff(name="Vũ Minh", email="minh@example.com", role=Role.ANALYST)
    html = page(signed_in(client, "minh@example.com"), SECURITY)
    assert '<strong>Vũ Minh</strong><span class="soft">Analyst</span>' in html


def code(secret: str) -> str:
    """What the app on Mai's phone shows now."""
    shown: str = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    return shown


def test_mai_turns_on_the_second_step_and_is_asked_for_it_at_the_next_sign_in(
    client: Client, shop: World
) -> None:
    client.post(reverse("account_login"), {"login": shop.mai.email, "password": PASSWORD, "next": SECURITY})
    activate = reverse("mfa_activate_totp")
    asked = client.get(activate)
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    client.post(asked["Location"], {"password": PASSWORD})
    html = page(client, activate)
    secret = re.search(r'<strong class="key">(\w+)</strong>', html)
    assert secret
    done = client.post(activate, {"code": code(secret[1])})
    assert done["Location"] == reverse("mfa_view_recovery_codes")
    assert len(re.findall(r"<li>\w{8,}</li>", page(client, reverse("mfa_view_recovery_codes")))) == 10
    assert "You have 10 codes left." in page(client, SECURITY)
    client.post(reverse("account_logout"))
    answer = client.post(reverse("account_login"), {"login": shop.mai.email, "password": PASSWORD})
    assert answer["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    assert "One more step" in page(client, answer["Location"])


def test_an_address_that_leads_nowhere_says_so_in_the_shops_language(client: Client, shop: World) -> None:
    for where in ("/nowhere/", "/m/nowhere/"):
        lost = client.get(where)
        assert lost.status_code == 404
        assert "Ở đây không có trang này" in lost.content.decode()
    assert 'href="/m/"' in lost.content.decode()


def test_a_page_of_another_role_says_so_with_the_way_back(client: Client, shop: World) -> None:
    cashier = signed_in(client, shop.tu.email)
    for place in ("console:reports:index", "console:today"):
        refused = cashier.get(reverse(place))
        assert refused.status_code == 403
        text = refused.content.decode()
        assert "Trang này không dành cho vai trò của bạn" in text
        way_back = re.search(r'class="btn btn-primary w-100" href="([^"]+)"', text)
        assert way_back and cashier.get(way_back[1]).status_code == 200, (
            "a cashier has no Today to go back to"
        )


def test_without_a_mail_server_the_forgotten_password_says_what_else_helps(
    client: Client, shop: World, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    for email in (shop.mai.email, "nobody@example.com"):
        page = client.post(reverse("account_reset_password"), {"email": email}, follow=True)
        assert page.status_code == 200
        assert "Chủ cửa hàng có thể đặt mật khẩu mới" in page.content.decode()


@pytest.mark.parametrize("address", ["/account/email/", "/account/confirm-email/"])
def test_staff_have_one_address_which_the_owner_keeps(client: Client, shop: World, address: str) -> None:
    client.force_login(shop.mai)
    assert client.get(address).status_code == 404


def test_a_nul_is_dropped_from_what_is_sent_and_leads_nowhere_in_an_address(
    client: Client, shop: World
) -> None:
    client.force_login(shop.mai)
    assert client.get("/customers/", {"q": "Lan\x00"}).status_code == 200
    assert client.get("/customers/", {"last_to": "9999-12-31"}).status_code == 200
    address = reverse("console:people:write_note", args=[shop.lan.pk])
    assert client.post(address, {"text": "Thích\x00 trà"}).status_code < 400
    assert Note.objects.get().text == "Thích trà"
    assert client.get("/loyalty/cards/numbers/%00/").status_code == 404


def test_a_fault_of_ours_has_a_page_in_the_shops_language(
    shop: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("unforeseen")

    client = Client(raise_request_exception=False)
    client.force_login(shop.mai)
    monkeypatch.setattr("quen.console.people.views.render", breaks)
    page = client.get(reverse("console:people:list"))
    assert page.status_code == 500
    assert "Đã có lỗi" in page.content.decode()
    monkeypatch.setattr("quen.console.lost.render", breaks)
    assert "chưa có gì được lưu" in client.get(reverse("console:people:list")).content.decode()
