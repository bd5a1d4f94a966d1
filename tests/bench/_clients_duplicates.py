"""The nightly sweep for clients entered twice, against duplicates that were planted."""

import random
import time
from datetime import date, timedelta

from _client_bank import GIVEN, SURNAMES, bank

PLANTED_SHARE = 0.02
FAMILY_SHARE = 0.05
ROWS_A_BATCH = 50_000
BIRTHDAYS = 24_000
PATRONYMICS = (
    "Іванович",
    "Петрович",
    "Олегович",
    "Юрійович",
    "Степанович",
    "Богданович",
)
TO_LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie",
        "ж": "zh", "з": "z", "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l",
        "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
        "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "",
        "ю": "iu", "я": "ia",
    }
)  # fmt: skip
_RNOKPP_WEIGHTS = (-1, 5, 7, 9, 4, 6, 10, 5, 7)


def tax_number(number, born):
    """A Ukrainian tax number with the right check digit, another for each client."""
    days = (born - date(1899, 12, 31)).days
    digits = f"{days:05d}{number // BIRTHDAYS:04d}"
    total = sum(int(d) * w for d, w in zip(digits, _RNOKPP_WEIGHTS, strict=True))
    return f"{digits}{total % 11 % 10}"


def person(number):
    """The plain facts of client `number`; relatives share a telephone and a surname."""
    chance = random.Random(number)
    family = number - number % 20
    is_relative = number % 20 and chance.random() < FAMILY_SHARE
    root = random.Random(family) if is_relative else chance
    own = "".join(root.choice("аеиоу") + root.choice("вклмнрт") for _ in range(2))
    # A prime step visits every day once in a round: no two of a day have one number.
    born = date(1940, 1, 1) + timedelta(number * 7_919 % BIRTHDAYS)
    return {
        "last_name": f"{root.choice(SURNAMES)}{own}",
        "first_name": chance.choice(GIVEN),
        "middle_name": chance.choice(PATRONYMICS),
        "birth_date": born,
        "vat": tax_number(number, born),
        "phone": f"+38067{family if is_relative else number:07d}",
        "email": f"c{number}@bank.example",
        "document": f"КК {number:07d}",
    }


def second(number):
    """The same person as another clerk entered him, in one of seven ways."""
    facts = person(number)
    chance = random.Random(f"second {number}")
    way = chance.randrange(7)
    facts["email"] = ""
    if way == 0:
        for name in ("last_name", "first_name", "middle_name"):
            facts[name] = facts[name].lower().translate(TO_LATIN).capitalize()
        facts |= {"vat": "", "document": ""}
    elif way == 1:
        facts |= {
            "last_name": f"{chance.choice(SURNAMES)}енко",
            "document": "",
            "phone": "",
        }
    elif way == 2:
        word = facts["last_name"]
        place = chance.randrange(2, len(word) - 1)
        facts["last_name"] = word[:place] + word[place + 1 :]
        facts |= {"vat": "", "phone": ""}
    elif way == 3:
        facts |= {"vat": "", "document": "", "middle_name": ""}
    elif way == 4:
        facts |= {"document": "", "phone": "", "vat": ""}
    elif way == 5:
        # A birth date typed wrong: only the document says who he is.
        facts |= {"vat": "", "birth_date": facts["birth_date"] + timedelta(9)}
    else:
        # A new surname, telephone and passport: nobody could tell.
        surname = f"{chance.choice(SURNAMES)}енко"
        facts |= {"last_name": surname, "document": "", "phone": "", "vat": ""}
    return facts


def fill(env, count):
    """Insert `count` persons and the planted second records; returns the pairs of ids."""
    planted = {}
    numbers = list(range(count))
    doubles = random.Random(7).sample(numbers, int(count * PLANTED_SHARE))
    branch = env["bank.branch"].create(
        {"name": "Bench", "code": "bench", "kind": "head_office"}
    )
    model = env["res.partner"].create(
        {
            "name": "Bench", "is_client": True, "client_kind": "person",
            "client_state": "client", "branch_id": branch.id,
        }
    )  # fmt: skip
    env.cr.execute("SELECT * FROM res_partner WHERE id = %s", [model.id])
    columns = [name for name in env.cr.dictfetchone() if name != "id"]
    ids, seconds = {}, [0.0, 0.0]
    sources = [(number, person) for number in numbers]
    sources += [(number, second) for number in doubles]
    for start in range(0, len(sources), ROWS_A_BATCH):
        batch = sources[start : start + ROWS_A_BATCH]
        rows = [make(number) for number, make in batch]
        new_ids = insert(env, model, columns, rows)
        for (number, make), client_id in zip(batch, new_ids, strict=True):
            if make is person:
                ids[number] = client_id
            else:
                planted[tuple(sorted((ids[number], client_id)))] = True
        begun = time.perf_counter()
        number_keys(env, new_ids)
        seconds[0] += time.perf_counter() - begun
        begun = time.perf_counter()
        found = env["res.partner"]._match_facts(new_ids)
        env["res.partner"]._refresh_match_keys(new_ids, found)
        seconds[1] += time.perf_counter() - begun
        env.cr.commit()
    check_number_keys(env, list(ids.values())[:500])
    env.cr.execute("ANALYZE")
    env.cr.commit()
    return set(planted), seconds


def number_keys(env, ids):
    """Search keys of numbers by SQL: the sweep reads no others, and names take long."""
    env.cr.execute(
        "INSERT INTO bank_client_search (client_id, kind, key) "
        "SELECT id, 'tax', vat FROM res_partner WHERE id = ANY(%s) AND vat IS NOT NULL "
        "UNION ALL SELECT client_id, CASE kind WHEN 'mobile' THEN 'phone' ELSE kind END, "
        "CASE kind WHEN 'email' THEN key ELSE reverse(substr(key, 2)) END "
        "FROM bank_contact_point WHERE client_id = ANY(%s)",
        [ids, ids],
    )


def check_number_keys(env, ids):
    """They are those that the product writes."""
    statement = (
        "SELECT client_id, kind, key FROM bank_client_search WHERE client_id = ANY(%s) "
        "AND kind IN ('tax', 'phone', 'email') ORDER BY 1, 2, 3"
    )
    env.cr.execute(statement, [ids])
    before = env.cr.fetchall()
    env["res.partner"]._refresh_derived_sql(ids)
    env.cr.execute(statement, [ids])
    if before != env.cr.fetchall():
        raise SystemExit("the keys of this measurement are not those of the product")


def insert(env, model, columns, rows):
    names = (
        "last_name",
        "first_name",
        "middle_name",
        "birth_date",
        "vat",
        "phone",
        "email",
    )
    values = {name: f"nullif(n.{name}, '')" for name in names if name != "birth_date"}
    values |= {
        "birth_date": "n.birth_date",
        "name": "n.name",
        "complete_name": "n.name",
    }
    data = [[row[name] for row in rows] for name in names]
    whole = [
        " ".join(
            filter(None, (row["last_name"], row["first_name"], row["middle_name"]))
        )
        for row in rows
    ]
    env.cr.execute(
        "CREATE TEMP TABLE IF NOT EXISTS bench_new (place serial, last_name varchar, "
        "first_name varchar, middle_name varchar, birth_date date, vat varchar, "
        "phone varchar, email varchar, name varchar, document varchar); TRUNCATE bench_new"
    )
    env.cr.execute(
        "INSERT INTO bench_new (last_name, first_name, middle_name, birth_date, vat, phone, "
        "email, name, document) SELECT * FROM unnest(%s::varchar[], %s::varchar[], "
        "%s::varchar[], %s::date[], %s::varchar[], %s::varchar[], %s::varchar[], "
        "%s::varchar[], %s::varchar[])",
        [*data, whole, [row["document"] for row in rows]],
    )
    picked = ", ".join(values.get(name, f't."{name}"') for name in columns)
    listed = ", ".join(f'"{name}"' for name in columns)
    env.cr.execute(
        f"INSERT INTO res_partner ({listed}) SELECT {picked} FROM bench_new n, res_partner t "
        "WHERE t.id = %s ORDER BY n.place RETURNING id",
        [model.id],
    )
    ids = [client_id for (client_id,) in env.cr.fetchall()]
    env.cr.execute(
        "CREATE TEMP TABLE IF NOT EXISTS bench_ids (place serial, id int); TRUNCATE bench_ids; "
        "INSERT INTO bench_ids (id) SELECT unnest(%s)",
        [ids],
    )
    joined = (
        "FROM (SELECT id, row_number() OVER (ORDER BY place) AS at FROM bench_ids) i JOIN "
        "(SELECT *, row_number() OVER (ORDER BY place) AS at FROM bench_new) n USING (at)"
    )
    for kind, column in (("mobile", "phone"), ("email", "email")):
        env.cr.execute(
            "INSERT INTO bank_contact_point (client_id, kind, value, key, is_main) "
            f"SELECT i.id, %s, n.{column}, n.{column}, true {joined} WHERE n.{column} != ''",
            [kind],
        )
    env.cr.execute(
        "INSERT INTO bank_client_document (client_id, kind, number) "
        f"SELECT i.id, 'passport', n.document {joined} WHERE n.document != ''"
    )
    env.invalidate_all()
    return ids


class Stopwatch:
    """Adds up how long some methods of a model take."""

    def __init__(self, records, seconds):
        self.model, self.seconds = type(records), seconds
        self.names = [name for name in seconds if hasattr(self.model, name)]

    def __enter__(self):
        for name in self.names:
            setattr(self.model, name, self._timed(getattr(self.model, name), name))

    def __exit__(self, *_exception):
        for name in self.names:
            delattr(self.model, name)

    def _timed(self, method, name):
        def timed(*arguments, **options):
            begun = time.perf_counter()
            try:
                return method(*arguments, **options)
            finally:
                self.seconds[name] += time.perf_counter() - begun

        return timed


def measure(options, figures):
    with bank("duplicates", options.keep) as env:
        day = env["bank.business.day"]._open(date(2026, 11, 20))
        planted, keys = fill(env, options.clients)
        task = env["bank.day.task"].create(
            {"day_id": day.id, "code": "duplicates", "name": "duplicates"}
        )
        seconds = dict.fromkeys(("_block", "_score_batch", "_match_facts"), 0.0)
        with (
            Stopwatch(env["bank.duplicate.pair"], seconds),
            Stopwatch(env["res.partner"], seconds),
        ):
            begun = time.perf_counter()
            slices = 1
            while day._task_duplicates(task):
                env.cr.commit()
                slices += 1
            env.cr.commit()
            total = time.perf_counter() - begun
        env.cr.execute(
            "SELECT client_id, other_client_id, verdict FROM bank_duplicate_pair"
        )
        rows = env.cr.fetchall()
        found = {(one, other) for one, other, _verdict in rows}
        strong = {(one, other) for one, other, verdict in rows if verdict == "strong"}
        size = f"{options.clients} clients"
        figures.note(f"keys of numbers by SQL, {size}", keys[0], "s")
        figures.note(f"keys of matching, {size}", keys[1], "s")
        figures.note(f"pairs that share a key, {size}", task.total_count, "pairs")
        figures.note(f"blocks, {size}", seconds["_block"], "s")
        figures.note(f"scores, {size}", seconds["_score_batch"], "s")
        figures.note("  of that: facts read and folded", seconds["_match_facts"], "s")
        figures.note(f"duplicate sweep, {size}", total, "s", at_most=600)
        figures.note("slices", slices, "slices")
        figures.note("planted pairs", len(planted), "pairs")
        figures.note("found pairs", len(found), "pairs")
        figures.note(
            "recall (a seventh cannot be known)",
            100 * len(found & planted) / len(planted),
            "%",
        )
        figures.note("precision", 100 * len(found & planted) / max(1, len(found)), "%")
        figures.note(
            "precision of the sure ones",
            100 * len(strong & planted) / max(1, len(strong)),
            "%",
        )
        if task.message:
            print(task.message)
