#!/usr/bin/env bash
# Compile the lists of pinned Python packages anew: config/requirements*.in -> .txt
#   relock.sh [--upgrade]     with --upgrade to the newest versions allowed
# Run it after a change of an .in file; then ./bankcrm test.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"
LOCAL=${BANKCRM_LOCAL:-$ROOT/.local}
CACHE=${BANKCRM_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/bankcrm}
for part in lib python_env; do
    # shellcheck source=/dev/null
    . "scripts/$part.sh"
done

compile() { # NAME OPTIONS...
    local name=$1
    shift
    uv pip compile --universal --python-version 3.11 --generate-hashes --no-header \
        --no-annotate --no-emit-find-links "$@" "config/$name.in" -o "config/$name.txt" >/dev/null
    say "config/$name.txt: $(grep -c '==' "config/$name.txt") packages"
}

mkdir -p "$LOCAL/log" "$CACHE"
need_python
need_uv
"$PYTHON" scripts/odoo_pointer.py "$LOCAL/wheels" "$LOCAL/odoo/usr/lib/python3/dist-packages" >/dev/null
odoo=(--find-links "$LOCAL/wheels" --no-emit-package odoo)
compile requirements "${odoo[@]}" -c config/constraints.txt "$@"
# The image has these as Odoo's own packages.
in_image=()
for package in jinja2 markupsafe lxml requests urllib3 certifi idna charset-normalizer pillow setuptools cffi pycparser; do
    in_image+=(--no-emit-package "$package")
done
sed 's/ *\\$//; /^ *--hash/d' config/requirements.txt >"$LOCAL/pins.txt"
compile requirements-image "${odoo[@]}" "${in_image[@]}" -c "$LOCAL/pins.txt" "$@"
compile requirements-postgres --no-deps "$@"
compile requirements-lint "$@"
compile requirements-uv "$@"
