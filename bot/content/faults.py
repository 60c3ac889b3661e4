"""What is wrong with the content files, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing an author has to mend. `item` is the id of the tip, technique … it is in, if known."""

    file: str
    line: int
    item: str
    message: str

    def __str__(self) -> str:
        item = f" [{self.item}]" if self.item else ""
        return f"{self.file}:{self.line}{item} {self.message}"


class ContentError(Exception):
    """The content cannot be used; `faults` says all that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults in the content")
        self.faults = sorted(faults)
