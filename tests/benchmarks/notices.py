"""Short notices: one template each, filled with a date, a place, a subject; another filling is another notice."""

from random import Random
from typing import NamedTuple

from tests.benchmarks.grammar import Facts, facts, topics

_HEADS = (
    "各乡镇人民政府,县直各有关单位:|各科室、各下属单位:|各街道办事处,各社区:|各党支部:|全体职工:|各成员单位:|各中小学校,各幼儿园:|各企业负责人:"
).split("|")
_WHYS = (
    "为进一步做好{subject},经研究,决定召开{subject}会议|根据年度安排,现就开展{subject}检查的有关事项通知如下|"
    "为切实提高大家的业务水平,拟举办{subject}培训班|经领导同意,定于近期组织{subject}现场观摩|接上级通知,将对{subject}进行抽查,请各单位做好准备|"
    "为总结经验、查找不足,拟召开{subject}座谈会|按照工作计划,{subject}业务测试即将开始|现将{subject}材料报送的要求通知如下"
).split("|")
_WHENS = (
    "时间:{date}{hour},会期半天|{date}{hour}准时开始,请提前一刻钟入场|请于{date}{hour}前到达,过时不候|活动安排在{date}{hour},遇雨顺延|"
    "截止时间为{date}{hour},逾期视为放弃"
).split("|")
_WHERES = "地点:{place}|地点设在{place},请自行前往|统一到{place}集中|在{place}报到并领取材料|请到{place}签到".split("|")
_ASKS = (
    "请各单位安排好工作,按时参加,不得请人代替|因故不能参加的,须书面说明理由并经批准|参加人员一律自带水杯,会场不摆放饮品|请将参加人员名单报送办公室|"
    "请提前准备好书面材料,一式两份|车辆请停放在院外指定区域,服从保安引导|与会人员要关闭手机,遵守会场纪律|各单位要高度重视,明确专人负责|"
    "材料要求文字简练、数据准确,并加盖单位公章|请认真对照检查内容做好自查,形成书面报告|往返车辆和食宿由各单位自行解决|无故缺席的将予以通报|"
    "请转告所属单位,并督促按要求落实|检查采取听汇报、看现场、查资料的方式进行|测试采取闭卷方式,请带好身份证件|请穿着正装,佩戴工作牌|"
    "讨论发言每人不超过十分钟,请围绕主题准备|观摩期间注意安全,不得擅自离队|电子版发送到办公邮箱,邮件标题写明单位名称|请各单位于会前一天把座次需求告知会务组"
).split("|")
_TAILS = "联系人:{person},电话:{phone}|未尽事宜请与{person}联系,电话{phone}|会务联系:{person}({phone})".split("|")
_ROOMS = "一楼会议室 二楼会议室 三楼会议室 礼堂 党校报告厅 培训中心 文化馆小剧场 图书馆多功能厅 行政中心东附楼 职工之家 老年大学教室".split()
_KINDS = ("date", "place", "subject")


class Filling(NamedTuple):
    """What sets a notice apart from others of its template."""

    subject: str
    date: str
    hour: str
    place: str
    person: str
    phone: str


def filling(seed: str) -> Filling:
    """A filling by a seed."""
    chance, known = Random(seed), facts(seed)
    date = f"{known.year}年{chance.randrange(1, 13)}月{chance.randrange(1, 29)}日"
    hour = chance.choice("上午 下午".split()) + f"{chance.randrange(2, 11)}:{chance.choice(['00', '30'])}"
    phone = f"{chance.randrange(2_000_000, 9_000_000)}"
    return Filling(chance.choice(topics()), date, hour, _room(chance, known), known.people[0], phone)


def other(filled: Filling, seed: str) -> Filling:
    """A filling that differs in date, place or subject, or in all of them."""
    chance = Random(seed)
    changed = [chance.choice(_KINDS)] if chance.random() < 0.75 else _KINDS
    new = filled
    while any(getattr(new, name) == getattr(filled, name) for name in changed):
        drawn = filling(str(chance.random()))
        new = filled._replace(**{name: getattr(drawn, name) for name in changed})
    return new


def notice(seed: str, filled: Filling) -> tuple[str, str]:
    """A title and a text of 200 to 400 characters; the wording hangs on the seed."""
    chance = Random(seed)
    lead = [chance.choice(part) for part in (_WHYS, _WHENS, _WHERES)]
    asks = chance.sample(_ASKS, chance.randrange(5, 11))
    lines = [chance.choice(_HEADS), lead[0], "一、" + lead[1], "二、" + lead[2]]
    lines += [f"三、{'。'.join(asks[:3])}", f"四、{'。'.join(asks[3:])}", chance.choice(_TAILS), "特此通知"]
    text = "\n".join(line if line.endswith(":") else line + "。" for line in lines)
    return f"关于{filled.subject}有关事项的通知", text.format_map(filled._asdict())


def _room(chance: Random, known: Facts) -> str:
    return known.county + chance.choice(_ROOMS)
