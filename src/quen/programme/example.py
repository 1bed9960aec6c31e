"""The programme a shop begins with, as a text that explains itself."""

from collections.abc import Callable

from quen.kernel.money import minor_digits
from quen.kernel.sentences import Sentence, gettext_noop
from quen.programme.programme import Programme
from quen.programme.words import Amount, say
from quen.programme.yaml_text import load

_DONG_PER_POINT = 10_000
_WORTH_PERCENT = 2

ABOUT = gettext_noop(
    "A loyalty programme. Money is in the smallest unit of the currency: here 1 is %(smallest)s."
)
WORTH = gettext_noop("what a point costs the shop once it is spent")
BASE = gettext_noop(
    "%(points)s point for every %(per)s; what is left over is carried to the next visit: 30 + 20 is 50"
)
EXPIRY = gettext_noop(
    "never, earning (months after earning), period_end, inactivity (months without a visit)"
)
TIERS = gettext_noop("tiers by points, spending or visits, within a window of months: rolling or calendar")
GRACE = gettext_noop("so many days longer to keep a tier")
RULES = gettext_noop("Rules give more than the base. Take the # away to use one:")

_TEXT = """\
# {about}
key: main
name: Khách quen
version: 1
effective_from: 2000-01-01
currency: {currency}
points_name: điểm
point_value_minor: {worth}  # {worth_words}
base:  # {base_words}
  points: 1
  per_amount_minor: {per}
  carry_remainder: true
pending_days: 0
expiry:
  after: earning  # {expiry_words}
  months: 12
tiers:  # {tier_words}
  by: spending
  window: {{kind: rolling, months: 12}}
  upgrade: at_once  # at_once, period_end
  downgrade: one_step  # one_step, by_balance
  grace_days: 30  # {grace_words}
  warn_days: 30
  steps:
    - {{key: member, name: Thành viên, at_least: 0}}
    - {{key: silver, name: Bạc, at_least: {silver}}}
    - {{key: gold, name: Vàng, at_least: {gold}, benefits: {{early_access: true}}}}
    - {{key: diamond, name: Kim cương, at_least: {diamond}, benefits: {{early_access: true}}}}
# {rules_words}
#rules:
#  - key: weekend
#    name: Cuối tuần nhân đôi
#    when: {{weekdays: [sat, sun], minimum_minor: {minimum}}}
#    give: {{multiply: 2}}
#    caps: {{per_day: 100}}
#  - key: welcome
#    name: Chào khách mới
#    when: {{first_purchase: true}}
#    give: {{add: 10}}
#  - key: birthday
#    name: Sinh nhật nhân ba
#    when: {{birthday: {{days_before: 3, days_after: 3}}}}
#    give: {{multiply: 3}}
#  - key: tet
#    name: Tết nhân rưỡi
#    when: {{holidays: [{{name: Tết, calendar: lunar, month: 1, day: 1, days_before: 7, days_after: 3}}]}}
#    give: {{multiply: 1.5}}
#  - key: coffee-stamp
#    name: Đóng dấu cà phê
#    when: {{categories: [Cà phê]}}
#    give: {{stamp: coffee}}
#punch_cards:
#  - {{key: coffee, name: Mua 10 tặng 1, stamps: 10, voucher: free-coffee}}
#vouchers:
#  - {{key: free-coffee, name: Một ly cà phê, worth_minor: {cup}, valid_days: 30}}
"""


def example(currency: str = "VND") -> Programme:
    """One point for every 10,000 ₫ (or for every whole unit of another currency), worth two in a hundred of it.

    Points live for twelve months; four tiers by spending in the last twelve months.
    """
    return load(example_text(currency))


def example_text(currency: str = "VND", translate: Callable[[str], str] = str) -> str:
    """The example as YAML, explained in the language of `translate`."""
    per = _DONG_PER_POINT if currency == "VND" else 10 ** minor_digits(currency)
    facts = {"smallest": Amount(1, currency), "per": Amount(per, currency), "points": 1}

    def words(template: str) -> str:
        return say(Sentence(template, facts), translate, "vi" if translate("Monday") != "Monday" else "en")

    return _TEXT.format(
        currency=currency, per=per, worth=max(per * _WORTH_PERCENT // 100, 1), silver=200 * per, gold=1_000 * per,
        diamond=3_000 * per, minimum=20 * per, cup=3 * per, about=words(ABOUT), worth_words=words(WORTH),
        base_words=words(BASE), expiry_words=words(EXPIRY), tier_words=words(TIERS), grace_words=words(GRACE),
        rules_words=words(RULES),
    )  # fmt: skip
