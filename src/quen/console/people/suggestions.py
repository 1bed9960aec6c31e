"""Tags, areas and segments to choose from, without reading every customer."""

from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from quen.segments.models import SegmentKind

MOST = 100

# What the planner's statistics hold as common, and what the customers of the first pages of the table have: exact in a
# small shop, the frequent ones in a large one, a few milliseconds in both.
_SUGGESTIONS = """
WITH sample AS (SELECT tags, area FROM people_customer LIMIT 5000),
known AS (
  SELECT attname, most_common_vals::text::text[] AS vals, most_common_elems::text::text[] AS elems
  FROM pg_stats WHERE schemaname = current_schema() AND tablename = 'people_customer' AND attname IN ('tags', 'area')
)
(SELECT DISTINCT 'tag', tag, '' FROM (
  SELECT unnest(tags) AS tag FROM sample UNION ALL SELECT unnest(elems) FROM known WHERE attname = 'tags'
) AS tags ORDER BY tag LIMIT %(most)s)
UNION ALL
(SELECT DISTINCT 'area', area, '' FROM (
  SELECT area FROM sample UNION ALL SELECT unnest(vals) FROM known WHERE attname = 'area'
) AS areas WHERE area <> '' ORDER BY area LIMIT %(most)s)
UNION ALL
(SELECT CASE WHEN is_ready_made THEN 'cut' ELSE kind END, name, key FROM segments_segment
 WHERE is_shared AND archived_at IS NULL ORDER BY name)
"""


@dataclass(frozen=True)
class Suggestions:
    """Words that are in use; segments and fixed lists by key and name."""

    tags: list[str]
    areas: list[str]
    segments: list[tuple[str, str]]
    lists: list[tuple[str, str]]


def suggestions() -> Suggestions:
    """The tags and areas in use, at most MOST of each, and the segments everybody may see. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_SUGGESTIONS, {"most": MOST})
        rows = cursor.fetchall()
    return Suggestions(
        tags=[word for what, word, _key in rows if what == "tag"],
        areas=[word for what, word, _key in rows if what == "area"],
        segments=sorted(
            ((key, _(name) if what == "cut" else name) for what, name, key in rows if key),
            key=lambda pair: pair[1],
        ),
        lists=[(key, name) for what, name, key in rows if what == SegmentKind.LIST],
    )
