# SPDX-License-Identifier: AGPL-3.0-or-later
"""Setting cameras up: find them, ask them for their streams, try a connection."""
