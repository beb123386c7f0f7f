"""The steps of a paid service on the page, from the price list to the job that is done."""

from tests.browser.desk import Desk, Handset, Label
from tests.browser.steps import ZH, begins

ORDER = "FW20250915003"  # two were there before the demo began
TAP = "更换普通水龙头"


async def taps(phone: Handset, *labels: Label) -> None:
    """One button after the other."""
    for label in labels:
        await phone.taps(label)


async def finds_a_tap(owner: Handset) -> None:
    """A service by a few words."""
    await begins(owner)
    await owner.taps("有偿服务")
    await owner.says("换普通水龙头")
    await owner.reads_last(f"{TAP}，20元/个", "保修90天", "价目表TW-JM-2025-01 第1版")


async def comes_to_the_consent(owner: Handset) -> None:
    """How many, where and when, up to the page that is agreed to."""
    await taps(owner, "预约", "2个", "茶水间", "9月15日 周一 10:30", "无需说明，下一步")
    await owner.reads_last("此项目为有偿服务", "2个 × 20元 = 40元", "合计：40元", "请您确认是否同意")


async def gets_the_plumber(desk: Desk, number: str) -> None:
    """The desk dispatches what was agreed to, the head assigns, the plumber comes before the hour that was agreed."""
    clerk, head, plumber = (desk.phone(name) for name in ("郑雨", "何志强", "林海涛"))
    await clerk.sees(number, TAP)
    await clerk.taps(ZH.dispatch)
    await head.sees(ZH.please_assign, number)
    await head.taps(ZH.assign)
    await plumber.sees(ZH.please_accept, number)
    await taps(plumber, ZH.accept, ZH.arrive, "业主同意，签到")


async def finishes(plumber: Handset, charge: str, *more: str) -> None:
    """All that was agreed is done and charged, with a ready-made result and no picture."""
    await taps(plumber, ZH.finish, charge, "已更换配件，测试正常", ZH.no_picture, *more)
    await plumber.reads_last("收费：", "请您核对")
    await plumber.taps(ZH.confirm_done)


async def takes_cash(plumber: Handset, amount: str) -> None:
    """At the door."""
    await taps(plumber, f"收款 {amount}", f"现金 {amount}")
    await plumber.reads_last(f"金额：{amount}")
    await plumber.taps("确认已收")
