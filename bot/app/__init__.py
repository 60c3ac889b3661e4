"""The composition root: the only place where real things are made and wired together.

`assembly` makes the parts, `parts` runs them, `life` is that of the whole process.
"""

from bot.app.assembly import assemble, build_application
from bot.app.life import run_bot
from bot.app.parts import BotApplication, Parts

__all__ = ["BotApplication", "Parts", "assemble", "build_application", "run_bot"]
