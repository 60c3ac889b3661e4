"""What a person sees of a turn: screens sent, or edited in the place of a tap; attachments are made first."""

from contextlib import suppress
from dataclasses import replace

from telegram import CallbackQuery, InputMediaPhoto, Message, Update
from telegram.constants import ChatAction
from telegram.error import BadRequest, TelegramError

from bot.handlers.context import Context
from bot.handlers.visit import Turn
from bot.log import get_logger, new_error_id, where
from bot.views import about
from bot.views.screen import Form, Screen
from bot.wire import letter

_DOING = {Form.PICTURE: ChatAction.UPLOAD_PHOTO, Form.DOCUMENT: ChatAction.UPLOAD_DOCUMENT}


async def show(update: Update, context: Context, turn: Turn) -> None:
    """Let the person see a turn: taps in place, everything else as new messages."""
    query, chat = update.callback_query, update.effective_chat
    if query is not None:
        await _answer(query, turn.toast)
    if chat is None:
        return
    for place, screen in enumerate(turn.screens):
        made, file = await _made(context, chat.id, screen)
        in_place = query is not None and turn.in_place and place == 0
        if not (query and in_place and await _edit(context, query, made, file)):
            await _send(context, chat.id, made, file)


async def _answer(query: CallbackQuery, toast: str) -> None:
    try:
        await query.answer(toast or None)
    except TelegramError:
        return  # an old tap, or a bad moment; the screen is what answers it


async def _made(context: Context, chat_id: int, screen: Screen) -> tuple[Screen, bytes | None]:
    """The screen with its attachment made. Where that fails, its words alone, which say so."""
    attachment = screen.attachment
    if attachment is None:
        return screen, None
    with suppress(TelegramError):  # a sign of life, no more
        await context.bot.send_chat_action(chat_id, _DOING[attachment.form])
    try:
        content = await context.services.workshop.make(attachment.make)
    except Exception as error:  # noqa: BLE001  whatever it was, the words can still be read
        error_id = new_error_id()
        get_logger().error("an attachment was not made", id=error_id, **where(error))
        words = f"{screen.text}\n\n{about.not_made(error_id)}"
        return replace(screen, text=words, attachment=None), None
    return screen, content


async def _send(context: Context, chat_id: int, screen: Screen, file: bytes | None) -> None:
    bot = context.bot
    if screen.attachment is None and screen.typing is None:
        await letter.answer(bot, chat_id, screen.text, screen.keyboard())
        return
    markup = screen.markup()
    if screen.attachment is None or file is None:
        await bot.send_message(chat_id, screen.text, reply_markup=markup)
    elif screen.attachment.form is Form.PICTURE:
        await bot.send_photo(
            chat_id,
            file,
            caption=screen.text,
            filename=screen.attachment.filename,
            show_caption_above_media=True,
            reply_markup=markup,
        )
    else:
        name = screen.attachment.filename
        await bot.send_document(chat_id, file, caption=screen.text, filename=name, reply_markup=markup)


async def _edit(context: Context, query: CallbackQuery, screen: Screen, file: bytes | None) -> bool:
    """Put a screen in the place of the tapped one; False where that cannot be done."""
    if not isinstance(query.message, Message) or screen.typing is not None:
        return False
    if query.message.text is None and file is None:
        return False  # words cannot take the place of a picture
    try:
        if screen.attachment is None or file is None:
            place = query.message
            await letter.edit(context.bot, place.chat_id, place.message_id, screen.text, screen.keyboard())
        elif screen.attachment.form is Form.PICTURE:
            media = InputMediaPhoto(
                file,
                caption=screen.text,
                filename=screen.attachment.filename,
                show_caption_above_media=True,
            )
            await query.edit_message_media(media, reply_markup=screen.markup())  # type: ignore[arg-type]
        else:
            return False  # a file is something to keep, so it gets a message of its own
    except BadRequest as error:
        return "not modified" in error.message  # the same screen again: nothing to do
    return True
