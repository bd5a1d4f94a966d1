# shellcheck shell=bash
# Databases: made under another name and renamed when whole, so an aborted one is never used.
#   base_<sum>   the addons, without the demo bank
#   test_<sum>   base, the small demo bank, the web client's files
#   bankcrm      base, the full demo bank

DATA=$LOCAL/data
STATE=$LOCAL/state
CONF=$LOCAL/odoo.conf

our_modules() { # every addon of ours that can be installed
    local manifest
    for manifest in addons/*/__manifest__.py; do
        [ -f "$manifest" ] || continue
        manifest=${manifest%/*}
        echo "${manifest##*/}"
    done
}
modules() { # what to install
    if [ -n "${BANKCRM_MODULES:-}" ]; then
        echo "$BANKCRM_MODULES"
    elif [ -f addons/bank_crm/__manifest__.py ]; then
        echo bank_crm
    else
        our_modules | paste -sd, | grep . || echo contacts
    fi
}
module_sum() { # tests and pictures of an addon do not change what is installed
    find "addons/$1" -type f ! -path '*/tests/*' ! -path '*/__pycache__/*' ! -name '*.md' \
        -print0 | sort -z | xargs -0r sha256sum | sha256sum | cut -c1-16
}
module_sums() {
    local module
    for module in $(our_modules); do echo "$module $(module_sum "$module")"; done
}
addons_sum() {
    {
        cat config/requirements.txt config/odoo-packages.lock
        echo "$(modules) $ODOO_PATH"
        module_sums
    } | sha256sum | cut -c1-10
}

write_conf() {
    local site path
    site=$("$PY" -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])')
    path=$ODOO_PATH/odoo/addons,$site/odoo/addons
    [ ! -d "$ODOO_PATH/addons" ] || path=$ODOO_PATH/addons,$path
    mkdir -p "$ROOT/addons" "$DATA" "$STATE"
    ADDONS_PATH=$path,$ROOT/addons
    sed -e "s#@ADDONS_PATH@#$ADDONS_PATH#; s#@DATA@#$DATA#; s#@PG_HOST@#$PGHOST#" \
        -e "s#@PG_PORT@#$PGPORT#; s#@PORT@#$PORT#; s#@GEVENT_PORT@#$((PORT + 1))#" \
        config/odoo.dev.conf.in >"$CONF.$$"
    mv "$CONF.$$" "$CONF"
    ODOO=("$PY" "$VENV/bin/odoo-bin")
    # Commands of addons are found only when the path of the addons comes first.
    ODOO_COMMAND=("${ODOO[@]}" "--addons-path=$ADDONS_PATH")
}

has_command() { ls addons/*/cli/"$1".py >/dev/null 2>&1; }

need_base() { # sets BASE
    BASE=base_$(addons_sum)
    ! has_db "$BASE" || return 0
    need_disk 1000 "$LOCAL"
    local log=$LOCAL/log/install-${BASE#base_}.log
    step "installing $(modules) (1 to 3 minutes, once per change of the addons)"
    drop_db "${BASE}_new"
    rm -f "$LOCAL"/log/install-*.log
    run_logged "$log" "${ODOO[@]}" -c "$CONF" -d "${BASE}_new" -i "$(modules)" \
        --stop-after-init --no-http --max-cron-threads=0 ||
        die "the addons could not be installed." "$(why "$log")" "Log: $log"
    drop_stale base_
    rename_db "${BASE}_new" "$BASE"
}

# The clock of the tests' bank: its last bank day is 20 November, the day they speak of.
TEST_CLOCK=2026-11-22

need_template() { # sets TEMPLATE and, for those who begin with an empty bank, BASE
    TEMPLATE=test_$(addons_sum)
    need_base
    ! has_db "$TEMPLATE" || return 0
    clone_db "$BASE" "${TEMPLATE}_new"
    load_bank "${TEMPLATE}_new" --size small --today "$TEST_CLOCK"
    step "building the web client's files (1 minute, once per change of the addons)"
    echo "env['ir.qweb']._pregenerate_assets_bundles(); env.cr.commit()" >"$LOCAL/assets.py"
    # shellcheck disable=SC2016
    run_logged "$LOCAL/log/assets.log" bash -c '"$@" <"$0"' "$LOCAL/assets.py" \
        "${ODOO[@]}" shell -c "$CONF" -d "${TEMPLATE}_new" --no-http ||
        die "the web client's files could not be built." "$(why "$LOCAL/log/assets.log")" \
            "Log: $LOCAL/log/assets.log"
    drop_stale test_
    module_sums >"$STATE/$TEMPLATE.modules"
    rename_db "${TEMPLATE}_new" "$TEMPLATE"
}

drop_stale() { # keep the newest of a kind: a switch of branches comes back soon
    local name
    for name in $(sql "SELECT datname FROM pg_database WHERE datname ~ '^$1[0-9a-f]{10}\$'
        ORDER BY oid DESC OFFSET 1"); do
        drop_db "$name"
    done
}

load_bank() { # DATABASE ARGUMENTS OF bank_demo...
    local db=$1 name=${1%_new} log
    log=$LOCAL/log/bank-$name.log
    shift
    if ! has_command bank_demo; then
        say "       the addons bring no demo bank yet: $name stays empty"
        return
    fi
    step "the demo bank: $*"
    run_logged "$log" "${ODOO_COMMAND[@]}" bank_demo -c "$CONF" -d "$db" \
        --sign-ins "$STATE/$name.sign-ins" "$@" ||
        die "the demo bank could not be loaded." "$(why "$log")" "Log: $log"
}

need_bank() { # DATABASE ARGUMENTS OF bank_demo...
    local db=$1
    shift
    if has_db "$db"; then
        update_bank "$db"
        return
    fi
    need_base
    clone_db "$BASE" "${db}_new"
    load_bank "${db}_new" "$@"
    module_sums >"$STATE/$db.modules"
    rename_db "${db}_new" "$db"
}

changed_modules() { # DATABASE: addons that differ from what it was made of
    touch "$STATE/$1.modules"
    module_sums | { grep -vxFf "$STATE/$1.modules" || true; } | cut -d' ' -f1 | paste -sd,
}

update_bank() { # DATABASE: changed addons into an existing database
    local db=$1 changed log=$LOCAL/log/update-$1.log
    changed=$(changed_modules "$db")
    [ -n "$changed" ] || return 0
    step "addons changed since $db was made: updating $changed"
    run_logged "$log" "${ODOO[@]}" -c "$CONF" -d "$db" -u "$changed" -i "$(modules)" \
        --stop-after-init --no-http --max-cron-threads=0 ||
        die "the changed addons could not be put into $db." "$(why "$log")" "Log: $log" \
            "To start anew: ./bankcrm reset"
    module_sums >"$STATE/$db.modules"
}
newest_template() {
    sql "SELECT datname FROM pg_database WHERE datname ~ '^test_[0-9a-f]{10}\$'
        ORDER BY oid DESC LIMIT 1"
}
