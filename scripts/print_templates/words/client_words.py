"""Words of the forms of a client, and what every paper says."""

WORDS = {
    "en": {
        "number": "No.",
        "page": ("Page ", " of ", ""),
        "date_line": "Date: ____________",
        "card": "Client card",
        "as_of": "As of",
        "label": {
            "name": "Client", "number": "Client number", "kind": "Kind of client",
            "birth": "Born on", "tax": "Tax number", "registration": "Registration number",
            "phone": "Telephone", "email": "E-mail", "class": "Class", "branch": "Branch",
            "manager": "Manager", "since": "Client since", "document": "Identity document",
            "address": "Address", "funds": "Funds in the bank", "owed": "Owes the bank",
            "turnover": "Turnover a month",
        },
        "accounts": "Accounts",
        "account_heads": ("Account", "Product", "State", "Balance", "In base currency"),
        "agreements": "Agreements",
        "agreement_heads": ("Agreement", "Product", "Signed", "Until", "Outstanding"),
        "cards": "Cards",
        "card_heads": ("Card", "Product", "State", "Valid until"),
        "total": "Total in base currency",
        "total_base": "Total in base currency",
        "totals": "Totals",
        "made_by": "Made by",
        "client_signs": "Client",
        "bank_signs": "For the bank",
        "consent": "Consent to the processing of personal data",
        "consent_text": (
            "I, {{ name }}, of my own free will consent that {{ bank.name }}"
            "{% if bank.registration_number %} (registration number "
            "{{ bank.registration_number }}){% endif %} processes my personal data.",
            "1. Data: those in this form and in my agreements, my accounts and the "
            "operations on them, my identity documents and my contacts.",
            "2. Purpose: to conclude and carry out agreements with me, to meet the duties "
            "that the law lays on the bank, to inform me of the bank's services.",
            "3. Actions: collecting, recording, keeping, changing, using, passing on to "
            "persons named by law or by my agreements, and destroying.",
            "4. Term: as long as my agreements are in force and, after that, as long as the "
            "law requires the data to be kept.",
            "5. I have been told of my rights under the law on the protection of personal "
            "data: to know what is kept about me, to have it corrected or deleted, to "
            "object to its processing, and to withdraw this consent in writing.",
        ),
        "letter": "Confirmation of accounts",
        "letter_text": (
            "Dear {{ name }},",
            "{{ bank.name }} confirms that on {{ today|long_date }} you are its client"
            "{% if since %} (since {{ since|long_date }}){% endif %} and hold these "
            "accounts:",
        ),
        "letter_heads": ("Account", "Opened", "Balance"),
        "in_words": "Total in words: *.",
        "letter_end": (
            "This letter was issued at your request to be shown where it is needed.",
            "Yours sincerely,",
        ),
        "account_list": "List of accounts",
        "sheet_heads": (
            "No.", "Account", "Product", "State", "Opened", "Currency", "Balance",
            "In base currency",
        ),
        "briefing": {
            "title": "Briefing on a private client", "meeting": "For the meeting",
            "for": "For", "family": "Family", "wealth": "Wealth",
            "profile": "Investment profile", "dates": "Dates of the next thirty days",
            "gifts": "Gifts this year", "requests": "Open requests", "steps": "Next steps",
            "secret": "Behind the private-banking wall: do not leave it lying about.",
        },
        "handover": {
            "title": "Handover act",
            "label": {
                "giver": "Hands over", "unit": "Unit", "kind": "For how long",
                "last_day": "Last day", "reason": "Why", "proposed_by": "Proposed by",
                "state": "State", "take_back_until": "Can be taken back until",
            },
            "clients": "Clients handed over",
            "heads": ("No.", "Client", "Number", "New manager", "Funds", "Owes"),
            "count": "Clients on this act: {{ handed_clients|length }}.",
            "nobody": "No client has been handed over yet.",
            "gives": "Hands over",
            "takes": "Takes over",
        },
    },
    "uk": {
        "number": "№",
        "page": ("Сторінка ", " з ", ""),
        "date_line": "Дата: ____________",
        "card": "Картка клієнта",
        "as_of": "Станом на",
        "label": {
            "name": "Клієнт", "number": "Номер клієнта", "kind": "Вид клієнта",
            "birth": "Дата народження", "tax": "Податковий номер (РНОКПП / ЄДРПОУ)",
            "registration": "Реєстраційний номер", "phone": "Телефон",
            "email": "Електронна пошта", "class": "Клас", "branch": "Відділення",
            "manager": "Менеджер", "since": "Клієнт з", "document": "Документ, що посвідчує особу",
            "address": "Адреса", "funds": "Кошти в банку", "owed": "Заборгованість",
            "turnover": "Оборот за місяць",
        },
        "accounts": "Рахунки",
        "account_heads": ("Рахунок", "Продукт", "Стан", "Залишок", "У базовій валюті"),
        "agreements": "Договори",
        "agreement_heads": ("Договір", "Продукт", "Укладено", "Діє до", "Залишок"),
        "cards": "Картки",
        "card_heads": ("Картка", "Продукт", "Стан", "Дійсна до"),
        "total": "Разом у базовій валюті",
        "total_base": "Разом у базовій валюті",
        "totals": "Підсумки",
        "made_by": "Склав(ла)",
        "client_signs": "Клієнт",
        "bank_signs": "Від банку",
        "consent": "Згода на обробку персональних даних",
        "consent_text": (
            "Я, {{ name }}, добровільно надаю згоду на обробку моїх персональних даних "
            "банком {{ bank.name }}{% if bank.registration_number %} (код ЄДРПОУ "
            "{{ bank.registration_number }}){% endif %}.",
            "1. Дані: зазначені в цій формі та в моїх договорах, відомості про мої рахунки "
            "та операції за ними, документи, що посвідчують особу, і мої контакти.",
            "2. Мета: укладення та виконання договорів зі мною, виконання обов'язків, "
            "покладених на банк законом, інформування мене про послуги банку.",
            "3. Дії: збирання, реєстрація, зберігання, зміна, використання, передавання "
            "особам, визначеним законом або моїми договорами, та знищення.",
            "4. Строк: протягом дії моїх договорів, а після їх припинення — протягом строку, "
            "встановленого законом для зберігання даних.",
            "5. Мене повідомлено про мої права відповідно до законодавства про захист "
            "персональних даних: знати, які дані про мене зберігаються, вимагати їх "
            "виправлення або знищення, заперечувати проти обробки та письмово відкликати "
            "цю згоду.",
        ),
        "letter": "Довідка про рахунки",
        "letter_text": (
            "{% if gender.code == 'female' %}Шановна{% elif gender.code == 'male' %}Шановний"
            "{% else %}До уваги:{% endif %} {{ name }}!",
            "{{ bank.name }} підтверджує, що станом на {{ today|long_date }} Ви є клієнтом "
            "банку{% if since %} (з {{ since|long_date }}){% endif %} і маєте такі рахунки:",
        ),
        "letter_heads": ("Рахунок", "Відкрито", "Залишок"),
        "in_words": "Разом прописом: *.",
        "letter_end": (
            "Довідку видано на Вашу вимогу для подання за місцем потреби.",
            "З повагою",
        ),
        "account_list": "Перелік рахунків",
        "sheet_heads": (
            "№", "Рахунок", "Продукт", "Стан", "Відкрито", "Валюта", "Залишок",
            "У базовій валюті",
        ),
        "briefing": {
            "title": "Довідка про приватного клієнта", "meeting": "До зустрічі",
            "for": "Для кого", "family": "Родина", "wealth": "Статки",
            "profile": "Інвестиційний профіль", "dates": "Дати найближчих тридцяти днів",
            "gifts": "Подарунки цього року", "requests": "Відкриті прохання",
            "steps": "Наступні кроки",
            "secret": "За стіною приватного банкінгу: не залишайте без нагляду.",
        },
        "handover": {
            "title": "Акт передавання клієнтів",
            "label": {
                "giver": "Передає", "unit": "Підрозділ", "kind": "На який строк",
                "last_day": "Останній день", "reason": "Підстава",
                "proposed_by": "Запропонував(ла)", "state": "Стан",
                "take_back_until": "Можна скасувати до",
            },
            "clients": "Передані клієнти",
            "heads": (
                "№", "Клієнт", "Номер", "Новий менеджер", "Кошти", "Борг",
            ),
            "count": "Клієнтів за цим актом: {{ handed_clients|length }}.",
            "nobody": "Жодного клієнта ще не передано.",
            "gives": "Передав(ла)",
            "takes": "Прийняв(ла)",
        },
    },
    "zh": {
        "number": "编号",
        "page": ("第", "页 / 共", "页"),
        "date_line": "日期：____________",
        "card": "客户信息卡",
        "as_of": "截至",
        "label": {
            "name": "客户", "number": "客户号", "kind": "客户类型", "birth": "出生日期",
            "tax": "税号", "registration": "注册号", "phone": "电话", "email": "电子邮箱",
            "class": "级别", "branch": "所属网点", "manager": "客户经理",
            "since": "开户日期", "document": "身份证件", "address": "地址",
            "funds": "在行资金", "owed": "欠款", "turnover": "月交易额",
        },
        "accounts": "账户",
        "account_heads": ("账号", "产品", "状态", "余额", "折本位币"),
        "agreements": "协议",
        "agreement_heads": ("协议号", "产品", "签订日", "到期日", "余额"),
        "cards": "银行卡",
        "card_heads": ("卡号", "产品", "状态", "有效期至"),
        "total": "本位币合计",
        "total_base": "本位币合计",
        "totals": "汇总",
        "made_by": "制单人",
        "client_signs": "客户签字",
        "bank_signs": "银行代表",
        "consent": "个人信息处理同意书",
        "consent_text": (
            "本人{{ name }}自愿同意{{ bank.name }}"
            "{% if bank.registration_number %}（注册号：{{ bank.registration_number }}）"
            "{% endif %}处理本人的个人信息。",
            "一、信息范围：本表及本人所签协议中的信息、本人账户及其交易信息、身份证件信息和联系方式。",
            "二、处理目的：与本人订立和履行协议，履行法律规定的银行义务，向本人介绍银行服务。",
            "三、处理方式：收集、登记、存储、更改、使用、向法律或协议规定的主体提供，以及删除。",
            "四、期限：协议有效期内，以及协议终止后法律规定的保存期限内。",
            "五、本人已获知依照个人信息保护法律享有的权利：查阅本人信息，要求更正或删除，拒绝处理，"
            "以及以书面形式撤回本同意。",
        ),
        "letter": "账户证明",
        "letter_text": (
            "尊敬的{{ name }}：",
            "{{ bank.name }}兹证明，截至{{ today|long_date }}，您是本行客户"
            "{% if since %}（自{{ since|long_date }}起）{% endif %}，持有以下账户：",
        ),
        "letter_heads": ("账号", "开户日期", "余额"),
        "in_words": "合计（大写）：*。",
        "letter_end": ("本证明应您的要求出具，供您在需要时使用。", "此致"),
        "account_list": "账户清单",
        "sheet_heads": ("序号", "账号", "产品", "状态", "开户日期", "币种", "余额", "折本位币"),
        "briefing": {
            "title": "私人银行客户简报", "meeting": "会面事由", "for": "阅读人",
            "family": "家庭", "wealth": "财富", "profile": "投资偏好",
            "dates": "未来三十天的日期", "gifts": "今年礼品", "requests": "未办请求",
            "steps": "下一步", "secret": "私人银行内部资料，请妥善保管。",
        },
        "handover": {
            "title": "客户移交书",
            "label": {
                "giver": "移交人", "unit": "部门", "kind": "期限", "last_day": "最后一天",
                "reason": "事由", "proposed_by": "提议人", "state": "状态",
                "take_back_until": "可撤回截止日",
            },
            "clients": "移交客户",
            "heads": ("序号", "客户", "客户号", "新客户经理", "在行资金", "欠款"),
            "count": "本移交书客户数：{{ handed_clients|length }}。",
            "nobody": "尚未移交任何客户。",
            "gives": "移交人签字",
            "takes": "接收人签字",
        },
    },
}  # fmt: skip
