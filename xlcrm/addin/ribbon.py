"""The ribbon as customUI XML, one in each language: labels follow Office's language at build."""

from lxml import etree

from xlcrm.addin.buttons import GROUPS, TAB, Button, Group
from xlcrm.language import Language

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"


def ribbon(language: Language) -> str:
    """The tab with all its buttons."""
    root = etree.Element("customUI", xmlns=NAMESPACE)
    tabs = etree.SubElement(etree.SubElement(root, "ribbon"), "tabs")
    tab = etree.SubElement(tabs, "tab", id="crmTab", label=TAB[language])
    for group in GROUPS:
        _add_group(tab, group, language)
    etree.indent(root)
    return etree.tostring(root, encoding="unicode") + "\n"


def _add_group(tab: etree._Element, group: Group, language: Language) -> None:
    element = etree.SubElement(tab, "group", id=group.id, label=group.label[language])
    for button in group.buttons:
        etree.SubElement(element, "button", _attributes(button, language))


def _attributes(button: Button, language: Language) -> dict[str, str]:
    return {
        "id": "crm" + button.callback.removeprefix("Crm"),
        "label": button.label[language],
        "screentip": button.label[language],
        "supertip": button.tip[language],
        "imageMso": button.image,
        "size": "large" if button.large else "normal",
        "onAction": button.callback,
    }
