"""The demo bank: a seeded generator of the files that a core system would send.

`bank.write_bank` fills a folder; names sort in the order of arrival, `index.json` lists
them, `story.json` says who is who in the deliberate content. `days.write_next_day` goes
on from `state.json`, each day in a folder of its own.
"""
