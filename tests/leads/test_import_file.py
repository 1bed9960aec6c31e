"""A list from a fair becomes leads, once."""

from datetime import datetime
from pathlib import Path

import pytest

from quen.leads.errors import BadLead
from quen.leads.import_file import Imported, import_leads
from quen.leads.models import Lead, LeadSource
from quen.people.models import Customer
from tests.world import World

LIST = """Họ và tên;Số điện thoại;Email;Ghi chú
Trần Thị Hoa;0987654321;hoa@example.com;Máy pha cà phê
Nguyễn Thị Lan;0912345678;;
Lê Văn Sai;12;;
"""


def read(tmp_path: Path, text: str, world: World, at: datetime) -> Imported:
    path = tmp_path / "hoi-cho.csv"
    path.write_text(text, encoding="utf-8")
    return import_leads(path, source=LeadSource.EVENT, at=at, by=world.by_mai)


def test_each_row_is_recognised_written_down_or_told_why_not(
    world: World, now: datetime, tmp_path: Path
) -> None:
    first = read(tmp_path, LIST, world, now)
    assert (first.new, first.known, first.again, first.refused) == (1, 1, 0, 1)
    ((row, why),) = first.why
    assert (row, "12" in str(why)) == (3, True)
    hoa = Lead.objects.get(customer__name="Trần Thị Hoa")
    assert (hoa.source, hoa.wish) == ("event", "Máy pha cà phê")
    again = read(tmp_path, LIST, world, now)
    assert (again.new, again.known, again.again, again.refused) == (0, 0, 2, 1)
    assert (Lead.objects.count(), Customer.objects.count()) == (2, 2)


def test_a_column_says_whose_store_each_is_and_an_unknown_store_takes_none(
    world: World, now: datetime, tmp_path: Path
) -> None:
    world.store.aliases.create(name="CN Bến Thành", key="cn ben thanh")
    text = "Tên;Điện thoại;Chi nhánh\nHoa;0987654321;cn bến thành\nAi;0987654322;\nSai;0987654323;Quận 9\n"
    read_in = read(tmp_path, text, world, now)
    assert (read_in.new, read_in.refused, "Quận 9" in str(read_in.why)) == (2, 1, True)
    assert list(Lead.objects.order_by("pk").values_list("store", flat=True)) == [world.store.pk, None]


def test_a_file_without_people_is_refused(world: World, now: datetime, tmp_path: Path) -> None:
    with pytest.raises(BadLead):
        read(tmp_path, "Món;Giá\nCà phê;25000\nTrà;20000\n", world, now)
    assert not Lead.objects.exists()
