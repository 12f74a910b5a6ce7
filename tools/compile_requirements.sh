#!/usr/bin/env bash
# Writes the locks in requirements/ from pyproject.toml: versions and hashes for every platform, no addresses.
set -euo pipefail
cd "$(dirname "$0")/.."
lock() {
    local name=$1
    shift
    .venv/bin/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --no-emit-index-url \
        --python-version 3.11 "$@" pyproject.toml -o "requirements/$name.txt"
}
lock client --extra client
lock server --extra server
lock dev --extra client --extra server --extra dev
