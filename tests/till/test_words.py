"""What the till's script says."""

from django.utils import translation

from quen.till.words import words


def test_one_point_has_words_of_its_own() -> None:
    with translation.override("en"):
        said = words()
    of_one = {name.removesuffix("_one"): text for name, text in said.items() if name.endswith("_one")}
    assert set(of_one) == {name for name, text in said.items() if "%(points)s points" in text}
    assert not [text for text in of_one.values() if "points" in text.replace("%(points)s", "")]
