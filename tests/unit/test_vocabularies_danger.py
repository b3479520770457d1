"""Words that tell of danger bring the helplines; words that only look so do not."""

import pytest

from contracts.vocabularies.danger import helplines

DANGER = """
mio figlio vuole suicidarsi|violenza in famiglia|mia figlia si taglia|autolesionismo
scappare di casa|è scappata di casa|fuga da casa|mi picchiano|mio papà mi picchia|abusi sessuali
voglio morire|non vuole più vivere|farsi del male|ho paura di mio padre|il mio ragazzo mi minaccia
vittima di bullismo|maltrattamenti|ABUSATA|violento
un educatore mi ha toccato|l'istruttore l'ha toccata|mi mette le mani addosso|palpeggiamenti
mi hanno toccata|lo zio mi tocca|mi tocca il sedere|il mister mi tocca sempre|mi tocca di nuovo
mi tocca sempre il sedere|mi tocca per giocare|mi odio|odio me stessa|non ce la faccio più
non ce la faccio più a vivere|sexting|hanno le mie foto nude|gira un video nuda
my daughter is being bullied|they bully me|he touched me|he touched her leg|I hate myself
I can't take it anymore|my dad hits me|self-harm|she cuts herself|ran away from home
suicidal thoughts|domestic violence|mi padre me pega|violencia de género|quiero morir|huir de casa
me hacen bullying|me han tocado|me ha tocado el pecho|me odio|no puedo más
violences conjugales|envie de mourir|ma fille se scarifie|elle a fait une fugue
je me déteste|je n'en peux plus|il m'a touchée
自杀|家庭暴力|离家出走|我爸打我
انتحار|العنف الأسري|أبي يضربني|هرب من البيت|إيذاء النفس|أريد أن أموت
"""

EVERYDAY = """
fuga di Bach|ammazzare il tempo|escape room|difesa personale|taglio e cucito|si taglia la stoffa
violino|viola da gamba|violoncello|corso di viola|comunicazione nonviolenta|non violenta
morire dal ridere|abuso di telefono|laboratorio antibullismo per la classe|via di casa mia
tagliarsi i capelli|battere il tempo|beatbox|fugue de Bach|violon|suicide squad|cutting fabric
uno spettacolo che mi ha toccato il cuore|mi tocca andare|toccare gli animali
mi tocca studiare|mi tocca sempre accompagnarla|mi tocca portarcelo|mi tocca star fuori
mi tocca proprio farlo|la crisi ci ha toccati da vicino|it touched me deeply|me ha tocado el turno
odio la matematica|disegno del nudo
con i compiti non ce la faccio più da solo|touch rugby|toccata per pianoforte
arti marziali|lotta|scherma|botti di capodanno|giochi a casa|nuoto|batteria|me gusta bailar
"""


def listed(table: str) -> list[str]:
    return [one for line in table.split("\n") for one in line.split("|") if one]


@pytest.mark.parametrize("typed", listed(DANGER))
def test_danger_brings_the_helplines(typed: str) -> None:
    assert [line.number for line in helplines(typed)] == ["112", "114", "19696"]


@pytest.mark.parametrize("typed", listed(EVERYDAY))
def test_everyday_words_do_not(typed: str) -> None:
    assert helplines(typed) == ()


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\ufeff"])
def test_danger_copied_from_a_page_that_parts_its_words_does_too(unseen: str) -> None:
    assert helplines(f"vuole suici{unseen}darsi") == helplines("vuole suicidarsi") != ()
