# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sounds and what makes them."""
