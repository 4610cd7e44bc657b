"""Adverts inside the text: sentences that name a site, praise its texts, or say whom to ask for more.

Stamps that are repeated are left to `watermark`, which uses the same rules.
"""

from cleaners.fields.site_names import SITE_NAME
from cleaners.rules.patterned import inline_rule

_BRACKETED = (
    rf"(?<=[\w,。;、“”])([【〖\[〔]\s*+(?:本文|文章)?(?:来源|来自|转自|摘自)?[:\s]*+{SITE_NAME}"
    rf"(?:整理|提供|收集|搜集|首发|原创|独家|发布|编辑|出品)?[\s\-—]*+(?:[a-z0-9.]++\s*+)?[】〗\]〕])"
)
_CREDIT = (
    rf"((?:本文|文章|范文|内容|资料)(?:来自|来源于|来源|转自|摘自|选自|由)[:\s]*{SITE_NAME}"
    rf"(?:整理|收集|提供|发布|编辑)?(?:[-—:\s]*(?:https?://)?[a-z0-9./]+)?(?:\s?,?转载请(?:注明|标明)(?:出处|来源))?\.?)(?=[,。!\s]|$)"
)
_CONTACT_ADVERT = (
    r"(?:^|(?<=[。!?;,、\w]))((?:更多|完整版?|全文|代写|代笔|原创|材料代笔|需要|领取|获取)[\w、,\s]{0,16}?"
    r"(?:加|联系|咨询|关注|搜索)[\w\s]{0,4}?(?:微信|QQ|qq|扣扣|v信|公众号)(?:公众号|号|群)?[:\s]*[A-Za-z0-9_\-]{5,20}"
    r"(?:咨询|购买|索取|领取|下载|获取)?)"
)
_INVITATION = r"((?:更多|完整|最新|海量|免费|全部)[\w、]{0,14}?(?:请|尽在|欢迎|就)?(?:访问|登[录陆]|浏览|尽在|下载|来自|上)[:\s]*(?:https?://)?(?:www\.)?[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+(?:/[A-Za-z0-9_./?=&%#\-]*)?)"

RULES = (
    inline_rule(
        "watermark/bracketed",
        "网站的水印: 方括号里的站名, 夹在正文中间",
        _BRACKETED,
        cuts=["提水⟦【平川范文网】⟧要架电线", "路修好了,⟦[来源:老笔文库]⟧车就进来了"],
        keeps=["提水【见附表】要架电线"],
    ),
    inline_rule(
        "watermark/credit",
        "网站的水印: 注明本文来自某网站",
        _CREDIT,
        cuts=["提水要架电线。⟦本文来自平川范文网⟧", "路修好了⟦范文由老笔文库整理⟧,车就进来了"],
        keeps=["内容来自各村的账本"],
    ),
    inline_rule(
        "watermark/invitation",
        "夹在正文里的广告: 更多内容请访问某网站",
        _INVITATION,
        cuts=["提水要架电线⟦更多范文请访问www.wenku.example⟧", "路修好了⟦免费下载就上 wenku.example/1⟧"],
        keeps=["更多的办法要到群众里找"],
    ),
    inline_rule(
        "watermark/contact",
        "夹在正文里的广告: 代写、资料和联系方式",
        _CONTACT_ADVERT,
        cuts=["提水要架电线。⟦代写材料加微信:wenku2019⟧", "路修好了,⟦完整版联系QQ123456789咨询⟧"],
        keeps=["代写书信的老人,微信也用得很熟"],
    ),
)
