"""What keeps a process from working on the database, or from taking it along."""


class DatabaseInUseError(Exception):
    """Another Backcare process works on this database."""


class DatabaseAwayError(Exception):
    """The database server cannot be reached, or refuses the name, the password or the database."""


class ElectionLostError(Exception):
    """Another process has become the sender: this one lost its connection, and may not go on."""


class MissingDriverError(Exception):
    """The package that talks to PostgreSQL is not installed."""


class NoBackupError(Exception):
    """The sentence says why there is none, and what to do."""


class NotMigratedError(Exception):
    """The database is of another version than this program."""
