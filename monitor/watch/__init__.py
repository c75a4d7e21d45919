"""Watching: when a target is due, how a look is made, and that it stays within its bounds."""
