"""The settings: where they are looked for, what they may be, and what they change."""

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ipr_feeds import config
from ipr_feeds.cli import main
from ipr_feeds.errors import UsageError


def write(folder: Path, text: str) -> Path:
    path = folder / "ipr-feeds.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_everything_has_a_default(tmp_path: Path) -> None:
    settings = config.load(None, tmp_path)
    assert settings.file is None
    assert (settings.publish.window, settings.fetch.pause, settings.store.path) == (50, 1.0, "ipr-feeds.db")
    assert settings.source("qbpc").content == "full"


def test_the_wanted_file_comes_before_that_of_the_working_folder_and_that_before_the_users(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    (tmp_path / "own" / "ipr-feeds").mkdir(parents=True)
    (tmp_path / "here").mkdir()
    own = write(tmp_path / "own" / "ipr-feeds", "[publish]\nwindow = 1")
    assert config.load(None, tmp_path / "here").file == own
    here = write(tmp_path / "here", "[publish]\nwindow = 2")
    assert config.load(None, tmp_path / "here").file == here
    wanted = tmp_path / "wanted.toml"
    wanted.write_text("[publish]\nwindow = 3")
    assert config.load(wanted, tmp_path / "here").publish.window == 3


def test_relative_paths_count_from_the_file(tmp_path: Path) -> None:
    settings = config.load(write(tmp_path, '[plugins]\ndirectory = "my-sources"'), Path.cwd())
    assert settings.path(settings.plugins.directory or "") == tmp_path / "my-sources"
    assert settings.path("/elsewhere") == Path("/elsewhere")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[fetch]\npause = -1", "fetch.pause = -1: must be seconds, from 0 to 3600"),
        ("[fetch]\npause = 'x'", "fetch.pause = 'x': must be seconds, from 0 to 3600"),
        ("[fetch]\npause = inf", "fetch.pause = inf: must be seconds"),
        ("[sources.qbpc]\nwords = []", "must be a list of one word or more"),
        (
            "[publish]\nbase_url = 'https://a.example/?x=1'",
            "publish.base_url = 'https://a.example/?x=1': must be a whole address that begins with http:// or https://, without query",
        ),
        ("[fetch]\npause = 3601", "fetch.pause = 3601: must be seconds"),
        ("[fetch]\ndeadline = 0", "fetch.deadline = 0: must be seconds, more than 0"),
        ("[fetch]\ndeadline = 3601", "fetch.deadline = 3601: must be seconds"),
        ("[fetch]\nretries = -1", "fetch.retries = -1: must be a whole number"),
        ("[fetch]\nretries = 11", "fetch.retries = 11: must be a whole number"),
        ("[fetch]\nmax_bytes = 999", "fetch.max_bytes = 999: must be a number of bytes"),
        ("[publish]\nwindow = 501", "publish.window = 501: must be a whole number from 1 to 500"),
        ("[sources.qbpc]\nmax_articles = -1", "max_articles = -1: must be a whole number, 0 or more"),
        ("[fetch]\npose = 1", "fetch.pose: there is no such key; [fetch] has contact, pause"),
        ("[fetch]\nretries = 1.5", "fetch.retries = 1.5: must be a whole number from 0 to 10"),
        ("[fetch]\ncontact = 'me'", "fetch.contact = 'me': must be \"mailto:you@example.org\" or a web address"),
        ("[publish]\nbase_url = 'feeds'", "publish.base_url = 'feeds': must be an address that begins with http"),
        ("[publish]\nwindow = 0", "publish.window = 0: must be a whole number from 1 to 500"),
        ("[publish]\nformats = []", 'publish.formats = []: must be a list of one or more of "atom", "rss" and "json"'),
        ("[publish]\nformats = ['atom', 'xml']", 'must be a list of one or more of "atom", "rss" and "json"'),
        ("[plugins]\ndisabled = 'qbpc'", "plugins.disabled = 'qbpc': must be a list of names"),
        ("[sources.qbpc]\ncontent = 'half'", 'sources.qbpc.content = \'half\': must be "full" or "summary"'),
        ("[sources.qbpc]\nenabled = 1", "sources.qbpc.enabled = 1: must be true or false"),
        ("[sources]\nqbpc = 1", "sources.qbpc = 1: must be a section, [sources.qbpc]"),
        ("fetch = 3", "fetch = 3: must be a section, [fetch]"),
        ("window = 3", "window: stands in no section; there are publish, store"),
        (
            "[sources.qbpc]\nstart_urls = ['nonsense']",
            "must be a list of one address or more, each in quotes and with http",
        ),
        ("[extra]", "[extra]: there is no such section; there are publish, store, fetch, plugins, health, sources"),
        ("[publish", "this is no TOML"),
        ("\udc80", "this is no TOML"),
    ],
)
def test_what_is_wrong_is_one_line_with_file_key_and_what_is_allowed(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "ipr-feeds.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(UsageError) as raised:
        config.load(path, tmp_path)
    assert told in str(raised.value)
    assert str(raised.value).startswith(f"{path}: ")
    assert "\n" not in str(raised.value)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_file_that_is_missing_or_wrong_is_status_2(here: Path) -> None:
    assert run("config", "--config", "none.toml").exit_code == 2
    write(here, "[fetch]\npause = -1")
    for command in (("config",), ("sources",), ("refresh", "--offline"), ("extract", "page.html")):
        result = run(*command)
        assert result.exit_code == 2
        assert "fetch.pause = -1" in result.stderr


def test_config_prints_what_is_in_force_and_where_it_comes_from(here: Path) -> None:
    write(here, '[publish]\nwindow = 7\n[sources.gacc]\nwords = ["海关"]\n')
    printed = run("config").stdout
    assert tomllib.loads(printed)["publish"]["window"] == 7
    assert tomllib.loads(printed)["sources"]["gacc"]["words"] == ["海关"]
    assert set(tomllib.loads(printed)["sources"]) == {"chinanews", "gacc", "qbpc"}
    lines = [" ".join(line.split()) for line in printed.splitlines()]
    assert "window = 7 # from the file" in lines
    assert "pause = 1.0 # default" in lines
    assert lines[0] == f"# {here / 'ipr-feeds.toml'}"


def test_the_operators_words_replace_those_for_the_border_too(here: Path) -> None:
    write(here, '[sources.chinanews]\nwords = ["专利"]')
    run("refresh", "--offline")
    patent = "https://www.chinanews.com.cn/cj/2022/05-11/90000095.shtml"  # not at the border
    assert patent in (here / "demo" / "chinanews.atom").read_text()


def test_a_source_that_is_switched_off_is_shown_and_without_any_there_is_nothing_to_do(here: Path) -> None:
    write(here, "".join(f"[sources.{name}]\nenabled = false\n" for name in ("qbpc", "gacc", "chinanews")))
    assert tomllib.loads(run("config").stdout)["sources"]["qbpc"]["enabled"] is False
    result = run("refresh", "--offline")
    assert result.exit_code == 2
    assert "no source is left" in result.stderr


def test_a_source_that_there_is_not_is_status_2(here: Path) -> None:
    write(here, "[sources.gac]\nenabled = false")
    result = run("sources")
    assert (
        result.exit_code,
        "[sources.gac]: there is no such source; there are chinanews, gacc, qbpc" in result.stderr,
    ) == (2, True)


def test_a_source_may_be_switched_off_and_a_plugin_not_even_imported(here: Path) -> None:
    write(here, '[plugins]\ndisabled = ["ipr_feeds_gacc"]\n[sources.qbpc]\nenabled = false')
    listed = run("sources").stdout
    assert ("chinanews:" in listed, "gacc:" in listed, "qbpc:" in listed) == (True, False, False)


def test_drop_ins_are_read_from_the_folder_that_the_settings_name(here: Path) -> None:
    (here / "mine").mkdir()
    (here / "mine" / "broken.py").write_text("1/0")
    write(here, '[plugins]\ndirectory = "mine"')
    assert f"plugin broken ({here / 'mine' / 'broken.py'})" in run("sources").stderr


def test_refresh_publishes_as_the_settings_say(here: Path) -> None:
    write(
        here,
        '[publish]\nbase_url = "https://news.example.net/x"\nwindow = 3\nformats = ["json", "atom"]\n[sources.chinanews]\ncontent = "summary"\n'
        '[sources.gacc]\nwords = ["bulbs"]\n',
    )
    told = run("refresh", "--offline", "-v").stdout
    assert "chinanews.{atom,json}  3 entries" in told
    assert "gacc.{atom,json}  1 entries" in told
    assert 'href="https://news.example.net/x/gacc.atom" rel="self"' in (here / "demo" / "gacc.atom").read_text()
    assert "<figure>" not in (here / "demo" / "chinanews.atom").read_text().replace("&lt;", "<").replace("&gt;", ">")
