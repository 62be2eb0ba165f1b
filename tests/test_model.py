"""The one schema: ids that never change, entries that never change, JSON that keeps its names."""

import json
from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest

from ipr_feeds.model import Attachment, Category, Entry, Image, Record, entry_id, feed_id, schema, to_json

PLAIN = Entry(
    id=None,
    source="sample",
    layout="sample-new",
    url=None,
    title="海关查获货物",
    summary="",
    text="",
    html="",
    language="zh-CN",
)
FIELDS = (
    "id source layout url title summary text html language published published_precision published_from updated"
    " authors editors publisher place section images attachments categories"
).split()


@pytest.mark.parametrize(
    ("source", "key", "urn"),
    [
        ("qbpc", "articles:18:1048", "urn:uuid:eb37db54-682d-5fde-9205-be2f8190f3bd"),
        ("qbpc", "view:92:2990", "urn:uuid:bb2fdc09-180c-59b1-ad68-e69ee4f7c833"),
        ("gacc", "statics:00000000-0000-4000-8000-000000000001", "urn:uuid:661d3bc2-46a9-5729-8ecd-a0522e1ff62c"),
        ("gacc", "topic:425251", "urn:uuid:5ddc77a9-7a8e-5a57-93e6-6d0bfed6fd5c"),
        ("chinanews", "article:9229287", "urn:uuid:321c61c3-1193-59a9-b35d-ca7bbcf027f3"),
        ("chinanews", "photo:1006858", "urn:uuid:c99e710f-1590-54bb-b13e-dcb3c3d1c522"),
        ("chinanews", "video:1069974", "urn:uuid:5f891ee4-1f38-5ac7-b6a3-642db70f6112"),
        ("chinanews", "tellerreport:S178ryxEFI", "urn:uuid:29a03dcb-e781-5969-afe9-8fbf5628a2a1"),
    ],
)
def test_the_id_of_each_number_space_is_frozen(source: str, key: str, urn: str) -> None:
    assert entry_id(source, key) == urn


def test_ids_differ_by_source_and_by_key() -> None:
    ids = {entry_id(source, key) for source in ("one", "two") for key in ("view:1:2", "view:1:3", "photo:2")}
    assert len(ids) == 6


def test_the_id_of_a_feed_hangs_on_its_name_only() -> None:
    assert feed_id("all") == "urn:uuid:f5e52b27-4f50-5250-9953-18133f4e2797"
    assert feed_id("all") != feed_id("qbpc")


def test_an_entry_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        PLAIN.title = "another"  # type: ignore[misc]


def test_json_holds_every_field_in_the_fixed_order() -> None:
    assert list(json.loads(to_json(PLAIN))) == FIELDS


def test_json_is_readable_utf_8() -> None:
    lines = to_json(PLAIN).decode().splitlines()
    assert '  "title": "海关查获货物",' in lines


def test_an_entry_survives_json() -> None:
    entry = msgspec.structs.replace(
        PLAIN,
        id=entry_id("sample", "a:1"),
        published=datetime(2019, 5, 7, tzinfo=timezone(timedelta(hours=8))),
        published_precision="day",
        published_from="body",
        authors=("甲某",),
        images=(Image("https://site.example/a.jpg", "Goods", "乙某"),),
        attachments=(Attachment("https://site.example/a.pdf", "Notice", "application/pdf"),),
        categories=(Category("machine-translation"),),
    )
    assert msgspec.json.decode(to_json(entry), type=Entry) == entry


def test_a_date_is_written_with_its_zone() -> None:
    dated = msgspec.structs.replace(PLAIN, published=datetime(2019, 5, 7, tzinfo=timezone(timedelta(hours=8))))
    assert json.loads(to_json(dated))["published"] == "2019-05-07T00:00:00+08:00"


@pytest.mark.parametrize(
    ("field", "value"),
    [("published_precision", "hour"), ("published_from", "rumour"), ("authors", "Ann Lee"), ("title", None)],
)
def test_what_the_schema_does_not_know_is_refused(field: str, value: object) -> None:
    data = json.loads(to_json(PLAIN)) | {field: value}
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(data, Entry)


def test_the_schema_describes_every_field() -> None:
    described = schema()["$defs"]["Entry"]
    assert set(described["properties"]) == set(FIELDS)
    assert {"title", "source", "html", "language"} <= set(described["required"])


def test_a_record_keeps_when_its_page_was_first_fetched() -> None:
    first = datetime(2026, 1, 1, tzinfo=UTC)
    record = Record(PLAIN, first)
    with pytest.raises(AttributeError):
        record.first_fetched = first + timedelta(days=1)  # type: ignore[misc]
