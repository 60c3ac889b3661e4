"""What the bot answers over HTTP: Telegram's updates, whether it is well, and its figures."""
