"""The exports of well-known tills and shops, recognised by their headings."""

from collections.abc import Iterable

from quen.sales_file.headings import heading_key
from quen.sales_file.presets.marketplaces import LAZADA, SHOPEE, SHOPEE_IN_ENGLISH, TIKTOK_SHOP
from quen.sales_file.presets.open_data import COMPLETE_JOURNEY, OLIST, TA_FENG, UCI, UCI_II, VALUED_SHOPPERS
from quen.sales_file.presets.other_tills import SHOPIFY, SQUARE, WOO_ANALYTICS, WOO_EXPORT, WOO_SUITE
from quen.sales_file.presets.preset import Preset
from quen.sales_file.presets.vietnamese_tills import HARAVAN, KIOTVIET, KIOTVIET_RETURNS, SAPO

PRESETS: tuple[Preset, ...] = (
    KIOTVIET, KIOTVIET_RETURNS, SAPO, HARAVAN, SHOPEE, SHOPEE_IN_ENGLISH, TIKTOK_SHOP, LAZADA, SHOPIFY, WOO_EXPORT,
    WOO_SUITE, WOO_ANALYTICS, SQUARE, UCI, UCI_II, OLIST, COMPLETE_JOURNEY, TA_FENG, VALUED_SHOPPERS,
)  # fmt: skip

__all__ = ["PRESETS", "Preset", "recognise"]


def recognise(headings: Iterable[str]) -> Preset | None:
    """The preset all of whose proof stands among `headings`; the one with the most proof first."""
    keys = {heading_key(heading) for heading in headings}
    found = [preset for preset in PRESETS if all(heading_key(word) in keys for word in preset.proof)]
    return max(found, key=lambda preset: len(preset.proof), default=None)
