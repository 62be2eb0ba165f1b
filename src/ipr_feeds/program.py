"""What this program is called, and which version of it runs."""

from importlib.metadata import version

NAME = "ipr-feeds"
VERSION = version(NAME)
