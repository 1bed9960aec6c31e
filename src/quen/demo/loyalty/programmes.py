"""The chain's loyalty programme: as it began, and as Mai made it a year later."""

from datetime import date

_FIRST = """\
# Chương trình ban đầu của Tiệm Mộc
name: Khách Mộc
version: 1
effective_from: {begins}
points_name: hạt
point_value_minor: 300
base: {{points: 1, per_amount_minor: 10000}}
expiry: {{after: earning, months: 12}}
tiers:
  by: spending
  window: {{kind: rolling, months: 12}}
  grace_days: 30
  steps:
    - {{key: member, name: Thành viên, at_least: 0}}
    - {{key: silver, name: Bạc, at_least: 3000000}}
    - {{key: gold, name: Vàng, at_least: 8000000, benefits: {{multiplier: 1.2, early_access: true}}}}
    - {{key: diamond, name: Kim cương, at_least: 20000000, benefits: {{multiplier: 1.5, early_access: true}}}}
rules:
  - {{key: first, name: Chào bạn mới, when: {{first_purchase: true}}, give: {{add: 10}}}}
back_test: {{redemption: {{from_points: 100, members_percent: 60}}, margin_percent: 35}}
"""
_MORE = """\
  - key: quiet-hours
    name: Chiều vắng nhân đôi
    when: {weekdays: [mon, tue, wed, thu], hours: [{start: "14:00", end: "16:30"}], categories: [Cà phê pha sẵn]}
    give: {multiply: 2}
  - {key: birthday, name: Sinh nhật nhân ba, when: {birthday: {days_before: 3, days_after: 3}}, give: {multiply: 3}}
  - key: tet
    name: Tết nhân rưỡi
    when: {holidays: [{name: Tết, calendar: lunar, month: 1, day: 1, days_before: 14, days_after: 5}]}
    give: {multiply: 1.5}
  - {key: stamp, name: Đóng dấu cà phê, when: {categories: [Cà phê pha sẵn]}, give: {stamp: coffee}}
vouchers:
  - {key: cup, name: Một ly cà phê, worth_minor: 29000, valid_days: 45}
  - {key: welcome, name: Bánh flan chào bạn mới, worth_minor: 18000, valid_days: 30}
welcome: {voucher: welcome}
punch_cards:
  - {key: coffee, name: Mua 10 ly tặng 1, stamps: 10, voucher: cup}
"""


def first_programme(begins: date) -> str:
    """The programme of the chain's first months."""
    return _FIRST.format(begins=begins.isoformat())


def second_programme(begins: date) -> str:
    """The same with quiet hours, birthdays, Tết and a punch card."""
    head, tail, end = first_programme(begins).partition("back_test:")
    return head + _MORE + tail + end
