from .tools.limit_sums_ddl import DROP


def uninstall_hook(env):
    """What the sums of limits put on tables of other addons goes with them."""
    env.cr.execute(DROP)  # pylint: disable=sql-injection
