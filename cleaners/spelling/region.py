"""Where a Traditional page was written: on the mainland, in Taiwan or in Hong Kong, by words of one side alone.

A machine turns common words (信息▶資訊); it has no word for 党委 or 行政院. So the evidence is offices, forms of
address and places that one side alone has, and none of the words that machines touch.
"""

from collections import Counter
from typing import Literal

from cleaners.patterns import compiled

Region = Literal["mainland", "taiwan", "hongkong", "unknown"]

# In Simplified characters, as they stand in a folded key; 党 alone or 同志 is no evidence, every party has them.
_EVIDENCE: dict[Region, str] = {
    "mainland": (
        "同志们 党委 党组 党支部 党总支 基层党 党员干部 党政机关 党政领导 党的建设 党建 党风 党校 党课 党中央 中共中央 纪委 纪检 政协 人大常委 "
        "人大代表 国务院 县委 市委 区委 省委 州委 地委 县政府 区政府 州政府 街道办 村支书 村支部 村两委 两委班子 乡镇 驻村 网格员 居委会 村委会 "
        "人民群众 群众路线 干部群众 广大干部 贯彻落实 狠抓落实 中国特色 社会主义 小康社会 乡村振兴 脱贫攻坚 扶贫 改革开放 科学发展观 和谐社会 三个代表 "
        "习近平 主题教育 招商引资 信访 共青团 妇联 精神文明 党性 政治站位 思想觉悟 开发区 自治区 自治州 国有企业 事业单位 全国人大 人民政府"
    ),
    "taiwan": (
        "台湾 中华民国 民国 行政院 立法院 监察院 司法院 考试院 总统 副总统 立法委员 立委 县府 市府 乡公所 镇公所 区公所 公所 里长 议会 议长 总质询 "
        "国民党 民进党 劳保 健保 国中 国小 志工 荣民 眷村 长照 本府 本县 县民 各位乡亲 客家 原住民 台北 新北 桃园市 台中 台南 高雄 花莲 屏东 云林 嘉义 "
        "各位先进 部会 院会 国军 教召 新台币 里民 役男 悠游卡"
    ),
    "hongkong": (
        "香港 特区政府 特首 行政长官 立法会 行政会议 区议会 区议员 财政司 政务司 律政司 施政报告 财政预算案 公屋 居屋 强积金 综援 港铁 屋邨 新界 九龙 "
        "港人 港元 本港 廉政公署 业界 学界 长者 司长 财委会 巴士 维港 大湾区 澳门 特区 当局 法定机构 非政府机构 中学文凭试"
    ),
}
_OFTEN = 3  # a word counts this many times at most: a place name in every line is still one piece of evidence
_CLEAR = 1.5


def region(key: str) -> Region:
    """Where a page was written, by the words of its folded key; "unknown" without a clear lead.

    >>> region("同志们:县委高度重视安全生产工作"), region("各位乡亲,县府与立法院"), region("春天来了")
    ('mainland', 'taiwan', 'unknown')
    """
    (first, most), (_, next_most), *_ = sorted(_scores(key).items(), key=lambda pair: -pair[1])
    return first if most > _CLEAR * next_most else "unknown"


def _scores(key: str) -> Counter[Region]:
    scores = Counter[Region]()
    for place, words in _EVIDENCE.items():
        found = Counter(compiled("|".join(sorted(words.split(), key=len, reverse=True))).findall(key))
        scores[place] = sum(min(count, _OFTEN) for count in found.values())
    return scores
