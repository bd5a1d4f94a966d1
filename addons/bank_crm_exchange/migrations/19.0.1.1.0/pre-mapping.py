def migrate(cr, version):
    """A refused line of a mapping may be entered again: the old constraints counted it."""
    cr.execute(
        "ALTER TABLE bank_feed_column DROP CONSTRAINT IF EXISTS bank_feed_column_header_uniq;"
        "ALTER TABLE bank_feed_code DROP CONSTRAINT IF EXISTS bank_feed_code_word_uniq"
    )
