from datetime import datetime, time, timedelta

from odoo import api, models
from odoo.fields import Command

DEADLINE_HOUR = time(15)
# (name, (days from today or None, priority, which of the people, words) ...)
PROJECTS = (
    (
        "Open an outlet at the station",
        (
            (-4, "2", 0, "Agree the rent with the owner of the building"),
            (0, "1", 1, "List the equipment of the cash desk"),
            (2, "0", 0, "Choose who will work there"),
            (9, "3", 1, "Ask the central bank to register the outlet"),
            (None, "0", 0, "Think of a name for the outlet"),
        ),
    ),
    (
        "Launch of the youth card",
        (
            (-1, "3", 1, "Check the tariff with the lawyers"),
            (1, "0", 0, "Brief the tellers"),
            (6, "1", 1, "Order posters for the branches"),
        ),
    ),
)


class BankDemo(models.AbstractModel):
    """Two projects in the demonstration bank, on which its people are busy."""

    _inherit = "bank.demo"

    @api.model
    def _live_a_month(self):  # pylint: disable=missing-return
        super()._live_a_month()
        self._live_projects()

    @api.model
    def _live_projects(self):
        head = self._employee("branch_head")
        people = [user for user, _role in self._sellers()][:2]
        if not head or not people:
            return
        today = self.env["bank.business.day"]._today()
        Project = self.env["project.project"].with_user(head).sudo()
        for name, tasks in PROJECTS:
            stages = [
                Command.create({"name": stage, "fold": stage == "Done"})
                for stage in ("To do", "In work", "Done")
            ]
            project = Project.create(
                {"name": name, "user_id": head.id, "type_ids": stages}
            )
            Project.env["project.task"].create(
                [
                    {
                        "name": words,
                        "project_id": project.id,
                        "priority": priority,
                        "user_ids": [Command.set(people[place % len(people)].ids)],
                        "date_deadline": days is not None
                        and datetime.combine(
                            today + timedelta(days=days), DEADLINE_HOUR
                        ),
                    }
                    for days, priority, place, words in tasks
                ]
            )
