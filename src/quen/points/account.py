"""Whose points: a customer's account, held until the transaction ends."""

from quen.people.find import root_of
from quen.points.models import Account


def account_of(customer: int) -> Account:
    """The account of a customer, or of whom she counts as now, locked; opened where she has none.

    Raises NoSuchCustomer.
    """
    root = root_of(customer).pk
    found = _locked(root)
    if found is None:
        # Two at once open one account: the second waits for the first, and finds it.
        Account.objects.bulk_create([Account(customer_id=root)], ignore_conflicts=True)
        found = _locked(root)
        assert found is not None
    return found


def accounts_of(*customers: int) -> list[Account]:
    """Several customers' accounts in the order asked, locked in one order, so that nobody waits in a circle."""
    roots = [root_of(customer).pk for customer in customers]
    held = {root: account_of(root) for root in sorted(set(roots))}
    return [held[root] for root in roots]


def held_again(account: int) -> Account:
    """An account by its own number, locked and read anew."""
    return Account.objects.select_for_update().get(pk=account)


def _locked(root: int) -> Account | None:
    return Account.objects.select_for_update().filter(customer=root).first()
