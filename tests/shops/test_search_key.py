"""The key of a name is one and the same in Python and in SQL."""

import unicodedata

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from quen.kernel.names import search_key

VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
LETTERS = VIETNAMESE + VIETNAMESE.upper() + " -'.0123456789\t\u00a0"

vietnamese_text = st.text(st.sampled_from(LETTERS), max_size=60)
either_form = st.sampled_from(["NFC", "NFD"])


def in_sql(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT quen_search_key(%s)", [name])
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
@settings(deadline=None, max_examples=300)
@given(vietnamese_text, either_form)
def test_vietnamese_names_have_one_key_on_both_sides(name: str, form: str) -> None:
    written = unicodedata.normalize(form, name)  # type: ignore[arg-type]
    assert in_sql(written) == search_key(written) == search_key(name)


@pytest.mark.django_db
def test_every_character_there_is_has_one_key_on_both_sides() -> None:
    characters = [
        character
        for character in map(chr, range(1, 0x110000))
        if unicodedata.category(character) not in ("Cn", "Cs")
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, quen_search_key('a' || name) FROM unnest(%s::text[]) AS name", [characters]
        )
        differing = [name for name, key in cursor.fetchall() if key != search_key("a" + name)]
    assert differing == []


@pytest.mark.django_db
def test_the_names_people_really_have() -> None:
    assert in_sql("  Nguyễn  Thị Đào ") == "nguyen thi dao"
    assert in_sql("Иван ΣΟΦΊΑ Straße") == "иван σοφια strasse"
