#!/usr/bin/env bash
# Fetch a JavaScript library into an addon, minified as its authors publish it:
#   vendor_js.sh ADDON NAME VERSION FILE...
# FILE is FROM or FROM=TO inside the package. The package's integrity goes into
# static/lib/NAME-VERSION/INTEGRITY; where that file is there already, it must be the same.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
addon=$1 name=$2 version=$3
shift 3
target=$ROOT/addons/$addon/static/lib/${name##*/}-$version
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
packed=$(npm pack --silent "$name@$version")
integrity=sha512-$(openssl dgst -sha512 -binary "$packed" | base64 -w0)
published=$(npm view "$name@$version" dist.integrity)
[ "$integrity" = "$published" ] || {
    echo "$name@$version is not what the registry says it is." >&2
    exit 1
}
if [ -f "$target/INTEGRITY" ] && [ "$(cat "$target/INTEGRITY")" != "$integrity" ]; then
    echo "$name@$version is not the package that was committed." >&2
    exit 1
fi
tar xzf "$packed"
mkdir -p "$target"
for file in LICENSE "$@"; do
    from=${file%%=*} to=${file#*=}
    install -D -m 644 "package/$from" "$target/$to"
done
echo "$integrity" >"$target/INTEGRITY"
echo "$target"
