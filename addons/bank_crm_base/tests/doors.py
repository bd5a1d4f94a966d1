from odoo.exceptions import AccessError, UserError


class DoorsMixin:
    """The doors through which a row is read: each is open to who may see it, else shut.

    For a test case of Odoo; the rows are given in the name of who tries the doors.
    """

    def _check_doors(self, record, is_open, names=("display_name",)):
        """Try every door to `record`; `names` are the fields that are read and exported."""
        Model = record.browse()
        domain = [("id", "in", record.ids)]
        self.assertTrue(record.ids, "there is nothing behind the door")
        if not Model.has_access("read"):
            for door in (Model.search, Model.search_read, Model.search_count):
                with self.assertRaises(AccessError):
                    door(domain)
            with self.assertRaises(AccessError):
                Model.formatted_read_group(domain, [], ["__count"])
            with self.assertRaises(AccessError):
                record.read(["id", *names])
            return
        self.assertEqual(bool(Model.search(domain)), is_open)
        self.assertEqual(bool(Model.search_read(domain, ["id"])), is_open)
        self.assertEqual(bool(Model.search_count(domain)), is_open)
        self.assertEqual(
            bool(Model.web_search_read(domain, {"id": {}})["records"]), is_open
        )
        groups = Model.formatted_read_group(domain, [], ["__count"])
        self.assertEqual(bool(groups[0]["__count"]), is_open)
        self.assertEqual(bool(Model.name_search("", domain)), is_open)
        record.invalidate_recordset()
        if is_open:
            record.read(["id", *names])
        else:
            with self.assertRaises(AccessError):
                record.read(list(names))
            with self.assertRaises(UserError):
                record.export_data(list(names))
