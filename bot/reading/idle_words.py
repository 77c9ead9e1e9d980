"""The words of a question that say nothing of what it is about: tables, no logic."""

from typing import Final

_STOP_WORDS: Final = """
    欲しい ほしい 目標 目標値 目標年 現状 現状値 基準 基準値 指標 kpi kgi 数値 値 数字 実績 実績値
    検証値 達成 教える 見せる 見る 言う 云う 思う 書く 覚える 聞く 願う
    下さる くださる 呉れる くれる
    頂く いただく 貰う もらう 為る する 有る ある 居る いる 成る なる 出来る できる 無い ない
    遣る やる 置く おく 御座る ござる 致す いたす 何 何時 何処 誰 幾つ 幾ら 如何 どう どの どれ
    どんな どのくらい どれくらい 何故 どなた 何方 孰れ いつ どこ だれ いくつ いくら なに なん
    此れ 其れ 其の 此の これ それ その この そこ あれ あの そう こう 事 物 者 為 こと もの ため
    ところ の よう 様 方 ほう 時 とき 内 うち 中 等 など はず 筈 気 くらい 位 程 ほど 全部
    全て 総て 一覧 リスト 並ぶ 並べる 列挙 今 現在 予定 計画 市 本市 町 本町 村 本村 県 本県 区
    当 本 関する 就く つく 関係 関連 対する 於く おける 拠る よる 因る 通じる 向ける 基づく
    関わる 分野 目指す 増やす 減らす 増える 減る 上げる 下げる 進める 取り組む 見込む 入れる
    出る 出す 年 年度 月 日 時期 年月 割合 意味 言葉 名前 氏名 理由 背景 場所 具体 具体的 内容
    詳細 詳しい 良い よい 多い 面 側 系 編 欄 章 節 項 課 担当 項目 種類 具合 毎 全体 だけ のみ
    版 最後 方向 順 番 何番 合計 総数 他 別 最終 最終的 最新 一番 ちょっと 少し もう まだ また
    とか って やつ みたい 感じ 話 件 つ 個 ％ % 書類 予 申す 存ずる the a an of in on at for to
    by is are was were be been do does did what when where who which how why much many will
    would should can could have has had it its this that these those there and or with from as
    about into between target targets goal goals value values indicator indicators kpis number
    current baseline year month tell me show list give please i we you my our your s t city town
    village plan say says said all side part parts section
    立てる 載る 載せる 付く 両方 残らず 同じ 定める 掲げる
    抑 そもそも 結局 一体 実際 実は 大体 いったい やっぱり 矢張り ざっくり 要する 本当 ぶっちゃけ
    名称 正式 愛称 呼ぶ 呼び名 ゼロ 零
    中間 何曜 曜日 何時頃 維持 無くす 終わる 終える 伸ばす 保つ 決まる 決める 何故か 正確
    有り 無し 見込み 掛かる 分かる 説明 確認 定義 内訳 総額 人数 時点 切っ掛け グラム
    市内 町内 村内 区内 県内 道内 府内 都内
    以外 半分 比較 手段 以上 以下 以内 未満 超 纏める 万 億 割 m3 m2 単位 教示 伺う 恐れ入る
    パーセント
    比べる 昔 駄目 原因 約束 頂戴 ちょうだい 向け 周り まわり 回り 辺り
    見解 所見 答弁 記載 記入 仰る おっしゃる 書き出す 答える 承知
    至急 急ぎ セット 示す 積もり 昨 昨年 去年 前年 来 来年 今年 照会 引用 存じ ご存じ
    自身 自体 キロ
    もっかい さん ちゃん 紐 紐付く 突く 一緒 頃
    area areas related regarding concerning under any set
    targeted planned expected fy fiscal
    often percentage reason reasons given come comes take takes mid get
    long term far high low big small whole each every most least so than then how's what's does
    aim aims aimed aiming hope hopes hoped hoping intend intends intended seek wants needs needed
    reach reaches reached reaching hit attain percent figure count until till ultimate ultimately
    interim latest recent recently today now currently present here still yet also only just even
    both either other others another some none no not same different using used uses got goes going
    gone coming taken taking made makes make making having being doing done
    offer offers offered offering provide provides provided providing allow able may might must
    shall let towards toward through throughout during before since among against across around
    above below down onto upon per via once roughly approximately fully completely actually exactly
    scheduled supposed meant mention mentioned written describe described stated says according
    one ones thing things someone something anything everything lot lots few several enough more
    want wanted wanting final finally main mainly such however always usually generally
    sometimes probably maybe perhaps simply respectively
    over out carry carries carried total totals year years th nd rd st
    program programme programs programmes soon listed shown included includes include contained
    called named
    less very really him her his them their they she he who whom whose us me i'm we're
"""
STOP_WORDS: Final = frozenset(_STOP_WORDS.split())
"""Words that say that something is asked, or are in every plan, but not what is asked about."""

_HEAD_WORDS: Final = """
    現状 課題 計画 策定 目的 背景 趣旨 概要 方向 方向性 基本 施策 取組 主 主な 位置付け 位置 期間
    体制 推進 状況 方針 考え方 考え 構成 経緯 評価 成果 対象 理念 将来 像 展開 実施 事業 実現 姿
    政策 重点 戦略 進行 管理 進捗 始め 初め 資料 参考 体系 視点 見方 改定 改訂 経過 年次 枠組み 必要
    必要性 総論 各論 終わり データ 条件 特性 特徴 地域 名称 スケジュール 問い合わせ 用語
    挨拶 あいさつ
"""
HEAD_WORDS: Final = frozenset(_HEAD_WORDS.split())
"""Words of headings that any plan has: 計画策定の背景 leads nowhere."""

_CHANGE_WORDS: Final = (
    "前回 部分 内容 所 "
    "変わる 変化 変更 違う 違い 差 比較 改定 改訂 見直す 見直し 点 箇所 新旧 対照 表 "
    "changed change 無くなる なくなる 消える 削除 廃止 外す 外れる 追加 加わる 加える 新設 "
    "新しい 新た 改める 項目"
)
CHANGE_WORDS: Final = frozenset(_CHANGE_WORDS.split())
"""Words that only say that a change is asked about."""
