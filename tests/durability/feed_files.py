"""Files of a small core system over two days, with everything that can go wrong in rows."""

import random
from datetime import date, timedelta

MOVEMENTS = (
    "movement_id,operation,reverses_id,account_id,booking_date,amount,kind,purpose"
)
ACCOUNTS, CLIENTS, ROWS = 300, 150, 30_000
FIRST_DAY = date(2026, 7, 1)


def write_days(folder):
    """Two folders of files; the second day corrects and cancels what the first brought."""
    days = [folder / "day1", folder / "day2"]
    for day in days:
        day.mkdir(parents=True)
    _write_first(days[0])
    _write_second(days[1])
    return days


def _put(folder, name, header, rows):
    (folder / name).write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")


def _write_first(folder):
    _put(
        folder,
        "branches_20261118.csv",
        "branch_id,name,kind,parent_id",
        ["B1,Lviv,branch,R1", "R1,West,region,"],
    )
    _put(
        folder,
        "products_20261118.csv",
        "product_id,name,family,kind",
        ["P1,Current,current_account,account"],
    )
    _put(
        folder,
        "clients_20261118.csv",
        "client_id,kind,last_name,first_name,branch_id,phone,email,city,document_number,tax_number",
        [
            f"C{n},person,Коваль{n},Іван,{'B9' if n % 50 == 3 else 'B1'},+38067{n:07d},"
            f"c{n}@bank.example,Львів,КА{n:06d},{2_000_000_000 + n}"
            for n in range(CLIENTS)
        ],
    )
    _put(
        folder,
        "holdings_20261118.csv",
        "holding_id,client_id,product_id,amount",
        [f"H{n},C{n},P1,{n}.00" for n in range(CLIENTS)],
    )
    _put(
        folder,
        "accounts_20261118.csv",
        "account_id,client_id,holding_id,number,currency,kind,opened",
        [
            f"A{n},C{n % CLIENTS},,UA00{n:08d},USD,current,2020-01-01"
            for n in range(ACCOUNTS)
        ],
    )
    chance = random.Random(7)
    rows = []
    for number in range(ROWS):
        day = FIRST_DAY + timedelta(days=number * 140 // ROWS)
        amount = f"{chance.randrange(-90_000, 90_000) / 100:.2f}"
        account = f"A{chance.randrange(ACCOUNTS)}" if number % 5_000 else "A9999"
        reverses = ""
        if number % 3_000 == 11:
            amount = "oops"
        if number % 4_000 == 5:
            rows.append(f'M{number},"open,,,,,,')
            continue
        rows.append(f"M{number},,{reverses},{account},{day},{amount},fee,Row {number}")
    rows.append("M1,,,A1,2026-07-01,1.00,fee,stands twice")
    _put(folder, "movements_20261118.csv", MOVEMENTS, rows)
    _put(
        folder,
        "balances_20261118.csv",
        "account_id,date,balance",
        [f"A{n},2026-11-17,{n * 10}.50" for n in range(ACCOUNTS)],
    )


def _write_second(folder):
    _put(
        folder,
        "branches_20261119.csv",
        "branch_id,name,kind,parent_id",
        ["B9,Late,branch,R1"],
    )
    _put(
        folder,
        "clients_20261119.csv",
        "client_id,kind,last_name,first_name,city,phone",
        [
            f"C{n},person,Коваль{n},Петро,Київ,+38050{n:07d}"
            for n in range(0, CLIENTS, 2)
        ],
    )
    _put(
        folder,
        "key_changes_20261119.csv",
        "change_id,change,date,old_id,new_id,account_id",
        [
            "K1,account_transfer,2026-11-01,A5,C7,",
            "K2,client_renumber,2026-11-01,C10,C900,",
            "K3,client_merge,2026-11-01,C12,C14,",
        ],
    )
    rows = [
        f"M{n},correct,,A{n % ACCOUNTS},2026-08-02,{n}.25,fee,corrected"
        for n in range(100, 2_000, 7)
    ]
    rows += [f"M{n},cancel,,A1,2026-08-02,1.00,fee," for n in range(3_000, 4_000, 9)]
    rows += [
        f"N{n},,,A{n % ACCOUNTS},2026-11-{1 + n % 18:02d},{n}.75,fee,late"
        for n in range(6_000)
    ]
    rows += [
        f"V{n},,N{n},A{n % ACCOUNTS},2026-12-01,-{n}.75,fee,back"
        for n in range(1, 500, 5)
    ]
    rows += ["M9,,,A9,2026-07-01,bad,fee,x"]
    _put(folder, "movements_20261119.csv", MOVEMENTS, rows)
    _put(
        folder,
        "balances_20261119.csv",
        "account_id,date,balance",
        [f"A{n},2026-11-18,{n * 11}.50" for n in range(ACCOUNTS)],
    )
