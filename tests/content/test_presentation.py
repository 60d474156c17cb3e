"""A stored body on its way to the page."""

import pytest
from hypothesis import given as generate
from hypothesis import strategies as st

from content.presentation import present
from content.sanitise import plain_text, sanitise


def test_images_get_their_size_and_load_late():
    body = present('<p><img src="/media/a.png" alt="会场"></p>', {"/media/a.png": (640, 480)})
    assert '<img src="/media/a.png" alt="会场" width="640" height="480" loading="lazy" decoding="async">' in body.html
    assert body.image == "/media/a.png"


@pytest.mark.clause("PAGE-03")
def test_only_the_outermost_table_gets_a_box_to_scroll_in():
    body = present("<table><tr><td><table><tr><td>1</td></tr></table></td></tr></table><p>后</p>").html
    assert body.count('class="table-box"') == 1
    assert body.endswith("</table></div><p>后</p>")


def test_a_law_gets_contents_by_chapter():
    body = present(
        '<h2 id="art-part-1">第一章 总则</h2><p id="art-1"><strong>第一条</strong>　为了规范。</p>'
        '<p id="art-2"><strong>第二条</strong>　适用。</p><h2>第二章 附则</h2><p id="art-3">第三条 施行。</p>'
    )
    assert [(one.title, one.target, one.span) for one in body.contents] == [
        ("第一章 总则", "art-part-1", "第一条至第二条"),
        ("第二章 附则", "art-3", "第三条"),
    ]


def test_a_law_without_chapters_lists_its_articles():
    body = present('<p id="art-1">第一条 甲</p><p id="art-2">第二条 乙</p>')
    assert body.contents[0].articles == [("art-1", "第一条"), ("art-2", "第二条")]


def test_an_ordinary_text_has_no_contents():
    assert present("<h2>一、总体要求</h2><p>正文</p>").contents == []


@pytest.mark.clause("PAGE-11")
@generate(st.text(max_size=200), st.sampled_from(["p", "h2", "td", "li", "blockquote"]))
def test_the_words_stay_as_they_were_approved(text, tag):
    inner = f"<{tag}>{text}</{tag}>" if tag != "td" else f"<table><tr><td>{text}</td></tr></table>"
    stored = sanitise(f"{inner}<p>&lt;b&gt; &amp; {text}</p>")
    assert plain_text(present(stored).html) == plain_text(stored)
