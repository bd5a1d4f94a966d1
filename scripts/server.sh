# shellcheck shell=bash
# The servers: one per bank, each known by a file with its process id.

is_ours() { # PID: alive, and an Odoo of this checkout (ids are used again)
    [ -n "$1" ] && tr '\0' ' ' <"/proc/$1/cmdline" 2>/dev/null | grep -qF "$LOCAL/"
}
server_runs() { is_ours "$(cat "$RUN/$1.pid" 2>/dev/null || true)"; }

is_healthy() { # PORT
    (
        exec 3<>"/dev/tcp/127.0.0.1/$1"
        printf 'GET /web/health HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
        grep -q '"pass"' <&3
    ) 2>/dev/null
}

start_server() { # DATABASE
    local db=$1 log=$LOCAL/log/server-$1.log since=$SECONDS pid
    mkdir -p "$RUN"
    step "starting the server"
    # a session of its own: Ctrl-C in the terminal is ours to handle
    setsid "${ODOO[@]}" -c "$CONF" -d "$db" --http-port "$PORT" \
        --gevent-port "$((PORT + 1))" >"$log" 2>&1 </dev/null 9>&- &
    pid=$!
    echo "$pid" >"$RUN/$db.pid"
    echo "http://localhost:$PORT" >"$RUN/$db.address"
    until is_healthy "$PORT"; do
        kill -0 "$pid" 2>/dev/null || die "the server ended." "$(why "$log")" "Log: $log"
        [ $((SECONDS - since)) -lt 180 ] || {
            stop_server "$db"
            die "the server does not answer." "Log: $log"
        }
        sleep 0.3
    done
}

follow_server() { # stay until Ctrl-C, showing what goes wrong
    local db=$1 pid log=$LOCAL/log/server-$1.log
    pid=$(cat "$RUN/$db.pid")
    say "Ctrl-C stops it. Log: $log (warnings and errors are shown here)"
    trap 'trap "" INT TERM; stop_server "$DB"; exit 130' INT TERM
    tail -n 0 -F --pid="$pid" "$log" 2>/dev/null |
        grep --line-buffered -E ' (WARNING|ERROR|CRITICAL) |^Traceback' || true
    ! server_runs "$db" || stop_server "$db"
    die "the server ended." "Log: $log"
}

stop_server() { # DATABASE
    local pid waited=0
    pid=$(cat "$RUN/$1.pid" 2>/dev/null || true)
    rm -f "$RUN/$1.pid" "$RUN/$1.address"
    is_ours "$pid" || return 0
    kill "$pid" 2>/dev/null
    while is_ours "$pid"; do
        sleep 0.2
        waited=$((waited + 1))
        [ $waited -lt 150 ] || kill -9 "$pid"
    done
}
stop_servers() {
    local file
    for file in "$RUN"/*.pid; do
        [ ! -f "$file" ] || stop_server "$(basename "$file" .pid)"
    done
}

print_address() {
    local file=$STATE/$DB.sign-ins
    step "ready: $(cat "$RUN/$DB.address")"
    if [ -s "$file" ]; then
        "$PY" scripts/sign_ins.py "$file"
    else
        say "       sign in as admin with the password admin"
    fi
}
