"""The pages of segments: built by a form that counts, kept, looked at, and used by the list of customers."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from quen.people.models import SegmentMembership
from quen.segments.due import keep_in_step
from quen.segments.models import Listed, Segment
from quen.segments.ready_made import make_ready_made
from quen.segments.rules import to_json
from tests.console.cast import signed_in
from tests.segments.shop import NOW, TODAY, Shop, build_shop, know_everybody, rule
from tests.segments.test_membership import _make

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def shop() -> Shop:
    shop = build_shop()
    know_everybody()
    make_ready_made(at=NOW)
    keep_in_step(today=TODAY, at=NOW)
    return shop


@pytest.fixture
def mai(shop: Shop) -> Client:
    return signed_in(shop.world.mai)


TWO = {
    "node": ["r:group", "r.0:bought", "r.1:group", "r.1.0:tag"],
    "r-how": "all",
    "r.0-of__kind": "",
    "r.0-compare": "at_least",
    "r.0-times": "1",
    "r.0-when__span": "last",
    "r.0-when__days": "30",
    "r.1-how": "none",
    "r.1.0-tag": "VIP",
}


def test_the_list_shows_the_cuts_from_the_start(mai: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(MOST_QUERIES):
        page = mai.get(reverse("console:segments:index")).content.decode()
    assert "Khách trung thành" in page
    assert "RFM: Khách ruột" in page
    assert "Chưa có phân khúc tự tạo" in page


def test_the_form_counts_while_it_is_filled_in(mai: Client) -> None:
    found = mai.post(reverse("console:segments:new") + "?found", TWO).content.decode()
    assert "1 khách" in found
    assert "Nguyễn Thị Lan" in found
    assert "Phạm Thị Hoa" not in found
    assert "trong 30 ngày qua" in found
    assert "38,2%" not in found or "doanh thu" in found
    assert not Segment.objects.filter(is_ready_made=False).exists()


def test_a_count_asks_few_questions(mai: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(
        MOST_QUERIES + 4
    ):  # four of them set the statement's limits and take them back
        mai.post(reverse("console:segments:new") + "?found", TWO)


def test_what_is_not_complete_is_left_out_and_said(mai: Client) -> None:
    found = mai.post(reverse("console:segments:new") + "?found", TWO | {"r.1.0-tag": ""}).content.decode()
    assert "2 khách" in found
    assert "Chưa tính những điều kiện chưa điền xong." in found


def test_conditions_and_groups_are_added_and_taken_away(mai: Client) -> None:
    address, part = reverse("console:segments:new") + "?rule", {"HX-Request-Type": "partial"}
    drawn = mai.post(address, TWO | {"add-r.1": "gender", "do": "add:r.1"}, headers=part).content.decode()
    assert 'value="r.1.1:gender"' in drawn
    assert "autofocus" in drawn
    drawn = mai.post(address, TWO | {"do": "group:r"}, headers=part).content.decode()
    assert 'value="r.2:group"' in drawn
    drawn = mai.post(address, TWO | {"do": "remove:r.1"}, headers=part).content.decode()
    assert 'value="r.0:bought"' in drawn
    assert "r.1" not in drawn


def test_a_window_asks_only_for_what_it_needs(mai: Client) -> None:
    address, part = reverse("console:segments:new") + "?rule", {"HX-Request-Type": "partial"}
    drawn = mai.post(address, TWO, headers=part).content.decode()
    assert "r.0-when__days" in drawn
    assert "r.0-when__first" not in drawn
    drawn = mai.post(address, TWO | {"r.0-when__span": "between"}, headers=part).content.decode()
    assert "r.0-when__days" not in drawn
    assert "r.0-when__first" in drawn


def test_a_segment_is_made_changed_and_remembered(mai: Client, shop: Shop) -> None:
    answer = mai.post(
        reverse("console:segments:new"), TWO | {"name": "Khách thường không VIP", "is_shared": "on"}
    )
    segment = Segment.objects.get(is_ready_made=False)
    assert answer["Location"] == reverse("console:segments:show", args=[segment.key])
    assert segment.rule == to_json(
        rule(
            {
                "condition": "bought",
                "of": "",
                "compare": "at_least",
                "times": 1,
                "when": {"span": "last", "days": 30},
            },
            {"none": [{"condition": "tag", "tag": "VIP"}]},
        )
    )
    edit = reverse("console:segments:edit", args=[segment.key])
    page = mai.get(edit).content.decode()
    assert 'value="r.1.0:tag"' in page
    assert 'value="VIP"' in page
    mai.post(edit, TWO | {"name": "Khách thường", "is_shared": "on", "r.0-times": "2"})
    segment.refresh_from_db()
    assert (segment.version, segment.name) == (2, "Khách thường")
    shown = mai.get(reverse("console:segments:show", args=[segment.key])).content.decode()
    assert "Phiên bản 2" in shown
    assert "Trần Thị Mai" in shown


def test_a_rule_that_is_not_complete_is_not_kept(mai: Client) -> None:
    answer = mai.post(reverse("console:segments:new"), TWO | {"name": "Nửa chừng", "r.1.0-tag": ""})
    assert answer.status_code == 422
    assert not Segment.objects.filter(is_ready_made=False).exists()


def test_goods_are_found_by_what_is_typed(mai: Client, shop: Shop) -> None:
    typed = mai.get(
        reverse("console:segments:goods"), {"path": "r.0", "r.0-of__product": "cà"}
    ).content.decode()
    assert 'value="Cà phê"' in typed
    sent = TWO | {"node": ["r:group", "r.0:bought"], "r.0-of__kind": "product", "r.0-of__product": "Cà phê",
                  "r.0-when__span": "ever", "r.0-times": "4"}  # fmt: skip
    found = mai.post(reverse("console:segments:new") + "?found", sent).content.decode()
    assert "mua “Cà phê” ít nhất 4 lần" in found
    assert "Nguyễn Thị Lan" in found


def test_goods_at_a_store_are_asked_in_one_condition(mai: Client, shop: Shop) -> None:
    sent = {
        "node": ["r:group", "r.0:bought_there"], "r-how": "all", "r.0-of__kind": "product", "r.0-of__product": "Cà phê",
        "r.0-at__kind": "store", "r.0-at__store": str(shop.world.store.pk), "r.0-times": "4", "r.0-amount_minor": "160000",
        "r.0-when__span": "ever",
    }  # fmt: skip
    found = mai.post(reverse("console:segments:new") + "?found", sent).content.decode()
    assert "từ 4 lần trở lên, hết 160.000 ₫ trở lên" in found.replace("\N{NO-BREAK SPACE}", " ")
    assert "Nguyễn Thị Lan" in found and "Trần Văn Đạo" not in found
    drawn = mai.post(reverse("console:segments:new") + "?rule", sent).content.decode()
    assert "ở đâu cũng được" in drawn and "hàng bất kỳ" in drawn


def test_one_segment_asks_few_questions(mai: Client, shop: Shop, django_assert_max_num_queries: Any) -> None:
    _make("Có nhãn", {"condition": "tag", "tag": "VIP"})
    with django_assert_max_num_queries(MOST_QUERIES):
        page = mai.get(reverse("console:segments:show", args=["co-nhan"])).content.decode()
    assert "có nhãn VIP" in page


def test_the_list_of_customers_is_narrowed_down_to_a_segment(mai: Client, shop: Shop) -> None:
    _make("Có nhãn", {"condition": "tag", "tag": "VIP"})
    people = reverse("console:people:list")
    page = mai.get(people, {"segment": "co-nhan"}).content.decode()
    assert "Phạm Thị Hoa" in page
    assert "Nguyễn Thị Lan" not in page
    cut = mai.get(people, {"segment": "bought-2"}).content.decode()  # nobody follows it: its rule is asked
    assert "Nguyễn Thị Lan" in cut
    assert "Phạm Thị Hoa" not in cut
    file = mai.get(reverse("console:people:export", args=["csv"]), {"segment": "co-nhan"})
    text = b"".join(file).decode() if file.streaming else file.content.decode()
    assert "Phạm Thị Hoa" in text
    assert "Nguyễn Thị Lan" not in text


def test_a_list_is_begun_from_a_file_and_added_to_from_a_selection(mai: Client, shop: Shop) -> None:
    file = SimpleUploadedFile("khach.csv", "Điện thoại\n0912345678\n0999999999\n".encode())
    answer = mai.post(
        reverse("console:segments:new_list"),
        {"name": "Khách mời", "file": file, "is_shared": "on"},
        follow=True,
    )
    assert "Không nhận ra khách của 1 mục: 0999999999" in answer.content.decode()
    assert list(Listed.objects.values_list("customer", flat=True)) == [shop.lan.pk]
    mai.post(reverse("console:segments:put_chosen"), {"list": "khach-moi", "chosen": [str(shop.hoa.pk)]})
    assert Listed.objects.count() == 2
    mai.post(reverse("console:segments:names", args=["khach-moi"]), {"names": "0912345678", "what": "remove"})
    assert list(Listed.objects.values_list("customer", flat=True)) == [shop.hoa.pk]


def test_a_file_of_another_kind_is_refused(mai: Client, shop: Shop) -> None:
    file = SimpleUploadedFile("khach.pdf", b"%PDF-1.7")
    answer = mai.post(reverse("console:segments:new_list"), {"name": "Khách mời", "file": file})
    assert answer.status_code == 422
    assert "Hãy chọn tệp Excel, CSV hoặc văn bản." in answer.content.decode()
    assert not Listed.objects.exists()


def test_a_ready_made_cut_is_followed_and_let_go(mai: Client, shop: Shop) -> None:
    mai.post(reverse("console:segments:follow", args=["bought-2"]), {"follow": "yes"})
    keep_in_step(today=TODAY, at=NOW)
    assert SegmentMembership.objects.filter(segment="bought-2").count() == 1
    mai.post(reverse("console:segments:follow", args=["bought-2"]), {"follow": "no"})
    assert not SegmentMembership.objects.exists()
    assert mai.get(reverse("console:segments:edit", args=["bought-2"])).status_code == 404


def test_a_private_segment_is_seen_by_its_owner_alone(mai: Client, shop: Shop) -> None:
    mai.post(reverse("console:segments:new"), TWO | {"name": "Riêng của Mai"})
    key = Segment.objects.get(is_ready_made=False).key
    assert mai.get(reverse("console:segments:show", args=[key])).status_code == 200
    from quen.shops.roles import Role
    from tests.world import staff

    other = signed_in(staff(name="Vũ Thị Hạnh", email="hanh@example.com", role=Role.MARKETER))
    assert other.get(reverse("console:segments:show", args=[key])).status_code == 404
    assert "Riêng của Mai" not in other.get(reverse("console:segments:index")).content.decode()
