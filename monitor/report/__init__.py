"""Answers for people, from the store alone."""
