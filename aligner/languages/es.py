"""Spanish."""

from __future__ import annotations

from aligner.languages.drafting import (
    LABEL_OF_ANNEX,
    MASTHEAD_SIGNS,
    TITLE_OF_ANNEX,
    Drafting,
    Meaning,
    any_of,
)
from aligner.languages.facts import LATIN, Language, words
from aligner.languages.grammar import IBERIAN, TWO_NOUNS, Grammar, Polarity
from aligner.languages.notation import SIGNS, Notation, counted, dmy, months, said
from aligner.languages.usage import Usage
from aligner.languages.words import Inflection, Tagging, silent

DRAFTING = Drafting(
    meaning=Meaning(
        means=r"(?:se )?significan?|se entender[áa]n?|se entienden?|designan?|se refieren? a",
        named=r"[Ll]a expresión|[Ee]l término|\b[Pp]or",
    ),
    title=r"(?i:resoluci.n|decisi.n)\s+\S*\d|(?i:proyecto de resoluci.n)",
    adoption=r"(?:Aprobad|Adoptad)[ao]s?\s+(?:por|en|sin)",
    opening=rf"(?:El|La)\s+{any_of('Consejo Asamblea Comit. Comisi.n Conferencia Congreso')}\b"
    r"[^.;:,]{0,80},|El Consejo de Seguridad|La Asamblea General",
    preambular=r"(?:(?:Profunda|Grave|Seria|Plena|Viva|Suma|Hond)\w*\s+\w+"
    r"|[A-ZÁÉÍÓÚ]\w*ndo(?:se|la|lo)?|"
    + any_of(
        "Consciente Habida Preocupad\\w+ Convencid\\w+ Decidid\\w+ Resuelt\\w+ Alarmad\\w+",
        "Alentad\\w+ Guiad\\w+ Consternad\\w+ Indignad\\w+",
    )
    + r")\b",
    operative=any_of(
        "Decide Declara Solicita Pide Exhorta Insta Invita Condena Subraya Afirma Reafirma",
        "Recuerda Observa Toma Acoge Hace Autoriza Alienta Exige Expresa Encomia Recomienda",
        "Aprueba Espera Proclama Agradece Encarga Prorroga Destaca Pone Reitera Deplora Señala",
        "Se_\\w+a Confirma Establece Considera Apoya Resuelve",
    )
    + r"\b",
    annex=rf"(?i:anexo|ap.ndice|documento adjunto){LABEL_OF_ANNEX}"
    rf"|(?:ANEXO|AP.NDICE){LABEL_OF_ANNEX}\b{TITLE_OF_ANNEX}",
    article=r"(?i:art.culo|art\.)\s+(\d+)\b",
    heading="(?i:"
    + any_of(
        "pre.mbulo introducci.n conclusi.n conclusiones recomendaci.n recomendaciones resumen",
        ".ndice",
    )
    + ")",
    masthead=r"Naciones Unidas|Consejo de Seguridad|Asamblea General|Consejo Econ.mico y Social"
    rf"|Consejo de Derechos Humanos|{MASTHEAD_SIGNS}"
    r"|\w+\s+per.odo\s+(?:\w+\s+)?de sesiones|\d{1,2}\S?\s+de\s+"
    + any_of(
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    )
    + r"\s+de\s+\d{4}",
    with_verb=r"\w+mente|nota|con \w+|encarecidamente",
)

NOTATION = Notation(
    months=months(
        "enero|ene", "febrero|feb", "marzo|mar", "abril|abr", "mayo", "junio|jun", "julio|jul",
        "agosto|ago", "septiembre|setiembre|sept", "octubre|oct", "noviembre|nov", "diciembre|dic",
    ),
    dates=(
        dmy(ordinal="[ºo]?", of="de ", year="del? "),
        r"\b(?P<m>MONTH)\s+del?\s+(?P<y>\d{4})(?!\d)",
    ),
    numerals=counted(
        from_0="cero un|uno|una|primero|primera|primer dos|segundo|segunda tres|tercero|tercera"
        "|tercer cuatro|cuarto|cuarta cinco|quinto|quinta seis|sexto|sexta siete|séptimo|séptima "
        "ocho|octavo|octava nueve|noveno|novena diez|décimo|décima once|undécimo|undécima "
        "doce|duodécimo|duodécima trece catorce quince dieciséis diecisiete dieciocho diecinueve "
        "veinte veintiuno|veintiún|veintiuna veintidós veintitrés veinticuatro veinticinco "
        "veintiséis veintisiete veintiocho veintinueve",
        tens="diez veinte|vigésimo|vigésima treinta|trigésimo|trigésima "
        "cuarenta|cuadragésimo|cuadragésima cincuenta|quincuagésimo|quincuagésima "
        "sesenta|sexagésimo|sexagésima setenta|septuagésimo|septuagésima "
        "ochenta|octogésimo|octogésima noventa|nonagésimo|nonagésima",
        hundreds="cien|ciento doscientos|doscientas trescientos|trescientas "
        "cuatrocientos|cuatrocientas quinientos|quinientas seiscientos|seiscientas "
        "setecientos|setecientas ochocientos|ochocientas novecientos|novecientas",
        from_1000="mil",
    ),
    joiners=frozenset({"y"}),
    scales={"millón": 10**6, "millon": 10**6, "millones": 10**6, "billón": 10**12,
            "billon": 10**12, "billones": 10**12, "mil": 10**3},
    times=(r"(?P<h>\d{1,2})(?:[:.](?P<min>\d{2}))?\s?horas?\b", r"(?P<h>\d{1,2}):(?P<min>\d{2})"),
    percent=r"%|por\s+(?:ciento|cien|100)\b",
    money=SIGNS | {"dolar": "USD", "dolares": "USD", "euro": "EUR", "euros": "EUR",
                    "dolares de los estados unidos": "USD"},
    worded=said(half="mitad medio media", quarter="cuarto cuartos", noon="mediodía",
                 midnight="medianoche"),
    through="[-–]|a|al",
)  # fmt: skip

GRAMMAR = Grammar(
    pattern=IBERIAN,
    articles=words("el uno"),
    contracted=words("del al"),
    of=words("de"),
    linking=words("a en contra sobre por para con sin entre hacia"),
    determining=words(
        "tal otro mismo cierto diferente diverso varios alguno ninguno cada todo ambos dicho "
        "demás cualquier cualquiera incluido inclusive mediante"
    ),
    weak_modifiers=words(
        "presente primero segundo tercero último nuevo propio solo particular siguiente "
        "anterior posterior mencionado eventual necesario importante grande pequeño bueno "
        "mejor mayor menor máximo reciente actual posible cometido cometer cometir dirigido "
        "dirigir vinculado vincular asociado asociar basado basar relativo afectado afectar "
        "previsto prever enunciado enunciar tomado tomar dado dar hecho hacer establecido "
        "establecer implicado implicar dedicado dedicar relacionado relacionar conexo ajeno "
        "contrario conforme disponible numeroso aplicable entero pleno semejante "
        "debido deber procedente resultante dimanante existente convenido convenir "
        "presentado presentar aprobado aprobar sufrido sufrir celebrado celebrar "
        "determinado determinar presunto unido unir encaminado encaminar "
        "susceptible compuesto suficiente"
    ),
    weak_heads=words(
        "proporción porcentaje millón millar tonelada cantidad "
        "vez respecto caso forma manera tipo título hecho número conjunto mayoría parte seno "
        "razón materia punto curso ocasión vista fin objetivo cuestión favor propósito cuenta "
        "momento tiempo período género efecto conformidad virtud aplicación excepción falta "
        "medida luz base marco día año mes fecha lado tanto cosa contexto apoyo artículo "
        "párrafo apartado intención medio reserva interés necesidad opinión vía línea tema "
        "objeto término nota mano nombre voz ámbito sector etapa particular presente relieve "
        "importancia carácter posibilidad lugar causa consecuencia resultado relación mira "
        "disposición nivel índole junto resto"
    ),
    light_modifiers=words(
        "primero segundo tercero último nuevo propio grande pequeño bueno mejor mayor menor "
        "máximo pleno entero unido menos más"
    ),
    light_heads=words(
        "medio interés aplicación base fin período tiempo punto vía lugar opinión necesidad título"
    ),
    twofold=TWO_NOUNS,
    going_on="NPAVsC",
    plurals="s",
    polarity=Polarity(
        denied=r"\b(?:no|in|des|i)(?=-?(?:prolif|gubern|combat|internac|iguald|segur|estabil|formal"
        r"|líci|legal|regular|toleran|justicia))|\bno |\bmenos\b",
        ongoing=r"\ben (?:vías de |curso de )?(\w{3,}(?:o|ción))\b",
        completed=r"\b(\w{4,}(?:ad|id))[oa]s?\b",
    ),
    vague=words(
        "pertinente competente sólido extremo masivo apropiado adecuado eficaz global concreto "
        "específico esencial crucial fuerte débil significativo suficiente considerable "
        "profundo enérgico pleno"
    ),
    adjectives_follow=True,
    capitals="all",
    longest=11,
    stopped=words("de del la el los las en y a al para contra sobre por con entre"),
)

INFLECTION = Inflection(
    plurals=(("ces", "z"), ("es", ""), ("s", ""), ("e", "")),
    particles=silent("el la los las un una") | {"del": "de", "al": "a"},
)  # fmt: skip

TAGGING = Tagging(
    ships=True,
)

USAGE = Usage(
    function_words=words(
        "el la los las del de y o en un una que se por para con al su sus es son como este"
        " esta estos no lo mas sobre entre sin ha han cuando cual"
    ),
    demonstratives=words(
        "este esta estos estas ese esa esos esas dicho dicha dichos dichas tal tales aquel aquella"
    ),
    typography=(
        (r"(?<=\w) (?=[,;:!?.](?:\s|$))", "a space before a mark"),
        (r"(?:^|(?<=[.!?] ))[^¿?.!]+\?", "a question without its opening mark"),
        (r"(?:^|(?<=[.!?] ))[^¡!.?]+!", "an exclamation without its opening mark"),
    ),
    modifiers="también|además|asimismo|una vez más|de nuevo|nuevamente|enérgicamente|firmemente"
    "|a este respecto,",
)

LANGUAGE = Language(
    "es",
    "Spanish",
    "español",
    tesseract="spa",
    alphabets=(LATIN, "abcdefghijklmnñopqrstuvwxyz"),
    conjunctions=("y", "e", "o", "u"),
    abbreviations=words(
        "sr sra sres sras srta srtas d dª dr dra dres lic ing prof gral cnel párrf párrfs cf",
        "p.ej ej tel add corr rev ed eds ene feb mar abr may jun jul ago sept set oct nov dic",
        "lun mié jue vie sáb dom op cit ibid vs ud uds vd vds s.m s.e excmo excma ilmo admón",
        "avda mt cra km min ee ext",
    ),
    final_abbreviations=words(
        "art arts párr párrs pág págs p pp vol cap caps secc fig no nos n° n°s nº núm núms",
        "doc etc ee.uu uu d.c a.m p.m s.a hs",
    ),
    starters=words(
        "el la los las lo un una unos unas en de del al a por para con según si pero y o sin",
        "embargo este esta estos estas ese esa esto eso se su sus no ¿qué qué cómo cuándo",
        "dónde todo toda todos todas él ella ellos ellas es son",
    ),
    drafting=DRAFTING,
    notation=NOTATION,
    grammar=GRAMMAR,
    inflection=INFLECTION,
    tagging=TAGGING,
    usage=USAGE,
)
