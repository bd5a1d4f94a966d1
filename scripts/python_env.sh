# shellcheck shell=bash
# The Python environments: one that runs Odoo, one with the linters.

VENV=$LOCAL/venv
PY=$VENV/bin/python
LINT_VENV=$LOCAL/venv-lint
UV_HOME=$LOCAL/uv

# The machine's certificates, which an older pip does not look at by itself.
SYSTEM_CERTIFICATES=/etc/ssl/certs/ca-certificates.crt
pip() {
    local certificates=${PIP_CERT:-}
    [ -n "$certificates" ] || [ ! -r "$SYSTEM_CERTIFICATES" ] || certificates=$SYSTEM_CERTIFICATES
    env ${certificates:+PIP_CERT="$certificates"} PIP_DISABLE_PIP_VERSION_CHECK=1 \
        "$UV_HOME/bin/pip" "$@" 9>&-
}

# shellcheck disable=SC2016
find_python() {
    local name
    for name in python3.13 python3.12 python3.11 python3; do
        if command -v "$name" >/dev/null &&
            "$name" -c 'import sys, ensurepip, venv
sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
            "$name" -c 'import sys; print(sys.executable)'
            return
        fi
    done
    return 1
}

need_python() { # sets PYTHON
    PYTHON=$(find_python) && return
    if is_root && command -v apt-get >/dev/null; then
        need_packages "Python with venv is" python3 python3-venv
        PYTHON=$(find_python) && return
    fi
    die "Python 3.11, 3.12 or 3.13 with venv is needed; here is $(python3 --version 2>&1 | head -1)." \
        "On Debian 12 or 13: sudo apt-get install python3 python3-venv"
}

# uv does not read pip's settings: hand over the index that this machine's pip uses.
uv() {
    local index=${UV_DEFAULT_INDEX:-${PIP_INDEX_URL:-}}
    [ -n "$index" ] || index=$("$UV_HOME/bin/pip" config get global.index-url 2>/dev/null || true)
    UV_CACHE_DIR=$CACHE/uv UV_NATIVE_TLS=1 UV_LINK_MODE=copy UV_NO_PROGRESS=1 \
        env ${index:+UV_DEFAULT_INDEX="$index"} "$UV_HOME/bin/uv" -q "$@" 9>&-
}

need_uv() {
    local want
    want=$(hash_of config/requirements-uv.txt)
    [ -x "$UV_HOME/bin/uv" ] && is_stamped uv "$want" && return
    rm -rf "$UV_HOME"
    "$PYTHON" -m venv "$UV_HOME" >"$LOCAL/log/pip.log" 2>&1 ||
        die "Python could not make an environment." "$(tail -2 "$LOCAL/log/pip.log")"
    pip install -q --no-deps --require-hashes -r config/requirements-uv.txt \
        >"$LOCAL/log/pip.log" 2>&1 ||
        die "the Python package 'uv' could not be installed (no network?)." \
            "$(sed -n '1p;$p' "$LOCAL/log/pip.log" | cut -c1-300)"
    stamp uv "$want"
}

# uv checks hashes when it downloads, not when it copies from its cache: compare what
# was installed with the packages' own lists of files, and fetch anew what differs.
install_packages() { # VENV LOG REQUIREMENTS...
    local venv=$1 log=$2 files=() file
    shift 2
    for file in "$@"; do files+=(-r "$file"); done
    uv venv --clear --python "$PYTHON" "$venv" >"$log" 2>&1 || {
        cat "$log" >&2
        return 1
    }
    local install=(pip install --python "$venv/bin/python" --no-deps --require-hashes)
    if ! uv "${install[@]}" "${files[@]}" >>"$log" 2>&1; then
        say "       uv could not install them; trying pip"
        pip --python "$venv/bin/python" install -q --no-deps --require-hashes \
            "${files[@]}" >>"$log" 2>&1 || return 1
    fi
    if ! "$venv/bin/python" scripts/check_installed.py >>"$log" 2>&1; then
        say "       the cached Python packages are damaged; fetching them again"
        uv cache clean >>"$log" 2>&1
        uv "${install[@]}" --reinstall --no-cache "${files[@]}" >>"$log" 2>&1 &&
            "$venv/bin/python" scripts/check_installed.py >>"$log" 2>&1
    fi
}

need_venv() { # the environment of Odoo; ODOO_PATH is where its package is
    local log=$LOCAL/log/python.log want
    need_python
    want=$({
        cat config/requirements.txt config/requirements-postgres.txt scripts/odoo_pointer.py
        echo "$VENV $ODOO_PATH" && "$PYTHON" --version
    } | sha256sum)
    [ -x "$PY" ] && is_stamped venv "$want" && return
    mkdir -p "$LOCAL/log"
    need_disk 900 "$LOCAL"
    step "Python packages (50 MB to fetch)"
    need_uv
    install_packages "$VENV" "$log" config/requirements.txt config/requirements-postgres.txt ||
        die "the Python packages could not be installed (no network?)." \
            "$(grep -v '^$' "$log" | tail -3)" "Log: $log"
    "$PY" scripts/odoo_pointer.py "$LOCAL/wheels" "$ODOO_PATH" >>"$log"
    uv pip install --python "$PY" --no-deps --reinstall --no-index \
        "$LOCAL/wheels/odoo-19.0-py3-none-any.whl" >>"$log" 2>&1 ||
        die "Odoo could not be made known to Python." "Log: $log"
    # Not "python -m odoo": with workers its websocket process could not start.
    printf 'import odoo.cli\n\nodoo.cli.main()\n' >"$VENV/bin/odoo-bin"
    stamp venv "$want"
}

need_lint_venv() {
    local log=$LOCAL/log/python-lint.log want
    need_python
    want=$({
        cat config/requirements-lint.txt && "$PYTHON" --version
        echo "$LINT_VENV"
    } | sha256sum)
    [ -x "$LINT_VENV/bin/ruff" ] && is_stamped venv-lint "$want" && return
    mkdir -p "$LOCAL/log"
    step "the linters (80 MB to fetch)"
    need_uv
    install_packages "$LINT_VENV" "$log" config/requirements-lint.txt ||
        die "the linters could not be installed (no network?)." \
            "$(grep -v '^$' "$log" | tail -3)" "Log: $log"
    stamp venv-lint "$want"
}
