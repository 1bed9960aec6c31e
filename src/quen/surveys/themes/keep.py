"""What the words of an answer are about is kept beside them, and read again once the lexicon knows more."""

from django.db import transaction

from quen.surveys.models import Response
from quen.surveys.themes.lexicon import VERSION
from quen.surveys.themes.read import read


def heard_in(words: str) -> dict[str, object]:
    """The words and what they are about, as the fields of an answer."""
    themes = {theme.value: mood.value for theme, mood in read(words).items()} if words else {}
    return {"words": words, "themes": themes, "themes_read_by": VERSION}


@transaction.atomic
def read_again(*, most: int) -> int:
    """Read words an older lexicon read, or none; how many. Called until nothing is left."""
    stale = (
        Response.objects.exclude(words="").filter(themes_read_by__lt=VERSION).order_by("themes_read_by", "pk")
    )
    rows = list(stale.select_for_update(skip_locked=True, of=("self",))[:most])
    for row in rows:
        row.themes = {theme.value: mood.value for theme, mood in read(row.words).items()}
        row.themes_read_by = VERSION
    Response.objects.bulk_update(rows, ["themes", "themes_read_by"], batch_size=500)
    return len(rows)
