"""`quen setup` as a person runs it."""

import io

import pytest

from quen.cli.main import run
from quen.shops.models import Business, Staff

pytestmark = pytest.mark.django_db
LINE = [
    "--lang",
    "en",
    "setup",
    "--name",
    "Cà phê Mai",
    "--owner",
    "Mai",
    "--email",
    "mai@example.com",
    "--password-stdin",
]


def typed(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(words))


def test_mai_names_her_business_and_herself(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed("ca-phe-sua-da\n", monkeypatch)
    assert run([*LINE, "--currency", "vnd"]) == 0
    assert "Cà phê Mai is set up. Start it with: quen serve" in capsys.readouterr().out
    business = Business.objects.get()
    assert (business.name, business.currency) == ("Cà phê Mai", "VND")
    owner = Staff.objects.get()
    assert owner.email == "mai@example.com" and owner.check_password("ca-phe-sua-da")


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--email", "mai", "“mai” is no e-mail address."),
        ("--currency", "đồng", "“đồng” is no currency. Use its three letters, such as VND or USD."),
        ("--currency", "vdn", "“vdn” is no currency. Use its three letters, such as VND or USD."),
        ("--timezone", "Sài Gòn", "Sài Gòn is no time zone. Write it like Asia/Ho_Chi_Minh."),
        ("--language", "fr", "--language cannot be “fr”; it takes vi, en."),
        ("--name", " ", "The business and its owner need a name. Nothing was set up."),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_kept(
    option: str,
    value: str,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    typed("ca-phe-sua-da\n", monkeypatch)
    assert run([*LINE, option, value]) == 2
    assert capsys.readouterr().err.splitlines()[0] == told
    assert not Business.objects.exists() and not Staff.objects.exists()


def test_a_weak_password_sets_nothing_up(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed("12345\n", monkeypatch)
    assert run(LINE) == 2
    assert capsys.readouterr().err.strip().endswith("Nothing was set up.")
    assert not Staff.objects.exists()


def test_a_question_nobody_answers_ends_it_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed("", monkeypatch)
    assert run(["--lang", "en", "setup"]) == 130
    assert capsys.readouterr().err.strip().endswith("Stopped. Nothing was left half done.")
    assert not Staff.objects.exists()
