# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tokens, sizes, fonts, icons and the style sheet."""
