"""Why a page was read as it was, for people."""

from conftest import Read

from ipr_feeds.explain import explain
from ipr_feeds.trace import Trace

PAGE = """<h1><a href="http://bet.example/">w88</a></h1><p>You Are Here:Home &gt;&gt; News&gt;&gt;Main Text</p><h3>Fake taps stopped</h3>
<p>By Mara Quill</p><p>Customs stopped 300 taps from August 3 to 4, 2017.</p><div style="left:-9999px;position:absolute">casino</div>
<p><a href="http://bet.example/">Best odds</a></p><p>They were destroyed. (Finish)</p><p>Copyright © 2000-2014 QBPC.</p>"""


def test_an_explanation_says_all_that_was_decided(read: Read) -> None:
    trace = Trace()
    read(PAGE, "http://qbpc.org.cn/view.php?id=900002&cid=92", trace)
    text = explain(trace)
    for told in (
        "decoder  utf-8 (valid)",
        "qbpc  reads pages of qbpc.org.cn",
        "qbpc-new   not chosen: anchor('Create Time:') is not in the page",
        "qbpc-old   chosen: anchor('You are here:', holding='>>') is in the page",
        "'Fake taps stopped'",
        "body  2017-08-04T00:00:00+08:00, to the day",
        "by-line                    'By Mara Quill'",
        "only links to other hosts  'Best odds'",
        "hidden                     'casino'",
        "above the body             3 blocks: 'w88' … 'Fake taps stopped'",
        "end mark",
    ):
        assert told in text
    assert text.index("Layouts") < text.index("Fields") < text.index("Left out")


def test_each_heading_stands_once(read: Read) -> None:
    trace = Trace()
    read(PAGE, None, trace)
    headings = [line for line in explain(trace).splitlines() if not line.startswith(" ")]
    assert headings == ["The page", "Source", "Layouts", "Fields", "Title", "Published", "Left out"]
