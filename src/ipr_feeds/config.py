"""The settings: one TOML file, and a default for everything."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, get_type_hints

import msgspec
import platformdirs
from msgspec import Meta

from ipr_feeds.errors import UsageError
from ipr_feeds.urls import BASE, is_base

FILE = "ipr-feeds.toml"
Number = Annotated[int, Meta(ge=0, description="a whole number, 0 or more")]
WebAddress = Annotated[
    str, Meta(pattern=r"^https?://[^/\s]+(/\S*)?$", description="an address that begins with http:// or https://")
]
_PORT = r":(?:[1-5]?\d{1,4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])"
_ORIGIN = rf"^https?://[^/\s:@]+(?:{_PORT})?/?$"
Lists = Annotated[
    tuple[WebAddress, ...],
    Meta(min_length=1, description="a list of one address or more, each in quotes and with http:// or https://"),
]
Origins = Annotated[
    tuple[
        Annotated[str, Meta(pattern=_ORIGIN)],
        ...,
    ],
    Meta(description='a list of origins, each such as "http://127.0.0.1:8700"'),
]
Contact = Annotated[
    str, Meta(pattern=r"^(mailto:\S+@\S+|https?://\S+)$", description='"mailto:you@example.org" or a web address')
]
Word = Annotated[str, Meta(min_length=1)]
Formats = Annotated[
    tuple[Literal["atom", "rss", "json"], ...],
    Meta(min_length=1, description='a list of one or more of "atom", "rss" and "json"'),
]
Names = Annotated[tuple[str, ...], Meta(description="a list of names, each in quotes")]


class Publish(msgspec.Struct, frozen=True):
    """Where the feeds go and what they hold."""

    directory: Annotated[str, Meta(min_length=1, description="a folder")] = "public"
    base_url: WebAddress | None = None
    window: Annotated[int, Meta(ge=1, le=500, description="a whole number from 1 to 500")] = 50
    formats: Formats = ("atom", "rss", "json")
    pages: Annotated[bool, Meta(description="true or false")] = True


class Store(msgspec.Struct, frozen=True):
    """What is remembered between runs."""

    path: Annotated[str, Meta(min_length=1, description="a file")] = "ipr-feeds.db"


class Fetch(msgspec.Struct, frozen=True):
    """How politely the sites are read."""

    contact: Contact | None = None
    pause: Annotated[float, Meta(ge=0, le=3600, description="seconds, from 0 to 3600")] = 1.0
    deadline: Annotated[float, Meta(gt=0, le=3600, description="seconds, more than 0 and at most 3600")] = 30.0
    max_bytes: Annotated[int, Meta(ge=1000, description="a number of bytes, 1000 or more")] = 5_000_000
    retries: Annotated[int, Meta(ge=0, le=10, description="a whole number from 0 to 10")] = 2
    allow_origins: Origins = ()


class Health(msgspec.Struct, frozen=True):
    """When problems are told to the readers of the health feed."""

    after: Annotated[int, Meta(ge=1, le=1000, description="a number of failures, from 1 to 1000")] = 3


class Plugins(msgspec.Struct, frozen=True):
    """Which sources there are."""

    directory: Annotated[str, Meta(min_length=1, description="a folder of drop-in sources")] | None = None
    disabled: Names = ()


class SourceSettings(msgspec.Struct, frozen=True):
    """What the operator decides about one source; None leaves it to the plugin."""

    enabled: Annotated[bool, Meta(description="true or false")] = True
    content: Annotated[Literal["full", "summary"], Meta(description='"full" or "summary"')] = "full"
    start_urls: Lists | None = None
    max_articles: Number = 50
    words: (
        Annotated[tuple[Word, ...], Meta(min_length=1, description="a list of one word or more, each in quotes")] | None
    ) = None


_SECTIONS: Mapping[str, type[msgspec.Struct]] = {
    "publish": Publish,
    "store": Store,
    "fetch": Fetch,
    "plugins": Plugins,
    "health": Health,
}


class Config(NamedTuple):
    """All settings. `file` is where they came from, None when all are defaults; `given` the keys that it names."""

    file: Path | None
    publish: Publish
    store: Store
    fetch: Fetch
    plugins: Plugins
    health: Health
    sources: Mapping[str, SourceSettings]
    given: frozenset[str]

    def path(self, value: str) -> Path:
        """A path as the settings mean it: relative ones count from the file, else from the working folder."""
        return (self.file.parent if self.file else Path()) / Path(value).expanduser()

    def source(self, name: str) -> SourceSettings:
        """The settings of one source."""
        return self.sources.get(name, SourceSettings())


def find(wanted: Path | None, working: Path) -> Path | None:
    """The file of settings: the wanted one, else that of the working folder, else the user's own."""
    if wanted is not None:
        return wanted
    candidates = (working / FILE, user_file())
    return next((path for path in candidates if path.is_file()), None)


def load(wanted: Path | None, working: Path) -> Config:
    """The settings. Raises `UsageError` for what is wrong in the file: one line with file, key and what is allowed."""
    file = find(wanted, working)
    data = _parsed(file) if file else {}
    sections = (*_SECTIONS, "sources")
    for name, value in data.items():
        if name not in sections:
            what = f"[{name}]: there is no such section" if isinstance(value, dict) else f"{name}: stands in no section"
            raise UsageError(f"{file}: {what}; there are {', '.join(sections)}")
    read = {name: _section(file, name, kind, data.get(name, {})) for name, kind in _SECTIONS.items()}
    if read["publish"].base_url is not None and not is_base(read["publish"].base_url):
        raise UsageError(f"{file}: publish.base_url = {read['publish'].base_url!r}: must be {BASE}")
    tables = _table(file, "sources", data.get("sources", {}))
    sources = {name: _section(file, f"sources.{name}", SourceSettings, table) for name, table in tables.items()}
    return Config(file.resolve() if file else None, **read, sources=sources, given=frozenset(_keys(data)))


def _parsed(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: this is no TOML: {error}") from error


def _section(file: Path | None, name: str, kind: type[msgspec.Struct], data: Any) -> Any:
    known = get_type_hints(kind, include_extras=True)
    values = {}
    for key, value in _table(file, name, data).items():
        if key not in known:
            raise UsageError(f"{file}: {name}.{key}: there is no such key; [{name}] has {', '.join(known)}")
        try:
            values[key] = msgspec.convert(value, known[key])
        except msgspec.ValidationError as error:
            raise UsageError(f"{file}: {name}.{key} = {value!r}: must be {_allowed(known[key])}") from error
    return kind(**values)


def _table(file: Path | None, name: str, data: Any) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise UsageError(f"{file}: {name} = {data!r}: must be a section, [{name}]")
    return data


def _allowed(hint: Any) -> str:
    """What a setting may be, in words: the description in its type."""
    info = msgspec.inspect.type_info(hint)
    kinds = info.types if isinstance(info, msgspec.inspect.UnionType) else (info,)
    described = (kind.extra_json_schema or {} for kind in kinds if isinstance(kind, msgspec.inspect.Metadata))
    return next((str(one["description"]) for one in described if "description" in one), "something else")


def _keys(data: Mapping[str, Any], above: str = "") -> list[str]:
    return [
        full
        for key, value in data.items()
        for full in (_keys(value, f"{above}{key}.") if isinstance(value, dict) else [f"{above}{key}"])
    ]


def describe(settings: Config, sources: Sequence[str]) -> str:
    """The settings in force as TOML, each with where it comes from, for `sources` and for those that the file names."""
    tables = {name: getattr(settings, name) for name in _SECTIONS}
    tables |= {f"sources.{name}": settings.source(name) for name in sorted({*sources, *settings.sources})}
    head = f"# {settings.file}" if settings.file else f"# no file of settings: neither {FILE} here nor {user_file()}"
    return "\n".join([head, *(_described(name, table, settings.given) for name, table in tables.items())])


def user_file() -> Path:
    """Where the user's own settings are looked for."""
    return platformdirs.user_config_path("ipr-feeds") / FILE


def _described(section: str, table: msgspec.Struct, given: frozenset[str]) -> str:
    lines = [f"\n[{section}]"]
    for key, value in msgspec.structs.asdict(table).items():
        origin = "from the file" if f"{section}.{key}" in given else "default"
        shown = f"{key} = {json.dumps(value, ensure_ascii=False)}" if value is not None else f"# {key} is not set"
        lines.append(f"{shown:<40}  # {origin}" if value is not None else f"{shown}")
    return "\n".join(lines)
