"""Rows to domain values and back; the only SQL in the bot.

Every function here takes a `Unit` (one transaction) and is synchronous: `Store.run` carries a whole unit
of work to the database's thread in one hop.
"""
