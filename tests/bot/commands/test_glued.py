"""Commands with no space behind them, as people write Chinese."""

from __future__ import annotations

import pytest

from bot.commands.glued import parted
from bot.commands.registry import COMMANDS
from bot.messages.wording import wording

ZH = wording("zh")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("订阅全部", "订阅 everything"),
        ('订阅 "足球每天9点"', '订阅 "足球每天9点"'),
        ("订阅黑色星期五", "订阅 黑色星期五"),
        ("订阅 黑色星期五 9点", "订阅 黑色星期五 9点"),
        ("取消订阅全部", "取消订阅 全部"),
        ("退订1", "退订 1"),
        ("暂停3天", "暂停 3天"),
        ("暂停到周五", "暂停 到周五"),
        ("长度短", "长度 短"),
        ("为什么2", "为什么 2"),
        ("帮助订阅", "帮助 订阅"),
        ("摘要预览", "摘要 预览"),
        ("总结https://news.example/a", "总结 https://news.example/a"),
        ("语言英文", "语言 英文"),
        ("定时1每天9点", "定时 1 每天9点"),
        ("定时 1每天9点", "定时 1 每天9点"),
        ("订阅所有", "订阅 everything"),
        ("总结一下今天的新闻", "总结 今天的新闻"),
        *((f"订阅{polite}", "订阅") for polite in ("吧", "一下", "吧！", "谢谢")),
        *((f"暂停{polite}", "暂停") for polite in ("吧", "一下")),
        *((f"订阅足球{end}", "订阅 足球") for end in ("吧", "谢谢", "。", "！", "吧，谢谢。")),
        ("订阅酒吧", "订阅 酒吧"),
    ],
)
def test_a_space_is_put_behind_a_command(typed, meant):
    assert parted(typed, COMMANDS, ZH) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "订阅", "订阅：", "订阅号是什么", "订阅号", "订阅者增加", "订阅费多少", "订阅失败了",
        "为什么下雨", "主题公园", "数据库", "继续努力", "我想订阅足球", "语言学", "help足球", "",
        "搜索" + "足球" * 100, "订阅足球？", "订阅我的", "屏蔽他", "屏蔽词", "屏蔽所有", "订阅了",
        "订阅@digestbot", "搜索引擎新闻", "忘记密码", "开始下雨", "过滤器",
    ],
)  # fmt: skip
def test_a_line_that_gives_no_command_stays_as_it_is(typed):
    assert parted(typed, COMMANDS, ZH) is None


@pytest.mark.parametrize(
    ("wish", "meant"),
    [
        ("足球 每天9点", "足球 daily 09:00"),
        ("足球每天9点", "足球 daily 09:00"),
        ("space每天早上八点", "space daily 08:00"),
        ("马斯克，每天9点", "马斯克 daily 09:00"),
        ("“登月 计划”每天9点", "“登月 计划” daily 09:00"),
        ("世界杯2026每天9点", "世界杯2026 daily 09:00"),
        ("歼20每天9点", "歼20 daily 09:00"),
        ("GPT5每天", "GPT5 daily 08:00"),
        ("足球 下午3点", "足球 daily 15:00"),
        ("足球早上8点半", "足球 daily 08:30"),
        ("早上9点", "daily 09:00"),
        ("全部早上9点", "everything daily 09:00"),
        ("足球每晚8点", "足球 daily 20:00"),
        ("足球晚上12点", "足球 daily 00:00"),
        ("足球每天二十点", "足球 daily 20:00"),
        ("足球每天十五点", "足球 daily 15:00"),
        ("足球每天8点15", "足球 daily 08:15"),
        ("足球每天8点18点", "足球 daily 08:00 18:00"),
        ("足球每天08:00 20:00", "足球 daily 08:00 20:00"),
        ("足球早上9点每天", "足球 daily 09:00"),
        ("足球9点每天", "足球 daily 09:00"),
        ("足球每两小时", "足球 every 2h"),
        ("足球周一到周五每天9点", "足球 weekdays 09:00"),
        ("足球工作日每天9点", "足球 weekdays 09:00"),
        ("足球每个周五9点", "足球 fri 09:00"),
        ("足球周五9点", "足球 fri 09:00"),
        ("足球每天9点 -篮球", "足球 daily 09:00 -篮球"),
        ("南方周末每天9点", "南方周末 daily 09:00"),
        ("黑色星期五每天9点", "黑色星期五 daily 09:00"),
        ("英国每日邮报每天9点", "英国每日邮报 daily 09:00"),
        ("足球每天9点吧", "足球 daily 09:00"),
        (" 足球 每天9点。", "足球 daily 09:00"),
        (" 足球 9 点 每周五", "足球 fri 09:00"),
        ("足球工作日 9 点", "足球 weekdays 09:00"),
        ("足球每 2 小时", "足球 every 2h"),
        (" 足球 上午 9 点", "足球 daily 09:00"),
        ("足球每天中午12点半", "足球 daily 12:30"),
    ],
)
def test_the_schedule_of_a_wish_is_found(wish, meant):
    assert parted(f"订阅{wish}", COMMANDS, ZH) == f"订阅 {meant}"


@pytest.mark.parametrize(
    "wish",
    [
        "NBA playoff", "ChinaDaily", "blackfriday", "足球 -playoff", "football 25:00", "足球 9点",
        "足球 8pm 每天", "足球 7:30 PM 每天", "足球 noon 每天", "足球 8.30 每周五", "足球 9 每周五",
        "足球100点", "每日邮报", "黑色星期五 9点", "南方周末", "下午茶", '"足球每天9点"',
    ],
)  # fmt: skip
def test_what_is_no_schedule_in_a_wish_stays(wish):
    assert parted(f"订阅 {wish}", COMMANDS, ZH) == f"订阅 {wish}"


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        (" 足球 每天25点", "“25:00”不是"),
        ("足球每天24点", "“24:00”不是"),
        ("足球每天二十五点", "“二”既不是"),
        ("足球每周一三五9点", "“三五9”既不是"),
        ("足球周一9:00周四18:00", "不同日子的不同时间"),
        ("足球今晚9点", "“今晚9点”既不是"),
        ("明天9点", "“明天9点”既不是"),
        ("足球每3天", "按周重复"),
        ("足球每周", "“周”既不是"),
        ("足球每天推送", "“推送”既不是"),
    ],
)
def test_what_is_meant_as_a_schedule_and_is_none_is_refused(news, wish, reason):
    news.says("language zh")
    assert reason in news.says(f"订阅{wish}")
    assert "还没有" in news.says("我的订阅")


def test_what_is_said_so_is_done(news):
    news.says("language zh")
    assert "足球：每天 09:00" in news.says("订阅足球每天9点")
    assert "航天：每天 09:00" in news.says("订阅 航天每天9点")
    assert "号外：每天 08:00" in news.says("订阅 号外")
    assert "11月26日周四 07:00" in news.says("暂停3天")
    assert '"登月 计划"：每天 09:00' in news.says("订阅“登月 计划”每天9点")
    assert "足球" in news.says("我的订阅")


def test_it_is_done_only_in_chinese_and_where_it_is_said_to_the_bot(news):
    assert "There is no command" in news.says("订阅足球")
    news.says("language zh")
    assert news.hears("订阅足球每天9点", overheard=True).blocks == ()
    assert "没有“订阅号是什么”这个命令" in news.says("订阅号是什么")
    assert "还没有" in news.says("我的订阅")
