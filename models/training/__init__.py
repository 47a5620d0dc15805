# SPDX-License-Identifier: AGPL-3.0-or-later
"""How the weights are measured and made; nothing at run time imports this package."""
