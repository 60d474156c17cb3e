"""The browser reaches the platform and the sites by their real hosts."""

from tests import given


def test_each_host_is_served_from_its_own_map(new_person, platform_url, site_url):
    site = given.site(host="www.yunling.gov.cn")
    page = new_person()

    platform = page.goto(platform_url("/nobody-made-this-page/"))
    home = page.goto(site_url(site, "/"))
    stranger = page.goto(site_url(site, "/").replace("yunling", "nobody"))

    assert platform.status == 404
    assert home.url.startswith("http://www.yunling.gov.cn.localhost:")
    assert home.status == 200
    assert stranger.status == 404


def test_a_signed_in_person_keeps_the_session(new_person, sign_in, platform_url):
    page = sign_in(new_person(), given.staff(is_active=True))

    answer = page.goto(platform_url("/admin/"))

    assert answer.status == 200
    assert "/account/login/" not in page.url
