"""Look a customer up by whatever she or the person at the counter can say."""

from quen.people.models import Customer
from quen.people.search import matching
from quen.people.tally import is_one_of, tally_of


def look_up(text: str, *, most: int, after: int = 0) -> list[Customer]:
    """The first customers found by a name, a phone or its last digits, a code, a card or an e-mail, by their number.

    Numbers up to `after` are left out. Two queries: whom a text finds may lie anywhere, so they are counted first, and
    few are named. Raises SearchTooLong.
    """
    found = Customer.objects.filter(matching(text), root=None)
    if text.strip():
        named = tally_of(found).named
        if named is not None:
            found = Customer.objects.filter(is_one_of(named))
    return list(found.filter(pk__gt=after).defer("search").order_by("pk")[:most])
