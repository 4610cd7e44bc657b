"""Pairs of texts that look alike as real life has them, each with the verdicts that a careful reader would give."""

from itertools import cycle

from tests.benchmarks.corpus import documents

_MEETING = (
    "在全县老龄工作会议上的讲话\n同志们:\n今天召开全县老龄工作会议,主要任务是回顾去年的工作,部署今年的任务。刚才,民政局作了工作报告,"
    "三个乡镇作了表态发言,讲得都很好,希望大家认真学习借鉴。下面,我讲三点意见。\n一、肯定成绩,增强做好工作的信心\n{}。\n"
    "二、正视不足,找准工作的短板\n{}。\n三、明确重点,抓好任务的落实\n{}。\n我就讲这些,谢谢大家。"
)
_ONE_YEAR = _MEETING.format(
    "过去一年,敬老院改造全部完工,新添床位六百张,失能老人有了专门的护理区。村里的互助食堂从七家增加到三十一家,一顿热饭解决了独居老人的难处",
    "护理员年纪偏大,持证的不到一半。山区的巡诊车一个月才去一趟,取药要等。有的老年学校挂了牌子没有开课",
    "要办好护理员夜校,两年内人人持证。要把巡诊改为每周一次,药品送到村卫生室。老年学校由文化馆派老师,课表贴到村口",
)
_NEXT_YEAR = _MEETING.format(
    "智慧呼叫铃装进了四千户家庭,按一下就有人上门。法院为老人设了简易窗口,赡养案件平均十二天办结",
    "电梯加装卡在低楼层住户的意见上,全年只开工九部。养老服务补贴的申请表有八页,老人看不懂也填不来。民办机构消防验收拖得久,不敢收人",
    "加装电梯由街道出面调解,定出补偿的参考办法。补贴申请压缩成一页,由网格员代填。消防、民政要一起上门,一次把整改清单开全",
)
_COURSE = (
    "关于举办档案业务培训班的通知\n各乡镇、县直各单位:\n经研究,决定举办档案业务培训班。现将有关事项通知如下:\n一、时间:2022年5月18日上午9:00报到,"
    "会期两天。\n二、地点:县委党校二楼报告厅。\n三、参加人员:各单位档案员一名。\n四、请于5月12日前报送名单,食宿统一安排,费用回单位报销。\n县档案馆"
)
_CORRECTION = (
    "关于档案业务培训班通知的更正\n各乡镇、县直各单位:\n我馆日前印发的《关于举办档案业务培训班的通知》中,报到时间有误,原文“2022年5月18日上午9:00报到”"
    "应为“2022年5月19日上午9:00报到”,其他事项不变。特此更正,由此带来的不便敬请谅解。\n县档案馆"
)
_LETTER = (
    "关于商请支持红色遗址普查工作的函\n清河县人民政府:\n今年我市开展红色遗址普查,涉及两地交界处的旧址十余处。因年代久远,有关档案多存于贵县,"
    "部分见证人也居住在贵县。现商请贵县给予以下支持。\n一、请明确一名负责同志和一名联络员,于本月底前函告我办。\n二、请协助查阅有关旧址的图纸、照片和口述材料,"
    "需要复制的,由我办承担费用。\n三、普查人员进村入户时,请当地干部带路并做好说明。\n四、普查结果经双方核对后分别归档,任何一方对外发布前应当通报对方。\n"
    "感谢贵县一直以来的支持。专此函达,请予研究函复。\n市普查领导小组办公室"
)
_MINUTES = (
    "县政府常务会议纪要\n会议听取了有关部门的汇报,讨论了三项议题。\n一、关于供水管网改造。会议同意住建局提出的方案,先改漏损最重的六条街,资金从专项债中列支。\n"
    "二、关于村级公路养护。会议决定把养护费按里程拨到乡镇,由乡镇聘用沿线村民,交通局每季度检查一次。\n三、县长的讲话,全文如下:\n{}\n"
    "会议要求,有关部门在十日内拿出落实方案,由督查室跟踪。"
)
_CONTEST = "各单位:为丰富职工生活,定于下周三举办{}技能比赛。请准时参加,不得请人代替。材料会前分发,会后收回。选手请提前十分钟到场签到,比赛结果当场宣布。"
_FOREWORD = (
    "编者按:前不久,一场会议在县里引起了不小的反响。会开得不长,讲稿也没有华丽的词句,可是散会以后,许多干部把它抄在本子上,还有人托我们找来全文。"
    "我们读过几遍,觉得好在三处:一是说真话,成绩讲得少,问题讲得多,连哪一笔钱花得不值都点了出来;二是有办法,每个难题后面都跟着一个管用的招数,"
    "听完就知道回去该从哪里下手;三是接地气,用的是村头巷尾的话,老人小孩都听得懂。文风就是作风,讲短话、讲实话、讲新话,说起来容易做起来难。"
    "现在把这篇讲话全文刊登出来,供各地参考,也希望读者来信谈谈自己的看法。为了便于阅读,编辑时只改正了个别错字,没有作其他删改,文中的小标题也是原来就有的。\n"
)

_RULES = (
    "为规范机关值班工作,保证联络畅通,制定本办法 值班实行领导带班制度,带班领导手机二十四小时开机 值班人员应当提前十分钟到岗,交接时填写记录并签名 "
    "接到紧急情况,应当在十五分钟内电话报告,一小时内书面报告 来电应当记明时间、单位、姓名、事由和办理结果 值班室不得会客,不得饮酒,不得从事与值班无关的活动 "
    "节假日值班表由办公室提前五个工作日排定并公布 值班人员因故不能到岗的,应当事先请假并找人顶替 夜间值班的,次日安排补休半天 值班电话不得用于私人通话"
).split()


def _regulation(articles: list[str]) -> str:
    numbered = zip("一二三四五六七八九十", articles, strict=True)
    return "机关值班工作办法\n" + "\n".join(f"第{number}条 {article}。" for number, article in numbered)


_ASKED = "请您先介绍一下背景 这项工作难在哪里 听众很关心下一步怎么办 有人来信问起经费从哪里来".split()
_SPEECH = next(d for d in documents(100, seed=2) if d.kind == "base").text
_LINES = _SPEECH.split("\n")
_FIRST_PAGE, _SECOND_PAGE = "\n".join(_LINES[: len(_LINES) // 2]), "\n".join(_LINES[len(_LINES) // 2 :])
_INTERVIEW = "\n".join(f"问:{ask}?\n答:{line}" for ask, line in zip(cycle(_ASKED), _LINES[2:-1]))
_LONG_RULES = "\n".join(
    f"第{number}条 {line}" for number, line in zip("一二三四五六七八九十", _LINES[2:-1], strict=False)
)
_AMENDED = "接到紧急情况,先用电话报告,随后补报书面材料"
_AMENDED_RULES = _LONG_RULES.replace(_LINES[5].split("。")[0], _AMENDED)

# The verdicts that are due, and the texts.
LOOK_ALIKES: dict[str, tuple[set[str | None], str, str]] = {
    "two speeches for a yearly meeting": ({"reuse"}, _ONE_YEAR, _NEXT_YEAR),
    "a notice and its correction": ({None}, _COURSE, _CORRECTION),
    "a notice issued anew": ({"adaptation"}, _COURSE, _COURSE.replace("18日", "19日")),
    "a letter to two counties": ({"adaptation"}, _LETTER, _LETTER.replace("清河", "临江")),
    "a subject named once": ({"adaptation"}, _CONTEST.format("信息"), _CONTEST.format("信访")),
    "a longer letter to two counties": (
        {"adaptation"},
        _LETTER + 2 * _FOREWORD,
        _LETTER.replace("清河", "临江") + 2 * _FOREWORD.replace("本子", "本予"),
    ),
    "neighbouring counties": ({"adaptation"}, _LETTER, _LETTER.replace("清河", "清江")),
    "answers with and without questions": ({"same", "part"}, _INTERVIEW, "\n".join(_LINES[2:-1])),
    "a figure amended": ({"adaptation"}, _regulation(_RULES), _regulation(_RULES).replace("十五分钟", "三十分钟")),
    "an article amended": ({"adaptation"}, _regulation(_RULES), _regulation([*_RULES[:3], _AMENDED, *_RULES[4:]])),
    "an article of a long regulation amended": ({"adaptation"}, _LONG_RULES, _AMENDED_RULES),
    "minutes and the speech in them": ({"same", "part"}, _MINUTES.format(_SPEECH), _SPEECH),
    "minutes and a short speech in them": ({"part"}, _MINUTES.format(_ONE_YEAR), _ONE_YEAR),
    "a speech with a foreword": ({"same", "part"}, _FOREWORD + _SPEECH, _SPEECH),
    "a short speech with a foreword": ({"part"}, _FOREWORD + _ONE_YEAR, _ONE_YEAR),
    "a first page and the whole": ({"part"}, _FIRST_PAGE, _SPEECH),
    "a second page and the whole": ({"part"}, _SECOND_PAGE, _SPEECH),
    "two pages of one speech": ({None}, _FIRST_PAGE, _SECOND_PAGE),
}
# What is beyond telling by form, with the reason.
UNTOLD: dict[str, tuple[str, str, str]] = {
    "a word named once": (
        "one character that differs once is taken for a typo, but for the subjects of office work",
        _CONTEST.format("书法"),
        _CONTEST.format("书画"),
    ),
    "a very long letter to two counties": (
        "in a text of 1,500 characters a place named once is no more than a corrected word",
        _LETTER + 6 * _FOREWORD,
        _LETTER.replace("清河", "临江") + 6 * _FOREWORD,
    ),
}
