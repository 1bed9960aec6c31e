"""What can go wrong with the installation's folder, its backups and its database."""

from quen.kernel.errors import QuenError


class NotABackup(QuenError):
    """The file is no backup of Khách Quen, or it is damaged."""


class DatabaseNotEmpty(QuenError):
    """The database holds facts that a restore would replace."""

    http_status = 409


class BackupFailed(QuenError):
    """PostgreSQL's own tool gave up."""


class NoDatabase(QuenError):
    """The database does not answer, or its address is none."""
