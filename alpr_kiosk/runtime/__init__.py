# SPDX-License-Identifier: AGPL-3.0-or-later
"""Threads and wiring: the only Qt outside ui, QtCore only."""
