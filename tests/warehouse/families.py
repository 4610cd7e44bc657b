"""Families of texts for the tests of duplicates: speeches of their own words, and what the web makes of them."""

from random import Random

_WHO = "村里的木匠 渡口的船工 学校的老师 合作社的会计 修堤的民工 医院的护士 邮局的信差 粮站的司磅 窑厂的师傅 茶场的姑娘".split()
_WHEN = "去年冬天 今年开春 上个月底 前几天夜里 头一场雪后 端午前后 秋收以前 每逢集日 天刚亮时 入伏以来".split()
_DID = (
    "把漏雨的仓库修好了 给学堂送去了桌椅 把欠账一笔笔还清 在山口种下了松苗 替邻居挑水劈柴 把河道里的淤泥挖开"
    " 跑了三趟县城买药 为晚会排演了新戏 把旧水车改成电泵 替烈属收割了麦子"
).split()
_SAID = (
    "这件事大家都看在眼里 账本上记得清清楚楚 谁也没有多要一分工钱 我们应当向他们学习 希望以后接着办下去"
    " 这样的好风气要传开 困难的时候更要齐心 不能让老实人吃亏 办法总比难处多一些 群众心里有一杆秤"
).split()


def speech(seed: int, sentences: int = 24) -> list[str]:
    """The sentences of a speech that shares few with those of other seeds."""
    random = Random(seed)
    return [
        f"{random.choice(_WHEN)}{random.choice(_WHO)}{random.choice(_DID)},{random.choice(_SAID)}第{seed}号{n}条。"
        for n in range(sentences)
    ]


def page(*sentences: str, title: str = "讲话", date: str = "2024-01-02", gated: bool = False) -> str:
    """A page for the small cleaner, four sentences a paragraph."""
    body = "\n".join("".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4))
    gate = "广告:余下付费\n" if gated else ""
    return f"题:{title}\n日:{date}\n\n{body}\n{gate}"


def retyped(sentences: list[str], seed: int) -> list[str]:
    """The same with a slip of the pen in every sixth sentence."""
    random = Random(seed)
    return [
        s.replace(s[k], "某", 1) if n % 6 == 0 and (k := random.randrange(4)) >= 0 else s
        for n, s in enumerate(sentences)
    ]
