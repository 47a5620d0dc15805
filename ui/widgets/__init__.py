# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reusable parts of screens."""
