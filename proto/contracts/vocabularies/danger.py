"""Words that tell of danger, and whom to call: violence, abuse, self-harm, suicide, flight.

An alarm too many shows three numbers above the results; one too few leaves a child alone. So the
stems are wide, and only what is said all day with another meaning is left out.
"""

import re

import msgspec

from kit import languages
from kit.languages import Language
from kit.letters import words


class Helpline(msgspec.Struct, frozen=True, kw_only=True):
    """Whom to call, shown where the words tell of danger."""

    number: str
    name: str
    description: str


HELPLINES: dict[Language, tuple[Helpline, ...]] = {
    "it": (
        Helpline(
            number="112",
            name="Numero unico di emergenza",
            description="Se qualcuno è in pericolo adesso.",
        ),
        Helpline(
            number="114",
            name="Emergenza infanzia",
            description="Per un bambino o un ragazzo in pericolo, giorno e notte.",
        ),
        Helpline(
            number="19696",
            name="Linea di ascolto per bambini e adolescenti",
            description="Per parlare con qualcuno, anche senza dire il proprio nome.",
        ),
    ),
    "en": (
        Helpline(
            number="112",
            name="Emergency number",
            description="If somebody is in danger now.",
        ),
        Helpline(
            number="114",
            name="Childhood emergency line",
            description="For a child or a teenager in danger, day and night.",
        ),
        Helpline(
            number="19696",
            name="Listening line for children and teenagers",
            description="To talk to somebody, also without giving your name.",
        ),
    ),
}
"""Those of the city's safeguarding rules (domain.md), whatever the words' language."""

STILL = "(?:sempre|di nuovo|ancora|anche|pure|proprio|poi|ora|adesso|spesso|quindi)"
TO_DO = (
    r"(?:\w+[aei]re|(?:st|f|d|and)ar|(?:\w{2,}[aei]|[fd]a|di)r"
    r"(?:[mtsvc]i|l[oaie]|ne|gli|(?:[mtcsv]|gli)e(?:l[oaie]|ne)))"
)
"""What one has to do, in Italian: `accompagnarla`, `portarcelo`, `star`. What else follows "mi
tocca" may be said of a hand, "sempre" and "di nuovo" too."""

SIGNS = {
    "it": (
        r"suicid\w+",
        r"(?:mi|si|vuole|voglio|vorrei) (?:uccid\w+|ammazz\w+|impicc\w+)",
        r"(?:uccider|ammazzar)(?:mi|si|lo|la|ci)",
        r"(?:mi|lo|la|ci) (?:uccide|ammazza)",
        r"(?:voglio|vuole|vorrei|vorrebbe) (?:morire|farla finita|sparire per sempre)",
        r"(?:non (?:voglio|vuole|vuol)) (?:piu )?vivere",
        r"farla finita|toglier(?:mi|si) la vita",
        r"autolesion\w+",
        r"(?:mi|si) (?:taglia|taglio|taglia\w+)(?= (?:le braccia|le vene|le gambe|i polsi|la pelle|"
        r"con la|apposta|da sol|di nascosto)|$)|tagliarsi(?! i capelli)",
        r"(?:si fa|mi faccio|farsi|farmi|si fanno) del male",
        r"(?<!non )(?<!anti )violen[zt]\w+(?! artistica)",
        r"abus(?:o|i|a|ato|ata|ati|ano|are)",
        r"molest\w+|stupr\w+|pedofil\w+|adescament\w+|maltratta\w+",
        r"(?:mi|lo|la|li|ci|ti|le|i) (?:picchia|picchiano|menano|mena|pestano)|picchiat[oaie]",
        r"(?:prende|prendo|danno|dato|da|riempie di|riempiono di) botte|botte (?:a casa|in casa)",
        r"(?:mi|ci|lo|la|le|gli) (?:minaccia\w*|ricatta\w*)|ricatto|ricattat[oaie]",
        r"bullizza\w+|vittim[ae] di bullismo",
        r"mani addosso|palpeggia\w*|palpat[oaie]",
        r"(?:mi|l|lo|la|li|le|ci) (?:ha|hanno) toccat[oaie]"
        r"(?! (?:il cuore|profond\w+|nel |molto|tanto|da vicino|con mano))",
        rf"mi tocca(?:no)?(?! (?:a me|(?:{STILL} )?{TO_DO})(?!\S))",
        r"sexting|revenge porn|(?:foto|immagini|video) (?:mi[oae]i? |su[oae]i? )?nud[oaie]",
        r"(?:mi|si) odi[oa]|odi[oa] me stess[oa]|non ce la (?:faccio|fa) piu(?= a vivere| cosi|$)",
        r"(?:scappa\w*|fugg\w+|fuga|andar(?:e|sene|mene)|andata|andato) (?:via )?(?:di|da) casa",
        r"(?:ho|ha) paura (?:di|del|della) (?:mio |suo |sua |mia )?(?:padre|papa|madre|mamma|"
        r"patrigno|"
        r"marito|compagno|fratello|zio|nonno|tornare a casa)",
    ),
    "en": (
        r"suicid\w+",
        r"kill(?:ing)? (?:my|him|her|them)sel\w+",
        r"wants? to (?:die|disappear forever)",
        r"end(?:ing)? (?:my|his|her|their) (?:own )?life",
        r"self (?:- )?harm\w*",
        r"(?:cut|cuts|cutting|hurt|hurts|hurting|harm|harms|harming) (?:my|him|her|them)sel\w+",
        r"(?:domestic|family|sexual) violence|violence at home|violent",
        r"abused?|abusing|abusive|sexual(?:ly)? (?:assault\w*|harass\w*)|raped?|molest\w+",
        r"(?:beats?|beating|hits|hitting|threatens?) (?:me|him|her|us|my)",
        r"(?:ran|run|runs|running) away from home|runaway",
        r"(?:being|been|gets?|getting|is|was|am) (?:cyber ?)?bullied",
        r"(?:bully|bullies|bullying) (?:me|him|her|my)",
        r"(?:touch|touches|touched|touching) (?:me|him|her)"
        r"(?! (?:deeply|profoundly|heart|so much|very much))|hate (?:my|him|her)sel\w+|sexting|"
        r"nude (?:photo|picture|pic)s?|can t (?:go on|take it) any ?more",
        r"(?:afraid|scared) of (?:my|his|her) (?:dad|father|mum|mom|mother|step\w+|uncle|brother)",
    ),
    "es": (
        r"suicid\w+",
        r"(?:matar|cortar)(?:me|se)(?! el pelo)",
        r"(?:hacerse|hacerme|se hace|me hago) dano",
        r"(?:quiero|quiere) (?:morir\w*|matar\w*)|no (?:quiero|quiere) vivir",
        r"autolesi\w+|(?:me corto|se corta)(?! el pelo)",
        r"(?<!no )violencia|maltrat\w+|abus(?:o|os|ado|ada|an|aron)|violacion|violad[oa]",
        r"(?:me|le|nos|les) (?:pega|pegan|amenaza\w*)|acoso (?:sexual|escolar)",
        r"(?:me|le|lo|la) (?:hacen|hace) (?:bullying|dano)|me (?:han |ha )?tocad[oa]"
        r"(?! (?:el |la )?(?:turno|colegio|cole|horario|grupo|plaza|guarderia|loteria|beca))|"
        r"me odio|no puedo mas|sexting",
        r"(?:huir|huyo|huye|escapar\w*|escapo|escapado|irse|fug\w+) de (?:la )?casa",
    ),
    "fr": (
        r"suicid\w+",
        r"(?:me|se) (?:tuer|tue|suicider|scarifi\w+)|scarification\w*|automutil\w+",
        r"(?:veux|veut|envie de) mourir|(?:ne veut|ne veux) plus vivre",
        r"(?:se|me) (?:fait|fais|faire) du mal|je me deteste|n en peux plus|sexting",
        r"(?:m a|m ont|l a|l ont) touchee?",
        r"violences?|maltrait\w+|abus sexuel\w*|abusee?|inceste|viol|violee|agression sexuelle",
        r"(?:me|le|la|nous) (?:frappe|frappent|bat|battent|menace\w*)|harcel\w+",
        r"fugue(?:r|se|ur|use)\w*|(?:a fait une|fait une|en) fugue(?! de bach)|"
        r"fugue de (?:la )?maison",
        r"(?:s enfuir|enfui|enfuie|partir) de (?:la )?maison",
    ),
    "zh": (
        r"自 ?杀|自 ?残|自 ?伤|割 ?腕|想 死|不 想 活|轻 生",
        r"家 暴|暴 力|虐 待|性 侵|强 奸|猥 亵|性 骚 扰|被 打|打 我|霸 凌|欺 凌",
        r"离 家 出 走",
    ),
    "ar": (
        r"(?:ال)?انتحار\w*|ينتحر|تنتحر|اقتل نفسي|(?:يقتل|تقتل) نفس\w+",
        r"(?:اريد|يريد|تريد) (?:ان )?(?:اموت|يموت|تموت|الموت)",
        r"(?:ايذاء|ياذي|يوذي|توذي|اوذي|جرح) (?:النفس|نفسه|نفسها|نفسي)",
        r"(?:ال)?عنف|(?:ال)?اعتداء\w*|(?:ال)?تحرش\w*|(?:ال)?اغتصاب|(?:ال)?تنمر|سوء معامله|"
        r"(?:ال)?اساءه",
        r"يضرب(?:ني|ه|ها|نا)|تضرب(?:ني|ه|ها)|يهددني",
        r"(?:ال)?هروب من (?:ال)?(?:منزل|بيت)|هرب(?:ت)? من (?:ال)?(?:منزل|بيت)",
    ),
}
"""By language, on words in lower case and without accents."""

DANGER = re.compile(
    "|".join(
        signs if language == "zh" else rf"(?<!\S)(?:{signs})(?!\S)"
        for language, listed in SIGNS.items()
        for signs in ("|".join(listed),)
    )
)


EVERYDAY = re.compile(
    r"suicide squad|abuso (?:di|del|dei|delle) (?:telefon\w+|cellular\w+|schermi|internet|"
    r"videogiochi|"
    r"social|dolci|zucchero)"
)
"""What is said with the same words and tells of no danger."""


def tells_of_danger(typed: str) -> bool:
    plain = " ".join(filter(None, words(typed)))
    return DANGER.search(EVERYDAY.sub(" ", plain)) is not None


def helplines(typed: str) -> tuple[Helpline, ...]:
    """Whom to call, where the words tell of danger."""
    return whom_to_call() if tells_of_danger(typed) else ()


def whom_to_call() -> tuple[Helpline, ...]:
    """In the language of the request."""
    return HELPLINES[languages.chosen()]
