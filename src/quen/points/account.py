"""Whose points: accounts, held until the transaction ends, always in the order of their numbers."""

from collections.abc import Iterable

from quen.people.find import root_of
from quen.points.models import Account


def account_of(customer: int) -> Account:
    """The account of a customer, or of whom she counts as now, locked; opened where she has none.

    Raises NoSuchCustomer.
    """
    root = root_of(customer).pk
    found = Account.objects.select_for_update().filter(customer=root).first()
    return found or held(opened(root))


def accounts_of(*customers: int) -> list[Account]:
    """Several customers' accounts in the order asked; locked in one order, so that nobody waits in a circle."""
    numbers = [opened(root_of(customer).pk) for customer in customers]
    locked = held_all(numbers)
    return [locked[number] for number in numbers]


def held(account: int) -> Account:
    """An account by its own number, locked and read anew."""
    return Account.objects.select_for_update().get(pk=account)


def held_all(accounts: Iterable[int]) -> dict[int, Account]:
    """Accounts by their numbers, locked in their order."""
    rows = Account.objects.select_for_update().filter(pk__in=set(accounts)).order_by("pk")
    return {account.pk: account for account in rows}


def opened(root: int) -> int:
    """The number of a customer's own account, opened where she has none; not locked."""
    known = Account.objects.filter(customer=root).values_list("pk", flat=True)
    if (number := known.first()) is None:
        # Two at once open one account: the second waits for the first, and finds it.
        Account.objects.bulk_create([Account(customer_id=root)], ignore_conflicts=True)
        number = known.get()
    return number


def held_with_heir(account: int) -> Account:
    """An account, locked together with the one that has its points since its customer was merged into another."""
    heir = heir_of(account)
    return held_all([account] if heir is None else [account, heir])[account]


def heir_of(account: int) -> int | None:
    """The account of whom its customer counts as now; None where that is herself."""
    customer = Account.objects.values_list("customer", flat=True).get(pk=account)
    if customer is None:
        return None
    root = root_of(customer).pk
    return None if root == customer else opened(root)
