"""The rooms for what owners say and ask, on the page: a complaint, a question, an announcement; the owner holds a small screen."""

import pytest
from playwright.async_api import Browser, expect

from tests.browser.desk import HAND, PATIENCE_MS, Desk, Handset, open_desk
from tests.browser.steps import ZH, begins

pytestmark = [pytest.mark.browser, pytest.mark.slow]
COMPLAINT = "TS20250915001"
DAY = "时间前进 1 天"
WET = "三楼电梯厅的垃圾桶两天没有清理，有异味"


async def _taps(phone: Handset, *labels: str) -> None:
    for label in labels:
        await phone.taps(label)


@pytest.mark.rows("R081", "R085", "R086", "R089", "R091", "X13")
async def test_a_complaint_from_the_owners_phone_until_it_is_closed(browser: Browser, demo: str):
    async with open_desk(browser, demo, size=HAND) as small:
        await _complains(small.phone("陈女士"))
    async with open_desk(browser, demo) as desk:
        owner, clerk = desk.phone("陈女士"), desk.phone("郑雨")
        await clerk.sees("新投诉建议，请定级", COMPLAINT, WET)
        await _fills(clerk, "定级", "轻微", "清理频次偏低")
        await clerk.sees("投诉由你负责，请提出处理方案")
        await _fills(clerk, "提出方案", "从今天起每天上午和下午各清理一次")
        await owner.sees("处理方案：从今天起每天上午和下午各清理一次", "请问您是否同意此方案")
        await owner.taps("同意")
        await clerk.sees("业主同意方案，请办理并答复结果")
        await _fills(clerk, "答复结果", "已清理干净，并排好每天两次的班次")
        await owner.sees("我们的答复：已清理干净")
        await owner.taps("满意")
        await _the_callback(desk, owner)


async def _complains(owner: Handset) -> None:
    await begins(owner)
    await owner.taps("投诉与建议")
    await owner.reads_last("对不起，给您添麻烦了")
    await _taps(owner, "投诉", "保洁卫生")
    await owner.says(WET)
    await owner.reads_last("请用一句话告诉我们")
    await owner.says("希望每天清理")
    await owner.reads_last("您的姓名可以让哪些人看到")
    await owner.taps("办理人员")
    await owner.reads_last("请您核对", WET, "希望每天清理")
    await owner.taps("确认")
    await owner.sees(f"单号{COMPLAINT}", "最迟9月16日 周二 09:0")


async def _fills(phone: Handset, *answers: str) -> None:
    """A form of the office: buttons, at last some words, and what was written is confirmed."""
    await _taps(phone, *answers[:-1])
    await phone.says(answers[-1])
    await phone.reads_last("请您核对", answers[-1])
    await phone.taps("确认")


async def _the_callback(desk: Desk, owner: Handset) -> None:
    """A colleague who did not lead it calls, the supervisor judges it, and it is closed."""
    await desk.walk(DAY, "")
    await expect(desk.page.locator("#dock .face")).to_contain_text("9月16日", timeout=3 * PATIENCE_MS)
    await desk.walk(ZH.hour, "10:")
    caller = await desk.hand_over("林海涛", "吴佳")
    await caller.sees("投诉回访", COMPLAINT, "陈女士，电话10000000005")
    await _taps(caller, "登记通话结果", "已接通，满意")
    await caller.says("现在很干净")
    supervisor = await desk.hand_over("何志强", "许文静")
    await supervisor.sees("已回访，请判定投诉是否有效", COMPLAINT)
    await _fills(supervisor, "判定有效性", "有效", "清理频次偏低")
    await owner.sees("已办结", COMPLAINT)


@pytest.mark.rows("R030", "R034", "R037", "R183")
async def test_one_question_has_its_answer_and_the_other_goes_to_a_person(browser: Browser, demo: str):
    async with open_desk(browser, demo, size=HAND) as small:
        owner = small.phone("陈女士")
        await begins(owner)
        await owner.taps("常见问题")
        await owner.says("停车费一个月多少")
        await owner.reads_last("车位和月租", "请问您的问题解决了吗")
        await owner.taps("已解决")
        await _taps(owner, "主菜单", "联系人工", "现在和工作人员对话")
        await owner.says("周六上午可以单独开一层空调吗")
        await owner.reads_last("已记下")
    async with open_desk(browser, demo) as desk:
        owner, clerk = desk.phone("陈女士"), desk.phone("郑雨")
        await clerk.sees("业主请求对话：请接待", "周六上午可以单独开一层空调吗")
        await _taps(clerk, "我来接待", "返回对话", "请示主管")
        await clerk.says("周六单层开四小时可以安排吗")
        await clerk.sees("已请示", "待答复")
        supervisor = await desk.hand_over("何志强", "许文静")
        await supervisor.sees("同事请示：业主正在等候", "周六单层开四小时可以安排吗")
        await supervisor.taps("答复请示")
        await supervisor.says("可以，请业主填加时申请")
        await clerk.sees("请示已有答复：请答复业主", "可以，请业主填加时申请")
        await _taps(clerk, "对话", "答复")
        await clerk.says("可以的，请您今天填好加时申请，我来安排。谢谢您。")
        await clerk.reads_last("请您核对")
        await clerk.taps("发送给业主")
        await owner.sees("可以的，请您今天填好加时申请")


@pytest.mark.rows("R149", "R195")
async def test_an_announcement_is_drafted_approved_read_and_asked_about(browser: Browser, demo: str):
    async with open_desk(browser, demo) as desk:
        clerk = desk.phone("郑雨")
        await begins(clerk)
        await _drafts(clerk)
        await clerk.sees("外墙清洗", "机器人可送达5人", "待审批")
        supervisor = await desk.hand_over("何志强", "许文静")
        await supervisor.sees("有公告待审批", "请关好窗户，并收好窗台物品。")
        await _taps(supervisor, "审批并发送", "审批并发送")
        await clerk.sees("公告已发送")
    async with open_desk(browser, demo, size=HAND) as small:
        owner = small.phone("陈女士")
        await owner.sees("尊敬的业户，您好。", "外墙清洗", "时间：9月18日 周四 09:00-17:00", "范围：3层")
        await owner.taps("咨询此公告")
        await owner.sees("就此公告给您来电说明")
        await small.page.locator("#tabs button", has_text="郑雨").click()
        await small.phone("郑雨").sees("咨询公告“外墙清洗”", "陈女士，电话10000000005")


async def _drafts(clerk: Handset) -> None:
    await _taps(clerk, "管理处事务", "公告", "草拟公告", "通知", "部分楼层")
    await clerk.says("3")
    await clerk.taps("全部联系人")
    for words in ("外墙清洗", "请关好窗户，并收好窗台物品。", "9月18日9:00", "9月18日17:00"):
        await clerk.says(words)
    await _taps(clerk, "一般，知晓即可", "审批后立即发送")
    await clerk.reads_last("业主将看到", "机器人可送达5人")
    await clerk.taps("提交审批")


@pytest.mark.rows("R098", "R099", "R101", "R149")
async def test_everybody_affected_hears_of_an_event_until_it_is_over(browser: Browser, demo: str):
    async with open_desk(browser, demo, size=HAND) as small:
        owner = small.phone("陈女士")
        await begins(owner)
        await _taps(owner, "紧急求助", "水管爆裂、大量漏水", "先这样，稍后补充")
        await owner.reads_last("警报已发给中控室和值班负责人")
    async with open_desk(browser, demo) as desk:
        owner, clerk = desk.phone("陈女士"), desk.phone("郑雨")
        await clerk.sees("警报：请立即处理并致电", "0301")
        await _taps(clerk, "我来处理", "突发事件 TF20250915001", "通知受影响业户", "2、3层", "远离现场", "没有补充")
        await clerk.reads_last("业户将看到", "请您远离现场", "机器人可送达6人")
        await clerk.taps("立即发送")
        await owner.sees("请您远离现场", "水管爆裂、大量漏水，2、3层：已接到报告")
        await owner.taps("我已平安")
        await owner.reads_last("您已告知我们您平安")
        await clerk.sees("单元：8户，平安1户")
        await _taps(clerk, "事件结束", "没有补充", "立即发送")
        await owner.sees("水管爆裂、大量漏水，2、3层：已经结束")
        supervisor = await desk.hand_over("何志强", "许文静")
        await supervisor.sees("事件已结束，请当天提交报告", "写事件报告")
