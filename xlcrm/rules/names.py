"""Company names made comparable: legal forms, brackets and full width dropped, regions kept.

华东电气(北京)有限公司 and 华东电气北京 are one name; 华东电气北京 and 华东电气南京 are two, so a
region word is never stripped, and neither is a number: 一厂 and 二厂 are two plants.
"""

import re
import unicodedata

LEGAL_ZH = (
    "股份有限公司", "有限责任公司", "集团有限公司", "控股有限公司", "有限公司", "集团公司",
    "股份公司", "总公司", "公司", "集团",
)  # fmt: skip
"""Longest first; dropped from the end of a name."""
LEGAL_EN = re.compile(
    r"\b(?:co|company|ltd|limited|inc|incorporated|corp|corporation|llc|llp|plc|gmbh|ag|sa|bv|nv|"
    r"pty|pte|sarl|srl|kk|group|holdings?|the|and)\b"
)
REGION_WORDS = """
北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北
湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门
广州 深圳 东莞 佛山 珠海 中山 惠州 厦门 福州 泉州 杭州 宁波 温州 嘉兴 绍兴 南京 苏州 无锡
常州 南通 徐州 青岛 济南 烟台 潍坊 大连 沈阳 长春 哈尔滨 石家庄 太原 郑州 武汉 长沙 合肥
南昌 成都 昆明 贵阳 南宁 西安 兰州 华东 华南 华北 华中 西南 西北 东北 beijing shanghai
tianjin chongqing guangzhou shenzhen dongguan foshan xiamen fuzhou hangzhou ningbo wenzhou
nanjing suzhou wuxi changzhou nantong qingdao jinan yantai dalian shenyang changchun
harbin zhengzhou wuhan changsha hefei nanchang chengdu kunming xian lanzhou east west
north south china
"""
REGIONS = frozenset(REGION_WORDS.split())
"""Words that tell branches apart (ours; a missing city only makes us ask once more)."""
NUMBERS = re.compile(r"\d+|[一二三四五六七八九十]+(?=[厂部分号期店院])|第[一二三四五六七八九十]+")


def core(name: str) -> str:
    """The name without what says nothing about who it is.

    >>> core("华东电气（北京）有限公司"), core("Haichuan Heavy Ind. Co., Ltd.")
    ('华东电气北京', 'haichuan heavy ind')
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    text = re.sub(r"[^\w\s]|_", " ", text.replace("&", " and "))
    text = " ".join(LEGAL_EN.sub(" ", text).split())
    if text.isascii():
        return text
    joined = text.replace(" ", "")
    for form in LEGAL_ZH:
        if joined.endswith(form) and len(joined) > len(form) + 1:
            return joined.removesuffix(form)
    return joined


def regions(name: str) -> frozenset[str]:
    """The region words in a name's core."""
    return frozenset(region for region in REGIONS if region in name)


def numbers(name: str) -> list[str]:
    """The numbers in a name's core, in order."""
    return NUMBERS.findall(name)


def pieces(name: str) -> set[str]:
    """Overlapping pieces of a core, by which alike names are brought together."""
    size = 4 if name.isascii() else 2
    return {name[at : at + size] for at in range(max(1, len(name) - size + 1))}
