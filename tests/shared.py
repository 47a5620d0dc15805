# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where the shared photographs, clip and weights are, when they are here."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("ALPR_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def shared_path(*parts: str) -> Path:
    """Return the path, or skip the calling test with a reason (fail where it must be there)."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        if os.environ.get("ALPR_REQUIRE_SHARED"):
            pytest.fail(f"{path} is missing, but ALPR_REQUIRE_SHARED is set")
        pytest.skip(f"{path} is not here")
    return path
