"""The functional core: frozen dataclasses and functions over them.

Standard library only; no clock, no randomness, no I/O. The time is always an argument.
"""
