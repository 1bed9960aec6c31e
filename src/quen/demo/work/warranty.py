"""Machines that came back with a fault in two years: what the chain promises, what was decided, where they are."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from quen.demo.loyalty.luck import chance
from quen.demo.loyalty.moments import day_of
from quen.events.happening import Happening
from quen.kernel.actor import SYSTEM
from quen.programme.kept_sentences import sentence_to_json
from quen.purchases.models import Line
from quen.shops.models import Staff
from quen.shops.roles import Role
from quen.warranty.events import WarrantyDecided, WarrantyOpened, WarrantyReturned
from quen.warranty.goods import Goods, goods_of
from quen.warranty.lay_down import lay_down
from quen.warranty.models import Claim, Decision, Place, Step
from quen.warranty.propose import propose
from quen.warranty.terms import Clause, Covers

_ONE_OF, _MOST = 3, 160  # every third machine comes back once: the page has something to show
_DAY = timedelta(days=1)
_FAULTS = {
    "DC05": ("Tay quay kẹt", "Bột xay không đều"),
    "DC06": ("Không lên nguồn", "Xay kêu to, bột không đều", "Tự tắt khi đang xay"),
    "DC07": ("Nước không đủ nóng", "Rò nước ở đáy", "Không lên nguồn"),
    "DC08": ("Áp suất yếu", "Rò nước ở đáy", "Nút bấm không ăn"),
    "DC09": ("Cân sai số", "Màn hình không hiện"),
}
_DONE = (
    "Thay gioăng",
    "Thay mô-tơ",
    "Vệ sinh, chỉnh lưỡi xay",
    "Thay bo mạch",
    "Không tìm thấy lỗi, đã thử lại",
)
_TERMS = (
    Clause(0, Covers.WRITTEN, "Thời hạn ghi trên hóa đơn được giữ nguyên."),
    Clause(0, Covers.KEPT, "Máy và dụng cụ điện được bảo hành theo số tháng ghi ở sản phẩm."),
    Clause(0, Covers.EXCLUDED, "Không bảo hành hư hỏng do rơi vỡ, vào nước hoặc dùng sai điện áp."),
    Clause(0, Covers.EXCLUDED, "Không bảo hành máy đã bị người khác tháo sửa."),
)


def make_claims(*, seed: int, begins: datetime, now: datetime) -> list[Happening]:
    """Lay the chain's terms down and write the claims; their events are the caller's to write."""
    lay_down(clauses=_TERMS, in_force_from=day_of(begins) - 365 * _DAY, at=now, by=SYSTEM)
    sold = Line.objects.exclude(serial="").filter(purchase__customer__isnull=False).order_by("pk")
    held = [one for one in goods_of(sold[: _MOST * _ONE_OF], at=now) if one.can_be_claimed]
    deciders = list(Staff.objects.filter(role__in=(Role.SUPPORT, Role.MANAGER)).order_by("pk"))
    claims = [
        claim
        for place, one in enumerate(held[::_ONE_OF])
        if (claim := _claim(seed, one, _opened_at(seed, place, one, now), now, deciders)) is not None
    ]
    Claim.objects.bulk_create(claims)
    Step.objects.bulk_create(step for claim in claims for step in _steps(claim))
    return [event for claim in claims for event in _story(claim)]


def _opened_at(seed: int, place: int, goods: Goods, now: datetime) -> datetime:
    """Some time after it was sold; every seventh these days, the first of them yesterday, so that some are here."""
    if place % 7 == 0:
        return now - _DAY * (1 + place // 7 % 11)
    word = f"{seed} opened {goods.line.pk}"
    bought_at: datetime = goods.line.purchase.bought_at
    return bought_at + _DAY * (5 + chance(word, 480))


def _claim(
    seed: int, goods: Goods, opened_at: datetime, now: datetime, deciders: Sequence[Staff]
) -> Claim | None:
    word = f"{seed} claim {goods.line.pk}"
    if not goods.line.purchase.bought_at < opened_at < now:
        return None
    proposal = propose(goods.sold, goods.terms, on=day_of(opened_at))
    clause = proposal.clause
    claim = Claim(
        line=goods.line, customer=goods.line.purchase.customer, store=goods.line.purchase.store,
        serial=goods.line.serial, fault=_fault(word, goods),
        proposed=Decision.ACCEPTED if proposal.is_accepted else Decision.REFUSED, why=sentence_to_json(proposal.why),
        ends_on=proposal.ends_on, terms_id=goods.terms.version, clause=clause.number if clause else None,
        clause_words=clause.words if clause else "", opened_at=opened_at, opened_by=str(SYSTEM), moved_at=opened_at,
    )  # fmt: skip
    _decided(word, claim, opened_at, now, deciders)
    _moved(word, claim, now)
    return claim


def _fault(word: str, goods: Goods) -> str:
    faults = _FAULTS.get(goods.sold.sold_as.product, ("Không dùng được",))
    return faults[chance(f"{word} fault", len(faults))]


def _decided(word: str, claim: Claim, opened_at: datetime, now: datetime, deciders: Sequence[Staff]) -> None:
    at = opened_at + timedelta(hours=1 + chance(f"{word} decided", 70))
    if at >= now or not deciders:
        return
    is_kind = claim.proposed == Decision.REFUSED and chance(f"{word} kind", 6) == 0
    claim.decision = Decision.ACCEPTED if is_kind else claim.proposed
    claim.words = "Khách quen lâu năm, quá hạn ít ngày" if is_kind else ""
    if not is_kind:
        claim.decided_clause, claim.decided_clause_words = claim.clause, claim.clause_words
    claim.decided_at = at
    claim.decided_by = f"staff:{deciders[chance(f'{word} who', len(deciders))].pk}"


def _moved(word: str, claim: Claim, now: datetime) -> None:
    """Where the goods are by now: three weeks later they are with the customer again."""
    if claim.decided_at is None:
        return
    ended_at = claim.decided_at + _DAY * (1 + chance(f"{word} days", 21))
    if ended_at >= now:
        places = (Place.WORKSHOP, Place.WORKSHOP, Place.BACK)
        claim.place = (
            places[chance(f"{word} where", 3)] if claim.decision == Decision.ACCEPTED else Place.RECEIVED
        )
        claim.moved_at = claim.decided_at
        return
    is_new = claim.decision == Decision.ACCEPTED and chance(f"{word} exchange", 8) == 0
    claim.place, claim.moved_at, claim.ended_at = (
        Place.EXCHANGED if is_new else Place.HANDED_OVER,
        ended_at,
        ended_at,
    )
    claim.new_serial = f"{claim.serial}-D" if is_new else ""


def _steps(claim: Claim) -> list[Step]:
    said = [Step(claim=claim, place=Place.RECEIVED, came_at=claim.opened_at, moved_by=claim.opened_by)]
    if claim.place != Place.RECEIVED:
        words = _DONE[chance(f"done {claim.line_id}", len(_DONE))] if claim.place == Place.HANDED_OVER else ""
        is_refused = claim.decision == Decision.REFUSED
        said.append(
            Step(claim=claim, place=claim.place, words="" if is_refused else words, came_at=claim.moved_at,
                 moved_by=claim.decided_by)
        )  # fmt: skip
    return said


def _story(claim: Claim) -> list[Happening]:
    product = str(claim.line.product or "")
    about = {"customer": claim.customer_id, "store": claim.store_id, "subject": claim.pk}
    told: list[Happening] = [
        WarrantyOpened(
            at=claim.opened_at, by=SYSTEM, **about, product=product, serial=claim.serial, fault=claim.fault,
            is_proposed=claim.proposed == Decision.ACCEPTED, clause=claim.clause,
        )
    ]  # fmt: skip
    if claim.decided_at:
        told.append(
            WarrantyDecided(
                at=claim.decided_at, by=SYSTEM, **about, product=product, serial=claim.serial,
                is_accepted=claim.decision == Decision.ACCEPTED, is_against=claim.decision != claim.proposed,
                clause=claim.decided_clause, words=claim.words,
            )
        )  # fmt: skip
    if claim.ended_at:
        told.append(
            WarrantyReturned(
                at=claim.ended_at, by=SYSTEM, **about, product=product, serial=claim.serial, place=claim.place,
                days=(claim.ended_at - claim.opened_at).days, new_serial=claim.new_serial, words="",
            )
        )  # fmt: skip
    return told
