"""The bodies and sites of 云岭省, read from ``texts/sites.toml``."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).parent / "texts"


@dataclass(frozen=True, slots=True, kw_only=True)
class BodySpec:
    """An organisation; ``parent`` and ``trade`` are keys of other ones."""

    key: str
    body: str
    short: str
    level: int
    kind: str
    region: str
    parent: str = ""
    trade: str = ""
    management: str = "local"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSpec(BodySpec):
    """An organisation with a website, and what its texts are made from."""

    domain: str
    code: str
    name: str
    area: str
    serial: int
    column_set: str
    colours: list[str]
    number_word: str
    subjects: list[str]
    parts: list[str]
    seat: str
    address: str
    phone: str
    superior: str
    operator: str
    charge: str
    description: str
    keywords: str
    leaders: list[list[str]]
    duties: list[str]
    offices: list[list[str]]
    figures: dict[str, str] = field(default_factory=dict)

    @property
    def is_portal(self) -> bool:
        return self.column_set == "portal"

    @property
    def id_code(self) -> str:
        return f"{self.region}{self.serial:04d}"

    @property
    def icp_number(self) -> str:
        return f"滇ICP备2600{self.serial:02d}{self.region[2:4]}号"

    @property
    def police_number(self) -> str:
        return f"滇公网安备 {self.region[:4]}02020{self.serial:05d}号"

    @property
    def email(self) -> str:
        return f"zwgk@{self.domain.removeprefix('www.')}"


FIGURES = ("land", "people", "gdp", "budget")


@cache
def read_toml(name: str) -> dict[str, Any]:
    """The parsed file ``texts/{name}.toml``."""
    with (TEXTS / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def site_specs() -> tuple[SiteSpec, ...]:
    """All sites, superiors before those below them."""
    found = []
    for row in read_toml("sites")["site"]:
        values = {name: value for name, value in row.items() if name not in FIGURES}
        found.append(SiteSpec(**values, figures={name: row[name] for name in FIGURES if name in row}))
    return tuple(found)


@cache
def body_specs() -> tuple[BodySpec, ...]:
    """All bodies in an order in which each follows those it refers to."""
    without_site = [BodySpec(**row) for row in read_toml("sites")["body"]]
    province, *others = site_specs()
    return (province, *without_site, *others)
