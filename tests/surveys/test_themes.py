"""What words are about: read in two languages, kept with the answer, and judged in the open."""

from datetime import datetime

from tools.themes import ACCURACY as ACCURACY_FILE
from tools.themes import judged, reviews, written

from quen.surveys.answer import say_more
from quen.surveys.models import Response, Survey
from quen.surveys.themes.accuracy import ACCURACY, HELD_OUT_REVIEWS
from quen.surveys.themes.keep import read_again
from quen.surveys.themes.lexicon import VERSION
from quen.surveys.themes.read import read
from quen.surveys.themes.theme import Mood, Theme
from tests.surveys.lan_answers import BY_LAN, lan_is_asked, taps
from tests.world import World

GOOD, NAMED, BAD = Mood.PRAISE, Mood.NAMED, Mood.BLAME


def test_a_not_turns_praise_and_blame_round() -> None:
    assert read("Món này không ngon") == {Theme.QUALITY: BAD}
    assert read("Nhà vệ sinh chưa sạch") == {Theme.CLEAN: BAD}
    assert read("Not bad, the coffee") == {Theme.QUALITY: GOOD}
    assert read("Không phải chờ lâu") == {Theme.WAIT: GOOD}
    assert read("Không chỉ ngon mà còn rẻ") == {Theme.QUALITY: GOOD, Theme.PRICE: GOOD}


def test_each_clause_speaks_of_its_own() -> None:
    assert read("Nước ngon nhưng nhân viên cau có, giá hơi cao") == {
        Theme.QUALITY: GOOD, Theme.STAFF: BAD, Theme.PRICE: BAD,
    }  # fmt: skip
    assert read("Great coffee, but delivery was late") == {Theme.QUALITY: GOOD, Theme.DELIVERY: BAD}
    assert read("It should be cheaper") == {Theme.PRICE: BAD}
    assert read("Giá bình thường") == {Theme.PRICE: NAMED}


def test_who_types_without_diacritics_and_in_short_is_read_too() -> None:
    assert read("do an ko ngon, nv nhiet tinh") == {Theme.QUALITY: BAD, Theme.STAFF: GOOD}
    assert read("Ngonnnn quá") == {Theme.QUALITY: GOOD}
    assert read("Hoá đơn tính sai") == {Theme.ORDER: BAD}


def test_what_is_about_nothing_is_read_as_nothing() -> None:
    assert read("Cảm ơn shop") == {} == read("") == read("👍👍") == read("?!… \x00")
    assert read("ngon " * 100_000) == {Theme.QUALITY: GOOD}


def test_the_figures_shown_are_those_of_the_held_out_reviews() -> None:
    held = [one for one in reviews() if one.is_held_out]
    assert len(held) == HELD_OUT_REVIEWS >= 240
    assert judged(held) == ACCURACY
    assert ACCURACY_FILE.read_text() == written(), "run python tools/themes.py write"


def test_lans_words_are_kept_with_what_they_are_about(world: World, nps: Survey, now: datetime) -> None:
    row = taps(lan_is_asked(world, nps, now), 3, now)
    assert row.themes == {}
    row = say_more(response=row.pk, given={"better": ["Đợi lâu quá"]}, at=now, by=BY_LAN)
    assert (row.themes, row.themes_read_by) == ({"wait": -1}, VERSION)


def test_words_an_older_lexicon_read_are_read_again(world: World, nps: Survey, now: datetime) -> None:
    row = taps(lan_is_asked(world, nps, now), 3, now)
    say_more(response=row.pk, given={"better": ["Giá rẻ"]}, at=now, by=BY_LAN)
    Response.objects.update(themes={}, themes_read_by=0)
    assert (read_again(most=10), read_again(most=10)) == (1, 0)
    assert Response.objects.get().themes == {"price": 1}
