"""What goes over the wire to Telegram: the HTTP transport, the pace, the polling."""
