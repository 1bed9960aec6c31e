"""Mai brings the file of her till into the console."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from procrastinate.contrib.django.models import ProcrastinateJob

from quen.console.imports import mapping
from quen.console.imports import upload as upload_page
from quen.console.imports.as_read import readable_format
from quen.flows.import_sales.jobs import plan_import, run_import
from quen.flows.models import ImportState, SalesImport
from quen.home.folder import uploads_folder
from quen.people.models import Customer
from quen.purchases.models import Purchase
from quen.shops.models import Store
from quen.shops.roles import Role
from tests import world
from tests.console.cast import SALES, sent, signed_in, upload
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> World:
    return world.build()


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


def address(page: str, record: SalesImport) -> str:
    return reverse(f"console:imports:{page}", args=[record.pk])


def choices(client: Client, record: SalesImport, **changes: str) -> dict[str, str]:
    """What the form on the page would send, with some fields chosen otherwise."""
    form = client.get(address("show", record)).context["form"]
    filled = {field.name: field.value() or "" for field in form}
    filled["has_header"] = "on" if filled["has_header"] else ""
    return {name: value for name, value in (filled | changes).items() if value or name in changes}


def test_the_file_is_shown_as_it_is_read_before_anything_is_kept(mai: Client) -> None:
    record = upload(mai)
    page = mai.get(address("show", record))
    assert page.context["preview"].columns["amount"] == "Thành tiền"
    html = page.content.decode()
    assert "dd/mm/yyyy hh:mm" in html
    assert "Thành tiền: 58.000 ₫" in html
    assert Purchase.objects.count() == 0


def test_what_was_uploaded_becomes_purchases_and_every_row_is_accounted_for(mai: Client) -> None:
    record = upload(mai)
    assert mai.post(address("start", record)).headers["Location"] == address("show", record)
    record.refresh_from_db()
    assert record.state == ImportState.QUEUED
    run_import(import_id=record.pk)
    record.refresh_from_db()
    assert (record.state, record.rows_read, record.rows_imported, record.rows_rejected) == ("done", 4, 3, 1)
    assert (record.purchases_new, record.customers_new) == (3, 1)  # Lan was known by her phone
    html = mai.get(address("show", record)).content.decode()
    assert "4 dòng đã đọc = 3 đã nhập + 0 đã có từ trước + 1 bị loại." in html


def test_the_uploaded_copy_goes_once_its_rows_are_in(mai: Client) -> None:
    record = upload(mai)
    folder = uploads_folder() / record.folder
    assert [path.name for path in folder.iterdir()] == ["doanh số tháng 11.csv"]
    mai.post(address("start", record))
    run_import(import_id=record.pk)
    assert not folder.exists()
    assert [path.name for path in uploads_folder().iterdir()] == [f"rejected-{record.pk}.csv"]


def test_rejected_rows_come_back_with_their_reason(mai: Client) -> None:
    record = upload(mai)
    mai.post(address("start", record))
    run_import(import_id=record.pk)
    answer = mai.get(address("rejects", record))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="rejected-{record.pk}.csv"'
    assert "HD004" in text.splitlines()[1]
    assert "HD001" not in text


def test_there_is_nothing_to_download_where_no_row_was_rejected(mai: Client) -> None:
    record = upload(mai)
    assert mai.get(address("rejects", record)).status_code == 404


def test_a_guess_can_be_overruled_and_the_rest_is_guessed_anew(mai: Client) -> None:
    record = upload(mai)
    answer = mai.post(address("mapping", record), choices(mai, record, phone="", product_name="Mã hóa đơn"))
    assert answer.headers["Location"] == address("show", record)
    record.refresh_from_db()
    assert record.options["mapping"] == {"phone": "", "product_name": "Mã hóa đơn"}
    preview = mai.get(address("show", record)).context["preview"]
    assert "phone" not in preview.columns
    assert (preview.columns["product_name"], preview.by["product_name"]) == ("Mã hóa đơn", "map")
    assert (preview.columns["amount"], preview.by["amount"]) == ("Thành tiền", "header")


def test_a_file_without_header_is_read_by_position(mai: Client) -> None:
    record = upload(mai, "19970101 12 11.77\n19970118 7 20.76\n", "cdnow.txt")
    page = mai.get(address("show", record))
    assert page.context["error"] != ""
    mai.post(address("mapping", record), choices(mai, record, has_header=""))
    mai.post(
        address("mapping", record),
        choices(mai, record, date="1", customer="2", amount="3", currency_code="USD"),
    )
    preview = mai.get(address("show", record)).context["preview"]
    assert preview.error is None
    assert (preview.columns, preview.currency) == ({"date": "1", "customer": "2", "amount": "3"}, "USD")


def test_an_unknown_column_changes_nothing(mai: Client) -> None:
    record = upload(mai)
    answer = mai.post(address("mapping", record), choices(mai, record, phone="DROP TABLE"), follow=True)
    assert "Chưa có gì thay đổi" in answer.content.decode()
    record.refresh_from_db()
    assert record.options == {}


def test_a_file_without_dates_says_so_and_cannot_be_imported(mai: Client) -> None:
    record = upload(mai, "Tên,Tiền\nLan,5000\nTú,7000\n")
    page = mai.get(address("show", record))
    assert "Tên, Tiền" in page.context["error"]
    assert address("start", record) not in page.content.decode()
    assert list(page.context["preview"].all_columns) == ["Tên", "Tiền"]


def test_a_picture_is_refused_in_one_sentence(mai: Client) -> None:
    record = upload(mai, "\x89PNG\r\n\x1a\n\x00\x00\x00", "ảnh.csv")
    page = mai.get(address("show", record))
    assert page.status_code == 200
    assert page.context["error"] != ""


def test_pressing_twice_starts_it_once(mai: Client) -> None:
    record = upload(mai)
    mai.post(address("start", record))
    mai.post(address("start", record))
    assert (
        ProcrastinateJob.objects.filter(task_name="import_sales", args={"import_id": record.pk}).count() == 1
    )


def test_an_upload_that_waits_can_be_removed_with_its_files(mai: Client) -> None:
    record = upload(mai)
    mai.get(address("show", record))
    assert mai.post(address("drop", record)).headers["Location"] == reverse("console:imports:index")
    assert not SalesImport.objects.exists()
    assert list(uploads_folder().iterdir()) == []


def test_what_was_imported_cannot_be_removed(mai: Client) -> None:
    record = upload(mai)
    mai.post(address("start", record))
    run_import(import_id=record.pk)
    answer = mai.post(address("drop", record), follow=True)
    assert "đã bắt đầu" in answer.content.decode()
    assert SalesImport.objects.get().state == ImportState.DONE
    assert Purchase.objects.count() == 3


def test_a_failure_says_why_what_was_kept_and_leads_back_to_the_choices(mai: Client, shop: World) -> None:
    record = upload(mai, "Tên,Tiền\nLan,5000\nTú,7000\n")
    mai.post(address("start", record))
    run_import(import_id=record.pk)
    record.refresh_from_db()
    assert record.state == ImportState.FAILED
    html = mai.get(address("show", record)).content.decode()
    assert "Tên, Tiền" in html
    assert "hoặc nhập trọn vẹn, hoặc không nhập gì" in html
    assert Customer.objects.count() == 1  # Lan, who was there before
    mai.post(address("reopen", record))
    record.refresh_from_db()
    assert record.state == ImportState.WAITING


def test_numbers_that_start_again_are_proposed_and_taken_with_one_press(mai: Client, shop: World) -> None:
    days = [f"{n},{day}/11/2026 08:0{n},KH{n + day},25000" for day in (20, 21) for n in (1, 2, 3)]
    record = upload(mai, "\n".join(["Mã hóa đơn,Thời gian,Mã khách hàng,Thành tiền", *days]))
    mai.post(address("start", record))
    run_import(import_id=record.pk)
    html = mai.get(address("show", record)).content.decode()
    assert "số 1 là 2 lần bán khác nhau" in html
    assert "Mỗi ngày: nhập như vậy" in html
    assert not Purchase.objects.exists()

    mai.post(address("restart", record), {"restart": "day"})
    run_import(import_id=record.pk)

    record.refresh_from_db()
    assert (record.state, Purchase.objects.count()) == (ImportState.DONE, 6)
    assert set(Store.objects.filter(name=shop.store.name).values_list("receipts_restart", flat=True)) == {
        "day"
    }


def test_the_page_and_its_poll_show_the_same_progress(mai: Client) -> None:
    record = upload(mai)
    mai.post(address("start", record))
    SalesImport.objects.update(state=ImportState.RUNNING, stage="purchases", progress=0.62)
    part = mai.get(address("progress", record))
    assert part.content.decode().strip() in mai.get(address("show", record)).content.decode()
    assert "Đang ghi lượt mua" in part.content.decode()
    assert 'value="62"' in part.content.decode()
    assert "HX-Refresh" not in part.headers
    SalesImport.objects.update(state=ImportState.DONE)
    assert mai.get(address("progress", record)).headers["HX-Refresh"] == "true"


def test_a_large_file_is_looked_through_by_the_worker(mai: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapping, "AT_ONCE_BYTES", 10)
    record = upload(mai)
    for _again in range(2):
        assert "Đang xem qua tệp" in mai.get(address("show", record)).content.decode()
    assert (
        ProcrastinateJob.objects.filter(task_name="plan_import", args={"import_id": record.pk}).count() == 1
    )
    assert "HX-Refresh" not in mai.get(address("progress", record)).headers
    plan_import(import_id=record.pk)
    assert mai.get(address("progress", record)).headers["HX-Refresh"] == "true"
    assert mai.get(address("show", record)).context["preview"].columns["date"] == "Thời gian"


def test_too_much_at_once_is_refused_before_it_is_read(mai: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload_page, "UPLOAD_BYTES", 100)
    answer = sent(mai)
    assert answer.status_code == 413
    assert "Không có gì được lưu" in answer.content.decode()
    assert list(uploads_folder().iterdir()) == []


def test_an_upload_without_a_token_leaves_nothing_behind(shop: World) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(shop.mai)
    assert sent(strict).status_code == 403
    assert not SalesImport.objects.exists()
    assert list(uploads_folder().iterdir()) == []


def test_choosing_no_file_says_so(mai: Client) -> None:
    answer = mai.post(reverse("console:imports:new"), {})
    assert answer.status_code == 422
    assert "Bạn chưa chọn tệp nào." in answer.content.decode()


def test_the_list_names_who_brought_what(mai: Client, shop: World) -> None:
    upload(mai)
    html = mai.get(reverse("console:imports:index")).content.decode()
    assert "doanh số tháng 11.csv" in html
    assert shop.mai.name in html
    assert "Không có lần nhập nào" in mai.get(reverse("console:imports:index"), {"q": "zzz"}).content.decode()


def test_an_empty_list_says_what_to_do(mai: Client) -> None:
    assert "Chưa nhập tệp nào" in mai.get(reverse("console:imports:index")).content.decode()


def test_import_pages_ask_the_database_little(mai: Client, django_assert_max_num_queries: object) -> None:
    record = upload(mai)
    for _more in range(5):
        upload(mai)
    world.staff(name="Hà", email="ha@example.com", role=Role.MARKETER)
    for page in (reverse("console:imports:index"), reverse("console:imports:new"), address("show", record)):
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            assert mai.get(page).status_code == 200


def test_the_text_of_the_file_is_never_markup(mai: Client) -> None:
    record = upload(mai, SALES.replace("Bánh mì", "<script>alert(1)</script>"))
    assert "<script>alert(1)" not in mai.get(address("show", record)).content.decode()


def test_files_named_like_paths_stay_in_their_folder(mai: Client) -> None:
    record = upload(mai, name="../../../etc/passwd.csv")
    assert [path.name for path in Path(uploads_folder() / record.folder).iterdir()] == ["passwd.csv"]


@pytest.mark.parametrize(
    ("written_as", "said"),
    [("%d/%m/%Y %H:%M", "dd/mm/yyyy hh:mm"), ("iso", "yyyy-mm-dd"), ("%d %b %Y %H:%M %z", "dd Jan yyyy hh:mm ±hhmm"),
     ("serial", "số ngày theo cách đếm của Excel")],
)  # fmt: skip
def test_how_dates_are_written_is_said_in_words(written_as: str, said: str) -> None:
    with translation.override("vi"):
        assert readable_format(written_as) == said
