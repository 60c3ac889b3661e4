"""The content files read into domain values, every fault collected; and finding things by words."""
