"""Whether a letter is clearly a complaint, read from its words where nobody said what kind of matter it is.

A list anybody can read, in Vietnamese (with its diacritics; who types without them is read, too) and English: one of
the words of displeasure below is enough, and so is blame of staff or dirt, for which nobody asks anything, or two
clauses that blame anything else in a letter that asks for nothing. Blame is read by the lexicon that reads answers to
surveys. A sentence that asks, supposes, thanks, or speaks of another shop counts for nothing. It would rather miss a
complaint than call a request one: the missed is answered all the same, only not first.
"""

import re
from functools import cache

from quen.kernel.names import search_key
from quen.surveys.themes.clauses import tokens_of
from quen.surveys.themes.entries import split
from quen.surveys.themes.read import blames
from quen.surveys.themes.theme import Theme
from quen.tickets.language import VIETNAMESE, is_marked, language_of

MOST_LETTERS, MOST_SENTENCES = 5_000, 150
"""So much of a letter is read: whoever complains says so before."""
_MOST_WORDS, _LONGEST = 3, 60
_SENTENCE = re.compile(r"[^.!?\n;…]+[.!?\n;…]*")
_ENOUGH_ALONE = frozenset({Theme.STAFF, Theme.CLEAN})
_ENOUGH_CLAUSES = 2
_BEFORE = 3
"""So many words before an entry may turn it round."""

DISPLEASED = """
khiếu nại, phàn nàn, thất vọng, bức xúc, bực mình, bực bội, ức chế, phẫn nộ, hối hận, ghê tởm, kinh tởm, không hài
lòng, chưa hài lòng, không chấp nhận được, không thể chấp nhận, quá tệ, rất tệ, tệ quá, tệ hại, tồi tệ, dịch vụ tệ,
phục vụ tệ, thái độ tệ, quá đáng, lừa đảo, lừa khách, lừa dối, tẩy chay, không bao giờ quay lại, không quay lại nữa,
không ghé nữa, không mua nữa, mất niềm tin, gian dối, tính gian, ăn bớt, chặt chém, treo đầu dê, thiếu tôn trọng, coi
thường, khinh thường, xúc phạm, làm ăn kiểu gì, vô trách nhiệm, thiếu trách nhiệm, đùn đẩy, làm khó, bị lơ, cúp máy,
cúp ngang, chửi, quát, mắng, đòi bồi thường, yêu cầu bồi thường, đòi thêm tiền, thất hứa, hứa mà, hứa rồi, hẹn rồi để
đó, không ai giải thích, không ai nghe máy, không ai trả lời, không ai chịu, không ai xin lỗi, một lời xin lỗi, đến
giờ vẫn chưa, tới giờ vẫn chưa, nhắc hai lần, nhắc ba lần, nhắc mấy lần, phí tiền, uổng tiền, mất tiền oan, ngộ độc,
nôn mửa, hàng giả, hàng nhái | complaint, complain, complaining, disappointed, disappointing, unacceptable, terrible
service, terrible experience, awful, appalling, appalled, disgusting, disgusted, disgraceful, furious, outraged,
horrible, horrendous, dreadful, pathetic, ridiculous, a nightmare, not happy with, not satisfied, unsatisfied,
dissatisfied, very unhappy, so unhappy, unhappy with, worst service, worst experience, the worst, never again, never
coming back, not coming back, will not come back, won't come back, ripped off, rip off, a scam, cheated, overcharged,
charged me twice, charged twice, fed up, want my money back, demand a refund, demand compensation, frustrated,
frustrating, let down, shame on you, ashamed of yourselves, ruined, a waste of, what a waste, food poisoning, got
sick, made me sick, made us sick, hung up on me, shouted at, yelled at, swore at, laughed at, pushed me, insulted,
humiliated, ignored me, ignored us, lied to, nobody called me back, nobody called back, nobody cared, nobody
apologised, nobody apologized, nobody bothered, no apology, still no answer, still no reply, threw the, fell apart,
you promised, was promised, were promised, wrong order this, counterfeit
"""
"""Each alone says that somebody complains, unless a "not" stands close before it."""
TURNED = """
không, chưa, chẳng, chả, đừng, khỏi, hết, không có gì, chưa từng, không hề | not, no, never, don't, didn't, doesn't,
wasn't, isn't, without, nothing, hardly, won't, wouldn't, nor
"""
SUPPOSED = """
nếu, lỡ, giả sử, phòng khi, trường hợp, sợ, ngại, cách nào, quy trình, chính sách, thủ tục, ở đâu, làm sao, thế nào,
như thế nào, số điện thoại, hotline, mẫu đơn, cảm ơn, cám ơn, quán khác, bên kia, chỗ khác, tiệm khác, shop khác, nơi
khác, hãng khác, bên khác, trước đây ở, áy náy, lỗi của mình, lỗi của tôi, do mình, tại mình, mình làm, mình lỡ, phiền
shop, đã xử lý, đã giải quyết, cho hỏi, tuyển dụng, ứng tuyển, bài tập, khóa luận | if, in case, unless, afraid,
worried, policy, procedure, how, where, which, thanks, thank, other shop, another shop, elsewhere, other shops,
competitor, competitors, other place, other places, another place, resolved, sorted out, thesis, survey, role,
position, job, hope, hopefully, my fault, my mistake, i dropped, i broke, i lost
"""
"""A sentence with one of these says nothing of what happened here."""
ASKED = """
cần, muốn, xin, nhờ, giúp, tư vấn, đặt, được không, có không, báo giá, còn không, mấy giờ, bao nhiêu, khi nào, đổi
giúp, gửi giúp, vui lòng | need, want, would like, like to, please, can, could, can you, looking for, may, shall, do
you, is there, are there, when, what, interested, i'd
"""
"""Blame beside one of these tells what is asked for, not that somebody complains."""


def complaint_in(text: str) -> tuple[str, ...]:
    """The words by which it is clearly a complaint, at most three; none where it is not clearly one."""
    text = "\n".join(line for line in text[:MOST_LETTERS].splitlines() if not line.lstrip().startswith(">"))
    is_bare = language_of(text) == VIETNAMESE and not is_marked(text)
    sentences = _SENTENCE.findall(text)[:MOST_SENTENCES]
    said = [sentence for sentence in sentences if not _is_none_of_ours(sentence, is_bare=is_bare)]
    found = [entry for sentence in said for entry in _unturned(sentence, is_bare=is_bare)]
    blamed = [] if is_bare else _blamed(sentences, said)
    if not found and not blamed:
        return ()
    others = (clause for clause in blamed if not any(entry in clause for entry in found))
    words = dict.fromkeys([*found, *(clause[:_LONGEST] for clause in others)])
    return tuple(words)[:_MOST_WORDS]


def _blamed(sentences: list[str], said: list[str]) -> list[str]:
    """Clauses whose blame is enough, each once; none where it is not."""
    told = [pair for sentence in said if not _asks(sentence, is_bare=False) for pair in blames(sentence)]
    alone = [clause for clause, theme in told if theme in _ENOUGH_ALONE]
    if alone:
        return alone
    clauses = list(dict.fromkeys(clause for clause, _theme in told))
    asks = any(_asks(sentence, is_bare=False) for sentence in sentences)
    return clauses if len(clauses) >= _ENOUGH_CLAUSES and not asks else []


def _is_none_of_ours(sentence: str, *, is_bare: bool) -> bool:
    words = _words(sentence, is_bare=is_bare)
    return sentence.rstrip().endswith("?") or _has(words, SUPPOSED, is_bare=is_bare)


def _asks(sentence: str, *, is_bare: bool) -> bool:
    return sentence.rstrip().endswith("?") or _has(_words(sentence, is_bare=is_bare), ASKED, is_bare=is_bare)


def _unturned(sentence: str, *, is_bare: bool) -> list[str]:
    """Entries of displeasure that nothing close before turns round."""
    words = _words(sentence, is_bare=is_bare)
    return [
        entry
        for entry in _entries(DISPLEASED)
        for at in _places(words, entry, is_bare=is_bare)
        if not _has(words[max(at - _BEFORE, 0) : at], TURNED, is_bare=is_bare)
    ]


def _words(sentence: str, *, is_bare: bool) -> list[str]:
    words = [token for token in tokens_of(sentence) if token[0].isalnum()]
    return [search_key(word) for word in words] if is_bare else words


def _has(words: list[str], entries: str, *, is_bare: bool) -> bool:
    return any(_places(words, entry, is_bare=is_bare) for entry in _entries(entries))


@cache
def _entries(listed: str) -> tuple[str, ...]:
    return tuple(split(listed))


def _places(words: list[str], entry: str, *, is_bare: bool) -> list[int]:
    """Where the entry begins among the words; without diacritics only entries of several words are told apart."""
    wanted = (search_key(entry) if is_bare else entry).split()
    if is_bare and len(wanted) == 1 and not entry.isascii():
        return []
    return [at for at in range(len(words) - len(wanted) + 1) if words[at : at + len(wanted)] == wanted]
