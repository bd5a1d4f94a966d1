def migrate(cr, version):
    """A refused post may be entered again: the old constraint counted it."""
    cr.execute(
        "ALTER TABLE bank_post DROP CONSTRAINT IF EXISTS bank_post_identity_uniq"
    )
