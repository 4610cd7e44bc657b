"""How much a decoded text is like Chinese as people write it: the measure that chooses between encodings."""

from collections import Counter
from functools import cache

from cleaners.chinese.fold import fold
from cleaners.chinese.fold_table import TRADITIONAL

CONTROLS = bytes({*range(32), 0x7F} - set(b"\t\n\f\r\x1b"))
BROKEN = frozenset(CONTROLS.decode() + "\ufffd")

# Everyday characters of speeches, office writing and web pages, in code point order; their Traditional forms
# count as well.
_EVERYDAY = (
    "一七万三上下不与专且世业东丝两严个中为主举么义之九也习乡书买了争事二于五亚些交产享京亲人什今介从他代以们件价任企众会传但位低住体何作你使例供依便促保信候值做健像儿元充先光党入全八公六共关兴其具养内再写军农冲决况准减几出击"
    "分切划列则刚创判利别到制前力办功加务动助努劳势包化北区医十千半华协单卖南卫印即却历压原去县参又及友双反发取受变口另只叫可台史右号司吃各合同名后向吗吧听告员呢周命和品响哪售商善器四回因团困围国图土在地场块坚型城培基境增声处"
    "备复夏外多够大天太夫失头女她好如始委子字存学孩它守安宋完定实宣室害家容密察对导将小少就局层居届展属山州工左己已市布师希带帮常干平年并广序应底店府度康建开式引张强当录形影往很律得心必志快念态思急性总息您情想意感愿懂成我或战"
    "户房所手才打执批找承技把抓投抗护报担拉持指按振据授排接控推提支收改攻放政效教敢数整文斗料断新方施族无日早时明易星春是显晚更曾最月有朋服望期未本术机权李材村条来极构林果查标树校样根格案检模次歌正此步武死段母每比毛民气水求汇"
    "汉江没油治法注洁活派流测济海消涉深清温港游湾源满演灾点热然照爱父片版牛物特状献率王环现理甚生用田由电男画界疗病登白百的益监目直相省看真眼着督知石码研破确示社神票离秋种科积称移程税稳究空突立站章笑第等答签简算管类精系纠红约"
    "级纪纷线组细织经结给络统绩续维综编网置美群老考者而职联育能自至致般良色艺节花范草药获营落藏虽融行街衣表被装西要见观规视览觉解言计认让训议讯记讲许论设访证评识词试话该语说请读课谁调象负财责败质贫贸费资走起越足跟路践身车转载"
    "较辑输边达过运近返还这进违连述退适选通速造道那部都配采里重量金钱铁银镇长门闭问间闻队防阶际陈限院除随障难集需青非面革音页项须预领题风食馈首香马验高黄"
)
_EVERYDAY_MARKS = "\u3000、。《》「」『』【】〈〉“”‘’…—·" + "".join(map(chr, range(0xFF01, 0xFF5F)))  # full-width


def merit(text: str) -> int:
    """The sum of the weights of a text's characters.

    >>> data = "讲话".encode("gbk")
    >>> merit(data.decode("gbk")), merit(data.decode("big5"))
    (2, -4)
    """
    return sum(weight(char) * count for char, count in Counter(text).items())


@cache
def weight(char: str) -> int:
    """How much a character speaks for a reading: wrong codecs give rare characters, controls and U+FFFD."""
    if char in everyday():
        return 1
    return 0 if char.isascii() and char not in BROKEN else -2


@cache
def everyday() -> frozenset[str]:
    """Characters that are on every page, and full-width marks."""
    plain = frozenset(_EVERYDAY)
    traditional = (char for char, key in zip(TRADITIONAL, fold(TRADITIONAL), strict=True) if key in plain)
    return plain | frozenset(_EVERYDAY_MARKS) | frozenset(traditional)
