# SPDX-License-Identifier: AGPL-3.0-or-later
"""Qt models over frozen rows."""
