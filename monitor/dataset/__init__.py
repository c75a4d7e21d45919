"""Data to take away: looks, and what follows from them, as tidy files. Reads the store; writes only files."""
