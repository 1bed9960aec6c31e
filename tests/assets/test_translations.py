"""Catalogues of all rooms are one at run time, so they have to agree."""

from babel.messages.catalog import Catalog
from tools.translations import differing


def catalogue(**translations: str) -> Catalog:
    made = Catalog(locale="vi")
    for source, translation in translations.items():
        made.add(source, translation)
    return made


def test_one_string_in_two_translations_is_told_with_both_rooms() -> None:
    told = list(
        differing([("till", catalogue(Points="Điểm")), ("api", catalogue(Points="Số điểm", Tier="Hạng thẻ"))])
    )

    assert told == ["api and till differ: 'Points': 'Số điểm' / 'Điểm'"]


def test_the_same_words_and_words_of_another_context_do_not_differ() -> None:
    verb = Catalog(locale="vi")
    verb.add("Points", "chỉ", context="verb")

    assert not list(
        differing([("till", catalogue(Points="Điểm")), ("api", catalogue(Points="Điểm")), ("x", verb)])
    )


def test_a_string_not_translated_yet_differs_from_nothing() -> None:
    assert not list(differing([("till", catalogue(Points="")), ("api", catalogue(Points="Điểm"))]))
