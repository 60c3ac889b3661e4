"""A bot in a hurry, in a process of its own: sendMessage over plain sockets, as fast as they are answered.

Run by sandbox_speed as `python -m tests.benchmarks.message_load PORT TOKEN CHAT CALLS CONNECTIONS`.
"""

import asyncio
import json
import sys

TEXT = "<b>Take a short walk.</b> Ten minutes on flat ground, at a pace that lets you talk."
BUTTONS = {
    "inline_keyboard": [[{"text": "👍", "callback_data": "1:up"}, {"text": "👎", "callback_data": "1:down"}]]
}
LENGTH = b"Content-Length: "


def request(port: int, token: str, chat: int) -> bytes:
    """What a bot's library would send."""
    body = json.dumps({"chat_id": chat, "text": TEXT, "parse_mode": "HTML", "reply_markup": BUTTONS}).encode()
    head = (
        f"POST /bot{token}/sendMessage HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def one_connection(port: int, message: bytes, calls: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(calls):
        writer.write(message)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode())
        length = head[head.index(LENGTH) + len(LENGTH) :].partition(b"\r\n")[0]
        await reader.readexactly(int(length))
    writer.close()
    await writer.wait_closed()


async def main(port: int, token: str, chat: int, calls: int, connections: int) -> None:
    message = request(port, token, chat)
    await asyncio.gather(*(one_connection(port, message, calls // connections) for _ in range(connections)))


if __name__ == "__main__":
    port, token, *numbers = sys.argv[1:]
    chat, calls, connections = map(int, numbers)
    asyncio.run(main(int(port), token, chat, calls, connections))
