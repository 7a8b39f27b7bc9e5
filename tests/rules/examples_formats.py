"""Pages for the rules on published formats, on text as such, and on code symbols.

91110000600037341L is the credit code that python-stdnum's own manual gives as an example.
"""

from tests.rules.example import Example
from xlcrm.rules import RuleSettings

EXAMPLES = {
    "symbol-trap": Example(
        passes="""
            == 联系人
            联系人编号 | 客户编号 | 姓名 | 采购角色 | 创新态度
            C1         | A001     | 杨楠 | ※        | ×
            C2         | A001     | 周伟 | ＝       | －
        """,
        fails="""
            == 联系人
            联系人编号 | 客户编号 | 姓名 | 采购角色 | 创新态度
            C1         | A001     | 杨楠 | ×        | ※
            C2         | A001     | 周伟 | =        | 最终用户
        """,
        places=["联系人!D2", "联系人!E3"],
    ),
    "credit-code-invalid": Example(
        passes="""
            == 客户档案
            客户编号 | 客户名称 | 统一社会信用代码
            A001     | 海川重工 | 91110000600037341L
            A002     | 远帆机电 | "９１１１０００００６０００３７３４１Ｌ"
            A003     | 澜栖部件 |
        """.replace(
            "９１１１０００００６０００３７３４１Ｌ", "９１１１００００６０００３７３４１l"
        ),
        fails="""
            == 客户档案
            客户编号 | 客户名称 | 统一社会信用代码
            A001     | 海川重工 | 91110000600037342L
            A002     | 远帆机电 | 9111000060003734L
            A003     | 澜栖部件 | 91110000600O37341L
        """,
        places=["客户档案!C2", "客户档案!C3", "客户档案!C4"],
    ),
    "credit-code-unchecked": Example(
        passes="""
            == 客户档案
            客户编号 | 客户名称 | 统一社会信用代码
            A001     | 海川重工 | 91110000600037341L
        """,
        fails="""
            == 客户档案
            客户编号 | 客户名称         | 统一社会信用代码
            A001     | 海川重工         | Y1110000600037341L
            A002     | Northwind GmbH   | HRB 12345
        """,
        places=["客户档案!C2", "客户档案!C3"],
    ),
    "phone-invalid": Example(
        passes="""
            == 客户档案
            客户编号 | 客户名称 | 电话                  | 传真
            A001     | 海川重工 | 010-62551234转801     | 0532-85502341
            A002     | 远帆机电 | "13800138000"         | "+1 650-253-0000"
            A003     | 澜栖部件 | 13800138000；13900139000 |
        """,
        fails="""
            == 客户档案
            客户编号 | 客户名称 | 电话                    | 传真
            A001     | 海川重工 | "1380013800"            | 0532-85502341
            A002     | 远帆机电 | 打前台                  | "123"
            A003     | 澜栖部件 | 13800138000; 1390013900 |

            == 联系人
            联系人编号 | 客户编号 | 姓名 | 手机          | 座机
            C1         | A001     | 杨楠 | "13800138000" | "8550"
        """,
        places=["客户档案!C2", "客户档案!C3", "客户档案!D3", "客户档案!C4", "联系人!E2"],
    ),
    "email-invalid": Example(
        passes="""
            == Contacts
            Contact ID | Account ID | Name     | E-mail
            C1         | A001       | Yang Nan | yang.nan@haichuan.com.cn
            C2         | A001       | Zhou Wei | o'brien+crm@sub.example.org
            C3         | A001       | Zhou Wu  |
        """,
        fails="""
            == Contacts
            Contact ID | Account ID | Name     | E-mail
            C1         | A001       | Yang Nan | yang.nan(at)haichuan.com
            C2         | A001       | Zhou Wei | zhou@haichuan
            C3         | A001       | Zhou Wu  | zhou..wu@haichuan.com
        """,
        places=["Contacts!D2", "Contacts!D3", "Contacts!D4"],
    ),
    "bank-account-invalid": Example(
        passes="""
            == 客户档案
            客户编号 | 客户名称 | 银行账号
            A001     | 海川重工 | 3803 0210 0920 0012345
            A002     | 远帆机电 | GB82 WEST 1234 5698 7654 32
        """,
        fails="""
            == 客户档案
            客户编号 | 客户名称 | 银行账号
            A001     | 海川重工 | 1234567
            A002     | 远帆机电 | GB83 WEST 1234 5698 7654 32
            A003     | 澜栖部件 | 工行青岛支行
        """,
        places=["客户档案!C2", "客户档案!C3", "客户档案!C4"],
    ),
    "text-too-long": Example(
        passes="""
            == 客户档案
            客户编号 | 客户名称 | 备注
            A001     | 海川重工 | 恰好十个字恰好十个字
        """,
        fails="""
            == 客户档案
            客户编号 | 客户名称 | 备注
            A001     | 海川重工 | 一共十一个字一共十一个
        """,
        places=["客户档案!C2"],
        settings=RuleSettings(longest_text=10),
    ),
    "stray-apostrophe": Example(
        passes="""
            == 客户档案
            客户编号 | 客户名称 | 备注
            A001     | 海川重工 | 客户说'可以'
        """,
        fails="""
            == 客户档案
            客户编号 | 客户名称 | 备注
            A001     | 海川重工 | "'0532"
            A002     | ’远帆    |
        """,
        places=["客户档案!C2", "客户档案!B3"],
    ),
    "formula-as-text": Example(
        passes="""
            == 客户档案
            客户编号 | 客户名称 | 备注
            A001     | 海川重工 | 产能=3000吨
        """,
        fails="""
            == 客户档案
            客户编号 | 客户名称 | 备注
            A001     | 海川重工 | =B2&"青岛"
        """,
        places=["客户档案!C2"],
    ),
}
