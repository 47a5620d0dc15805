# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fonts, icons, style sheets, translations, the demo site."""
