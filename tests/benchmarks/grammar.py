"""Sentences in the manner of office speeches, drawn from a grammar with a large vocabulary.

Words come from one stream of chance, facts (places, people, years, figures) from a `Facts`, so that the same speech
can be given again for another county or another year.
"""

import re
from collections.abc import Sequence
from functools import cache
from random import Random
from typing import NamedTuple, TypeVar

_VERBS = (
    "推进 加快 完善 健全 强化 落实 抓好 做实 深化 拓展 规范 优化 巩固 提升 创新 夯实 细化 统筹 破解 整治 盘活 培育 壮大 严格 改进 "
    "压实 畅通 补齐 构建 延伸 激活 理顺 推广 检验 督促 总结 研究 谋划 部署 调度 排查 整改 服务 保障 支持 引导 鼓励 扶持 带动 促进 "
    "落细 用好 管好 建好 守住 看住 盯紧 攻克 扭转 释放 汇聚 整合 对接 衔接 贯通 覆盖 宣讲 讲清 摸清 核实 公开 兑现 追踪 考核 评估 "
    "试行 铺开 扩大 缩短 减少 控制 防范 化解 消除 堵住 修订 编制 出台 执行 检查 通报 表彰 问责 培训 选配 轮换 储备 关心 解决 回应"
).split()
_QUALITIES = (
    "基层 重点 关键 薄弱 突出 现有 新型 长远 日常 一线 综合 专项 配套 公共 特色 优势 传统 骨干 年轻 本地 外来 城乡 沿线 山区 库区 "
    "社区 校园 企业 窗口 部门 行业 季节 全程 末端 源头 前端 动态 常态 精细 分类 分级 联合 协同 共享 开放 透明 便捷 安全 稳定 绿色 "
    "高效 务实 扎实 有效 可行 具体 明确 真实 准确 完整 及时 普遍 个别 历史 遗留 潜在 隐性 显性 刚性 柔性 首要 中心 主要 次要 一般 "
    "较大 偏远 集中 分散 闲置 低效 紧缺 过剩 陈旧 老旧 新建 在建 续建 拟建 停滞 滞后 领先 示范 试点 标杆 先进 典型 后进 困难 特殊"
).split()
_NOUNS = (
    "环节 队伍 制度 机制 责任 措施 任务 目标 项目 资金 台账 流程 标准 清单 底数 短板 难题 矛盾 隐患 问题 阵地 平台 网络 设施 装备 "
    "人员 岗位 作风 能力 水平 质量 效率 成本 效益 信心 意识 氛围 风气 形象 基础 条件 环境 空间 渠道 载体 抓手 方法 思路 规划 计划 "
    "方案 预案 政策 法规 程序 权限 职能 编制 经费 物资 仓储 通道 站点 窗口 档案 数据 信息 线索 诉求 意见 建议 反馈 成果 经验 教训 "
    "案例 样板 课题 指标 进度 节点 时限 短处 长处 潜力 动力 活力 合力 压力 定力 韧性 后劲 口碑 市场 产业 链条 园区 农户 群众 职工 "
    "学生 商户 老人 骨干 党员 干部 班子 支部 村组 街巷 片区 河段 山林 田块 路网 管网 电网 工地 车间 课堂 病房 柜台 驿站 广场 院落"
).split()
_ADVERBS = (
    "切实 扎实 着力 大力 全力 持续 逐步 尽快 坚决 认真 主动 积极 稳妥 有序 及时 带头 自觉 反复 始终 普遍 重点 深入 稳步 从严 从快 "
    "因地制宜地 一件一件地 不折不扣地 实打实地 脚踏实地 按时按量 分片分批 一户不漏地 点对点地 面对面地"
).split()
_ORGANS = (
    "各级各部门 各乡镇街道 各牵头单位 县直各部门 各级领导干部 办公室的同志 机关全体同志 各村支部书记 各责任单位 分管负责同志 "
    "督查组 联络员 驻村工作队 业务科室 纪检组 宣传口的同志 财政和审计部门 窗口单位 主要负责同志 班子成员 工作专班 各行业主管部门"
).split()
_RESULTS = (
    "让群众看得见摸得着 不让一个环节掉链子 做到心中有数 真正见到成效 取信于民 不留死角 形成闭环 打下底子 经得起检验 立得住叫得响 "
    "少走弯路 变被动为主动 把好事办好 给基层松绑 为发展腾出手来 使大家干有方向 年底前见分晓 当年有变化 一年上一个台阶 不再反复 "
    "兜住民生的底 管住手中的权 扛起肩上的担子 交出一份像样的答卷 赢得了主动 换来了实效 拿得出办法 说得清去向 算得清总账 留得住人"
).split()
_REMARKS = (
    "账要一笔一笔算 话要说到明处 功夫在平时 差一步就是差一截 起步晚不能步子慢 等是等不来的 会上定了的会后就要动 丑话说在前头 "
    "这是硬任务 没有退路可走 数字不会说假话 群众心里有杆秤 谁的孩子谁抱 看准了就干 慢不得也急不得 纸上谈兵不行 钱要花在刀刃上 "
    "路是人走出来的 打铁还需自身硬 好酒也怕巷子深 一把尺子量到底 出了题就要交卷 开弓没有回头箭 磨刀不误砍柴工 船到中流浪更急 "
    "说了算定了干 细节里头见真章 口子一开就难收 多一分准备少一分慌乱 旁观者清当局者也要清 一头热不行两头热才行 先立规矩后办事"
).split()
_TOPICS = {
    "安全生产": "矿山 锅炉 危化品 烟花 吊装作业 值班制度 应急演练 隐患台账 安全员 叉车 粉尘 监测探头 停产整顿 复产验收",
    "督查工作": "督办件 交办单 回访 销号 催办 批示件 办结率 台账 明查暗访 通报 反馈时限 联合督查 立项 督查专员",
    "防汛抗旱": "水库 堤坝 涵闸 泵站 雨情 水位 巡堤 沙袋 转移安置 预警广播 山洪沟 蓄水 灌渠 机井",
    "招商引资": "客商 签约 落地率 厂房 配套 回乡创业 推介会 产业链 要素保障 土地指标 代办员 首谈 投产 增资",
    "教育工作": "校车 食堂 师德 课后服务 学位 寄宿生 乡村教师 家访 教研 实验室 操场 校舍 控辍保学 集团办学",
    "卫生健康": "村医 卫生院 疫苗 慢病 家庭医生 急救站 药房 医联体 病床 处方 转诊 护士 体检 公共卫生",
    "环境保护": "秸秆 排污口 扬尘 河长 垃圾分类 化粪池 湿地 噪声 燃煤锅炉 黑臭水体 监测站 植绿 尾水 矿山复绿",
    "乡村振兴": "合作社 冷库 民宿 改厕 村集体 电商 山货 大棚 帮扶车间 公益岗 田长 晒场 村规民约 农家书屋",
    "信访工作": "来信 来访 接访日 包案 化解率 老上访 听证 疏导 初信初访 网上信访 积案 调解员 法律援助 回访卡",
    "政务服务": "大厅 一窗受理 证照 容缺办理 帮办 跑动次数 电子印章 好差评 自助机 并联审批 承诺件 延时服务 热线 办事指南",
    "保密工作": "涉密件 密级 保密柜 移动硬盘 内网 密码机 定密 脱密期 自查表 保密员 碎纸 复印登记 手机屏蔽柜 专用袋",
    "档案工作": "案卷 库房 归档 全宗 目录 扫描 密集架 防虫 借阅 鉴定 征集 口述史 数字档案室 移交",
    "人才工作": "引才 公寓 津贴 职称 工作站 校友 乡土专家 博士 挂职 实训 师带徒 人才卡 猎聘 柔性引进",
    "统计工作": "报表 抽样 普查员 指标 联网直报 数据核查 入库 台账 统计员 基本单位 调查点 误差 评估 年报",
    "森林防火": "瞭望塔 防火道 护林员 火源 坟头 扑火队 风力灭火机 卡口 无人机 林下可燃物 火险等级 禁火令 物资库 巡护",
    "食品安全": "小作坊 冷链 抽检 添加剂 农残 明厨亮灶 餐饮具 索证 快检 临期食品 校外供餐 集体聚餐 摊贩 追溯码",
    "文化旅游": "古镇 博物馆 非遗 步道 导游 厕所 停车位 夜游 民歌 戏台 文创 景区 露营 客栈",
    "消防工作": "消火栓 电动车 疏散通道 喷淋 烟感 微型站 高层 群租房 充电桩 灭火器 防火门 演练 九小场所 彩钢房",
    "基层治理": "网格员 楼栋长 物业 矛盾调解 红白事 积分 议事会 门牌 摄像头 社工 志愿者 邻里 片警 台账",
    "国企改革": "董事会 混改 资产 负债率 经理层 薪酬 重组 主业 亏损企业 监事 股权 招标 内控 清算",
    "信息工作": "约稿 快报 采用率 信息员 专报 选题 紧急信息 舆情 初报 续报 调研 上报 编发 退稿",
    "机关党建": "支部 党费 主题党日 书记项目 党课 谈心 换届 发展党员 阵地 民主评议 双报到 组织生活会 党员先锋岗 台账",
    "后勤保障": "公车 食堂 会务 节能 办公用房 物业 采购 接待 维修 水电 门卫 绿化 资产 宿舍",
    "交通建设": "便道 桥梁 路基 客运站 班线 超限 护栏 村道 养护 隧道 公交 标线 渡口 拆迁",
}
_FORMULAE = (
    "要提高认识,加强领导|要统一思想,明确任务|要加强领导,落实责任|要强化措施,狠抓落实|要加强督查,严格考核|要密切配合,形成合力|"
    "要加大宣传力度,营造良好氛围|做到认识到位、责任到位、措施到位|一把手要负总责,亲自抓、负总责|谁主管,谁负责|"
    "一级抓一级,层层抓落实|以更加饱满的热情、更加务实的作风做好各项工作|在肯定成绩的同时,也要清醒地看到存在的问题|"
    "发现问题及时报告、及时处置|对工作不力的要严肃追究责任|为经济社会发展作出新的更大贡献|要从讲政治的高度充分认识这项工作的重要性|"
    "切实把思想和行动统一到会议精神上来|确保各项工作落到实处|取得了阶段性的成效|要坚持问题导向和目标导向相统一|"
    "按照统一部署和要求|要突出重点,以点带面,整体推进|要建立健全长效机制|要抓住关键,突破难点|既要立足当前,又要着眼长远"
).split("|")
_CLAUSES = (
    "{d}{v}{q}{n}|{v}{t}{n}|把{t}和{n}一起{v}|{o}要{d}{v}{q}{n}|围绕{t}{v}{n}|对{q}的{n}要{d}{v}|{r}|{x}|{d}{v}{t}、{t}和{q}{n}|以{q}{n}带动{t}|"
    "{t}的{n}还不够{q}|从{t}抓起|{v}{n}、{v}{n}、{v}{n}|{o}的{n}和{n}都要{v}|不能因为{n}{q}就放松{t}|{q}{n}与{t}脱节|既看{n}又看{n}|"
    "有了{q}的{n}|眼睛盯着{t}|{n}{v}得怎么样|关键看{n}有没有{v}|凡是{v}{t}的|没有{q}的{n}就谈不上{v}{t}|{t}这一块|到{n}中去{v}{t}|"
    "今后一段时间|会后{o}要{d}{v}{t}|{n}是{q}的|把{n}{v}到{t}上|在{t}上{d}{v}|靠{n}说话|用{q}的{n}{v}{t}"
)
_FACTUAL = (
    "{c}要在{t}上走在前列|去年以来{c}共{v}{t}{f}个|{y}年{c}{v}{n}{f}项|完成投资{f}万元|{t}达到{f}处|{k}同志多次到{u}调研{t}|"
    "{u}的做法就很{q}|到{y}年底{t}要达到{f}%|{c}现有{t}{f}处|{k}同志对{n}专门作了批示|{u}今年{v}了{f}户|比上年增加{f}%|"
    "与{u}相比{n}还有差距|{c}{n}在全省排第{f}位|请{k}同志牵头{v}{t}|{c}城区和{u}要先行一步|全{l}上下要{d}{v}{t}|我{l}{n}仍然{q}"
)
_OPENINGS = (
    "今天召开的这次{s}会议,是{c}决定召开的一次重要会议|在{y}年工作全面铺开的时候召开{s}会议,很有必要|"
    "刚才,{k}同志通报了{y}年{s}的情况,我都同意|这次会议的主要任务是总结{y}年{s},部署下一步工作|{c}{s}会议今天开得很紧凑"
)
_CLOSINGS = (
    "我就讲这些,谢谢大家|让我们一道努力,把{c}{s}推上新台阶!谢谢大家|我的讲话完了,谢谢|以上意见请大家抓好落实,谢谢大家"
)
_TITLES = "在{c}{s}会议上的讲话|在{y}年{s}推进会上的讲话|在{c}{s}电视电话会议上的发言|{c}{s}工作汇报|在{s}座谈会上的主持词|{y}年{s}总结"

_PLACE = "清 临 安 宁 和 平 永 新 长 东 南 西 北 华 丰 阳 江 河 山 川 泉 石 龙 凤 云 桥 岭 溪 塘 湾 洲 林 松 柏 柳 桐 沙 金 玉 双 五 九".split()
_SURNAMES = "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 许 傅 沈 曾 彭 吕".split()
_GIVEN = "建 国 志 强 明 华 文 军 海 燕 春 梅 玉 兰 德 成 永 红 卫 东 立 新 学 勤 少 敏 宏 伟 晓 峰 雪 云 佳 宁 思 远 树 林 庆 祥".split()
SEASONS = 6
FORMULA, SEASONAL, FACTUAL = 0.09, 0.2, 0.27  # shares of a speech's sentences
T = TypeVar("T")
Sentences = list[list[str]]


class Facts(NamedTuple):
    """What another county or year replaces: the county, its towns and people, the year, and the seed of the figures."""

    county: str
    towns: tuple[str, ...]
    people: tuple[str, ...]
    year: int
    figures: int


def facts(seed: str) -> Facts:
    """The facts of a county, by a seed.

    >>> facts("1") == facts("1"), facts("1").county != facts("2").county
    (True, True)
    """
    chance = Random(seed)
    county = _name(chance) + chance.choice("县县县市区州")
    towns = tuple(_name(chance) + chance.choice("镇镇乡") for _ in range(4))
    people = tuple(_person(chance) for _ in range(3))
    return Facts(county, towns, people, chance.randrange(2001, 2025), chance.getrandbits(32))


def _name(chance: Random) -> str:
    return chance.choice(_PLACE) + chance.choice(_PLACE)


def _person(chance: Random) -> str:
    return chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=chance.randrange(1, 3)))


@cache
def common() -> str:
    """The characters of the vocabulary."""
    words = [word for words in (*_words().values(), *_TOPICS.values()) for word in words]
    return "".join(sorted(set("".join(words)) - {" "}))


def topics() -> tuple[str, ...]:
    """The subjects that speeches are on."""
    return tuple(_TOPICS)


def speech(seed: str, known: Facts) -> tuple[str, Sentences]:
    """A title, and paragraphs of sentences without their full stops; the words hang on the seed, the facts on `known`."""
    chance = Random(seed)
    topic = chance.choice(topics())
    writer = Writer(chance, topic, known)
    title, paragraphs = writer.one(_TITLES), [["同志们:"], [writer.one(_OPENINGS), writer.sentence()]]
    for head in "一二三":
        paragraphs.append([f"{head}、{writer.clause()},{writer.clause()}"])
        for _ in range(chance.randrange(3, 6)):
            paragraphs.append([writer.sentence() for _ in range(chance.randrange(4, 11))])
    return title, [*paragraphs, [writer.one(_CLOSINGS)]]


class Writer:
    """Draws sentences on one topic; speeches of one season share some of them."""

    def __init__(self, chance: Random, topic: str, known: Facts | None = None) -> None:
        self.draw, self.words, self.stock = chance.random, {**_words(), "t": _TOPICS[topic].split()}, list[list[str]]()
        if known:
            self.figures = Random(known.figures)
            self.words |= {"s": [topic], "c": [known.county], "l": known.county[-1], "y": [str(known.year)]}
            self.words |= {"u": known.towns, "k": known.people}
            self.stock = [list(_FORMULAE), list(_season(topic, chance.randrange(SEASONS)))]
            for sentences in self.stock:
                chance.shuffle(sentences)

    def sentence(self) -> str:
        """Two to four clauses, now and then one with a fact in it, a formula, or a sentence of the season."""
        kind = self.draw()
        if kind < FORMULA + SEASONAL and (stock := self.stock[kind > FORMULA]):
            return stock.pop()
        clauses = self.plain().split(",")
        if kind > 1 - FACTUAL:
            clauses[int(self.draw() * len(clauses))] = self.one(_FACTUAL)
        return ",".join(clauses)

    def plain(self) -> str:
        """Two to four clauses without facts."""
        return ",".join([self.clause() for _ in range(2 + int(self.draw() * 3))])

    def clause(self) -> str:
        return self.one(_CLAUSES)

    def one(self, forms: str) -> str:
        """One of several forms, its slots filled."""
        parts = self._any(_compiled(forms))
        return "".join([part if i % 2 == 0 else self._fill(part) for i, part in enumerate(parts)])

    def _fill(self, slot: str) -> str:
        return str(int(10 ** (1 + 2.5 * self.figures.random()))) if slot == "f" else self._any(self.words[slot])

    def _any(self, choices: Sequence[T]) -> T:
        return choices[int(self.draw() * len(choices))]


@cache
def _season(topic: str, number: int) -> list[str]:
    """What everybody says on a topic for a while."""
    writer = Writer(Random(f"season {topic} {number}"), topic)
    return [writer.plain() for _ in range(18)]


@cache
def _words() -> dict[str, Sequence[str]]:
    """The words by slot that every speech draws on."""
    return {"v": _VERBS, "q": _QUALITIES, "n": _NOUNS, "d": _ADVERBS, "o": _ORGANS, "r": _RESULTS, "x": _REMARKS}


@cache
def _compiled(forms: str) -> list[tuple[str, ...]]:
    """Forms as text and slots by turns."""
    return [tuple(re.split(r"\{(.)\}", form)) for form in forms.split("|")]
