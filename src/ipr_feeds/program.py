"""What this program is called, and which version of it runs."""

from importlib.metadata import version

NAME = "ipr-feeds"
VERSION = version(NAME)
#: The interface that plugins are written for; a plugin may say which one it needs, as `API_VERSION = 1`.
API_VERSION = 1
