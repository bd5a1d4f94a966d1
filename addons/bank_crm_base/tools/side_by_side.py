"""Parts of one slice of long work, done at once in database sessions of their own."""

import os
from concurrent.futures import ThreadPoolExecutor

from odoo import api, modules

DEFAULT_WORKERS = 2


def worker_count(env):
    """Sessions that may work at once; tests have only one connection."""
    if modules.module.current_test:
        return 1
    parameter = env["ir.config_parameter"].sudo().get_param("bank_feed.workers")
    return max(int(parameter or min(os.cpu_count() or 1, DEFAULT_WORKERS)), 1)


def side_by_side(record, work, items, workers):
    """Do `work(record, item)` for each item and return what each gave, in their order.

    With two workers or more each item has a session of its own, which commits before the
    caller does: such work must come to the same when it is done again, and must not wait
    for a row that the caller has locked. What was raised there is raised here.
    """
    if workers < 2 or len(items) < 2:
        return [work(record, item) for item in items]
    env, name, ids = record.env, record._name, record.ids
    registry, uid, context, su = env.registry, env.uid, env.context, env.su

    def in_own_session(item):
        with registry.cursor() as cr:
            return work(api.Environment(cr, uid, context, su)[name].browse(ids), item)

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(in_own_session, items))
