"""Letters of every kind are read, or refused; none of them breaks anything."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quen.tickets.mail.automatic import fate_of
from quen.tickets.mail.harmless import harmless, words_of
from quen.tickets.mail.letter import MOST_BYTES, Unreadable, read
from quen.tickets.mail.quoted import without_quotes
from quen.tickets.mail_models import Fate

OWN = frozenset({"quan@example.com"})


def letter(*headers: str, body: str = "Cà phê nguội", charset: str = "utf-8") -> bytes:
    usual = (
        "From: Lan <lan@example.com>",
        "Message-ID: <1@lan>",
        f"Content-Type: text/plain; charset={charset}",
    )
    named = {one.partition(":")[0] for one in headers}
    said = [*headers, *(one for one in usual if one.partition(":")[0] not in named)]
    return "\r\n".join(said).encode() + b"\r\n\r\n" + body.encode("utf-8" if charset == "utf-8" else charset)


def mixed(*parts: str, kind: str = "mixed") -> bytes:
    body = "".join(f"--x\r\n{part}\r\n" for part in parts) + "--x--\r\n"
    return letter(f'Content-Type: multipart/{kind}; boundary="x"', body=body)


def test_words_sender_and_subject_are_read_through_their_encodings() -> None:
    subject = "=?UTF-8?B?" + base64.b64encode("Khiếu nại".encode()).decode() + "?="
    found = read(letter(f"Subject: {subject}", "From: =?utf-8?q?Nguy=E1=BB=85n_Lan?= <LAN@Example.com>"))
    assert (found.subject, found.text, found.message_id) == ("Khiếu nại", "Cà phê nguội", "1@lan")
    assert (found.sender, read(letter("Reply-To: b@c.vn")).sender) == ("lan@example.com", "b@c.vn")


@pytest.mark.parametrize("charset", ["utf-16", "windows-1258"])
def test_old_charsets_are_read(charset: str) -> None:
    assert read(letter(body="Ca phê", charset=charset)).text == "Ca phê"


def test_a_wrong_or_unknown_charset_loses_no_letter() -> None:
    assert read(letter('Content-Type: text/plain; charset="klingon"')).text == "Cà phê nguội"
    assert read(letter("Content-Type: text/plain; charset=us-ascii")).text == "Cà phê nguội"
    raw = letter("Content-Type: text/plain; charset=utf-8", body="") + b"Ca ph\xea ngu\xf4i"
    assert read(raw).text == "Ca phê nguôi"
    assert read("Subject: Cà phê\r\nFrom: a@b.vn\r\n\r\nx".encode()).subject == "Cà phê"


def test_plain_words_come_before_html_and_html_alone_becomes_words() -> None:
    html = "<p>Xin <b>chào</b></p><p>Lan</p>"
    both = mixed(
        "Content-Type: text/plain\r\n\r\nXin", f"Content-Type: text/html\r\n\r\n{html}", kind="alternative"
    )
    assert (read(both).text, read(both).html) == ("Xin", html)
    assert read(letter("Content-Type: text/html; charset=utf-8", body=html)).text == "Xin chào\n\nLan"


@pytest.mark.parametrize(
    "dangerous",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '<a href="javascript:alert(1)">x</a>',
        '<p style="background:url(https://spy.example/x)">x</p>', '<svg><script>alert(1)</script></svg>',
        '<iframe src="https://spy.example"></iframe>', '<img src="https://spy.example/pixel.gif">',
        '<form action="https://spy.example"><input name=p></form>', '<a href="data:text/html,x">x</a>',
        '<math><mi xlink:href="javascript:alert(1)">x</mi></math>', '<link rel=stylesheet href="//spy.example/x">',
        '<table background="https://spy.example/x"><tr><td>x</td></tr></table>', "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        '<video poster="https://spy.example/x"></video>', '<meta http-equiv=refresh content="0;url=//spy.example">',
    ],
)  # fmt: skip
def test_nothing_of_a_letter_runs_or_tells_that_it_was_opened(dangerous: str) -> None:
    shown = harmless(f"<p>Chào</p>{dangerous}")
    assert "<p>Chào</p>" in shown
    for bad in ("script", "onerror", "spy.example", "<img", "style", "<form", "data:", "<svg", "<iframe"):
        assert bad not in shown.replace("alert(1)", "")


def test_links_stay_and_say_nothing_of_where_they_were_followed_from() -> None:
    shown = harmless('<a href="https://example.com/a" onclick="x()">đây</a>')
    assert shown == '<a href="https://example.com/a" rel="noopener noreferrer nofollow">đây</a>'
    assert words_of("<div>a<br>b</div><script>c</script>") == "a\nb"


def test_files_keep_a_harmless_name_and_programs_stay_outside() -> None:
    def file(name: str, body: str = "aGVsbG8=") -> str:
        return f"Content-Type: application/octet-stream\r\nContent-Disposition: attachment; {name}\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}"

    found = read(
        mixed(
            "Content-Type: text/plain\r\n\r\nXem ảnh", file('filename="../../etc/hóa đơn.pdf"'), file("filename=x.EXE"),
            file("filename*=utf-8''%E1%BA%A3nh.png"), file('filename="a\u202egnp.exe"'), file("filename=empty.txt", ""),
            file("filename*=utf-8'%%%"), "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8=",
        )
    )  # fmt: skip
    assert [one.name for one in found.files][:2] == ["etc_hóa đơn.pdf", "ảnh.png"]
    assert all(one.content == b"hello" for one in found.files)
    assert "x.EXE" in found.left_out and "empty.txt" in found.left_out
    assert not any(name.lower().endswith(".exe") for name in (one.name for one in found.files))


@pytest.mark.parametrize(
    "raw",
    [
        b"", b" \r\n", b"x" * (MOST_BYTES + 1),
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(300)),
    ],
)  # fmt: skip
def test_what_cannot_be_a_letter_is_refused(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        read(raw)


def test_torn_letters_are_read_as_far_as_they_go() -> None:
    for raw in (
        letter(
            'Content-Type: multipart/mixed; boundary="x"', body="--x\r\nContent-Type: text/plain\r\n\r\nhalf"
        ),
        letter("Content-Type: multipart/mixed", body="no boundary"),
        letter("Content-Transfer-Encoding: base64", body="!!!"),
        letter("Content-Type: ;;;", "Subject: =?utf-8?b?!!!?=", "From: <<>>", "Date: never"),
        letter("Subject: " + "x" * 100_000, "References: " + "<a@b> " * 5_000),
        letter("Content-Type: message/rfc822", body="Subject: inner\r\n\r\nx"),
        b"no headers at all",
        b"\x00\x00\xff: \x00\r\n\r\n\x00\xff",
    ):
        found = read(raw)
        assert len(found.text) <= 20_000 and len(found.subject) <= 300 and "\x00" not in found.text
        assert found.message_id


@given(st.binary(min_size=1, max_size=600))
def test_no_bytes_whatever_break_it(raw: bytes) -> None:
    try:
        found = read(raw)
    except Unreadable:
        return
    assert "\x00" not in found.text and fate_of(found, OWN) in (None, *Fate)


def test_a_letter_without_a_name_is_known_by_its_bytes() -> None:
    raw = b"From: a@b.vn\r\n\r\nx"
    assert read(raw).message_id == read(raw).message_id
    assert read(raw).message_id != read(raw + b"y").message_id
    assert read(letter("In-Reply-To: <b@x>", "References: <a@x> <b@x>")).names == ("b@x", "a@x")


@pytest.mark.parametrize(
    ("headers", "fate"),
    [
        (("Subject: Hỏi giờ mở cửa",), None), (("Auto-Submitted: no",), None), (("Precedence: normal",), None),
        (("Auto-Submitted: auto-replied",), "automatic"), (("Auto-Submitted: auto-generated; x=y",), "automatic"),
        (("X-Autoreply: yes",), "automatic"), (("Precedence: auto_reply",), "automatic"),
        (("Subject: Automatic reply: đi nghỉ",), "automatic"), (("Subject: Trả lời tự động: vắng",), "automatic"),
        (("Precedence: bulk",), "bulk"), (("List-Id: <tin.example.com>",), "bulk"),
        (("List-Unsubscribe: <mailto:x@y>",), "bulk"), (("Return-Path: <>",), "bounce"),
        (('Content-Type: multipart/report; report-type=delivery-status; boundary="x"',), "bounce"),
    ],
)  # fmt: skip
def test_machines_are_told_from_people(headers: tuple[str, ...], fate: str | None) -> None:
    assert fate_of(read(letter(*headers)), OWN) == fate


def test_our_own_letters_come_from_our_addresses_or_bear_our_names() -> None:
    assert fate_of(read(b"From: Quan <QUAN@example.com>\r\nReply-To: a@b.vn\r\n\r\nx"), OWN) == "own"
    ours = b"From: a@b.vn\r\nMessage-ID: <quen." + b"a" * 32 + b"@example.com>\r\n\r\nx"
    assert fate_of(read(ours), OWN) == "own"
    assert fate_of(read(b"From: no-reply@shop.vn\r\n\r\nx"), OWN) == "bulk"


@pytest.mark.parametrize(
    ("said", "own"),
    [
        ("Vẫn nguội\n\nVào 12:00, T2, 30 thg 11, 2026 Quán <q@e.vn> đã viết:\n> Xin lỗi", "Vẫn nguội"),
        (
            "Still cold\r\n\r\nOn Mon, Nov 30, 2026 at 12:00 Shop\r\n<q@e.vn> wrote:\r\n\r\n> sorry",
            "Still cold",
        ),
        ("x\n-----Original Message-----\nFrom: q", "x"),
        ("> câu hỏi\ncâu trả lời\n> thêm", "câu trả lời"),
        ("> chỉ có trích dẫn", "> chỉ có trích dẫn"),
        ("On time, as always. She wrote: hello", "On time, as always. She wrote: hello"),
    ],
)
def test_the_letter_below_is_left_out(said: str, own: str) -> None:
    assert without_quotes(said) == own
