"""``python -m monitor`` is the command ``slotwatch``."""

from monitor.cli import main

main()
