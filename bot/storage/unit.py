"""The unit of work: what every storage function takes."""

from dataclasses import dataclass

from sqlalchemy import Connection

from bot.storage.vault import Vault


class StaleDialogueError(Exception):
    """Another process moved this dialogue on since it was read; read again."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One transaction, and the vault that opens its sealed columns."""

    connection: Connection
    vault: Vault
