"""Names in both languages: companies, cities and people, all invented except the cities."""

from typing import NamedTuple

from xlcrm.language import Text


class City(NamedTuple):
    """A city with its dialling code, division code and the salesperson who covers it."""

    name: Text
    dialling: str
    division: str
    owner: Text


class Industry(NamedTuple):
    """A line of business: what its companies call themselves and where they use our products."""

    name: Text
    lines: tuple[Text, ...]
    sites: tuple[Text, ...]


ZHOU, HAN, LU, LIANG, QIN = OWNERS = (
    Text("周以宁", "Zhou Yining"),
    Text("韩拓", "Han Tuo"),
    Text("陆思遥", "Lu Siyao"),
    Text("梁蔓", "Liang Man"),
    Text("秦越川", "Qin Yuechuan"),
)

CITIES = (
    City(Text("苏州", "Suzhou"), "0512", "320500", ZHOU),
    City(Text("无锡", "Wuxi"), "0510", "320200", ZHOU),
    City(Text("常州", "Changzhou"), "0519", "320400", ZHOU),
    City(Text("宁波", "Ningbo"), "0574", "330200", HAN),
    City(Text("杭州", "Hangzhou"), "0571", "330100", HAN),
    City(Text("嘉兴", "Jiaxing"), "0573", "330400", HAN),
    City(Text("合肥", "Hefei"), "0551", "340100", LU),
    City(Text("武汉", "Wuhan"), "027", "420100", LU),
    City(Text("成都", "Chengdu"), "028", "510100", QIN),
    City(Text("青岛", "Qingdao"), "0532", "370200", QIN),
    City(Text("东莞", "Dongguan"), "0769", "441900", LIANG),
    City(Text("佛山", "Foshan"), "0757", "440600", LIANG),
)

INDUSTRIES = (
    Industry(
        Text("食品饮料", "Food & beverage"),
        (Text("食品", "Foods"), Text("乳业", "Dairy"), Text("饮品", "Beverages")),
        (
            Text("灌装线", "filling line"),
            Text("配料车间", "batching plant"),
            Text("包装车间", "packing hall"),
        ),
    ),
    Industry(
        Text("汽车零部件", "Automotive parts"),
        (
            Text("汽车部件", "Auto Parts"),
            Text("底盘系统", "Chassis Systems"),
            Text("车灯", "Lighting"),
        ),
        (
            Text("焊装车间", "welding shop"),
            Text("冲压线", "press line"),
            Text("总装线", "assembly line"),
        ),
    ),
    Industry(
        Text("电子制造", "Electronics"),
        (Text("电子", "Electronics"), Text("光电", "Optronics"), Text("电路", "Circuits")),
        (
            Text("贴片线", "SMT line"),
            Text("测试车间", "test bay"),
            Text("老化房", "burn-in room"),
        ),
    ),
    Industry(
        Text("医药", "Pharmaceuticals"),
        (Text("制药", "Pharma"), Text("生物科技", "Biotech")),
        (
            Text("洁净车间", "clean room"),
            Text("压片线", "tablet line"),
            Text("冻干车间", "freeze-drying hall"),
        ),
    ),
    Industry(
        Text("包装印刷", "Packaging & printing"),
        (Text("包装", "Packaging"), Text("印务", "Printing")),
        (
            Text("印刷线", "printing line"),
            Text("模切线", "die-cutting line"),
            Text("成品仓", "finished-goods store"),
        ),
    ),
    Industry(
        Text("机械设备", "Machinery"),
        (Text("机械", "Machinery"), Text("重工", "Heavy Industry"), Text("精工", "Precision")),
        (
            Text("机加车间", "machine shop"),
            Text("装配线", "fitting line"),
            Text("试验台", "test rig"),
        ),
    ),
    Industry(
        Text("新能源", "New energy"),
        (Text("新能源", "New Energy"), Text("储能", "Energy Storage")),
        (
            Text("电芯线", "cell line"),
            Text("模组线", "module line"),
            Text("化成车间", "formation hall"),
        ),
    ),
)


def _pairs(names: str) -> tuple[Text, ...]:
    words = names.split()
    return tuple(Text(zh, en) for zh, en in zip(words[::2], words[1::2], strict=True))


BRANDS = _pairs("""
澜栖 Lanqi 砚禾 Yanhe 栎川 Lichuan 朔垣 Shuoyuan 苇舟 Weizhou 岫云 Xiuyun 沅木 Yuanmu 霁屿 Jiyu
泊远 Boyuan 槐序 Huaixu 桐越 Tongyue 曜澄 Yaocheng 渡麓 Dulu 璟岚 Jinglan 岑禾 Cenhe 汐原 Xiyuan
茗峦 Mingluan 铎安 Duoan 枢明 Shuming 赫杉 Heshan 潼柏 Tongbai 骐野 Qiye 砾辰 Lichen 屿辉 Yuhui
阡石 Qianshi 翎川 Lingchuan 漪嘉 Yijia 梵槿 Fanjin 榆柯 Yuke 磐溪 Panxi 峪新 Yuxin 缦如 Manru
沧棠 Cangtang 崧屹 Songyi 淼安 Miaoan 曦垚 Xiyao 竺汀 Zhuting 瀚柘 Hanzhe 筠泽 Yunze 谧林 Milin
衍昱 Yanyu 酉岚 Youlan 铄合 Shuohe 颂洲 Songzhou 鹭麟 Lulin 黎舸 Lige 嵘越 Rongyue 恺桦 Kaihua
昕禾 Xinhe 柏汀 Baiting 钰峦 Yuluan 沐岩 Muyan 笙原 Shengyuan 珞荞 Luoqiao 皓榆 Haoyu 禹栖 Yuqi
拓桉 Tuoan 靖沅 Jingyuan 翊枫 Yifeng 逸峤 Yiqiao
""")

SURNAMES = _pairs("""
王 Wang 李 Li 张 Zhang 刘 Liu 陈 Chen 杨 Yang 赵 Zhao 黄 Huang 吴 Wu 徐 Xu 孙 Sun 胡 Hu 朱 Zhu
高 Gao 林 Lin 何 He 郭 Guo 罗 Luo 宋 Song 郑 Zheng 谢 Xie 唐 Tang 冯 Feng 董 Dong 萧 Xiao 程 Cheng
曹 Cao 袁 Yuan 邓 Deng 许 Xu 傅 Fu 沈 Shen 彭 Peng 苏 Su 蒋 Jiang 叶 Ye
""")

GIVEN = _pairs("""
慧敏 Huimin 建平 Jianping 雅琴 Yaqin 志远 Zhiyuan 晓岚 Xiaolan 文博 Wenbo 丽华 Lihua 国栋 Guodong
静怡 Jingyi 海峰 Haifeng 思齐 Siqi 永康 Yongkang 佳宁 Jianing 立新 Lixin 雨桐 Yutong 振宇 Zhenyu
梅芳 Meifang 浩然 Haoran 秀兰 Xiulan 俊杰 Junjie 婉清 Wanqing 德明 Deming 若溪 Ruoxi 春生 Chunsheng
嘉禾 Jiahe 宏伟 Hongwei 素云 Suyun 一帆 Yifan 桂英 Guiying 新宇 Xinyu 凯 Kai 颖 Ying 磊 Lei 楠 Nan
涛 Tao 洁 Jie 毅 Yi 琳 Lin 斌 Bin 倩 Qian
""")
