"""`python -m ipr_feeds`."""

from ipr_feeds.cli import run

run()
