# SPDX-License-Identifier: AGPL-3.0-or-later
"""SQLite or PostgreSQL through SQLAlchemy, evidence files, the audit chain."""
