"""Who asks to be forgotten is: no table, no file has a word of hers; the books are what they were."""

import json
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum
from django.utils import timezone

from quen.chats.models import Line
from quen.config.readers import READERS, follow
from quen.draws.models import Award, Participant
from quen.draws.models import Entry as DrawEntry
from quen.events.models import Event
from quen.events.readers import run_all
from quen.flows.erase_person import erase_person
from quen.flows.errors import OpenWithHer
from quen.flows.export_person import export_person
from quen.flows.import_sales import import_sales
from quen.flows.merge_customers import merge_customers
from quen.flows.models import Erasure, ErasureState, ImportState, SalesImport
from quen.flows.open_with_her import open_with
from quen.flows.person import rooms
from quen.home.folder import lake_folder, uploads_folder
from quen.insight.business_day import business_today
from quen.insight.checks import check_facts, check_ledger
from quen.kernel.money import written as money
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.facts import facts_of
from quen.messages.forgotten import hashed, write_again
from quen.messages.models import Suppression, WhySuppressed
from quen.messages.settings import rules_for
from quen.messages.suppress import free, suppress
from quen.people.consent import give_consent, in_force
from quen.people.create_customer import create_customer
from quen.people.models import ConsentChannel, Customer, Identity, IdentityKind, Purpose
from quen.people.note import write_note
from quen.people.recognise import recognition
from quen.points.models import Account
from quen.purchases.models import Purchase
from quen.sales_file import ReadOptions
from quen.segments.check import check_segments
from quen.tickets.models import Entry
from tests.flows.everything import EMAIL, NAME, PHONE, SPOKEN, WORDS, fill, suong_mai
from tests.flows.loyal import SUNDAY, bought, member, running
from tests.world import World

HERS = (
    NAME,
    "Sương Mai",
    "suong mai",
    PHONE,
    SPOKEN,
    "987654321",
    EMAIL,
    WORDS,
    WORDS[:20],
    "Ngõ Tím",
    "1990-03-08",
)


def found_in_database(*words: str) -> list[str]:
    """`table.column` for every column of the whole database that holds one of them, whatever the column's type."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns JOIN information_schema.tables"
            " USING (table_schema, table_name) WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        for table, column, kind in cursor.fetchall():
            shown = (
                f"convert_from(\"{column}\", 'UTF8')"
                if kind == "bytea" and _is_text(table)
                else f'"{column}"::text'
            )
            cursor.execute(
                f'SELECT count(*) FROM "{table}" WHERE {shown} ILIKE ANY(%s)',  # names of the catalogue
                [[f"%{word}%" for word in words]],
            )
            if cursor.fetchone()[0]:
                found.append(f"{table}.{column}")
    return found


def _is_text(table: str) -> bool:
    return table in {"surveys_photo", "tickets_attachment"}


@pytest.fixture
def her(world: World) -> Customer:
    customer = suong_mai()
    fill(customer)
    return customer


def catch_up() -> None:
    """Let every reader read what this test's own transaction told, and do the day's round."""
    for _round in range(3):
        run_all(READERS, until=2**62)
        follow()


def read_zip(written: bytes) -> tuple[dict[str, Any], str]:
    with zipfile.ZipFile(BytesIO(written)) as file:
        return json.loads(file.read("data.json")), file.read("index.html").decode()


def test_her_export_has_every_table_and_her_own_words(world: World, her: Customer, now: datetime) -> None:
    data, page = read_zip(export_person(customer=her.pk, by=world.by_mai, at=now))
    told = {section["table"] for section in data["kept"]}
    declared = {kept.model for room in rooms() for kept in room.kept}
    assert declared - told == {"outreach.donotcall"}, "she is not on the national list"
    for word in (NAME, PHONE, EMAIL, WORDS):
        assert word in json.dumps(data, ensure_ascii=False)
        assert word in page


def test_not_a_word_of_hers_is_left_anywhere(world: World, her: Customer, now: datetime) -> None:
    assert len(found_in_database(*HERS)) > 60
    assert erase_person(customer=her.pk, by=world.by_mai, at=now, accepts_open=True)
    assert found_in_database(*HERS) == []


def test_erasing_again_changes_nothing(world: World, her: Customer, now: datetime) -> None:
    assert erase_person(customer=her.pk, by=world.by_mai, at=now, accepts_open=True)
    told = Event.objects.count()
    assert not erase_person(customer=her.pk, by=world.by_mai, at=now, accepts_open=True)
    assert Event.objects.count() == told


def test_the_erasure_is_told_without_a_word_of_who(world: World, her: Customer, now: datetime) -> None:
    erase_person(customer=her.pk, by=world.by_mai, at=now, accepts_open=True)
    told = Event.objects.get(kind="customer.erased", customer=her.pk)
    assert (told.facts, told.actor) == ({}, str(world.by_mai))
    done = Erasure.objects.get(state=ErasureState.DONE)
    assert (done.customer, done.ended_by) == (her.pk, str(world.by_mai))


def test_what_was_merged_into_her_is_forgotten_with_her(world: World, now: datetime) -> None:
    her, other = suong_mai(), Customer.objects.create(name="Sương Mai Đ.")
    Identity.objects.create(customer=other, kind=IdentityKind.PHONE, value="+84911222333")
    write_note(customer=other.pk, text="thích ly màu tím", by=world.by_mai, at=now)
    merge_customers(customer=other.pk, into=her.pk, by=world.by_mai, at=now)
    data, _page = read_zip(export_person(customer=other.pk, by=world.by_mai, at=now))
    assert data["customers"] == [her.pk, other.pk]
    assert "thích ly màu tím" in json.dumps(data, ensure_ascii=False)
    erase_person(customer=other.pk, by=world.by_mai, at=now)
    assert found_in_database(*HERS, "911222333", "ly màu tím") == []
    catch_up()
    told = [str(one) for one in check_facts()]  # Lan was put into the books without being told of
    assert told == [f"1 customers' summaries differ from their purchases, e.g. customer {world.lan.pk}."]


def test_lan_is_as_she_was(world: World, her: Customer, now: datetime) -> None:
    write_note(customer=world.lan.pk, text="uống ít đường", by=world.by_mai, at=now)
    give_consent(
        customer=world.lan.pk, purpose=Purpose.MARKETING, channel=ConsentChannel.ALL, proof="tại quầy",
        by=world.by_mai, at=now,
    )  # fmt: skip
    before, _page = read_zip(export_person(customer=world.lan.pk, by=world.by_mai, at=now))
    erase_person(customer=her.pk, by=world.by_mai, at=now, accepts_open=True)
    after, _page = read_zip(export_person(customer=world.lan.pk, by=world.by_mai, at=now))
    told = [section for section in after["kept"] if section["table"] != "events.event"]
    assert told == [section for section in before["kept"] if section["table"] != "events.event"]
    assert "uống ít đường" in json.dumps(after, ensure_ascii=False)


def test_an_old_list_brought_in_later_cannot_bring_messages_back(world: World, now: datetime) -> None:
    her = suong_mai()
    erase_person(customer=her.pk, by=world.by_mai, at=now)
    again = create_customer(
        name=NAME, known_by=[recognition(IdentityKind.PHONE, SPOKEN)], by=world.by_mai, at=now
    )
    assert again.pk != her.pk
    assert not in_force(customer=again.pk, purpose=Purpose.MARKETING, channel=ConsentChannel.ALL)
    give_consent(
        customer=again.pk, purpose=Purpose.MARKETING, channel=ConsentChannel.ALL, proof="danh sách cũ",
        by=world.by_mai, at=now,
    )  # fmt: skip
    assert is_suppressed(again.pk, now)
    assert not is_suppressed(world.lan.pk, now)
    write_again(PHONE)  # she came back and said so herself
    assert not is_suppressed(again.pk, now)


def test_whoever_complained_stays_suppressed_though_nobody_knows_whom(world: World, now: datetime) -> None:
    her = suong_mai()
    suppress(address=EMAIL, reason=WhySuppressed.COMPLAINED, at=now, by=world.by_mai)
    erase_person(customer=her.pk, by=world.by_mai, at=now)
    kept = Suppression.objects.get(address=hashed(EMAIL))
    assert kept.reason == WhySuppressed.COMPLAINED
    write_again(EMAIL)
    assert Suppression.objects.filter(pk=kept.pk).exists()
    assert free(address=EMAIL, at=now, by=world.by_mai)
    assert not Suppression.objects.filter(pk=kept.pk).exists()


def test_a_run_that_is_killed_in_the_middle_leaves_her_whole(
    world: World, her: Customer, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = found_in_database(*HERS)
    monkeypatch.setattr("quen.flows.erase_person._told", killed)
    with pytest.raises(KeyboardInterrupt):
        erase_person(customer=her.pk, by=world.by_mai, at=now, accepts_open=True)
    assert found_in_database(*HERS) == before
    monkeypatch.undo()
    assert erase_person(customer=her.pk, by=world.by_mai, at=now, accepts_open=True)
    assert found_in_database(*HERS) == []


def test_open_things_are_shown_and_stop_it_until_somebody_accepts_them(
    world: World, her: Customer, now: datetime
) -> None:
    shown = [str(one) for one in open_with(her.pk)]
    assert shown[0] == "1 points, which nobody can spend any more."
    assert any("open tickets" in one for one in shown) and any("warranty" in one for one in shown)
    with pytest.raises(OpenWithHer):
        erase_person(customer=her.pk, by=world.by_mai, at=now)
    assert Customer.objects.get(pk=her.pk).name == NAME


def test_only_this_verb_may_empty_what_stays_as_it_was_said(
    world: World, her: Customer, now: datetime
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.update(text="—", author="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.update(text="—", html="", message_id="", in_reply_to="")
    with pytest.raises(IntegrityError), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('quen.erases', 'on', true)")
        Line.objects.update(text="khác")  # other words instead of none
    erase_person(customer=her.pk, by=world.by_mai, at=now, accepts_open=True)
    assert Line.objects.get().text == "—"


def test_files_of_imports_that_name_her_go_and_others_stay(
    world: World, her: Customer, now: datetime
) -> None:
    folder = uploads_folder()
    (folder / "tu-choi-1.csv").write_text(
        f"File,Row,Reason,Row\na.csv,2,?,{SPOKEN};{NAME}", encoding="utf-8-sig"
    )
    (folder / "tu-choi-2.csv").write_text(
        "File,Row,Reason,Row\na.csv,2,?,0912345678;Lan", encoding="utf-8-sig"
    )
    for number in (1, 2):
        SalesImport.objects.create(name="a.csv", rejects_file=f"tu-choi-{number}.csv", state=ImportState.DONE)
    erase_person(customer=her.pk, by=world.by_mai, at=now, accepts_open=True)
    assert [file.name for file in sorted(folder.iterdir())] == ["tu-choi-2.csv"]


def test_the_books_agree_afterwards(world: World) -> None:
    running(world)
    member(world)
    bought(world, 95_000, 120_000)
    bought(world, 40_000, key="till-1-0002")
    catch_up()
    worth = Purchase.objects.aggregate(Sum("amount_minor")), Account.objects.aggregate(Sum("balance"))
    assert erase_person(customer=world.lan.pk, by=world.by_mai, at=SUNDAY, accepts_open=True)
    catch_up()
    assert found_in_database("Nguyễn Thị Lan", "912345678") == []
    assert (
        Purchase.objects.aggregate(Sum("amount_minor")),
        Account.objects.aggregate(Sum("balance")),
    ) == worth
    assert [str(one) for one in check_facts()] == []
    assert [str(one) for one in check_ledger(at=timezone.now())] == []
    assert [str(one) for one in check_segments(today=business_today(), at=timezone.now())] == []
    assert b"1990" not in b"".join(part.read_bytes() for part in lake_folder().rglob("*.parquet"))


def killed(*_all: object, **_named: object) -> None:
    raise KeyboardInterrupt


def is_suppressed(customer: int, at: datetime) -> bool:
    rules = rules_for(Channel.SMS, MessagePurpose.MARKETING)
    return facts_of([customer], rules=rules, at=at)[customer].is_suppressed


def test_the_page_shows_money_and_choices_as_she_reads_them(world: World, now: datetime) -> None:
    running(world)
    member(world)
    bought(world, 95_000)
    _data, page = read_zip(export_person(customer=world.lan.pk, by=world.by_mai, at=now))
    assert money(95_000, "VND") in page and "<td>95000</td>" not in page
    assert "<td>phone</td>" not in page and "Điện thoại" in page
    assert page.index("Hồ sơ") < page.index("Những gì đã xảy ra")


def test_a_sales_file_with_her_number_makes_a_new_customer_nobody_writes_to(
    world: World, now: datetime, tmp_path: Path
) -> None:
    her = suong_mai()
    erase_person(customer=her.pk, by=world.by_mai, at=now)
    sold = tmp_path / "old.csv"
    sold.write_text(
        "Chi nhánh,Mã hóa đơn,Thời gian,Tên khách hàng,Điện thoại,Mã hàng,Số lượng,Đơn giá,Thành tiền\n"
        f"Quận 1,HD9,20/11/2026 08:05,{NAME},{SPOKEN},CF1,2,25000,50000\n",
        encoding="utf-8",
    )
    done = import_sales([sold], options=ReadOptions(), store="", by=world.by_mai)
    assert (done.rows_imported, done.customers_new) == (1, 1)
    again = Identity.objects.get(value=PHONE).customer
    assert again.pk != her.pk and Customer.objects.get(pk=her.pk).name == ""
    assert not in_force(customer=again.pk, purpose=Purpose.MARKETING, channel=ConsentChannel.ALL)
    assert is_suppressed(again.pk, now)


def test_words_in_a_published_draw_go_too_and_nothing_else_of_it(
    world: World, her: Customer, now: datetime
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE draws_draw SET state = 'published'")
        cursor.execute("UPDATE draws_award SET state = 'handed_over', ended_at = now(), ended_by = 'staff:1'")
        cursor.execute("SET session_replication_role = origin")
    for table in (DrawEntry, Participant):
        with pytest.raises(IntegrityError), transaction.atomic():
            table.objects.update(text="")
    label = Participant.objects.get().label
    erase_person(customer=her.pk, by=world.by_mai, at=now, accepts_open=True)
    assert (DrawEntry.objects.get().text, Award.objects.get().note) == ("", "")
    assert (Participant.objects.get().text, Participant.objects.get().label) == ("", label)
