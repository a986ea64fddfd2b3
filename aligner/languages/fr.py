"""French."""

from __future__ import annotations

from aligner.languages.drafting import (
    LABEL_OF_ANNEX,
    MASTHEAD_SIGNS,
    TITLE_OF_ANNEX,
    Drafting,
    Meaning,
    any_of,
)
from aligner.languages.facts import Language, words
from aligner.languages.grammar import ROMANCE, TWO_NOUNS, Grammar, Polarity
from aligner.languages.notation import SIGNS, Notation, counted, dmy, months, said
from aligner.languages.usage import Usage
from aligner.languages.words import Inflection, Tagging, silent

DRAFTING = Drafting(
    meaning=Meaning(
        means=r"désigne(?:nt)?|signifie(?:nt)?|s['’]entend(?:ent)?(?: des?\b| du\b| d['’])?",
        named=r"[Ll]es? termes?|[Ll]['’]expression|[Ll]es expressions",
        before=r"\b[Oo]n entend par|[Ii]l faut entendre par|s['’]entend par",
        begins=r"l[ea]s?|l['’]\w*|une?|des|tou\w+|ce",
    ),
    title=r"(?i:r.solution|d.cision)\s+\S*\d|(?i:projet de r.solution)",
    adoption=r"Adopt.es?\s+(?:par|sans|.\s)",
    opening=r"(?:L[ea]\s|L\S\s?)"
    + any_of("Conseil Assembl.e Comit. Commission Conf.rence Congr.s")
    + r"\b[^.;:,]{0,80},|Le Conseil de s.curit.|L\SAssembl.e g.n.rale",
    preambular=r"(?:(?:Profond|Grave|Vive|Pleine)\w*\s+\w+"
    r"|Se\s+\w+ant|S\S\w+ant|[A-ZÀ-Ý]\w+ant|"
    + any_of(
        "Ayant Conscient Mu Attentif Pr.occup\\w* Convaincu\\w* R.solu\\w* D.termin\\w* Alarm\\w*",
        "Inqui\\w* Encourag\\w* Indign\\w* Constern\\w* Guid\\w* D.sireu\\w* Soucieu\\w*",
    )
    + r")\b",
    operative=any_of(
        "D.cide D.clare Demande Prie Engage Exhorte Invite Condamne Souligne Affirme R.affirme",
        "Rappelle Note Prend Accueille Appelle Autorise Encourage Exige Exprime F.licite Se_\\w+e",
        "Lance Constate Consid.re Recommande Approuve Adopte Attend Proclame Remercie Charge",
        "Proroge Salue Enjoint Insiste R.it.re D.plore Entend Fait Cr.e Confirme",
    )
    + r"\b",
    annex=rf"(?i:annexe|appendice|pi.ce jointe){LABEL_OF_ANNEX}"
    rf"|(?:ANNEXE|APPENDICE){LABEL_OF_ANNEX}\b{TITLE_OF_ANNEX}",
    article=r"(?i:article|art\.)\s+(premier|\d+)\b",
    heading="(?i:"
    + any_of("pr.ambule introduction conclusions? recommandations? r.sum. table_des_mati.res")
    + ")",
    masthead=r"Nations Unies|Conseil de s.curit.|Assembl.e g.n.rale|Conseil .conomique et social"
    rf"|Conseil des droits de l\Shomme|{MASTHEAD_SIGNS}|Soixante\S*\s+(?:et\s+)?\S+\s+session"
    r"|\d{1,2}(?:er)?\s+"
    + any_of("janvier f.vrier mars avril mai juin juillet ao.t septembre octobre novembre d.cembre")
    + r"\s+\d{4}",
    with_verb=r"\w+ment|note|acte|instamment|avec \w+",
)

NOTATION = Notation(
    months=months(
        "janvier|janv", "février|févr", "mars", "avril|avr", "mai", "juin", "juillet|juil",
        "août", "septembre|sept", "octobre|oct", "novembre|nov", "décembre|déc",
    ),
    dates=(dmy(ordinal="(?:er)?"), r"(?P<m>MONTH)\s+(?P<y>\d{4})(?!\d)"),
    numerals=counted(
        from_0="zéro un|une|premier|première|unième deux|deuxième|second|seconde "
        "trois|troisième quatre|quatrième|quatrièmes cinq|cinquième six|sixième sept|septième "
        "huit|huitième neuf|neuvième dix|dixième onze|onzième douze|douzième treize|treizième "
        "quatorze|quatorzième quinze|quinzième seize|seizième",
        tens="dix vingt|vingts|vingtième trente|trentième quarante|quarantième "
        "cinquante|cinquantième soixante|soixantième",
        from_100="cent|cents|centième",
        from_1000="mille|millième",
    )
    | {"septante": 70, "huitante": 80, "nonante": 90},
    joiners=frozenset({"et"}),
    scales={"millier": 10**3, "milliers": 10**3, "million": 10**6, "millions": 10**6,
            "milliard": 10**9, "milliards": 10**9},
    times=(
        r"(?P<h>\d{1,2})\s?h(?:eures?)?(?:\s?(?P<min>\d{2}))?\b",
        r"(?P<h>\d{1,2}):(?P<min>\d{2})",
    ),
    percent=r"%|pour\s+cents?\b|p\.\s?100",
    money=SIGNS | {"dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR",
                    "dollar des etats-unis": "USD", "dollars des etats-unis": "USD"},
    worded=said(half="moitié demi demie demies", quarter="quart quarts", noon="midi",
                 midnight="minuit"),
    through="[-–]|a|au",
)  # fmt: skip

GRAMMAR = Grammar(
    pattern=ROMANCE,
    articles=words("le un"),
    contracted=words("du des au aux"),
    of=words("de d'"),
    linking=words("à en contre sur pour par sans entre envers après"),
    determining=words(
        "tel autre même certain différent divers ce quelque plusieurs chaque aucun tout ledit "
        "différents dit notamment"
    ),
    weak_modifiers=words(
        "présent premier deuxième second troisième dernier nouveau propre seul particulier "
        "suivant précédent susmentionné susvisé éventuel compris concerné concerner "
        "nombreux nécessaire important grand petit bon meilleur majeur récent actuel possible "
        "voulu vouloir commis commettre visé viser lié lier associé associer fondé fonder "
        "relatif touché toucher prévu prévoir énoncé énoncer mentionné mentionner donné donner "
        "pris prendre fait faire mené mener chargé charger connu connaître exposé exposer "
        "exigé établi établir engagé engager subi subir ci-dessus ci-après ci-dessous dire "
        "plein entier multiple moindre semblable quelconque concomitant servi appelé appeler "
        "tenu tenir mis mettre dû devoir étroit susceptible disponible conforme propice vaste "
        "notable considérable ayant étant prochain applicable voisin issu celui "
        "présenté présenter adopté adopter soumis soumettre formulé formuler situé situer "
        "désigné désigner existant profond"
    ),
    adjectives_follow=True,
    weak_heads=words(
        "proportion pourcentage million milliard millier tonne quantité "
        "fois égard cas façon manière sorte titre fait nombre ensemble plupart suite sein "
        "issue lieu raison matière point cours proie occasion vue fin but question encontre "
        "faveur regard propos compte moment temps période type genre série majorité "
        "totalité part effet conformité vertu application exception faute force mesure "
        "instar aide-mémoire lumière base cadre jour an année mois date côté demande "
        "tant peu beaucoup chose contexte appui article paragraphe alinéa "
        "intention intermédiaire moyen réserve défaut lors face aperçu être facon portée "
        "intérêt besoin avis voie ligne sujet objet terme note main nom voix "
        "domaine stade particulier suivant ensemble présent"
    ),
    light_modifiers=words(
        "premier deuxième troisième dernier nouveau propre grand petit bon meilleur majeur "
        "plein moindre étroit"
    ),
    light_heads=words("moyen force intérêt application base lieu voie mesure ligne point"),
    participles_follow=True,
    twofold=TWO_NOUNS,
    going_on="NPAVsC",
    plurals="sx",
    polarity=Polarity(
        denied=r"\b(?:non|in|il|ir)(?=-?(?:dot|prolif|gouv|combat|intern|égal|sécur|stabil|form"
        r"|licit|légal|régul|accompagn|toléran|justice)(?!ation))|\bnon |\b(?:les )?moins\b",
        ongoing=r"\ben (?:voie de |cours de )?(\w{3,}(?:ment|tion|age))\b",
        completed=r"\b(\w{3,}(?<![ei]t)é)e?s?\b",
    ),
    vague=words(
        "pertinent compétent solide extrême massif approprié adéquat efficace global concret "
        "spécifique essentiel crucial fort faible significatif suffisant considérable"
    ),
    especially=words("particulier premier"),
)

INFLECTION = Inflection(
    plurals=(
        ("ravaux", "ravail"), ("eaux", "eau"), ("aux", "al"), ("eux", "eu"), ("ss", "ss"),
        ("s", ""),
    ),
    irregular={"yeux": "oeil", "mesdames": "madame", "messieurs": "monsieur"},
    particles=silent("le la les l un une")
    | {"d": "de", "du": "de", "des": "de", "au": "a", "aux": "a"},
)  # fmt: skip

TAGGING = Tagging(
    packages=("fr_core_news_md", "fr_core_news_sm"),
)

USAGE = Usage(
    function_words=words(
        "le la les l des du de d un une et ou est sont au aux ce cette ces qui que qu dans en"
        " par pour sur avec sans ne pas se s il elle ils dont leur leurs son sa ses ainsi entre"
    ),
    demonstratives=words("ce cet cette ces tel telle tels telles ledit ladite lesdits lesdites"),
    may_double=frozenset({"nous", "vous", "en"}),
    typography=(
        (r"(?<=[^\s;:!?(/\d])[;!?](?=\s|$)", "no space before ; ! or ?"),
        (r"(?<=[^\s:/\d]):(?=\s|$)", "no space before a colon"),
        (r"«(?=\w)|(?<=\w)»", "no space inside guillemets"),
        (r"(?<=\d)%", "no space before %"),
        (r"(?<=\w) (?=[;:!?»])|(?<=«) (?=\w)", "a space that can break before or after a mark"),
        (r"\"(?=\w)|(?<=\w)\"", "straight quotation marks for guillemets"),
    ),
    modifiers="également|egalement|en outre|de nouveau|à nouveau|aussi|par ailleurs|énergiquement"
    "|vigoureusement|fermement|une fois encore|encore|derechef|instamment",
    any_ending="e?s?",
)

LANGUAGE = Language(
    "fr",
    "French",
    "français",
    tesseract="fra",
    conjunctions=("et", "ou"),
    abbreviations=words(
        "m mm mme mmes mlle mlles me mes dr pr st ste cf ex éd corr rev av apr j.-c env tél",
        "janv févr avr juill sept oct nov déc op cit ibid vs ltd inc s.e s.m s.a.r v suppl",
    ),
    final_abbreviations=words(
        "art al par paras p pp t vol chap sect fig no nos n° n°s nº add coll réf rés doc etc",
        "h min",
    ),
    starters=words(
        "il elle ils elles on ce cette ces le la les un une des en dans à au aux pour par",
        "sur avec si mais et or toutefois cependant selon aucun tout toute tous toutes l’ d’",
        "qu’ j’ c’ s’ n’ m mme nous vous je son sa ses leur leurs depuis lors après",
    ),
    drafting=DRAFTING,
    notation=NOTATION,
    grammar=GRAMMAR,
    inflection=INFLECTION,
    tagging=TAGGING,
    usage=USAGE,
)
