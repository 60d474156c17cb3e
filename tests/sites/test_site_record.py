"""What the record of a site takes, and what it refuses in whose words."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.roles import Role
from audit.models import LogEntry
from sites.actions import change_site
from sites.colours import contrast
from sites.errors import Invalid, NeedsConfirmation, NotAllowed, NotFound, Stale
from sites.models import IdentifierPattern, Site
from tests import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(department, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return given.site(organisation=department, name="云岭省教育厅", id_code="5300000012")


def upload(picture=None, *, name="logo.png", size=(64, 64), form="PNG", tail=b""):
    if picture is None:
        buffer = BytesIO()
        Image.new("RGB", size, "#b3202a").save(buffer, form)
        picture = buffer.getvalue()
    return SimpleUploadedFile(name, picture + tail, content_type="image/png")


class TestNames:
    pytestmark = pytest.mark.clause("SITE-05")

    @pytest.mark.parametrize("name", ["云岭省教育厅", "云岭省教育厅门户网站"])
    def test_a_name_with_the_body_in_it_is_taken(self, site, name):
        assert change_site(actor=None, site_id=site.pk, name=name).name == name

    def test_another_name_asks_for_the_proper_one_beside_it(self, site):
        with pytest.raises(Invalid, match="47号") as refusal:
            change_site(actor=None, site_id=site.pk, name="云岭教育在线")
        assert list(refusal.value.fields) == ["name_note"]
        changed = change_site(actor=None, site_id=site.pk, name="云岭教育在线", name_note="云岭省教育厅网站")
        assert changed.name_note == "云岭省教育厅网站"

    def test_a_government_may_use_the_name_of_its_region(self, city):
        portal = given.site(organisation=city, name="x")
        assert change_site(actor=None, site_id=portal.pk, name="中国·青岚市")


class TestIdentifiers:
    @pytest.mark.parametrize(
        ("field", "number", "word"),
        [
            ("id_code", "53000000", "格式"),
            ("id_code", "5301000012", "行政区划"),
            ("id_code", "５３０００００００１", "格式"),
            ("icp_number", "滇ICP备123号", "格式"),
            ("icp_number", "云ICP备05000001号", None),
            ("icp_number", "滇ICP备05000001号-12", None),
            ("icp_number", "大ICP备05000001号", "格式"),
            ("police_number", "滇公网安备53010202000001号", None),
            ("police_number", "滇公网安备 51010202000001号", "区划"),
            ("id_code", "5300009999", None),
        ],
    )
    def test_a_doubt_is_a_warning_to_confirm_never_a_wall(self, site, field, number, word):
        if word is not None:
            with pytest.raises(NeedsConfirmation, match=word) as doubt:
                change_site(actor=None, site_id=site.pk, **{field: number})
            assert list(doubt.value.fields) == [field]
            assert getattr(Site.objects.get(pk=site.pk), field) == getattr(site, field)
        changed = change_site(actor=None, site_id=site.pk, confirmed=word is not None, **{field: number})
        assert getattr(changed, field) == number

    def test_what_was_confirmed_is_in_the_log(self, site, admin):
        change_site(actor=admin, site_id=site.pk, confirmed=True, icp_number="自编1号")
        assert "已核对" in LogEntry.objects.order_by("sequence").last().reason

    def test_a_local_pattern_may_be_added_for_one_province(self, site, province):
        IdentifierPattern.objects.create(
            kind="icp_number", province=province, format="云备字####号", example="云备字0001号"
        )
        assert change_site(actor=None, site_id=site.pk, icp_number="云备字2026号").icp_number == "云备字2026号"

    @pytest.mark.parametrize("text", ["[", "]", "a]b[", "[[#]"])
    def test_a_format_with_loose_brackets_is_refused(self, text):
        from django.core.exceptions import ValidationError

        with pytest.raises(ValidationError, match="方括号"):
            IdentifierPattern(kind="id_code", format=text, example="1").full_clean()

    def test_an_example_that_does_not_fit_is_refused(self):
        from django.core.exceptions import ValidationError

        with pytest.raises(ValidationError, match="示例"):
            IdentifierPattern(kind="id_code", format="##", example="123").full_clean()


class TestColours:
    pytestmark = pytest.mark.clause("PAGE-01")

    @pytest.mark.parametrize(
        ("colour", "ratio"), [("#000000", 21), ("#ffffff", 1), ("#767676", 4.54), ("#777777", 4.48)]
    )
    def test_contrast_is_measured_as_wcag_does(self, colour, ratio):
        assert contrast(colour) == pytest.approx(ratio, abs=0.01)

    @pytest.mark.parametrize("colour", ["#b3202a", "#0B5CAD", "#767676"])
    def test_a_readable_main_colour_is_taken(self, site, colour):
        assert change_site(actor=None, site_id=site.pk, main_colour=colour).main_colour == colour

    @pytest.mark.parametrize(
        ("colour", "word"),
        [
            ("#777777", "4.47:1"),
            ("#ff0000", "3.99:1"),
            ("#fff", "六位"),
            ("red", "六位"),
            ("", "六位"),
            ("#b3202g", "六位"),
        ],
    )
    def test_another_one_is_refused_with_the_measured_ratio(self, site, colour, word):
        with pytest.raises(Invalid, match=word) as refusal:
            change_site(actor=None, site_id=site.pk, main_colour=colour)
        assert list(refusal.value.fields) == ["main_colour"]

    def test_further_colours_need_less(self, site):
        assert change_site(actor=None, site_id=site.pk, accent_colour="#ff0000").accent_colour == "#ff0000"
        with pytest.raises(Invalid, match="3:1"):
            change_site(actor=None, site_id=site.pk, accent_colour="#ffcc00")

    def test_the_third_comes_after_the_second(self, site):
        with pytest.raises(Invalid, match="辅色"):
            change_site(actor=None, site_id=site.pk, third_colour="#0b5cad")


class TestLogoAndSlogan:
    pytestmark = pytest.mark.clause("SITE-08")

    def test_a_new_site_shows_no_slogan(self):
        assert Site().show_slogan is False

    @pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
    def test_a_picture_is_stored_freshly_encoded(self, site, form):
        hidden = b"<script>alert(1)</script>"
        changed = change_site(actor=None, site_id=site.pk, logo=upload(form=form, tail=hidden))
        assert changed.logo.name.startswith("site-logos/")
        assert changed.logo.name.endswith(".png")
        with changed.logo.open() as stored:
            assert hidden not in stored.read()

    @pytest.mark.parametrize(
        "bad",
        [
            b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
            b"<html></html>",
            b"",
            b"\x89PNG\r\n\x1a\nxxxx",
            b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        ],
    )
    def test_what_is_no_picture_is_refused(self, site, bad):
        with pytest.raises(Invalid) as refusal:
            change_site(actor=None, site_id=site.pk, logo=upload(bad))
        assert list(refusal.value.fields) == ["logo"]

    @pytest.mark.parametrize("size", [(16, 64), (64, 2001), (9000, 9000)])
    def test_a_picture_of_a_strange_size_is_refused(self, site, size):
        with pytest.raises(Invalid, match="像素"):
            change_site(actor=None, site_id=site.pk, logo=upload(size=size))

    def test_a_heavy_file_is_refused(self, site):
        with pytest.raises(Invalid, match="1 MB"):
            change_site(actor=None, site_id=site.pk, logo=upload(tail=b"x" * 1024 * 1024))


class TestWho:
    pytestmark = pytest.mark.clause("ORG-02")

    def test_the_manager_changes_contact_and_appearance_of_their_own_site(self, site):
        manager = given.staff(role=Role.SITE_MANAGER, on=site)
        changed = change_site(actor=manager, site_id=site.pk, contact_phone="0871-61234567", main_colour="#0b5cad")
        assert changed.contact_phone == "0871-61234567"
        row = LogEntry.objects.order_by("sequence").last()
        assert row.old == {"contact_phone": "0871-60000001", "main_colour": "#b3202a"}
        assert row.new == {"contact_phone": "0871-61234567", "main_colour": "#0b5cad"}

    @pytest.mark.parametrize("field", ["name", "id_code", "person_in_charge", "review_levels"])
    def test_but_nothing_else(self, site, field):
        manager = given.staff(role=Role.SITE_MANAGER, on=site)
        with pytest.raises(NotAllowed):
            change_site(actor=manager, site_id=site.pk, **{"contact_phone": "1", field: "2"})

    def test_and_on_no_other_site(self, site):
        manager = given.staff(role=Role.SITE_MANAGER, on=given.site())
        with pytest.raises(NotAllowed):
            change_site(actor=manager, site_id=site.pk, contact_phone="1")

    @pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER_3])
    def test_editors_and_reviewers_change_nothing(self, site, role):
        with pytest.raises(NotAllowed):
            change_site(actor=given.staff(role=role, on=site), site_id=site.pk, contact_phone="1")

    def test_a_site_that_is_none_is_not_found(self, admin):
        with pytest.raises(NotFound):
            change_site(actor=admin, site_id=404, contact_phone="1")


def test_who_saves_second_overwrites_nothing(site, admin):
    change_site(actor=admin, site_id=site.pk, version=1, contact_phone="1")
    with pytest.raises(Stale):
        change_site(actor=admin, site_id=site.pk, version=1, contact_phone="2")
    assert Site.objects.get(pk=site.pk).contact_phone == "1"


def test_saving_without_a_change_leaves_no_trace(site, admin):
    before = LogEntry.objects.count()
    assert change_site(actor=admin, site_id=site.pk, contact_phone=site.contact_phone).version == site.version
    assert LogEntry.objects.count() == before


@pytest.mark.parametrize("field", ["code", "kind", "status", "organisation_id", "opened_on", "pk"])
def test_what_is_fixed_stays_fixed(site, field):
    with pytest.raises(Invalid):
        change_site(actor=None, site_id=site.pk, **{field: "x"})


def test_a_name_that_is_too_long_is_refused_in_words(site):
    with pytest.raises(Invalid) as refusal:
        change_site(actor=None, site_id=site.pk, name="云岭省教育厅" * 1000)
    assert "name" in refusal.value.fields
