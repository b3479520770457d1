"""Activities of the category Arte: figurative arts, theatre, music, dance, culture, visits."""

from contracts.vocabularies.terms import Activity


def arte(code: str, it: str, en: str, *words: str) -> Activity:
    return Activity(code=code, it=it, en=en, category="arte", words=words)


ARTE = (
    # theatre and dance
    arte(
        "theatre",
        "Teatro",
        "Theatre",
        *("recitazione", "improvvisazione teatrale", "gioco teatrale", "drammaturgia"),
        *("teatro fisico", "mimo", "teatro in inglese", "teatro in lingua", "musical"),
    ),
    arte(
        "puppetry",
        "Burattini e marionette",
        "Puppetry",
        *("burattini", "marionette", "pupazzi", "teatro d'ombre", "teatro di figura"),
    ),
    arte("dance", "Danza", "Dance", "ballo", "danza creativa", "danza inclusiva"),
    arte("ballet", "Danza classica", "Ballet", "balletto"),
    arte(
        "contemporary_dance",
        "Danza moderna e contemporanea",
        "Modern and contemporary dance",
        *("danza contemporanea", "danza moderna", "modern", "contact improvisation"),
    ),
    arte(
        "urban_dance",
        "Hip hop e danza urbana",
        "Urban dance",
        *("hip hop", "danza urbana", "breaking", "break dance", "breakdance"),
    ),
    arte(
        "folk_dance",
        "Balli popolari e di gruppo",
        "Folk dance",
        "danze popolari",
        "balli di gruppo",
    ),
    # music
    arte("music", "Musica", "Music", "ascolto musicale", "solfeggio", "rock"),
    arte(
        "early_music",
        "Propedeutica musicale",
        "Music for small children",
        *("ninne nanne", "musica in fasce"),
    ),
    arte(
        "singing", "Canto e coro", "Singing and choir", *("canto", "coro", "canto corale", "gospel")
    ),
    arte(
        "ensemble_music",
        "Banda, orchestra e musica d'insieme",
        "Band and orchestra",
        *("banda", "orchestra", "musica d'insieme"),
    ),
    arte("piano", "Pianoforte", "Piano"),
    arte("guitar", "Chitarra e ukulele", "Guitar and ukulele", "chitarra", "ukulele"),
    arte("strings", "Violino e violoncello", "Violin and cello", "violino", "violoncello", "viola"),
    arte(
        "wind_instruments",
        "Strumenti a fiato",
        "Wind instruments",
        *("flauto", "flauto traverso", "clarinetto", "tromba", "sassofono"),
    ),
    arte("percussion", "Batteria e percussioni", "Drums and percussion", "batteria", "percussioni"),
    arte(
        "electronic_music",
        "Musica elettronica e produzione",
        "Electronic music",
        *("musica elettronica", "produzione musicale", "dj"),
    ),
    arte("rap", "Rap", "Rap"),
    arte(
        "radio_podcast",
        "Radio e podcast",
        "Radio and podcasts",
        *("radio", "podcast", "web radio", "webradio", "conduzione radiofonica", "radiocronaca"),
        *("racconto audio", "montaggio audio"),
    ),
    # drawing, painting, making by hand
    arte("drawing", "Disegno", "Drawing", "disegno dal vero", "illustrazione"),
    arte("painting", "Pittura", "Painting", "acquerello"),
    arte("comics", "Fumetto", "Comics", "manga", "graphic novel"),
    arte("street_art", "Murales e street art", "Street art", "murales", "street art", "graffiti"),
    arte("calligraphy", "Calligrafia e lettering", "Calligraphy", "calligrafia", "lettering"),
    arte("ceramics", "Ceramica", "Ceramics", "tornio"),
    arte(
        "sewing",
        "Cucito e maglia",
        "Sewing and knitting",
        *("cucito", "sartoria", "moda", "maglia", "uncinetto"),
    ),
    arte("woodwork", "Falegnameria", "Woodwork", "intaglio del legno"),
    arte(
        "crafts",
        "Lavori manuali",
        "Crafts",
        *("artigianato", "bricolage", "laboratori creativi", "cartapesta", "ritaglio", "origami"),
    ),
    arte("architecture", "Architettura", "Architecture", "modellismo"),
    # images
    arte("photography", "Fotografia", "Photography", "sviluppo e stampa"),
    arte(
        "video_making",
        "Video e cartoni animati",
        "Video and animation",
        *("video", "videomaking", "cortometraggio", "montaggio", "stop motion", "cartoni animati"),
    ),
    arte("cinema", "Cinema", "Cinema", "cineforum"),
    # words
    arte(
        "creative_writing",
        "Scrittura creativa",
        "Creative writing",
        *("scrittura", "scrittura autobiografica"),
    ),
    arte("journalism", "Giornalismo", "Journalism", "giornalismo sportivo"),
    arte(
        "reading",
        "Lettura",
        "Reading",
        *("gruppo di lettura", "club di lettura", "libri", "libri per bambini"),
        "lettura in inglese",
    ),
    arte(
        "reading_aloud",
        "Lettura ad alta voce",
        "Reading aloud",
        *("lettura animata", "libri per piccolissimi", "kamishibai"),
    ),
    # museums and visits
    arte(
        "museums",
        "Musei e visite guidate",
        "Museums and guided visits",
        *("laboratorio museale", "didattica museale", "notte al museo", "museo interattivo"),
        *("visita guidata", "visite guidate"),
    ),
    arte("art_history", "Storia dell'arte", "History of art"),
)
