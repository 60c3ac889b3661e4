"""Bots that others would build, run in an environment of their own (`requirements.in`).

Each polls, answers every message with a few words, and sends one text to the people it is told of. It keeps
no records, and ends when it is told to.
"""
