"""For whom, and how: words that say only who asks, and wishes about the group or the place."""

from catalog_search.understanding.lexicon import phrases

PHRASES = (
    # nearly everything is for children, so their names tell nothing apart; who they are ranks
    *phrases(
        "recipient",
        {
            "bambini": "bambino/a/i/e,bimbo/a/i/e,bimbetto/a/i/e",
            "ragazzi": "ragazzo/a/i,ragazze,ragazzino/a/i/e,preadolescente/i",
        },
        use="spent",
    ),
    *phrases(
        "recipient",
        {
            "adolescenti": "adolescente/i",
            "classi": "attività per la classe,classe,classi,la mia classe,scolaresca,"
            "scolaresche,gita scolastica,uscita didattica,per le scuole,nelle scuole,"
            "gruppo classe,i miei alunni,le mie alunne,"
            "progetto/i per la scuola,laboratorio/i per la scuola,intervento/i a scuola",
            # one teacher is looked for ("maestro di chitarra"), several are whom it is made for
            "insegnanti": "insegnanti,docenti,maestri,maestre,professori,professoresse,"
            "sono un insegnante,sono un'insegnante,sono un maestro,sono una maestra,"
            "sono un docente,sono una docente,sono un professore,sono una professoressa,"
            "sono un prof,sono una prof,insegnante cerca,docente cerca,maestra cerca",
            # what is done with a newborn child is made for its parents
            "neogenitori": "neogenitore/i,neomamma,neomamme,neopapà,neopadre/i,neonato/a/i/e,"
            "appena nato/a/i/e,bebè,in gravidanza,gravidanza,incinta,dolce attesa,"
            "gestante/i,partorito",
            "famiglie": "famiglia,famiglie,tutta la famiglia,in famiglia,con i genitori,mamma,"
            "mamme,madre/i,papà,babbo,padre/i",
        },
        use="aside",
    ),
    *phrases(
        "recipient",
        {
            # what is done for parents is also looked for by their name
            "famiglie": "genitore/i,mamma e figlio,mamma e figlia,papà e figlio",
        },
    ),
    *phrases(
        "who",
        {
            "child": "minore/i,minorenne/i,figlio/a/i/e,figliolo/a,mio figlio,mia figlia,"
            "mio/a nipote,nipote,nipotino/a/i/e",
            "asking": "cerco,cerchiamo,cercasi,vorrei,vorremmo,cosa fare,che fare,"
            "cosa posso fare,cosa possiamo fare,cosa si può fare,cosa facciamo,"
            "qualcosa da fare,dove portare,dove posso portare,dove portarlo,dove portarla,"
            "dove portarli,dove lo porto,dove la porto,dove li porto,dove andare,"
            "dove possiamo andare,dove lasciare,dove lasciarlo,dove lasciarla,"
            "dove trovo,dove posso trovare,avete qualcosa per,avete,c'è qualcosa per,"
            "esiste,esistono,mi consigliate,ci consigliate,consigliatemi,idee per,"
            "ho un figlio,ho una figlia,ho due figli,sono un'assistente sociale,"
            "sono un assistente sociale,assistente sociale,sono un educatore,"
            "sono un'educatrice,sto cercando,stiamo cercando,ho bisogno di,"
            "abbiamo bisogno di,mi serve,ci serve,"
            "attività,corsi,corso,milano,a milano",
        },
        use="spent",
    ),
    # whom it is not for: the parents here are those who stay at home
    *phrases(
        "who", {"alone": "senza genitori,senza i genitori,senza mamma,senza la mamma,senza papà"}
    ),
    # sport is a category whole, and cards of it seldom say the word; arte and scienze do
    *phrases(
        "category",
        {
            "sport": "sport,attività sportiva,attività sportive,fare sport",
        },
        use="spent",
    ),
    *phrases(
        "category",
        {
            "sport": "multi sport,multi-sport,gioco sport,gioco-sport",  # names of activities
            "arte": "arte,attività artistica,attività artistiche",
            "stem": "scienza,scienze,stem",
        },
    ),
    *phrases(
        "delivery",
        {
            "online": "in videochiamata,videochiamata,online,on line,a distanza,da remoto,via zoom",
            "home": "a domicilio,a casa nostra,a casa mia",
            "venue": "al chiuso,al coperto,indoor,quando piove,se piove,con la pioggia,"
            "nei giorni di pioggia",
            "outdoor": "all'aperto,all'aria aperta,nel parco,al parco,nella natura,nel verde",
        },
        use="spent",
    ),
)
