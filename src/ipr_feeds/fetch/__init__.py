"""Getting pages: the hook `fetch` asked plugin by plugin."""

from typing import Any, cast

import pluggy

from ipr_feeds.errors import IprFeedsError, PluginError
from ipr_feeds.hookspecs import Request, Response


def ask(manager: pluggy.PluginManager, request: Request) -> Response | None:
    """The first plugin's response, the last registered asked first; None when all leave it to others.

    Raises what the plugins raise on purpose, and `PluginError` naming the plugin for anything else.
    """
    for implementation in reversed(manager.hook.fetch.get_hookimpls()):
        try:
            response: Response | None = cast("Any", implementation.function)(request)
        except IprFeedsError:
            raise
        except Exception as error:  # a stranger's plugin may raise anything
            name = implementation.plugin_name
            raise PluginError(
                f"plugin {name}: fetch of {request.url} raised {type(error).__name__}: {error}"
            ) from error
        if response is not None:
            return response
    return None
