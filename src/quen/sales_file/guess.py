"""Which column is which fact: told, known from a preset, headed so, or plain from its contents."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from quen.kernel.names import search_key
from quen.kernel.sentences import gettext_noop
from quen.sales_file.errors import NoAmountColumn, NoDateColumn, UnknownColumn, UnknownField
from quen.sales_file.fields import PERSONS, Field
from quen.sales_file.headings import heading_key, known_as, place_of, words_of
from quen.sales_file.options import ReadOptions
from quen.sales_file.plan import ColumnChoice
from quen.sales_file.presets import Preset
from quen.sales_file.profile import Profile
from quen.sales_file.source import SourceColumn

Choices = dict[Field, SourceColumn]
_PLAIN_SHARE = 0.9
_SHARED_CELLS = 0.3
_ORDER = (
    Field.DATE, Field.TIME, Field.RECEIPT, Field.AMOUNT, Field.QUANTITY, Field.UNIT_PRICE, Field.DISCOUNT,
    Field.PHONE, Field.EMAIL, Field.CARD, Field.CUSTOMER, Field.NAME, Field.PRODUCT, Field.PRODUCT_NAME, Field.CATEGORY,
    Field.STORE, Field.CHANNEL, Field.TYPE, Field.CURRENCY, Field.SERIAL, Field.STAFF,
)  # fmt: skip
# Words that head people and what is no person alike: codes or names, a card of the shop or what was paid by card.
_SHARED = frozenset(heading_key(word) for word in ("customer", "client", "member", "khách hàng", "khách"))
_BARE_CARDS = frozenset(
    heading_key(word) for word in ("card", "thẻ thành viên", "thẻ khách hàng", "member card")
)
_NO_SALE = re.compile(
    r"\b(sinh|birth\w*|dob|han|hsd|expir\w*|join\w*|giao|deliver\w*|ship\w*|due|updat\w*|modified|last)\b"
)
_OF_A_SALE = re.compile(
    r"\b(ban|mua|sales?|sold|orders?|ordered|purchased?|trans\w*|created?|tao|hoa don|giao dich|pay\w*|paid|bills?)\b"
)
_FITS: dict[Field, Callable[[Profile], bool]] = {
    Field.DATE: lambda column: column.dates >= 0.5,
    Field.TIME: lambda column: column.times >= 0.5,
    Field.AMOUNT: lambda column: column.numbers >= 0.5,
    Field.QUANTITY: lambda column: column.numbers >= 0.5,
    Field.UNIT_PRICE: lambda column: column.numbers >= 0.5,
    Field.DISCOUNT: lambda column: column.numbers + column.percents >= 0.5,
    Field.PHONE: lambda column: column.phones >= 0.3,
    Field.EMAIL: lambda column: column.addresses >= 0.3,
    Field.CUSTOMER: lambda column: column.names < 0.5 and column.addresses < 0.5 and not column.is_claim,
    Field.CARD: lambda column: not column.is_claim,
    Field.NAME: lambda column: column.numbers < 0.5 and column.addresses < 0.5,
}


def told(options: ReadOptions, columns: Sequence[SourceColumn]) -> Choices:
    """The columns named by `options.mapping`. Raises UnknownField, UnknownColumn."""
    return {_field(name): _column(wanted, columns) for name, wanted in options.mapping.items() if wanted}


def guess(
    options: ReadOptions, columns: Sequence[SourceColumn], profiles: Sequence[Profile], preset: Preset | None
) -> dict[Field, ColumnChoice]:
    """A column for as many fields as possible; what was told wins, then the preset, headings, contents."""
    chosen = {field: _choice(field, column, "map") for field, column in told(options, columns).items()}
    if preset:
        _take(chosen, _by_preset(preset, columns), "preset")
    if not options.no_header:
        closed = {field for field, words in preset.columns.items() if not words} if preset else set()
        free = [
            (column, profile)
            for column, profile in zip(columns, profiles, strict=True)
            if not any(_is_same(column, choice) for choice in chosen.values())
        ]
        _take(
            chosen,
            _by_heading(free, [field for field in _ORDER if field not in chosen and field not in closed]),
            "header",
        )
        _take(chosen, _by_content(free, chosen), "content")
        chosen = _contacts(chosen, free)
    left_out = {_field(name) for name, wanted in options.mapping.items() if not wanted}
    return {field: choice for field, choice in chosen.items() if field not in left_out}


def require(chosen: Mapping[Field, ColumnChoice], columns: Iterable[SourceColumn]) -> None:
    """Raises NoDateColumn or NoAmountColumn, naming the columns there are."""
    names = ", ".join(column.heading for column in columns)
    if Field.DATE not in chosen:
        template = gettext_noop(
            "No column holds the date of the sale. The columns are: %(columns)s. Name it with date=COLUMN."
        )
        raise NoDateColumn(template, columns=names)
    if Field.AMOUNT not in chosen and not {Field.QUANTITY, Field.UNIT_PRICE} <= set(chosen):
        template = gettext_noop(
            "No column holds the amount of the sale. The columns are: %(columns)s. Name it with amount=COLUMN, "
            "or name quantity and unit_price."
        )
        raise NoAmountColumn(template, columns=names)


def _field(name: str) -> Field:
    try:
        return Field(name.strip().lower())
    except ValueError:
        template = gettext_noop("There is no field “%(field)s”. The fields are: %(fields)s.")
        raise UnknownField(template, field=name, fields=", ".join(Field)) from None


def _column(wanted: str, columns: Sequence[SourceColumn]) -> SourceColumn:
    exact = [column for column in columns if column.heading == wanted.strip()]
    loose = [column for column in columns if heading_key(column.heading) == heading_key(wanted) != ""]
    found = exact or loose
    if not found and wanted.isdigit() and 1 <= int(wanted) <= len(columns):
        found = [columns[int(wanted) - 1]]
    if not found:
        template = gettext_noop("There is no column “%(column)s”. The columns are: %(columns)s.")
        raise UnknownColumn(template, column=wanted, columns=", ".join(column.heading for column in columns))
    return found[0]


def _by_preset(preset: Preset, columns: Sequence[SourceColumn]) -> Choices:
    """A preset of several files knows all of them; any other knows the one with the sales."""
    found: Choices = {}
    for field, words in preset.columns.items():
        known = [column for column in columns if preset.main_has or field in column.may_be]
        headings = [column.heading for column in known]
        places = (place_of(word, headings) for word in words)
        if (place := next((place for place in places if place is not None), None)) is not None:
            found[field] = known[place]
    return found


def _by_heading(free: Sequence[tuple[SourceColumn, Profile]], fields: Sequence[Field]) -> Choices:
    found: Choices = {}
    for field in fields:
        words, fits = words_of(field), _FITS.get(field, _anything)
        candidates = [
            (not profile.filled, column.table != free[0][0].table, "%" in column.heading, words[key], column)
            for column, profile in free
            if (key := known_as(column.heading, words))
            and column not in found.values()
            and field in column.may_be
            and ("%" not in column.heading or field is Field.DISCOUNT)
            and (not profile.filled or (fits(profile) and _names_somebody(field, key, profile, found)))
        ]
        if candidates:
            found[field] = min(candidates, key=lambda candidate: candidate[:4])[4]
    return found


def _anything(column: Profile) -> bool:
    return column.filled >= 0


def _names_somebody(field: Field, key: str, column: Profile, found: Choices) -> bool:
    """Whether a column under a word of many meanings holds what tells one person from another.

    Beside a phone, an e-mail or a card, words without digits are names: two people are called Hoa.
    """
    if field is Field.CUSTOMER and key in _SHARED:
        return column.digits >= 0.5 or not {Field.PHONE, Field.EMAIL, Field.CARD} & set(found)
    if field is Field.CARD and key in _BARE_CARDS:
        return column.long_codes >= 0.5
    return True


def _by_content(
    free: Sequence[tuple[SourceColumn, Profile]], chosen: Mapping[Field, ColumnChoice]
) -> Choices:
    """A date, an e-mail address or a mobile number is known when seen; nothing else is guessed without a heading."""
    found: Choices = {}
    taken = [choice.position for choice in chosen.values()]
    left = [(column, profile) for column, profile in free if column.position not in taken]
    dates = [
        column for column, profile in left if profile.dates >= _PLAIN_SHARE and profile.numbers < _PLAIN_SHARE
    ]
    addresses = [column for column, profile in left if profile.addresses >= _PLAIN_SHARE]
    mobiles = [column for column, profile in left if profile.mobiles >= _PLAIN_SHARE]
    if set(PERSONS) & set(chosen):
        mobiles = []
    for field, columns in ((Field.DATE, _of_a_sale(dates)), (Field.EMAIL, addresses), (Field.PHONE, mobiles)):
        if field not in chosen and (able := [column for column in columns if field in column.may_be]):
            found[field] = able[0]
    return found


def _contacts(
    chosen: dict[Field, ColumnChoice], free: Sequence[tuple[SourceColumn, Profile]]
) -> dict[Field, ColumnChoice]:
    """A customer's code that is a mobile number is the phone; phones and e-mails may share a column."""
    profiles = {(column.table, column.position): profile for column, profile in free}

    def profile_of(field: Field) -> Profile | None:
        choice = chosen.get(field)
        return profiles.get((choice.source, choice.position)) if choice and choice.by == "header" else None

    code, phone, email = map(profile_of, (Field.CUSTOMER, Field.PHONE, Field.EMAIL))
    if code and code.mobiles >= _PLAIN_SHARE and Field.PHONE not in chosen:
        chosen[Field.PHONE] = replace(chosen.pop(Field.CUSTOMER), field=Field.PHONE)
    elif phone and phone.addresses >= _SHARED_CELLS and Field.EMAIL not in chosen:
        chosen[Field.EMAIL] = replace(chosen[Field.PHONE], field=Field.EMAIL)
    elif email and email.phones >= _SHARED_CELLS and Field.PHONE not in chosen:
        chosen[Field.PHONE] = replace(chosen[Field.EMAIL], field=Field.PHONE)
    return chosen


def _of_a_sale(dates: Sequence[SourceColumn]) -> list[SourceColumn]:
    """The columns of dates that can be the day of the sale: no birthdays, no days of delivery; the likeliest first."""
    words = {column: " ".join(re.split(r"[^a-z0-9]+", search_key(column.heading))) for column in dates}
    likely = [column for column in dates if _OF_A_SALE.search(words[column])]
    return [
        *likely,
        *(column for column in dates if column not in likely and not _NO_SALE.search(words[column])),
    ]


def _take(chosen: dict[Field, ColumnChoice], found: Choices, by: str) -> None:
    for field, column in found.items():
        chosen.setdefault(field, _choice(field, column, by))


def _choice(field: Field, column: SourceColumn, by: str) -> ColumnChoice:
    return ColumnChoice(field, column.heading, column.position, column.table, by)


def _is_same(column: SourceColumn, choice: ColumnChoice) -> bool:
    return (column.table, column.position) == (choice.source, choice.position)
