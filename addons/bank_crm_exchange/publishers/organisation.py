from odoo import api, models
from odoo.tools import SQL


class BankFeedPublishRecords(models.AbstractModel):
    """Layouts of a few rows go through the ORM, so that all its rules hold."""

    _name = "bank.feed.publish.records"
    _inherit = ["bank.feed.publish"]
    _description = "Publishing of Records"

    @api.model
    def _publish_rows(self, run, rows):
        run.env.cr.execute(SQL("SELECT * FROM %s ORDER BY line", rows))
        names = [column.name for column in run.env.cr.description]
        records = [dict(zip(names, row, strict=True)) for row in run.env.cr.fetchall()]
        self._publish_records(run.sudo(), records)
        self.env.flush_all()

    @api.model
    def _publish_records(self, run, rows):
        raise NotImplementedError

    @api.model
    def _given(self, row, names):
        """Field values of a row: delivered ones and cleared ones, nothing else.

        `names`: column -> field.
        """
        cleared = row["cleared"] or ()
        values = {
            field: row[column]
            for column, field in names.items()
            if row[column] is not None
        }
        return values | {
            field: False for column, field in names.items() if column in cleared
        }

    @api.model
    def _put(self, run, model, record, values, defaults=None):
        """Create or write what differs, and count it."""
        if not record:
            run.new_count += 1
            return self.env[model].sudo().create({**(defaults or {}), **values})
        changed = {
            name: value
            for name, value in values.items()
            if (record._fields[name].convert_to_write(record[name], record) or False)
            != (self._comparable(record, name, value) or False)
        }
        if changed:
            record.write(changed)
            run.corrected_count += 1
        return record

    @api.model
    def _comparable(self, record, name, value):
        field = record._fields[name]
        cached = field.convert_to_cache(value, record, validate=False)
        return field.convert_to_write(field.convert_to_record(cached, record), record)


class BankFeedPublishBranches(models.AbstractModel):
    """Branches, the higher ones first."""

    _name = "bank.feed.publish.branches"
    _inherit = ["bank.feed.publish.records"]
    _description = "Publishing of Branches"

    @api.model
    def _publish_ranges(self, run, deadline):
        self._publish_rows(run, SQL("%s t", SQL.identifier(run._table_name("typed"))))
        return False

    @api.model
    def _publish_records(self, run, rows):
        Branch = self.env["bank.branch"].sudo().with_context(active_test=False)
        known = {branch.code: branch for branch in Branch.search([])}
        waiting = rows
        while waiting:
            ready = [
                row
                for row in waiting
                if not row["parent_id"] or row["parent_id"] in known
            ]
            if not ready:
                ready = waiting  # a parent that never comes: the branch stands alone
            for row in ready:
                values = self._given(
                    row,
                    {
                        "name": "name",
                        "kind": "kind",
                        "street": "street",
                        "city": "city",
                        "phone": "phone",
                        "opened": "opened_date",
                        "closed": "closed_date",
                    },
                )
                parent = known.get(row["parent_id"])
                if parent:
                    values["parent_id"] = parent.id
                code = row["branch_id"]
                known[code] = self._put(
                    run, "bank.branch", known.get(code), values, {"code": code}
                )
            waiting = [row for row in waiting if row not in ready]


class BankFeedPublishStaff(models.AbstractModel):
    """People of the bank and their posts; a sign-in without a password."""

    _name = "bank.feed.publish.staff"
    _inherit = ["bank.feed.publish.records"]
    _description = "Publishing of Staff"

    @api.model
    def _publish_records(self, run, rows):
        Users = (
            self.env["res.users"]
            .sudo()
            .with_context(
                active_test=False, no_reset_password=True, tracking_disable=True
            )
        )
        Post = self.env["bank.post"].sudo()
        numbers = [row["staff_id"] for row in rows]
        logins = [row["login"] for row in rows]
        found = Users.search(
            ["|", ("staff_number", "in", numbers), ("login", "in", logins)]
        )
        by_number = {user.staff_number: user for user in found if user.staff_number}
        by_login = {user.login: user for user in found}
        for row in rows:
            user = by_number.get(row["staff_id"]) or by_login.get(row["login"])
            values = self._given(
                row, {"name": "name", "email": "email", "phone": "phone"}
            )
            if not user:
                user = Users.create(
                    {
                        **values,
                        "login": row["login"],
                        "staff_number": row["staff_id"],
                        "group_ids": [(6, 0, self.env.ref("base.group_user").ids)],
                    }
                )
            else:
                values["staff_number"] = row["staff_id"]
                changed = {
                    k: v
                    for k, v in values.items()
                    if (user[k] or False) != (v or False)
                }
                if changed:
                    user.write(changed)
            by_number[row["staff_id"]] = by_login[row["login"]] = user
            self._put_post(run, Post, user, row)

    @api.model
    def _put_post(self, run, Post, user, row):
        post = Post.search(
            [
                ("user_id", "=", user.id),
                ("branch_id", "=", row["branch_id"]),
                ("role_id", "=", row["role"]),
                ("date_from", "=", row["date_from"]),
            ],
            limit=1,
        )
        values = self._given(row, {"date_to": "date_to"})
        identity = {
            "user_id": user.id,
            "branch_id": row["branch_id"],
            "role_id": row["role"],
            "date_from": row["date_from"],
        }
        self._put(run, "bank.post", post, values, identity)


class BankFeedPublishProducts(models.AbstractModel):
    """Products of the bank's list."""

    _name = "bank.feed.publish.products"
    _inherit = ["bank.feed.publish.records"]
    _description = "Publishing of Products"

    @api.model
    def _publish_records(self, run, rows):
        Product = self.env["bank.product"].sudo().with_context(active_test=False)
        known = {product.code: product for product in Product.search([])}
        for row in rows:
            values = self._given(
                row,
                {
                    "name": "name",
                    "family": "family_id",
                    "kind": "kind",
                    "currency": "currency_id",
                    "annual_rate": "annual_rate",
                    "for_person": "is_for_person",
                    "for_company": "is_for_company",
                    "date_from": "date_from",
                    "date_to": "date_to",
                },
            )
            if "annual_rate" in values:
                values["annual_rate"] = float(values["annual_rate"] or 0)
            code = row["product_id"]
            known[code] = self._put(
                run, "bank.product", known.get(code), values, {"code": code}
            )
