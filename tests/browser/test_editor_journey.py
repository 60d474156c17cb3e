"""The main job on real input: an editor publishes, reviewers approve, a citizen reads it on the right site."""

import re

import pytest

from accounts.roles import Role
from content.models import Item, State
from sites.scoping import all_sites
from tests import given, given_content


@pytest.fixture
def places():
    """Two sites; the desk of the first; the column the item is for."""
    here, there = given.site(host="www.yunling.gov.cn"), given.site(host="jyt.yunling.gov.cn")
    top = given.column(here, name="政务动态", slug="zwdt", is_channel=True)
    news = given.column(here, parent=top, name="省政府要闻", slug="szfyw")
    given.column(there, name="省政府要闻", slug="szfyw", is_channel=True)
    return here, there, news, given.desk(here)


@pytest.fixture
def files(tmp_path):
    picture, attachment = tmp_path / "会议现场.png", tmp_path / "责任分工表.pdf"
    picture.write_bytes(given_content.picture(size=(640, 420), colour="#4a7a4c").read())
    attachment.write_bytes(given_content.pdf().read())
    return picture, attachment


def log_in(page, user, url):
    page.goto(url("/account/login/"))
    page.fill("input[name$=username]", user.username)
    page.fill("input[name$=password]", given.PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url("**/admin/**")
    return page


def write_table(page):
    """A heading and a table with a header row, by the editor's own buttons."""
    body = page.locator(".ProseMirror[contenteditable=true]")
    body.click()
    page.keyboard.type("会议研究部署防汛抗旱工作，责任分工见下表。")
    page.keyboard.press("Enter")
    page.click("[data-name=table]")
    dialog = page.locator("dialog.prose-editor-dialog")
    dialog.get_by_label("行数").fill("2")
    dialog.get_by_label("列数").fill("2")
    dialog.get_by_label("首行为表头").select_option(label="是")
    dialog.get_by_role("button", name="插入表格").click()
    for text in ("事项", "责任单位", "河道巡查", "省水利厅"):
        page.keyboard.type(text)
        if text != "省水利厅":
            page.keyboard.press("Tab")


def add_files(page, picture, attachment):
    page.set_input_files("#id_new_files", [str(picture), str(attachment)])
    page.wait_for_selector("[data-file] >> nth=1")
    shown = page.locator("[data-file][data-kind=image]")
    shown.locator("[name$=alt_text]").fill("省政府常务会议现场")
    shown.get_by_role("button", name="插入正文").click()
    page.locator(".ProseMirror figure img").wait_for()
    cover = page.locator("[data-file][data-kind=image] [name$=role]")
    return cover.input_value()


def tags(page):
    found = page.eval_on_selector_all("meta[name]", "all => all.map(one => [one.name, one.content])")
    return dict(found)


def review_link(item):
    return f"/admin/content/item/{item.pk}/review/"


def the_item():
    with all_sites():
        return Item.objects.select_related("head").get()


@pytest.mark.clause("ORG-04", "META-03", "RES-01", "PAGE-11", "MECH-09")
def test_from_the_editors_desk_to_the_citizens_screen(places, files, new_person, platform_url, site_url):
    here, there, news, desk = places

    # The editor writes and submits.
    editor = log_in(new_person(), desk["editor"], platform_url)
    editor.goto(platform_url("/admin/content/item/add/"))
    editor.fill("[name=title]", "省政府常务会议部署防汛工作")
    editor.select_option("[name=column]", str(news.pk))
    editor.fill("[name=summary]", "会议研究部署防汛抗旱工作。")
    editor.fill("[name=keywords]", "防汛，抗旱")
    write_table(editor)
    assert add_files(editor, *files) == "body"
    editor.click("[name=_submit]")
    editor.wait_for_url("**/review/")
    item = the_item()
    assert item.state == State.REVIEW_1

    # The author cannot approve: no button, no URL, no POST.
    assert editor.locator("[name=decision]").count() == 0
    given.grant(desk["editor"], Role.REVIEWER_1, here)
    editor.goto(platform_url(review_link(item)))
    assert editor.locator("[name=decision]").count() == 0
    assert editor.get_by_text("不能由您审核").count() >= 1
    refused = post(editor, platform_url(f"/admin/content/item/{item.pk}/decide/"), item)
    assert "不能由您审核" in refused
    assert the_item().state == State.REVIEW_1

    # Three reviewers pass it, each from their own inbox.
    for level in ("reviewer_1", "reviewer_2", "reviewer_3"):
        assert the_item().live_revision_id is None
        reviewer = log_in(new_person(), desk[level], platform_url)
        reviewer.goto(platform_url("/admin/content/item/to-review/"))
        reviewer.get_by_role("link", name="省政府常务会议部署防汛工作").click()
        assert reviewer.locator(".wk-body th").all_inner_texts() == ["事项", "责任单位"]
        assert reviewer.locator(".wk-body img").get_attribute("alt") == "省政府常务会议现场"
        reviewer.click("[name=decision][value=approve]")
        reviewer.wait_for_url("**/to-review/")
    assert the_item().state == State.PUBLISHED

    # A citizen finds it at the first look, on the right site.
    citizen = new_person(width=375)
    citizen.goto(site_url(here, news.get_absolute_url()))
    citizen.get_by_role("link", name="省政府常务会议部署防汛工作").first.click()
    citizen.wait_for_url("**.html")
    read_by_a_citizen(citizen, here)

    # And on no other site.
    path = re.sub(r"^https?://[^/]+", "", citizen.url)
    assert citizen.goto(site_url(there, path)).status == 404
    citizen.goto(site_url(there, "/szfyw/"))
    assert "防汛工作" not in citizen.content()


def post(page, url, item):
    """Send the decision as a forged form would, with the session and token of the page."""
    return page.evaluate(
        """async ([url, version, digest]) => {
            const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
            const data = new URLSearchParams({csrfmiddlewaretoken: token, decision: "approve", version, digest});
            return await (await fetch(url, {method: "POST", body: data})).text();
        }""",
        [url, item.version, item.head.digest],
    )


def read_by_a_citizen(page, site):
    item, found = the_item(), tags(page)
    assert page.locator("h1").inner_text() == "省政府常务会议部署防汛工作"
    assert page.locator("article table th").all_inner_texts() == ["事项", "责任单位"]
    picture = page.locator("article figure img")
    assert picture.get_attribute("alt") == "省政府常务会议现场"
    assert picture.evaluate("img => img.decode().then(() => img.naturalWidth)") == 640
    assert page.locator("a", has_text="责任分工表").count() == 1
    assert found["SiteName"] == site.name
    assert found["SiteDomain"] == "www.yunling.gov.cn"
    assert found["SiteIDCode"] == site.id_code
    assert found["ColumnName"] == "省政府要闻"
    assert found["ArticleTitle"] == "省政府常务会议部署防汛工作"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", found["PubDate"])
    assert found["ContentSource"] == site.organisation.name
    assert found["Keywords"].replace("，", ",").split(",") == ["防汛", "抗旱"]
    assert found["Description"] == "会议研究部署防汛抗旱工作。"
    assert found["Image"].endswith(".png")
    assert found["Url"].endswith(f"/{item.pk}.html")


def test_a_failed_save_keeps_the_words_and_the_files(places, files, new_person, sign_in, platform_url):
    _here, _there, news, desk = places
    page = sign_in(new_person(width=375), desk["editor"])
    page.goto(platform_url("/admin/content/item/add/"))
    page.select_option("[name=column]", str(news.pk))
    write_table(page)
    add_files(page, *files)

    page.click("[name=_submit]")  # without a title

    page.wait_for_selector("#errors")
    assert page.locator("#errors").inner_text().count("标题") >= 1
    assert page.locator(".ProseMirror[contenteditable=true] th").all_inner_texts() == ["事项", "责任单位"]
    assert page.locator(".ProseMirror[contenteditable=true] figure img").count() == 1
    assert page.locator("[data-file]").count() == 2
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_leaving_with_unsaved_words_asks_first(places, new_person, sign_in, platform_url):
    *_rest, desk = places
    page = sign_in(new_person(), desk["editor"])
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(platform_url("/admin/content/item/add/"))
    page.locator("[name=title]").press_sequentially("没有保存的标题")
    page.goto(platform_url("/admin/content/item/my-work/"))

    assert asked == ["beforeunload"]


@pytest.mark.parametrize("width", [1366, 375])
def test_the_writing_page_speaks_chinese(places, new_person, sign_in, platform_url, width):
    *_rest, desk = places
    page = sign_in(new_person(width=width), desk["editor"])
    page.goto(platform_url("/admin/content/item/add/"))
    page.wait_for_selector(".prose-menubar button")
    words = page.eval_on_selector_all(".prose-menubar [title]", "all => all.map(one => one.title)")

    assert words
    assert [word for word in words if re.search("[A-Za-z]{3}", word)] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
