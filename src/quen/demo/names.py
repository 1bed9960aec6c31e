"""Vietnamese names put together from lists, so that they look real and belong to nobody in particular."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from quen.demo.arrays import Bools, Ints, pick

# Family names with roughly their share of the population.
_FAMILIES = {
    "Nguyễn": 38, "Trần": 11, "Lê": 9.5, "Phạm": 7, "Huỳnh": 4, "Phan": 4.5, "Võ": 3, "Đặng": 2.1, "Bùi":
    2, "Đỗ": 1.4, "Hồ": 1.3, "Ngô": 1.3, "Dương": 1, "Hoàng": 1.5, "Lý": 0.7, "Vũ": 1.2, "Trương": 1.2,
    "Đinh": 0.8, "Lâm": 0.8, "Mai": 0.5, "Cao": 0.5, "Tô": 0.4, "Châu": 0.3, "Đoàn": 0.6, "Hà": 0.5, "Tạ":
    0.3, "Thái": 0.3, "La": 0.2, "Quách": 0.2, "Tôn Nữ": 0.05,
}  # fmt: skip
_FEMALE_MIDDLES = (
    "Thị", "Thị", "Thị", "Ngọc", "Thu", "Thanh", "Kim", "Phương", "Mỹ", "Bảo", "Khánh", "Minh", "Hồng",
    "Thùy", "Quỳnh", "Thị Thanh", "Thị Ngọc", "Thị Kim", "Hoàng",
)  # fmt: skip
_MALE_MIDDLES = (
    "Văn", "Văn", "Minh", "Quốc", "Hữu", "Đức", "Thanh", "Hoàng", "Gia", "Anh", "Tuấn", "Công", "Xuân",
    "Quang", "Ngọc", "Trung", "Thành", "Bảo", "Đình",
)  # fmt: skip
_FEMALE_GIVEN = (
    "Lan", "Hoa", "Hương", "Trang", "Linh", "Thảo", "Hà", "Mai", "Ngân", "Nhung", "Yến", "Vy", "Nhi",
    "Trâm", "Trinh", "Châu", "Hạnh", "Phượng", "Loan", "Tuyết", "Thủy", "Hiền", "Dung", "Duyên", "Diễm",
    "Như", "Thư", "Quyên", "Xuân", "Oanh", "Ngọc", "Bích", "Đào", "Hằng", "My", "An", "Giang", "Anh",
    "Uyên", "Tiên",
)  # fmt: skip
_MALE_GIVEN = (
    "Hùng", "Dũng", "Tuấn", "Nam", "Long", "Sơn", "Phúc", "Khoa", "Huy", "Bảo", "Khang", "Đạt", "Thắng",
    "Trung", "Hải", "Phong", "Tài", "Lộc", "Thịnh", "Kiệt", "Nhân", "Tú", "Vinh", "Quân", "Đức", "Hiếu",
    "Tâm", "Toàn", "Duy", "Khải", "Luân", "Nghĩa", "Cường", "Bình", "An", "Minh", "Quý", "Trí", "Việt",
    "Anh",
)  # fmt: skip
_TRADES = (
    "Thiết kế", "Kế toán", "Xây dựng", "Du lịch", "Phần mềm", "Nội thất", "In ấn", "Luật", "Giáo dục",
    "Logistics", "Truyền thông", "Kiến trúc",
)  # fmt: skip
_FORMS = ("Công ty TNHH", "Công ty TNHH", "Công ty Cổ phần", "Văn phòng", "Trung tâm")
_HOUSES = (
    "Ánh Trăng Xanh", "Bờ Sông Nhỏ", "Cánh Diều Vàng", "Dế Mèn", "Gió Mùa Hạ", "Hạt Nắng", "Khung Cửa Gỗ",
    "Lá Sen Non", "Mây Chiều", "Ngọn Đèn Biển", "Ong Thợ", "Phố Mưa", "Quả Khế Ngọt", "Rừng Tre",
    "Suối Đá", "Thuyền Giấy", "Vườn Trầu", "Xe Lam",
)  # fmt: skip


@dataclass(frozen=True)
class PersonName:
    """A name in its three parts, family name first."""

    family: str
    middle: str
    given: str

    def __str__(self) -> str:
        return f"{self.family} {self.middle} {self.given}"


def person_names(*, female: Bools, rng: Generator) -> list[PersonName]:
    """One name per person, fitting the gender."""
    count = len(female)
    weights = np.cumsum(np.array(list(_FAMILIES.values())))
    family = pick(weights, rng.random(count))
    middle = rng.random(count)
    given = rng.random(count)
    families = tuple(_FAMILIES)
    return [
        PersonName(
            families[family[n]],
            _at(_FEMALE_MIDDLES if female[n] else _MALE_MIDDLES, middle[n]),
            _at(_FEMALE_GIVEN if female[n] else _MALE_GIVEN, given[n]),
        )
        for n in range(count)
    ]


def company_names(*, count: int, rng: Generator) -> list[str]:
    """Different company names: legal form, trade and a fancy name."""
    pairs: Ints = rng.permutation(len(_TRADES) * len(_HOUSES))
    forms = rng.random(count)
    names = []
    for n in range(count):
        round_no, place = divmod(n, len(pairs))
        trade, house = divmod(int(pairs[place]), len(_HOUSES))
        name = f"{_at(_FORMS, forms[n])} {_TRADES[trade]} {_HOUSES[house]}"
        names.append(f"{name} {round_no + 1}" if round_no else name)
    return names


def _at(names: tuple[str, ...], chance: float) -> str:
    return names[int(chance * len(names))]
