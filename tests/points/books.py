"""What every story about points ends with: the books agree."""

from django.db.models import Sum

from quen.points.models import Account, Book, Entry, Lot, Transfer


def sides(transfer: Transfer) -> list[tuple[str, int]]:
    """The entries of a transfer, in their order."""
    return list(Entry.objects.filter(transfer=transfer).order_by("pk").values_list("book", "points"))


def assert_the_books_agree() -> None:
    """Each transfer sums to zero, each lot and account to its entries."""
    assert not Entry.objects.values("transfer").annotate(sum=Sum("points")).exclude(sum=0).exists()
    for lot in Lot.objects.all():
        assert lot.remaining == _sum(Book.LIABILITY, lot=lot)
        assert lot.reserved == _sum(Book.RESERVED, lot=lot)
    for account in Account.objects.all():
        assert account.balance == _sum(Book.LIABILITY, account=account)
        assert account.reserved == _sum(Book.RESERVED, account=account)
        moved = Entry.objects.filter(account=account).values("transfer").distinct().count()
        assert account.turn == moved


def _sum(book: Book, **where: object) -> int:
    return int(Entry.objects.filter(book=book, **where).aggregate(sum=Sum("points", default=0))["sum"])
