"""What this room keeps about persons."""

from quen.kernel.personal import Fate, Kept
from quen.kernel.sentences import gettext_noop

KEPT = (
    Kept(
        model="people.household", of=("customers",), called=gettext_noop("Household"), tells=("name", "created_at"),
        fate=Fate.BLANKED, blanks=("name",),
    ),
    Kept(
        model="people.customer", of=("pk",), called=gettext_noop("Profile"),
        tells=(
            "id", "name", "kind", "part", "gender", "birth_date", "language", "income_band", "area", "address",
            "interests", "source", "tags", "is_internal", "created_at",
        ),
        fate=Fate.BLANKED,
        blanks=(
            "name", "named_at", "gender", "birth_date", "language", "income_band", "area", "address", "interests",
            "source", "tags", "search", "household",
        ),
        because=gettext_noop("A number without a name stays, so that purchases and points keep somebody to belong to."),
    ),
    Kept(
        model="people.identity", of=("customer",), called=gettext_noop("Phone numbers, e-mail addresses, codes"),
        tells=("kind", "value", "created_at"), fate=Fate.GONE,
    ),
    Kept(
        model="people.contact", of=("person", "company"), called=gettext_noop("Speaks for a company"),
        tells=("company_id", "person_id", "part"), fate=Fate.GONE,
    ),
    Kept(
        model="people.consent", of=("customer",), called=gettext_noop("Consents and refusals"),
        tells=("purpose", "channel", "is_given", "given_at", "proof"), fate=Fate.GONE,
    ),
    Kept(
        model="people.note", of=("customer",), called=gettext_noop("Notes of staff"),
        tells=("written_at", "text"), fate=Fate.GONE,
    ),
    Kept(
        model="people.merge", of=("customer", "into"), called=gettext_noop("Merges"),
        tells=("customer_id", "into_id", "merged_at", "undone_at"), fate=Fate.STAYS,
        because=gettext_noop("Numbers only: whose purchases count as whose."),
    ),
    Kept(
        model="people.notduplicate", of=("first", "second"), called=gettext_noop("Told apart from"),
        tells=("said_at",), fate=Fate.GONE,
    ),
    Kept(
        model="people.likelyduplicate", of=("first", "second"), called=gettext_noop("Likely duplicates"),
        tells=("score", "found_at"), fate=Fate.GONE,
    ),
    Kept(
        model="people.segmentmembership", of=("customer",), called=gettext_noop("Segments"),
        tells=("segment", "entered_at"), fate=Fate.GONE,
    ),
)  # fmt: skip
NOBODY = frozenset({"people.savedview"})
