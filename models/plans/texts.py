"""The five items of the weekly and of the monthly plan, as the handbook has them (R159, R160; the month's after R016, R078, R128, R130)."""

from models.estate import Both
from models.refusals import Gone
from models.reports.periods import PeriodKind

ITEMS: dict[PeriodKind, tuple[Both, ...]] = {
    PeriodKind.WEEK: (
        Both("负责办理入驻收费的全部手续", "All formalities and fees of moving in"),
        Both("配合招商中心开门看房手续", "Opening units for viewings with the leasing centre"),
        Both("根据业主需求开展其他有偿服务", "Other paid services as owners need them"),
        Both("完善业主档案", "Complete the owners' files"),
        Both("定期思想交流总结", "Regular exchange of views, and its summary"),
    ),
    PeriodKind.MONTH: (
        Both("完善客服制度和流程,部门基本实现制度化管理", "Complete the rules and processes of customer service"),
        Both(
            "每月初配合工程部对每户业主进行远程数据抄表",
            "Remote meter reading of every unit with engineering, early in the month",
        ),
        Both("费用的收取及催缴工作", "Collection of fees, and dunning"),
        Both("根据业主需求,开展其他有偿服务", "Other paid services as owners need them"),
        Both("完成领导交办的其他任务", "Other tasks given by leaders"),
    ),
}


def wording(kind: PeriodKind, number: int) -> Both:
    """The text of an item, counted from 1; raises Gone where there is none."""
    if not 1 <= number <= len(ITEMS[kind]):
        raise Gone
    return ITEMS[kind][number - 1]
