"""What is a brand name after Article 23 of Decree 91/2020/ND-CP."""

from datetime import date

import pytest

from quen.messages.brand_name import brand_until, is_brand_name


@pytest.mark.parametrize("name", ["CAPHEMAI", "caphe mai", "Mai-Cafe.24", "24h", "A", "1234567890a"])
def test_these_are(name: str) -> None:
    assert is_brand_name(name)


@pytest.mark.parametrize(
    "name",
    ["", "0912345678", "84912345678", "123", "CAPHEMAI2026", "Cà phê", "CA/PHE", " MAI", "MAI\n", "１２３", "+84912345678"],
)  # fmt: skip
def test_these_are_not(name: str) -> None:
    assert not is_brand_name(name)


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ({"sender": "MAI", "brand_until": "2029-02-28"}, date(2029, 2, 28)),
        ({"sender": "8088", "brand_until": "2029-02-28"}, None),
        ({"sender": "MAI", "brand_until": "2029-02-30"}, None),
        ({"sender": "MAI"}, None),
        ({"brand_until": "2029-02-28"}, None),
    ],
)
def test_it_counts_as_long_as_it_is_registered(said: dict[str, object], until: date | None) -> None:
    assert brand_until(said) == until
