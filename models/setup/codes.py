"""The words that the register's workbook says for the codes of the office, in both languages (models/README.md)."""

from models.estate import Both

STATUSES = {
    "self_used": Both("自用", "self-used"),
    "let": Both("出租", "let"),
    "fit_out": Both("装修", "fit-out"),
    "vacant": Both("空置", "vacant"),
    "not_handed_over": Both("未交付", "not handed over"),
    "moving_out": Both("迁出中", "moving out"),
}

ROLES = {
    "owner": Both("业主", "owner"),
    "principal": Both("负责人", "principal"),
    "admin": Both("行政", "administration"),
    "admin_manager": Both("行政主管", "administration manager"),
    "finance": Both("财务", "finance"),
    "manager": Both("店长", "shop manager"),
    "head_teacher": Both("校长", "head teacher"),
    "partner": Both("合伙人", "partner"),
    "producer": Both("制片", "producer"),
    "reception": Both("前台", "reception"),
    "leasing": Both("招商中心", "leasing centre"),
    "party_a": Both("甲方代表", "Party A"),
}

TITLES_OF = {
    "manager": Both("项目经理", "manager"),
    "cs_supervisor": Both("客服主管", "customer service supervisor"),
    "cs_field": Both("客服外勤", "field customer service"),
    "cs_desk": Both("客服内勤", "customer service desk"),
    "cashier": Both("收费员", "cashier"),
    "finance": Both("财务", "finance"),
    "dept_head": Both("部门主管", "department head"),
    "technician": Both("维修工", "technician"),
    "cleaner": Both("保洁员", "cleaner"),
    "gardener": Both("绿化工", "gardener"),
    "control_room": Both("中控室", "control room"),
    "guard": Both("保安员", "guard"),
    "admin": Both("人事行政专员", "personnel and administration"),
}

TRADES = {
    "power": Both("强电", "power"),
    "water": Both("给排水", "water"),
    "aircon": Both("空调", "air-conditioning"),
    "lowvoltage": Both("弱电门禁", "low voltage"),
    "carpentry": Both("木工门窗锁", "carpentry"),
    "general": Both("综合维修", "general repairs"),
    "lift": Both("电梯", "lift"),
    "fire": Both("消防", "fire"),
    "cleaning": Both("保洁", "cleaning"),
    "greening": Both("绿化", "greening"),
    "security": Both("秩序", "security"),
}

HONORIFICS = {"先生": Both("先生", "Mr"), "女士": Both("女士", "Ms"), "小姐": Both("小姐", "Miss")}
LANGUAGES = {"zh_Hans": Both("中文", "Chinese"), "en": Both("英文", "English")}
YES_NO = {"yes": Both("是", "yes"), "no": Both("否", "no")}

WEEKDAYS = {
    "1": Both("周一", "Mon"),
    "2": Both("周二", "Tue"),
    "3": Both("周三", "Wed"),
    "4": Both("周四", "Thu"),
    "5": Both("周五", "Fri"),
    "6": Both("周六", "Sat"),
    "7": Both("周日", "Sun"),
}
