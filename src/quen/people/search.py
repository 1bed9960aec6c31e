"""Find customers by any part of a name (without diacritics), phone, e-mail, code or card."""

import re
from collections.abc import Iterable
from pathlib import Path

from django.contrib.postgres.search import SearchQueryField
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import BooleanField, F, Func, Q, Value
from django.db.models.functions import Cast, Coalesce

from quen.kernel.names import search_key
from quen.kernel.phone import national, to_e164
from quen.kernel.sentences import gettext_noop
from quen.people.errors import SearchTooLong
from quen.people.models import Customer

MAX_LENGTH = 200
"""Characters of a search text: as many as a name has."""

INITIALS = 2
"""Letters up to which a word is an initial wherever it stands: ``ng thi lan``."""

FIVE = 5
"""Digits in a row that quen_digit_words keeps together."""

REBUILD_FROM = 20_000
"""Customers from which it may pay to build the index anew; below, waiting readers would be a bad bargain."""

_INDEX = "CREATE INDEX customer_search ON people_customer USING gin (search) WITH (fastupdate = off)"
_REFRESH = (Path(__file__).parent / "search_refresh.sql").read_text()
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~“”‘’–—…·\s]+")  # as quen_words has it
_INITIAL = re.compile(r"'[^']{1,2}':\*")
_LIKE_A_NUMBER = re.compile(r"\+?[\d\s().+-]+")


def refresh_search(customers: Iterable[int] | None = None) -> None:
    """Fill `Customer.search` of these customers and of whom they are merged with, or of everyone.

    Verbs of this room call it themselves; whoever writes customers in bulk calls it after, as late as can be: where it
    is about most of the customers there are, their list waits until the caller's transaction ends.
    """
    wanted = None if customers is None else list(customers)
    with transaction.atomic(), connection.cursor() as cursor:
        if wanted is None or _are_most(wanted):
            # Building the index anew takes a tenth of the time of a million insertions into it.
            cursor.execute(
                "SET CONSTRAINTS ALL IMMEDIATE"
            )  # no index is dropped while checks of its table wait
            cursor.execute("DROP INDEX customer_search")
            _refresh(cursor, wanted)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(_INDEX)
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        else:
            _refresh(cursor, wanted)


def _refresh(cursor: CursorWrapper, wanted: list[int] | None) -> None:
    if wanted is None:
        cursor.execute(_REFRESH.format(wanted="root_id IS NULL"))
    else:
        roots = Coalesce("root_id", "pk")
        found = Customer.objects.filter(pk__in=wanted).values_list(roots, flat=True).distinct()
        cursor.execute(_REFRESH.format(wanted="id = ANY(%(roots)s)"), {"roots": list(found)})


def _are_most(wanted: list[int]) -> bool:
    return len(wanted) >= REBUILD_FROM and 2 * len(wanted) > Customer.objects.count()


class _Matches(Func):
    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = BooleanField()


class _IsSeenToMatch(_Matches):
    """The same, told from the customer's row: what half of all customers have takes the index a tenth of a second."""

    template = "(%(expressions)s) IS TRUE"


def matching(text: str, *, through: str = "") -> Q:
    """The condition that a customer is found by `text`: the last word begins a word of hers, those before it are
    words of hers, or begin one where they are initials or digits.

    Everyone where the text is blank, nobody where it has no letter or digit. Fragments of phone numbers match from
    three digits on. `through` is the path to the customer, e.g. ``"customer__"`` from a summary. Look at roots only
    (``root=None``): merged customers are found as their roots. Raises SearchTooLong.
    """
    if not text.strip():
        return Q()
    words = to_queries(text)
    if not words:
        return Q(**{f"{through}pk__in": []})
    looked_up = [word for word in words if not _INITIAL.fullmatch(word)] or words
    compared = [word for word in words if word not in looked_up]
    search = F(f"{through}search")
    found = Q(_Matches(search, Cast(Value(" & ".join(looked_up)), SearchQueryField())))
    if compared:
        found &= Q(_IsSeenToMatch(search, Cast(Value(" & ".join(compared)), SearchQueryField())))
    return found


def to_queries(text: str) -> list[str]:
    """The words of the text, each as a PostgreSQL tsquery: ``Ng Lan 4567`` → ``'ng':*``, ``'lan':*``, ``'4567':*``.

    ``nguyễn lan`` → ``'nguyen'``, ``'lan':*``: a word that another follows is typed to its end. Gathering all words
    that begin like a common one takes the index ten times as long as looking up the one. Raises SearchTooLong.
    """
    if len(text) > MAX_LENGTH:
        raise SearchTooLong(
            gettext_noop("Search with at most %(most)s letters: a part of a name, phone, e-mail or code."),
            most=MAX_LENGTH,
        )
    return [_any_of(forms) for forms in _words(text.replace("\0", " "))]


def _words(text: str) -> list[list[str]]:
    """The words to find, each as the queries for every form it may be kept in."""
    if _LIKE_A_NUMBER.fullmatch(text) and any(map(str.isdigit, text)):
        return [_forms_of_number(text)]
    words: list[list[str]] = []
    spelled: dict[int, str] = {}
    for written in text.split():
        key = search_key(written)
        if "@" in key.lstrip("@"):
            words.append([_begins_with(key)])
        elif _LIKE_A_NUMBER.fullmatch(written) and any(map(str.isdigit, written)):
            words.append(_forms_of_number(written))
        else:
            for word in filter(None, _PUNCTUATION.split(key)):
                if word.isalpha():
                    spelled[len(words)] = word
                words.append([_begins_with(word)])
    for place, word in list(spelled.items())[:-1]:
        if len(word) > INITIALS:
            words[place] = [_quoted(word)]
    return words


def _forms_of_number(written: str) -> list[str]:
    """The digits as typed, and as a phone number is kept: ``+84 912`` → 84912, 0912."""
    digits = "".join(str(int(character)) for character in written if character.isdecimal())
    forms = {digits: None}
    whole = to_e164(written)
    if whole:
        forms[national(whole).lstrip("+")] = None
    elif written.strip().startswith(("+84", "0084")):
        forms["0" + digits.removeprefix("00").removeprefix("84")] = None
    queries = [_begins_with(form) for form in forms]
    return queries + [_holds(form) for form in forms if len(form) > FIVE]


def _begins_with(word: str) -> str:
    return _quoted(word) + ":*"


def _holds(digits: str) -> str:
    """All the fives of a long fragment: see quen_digit_words."""
    fives = dict.fromkeys(digits[start : start + FIVE] for start in range(len(digits) - FIVE + 1))
    return f"({' & '.join(map(_quoted, fives))})"


def _any_of(queries: list[str]) -> str:
    return queries[0] if len(queries) == 1 else f"({' | '.join(queries)})"


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
