"""Rows of buttons, menus and counters: lines made of nothing but words that pages put around a text.

A word stands here only if no speech would have it as a line of its own.
"""

from collections.abc import Iterator

from cleaners.lazy import compiled
from cleaners.rules import Rule, Span, whole
from cleaners.view import View

WORDS = frozenset(
    """
    TOP 顶端 报告 引用 发新话题 发布投票 悬赏 活动 个人空间 短消息 资料 加为IE收藏 只看 当前离线 状态 离线 在线 发布主题 上个主题 下个主题 快捷导航 开启辅助访问 切换到窄版 切换到宽版 帮助 版块浏览记录 帖子浏览记录 回帖奖励 收藏主题 收藏此主题 快速回复主题 上传
    关灯 开灯 开启左侧 收起左侧 复制链接 阅读模式 显示全部楼层 只看该作者 只看楼主 只看大图 倒序浏览 正序浏览 倒序看帖 电梯直达 跳转到指定楼层
    打印 打印本页 打印此页 打印本文 打印文章 打印预览 上一主题 下一主题 返回列表 返回首页 返回顶部 返回目录 返回上页 返回上一页 回到顶部 回顶部 置顶 顶部 去顶部
    楼主 沙发 板凳 地板 发消息 发短消息 加好友 加为好友 串个门 打招呼 使用道具 举报 举报本文 投诉 纠错 我要纠错 我要举报 违规举报 收起 展开 展开全部 展开全文 收起全文
    收藏 收藏本文 收藏本页 收藏此页 加入收藏 添加收藏 收藏成功 取消收藏 收藏本站 设为首页 点赞 赞 踩 顶 顶一下 踩一下 点个赞 喜欢 打赏 赏 支持 反对 分享 分享到 转发 转发到 推荐给朋友
    微信 微博 新浪微博 腾讯微博 QQ空间 QQ好友 朋友圈 微信好友 百度贴吧 豆瓣 人人网 复制网址 微信扫一扫 扫一扫 扫码分享 扫一扫分享 手机扫码阅读 手机扫一扫 二维码 在看 看一看 写留言 留言
    微信朋友圈 豆瓣网 QQ 空间 新浪 网易 印象笔记 有道云笔记 更多 更多>> 查看更多 加载更多 点击加载更多 换一换 换一批 下载附件 保存到相册 登录/注册
    登录 登陆 注册 立即注册 立即登录 免费注册 快速注册 会员登录 用户登录 会员中心 个人中心 用户中心 退出 退出登录 忘记密码 找回密码 自动登录 记住密码 账号登录 手机登录 QQ登录 微信登录
    用户名 密码 验证码 匿名 匿名发表 匿名评论 提交 提交评论 发表评论 发布评论 发表评论取消回复 取消回复 回复 引用 评论 全部评论 最新评论 最热评论 热门评论 网友评论 用户评论 我要评论 我来说两句 暂无评论
    暂时没有评论 还没有评论 暂无评论内容 表情 发布 发帖 发新帖 快速回复 发表回复 高级模式 本版积分规则 回帖后跳转到最后一页 精彩评论 评分 点评 回帖 看帖 淘帖 收听TA 查看全部评分 查看原图
    首页 网站首页 返回主页 网站地图 站点地图 网站导航 导航 手机版 电脑版 手机站 触屏版 关于我们 关于本站 联系我们 联系客服 在线客服 客服 客服中心 帮助中心 使用帮助 新手帮助 常见问题 意见反馈 用户反馈 反馈 建议反馈
    用户协议 服务条款 隐私政策 隐私条款 隐私保护 法律声明 版权声明 免责声明 版权申明 免责条款 网站声明 友情链接 广告服务 广告合作 商务合作 加入我们 诚聘英才 招贤纳士 投稿 我要投稿 在线投稿 网站合作
    VIP VIP会员 VIP专区 会员 开通VIP 开通会员 立即开通 升级会员 成为会员 会员专享 充值 立即充值 购物车 我的订单 立即购买 购买 立即支付 去支付 我的下载 我的收藏 我的文档 上传文档 上传文件 我要上传 上传赚钱
    下载 免费下载 立即下载 马上下载 点击下载 下载本文 下载文档 下载全文 下载文本 下载word文档 下载Word文档 文档下载 付费下载 会员下载 免费试读 试读 全屏 全屏阅读 全屏预览 在线阅读 在线预览 预览 全文阅读 阅读全文 继续阅读 点击阅读全文
    点击查看全文 查看全文 复制全文 一键复制 复制 复制内容 复制成功 朗读 语音朗读 听全文 字体 字号 大 中 小 大字体 小字体 加大 缩小 默认 关闭 关闭窗口 关闭本页 【关闭】 关 确定 取消 确认 确认删除 确认删除? 删除
    实名认证 内容提供者 认证用户 认证作者 认证会员 官方认证 已认证 客服微信 客服QQ 官方微信 官方微博 官方公众号 微信公众号 官方微信公众号 客服个人微信号 微信订阅号 扫码关注 扫一扫关注 扫码关注公众号 扫一扫添加客服微信
    关注 粉丝 帖子 积分 文章数 人气 浏览 阅读 排行榜 阅读排行 下载排行 热门排行 点击排行 本周排行 猜你还看 非法内容举报中心 文档信息 送TA礼物 收起回复 本文导航 文章导航 下载须知 下载提示 购买须知 购买提示 广告 广告位 推广 赞助商链接 ADVERTISEMENT Advertisement MORE MORE+ More 保存 放大 缩小 无障碍阅读 VIP免费 收藏到文库 TA的帖子 手机客户端 一键分享 热搜词 网友正在看 频道精选 24小时热榜 返回上一级 收听本文 朗读全文 听新闻 播放音频 语音播报 下载Word版 下载word版 下载PDF版 接下一页 正文 本文目录 文章目录 使用说明 温馨提示 热门推荐 热点推荐 热门标签 热门搜索 热搜 大家都在搜 搜索 站内搜索 高级搜索 搜一搜
    作者专栏 关注我们 碎片内容 相关推荐 相关文章 相关阅读 相关内容 相关文档 相关资料 相关专题 相关主题 相关搜索 相关链接 推荐阅读 推荐文章 精彩推荐 精选推荐 编辑推荐 猜你喜欢 你可能喜欢 您可能感兴趣 您可能喜欢 热门文章 最新文章 最新更新
    最新推荐 热门阅读 延伸阅读 大家还看了 看了又看 本类推荐 本栏推荐 同类推荐 更多推荐 随机推荐 最近更新 栏目导航 分类导航 热门栏目 热门专题 标签 标签云 返回 下一页 上一页 末页 尾页 前一页 后一页 上一篇 下一篇 上一条 下一条 没有了
    新手上路 注册会员 中级会员 高级会员 金牌会员 论坛元老 管理员 版主 超级版主 实习版主 荣誉会员 限制会员 等待验证会员 普通会员 游客 当前在线 当前离线 在线时间 最后登录 注册时间 阅读权限 精华 威望 金钱 金币 贡献 好友 听众 收听 UID 加关注 已关注 私信
    阅读原文 去阅读 在小说阅读器读本章 点击上方蓝字关注我们 点击蓝字关注我们 关注该公众号 使用小程序 听过 往期推荐 往期回顾 往期精选 往期精彩 分享收藏点赞在看 轻点两下取消赞 轻点两下取消在看 视频 小程序 预览时标签不可点 微信扫一扫关注该公众号 知道了 允许 赞赏作者 喜欢作者 名称已清空 继续滑动看下一个 向上滑动看下一个 轻触阅读原文 微信扫一扫使用小程序
    字体大小 背景色 护眼 夜间 白天 繁体 简体 简 繁 English 无障碍 无障碍浏览 长者模式 适老化 智能问答 RSS RSS订阅 移动版 Archiver 小黑屋 手机 客户端 APP下载 下载APP 下载客户端 打开APP APP内打开
    """.split()
)  # fmt: skip
_COUNT = r"^[\d.]+[万千kwKW+]*|[\d.]+[万千kwKW+]*$"
_ONLY_SIGNS = r"[\s|·•/\-—_=*+~<>«»›‹]{1,80}"
_KEPT_RULES = r"[\s\-—_=*+~·]{1,80}"


def is_button(word: str) -> bool:
    """A word of the list, whatever count stands before or behind it: 43帖子, 评论(2).

    >>> is_button("43帖子"), is_button("精彩评论2"), is_button("43号文件")
    (True, True, False)
    """
    return word in WORDS or (len(word) < 20 and compiled(_COUNT).sub("", word).rstrip("?!。…") in WORDS)


def find(view: View) -> Iterator[Span]:
    """Lines all of whose words are buttons or numbers, at least one a button."""
    for line in view.lines:
        if len(line.key) <= 80:
            words = line.words
            if any(map(is_button, words)) and all(w.isdigit() or is_button(w) for w in words):
                yield whole(line)


def separators(view: View) -> Iterator[Span]:
    """Lines that hold bars or arrows and nothing else; a row of dashes may be the author's and stays."""
    for line in view.lines:
        if (
            len(line.key) <= 3
            and compiled(_ONLY_SIGNS).fullmatch(line.key)
            and not compiled(_KEPT_RULES).fullmatch(line.key)
        ):
            yield whole(line)


RULES = (
    Rule("page/buttons", "cut", "网页上的按钮、菜单和计数, 不是文稿", find, pattern="整行都是按钮词"),
    Rule("page/separator", "cut", "网页上残留的竖线、箭头等分隔符", separators, pattern=_ONLY_SIGNS),
)
