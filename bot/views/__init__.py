"""Domain values turned into what a person sees: every sentence the bot says itself is in here."""
