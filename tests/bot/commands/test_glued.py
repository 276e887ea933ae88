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
        ("订阅全部", "订阅 全部"),
        ("订阅足球 每天9点", "订阅 足球 每天9点"),
        ("订阅足球每天9点", "订阅 足球 每天9点"),
        ("订阅 足球每天9点", "订阅 足球 每天9点"),
        ('订阅 "足球每天9点"', '订阅 "足球每天9点"'),
        ("订阅space每天早上八点", "订阅 space 每天早上八点"),
        ("/订阅：马斯克，每天9点", "订阅 马斯克 每天9点"),
        ("订阅“登月 计划”每天9点", "订阅 “登月 计划”每天9点"),
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
    ],
)
def test_a_space_is_put_behind_a_command(typed, meant):
    assert parted(typed, COMMANDS, ZH) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "订阅", "订阅：", "订阅号是什么", "订阅号", "订阅者增加", "订阅费多少", "订阅失败了",
        "为什么下雨", "主题公园", "数据库", "继续努力", "我想订阅足球", "语言学", "help足球", "",
        "搜索" + "足球" * 100,
    ],
)  # fmt: skip
def test_a_line_that_gives_no_command_stays_as_it_is(typed):
    assert parted(typed, COMMANDS, ZH) is None


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
