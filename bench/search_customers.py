"""How fast a million customers are searched: `python bench/search_customers.py [--customers N] [--keep]`.

Makes a database of its own beside the installation's, fills it set-based, and times the look-up of the till and the
API: the first twenty who match. Target: 100 ms at p95. The list of the console: bench/customers_list.py.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable

import psycopg
from psycopg.conninfo import make_conninfo

from quen.home.database import start_database

DATABASE = "quen_bench_search"
ROUNDS = 40

# Family names as frequent as they are in Viet Nam (Lê Trung Hoa, Họ và tên người Việt Nam, 2005), in per mille.
FAMILIES = {
    "Nguyễn": 384, "Trần": 121, "Lê": 95, "Phạm": 70, "Huỳnh": 51, "Phan": 45, "Vũ": 39, "Đặng": 21, "Bùi": 20,
    "Đỗ": 14, "Hồ": 13, "Ngô": 13, "Dương": 10, "Lý": 5, "Tôn Thất": 1, "Khuất": 1, "Ông Ích": 1,
}  # fmt: skip
MIDDLES = [
    "Thị", "Văn", "Thị", "Văn", "Hữu", "Đức", "Minh", "Ngọc", "Thanh", "Thu", "Kim", "Quốc", "Xuân",
    "Hoàng", "Bảo", "Gia", "Anh", "Phương", "Thùy", "Đình",
]  # fmt: skip
GIVEN = [
    "Anh", "Ánh", "An", "Bình", "Bích", "Châu", "Chi", "Cường", "Cúc", "Dung", "Dũng", "Duy",
    "Dương", "Đào", "Đạt", "Đông", "Giang", "Hà", "Hải", "Hạnh", "Hằng", "Hiền", "Hiếu", "Hoa",
    "Hòa", "Hoàng", "Hồng", "Huệ", "Hùng", "Hương", "Huy", "Huyền", "Khánh", "Khoa", "Kiên", "Lan",
    "Lâm", "Liên", "Linh", "Loan", "Long", "Lộc", "Mai", "Minh", "My", "Mỹ", "Nam", "Nga", "Ngân",
    "Ngọc", "Nguyên", "Nguyệt", "Nhàn", "Nhi", "Nhung", "Oanh", "Phong", "Phú", "Phúc", "Phương",
    "Quân", "Quang", "Quyên", "Quỳnh", "Sơn", "Tâm", "Tân", "Thảo", "Thắng", "Thành", "Thiện",
    "Thịnh", "Thu", "Thủy", "Thúy", "Tiên", "Tiến", "Toàn", "Trang", "Trâm", "Trí", "Trinh",
    "Trung", "Tú", "Tuấn", "Tùng", "Tuyết", "Uyên", "Vân", "Việt", "Vinh", "Vy", "Xuân", "Yến",
]  # fmt: skip
SEARCHES = {
    "everyone (no search)": "",
    "common name": "nguyen",
    "common beginning": "ng",
    "one letter": "t",
    "two common words": "nguyễn lan",
    "rare name": "ông ích",
    "rare and common": "khuất nguyệt",
    "nobody's name": "zzyzx",
    "last four digits": "4567",
    "phone end": "45678",
    "whole phone": "0907 368 787",
    "whole phone, abroad": "+84 907 368 787",
    "phone nobody has": "+84 912 345 678",
    "customer code": "KH0012345",
    "digits of a code": "0012345",
    "initials": "n t lan",
    "name and fragment": "lan 4567",
    "rare name and fragment": "khuất 456",
    "common name, nobody": "nguyen zzyzx",
    "e-mail": "khach.76@",
}


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--customers", type=int, default=1_000_000)
    options.add_argument(
        "--keep", action="store_true", help="use the database of the run before, and leave it"
    )
    given = options.parse_args()
    server = start_database()
    with psycopg.connect(server, autocommit=True) as connection:
        exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if exists and not given.keep:
            connection.execute(f"DROP DATABASE {DATABASE}")
        if not (exists and given.keep):
            connection.execute(f"CREATE DATABASE {DATABASE}")
    os.environ["DATABASE_URL"] = make_conninfo(server, dbname=DATABASE)
    os.environ["DJANGO_SETTINGS_MODULE"] = "quen.config.settings"
    import django

    django.setup()
    if not (exists and given.keep):
        from django.core.management import call_command

        call_command("migrate", verbosity=0, skip_checks=True)
        fill(given.customers)
    report()
    if not given.keep:
        from django.db import connection as django_connection

        django_connection.close()
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {DATABASE}")


def fill(customers: int) -> None:
    """Names, phones, codes, some e-mails, and a summary each; then the search words, timed."""
    from django.db import connection

    from quen.people.search import refresh_search

    families = [name for name, per_mille in FAMILIES.items() for _ in range(per_mille)]
    facts: dict[str, int | list[str]] = {
        "customers": customers,
        "families": families,
        "middles": MIDDLES,
        "given": GIVEN,
    }
    with connection.cursor() as cursor:
        for statement in FILL.split(";"):
            cursor.execute(statement, facts)
        seconds = timed(refresh_search)
        print(f"search words of {customers:,} customers: {seconds:.1f} s")
        cursor.execute("VACUUM ANALYZE people_customer")
        cursor.execute("VACUUM ANALYZE people_identity")
        cursor.execute("VACUUM ANALYZE insight_customersummary")


FILL = """
SELECT setseed(0.5);
INSERT INTO people_customer (kind, part, name, created_at)
SELECT 'person', 'buyer',
       (%(families)s::text[])[1 + floor(random() * cardinality(%(families)s::text[]))::int] || ' '
       || (%(middles)s::text[])[1 + floor(random() * cardinality(%(middles)s::text[]))::int] || ' '
       || (%(given)s::text[])[1 + floor(random() * cardinality(%(given)s::text[]))::int],
       now()
FROM generate_series(1, %(customers)s);
INSERT INTO people_identity (customer_id, kind, value, created_at)
SELECT id, 'phone', '+849' || lpad((id * 7368787 %% 100000000)::text, 8, '0'), now() FROM people_customer;
INSERT INTO people_identity (customer_id, kind, value, created_at)
SELECT id, 'code', 'KH' || lpad(id::text, 7, '0'), now() FROM people_customer;
INSERT INTO people_identity (customer_id, kind, value, created_at)
SELECT id, 'email', 'khach.' || id || '@example.com', now() FROM people_customer WHERE id %% 4 = 0;
INSERT INTO insight_customersummary (customer_id, purchases, last_at, updated_at)
SELECT id, 1, timestamptz '2026-11-22' - random() * interval '730 days', now() FROM people_customer WHERE id %% 20 > 0;
INSERT INTO insight_customersummary (customer_id, updated_at) SELECT id, now() FROM people_customer WHERE id %% 20 = 0
"""


def report() -> None:
    """Time every search and print its percentiles."""
    print(f"{'search':26}{'text':16}{'found':>7}{'p50 ms':>9}{'p95 ms':>9}")
    for name, text in SEARCHES.items():
        found = len(looked_up(text))
        times = sorted(timed(lambda text=text: looked_up(text)) for _ in range(ROUNDS))  # type: ignore[misc]
        p95 = times[int(len(times) * 0.95) - 1]
        print(f"{name:26}{text:16}{found:>7}{statistics.median(times) * 1e3:>9.1f}{p95 * 1e3:>9.1f}")


def looked_up(text: str) -> list[int]:
    from quen.people.look_up import look_up

    return [customer.pk for customer in look_up(text, most=20)]


def timed(call: Callable[[], object]) -> float:
    """Seconds the call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
