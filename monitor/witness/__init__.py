"""Looks by people where a robot must stop: taking what they hand over, sheets, reminders."""
