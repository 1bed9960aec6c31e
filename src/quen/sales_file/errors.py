"""Why a sales file cannot be read, each as one sentence that says what to do."""

from quen.kernel.errors import QuenError


class UnreadableSalesFile(QuenError):
    """The root of all errors of this room: nothing was kept, nothing was written."""


class FileMissing(UnreadableSalesFile):
    """No file stands under the given path."""


class EmptyFile(UnreadableSalesFile):
    """The file has no bytes, or a header and no row."""


class NotATable(UnreadableSalesFile):
    """The file is binary, damaged, or of a kind that holds no table."""


class PasswordProtected(UnreadableSalesFile):
    """The workbook is encrypted."""


class TooLarge(UnreadableSalesFile):
    """A line, a workbook or the number of columns is beyond the limits of this room."""


class UnknownField(UnreadableSalesFile):
    """A mapping names a field that does not exist."""


class UnknownColumn(UnreadableSalesFile):
    """A mapping names a column the file does not have."""


class NoDateColumn(UnreadableSalesFile):
    """No column could be taken for the date of the sale."""


class NoAmountColumn(UnreadableSalesFile):
    """Neither an amount column nor quantity and unit price were found."""


class MixedCurrencies(UnreadableSalesFile):
    """The rows are in more than one currency."""


class UnknownCurrency(UnreadableSalesFile):
    """The currency is no ISO 4217 code."""


class RepeatedColumn(UnreadableSalesFile):
    """Two columns of the file have the name that was asked for."""


class NotANumber(UnreadableSalesFile):
    """A column that must hold numbers holds something else."""
