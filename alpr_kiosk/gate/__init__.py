# SPDX-License-Identifier: AGPL-3.0-or-later
"""Relays and the controller that executes the gate's state machine; no Qt, no vision, no SQL."""
