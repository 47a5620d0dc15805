# SPDX-License-Identifier: AGPL-3.0-or-later
"""One module per version of the tables, oldest first."""
