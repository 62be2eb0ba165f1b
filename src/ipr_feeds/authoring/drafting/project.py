"""A plugin as a project of its own, that pip can install."""

from collections.abc import Mapping

from ipr_feeds.authoring.drafting.draft import Draft
from ipr_feeds.authoring.drafting.source_text import source_text
from ipr_feeds.program import VERSION


def folder_name(name: str) -> str:
    """The folder of a project."""
    return f"ipr-feeds-{name}"


def module_name(name: str) -> str:
    """The module of a project."""
    return f"ipr_feeds_{name.replace('-', '_')}"


def project(draft: Draft) -> Mapping[str, str]:
    """The files of a project with their paths in its folder."""
    name, module = draft.name, module_name(draft.name)
    return {
        f"{module}.py": source_text(draft),
        "pyproject.toml": _PYPROJECT.format(name=name, module=module, version=VERSION),
        "README.md": _README.format(name=name, module=module, home=draft.home),
        f"tests/test_{name.replace('-', '_')}.py": _TEST.format(name=name, function=name.replace("-", "_")),
        "ipr-feeds.toml": _SETTINGS,
        ".gitignore": _IGNORED,
        ".gitattributes": "# Pages are kept as they were served: some are not UTF-8.\nsnapshots/** -text\n",
    }


_PYPROJECT = """\
[build-system]
requires = ["hatchling>=1.25"]
build-backend = "hatchling.build"

[project]
name = "ipr-feeds-{name}"
version = "0.1.0"
description = "The source {name} for ipr-feeds."
readme = "README.md"
requires-python = ">=3.11"
dependencies = ["ipr-feeds>={version}"]

[project.optional-dependencies]
test = ["pytest>=8.2"]

[project.entry-points.ipr_feeds]
{name} = "{module}"

[tool.hatch.build.targets.wheel]
only-include = ["{module}.py"]

[tool.pytest.ini_options]
testpaths = ["tests"]
"""

_README = """\
# ipr-feeds-{name}

News of <{home}> as a source for ipr-feeds.

Record pages of the site, and hold the source to its contract. In this folder it is found without being installed
(`ipr-feeds.toml` says so):

```sh
ipr-feeds snapshot {name} --from page.html --url URL
ipr-feeds check {name}
```

Where ipr-feeds is installed, install it too; its test does the same as `check`:

```sh
pip install -e '.[test]'
pytest
```

What is marked `GUESS` in `{module}.py` should be looked at once. When the site changes its pages, add a layout and keep
the old one.
"""

_TEST = '''\
"""What every source has to hold, tried on the recorded pages."""

from ipr_feeds.authoring.testing import Rule


def test_{function}_keeps_the_contract(ipr_feeds_rule: Rule) -> None:
    ipr_feeds_rule("{name}", snapshots="snapshots")
'''

_SETTINGS = """\
# The source is found in this folder, whether or not it is installed.
[plugins]
directory = "."
"""

_IGNORED = """\
__pycache__/
.*_cache/
.venv/
*.egg-info/
dist/
bad-pages/
demo/
"""
