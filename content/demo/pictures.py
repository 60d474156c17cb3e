"""Landscapes painted by code: mountains in haze, lakes, terraces, bridges, towns at dusk."""

import io
import math
import random
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1280, 720
SMOOTH = 2  # painted twice as large and scaled down, so that edges are soft

Colour = tuple[int, int, int]
Scene = Callable[["Canvas"], None]

# sky above, sky at the horizon, far hills, near hills, ground or water
PALETTES: tuple[tuple[Colour, ...], ...] = (
    ((92, 142, 196), (238, 226, 206), (150, 176, 204), (38, 74, 92), (74, 120, 140)),
    ((240, 190, 140), (252, 232, 204), (204, 160, 140), (92, 58, 64), (150, 104, 92)),
    ((124, 176, 178), (232, 240, 226), (150, 190, 178), (32, 84, 72), (88, 140, 124)),
    ((78, 92, 148), (236, 196, 190), (136, 132, 172), (44, 44, 82), (92, 96, 138)),
    ((150, 192, 222), (244, 244, 234), (168, 198, 204), (60, 100, 64), (130, 164, 110)),
    ((60, 96, 130), (216, 208, 196), (116, 142, 158), (24, 50, 66), (52, 88, 104)),
)


class Canvas:
    """A picture in the making; coordinates from 0 to 1, whatever its size."""

    def __init__(self, seed: str) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - it only paints
        self.palette = self.dice.choice(PALETTES)
        self.width, self.height = WIDTH * SMOOTH, HEIGHT * SMOOTH
        self.image = Image.new("RGB", (self.width, self.height))
        self.draw = ImageDraw.Draw(self.image)

    def sky(self, horizon: float = 0.62) -> None:
        """From the first colour above to the second at ``horizon``, with a soft sun."""
        above, below = self.palette[:2]
        for y in range(self.height):
            share = min(y / (self.height * horizon), 1.0)
            self.draw.line((0, y, self.width, y), fill=blend(above, below, share**1.3))
        x, y, size = self.dice.uniform(0.2, 0.8), self.dice.uniform(0.16, 0.34), self.dice.uniform(0.035, 0.06)
        glow = Image.new("L", (self.width // 8, self.height // 8), 0)
        pen = ImageDraw.Draw(glow)
        for radius, light in ((size * 3.2, 60), (size * 1.9, 110), (size, 255)):
            r = radius * glow.height
            pen.ellipse((x * glow.width - r, y * glow.height - r, x * glow.width + r, y * glow.height + r), fill=light)
        glow = glow.filter(ImageFilter.GaussianBlur(2)).resize(self.image.size, Image.Resampling.BICUBIC)
        self.image.paste(blend(below, (255, 250, 236), 0.75), (0, 0), glow)

    def ridge(self, base: float, swing: float, colour: Colour, rough: float = 1.0) -> None:
        """One line of hills, filled down to the bottom edge."""
        waves = [(self.dice.uniform(0.6, 1.4) * 2**n, self.dice.uniform(0, math.tau), 0.55**n) for n in range(6)]
        points = [(0, self.height)]
        for step in range(0, self.width + 8, 8):
            at = step / self.width * math.tau
            height = sum(size * math.sin(at * wave * rough + shift) for wave, shift, size in waves)
            points.append((step, (base - swing * height) * self.height))
        self.draw.polygon([*points, (self.width, self.height)], fill=colour)

    def hills(self, first: float, last: float, layers: int) -> None:
        """Ranges from pale and far to dark and near."""
        far, near = self.palette[2:4]
        for layer in range(layers):
            share = layer / max(layers - 1, 1)
            base = first + (last - first) * share
            self.ridge(base, 0.085 - 0.045 * share, blend(far, near, share**1.2), rough=0.9 + share)

    def water(self, top: float) -> None:
        """Still water: what stands above ``top``, mirrored, darker and streaked."""
        edge = int(top * self.height)
        above = self.image.crop((0, max(0, 2 * edge - self.height), self.width, edge))
        mirror = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM).filter(ImageFilter.GaussianBlur(6))
        mirror = mirror.resize((self.width, self.height - edge))
        mirror = Image.blend(mirror, Image.new("RGB", mirror.size, self.palette[4]), 0.45)
        self.image.paste(mirror, (0, edge))
        light = blend(self.palette[4], (255, 255, 255), 0.4)
        for _streak in range(46):
            y = edge + int(self.dice.random() ** 1.6 * (self.height - edge))
            x, length = self.dice.uniform(0, self.width), self.dice.uniform(30, 260)
            self.draw.line((x, y, x + length, y), fill=light, width=2)

    def finish(self) -> bytes:
        """The picture as JPEG."""
        out = io.BytesIO()
        self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(out, "JPEG", quality=84, optimize=True)
        return out.getvalue()


def blend(one: Colour, other: Colour, share: float) -> Colour:
    """``one`` at 0, ``other`` at 1."""
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))  # type: ignore[return-value]


def lake(canvas: Canvas) -> None:
    canvas.sky()
    canvas.hills(0.46, 0.6, 4)
    canvas.water(0.64)
    _reeds(canvas)


def mountains(canvas: Canvas) -> None:
    canvas.sky(0.7)
    canvas.hills(0.42, 0.9, 6)
    _birds(canvas)


def bridge(canvas: Canvas) -> None:
    canvas.sky()
    canvas.hills(0.44, 0.6, 4)
    canvas.water(0.7)
    _arches(canvas)


def tea(canvas: Canvas) -> None:
    canvas.sky(0.5)
    canvas.hills(0.4, 0.52, 3)
    green = blend(canvas.palette[4], (88, 140, 74), 0.65)
    for row in range(11):
        share = row / 10
        canvas.ridge(
            0.56 + share * 0.46, 0.02 + 0.02 * share, blend(blend(green, (240, 246, 214), 0.35), green, share), 0.7
        )
        canvas.ridge(0.585 + share * 0.46, 0.02 + 0.02 * share, blend(green, (20, 56, 34), 0.25 + 0.4 * share), 0.7)


def city(canvas: Canvas) -> None:
    canvas.sky()
    canvas.hills(0.48, 0.56, 2)
    far, near = canvas.palette[2:4]
    for row, share in ((0.62, 0.45), (0.68, 0.75), (0.74, 1.0)):
        _houses(canvas, row, blend(far, near, share))
    canvas.water(0.76)


def road(canvas: Canvas) -> None:
    canvas.sky(0.6)
    canvas.hills(0.44, 0.72, 5)
    _winding_road(canvas)


SCENES: dict[str, tuple[Scene, str]] = {
    "lake": (lake, "群山环抱的高原湖泊，水面映着远山"),
    "mountains": (mountains, "晨雾中的层层山岭，天边有飞鸟"),
    "bridge": (bridge, "石拱桥横跨江面，两岸青山"),
    "tea": (tea, "山坡上一行行的茶园"),
    "city": (city, "临水的城镇，远处是山"),
    "road": (road, "盘山公路伸向远处的山岭"),
}
RIGHTS = "本站绘制，可以注明出处后使用"


def paint(scene: str, seed: str) -> bytes:
    """A JPEG of ``scene``, 1280×720, the same for the same ``seed``."""
    canvas = Canvas(f"{scene}/{seed}")
    SCENES[scene][0](canvas)
    return canvas.finish()


def _reeds(canvas: Canvas) -> None:
    dark = blend(canvas.palette[3], (10, 20, 20), 0.4)
    for _reed in range(70):
        x = canvas.dice.choice([canvas.dice.gauss(0.06, 0.05), canvas.dice.gauss(0.95, 0.05)]) * canvas.width
        tall = canvas.dice.uniform(0.06, 0.2) * canvas.height
        lean = canvas.dice.uniform(-0.012, 0.012) * canvas.width
        canvas.draw.line((x, canvas.height, x + lean, canvas.height - tall), fill=dark, width=4)


def _birds(canvas: Canvas) -> None:
    x, y = canvas.dice.uniform(0.3, 0.6), canvas.dice.uniform(0.12, 0.22)
    for place in range(7):
        at_x = (x + place * 0.022 + canvas.dice.uniform(-0.006, 0.006)) * canvas.width
        at_y = (y + abs(place - 3) * 0.016) * canvas.height
        for side in (-1, 1):
            canvas.draw.line((at_x, at_y, at_x + side * 18, at_y - 9), fill=canvas.palette[3], width=4)


def _arches(canvas: Canvas) -> None:
    stone = blend(canvas.palette[3], (240, 232, 216), 0.55)
    top, foot = 0.6 * canvas.height, 0.71 * canvas.height
    canvas.draw.rectangle((0, top - 14, canvas.width, top + 10), fill=blend(stone, (255, 255, 255), 0.2))
    count = canvas.dice.choice([3, 5])
    span = canvas.width / count
    wall = Image.new("L", canvas.image.size, 0)
    pen = ImageDraw.Draw(wall)
    pen.rectangle((0, top + 10, canvas.width, foot), fill=255)
    for arch in range(count):
        left = arch * span + span * 0.12
        pen.ellipse((left, top + 34, left + span * 0.76, foot + (foot - top)), fill=0)
    canvas.image.paste(stone, (0, 0), wall)


def _houses(canvas: Canvas, base: float, colour: Colour) -> None:
    x = -20.0
    window = blend(colour, (255, 226, 160), 0.6)
    while x < canvas.width:
        wide, tall = canvas.dice.uniform(50, 150), canvas.dice.uniform(0.04, 0.16) * canvas.height
        top = base * canvas.height - tall
        canvas.draw.rectangle((x, top, x + wide, canvas.height), fill=colour)
        if tall < 0.08 * canvas.height:
            canvas.draw.polygon([(x - 12, top), (x + wide + 12, top), (x + wide / 2, top - 32)], fill=colour)
        for _light in range(canvas.dice.randint(1, 6)):
            at_x, at_y = x + canvas.dice.uniform(10, wide - 18), top + canvas.dice.uniform(10, tall)
            canvas.draw.rectangle((at_x, at_y, at_x + 8, at_y + 11), fill=window)
        x += wide + canvas.dice.uniform(2, 26)


def _winding_road(canvas: Canvas) -> None:
    left, right = [], []
    for step in range(101):
        share = step / 100
        y = (1.02 - 0.5 * share) * canvas.height
        middle = (0.5 + 0.24 * math.sin(share * 7.4) * (1 - share * 0.75)) * canvas.width
        half = (0.085 * (1 - share) ** 1.7 + 0.0025) * canvas.width
        left.append((middle - half, y))
        right.append((middle + half, y))
    canvas.draw.polygon(left + right[::-1], fill=blend(canvas.palette[1], (120, 120, 126), 0.45))
    line = [((a[0] + b[0]) / 2, a[1]) for a, b in zip(left, right, strict=True)]
    for start in range(0, 90, 6):
        canvas.draw.line(line[start : start + 3], fill=(250, 246, 232), width=max(2, 12 - start // 8))
