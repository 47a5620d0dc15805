# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is true at a gate, in the standard library alone: no I/O, no threads, no own clock."""
