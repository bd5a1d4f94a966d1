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
}  # fmt: skip
