"""A rule with everything it may ask and every limit it may have goes through its form unharmed."""

import re
from typing import Any

import pytest

from quen.console.programme.rule_form import RuleForm
from quen.enrolment.draft import draft
from quen.programme.example import example_text
from tests import world as cast
from tests.console.cast import signed_in
from tests.console.programme.test_editing import page, programme, send, shown

pytestmark = pytest.mark.django_db
WHOLE = """
tiers: {steps: [{key: low, name: Đồng, at_least: 0}, {key: gold, name: Vàng, at_least: 5000000}]}
vouchers: [{key: cup, name: Ly, worth_minor: 30000}]
groups: [{key: best-one, stacking: best}]
rules:
- key: whole
  name: Đủ mọi điều kiện
  when:
    stores: [Quận 1]
    channels: [Zalo]
    products: [CF]
    categories: [Trà]
    weekdays: [mon, sun]
    hours: [{start: '07:00', end: '09:30'}, {start: '20:00', end: '24:00'}]
    dates: {first: 2026-12-01, last: 2026-12-31}
    holidays: [{name: Tết, calendar: lunar, month: 1, day: 1, days_before: 7, days_after: 3}]
    tiers: [gold]
    segments: [regulars]
    nth_purchase: {every: 3}
    minimum_minor: 50000
    birthday: {days_before: 2, days_after: 5}
    payment_methods: [Thẻ, MoMo]
    bought_together: [{products: [BANH]}, {categories: [Kem]}]
    voucher_used: cup
  give: {per_unit: 7}
  group: best-one
  priority: 5
  caps: {per_purchase: 10, per_day: 20, per_month: 30, per_life: 40, budget: 5000}
  times_per_day: 2
  times_per_life: 9
  qualifies: true
- {key: first, name: Lần đầu, when: {first_purchase: true}, give: {voucher: cup}}
- {key: tenth, name: Lần thứ mười, when: {nth_purchase: {number: 10}}, give: {multiply: 1.25}}
"""


def test_every_condition_cap_and_limit_goes_through_the_form_unharmed(now: Any) -> None:
    shop = cast.build()
    mai = signed_in(shop.mai)
    text = re.sub(r"(?ms)^tiers:.*?(?=^[a-z#])", "", example_text()) + WHOLE
    row = draft(text=text, by=shop.by_mai, at=now)
    before = programme()
    for rule in row.values["rules"]:
        assert RuleForm.can_show(rule)
        form = page(mai, "part", row.number, "rules", rule["key"]).context["form"]
        assert send(mai, "part", row.number, "rules", rule["key"], values=shown(form)).status_code == 302
    assert programme() == before
    words = page(mai, "show", row.number).content.decode()
    for said in ("thanh toán bằng: Thẻ, MoMo", "mua cùng", "Zalo", "5.000 điểm"):
        assert said in words, said
