# SPDX-License-Identifier: AGPL-3.0-or-later
"""Use cases over domain.ports."""
