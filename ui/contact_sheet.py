# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every scene small on a few sheets, so that all screens can be looked over at once.

One sheet for each size and theme, the most important screens in full size, and a page that lists
them all. All of it stays under 8 MB: thumbnails as JPEG, full pictures with 256 colours.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QImageWriter, QPainter

from ui.scenes import SCENES
from ui.studio import SIZES, THEMES, Scene, Studio

THUMB_W = 208
COLUMNS = 9
GAP = 8
NAME_H = 18
QUALITY = 55
"""Of the JPEG: words of 24 px stay legible at this size, a sheet stays under 1 MB."""
COLOURS = 256
FILLS = 112
"""Colours that are kept as they are."""
SHORT_NAMES = {"day": "day", "night": "night", "high_contrast": "contrast"}
WORDS = {"day": "Day", "night": "Night", "high_contrast": "High contrast"}
IN_FULL = (
    "live",
    "ask",
    "refusal",
    "losses",
    "why",
    "type-plate-found",
    "quick-pass",
    "lists",
    "editor",
    "history",
    "evidence",
    "inside",
    "handover",
    "alerts-list",
    "reports",
    "settings",
    "zones",
    "lock",
)
"""Scenes whose pictures of 1280 x 800 are kept in full size, in the themes that they name."""


def picture(scene: Scene, profile: str, theme: str, frames: Path | None = None) -> QImage:
    """Return what a scene looks like, RGB32."""
    studio = Studio(
        size=SIZES[profile], theme=theme, frames=frames, cameras=scene.cameras, gates=scene.gates
    )
    try:
        scene.prepare(studio)
        QGuiApplication.sendPostedEvents()
        return studio.window.grab().toImage()
    finally:
        studio.close()


def small(image: QImage) -> QImage:
    """Return a picture as it stands on a sheet."""
    return image.scaledToWidth(THUMB_W, Qt.TransformationMode.SmoothTransformation)


def sheet(pictures: Sequence[tuple[str, QImage]], title: str) -> QImage:
    """Return named small pictures side by side; all are as high as the first."""
    height = pictures[0][1].height() if pictures else 0
    rows = -(-len(pictures) // COLUMNS)
    cell_w, cell_h = THUMB_W + GAP, height + NAME_H + GAP
    image = QImage(COLUMNS * cell_w + GAP, rows * cell_h + 44, QImage.Format.Format_RGB32)
    image.fill(QColor("#2B3036"))
    painter = QPainter(image)
    painter.setPen(QColor("#FFFFFF"))
    font = QFont("Noto Sans")
    font.setPixelSize(22)
    painter.setFont(font)
    painter.drawText(QRect(GAP, 4, image.width(), 32), Qt.AlignmentFlag.AlignVCenter, title)
    font.setPixelSize(13)
    painter.setFont(font)
    for index, (name, shown) in enumerate(pictures):
        x = GAP + index % COLUMNS * cell_w
        y = 40 + index // COLUMNS * cell_h
        painter.drawImage(x, y, shown)
        place = QRect(x, y + height, THUMB_W, NAME_H)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
    painter.end()
    return image


def save_jpeg(image: QImage, path: Path) -> bool:
    """Write a sheet; False when it could not be written."""
    writer = QImageWriter(str(path))
    writer.setQuality(QUALITY)
    return bool(writer.write(image))


def colours_of(image: QImage) -> list[int]:
    """Return at most `COLOURS` colours for a picture: its fills exactly, the rest roughly."""
    found = array("I", bytes(image.convertToFormat(QImage.Format.Format_RGB32).constBits()))
    counted = Counter(found[::5])
    table = [colour for colour, _ in counted.most_common(FILLS)]
    rough: Counter[int] = Counter()
    for colour, count in counted.items():
        rough[colour & 0xFFF8F8F8 | 0xFF040404] += count
    taken = set(table)
    others = [colour for colour, _ in rough.most_common(COLOURS) if colour not in taken]
    return (table + others)[:COLOURS]


def save_reduced(image: QImage, path: Path) -> bool:
    """Write a full picture with 256 colours of its own; False when it could not be written."""
    reduced = image.convertToFormat(
        QImage.Format.Format_Indexed8, colours_of(image), Qt.ImageConversionFlag.ThresholdDither
    )
    return bool(reduced.save(str(path)))


def full_pictures() -> Iterator[tuple[Scene, str, str]]:
    """Yield the scenes in full size: scene, theme, file name."""
    for scene in SCENES:
        if scene.name in IN_FULL:
            for theme in scene.kept:
                yield scene, theme, f"{scene.name}-{SHORT_NAMES[theme]}.png"


def sheets() -> Iterator[tuple[str, str, str]]:
    """Yield the sheets: size, theme, file name."""
    for profile in SIZES:
        for theme in THEMES:
            yield profile, theme, f"all-{profile}-{SHORT_NAMES[theme]}.jpg"


def page(demo: Iterable[str]) -> str:
    """Return the text of ``docs/screens/README.md``; `demo` are pictures of the running demo."""
    lines = [
        "# All screens",
        "",
        f"Made by `make screenshots` from scripted data: {len(SCENES)} scenes, each at both sizes",
        "and in all three themes. No camera and no plate of anybody is in these pictures.",
        "",
        "| sheet | size | theme |",
        "|---|---|---|",
    ]
    for profile, theme, name in sheets():
        width, height = SIZES[profile]
        lines.append(f"| [{name}]({name}) | {width} x {height} | {WORDS[theme]} |")
    lines += ["", "In full size, 1280 x 800:", "", "| screen | pictures |", "|---|---|"]
    by_scene: dict[str, list[str]] = {}
    for scene, theme, name in full_pictures():
        by_scene.setdefault(scene.name, []).append(f"[{WORDS[theme]}]({name})")
    lines += [f"| {name} | {', '.join(links)} |" for name, links in by_scene.items()]
    shown = sorted(demo)
    if shown:
        lines += ["", "The running demo: " + ", ".join(f"[{one}]({one})" for one in shown) + "."]
    lines += ["", "On the sheets:", "", ", ".join(f"`{scene.name}`" for scene in SCENES) + ".", ""]
    return "\n".join(lines)


def write(out: Path, frames: Path | None = None) -> list[str]:
    """Write sheets, full pictures and their list; return the names that could not be written.

    Pictures of earlier runs that are no longer made are removed; those of the demo stay.
    """
    out.mkdir(parents=True, exist_ok=True)
    failed = []
    in_full = {(scene.name, theme): name for scene, theme, name in full_pictures()}
    made = set()
    for profile, theme, name in sheets():
        shown = []
        for scene in SCENES:
            image = picture(scene, profile, theme, frames)
            shown.append((scene.name, small(image)))
            full = in_full.get((scene.name, theme))
            if full is not None and profile == "compact":
                made.add(full)
                if not save_reduced(image, out / full):
                    failed.append(full)
        width, height = SIZES[profile]
        title = f"{WORDS[theme]}, {width} x {height}"
        made.add(name)
        if not save_jpeg(sheet(shown, title), out / name):
            failed.append(name)
    demo = [path.name for path in out.glob("demo-*.*")]
    for path in [*out.glob("*.png"), *out.glob("*.jpg")]:
        if path.name not in made and path.name not in demo:
            path.unlink()
    (out / "README.md").write_text(page(demo), encoding="utf-8")
    return failed
