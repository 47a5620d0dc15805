# SPDX-License-Identifier: AGPL-3.0-or-later
"""From frames to plate reads: numpy, OpenCV, an inference engine; no Qt, no SQL, no threads."""
