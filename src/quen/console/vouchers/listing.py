"""The list of kinds, narrowed down by the address."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from quen.console.vouchers.words import told_all
from quen.kernel.codes import bare
from quen.vouchers.models import VoucherKind
from quen.vouchers.reads import Counted, counted

STATES = (("", _("All")), ("open", _("Counting")), ("stopped", _("Stopped")))


@dataclass(frozen=True)
class Row:
    """A kind with its words and what came of it."""

    kind: VoucherKind
    words: str
    counted: Counted


def found(search: str, state: str) -> QuerySet[VoucherKind]:
    """Kinds whose name, key or public code has the text in it."""
    rows = VoucherKind.objects.order_by("stopped_at", "-pk")
    if state in {"open", "stopped"}:
        rows = rows.filter(stopped_at__isnull=state == "open")
    if search:
        rows = rows.filter(
            Q(name__icontains=search) | Q(key__icontains=search) | Q(code__startswith=bare(search) or "?")
        )
    return rows


def rows_of(kinds: list[VoucherKind], currency: str) -> list[Row]:
    """The kinds as the list shows them. Three queries, and one where a kind asks for tiers."""
    numbers, words = counted(kinds), told_all([kind.said() for kind in kinds], currency)
    return [Row(kind, said, numbers[kind.pk]) for kind, said in zip(kinds, words, strict=True)]
