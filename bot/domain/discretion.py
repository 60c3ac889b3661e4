"""What may be told of people without telling of somebody."""

FEWEST = 5  # people: a smaller number might be about somebody one knows


def may_be_told(count: int) -> bool:
    return count >= FEWEST


def in_whole_lots(count: int) -> int:
    """A count that is looked at again and again, so that one person more does not show."""
    return count - count % FEWEST
