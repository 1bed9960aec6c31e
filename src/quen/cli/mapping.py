"""`--map FIELD=COLUMN`, the same for every command that reads sales files."""

from collections.abc import Sequence

from quen.cli.errors import BadOption
from quen.kernel.sentences import gettext_noop


def mapping_from(options: Sequence[str]) -> dict[str, str]:
    """Field to column. Raises BadOption where one has no '='; unknown fields and columns are the reader's to refuse."""
    return dict(_field_and_column(option) for option in options)


def _field_and_column(option: str) -> tuple[str, str]:
    field, equals, column = option.partition("=")
    if not equals or not field.strip() or not column.strip():
        raise BadOption(
            gettext_noop("--map needs FIELD=COLUMN, for instance --map date=Ngày. This says: %(text)s"),
            text=option,
        )
    return field.strip(), column.strip()
