"""Who sits before the console, and the file of the till she uploads."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from quen.flows.models import SalesImport
from quen.shops.models import Staff

SALES = """Mã hóa đơn,Thời gian,Mã khách hàng,Tên khách hàng,Điện thoại,Tên hàng,Số lượng,Đơn giá,Thành tiền
HD001,22/11/2026 08:26,KH01,Nguyễn Thị Lan,0912345678,Cà phê sữa đá,2,29.000,58.000
HD002,22/11/2026 09:10,KH02,Trần Văn Đạo,0987654321,Bánh mì,1,25.000,25.000
HD003,23/11/2026 10:00,KH01,Nguyễn Thị Lan,0912345678,Trà đào,1,45.000,45.000
HD004,không rõ,KH01,Nguyễn Thị Lan,0912345678,Trà đào,1,45.000,45.000
"""


def signed_in(person: Staff) -> Client:
    """A browser in which the person signed in, reading Vietnamese."""
    client = Client(headers={"accept-language": "vi"})
    client.force_login(person)
    return client


def sent(client: Client, text: str = SALES, name: str = "doanh số tháng 11.csv") -> Any:
    """The answer to an upload."""
    return client.post(reverse("console:imports:new"), {"files": [SimpleUploadedFile(name, text.encode())]})


def upload(client: Client, text: str = SALES, name: str = "doanh số tháng 11.csv") -> SalesImport:
    """The import that an upload made."""
    sent(client, text, name)
    return SalesImport.objects.latest("pk")
