"""What is stored can be shown as it is: nothing runs, nothing loads from elsewhere, no rubbish."""

import re
from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from content.sanitise import ATTRIBUTES, LINK_REL, TAGS, images, plain_text, sanitise

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator
 content="Word 15"><style>@font-face {font-family:宋体;} p.MsoNormal {margin:0cm;}</style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head>
<body lang=ZH-CN style='tab-interval:21.0pt'><p class=MsoNormal
 style='text-indent:32.0pt;mso-char-indent-count:2.0'><span lang=EN-US
 style='font-size:16.0pt;font-family:仿宋_GB2312'>　　为贯彻落实<b>防汛</b>工作要求<o:p></o:p></span></p>
<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
<table class=MsoTableGrid border=1 style='border-collapse:collapse'><tr><td width=184 rowspan=2 valign=top
 style='width:138.0pt'><p class=MsoNormal>序号</p></td><td colspan=2><p>名称</p></td></tr></table></body></html>"""

WPS = """<p style="text-align:justify" class="p15"><span
 style="mso-spacerun:'yes';font-family:宋体;">一、总体要求</span>
<span style="mso-spacerun:'yes'"><o:p></o:p></span></p><p><font face="宋体">&nbsp;&nbsp;二、主要任务</font></p>"""


class Outline(HTMLParser):
    """Every tag and attribute of a text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.comments: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    handle_startendtag = handle_starttag

    def handle_comment(self, data):
        self.comments.append(data)

    handle_decl = unknown_decl = handle_pi = handle_comment


def assert_harmless(text: str) -> None:
    outline = Outline(text)
    assert not outline.comments
    for tag, attributes in outline.tags:
        assert tag in TAGS
        for name, value in attributes.items():
            assert name in ATTRIBUTES.get(tag, set()) | ATTRIBUTES["*"] | ({"rel"} if tag == "a" else set())
            if name == "src":
                assert re.fullmatch(r"/media/[^\s:?#]+", value or "")
                assert ".." not in value
            if name == "href":
                assert re.match(r"(?i)(https?:|mailto:|tel:|(?!//)[^:]*$|[^:]*[/?#])", value), value
            if name == "id":
                assert value.startswith("art-")
            if name == "rel":
                assert value == LINK_REL
        if tag == "img":
            assert attributes.get("src")


def test_what_the_editor_makes_stays_as_it_is():
    body = (
        '<h2>一、总则</h2><p id="art-1"><strong>第一条</strong>　为了<em>规范</em>管理<sup>1</sup>，制定本办法。</p>'
        '<ul><li><p>要点</p></li></ul><ol start="3"><li>三</li></ol><blockquote><p>引文</p></blockquote>'
        '<table><caption>表1</caption><thead><tr><th scope="col" colspan="2">项目</th></tr></thead>'
        '<tbody><tr><td rowspan="2">甲</td><td>1</td></tr></tbody></table>'
        '<figure class="wide"><img src="/media/assets/yn/202611/abc/会议.png" alt="会议现场" width="800" height="600">'
        "<figcaption>会议现场</figcaption></figure><hr><pre><code>x &lt; y</code></pre><p>一<br>二</p>"
        '<p><a href="https://www.gov.cn/a?b=1&amp;c=2" rel="noopener noreferrer">链接</a></p>'
    )
    assert sanitise(body) == body


@pytest.mark.parametrize("pasted", [WORD, WPS])
def test_rubbish_of_word_and_wps_is_gone(pasted):
    cleaned = sanitise(pasted)
    assert_harmless(cleaned)
    for rubbish in ("mso", "Mso", "style", "class", "<span", "font", "o:p", "w:View", "Normal", "&nbsp;", "\u3000"):
        assert rubbish not in cleaned


def test_a_pasted_word_text_keeps_its_words_and_its_table():
    cleaned = sanitise(WORD)
    assert "<p>为贯彻落实<strong>防汛</strong>工作要求</p>" in re.sub(r"\s+(?=<)|(?<=>)\s+", "", cleaned)
    assert '<td rowspan="2">' in cleaned
    assert '<td colspan="2">' in cleaned


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<h1>标题</h1>", "<h2>标题</h2>"),
        ("<H1 class=x>标题</H1>", "<h2>标题</h2>"),
        ("<h5>小</h5><h6>小</h6>", "<h4>小</h4><h4>小</h4>"),
        ("<b>粗</b><i>斜</i>", "<strong>粗</strong><em>斜</em>"),
        ("<p>正文</p><p>&nbsp;</p><p><br></p><p></p>", "<p>正文</p>"),
        ('<p onclick="alert(1)" style="color:red" id="top">字</p>', "<p>字</p>"),
        ("<script>alert(1)</script><p>字</p>", "<p>字</p>"),
        ("<svg><script>alert(1)</script></svg><math><mi>x</mi></math>字", "字"),
        ('<iframe src="https://evil.example"></iframe>字', "字"),
        ('<img src="https://evil.example/x.png" alt="x">字', "字"),
        ('<img src="data:image/png;base64,AAAA">字', "字"),
        ('<img src="javascript:alert(1)">字', "字"),
        ('<img src="//evil.example/media/x.png">字', "字"),
        ('<img src="/media/../admin/">字', "字"),
        ('<figure class="evil wide"><img src="https://evil.example/x.png"><figcaption></figcaption></figure>字', "字"),
        ('<a href="javascript:alert(1)">字</a>', "字"),
        ('<a href="java&#10;script:alert(1)">字</a>', "字"),
        ('<a href="//evil.example/">字</a>', "字"),
        ('<a href="/\\evil.example/">字</a>', "字"),
        ('<a href="/zwgk/" target="_blank">字</a>', '<a href="/zwgk/" rel="noopener noreferrer">字</a>'),
        ('<td colspan="99999">x</td>', "x"),
        ("<p>\u202e倒\u200b字</p>", "<p>倒字</p>"),
        ("<p>&#x202e;倒字</p>", "<p>倒字</p>"),
    ],
)
def test_one_thing_becomes_another(before, after):
    assert sanitise(before) == after


@pytest.mark.parametrize("name", ["a > b", 'a " b', "a < b", "'><script>alert(1)</script>"])
def test_an_image_keeps_whatever_its_text_says(name):
    source = f'<img alt="{escape(name)}" src="/media/assets/yn/a.png">'
    cleaned = sanitise(source)
    assert_harmless(cleaned)
    assert images(cleaned) == [{"alt": name, "src": "/media/assets/yn/a.png"}]


def test_plain_text_is_what_a_reader_reads():
    assert plain_text("<p>　一 &amp; 二</p><p>&nbsp;</p>") == "一 & 二"
    assert plain_text("<p>&nbsp;</p><p>　</p>") == ""


NASTY = st.sampled_from(
    [
        "<script>", "</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<math><mtext>", "<table>",
        "<p>", "</p>", "<p", "<a href='", "javascript:", "JaVaScRiPt&colon;", "&#x6a;", "data:text/html,", "<style>",
        "</style>", "<!--", "-->", "<![CDATA[", "]]>", "<noscript>", "</noscript>", "<template>", "<iframe srcdoc='",
        "<b>", "<h1 ", "<h1/", "</h1>", "<i", "\"", "'", ">", "<", "&", "&lt;", "&#0;", "\x00", "\u202e", "&nbsp;",
        "<img src=\"/media/a.png\" alt='", "<figure class=\"wide", "<figure>", "</figure>", "<td>", "<tr>", "<br>",
        "<em></em>", "<a>", "</a>", "<li>", "<plaintext>", "<textarea>", "<title>", "<form><input>", "<base href=//x>",
        "<object data=x>", "<o:p>", "<?xml ?>", "/media/..", "id=\"art-1\"", " style=\"x\"", "\n", "　", "字", "=",
        "<xml>", "</xml>", "<pre>\n", "</pre>", "<col>", "<caption>", "<hr/>", "<select>", "<frameset>", "xlink:href=",
    ]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@examples(st.lists(NASTY | st.text(max_size=5), max_size=14).map("".join))
def test_nothing_that_comes_out_can_run_and_cleaning_twice_is_cleaning_once(text):
    cleaned = sanitise(text)
    assert_harmless(cleaned)
    assert sanitise(cleaned) == cleaned
