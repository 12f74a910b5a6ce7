<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>AbandonedList</name>
    <message>
        <source>Abandoned calls</source>
        <translation>放棄呼</translation>
    </message>
    <message>
        <source>✓ marks a call as done.</source>
        <translation>✓ は「対応済みにする」</translation>
    </message>
    <message>
        <source>Open ones only</source>
        <translation>未対応のみ表示</translation>
    </message>
    <message>
        <source>All of today</source>
        <translation>本日すべて表示</translation>
    </message>
    <message>
        <source>waited {time}</source>
        <translation>待ち {time}</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>読込</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>作成</translation>
    </message>
    <message>
        <source>done by {name}</source>
        <translation>対応済み {name}</translation>
    </message>
    <message>
        <source>called again {time}</source>
        <translation>再入電あり {time}</translation>
    </message>
    <message>
        <source>The message can&apos;t be heard now: press play again in a moment</source>
        <translation>伝言を再生できません。少し待ってもう一度押してください</translation>
    </message>
    <message>
        <source>Message of {time}</source>
        <translation>伝言 {time}</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>伝言あり</translation>
    </message>
    <message>
        <source>Pause the message</source>
        <translation>伝言を一時停止</translation>
    </message>
    <message>
        <source>Play the message</source>
        <translation>伝言を再生</translation>
    </message>
    <message>
        <source>Not during a call: the customer would be drowned out.</source>
        <translation>通話中は再生できません。お客様の声が聞こえなくなります。</translation>
    </message>
    <message>
        <source>{open} to call back ・ {today} today</source>
        <translation>未対応 {open} 件 ・ 本日 {today} 件</translation>
    </message>
    <message>
        <source>No caller is left to call back</source>
        <translation>未対応の放棄呼はありません</translation>
    </message>
</context>
<context>
    <name>AbandonedRow</name>
    <message>
        <source>Call</source>
        <translation>発信</translation>
    </message>
    <message>
        <source>Mark as done</source>
        <translation>対応済みにする</translation>
    </message>
</context>
<context>
    <name>AccountPage</name>
    <message>
        <source>Account and connection</source>
        <translation>アカウントと接続</translation>
    </message>
    <message>
        <source>Where this program finds the server and the phone its account.</source>
        <translation>サーバーの場所と、電話のアカウントを設定します。</translation>
    </message>
    <message>
        <source>BlueBean server</source>
        <translation>接続先サーバー</translation>
    </message>
    <message>
        <source>SIP server</source>
        <translation>SIP サーバー</translation>
    </message>
    <message>
        <source>Outbound proxy</source>
        <translation>アウトバウンドプロキシ</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>SIP user</source>
        <translation>SIP ユーザー</translation>
    </message>
    <message>
        <source>Login, if it differs</source>
        <translation>認証 ID（異なる場合）</translation>
    </message>
    <message>
        <source>as the SIP user</source>
        <translation>SIP ユーザーと同じ</translation>
    </message>
    <message>
        <source>Name shown to others</source>
        <translation>相手に表示する名前</translation>
    </message>
    <message>
        <source>SIP password</source>
        <translation>SIP パスワード</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>変更しない</translation>
    </message>
    <message>
        <source>TLS (encrypted)</source>
        <translation>TLS（暗号化）</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>接続方式</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>When the far side can</source>
        <translation>相手が対応するとき</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>常に</translation>
    </message>
    <message>
        <source>Encryption of the voice (SRTP)</source>
        <translation>音声の暗号化（SRTP）</translation>
    </message>
    <message>
        <source>With Always a call fails rather than being in the clear. The keys are safe only with TLS.</source>
        <translation>「常に」では、暗号化できない通話はつながりません。鍵を守るには TLS と併用してください。</translation>
    </message>
    <message>
        <source>Codecs, first choice on top</source>
        <translation>音声形式（コーデック、上ほど優先）</translation>
    </message>
    <message>
        <source>Registration lasts (seconds)</source>
        <translation>登録の間隔（秒）</translation>
    </message>
    <message>
        <source>With the voice (RFC 4733)</source>
        <translation>音声と一緒に送る（RFC 4733）</translation>
    </message>
    <message>
        <source>As messages (SIP INFO)</source>
        <translation>メッセージで送る（SIP INFO）</translation>
    </message>
    <message>
        <source>Tones of the keypad</source>
        <translation>ダイヤルのトーン</translation>
    </message>
</context>
<context>
    <name>AfterSavePopup</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Close and take calls</source>
        <translation>タブを閉じる＆受付再開</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>保存しました</translation>
    </message>
    <message>
        <source>Customer and contact record of {name}  {time}</source>
        <translation>{name}の顧客情報と対応記録&#x3000;{time}</translation>
    </message>
    <message>
        <source>by me</source>
        <translation>担当 自分</translation>
    </message>
    <message>
        <source>by {name}</source>
        <translation>担当 {name}</translation>
    </message>
</context>
<context>
    <name>AlertCard</name>
    <message>
        <source>Decline</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>応答</translation>
    </message>
    <message>
        <source>{count} customers have this number</source>
        <translation>この番号の顧客 {count} 件</translation>
    </message>
    <message>
        <source>{key}: answer</source>
        <translation>{key} で応答</translation>
    </message>
</context>
<context>
    <name>AlertWindow</name>
    <message>
        <source>Incoming call</source>
        <translation>着信</translation>
    </message>
    <message>
        <source>Call to {line}</source>
        <translation>{line}への着信</translation>
    </message>
</context>
<context>
    <name>AskerRow</name>
    <message>
        <source>See to it</source>
        <translation>対応する</translation>
    </message>
    <message>
        <source>See to {name}</source>
        <translation>{name}さんに対応する</translation>
    </message>
    <message>
        <source>Seen to by you</source>
        <translation>対応中</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Reconnect</source>
        <translation>再接続</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>復元</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>破棄</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Show differences</source>
        <translation>違いを見る</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
</context>
<context>
    <name>CallBar</name>
    <message>
        <source>Phone</source>
        <translation>電話機</translation>
    </message>
    <message>
        <source>Ext. {extension}</source>
        <translation>内線 {extension}</translation>
    </message>
    <message>
        <source>Server and phone are connected</source>
        <translation>サーバーと電話機に接続中</translation>
    </message>
    <message>
        <source>Server or phone is not connected</source>
        <translation>サーバーまたは電話機に接続していません</translation>
    </message>
    <message>
        <source>Change password</source>
        <translation>パスワード変更</translation>
    </message>
    <message>
        <source>Change picture</source>
        <translation>画像の変更</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Slim bar	Ctrl+Shift+B</source>
        <translation>スリムバー	Ctrl+Shift+B</translation>
    </message>
    <message>
        <source>Log off</source>
        <translation>ログオフ</translation>
    </message>
</context>
<context>
    <name>CallButtons</name>
    <message>
        <source>Hold</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>ミュート</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>解除</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>転送</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>切断</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
    <message>
        <source>Requested</source>
        <translation>要求中</translation>
    </message>
    <message>
        <source>This call came to the phone itself. Transfer it in the phone panel (Alt+8).</source>
        <translation>電話機への直接の通話です。電話機パネル（Alt+8）で転送してください。</translation>
    </message>
    <message>
        <source>Unmute the microphone</source>
        <translation>ミュート解除</translation>
    </message>
    <message>
        <source>You talk on a hard phone: mute there.</source>
        <translation>ミュートは固定電話機で行ってください。</translation>
    </message>
    <message>
        <source>There is no call to mute.</source>
        <translation>ミュートできる通話がありません。</translation>
    </message>
</context>
<context>
    <name>CallDetail</name>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Outgoing</source>
        <translation>発信</translation>
    </message>
    <message>
        <source>Incoming</source>
        <translation>着信</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>呼出</translation>
    </message>
    <message>
        <source>Talking</source>
        <translation>通話</translation>
    </message>
    <message>
        <source>End</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>品質</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>発信</translation>
    </message>
    <message>
        <source>Copy number</source>
        <translation>番号をコピー</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
</context>
<context>
    <name>CallInfo</name>
    <message>
        <source>Recording</source>
        <translation>録音中</translation>
    </message>
    <message>
        <source>This call is being recorded</source>
        <translation>この通話は録音されています</translation>
    </message>
    <message>
        <source>Ext. {extension}</source>
        <translation>内線 {extension}</translation>
    </message>
    <message>
        <source>Internal call</source>
        <translation>内線通話</translation>
    </message>
    <message>
        <source>Direct call</source>
        <translation>直通の通話</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>保留中</translation>
    </message>
    <message>
        <source>Call quality: {word}</source>
        <translation>通話品質：{word}</translation>
    </message>
    <message>
        <source>{count} matches</source>
        <translation>該当 {count} 件</translation>
    </message>
</context>
<context>
    <name>CallLine</name>
    <message>
        <source>On hold</source>
        <translation>保留中</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>通話</translation>
    </message>
    <message>
        <source>{count} customers</source>
        <translation>顧客 {count} 件</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>残り {time}</translation>
    </message>
    <message>
        <source>Load {name}</source>
        <translation>{name}を読込</translation>
    </message>
</context>
<context>
    <name>CallbackForm</name>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
</context>
<context>
    <name>CallbackList</name>
    <message>
        <source>Callbacks</source>
        <translation>再架電</translation>
    </message>
    <message>
        <source>You are told one minute before.</source>
        <translation>1 分前に通知します</translation>
    </message>
    <message>
        <source>Open my customers</source>
        <translation>担当リストを開く</translation>
    </message>
    <message>
        <source>{name} is on it</source>
        <translation>{name}さんが対応中</translation>
    </message>
    <message>
        <source>for {name}</source>
        <translation>{name}さんの担当</translation>
    </message>
    <message>
        <source>{late} overdue ・ {today} today</source>
        <translation>期限超過 {late} 件 ・ 本日 {today} 件</translation>
    </message>
    <message>
        <source>{today} today</source>
        <translation>本日 {today} 件</translation>
    </message>
    <message>
        <source>{late} overdue ・ {count} in all</source>
        <translation>期限超過 {late} 件 ・ 全 {count} 件</translation>
    </message>
    <message>
        <source>No callback is like that</source>
        <translation>該当する再架電はありません</translation>
    </message>
    <message>
        <source>No callback is planned</source>
        <translation>再架電の予定はありません</translation>
    </message>
</context>
<context>
    <name>CallbackNotice</name>
    <message>
        <source>Callback</source>
        <translation>再架電通知</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>読込</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>後で</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>CallbackRow</name>
    <message>
        <source>Load</source>
        <translation>読込</translation>
    </message>
    <message>
        <source>More</source>
        <translation>その他</translation>
    </message>
</context>
<context>
    <name>CallbackScope</name>
    <message>
        <source>Mine</source>
        <translation>自分</translation>
    </message>
    <message>
        <source>All of my groups</source>
        <translation>グループ全体</translation>
    </message>
    <message>
        <source>Assignee</source>
        <translation>担当者</translation>
    </message>
    <message>
        <source>Overdue ones only</source>
        <translation>期限超過のみ</translation>
    </message>
    <message>
        <source>All assignees</source>
        <translation>すべての担当者</translation>
    </message>
</context>
<context>
    <name>CallsPage</name>
    <message>
        <source>Swap</source>
        <translation>切り替え</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>転送</translation>
    </message>
    <message>
        <source>Conference</source>
        <translation>会議</translation>
    </message>
    <message>
        <source>The server&apos;s call is held and ended with the buttons at the top.</source>
        <translation>保留と切断は、画面上部のボタンで行います。</translation>
    </message>
    <message>
        <source>No call</source>
        <translation>通話はありません</translation>
    </message>
    <message>
        <source>The server puts calls through to this phone. It dials none itself, so that none goes unrecorded.</source>
        <translation>サーバーが電話をこの電話機につなぎます。すべての通話を記録に残すため、電話機から直接の発信はしません。</translation>
    </message>
    <message>
        <source>Swapping needs a second direct call.</source>
        <translation>切り替えには 2 件の直通通話が必要です。</translation>
    </message>
    <message>
        <source>Only direct calls are transferred here.</source>
        <translation>ここで転送できるのは直通の通話だけです。</translation>
    </message>
    <message>
        <source>A conference needs two direct calls.</source>
        <translation>会議には直通の通話が 2 件必要です。</translation>
    </message>
</context>
<context>
    <name>CallsView</name>
    <message>
        <source>Volumes</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>Add call</source>
        <translation>発信を追加</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>切断</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>ミュート</translation>
    </message>
    <message>
        <source>Keypad</source>
        <translation>ダイヤル</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>切り替え</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>転送</translation>
    </message>
    <message>
        <source>Conference</source>
        <translation>会議</translation>
    </message>
    <message>
        <source>1 call</source>
        <translation>通話 1 件</translation>
    </message>
    <message>
        <source>{count} calls</source>
        <translation>通話 {count} 件</translation>
    </message>
    <message>
        <source>Four calls are the most at a time</source>
        <translation>同時に通話できるのは 4 件までです</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>ミュート解除</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Swapping needs a second call.</source>
        <translation>切り替えには 2 件目の通話が必要です。</translation>
    </message>
    <message>
        <source>A conference needs a second call.</source>
        <translation>会議には 2 件目の通話が必要です。</translation>
    </message>
</context>
<context>
    <name>CardActs</name>
    <message>
        <source>Load again</source>
        <translation>最新の情報を読み込む</translation>
    </message>
    <message>
        <source>Not stored yet</source>
        <translation>まだ保存されていません</translation>
    </message>
    <message>
        <source>Link the call to this customer</source>
        <translation>通話をこの顧客に紐づける</translation>
    </message>
    <message>
        <source>Copy name and numbers</source>
        <translation>名前と電話番号をコピー</translation>
    </message>
    <message>
        <source>There is no call</source>
        <translation>通話がありません</translation>
    </message>
    <message>
        <source>The call belongs to this customer already</source>
        <translation>通話はこの顧客のものです</translation>
    </message>
    <message>
        <source>The call is none of this work group&apos;s customers</source>
        <translation>別の作業グループの通話、または社内の通話です</translation>
    </message>
    <message>
        <source>There is nothing to copy</source>
        <translation>コピーするものがありません</translation>
    </message>
</context>
<context>
    <name>ChoosePage</name>
    <message>
        <source>Transfer</source>
        <translation>転送</translation>
    </message>
    <message>
        <source>Only who can take it</source>
        <translation>受けられる人のみ</translation>
    </message>
    <message>
        <source>Extension or outside number</source>
        <translation>内線・外線番号</translation>
    </message>
    <message>
        <source>Transfer to</source>
        <translation>転送先を選択</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>オペレーター</translation>
    </message>
    <message>
        <source>Work groups</source>
        <translation>作業グループ</translation>
    </message>
    <message>
        <source>Recent:</source>
        <translation>最近の転送先:</translation>
    </message>
    <message>
        <source>In a call with {name} {time} ・ the customer hears music</source>
        <translation>{name}と通話中 {time} ・ お客様には保留音が流れています</translation>
    </message>
    <message>
        <source>In a call with {name} {time} ・ the customer hears music once you choose</source>
        <translation>{name}と通話中 {time} ・ 選択するとお客様には保留音が流れます</translation>
    </message>
</context>
<context>
    <name>ConsultationStrip</name>
    <message>
        <source>Transfer</source>
        <translation>転送</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>{caller} to {target}</source>
        <translation>{caller} を {target} に転送</translation>
    </message>
    <message>
        <source>The other side has not answered yet.</source>
        <translation>相手がまだ応答していません。</translation>
    </message>
</context>
<context>
    <name>CropView</name>
    <message>
        <source>Part of the picture that is shown</source>
        <translation>表示する範囲</translation>
    </message>
</context>
<context>
    <name>CustomerCard</name>
    <message>
        <source>More (Ctrl+Shift+M)</source>
        <translation>その他（Ctrl+Shift+M）</translation>
    </message>
    <message>
        <source>More</source>
        <translation>その他</translation>
    </message>
    <message>
        <source>Close tab</source>
        <translation>タブを閉じる</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>新規顧客</translation>
    </message>
    <message>
        <source>Not stored yet</source>
        <translation>まだ保存されていません</translation>
    </message>
    <message>
        <source>last contact {day} ({name})</source>
        <translation>前回 {day}（{name}）</translation>
    </message>
    <message>
        <source>no earlier contact</source>
        <translation>過去の対応なし</translation>
    </message>
    <message>
        <source>Saved {time}</source>
        <translation>保存済み {time}</translation>
    </message>
</context>
<context>
    <name>CustomerForm</name>
    <message>
        <source>Customer</source>
        <translation>顧客情報</translation>
    </message>
</context>
<context>
    <name>CustomerTabs</name>
    <message>
        <source>More customers</source>
        <translation>ほかの顧客</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>新規顧客</translation>
    </message>
    <message>
        <source>New customer (Ctrl+Shift+N)</source>
        <translation>新規顧客（Ctrl+Shift+N）</translation>
    </message>
</context>
<context>
    <name>DateEditor</name>
    <message>
        <source>Choose a day</source>
        <translation>日付を選ぶ</translation>
    </message>
</context>
<context>
    <name>DeskCard</name>
    <message>
        <source>Set status</source>
        <translation>状態を変更</translation>
    </message>
    <message>
        <source>Ext. {extension}</source>
        <translation>内線 {extension}</translation>
    </message>
    <message>
        <source>Set the status of {name}</source>
        <translation>{name} さんの状態を変更</translation>
    </message>
    <message>
        <source>{name} sees to it</source>
        <translation>{name}さんが対応しています</translation>
    </message>
</context>
<context>
    <name>DeskTile</name>
    <message>
        <source>Nobody</source>
        <translation>空席</translation>
    </message>
    <message>
        <source>Me</source>
        <translation>自分</translation>
    </message>
    <message>
        <source>Call, in</source>
        <translation>通話中 着</translation>
    </message>
    <message>
        <source>Call, out</source>
        <translation>通話中 発</translation>
    </message>
</context>
<context>
    <name>DeviceRow</name>
    <message>
        <source>Standard device</source>
        <translation>標準の機器</translation>
    </message>
</context>
<context>
    <name>DiagnosticsPage</name>
    <message>
        <source>Diagnostics</source>
        <translation>診断</translation>
    </message>
    <message>
        <source>What to look at, and to send, when something does not work.</source>
        <translation>うまく動かないときの確認と、問い合わせ用の書き出しです。</translation>
    </message>
    <message>
        <source>Registration</source>
        <translation>登録</translation>
    </message>
    <message>
        <source>Last call</source>
        <translation>最後の通話</translation>
    </message>
    <message>
        <source>Devices in use</source>
        <translation>使用中の機器</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>Warnings only</source>
        <translation>警告のみ</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>標準</translation>
    </message>
    <message>
        <source>All (for the search of a fault)</source>
        <translation>すべて（不具合の調査用）</translation>
    </message>
    <message>
        <source>What is logged</source>
        <translation>ログの詳しさ</translation>
    </message>
    <message>
        <source>One file with log, settings and versions. Passwords and phone numbers are masked.</source>
        <translation>ログ・設定・バージョンを 1 つのファイルにまとめます。パスワードと電話番号は伏せ字になります。</translation>
    </message>
    <message>
        <source>Export diagnostics</source>
        <translation>診断を書き出す</translation>
    </message>
    <message>
        <source>ZIP files (*.zip)</source>
        <translation>ZIP ファイル (*.zip)</translation>
    </message>
    <message>
        <source>Collecting …</source>
        <translation>まとめています…</translation>
    </message>
    <message>
        <source>Written to {path}</source>
        <translation>{path} に書き出しました</translation>
    </message>
    <message>
        <source>The phone is starting.</source>
        <translation>電話機を起動しています。</translation>
    </message>
    <message>
        <source>No call has been measured yet</source>
        <translation>まだ測定した通話がありません</translation>
    </message>
</context>
<context>
    <name>DialBox</name>
    <message>
        <source>Number or extension</source>
        <translation>番号・内線</translation>
    </message>
    <message>
        <source>Number or extension to call</source>
        <translation>発信する番号または内線</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>発信</translation>
    </message>
    <message>
        <source>Enter a number first.</source>
        <translation>番号を入力してください。</translation>
    </message>
    <message>
        <source>Call  Enter</source>
        <translation>発信  Enter</translation>
    </message>
</context>
<context>
    <name>Dialer</name>
    <message>
        <source>Number, name or extension</source>
        <translation>番号・名前・内線</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>発信</translation>
    </message>
    <message>
        <source>History</source>
        <translation>履歴</translation>
    </message>
    <message>
        <source>Keypad</source>
        <translation>ダイヤル</translation>
    </message>
    <message>
        <source>Number dialed last</source>
        <translation>最後に発信した番号</translation>
    </message>
    <message>
        <source>The phone is not registered.</source>
        <translation>電話機が登録されていません。</translation>
    </message>
</context>
<context>
    <name>DifferenceDialog</name>
    <message>
        <source>{name} saved this customer at {time}.</source>
        <translation>{name} さんが {time} にこの顧客を保存しました。</translation>
    </message>
    <message>
        <source>Choose for each field which value is kept. Your contact record is untouched.</source>
        <translation>項目ごとに残す値を選んでください。入力中の対応記録はそのまま残ります。</translation>
    </message>
    <message>
        <source>Your input</source>
        <translation>自分の入力</translation>
    </message>
    <message>
        <source>Saved by the other</source>
        <translation>ほかの人が保存した内容</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>All: {side}</source>
        <translation>すべて: {side}</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Save all</source>
        <translation>全て保存</translation>
    </message>
    <message>
        <source>Your input and the saved customer do not contradict. Save again.</source>
        <translation>入力と保存済みの内容に食い違いはありません。もう一度保存してください。</translation>
    </message>
    <message>
        <source>Someone else saved first</source>
        <translation>ほかの人が先に保存しました</translation>
    </message>
</context>
<context>
    <name>DisplayPage</name>
    <message>
        <source>Display and language</source>
        <translation>表示と言語</translation>
    </message>
    <message>
        <source>A change takes effect at the next start.</source>
        <translation>変更は再起動後に有効になります。</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>明るい</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>暗い</translation>
    </message>
    <message>
        <source>Nothing blinks or moves</source>
        <translation>点滅・動きなし</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Size of the text</source>
        <translation>文字の大きさ</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>画面の動き</translation>
    </message>
</context>
<context>
    <name>EmailEditor</name>
    <message>
        <source>Mail</source>
        <translation>メール</translation>
    </message>
    <message>
        <source>Enter an e-mail address first.</source>
        <translation>先にメールアドレスを入力してください。</translation>
    </message>
</context>
<context>
    <name>EmptyDesk</name>
    <message>
        <source>Press Ready to take calls.</source>
        <translation>「受付可」を押すと、着信を受け付けます。</translation>
    </message>
    <message>
        <source>You are available</source>
        <translation>受付中です</translation>
    </message>
    <message>
        <source>When a call arrives, the customer is shown here.</source>
        <translation>着信があると、お客様の情報がここに表示されます。</translation>
    </message>
    <message>
        <source>A call is ringing</source>
        <translation>着信中です</translation>
    </message>
    <message>
        <source>Press Load or Create in the pop-up to show the customer here.</source>
        <translation>「作成」または「読込」で、お客様の情報がここに表示されます。</translation>
    </message>
    <message>
        <source>You are calling</source>
        <translation>発信しています</translation>
    </message>
    <message>
        <source>You are talking</source>
        <translation>通話中です</translation>
    </message>
    <message>
        <source>No customer is open.</source>
        <translation>開いている顧客はありません。</translation>
    </message>
    <message>
        <source>Find customer</source>
        <translation>顧客を検索</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>新規顧客</translation>
    </message>
    <message>
        <source>To call somebody, enter the number above.</source>
        <translation>発信するときは、上の欄に番号を入力してください。</translation>
    </message>
    <message>
        <source>You are away</source>
        <translation>離席中です</translation>
    </message>
    <message>
        <source>You are on a break</source>
        <translation>休憩中です</translation>
    </message>
    <message>
        <source>Your phone is not connected</source>
        <translation>電話機が接続されていません</translation>
    </message>
    <message>
        <source>Calls are delivered again as soon as it is registered.</source>
        <translation>電話機が登録されると、着信の受付に戻ります。</translation>
    </message>
    <message>
        <source>No customer is open</source>
        <translation>開いている顧客はありません</translation>
    </message>
</context>
<context>
    <name>EntryDelegate</name>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
</context>
<context>
    <name>FieldBox</name>
    <message>
        <source>Call</source>
        <translation>発信</translation>
    </message>
    <message>
        <source>required</source>
        <translation>必須</translation>
    </message>
    <message>
        <source>This field can&apos;t be edited.</source>
        <translation>この項目は変更できません。</translation>
    </message>
    <message>
        <source>Enter a number first.</source>
        <translation>番号を入力してください。</translation>
    </message>
</context>
<context>
    <name>FiguresTable</name>
    <message>
        <source>Today</source>
        <translation>本日</translation>
    </message>
    <message>
        <source>In time</source>
        <translation>SL</translation>
    </message>
    <message>
        <source>answered in time, of all answered</source>
        <translation>サービスレベル：応答した呼のうち時間内に応答した割合</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>応答</translation>
    </message>
    <message>
        <source>callers who were answered</source>
        <translation>応答した呼の数</translation>
    </message>
    <message>
        <source>Gave up</source>
        <translation>放棄</translation>
    </message>
    <message>
        <source>callers who gave up or left a message</source>
        <translation>放棄した呼と伝言を残した呼の数</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>平均応答</translation>
    </message>
    <message>
        <source>average wait until the answer</source>
        <translation>応答までの平均待ち時間</translation>
    </message>
    <message>
        <source>Handling</source>
        <translation>平均処理</translation>
    </message>
    <message>
        <source>average of talk, hold and wrap-up</source>
        <translation>通話・保留・後処理の平均時間</translation>
    </message>
    <message>
        <source>Occupied</source>
        <translation>稼働率</translation>
    </message>
    <message>
        <source>time in calls and wrap-up, of that and being available</source>
        <translation>通話と後処理の時間が、受付中を含む時間に占める割合</translation>
    </message>
</context>
<context>
    <name>FloorView</name>
    <message>
        <source>Office layout</source>
        <translation>座席レイアウト</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>Server connected</source>
        <translation>サーバー接続中</translation>
    </message>
    <message>
        <source>Connecting to the server</source>
        <translation>サーバーに接続しています</translation>
    </message>
    <message>
        <source>Server not reachable</source>
        <translation>サーバー未接続</translation>
    </message>
    <message>
        <source>Not logged in</source>
        <translation>未ログイン</translation>
    </message>
    <message>
        <source>{calls} today ・ talk {talk} ・ wrap-up {wrap_up}</source>
        <translation>本日 {calls} 件 ・ 平均通話 {talk} ・ 平均後処理 {wrap_up}</translation>
    </message>
    <message>
        <source>Today: {taken} taken, {made} made, {talk} on the phone, {records} records saved.</source>
        <translation>本日: 着信 {taken} 件、発信 {made} 件、通話 {talk}、記録 {records} 件</translation>
    </message>
    <message>
        <source>Phone registered</source>
        <translation>電話機 登録済み</translation>
    </message>
    <message>
        <source>Hard phone not registered</source>
        <translation>固定電話機 未登録</translation>
    </message>
    <message>
        <source>Phone is starting</source>
        <translation>電話機を起動しています</translation>
    </message>
    <message>
        <source>Phone: {reason}</source>
        <translation>電話機：{reason}</translation>
    </message>
    <message>
        <source>Phone not connected</source>
        <translation>電話機未接続</translation>
    </message>
    <message>
        <source>No headset found</source>
        <translation>ヘッドセットがありません</translation>
    </message>
    <message>
        <source>Standard device</source>
        <translation>標準の機器</translation>
    </message>
</context>
<context>
    <name>HelpNotice</name>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>HelpPopup</name>
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>要求</translation>
    </message>
    <message>
        <source>Cancel request</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Help requested</source>
        <translation>ヘルプを要求中</translation>
    </message>
    <message>
        <source>The request goes on when this is closed. Cancel it when the matter is settled.</source>
        <translation>閉じても要求は続きます。解決したらキャンセルしてください。</translation>
    </message>
    <message>
        <source>The supervisors of your work group see your request at once. Your call goes on.</source>
        <translation>作業グループの管理者の画面に通知します。通話はそのまま続きます。</translation>
    </message>
</context>
<context>
    <name>HistoryCard</name>
    <message>
        <source>History</source>
        <translation>対応履歴</translation>
    </message>
    <message>
        <source>{count} records</source>
        <translation>{count} 件</translation>
    </message>
    <message>
        <source>No contact so far. What you save is listed here.</source>
        <translation>対応履歴はまだありません。保存すると、ここに並びます。</translation>
    </message>
    <message>
        <source>No record matches the filters.</source>
        <translation>条件に合う記録はありません。</translation>
    </message>
</context>
<context>
    <name>HistoryFilters</name>
    <message>
        <source>Part of the text</source>
        <translation>記録の一部</translation>
    </message>
    <message>
        <source>Filter by text</source>
        <translation>記録の内容で絞り込む</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>対応者</translation>
    </message>
    <message>
        <source>Reaction</source>
        <translation>リアクション</translation>
    </message>
    <message>
        <source>Next action</source>
        <translation>次アクション</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>Name or number</source>
        <translation>名前・番号</translation>
    </message>
    <message>
        <source>Search the call history</source>
        <translation>通話履歴を検索</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>Call history</source>
        <translation>通話履歴</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>不在</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>発信</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>着信</translation>
    </message>
    <message>
        <source>Delete the history</source>
        <translation>履歴を削除</translation>
    </message>
    <message>
        <source>No call matches</source>
        <translation>一致する履歴はありません</translation>
    </message>
    <message>
        <source>The green button calls what you typed.</source>
        <translation>緑のボタンで、入力した番号に発信します。</translation>
    </message>
    <message>
        <source>No calls yet</source>
        <translation>通話履歴はありません</translation>
    </message>
    <message>
        <source>Type a number above, or press Keypad.</source>
        <translation>上に番号を入力するか、「ダイヤル」を押してください。</translation>
    </message>
    <message>
        <source>Calls of this phone are listed here.</source>
        <translation>この電話機の通話がここに並びます。</translation>
    </message>
    <message>
        <source>No such calls</source>
        <translation>該当する通話はありません</translation>
    </message>
    <message>
        <source>Calls are kept for 90 days.</source>
        <translation>履歴は 90 日間残ります。</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>発信</translation>
    </message>
    <message>
        <source>Delete the whole call history?</source>
        <translation>通話履歴をすべて削除しますか。</translation>
    </message>
    <message>
        <source>It can&apos;t be brought back.</source>
        <translation>元に戻すことはできません。</translation>
    </message>
    <message>
        <source>Delete all</source>
        <translation>すべて削除</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Copy number</source>
        <translation>番号をコピー</translation>
    </message>
</context>
<context>
    <name>IdleCallbackRow</name>
    <message>
        <source>Load</source>
        <translation>読込</translation>
    </message>
</context>
<context>
    <name>IdleCallbacks</name>
    <message>
        <source>Planned callbacks</source>
        <translation>再架電の予定</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>すべて表示</translation>
    </message>
    <message>
        <source>{count} today</source>
        <translation>本日 {count} 件</translation>
    </message>
    <message>
        <source>No callback is planned for today</source>
        <translation>本日の再架電の予定はありません</translation>
    </message>
</context>
<context>
    <name>IncomingPage</name>
    <message>
        <source>Calls and notices</source>
        <translation>着信と通知</translation>
    </message>
    <message>
        <source>What rings where, and what is shown while you work elsewhere.</source>
        <translation>着信音を鳴らす機器と、ほかの作業中の知らせ方を選びます。</translation>
    </message>
    <message>
        <source>Show calls in the corner of the screen</source>
        <translation>着信を画面の隅に表示する</translation>
    </message>
    <message>
        <source>While another window is in front. It takes no keys from what you type.</source>
        <translation>ほかのウィンドウの使用中に表示します。入力の邪魔はしません。</translation>
    </message>
    <message>
        <source>Tell of missed calls</source>
        <translation>不在着信を通知する</translation>
    </message>
    <message>
        <source>By a message of the system, while another window is in front.</source>
        <translation>ほかのウィンドウの使用中に、OS の通知で知らせます。</translation>
    </message>
    <message>
        <source>Go on in the notification area when the window is closed</source>
        <translation>ウィンドウを閉じても通知領域で待ち受ける</translation>
    </message>
    <message>
        <source>The phone rings on; quit it from the menu of its icon.</source>
        <translation>閉じても着信します。終了はアイコンのメニューから行います。</translation>
    </message>
    <message>
        <source>Call tel: links at once</source>
        <translation>tel: リンクをすぐに発信する</translation>
    </message>
    <message>
        <source>Otherwise the number is put into the field, and you press Call.</source>
        <translation>オフのときは番号を入力欄に入れ、発信は自分で押します。</translation>
    </message>
    <message>
        <source>Devices that ring</source>
        <translation>着信音を鳴らす機器</translation>
    </message>
    <message>
        <source>All that are ticked ring at once; with none ticked the speaker rings.</source>
        <translation>選んだ機器が同時に鳴ります。選ばないときはスピーカーで鳴ります。</translation>
    </message>
    <message>
        <source>Volume of the ring tone</source>
        <translation>着信音の音量</translation>
    </message>
    <message>
        <source>Ring tone</source>
        <translation>着信音</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>試聴</translation>
    </message>
    <message>
        <source>Bell</source>
        <translation>ベル</translation>
    </message>
    <message>
        <source>Soft bell</source>
        <translation>やわらかなベル</translation>
    </message>
    <message>
        <source>Chime</source>
        <translation>チャイム</translation>
    </message>
    <message>
        <source>Digital</source>
        <translation>電子音</translation>
    </message>
    <message>
        <source>Own WAV file …</source>
        <translation>WAV ファイルを選ぶ…</translation>
    </message>
    <message>
        <source>Own ring tone</source>
        <translation>着信音を選ぶ</translation>
    </message>
    <message>
        <source>WAV files (*.wav)</source>
        <translation>WAV ファイル (*.wav)</translation>
    </message>
    <message>
        <source>{device} (not connected)</source>
        <translation>{device}（未接続）</translation>
    </message>
    <message>
        <source>Not during a call</source>
        <translation>通話中はできません</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>IncomingPopup</name>
    <message>
        <source>Incoming call</source>
        <translation>着信</translation>
    </message>
    <message>
        <source>ringing {time}</source>
        <translation>着信 {time}</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>通話</translation>
    </message>
    <message>
        <source>{count} more waiting</source>
        <translation>ほか {count} 件待ち</translation>
    </message>
    <message>
        <source>Call that you make</source>
        <translation>発信した通話</translation>
    </message>
    <message>
        <source>connected by itself</source>
        <translation>自動で応答しました</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>応答しました</translation>
    </message>
    <message>
        <source>called by you</source>
        <translation>こちらから発信</translation>
    </message>
    <message>
        <source>Callback: when you answer, the customer is called</source>
        <translation>折り返し: 応答するとお客様に発信します</translation>
    </message>
    <message>
        <source>{count} customers have this number</source>
        <translation>この番号の顧客 {count} 件</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>読込</translation>
    </message>
    <message>
        <source>Load {name}</source>
        <translation>{name}を読込</translation>
    </message>
    <message>
        <source>no earlier contact</source>
        <translation>過去の対応なし</translation>
    </message>
    <message>
        <source> ({reaction})</source>
        <translation>（{reaction}）</translation>
    </message>
    <message>
        <source>last {when} {name}</source>
        <translation>前回 {when} {name}</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>作成</translation>
    </message>
    <message>
        <source>This number is not registered</source>
        <translation>登録のない番号です</translation>
    </message>
    <message>
        <source>The caller withholds the number</source>
        <translation>番号非通知の着信です</translation>
    </message>
    <message>
        <source>waited {time}</source>
        <translation>待ち {time}</translation>
    </message>
    <message>
        <source>Create the customer to keep a record.</source>
        <translation>対応記録を残すには顧客を作成してください。</translation>
    </message>
    <message>
        <source>The customer is open below</source>
        <translation>お客様の情報を開きました</translation>
    </message>
    <message>
        <source>Answer when you are ready.</source>
        <translation>準備ができたら「通話」を押してください。</translation>
    </message>
    <message>
        <source>{seconds} s until the next operator</source>
        <translation>残り {seconds} 秒で次の担当へ</translation>
    </message>
    <message>
        <source>{seconds} s, then back</source>
        <translation>残り {seconds} 秒で転送元へ戻ります</translation>
    </message>
</context>
<context>
    <name>IncomingView</name>
    <message>
        <source>ringing {time}</source>
        <translation>着信中 {time}</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>応答</translation>
    </message>
    <message>
        <source>Incoming call</source>
        <translation>着信</translation>
    </message>
</context>
<context>
    <name>KeyField</name>
    <message>
        <source>Press keys such as Ctrl+Alt+A</source>
        <translation>Ctrl+Alt+A のようにキーを押す</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>キーなし</translation>
    </message>
</context>
<context>
    <name>KeyedDigits</name>
    <message>
        <source>Keyed digits</source>
        <translation>押した番号</translation>
    </message>
    <message>
        <source>Empty the display</source>
        <translation>表示を消す</translation>
    </message>
</context>
<context>
    <name>KeypadView</name>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>切断</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>Shortcuts</source>
        <translation>ショートカット</translation>
    </message>
    <message>
        <source>Global keys act even while another program is in front.</source>
        <translation>グローバルキーは、ほかのプログラムの使用中も働きます。</translation>
    </message>
    <message>
        <source>Keys in this window</source>
        <translation>このウィンドウのキー</translation>
    </message>
    <message>
        <source>Use global keys</source>
        <translation>グローバルキーを使う</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>応答</translation>
    </message>
    <message>
        <source>Hang up or decline</source>
        <translation>切断・拒否</translation>
    </message>
    <message>
        <source>Mute, unmute</source>
        <translation>ミュート・解除</translation>
    </message>
</context>
<context>
    <name>LevelRows</name>
    <message>
        <source>Loudness of the microphone</source>
        <translation>マイクのレベル</translation>
    </message>
    <message>
        <source>Loudness of the speaker</source>
        <translation>スピーカーのレベル</translation>
    </message>
</context>
<context>
    <name>ListPopover</name>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>LoginPage</name>
    <message>
        <source>Keep the password on this PC</source>
        <translation>この端末にパスワードを保存する</translation>
    </message>
    <message>
        <source>Log in</source>
        <translation>ログイン</translation>
    </message>
    <message>
        <source>Show password</source>
        <translation>パスワードを表示</translation>
    </message>
    <message>
        <source>This connection is not encrypted: others on the network could read your password. Use https.</source>
        <translation>この接続は暗号化されていません。ネットワーク上でパスワードを読み取られるおそれがあります。https を使ってください。</translation>
    </message>
    <message>
        <source>Change server</source>
        <translation>接続先を変更</translation>
    </message>
    <message>
        <source>Log in to the operator screen</source>
        <translation>オペレーター画面にログインします</translation>
    </message>
    <message>
        <source>Login ID</source>
        <translation>ログインID</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Extension</source>
        <translation>内線番号</translation>
    </message>
    <message>
        <source>Logging in</source>
        <translation>ログインしています</translation>
    </message>
    <message>
        <source>No server chosen</source>
        <translation>接続先が未設定です</translation>
    </message>
    <message>
        <source>Fill in all three fields.</source>
        <translation>3 つの項目を入力してください。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Unsaved input of {count} customers stays as a draft.</source>
        <translation>入力中の記録 {count} 件は下書きに残ります。</translation>
    </message>
    <message>
        <source>Your call is still up and will end.</source>
        <translation>通話中の電話は切断されます。</translation>
    </message>
    <message>
        <source>Log off?</source>
        <translation>ログオフしますか。</translation>
    </message>
    <message>
        <source>Log off</source>
        <translation>ログオフ</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Close {name} without saving?</source>
        <translation>{name} を保存せずに閉じますか。</translation>
    </message>
    <message>
        <source>What you typed there is discarded.</source>
        <translation>入力した内容は破棄されます。</translation>
    </message>
    <message>
        <source>Discard and close</source>
        <translation>破棄して閉じる</translation>
    </message>
    <message>
        <source>It was typed before and never saved. It can&apos;t be brought back.</source>
        <translation>保存されていない入力です。破棄すると元に戻せません。</translation>
    </message>
    <message>
        <source>Discard this input?</source>
        <translation>この入力を破棄しますか。</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>破棄</translation>
    </message>
    <message>
        <source>Quit during a call?</source>
        <translation>通話中です。終了しますか。</translation>
    </message>
    <message>
        <source>Your call goes on. Start the program again to get it back.</source>
        <translation>通話は続きます。もう一度起動すると通話の画面に戻れます。</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Your call goes on until it is hung up; you are logged off after it.</source>
        <translation>通話は切断するまで続きます。通話のあとでログオフします。</translation>
    </message>
    <message>
        <source>You are logged off.</source>
        <translation>ログオフします。</translation>
    </message>
    <message>
        <source>Close the program during work?</source>
        <translation>業務中です。終了しますか。</translation>
    </message>
    <message>
        <source>Log off and close</source>
        <translation>ログオフして終了</translation>
    </message>
</context>
<context>
    <name>ModeCards</name>
    <message>
        <source>Usage</source>
        <translation>用途設定</translation>
    </message>
    <message>
        <source>Softphone only</source>
        <translation>ソフトフォンとして利用</translation>
    </message>
    <message>
        <source>The phone alone, without the operator screen.</source>
        <translation>電話だけを使います。オペレーター画面にはログインしません。</translation>
    </message>
    <message>
        <source>Softphone and operator screen</source>
        <translation>ソフトフォン及びオペレーター画面として利用</translation>
    </message>
    <message>
        <source>Phone and operator screen in one window.</source>
        <translation>電話とオペレーター画面を一つのウィンドウで使います。</translation>
    </message>
    <message>
        <source>Operator screen only</source>
        <translation>オペレーター画面として利用</translation>
    </message>
    <message>
        <source>You talk on a hard phone that registers with the server.</source>
        <translation>通話は固定電話機（ハードフォン）で行います。</translation>
    </message>
</context>
<context>
    <name>MyCustomerList</name>
    <message>
        <source>My customers</source>
        <translation>担当リスト</translation>
    </message>
    <message>
        <source>Whose next action is yours</source>
        <translation>次アクションの担当があなたの顧客です</translation>
    </message>
    <message>
        <source>last contact {time}</source>
        <translation>前回 {time}</translation>
    </message>
    <message>
        <source>{count} customers</source>
        <translation>{count} 件</translation>
    </message>
    <message>
        <source>No customer is assigned to you</source>
        <translation>担当の顧客はありません</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>読み込んでいます</translation>
    </message>
</context>
<context>
    <name>MyCustomerRow</name>
    <message>
        <source>Load</source>
        <translation>読込</translation>
    </message>
</context>
<context>
    <name>NumberSheet</name>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Number, name or extension</source>
        <translation>番号・名前・内線</translation>
    </message>
    <message>
        <source>Call history</source>
        <translation>通話履歴</translation>
    </message>
    <message>
        <source>Transfer now</source>
        <translation>すぐに転送</translation>
    </message>
    <message>
        <source>Talk first</source>
        <translation>話してから転送</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>発信</translation>
    </message>
    <message>
        <source>Add a call</source>
        <translation>発信を追加</translation>
    </message>
    <message>
        <source>The call that you talk on is held.</source>
        <translation>いまの通話は保留になります。</translation>
    </message>
    <message>
        <source>Transfer {name}</source>
        <translation>{name} を転送</translation>
    </message>
    <message>
        <source>Transfer now hands the call on without talking to the other side first.</source>
        <translation>「すぐに転送」は、転送先と話さずにつなぎます。</translation>
    </message>
    <message>
        <source>To {name}, who is on the other call</source>
        <translation>{name} との通話につなぐ</translation>
    </message>
    <message>
        <source>Four calls are the most at a time</source>
        <translation>同時に通話できるのは 4 件までです</translation>
    </message>
</context>
<context>
    <name>OfferList</name>
    <message>
        <source>Rang at</source>
        <translation>呼び出したオペレーター</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>サーバーに問い合わせ中…</translation>
    </message>
    <message>
        <source>At no operator&apos;s desk.</source>
        <translation>呼び出したオペレーターはいません。</translation>
    </message>
    <message>
        <source>{count} desks</source>
        <translation>{count} 席</translation>
    </message>
</context>
<context>
    <name>OrderedCheckList</name>
    <message>
        <source>Earlier (Alt+↑)</source>
        <translation>上へ（Alt+↑）</translation>
    </message>
    <message>
        <source>Later (Alt+↓)</source>
        <translation>下へ（Alt+↓）</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>Change</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>8 or more characters</source>
        <translation>8 文字以上</translation>
    </message>
    <message>
        <source>A capital letter</source>
        <translation>英大文字を含む</translation>
    </message>
    <message>
        <source>A small letter</source>
        <translation>英小文字を含む</translation>
    </message>
    <message>
        <source>A digit</source>
        <translation>数字を含む</translation>
    </message>
    <message>
        <source>A symbol such as - or !</source>
        <translation>記号（- や ! など）を含む</translation>
    </message>
    <message>
        <source>Change password</source>
        <translation>パスワード変更</translation>
    </message>
    <message>
        <source>Present password</source>
        <translation>現在のパスワード</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新しいパスワード</translation>
    </message>
    <message>
        <source>New password again</source>
        <translation>新しいパスワード（確認）</translation>
    </message>
    <message>
        <source>The two new passwords differ.</source>
        <translation>新しいパスワードが確認用と一致しません。</translation>
    </message>
</context>
<context>
    <name>PasswordEditor</name>
    <message>
        <source>Show</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隠す</translation>
    </message>
    <message>
        <source>Only supervisors may see what is stored here.</source>
        <translation>保存されている内容を見られるのは管理者だけです。</translation>
    </message>
</context>
<context>
    <name>PhoneCallCard</name>
    <message>
        <source>Encrypted</source>
        <translation>暗号化</translation>
    </message>
    <message>
        <source>The voice is encrypted (SRTP)</source>
        <translation>音声は暗号化されています（SRTP）</translation>
    </message>
    <message>
        <source>End this call</source>
        <translation>この通話を切断</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>応答</translation>
    </message>
    <message>
        <source>outgoing</source>
        <translation>発信</translation>
    </message>
    <message>
        <source>incoming</source>
        <translation>着信</translation>
    </message>
    <message>
        <source>sending tones</source>
        <translation>トーン送信中</translation>
    </message>
    <message>
        <source>Not encrypted</source>
        <translation>暗号化なし</translation>
    </message>
    <message>
        <source>The voice is not encrypted: others on the way could hear it</source>
        <translation>音声は暗号化されていません。通信経路で聞かれるおそれがあります</translation>
    </message>
    <message>
        <source>held by the far side</source>
        <translation>相手が保留中</translation>
    </message>
    <message>
        <source>The quality is being measured</source>
        <translation>品質を測定しています</translation>
    </message>
    <message>
        <source>Talk on this call</source>
        <translation>この通話に切り替える</translation>
    </message>
    <message>
        <source>In conference</source>
        <translation>会議中</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>着信中</translation>
    </message>
    <message>
        <source>Dialing</source>
        <translation>発信中</translation>
    </message>
    <message>
        <source>Rings there</source>
        <translation>呼出中</translation>
    </message>
    <message>
        <source>Talking</source>
        <translation>通話中</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>保留中</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>終了</translation>
    </message>
</context>
<context>
    <name>PhoneFooter</name>
    <message>
        <source>Volumes</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>No headset found</source>
        <translation>ヘッドセットがありません</translation>
    </message>
    <message>
        <source>Standard device</source>
        <translation>標準の機器</translation>
    </message>
</context>
<context>
    <name>PhoneHeader</name>
    <message>
        <source>Do not disturb</source>
        <translation>応答不可</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>No account yet</source>
        <translation>アカウント未設定</translation>
    </message>
    <message>
        <source>Do not disturb is on: calls are refused</source>
        <translation>応答不可です。着信は鳴りません</translation>
    </message>
    <message>
        <source>Phone is starting</source>
        <translation>電話機を起動しています</translation>
    </message>
    <message>
        <source>{state} ・ do not disturb</source>
        <translation>{state} ・ 応答不可</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未接続</translation>
    </message>
</context>
<context>
    <name>PhonePanel</name>
    <message>
        <source>Phone</source>
        <translation>電話機</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再登録</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>通話</translation>
    </message>
    <message>
        <source>Keypad</source>
        <translation>ダイヤル</translation>
    </message>
    <message>
        <source>History</source>
        <translation>履歴</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>音声</translation>
    </message>
    <message>
        <source>Phone is starting</source>
        <translation>電話機を起動しています</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未接続</translation>
    </message>
</context>
<context>
    <name>PictureDialog</name>
    <message>
        <source>Choose a file…</source>
        <translation>ファイルを選択…</translation>
    </message>
    <message>
        <source>Use this picture</source>
        <translation>この画像にする</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>拡大</translation>
    </message>
    <message>
        <source>Change picture</source>
        <translation>画像の変更</translation>
    </message>
    <message>
        <source>PNG or JPEG, at most 1 MiB. Colleagues see it in the seat list.</source>
        <translation>PNG または JPEG、1 MiB まで。座席一覧などで同僚に表示されます。</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg)</source>
        <translation>画像 (*.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>The file is larger than 1 MiB. Choose a smaller one.</source>
        <translation>ファイルが 1 MiB を超えています。小さい画像を選んでください。</translation>
    </message>
    <message>
        <source>This is no picture that can be used. Choose a PNG or JPEG file.</source>
        <translation>この画像は使えません。PNG または JPEG を選んでください。</translation>
    </message>
    <message>
        <source>The file is damaged. Choose another one.</source>
        <translation>ファイルが壊れています。別の画像を選んでください。</translation>
    </message>
</context>
<context>
    <name>PostalEditor</name>
    <message>
        <source>Find address</source>
        <translation>住所検索</translation>
    </message>
    <message>
        <source>Enter a postal code of seven digits first.</source>
        <translation>先に 7 桁の郵便番号を入力してください。</translation>
    </message>
</context>
<context>
    <name>PullDownEditor</name>
    <message>
        <source>Choose</source>
        <translation>選択してください</translation>
    </message>
</context>
<context>
    <name>QueueList</name>
    <message>
        <source>Work groups</source>
        <translation>作業グループ</translation>
    </message>
    <message>
        <source>The work groups come as soon as the server is reached.</source>
        <translation>作業グループはサーバーにつながると表示されます。</translation>
    </message>
    <message>
        <source>{count} available</source>
        <translation>受付中 {count} 人</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>待ち呼 {count} 件</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>転送</translation>
    </message>
    <message>
        <source>Transfer to {name}</source>
        <translation>{name} に転送</translation>
    </message>
    <message>
        <source>Nobody works in {name} now.</source>
        <translation>{name}にはいま担当者がいません。</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Customer</source>
        <translation>顧客</translation>
    </message>
    <message>
        <source>My list</source>
        <translation>担当リスト</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待ち呼</translation>
    </message>
    <message>
        <source>Abandoned</source>
        <translation>放棄呼</translation>
    </message>
    <message>
        <source>Callbacks</source>
        <translation>再架電</translation>
    </message>
    <message>
        <source>Seats</source>
        <translation>座席一覧</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Log off</source>
        <translation>ログオフ</translation>
    </message>
    <message>
        <source>Longest waiting time</source>
        <translation>最長の待ち時間</translation>
    </message>
</context>
<context>
    <name>ReasonForm</name>
    <message>
        <source>Why is {name} not to be called?</source>
        <translation>{name} への再架電を取り消す理由</translation>
    </message>
    <message>
        <source>Call off</source>
        <translation>取り消す</translation>
    </message>
</context>
<context>
    <name>RecentContacts</name>
    <message>
        <source>Latest contacts</source>
        <translation>直近の対応</translation>
    </message>
    <message>
        <source>Without a name</source>
        <translation>名前なし</translation>
    </message>
    <message>
        <source>In</source>
        <translation>着</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>発</translation>
    </message>
    <message>
        <source>What you save is listed here</source>
        <translation>保存した対応記録がここに並びます</translation>
    </message>
</context>
<context>
    <name>RecordCard</name>
    <message>
        <source>New contact record</source>
        <translation>新規対応記録</translation>
    </message>
    <message>
        <source>Save all</source>
        <translation>全て保存</translation>
    </message>
    <message>
        <source>Save customer and contact record (Ctrl+Enter)</source>
        <translation>顧客情報と対応記録を保存します（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>保存しています</translation>
    </message>
    <message>
        <source>Draft kept {time}</source>
        <translation>下書き保存 {time}</translation>
    </message>
    <message>
        <source>Saved {time}</source>
        <translation>保存済み {time}</translation>
    </message>
</context>
<context>
    <name>RecordDelegate</name>
    <message>
        <source>In</source>
        <translation>着</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>発</translation>
    </message>
    <message>
        <source>…more</source>
        <translation>…more</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編集</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>詳細</translation>
    </message>
</context>
<context>
    <name>RecordFields</name>
    <message>
        <source>Choose a day</source>
        <translation>日付を選ぶ</translation>
    </message>
    <message>
        <source>What was said and agreed</source>
        <translation>対応内容を入力</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>対応者情報</translation>
    </message>
    <message>
        <source>Reaction</source>
        <translation>リアクション情報</translation>
    </message>
    <message>
        <source>Next action</source>
        <translation>次アクション</translation>
    </message>
    <message>
        <source>Next action at</source>
        <translation>次アクション予定時間</translation>
    </message>
    <message>
        <source>Assignee</source>
        <translation>次回担当者</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>対応記録内容</translation>
    </message>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
    <message>
        <source>Me ({name})</source>
        <translation>自分（{name}）</translation>
    </message>
    <message>
        <source>Me</source>
        <translation>自分</translation>
    </message>
    <message>
        <source>For callback and visit only</source>
        <translation>再架電・訪問のときに指定</translation>
    </message>
</context>
<context>
    <name>RecordSheet</name>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Contact record</source>
        <translation>対応記録の詳細</translation>
    </message>
    <message>
        <source>Newer record</source>
        <translation>ひとつ新しい記録</translation>
    </message>
    <message>
        <source>Older record</source>
        <translation>ひとつ古い記録</translation>
    </message>
    <message>
        <source>Incoming call</source>
        <translation>着信</translation>
    </message>
    <message>
        <source>Outgoing call</source>
        <translation>発信</translation>
    </message>
    <message>
        <source>Without a call</source>
        <translation>通話なし</translation>
    </message>
    <message>
        <source>Incoming call, called back</source>
        <translation>着信（折り返し）</translation>
    </message>
    <message>
        <source>Contact by</source>
        <translation>コンタクト方法</translation>
    </message>
    <message>
        <source>From → to</source>
        <translation>発信元 → 着信先</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>対応者情報</translation>
    </message>
    <message>
        <source>Next action at</source>
        <translation>次アクション予定時間</translation>
    </message>
    <message>
        <source>Call started</source>
        <translation>コール開始日</translation>
    </message>
    <message>
        <source>Waited</source>
        <translation>待ち時間</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>保留時間</translation>
    </message>
    <message>
        <source>Saved at</source>
        <translation>登録日</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>編集日</translation>
    </message>
    <message>
        <source>Callback called off</source>
        <translation>再架電の取り消し</translation>
    </message>
    <message>
        <source>{name}, {time}</source>
        <translation>{name}&#x3000;{time}</translation>
    </message>
    <message>
        <source>Times of the call</source>
        <translation>通話時間の詳細</translation>
    </message>
    <message>
        <source>total {time}</source>
        <translation>合計 {time}</translation>
    </message>
    <message>
        <source>Ring</source>
        <translation>呼出時間</translation>
    </message>
    <message>
        <source>Talk</source>
        <translation>通話時間</translation>
    </message>
    <message>
        <source>Record time</source>
        <translation>記録時間</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>対応記録内容</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編集</translation>
    </message>
    <message>
        <source>Only the author can edit a record, on the same day.</source>
        <translation>編集できるのは、保存した本人が当日中のみです。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>RecordingPlayer</name>
    <message>
        <source>Speed</source>
        <translation>再生速度</translation>
    </message>
    <message>
        <source>{speed}×</source>
        <translation>{speed} 倍</translation>
    </message>
    <message>
        <source>Save the recording as a file</source>
        <translation>録音をファイルに保存</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>録音</translation>
    </message>
    <message>
        <source>10 seconds back</source>
        <translation>10 秒戻る</translation>
    </message>
    <message>
        <source>10 seconds forward</source>
        <translation>10 秒進む</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>再生</translation>
    </message>
    <message>
        <source>Not during a call: the customer would be drowned out.</source>
        <translation>通話中は再生できません。お客様の声が聞こえなくなります。</translation>
    </message>
    <message>
        <source>Saving as a file: {percent} %</source>
        <translation>ファイルに保存しています: {percent} %</translation>
    </message>
    <message>
        <source>There is no speaker. Plug one in and play again.</source>
        <translation>スピーカーがありません。接続してからもう一度再生してください。</translation>
    </message>
    <message>
        <source>The player has stopped. Play again.</source>
        <translation>再生が止まりました。もう一度再生してください。</translation>
    </message>
    <message>
        <source>The recording is not there any more.</source>
        <translation>この録音はもうありません。</translation>
    </message>
    <message>
        <source>The server can&apos;t be reached. Play again in a moment.</source>
        <translation>サーバーに接続できません。少し待ってからもう一度再生してください。</translation>
    </message>
    <message>
        <source>Save the recording</source>
        <translation>録音を保存</translation>
    </message>
    <message>
        <source>WAV files (*.wav)</source>
        <translation>WAV ファイル (*.wav)</translation>
    </message>
</context>
<context>
    <name>RuleLine</name>
    <message>
        <source>Kept</source>
        <translation>満たしています</translation>
    </message>
    <message>
        <source>Not kept yet</source>
        <translation>まだ満たしていません</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>Find customer (name, number)</source>
        <translation>顧客を検索（名前・電話番号）</translation>
    </message>
    <message>
        <source>Find customer</source>
        <translation>顧客を検索</translation>
    </message>
    <message>
        <source>Part of a name, kana, code or number (Ctrl+F)</source>
        <translation>名前・フリガナ・会員番号・電話番号の一部で探します（Ctrl+F）</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search seats</source>
        <translation>座席を検索</translation>
    </message>
</context>
<context>
    <name>SearchResults</name>
    <message>
        <source>Found customers</source>
        <translation>見つかった顧客</translation>
    </message>
    <message>
        <source>↑ ↓ choose, Enter loads, Esc closes</source>
        <translation>↑ ↓ で選び、Enter で読込、Esc で閉じる</translation>
    </message>
    <message>
        <source>No customer matches “{text}”. Try a part of the name, of the kana or of the number.</source>
        <translation>「{text}」に合う顧客はいません。名前・フリガナ・電話番号の一部でお試しください。</translation>
    </message>
    <message>
        <source>More than {count} found; type more</source>
        <translation>{count} 件以上あります。続けて入力してください</translation>
    </message>
    <message>
        <source>The first {shown} of {count}</source>
        <translation>{count} 件中 {shown} 件</translation>
    </message>
    <message>
        <source>{count} found</source>
        <translation>{count} 件</translation>
    </message>
</context>
<context>
    <name>SeatDelegate</name>
    <message>
        <source>Me</source>
        <translation>自分</translation>
    </message>
</context>
<context>
    <name>SeatModel</name>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Ext.</source>
        <translation>内線</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>ステータス</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>経過</translation>
    </message>
    <message>
        <source>Work groups</source>
        <translation>作業グループ</translation>
    </message>
</context>
<context>
    <name>SeatTable</name>
    <message>
        <source>Seats</source>
        <translation>座席一覧</translation>
    </message>
</context>
<context>
    <name>SeatsPage</name>
    <message>
        <source>Seats</source>
        <translation>座席一覧</translation>
    </message>
    <message>
        <source>Name or extension, or a number to call</source>
        <translation>名前・内線番号で検索、または番号を入力して発信</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>発信</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>レイアウト</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Available only</source>
        <translation>受付中のみ</translation>
    </message>
    <message>
        <source>Floor</source>
        <translation>フロア</translation>
    </message>
    <message>
        <source>Work group</source>
        <translation>作業グループ</translation>
    </message>
    <message>
        <source>All work groups</source>
        <translation>すべての作業グループ</translation>
    </message>
    <message>
        <source>No office layout has been set up. Your administrator declares it; the table shows all seats.</source>
        <translation>座席レイアウトはまだ登録されていません。管理者が登録します。全員の座席は［表］で見られます。</translation>
    </message>
    <message>
        <source>The seats come as soon as the server is reached.</source>
        <translation>サーバーに接続すると座席が表示されます。</translation>
    </message>
    <message>
        <source>Nobody matches. Search by name, reading or extension.</source>
        <translation>該当する人がいません。名前、フリガナ、内線番号で検索できます。</translation>
    </message>
    <message>
        <source>Type a number or an extension.</source>
        <translation>電話番号か内線番号を入力してください。</translation>
    </message>
</context>
<context>
    <name>SettingsPanel</name>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>用途設定</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>アカウントと接続</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>表示と言語</translation>
    </message>
    <message>
        <source>Audio</source>
        <translation>音声</translation>
    </message>
    <message>
        <source>Calls and notices</source>
        <translation>着信と通知</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>ショートカット</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>診断</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>バージョン {version}</translation>
    </message>
</context>
<context>
    <name>SlimBar</name>
    <message>
        <source>Slim bar</source>
        <translation>スリムバー</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待ち呼</translation>
    </message>
    <message>
        <source>Callbacks</source>
        <translation>再架電</translation>
    </message>
    <message>
        <source>Seats</source>
        <translation>座席一覧</translation>
    </message>
    <message>
        <source>Whole window  Ctrl+Shift+B</source>
        <translation>ウィンドウに戻る  Ctrl+Shift+B</translation>
    </message>
    <message>
        <source>Waiting {count}</source>
        <translation>待ち呼 {count}</translation>
    </message>
</context>
<context>
    <name>SlimShelf</name>
    <message>
        <source>Notices</source>
        <translation>お知らせ</translation>
    </message>
</context>
<context>
    <name>SoftphonePage</name>
    <message>
        <source>Phone</source>
        <translation>電話</translation>
    </message>
</context>
<context>
    <name>SoundPage</name>
    <message>
        <source>Audio</source>
        <translation>音声</translation>
    </message>
    <message>
        <source>Choose the devices, speak, and watch the levels.</source>
        <translation>使う機器を選び、話しながらレベルを確かめてください。</translation>
    </message>
    <message>
        <source>Buttons and lamps of the headset</source>
        <translation>ヘッドセットのボタンとランプを使う</translation>
    </message>
    <message>
        <source>Answer, hang up and mute on a USB headset.</source>
        <translation>USB ヘッドセットで応答・切断・ミュートができます。</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>マイク</translation>
    </message>
    <message>
        <source>Test microphone</source>
        <translation>マイクをテスト</translation>
    </message>
    <message>
        <source>Input level</source>
        <translation>入力レベル</translation>
    </message>
    <message>
        <source>Volume of the microphone</source>
        <translation>マイクの音量</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>スピーカー</translation>
    </message>
    <message>
        <source>Play a sound</source>
        <translation>音を再生</translation>
    </message>
    <message>
        <source>Output level</source>
        <translation>出力レベル</translation>
    </message>
    <message>
        <source>Volume of the speaker</source>
        <translation>スピーカーの音量</translation>
    </message>
    <message>
        <source>Automatic (off for headsets)</source>
        <translation>自動（ヘッドセットではオフ）</translation>
    </message>
    <message>
        <source>On</source>
        <translation>オン</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>Echo cancellation</source>
        <translation>エコー除去</translation>
    </message>
    <message>
        <source>Noise suppression</source>
        <translation>ノイズ抑制</translation>
    </message>
    <message>
        <source>too loud</source>
        <translation>大きすぎ</translation>
    </message>
    <message>
        <source>too quiet</source>
        <translation>小さすぎ</translation>
    </message>
    <message>
        <source>good</source>
        <translation>適正</translation>
    </message>
    <message>
        <source>As the system ({device})</source>
        <translation>システムの既定に従う（{device}）</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>システムの既定に従う</translation>
    </message>
    <message>
        <source>Speak now: after four seconds you hear yourself.</source>
        <translation>話してください。4 秒後に自分の声を再生します。</translation>
    </message>
    <message>
        <source>Not during a call</source>
        <translation>通話中はできません</translation>
    </message>
    <message>
        <source>Found: {headset}</source>
        <translation>検出: {headset}</translation>
    </message>
    <message>
        <source>No headset with buttons found</source>
        <translation>ボタンの使えるヘッドセットは見つかりません</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>echo cancellation</source>
        <translation>エコー除去</translation>
    </message>
    <message>
        <source>noise suppression</source>
        <translation>ノイズ抑制</translation>
    </message>
    <message>
        <source>In use now: {what}. It delays the own voice by {ms} ms.</source>
        <translation>使用中: {what}。自分の声が {ms} ms 遅れます。</translation>
    </message>
    <message>
        <source>Not in use now; the own voice is not delayed.</source>
        <translation>いまは使っていません。声の遅れはありません。</translation>
    </message>
    <message>
        <source>No microphone found</source>
        <translation>マイクが見つかりません</translation>
    </message>
    <message>
        <source>No speaker found</source>
        <translation>スピーカーが見つかりません</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中の機器</translation>
    </message>
    <message>
        <source>Echo cancelled</source>
        <translation>エコー除去</translation>
    </message>
    <message>
        <source>Noise suppressed</source>
        <translation>雑音抑制</translation>
    </message>
</context>
<context>
    <name>StatusButtons</name>
    <message>
        <source>Ready</source>
        <translation>受付可</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>後処理</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>離席</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>休憩</translation>
    </message>
    <message>
        <source>Follows the call and its wrap-up. Press again to take it back.</source>
        <translation>通話と後処理のあとに切り替わります。もう一度押すと取り消します。</translation>
    </message>
    <message>
        <source>Press to have it follow the call and its wrap-up.</source>
        <translation>押すと、通話と後処理のあとに切り替わります。</translation>
    </message>
</context>
<context>
    <name>StatusChip</name>
    <message>
        <source>Time in this status</source>
        <translation>このステータスの経過時間</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>保留中</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>ステータス</translation>
    </message>
    <message>
        <source>then {status}</source>
        <translation>次は{status}</translation>
    </message>
    <message>
        <source>{time} → {status}</source>
        <translation>残り {time} → {status}</translation>
    </message>
    <message>
        <source>Soon away</source>
        <translation>離席になります</translation>
    </message>
    <message>
        <source>Soon on break</source>
        <translation>休憩になります</translation>
    </message>
    <message>
        <source>Soon available</source>
        <translation>まもなく受付中</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>残り {time}</translation>
    </message>
</context>
<context>
    <name>StatusCounts</name>
    <message>
        <source>Seats by status</source>
        <translation>ステータス別の人数</translation>
    </message>
    <message>
        <source>Talking</source>
        <translation>通話中</translation>
    </message>
</context>
<context>
    <name>TabChip</name>
    <message>
        <source>Close tab</source>
        <translation>タブを閉じる</translation>
    </message>
    <message>
        <source>Close tab (its input is not saved)</source>
        <translation>タブを閉じる（未保存の入力があります）</translation>
    </message>
</context>
<context>
    <name>TalkPage</name>
    <message>
        <source>Hide; the conference goes on</source>
        <translation>閉じる（三者通話は続きます）</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>転送先</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>お客様</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>切断</translation>
    </message>
    <message>
        <source>Back to the choice</source>
        <translation>転送先選択へ戻る</translation>
    </message>
    <message>
        <source>Conference</source>
        <translation>三者通話</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>転送</translation>
    </message>
    <message>
        <source>Calling {name}</source>
        <translation>{name} を呼び出し中</translation>
    </message>
    <message>
        <source>The customer hears music.</source>
        <translation>お客様には保留音が流れています。</translation>
    </message>
    <message>
        <source>Conference with {name}</source>
        <translation>{name} と三者通話中</translation>
    </message>
    <message>
        <source>All three hear each other.</source>
        <translation>三者がお互いに聞こえています。</translation>
    </message>
    <message>
        <source>Talking with {name}</source>
        <translation>{name} と通話中</translation>
    </message>
    <message>
        <source>The customer can&apos;t hear this. Transfer connects the two, and you leave the call.</source>
        <translation>お客様には聞こえていません。「転送」で二人をつなぎ、あなたは通話から抜けます。</translation>
    </message>
    <message>
        <source>Back to the customer</source>
        <translation>お客様との通話に戻ります</translation>
    </message>
    <message>
        <source>On with the customer alone</source>
        <translation>転送先だけが抜けます</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>抜ける</translation>
    </message>
    <message>
        <source>Ext. {extension}</source>
        <translation>内線 {extension}</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>呼出中</translation>
    </message>
    <message>
        <source>Talking</source>
        <translation>通話中</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>保留中</translation>
    </message>
</context>
<context>
    <name>TimeForm</name>
    <message>
        <source>Choose a day</source>
        <translation>日付を選ぶ</translation>
    </message>
    <message>
        <source>New time of the callback to {name}</source>
        <translation>{name} への再架電の新しい時刻</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>変更</translation>
    </message>
</context>
<context>
    <name>TonesPage</name>
    <message>
        <source>Tones to {name}</source>
        <translation>{name} へトーンを送信</translation>
    </message>
    <message>
        <source>Tones can be sent during a call.</source>
        <translation>トーンは通話中に送信できます。</translation>
    </message>
</context>
<context>
    <name>TransferDialog</name>
    <message>
        <source>Transfer</source>
        <translation>転送</translation>
    </message>
</context>
<context>
    <name>TrayIcon</name>
    <message>
        <source>Show the window</source>
        <translation>ウィンドウを表示</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>応答</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>切断</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>応答不可</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>終了</translation>
    </message>
</context>
<context>
    <name>UrlEditor</name>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Enter an address that begins with https:// first.</source>
        <translation>先に https:// で始まるアドレスを入力してください。</translation>
    </message>
</context>
<context>
    <name>UsagePage</name>
    <message>
        <source>Usage</source>
        <translation>用途設定</translation>
    </message>
    <message>
        <source>How this PC is used. A change takes effect at the next start.</source>
        <translation>この端末の使い方を選びます。変更は再起動後に有効になります。</translation>
    </message>
</context>
<context>
    <name>VolumeSliders</name>
    <message>
        <source>Speaker</source>
        <translation>スピーカー</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>マイク</translation>
    </message>
    <message>
        <source>Ring tone</source>
        <translation>着信音</translation>
    </message>
</context>
<context>
    <name>VolumesPopover</name>
    <message>
        <source>Volumes</source>
        <translation>音量</translation>
    </message>
</context>
<context>
    <name>WaitingList</name>
    <message>
        <source>Waiting calls</source>
        <translation>待ち呼</translation>
    </message>
    <message>
        <source>Calls are delivered by themselves, in turn.</source>
        <translation>順番どおりに自動で配信されます</translation>
    </message>
    <message>
        <source>callback</source>
        <translation>折り返し</translation>
    </message>
    <message>
        <source>No call is waiting</source>
        <translation>待っている着信はありません</translation>
    </message>
    <message>
        <source>position {number}</source>
        <translation>順番 {number}</translation>
    </message>
    <message>
        <source>not registered</source>
        <translation>登録なし</translation>
    </message>
    <message>
        <source>{count} calls ・ longest {time}</source>
        <translation>{count} 件 ・ 最長 {time}</translation>
    </message>
    <message>
        <source>0 calls</source>
        <translation>0 件</translation>
    </message>
</context>
<context>
    <name>Waveform</name>
    <message>
        <source>Place in the recording</source>
        <translation>録音の再生位置</translation>
    </message>
</context>
<context>
    <name>WayPage</name>
    <message>
        <source>Talk first, then transfer</source>
        <translation>話してから転送</translation>
    </message>
    <message>
        <source>Transfer at once</source>
        <translation>すぐに転送</translation>
    </message>
    <message>
        <source>Back to the choice</source>
        <translation>転送先選択へ戻る</translation>
    </message>
    <message>
        <source>Transfer to {name}</source>
        <translation>{name} に転送</translation>
    </message>
    <message>
        <source>Talk with {name} first, and hand over then</source>
        <translation>先に {name} と話し、確認してから渡します</translation>
    </message>
    <message>
        <source>The customer waits there with music for whoever is free</source>
        <translation>お客様は保留音を聞きながら、空いた人を待ちます</translation>
    </message>
    <message>
        <source>Hand over without talking; if nobody answers the call comes back to you</source>
        <translation>話さずに渡します。応答がなければ通話はこちらに戻ります</translation>
    </message>
    <message>
        <source>{name} is on hold</source>
        <translation>{name}は保留中</translation>
    </message>
    <message>
        <source>Queue of a work group</source>
        <translation>作業グループの待ち呼</translation>
    </message>
    <message>
        <source>Ext. {extension}</source>
        <translation>内線 {extension}</translation>
    </message>
</context>
<context>
    <name>WorkArea</name>
    <message>
        <source>Customer</source>
        <translation>顧客情報</translation>
    </message>
    <message>
        <source>New contact record</source>
        <translation>新規対応記録</translation>
    </message>
    <message>
        <source>History</source>
        <translation>対応履歴</translation>
    </message>
</context>
<context>
    <name>WorkGroupsPage</name>
    <message>
        <source>Work groups</source>
        <translation>作業グループ</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全て選択</translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>全て解除</translation>
    </message>
    <message>
        <source>Log off</source>
        <translation>ログオフ</translation>
    </message>
    <message>
        <source>Start work</source>
        <translation>業務開始</translation>
    </message>
    <message>
        <source>Choose work groups</source>
        <translation>作業グループを選択</translation>
    </message>
    <message>
        <source>Tick the groups you will work in.</source>
        <translation>業務を行うグループにチェックを入れてください。</translation>
    </message>
    <message>
        <source>{count} of {total} chosen</source>
        <translation>{count} / {total} 件を選択中</translation>
    </message>
</context>
<context>
    <name>WorkPage</name>
    <message>
        <source>Work</source>
        <translation>業務画面</translation>
    </message>
</context>
<context>
    <name>WrapUpTools</name>
    <message>
        <source>Extend wrap-up by {time}</source>
        <translation>後処理を{time}延長</translation>
    </message>
    <message>
        <source>Extend: {count} times still  Ctrl+Shift+E</source>
        <translation>延長（あと {count} 回）  Ctrl+Shift+E</translation>
    </message>
    <message>
        <source>not chosen</source>
        <translation>未選択</translation>
    </message>
    <message>
        <source>Next: {status}</source>
        <translation>次：{status}</translation>
    </message>
    <message>
        <source>What follows this wrap-up: {status}  Alt+9</source>
        <translation>後処理のあとの状態：{status}  Alt+9</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} 分</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
</context>
<context>
    <name>announcer</name>
    <message>
        <source>Incoming call: {facts}</source>
        <translation>着信: {facts}</translation>
    </message>
</context>
<context>
    <name>callback_menu</name>
    <message>
        <source>Mark as done</source>
        <translation>対応済みにする</translation>
    </message>
    <message>
        <source>In {count} minutes</source>
        <translation>{count} 分後</translation>
    </message>
    <message>
        <source>Choose a time…</source>
        <translation>時刻を選ぶ…</translation>
    </message>
    <message>
        <source>Call off…</source>
        <translation>取り消す…</translation>
    </message>
    <message>
        <source>It is yours already</source>
        <translation>すでに自分の担当です</translation>
    </message>
    <message>
        <source>Take it over</source>
        <translation>引き受ける</translation>
    </message>
    <message>
        <source>The group has been told already</source>
        <translation>すでにグループに通知されています</translation>
    </message>
    <message>
        <source>Give it to the group</source>
        <translation>グループに渡す</translation>
    </message>
    <message>
        <source>Give it to a colleague</source>
        <translation>同僚に渡す</translation>
    </message>
    <message>
        <source>Nobody else works in the group</source>
        <translation>このグループにほかの担当者がいません</translation>
    </message>
</context>
<context>
    <name>formats</name>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes}分{seconds}秒</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>番号非通知</translation>
    </message>
    <message>
        <source>{name}</source>
        <comment>a customer&apos;s name with the title of respect</comment>
        <translation>{name} 様</translation>
    </message>
</context>
<context>
    <name>help</name>
    <message>
        <source>Shown on the supervisors&apos; screens</source>
        <translation>管理者の画面に通知しました</translation>
    </message>
    <message>
        <source>No supervisor is at work now. It is shown as soon as one is.</source>
        <translation>業務中の管理者がいません。業務を開始した管理者に通知します。</translation>
    </message>
    <message>
        <source>{name} sees to it  {time}</source>
        <translation>{name}さんが対応します&#x3000;{time}</translation>
    </message>
    <message>
        <source>Nobody has reacted: all supervisors are told now</source>
        <translation>応答がないため、すべての管理者に通知しました</translation>
    </message>
    <message>
        <source>{name} asks for help</source>
        <translation>{name}さんがヘルプを要求しています</translation>
    </message>
    <message>
        <source>Ext. {extension}</source>
        <translation>内線 {extension}</translation>
    </message>
    <message>
        <source>nobody has reacted yet</source>
        <translation>まだ誰も対応していません</translation>
    </message>
</context>
<context>
    <name>history</name>
    <message>
        <source>called off</source>
        <translation>取り消し済み</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Answer</source>
        <translation>応答</translation>
    </message>
    <message>
        <source>Hang up or decline</source>
        <translation>切断・拒否</translation>
    </message>
    <message>
        <source>Hold, resume</source>
        <translation>保留・再開</translation>
    </message>
    <message>
        <source>Mute, unmute</source>
        <translation>ミュート・解除</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>転送</translation>
    </message>
    <message>
        <source>To the number field, or a second call</source>
        <translation>番号欄へ、通話中は発信を追加</translation>
    </message>
    <message>
        <source>Dial; during a call tones</source>
        <translation>番号入力、通話中はトーン送信</translation>
    </message>
    <message>
        <source>From the number field into the history</source>
        <translation>番号欄から履歴へ</translation>
    </message>
    <message>
        <source>Leave keypad, transfer or dialog</source>
        <translation>ダイヤル・転送・ダイアログを閉じる</translation>
    </message>
    <message>
        <source>Load or create the caller&apos;s customer</source>
        <translation>着信の顧客を読込・作成</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
    <message>
        <source>To the number to call</source>
        <translation>発信番号の欄へ</translation>
    </message>
    <message>
        <source>Available, wrap-up, away, break</source>
        <translation>受付可・後処理・離席・休憩</translation>
    </message>
    <message>
        <source>Slim bar or window</source>
        <translation>スリムバーとウィンドウの切替</translation>
    </message>
    <message>
        <source>Extend wrap-up</source>
        <translation>後処理を延長</translation>
    </message>
    <message>
        <source>What follows the wrap-up</source>
        <translation>後処理のあとの状態を選ぶ</translation>
    </message>
    <message>
        <source>Save all</source>
        <translation>全て保存</translation>
    </message>
    <message>
        <source>Find customer</source>
        <translation>顧客を検索</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>新規顧客</translation>
    </message>
    <message>
        <source>More about the customer</source>
        <translation>顧客のメニュー</translation>
    </message>
    <message>
        <source>Load the customer again</source>
        <translation>顧客の最新の情報を読み込む</translation>
    </message>
    <message>
        <source>Link the call to the customer</source>
        <translation>通話を顧客に紐づける</translation>
    </message>
    <message>
        <source>Copy name and numbers</source>
        <translation>名前と電話番号をコピー</translation>
    </message>
    <message>
        <source>Next customer</source>
        <translation>次の顧客</translation>
    </message>
    <message>
        <source>Close the customer</source>
        <translation>顧客を閉じる</translation>
    </message>
    <message>
        <source>To form, record, history</source>
        <translation>顧客情報・対応記録・履歴へ</translation>
    </message>
    <message>
        <source>Waiting calls, abandoned calls, callbacks</source>
        <translation>待ち呼、放棄呼、再架電</translation>
    </message>
    <message>
        <source>Seats</source>
        <translation>座席一覧</translation>
    </message>
    <message>
        <source>In the seat list: set a colleague&apos;s status</source>
        <translation>座席一覧：他のオペレーターの状態を変更</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>電話機</translation>
    </message>
    <message>
        <source>My customers</source>
        <translation>担当リスト</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Log off</source>
        <translation>ログオフ</translation>
    </message>
</context>
<context>
    <name>offers</name>
    <message>
        <source>Why is not known: the server stopped in between</source>
        <translation>理由の記録なし（途中でサーバーが停止）</translation>
    </message>
    <message>
        <source>{skill} at level {level}, {minimum} asked for</source>
        <translation>{skill} レベル {level}（条件 {minimum} 以上）</translation>
    </message>
    <message>
        <source>{reason}; {level}</source>
        <translation>{reason}、{level}</translation>
    </message>
    <message>
        <source>Idle for longest ({idle}), of {free} free</source>
        <translation>待機時間が最長（{idle}、空き {free} 名中）</translation>
    </message>
    <message>
        <source>Fewest calls today ({taken}), of {free} free</source>
        <translation>本日の応答数が最少（{taken} 件、空き {free} 名中）</translation>
    </message>
    <message>
        <source>Next in turn after {after}</source>
        <translation>順番（{after} の次）</translation>
    </message>
    <message>
        <source>Number {place} of the group, first of {free} free</source>
        <translation>登録順 {place} 番（空き {free} 名中の先頭）</translation>
    </message>
    <message>
        <source>Drawn by lot from {free} free</source>
        <translation>無作為（空き {free} 名中）</translation>
    </message>
    <message>
        <source>Most skilled of {free} free</source>
        <translation>スキルが最高（空き {free} 名中）</translation>
    </message>
    <message>
        <source>Talked with this number last</source>
        <translation>この番号の前回の担当者</translation>
    </message>
    <message>
        <source>Rings at all {free} who are free</source>
        <translation>一斉呼び出し（空き {free} 名）</translation>
    </message>
    <message>
        <source>Transferred by {by}</source>
        <translation>{by} からの転送</translation>
    </message>
    <message>
        <source>Came back: {number} did not take it</source>
        <translation>転送先 {number} が出ず、戻った</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>呼び出し中</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>応答なし</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>A colleague was faster</source>
        <translation>他のオペレーターが先に応答</translation>
    </message>
    <message>
        <source>Caller hung up</source>
        <translation>発信者が切断</translation>
    </message>
    <message>
        <source>Caller pressed a key</source>
        <translation>お客様がキーで離脱</translation>
    </message>
    <message>
        <source>Phone not reached</source>
        <translation>電話機に届かず</translation>
    </message>
    <message>
        <source>Exchange stopped</source>
        <translation>交換機が停止</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>応答</translation>
    </message>
    <message>
        <source>Broken off</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>{outcome} ・ {seconds}</source>
        <translation>{outcome} ・ {seconds}</translation>
    </message>
</context>
<context>
    <name>panel</name>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
</context>
<context>
    <name>parent</name>
    <message>
        <source>Request help</source>
        <translation>ヘルプを要求</translation>
    </message>
    <message>
        <source>Cancel request</source>
        <translation>要求をキャンセル</translation>
    </message>
    <message>
        <source>See to it</source>
        <translation>対応する</translation>
    </message>
</context>
<context>
    <name>quality</name>
    <message>
        <source>Good</source>
        <translation>良好</translation>
    </message>
    <message>
        <source>Slightly unstable</source>
        <translation>やや不安定</translation>
    </message>
    <message>
        <source>Unstable</source>
        <translation>不安定</translation>
    </message>
    <message>
        <source>Poor</source>
        <translation>不良</translation>
    </message>
    <message>
        <source>loss {percent} %</source>
        <translation>損失 {percent} %</translation>
    </message>
    <message>
        <source>jitter {ms} ms</source>
        <translation>ゆらぎ {ms} ms</translation>
    </message>
    <message>
        <source>round trip {ms} ms</source>
        <translation>往復 {ms} ms</translation>
    </message>
    <message>
        <source>{percent} % of the voice is lost. Use a network cable instead of Wi-Fi, or stop other transfers.</source>
        <translation>音声の {percent} % が届いていません。Wi-Fi を有線に替えるか、ほかの通信を止めてください。</translation>
    </message>
    <message>
        <source>The voice comes unevenly. Use a network cable instead of Wi-Fi, or stop other transfers.</source>
        <translation>音声の届く間隔が乱れています。Wi-Fi を有線に替えるか、ほかの通信を止めてください。</translation>
    </message>
    <message>
        <source>The way through the network is long. Try without VPN, or call again later.</source>
        <translation>ネットワークの遅延が大きくなっています。VPN を外すか、しばらくしてからかけ直してください。</translation>
    </message>
</context>
<context>
    <name>reasons</name>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>No reason</source>
        <translation>理由なし</translation>
    </message>
</context>
<context>
    <name>seats</name>
    <message>
        <source>This is your own seat.</source>
        <translation>自分の座席です。</translation>
    </message>
    <message>
        <source>Not at work now.</source>
        <translation>業務中ではありません。</translation>
    </message>
    <message>
        <source>The phone is not connected.</source>
        <translation>電話機が接続されていません。</translation>
    </message>
    <message>
        <source>On another call.</source>
        <translation>通話中のため発信できません。</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>発信</translation>
    </message>
    <message>
        <source>Set the status of {name}</source>
        <translation>{name} さんの状態を変更</translation>
    </message>
    <message>
        <source>Log off</source>
        <translation>ログオフ</translation>
    </message>
    <message>
        <source>Log {name} off</source>
        <translation>{name} さんをログオフする</translation>
    </message>
    <message>
        <source>After the call: {status}</source>
        <translation>通話後：{status}</translation>
    </message>
    <message>
        <source>This is the status now.</source>
        <translation>現在この状態です。</translation>
    </message>
    <message>
        <source>On a call.</source>
        <translation>通話中です。</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Set by your administrator</source>
        <translation>管理者が設定しています</translation>
    </message>
    <message>
        <source>G.722 (wideband)</source>
        <translation>G.722（広帯域）</translation>
    </message>
    <message>
        <source>Speex (wideband)</source>
        <translation>Speex（広帯域）</translation>
    </message>
</context>
<context>
    <name>shift</name>
    <message>
        <source>You are not in wrap-up.</source>
        <translation>後処理中ではありません。</translation>
    </message>
    <message>
        <source>This wrap-up does not end by itself.</source>
        <translation>この後処理は自動では終わりません。</translation>
    </message>
    <message>
        <source>Take the time you need.</source>
        <translation>必要な時間をお使いください。</translation>
    </message>
    <message>
        <source>This wrap-up can&apos;t be extended any more.</source>
        <translation>この後処理はこれ以上延長できません。</translation>
    </message>
    <message>
        <source>Choose Away if you need more time.</source>
        <translation>時間が必要な場合は離席を選んでください。</translation>
    </message>
    <message>
        <source>There is no call and no wrap-up to wait for.</source>
        <translation>終了を待つ通話や後処理がありません。</translation>
    </message>
    <message>
        <source>Choose the status directly.</source>
        <translation>状態を直接選んでください。</translation>
    </message>
    <message>
        <source>This reason is not offered any more.</source>
        <translation>この理由は現在使用できません。</translation>
    </message>
    <message>
        <source>Log in again to see those that there are now.</source>
        <translation>現在の理由を表示するには、ログインし直してください。</translation>
    </message>
    <message>
        <source>Say why.</source>
        <translation>理由を指定してください。</translation>
    </message>
    <message>
        <source>Choose one of the reasons.</source>
        <translation>理由を1つ選んでください。</translation>
    </message>
    <message>
        <source>{operator_name} is not at work now.</source>
        <translation>{operator_name} さんは業務中ではありません。</translation>
    </message>
    <message>
        <source>{operator_name} is in a call.</source>
        <translation>{operator_name} さんは通話中です。</translation>
    </message>
    <message>
        <source>Choose what follows the call instead, or wait until it is over.</source>
        <translation>通話後の状態を選ぶか、通話が終わるまでお待ちください。</translation>
    </message>
    <message>
        <source>The phone of {operator_name} is not connected.</source>
        <translation>{operator_name} さんの電話機が接続されていません。</translation>
    </message>
    <message>
        <source>It is possible again as soon as the phone is registered.</source>
        <translation>電話機が登録されると、操作できます。</translation>
    </message>
    <message>
        <source>{operator_name} is in this status already.</source>
        <translation>{operator_name} さんはすでにこの状態です。</translation>
    </message>
    <message>
        <source>{operator_name} has logged you off.</source>
        <translation>{operator_name} さんがあなたをログオフしました。</translation>
    </message>
    <message>
        <source>Log in again to go on.</source>
        <translation>続けるには、もう一度ログインしてください。</translation>
    </message>
    <message>
        <source>This colleague does not work in the group any more.</source>
        <translation>この担当者は作業グループにいません。</translation>
    </message>
    <message>
        <source>Choose someone else, or give it to the group.</source>
        <translation>別の人を選ぶか、グループに渡してください。</translation>
    </message>
    <message>
        <source>This callback is not yours to change.</source>
        <translation>この再架電は変更できません。</translation>
    </message>
    <message>
        <source>Its assignee or a supervisor can, or take it over first.</source>
        <translation>変更できるのは担当者とスーパーバイザーです。引き受けてから変更してください。</translation>
    </message>
    <message>
        <source>{operator_name} has called this callback off already.</source>
        <translation>この再架電は{operator_name}さんが取り消しました。</translation>
    </message>
    <message>
        <source>You have asked for help already.</source>
        <translation>すでにヘルプを要求しています。</translation>
    </message>
    <message>
        <source>Help is not wanted any more.</source>
        <translation>ヘルプの要求はもうありません。</translation>
    </message>
    <message>
        <source>{operator_name} sees to it already.</source>
        <translation>{operator_name}さんがすでに対応しています。</translation>
    </message>
    <message>
        <source>{name} has set your status: {status_words}</source>
        <translation>{name} さんがあなたの状態を変更しました：{status_words}</translation>
    </message>
    <message>
        <source>{name} has set what follows your call: {status_words}</source>
        <translation>{name} さんが通話後の状態を指定しました：{status_words}</translation>
    </message>
    <message>
        <source>{name} is in a call. {status_words} follows it.</source>
        <translation>{name} さんは通話中です。通話後に「{status_words}」になります。</translation>
    </message>
    <message>
        <source>{name} sees to your request for help.</source>
        <translation>{name}さんがヘルプの要求に対応しています。</translation>
    </message>
</context>
<context>
    <name>status</name>
    <message>
        <source>Offline</source>
        <translation>オフライン</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>後処理</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>受付中</translation>
    </message>
    <message>
        <source>Dialing</source>
        <translation>発信中</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>着信中</translation>
    </message>
    <message>
        <source>Talking (out)</source>
        <translation>通話中（発信）</translation>
    </message>
    <message>
        <source>Talking (in)</source>
        <translation>通話中（着信）</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>離席</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>休憩</translation>
    </message>
    <message>
        <source>No phone</source>
        <translation>電話機未接続</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>応答なし</translation>
    </message>
    <message>
        <source>{status} ({reason})</source>
        <translation>{status}（{reason}）</translation>
    </message>
    <message>
        <source>too long</source>
        <translation>時間超過</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Help requested</source>
        <translation>ヘルプ要求</translation>
    </message>
    <message>
        <source>Being helped</source>
        <translation>ヘルプ対応中</translation>
    </message>
    <message>
        <source>Inbound ・ one at a time</source>
        <translation>インバウンド ・ 順次配信</translation>
    </message>
    <message>
        <source>Inbound ・ all ring</source>
        <translation>インバウンド ・ 一斉配信</translation>
    </message>
    <message>
        <source>Preview calling</source>
        <translation>プレビュー発信</translation>
    </message>
    <message>
        <source>Predictive calling</source>
        <translation>プレディクティブ発信</translation>
    </message>
</context>
<context>
    <name>transfer</name>
    <message>
        <source>The call is being transferred.</source>
        <translation>転送の途中です。</translation>
    </message>
    <message>
        <source>Transfer it, or go back to the customer first.</source>
        <translation>転送するか、お客様との通話に戻ってから操作してください。</translation>
    </message>
    <message>
        <source>There is no transfer now.</source>
        <translation>転送中の通話はありません。</translation>
    </message>
    <message>
        <source>The customer is not yours yet.</source>
        <translation>お客様はまだ転送されていません。</translation>
    </message>
    <message>
        <source>Your colleague hands the customer over first.</source>
        <translation>転送元のオペレーターが引き継ぐと操作できます。</translation>
    </message>
    <message>
        <source>You are in a conference already.</source>
        <translation>すでに三者通話中です。</translation>
    </message>
    <message>
        <source>{operator_name} can&apos;t take a call now.</source>
        <translation>{operator_name}さんは今、電話を受けられません。</translation>
    </message>
    <message>
        <source>Choose someone else, or a work group.</source>
        <translation>他の人か作業グループを選んでください。</translation>
    </message>
    <message>
        <source>Not transferred: {number} is busy.</source>
        <translation>転送できませんでした。{number}は通話中です。</translation>
    </message>
    <message>
        <source>Not transferred: {number} does not answer.</source>
        <translation>転送できませんでした。{number}が応答しません。</translation>
    </message>
    <message>
        <source>Not transferred: {number} declined.</source>
        <translation>転送できませんでした。{number}が受けませんでした。</translation>
    </message>
    <message>
        <source>Not transferred: {number} can&apos;t be reached.</source>
        <translation>転送できませんでした。{number}につながりません。</translation>
    </message>
    <message>
        <source>{number} hung up.</source>
        <translation>{number}が電話を切りました。</translation>
    </message>
    <message>
        <source>This is your own extension.</source>
        <translation>ご自分の内線番号です。</translation>
    </message>
    <message>
        <source>{name} can&apos;t take a call now: {status}</source>
        <translation>{name}さんは今、電話を受けられません（{status}）。</translation>
    </message>
    <message>
        <source>Choose someone else.</source>
        <translation>他の人を選んでください。</translation>
    </message>
    <message>
        <source>Nobody can be reached there.</source>
        <translation>その番号にはつながりません。</translation>
    </message>
    <message>
        <source>Check the number, or choose from the list.</source>
        <translation>番号を確認するか、一覧から選んでください。</translation>
    </message>
    <message>
        <source>Nobody works in {name} now.</source>
        <translation>{name}にはいま担当者がいません。</translation>
    </message>
    <message>
        <source>Choose someone else, or another work group.</source>
        <translation>ほかの人か、ほかの作業グループを選んでください。</translation>
    </message>
    <message>
        <source>You are back with the customer.</source>
        <translation>お客様との通話に戻りました。</translation>
    </message>
    <message>
        <source>Not transferred: the telephone exchange stopped.</source>
        <translation>転送できませんでした。電話交換機が停止しました。</translation>
    </message>
    <message>
        <source>Back from {target}: busy</source>
        <translation>{target}が通話中のため戻りました</translation>
    </message>
    <message>
        <source>Back from {target}: no answer</source>
        <translation>{target}が応答しないため戻りました</translation>
    </message>
    <message>
        <source>Back from {target}: declined</source>
        <translation>{target}が受けなかったため戻りました</translation>
    </message>
    <message>
        <source>Back from {target}: can&apos;t be reached</source>
        <translation>{target}につながらないため戻りました</translation>
    </message>
    <message>
        <source>Back from {target}: hung up</source>
        <translation>{target}が切断したため戻りました</translation>
    </message>
    <message>
        <source>Back from {target}: the telephone exchange stopped</source>
        <translation>電話交換機が停止したため戻りました</translation>
    </message>
    <message>
        <source>Conference with {name}</source>
        <translation>{name} と三者通話中</translation>
    </message>
    <message>
        <source>Talking with {name}, the customer hears music</source>
        <translation>{name} と通話中（お客様は保留音）</translation>
    </message>
    <message>
        <source>Transferred by {name}</source>
        <translation>{name}さんからの転送</translation>
    </message>
</context>
<context>
    <name>tray</name>
    <message>
        <source>Ringing: {name}</source>
        <translation>着信中: {name}</translation>
    </message>
    <message>
        <source>In a call: {name}</source>
        <translation>通話中: {name}</translation>
    </message>
    <message>
        <source>Phone is starting</source>
        <translation>電話機を起動しています</translation>
    </message>
    <message>
        <source>Do not disturb: calls are refused</source>
        <translation>応答不可（着信を断っています）</translation>
    </message>
    <message>
        <source>Missed calls: {count}</source>
        <translation>不在着信 {count} 件</translation>
    </message>
    <message>
        <source>Missed call</source>
        <translation>不在着信</translation>
    </message>
    <message>
        <source>The phone goes on</source>
        <translation>電話は動作を続けます</translation>
    </message>
    <message>
        <source>Calls still ring. Open the window or quit from this icon.</source>
        <translation>着信は引き続き鳴ります。ウィンドウの表示や終了は、このアイコンから行えます。</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>Login ID or password is wrong.</source>
        <translation>ログインIDまたはパスワードが違います。</translation>
    </message>
    <message>
        <source>Check both and try again.</source>
        <translation>確かめて、もう一度入力してください。</translation>
    </message>
    <message>
        <source>Too many failed attempts.</source>
        <translation>ログインの失敗が続きました。</translation>
    </message>
    <message>
        <source>Wait {retry_after_seconds} s, then try again, or ask your administrator.</source>
        <translation>{retry_after_seconds} 秒待ってからもう一度試すか、管理者に連絡してください。</translation>
    </message>
    <message>
        <source>There is no extension {extension}.</source>
        <translation>内線番号 {extension} はありません。</translation>
    </message>
    <message>
        <source>Check the number of your phone.</source>
        <translation>電話機の番号を確かめてください。</translation>
    </message>
    <message>
        <source>Extension {extension} is in use by {operator_name}.</source>
        <translation>内線番号 {extension} は {operator_name} さんが使っています。</translation>
    </message>
    <message>
        <source>Use another extension, or have the other one logged off.</source>
        <translation>別の内線番号を使うか、ログオフしてもらってください。</translation>
    </message>
    <message>
        <source>This program and the server do not fit together.</source>
        <translation>このプログラムとサーバーのバージョンが合いません。</translation>
    </message>
    <message>
        <source>Their versions differ too much. Ask your administrator for an update.</source>
        <translation>更新が必要です。管理者に連絡してください。</translation>
    </message>
    <message>
        <source>You have been logged off.</source>
        <translation>ログオフされました。</translation>
    </message>
    <message>
        <source>The session has ended. Log in again.</source>
        <translation>セッションが終わりました。もう一度ログインしてください。</translation>
    </message>
    <message>
        <source>You have been logged off here.</source>
        <translation>この端末ではログオフされました。</translation>
    </message>
    <message>
        <source>The same operator logged in at another place. Log in again to work here.</source>
        <translation>同じオペレーターが別の端末でログインしました。ここで続けるには、もう一度ログインしてください。</translation>
    </message>
    <message>
        <source>You do not have the right to do this.</source>
        <translation>この操作の権限がありません。</translation>
    </message>
    <message>
        <source>Ask your administrator.</source>
        <translation>管理者に連絡してください。</translation>
    </message>
    <message>
        <source>No work group is chosen.</source>
        <translation>作業グループが選ばれていません。</translation>
    </message>
    <message>
        <source>Tick at least one, then start work.</source>
        <translation>1 つ以上選んでから、業務を開始してください。</translation>
    </message>
    <message>
        <source>You are not a member of this work group.</source>
        <translation>この作業グループのメンバーではありません。</translation>
    </message>
    <message>
        <source>Work has not started.</source>
        <translation>業務が始まっていません。</translation>
    </message>
    <message>
        <source>Start work first.</source>
        <translation>先に業務を開始してください。</translation>
    </message>
    <message>
        <source>This can&apos;t be done during a call.</source>
        <translation>通話中はできません。</translation>
    </message>
    <message>
        <source>End the call first.</source>
        <translation>通話を終えてから押してください。</translation>
    </message>
    <message>
        <source>This can&apos;t be done while a call is ringing.</source>
        <translation>着信中はできません。</translation>
    </message>
    <message>
        <source>Answer the call first.</source>
        <translation>先に電話に出てください。</translation>
    </message>
    <message>
        <source>Your phone is not connected.</source>
        <translation>電話機が接続されていません。</translation>
    </message>
    <message>
        <source>It is possible again as soon as the phone is registered.</source>
        <translation>電話機が登録されると、操作できます。</translation>
    </message>
    <message>
        <source>You are in this status now.</source>
        <translation>現在のステータスです。</translation>
    </message>
    <message>
        <source>There is no call now.</source>
        <translation>通話がありません。</translation>
    </message>
    <message>
        <source>The call is not connected yet.</source>
        <translation>まだ通話がつながっていません。</translation>
    </message>
    <message>
        <source>Answer it first.</source>
        <translation>先に電話に出てください。</translation>
    </message>
    <message>
        <source>The call is on hold already.</source>
        <translation>すでに保留中です。</translation>
    </message>
    <message>
        <source>The call is not on hold.</source>
        <translation>保留中ではありません。</translation>
    </message>
    <message>
        <source>The telephone exchange does not answer.</source>
        <translation>電話交換機が応答しません。</translation>
    </message>
    <message>
        <source>The server is restarting it. Try again in a few seconds.</source>
        <translation>サーバーが再起動しています。数秒後にもう一度試してください。</translation>
    </message>
    <message>
        <source>This customer no longer exists.</source>
        <translation>この顧客はもうありません。</translation>
    </message>
    <message>
        <source>Someone may have deleted the entry.</source>
        <translation>ほかの人が削除した可能性があります。</translation>
    </message>
    <message>
        <source>This contact record no longer exists.</source>
        <translation>この対応記録はもうありません。</translation>
    </message>
    <message>
        <source>There is no recording of this call.</source>
        <translation>この通話の録音はありません。</translation>
    </message>
    <message>
        <source>Not saved: some fields need a correction.</source>
        <translation>保存できません。入力に誤りがあります。</translation>
    </message>
    <message>
        <source>See the fields marked in red.</source>
        <translation>赤い項目を直してください。</translation>
    </message>
    <message>
        <source>Someone else saved first.</source>
        <translation>ほかの人が先に保存しました。</translation>
    </message>
    <message>
        <source>Look at the differences, then save again. Your input is kept.</source>
        <translation>違いを確かめて、もう一度保存してください。入力は残っています。</translation>
    </message>
    <message>
        <source>Only the operator who saved this record can edit it.</source>
        <translation>編集できるのは、保存した本人だけです。</translation>
    </message>
    <message>
        <source>A record can be edited only on the day it was saved.</source>
        <translation>編集できるのは、保存した当日だけです。</translation>
    </message>
    <message>
        <source>This callback is not yours any more.</source>
        <translation>この再架電の担当ではなくなりました。</translation>
    </message>
    <message>
        <source>A colleague took it, or it was done meanwhile.</source>
        <translation>ほかのオペレーターが対応中か、対応済みです。</translation>
    </message>
    <message>
        <source>{operator_name} is making this call already.</source>
        <translation>{operator_name}さんが対応中です。</translation>
    </message>
    <message>
        <source>The present password is wrong.</source>
        <translation>現在のパスワードが違います。</translation>
    </message>
    <message>
        <source>Type it again.</source>
        <translation>もう一度入力してください。</translation>
    </message>
    <message>
        <source>The new password can&apos;t be used.</source>
        <translation>この新しいパスワードは使えません。</translation>
    </message>
    <message>
        <source>It needs 8 or more characters with capitals, small letters, digits and symbols, and must be new.</source>
        <translation>8 文字以上で、大文字・小文字・数字・記号をすべて含み、現在と異なるものにしてください。</translation>
    </message>
    <message>
        <source>This is no picture that can be used.</source>
        <translation>この画像は使えません。</translation>
    </message>
    <message>
        <source>Choose a PNG or JPEG file of at most 4096 × 4096 pixels.</source>
        <translation>4096 × 4096 ピクセル以下の PNG または JPEG を選んでください。</translation>
    </message>
    <message>
        <source>There is no picture of this operator.</source>
        <translation>このオペレーターの画像はありません。</translation>
    </message>
    <message>
        <source>The server did not understand the request.</source>
        <translation>サーバーが要求を理解できませんでした。</translation>
    </message>
    <message>
        <source>Update the program, or tell your administrator.</source>
        <translation>プログラムを更新するか、管理者に連絡してください。</translation>
    </message>
    <message>
        <source>This is too much text.</source>
        <translation>文字が多すぎます。</translation>
    </message>
    <message>
        <source>Shorten it, then save again.</source>
        <translation>短くして、もう一度保存してください。</translation>
    </message>
    <message>
        <source>Too many requests in a short time.</source>
        <translation>短い時間に操作が多すぎます。</translation>
    </message>
    <message>
        <source>Wait a moment, then try again.</source>
        <translation>少し待って、もう一度試してください。</translation>
    </message>
    <message>
        <source>The same request was sent twice with different content.</source>
        <translation>同じ要求が違う内容で送られました。</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>もう一度試してください。</translation>
    </message>
    <message>
        <source>The server does not know this.</source>
        <translation>サーバーに見つかりません。</translation>
    </message>
    <message>
        <source>Check the server address.</source>
        <translation>接続先を確かめてください。</translation>
    </message>
    <message>
        <source>Call taken by {name}</source>
        <translation>{name}さんが応答しました</translation>
    </message>
    <message>
        <source>Too long, shorten it</source>
        <translation>文字が多すぎます。短くしてください</translation>
    </message>
    <message>
        <source>Unsaved input of a work group that is not yours any more</source>
        <translation>もう所属していない業務グループの、保存していない入力があります</translation>
    </message>
    <message>
        <source>{name} (draft of {time}). Copy what you still need.</source>
        <translation>{name}（{time} の下書き）。必要な内容はコピーしてください。</translation>
    </message>
    <message>
        <source>{name} is not registered any more.</source>
        <translation>{name} はもう登録されていません。</translation>
    </message>
    <message>
        <source>Your input is kept: save it as a new customer, or copy what you need.</source>
        <translation>入力は残っています。新しいお客様として保存するか、必要な内容をコピーしてください。</translation>
    </message>
    <message>
        <source>The server&apos;s disk is full: it can&apos;t save anything now.</source>
        <translation>サーバーのディスクがいっぱいで、今は何も保存できません。</translation>
    </message>
    <message>
        <source>Your input stays here. Tell your administrator, and save again when there is room.</source>
        <translation>入力はこの画面に残っています。管理者に連絡し、空きができてからもう一度保存してください。</translation>
    </message>
    <message>
        <source>The server can&apos;t use its database now.</source>
        <translation>サーバーが今データベースを使えません。</translation>
    </message>
    <message>
        <source>Your input stays here. Save again in a moment; if it stays, tell your administrator.</source>
        <translation>入力はこの画面に残っています。少し待ってもう一度保存し、続くときは管理者に連絡してください。</translation>
    </message>
    <message>
        <source>The server had an internal fault.</source>
        <translation>サーバーの内部で障害が起きました。</translation>
    </message>
    <message>
        <source>Can&apos;t reach the server.</source>
        <translation>サーバーに接続できません。</translation>
    </message>
    <message>
        <source>Its name is not known. Check the server address and the network.</source>
        <translation>サーバーの名前が見つかりません。接続先とネットワークを確かめてください。</translation>
    </message>
    <message>
        <source>Nothing answers at this address. The server may be stopped or restarting.</source>
        <translation>この接続先から応答がありません。サーバーが停止中か再起動中の可能性があります。</translation>
    </message>
    <message>
        <source>It does not answer in time. Check the network.</source>
        <translation>時間内に応答がありません。ネットワークを確かめてください。</translation>
    </message>
    <message>
        <source>Its certificate is not trusted. Nothing was sent. Ask your administrator to install the certificate.</source>
        <translation>証明書を信頼できません。何も送信していません。管理者に証明書の設定を依頼してください。</translation>
    </message>
    <message>
        <source>Another program answers at this address. Check the server address.</source>
        <translation>この接続先は別のプログラムです。接続先を確かめてください。</translation>
    </message>
    <message>
        <source>This value can&apos;t be used. Correct it in the settings.</source>
        <translation>この値は使えません。設定で直してください。</translation>
    </message>
    <message>
        <source>The setting is not changed.</source>
        <translation>設定は変更されていません。</translation>
    </message>
    <message>
        <source>This version does not know it. Ask your administrator.</source>
        <translation>このバージョンにない設定です。管理者に連絡してください。</translation>
    </message>
    <message>
        <source>The text is too long. Shorten it.</source>
        <translation>文字が多すぎます。短くしてください。</translation>
    </message>
    <message>
        <source>Type an address such as https://host or https://host:8443.</source>
        <translation>https://host や https://host:8443 の形で入力してください。</translation>
    </message>
    <message>
        <source>Type a whole number.</source>
        <translation>整数を入力してください。</translation>
    </message>
    <message>
        <source>The number is too small or too large.</source>
        <translation>数値が小さすぎるか、大きすぎます。</translation>
    </message>
    <message>
        <source>Type a SIP server such as sip.example.jp or sip.example.jp:5061.</source>
        <translation>sip.example.jp または sip.example.jp:5061 のように入力してください。</translation>
    </message>
    <message>
        <source>Press Ctrl, Alt or Shift together with a letter, a digit or an F key.</source>
        <translation>Ctrl・Alt・Shift と、英字・数字・F キーを組み合わせて押してください。</translation>
    </message>
    <message>
        <source>Your administrator has set it.</source>
        <translation>管理者が設定した項目です。</translation>
    </message>
    <message>
        <source>Can&apos;t reach the server</source>
        <translation>サーバーに接続できません</translation>
    </message>
    <message>
        <source>The network is down. A call that is up goes on, your input is kept. Reconnecting by itself.</source>
        <translation>接続が切れました。通話中の場合、通話は続きます。入力は保存してあります。自動で再接続します。</translation>
    </message>
    <message>
        <source>The phone has stopped</source>
        <translation>電話機能が停止しました</translation>
    </message>
    <message>
        <source>It is being started again. If you were on a call, it has ended.</source>
        <translation>再起動しています。通話中の電話は切れました。</translation>
    </message>
    <message>
        <source>The telephone exchange has stopped</source>
        <translation>電話交換機が停止しました</translation>
    </message>
    <message>
        <source>The server is restarting it. Calls have ended; what you typed is kept.</source>
        <translation>サーバーが再起動しています。通話は切れましたが、入力は残っています。</translation>
    </message>
    <message>
        <source>The call was cut off</source>
        <translation>通話が切れました</translation>
    </message>
    <message>
        <source>The telephone exchange stopped and is being restarted. What you typed is kept.</source>
        <translation>電話交換機が停止したため、再起動しています。入力内容は残っています。</translation>
    </message>
    <message>
        <source>The connection to your phone was lost. What you typed is kept.</source>
        <translation>電話機との接続が切れました。入力内容は残っています。</translation>
    </message>
    <message>
        <source>A call was not answered in time</source>
        <translation>時間内に応答がありませんでした</translation>
    </message>
    <message>
        <source>It goes to a colleague. Press Ready when you can take calls again.</source>
        <translation>ほかの担当に回しました。受けられるようになったら「受付可」を押してください。</translation>
    </message>
    <message>
        <source>It rings first, then the customer is called. Call again and pick it up.</source>
        <translation>先にお手元の電話機が鳴り、応答するとお客様を呼び出します。もう一度発信し、電話機に出てください。</translation>
    </message>
    <message>
        <source>Phone not connected</source>
        <translation>電話機未接続</translation>
    </message>
    <message>
        <source>Unsaved input was found</source>
        <translation>前回の入力が残っています</translation>
    </message>
    <message>
        <source>{name} (draft of {time})</source>
        <translation>{name}（{time} の下書き）</translation>
    </message>
    <message>
        <source>No microphone found</source>
        <translation>マイクが見つかりません</translation>
    </message>
    <message>
        <source>Plug in a headset. The caller can&apos;t hear you.</source>
        <translation>ヘッドセットを接続してください。声が相手に届きません。</translation>
    </message>
    <message>
        <source>No speaker found</source>
        <translation>スピーカーが見つかりません</translation>
    </message>
    <message>
        <source>Plug in a headset. You can&apos;t hear the caller.</source>
        <translation>ヘッドセットを接続してください。相手の声が聞こえません。</translation>
    </message>
    <message>
        <source>No microphone and no speaker found</source>
        <translation>マイクもスピーカーも見つかりません</translation>
    </message>
    <message>
        <source>Plug in a headset. You can&apos;t hear each other.</source>
        <translation>ヘッドセットを接続してください。お互いの声が聞こえません。</translation>
    </message>
    <message>
        <source>The recording could not be written</source>
        <translation>録音を保存できませんでした</translation>
    </message>
    <message>
        <source>The ring tone can&apos;t be played</source>
        <translation>着信音を再生できません</translation>
    </message>
    <message>
        <source>The call sounds bad</source>
        <translation>通話の音質が悪くなっています</translation>
    </message>
    <message>
        <source>Try again; if it stays, tell your administrator.</source>
        <translation>もう一度試し、続くときは管理者に連絡してください。</translation>
    </message>
    <message>
        <source>The phone can&apos;t be started</source>
        <translation>電話機能を起動できません</translation>
    </message>
    <message>
        <source>Restart the program; if it stays, tell your administrator.</source>
        <translation>プログラムを再起動し、続くときは管理者に連絡してください。</translation>
    </message>
    <message>
        <source>Answer on your hard phone</source>
        <translation>固定電話機で応答してください</translation>
    </message>
    <message>
        <source>The phone does not ring any more</source>
        <translation>電話はもう鳴っていません</translation>
    </message>
    <message>
        <source>The call may have ended. Wait for the next one.</source>
        <translation>着信が終わった可能性があります。次の着信をお待ちください。</translation>
    </message>
    <message>
        <source>There is no server address.</source>
        <translation>接続先が設定されていません。</translation>
    </message>
    <message>
        <source>Enter it under Change server.</source>
        <translation>「接続先を変更」で入力してください。</translation>
    </message>
    <message>
        <source>The phone has no account yet</source>
        <translation>電話のアカウントが未設定です</translation>
    </message>
    <message>
        <source>Enter server and user in the settings.</source>
        <translation>設定でサーバーとユーザーを入力してください。</translation>
    </message>
    <message>
        <source>What was being saved when the program ended is saved: {name}</source>
        <translation>前回の終了時に途中だった保存が完了しました（{name}）</translation>
    </message>
    <message>
        <source>Your input can&apos;t be kept as a draft</source>
        <translation>入力を下書きに保存できません</translation>
    </message>
    <message>
        <source>The disk refuses ({why}). Save soon, and tell your administrator; it is tried again.</source>
        <translation>ディスクに書き込めません（{why}）。早めに保存し、管理者に連絡してください。自動でやり直します。</translation>
    </message>
    <message>
        <source>The phone could not do this</source>
        <translation>電話の操作ができませんでした</translation>
    </message>
    <message>
        <source>Not set up</source>
        <translation>未設定</translation>
    </message>
    <message>
        <source>Registering</source>
        <translation>登録しています</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>登録済み</translation>
    </message>
    <message>
        <source>The server refuses user or password. Check the account.</source>
        <translation>ユーザーまたはパスワードが違います。アカウントを確かめてください。</translation>
    </message>
    <message>
        <source>The server does not know this user. Check the account.</source>
        <translation>このユーザーは登録されていません。アカウントを確かめてください。</translation>
    </message>
    <message>
        <source>The server does not answer. Trying again by itself.</source>
        <translation>サーバーが応答しません。自動でやり直します。</translation>
    </message>
    <message>
        <source>The server can&apos;t be reached. Trying again by itself.</source>
        <translation>サーバーに接続できません。自動でやり直します。</translation>
    </message>
    <message>
        <source>The name of the SIP server is not known. Check its name and the network.</source>
        <translation>SIP サーバーの名前が見つかりません。名前とネットワークを確かめてください。</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not trusted. Nothing was sent. Ask your administrator to install it.</source>
        <translation>サーバーの証明書を信頼できません。何も送信していません。管理者に証明書の登録を依頼してください。</translation>
    </message>
    <message>
        <source>The certificate belongs to a server of another name. Nothing was sent. Check the SIP server.</source>
        <translation>証明書の名前がサーバーの名前と違います。何も送信していません。SIP サーバーを確かめてください。</translation>
    </message>
    <message>
        <source>The server&apos;s certificate has expired, or this PC&apos;s clock is wrong. Nothing was sent. Tell your administrator.</source>
        <translation>サーバーの証明書の期限が切れているか、この PC の日時が違います。何も送信していません。管理者に連絡してください。</translation>
    </message>
    <message>
        <source>The server does not speak TLS 1.2 or newer there. Nothing was sent. Check port and transport.</source>
        <translation>サーバーのこのポートは TLS 1.2 以降に対応していません。何も送信していません。ポートと接続方式を確かめてください。</translation>
    </message>
    <message>
        <source>The server has a fault. Trying again by itself.</source>
        <translation>サーバーに障害があります。自動でやり直します。</translation>
    </message>
    <message>
        <source>The server refuses the phone. Ask your administrator.</source>
        <translation>サーバーが電話機を拒否しました。管理者に連絡してください。</translation>
    </message>
    <message>
        <source>The customer hung up</source>
        <translation>お客様が切断しました</translation>
    </message>
    <message>
        <source>You hung up</source>
        <translation>切断しました</translation>
    </message>
    <message>
        <source>Ended: the phone was disconnected</source>
        <translation>電話機の接続が切れて終了しました</translation>
    </message>
    <message>
        <source>Ended: the telephone exchange stopped</source>
        <translation>電話交換機が停止して終了しました</translation>
    </message>
    <message>
        <source>Not answered in time</source>
        <translation>時間内に応答がありませんでした</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>拒否しました</translation>
    </message>
    <message>
        <source>A colleague took the call</source>
        <translation>ほかの担当者が応答しました</translation>
    </message>
    <message>
        <source>The caller hung up before the answer</source>
        <translation>応答の前に切れました</translation>
    </message>
    <message>
        <source>{keys} is taken</source>
        <translation>{keys} は使用中です</translation>
    </message>
    <message>
        <source>Another program holds this key. Choose another one in the settings.</source>
        <translation>ほかのプログラムが使っています。設定で別のキーを選んでください。</translation>
    </message>
    <message>
        <source>This keyboard has no {keys}</source>
        <translation>このキーボードに {keys} はありません</translation>
    </message>
    <message>
        <source>Choose another global key in the settings.</source>
        <translation>設定で別のグローバルキーを選んでください。</translation>
    </message>
    <message>
        <source>Global keys do not work here</source>
        <translation>グローバルキーは使えません</translation>
    </message>
    <message>
        <source>This system gives no program keys while another is in front. The keys in the window work.</source>
        <translation>この環境では、ほかのプログラムの使用中にキーを受け取れません。このウィンドウのキーは使えます。</translation>
    </message>
    <message>
        <source>The diagnostics file could not be written</source>
        <translation>診断ファイルを書き込めませんでした</translation>
    </message>
    <message>
        <source>The disk refuses ({why}). Choose another folder.</source>
        <translation>ディスクに書き込めません（{why}）。別のフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>A sound device was unplugged</source>
        <translation>音声機器が外れました</translation>
    </message>
    <message>
        <source>{device} is used until {gone} is back.</source>
        <translation>{gone} が戻るまで {device} を使います。</translation>
    </message>
    <message>
        <source>The sound device is back</source>
        <translation>音声機器が戻りました</translation>
    </message>
    <message>
        <source>A built-in one rings instead of {file}. Choose another in the settings.</source>
        <translation>{file} の代わりに内蔵の着信音を鳴らします。設定で選び直してください。</translation>
    </message>
    <message>
        <source>There is no call to repeat yet.</source>
        <translation>かけ直せる発信がまだありません。</translation>
    </message>
    <message>
        <source>This number can&apos;t be called.</source>
        <translation>この番号には発信できません。</translation>
    </message>
    <message>
        <source>Check {number}.</source>
        <translation>{number} を確かめてください。</translation>
    </message>
    <message>
        <source>The call history can&apos;t be read now.</source>
        <translation>通話履歴を読み込めません。</translation>
    </message>
    <message>
        <source>The disk does not answer. Try again later.</source>
        <translation>ディスクが応答しません。しばらくしてから開き直してください。</translation>
    </message>
    <message>
        <source>The connection was lost. Call again.</source>
        <translation>接続が切れました。かけ直してください。</translation>
    </message>
    <message>
        <source>The call was not transferred</source>
        <translation>転送できませんでした</translation>
    </message>
    <message>
        <source>{why}. You are back with the caller.</source>
        <translation>{why}。元の通話に戻りました。</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>しばらくしてからかけ直してください。</translation>
    </message>
    <message>
        <source>Check the number.</source>
        <translation>番号を確かめてください。</translation>
    </message>
    <message>
        <source>No calls can be made in this status.</source>
        <translation>このステータスでは発信できません。</translation>
    </message>
    <message>
        <source>Press Ready or Wrap-up first.</source>
        <translation>「受付可」または「後処理」を押してから発信してください。</translation>
    </message>
    <message>
        <source>{number} can&apos;t be called: it is neither a telephone number nor an extension here.</source>
        <translation>{number} には発信できません。電話番号でも、ここの内線番号でもありません。</translation>
    </message>
    <message>
        <source>Check the number; outside numbers need their area code.</source>
        <translation>番号を確認してください。外線は市外局番から入力します。</translation>
    </message>
    <message>
        <source>{number} is not called from here: it is an emergency or special number.</source>
        <translation>{number} は緊急・特殊番号のため、ここからは発信しません。</translation>
    </message>
    <message>
        <source>In an emergency use another telephone.</source>
        <translation>緊急のときは別の電話をお使いください。</translation>
    </message>
    <message>
        <source>This is your own extension.</source>
        <translation>ご自分の内線番号です。</translation>
    </message>
    <message>
        <source>This work group has no line for calls out.</source>
        <translation>この業務には発信用の回線がありません。</translation>
    </message>
    <message>
        <source>Check the account in the settings, or ask your administrator.</source>
        <translation>設定のアカウントを確かめるか、管理者に連絡してください。</translation>
    </message>
    <message>
        <source>{number} is busy.</source>
        <translation>{number} は話し中です。</translation>
    </message>
    <message>
        <source>{number} declined the call.</source>
        <translation>{number} が着信を拒否しました。</translation>
    </message>
    <message>
        <source>There is no such number: {number}</source>
        <translation>{number} は使われていない番号です。</translation>
    </message>
    <message>
        <source>{number} can&apos;t be reached now.</source>
        <translation>{number} につながりません。</translation>
    </message>
    <message>
        <source>{number} does not answer.</source>
        <translation>{number} が応答しません。</translation>
    </message>
    <message>
        <source>The server does not allow this call.</source>
        <translation>サーバーがこの発信を許可していません。</translation>
    </message>
    <message>
        <source>{number} wants other codecs or another encryption.</source>
        <translation>{number} と共通の音声形式または暗号方式がありません。</translation>
    </message>
    <message>
        <source>The network could not make the call.</source>
        <translation>電話網がつなげませんでした。</translation>
    </message>
    <message>
        <source>The call to {number} did not come about (SIP {sip_code}).</source>
        <translation>{number} につながりませんでした（SIP {sip_code}）。</translation>
    </message>
    <message>
        <source>Ended after a message</source>
        <translation>案内を流して終了しました</translation>
    </message>
    <message>
        <source>Passed on to another group</source>
        <translation>ほかのグループへ引き継ぎました</translation>
    </message>
    <message>
        <source>Left a message</source>
        <translation>伝言が録音されました</translation>
    </message>
    <message>
        <source>Waited for a callback in vain</source>
        <translation>折り返しできませんでした</translation>
    </message>
    <message>
        <source>Called again before the callback</source>
        <translation>折り返し前にお客様と通話済み</translation>
    </message>
    <message>
        <source>The caller chose another way by a key</source>
        <translation>お客様がキー操作でほかの案内を選びました</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>話し中</translation>
    </message>
    <message>
        <source>No such number</source>
        <translation>使われていない番号</translation>
    </message>
    <message>
        <source>The other side declined</source>
        <translation>相手が応答を拒否しました</translation>
    </message>
    <message>
        <source>No connection could be made</source>
        <translation>つながりませんでした</translation>
    </message>
    <message>
        <source>Your phone was not answered</source>
        <translation>お手元の電話機が応答されませんでした</translation>
    </message>
    <message>
        <source>This is required</source>
        <translation>入力してください</translation>
    </message>
    <message>
        <source>This can&apos;t be changed</source>
        <translation>変更できない項目です</translation>
    </message>
    <message>
        <source>Choose one of the list</source>
        <translation>一覧から選んでください</translation>
    </message>
    <message>
        <source>Not a phone number, e.g. 03-1234-5678</source>
        <translation>電話番号を確かめてください。例）03-1234-5678</translation>
    </message>
    <message>
        <source>Not an e-mail address, e.g. name@example.jp</source>
        <translation>メールアドレスを確かめてください。例）name@example.jp</translation>
    </message>
    <message>
        <source>Not a date, e.g. 2026/11/26</source>
        <translation>日付を確かめてください。例）2026/11/26</translation>
    </message>
    <message>
        <source>Digits only, e.g. 3</source>
        <translation>数字を入力してください。例）3</translation>
    </message>
    <message>
        <source>Not a postal code, e.g. 160-0022</source>
        <translation>郵便番号を確かめてください。例）160-0022</translation>
    </message>
    <message>
        <source>Not an address, e.g. https://example.jp</source>
        <translation>アドレスを確かめてください。例）https://example.jp</translation>
    </message>
    <message>
        <source>The form has changed. Load the customer again</source>
        <translation>フォームが変わりました。読み込み直してください</translation>
    </message>
    <message>
        <source>Choose a time in the future</source>
        <translation>これからの日時を指定してください</translation>
    </message>
    <message>
        <source>Not possible with this choice</source>
        <translation>この組み合わせでは指定できません</translation>
    </message>
    <message>
        <source>The call has ended already.</source>
        <translation>通話はすでに終わっています。</translation>
    </message>
    <message>
        <source>There are too many calls. End one first.</source>
        <translation>通話が多すぎます。先に 1 件を切断してください。</translation>
    </message>
    <message>
        <source>This is not a number that can be called. Check it.</source>
        <translation>発信できない番号です。確かめてください。</translation>
    </message>
    <message>
        <source>The other side refused.</source>
        <translation>相手が拒否しました。</translation>
    </message>
    <message>
        <source>The call is not connected yet. Wait for the answer.</source>
        <translation>まだつながっていません。応答を待ってください。</translation>
    </message>
    <message>
        <source>The phone is not registered. Wait, or check the account.</source>
        <translation>電話機が登録されていません。しばらく待つか、アカウントを確かめてください。</translation>
    </message>
    <message>
        <source>This can&apos;t be done during a call. End the call first.</source>
        <translation>通話中はできません。通話を終えてから操作してください。</translation>
    </message>
    <message>
        <source>This can&apos;t be done during a call of the server&apos;s. End that one first.</source>
        <translation>サーバーがつないだ通話の間はできません。その通話を終えてから操作してください。</translation>
    </message>
    <message>
        <source>The line is busy</source>
        <translation>話し中です</translation>
    </message>
    <message>
        <source>This number does not exist</source>
        <translation>この番号は使われていません</translation>
    </message>
    <message>
        <source>Not reachable at the moment</source>
        <translation>相手の電話機につながりません</translation>
    </message>
    <message>
        <source>Calls to this number are not allowed</source>
        <translation>この番号への発信は許可されていません</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>応答がありません</translation>
    </message>
    <message>
        <source>No codec or encryption in common with the far side</source>
        <translation>相手と共通の音声形式または暗号方式がありません</translation>
    </message>
    <message>
        <source>Declined by the far side</source>
        <translation>相手が拒否しました</translation>
    </message>
    <message>
        <source>The cause is not known.</source>
        <translation>原因は不明です。</translation>
    </message>
    <message>
        <source>Refused by the far side</source>
        <translation>相手に拒否されました</translation>
    </message>
    <message>
        <source>The telephone network could not make the call</source>
        <translation>電話網がつなげませんでした</translation>
    </message>
    <message>
        <source>The far side hung up</source>
        <translation>相手が切断しました</translation>
    </message>
    <message>
        <source>You declined</source>
        <translation>拒否しました</translation>
    </message>
    <message>
        <source>Missed call</source>
        <translation>不在着信</translation>
    </message>
    <message>
        <source>Answered on another phone</source>
        <translation>ほかの電話機で応答</translation>
    </message>
    <message>
        <source>Refused by do not disturb</source>
        <translation>応答不可のため拒否</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>つながりませんでした</translation>
    </message>
    <message>
        <source>The connection was lost</source>
        <translation>接続が切れました</translation>
    </message>
    <message>
        <source>Transferred</source>
        <translation>転送しました</translation>
    </message>
    <message>
        <source>Ext. {number}</source>
        <translation>内線 {number}</translation>
    </message>
    <message>
        <source>Tell your administrator: {code}</source>
        <translation>管理者に連絡してください：{code}</translation>
    </message>
</context>
<context>
    <name>worklists</name>
    <message>
        <source>tomorrow {time}</source>
        <translation>明日 {time}</translation>
    </message>
    <message>
        <source>now</source>
        <translation>予定時刻</translation>
    </message>
    <message>
        <source>{count} min late</source>
        <translation>{count} 分超過</translation>
    </message>
    <message>
        <source>{count} h late</source>
        <translation>{count} 時間超過</translation>
    </message>
    <message>
        <source>{count} d late</source>
        <translation>{count} 日超過</translation>
    </message>
    <message>
        <source>in {count} min</source>
        <translation>あと {count} 分</translation>
    </message>
</context>
</TS>
