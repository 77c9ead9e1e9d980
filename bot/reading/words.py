"""The words by which a question shows what it asks for: tables, no logic.

Every pattern is matched against text in NFKC. Add a word here; nothing else needs to change.
"""

import re
from typing import Final

from bot.reading.wanted_words import MEASURED_BY

NEGATED: Final = re.compile(
    r"[^、。,()「」\s]{1,12}(?:じゃ|では)(?:なくて?|ない(?:ほう|方))[、の]?"
)
"""What is said not to be meant."""

OTHER_YEAR: Final = re.compile(
    r"(?:[^、。,()「」\s]{1,10}の)?([^、。,()「」\sの]{1,12})(?:じゃ|では)なくて?、?"
    r"(?=(?:[一-鿿A-Z]{0,2}\d{1,4}年度?|今年|来年|去年)の(?:やつ|ほう|方|もの|分))"
)
"""What is said to be meant of another year: `去年の祭りじゃなくて令和6年のやつ`."""

GREETINGS: Final = re.compile(
    r"いつも(大変)?お世話になって(おり|い)ます|(大変)?お世話になって(おり|い)?ます|お世話になります"
    r"|お疲れ(さま|様)(です|でした)|おつかれ(さま|様)?(です)?|はじめまして|失礼(いた|致)?します"
    r"|おはよ(うございます|う|ー)?|こんにち[はわ]|こんばんは|ありがとう(ございます)?|よろしく(お願い(いた|致)?します|です|ね)?"
    r"|[一-鿿]{1,8}(課|係|室|局|担当)(の[一-鿿]{1,4})?(です|と申します|の者です)[。、]"
    r"|今日もよろしく|すみません(が)?|すいません(が)?|恐れ入ります(が)?|お手数(をおかけし|おかけし)?(ます|です)?が"
    r"|申し訳(あり|ござい)ません(が)?|(大)?至急(で)?(お願い(します|いたします)|です)?|急ぎ(で|です)(が)?"
    r"|(の)?件(について|で)?(お|ご)?(伺い|尋ね|うかがい|たずね|問い合わせ)(し|いたし)?(ます|たい(の|ん)?です)(が)?"
    r"|ご(教示|教授|確認|回答)(ください|下さい|願います|いただけ[^。、]*)"
    r"|(なん|何|どう|どのよう)[にと]?(って|と)?(答え|お答えし|回答し|説明し|返答し|返事し|返)(れば|たら|ると)"
    r"[^。?？]{0,6}(でしょう|です)?か?(?=[。?？\s]|$)"
    r"|ちょっと(お)?(聞|き)きたいんですが|質問(です|があります)が?|ねえ+|あの[ー、]"
    r"|^for (?:the|our|my|an?) [^:,?]{3,40}:"
    r"|\b(hi|hello|hey|thanks|thank you|please|excuse me|good (morning|afternoon|evening))\b[,!.]?",
    re.IGNORECASE,
)

OCCASIONS: Final = re.compile(
    r"会議|照会|予算要求|査定|監査|決算|委員会|議会|答弁|審議会|説明会|打ち?合わせ|集まり|会合|フェア|資料|スライド|パワポ|報告書|記事|広報|チラシ|リーフレット|パンフ"
    r"|ポスター|プレスリリース|文案|原稿|挨拶文?|紹介文|SNS|ホームページ|HP|ブログ|投稿|取材|記者|新聞|上司|課長|部長"
    r"|引き?継ぎ?|問い?合わせ|準備|宿題|授業|卒論|レポート|論文|発表|講演|研修|アンケート|表を|特集"
    r"|調査[票表]|調書|様式|申請書|企画書|グラフ|レジュメ|台本|メモ|プレゼン|動画|番組|ラジオ"
)
"""What staff are busy with when they ask; such a clause is why they ask, not what."""

PURPOSES: Final = re.compile(
    r"(使|作|貼|つく|考え|聞か|きか|載せ|のせ|入れ|書|準備|まと|紹介|説明|確認|調べ|調査|報告|発表|必要|出す|答え|引用|掲載|送|配|照会|問い?合わせ|受け|案内)"
)

RECOLLECTIONS: Final = re.compile(
    r"(相談|問い?合わせ|質問|電話|苦情|照会)[をが]?(受け|もら|頂|いただ|あり|あっ|来|きて|きた|きま|入)[^。]{0,8}$"
    r"|^って[^、。]{0,8}[がにも](?:言っ|いっ|言わ|おっしゃ|話し|聞かれ)[^、。]{0,8}(?:けど|けれど|が|ので|から)[、]?$"
    r"|覚えて|記憶|あったはず|だったはず|あった気が|たしか|確か|と聞(いて|き)ました$|と思(う|い)"
)

TOLD: Final = re.compile(
    r"(?:です|ます|でした|ました|ません|ございます|(?<=\w)(?:中|用))[。！!…\n]+\s*$"
)
"""What ends a sentence that only tells something: 電話中。"""

CLAUSE_END: Final = re.compile(
    r"(?<=[。！？!?\n…;；])|(?<=、)|(?<=,\s)"
    r"|(?<=のですが)|(?<=んですが)|(?<=ですが)|(?<=ますが)|(?<=のだけど)|(?<=んだけど)|(?<=けれども)"
    r"|(?<=けど)|(?<=ので)(?!す|し)"
)

SENTENCE_END: Final = re.compile(r"[。？?！!]+")

SIGNS_OF_QUESTION: Final = (
    r"[？?]|(?<![ぁ-ん])か[。、…\s]*$|[すたいるん]か[。、…\s]*$|教えて|知りたい|見せて"
    r"|何[^ら]|なに|いつ|どこ|誰|どなた|いくつ|いくら|どの|どう|どれ|どんな|なぜ|って[。、\s]*$"
    r"|\b(?:what|when|where|who|which|how|why|show|list)\b"
)
ASKING: Final = re.compile(
    rf"{SIGNS_OF_QUESTION}|のか[。、…\s]*$|おしえて|ください|下さい|お願い|ちょうだい|頂戴|いただけ"
    r"|\b(?:tell|give)\b",
    re.IGNORECASE,
)

ONLY_ASKS: Final = re.compile(
    r"(を|は|って|が|も)?(教えて|おしえて|知りたい|見せて|確認した|お願い|おねがい)"
    r"(いただけ|ください|下さい|くれ|ほしい|欲しい|もらえ)?"
    r"(ます|ません|ない)?(か|でしょうか|です|いたします|します|存じます)*"
    r"|ください|下さい|ちょうだい|頂戴|お願い(いた|致)?します|でしょうか|ですか|ん?(?:でした|だった|だ|やった|や)っけ|どうすんの"
    r"|って知って(い?る|(い?ます))(か|の)?(?=[?？。\s]*$)"
    r"|もう(?:一度|いちど|1度|一回|1回|いっぺん)|再度"
    r"|どの(?:へん|辺|あたり)|どこら(?:へん|辺)|どん[くぐ]らい|どんだけ|なんぼ|どこの(?:国|県|市|町|街)(?:の(?:街|町|都市|人|会社))?"
    r"|どういう意味|って何|とは何|何です|どんな|どのような|何という|何ていう"
    r"|(?<=\w )costs?\b(?=(?: (?:every|a|per|each) \w+)?[?？。\s]*$)"
    r"|\b(what|when|where|who|which|how|why)"
    r"( (is|are|was|were|does|do|did|will|much|many))?( the)?\b"
    r"|\bin which year\b|\bcan you\b|\bcould you\b|\b(tell|show|give) me\b|\bplease\b",
    re.IGNORECASE,
)
"""What only says that something is asked."""

LIST_STRONG: Final = re.compile(
    r"全部|すべて|全て|ぜんぶ|一覧|丸ごと|まるごと|[一ひ]と?(?:通|とお)り(?=教|見|出|並|挙|示|ください|お願)|リスト(を|アップ|で|に|ください|下さい|ちょうだい|お?願|ほし|欲し|出し|見せ|教え|くれ|[?。\s]*$)|並べ|ならべ|列挙|網羅|残らず|両方|何と何|どれとどれ"
    r"|(KPI|指標|目標)(だけ|のみ)?を?(抽出|抜き出|ピックアップ)|(KPI|指標)(の中|のうち)?で、?[^。?？]{2,24}(もの|やつ)"
    r"|(何|なに|なん[こ個])があ(る|り)"
    rf"|{MEASURED_BY}|数値目標(は|って)?(何|なに)(?!で)"
    r"|(KPI|指標|目標|目標値)(は|を|の|って)?[?、。\s]*[2-9二三四五六七八九]つ|[2-9二三四五六七八九]つとも"
    r"|並んで|(KPI|指標|数値目標|目標値)(を|は)?(全|ぜん|みんな)|(KPI|指標|(?<!と)目標値?)[をは]?(まとめて|ずらっと)"
    r"|(何|なん|なに|どの)の?(KPI|指標)(で|を)(見|み|測|はか|追)|(何|なに)が(KPI|指標)(に|と)|指標と目標(値)?を(まとめ|出し|教え|見せ)"
    r"|(KPI|指標)(に)?(は|って)(何(?![をに])|なに(?![をに])|(どんな|どういう|どのような)(もの|の)|どれ)|(KPI|指標)どれ"
    r"|(どんな|どのような|どういう)(KPI|指標|数値目標|目標値)"
    r"|\b(all|every|list|each)\b|\b(which|what) (kpis|indicators|targets|measures)\b"
    r"|\b(kpis|indicators)\b",
    re.IGNORECASE,
)

LISTING: Final = re.compile(
    r"(成果|評価|業績|主要|重要|数値|達成|目標|まちづくり)(評価)?(指標|目標)(?!値)|[2-9二三四五六七八九]つ(とも)?|両方|残らず"
    r"|(に|が)(書いて|書かれて|載って|のって|出て|付いて|ついて)い?(る|ある|くる)|(の|に)(ところ|とこ|ページ|章|節)(の|に|で)"
    r"|[一-鿿]{1,4}(ごと|毎)(に|の)"
    r"|(目標|現状|基準|達成|当初)(値|年度?)?[がは](?=\s)|単位[がは][^\s、。の]{1,6}|(時点)?の?((?:^|(?<=[るたいなの\W]))もの(?!づくり|作り)|やつ)(は|を)?"
    rf"|{MEASURED_BY}(?:の|んです|んだ)?か?"
    r"|になって(い)?る|どれとどれ|(を)?(抽出|ピックアップ|抜き出)(して|す)?"
)
"""What says of the indicators to list only that they are indicators, how many or where."""

AS_TABLE: Final = re.compile(
    r"を?(?:CSV|エクセル|Excel|表(?:形式)?)で(?=[?。\s]*$|お願い|くだ|下さ|出し|見せ|教え|ほし|欲し)",
    re.IGNORECASE,
)
"""What says only in which form the answer is wanted."""

RECENT: Final = re.compile(
    r"昨年度?|去年度?|前年度?(?!比)|今年度?|本年度|(直近|最新)(?!の?(計画|版|の?改[定訂]))|現時点|足元"
    r"|達成(した|でき|して[るい]|状況|見込)[^のは率]{0,6}は?[?。\s]*$|進捗(状況)?は?[?。\s]*$"
    r"|\b(last|this|current) (fiscal )?year|\blatest\b(?! (plan|edition))",
    re.IGNORECASE,
)
"""What asks for figures that a plan cannot know: of last year, or how it went."""

JUDGED: Final = re.compile(
    r"(達成|クリア)(した|できた|済み?の|していない|できなかった|できていない|できそう)"
    r"|未達(成)?の|(遅れて|遅れが出て|進んで|順調な|悪化し|改善し)(いる|た)?(KPI|指標|目標)"
)
"""What picks indicators by how they went, which no plan says of them."""

_MORE_OR_LESS: Final = (
    r"(?:高|低|多|少な|大き|小さ|伸び|増え|減っ|遅れ|進ん|難し|厳し|良|悪|いい|よい|早|近|遠)"
)
RANKED: Final = re.compile(
    r"(?:一番|いちばん|最も|もっとも)(?:に|の)?"
    rf"(?:(?:(?:目標|現状)値?|数値|値|割合|率|伸び率?)[がの])?{_MORE_OR_LESS}[ぁ-ん]*"
    rf"|(?:最大|最小|最高|最低)の|{_MORE_OR_LESS}[いさき]?順(?:番)?(?:に|で)?"
    r"|ランキング|(?:ベスト|ワースト|上位|下位|トップ)\d*(?:位|つ|件)?"
    r"|\b(?:the )?(?:highest|lowest|largest|smallest|biggest|greatest|most|least)\b"
    r"|\b(?:ranking|top \d+)\b",
    re.IGNORECASE,
)
"""What picks indicators by their figures: 一番高い目標は？"""

LIST_WEAK: Final = re.compile(
    r"(に関する|関係の?|関係する|関連の?|関連する|についての|に関わる|に係る|にある|に載っている|まわりの|周りの|分野の|のところの|の中の)"
    r"(KPI|指標|数値目標|目標値|目標)"
    r"|(KPI|指標|数値目標)(は|を|って|だけ|のみ)*(教えて|おしえて|ください|下さい|見せて|みせて|知りたい|出して|だして|ほしい|欲しい|よろしく|頼む|たのむ"
    r"|いただけますか|頂けますか|もらえますか|ちょうだい|頂戴|お願い(?:します)?|おねがい(?:します)?)*[?。\s]*$",
    re.IGNORECASE,
)

INDICATORS: Final = re.compile(
    r"(?:KPI|指標)(?=[はをってで、。?\s]|どれ|どんな|何|なに|ある|$)", re.IGNORECASE
)
"""Indicators themselves, none by its name."""

OF_INDICATORS: Final = re.compile(
    r"(?:いつ|どこ|誰|だれ|どなた|どの(?:課|部署)|どう(?:やって)?|どのように)[^。?？]{0,6}"
    r"(?:確かめ|確認(?![さし]?た)|点検|検証|評価|見直|公表|報告|把握|決め|定め|管理|設定)",
)
"""What is done with indicators, of which no row tells: どこで検証するか."""

KPI_WORDS: Final = re.compile(
    r"目標(値|数|額|年|人数|件数|面積|台数|量)?|KPI|KGI|指標|現状(値)?|基準値|当初値|現況|数値|数字(?=[はをも?]|って)|(?:めざ|目指)す(?:数字|数値|値)|検証値|達成|実績"
    rf"|{MEASURED_BY}"
    r"|見込み?(?:量|値)|見込み?(?=[のを、\s]*(?:一覧|リスト|全部|ぜんぶ))"
    r"|\b(targets?|goals?|kpis?|indicators?|baselines?|current value)\b",
    re.IGNORECASE,
)

REACHED_WHEN: Final = (
    r"いつ(?:ごろ|頃)?に?は?(?:ゼロ|\d|達成|到達|届|[な無]くな|解消)"
    r"|(?:ゼロ|達成|到達|解消|\d[^。]{0,4})に?(?:な|す|でき|届く|し)[^。]{0,4}の?は?いつ"
)
"""What asks when an indicator comes to a value: `いつゼロになる？`"""

TARGET_WORDS: Final = re.compile(
    r"目標|目指|めざ|(予定|見込み?|計画)(です|でした|だった|だっけ|でしょう|なの|か|ある|[？?。\s]|$)|まで(に)?(増|減|上げ|下げ|伸ば)|増や|減ら|引き?上げ|引き?下げ|したい|する(つもり|気)"
    r"|ゼロにす|狙[いうっ]|ねら[いうっ]|(?:どこ|いくつ|いくら|[どこ]れくらい|[何なん](?![時月日年曜])[^\s。、?？]{1,6})まで[?？。\s]*$"
    r"|(?:以上|以下|以内|未満)[?？。\s]*$"
    rf"|{REACHED_WHEN}"
    r"|\b(targets?|goals?|aim(s|ed|ing)?|by (fy ?)?(20\d\d|r\d+)|planned|plans? to|should|wants?"
    r"|hopes?|expect(s|ed)?|supposed to|intends?)\b",
    re.IGNORECASE,
)

ACTUAL_WORDS: Final = re.compile(
    r"実績|結果|結局|確定値|実際(に|は|の)"
    r"|(?<!ん)(?<!予定)(?<!目標)(?<!計画)(?<!見込み)(?<!はず)(?<!て)(?<!何が)(だった|でした|なった|なりました|やった|あった|ありました)(の|か|んです|のです)*[?。\s]*$"
    r"|\b(actual|actually|achieved|results?)\b",
    re.IGNORECASE,
)

STANDING: Final = re.compile(
    r"現状|現在|現況|基準|当初|(?<![一-鿿])今|いま|から|→|比べ|推移|\b(?:now|current(?:ly)?|baseline|from)\b",
    re.IGNORECASE,
)
"""What asks for the figure at the outset as well as for the target."""

REALLY: Final = re.compile(r"実際に(?=[^。?]*目標)")  # `実際に移住した人の割合の目標`: no result.

_DROPPED: Final = r"(?:[な無]くなった|消えた|削除された|廃止された|外された|外れた)"
_ADDED: Final = (
    r"(?:追加された|加わった|加えられた|新設された|新し(?:くできた|く入った|い)(?=の?(?:指標|KPI)))"
)
_MOVED: Final = r"(?:変わった|変更された|見直された|改められた|引き?[上下]げられた)"
_ITEM: Final = r"(?:指標|KPI|目標値?|項目)"
DROPPED: Final = re.compile(_DROPPED)
ADDED: Final = re.compile(_ADDED)
"""What asks only for what a revision dropped, or added."""

CHANGE: Final = re.compile(
    rf"(?:{_DROPPED}|{_ADDED}|{_MOVED})の?{_ITEM}"
    rf"|{_ITEM}(?:の(?:中|うち))?[でにはが、]*(?:新しく|新たに)?(?:{_DROPPED}|{_ADDED}|{_MOVED})"
    r"(?:の|もの|ところ)(?:[はをがも?。\s]|って|$)|(何|なに|どこ|どう|どの[^。]{1,8})[がはを]?(変わ(?!る(?:予定|見込|計画))|かわっ|変更|違う|違い|改定され|改訂され|見直され)"
    r"|(?:いくつ|いくら|何[一-鿿]{1,3})から(?:いくつ|いくら|何[一-鿿]{1,3})[にへ](?:変わった|変わりました|変更|見直)"
    r"|変更点|変更箇所|(?:変わった|変更(?:された|した)|見直(?:された|した)|改め(?:られた|た)|改[定訂](?:された|した))(?:ところ|点|箇所|部分|もの|内容)|改定内容|改訂内容|改定点|改訂点|新旧|(版|計画|前回)(と|から)の?(違い|差|比較|変更)"
    r"|\bwhat (has |have )?changed\b|\bdifferences? (between|from)\b"
    r"|\bchanges? (from|since|between)\b",
    re.IGNORECASE,
)

COMPARES: Final = re.compile(
    r"違[いう]|差[はをがって]|比べ|比較|見比べ|どっち|どちら|\b(?:differ|compar|versus\b|vs\b)",
    re.IGNORECASE,
)
"""What sets one thing against another."""

OLDER: Final = re.compile(
    r"((?<![駅城人町村地])前|旧|以前|前回|改[定訂]前|古い|ひとつ前|一つ前|策定時|当初)の?(計画|版|プラン|ビジョン|戦略)(では|の|は|で)?"
    r"|改[定訂]前(は|の|に)|初版(では|の|は|で)?"
    r"|\b(previous|old|older|former|last) (plan|edition|version)\b",
    re.IGNORECASE,
)

FOLLOW_UP: Final = re.compile(
    r"^(その|それ|この|これ|そこ|じゃあ?|では|同じ|同様|ちなみに|あと|もっと|もう少し|さらに|他に|ほかに)"
    r"|^(and|its?|that|the same|more|what about|how about)\b",
    re.IGNORECASE,
)

AGE: Final = re.compile(r"\d\s?(?:歳|才|代|か月児|年生)|[小中高]\s?\d")
"""Whom a number means: `20代は？` is no other way to ask for the same."""

OF_THAT: Final = re.compile(r"(?:じゃあ?、?|では、?)?(?:それ|これ)の(?!ほか|他|うち|中)")
"""`それの予算は？`: of nothing else."""

ELLIPTIC: Final = re.compile(r"[^、。\s]{1,10}(は|だと|なら|の(場合|方|ほう)は)[?。\s]*")
"""`中学生は？`: what is asked of it stands in the question before."""

MORE: Final = re.compile(
    r"もっと|もう少し|詳しく|詳細|続き|^(ほか|他)に?[はも]?((何|なに)か)?(あります?か?)?[?。\s]*$"
    r"|\bmore( detail)?\b",
    re.IGNORECASE,
)

WHERE_SAID: Final = re.compile(
    r"(それは?|これは?|その|この)?(の|って|は)?(出典|引用元|出どころ|原文|ソース|何ページ|何頁|何行目|何章"
    r"|どこ[にのでか]?(書|載|の(計画|ページ|章|部分)|記載|ある|あり|出て|から)|どの(計画|章|ページ|部分|資料))"
    r"[^。?]{0,14}[?。\s]*"
    r"|where (is|does|was) (it|that|this)[^?]{0,20}\??|(what )?(source|page)\??",
    re.IGNORECASE,
)
"""What asks where the answer before stands."""

WHOLE_PERIOD: Final = re.compile(
    r"期間|いつ(?:から|まで)|何年度?\s?(?:から|まで|[~〜-]|計画|間)|目標年"
    r"|\b(?:period|until when|how long|what years)\b",
    re.IGNORECASE,
)
A_PLAN: Final = re.compile(r"計画(?!期間)|戦略|ビジョン|プラン|\bplan\b", re.IGNORECASE)
PLAN_PERIOD: Final = "計画期間"
ONLY_PERIOD: Final = re.compile(r"(?:この)?計画の?期間[はって]*")
HOW_LONG: Final = "期間"
"""What asks for the period of a plan, where a question says nothing else, and what it is called."""

COMPARED: Final = re.compile(r"年?度?末?\s?(?:比(?!率)|[とに]比べ|より|対比)")
"""What follows a year that is only compared with."""

COMPARED_WITH: Final = re.compile(
    r"(?:\b(?:compared (?:with|to)|relative to|versus|vs\.?|below|against)\s|[対比])\s?(?:fy ?)?$",
    re.IGNORECASE,
)
"""What stands before such a year."""
