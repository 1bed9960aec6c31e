"""Terms and doubts in plain words."""

from collections.abc import Mapping

from quen.kernel.sentences import Sentence, gettext_noop, one_or_many
from quen.programme.words import Amount
from quen.referrals.doubts import Doubt
from quen.referrals.models import Terms

DOUBTS = {
    Doubt.SELF: gettext_noop("Both may be one person: merged, or alike in name, phone or birthday."),
    Doubt.HOUSEHOLD: gettext_noop("Both live in one household or at one address."),
    Doubt.DEVICE: gettext_noop(
        "The friend enrolled on a phone that shows the card of the member or of another friend of hers."
    ),
    Doubt.VELOCITY: gettext_noop("The member brought many friends within 24 hours."),
    Doubt.RING: gettext_noop("The friend herself brought the member, or brought somebody who did."),
    Doubt.STAFF: gettext_noop("One of them works here."),
    Doubt.KNOWN: gettext_noop("The friend bought here before she was brought."),
}


def doubt_words(doubts: list[str]) -> list[str]:
    """The doubts of a referral as English sentences, to be translated."""
    return [DOUBTS[Doubt(doubt)] for doubt in doubts]


def describe(terms: Terms, currency: str, names: Mapping[str, str]) -> list[Sentence]:
    """What both get, for what, and the limits: one sentence each. `names` are those of kinds of vouchers by key."""
    if not terms.is_running:
        return [Sentence(gettext_noop("Members bring no friends at present: no code counts."))]
    least = {"least": Amount(terms.minimum_minor, currency)}
    words = [
        Sentence(
            gettext_noop("The friend enrols with the member's code and buys for %(least)s or more."), least
        )
        if terms.minimum_minor
        else Sentence(gettext_noop("The friend enrols with the member's code and buys something.")),
        Sentence(
            one_or_many(
                terms.wait_days,
                gettext_noop("When a day is over and the goods were not brought back, both are rewarded."),
                gettext_noop(
                    "When %(days)s days are over and the goods were not brought back, both are rewarded."
                ),
            ),
            {"days": terms.wait_days},
        )
        if terms.wait_days
        else Sentence(gettext_noop("Both are rewarded at once.")),
        *_gifts(terms, names),
    ]
    if terms.most_a_month:
        words.append(
            Sentence(
                gettext_noop(
                    "A member is rewarded for at most %(most)s friends a month; friends always are."
                ),
                {"most": terms.most_a_month},
            )
        )
    if terms.most_a_day:
        words.append(
            Sentence(
                gettext_noop("More than %(most)s friends of one member in 24 hours are looked at first."),
                {"most": terms.most_a_day},
            )
        )
    return words


def _gifts(terms: Terms, names: Mapping[str, str]) -> list[Sentence]:
    words = []
    if terms.advocate_points:
        words.append(
            Sentence(
                one_or_many(
                    terms.advocate_points,
                    gettext_noop("The member gets %(points)s point."),
                    gettext_noop("The member gets %(points)s points."),
                ),
                {"points": terms.advocate_points},
            )
        )
    if terms.advocate_voucher:
        words.append(
            Sentence(
                gettext_noop("The member gets the voucher %(kind)s."),
                {"kind": names.get(terms.advocate_voucher, terms.advocate_voucher)},
            )
        )
    if terms.friend_points:
        words.append(
            Sentence(
                one_or_many(
                    terms.friend_points,
                    gettext_noop("The friend gets %(points)s point."),
                    gettext_noop("The friend gets %(points)s points."),
                ),
                {"points": terms.friend_points},
            )
        )
    if terms.friend_voucher:
        words.append(
            Sentence(
                gettext_noop("The friend gets the voucher %(kind)s."),
                {"kind": names.get(terms.friend_voucher, terms.friend_voucher)},
            )
        )
    return words
