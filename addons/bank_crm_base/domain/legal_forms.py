"""Legal forms as they stand before or after a company's name.

The code on the left is ours; what stands right of it are its spellings in any script.
"""

SOLE_TRADER = "sole_trader"

LEGAL_FORMS: dict[str, tuple[str, ...]] = {
    "llc": (
        "ТОВ", "Товариство з обмеженою відповідальністю", "TOV", "ООО",
        "Общество с ограниченной ответственностью", "OOO", "LLC", "L.L.C.",
        "Limited Liability Company", "Ltd", "Limited", "Co Ltd", "Company Limited",
        "GmbH", "s.r.o.", "spol. s r.o.", "Sp. z o.o.", "Kft", "SARL", "S.R.L.", "B.V.",
        "OÜ", "Oy", "ApS", "SIA", "UAB", "d.o.o.", "OOD", "EOOD", "Lda", "Ltda", "Pte Ltd",
        "Pty Ltd", "Sdn Bhd", "FZE", "FZCO",
    ),
    "alc": ("ТДВ", "Товариство з додатковою відповідальністю", "TDV"),
    "jsc": (
        "АТ", "Акціонерне товариство", "АО", "Акционерное общество", "JSC",
        "Joint Stock Company", "a.s.", "AG", "S.A.", "S.p.A.", "N.V.", "A/S", "Oyj",
        "S.A.S.", "Nyrt", "Zrt",
    ),
    "private_jsc": (
        "ПрАТ", "Приватне акціонерне товариство", "ЗАТ",
        "Закрите акціонерне товариство", "ЗАО", "PrJSC", "PrAT", "CJSC",
    ),
    "public_jsc": (
        "ПАТ", "Публічне акціонерне товариство", "ВАТ",
        "Відкрите акціонерне товариство", "ОАО", "ПАО", "PJSC", "OJSC", "PLC",
    ),
    "corporation": ("Inc", "Incorporated", "Corp", "Corporation", "Корпорація"),
    "private_enterprise": ("ПП", "Приватне підприємство", "ЧП", "PE"),
    "state_enterprise": ("ДП", "Державне підприємство", "SE", "ГП"),
    "municipal_enterprise": ("КП", "Комунальне підприємство", "КНП",
        "Комунальне некомерційне підприємство"),
    "farm": ("ФГ", "Фермерське господарство", "СФГ", "СТОВ"),
    "homeowners": ("ОСББ",
        "Об'єднання співвласників багатоквартирного будинку"),
    "non_profit": ("ГО", "Громадська організація", "БФ", "Благодійний фонд", "z.s.",
        "o.p.s."),
    SOLE_TRADER: (
        "ФОП", "Фізична особа-підприємець", "Фізична особа підприємець", "FOP", "СПД",
        "ИП", "OSVČ",
    ),
    "partnership": ("ПТ", "Повне товариство", "v.o.s.", "k.s.", "KG", "GmbH & Co. KG",
        "OHG", "LLP", "LP"),
}  # fmt: skip

# At the end of a Chinese name, the longest first.
CHINESE_LEGAL_FORMS: dict[str, str] = {
    "股份有限公司": "jsc",
    "集团有限公司": "llc",
    "有限责任公司": "llc",
    "有限公司": "llc",
    "合伙企业": "partnership",
    "个体工商户": SOLE_TRADER,
    "分公司": "branch",
    "公司": "company",
}
