"""The chain's three stores and the wards its customers live in (real ward names, Ho Chi Minh City, from July 2025)."""

from dataclasses import dataclass

CHAIN = "Tiệm Mộc"
CITY = "TP. Hồ Chí Minh"
LATE_STORE = 2
LATE_STORE_OPENS_AFTER = 0.38  # of the simulated time: month nine of twenty-four


@dataclass(frozen=True)
class Store:
    """A store with the wards most of its customers come from, nearest first."""

    name: str
    wards: tuple[str, ...]


STORES = (
    Store("Mộc Bàn Cờ", ("Bàn Cờ", "Xuân Hòa", "Nhiêu Lộc", "Vườn Lài", "Chợ Quán", "Tân Định")),
    Store(
        "Mộc Gia Định", ("Gia Định", "Bình Thạnh", "Bình Lợi Trung", "Thạnh Mỹ Tây", "Phú Nhuận", "Cầu Kiệu")
    ),
    Store("Mộc Thủ Đức", ("Thủ Đức", "Linh Xuân", "Hiệp Bình", "Tam Bình", "Tăng Nhơn Phú", "Phước Long")),
)
FARTHER_WARDS = (
    "Bến Thành",
    "Khánh Hội",
    "Gò Vấp",
    "Hạnh Thông",
    "Tân Bình",
    "Bảy Hiền",
    "An Khánh",
    "Chợ Lớn",
)


def area(ward: str) -> str:
    """The ward as an address line ends."""
    return f"Phường {ward}, {CITY}"
