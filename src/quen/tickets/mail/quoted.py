"""What she wrote anew, without the letter below it that she answers."""

import re

_INTRODUCES = re.compile(
    r"^\s*(?:on .{4,200} wrote:|vào .{4,200} đã viết:|le .{4,200} a écrit ?:|"
    r"-{2,} ?(?:original message|forwarded message|thư gốc|tin nhắn gốc) ?-{2,}|_{20,})\s*$",
    re.IGNORECASE,
)
_MOST_LINES = 2_000


def without_quotes(text: str) -> str:
    """Her own words; all of them where nothing else would be left."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:_MOST_LINES]
    kept: list[str] = []
    for number, line in enumerate(lines):
        both = (
            f"{line} {lines[number + 1]}" if number + 1 < len(lines) else line
        )  # programs break the line in two
        if _INTRODUCES.match(line) or (line.strip() and not line.startswith(">") and _INTRODUCES.match(both)):
            break
        kept.append(line)
    while kept and (not kept[-1].strip() or kept[-1].startswith(">")):
        kept.pop()
    own = "\n".join(line for line in kept if not line.startswith(">")).strip()
    return own or text.strip()
