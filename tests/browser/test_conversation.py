"""A conversation in the browser, from Start to a blocked bot."""

import pytest

from .window import Window

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_stranger_subscribes_and_gets_a_tip(window: Window) -> None:
    await window.subscribes()
    await window.shoot("tip")
    assert await window.audit() == []
