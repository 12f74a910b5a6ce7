<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>AfterSavePopup</name>
    <message>
        <source>OK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close tab and take calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer and contact record of {name}  {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reconnect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show differences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OK</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CallBar</name>
    <message>
        <source>Hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You talk on a hard phone: mute there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no call to mute.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ext. {extension}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server and phone are connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server or phone is not connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log off</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CallCard</name>
    <message>
        <source>outgoing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>incoming</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dialing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Talking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CallInfo</name>
    <message>
        <source>Recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This call is being recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} matches</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CustomerCard</name>
    <message>
        <source>New customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not stored yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last contact {day} ({name})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no earlier contact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CustomerForm</name>
    <message>
        <source>Customer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CustomerTabs</name>
    <message>
        <source>More customers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DateEditor</name>
    <message>
        <source>Choose a day</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DifferenceDialog</name>
    <message>
        <source>Your input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved by the other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving again stores what the form shows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your input and the saved customer do not contradict. Save again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Someone else saved first</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EmailEditor</name>
    <message>
        <source>Mail</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EmptyDesk</name>
    <message>
        <source>Press Ready to take calls.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are available</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When a call arrives, the customer is shown here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A call is ringing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Load or Create in the pop-up to show the customer here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are talking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No customer is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are on a break</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your phone is not connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls are delivered again as soon as it is registered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No customer is open</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FieldBox</name>
    <message>
        <source>Call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>required</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This field can&apos;t be edited.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>Server connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting to the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server not reachable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not logged in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone registered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hard phone not registered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone is starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone not connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No headset found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard device</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HistoryCard</name>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No contact so far. What you save is listed here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IncomingPopup</name>
    <message>
        <source>Incoming call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ringing {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} more waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connected by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} customers have this number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no earlier contact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> ({reaction})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last {when} {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This number is not registered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The caller withholds the number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waited {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The customer is open below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer when you are ready.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seconds} s until the next operator</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LoginPage</name>
    <message>
        <source>Keep the password on this PC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log in to the operator screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Login ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Extension</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logging in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No server chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill in all three fields.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Unsaved input of {count} customers stays as a draft.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your call is still up and will end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log off?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your call goes on until it is hung up; you are logged off after it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are logged off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the program during work?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log off and close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModeCards</name>
    <message>
        <source>Usage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Softphone only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The phone alone, without the operator screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Softphone and operator screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone and operator screen in one window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operator screen only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You talk on a hard phone that registers with the server.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PasswordEditor</name>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PostalEditor</name>
    <message>
        <source>Find address</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PullDownEditor</name>
    <message>
        <source>Choose</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest waiting time</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecordCard</name>
    <message>
        <source>New contact record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save customer and contact record (Ctrl+Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft kept {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecordDelegate</name>
    <message>
        <source>In</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>…more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Detail</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecordFields</name>
    <message>
        <source>Choose a day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was said and agreed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reaction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next action at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assignee</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>–</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Me ({name})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For callback and visit only</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecordSheet</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incoming call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outgoing call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From → to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next action at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times of the call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>total {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Talk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the author can edit a record, on the same day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Usage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Account and connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Audio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Display and language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How this PC is used. A change takes effect at the next start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where this program finds the server and the phone its account.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SIP server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SIP user</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SIP password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transport</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which devices the phone speaks, listens and rings with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard device of the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls ring on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes effect at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SoftphonePage</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number or extension</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone is starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The phone is not registered.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusButtons</name>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Break</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusChip</name>
    <message>
        <source>Time in this status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Soon available</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TabChip</name>
    <message>
        <source>Close tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close tab (unsaved input is kept as a draft)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UrlEditor</name>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WaitingList</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls are delivered by themselves, in turn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No call is waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>position {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not registered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} calls ・ longest {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 calls</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WorkGroupsPage</name>
    <message>
        <source>Work groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose work groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick the groups you will work in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of {total} chosen</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WorkPage</name>
    <message>
        <source>New contact record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>formats</name>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}</source>
        <comment>a customer&apos;s name with the title of respect</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Set by your administrator</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>status</name>
    <message>
        <source>Offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Available</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dialing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Talking (out)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Talking (in)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Break</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inbound ・ one at a time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inbound ・ all ring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview calling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predictive calling</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>Login ID or password is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check both and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many failed attempts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait {retry_after_seconds} s, then try again, or ask your administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no extension {extension}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the number of your phone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Extension {extension} is in use by {operator_name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another extension, or have the other one logged off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This program and the server do not fit together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their versions differ too much. Ask your administrator for an update.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have been logged off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session has ended. Log in again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have been logged off here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same operator logged in at another place. Log in again to work here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You do not have the right to do this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask your administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No work group is chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick at least one, then start work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are not a member of this work group.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work has not started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start work first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This can&apos;t be done during a call.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the call first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This can&apos;t be done while a call is ringing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer the call first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your phone is not connected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is possible again as soon as the phone is registered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are in this status now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no call now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The call is not connected yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The call is on hold already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The call is not on hold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The telephone exchange does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server is restarting it. Try again in a few seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This customer no longer exists.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Someone may have deleted the entry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This contact record no longer exists.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no recording of this call.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved: some fields need a correction.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See the fields marked in red.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Someone else saved first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the differences, then save again. Your input is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the operator who saved this record can edit it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A record can be edited only on the day it was saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server did not understand the request.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update the program, or tell your administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is too much text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shorten it, then save again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many requests in a short time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait a moment, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same request was sent twice with different content.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server does not know this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the server address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server had an internal fault.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed. Try again; if it stays, tell your administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Can&apos;t reach the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its name is not known. Check the server address and the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing answers at this address. The server may be stopped or restarting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not answer in time. Check the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its certificate is not trusted. Nothing was sent. Ask your administrator to install the certificate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program answers at this address. Check the server address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Can&apos;t reach the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network is down. Your call goes on, your input is kept. Reconnecting by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The phone has stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is being started again. If you were on a call, it has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The telephone exchange has stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server is restarting it. Calls have ended; what you typed is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone not connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsaved input was found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} (draft of {time})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No microphone found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plug in a headset. The caller can&apos;t hear you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No speaker found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plug in a headset. You can&apos;t hear the caller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ring device is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls ring on the standard device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password can&apos;t be kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This PC has no keychain. Type the password at each login.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The phone can&apos;t be started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart the program; if it stays, tell your administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer on your hard phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The phone does not ring any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The call may have ended. Wait for the next one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no server address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter it under Change server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The phone has no account yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter server and user in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The phone could not do this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not set up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Registering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Registered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server refuses user or password. Check the account.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server does not know this user. Check the account.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server does not answer. Trying again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server can&apos;t be reached. Trying again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server has a fault. Trying again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server refuses the phone. Ask your administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The customer hung up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You hung up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended: the phone was disconnected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended: the telephone exchange stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not answered in time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Declined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A colleague took the call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The caller hung up before the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is required</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This can&apos;t be changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one of the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a phone number, e.g. 03-1234-5678</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not an e-mail address, e.g. name@example.jp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a date, e.g. 2026/11/26</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Digits only, e.g. 3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a postal code, e.g. 160-0022</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not an address, e.g. https://example.jp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The form has changed. Load the customer again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a time in the future</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not possible with this choice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The call has ended already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are too many calls. End one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a number that can be called. Check it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other side refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cause is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell your administrator: {code}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
