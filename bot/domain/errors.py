"""Errors that carry the sentence a person may read."""


class DomainError(Exception):
    """Something a person asked for cannot be done; `sentence` says so in plain words."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class UnknownZoneError(DomainError):
    """A time zone name that is not in the packaged tz database."""
