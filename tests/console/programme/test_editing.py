"""Mai designs a programme in the browser: reads it in words, changes its parts, launches it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quen.console.programme.parts import LISTED
from quen.console.programme.rule_form import RuleForm
from quen.enrolment.draft import draft
from quen.enrolment.models import ProgrammeVersion
from quen.events.models import Event
from quen.programme import from_values
from quen.programme.example import example_text
from quen.segments.models import Segment, SegmentKind
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
def number(mai: Client) -> int:
    """A draft of the usual programme."""
    mai.post(reverse("console:programme:new"))
    return ProgrammeVersion.objects.get().number


def page(client: Client, name: str, *arguments: object, **options: Any) -> Any:
    return client.get(reverse(f"console:programme:{name}", args=arguments), **options)


def send(client: Client, name: str, *arguments: object, values: dict[str, Any], words: bool = False) -> Any:
    address = reverse(f"console:programme:{name}", args=arguments) + ("?words" if words else "")
    return client.post(address, values)


def shown(form: Any) -> dict[str, Any]:
    """What a browser would send back untouched."""
    values = {}
    for field in form:
        value = field.value()
        if value is True:
            values[field.html_name] = "on"
        elif value is not None and value is not False and value not in ("", []):
            values[field.html_name] = value
    return values


def programme() -> Any:
    return from_values(ProgrammeVersion.objects.latest("number").values)


def test_the_first_page_offers_the_usual_programme(mai: Client) -> None:
    assert "Bắt đầu với chương trình thông dụng" in page(mai, "index").content.decode()


def test_a_draft_is_read_in_words(mai: Client, number: int) -> None:
    text = page(mai, "show", number).content.decode()
    assert "1 điểm cho mỗi 10.000\u202f₫." in text or "1 điểm cho mỗi 10.000 ₫." in text
    assert "Chi tiêu từ 2.000.000 ₫." in text
    assert "Điểm hết hạn sau 12 tháng kể từ ngày tích." in text


def test_the_basics_change_and_nothing_else_does(mai: Client, number: int) -> None:
    before = programme()
    form = page(mai, "basics", number).context["form"]
    answer = send(mai, "basics", number, values=shown(form) | {"points": "2", "cap_per_day": "50"})
    assert answer.headers["Location"] == reverse("console:programme:show", args=[number])
    after = programme()
    assert (after.base.points, after.caps.per_day) == (2, 50)
    assert after.model_copy(update={"base": before.base, "caps": before.caps}) == before
    told = Event.objects.filter(kind="programme.drafted").latest("pk").facts["changes"]
    assert sorted(told) == ["base", "caps"]


def test_the_page_says_who_changed_what_and_when(mai: Client, number: int) -> None:
    send(mai, "basics", number, values=shown(page(mai, "basics", number).context["form"]) | {"points": "2"})
    double = {"name": "Cuối tuần", "kind": "multiply", "factor": "2", "weekdays": ["sat", "sun"]}
    send(mai, "new_part", number, "rules", values=double)
    answer = page(mai, "show", number)
    newest, base, first = answer.context["history"]
    assert (newest.who, newest.parts, list(newest.gone)) == ("Trần Thị Mai", "Quy tắc", [])
    assert [line.partition(" · ")[0] for line in newest.came] == ["Cuối tuần: Nhân 2 điểm cơ bản"]
    assert (base.parts, len(base.gone), len(base.came)) == ("Điểm theo số tiền", 1, 1)
    assert base.gone[0].startswith("1 điểm cho mỗi 10.000") and base.came[0].startswith(
        "2 điểm cho mỗi 10.000"
    )
    assert (first.parts, first.gone, first.came) == ("Tạo bản nháp", [], [])
    text = answer.content.decode()
    assert f"<del>{base.gone[0]}</del>" in text and f"<ins>{base.came[0]}</ins>" in text
    assert "Trần Thị Mai" in text.partition("timeline-plain")[2]


def test_the_welcome_is_set_shown_again_and_taken_away(mai: Client, number: int) -> None:
    before = programme()
    gift = before.vouchers[0].key if before.vouchers else ""
    values = shown(page(mai, "basics", number).context["form"])
    send(mai, "basics", number, values=values | {"welcome_points": "20", "welcome_voucher": gift})
    welcome = programme().welcome
    assert (welcome.points, welcome.voucher) == (20, gift or None)
    assert "Khách đăng ký thành viên được tặng" in page(mai, "show", number).content.decode()
    again = shown(page(mai, "basics", number).context["form"])
    assert again["welcome_points"] == 20
    send(mai, "basics", number, values=again)
    assert programme().welcome == welcome
    send(mai, "basics", number, values=values)
    assert programme() == before


def test_the_words_follow_the_form_without_keeping_anything(mai: Client, number: int) -> None:
    before = programme()
    values = {
        "name": "Cuối tuần",
        "kind": "multiply",
        "factor": "3",
        "weekdays": ["sat", "sun"],
        "minimum_minor": "200000",
    }
    answer = send(mai, "new_part", number, "rules", values=values, words=True)
    assert (
        "Cuối tuần: Nhân 3 điểm cơ bản · vào thứ Bảy, Chủ nhật, từ 200.000 ₫ trở lên"
        in answer.content.decode()
    )
    assert programme() == before


def test_a_rule_is_added_changed_and_taken_away(mai: Client, number: int) -> None:
    values = {
        "name": "Cuối tuần",
        "kind": "multiply",
        "factor": "1.5",
        "weekdays": ["sat", "sun"],
        "cap_per_day": "100",
    }
    send(mai, "new_part", number, "rules", values=values)
    (rule,) = programme().rules
    assert (rule.key, float(rule.give.multiply), rule.when.weekdays, rule.caps.per_day) == (
        "cuoi-tuan", 1.5, ("sat", "sun"), 100,
    )  # fmt: skip
    send(mai, "part", number, "rules", rule.key, values=values | {"kind": "add", "number": "20"})
    assert programme().rules[0].give.add == 20
    mai.post(reverse("console:programme:remove_part", args=[number, "rules", rule.key]))
    assert programme().rules == ()


def test_what_others_need_is_not_taken_away(mai: Client, number: int) -> None:
    send(
        mai,
        "new_part",
        number,
        "vouchers",
        values={"name": "Ly cà phê", "worth_minor": "30000", "valid_days": "30"},
    )
    send(
        mai,
        "new_part",
        number,
        "punch_cards",
        values={"name": "Mua 10", "stamps": "10", "voucher": "ly-ca-phe"},
    )
    mai.post(reverse("console:programme:remove_part", args=[number, "vouchers", "ly-ca-phe"]))
    kept = programme()
    assert [kind.key for kind in kept.vouchers] == ["ly-ca-phe"]
    assert kept.punch_cards[0].voucher == "ly-ca-phe"


@pytest.mark.parametrize(
    ("place", "values"),
    [
        ("price_steps", {"name": "Mực in", "products": "MUC", "steps": "2: 5%\n5: 10%"}),
        ("complementary_offers", {"name": "Mua máy in", "products": "MAY-IN", "voucher": "ly-ca-phe", "repeats": "on"}),
        ("refill_prices", {"name": "Giấy", "categories": "Giấy", "after_purchases": "3", "within_days": "45", "percent_off": "5"}),
        ("groups", {"name": "uu-dai", "stacking": "best"}),
    ],
)  # fmt: skip
def test_every_kind_of_part_can_be_added_and_comes_back_the_same(
    mai: Client, number: int, place: str, values: dict[str, str]
) -> None:
    send(
        mai,
        "new_part",
        number,
        "vouchers",
        values={"name": "Ly cà phê", "worth_minor": "30000", "valid_days": "30"},
    )
    assert send(mai, "new_part", number, place, values=values).status_code == 302
    (before,) = ProgrammeVersion.objects.get().values[place]
    form = page(mai, "part", number, place, before["key"]).context["form"]
    assert send(mai, "part", number, place, before["key"], values=shown(form)).status_code == 302
    assert ProgrammeVersion.objects.get().values[place] == [before]


def test_a_group_stands_on_the_page_with_its_rules_and_is_changed_and_taken_away(
    mai: Client, number: int
) -> None:
    send(mai, "new_part", number, "groups", values={"name": "uu-dai", "stacking": "best"})
    form = page(mai, "new_part", number, "rules").context["form"]
    assert ("uu-dai", "uu-dai: chỉ tính mức cao nhất") in form.fields["group"].choices
    double = {"name": "Cuối tuần", "kind": "multiply", "factor": "2", "group": "uu-dai"}
    send(mai, "new_part", number, "rules", values=double)
    text = page(mai, "show", number).content.decode()
    assert "Trong các quy tắc của nhóm, chỉ tính mức cao nhất." in text
    assert "các quy tắc: Cuối tuần" in text
    assert reverse("console:programme:part", args=[number, "groups", "uu-dai"]) in text
    mai.post(reverse("console:programme:remove_part", args=[number, "groups", "uu-dai"]))
    assert len(programme().groups) == 1, "a rule is in it"
    words = send(mai, "part", number, "groups", "uu-dai", values={"stacking": "add"}, words=True)
    assert "Tính tất cả các quy tắc của nhóm." in words.content.decode()
    send(mai, "part", number, "groups", "uu-dai", values={"name": "khac", "stacking": "add"})
    assert page(mai, "part", number, "groups", "uu-dai").context["form"].initial["stacking"] == "add"
    (group,) = programme().groups
    assert (group.key, group.stacking) == ("uu-dai", "add")
    send(mai, "part", number, "rules", "cuoi-tuan", values=double | {"group": ""})
    mai.post(reverse("console:programme:remove_part", args=[number, "groups", "uu-dai"]))
    assert programme().groups == ()


def test_the_segments_of_a_rule_are_called_by_their_names(mai: Client, shop: World, now: Any) -> None:
    Segment.objects.create(
        key="dear-ones", name="Khách ruột", kind=SegmentKind.LIST, owner="x", made_at=now, changed_at=now
    )
    rule = "rules:\n  - {key: dear, name: Quà, when: {segments: [dear-ones]}, give: {add: 5}}\n"
    row = draft(text=example_text() + rule, by=shop.by_mai, at=now)
    for name, arguments in (("show", (row.number,)), ("part", (row.number, "rules", "dear"))):
        text = page(mai, name, *arguments).content.decode()
        assert "dành cho nhóm khách: Khách ruột" in text


def test_rules_of_the_example_survive_their_form(mai: Client, shop: World, now: Any) -> None:
    text = example_text().replace("#rules", "rules").replace("\n#  ", "\n  ").replace("\n#punch", "\npunch")
    row = draft(text=text.replace("\n#vouchers", "\nvouchers"), by=shop.by_mai, at=now)
    before = from_values(row.values)
    for rule in row.values["rules"]:
        assert RuleForm.can_show(rule)
        form = page(mai, "part", row.number, "rules", rule["key"]).context["form"]
        assert send(mai, "part", row.number, "rules", rule["key"], values=shown(form)).status_code == 302
    assert programme() == before


def test_a_rule_the_form_cannot_show_is_edited_as_text(mai: Client, shop: World, now: Any) -> None:
    rule = "rules:\n  - {key: odd, name: Lạ, when: {holidays: [{name: Giỗ, month: 6, day: 3}]}, give: {add: 5}}\n"
    row = draft(text=example_text() + rule, by=shop.by_mai, at=now)
    answer = page(mai, "part", row.number, "rules", "odd")
    assert answer.headers["Location"] == reverse("console:programme:yaml", args=[row.number])


def test_tiers_are_one_form_with_a_row_each(mai: Client, number: int) -> None:
    form = page(mai, "tiers", number).context["form"]
    values = shown(form.ladder) | shown(form.steps.management_form)
    for step in form.steps:
        values |= shown(step)
    assert send(mai, "tiers", number, values=values).status_code == 302
    assert programme() == from_values(ProgrammeVersion.objects.get().values)
    filled = len(form.steps.initial_forms)
    new = {
        f"steps-{filled}-name": "Ruby",
        f"steps-{filled}-at_least": "50000000",
        f"steps-{filled}-multiplier": "2",
    }
    send(mai, "tiers", number, values=values | new)
    tiers = programme().tiers
    assert tiers and [step.key for step in tiers.steps] == ["member", "silver", "gold", "diamond", "ruby"]
    assert tiers.steps[4].at_least == 50_000_000
    without = {name: value for name, value in values.items() if name != "is_used"}
    send(mai, "tiers", number, values=without)
    assert programme().tiers is None


def test_a_mistake_is_said_at_the_form_and_nothing_is_kept(mai: Client, number: int) -> None:
    before = programme()
    answer = send(mai, "new_part", number, "rules", values={"name": "Không tặng gì", "kind": "add"})
    assert answer.status_code == 422
    assert "Hãy cho biết quy tắc tặng gì." in answer.content.decode()
    text = example_text().replace("months: 12", "months: 0")
    answer = send(mai, "yaml", number, values={"text": text})
    assert answer.status_code == 422 and "ít nhất một tháng" in answer.content.decode()
    assert programme() == before


def test_a_version_is_launched_after_one_more_question(mai: Client, number: int) -> None:
    assert "không sửa được nữa" in page(mai, "launch", number).content.decode()
    send(mai, "launch", number, values={"effective_from": "2024-01-01"})
    assert ProgrammeVersion.objects.get().launched_at is not None
    assert page(mai, "basics", number).status_code == 404
    assert "Đang áp dụng" in page(mai, "index").content.decode()
    send(mai, "new", values={"of": number})
    copy = ProgrammeVersion.objects.latest("number")
    assert (copy.number, copy.launched_at) == (2, None)
    answer = send(mai, "launch", copy.number, values={"effective_from": "2024-01-01"})
    assert answer.status_code == 422


def test_a_draft_is_thrown_away_and_a_launched_version_is_not(mai: Client, number: int) -> None:
    mai.post(reverse("console:programme:drop", args=[number]))
    assert not ProgrammeVersion.objects.exists()


def test_a_launched_version_gets_a_last_day(mai: Client, number: int) -> None:
    send(mai, "launch", number, values={"effective_from": "2024-01-01"})
    send(mai, "end", number, values={"until": "2099-12-31"})
    assert str(ProgrammeVersion.objects.get().effective_until) == "2099-12-31"
    assert send(mai, "end", number, values={"until": "2020-01-01"}).status_code == 422


def test_pages_ask_few_questions(mai: Client, number: int, django_assert_max_num_queries: Any) -> None:
    for name, arguments in (
        ("index", ()), ("show", (number,)), ("basics", (number,)), ("tiers", (number,)), ("yaml", (number,)),
        ("new_part", (number, "rules")), ("launch", (number,)), ("back_test", (number,)),
    ):  # fmt: skip
        with django_assert_max_num_queries(12):
            assert page(mai, name, *arguments).status_code == 200


def test_unknown_parts_are_not_found(mai: Client, number: int) -> None:
    assert sorted(LISTED) == sorted(
        ("rules", "vouchers", "punch_cards", "price_steps", "complementary_offers", "refill_prices", "groups")
    )
    for place, key in (("nonsense", "x"), ("rules", "nonsense")):
        assert page(mai, "part", number, place, key).status_code == 404
