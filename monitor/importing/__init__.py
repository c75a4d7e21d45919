"""Looks of others, from a CSV file or another observatory's bundle: read strictly, kept apart, never judged."""
