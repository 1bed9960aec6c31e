"""Take back: goods return, and with them exactly what they had given and what they had been paid with."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from quen.enrolment.versions import programme_of
from quen.events.emit import emit
from quen.flows.answer_once import answer_once, digest_of
from quen.flows.ring_up.receipt import Standing
from quen.flows.take_back.errors import BeforeItWasBought, ReturnReceiptTaken
from quen.flows.take_back.goods import Goods, TakenLine, coming, goods_of
from quen.flows.take_back.judge import Judged, count_back, judged_purchase, make_room, taken_back
from quen.flows.take_back.receipts import purchase_of_receipt, return_period
from quen.flows.take_back.refund import Refund, refund_from_json, refund_to_json
from quen.flows.take_back.vouchers import discounted_minor, given_back, voided
from quen.kernel.actor import Actor
from quen.kernel.sentences import Sentence, gettext_noop
from quen.people.find import root_of
from quen.points.account import held_for_return
from quen.points.models import Transfer, TransferKind
from quen.points.reads import balance_of
from quen.points.restore import restorable, restore
from quen.points.take_back_earned import take_back_earned
from quen.programme import TakenBack
from quen.purchases.events import PurchaseReturned
from quen.purchases.models import Purchase, Return, ReturnLine
from quen.tiers.events import TierMoved
from quen.vouchers.check import uses_of


def take_back(
    *,
    store: int,
    receipt: str,
    bought_on: date | None = None,
    lines: Sequence[TakenLine] | None = None,
    at: datetime,
    key: str,
    by: Actor,
    return_receipt: str | None = None,
) -> Refund:
    """Take goods back, whole (`lines` None), by line, or part of a line; the same key is answered once.

    What the goods had given goes by the version that gave it; points they were paid with are in their own lots again,
    with their own dates; counters and tier are judged again. Where points given are spent already, the shop's policy
    decides, and the refund says so. `bought_on` tells the receipt where the store's numbers start again. Raises
    NoSuchPurchase, WhichReceipt, MoreThanBought, NothingToTakeBack, ReturnReceiptTaken,
    BeforeItWasBought, KeyUsedForSomethingElse; nothing is kept then.
    """
    asked = None if lines is None else [[line.line, line.quantity_milli] for line in lines]
    day = [bought_on.isoformat()] if bought_on else []
    is_new: list[bool] = []

    def effect() -> dict[str, object]:
        is_new.append(True)
        return refund_to_json(_take_back(store, receipt, bought_on, lines, at, key, by, return_receipt))

    answer = answer_once(
        key=f"return:{key}",
        digest=digest_of("return", store, receipt, asked, return_receipt, *day),
        at=at,
        effect=effect,
    )
    return refund_from_json(dict(answer), is_repeated=not is_new)


def _take_back(
    store: int,
    receipt: str,
    bought_on: date | None,
    lines: Sequence[TakenLine] | None,
    at: datetime,
    key: str,
    by: Actor,
    return_receipt: str | None,
) -> Refund:
    purchase = _held(purchase_of_receipt(store=store, receipt=receipt, bought_on=bought_on), at)
    period = return_period(store=store, at=at)
    number = return_receipt or f"R-{receipt}-{key}"[:200]
    if Return.objects.filter(store=store, receipt=number, receipt_period=period).exists():
        raise ReturnReceiptTaken(
            gettext_noop(
                "Return %(receipt)s of this store is another one, recorded before. Nothing was kept."
            ),
            receipt=number,
        )
    judged = judged_purchase(purchase.pk)
    if purchase.customer_id is not None:
        held_for_return(customer=purchase.customer_id, purchase=purchase.pk)
    goods = goods_of(purchase, judged.outcome.returned_milli if judged else None)
    back = coming(goods, lines)
    row = _recorded(purchase, number, period, back, at, by)
    taken = taken_back(judged, goods) if judged else None
    return _settled(purchase, row, goods, judged, taken, at, by)


def _held(purchase: int, at: datetime) -> Purchase:
    """The purchase, locked: returns of one purchase come one after the other."""
    found = Purchase.objects.select_for_update().get(pk=purchase)
    if at < found.bought_at:
        raise BeforeItWasBought(gettext_noop("The goods come back before they were bought. Check the time."))
    return found


def _recorded(
    purchase: Purchase, number: str, period: str, back: list[Goods], at: datetime, by: Actor
) -> Return:
    """The return and its lines, which carry the marks of the lines they came from."""
    row = Return.objects.create(
        store_id=purchase.store_id, receipt=number, receipt_period=period, customer_id=purchase.customer_id,
        returned_at=at, amount_minor=sum(line.amount_minor for line in back), purchase=purchase,
    )  # fmt: skip
    ReturnLine.objects.bulk_create(
        ReturnLine(
            of=row, fingerprint=line.row.fingerprint, occurrence=line.row.occurrence, product=line.row.product,
            quantity=Decimal(line.coming_milli) / 1000, amount_minor=line.amount_minor, serial=line.row.serial,
        )
        for line in back
    )  # fmt: skip
    emit(
        PurchaseReturned(
            at=at, by=by, customer=purchase.customer_id, store=purchase.store_id, subject=row.pk,
            amount_minor=row.amount_minor,
        )
    )  # fmt: skip
    return row


def _settled(
    purchase: Purchase,
    row: Return,
    goods: list[Goods],
    judged: Judged | None,
    taken: TakenBack | None,
    at: datetime,
    by: Actor,
) -> Refund:
    """Points, counters and tier after the goods are back."""
    uses = uses_of(purchase.pk)
    restored, restored_minor = _restored(purchase, row, goods, at, by)
    money_minor = row.amount_minor - discounted_minor(uses, goods) - restored_minor
    vouchers = given_back(uses, goods, money_minor=money_minor, at=at, by=by)
    facts: dict[str, object] = {}
    sentences: list[Sentence] = []
    if judged and taken:
        facts, sentences = _points(judged, taken, row, at, by)
    if restored:
        sentences.append(
            Sentence(gettext_noop("%(points)s spent points were given back."), {"points": restored})
        )
    sentences += vouchers.sentences
    if judged and taken:
        make_room(judged, taken)
    root = None if purchase.customer_id is None else root_of(purchase.customer_id).pk
    standing = Standing()
    if root is not None:
        balance = balance_of(customer=root, at=at)
        standing = Standing(available=balance.available, pending=balance.pending, owed=balance.owed)
    return Refund(
        number=row.pk, store=purchase.store_id, receipt=row.receipt, purchase=purchase.pk, customer=root, at=at,
        amount_minor=row.amount_minor, refund_minor=money_minor - vouchers.kept_minor,
        points_restored=restored, vouchers_given_back=vouchers.codes,
        standing=standing, sentences=tuple(sentences), **facts,  # type: ignore[arg-type]
    )  # fmt: skip


def _restored(
    purchase: Purchase, row: Return, goods: list[Goods], at: datetime, by: Actor
) -> tuple[int, int]:
    """Points the purchase was paid with, in proportion to what has come back; and what they are worth."""
    spent = Transfer.objects.filter(purchase=purchase, kind=TransferKind.REDEEM).first()
    if spent is None:
        return 0, 0
    left = restorable(spent.pk)
    whole = -sum(spent.entries.filter(account__isnull=False).values_list("points", flat=True))
    worth = sum(line.row.amount_minor for line in goods)
    back = sum(line.part_of(line.row.amount_minor, line.now_milli) for line in goods)
    is_all = all(line.now_milli == line.whole for line in goods)
    due = whole if is_all or worth <= 0 else min(max(whole * back // worth, 0), whole)
    points = max(due - (whole - left), 0)
    if points:
        restore(
            transfer=spent.pk,
            points=points,
            purchase=purchase.pk,
            at=at,
            key=f"return:{row.pk}:restore",
            by=by,
        )
    return points, points * programme_of(spent.version or 0).point_value_minor


def _points(
    judged: Judged, taken: TakenBack, row: Return, at: datetime, by: Actor
) -> tuple[dict[str, object], list[Sentence]]:
    """Points earned, counters and tier."""
    customer = judged.accrual.customer_id
    facts: dict[str, object] = {"points_asked": taken.points}
    sentences = []
    if taken.points > 0:
        gone = take_back_earned(
            customer=customer, purchase=judged.accrual.pk, points=taken.points, at=at,
            key=f"return:{row.pk}:take_back", by=by,
        )  # fmt: skip
        facts |= {"points_taken": gone.taken, "points_owed": gone.owed}
        sentences.append(gone.sentence)
    before, after, name = count_back(judged, taken)
    facts |= {"tier_before": before, "tier": after}
    if before != after:
        root = root_of(customer).pk
        moved = TierMoved(
            at=at,
            by=by,
            customer=root,
            store=row.store_id,
            subject=row.pk,
            before=before,
            after=after,
            name=name,
        )
        emit(moved)
    facts["vouchers_revoked"], used = voided(judged.accrual.pk, taken.revoked, at=at, by=by)
    return facts, sentences + used
