"""Competitors of the chain, what was seen of them, and what its own sources cost."""

from datetime import datetime, timedelta

from quen.demo.loyalty.luck import chance
from quen.demo.loyalty.moments import day_of
from quen.kernel.actor import SYSTEM
from quen.leads.models import Competitor, LeadSource, Sighting, SourceCost

_RIVALS = (
    ("Cà phê Bờ Kè", "Cà phê mang đi, giá thấp, gần trường học"),
    ("Tạp hóa Năm Thơm", "Hàng khô và gia vị, giao tận nhà"),
    ("Rang Xay Phố Núi", "Hạt rang theo đơn, bán qua mạng"),
    ("Siêu thị mini Lá Xanh", "Mở đến nửa đêm, khuyến mãi theo tuần"),
)
_SEEN = (
    ("Cà phê sữa đá", 22_000, 25_000), ("Hạt rang Arabica 500 g", 165_000, 178_000), ("Trà đào cam sả", 39_000, 38_000),
    ("Gạo ST25 5 kg", 172_000, 179_000), ("Nước mắm 40 độ đạm", 88_000, 92_000),
)  # fmt: skip
_AREAS = ("Quận 1", "Quận 7", "Thủ Đức", "Bình Thạnh")
_OFFERS = ("Mua 1 tặng 1 giờ trưa", "Giảm 20% cuối tuần", "Tặng ly sứ từ 300.000 đ", "Miễn phí giao hàng")
_SIGHTINGS = 28
_A_MONTH = {LeadSource.ADVERTISEMENT: 450_000, LeadSource.EVENT: 900_000, LeadSource.SOCIAL: 600_000}
_MONTH = timedelta(days=30)
CAMPAIGNS = (
    ("facebook", "cpc", "mua-he"),
    ("google", "cpc", "mua-he"),
    ("facebook", "post", "ca-phe-van-phong"),
)
"""UTM source, medium and campaign of the chain's advertisements."""
_A_CAMPAIGN = (700_000, 500_000, 150_000)


def see_rivals(*, seed: int, begins: datetime, now: datetime) -> list[Competitor]:
    """The register and the sightings; and every month's spending on three sources, some of it by campaign."""
    rivals = [
        Competitor(name=name, words=words, made_at=begins, made_by=str(SYSTEM)) for name, words in _RIVALS
    ]
    Competitor.objects.bulk_create(rivals)
    Sighting.objects.bulk_create(_sighting(seed, number, rivals, begins, now) for number in range(_SIGHTINGS))
    months = dict.fromkeys(
        day_of(begins + _MONTH * number).replace(day=1) for number in range((now - begins) // _MONTH)
    )
    SourceCost.objects.bulk_create(
        SourceCost(source=source, month=month, entered_at=now, entered_by=str(SYSTEM),
                   amount_minor=amount + 50_000 * chance(f"{seed} cost {source} {month}", 12))
        for month in months
        for source, amount in _A_MONTH.items()
    )  # fmt: skip
    SourceCost.objects.bulk_create(
        SourceCost(source=LeadSource.ADVERTISEMENT, month=month, entered_at=now, entered_by=str(SYSTEM),
                   utm_source=utm[0], utm_medium=utm[1], utm_campaign=utm[2],
                   amount_minor=amount + 20_000 * chance(f"{seed} cost {utm} {month}", 12))
        for month in months
        for utm, amount in zip(CAMPAIGNS, _A_CAMPAIGN, strict=True)
    )  # fmt: skip
    return rivals


def _sighting(seed: int, number: int, rivals: list[Competitor], begins: datetime, now: datetime) -> Sighting:
    word = f"{seed} sighting {number}"
    product, theirs, ours = _SEEN[chance(f"{word} product", len(_SEEN))]
    is_offer = chance(f"{word} offer", 3) == 0
    return Sighting(
        competitor=rivals[chance(f"{word} who", len(rivals))], product=product,
        area=_AREAS[chance(f"{word} area", len(_AREAS))], seen_by=str(SYSTEM),
        offer=_OFFERS[chance(f"{word} which", len(_OFFERS))] if is_offer else "",
        price_minor=None if is_offer else theirs + 1_000 * (chance(f"{word} price", 7) - 3),
        our_price_minor=None if is_offer else ours,
        seen_on=day_of(begins + (now - begins) * (number + 1) / (_SIGHTINGS + 1)),
    )  # fmt: skip
