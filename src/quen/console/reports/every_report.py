"""All reports of the console, in the order of the index."""

from quen.console.reports.repeat_rate import REPEAT_RATE
from quen.console.reports.retention import RETENTION
from quen.console.reports.revenue import REVENUE
from quen.console.reports.rhythm import RHYTHM
from quen.console.reports.segments import SEGMENTS
from quen.console.reports.together import TOGETHER
from quen.console.reports.worth import WORTH

REPORTS = (REPEAT_RATE, RETENTION, REVENUE, SEGMENTS, WORTH, RHYTHM, TOGETHER)
BY_SLUG = {report.slug: report for report in REPORTS}
