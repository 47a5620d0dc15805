# SPDX-License-Identifier: AGPL-3.0-or-later
"""Guardhouse ALPR: everything that works without a screen."""

__version__ = "0.1.0"
