"""All reports of the console, in the order of the index."""

from quen.console.reports.repeat_rate import REPEAT_RATE
from quen.console.reports.retention import RETENTION
from quen.console.reports.revenue import REVENUE
from quen.console.reports.rhythm import RHYTHM
from quen.console.reports.segments import SEGMENTS

REPORTS = (REPEAT_RATE, RETENTION, REVENUE, SEGMENTS, RHYTHM)
BY_SLUG = {report.slug: report for report in REPORTS}
