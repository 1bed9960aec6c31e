"""Sales files the stories write."""

from collections.abc import Sequence
from pathlib import Path

HEADER = (
    "Mã hóa đơn,Thời gian,Mã khách hàng,Tên khách hàng,Điện thoại,"
    "Mã hàng,Tên hàng,Nhóm hàng,Số lượng,Đơn giá,Thành tiền"
)

MORNING = (
    "HD001,20/11/2026 08:05,KH1,Nguyễn Thị Lan,0912345678,CF1,Cà phê sữa,Đồ uống,2,25000,50000",
    "HD001,20/11/2026 08:05,KH1,Nguyễn Thị Lan,0912345678,BM1,Bánh mì,Đồ ăn,1,20000,20000",
    "HD002,20/11/2026 09:10,KH2,Công ty TNHH Hoa Sen,0287300123,CF1,Cà phê sữa,Đồ uống,10,25000,250000",
    "HD003,20/11/2026 09:30,,,,CF1,Cà phê sữa,Đồ uống,1,25000,25000",
)
NEXT_DAY = (
    "HD004,21/11/2026 08:00,KH1,Nguyễn Thị Lan,0912345678,CF1,Cà phê sữa,Đồ uống,1,25000,25000",
    "HD004,21/11/2026 08:00,KH1,Nguyễn Thị Lan,0912345678,CF1,Cà phê sữa,Đồ uống,1,25000,25000",
    "HD005,21/11/2026 10:00,KH1,Nguyễn Thị Lan,0912345678,BM1,Bánh mì,Đồ ăn,-1,20000,-20000",
)


def write(folder: Path, name: str, rows: Sequence[str]) -> Path:
    """A till's export with these rows."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path
