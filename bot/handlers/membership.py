"""Blocks and unblocks: the profile rests and comes back, and nothing is lost."""

from telegram import ChatMember, Update
from telegram.ext import ChatMemberHandler

from bot.domain import subscription
from bot.domain.profile import EVERYTHING
from bot.handlers.context import Context
from bot.handlers.turns import take
from bot.handlers.visit import Turn, Visit


async def changed(update: Update, context: Context) -> None:
    """Telegram says what became of the bot in a private chat."""
    change, chat = update.my_chat_member, update.effective_chat
    if change is None or chat is None or chat.type != chat.PRIVATE:
        return
    is_blocked = change.new_chat_member.status in {ChatMember.BANNED, ChatMember.LEFT}

    def decide(visit: Visit) -> Turn:
        if visit.profile is None or not is_blocked:
            return Turn(state=visit.state)  # an unblock is noticed wherever a visit begins
        profile = subscription.blocked(visit.profile, visit.now)
        return Turn(profile=profile, state=visit.state, cancel=EVERYTHING)

    await take(update, context, decide)


HANDLERS = (ChatMemberHandler(changed, ChatMemberHandler.MY_CHAT_MEMBER),)
