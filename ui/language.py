# SPDX-License-Identifier: AGPL-3.0-or-later
"""Languages of the screen: Qt Linguist's files, switched while the program runs.

English stands in the source. `resources/translations/alpr_XX.qm` is made of `alpr_XX.ts` by
``python -m resources.translations.update``; docs/languages.md says how to add one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from ui.theme.look import RESOURCES

FOLDER = RESOURCES / "translations"
SOURCE = "en"
"""The language of the source; it is always there."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Language:
    """A language on offer.

    Attributes:
        code: Such as ``de`` or ``pt_BR``.
        name: Its own name for itself.
        right_to_left: How it is written.
        files: What is installed for it, in this order.
        made: Translators that are no files (tests).
    """

    code: str
    name: str
    right_to_left: bool = False
    files: tuple[Path, ...] = ()
    made: tuple[QTranslator, ...] = field(default=())


def found_in(folder: Path = FOLDER) -> tuple[Language, ...]:
    """Return English and the languages that a folder has translations of, English first."""
    codes = sorted(path.stem.removeprefix("alpr_") for path in folder.glob("alpr_*.qm"))
    own = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    found = [Language(code=SOURCE, name="English")]
    for code in codes:
        if code == SOURCE:
            continue
        locale = QLocale(code)
        name = locale.nativeLanguageName()
        found.append(
            Language(
                code=code,
                name=name[:1].upper() + name[1:] or code,
                right_to_left=locale.textDirection() is Qt.LayoutDirection.RightToLeft,
                files=(own / f"qtbase_{code}.qm", folder / f"alpr_{code}.qm"),
            )
        )
    return tuple(found)


class Speaker:
    """Has the application speak one of its languages; the last that spoke counts."""

    _installed: ClassVar[list[QTranslator]] = []

    def __init__(self, languages: Iterable[Language] | None = None) -> None:
        known = found_in() if languages is None else tuple(languages)
        self._languages = {language.code: language for language in known}
        self._code = SOURCE

    @property
    def languages(self) -> tuple[Language, ...]:
        """All on offer."""
        return tuple(self._languages.values())

    @property
    def code(self) -> str:
        """The language that is spoken."""
        return self._code

    def has(self, code: str) -> bool:
        """Whether there is such a language."""
        return code in self._languages

    def speak(self, code: str) -> str:
        """Speak a language from now on; return which, English where there is no such.

        Widgets that have their texts keep them: the window makes them anew.

        Raises:
            TypeError: There is no application yet (a mistake in the program).
        """
        language = self._languages.get(code) or self._languages[SOURCE]
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise TypeError("languages are spoken by an application with a screen")
        for old in Speaker._installed:
            app.removeTranslator(old)
            if old.parent() is app:
                old.deleteLater()
        Speaker._installed = installed = list[QTranslator]()
        for path in language.files:
            translator = QTranslator(app)
            if translator.load(str(path)):
                installed.append(translator)
        installed += language.made
        for translator in installed:
            app.installTranslator(translator)
        QLocale.setDefault(QLocale(language.code))
        app.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft
            if language.right_to_left
            else Qt.LayoutDirection.LeftToRight
        )
        self._code = language.code
        return language.code
