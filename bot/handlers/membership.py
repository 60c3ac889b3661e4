"""Blocks and unblocks: the profile rests and comes back, and nothing is lost. Groups that add the bot."""

from telegram import ChatMember, ChatMemberUpdated, Update
from telegram.ext import ChatMemberHandler

from bot.domain import subscription
from bot.domain.profile import EVERYTHING
from bot.handlers.context import Context
from bot.handlers.turns import take
from bot.handlers.visit import Turn, Visit


async def changed(update: Update, context: Context) -> None:
    """Telegram says what became of the bot in a chat."""
    change, chat = update.my_chat_member, update.effective_chat
    if change is None or chat is None:
        return
    if chat.type != chat.PRIVATE:
        await _in_a_group(change, context)
        return
    is_blocked = change.new_chat_member.status in {ChatMember.BANNED, ChatMember.LEFT}

    def decide(visit: Visit) -> Turn:
        if visit.profile is None or not is_blocked:
            return Turn(state=visit.state)  # an unblock is noticed wherever a visit begins
        profile = subscription.blocked(visit.profile, visit.now)
        return Turn(profile=profile, state=visit.state, cancel=EVERYTHING)

    await take(update, context, decide)


async def _in_a_group(change: ChatMemberUpdated, context: Context) -> None:
    """It answers nothing there, whatever the policy: health is not for groups."""
    is_there = change.new_chat_member.status in {ChatMember.MEMBER, ChatMember.ADMINISTRATOR}
    if is_there and context.services.leaves_groups:
        await context.bot.leave_chat(change.chat.id)


HANDLERS = (ChatMemberHandler(changed, ChatMemberHandler.MY_CHAT_MEMBER),)
