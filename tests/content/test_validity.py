"""The dates decide whether a text is in force; labels are evidence (INFO-02)."""

import gzip
import json
import os
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from content.draft import Facts
from content.models import DocumentFacts, Item, ItemKind, Revision, State
from content.validity import ValidityStatus, applies_from, validity, validity_of_items
from sites.scoping import site_scope
from tests import given

TODAY = date(2026, 11, 22)
LAWS = Path(os.environ.get("GOVSITE_LAWS", Path(__file__).resolve().parents[3] / "shared/data/laws.jsonl.gz"))

pytestmark = pytest.mark.clause("INFO-02")


def law(released: str, effective: str | None = None, *, label: str = "", expires: str | None = None) -> Facts:
    return Facts(
        released_on=date.fromisoformat(released),
        effective_on=date.fromisoformat(effective) if effective else None,
        expires_on=date.fromisoformat(expires) if expires else None,
        source_label=label,
    )


def test_an_amended_text_does_not_hold_before_its_own_publication():
    assert applies_from(law("2019-04-23", "1983-03-01")) == date(2019, 4, 23)
    assert applies_from(law("2025-10-28", "2026-05-01")) == date(2026, 5, 1)
    assert applies_from(law("2025-10-28")) == date(2025, 10, 28)
    assert applies_from(Facts()) is None


def test_an_effective_date_before_publication_is_explained():
    answer = validity(law("2019-04-23", "1983-03-01", label="现行有效"), on=TODAY)
    assert answer.in_force
    assert answer.label_difference == ""
    assert "1983年3月1日" in answer.date_note
    assert "2019年4月23日" in answer.date_note


def test_a_law_labelled_in_force_that_starts_next_year_is_not_in_force_yet():
    answer = validity(law("2026-06-26", "2027-01-01", label="现行有效"), on=TODAY)
    assert answer.status == ValidityStatus.NOT_YET
    assert answer.label_difference == "来源标注为“现行有效”，但按公布的日期，本文本自2027年1月1日起才施行。"


def test_it_comes_into_force_on_the_day_itself():
    coming = law("2026-06-26", "2027-01-01", label="现行有效")
    assert validity(coming, on=date(2026, 12, 31)).status == ValidityStatus.NOT_YET
    assert validity(coming, on=date(2027, 1, 1)).status == ValidityStatus.IN_FORCE
    assert validity(coming, on=date(2027, 1, 1)).label_difference == ""


def test_a_historic_version_holds_until_its_successor_does():
    old, new = law("2019-04-23", "1983-03-01", label="历史版本"), law("2026-06-26", "2027-01-01", label="现行有效")
    before = validity(old, on=TODAY, successors=[new])
    assert before.status == ValidityStatus.IN_FORCE
    assert before.until == date(2027, 1, 1)
    assert "在此之前仍然有效" in before.label_difference
    after = validity(old, on=date(2027, 1, 1), successors=[new])
    assert after.status == ValidityStatus.SUPERSEDED
    assert after.label_difference == ""


def test_a_label_of_repeal_without_a_date_claims_neither():
    answer = validity(law("2012-02-29", "2003-01-01", label="已废止"), on=TODAY)
    assert answer.status == ValidityStatus.END_UNKNOWN
    assert answer.until is None
    assert "无法确定何时失效" in answer.label_difference


def test_an_earlier_or_equal_version_is_no_successor():
    text = law("2020-01-01")
    assert validity(text, on=TODAY, successors=[text, law("2019-01-01")]).in_force


def test_an_expiry_date_ends_a_document_on_that_day():
    text = law("2021-01-01", expires="2026-01-01", label="有效")
    assert validity(text, on=date(2025, 12, 31)).in_force
    ended = validity(text, on=date(2026, 1, 1))
    assert ended.status == ValidityStatus.EXPIRED
    assert "已自2026年1月1日起失效" in ended.label_difference


def test_a_text_without_dates_says_so():
    assert validity(Facts(), on=TODAY).status == ValidityStatus.UNDATED


LABELS = st.sampled_from(["", "现行有效", "历史版本", "已废止", "尚未生效"])
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2030, 12, 31))
VERSIONS = st.lists(st.tuples(DAYS, st.none() | DAYS), min_size=1, max_size=6, unique_by=lambda one: one[0])
ORDER = [ValidityStatus.NOT_YET, ValidityStatus.IN_FORCE, ValidityStatus.SUPERSEDED]


@hypothesis_given(VERSIONS, DAYS)
def test_at_most_one_version_of_a_law_is_in_force(versions, day):
    texts = [Facts(released_on=released, effective_on=effective) for released, effective in versions]
    answers = [validity(text, on=day, successors=texts) for text in texts]
    assert sum(one.in_force for one in answers) <= 1
    started = [text for text in texts if applies_from(text) <= day]
    assert any(one.in_force for one in answers) == bool(started)


@hypothesis_given(VERSIONS, DAYS, st.integers(0, 4000))
def test_a_text_never_comes_back(versions, day, later):
    texts = [Facts(released_on=released, effective_on=effective) for released, effective in versions]
    first = validity(texts[0], on=day, successors=texts)
    second = validity(texts[0], on=day + timedelta(days=later), successors=texts)
    assert ORDER.index(first.status) <= ORDER.index(second.status)


@hypothesis_given(
    DAYS, st.none() | DAYS, st.none() | DAYS, DAYS, st.sampled_from(["", "现行有效", "历史版本", "已废止"])
)
def test_a_difference_is_a_whole_sentence(released, effective, expires, day, label):
    text = Facts(released_on=released, effective_on=effective, expires_on=expires, source_label=label)
    for sentence in (validity(text, on=day).label_difference, validity(text, on=day).date_note):
        assert sentence == "" or (sentence.endswith("。") and "%" not in sentence)


@pytest.mark.skipif(not LAWS.exists(), reason="the laws file is not here (GOVSITE_LAWS names it)")
def test_the_whole_laws_file():
    families: dict[str, list[Facts]] = {}
    with gzip.open(LAWS, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            facts = law(row["version_date"], row["effective_date"], label=row["status"])
            families.setdefault(row["law_name"], []).append(facts)
    answers = [
        (facts, validity(facts, on=TODAY, successors=family)) for family in families.values() for facts in family
    ]
    assert len(answers) == 313
    by_label = Counter((facts.source_label, answer.status) for facts, answer in answers)
    assert by_label["现行有效", ValidityStatus.NOT_YET] == 4
    assert by_label["历史版本", ValidityStatus.IN_FORCE] == 2  # 商标法 and 农业法: the new texts start in 2027
    assert by_label["已废止", ValidityStatus.END_UNKNOWN] == 13
    assert sum(bool(answer.date_note) for _facts, answer in answers) == 84
    # wherever the label and the dates differ, a sentence says so
    agreeing = {("现行有效", ValidityStatus.IN_FORCE), ("历史版本", ValidityStatus.SUPERSEDED)}
    for facts, answer in answers:
        assert bool(answer.label_difference) == ((facts.source_label, answer.status) not in agreeing)


# -- items ---------------------------------------------------------------


def live_law(column, author, title: str, facts: Facts) -> Item:
    item = Item.objects.create(
        site=column.site, column=column, kind=ItemKind.LAW, state=State.PUBLISHED, title=title, created_by=author
    )
    revision = Revision.objects.create(
        item=item, number=1, title=title, source="云岭省人大", created_by=author, digest="0" * 64
    )
    DocumentFacts.objects.create(
        revision=revision,
        **{
            name: getattr(facts, name)
            for name in ("released_on", "issued_on", "effective_on", "expires_on", "source_label")
        },
    )
    Item.objects.filter(pk=item.pk).update(head=revision, live_revision=revision, first_published_at=timezone.now())
    return item


@pytest.mark.django_db
def test_items_find_their_successors_in_one_query(django_assert_num_queries):
    site = given.site()
    column, author = given.column(site), given.staff()
    with site_scope(site):
        old = live_law(column, author, "云岭省节水条例", law("2019-01-01", label="历史版本"))
        new = live_law(column, author, "云岭省节水条例", law("2026-06-01", "2026-07-01", label="现行有效"))
        other = live_law(column, author, "云岭省种子条例", law("2018-01-01"))
        ids = [old.pk, new.pk, other.pk]
        items = list(Item.objects.filter(pk__in=ids).select_related("live_revision__facts"))
        with django_assert_num_queries(1):
            answers = validity_of_items(items, TODAY)
    assert answers[old.pk].status == ValidityStatus.SUPERSEDED
    assert answers[new.pk].in_force
    assert answers[other.pk].in_force


@pytest.mark.django_db
def test_a_law_of_another_site_is_no_successor():
    here, there = given.site(), given.site()
    author = given.staff()
    old = None
    for site, released in ((here, "2019-01-01"), (there, "2026-01-01")):
        column = given.column(site)
        with site_scope(site):
            made = live_law(column, author, "工作规则", law(released))
        old = old or made
    with site_scope(here):
        items = list(Item.objects.select_related("live_revision__facts"))
        assert validity_of_items(items, TODAY)[old.pk].in_force


@pytest.mark.django_db
def test_news_needs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert validity_of_items([Item(pk=1, kind=ItemKind.NEWS, live_revision=None)], TODAY) == {}
