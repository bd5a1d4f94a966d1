# shellcheck shell=bash
# A bank in one file: a tar with the database, its files, and the sums of both.

OLD_SUFFIX=_replaced

work_folder() { # on the filestore's disk, so that its files can be linked
    WORK=$LOCAL/backup.$$
    rm -rf "$WORK"
    mkdir -p "$WORK"
    trap 'rm -rf "$WORK"; stop_child' EXIT
}

# Files that the database names and the filestore lacks.
missing_files() { # DATABASE FOLDER
    sql "SELECT DISTINCT store_fname FROM ir_attachment WHERE store_fname IS NOT NULL" "$1" |
        while IFS= read -r name; do [ -f "$2/$name" ] || echo "$name"; done
}

backup() {
    local file
    need_existing_bank
    file=$(absolute "${1:-$DB-$(date +%Y%m%d-%H%M%S).tar}")
    [ -d "$(dirname "$file")" ] && [ -w "$(dirname "$file")" ] ||
        die "$(dirname "$file") cannot be written to."
    work_folder
    step "the database"
    # Files are only ever added, so those of the dump are there when it is done.
    run_logged "$LOCAL/log/backup.log" pg_dump -Fc -d "$DB" -f "$WORK/database.dump" ||
        die "the database could not be written out." "$(tail -3 "$LOCAL/log/backup.log")"
    step "its files"
    mkdir -p "$WORK/filestore"
    [ ! -d "$DATA/filestore/$DB" ] || cp -al "$DATA/filestore/$DB/." "$WORK/filestore"
    cp "$STATE/$DB.modules" "$WORK/modules" 2>/dev/null || : >"$WORK/modules"
    cp "$STATE/$DB.sign-ins" "$WORK/sign-ins" 2>/dev/null || : >"$WORK/sign-ins"
    (cd "$WORK" && find . -type f -print0 | sort -z | xargs -0 sha256sum) >"$WORK.sums"
    mv "$WORK.sums" "$WORK/SHA256SUMS"
    tar -C "$WORK" -cf "$file.part" . || die "$file could not be written (disk full?)."
    mv "$file.part" "$file"
    step "done: $file ($(du -h "$file" | cut -f1))"
}

restore() {
    local file missing
    [ -n "${1:-}" ] || die "which file?" "./bankcrm restore FILE"
    file=$(absolute "$1")
    [ -f "$file" ] || die "there is no file $file."
    need_all
    ! server_runs "$DB" || die "the bank is running." "First: ./bankcrm stop"
    work_folder
    step "checking $file"
    tar -C "$WORK" -xf "$file" 2>/dev/null && [ -s "$WORK/SHA256SUMS" ] ||
        die "$file is no backup of Bank CRM, or is cut off."
    (cd "$WORK" && sha256sum --check --quiet --strict SHA256SUMS) >"$LOCAL/log/restore.log" 2>&1 ||
        die "$file is damaged; nothing was changed." "$(head -3 "$LOCAL/log/restore.log")"
    step "the database"
    drop_db "${DB}_new"
    createdb -T template0 -E UTF8 --lc-collate=C "${DB}_new"
    run_logged "$LOCAL/log/restore.log" pg_restore --exit-on-error --no-owner -j 2 \
        -d "${DB}_new" "$WORK/database.dump" ||
        die "the database could not be read back." "$(tail -3 "$LOCAL/log/restore.log")"
    mkdir -p "$DATA/filestore"
    mv "$WORK/filestore" "$DATA/filestore/${DB}_new"
    missing=$(missing_files "${DB}_new" "$DATA/filestore/${DB}_new")
    [ -z "$missing" ] || say "WARNING: files were missing when the backup was made: $(echo "$missing" | wc -l)"
    sql ANALYZE "${DB}_new"
    if has_db "$DB"; then
        step "the bank as it was is kept as $DB$OLD_SUFFIX"
        rename_db "$DB" "$DB$OLD_SUFFIX"
    fi
    rename_db "${DB}_new" "$DB"
    cp "$WORK/modules" "$STATE/$DB.modules"
    [ ! -s "$WORK/sign-ins" ] || cp "$WORK/sign-ins" "$STATE/$DB.sign-ins"
    step "done: $DB is as it was in $file"
}
