"""Collateral and guarantees of the demonstration bank: what stands for which loan, and how.

Loans are named by what they show (`demo_loans.KINDS`). Days are before the bank's today,
`insured_days` after it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoAsset:
    """A thing, its loans in the order of their ranks, and how far it has come."""

    name: str
    kind: str
    market: int
    loans: tuple[str, ...]
    state: str = "registered"
    age: int = 0
    address: str = ""
    valued_days: int = 120
    seen_days: int = 60
    insured_days: int = 200
    is_for_bank: bool = True
    is_third: bool = False
    liens: int = 0


ASSETS = (
    DemoAsset("Warehouse, Promyslova 14", "commercial", 4_200_000,
              ("Grace on principal", "Principal at the end"), age=18,
              address="Lviv, Promyslova 14", seen_days=90),
    DemoAsset("Three rooms, Zelena 88", "residential", 2_900_000,
              ("Grace on interest, joined",), age=12, address="Lviv, Zelena 88, 41"),
    DemoAsset("Two rooms, Sykhivska 9", "residential", 2_100_000, ("Floating rate",),
              age=35, address="Lviv, Sykhivska 9, 12", valued_days=420, seen_days=300),
    DemoAsset("House with a garden, Briukhovychi", "residential", 1_700_000,
              ("Growing instalments",), age=55, address="Briukhovychi, Lisova 3",
              is_third=True, insured_days=12),
    DemoAsset("Combine John Deere S670", "equipment", 3_100_000,
              ("Seasonal: after the harvest",), age=6, insured_days=-20,
              address="Radekhiv district"),
    DemoAsset("Grain, 900 tonnes", "goods", 1_500_000, ("Credit line in tranches",),
              valued_days=40, seen_days=45, address="Elevator, Zolochiv",
              is_for_bank=False),
    DemoAsset("Packing line Krones", "equipment", 1_200_000, ("Balloon",), age=4,
              address="Lviv, Kulparkivska 59", liens=250_000),
    DemoAsset("Škoda Octavia, sold", "vehicle", 450_000, ("Equal instalments",), age=3),
    DemoAsset("Toyota Corolla", "vehicle", 520_000, ("Late by three instalments",),
              age=6, seen_days=170, insured_days=25),
    DemoAsset("Garage, Stryiska 200", "commercial", 260_000,
              ("Equal parts of principal",), state="checked", age=20,
              address="Lviv, Stryiska 200"),
    DemoAsset("Plot, 12 hundredths, Rudne", "land", 380_000, ("Late by one instalment",),
              state="offered", address="Rudne"),
)  # fmt: skip


# Kind, name and what it is worth for what is owed, of the core system's loans.
CORE = {
    "LOAN-M": (("residential", "Flat, Lviv, Naukova {n}", 1.9),
               ("residential", "Flat, Lviv, Pasichna {n}", 1.4)),
    "LEAS": (("vehicle", "Truck MAN TGX no. {n}", 1.6),
             ("equipment", "Machine tool DMG no. {n}", 2.2)),
    "TRADE": (("commercial", "Shop, Horodotska {n}", 2.0),
              ("goods", "Goods in stock, store {n}", 2.4)),
}  # fmt: skip
BARE_EVERY = 6


def core_asset(number: int, product: str, owed: float) -> DemoAsset | None:
    """What secures a loan of the core system, by its place; nothing for one in six."""
    if number % BARE_EVERY == BARE_EVERY - 1:
        return None
    kind, name, times = CORE[product][number % 2]
    title = name.format(n=number * 7 % 190 + 1)
    return DemoAsset(
        title,
        kind,
        round(owed * times / 1000) * 1000 + 1000,
        (title,),
        age=number % 9,
        address="Lviv",
        valued_days=20 + number * 29 % 350,
        seen_days=number * 17 % 170,
        insured_days=6 + number * 23 % 330,
    )


@dataclass(frozen=True, slots=True)
class DemoGuarantee:
    """Who answers (the client in such a place of the unit's list), and for how much."""

    loan: str
    place: int
    amount: int = 0
    kind: str = "surety"
    is_signed: bool = True


GUARANTEES = (
    DemoGuarantee("Grace on principal", 3),
    DemoGuarantee("Principal at the end", 3, 400_000),
    DemoGuarantee("Seasonal: after the harvest", 5, 1_000_000, "guarantee"),
    DemoGuarantee("Late by three instalments", 7),
    DemoGuarantee("Growing instalments", 9, 600_000),
    DemoGuarantee("Equal instalments", 4, is_signed=False),
)
