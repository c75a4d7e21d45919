"""slotwatch: watches public booking pages and proves when they offered nobody an appointment."""

__version__ = "0.1.0"
