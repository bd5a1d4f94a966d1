"""Applications of the demonstration bank: what is offered, and how far each one goes."""

OFFERED = {
    # Product: least, greatest sum, longest term, rate, fee for opening, living.
    "LOAN-C": (5_000, 300_000, 60, 0.24, 0.01, 3_500),
    "LOAN-M": (200_000, 3_000_000, 240, 0.155, 0.005, 3_500),
}
# How far each one goes, what is asked for, and what becomes of it.
STORIES = (
    ("form", 45_000, 18, "Washing machine and oven"),
    ("form", 20_000, 12, "Courses of English"),
    ("documents", 80_000, 24, "Repair of the flat"),
    ("checks", 60_000, 24, "Second-hand car"),
    ("checks", 35_000, 12, "Dentist"),
    ("decision", 95_000, 36, "Solar panels"),
    ("decision", 180_000, 48, "Car"),
    ("offer", 50_000, 24, "Furniture"),
    ("signing", 70_000, 24, "Wedding"),
    ("disbursement", 40_000, 12, "Laptop and telephone"),
    ("contract", 65_000, 24, "Repair of the roof"),
    ("contract", 30_000, 12, "Holiday"),
    ("refused", 90_000, 12, "Boat"),
    ("returned", 55_000, 24, "Tools"),
    ("withdrawn", 25_000, 12, "Bicycle"),
    ("expired", 40_000, 18, "Heating"),
    ("void", 75_000, 36, "Kitchen"),
    ("table", 110_000, 6, "Debts of a friend"),
)
WAY = ("form", "documents", "checks", "decision", "offer", "signing", "disbursement",
       "contract")  # fmt: skip
GOES_TO = {"refused": "decision", "returned": "checks", "withdrawn": "offer",
           "expired": "offer", "void": "offer", "table": "documents"}  # fmt: skip
