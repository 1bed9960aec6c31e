"""The one folder an installation keeps: keys, embedded PostgreSQL, lake, uploads. No Django.

`QUEN_HOME` names it; `DATABASE_URL` replaces the embedded database with any PostgreSQL 15 or newer.
"""
