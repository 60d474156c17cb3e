"""Lines of import files: what is understood, and what is said of the rest."""

import gzip
import json
from contextlib import suppress
from datetime import date
from itertools import islice

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from content.importing.articles import articles_html
from content.importing.numerals import anchor_of, number_of
from content.importing.record import BadLine
from content.importing.source import MAX_LINE_BYTES, BrokenFile, numbered_lines, read_record
from content.importing.spool import Spool
from content.models import ItemKind
from content.sanitise import sanitise

FALLBACK = "来源文件未注明发布机关"


def read(row, **changes):
    line = row if isinstance(row, (bytes, type(None))) else json.dumps(row | changes, ensure_ascii=False).encode()
    return read_record(line, fallback_source=FALLBACK)


LAW = {
    "law_id": "a1",
    "law_name": "中华人民共和国试行法",
    "doc_type": "法律",
    "issuing_body": "全国人民代表大会",
    "publish_date": "2025-10-28",
    "effective_date": "2026-05-01",
    "version_date": "2025-10-28",
    "status": "现行有效",
    "law_department": "行政法",
    "articles": [
        {"chapter": "第一章 总则", "section": None, "no": "第一条", "text": "为了试行，制定本法。"},
        {
            "chapter": "第二章 实施",
            "section": "第一节 准备",
            "no": "第二条之一",
            "text": "应当：\n（一）a<b；\n（二）完成。",
        },
    ],
}
NEWS = {"id": "n1", "title": "全省春耕工作启动", "body": "<p>春耕开始。</p>", "published_at": "2025-03-02 09:30"}


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十三", 23), ("一百零二", 102), ("一百三十五", 135), ("五百〇五", 505),
     ("一千二百六十", 1260), ("23", 23), ("二〇", 20)],
)  # fmt: skip
def test_chinese_numerals(numeral, value):
    assert number_of(numeral) == value


def test_anchors_of_articles():
    assert anchor_of("第二十三条") == "art-23"
    assert anchor_of("第一百三十五条之一") == "art-135-1"
    assert anchor_of("条目二") == "art-item-2"
    assert anchor_of("附则") == ""


@pytest.mark.clause("INFO-02")
def test_a_law_becomes_a_record_with_its_facts():
    record = read(LAW)
    assert record.kind == ItemKind.LAW
    assert record.key == "a1"
    assert record.draft.source == record.draft.facts.issuer == "全国人民代表大会"
    assert record.draft.facts.released_on == date(2025, 10, 28)
    assert record.draft.facts.effective_on == date(2026, 5, 1)
    assert record.draft.facts.source_label == "现行有效"
    assert record.draft.short_title == "试行法"
    assert record.draft.keywords == "行政法,法律,试行法"
    assert record.draft.summary == "全国人民代表大会2025年10月28日公布，自2026年5月1日起施行，共2条。"


@pytest.mark.clause("MECH-09")
def test_the_date_of_a_law_is_not_passed_off_as_the_time_of_the_page():
    assert read(LAW).published_at is None


def test_a_law_without_issuer_names_the_fallback():
    record = read(LAW, issuing_body=None)
    assert record.draft.source == record.draft.facts.issuer == FALLBACK


def test_articles_get_headings_and_anchors_that_survive_sanitising():
    body = sanitise(read(LAW).draft.body)
    assert '<h2 id="art-part-1">第一章 总则</h2>' in body
    assert '<h3 id="art-part-3">第一节 准备</h3>' in body
    assert '<p id="art-2-1"><strong>第二条之一</strong>' in body
    assert "（一）a&lt;b；" in body


def test_an_article_number_that_occurs_twice_keeps_anchors_unique():
    body = articles_html([{"no": "第七条", "text": "甲"}, {"no": "第七条", "text": "乙"}])
    assert 'id="art-7"' in body
    assert 'id="art-7-again-2"' in body


def test_a_generic_line_becomes_a_record():
    record = read(NEWS, keywords=["春耕", "农业"], kind="动态要闻", source="云岭日报")
    assert (record.kind, record.key, record.draft.source) == (ItemKind.NEWS, "n1", "云岭日报")
    assert record.draft.keywords == "春耕,农业"
    assert record.published_at.isoformat() == "2025-03-02T09:30:00+08:00"


def test_plain_text_becomes_paragraphs():
    record = read({"title": "通知", "text": "第一段<script>\n\n第二段"})
    assert record.draft.body == "<p>第一段&lt;script&gt;</p>\n<p>第二段</p>"


def test_a_line_without_id_gets_the_same_key_each_time():
    row = {"title": "通知", "text": "内容"}
    assert read(row).key == read(row).key != read(row, text="别的").key


def test_document_facts_make_a_policy():
    record = read(NEWS, document_number="云政发〔2026〕3号", issuer="云岭省人民政府", issued_on="2026-01-05")
    assert record.kind == ItemKind.POLICY
    assert record.draft.facts.issued_on == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"title": ', "从第"),
        (b"[1, 2]", "应当是一个JSON对象"),
        (b'"text"', "应当是一个JSON对象"),
        (b'{"title": NaN}', "不是有效的JSON"),
        (b"[" * 100_000, "不是有效的JSON"),
        ('{"title": "标题"}'.encode("gb18030"), "不是UTF-8编码"),
        (None, "超过了8兆字节"),
        (b"{}", "缺少“title”"),
        (json.dumps(NEWS | {"title": "长" * 100_000}).encode(), "有100000个字，超过了200个字"),
        (json.dumps(NEWS | {"title": ["a"]}).encode(), "“title”应当是文字"),
        (json.dumps({"title": "只有标题"}).encode(), "没有正文"),
        (json.dumps(NEWS | {"text": "又一份"}).encode(), "只能写一项"),
        (json.dumps(NEWS | {"published_at": "2026-02-30"}).encode(), "2026-02-30"),
        (json.dumps(NEWS | {"published_at": "昨天"}).encode(), "“昨天”不正确"),
        (json.dumps(NEWS | {"published_at": "2999-01-01 08:00"}).encode(), "还没有到"),
        (json.dumps(NEWS | {"kind": "诗歌"}).encode(), "不认识"),
        (json.dumps(NEWS | {"source_url": "javascript:alert(1)"}).encode(), "完整网址"),
        (json.dumps(LAW | {"law_name": ""}).encode(), "缺少“law_name”"),
        (json.dumps(LAW | {"effective_date": "2026-13-01"}).encode(), "2026-13-01"),
        (json.dumps(LAW | {"version_date": None, "publish_date": None}).encode(), "缺少“publish_date”"),
        (json.dumps(LAW | {"articles": []}).encode(), "至少有一条"),
        (json.dumps(LAW | {"articles": ["x"]}).encode(), "第1条不是对象"),
        (json.dumps(LAW | {"articles": [{"no": "第一条", "text": ""}]}).encode(), "第1条没有正文"),
        (json.dumps(LAW | {"law_id": None}).encode(), "缺少“law_id”"),
    ],
)  # fmt: skip
def test_a_bad_line_says_what_is_wrong(line, said):
    with pytest.raises(BadLine) as refusal:
        read(line)
    assert said in str(refusal.value)
    assert str(refusal.value).endswith("。")


@hypothesis_given(st.binary(max_size=200) | st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["title", "body", "articles", "law_id", "law_name", "published_at", "kind", "no", "text"]),
        inner, max_size=6),
).map(lambda row: json.dumps(row).encode()))  # fmt: skip
def test_no_line_breaks_the_reader(line):
    with suppress(BadLine):
        read(line)


def test_blank_lines_count_but_are_not_read(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"a\n\n  \nb")
    assert list(numbered_lines(path)) == [(1, b"a\n"), (4, b"b")]


def test_gzip_is_known_by_its_content(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(gzip.compress(b"a\nb\n"))
    assert list(numbered_lines(path)) == [(1, b"a\n"), (2, b"b\n")]


def test_a_cut_off_gzip_gives_its_whole_lines_and_then_says_so(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    whole = gzip.compress(b"".join(b"%d\n" % number for number in range(50_000)))
    path.write_bytes(whole[: len(whole) // 2])
    lines = numbered_lines(path)
    assert list(islice(lines, 2)) == [(1, b"0\n"), (2, b"1\n")]
    with pytest.raises(BrokenFile, match="损坏或不完整"):
        list(lines)


def test_an_endless_line_is_skipped_and_the_next_one_read(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"x" * (MAX_LINE_BYTES * 2 + 5) + b"\nb\n")
    assert list(numbered_lines(path)) == [(1, None), (2, b"b\n")]


def test_the_newest_comes_out_last_and_of_one_day_the_first_line():
    with Spool() as spool:
        for number, day in enumerate(["2026-01-01", "2020-01-01", "2026-01-01"], 1):
            spool.add(number, read(LAW, law_id=f"l{number}", version_date=day))
        assert [(number, record.key) for number, record in spool.oldest_first()] == [(2, "l2"), (3, "l3"), (1, "l1")]
