"""Activities of the category STEM: coding, robotics, science, astronomy, environment."""

from contracts.vocabularies.terms import Activity


def stem(code: str, it: str, en: str, *words: str) -> Activity:
    return Activity(code=code, it=it, en=en, category="stem", words=words)


STEM = (
    # computers
    stem(
        "coding",
        "Coding e programmazione",
        "Coding",
        *("coding", "programmazione", "coding unplugged", "scratch", "python"),
        *("pensiero computazionale", "sviluppo app", "sviluppo web"),
    ),
    stem(
        "digital_skills",
        "Informatica di base",
        "Basic computer skills",
        *("informatica", "alfabetizzazione digitale", "nonni digitali"),
    ),
    stem(
        "digital_citizenship",
        "Cittadinanza digitale",
        "Digital citizenship",
        *("internet sicuro", "educazione digitale"),
    ),
    stem("digital_graphics", "Grafica digitale", "Digital graphics"),
    stem(
        "data_ai",
        "Dati e intelligenza artificiale",
        "Data and artificial intelligence",
        *("analisi dei dati", "statistica", "intelligenza artificiale"),
    ),
    stem("game_design", "Game design", "Game design"),
    stem(
        "video_games",
        "Videogiochi ed e-sport",
        "Video games and e-sports",
        *("videogiochi", "e-sport", "esport", "gaming", "minecraft"),
    ),
    # machines
    stem(
        "robotics",
        "Robotica e droni",
        "Robotics and drones",
        *("robotica", "robotica educativa", "robotica agonistica", "droni"),
    ),
    stem(
        "electronics",
        "Elettronica",
        "Electronics",
        *("elettronica creativa", "arduino", "circuiti di carta"),
    ),
    stem("making", "Making e stampa 3D", "Making and 3D printing", "making", "stampa 3d"),
    stem("construction_play", "Giochi di costruzione", "Construction play", "costruzioni"),
    stem("repair", "Riparazione e riuso", "Repair and reuse", "riparazione", "upcycling", "riuso"),
    # sciences
    stem(
        "science",
        "Laboratori scientifici",
        "Science workshops",
        *("divulgazione scientifica", "didattica delle scienze", "scienza in cucina"),
        *("scienza partecipata", "scienze"),
    ),
    stem("maths", "Matematica", "Mathematics", "aiuto in matematica"),
    stem(
        "maths_games",
        "Logica e giochi matematici",
        "Logic and maths games",
        *("logica", "giochi di logica", "giochi matematici"),
    ),
    stem("physics", "Fisica", "Physics", "fisica del suono"),
    stem("chemistry", "Chimica", "Chemistry"),
    stem("biology", "Biologia", "Biology"),
    stem(
        "astronomy",
        "Astronomia",
        "Astronomy",
        *("osservazione del cielo", "astrofotografia", "planetario", "planetario itinerante"),
    ),
    # nature
    stem(
        "nature",
        "Natura",
        "Nature",
        *("scienze naturali", "educazione all'aperto", "outdoor education"),
    ),
    stem(
        "environment",
        "Ambiente ed ecologia",
        "Environment",
        *("educazione ambientale", "ecologia", "compostaggio", "ambiente"),
    ),
    stem("gardening", "Orto", "Gardening", "orticoltura", "orto didattico", "giardinaggio"),
    stem("educational_farm", "Fattoria didattica", "Educational farm"),
    # games for the mind
    stem("chess", "Scacchi", "Chess"),
    stem(
        "board_games",
        "Giochi da tavolo e di carte",
        "Board and card games",
        *("giochi da tavolo", "giochi di carte", "bridge"),
    ),
)
