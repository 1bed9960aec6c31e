"""Words and marks people put around a date: ``Thứ hai, 22/11/2026 - 08:26``, ``Ngày 22 tháng 11 năm 2026``."""

import re

# In the order they are taken off. Read by Python's `re` and by DuckDB's RE2 alike.
_RULES: tuple[tuple[str, str], ...] = (
    (r"[\x{00A0}\x{202F}]", " "),
    (r"(?i)^(THỨ (HAI|BA|TƯ|NĂM|SÁU|BẢY|[0-9])|CHỦ NHẬT|T[0-9]|CN)[,.]? +", ""),
    (r"(?i)^(MON|TUES?|WED(NES)?|THU(RS)?|FRI|SAT(UR)?|SUN)(DAY)?[,.]? +", ""),
    (r"(?i)^NGÀY +", ""),
    (r"(?i)([0-9]{1,2}) ?(THÁNG|THG\.?) ?([0-9]{1,2}),?( NĂM)? ([0-9]{4})", r"\1/\3/\5"),
    (r"(?i)([0-9]),? (LÚC|AT) ([0-9])", r"\1 \3"),
    (r"([0-9]) +[-–|] +([0-9])", r"\1 \2"),
)
_COMPILED = [(re.compile(re.sub(r"\\x\{([0-9A-F]{4})\}", r"\\u\1", pattern)), by) for pattern, by in _RULES]


def undressed(text: str) -> str:
    """The date alone."""
    for pattern, by in _COMPILED:
        text = pattern.sub(by, text)
    return text


def undressed_sql(value: str) -> str:
    """SQL for the same of the text expression `value`."""
    sql = f"nfc_normalize({value})"
    for pattern, by in _RULES:
        sql = f"regexp_replace({sql}, '{pattern}', '{by}', 'g')"
    return sql
