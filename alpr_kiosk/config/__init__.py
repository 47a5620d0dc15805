# SPDX-License-Identifier: AGPL-3.0-or-later
"""The site file: schema, loading with all errors at once, paths, secrets."""
