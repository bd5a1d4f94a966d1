"""English and other Latin-script names of clients."""

# ruff: noqa: SIM905 - long lists of words are read as text
MALE = tuple(
    """James Oliver William Thomas George Edward Daniel Samuel Henry Robert Peter
    Matthew Andrew Simon Philip Jan Tomasz Marek Petr Lukas Pavel Hans Stefan Marco
    Antonio Pierre Lars Mehmet Emre Giorgi""".split()
)
FEMALE = tuple(
    """Emma Charlotte Sophie Alice Emily Grace Hannah Laura Rachel Victoria Helen
    Claire Sarah Julia Katarzyna Agnieszka Eva Jana Monika Anna Giulia Elena Marie
    Camille Ingrid Freya Elif Nino Isabel Clara""".split()
)
SURNAMES = tuple(
    """Smith Taylor Brown Wilson Evans Thompson Roberts Walker Wright Hughes Green
    Harris Clarke Turner Hill Cooper Ward Morris Foster Bennett Mason Carter Reed
    Kowalski Nowak Wojcik Zielinski Novak Dvorak Horak Schmidt Weber Fischer Bauer
    Rossi Ferrari Martin Bernard Jansen Larsen Yilmaz Kaya Beridze Garcia Costa""".split()
)
COUNTRIES = ("GB", "GB", "US", "PL", "CZ", "DE", "IT", "FR", "TR", "IE")
COMPANY_WORDS = (
    "Northwind Grain",
    "Baltic Steel Trading",
    "Blackstone Quarry",
    "Carpathian Timber",
    "Dniester Logistics",
    "Eastgate Machinery",
    "Fairway Agro",
    "Golden Field Seeds",
    "Harbour Freight",
    "Ironbridge Tools",
    "Kestrel Software",
    "Lakeside Foods",
    "Meridian Textiles",
    "Oakhill Furniture",
    "Port Cargo Services",
    "Riverbank Packaging",
    "Silver Birch Paper",
    "Summit Solar",
    "Trident Marine",
    "Westbrook Chemicals",
)
COMPANY_ENDINGS = ("Ltd", "PLC", "GmbH", "LLC", "s.r.o.")
