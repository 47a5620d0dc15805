#!/bin/sh
# Compile the lock files anew: hashes, no index address, exactly one OpenCV (headless). Needs uv.
set -eu
cd "$(dirname "$0")/../.."
compile() {
    uv pip compile --quiet --universal --python-version 3.10 --generate-hashes --no-header --no-emit-index-url \
        --override packaging/requirements/overrides.txt pyproject.toml "$@"
}
compile --output-file packaging/requirements/runtime.txt
compile --extra dev --extra postgresql --output-file packaging/requirements/dev.txt
printf 'PySide6-Essentials==6.8.0.2\nshiboken6==6.8.0.2\n' |
    uv pip compile --quiet --universal --python-version 3.10 --generate-hashes --no-header --no-emit-index-url --no-deps \
        --no-annotate --output-file packaging/requirements/qt68.txt -
