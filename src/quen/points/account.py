"""Whose points: accounts, held until the transaction ends, always in the order of their numbers."""

from collections.abc import Iterable

from django.db.models import Q

from quen.people.find import root_of
from quen.people.models import Customer
from quen.points.models import Account, Entry, Lot


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


def held_for_return(*, customer: int, purchase: int) -> dict[int, Account]:
    """All accounts a return of a purchase may move points of, locked at once before the first of them is changed.

    That is hers, those that earned or spent with it, who has their points now, and her household's, into which a part
    of the purchase's points may go while this waits.
    """
    root = root_of(customer)
    moved = Entry.objects.filter(transfer__purchase=purchase, account__isnull=False).values("account")
    lots = Lot.objects.filter(purchase=purchase).values("account")
    known = Account.objects.filter(
        Q(customer=root) | Q(household=root.household_id or 0) | Q(pk__in=moved) | Q(pk__in=lots)
    )
    numbers = dict(known.values_list("pk", "customer"))
    gone = Customer.objects.filter(pk__in=numbers.values(), root__isnull=False).values("root")
    heirs = Account.objects.filter(customer__in=gone).values_list("pk", flat=True)
    return held_all([*numbers, *heirs])


def heir_of(account: int) -> int | None:
    """The account of whom its customer counts as now; None where that is herself."""
    customer = Account.objects.values_list("customer", flat=True).get(pk=account)
    if customer is None:
        return None
    root = root_of(customer).pk
    return None if root == customer else opened(root)
