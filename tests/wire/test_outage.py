"""While the server is away deliveries wait, and a harmless call finds out when it is back."""

import asyncio

import pytest
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.wire.outage import Outage
from bot.wire.transport import NotDelivered, PossiblyDelivered
from tests.wire.simulated import simulate


class Server:
    """Does not answer until a moment of the loop's time; notes when it was asked."""

    def __init__(self, back_at: float) -> None:
        self.asked: list[float] = []
        self._back_at = back_at

    async def get_me(self) -> None:
        now = asyncio.get_running_loop().time()
        self.asked.append(now)
        if now < self._back_at:
            raise PossiblyDelivered("HTTP 502")


@pytest.mark.parametrize("error", [NotDelivered("x"), PossiblyDelivered("HTTP 502")])
def test_an_outage_lasts_until_the_server_answers_which_is_asked_less_and_less_often(
    error: TelegramError,
) -> None:
    server = Server(back_at=100)

    async def main() -> list[bool]:
        outage = Outage(server.get_me)
        outage.note(error)
        outage.note(error)  # of what was on its way too: looked after once
        seen = []
        for _ in range(3):
            await asyncio.sleep(45)
            seen.append(outage.is_on)
        return seen

    assert simulate(main()) == [True, True, False]
    assert server.asked == [0, 1, 3, 7, 15, 31, 61, 91, 121]


def test_one_call_that_fails_holds_nothing_up_for_longer_than_the_server_takes_to_answer() -> None:
    async def main() -> list[bool]:
        outage = Outage(Server(back_at=0).get_me)
        outage.note(PossiblyDelivered("reset"))
        began = outage.is_on
        await asyncio.sleep(0.001)
        return [began, outage.is_on]

    assert simulate(main()) == [True, False]


@pytest.mark.parametrize("refusal", [Forbidden("blocked"), BadRequest("wrong"), ValueError()])
def test_a_refusal_is_an_answer_and_no_outage(refusal: Exception) -> None:
    async def main() -> bool:
        outage = Outage(Server(back_at=0).get_me)
        outage.note(refusal)
        return outage.is_on

    assert not simulate(main())
