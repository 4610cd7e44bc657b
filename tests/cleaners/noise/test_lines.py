"""Lines that pages put into a text go wherever they stand; lines of a text stay that only look like them."""

import pytest

from tests.cleaners.noise.around import PLACES, SPEECH, cleaned, lines

FURNITURE = """
点击图片查看大图
正文
本文共1234字,阅读大约需要4分钟。
00:00 / 05:32
语音播报 00:00/03:21
打开平川APP,查看更多精彩图片
您的浏览器暂不支持播放该视频,请升级至最新版浏览器。
您的浏览器禁用了JavaScript,部分功能将无法使用。
请启用JavaScript以获得更好的浏览体验
Your browser does not support the video tag.
视频加载中...
本报记者 王小山 通讯员 李大河
记者:张三 摄影:李四
(本报记者王小山)
昨天 记者 罗小禾
3小时前
昨天 10:24
阅读 1.2万 · 评论 35 · 点赞 208
我有话说(0人参与)
#乡村振兴# #人代会#
已收录于专题:人代会
(完)
本文转自:平川日报
《平川日报》(2019年03月04日 第 02 版)
(下转第二版)
凡注明“来源:平川网”的作品,版权均属平川网所有。
平台声明:该文观点仅代表作者本人。
展开阅读全文
您对本文的评价:
满意一般不满意
这篇文章对您有用吗? 有用(3) 没用(0)
如果觉得我的文章对您有用,请随意打赏。您的支持将鼓励我继续创作!
本文最后更新于 2019年3月5日
扫码加群,获取更多公文材料
点击下方“阅读原文”查看更多
图片来源:网络
供稿:乡党政办
一审:甲 二审:乙 三审:丙
本文已被浏览 123 次
您是第 12345 位浏览者
第1页 第2页 第3页
本新闻共3页,当前在第1页
还可以输入140字
请遵守新闻评论服务协议
附件【报告全文.doc】已下载12次
该贴已经同步到 老王的微博
>>>点击查看更多<<<
大家都在搜:述职报告
A+ A-
""".strip().split("\n")
TEXT = """
有的老人连浏览器是什么都不知道,我们就一个一个教。
打开江北通客户端,点开右上角的小人,就能看到自己的社保。
昨天 记者来采访,我一句话也没有多说。
第一步,请启用脚本开关,再插加密锁。
记者站要建起来。
记者节快乐
通讯员队伍
会议记录人:张三
全文如下:
目录工作要往前走一步。
这个页面不存在的时候,老百姓骂的是我们。
开通会员制农场三个,吸收社员二百户
加入会员的企业有十七家
#1机井出水,#2机井报废
1:30到3:00,分组讨论
上接天线、下接地气
钱从哪里来......
相关政策:一是减税,二是降费,三是贴息。
推荐阅读的书有三本。
概要汇报如下:
加载了两车化肥
阅读 3000 册图书的活动
推荐 12 名代表
扫一扫门前雪
本报告共分三个部分,约1500字。
附件:任务分解表
您的支持,就是我们前进的动力!
有人戳我脊梁骨,我不怕
倡导文明上网,理性发言
一审:判处有期徒刑三年
最后修改定稿
第3页第5行有误
请自觉遵守会场纪律
微信公众号:平川发布
""".strip().split("\n")


@pytest.mark.parametrize("at", PLACES)
@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_goes(line: str, at: int) -> None:
    done = cleaned(f"<p>{line}</p>", at=at)
    assert lines(done) == len(SPEECH)
    assert done.speeches[0].completeness == "complete"


@pytest.mark.parametrize("at", PLACES[1:])
@pytest.mark.parametrize("line", TEXT)
def test_text_stays(line: str, at: int) -> None:
    done = cleaned(f"<p>{line}</p>", at=at)
    assert lines(done) == len(SPEECH) + 1
    assert done.speeches[0].completeness == "complete"
