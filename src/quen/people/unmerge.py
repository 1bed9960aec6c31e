"""Take two merged customers for two again."""

from datetime import datetime

from django.db import connection, transaction

from quen.events.emit import emit_all
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.people.errors import NotMerged
from quen.people.events import MergeUndone
from quen.people.merge import merge_one_at_a_time
from quen.people.models import Merge
from quen.people.search import refresh_search

# Who was merged into her, directly or through others, goes with her.
_STAND_ALONE = """
WITH RECURSIVE part AS (
  SELECT %(customer)s::bigint AS id
  UNION
  SELECT merged.customer_id FROM people_merge AS merged JOIN part ON merged.into_id = part.id
  WHERE merged.undone_at IS NULL
)
UPDATE people_customer AS customer
SET root_id = CASE WHEN customer.id = %(customer)s THEN NULL ELSE %(customer)s::bigint END
FROM part WHERE customer.id = part.id
"""


@transaction.atomic
def unmerge(*, merge: int, by: Actor, at: datetime) -> Merge:
    """Undo one merge: its customer stands for herself again, with those merged into her. Raises NotMerged."""
    merge_one_at_a_time()
    found = Merge.objects.select_related("customer").filter(pk=merge, undone_at=None).first()
    if found is None or found.customer.root_id is None:
        raise NotMerged(
            gettext_noop("This merge was undone already. Open the customer again to see how things stand.")
        )
    root = found.customer.root_id
    found.undone_at, found.undone_by = at, str(by)
    found.save(update_fields=["undone_at", "undone_by"])
    with connection.cursor() as cursor:
        cursor.execute(_STAND_ALONE, {"customer": found.customer_id})
    refresh_search([found.customer_id, root])
    emit_all(
        MergeUndone(at=at, by=by, customer=told, subject=found.pk, merged=found.customer_id, into=root)
        for told in (found.customer_id, root)
    )
    return found
