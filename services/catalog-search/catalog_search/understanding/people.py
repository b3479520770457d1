"""For whom, and how: words that say only who asks, and wishes about the group or the place."""

from catalog_search.understanding.lexicon import phrases

PHRASES = (
    # nearly everything is for children, so their names tell nothing apart; who they are ranks
    *phrases(
        "recipient",
        {
            "bambini": "bambino/a/i/e,bimbo/a/i/e,bimbetto/a/i/e,child,children,kid,kids,niño/a,"
            "niños,niñas,enfant,enfants,儿童,孩子,小孩,小朋友,طفل,طفلة,اطفال,للاطفال,الاطفال",
            "ragazzi": "ragazzo/a/i,ragazze,ragazzino/a/i/e,preadolescente/i,boys,girls,boy,girl",
        },
        use="spent",
    ),
    *phrases(
        "recipient",
        {
            "adolescenti": "adolescente/i,teenager,teenagers,teens,青少年,مراهقين",
            "classi": "attività per la classe,classe,classi,la mia classe,scolaresca,"
            "scolaresche,gita scolastica,"
            "uscita didattica,school class,class trip,school trip",
            # one teacher is looked for ("maestro di chitarra"), several are whom it is made for
            "insegnanti": "insegnanti,docenti,maestri,maestre,professori,professoresse,teachers,"
            "profesores,enseignants",
            # what is done with a newborn child is made for its parents
            "neogenitori": "neogenitore/i,neomamma,neomamme,neopapà,neopadre/i,neonato/a/i/e,"
            "appena nato/a/i/e,bebe,newborn,newborns,newborn baby,recien nacido/a,nouveau-né,"
            "nouveau-nés,新生儿,مولود,مولود جديد,حديث الولادة,in gravidanza,gravidanza,"
            "incinta,new mother,new mothers,new parents,pregnant,embarazada,enceinte,孕妇,حامل",
            "famiglie": "famiglia,famiglie,tutta la famiglia,in famiglia,con i genitori,mamma,"
            "mamme,madre/i,papà,babbo,padre/i,family,"
            "families,familia,familias,famille,familles,家庭,عائلة,العائلة,عائلات",
        },
        use="aside",
    ),
    *phrases(
        "recipient",
        {
            # what is done for parents is also looked for by their name
            "famiglie": "genitore/i,mamma e figlio,mamma e figlia,papà e figlio,parents,padres,"
            "父母,الاباء",
        },
    ),
    *phrases(
        "who",
        {
            "child": "figlio/a/i/e,figliolo/a,mio figlio,mia figlia,mio/a nipote,nipote,"
            "nipotino/a/i/e,my son,my daughter,son,daughter,mi hijo,mi hija,hijo/a,mon fils,"
            "ma fille,我儿子,我女儿,男孩,女孩,ابني,ابنتي,ولدي,بنتي",
            "asking": "cerco,cerchiamo,cercasi,vorrei,vorremmo,cosa fare,che fare,qualcosa da fare,"
            "dove portare,dove lasciare,dove lasciarlo,dove lasciarla,things to do,"
            "looking for,busco,je cherche,attività,activities,activity,actividades,activités,活动,"
            "انشطة,نشاطات,corsi,corso,milano,a milano,milan,in milan",
        },
        use="spent",
    ),
    # sport is a category whole, and cards of it seldom say the word; arte and scienze do
    *phrases(
        "category",
        {
            "sport": "sport,sports,attività sportiva,attività sportive,fare sport,deporte,"
            "deportes,体育,运动,رياضة,الرياضة",
        },
        use="spent",
    ),
    *phrases(
        "category",
        {
            "sport": "multi sport,multi-sport,gioco sport,gioco-sport",  # names of activities
            "arte": "arte,attività artistica,attività artistiche,arts,艺术,فنون",
            "stem": "scienza,scienze,stem,science,sciences,ciencia,ciencias,科学,علوم",
        },
    ),
    *phrases(
        "delivery",
        {
            "online": "online,on line,a distanza,da remoto,via zoom,remote,en línea,en ligne,在线,"
            "عن بعد,اونلاين",
            "home": "a domicilio,a casa nostra,a casa mia,at home,a domicile,上门",
            "outdoor": "all'aperto,all'aria aperta,nel parco,al parco,nella natura,nel verde,"
            "outdoor,outdoors,al aire libre,en plein air,户外,في الهواء الطلق",
        },
        use="spent",
    ),
)
