from . import models


def take_over(env):
    """Projects that the bank has already: inside the bank only, and in the day's lists."""
    env["project.project"].with_context(active_test=False).search(
        []
    )._close_to_clients()
    env["project.task"].search([])._keep_in_days()
    # Core's own figures by e-mail: the bank has its home screens.
    digest = env.ref("digest.digest_digest_default", raise_if_not_found=False)
    if digest:
        digest.state = "deactivated"
    env["ir.config_parameter"].set_param("digest.default_digest_emails", False)
