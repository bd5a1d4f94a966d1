from collections import Counter

from odoo import SUPERUSER_ID, api, fields, models, tools
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

EDITORS = "bank_crm_base.group_business_administrator"


class BankLibraryFolder(models.Model):
    """A folder of the bank's library: who reads what lies in it and below, and who keeps it.

    Each limit narrows: a folder is read by who may read all the folders above it. Who keeps
    a folder keeps those below it too.
    """

    _name = "bank.library.folder"
    _description = "Library Folder"
    _parent_store = True
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    parent_id = fields.Many2one(
        "bank.library.folder", "In the folder", index=True, ondelete="restrict"
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("bank.library.folder", "parent_id", "Folders in it")
    description = fields.Char("What lies here", translate=True)
    reader_role_ids = fields.Many2many(
        "bank.role", "bank_library_folder_reader_rel", "folder_id", "role_id",
        string="Read by", help="Nobody named: whoever reads the folder above.",
    )  # fmt: skip
    branch_ids = fields.Many2many(
        "bank.branch", "bank_library_folder_branch_rel", "folder_id", "branch_id",
        string="In these units and below",
        help="None named: in the whole bank, or as the folder above says.",
    )  # fmt: skip
    editor_role_ids = fields.Many2many(
        "bank.role", "bank_library_folder_editor_rel", "folder_id", "role_id",
        string="Kept by",
        help="Who puts files in and takes versions into force, here and below. The "
        "business administrator may everywhere.",
    )  # fmt: skip
    document_ids = fields.One2many("bank.library.document", "folder_id", "Documents")
    document_count = fields.Integer(compute="_compute_document_count")
    is_visible = fields.Boolean(compute="_compute_sight", search="_search_is_visible")
    may_edit = fields.Boolean(compute="_compute_sight", search="_search_may_edit")

    _name_uniq = models.UniqueIndex(
        "(coalesce(parent_id, 0), name) WHERE active",
        "There is a folder of this name here already.",
    )

    @api.depends("name", "parent_id", "parent_path")
    @api.depends_context("uid", "folder_short")
    def _compute_display_name(self):
        for folder in self:
            names, above = [folder.name or ""], folder.parent_id
            # Who reads a folder reads those above it: their names are no secret.
            while above and not self.env.context.get("folder_short"):
                names.insert(0, above.name)
                above = above.parent_id
            folder.display_name = " / ".join(names)

    def _compute_document_count(self):
        """Those that one may read, in the folder and in all below it."""
        groups = self.env["bank.library.document"]._read_group(
            [("folder_id", "child_of", self.ids)], ["folder_id"], ["__count"]
        )
        counts = Counter()
        for below, count in groups:
            for above in below.sudo().parent_path.split("/")[:-1]:
                counts[int(above)] += count
        for folder in self:
            folder.document_count = counts[folder.id]

    @api.depends("reader_role_ids", "branch_ids", "editor_role_ids", "parent_id")
    @api.depends_context("uid")
    def _compute_sight(self):
        seen, kept = self._ids_of_user()
        everything = self.env.uid == SUPERUSER_ID
        for folder in self:
            folder.is_visible = everything or folder.id in seen
            folder.may_edit = everything or folder.id in kept

    def _search_is_visible(self, operator, value):
        return self._sight_domain(0) if operator == "in" else NotImplemented

    def _search_may_edit(self, operator, value):
        return self._sight_domain(1) if operator == "in" else NotImplemented

    @api.model
    def _sight_domain(self, place):
        if self.env.uid == SUPERUSER_ID:
            return Domain.TRUE
        return Domain("id", "in", sorted(self._ids_of_user()[place]))

    @api.model
    def _ids_of_user(self):
        """Folders that the current user reads, and those that he keeps, today."""
        today = self.env["bank.business.day"]._today()
        return self._sight_of(self.env.uid, fields.Date.to_string(today))

    @api.model
    @tools.ormcache("user_id", "today")
    def _sight_of(self, user_id, today):
        user = self.env["res.users"].sudo().browse(user_id)
        if user.share:
            return frozenset(), frozenset()
        posts = (
            self.env["bank.post"]
            .sudo()
            .search([("user_id", "=", user_id), ("is_in_force", "=", True)])
        )
        roles = set(posts.role_id.ids)
        paths = [post.branch_id.parent_path or "" for post in posts]
        is_head_keeper = user.has_group(EDITORS)
        seen, kept = set(), set()
        # Folders above come first: their paths are the beginnings of those below.
        folders = self.sudo().with_context(active_test=False).search([])
        for folder in folders.sorted(lambda one: one.parent_path.count("/")):
            above = folder.parent_id.id
            keeps = (
                is_head_keeper
                or above in kept
                or bool(roles & set(folder.editor_role_ids.ids))
            )
            may_read = not folder.reader_role_ids or bool(
                roles & set(folder.reader_role_ids.ids)
            )
            in_place = not folder.branch_ids or any(
                path.startswith(branch.parent_path)
                for path in paths
                for branch in folder.branch_ids
            )
            reads = bool(posts) and may_read and in_place
            if (above in seen or not above) and (reads or keeps):
                seen.add(folder.id)
                if keeps:
                    kept.add(folder.id)
        return frozenset(seen), frozenset(kept)

    @api.constrains("parent_id")
    def _check_no_circle(self):
        if self._has_cycle():
            raise ValidationError(self.env._("A folder cannot lie in itself."))

    @api.model_create_multi
    def create(self, vals_list):
        folders = super().create(vals_list)
        self.env.registry.clear_cache()
        return folders

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        full = self.with_context(active_test=False)
        if full.sudo().document_ids or full.sudo().child_ids:
            raise ValidationError(
                self.env._("Something lies in this folder: archive it instead.")
            )

    def action_open_documents(self):
        """What lies here and in the folders under it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_client.bank_library_document_action"
        )
        return {
            **action,
            "name": self.name,
            "domain": [("folder_id", "child_of", self.id)],
            "context": {"default_folder_id": self.id},
        }

    def _check_may_edit(self):
        """Refuse whoever does not keep these folders."""
        if not self.env.su and any(not folder.may_edit for folder in self):
            raise AccessError(
                self.env._("Files are put here by those who keep the folder.")
            )
