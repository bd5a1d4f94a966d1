# shellcheck shell=bash
# What every part of the front uses: words for the person at the terminal, stamps, checks.

STARTED=${BANKCRM_STARTED:-$(date +%s)}
export BANKCRM_STARTED=$STARTED
CHILD=

elapsed() { echo $(($(date +%s) - STARTED)); }
say() { printf '%s\n' "$*" >&2; }
step() { printf '[%3ss] %s\n' "$(elapsed)" "$*" >&2; }
die() {
    printf '\nbankcrm: %s\n' "$1" >&2
    shift
    for line in "$@"; do printf '  %s\n' "$line" >&2; done
    exit 1
}

hash_of() { cat "$@" | sha256sum | cut -d' ' -f1; }
is_stamped() { [ "$(cat "$LOCAL/stamps/$1" 2>/dev/null)" = "$2" ]; }
stamp() {
    mkdir -p "$LOCAL/stamps"
    echo "$2" >"$LOCAL/stamps/$1"
}

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
free_port() { # the first free port from $1 on
    local port=$1
    until port_is_free "$port"; do port=$((port + 1)); done
    echo "$port"
}

free_megabytes() { df -Pk "$1" | awk 'NR==2{print int($4/1024)}'; }
need_disk() { # MEGABYTES FOLDER
    local free
    free=$(free_megabytes "$2")
    [ "$free" -ge "$1" ] || die "only $free MB are free under $2; $1 MB are needed." \
        "Free some space, or put the folder elsewhere: BANKCRM_LOCAL=/other/folder ./bankcrm up"
}

is_root() { [ "$(id -u)" = 0 ]; }

# Install what is missing from the system's own packages, where we may.
# need_packages WHAT PACKAGE...
need_packages() {
    local what=$1 log=$LOCAL/log/apt.log
    shift
    if ! is_root || ! command -v apt-get >/dev/null; then
        die "$what needed." "On Debian: sudo apt-get install $*"
    fi
    step "$what needed: installing $*"
    mkdir -p "${log%/*}"
    export DEBIAN_FRONTEND=noninteractive
    { apt-get install -qy --no-install-recommends "$@" ||
        { apt-get update -q && apt-get install -qy --no-install-recommends "$@"; }; } \
        >"$log" 2>&1 9>&- || die "apt-get could not install $*" "$(tail -3 "$log")"
}

# Run a long command with its output in a log; on a terminal show that it is alive.
# run_logged LOG COMMAND...
run_logged() {
    local log=$1 since=$SECONDS rc=0
    shift
    mkdir -p "${log%/*}"
    "$@" >"$log" 2>&1 </dev/null 9>&- &
    CHILD=$!
    local told=0
    while kill -0 "$CHILD" 2>/dev/null; do
        sleep 0.3
        if [ -t 2 ]; then
            printf '\r       … %ss ' $((SECONDS - since)) >&2
        elif [ $((SECONDS - since - told)) -ge 60 ]; then
            told=$((SECONDS - since))
            say "       … ${told}s"
        fi
    done
    wait "$CHILD" || rc=$?
    CHILD=
    [ ! -t 2 ] || printf '\r             \r' >&2
    return $rc
}
stop_child() { [ -z "$CHILD" ] || kill "$CHILD" 2>/dev/null || true; }

# The lines of a log that say why it failed.
why() { grep -hE ' (ERROR|CRITICAL) |^[A-Za-z_.]*(Error|Exception|Warning)\b' "$1" | tail -4 || tail -3 "$1"; }

# One ./bankcrm at a time builds in this folder; others wait for it.
lock_build() {
    mkdir -p "$LOCAL"
    exec 9>"$LOCAL/lock"
    flock -n 9 && return
    step "another ./bankcrm is building in this folder; waiting for it"
    flock 9
}
unlock_build() { exec 9>&-; }
