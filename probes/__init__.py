"""What is known of booking systems: pure code that turns pages into readings, and nothing of the monitor."""
