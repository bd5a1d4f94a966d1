#!/usr/bin/env bash
# Brings Odoo 19 Community from the Debian archive that this machine already uses into
# .local/odoo, without installing anything on the system and without root.
#   fetch_odoo.sh            the exact files of config/odoo-packages.lock, checked by SHA-256
#   fetch_odoo.sh --relock   read the archive's signed index and write the lock anew
# BANKCRM_DEBIAN_MIRROR  another Debian archive (the folder that holds dists/ and pool/)
# BANKCRM_DEB_KEYRING    the keyring that signs it
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
LOCAL=${BANKCRM_LOCAL:-$ROOT/.local}
CACHE=${BANKCRM_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/bankcrm}
. "$ROOT/scripts/lib.sh"

LOCK=$ROOT/config/odoo-packages.lock
APT=$LOCAL/apt
DEBS=$CACHE/debs
DEST=$LOCAL/odoo
LOG=$LOCAL/log/fetch.log
SERIES=19.0. # upstream versions accepted when the locked build has left the archive
KEYRING=${BANKCRM_DEB_KEYRING:-/usr/share/keyrings/debian-archive-keyring.gpg}
# The package, and the suite to look in: newer Font Awesome and Inconsolata lack the
# files that Odoo's pages link to.
PACKAGES='odoo-19 sid
libjs-jquery sid
libjs-jquery-form sid
libjs-underscore sid
fonts-roboto-unhinted sid
fonts-montserrat sid
fonts-inconsolata bookworm
fonts-ocr-b sid
fonts-glyphicons-halflings sid
fonts-font-awesome bookworm'

find_mirror() { # the main Debian archive in this machine's apt set-up
    if [ -n "${BANKCRM_DEBIAN_MIRROR:-}" ]; then
        printf '%s\n' "${BANKCRM_DEBIAN_MIRROR%/}"
        return
    fi
    # --print-uris needs neither root nor downloaded lists. Only plain releases count:
    # no security archive, no -updates, no other distribution.
    apt-get update --print-uris 2>/dev/null |
        sed -n "s#^'\([a-z+]*:.*\)/dists/\([a-z]*\)/main/binary-[a-z0-9]*/.*#\1 \2#p" |
        grep -vE -- '-security|/ubuntu' | awk 'NR==1{print $1}'
}

write_apt_config() { # an apt of our own; the machine's proxy settings stay in force
    mkdir -p "$APT/lists/partial" "$APT/cache/archives/partial" "$DEBS/partial"
    : >"$APT/empty"
    cat >"$APT/apt.conf" <<CONF
Dir::Etc::sourcelist "$APT/sources.list";
Dir::Etc::sourceparts "-";
Dir::Etc::preferences "$APT/empty";
Dir::Etc::preferencesparts "-";
Dir::State::Lists "$APT/lists";
Dir::State::status "$APT/empty";
Dir::Cache "$APT/cache";
Dir::Cache::pkgcache "pkgcache.bin";
Dir::Cache::srcpkgcache "srcpkgcache.bin";
Acquire::Languages "none";
Acquire::Retries "2";
Acquire::http::Timeout "30";
Acquire::https::Timeout "30";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
Acquire::Check-Valid-Until "true";
Acquire::AllowInsecureRepositories "false";
Acquire::AllowDowngradeToInsecureRepositories "false";
APT::Get::AllowUnauthenticated "false";
APT::Get::List-Cleanup "true";
APT::Sandbox::User "root";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Post-Invoke;
CONF
    local suite
    for suite in sid bookworm; do
        echo "deb [signed-by=$KEYRING] $MIRROR $suite main"
    done >"$APT/sources.list"
}

update_index() {
    [ -r "$KEYRING" ] || die "the keyring $KEYRING is missing." \
        "Install the package debian-archive-keyring."
    say "       reading the archive's signed index (about 20 MB)"
    apt-get -q -c "$APT/apt.conf" update >"$LOG.index" 2>&1 || {
        grep -E '^(W|E):' "$LOG.index" | head -3 >&2
        die "apt could not read, or did not trust, the archive's index." "Log: $LOG.index"
    }
    ! grep -qE '^(W|E): (Failed to fetch|Some index files)' "$LOG.index" ||
        die "apt could not read the archive's index (no network?)." "Log: $LOG.index"
}

lines_of_index() { # package version sha256 size path, newest in the index
    local package suite line
    while read -r package suite; do
        line=$(apt-cache -c "$APT/apt.conf" show "$package/$suite" 2>/dev/null |
            awk -v package="$package" '
                /^Version:/{version=$2} /^Filename:/{path=$2} /^Size:/{size=$2}
                /^SHA256:/{sum=$2} /^$/{exit}
                END{if (sum) print package, version, sum, size, path}')
        [ -n "$line" ] || die "the archive has no $package in $suite."
        echo "$line"
    done <<<"$PACKAGES"
}

is_good() { [ -f "$1" ] && [ "$(sha256sum <"$1" | cut -d' ' -f1)" = "$2" ]; }

get() { # package version sha256 size path
    local file=$DEBS/${5##*/}
    is_good "$file" "$3" && return
    if [ -f "$file" ]; then
        say "       $1 in the cache is damaged; fetching it again"
        rm -f "$file"
    fi
    say "       $1 $2 ($((($4 + 1048575) / 1048576)) MB)"
    # apt checks the sum before the file gets its name; a second ./bankcrm may have
    # the same cache, so each writes a name of its own
    if /usr/lib/apt/apt-helper -q -c "$APT/apt.conf" download-file "$MIRROR/$5" \
        "$file.$$" "SHA256:$3" >>"$LOG" 2>&1 && is_good "$file.$$" "$3"; then
        mv -f "$file.$$" "$file"
        return
    fi
    rm -f "$file.$$" "$file.$$.FAILED"
    return 1
}

lines() { grep -vE '^(#|$)' "$1"; }

get_all() { # every file of a lock; stops at the first that cannot be had
    local line
    while read -r line; do
        # shellcheck disable=SC2086 # the words of the line
        get $line || {
            MISSING=${line%% *}
            return 1
        }
    done < <(lines "$1")
}

replace_gone() { # the lock's files where they can still be had, else the index's
    local newest=$LOCAL/odoo-packages.newest used=$LOCAL/odoo-packages.used line
    update_index
    lines_of_index >"$newest"
    awk -v series="$SERIES" '$1=="odoo-19"{exit index($2,series)!=1}' "$newest" ||
        die "the archive's Odoo is no longer of the series $SERIES*."
    while read -r line; do
        # shellcheck disable=SC2086
        set -- $line
        if get "$@"; then
            echo "$line"
            continue
        fi
        if grep -q "^$1 $2 " "$newest" && ! grep -qF "$1 $2 $3 " "$newest"; then
            die "$1 $2 in the archive is not the file that the lock names." \
                "Same version, another SHA-256: do not go on before you know why."
        fi
        grep "^$1 " "$newest"
    done < <(lines "$LOCK") >"$used"
    get_all "$used" || die "could not fetch $MISSING." "Log: $LOG"
    diff <(lines "$LOCK" | cut -d' ' -f1,2) <(cut -d' ' -f1,2 "$used") >&2 || {
        [ "${CI:-}" != true ] || die "these builds differ from the locked ones." \
            "Try them by hand, then run scripts/fetch_odoo.sh --relock."
        say "WARNING: newer builds than the locked ones are in use (left: locked, right: used)"
    }
    USE=$used
}

unpack() {
    local new=$DEST.new site path target
    rm -rf "$new"
    mkdir -p "$new"
    while read -r _ _ _ _ path; do
        dpkg-deb -x "$DEBS/${path##*/}" "$new" ||
            die "could not unpack ${path##*/} (disk full?)."
    done < <(lines "$1")
    # The packages' absolute links point into the unpacked tree instead.
    find "$new" -type l -lname '/usr/*' | while IFS= read -r path; do
        target=$new$(readlink "$path")
        [ ! -e "$target" ] || ln -sfnr "$target" "$path"
    done
    site=$new/usr/lib/python3/dist-packages/odoo
    # Debian leaves this file out (its source is not free), and every browser tour stops
    # at the missing file. It only blurs the background of video calls.
    path=$site/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js
    [ -e "$path" ] || {
        mkdir -p "${path%/*}"
        echo '/* left out by Debian: no background blur in video calls */' >"$path"
    }
    [ -z "$(find "$site" -xtype l -print -quit)" ] ||
        say "WARNING: links that lead nowhere: $(find "$site" -xtype l | head -3)"
    lines "$1" | sha256sum >"$new/.lock"
    rm -rf "$DEST"
    mv "$new" "$DEST"
}

is_unpacked() { [ "$(cat "$DEST/.lock" 2>/dev/null)" = "$(lines "$LOCK" | sha256sum)" ]; }

[ "${1:-}" = --relock ] || ! is_unpacked || exit 0
for tool in apt-get dpkg-deb sha256sum /usr/lib/apt/apt-helper; do
    command -v "$tool" >/dev/null || die "$tool is missing." \
        "Odoo comes from Debian's package, so this needs Debian (or a system made from it)." \
        "Elsewhere, use a checkout of Odoo 19: BANKCRM_ODOO_SOURCE=/path ./bankcrm up"
done
mkdir -p "$LOCAL/log" "$DEBS"
: >"$LOG"
MIRROR=$(find_mirror || true)
MIRROR=${MIRROR%/}
[ -n "$MIRROR" ] || die "apt on this machine knows no Debian archive." \
    "Name one: BANKCRM_DEBIAN_MIRROR=... (the folder that holds dists/ and pool/)"
write_apt_config
if [ "${1:-}" = --relock ]; then
    update_index
    lines_of_index >"$LOCK.new"
    {
        echo "# package version sha256 size path (written by scripts/fetch_odoo.sh --relock)"
        cat "$LOCK.new"
    } >"$LOCK"
    rm "$LOCK.new"
    exit
fi
USE=$LOCK
MISSING=
step "Odoo 19 from the Debian archive (127 MB to fetch, 1.3 GB unpacked)"
get_all "$LOCK" || {
    say "       could not fetch $MISSING as locked; asking the archive's index"
    replace_gone
}
unpack "$USE"
# A replaced build is as good as the locked one until the lock changes.
lines "$LOCK" | sha256sum >"$DEST/.lock"
