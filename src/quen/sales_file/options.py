"""What the reader may be told beforehand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from quen.kernel.receipt_periods import Restart
from quen.sales_file.store_names import StoreNames


@dataclass(frozen=True)
class ReadOptions:
    """Everything a person may settle that would otherwise be guessed.

    `mapping` goes from FIELD (see `Field`) to a column's name, or to its 1-based position with `no_header`;
    an empty column says that the file does not hold the fact, whatever a heading promises.
    `date_from` and `date_to` are local days, both included. `day_first` None lets the whole column decide.
    `region` reads phone numbers without a country; `timezone` converts stamps that carry an offset.
    `stores` are those that files may call by several names. `restart` says how often the receipt numbers of these files
    start again; None takes what `restarts` knows of each store by the key of any of its names, "" for rows that name
    none.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    no_header: bool = False
    currency: str | None = None
    date_from: date | None = None
    date_to: date | None = None
    day_first: bool | None = None
    region: str = "VN"
    timezone: str = "Asia/Ho_Chi_Minh"
    stores: tuple[StoreNames, ...] = ()
    restart: Restart | None = None
    restarts: Mapping[str, Restart] = field(default_factory=dict)
