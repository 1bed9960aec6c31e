"""What points buy at the chain: ten rewards of every kind."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import F

from quen.demo.loyalty.kinds import TENTH
from quen.demo.loyalty.moments import morning
from quen.kernel.actor import SYSTEM
from quen.rewards.catalogue import add_reward
from quen.rewards.models import Reward, RewardKind


class Plan(NamedTuple):
    """A reward as Mai wrote it; `liked` is how often it is chosen, `stock` how many she bought in all."""

    kind: RewardKind
    name: str
    description: str
    points: int
    liked: int
    price_minor: int = 0
    voucher_kind: str = ""
    stock: int | None = None
    most_a_member: int | None = None
    tiers: tuple[str, ...] = ()
    hold_hours: int = 72


_K = RewardKind
_PLANS = (
    Plan(_K.PRODUCT, "Bánh flan nhà làm", "Một chiếc, làm trong ngày.", 60, 8),
    Plan(_K.PRODUCT, "Ly cà phê bất kỳ", "Nóng hoặc đá, món nào trong thực đơn cũng được.", 100, 14),
    Plan(_K.DISCOUNT, "Giảm 10% hóa đơn tới", "Phiếu dùng trong 60 ngày.", 80, 9, voucher_kind=TENTH),
    Plan(_K.PRODUCT, "Cà phê bột truyền thống 500 g", "Đổi điểm và thêm 30.000 ₫.", 220, 4, price_minor=30_000),
    Plan(_K.GIFT, "Túi vải Tiệm Mộc", "Vải bố dày, in tay.", 180, 3, stock=250, most_a_member=2),
    Plan(_K.GIFT, "Bình giữ nhiệt 500 ml", "Khắc tên theo yêu cầu.", 450, 2, stock=90, most_a_member=1),
    Plan(_K.PARTNER, "Vé xem phim 2D", "Dùng tại rạp bạn hàng, cả tuần.", 320, 3, stock=240),
    Plan(
        _K.EVENT, "Một buổi học pha phin", "Sáng thứ Bảy, nhóm tám người, ở Mộc Gia Định.", 400, 2, stock=96,
        most_a_member=1, hold_hours=336,
    ),
    Plan(
        _K.EARLY_ACCESS, "Mua trước hạt mùa vụ mới", "Một tuần trước khi lên kệ.", 50, 1, tiers=("gold", "diamond"),
        most_a_member=2,
    ),
    Plan(_K.DONATION, "Góp một cây đước cho Cần Giờ", "Tiệm Mộc góp thêm một cây nữa.", 70, 3),
)  # fmt: skip


class Offered(NamedTuple):
    """A reward of the catalogue, and how it is chosen."""

    reward: Reward
    plan: Plan


def add_rewards(begins: date) -> list[Offered]:
    """Write the catalogue on the programme's first day."""
    at = morning(begins) + timedelta(minutes=30)
    found = []
    for plan in _PLANS:
        facts = plan._asdict()
        facts.pop("liked")
        facts["tiers"] = list(plan.tiers)
        found.append(Offered(add_reward(**facts, at=at, by=SYSTEM), plan))
    return found


def take_from_stock(pieces: Mapping[int, int]) -> None:
    """What was claimed is no longer there."""
    for reward, taken in pieces.items():
        Reward.objects.filter(pk=reward, stock__isnull=False).update(stock=F("stock") - taken)
