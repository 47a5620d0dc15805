# SPDX-License-Identifier: AGPL-3.0-or-later
"""`python -m alpr_kiosk`: the command line without a window."""

from __future__ import annotations

import sys

from alpr_kiosk.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
