"""The words by which a question shows what it wants, and counted in what: tables, no logic.

Every pattern is matched against text in NFKC.
"""

import re
from typing import Final

MEASURED_BY: Final = (
    r"(?:何|なに|なん)(?:で(?:測|計[っるり]|はか[っるり](?!ど)|評価(?:する|して))"
    r"|で(?:進み(?:具合|ぐあい)|進捗|達成度|成果)を?(?:[測計見]る?|はかる?|みる|確かめる?|評価)"
    r"|の(?:数字|数値)(?:を追う?|で[見測]る?|で(?:み|はか)る))"
)
"""What asks for the indicators of something: 子育ては何で測る？"""

COUNTERS: Final = (
    "市町村|自治体|メガワット|キロワット時?|ワット|平方(?:キロ)?メートル|平米|キロメートル|メートル|キログラム|リットル|mg|[kcm]?m[23]|[cm]m|か国|ヶ国|カ国|国|円|トン|立米|立方メートル|kg|ha|ヘクタール|km|kWh|MWh|GWh|m|kW|MW|ポイント|pt"
    "|アール|軒|室|床|席|食|段階|言語|両|箇所|か所|カ所|ヶ所|ヵ所|個所|世帯|戸|棟|校区|校|園|人|名|件|枚|台|基|本|回|団体|社|施設|店舗|店|品目|種類|品|種|項目|地区"
    "|事業者|事業所|事業|組織|組|部局|部|冊|頭|羽|グラム|g|キロ|匹|泊|年間|週間|日間|時間|分|歳|才|倍|割|番目|位|個|つ|点|組合|拠点|路線|便|隻|杯|袋|箱|株|缶"
)

COUNTED: Final = re.compile(
    rf"(?:何|なん|どれくらいの|どのくらいの|いくつの)[十百千万億兆]*({COUNTERS})"
    r"|何(?![時故処者卒曜らかが課局係])(年(?=[続経使掘])"
    r"|(?:[一-鿿ァ-ヴ]{1,4}|[A-Za-z]{1,3})(?=[がはをにもでまかのくめ、？?\s]|$))"
)
"""`何トン`, `何市町村`: the groups are the counter."""

SAID_FIGURE: Final = re.compile(
    rf"(?<![\d.A-Za-z第-])(?<!\d,)(\d[\d,]*(?:\.\d+)?[十百千万億兆]*)\s?(?:[%％→万億]|{COUNTERS}|$)"
)
"""`42万人`, `9校区→`: the group is the figure."""

YES_NO: Final = re.compile(r"(?:です|ます|ました|でした|[るたい](?:の|ん(?:です)?)?)か[?。\s]*$")
INTERROGATIVE: Final = re.compile(
    r"[何幾誰]|いつ|いく[らつ]|ど[このれうんなち]|だれ|な[にんぜ]"
    r"|教|おしえ|知り|見せ|示|確認|くだ|下さ|いただ|頂|もらえ|願"
)
"""What of `有料ですか` and `料金を教えてもらえますか` asks for more than yes or no."""

OF_FIGURES: Final = frozenset({"money", "number", "percent"})
"""What is wanted only where more than yes or no is."""

TELLING_COUNTER: Final = re.compile(r"(?!.*(?:立米|平米|立方|平方|時間))[一-鿿]{2,}|[一-鿿]{2,}数")
"""A counter that says what is counted, not in what unit."""

COUNT_NOUNS: Final = (
    ("回数", "回"),
    ("人数|者数|員数|客数|人口", "人"),
    ("世帯数", "世帯"),
    ("戸数", "戸"),
    ("台数", "台"),
    ("枚数", "枚"),
    ("本数", "本"),
    ("冊数", "冊"),
    ("団体数", "団体"),
    ("校数", "校"),
    ("[箇か個]所数", "箇所"),
    ("面積", "ha"),
    ("金額|額|残高|費用?|単価|料金|[一-鿿](?<![材資燃食原飲肥飼史衣塗香])料|所得|予算", "円"),
    ("割合|[^効確比]率", "%"),
)
"""What a noun is counted in; it counts where it ends what is asked about."""

MAKERS: Final = "会社|企業|業者|メーカー|委託先|発注先|取引先|指定管理者|事業者|運営者|団体|法人"
"""Who makes or runs things, and is asked for by where."""

WHICH: Final = (
    "(?:どこの|どの|何という|なんていう|なんという)"
    "(?!名前|名称|もの|物|人|程度|位|辺|様|段階|時点|時期|年|頁|ページ|項|章|節|計画|プラン|指標|目標"
    "|施策|事業|取組|部分|資料|欄|分野|方向|方面|国[^一-鿿])"
    "(?P<which>[一-鿿ァ-ヶー]{1,8})"
)
"""Which one of a kind is asked for; the group is the kind."""

SEVERAL: Final = (
    rf"(?<![\d.,第])([2-9]|\d\d|[二三四五六七八九])(?:{COUNTERS}|集落|園|業務|市町村?)"
    r"(?:(?:の|って|は|とは)?(?:どこ(?![にへでのまか])|どこの?(?:[一-鿿]{1,4})(?:です|[?？。\s]|$)"
    r"|どの[一-鿿]{1,4}(?:です|[?？。\s]|$)|(?:何(?:と何)?|なに|誰|だれ|どれ)(?:です|か|[?？。\s]|$)"
    r"|(?:名前|名称|場所|内訳|一覧|中身|顔ぶれ|メンバー)))"
)
"""Some of a number are asked for by what they are: `３市町ってどこ`, `９集落の名前`."""

_HANDED_OVER: Final = "(?:全部|ぜんぶ|全て|すべて|一覧|リスト|教え|おしえ|知り|くだ|下さ|なに|何)"
"""What follows a noun that is asked for: 施設名ぜんぶください."""

WANTS: Final = (
    ("several", re.compile(SEVERAL)),
    ("breakdown", re.compile(r"内訳|\bbreakdown\b", re.I)),
    (
        "percent",
        re.compile(r"何%|何パーセント|なん%|何割|\bpercent(age)?\b|what share|\brate\b", re.I),
    ),
    (
        "phone",
        re.compile(
            r"電話の?番号|電話(?=[はを?]|$)|連絡先|[せ合込]先(?=[はを?]|$)|内線|メールアドレス|\bphone\b|\btel(ephone)?\b|e-?mail",
            re.I,
        ),
    ),
    ("address", re.compile(r"住所|所在地|番地|\baddress\b", re.I)),
    (
        "person",
        re.compile(
            r"([長者員師人方事家氏監官授]|リーダー|さん)(さん)?(の|、|\s)*(お|ご)?(名前|氏名)"
            r"|氏名|お名前|フルネーム|何という(人|方)"
            r"|\bname of (the )?(\w+ )?(mayor|person|chair|director|head|governor|professor)",
            re.I,
        ),
    ),
    (
        "name",
        re.compile(
            rf"名前|名称|愛称|何という|(?<![何数題件])(?<=[一-鿿ァ-ヶー])名(?=[はをがも?？\s]|って|{_HANDED_OVER}|$)"
            rf"|({MAKERS})(は|って|が)?ど[こち]|{WHICH}|\bnames?\b|\bcalled\b",
            re.I,
        ),
    ),
    (
        "who",
        re.compile(
            r"(誰|だれ)(?!に?も)|どなた|(何|どこの|どの)(部署|[課局係部室](?![屋分門]))|\bwho\b",
            re.I,
        ),
    ),
    (
        "number",
        re.compile(
            r"(差|違い|期間)[^。?？]{0,10}何年|何年[^。?？]{0,8}(値|数字?|実績)[^。?？]{0,4}(いくら|いくつ|何)"
        ),
    ),
    ("date", re.compile(r"^(?!.*(?:いくら|何[億万]*円)).*いつ(?!も)", re.DOTALL)),
    (
        "money",
        re.compile(
            r"^(?!.*(?:率|割合|数(?!字)|量|面積|人口|目標|点|指標|平均|指数|目指|めざ|増や|減ら|伸ば|広げ|[上下]げ|高め)).*いくら(?!でも|か[にの])"
            r"|(?:予算|費用|料金|金額|参加費|補助額|単価|値段|価格|家賃|経費|事業費|給料|年収|月額|運賃|報酬|賃金)"
            r"(?![一-鿿の]*(?:率|割合|数(?!字)))|何円|何億|何万円|(?<![材資燃食原飲肥飼史衣塗香])料(?=[はをも?？\s]|$)"
            r"|(総額|[費料代金賃]|費用|予算|収入)[^。?？]{0,6}いくら"
            r"|(?:かか|掛か)るお金"
            r"|いくら(する|した|かか|もら|出[まるしせ]|払|支給|補助)"
            r"|\bbudget\b|\bcost\b|\bfee\b|\bprice\b|how much (money|does it cost|will it cost)"
            r"|how much (do|does|did|will) [^?]{0,40}\b(spend|pay|invest)\b",
            re.I,
        ),
    ),
    ("weekday", re.compile(r"何曜|\b(what|which) days? of the week\b", re.I)),
    (
        "date",
        re.compile(
            r"いつ(?!も)|(?<!あと)(?<!あと約)何年(?!間|た|か|ごと|毎|おき|[くぐ]らい|ほど|分|続|経|もつ|ぶり)|何月|(?<!に)(?<!日数[、は])何日(?!間|くらい|ぐらい|を目指|をめざ)|時期|年月日?"
            r"|目標年|日程|締め?切り?|期限|期日|[業始館催]日(?=[はを?？\s]|$)"
            r"|\bwhen\b|\b(what|which) (year|month|date)\b",
            re.I,
        ),
    ),
    ("time", re.compile(r"何時|営業時間|開館時間|受付時間|opening hours|what time", re.I)),
    (
        "number",
        re.compile(
            r"(?<!どこから)どこまで|いくつ|いくら|どれだけ|((どれ|どの)[くぐ]|どん[くぐ]|なん[くぐ])らい|どんだけ|なんぼ|何[個人件]|何年[続経]"
            r"|(数|率|額|量|割合|面積|人口|点数|単価)(は|って|を(教|おし)え|を(くだ|下)さい|[？?。\s]|$)"
            r"|how (many|much|large|big)",
            re.I,
        ),
    ),
    (
        "where",
        re.compile(
            r"どこ(?!まで)|どこからどこまで|何処|どの(へん|辺|国)"
            rf"|(?<!居)(場所|候補地|会場)(?=は|って|を?{_HANDED_OVER}|[?？。\s]|$)|\bwhere\b",
            re.I,
        ),
    ),
    (
        "course",
        re.compile(
            r"(?:推移|移り変わり|経年変化|変遷)(?=[はをも？?。\s]|って|$)"
            r"|\btrends?\b|over the years",
            re.I,
        ),
    ),
    (
        "why",
        re.compile(
            r"なぜ|どうして|理由|背景|根拠(?=[はをも]|って|$|[?？。])|きっかけ|[原要]因(?=[はがを?。]|って|$)"
            rf"|(?!{MEASURED_BY})(?:なんで|何で(?!す))|\bwhy\b",
            re.I,
        ),
    ),
    (
        "meaning",
        re.compile(
            r"(?<!こ)とは|どういう意味|意味は|って何(?=[?。か\s]|$|です)|定義"
            r"|what (is|does) .* mean",
            re.I,
        ),
    ),
)
"""What is wanted, the surest sign first; the first that matches counts."""

NARROWED: Final = re.compile(
    r"[(\s]*[^。、？?()]{2,20}(?:の(?:方|ほう)|(?<!それ)(?:だけ|のみ)){1,2}(?:で(?:す)?|ね)?[。)\s]*"
)
"""What says, behind a question, which of several things it is about: 家庭ごみの方で。"""
