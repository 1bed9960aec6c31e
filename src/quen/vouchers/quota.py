"""The limits of a kind: in all, a day, a customer. Counted in rows, so that two tills at once never pass one."""

from collections.abc import Mapping
from datetime import date

from django.db import connection

from quen.vouchers.models import Quota, VoucherKind
from quen.vouchers.terms import Terms

ALL = "all"


def limits(terms: Terms, *, day: date, customer: int | None) -> dict[str, int]:
    """The limits that concern a use on that day by that customer, by what they are of."""
    asked = {ALL: terms.most_uses, f"day:{day}": terms.most_a_day}
    if customer is not None:
        asked[f"customer:{customer}"] = terms.most_a_member
    return {of: most for of, most in asked.items() if most is not None}


def used(kind: VoucherKind, of: Mapping[str, int]) -> dict[str, int]:
    """How much of each limit is used up."""
    if not of:
        return {}
    counted = dict(Quota.objects.filter(kind=kind, of__in=list(of)).values_list("of", "used"))
    return {name: counted.get(name, 0) for name in of}


def take(kind: VoucherKind, of: Mapping[str, int], *, uses: int = 1) -> str | None:
    """Use up, waiting for others at the same limit; the name of a limit that is reached, None where all had room.

    Take them in one order everywhere (by name), inside the transaction that is rolled back when one is reached.
    """
    for name in sorted(of):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO vouchers_quota AS quota (kind_id, of, used) SELECT %s, %s, %s WHERE %s <= %s"
                " ON CONFLICT (kind_id, of) DO UPDATE SET used = quota.used + %s WHERE quota.used + %s <= %s"
                " RETURNING used",
                [kind.pk, name, uses, uses, of[name], uses, uses, of[name]],
            )
            if cursor.fetchone() is None:
                return name
    return None


def count_over(kind: VoucherKind, of: Mapping[str, int]) -> None:
    """Count uses that happened without the line, also past the limit."""
    for name in sorted(of):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO vouchers_quota AS quota (kind_id, of, used) VALUES (%s, %s, 1)"
                " ON CONFLICT (kind_id, of) DO UPDATE SET used = quota.used + 1",
                [kind.pk, name],
            )


def put_back(kind: VoucherKind, of: Mapping[str, int], *, uses: int = 1) -> None:
    """Free what was used up."""
    for name in sorted(of):
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE vouchers_quota SET used = greatest(used - %s, 0) WHERE kind_id = %s AND of = %s",
                [uses, kind.pk, name],
            )


def join(*, merged: int, root: int) -> None:
    """Two customers are one: what either has used counts against her limit."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO vouchers_quota AS quota (kind_id, of, used)"
            " SELECT kind_id, %(root)s, used FROM vouchers_quota WHERE of = %(merged)s ORDER BY kind_id"
            " ON CONFLICT (kind_id, of) DO UPDATE SET used = quota.used + excluded.used",
            _named(merged, root),
        )


def part(*, merged: int, root: int) -> None:
    """Two again: each has used what she had; what was used as one stays with who stays."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE vouchers_quota AS quota SET used = greatest(quota.used - brought.used, 0)"
            " FROM vouchers_quota AS brought"
            " WHERE quota.of = %(root)s AND brought.of = %(merged)s AND brought.kind_id = quota.kind_id",
            _named(merged, root),
        )


def _named(merged: int, root: int) -> dict[str, str]:
    return {"root": f"customer:{root}", "merged": f"customer:{merged}"}
