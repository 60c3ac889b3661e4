"""`python -m bot.sandbox [port]`: the sandbox alone, for any bot."""

import asyncio
import sys

from bot.sandbox.loop import run
from bot.sandbox.server import Sandbox


async def serve(port: int) -> None:
    """Run until interrupted."""
    async with Sandbox(port=port) as sandbox:
        sys.stdout.write(
            f"Chat page: {sandbox.url}\nBot API:   {sandbox.url}/bot\nToken:     {sandbox.token}\n"
        )
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    try:
        run(serve(int(sys.argv[1]) if len(sys.argv) > 1 else 8081))
    except KeyboardInterrupt:
        sys.stdout.write("\n")
