"""What an authority asks of a promotion: the notice before it, the report after it, as tables of two columns or more.

The fields are those of article 19 and of forms 02, 03 and 07 of Decree 81/2018/NĐ-CP as far as they could be checked:
docs/explanation/draws.md says what could not.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from quen.console.people.authors import names_of
from quen.console.sheet_file import Cell
from quen.draws.models import Award, Draw, Kind, State, Winner
from quen.draws.reads import worth
from quen.kernel.money import to_major, to_minor, written
from quen.shops.models import Business, Store


def notice_rows(draw: Draw, business: Business | None, currency: str) -> Iterator[tuple[str, Cell]]:
    """What the shop fills into the notice or the registration."""
    first, last = timezone.localdate(draw.opens_at), timezone.localdate(draw.closes_at - timedelta(seconds=1))
    stores = Store.objects.filter(pk__in=draw.stores) if draw.stores else Store.objects.filter(closed_on=None)
    yield from _trader(business)
    yield _("Name of the promotion"), draw.name
    yield _("Form of the promotion"), _form(draw)
    yield _("Time of the promotion"), f"{_day(first)} – {_day(last)}"
    yield _("Area of the promotion"), draw.area or ", ".join(store.name for store in stores)
    yield _("Goods and services promoted"), draw.goods
    yield _("Who may take part"), draw.customers or _("Every customer but staff and other insiders.")
    yield from _prizes(draw, currency)
    yield _("How to take part"), draw.how_to_take_part
    if draw.question:
        yield _("What customers are asked"), draw.question
    if draw.amount_per_entry_minor is not None:
        label = _("Least amount of a receipt") if draw.is_contest else _("An entry for every")
        yield label, in_words(draw.amount_per_entry_minor, currency)
    yield _("How winners are found"), how_found(draw)
    yield _("How winners are told and get their prizes"), draw.how_told
    yield _("Days to fetch a prize"), draw.claim_days
    yield _("Reserves, who move up"), draw.reserves
    yield _("Where rules and winners are published"), draw.where_published
    yield _("Whom customers ask: name and phone"), draw.contact
    if not draw.is_contest:
        words = _(
            "Half of their announced value goes to the state budget (Commercial Law 2005, article 96 clause 4)."
        )
        yield _("Prizes without a winner"), words
    if draw.state != State.DRAFT and draw.kind in (Kind.CHANCE, Kind.ANSWER):
        yield _("Hash of the seed (SHA-256)"), draw.commitment
    if draw.entries_hash:
        yield _("Hash of the list (SHA-256)"), draw.entries_hash


def how_found(draw: Draw) -> str:
    """The rule, as it is published."""
    tie = _("Of equal ones, whoever was there first.")
    if draw.kind == Kind.CHANCE:
        return _(
            "By a number nobody can choose: the hash of a seed is published before entries close, the list of entries "
            "and its hash after; the winners follow from both by a published rule. One prize a person."
        )  # fmt: skip
    rules = {
        Kind.JUDGED: _(
            "Judges give each entry 0 to 10 points without seeing names or each other's points; most points win."
        ),
        Kind.ANSWER: _("Whoever gives the right answer, in the order in which answers came."),
        Kind.FIRST: _("Whoever comes first."),
        Kind.VISITS: _("Whoever comes on the most days, with a receipt that counts."),
        Kind.SPENT: _("Whoever buys for the most, less what is returned."),
    }  # fmt: skip
    return f"{rules[Kind(draw.kind)]} {tie}"


def winners_of(draw: Draw) -> QuerySet[Winner]:
    """By rank, with everything a page or a report tells of each."""
    return draw.winners.order_by("rank").select_related(
        "prize", "participant__customer", "award__prize", "award__store"
    )


def reason(winner: Winner, draw: Draw, currency: str) -> str:
    """Why she won, with the figure that decided."""
    if draw.kind == Kind.JUDGED:
        return _("Points of the judges: %(points)s") % {"points": winner.figure}
    if draw.kind == Kind.ANSWER:
        return _("Right answer, %(moment)s") % {"moment": _moment(winner.participant.since)}
    if draw.kind == Kind.FIRST:
        return _("Came %(moment)s") % {"moment": _moment(winner.participant.since)}
    if draw.kind == Kind.VISITS:
        return _("%(visits)s visits") % {"visits": winner.figure}
    if draw.kind == Kind.SPENT:
        return in_words(winner.figure or 0, currency)
    return winner.entry


def in_words(minor: int, currency: str) -> str:
    """Money as it is read on paper."""
    return written(minor, currency, (get_language() or "vi")[:2])


def report_headings(currency: str) -> list[str]:
    """Of the report's table."""
    return [
        _("Rank"), _("Prize"), _("Value") + f" ({currency})", _("Customer"), _("Why"), _("State"), _("Fetch until"),
        _("When"), _("Where"), _("By whom"), _("Note"),
    ]  # fmt: skip


def report_rows(draw: Draw, currency: str) -> Iterator[list[Cell]]:
    """Who won what, and what became of it; then what all prizes are worth."""
    winners = list(winners_of(draw))
    whose = names_of(award.ended_by for winner in winners if (award := _award(winner)) and award.ended_by)
    for winner in winners:
        award = _award(winner)
        if award is None:
            continue
        yield [
            winner.rank, award.prize.name, to_major(award.prize.value_minor, currency),
            str(winner.participant.customer),
            reason(winner, draw, currency), award.get_state_display(), _day(timezone.localdate(award.last_moment)),
            _moment(award.ended_at), str(award.store or ""), whose.get(award.ended_by, ""), award.note,
        ]  # fmt: skip
    for label, minor in totals(draw):
        yield ["", label, to_major(minor, currency)]


def totals(draw: Draw) -> Iterator[tuple[str, int]]:
    """What the prizes are worth in minor units, by what became of them."""
    all_of_it = worth(draw)
    yield _("Value of all prizes"), all_of_it.promised_minor
    yield _("Value handed over"), all_of_it.handed_over_minor
    yield _("Value still to be fetched"), all_of_it.waiting_minor
    yield _("Value without a winner"), all_of_it.left_minor
    if not draw.is_contest:
        yield _("Half of it, to the state budget"), -(-all_of_it.left_minor // 2)


def report_words(draw: Draw, currency: str) -> Iterator[list[Cell]]:
    """The report as a page shows it: money as it is read."""
    for row in report_rows(draw, currency):
        yield [
            in_words(to_minor(cell, currency), currency) if isinstance(cell, Decimal) else cell
            for cell in row
        ]


def _trader(business: Business | None) -> Iterator[tuple[str, Cell]]:
    """Who promotes, as it is registered; what the settings do not say is left to be written by hand."""
    yield _("Trader"), (business.legal_name or business.name) if business else ""
    yield _("Registered address"), business.address if business else ""
    yield _("Tax code"), business.tax_code if business else ""
    yield _("Legal representative"), business.representative if business else ""
    yield _("Title of the representative"), business.representative_title if business else ""


def _prizes(draw: Draw, currency: str) -> Iterator[tuple[str, Cell]]:
    total = 0
    for prize in draw.prizes.order_by("place"):
        total += prize.pieces * prize.value_minor
        value = f"{prize.pieces} × {prize.name}, {in_words(prize.value_minor, currency)}"
        yield _("Prize") + f" {prize.place}", value
    yield _("Value of all prizes"), in_words(total, currency)
    if draw.goods_value_minor:
        yield _("Expected value of the goods promoted"), in_words(draw.goods_value_minor, currency)
        share = number_format(round(100 * total / draw.goods_value_minor, 1), decimal_pos=1)
        yield _("Prizes in percent of the goods (at most 50)"), share


def _form(draw: Draw) -> str:
    if draw.is_contest:
        return _("Contest with prizes (Decree 81/2018/NĐ-CP, article 12)")
    return _("Promotion by chance (Decree 81/2018/NĐ-CP, article 13)")


def _award(winner: Winner) -> Award | None:
    return getattr(winner, "award", None)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%d/%m/%Y %H:%M}" if at else ""
