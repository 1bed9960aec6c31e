"""Codes by the thousand, and a batch undone."""

import csv
from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from quen.kernel.actor import SYSTEM
from quen.kernel.codes import is_well_formed
from quen.vouchers.batch import make_batch, random_codes, written_codes
from quen.vouchers.errors import BadBatch, BadKind, KindInUse
from quen.vouchers.expire import expire_due
from quen.vouchers.issue import issue
from quen.vouchers.kinds import change_kind, make_kind, resume, stop
from quen.vouchers.models import State, Voucher
from quen.vouchers.terms import HandedOver, Terms
from quen.vouchers.use import use
from quen.vouchers.void import void_batch, void_issued
from tests import world as cast
from tests.vouchers.kinds import CAKE, TEN_THOUSAND, kind


def test_a_batch_holds_so_many_different_codes_each_with_its_check_letter(
    world: cast.World, now: datetime
) -> None:
    batch = make_batch(
        kind=kind(now).pk, codes=5_000, valid_until=date(2026, 12, 31), at=now, by=world.by_mai
    )
    codes = list(Voucher.objects.filter(batch=batch, state=State.READY).values_list("code", flat=True))
    assert len(codes) == len(set(codes)) == 5_000
    assert all(map(is_well_formed, codes))
    rows = list(csv.DictReader("".join(written_codes(batch)).splitlines()))
    assert [row["code"] for row in rows] == codes
    assert rows[0]["written"].replace("-", "") == codes[0]
    assert rows[0]["valid_until"] == "2026-12-31"


def test_every_letter_is_equally_likely() -> None:
    letters = b"".join(code[:11] for code in random_codes(20_000)).decode()
    shares = [letters.count(letter) / len(letters) * 31 for letter in set(letters)]
    assert len(shares) == 31
    assert min(shares) > 0.9
    assert max(shares) < 1.1


def test_a_wrong_batch_is_undone_but_for_what_was_used(world: cast.World, now: datetime) -> None:
    batch = make_batch(kind=kind(now).pk, codes=10, at=now, by=world.by_mai)
    code = Voucher.objects.filter(batch=batch).values_list("code", flat=True)[0]
    use(code=code, customer=None, store=world.store.pk, lines=[CAKE], at=now, key="s", by=world.by_mai)
    assert void_batch(batch=batch.pk, reason="sai", at=now, by=world.by_mai).voided == 9
    assert void_batch(batch=batch.pk, reason="sai", at=now, by=world.by_mai).voided == 9
    assert Voucher.objects.filter(state=State.USED).count() == 1


def test_nobody_makes_a_batch_without_end(world: cast.World, now: datetime) -> None:
    for codes in (0, 1_000_001):
        with pytest.raises(BadBatch):
            make_batch(kind=kind(now, key=f"k{codes}").pk, codes=codes, at=now, by=world.by_mai)
    assert not Voucher.objects.exists()


def test_a_code_among_many_is_found_by_its_index(world: cast.World, now: datetime) -> None:
    make_batch(kind=kind(now).pk, codes=20_000, at=now, by=world.by_mai)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE vouchers_voucher")
        cursor.execute("EXPLAIN SELECT * FROM vouchers_voucher WHERE code = 'ABCDEFGHJKMN'")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Index Scan" in plan
    assert "Seq Scan" not in plan


def test_terms_stay_once_vouchers_are_out(world: cast.World, now: datetime) -> None:
    row = kind(now)
    gift = Terms(gives=HandedOver())
    assert change_kind(kind=row.pk, name="Quà", terms=gift, at=now, by=SYSTEM).said() == gift
    issue(kind="giam", customer=world.lan.pk, at=now, key="v1", by=world.by_mai)
    with pytest.raises(KindInUse):
        change_kind(kind=row.pk, name="Quà", terms=TEN_THOUSAND, at=now, by=SYSTEM)
    assert change_kind(kind=row.pk, name="Quà Tết", terms=gift, at=now, by=SYSTEM).name == "Quà Tết"


def test_kinds_have_keys_and_public_codes_of_their_own(world: cast.World, now: datetime) -> None:
    first = make_kind(name="Giảm giá Tết", terms=TEN_THOUSAND, code="tet-2027", at=now, by=world.by_mai)
    second = make_kind(name="Giảm giá Tết", terms=TEN_THOUSAND, at=now, by=world.by_mai)
    assert (first.key, first.code, second.key, second.code) == (
        "giam-gia-tet",
        "TET2027",
        "giam-gia-tet-2",
        None,
    )
    for wrong in ("TET2027", "a", "giảm"):
        with pytest.raises(BadKind):
            make_kind(name="X", terms=TEN_THOUSAND, code=wrong, at=now, by=world.by_mai)
    assert stop(kind=first.pk, at=now, by=world.by_mai).stopped_at == now
    assert resume(kind=first.pk, at=now, by=world.by_mai).stopped_at is None


def test_vouchers_expire_after_their_last_day(world: cast.World, now: datetime) -> None:
    kind(now, terms=TEN_THOUSAND.model_copy(update={"valid_days": 2}))
    voucher = issue(kind="giam", customer=world.lan.pk, at=now, key="v1", by=world.by_mai)
    assert voucher.valid_until == date(2026, 11, 24)
    assert expire_due(at=now + timedelta(days=2)) == 0
    assert expire_due(at=now + timedelta(days=3)) == 1
    voucher.refresh_from_db()
    assert voucher.state == State.EXPIRED


def test_what_a_returned_purchase_brought_is_void_but_for_what_is_used(
    world: cast.World, now: datetime
) -> None:
    kind(now)
    unused, spent = (
        issue(kind="giam", customer=world.lan.pk, purchase=7, at=now, key=f"v{n}", by=world.by_mai)
        for n in (1, 2)
    )
    use(
        code=spent.code,
        customer=world.lan.pk,
        store=world.store.pk,
        lines=[CAKE],
        at=now,
        key="s",
        by=world.by_mai,
    )
    assert [voucher.pk for voucher in void_issued(purchase=7, at=now, by=world.by_mai)] == [spent.pk]
    unused.refresh_from_db()
    assert unused.state == State.VOID
