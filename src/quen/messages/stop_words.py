"""Whether the words of an SMS or a Zalo text say stop, in Vietnamese and English.

Decree 91/2020/ND-CP lets her refuse by SMS (Articles 15 and 16). The whole message has to say it: “hủy đơn hàng giúp
em” cancels an order and no consent, “TC QC” and “STOP” do.
"""

import re
import unicodedata
from collections.abc import Iterable

from quen.kernel.names import search_key

_ALONE = frozenset(
    {
        "tc", "tu choi", "tuchoi", "huy", "stop", "stopall", "stop all", "unsubscribe", "unsub", "end", "quit",
        "cancel", "opt out", "optout", "khong nhan", "khong nhan nua", "khong nhan tin", "khong nhan tin nhan",
        "ngung", "ngung gui", "dung gui", "dung nhan tin", "no more", "remove", "remove me",
    }
)  # fmt: skip
_FIRST = ("tc", "tu choi", "tuchoi", "huy", "stop", "unsubscribe", "ngung", "khong nhan", "dung gui")
_AFTER = frozenset(
    {"qc", "quang", "cao", "sms", "zalo", "tin", "nhan", "all", "nhe", "please", "messages", "ads"}
)
_WITH_MARKS = frozenset({"dừng", "dừng lại", "dừng tin", "thôi đừng gửi nữa", "đừng gửi nữa"})
"""Without their marks these are other words: “dung” is also “đúng”, which is a yes."""
_MARKS = re.compile(r"[^\w\s]+", re.UNICODE)


def says_stop(text: str, *, names: Iterable[str] = ()) -> bool:
    """`names`: what the shop is called, as it may stand beside the word: “TC CAPHEMAI”."""
    said = " ".join(_MARKS.sub(" ", unicodedata.normalize("NFC", text)).casefold().split())
    if said in _WITH_MARKS:
        return True
    bare = search_key(said)
    if bare in _ALONE:
        return True
    ours = _AFTER | {word for name in names for word in _words(name)}
    return any(
        bare.startswith(f"{first} ") and set(bare.removeprefix(first).split()) <= ours for first in _FIRST
    )


def _words(name: str) -> set[str]:
    bare = search_key(_MARKS.sub(" ", name))
    return {*bare.split(), bare.replace(" ", "")} - {""}
