"""In which encoding a text file is written, told from all of its bytes."""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from quen.kernel.sentences import gettext_noop
from quen.sales_file import limits
from quen.sales_file.errors import TooLarge
from quen.sales_file.scan import not_a_table

_BLOCK = 1024 * 1024
_CONTROLS = bytes(sorted(set(range(32)) - {9, 10, 12, 13, 26, 27}))

# Windows-1258 writes a Vietnamese tone as a byte of its own after its vowel. Read as Windows-1252 the same
# bytes are Ì Ò Þ ì ò, which hardly ever follow a vowel in a Western language.
_VOWELS = b"aeiouyAEIOUY\xe2\xea\xf4\xe3\xf5\xfd\xc2\xca\xd4\xc3\xd5\xdd"
_TONE_AFTER_VOWEL = re.compile(b"[" + _VOWELS + b"][\xcc\xd2\xde\xec\xf2]")
_VIETNAMESE_LETTER = re.compile(b"[\xf0\xd0\xf5\xfd\xe3]")
_NOT_ASCII = re.compile(b"[\x80-\xff]")


@dataclass(frozen=True)
class TextBytes:
    """What the bytes of a text file say. `is_plain`: UTF-8 without blank lines or lone CRs inside."""

    encoding: str
    is_plain: bool


def examine(path: Path) -> TextBytes:
    """Encoding and plainness of the text at `path`, in one streaming pass.

    Raises NotATable for binary bytes and TooLarge for a line beyond `limits.LINE_BYTES`.
    """
    with path.open("rb") as stream:
        head = stream.read(_BLOCK)
    wide = _wide_encoding(head)
    if wide:
        _check_lines(path, wide)
        return TextBytes(wide, is_plain=False)
    if head[:65536].translate(None, _CONTROLS) != head[:65536]:
        raise not_a_table(path)
    return _examine_narrow(path)


def _wide_encoding(head: bytes) -> str | None:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    even, odd = head[0::2], head[1::2]
    if odd.count(0) > len(odd) * 0.4 and even.count(0) < len(even) * 0.05:
        return "utf-16-le"
    if even.count(0) > len(even) * 0.4 and odd.count(0) < len(odd) * 0.05:
        return "utf-16-be"
    return None


def _check_lines(path: Path, encoding: str) -> None:
    """Every line of a UTF-16 file is short enough and every byte pair a character."""
    decoder = codecs.getincrementaldecoder(encoding)()
    run = 0
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            try:
                text = decoder.decode(block)
            except UnicodeDecodeError as error:
                raise not_a_table(path) from error
            run = _run_after(text.encode("utf-8", "replace"), run, path)


def _examine_narrow(path: Path) -> TextBytes:
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8, is_plain, run, last = True, True, 0, b"\n"
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            if b"\0" in block:
                raise not_a_table(path)
            run = _run_after(block, run, path)
            is_plain = is_plain and not _has_gaps(last + block)
            last = block[-1:]
            is_utf8 = is_utf8 and _decodes(decoder, block)
    if is_utf8 and _decodes(decoder, b"", final=True):
        return TextBytes("utf-8", is_plain)
    return TextBytes(_windows_encoding(path), is_plain=False)


def _windows_encoding(path: Path) -> str:
    """Windows-1258 where bytes that are tones follow vowels often enough, else Windows-1252."""
    tones = letters = others = 0
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            tones += len(_TONE_AFTER_VOWEL.findall(block))
            letters += len(_VIETNAMESE_LETTER.findall(block))
            others += len(_NOT_ASCII.findall(block))
    is_vietnamese = tones * 5 >= others or (tones > 0 and (tones + letters) * 2 >= others)
    return "windows-1258" if is_vietnamese else "windows-1252"


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _has_gaps(block: bytes) -> bool:
    """Blank lines or lone CRs: row numbers could not be counted from line ends alone."""
    if b"\n\n" in block or b"\n\r\n" in block:
        return True
    return b"\r" in block and block.count(b"\r") != block.count(b"\r\n") + block.endswith(b"\r")


def _run_after(block: bytes, run: int, path: Path) -> int:
    """The length of the unfinished line after `block`. Raises TooLarge."""
    ends = max(block.rfind(b"\n"), block.rfind(b"\r"))
    run = run + len(block) if ends < 0 else len(block) - ends - 1
    if run > limits.LINE_BYTES:
        template = gettext_noop("A line of %(file)s is longer than %(limit)s MB. This is no sales table.")
        raise TooLarge(template, file=path.name, limit=limits.LINE_BYTES // 1024**2)
    return run
