# SPDX-License-Identifier: AGPL-3.0-or-later
"""Messages that several parts speak: SOAP as ONVIF uses it, and XML from the network.

Texts in and out only; sockets and their errors belong to the parts that use it.
"""
