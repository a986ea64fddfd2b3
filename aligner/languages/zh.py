"""Chinese."""

from __future__ import annotations

from aligner.languages.drafting import MASTHEAD_SIGNS, Drafting, Meaning, any_of
from aligner.languages.facts import LATIN, Language, words
from aligner.languages.grammar import SINITIC, Grammar, Polarity
from aligner.languages.notation import SIGNS, Notation, said
from aligner.languages.usage import Usage
from aligner.languages.words import Tagging

DRAFTING = Drafting(
    meaning=Meaning(means=r"(?:一词|一语|用语)?(?:是|系|均)?指(?:的是)?"),
    title=r"第\s?\d+(?:/\d+)?\s?(?:[（(]\d+[）)]\s?)?号(?:决议|决定)|(?:决议|决定)草案",
    adoption=r".{0,40}(?:第\s?\d+\s?次(?:全体)?会议|未经表决).{0,10}通过",
    opening=r"(?:安全理事会|大会|人权理事会|经济及社会理事会)[，,]?"
    r"|\w{2,16}(?:理事会|委员会|会议|大会)[，,]",
    preambular=r"(?:又|还|再次|深切|深为|严重|充分|特别|坚决)?"
    + any_of(
        "回顾 重申 注意 考虑 认识 意识 强调 欢迎 赞扬 赞赏 表示 铭记 确认 关切 深信 决心 震惊 谴责",
        "感到 遵循 审议 听取 收到 念及 谨记",
    ),
    operative=r"(?:又|还|再次|强烈|进一步)?"
    + any_of(
        "决定 请 呼吁 敦促 促请 要求 强调 谴责 重申 欢迎 鼓励 表示 注意 申明 宣布 授权 赞扬 吁请",
        "建议 核准 邀请 确认 回顾 认识 期待 延长 通过",
    ),
    annex=r"(?:附件|附录|附文)(?:[一二三四五六七八九十]+|\s?\d+|\s?[IVX]+)?",
    article=r"第\s?([一二三四五六七八九十百零〇]+|\d+)\s?条",
    heading=r"(?:序\s?言(?:部分)?|导\s?言|结\s?论|建\s?议|摘\s?要|目\s?录|引\s?言)",
    masthead=r"联合国|安全理事会|大会|人权理事会|经济及社会理事会|第\S{1,5}届会议"
    rf"|{MASTHEAD_SIGNS}|\d{{1,2}}\s+\w+\s+\d{{4}}|\d{{4}}年\d{{1,2}}月\d{{1,2}}日",
)

NOTATION = Notation(
    han=True,
    dates=(
        r"(?P<y>[0-9〇零○一二三四五六七八九]{4})年(?:(?P<n>[0-9一二三四五六七八九十]{1,3})月"
        r"(?:(?P<d>[0-9一二三四五六七八九十]{1,3})[日号])?)?",
        r"(?P<n>[0-9]{1,2})月(?P<d>[0-9]{1,2})[日号]",
    ),
    times=(
        r"(?:上午|(?P<pm>下午))?(?P<h>\d{1,2})[时時点點](?:(?P<min>\d{2})分)?",
        r"(?P<h>\d{1,2})[:：](?P<min>\d{2})",
    ),
    scales={"千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "十亿": 10**9,
            "萬": 10**4, "億": 10**8},
    money=SIGNS | {"美元": "USD", "欧元": "EUR", "歐元": "EUR"},
    worded=said(half="一半 半数", noon="中午 正午", midnight="午夜"),
    through="[-–~]|至|到",
)  # fmt: skip

GRAMMAR = Grammar(
    pattern=SINITIC,
    of=words("的"),
    linking=words("后 中 间 前 内 上 对"),
    determining=words(
        "其他 其它 这 这些 这种 该 此 此类 某 某些 各 各种 每 任何 所有 一切 一些 其 及其 他们 "
        "地 得 所 了 着 过 们 等 之 之一 为 以 在 向 从 因 由 被 把 将 就 而 但 也 还 又 都 已 "
        "并 不 没有 或 是 于 与其 以便 从而 如 同 当 则 且 仍 仍然 该等 "
        "包括 第 号 各自 本 另 以下 上述 有关 相关"
    ),
    weak_modifiers=words(
        "回顾 重申 强调 着重指出 注意 注意到 到 意识 认为 认识 谴责 促请 敦促 呼吁 请 邀请 "
        "鼓励 要求 欢迎 赞扬 表示 关切 决定 建议 确认 承认 指出 赞赏 支持 考虑 铭记 深为 "
        "有 无 使 让 给予 给出 提供 进行 采取 加强 确保 成为 作为 构成 导致 助长 涉及 参与 "
        "受 受到 遭受 存在 根据 按照 为 是 可 需要 必须 应 可能 能够 继续 开展 作出 "
        "酌情 具有 负责 产生 实现 履行 执行 返回 列入 身处 处于 属于 来自 用于 以及 得到 "
        "特别 严重 充分 全面 直接 间接 有效 适当 立即 首次 目前 现有 新 大 小 多 主要 重要 各国"
    ),
    weak_heads=words(
        "比例 百分比 百万 十亿 吨 数量 "
        "时 情况 方面 期间 过程 基础 目的 方式 形式 类型 范围 原因 结果 问题 事项 能力 作用 "
        "重要性 可能 内容 部分 程度 领域 条件 次 年 月 日 段 条 款 项 这方面 其中 之间 一部分 "
        "因素 人 者 行为 作法 做法 状况 在内 方面 各项 之处 同时"
    ),
    light_modifiers=words("新 大 小 多 主要 重要 特别 最"),
    light_heads=words("问题 能力 作用 条件 基础 行为 领域"),
    polarity=Polarity(
        denied=r"[不无非未](?=扩散|政府|战斗|国际|平等|安全|稳定|正式|正规|正常|法|合法|人陪|容忍|公正|核|发达)",
        ongoing=r"(发展)中",
        completed=r"(发达)",
    ),
    vague=words("有效 充分 适当 具体 重大 显著 全面"),
    codes={"VERB": "W", "PART": "N"},
    head_first=False,
    capitals="none",
    longest=9,
    stopped=words("的 和 与 及 在"),
)

TAGGING = Tagging(
    ships=True,
    libraries=("jieba",),
    tokenizer={"nlp": {"tokenizer": {"segmenter": "jieba"}}},
    more_words=("可持续", "不可持续", "住区"),
    cuts_words=True,
)

USAGE = Usage(
    modifiers_first=True,
    demonstratives=words("这 该 此 其 上述 这种 这些 此类 该等"),
    typography=(
        (r"(?<=[\u4e00-\u9fff])[,;:!?](?=[\u4e00-\u9fff\s]|$)", "a half-width mark"),
        (r"(?<=[\u4e00-\u9fff])\.(?=[\u4e00-\u9fff\s]|$)", "a full stop that is not 。"),
        (r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])", "a space between characters"),
    ),
    modifiers="又|还|再次|进一步|并|强烈|坚决|最强烈地|再度",
    bleu_tokenizer="zh",
)

LANGUAGE = Language(
    "zh",
    "Chinese",
    "中文",
    "Hans",
    tesseract="chi_sim",
    spaces=False,
    cased=False,
    stops="。！？!?…．.",
    clause_marks=";；",
    alphabets=(LATIN, "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"),
    pauses=",，、",
    conjunctions=("和", "及", "以及", "或"),
    charsets=("gb18030", "big5"),
    drafting=DRAFTING,
    notation=NOTATION,
    grammar=GRAMMAR,
    tagging=TAGGING,
    usage=USAGE,
    without=frozenset(
        {
            "abbreviations",
            "final_abbreviations",
            "grammar.articles",
            "inflection",
            "notation.joiners",
            "notation.months",
            "notation.numerals",
            "starters",
            "usage.function_words",
        }
    ),
)
