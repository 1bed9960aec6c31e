"""Which column is which fact: told, known from a preset, headed so, or plain from its contents."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from quen.kernel.sentences import gettext_noop
from quen.sales_file.errors import NoAmountColumn, NoDateColumn, UnknownColumn, UnknownField
from quen.sales_file.fields import Field
from quen.sales_file.headings import heading_key, known_as, place_of, words_of
from quen.sales_file.options import ReadOptions
from quen.sales_file.plan import ColumnChoice
from quen.sales_file.presets import Preset
from quen.sales_file.profile import Profile
from quen.sales_file.source import SourceColumn

Choices = dict[Field, SourceColumn]
_PLAIN_SHARE = 0.9
_ORDER = (
    Field.DATE, Field.TIME, Field.RECEIPT, Field.AMOUNT, Field.QUANTITY, Field.UNIT_PRICE, Field.DISCOUNT,
    Field.PHONE, Field.EMAIL, Field.CARD, Field.CUSTOMER, Field.NAME, Field.PRODUCT, Field.PRODUCT_NAME, Field.CATEGORY,
    Field.STORE, Field.CHANNEL, Field.TYPE, Field.CURRENCY, Field.SERIAL, Field.STAFF,
)  # fmt: skip
_FITS: dict[Field, Callable[[Profile], bool]] = {
    Field.DATE: lambda column: column.dates >= 0.5,
    Field.TIME: lambda column: column.times >= 0.5,
    Field.AMOUNT: lambda column: column.numbers >= 0.5,
    Field.QUANTITY: lambda column: column.numbers >= 0.5,
    Field.UNIT_PRICE: lambda column: column.numbers >= 0.5,
    Field.DISCOUNT: lambda column: column.numbers + column.percents >= 0.5,
    Field.PHONE: lambda column: column.phones >= 0.3,
    Field.EMAIL: lambda column: column.addresses >= 0.3,
    Field.CUSTOMER: lambda column: column.names < 0.5 and column.addresses < 0.5,
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
    headings = [column.heading for column in columns]
    places = {
        field: next((place for word in words if (place := place_of(word, headings)) is not None), None)
        for field, words in preset.columns.items()
    }
    return {field: columns[place] for field, place in places.items() if place is not None}


def _by_heading(free: Sequence[tuple[SourceColumn, Profile]], fields: Sequence[Field]) -> Choices:
    found: Choices = {}
    for field in fields:
        words, fits = words_of(field), _FITS.get(field, _anything)
        candidates = [
            (not profile.filled, column.table != free[0][0].table, "%" in column.heading, words[key], column)
            for column, profile in free
            if (key := known_as(column.heading, words))
            and column not in found.values()
            and ("%" not in column.heading or field is Field.DISCOUNT)
            and (not profile.filled or fits(profile))
        ]
        if candidates:
            found[field] = min(candidates, key=lambda candidate: candidate[:4])[4]
    return found


def _anything(column: Profile) -> bool:
    return column.filled >= 0


def _by_content(
    free: Sequence[tuple[SourceColumn, Profile]], chosen: Mapping[Field, ColumnChoice]
) -> Choices:
    """A date or an e-mail address is known when seen; nothing else is guessed without a heading."""
    found: Choices = {}
    taken = [choice.position for choice in chosen.values()]
    left = [(column, profile) for column, profile in free if column.position not in taken]
    dates = [
        column for column, profile in left if profile.dates >= _PLAIN_SHARE and profile.numbers < _PLAIN_SHARE
    ]
    addresses = [column for column, profile in left if profile.addresses >= _PLAIN_SHARE]
    for field, columns in ((Field.DATE, dates), (Field.EMAIL, addresses)):
        if field not in chosen and columns:
            found[field] = columns[0]
    return found


def _take(chosen: dict[Field, ColumnChoice], found: Choices, by: str) -> None:
    for field, column in found.items():
        chosen.setdefault(field, _choice(field, column, by))


def _choice(field: Field, column: SourceColumn, by: str) -> ColumnChoice:
    return ColumnChoice(field, column.heading, column.position, column.table, by)


def _is_same(column: SourceColumn, choice: ColumnChoice) -> bool:
    return (column.table, column.position) == (choice.source, choice.position)
