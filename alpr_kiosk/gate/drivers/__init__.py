# SPDX-License-Identifier: AGPL-3.0-or-later
"""Relay drivers, one module a family."""
