"""Words of the forms of a loan in Simplified Chinese."""

WORDS = {
    "addendum": {
        "title": "贷款合同补充协议",
        "below": "编号 {{ number }}，{{ date|long_date }}，原合同编号 {{ agreement }}，"
        "签订日 {{ agreement_date|date }}",
        "parties": "{{ bank.name }}与{{ client_name }}约定如下，因借款人无法履行原条款：",
        "label": {
            "owed": "未偿本金", "agreed": "约定内容", "date": "生效日",
            "payment": "最高每期还款额", "count": "期数", "last": "最后还款日",
            "total": "应付总额",
        },
        "in_words": "未偿本金大写：*。",
        "schedule": "新还款计划",
        "heads": ("期次", "还款日", "本金", "利息", "费用", "剩余本金"),
        "later": "还款计划由核心系统生成后附上。",
        "end": "合同其他条款不变。原还款计划随合同保存。",
        "bank_signs": "银行方",
        "client_signs": "借款人",
    },
    "loan": {
        "number": "申请编号", "asked_on": "申请日期", "product": "产品",
        "amount": "贷款金额", "months": "期限（月）", "rate": "年利率（%）",
        "purpose": "用途", "method": "还款方式", "payout": "放款日",
        "first": "首期还款日", "last": "末期还款日", "count": "期数",
        "payment": "最高每期还款额", "interest": "利息", "fees": "银行费用",
        "one_off": "其中放款日收取", "third": "必须支付给第三方的费用",
        "not_counted": "不计入总成本的费用（公证及非必需）",
        "total_cost": "贷款总成本", "total_payable": "应付总额",
        "real_rate": "实际年利率（%）", "branch": "所属网点", "officer": "信贷员",
        "in_words": "金额大写",
    },
    "person": {
        "who": "借款人", "tax": "税号", "registration": "注册号", "born": "出生日期",
        "document": "身份证件", "address": "地址", "phone": "电话", "name": "姓名",
        "role": "身份", "client": "客户号",
    },
    "signs": {
        "bank": "银行方", "borrower": "借款人", "guarantor": "保证人", "pledgor": "抵押人",
        "received": "借款人签收",
    },
    "bank_line": "{{ bank.name }}{% if bank.registration_number %}（注册号："
    "{{ bank.registration_number }}）{% endif %}{% if bank.address %}，地址："
    "{{ bank.address }}{% endif %}",
    "application_form": {
        "title": "贷款申请表",
        "below": "编号 {{ number }}，{{ asked_on|long_date }}",
        "borrower": "申请人", "asked": "申请内容", "others": "其他参与人",
        "other_heads": ("身份", "姓名", "税号", "电话"),
        "incomes": "收入", "income_heads": ("何人", "种类", "来源", "周期", "税后金额"),
        "expenses": "家庭支出", "expense_heads": ("何人", "用途", "周期", "金额"),
        "debts": "债务", "debt_heads": ("何人", "债权人", "种类", "未偿金额", "每月还款"),
        "says": (
            "本人确认本申请表所填内容真实、完整，并已列明全部债务。",
            "本人同意{{ bank.name }}为审批本申请核实并处理本人所提供的信息。"
            "查询征信须另行取得本人同意。",
        ),
        "signs": "申请人",
    },
    "decision_paper": {
        "title": "贷款审批决定",
        "below": "申请编号 {{ number }}，决定日期 {{ last_decided_on|long_date }}",
        "table": "决策表", "outcome": "决定", "by": "审批人", "until": "有效期至",
        "terms": "批准条件",
        "asked": "申请内容",
        "asked_text": "{{ amount }}，期限{{ months }}个月，年利率{{ rate|number }}%",
        "least_rate": "利率不低于（%）", "most_amount": "金额不超过",
        "most_months": "期限不超过（月）", "why": "说明", "conditions": "附加条件",
        "condition_heads": ("序号", "条件", "时点", "截止日"),
        "no_conditions": "无附加条件。",
        "internal": "本件由银行留存，贷款条件另行告知借款人。",
    },
    "refusal": {
        "title": "贷款申请答复",
        "below": "申请编号 {{ number }}，申请日期 {{ asked_on|long_date }}",
        "text": (
            "我行已审核您的贷款申请（金额 {{ amount }}，期限{{ months }}个月）。很抱歉，我行于"
            "{{ refused_on|long_date }}决定不予批准。",
        ),
        "why": "原因",
        "rights": "您的权利",
        "by_table": "本决定完全由规则自动作出，未经人工审核。您可以要求由工作人员复核、陈述您的意见"
        "并获得解释。",
        "may": (
            "您可以了解我行审核了您的哪些信息及其来源，并要求更正其中的错误。您的信用报告可向保存该"
            "报告的征信机构查询。",
            "如对本决定有异议，请书面告知我行，我行将免费答复。",
            "情况发生变化后，您可以再次申请。",
        ),
    },
    "agreement": {
        "title": {"retail": "个人消费贷款合同", "corporate": "企业贷款合同"},
        "below": "编号 {{ paper_number }}{% if branch_city %}，{{ branch_city }}"
        "{% endif %}，{{ today|long_date }}",
        "parties": "{BANK}（以下称“银行”），代表人：{{ user.post }} {{ user.name }}，与"
        "{{ applicant }}（以下称“借款人”）约定如下：",
        "borrower_mark": "（以下称“借款人”）",
        "borrower_acts": "（以下称“借款人”），代表人：______________________________，",
        "subject": "一、贷款",
        "subject_text": (
            "1.1 银行向借款人发放贷款{{ loan_amount }}（大写：*）。",
            "1.2 贷款期限{{ loan_months }}个月，年利率{{ loan_rate|number }}%，按未偿本金计息。"
            "{% if purpose %}贷款用途：{{ purpose }}。{% endif %}",
            "1.3 第三条所列条件满足后，银行于{{ payout|long_date }}放款。",
        ),
        "repay": "二、还款",
        "repay_text": (
            "2.1 借款人按还款计划（附件一）分{{ instalment_count }}期还款，首期"
            "{{ first_due|long_date }}，末期{{ last_due|long_date }}，最高每期还款额"
            "{{ payment }}。",
            "2.2 还款方式：{METHOD}。利息自放款次日起计至还款日止。",
            "2.3 借款人可于任何一日提前偿还全部或部分贷款，利息仅按实际使用天数计收。",
        ),
        "conditions": "三、条件",
        "conditions_text": "放款及合同履行须满足下列条件：",
        "no_conditions": "除本合同签署外，无其他条件。",
        "security": "四、担保",
        "guarantors": "保证人：{% for guarantor in guarantees %}"
        "{{ guarantor.guarantor_name }}{% if not loop.last %}；{% endif %}{% endfor %}。",
        "property": "抵押物：{% for pledge in pledges %}{{ pledge.thing }}"
        "{% if not loop.last %}；{% endif %}{% endfor %}。",
        "no_security": "本贷款无担保。",
        "retail": (
            ("五、贷款成本", (
                "5.1 利息{{ interest }}，银行费用{{ fees }}"
                "{% if third_party %}，必须支付给第三方的费用{{ third_party }}{% endif %}。"
                "贷款总成本{{ total_cost }}，应付总额{{ total_payable }}，实际年利率"
                "{{ real_rate|number(2) }}%。",
                "5.2 借款人在签约前已收到上述信息（附件二）。",
            )),
            ("六、借款人的权利", (
                "6.1 借款人可在签约后14个日历日内书面通知银行解除合同，无须说明理由，并在30个"
                "日历日内归还贷款及实际使用天数的利息。",
                "6.2 银行应借款人要求免费告知其欠款情况。",
            )),
            ("七、逾期", (
                "7.1 逾期款项按产品费率计收违约金，以法律规定的限度为准；所收款项按法定顺序抵充。",
            )),
        ),
        "corporate": (
            ("五、借款人的义务", (
                "5.1 贷款仅用于约定用途，并应银行要求提供证明文件。",
                "5.2 每季度结束后30日内向银行提供财务报表，并立即告知可能影响还款的情况。",
                "5.3 未事先告知银行，不得另行借款、提供保证或抵押财产。",
            )),
            ("六、银行的权利", (
                "6.1 第三条所列条件未满足的，银行可暂停放款，直至满足为止。",
                "6.2 逾期超过30日或挪用贷款的，银行可书面要求提前偿还全部贷款。",
            )),
            ("七、逾期", (
                "7.1 逾期款项按产品费率计收违约金，以法律规定的限度为准。",
            )),
        ),
        "end": "八、其他",
        "end_text": "本合同一式两份，具有同等效力，至全部义务履行完毕时终止。变更须采用书面形式。",
        "details": "借款人信息",
    },
    "plan": {
        "title": "还款计划",
        "below": "贷款合同附件一，申请编号 {{ number }}",
        "heads": ("期次", "还款日", "本金", "利息", "费用", "应还金额", "剩余本金"),
        "total": "合计",
        "in_words": "分期应还合计（大写）：*。",
        "one_off": "放款日另收费用：{{ one_off_fees }}。",
    },
    "cost_sheet": {
        "title": "消费贷款成本说明",
        "below": "签约前告知，申请编号 {{ number }}，{{ today|long_date }}",
        "lender": "贷款人", "main": "贷款", "cost": "贷款成本",
        "costs": "支付给第三方的费用",
        "cost_heads": ("收款方", "项目", "是否必需", "金额"),
        "text": (
            "应付总额（大写）：*。",
            "实际年利率依照欧盟第2008/48/EC号指令附件一，按还款计划的全部付款计算，假定贷款于"
            "{{ payout|long_date }}发放且各期均按时偿还。",
            "贷款可于任何一日提前偿还。借款人可在签约后14个日历日内解除合同，无须说明理由。",
            "逾期还款会增加贷款成本，逾期信息将报送征信机构。",
        ),
    },
    "guarantee": {
        "title": {"surety": "保证合同", "guarantee": "独立保函"},
        "below": "编号 {{ agreement or number }}，{{ today|long_date }}",
        "parties": "{BANK}（以下称“银行”），代表人：{{ user.post }} {{ user.name }}，与"
        "{{ guarantor_name }}（以下称“保证人”）约定如下：",
        "text": (
            "一、保证人就{{ client_name }}（以下称“借款人”）在申请编号{{ application }}项下贷款合同"
            "的债务向银行承担责任：本金{{ loan_amount }}（大写：*），期限{{ loan_months }}个月，"
            "年利率{{ loan_rate|number }}%，最后还款日{{ last_due|long_date }}，并包括利息、费用和"
            "违约金。",
            "二、{% if amount %}保证人承担责任的最高金额为{{ amount }}（大写："
            "{{ amount|words }}）。"
            "{% else %}保证人对全部债务承担责任。{% endif %}",
            "三、{% if kind.code == 'surety' %}保证人与借款人承担连带责任，银行可向任何一方要求偿还"
            "全部债务。{% else %}保证人应在银行首次书面要求时付款。{% endif %}",
            "四、加重保证人责任的贷款条款变更，须经保证人书面同意。",
            "五、保证人清偿后取得银行对借款人的权利，银行应移交相关债务文件。",
            "六、本合同有效期{% if until %}至{{ until|long_date }}{% else %}"
            "至债务清偿完毕{% endif %}。",
        ),
        "details": "保证人信息",
        "spouse": "本人同意配偶以夫妻共同财产为本债务提供保证。",
        "spouse_signs": "保证人配偶",
    },
    "pledge": {
        "title": "抵押合同",
        "below": "编号 {{ agreement or paper_number }}，{{ today|long_date }}",
        "parties": "{BANK}（以下称“银行”），代表人：{{ user.post }} {{ user.name }}，与"
        "{{ pledgor }}（以下称“抵押人”）约定如下：",
        "text": (
            "一、抵押人以下列财产向银行设定抵押，担保{{ client_name }}（以下称“借款人”）在申请编号"
            "{{ application }}项下贷款合同的债务：本金{{ loan_amount }}（大写：*），期限"
            "{{ loan_months }}个月，年利率{{ loan_rate|number }}%，最后还款日"
            "{{ last_due|long_date }}，并包括利息、费用和违约金。",
        ),
        "property": "二、抵押财产",
        "heads": ("序号", "财产", "编号、所在地", "权属证明", "约定价值"),
        "total": "合计",
        "more": (
            "三、抵押财产由抵押人占有，抵押人应妥善保管和使用，并"
            "{% if must_insure %}以银行为受益人投保{% else %}在其灭失时立即告知银行{% endif %}。",
            "四、未经银行书面同意，不得出售、赠与、出租或再次抵押该财产。",
            "五、抵押权依法办理登记。债务到期未清偿的，银行依法就抵押财产优先受偿。",
            "六、抵押权至债务清偿完毕时消灭。",
        ),
        "details": "抵押人信息",
    },
    "choices": {
        "method": {"annuity": "等额本息", "differentiated": "等额本金", "bullet": "到期还本"},
        "condition": {"precedent": "放款前", "subsequent": "放款后"},
        "payee": {"insurer": "保险公司", "appraiser": "评估机构", "notary": "公证处",
                  "register": "登记机关", "other": "其他"},
        "role": {"borrower": "借款人", "co_borrower": "共同借款人", "guarantor": "保证人"},
        "period": {"month": "每月", "quarter": "每季", "year": "每年"},
        "income": {"salary": "工资", "business": "自营收入", "pension": "养老金",
                   "rent": "租金", "abroad": "境外汇款", "interest": "利息", "other": "其他"},
        "debt": {"loan": "贷款", "card": "信用卡或透支", "guarantee": "对外担保"},
        "outcome": {"approved": "批准", "approved_changed": "变更条件后批准",
                    "returned": "退回补充", "refused": "拒绝", "withdrawn": "撤回",
                    "expired": "逾期失效"},
        "identity": {"passport": "护照", "id_card": "身份证", "residence_permit": "居留证"},
    },
}  # fmt: skip
