"""Numbers as families write them: digits of any script, words of six languages."""

from kit.letters import plain

WORDS = {
    plain(word): number
    for number, listed in {
        1: "uno un una one uno une 一 واحد واحدة",
        2: "due two dos deux 二 两 اثنان اثنتان",
        3: "tre three tres trois 三 ثلاث ثلاثة",
        4: "quattro four cuatro quatre 四 اربع اربعة",
        5: "cinque five cinco cinq 五 خمس خمسة",
        6: "sei six seis 六 ست ستة",
        7: "sette seven siete sept 七 سبع سبعة",
        8: "otto eight ocho huit 八 ثماني ثمانية ثمان",
        9: "nove nine nueve neuf 九 تسع تسعة",
        10: "dieci ten diez dix 十 عشر عشرة",
        11: "undici eleven once onze 十一",
        12: "dodici twelve doce douze 十二",
        13: "tredici thirteen trece treize 十三",
        14: "quattordici fourteen catorce quatorze 十四",
        15: "quindici fifteen quince quinze 十五",
        16: "sedici sixteen dieciseis seize 十六",
        17: "diciassette seventeen diecisiete 十七",
        18: "diciotto eighteen dieciocho 十八",
    }.items()
    for word in listed.split()
}

# the longest first, and Chinese signs apart, as `Text` has them
_SPELLED = sorted((" ".join(w) if w[0] >= "一" else w for w in WORDS), key=len, reverse=True)
NUMBER = rf"(?:\d+(?:[.,]\d+)?|{'|'.join(_SPELLED)})"
"""As a part of a pattern on `Text.plain`."""


def number(said: str) -> float:
    found = WORDS.get(said.replace(" ", "")) or WORDS.get(said)
    return float(found) if found else float(said.replace(",", "."))  # digits of any script


def shown(value: float) -> str:
    """6 for 6.0, and 1.5 as it is."""
    return f"{value:.4g}"
