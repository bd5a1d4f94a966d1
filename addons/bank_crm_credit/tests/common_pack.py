from .common_applications import ApplicationCommon


class PackCommon(ApplicationCommon):
    """An application of a known client that came to the signing of its papers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kovalenko.write({"name": "Коваленко Олена", "lang": "en_US"})

    def _at_signing(self, **values):
        application = self._application(amount=100000, **values)
        self._fill(application, salary=60000)
        application.action_complete_form()
        application.action_submit()
        application.with_user(self.underwriter).action_verify()
        self._decide(application, self.lviv_head)
        application.action_give_cost_sheet()
        application.action_accept()
        return application
