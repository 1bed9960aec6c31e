"""In which language somebody wrote: Vietnamese or English, by a rule small enough to check by hand.

Every word speaks for one language or for none. For Vietnamese speaks a word with a letter only Vietnamese has (ă â đ ê
ô ơ ư, or a vowel with a tone), and one of its commonest words as people type them without diacritics ("khong", "toi");
for English one of its commonest words. The language for which more words speak has it, so that a street or a dish in an
English letter changes nothing. Where as many speak for both, the language of the page or the shop decides.
"""

import re
import unicodedata

VIETNAMESE, ENGLISH = "vi", "en"
_WORD = re.compile(r"[^\W\d_]+")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
"""Grave, acute, tilde, hook above, dot below."""
_OWN = frozenset("ăâđêôơư")
_MOST_LETTERS = 2_000

_SAID_IN_VIETNAMESE = """
khong toi minh ban chi em shop oi cho mua hang duoc nhu nay voi cua roi gui giao nhan tra ve gio nao bao nhieu khi nhung
qua lam den ngay hom thi cung vay sao biet giup tien cam xin va rat ma muon con hoi doi quen ngon ko dc sp tich diem ghe
dat ca phe banh anh hu mat cai co
"""
_SAID_IN_ENGLISH = """
the and you is my it was for have not to of in i a this that with your are me please when how order on but be can would
what did at we they has from were hello hi thanks thank no never still very will where why there an been get got bought
delivery store card points
"""
_VIETNAMESE_WORDS = frozenset(_SAID_IN_VIETNAMESE.split())
_ENGLISH_WORDS = frozenset(_SAID_IN_ENGLISH.split())
_BORROWED = frozenset({"café", "cafés", "à", "sauté", "crème", "purée", "résumé", "entrée", "décor"})


def language_of(text: str, *, otherwise: str = VIETNAMESE) -> str:
    """`vi` or `en`; `otherwise` where neither has more words."""
    words = _words(text)
    vietnamese = sum(_is_marked(word) or word in _VIETNAMESE_WORDS for word in words)
    english = sum(word in _ENGLISH_WORDS for word in words)
    if vietnamese == english:
        return otherwise
    return VIETNAMESE if vietnamese > english else ENGLISH


def is_marked(text: str) -> bool:
    """Whether it was typed with the letters only Vietnamese has."""
    return any(_is_marked(word) for word in _words(text))


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text[:_MOST_LETTERS]).casefold())


def _is_marked(word: str) -> bool:
    """Whether a letter of it is Vietnamese; the é of "café" says nothing."""
    if word.isascii() or word in _BORROWED:
        return False
    return bool(_OWN & set(word) or _TONES & set(unicodedata.normalize("NFD", word)))
