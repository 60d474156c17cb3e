"""The demo's pieces go into the library as what they would be in life: material moved over from an old site."""

from collections.abc import Iterable
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.models import User
from accounts.roles import Role
from columns.actions import change_column, create_column
from columns.models import Column
from content.actions import add_asset, import_item
from content.demo.compose import subject_pieces
from content.demo.compose_pages import fixed_pieces
from content.demo.compose_special import TOPIC_AREA, TopicSpec, special_pieces, topic_pieces, topics
from content.demo.people import person
from content.demo.pictures import RIGHTS, SCENES, paint
from content.demo.piece import Calendar, Piece
from content.demo.places import SiteSpec
from content.draft import AssetUse, Draft
from content.models import AssetRole, Item
from sites.models import Site
from sites.scoping import site_scope

OLD_SITE = "云岭省政府网站旧站"
# Which scenes suit a site; the first is also the picture of its newest story.
SCENES_OF = {
    "province": ("lake", "mountains", "bridge", "tea", "city", "road"),
    "qinglan": ("city", "lake", "bridge", "mountains"),
    "linjiang": ("bridge", "tea", "mountains", "city"),
    "shiquan": ("tea", "mountains", "road", "bridge"),
    "education": ("mountains", "city", "lake", "tea"),
    "environment": ("lake", "mountains", "tea", "city"),
    "transport": ("road", "bridge", "mountains", "city"),
    "water": ("bridge", "lake", "city", "mountains"),
}


class Shelves:
    """Puts pieces into one site, with its editor's files and its signer's signature."""

    def __init__(self, spec: SiteSpec, site: Site, calendar: Calendar) -> None:
        self.spec, self.site, self.calendar = spec, site, calendar
        self.editor: User = person(Role.EDITOR, spec.key)
        self.signer: User = person(Role.REVIEWER_3, spec.key)
        self._pictures: dict[int, int] = {}

    def fill(self) -> int:
        """Everything of the site; return how many items are new. May be run again."""
        with site_scope(self.site), transaction.atomic():
            for topic in topics(self.spec):
                self._make_topic(topic)
            self._columns = {column.path: column for column in Column.objects.all()}
            self._known = set(
                Item.objects.filter(imported_from=OLD_SITE).values_list("import_key", flat=True)
            )  # saves painting and writing files that are there already
            return sum(self._put(piece) for piece in self._pieces())

    def draft(self, piece: Piece) -> Draft:
        """``piece`` as an editor hands it in, its files in the library."""
        return Draft(
            title=piece.title, source=piece.source, body=piece.body, short_title=piece.short_title,
            summary=piece.summary, keywords=piece.keywords, author=piece.author,
            responsible_editor=self.editor.name, theme=piece.theme, facts=piece.facts,
            assets=tuple(self._uses(piece)),
        )  # fmt: skip

    def _pieces(self) -> list[Piece]:
        """Oldest first, so that ids rise with time."""
        makers = (fixed_pieces, special_pieces, subject_pieces, topic_pieces)
        pieces = [piece for make in makers for piece in make(self.spec, self.calendar)]
        return sorted(pieces, key=lambda piece: piece.at)

    def _put(self, piece: Piece) -> bool:
        if piece.key in self._known:
            return False
        made = import_item(
            signer=self.signer,
            column=self._columns[piece.path],
            kind=piece.kind,
            draft=self.draft(piece),
            imported_from=OLD_SITE,
            import_key=piece.key,
            original_published_at=piece.at,
        )
        return made is not None

    def _uses(self, piece: Piece) -> Iterable[AssetUse]:
        if piece.picture is not None:
            yield AssetUse(asset_id=self._picture(piece.picture), role=AssetRole.COVER)
        for file in piece.files:
            upload = ContentFile(file.data, name=file.name)
            asset = add_asset(actor=self.editor, site=self.site, upload=upload, title=file.title)
            yield AssetUse(asset_id=asset.pk, role=AssetRole.ATTACHMENT, title=file.title)

    def _picture(self, number: int) -> int:
        scenes = SCENES_OF[self.spec.key]
        number %= len(scenes)
        if number not in self._pictures:
            upload = ContentFile(paint(scenes[number], self.spec.key), name=f"{scenes[number]}.jpg")
            alt = SCENES[scenes[number]][1]
            asset = add_asset(
                actor=self.editor, site=self.site, upload=upload, title=alt, alt_text=alt, rights_note=RIGHTS
            )
            self._pictures[number] = asset.pk
        return self._pictures[number]

    def _make_topic(self, topic: TopicSpec) -> None:
        path = f"{TOPIC_AREA}/{topic.slug}"
        if Column.objects.filter(path=path).exists():
            return
        today = self.calendar.today
        picture = ContentFile(paint(topic.scene, topic.slug), name=f"{topic.slug}.jpg")
        column = create_column(
            actor=None,
            parent=Column.objects.get(path=TOPIC_AREA),
            name=topic.name,
            slug=topic.slug,
            type="工作动态",
            description=topic.description,
            keywords=topic.keywords,
            is_topic=True,
            topic_starts_on=today - timedelta(days=topic.starts),
            topic_ends_on=today - timedelta(days=topic.ends) if topic.ends else None,
        )
        change_column(actor=None, column_id=column.pk, picture=picture)
