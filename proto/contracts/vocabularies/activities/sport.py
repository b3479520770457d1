"""Activities of the category Sport: sports of all kinds, circus, play-dance, psychomotricity."""

from contracts.vocabularies.terms import Activity


def sport(code: str, it: str, en: str, *words: str) -> Activity:
    return Activity(code=code, it=it, en=en, category="sport", words=words)


SPORT = (
    # with a ball
    sport(
        "football",
        "Calcio",
        "Football",
        *("calcio femminile", "scuola calcio", "calcetto", "futsal", "calcio 5", "calcio 7"),
        *("calcio a 3", "calcio a 5", "calcio a 6", "calcio a 7", "calcio a 9", "calcio a 11"),
        "calcetto a 5",
    ),
    sport("basketball", "Basket", "Basketball", "pallacanestro", "minibasket", "mini basket"),
    sport("volleyball", "Pallavolo", "Volleyball", "volley", "minivolley", "mini volley"),
    sport("beach_volleyball", "Beach volley", "Beach volleyball", "beachvolley"),
    sport("rugby", "Rugby", "Rugby", "rugby educativo", "touch rugby", "minirugby"),
    sport("american_football", "Football americano", "American football", "flag football"),
    sport(
        "baseball_softball", "Baseball e softball", "Baseball and softball", "baseball", "softball"
    ),
    sport("hockey", "Hockey", "Hockey", "hockey in linea", "hockey su prato", "hockey su ghiaccio"),
    sport("lacrosse", "Lacrosse", "Lacrosse"),
    sport("frisbee", "Ultimate frisbee", "Ultimate frisbee", "frisbee", "ultimate"),
    sport("golf", "Golf e minigolf", "Golf and minigolf", "golf", "minigolf"),
    sport("bowls", "Bocce", "Bowls", "petanque"),
    # with a racket
    sport("tennis", "Tennis", "Tennis", "minitennis"),
    sport("padel", "Padel", "Padel", "paddle"),
    sport("table_tennis", "Ping pong", "Table tennis", "tennistavolo", "tennis tavolo"),
    sport("badminton", "Badminton", "Badminton"),
    sport("squash", "Squash", "Squash"),
    # in and on the water
    sport("swimming", "Nuoto", "Swimming", "corso di nuoto", "scuola nuoto", "nuoto libero"),
    sport(
        "baby_swimming",
        "Acquaticità",
        "Water confidence",
        *("acquaticità neonatale", "acquamotricità", "acquagioco", "gioco in acqua"),
        *("nuoto neonatale", "nuoto baby"),
    ),
    sport("artistic_swimming", "Nuoto sincronizzato", "Artistic swimming", "nuoto artistico"),
    sport("water_polo", "Pallanuoto", "Water polo"),
    sport(
        "diving",
        "Tuffi e attività subacquea",
        "Diving",
        *("tuffi", "attività subacquea", "subacquea", "apnea"),
    ),
    sport(
        "canoeing", "Canoa e canottaggio", "Canoeing and rowing", "canoa", "kayak", "canottaggio"
    ),
    sport("sailing", "Vela", "Sailing"),
    # gymnastics and movement
    sport("gymnastics", "Ginnastica", "Gymnastics"),
    sport(
        "artistic_gymnastics",
        "Ginnastica artistica e ritmica",
        "Artistic and rhythmic gymnastics",
        "ginnastica artistica",
        "ginnastica ritmica",
    ),
    sport(
        "acrobatics",
        "Acrobatica",
        "Acrobatics",
        *("tumbling", "tumbling e sport acrobatici", "trampolino elastico"),
    ),
    sport("postural_gymnastics", "Ginnastica posturale", "Postural gymnastics"),
    sport("fitness", "Fitness e pilates", "Fitness and pilates", "fitness", "pilates"),
    sport("yoga", "Yoga", "Yoga", "yoga bambini", "yoga adolescenti", "yoga mamma-bambino"),
    sport(
        "motor_play",
        "Gioco motorio",
        "Active play",
        *("giocomotricità", "educazione motoria", "attività motoria", "motricità"),
    ),
    sport("psychomotricity", "Psicomotricità", "Psychomotricity"),
    sport("dance_play", "Gioco danza", "Play-dance", "giocodanza", "baby dance"),
    sport(
        "circus",
        "Circo",
        "Circus",
        *("circo sociale", "giocoleria", "equilibrismo", "clownerie", "acrobatica aerea"),
        *("attività circensi", "arti circensi"),
    ),
    # running, walking, wheels
    sport(
        "athletics",
        "Atletica e corsa",
        "Athletics and running",
        *("atletica", "atletica leggera", "corsa", "running", "podismo"),
    ),
    sport(
        "walking",
        "Camminate ed escursioni",
        "Walking and hiking",
        *("camminata", "cammino di gruppo", "passeggiate", "escursioni", "escursionismo"),
        "trekking",
    ),
    sport("orienteering", "Orienteering", "Orienteering", "giochi di orientamento"),
    sport(
        "cycling",
        "Bicicletta e ciclofficina",
        "Cycling and bicycle repair",
        *(
            "bicicletta",
            "bici",
            "ciclismo",
            "mountain bike",
            "bmx",
            "ciclofficina",
            "meccanica della bici",
        ),
    ),
    sport("roller_skating", "Pattinaggio a rotelle", "Roller skating", "pattini a rotelle"),
    sport("ice_skating", "Pattinaggio su ghiaccio", "Ice skating"),
    sport(
        "street_sports",
        "Skate, parkour e sport di strada",
        "Skateboarding, parkour and street sports",
        *("skateboard", "skate", "parkour", "sport di strada"),
    ),
    # mountain, horse, bow
    sport("climbing", "Arrampicata", "Climbing", "arrampicata sportiva", "boulder"),
    sport("skiing", "Sci", "Skiing", "snowboard"),
    sport("horse_riding", "Equitazione", "Horse riding"),
    sport("archery", "Tiro con l'arco", "Archery"),
    # one against one
    sport("fencing", "Scherma", "Fencing", "fioretto", "sciabola", "spada"),
    sport("judo", "Judo", "Judo"),
    sport("karate", "Karate", "Karate"),
    sport(
        "martial_arts",
        "Arti marziali e difesa personale",
        "Martial arts and self-defence",
        *("arti marziali", "difesa personale", "capoeira", "taekwondo", "aikido", "kung fu"),
    ),
    sport("boxing", "Boxe", "Boxing", "pugilato", "boxe educativa"),
    # many at once, everybody
    sport(
        "multisport",
        "Multisport",
        "Multisport",
        *("multisport estivo", "multisport invernale", "giocosport", "gioco sport"),
        *("sport di squadra", "giochi a squadre", "giochi di squadra"),
    ),
    sport(
        "adapted_sport",
        "Sport adattato e integrato",
        "Adapted and inclusive sport",
        *("attività motoria adattata", "nuoto adattato", "tennis adattato"),
        *("arrampicata adattata", "basket integrato", "baskin", "calcio integrato"),
        *("basket in carrozzina", "tennis in carrozzina", "scherma in carrozzina"),
        *("scherma per non vedenti", "sitting volley", "wheelchair"),
        "wheelcahir",  # as the city's list of sport facilities (ds629) misspells it
    ),
)
