"""A backup is only worth what its restore gives back."""

import tarfile
from pathlib import Path

import pytest

from quen.cli.main import run
from quen.events.models import Cursor, Event
from quen.flows.import_sales import import_sales
from quen.home.folder import home, lake_folder, uploads_folder
from quen.kernel.actor import SYSTEM
from quen.sales_file import ReadOptions
from tests.flows.import_sales.books import books
from tests.flows.import_sales.empty import empty
from tests.flows.import_sales.files import MORNING, NEXT_DAY, write

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    import_sales([write(tmp_path, "a.csv", [*MORNING, *NEXT_DAY])], options=ReadOptions(), by=SYSTEM)
    (lake_folder() / "purchases.parquet").write_bytes(b"facts")
    (uploads_folder() / "rejected-1.csv").write_text("why")
    (home() / "secret.key").write_text("key of this shop")
    return tmp_path


def test_everything_comes_back(shop: Path) -> None:
    before = books()
    assert run(["backup", str(shop / "shop.tar")]) == 0
    empty()
    for path in (
        lake_folder() / "purchases.parquet",
        uploads_folder() / "rejected-1.csv",
        home() / "secret.key",
    ):
        path.unlink()

    assert run(["restore", str(shop / "shop.tar")]) == 0

    assert books() == before
    assert (lake_folder() / "purchases.parquet").read_bytes() == b"facts"
    assert (uploads_folder() / "rejected-1.csv").read_text() == "why"
    assert (home() / "secret.key").read_text() == "key of this shop"


def test_readers_go_on_where_they_were_although_transactions_are_numbered_anew(shop: Path) -> None:
    read = Event.objects.order_by("transaction", "id")[2]
    Cursor.objects.update_or_create(
        reader="lake", defaults={"transaction": read.transaction, "event": read.pk}
    )
    run(["backup", str(shop / "shop.tar")])

    run(["restore", "--replace", str(shop / "shop.tar")])

    cursor = Cursor.objects.get(reader="lake")
    unread = Event.objects.exclude(pk__lte=read.pk).order_by("id")
    assert (cursor.transaction, cursor.event) < (unread[0].transaction, unread[0].pk)


def test_a_shop_is_not_replaced_by_accident(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["backup", str(shop / "shop.tar")])
    before = books()

    assert run(["--lang", "en", "restore", str(shop / "shop.tar")]) == 2

    assert "--replace" in capsys.readouterr().err
    assert books() == before


def test_a_file_that_is_no_backup_changes_nothing(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shop / "letter.tar").write_text("dear shop")
    before = books()

    assert run(["--lang", "en", "restore", "--replace", str(shop / "letter.tar")]) == 2

    assert "no backup of Khách Quen" in capsys.readouterr().err
    assert books() == before


def test_a_damaged_backup_changes_nothing(shop: Path) -> None:
    run(["backup", str(shop / "shop.tar")])
    content = bytearray((shop / "shop.tar").read_bytes())
    content[len(content) // 2] ^= 0xFF
    (shop / "shop.tar").write_bytes(content)
    before = books()

    assert run(["restore", "--replace", str(shop / "shop.tar")]) == 2

    assert books() == before
    assert (lake_folder() / "purchases.parquet").read_bytes() == b"facts"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("../outside", tarfile.REGTYPE), ("uploads/link", tarfile.SYMTYPE), ("etc/passwd", tarfile.REGTYPE)],
)
def test_what_else_is_in_the_file_is_never_unpacked(shop: Path, name: str, kind: bytes) -> None:
    run(["backup", str(shop / "shop.tar")])
    with tarfile.open(shop / "shop.tar", "a") as archive:
        entry = tarfile.TarInfo(name)
        entry.type, entry.linkname = kind, "/etc/passwd" if kind == tarfile.SYMTYPE else ""
        archive.addfile(entry)
    before = books()

    assert run(["restore", "--replace", str(shop / "shop.tar")]) == 2

    assert books() == before
    assert not (lake_folder().parent.parent / "outside").exists()


def test_a_backup_is_readable_by_its_owner_alone(shop: Path) -> None:
    run(["backup", str(shop / "shop.tar")])

    assert (shop / "shop.tar").stat().st_mode & 0o077 == 0
    with tarfile.open(shop / "shop.tar") as archive:
        assert archive.getnames()[:2] == ["manifest.json", "database.dump"]


@pytest.mark.parametrize(
    ("place", "told"),
    [("", "is a folder. Name a file to write to."), ("none/shop.tar", "Does the folder exist?")],
)
def test_where_nothing_can_be_written_is_said_before_the_work(
    shop: Path, capsys: pytest.CaptureFixture[str], place: str, told: str
) -> None:
    assert run(["--lang", "en", "backup", str(shop / place)]) == 2
    assert capsys.readouterr().err.strip().endswith(told)
