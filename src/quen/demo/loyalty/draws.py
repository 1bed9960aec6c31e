"""Two prize draws: one drawn and published, which anyone can recompute, and one that is open."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from quen.demo.loyalty.luck import chance, secret
from quen.demo.loyalty.moments import day_of, midnight
from quen.draws.add_entry import add_entry
from quen.draws.events import DrawMoved
from quen.draws.hand_over import hand_over
from quen.draws.models import Award, Draw, State
from quen.draws.plan import Plan, PrizePlan, plan_draw
from quen.draws.recompute import commitment_of
from quen.draws.run import close_draw, draw_winners, publish_draw
from quen.events.emit import emit
from quen.kernel.actor import SYSTEM

_LONGEST = timedelta(days=30)
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_ENTRIES_BY_HAND = 12


def draw_prizes(*, seed: int, begins: date, ends: date, now: datetime, guests: Sequence[int]) -> None:
    """The draw of the second summer with its winners, and the one at the year's end."""
    opens = midnight(begins + (ends - begins) * 3 / 5)
    closes = midnight(day_of(opens) + min(_LONGEST, (ends - begins) / 10))
    prizes = (
        PrizePlan(name="Xe đạp điện", value_minor=14_500_000),
        PrizePlan(name="Máy xay cà phê", value_minor=1_250_000, pieces=5),
        PrizePlan(name="Giỏ quà Tiệm Mộc", value_minor=300_000, pieces=20),
    )
    draw = _opened(seed, "Quay số mừng sinh nhật Tiệm Mộc", opens, closes, prizes, opens - 3 * _DAY)
    close_draw(draw=draw.pk, at=closes + 9 * _HOUR, by=SYSTEM)
    draw_winners(
        draw=draw.pk, public_word=f"Hai số cuối giải đặc biệt ngày {day_of(closes):%d/%m/%Y}: "
        f"{chance(f'{seed} lottery', 100):02d}", at=closes + 34 * _HOUR, by=SYSTEM,
    )  # fmt: skip
    publish_draw(draw=draw.pk, at=closes + 36 * _HOUR, by=SYSTEM)
    for place, won in enumerate(Award.objects.filter(winner__draw=draw).order_by("winner__rank")):
        hand_over(award=won.pk, at=closes + (40 + 3 * place) * _HOUR, by=SYSTEM)
    _open_today(seed, now, guests)


def _open_today(seed: int, now: datetime, guests: Sequence[int]) -> None:
    opens = midnight(day_of(now) - 20 * _DAY)
    prizes = (
        PrizePlan(name="Chuyến Đà Lạt hai người", value_minor=9_000_000),
        PrizePlan(name="Bộ phin sứ và hạt mùa vụ mới", value_minor=480_000, pieces=10),
    )
    draw = _opened(
        seed, "Quay số tri ân cuối năm", opens, midnight(day_of(now) + _LONGEST), prizes, opens - 2 * _DAY
    )
    for place, guest in enumerate(guests[:_ENTRIES_BY_HAND]):
        add_entry(
            draw=draw.pk, customer=guest, source=f"free:{guest}", at=now - (1 + place) * _DAY, by=SYSTEM
        )


def _opened(
    seed: int, name: str, opens: datetime, closes: datetime, prizes: Sequence[PrizePlan], at: datetime
) -> Draw:  # fmt: skip
    """Planned, and opened with a seed that follows from the demo's, so that its winners are the same every time."""
    plan = Plan(
        name=name, opens_at=opens, closes_at=closes, prizes=prizes, amount_per_entry_minor=200_000, most_a_person=20,
        how_to_take_part="Mỗi 200.000 ₫ mua hàng là một lượt; ai không mua có thể xin một lượt tại quầy.",
        area="Ba cửa hàng Tiệm Mộc tại Thành phố Hồ Chí Minh", goods="Mọi hàng hóa bán tại Tiệm Mộc",
        how_told="Niêm yết tại cửa hàng và gọi theo số điện thoại đã đăng ký",
    )  # fmt: skip
    row = plan_draw(plan=plan, at=at, by=SYSTEM)
    row.seed, row.salt = secret(f"{seed} seed of {name}"), secret(f"{seed} salt of {name}")
    row.commitment, row.opened_at, row.state = commitment_of(row.seed), at + _HOUR, State.OPEN
    row.save()
    emit(
        DrawMoved(
            at=at + _HOUR,
            by=SYSTEM,
            subject=row.pk,
            name=row.name,
            state=row.state.value,
            proof=row.commitment,
        )
    )
    return row
