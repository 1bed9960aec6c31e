"""Money as integers in the currency's minor unit, as ISO 4217 names it. No floats."""

from decimal import ROUND_HALF_EVEN, Decimal

# ISO 4217 minor units that differ from the usual two. 1 ₫ is the smallest amount: VND has none.
_DIGITS = {"VND": 0, "JPY": 0, "KRW": 0, "CLP": 0, "PYG": 0, "ISK": 0, "UGX": 0, "XAF": 0, "XOF": 0, "XPF": 0,
           "BIF": 0, "DJF": 0, "GNF": 0, "KMF": 0, "RWF": 0, "VUV": 0, "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3,
           "LYD": 3, "OMR": 3, "TND": 3}  # fmt: skip
# ISO 4217, list one, and what it lost since 2020: the sales of those years are still in files.
_ISO_4217 = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD
    CDF CHF CLP CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF
    GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK
    LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR
    PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC
    SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF
    YER ZAR ZMW ZWG ZWL
"""
_CODES = frozenset(_ISO_4217.split())
_SIGNS = {"VND": "₫", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}


def minor_digits(currency: str) -> int:
    """How many decimal digits the currency's minor unit has: 0 for VND, 2 for USD."""
    return _DIGITS.get(currency, 2)


def is_currency(code: str) -> bool:
    """Whether ISO 4217 knows these three capital letters as money of a country."""
    return code in _CODES


def to_minor(amount: Decimal, currency: str) -> int:
    """The amount in minor units, half to even."""
    return int((amount * 10 ** minor_digits(currency)).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


def to_major(amount_minor: int, currency: str) -> Decimal:
    """The amount in the currency itself."""
    return Decimal(amount_minor).scaleb(-minor_digits(currency))


def written(amount_minor: int, currency: str, language: str = "vi") -> str:
    """The amount for reading: ``1.250.000 ₫`` in Vietnamese, ``1,250,000 ₫`` in English."""
    digits = minor_digits(currency)
    text = f"{to_major(amount_minor, currency):,.{digits}f}"
    if language == "vi":
        text = text.translate(str.maketrans(",.", ".,"))
    return f"{text} {_SIGNS.get(currency, currency)}"
