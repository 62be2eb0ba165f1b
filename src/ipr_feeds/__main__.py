"""`python -m ipr_feeds`."""

from ipr_feeds.cli import main

main(prog_name="ipr-feeds")
