"""The rows of the table, by what they are about. Each module measures ours and the peers in one go."""
