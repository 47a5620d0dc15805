<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name></name>
    <message>
        <source>messages</source>
        <comment>Frozen picture</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>Nothing to see</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>READING</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>LET IN</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>ASKED</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>IGNORED</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>STOPPED</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>NOT LET IN</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>NOT KNOWN</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>CLOSED</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>OPENING</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>OPEN</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>HELD OPEN</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>CLOSING</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>FAULT</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>LOCKED</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>Allow</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>Deny</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>Visitors</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>Watch</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>Connecting</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>Live</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>Late</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>No picture</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>Recording over</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>Wrong password</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>Picture not readable</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>CRITICAL</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>HIGH</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <comment>LOW</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AlertBanner</name>
    <message>
        <source>SEEN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended, not seen</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AlertsScreen</name>
    <message>
        <source>Then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No alerts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SEEN</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AskOverlay</name>
    <message>
        <source>KEEP CLOSED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LET IN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A CAR IS WAITING AT {gate}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  ({n} of {m})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hold 3 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read {n} of {m} looks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>doubtful: {c}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No photo on file</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CameraTile</name>
    <message>
        <source>Connecting {s} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>old picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DecisionDetail</name>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>agreed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>decided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>relay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gate moved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Votes per character, {n} looks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>or {c}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still reading.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Direction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In open zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agreed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of {m} looks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>relay confirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>joined with an opening just before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EntriesModel</name>
    <message>
        <source>Plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Valid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to {date}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EntryEditor</name>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>30 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SAVE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New entry</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EventCard</name>
    <message>
        <source>NOT CERTAIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NOT OPENED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decide again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason missing</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EventRail</name>
    <message>
        <source>{n} new</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Explainer</name>
    <message>
        <source>somebody who was not signed in</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GateBar</name>
    <message>
        <source>LOCKDOWN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End lockdown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GatePanel</name>
    <message>
        <source>OPEN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hold {s} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NO RELAY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tap: what to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SENDING</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WAIT {s} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OPENING</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the gate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No car is let in by the computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No sensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LanePanel</name>
    <message>
        <source>Car at the gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No car</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ListsScreen</name>
    <message>
        <source>Search plate or name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it on the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why is {plate} taken off the list?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LockScreen</name>
    <message>
        <source>Locked. OPEN, alerts and questions go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>change the lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unlock the screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>end the lockdown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hold the gate open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A car is waiting  {s}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NavRail</name>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Night</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nobody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Supervisor PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For: {what}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReasonSheet</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why did you open {gate}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{s} s, then &quot;Reason missing&quot;</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RepairWindow</name>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings file has 1 mistake. Gates work by hand only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{mistakes}. Use the key switches to open the gates.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>line {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For example:  {e}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reader</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of {m} working</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ok</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not signed in</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepsSheet</name>
    <message>
        <source>I opened it by key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate is in order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VideoWall</name>
    <message>
        <source>No camera set up</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>No host is called {host}. Check the spelling, or use its IP address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped before there was an answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The test itself failed ({detail}). Please report this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no address of a camera. Check the spelling.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} is there, but nothing answers at port {port}. Check the port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No link to {camera} since {time}. Look outside. Check its network and power.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing at the address of {camera} since {time}. Look outside. Check its settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to see from {camera} since {time}. Look outside. Clean or uncover the lens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture of {camera} broke off at {time}. Look outside. We try again every {s} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture of {camera} has not changed since {time}. Do not trust it. Look outside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{camera} has seen {pct} % fewer cars than usual since {time}. Look outside. Was the camera turned away?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{camera} stopped sending at {time}. Look outside. We try again every {s} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let in. {plate} is on the list &quot;{list}&quot; ({who}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let in. Visitor for {who}, entry {n} of {max}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let in. Quick pass by {actor}, ends {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened by {actor}. Reason: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. {plate} is banned: {reason}. Do not open; call {contact}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not let in. The entry for {plate} ended on {date}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not let in now. {plate} may enter {hours}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not let in here. {plate} may use {gates}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not let in. All {max} entries are used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lockdown. No car is let in by the computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{plate} is not on any list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seen, but not standing in the open zone of {gate}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seen, but driving the other way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parked car, seen {n} times. Nothing sent to the gate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same car as {time}. The gate was already opened for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read too late ({seconds} s). Nothing sent to the gate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody answered. {gate} stays closed. Tap &quot;Decide again&quot; if the car is still there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The car left before an answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{plate} is not on a list and is waiting. Let it in?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could be {plate_a} ({who_a}) or {plate_b} ({who_b}). Look at the plate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks like {plate} of {who}, one character differs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Careful: looks like the banned plate {plate}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plate was read only once. Look at it yourself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plate fits {who}, the car does not look like the photo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{plate} is already marked as inside since {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clock is not safe, so opening hours were not checked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{who} needs a second proof. Ask for {factor}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason missing for {n} opening(s). Tap to add it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} openings by hand in one hour. Enter your PIN, or hold &quot;Open without PIN&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate} was opened without sign-in at {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate} is opening.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate} is moving. A second pulse could turn it back. Wait {s} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate} is held open until {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate} closes by its own timer in 60 s. Keep the way clear.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold open needs its own wire. This gate has only a pulse.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate} did not move after the command. Check for a blocked arm or power. Use the key switch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate} opened without a command. Look outside now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay of {gate} stays on. Switch it off at the cabinet, switch {label}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate} is open for {min} min. Look for a car or object under it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay of {gate} was switched on, but not by this program. Look outside now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold open of {gate} does not end. Switch it off at the cabinet, switch {label}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tamper contact of {gate} says that somebody is at it. Look at {place}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cabinet door of {gate} is open. Look at {place}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate} is not held open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate} can be held open for 1 to 60 minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in to hold {gate} open: it stands open for everybody.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such lane any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lockdown and hold open have keys of their own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This kind of relay has no inputs. Take the inputs out of the site file, or use another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A second car passed at {gate} on one opening. Check it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No position sensor. Look at the gate. Last command {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate} waits until {other} is closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop sent to {gate}. This is not an emergency stop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LOCKDOWN since {time} by {actor}. Cars are not let in by the computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A supervisor PIN ends the lockdown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No link to the relay of {gate} since {time}. OPEN does not work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 Take key {label}. 2 Turn the key switch at {place}. 3 Tap &quot;I opened it by key&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This relay has no timer of its own. If the computer stops, the contact may stay on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture from {camera} since {time}. Look outside. We try again every {s} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Old picture, {s} s. Not live.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{camera} refuses the password. Ask the installer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture of {camera} changed. Was the camera moved or covered?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plates are not being read. Use &quot;Type a plate&quot;. Restart {n} of {max}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading takes {s} s. Cars may wait longer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{camera} reads {pct} % fewer plates since {time}. Clean the lens or check the light.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list server is away. Lists from {time} are used. Changes are off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} records wait for the server. Nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk {pct} % full. Old pictures go at {limit} %.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk full. No new pictures are kept. The log goes on. Export or call {contact}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer is {c} °C. Reading is slower. Open the cabinet door and check the fan.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clock jumped {s} s. Opening hours are off; cars are asked about. Set the clock.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No sound device. Watch the screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program restarted after {s} s. Check the gates.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} alerts in 10 minutes. Open the list; the first was: {first}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden until {time} by {actor}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No plate like {plate}. Make a quick pass or check the spelling.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pass for {plate} saved until {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop: {plate} looks like the banned {banned}. A PIN is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No plates yet. Add one or import a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{a} (allow) is one misread from {b} (banned). {a} will open only on an exact read, else you are asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{a} ({who_a}) and {b} ({who_b}) look alike. A doubtful read will be asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes are off while the list server is away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {n}: {why}. Left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{added} added, {changed} changed, {removed} removed. Undo until {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why do you search? The search and the reason are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found. Try fewer characters or a longer time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This record does not fit its seal. Tell a supervisor. Do not use it as proof alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported {n} records to {target}. Manifest {hash}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture deleted on {date} as set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Erased {n} records of {plate}. Proof line {id}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong PIN. Try again in {s} s. OPEN still works.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift started {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing new since your last shift.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} cars inside, {m} not sure. List from {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Setup is not finished ({step}). Gates work by hand only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings file has {n} mistakes. Gates work by hand only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Old settings come back in {s} s. Tap &quot;Keep&quot; if all is well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have changes that are not saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No cars yet today.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No passages in this time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer for {s} s. The command may have worked: look at the gate before you try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The two PINs differ. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened by {actor}. The reason is in the record once it is given.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{plate} was written down. This lane only keeps a record.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{plate} of {who} is at {gate}. This lane asks for every car.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{plate} may enter, but {gate} is not sure. Look at the gate, then let it in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{plate} is watched: {who}. Look at the car before you let it in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{plate} is known, but its direction was not seen. Look which way it drives.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{plate} may enter, but nothing moves in the picture. Look at the lane, then let it in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate} stays closed, as you chose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You let the car in at {gate}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay of {gate} does not answer. Nothing was sent. Check its network and power.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay of {gate} refuses the password. Nothing was sent. Call the installer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay of {gate} said no. The gate was not opened. Look at the gate, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not known whether {gate} got the command. Look at the gate before you open again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay of {gate} did not answer in time. Look at the gate before you open again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay of {gate} stays on. Switch it off at the cabinet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay of {gate} answers with something unknown. Call the installer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such gate in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate} was not free in time, nothing was sent. Look at the gate, then hold again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate} is working on a command. Wait a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The decision is too old. Look at the car, then open by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate} was already opened for this car.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic opening of {gate} is off until somebody has looked at the gate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate} is confirmed. Automatic opening is on again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last command to {gate} is not certain. Automatic opening is off. Look at the gate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A command was sent just now. A second pulse may turn {gate} back. Hold for 3 s to send it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A banned car stands at {gate}. Hold for 3 s to open anyway.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More than {n} openings by hand in one hour. Hold for 3 s to open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate} was opened, but the record could not be written. Call {contact}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate} has no stop output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay of {gate} reports a fault. Look at the gate. Use the key switch if it does not move.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program stopped during a command to {gate}. Look at the gate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{camera} does not answer in time. Look outside. We try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{camera} refuses the password. Call the installer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{camera} sends a picture that cannot be read. Call the installer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source of {camera} has no picture. Check the settings of this camera.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording of {camera} is over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera takes too long to answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reading weights {file} are not there. Plates are not read. Call the installer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reading weights {file} were changed (expected {expected}, found {found}). Plates are not read. Call the installer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no reading weights with the name {name}. Check the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights {name} are not of the right kind. Check the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list of reading weights cannot be used. Call the installer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights {name} do not fit this program. Call the installer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reading engine cannot start: {detail}. Call the installer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reading engine failed. It starts again by itself. Use the key &quot;OPEN&quot; for cars that wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reading engine {name} is not installed. Call the installer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no settings file at {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings file {file} cannot be read. Check that it is there and allowed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings file is not valid TOML.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A password is set in a way that others can read. Check the file&apos;s rights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record cannot be written. Openings by hand still work. Call {contact}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record is damaged. A copy was kept. Call {contact}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program holds the record. Check that the kiosk runs only once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record is not reachable. Openings by hand still work. Call {contact}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record could not be brought to this version. Call {contact}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record cannot be written. Automatic opening is off; opening by hand works. Call {contact}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record does not fit its seal since line {seq}. Tell a supervisor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The seal key was lost. A new chain has begun. Tell a supervisor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No new pictures are kept. The log goes on. Check the disk or call {contact}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This entry is no longer on the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{plate} is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{plate} was taken off the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter a plate with at least 2 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the date as year-month-day, for example 2027-01-31.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No plate on this list fits &quot;{search}&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{plate} is already on this list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in as a supervisor first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your sign-in has ended. Enter the PIN again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A PIN needs at least 6 digits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This PIN is too easy to guess.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter your PIN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody has a supervisor PIN yet. Set one with the command line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lockdown is over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plates are not being read. Look at the cars and use &quot;OPEN&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part of the program starts again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part of the program does not start. Call {contact}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something in the program failed. The gates still work by hand. Call {contact}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not possible here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program is stopping. {gate} works by hand only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate} is never opened automatically: nobody can see whether a pulse opens or turns it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STOP of {gate} does not end: the gate will not move. Use the key switch {label}, {place}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The authority {file} of a relay can&apos;t be used: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No installed package offers a part {name} ({group}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The part {name} of another package ({group}) does not work: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The options of the driver {name} are not right: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No car belongs to this opening. Look at the gate, then open by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate} is already open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program stopped during a command to {gate}. It is not known whether it opened. Look at the gate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate} is no longer in the settings. Its relay was left alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The control of {gate} stopped and starts again. Look at the gate. Use the key switch if OPEN does not work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold for 3 s to open {gate} now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate} was opened, but not recorded. Write it down and call {contact}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password of a relay is not set (variable {variable}). Call the installer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This question is already over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part of the program stopped and starts again. Watch the gates.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another kiosk program uses the same data folder. Stop it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record was lost and begins anew at {path}. Tell a supervisor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The seal key cannot be used ({why}). Tell a supervisor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The seal of the record is gone. Tell a supervisor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lists were changed from outside. Check them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A plate has {min} to {max} letters and digits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no settings file. Make one, or start with the demo site.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Visitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quick pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Banned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not at this hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not at this gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All entries used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lockdown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not on a list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not at the gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same car</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read too late</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Car left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two plates fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One character off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks like a ban</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read only once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lane asks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate not sure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which way?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture stands still</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moved away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Car sold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Permission ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entered by mistake</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ban lifted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resident, plate not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Misread plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taxi / ride</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contractor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Emergency service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Following car</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Staff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plate size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text height</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stroke width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tilt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GOOD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BORDERLINE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BAD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CAN&apos;T TELL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Can&apos;t tell: no characters were told apart on the plate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plate is {width} x {height} px.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plate is {width} x {height} px, {area} in all; {need} are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The characters are {px} px high.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The characters are {px} px high; {need} px are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their strokes are {px} px wide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their strokes are {px} px wide; {need} px are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plate is tilted by {degrees} degrees.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plate is tilted by {degrees} degrees; up to {most} are good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The characters lean by {degrees} degrees.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The characters lean by {degrees} degrees; up to {most} are good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edges are {px} px wide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is blurred: edges are {px} px wide; up to {most} px are good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plate moves sideways while it is exposed: {px} px; up to {most} are good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plate moves up or down while it is exposed: {px} px; up to {most} are good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{percent} % of the plate is blown out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The characters stand out by {percent} % of full brightness.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The characters stand out by only {percent} %; {need} % are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too dark: {black} % of the plate is black; the rest stands out by {percent} %.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise is {percent} % of the contrast.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise is {percent} % of the contrast; up to {most} % is good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plate could be read in {n} pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plate could be read in {n} pictures; {need} are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} readable pictures a second.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} readable pictures a second; {need} are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Can&apos;t tell from a single picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in {factor}x, or go nearer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn the camera by {degrees} degrees clockwise, seen from behind it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn the camera by {degrees} degrees anticlockwise, seen from behind it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the camera nearer to the middle of the lane, or lower.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Focus on a plate where cars stop: from {px} px to {most} px or less.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the shutter to {fraction} or faster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set an exposure that is {factor} times shorter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Less light: {percent} % of the plate is blown out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More light on the plate, not a longer exposure.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for haze, a dirty lens or light into the lens; add light on the plate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More light on the plate, then a lower gain in the camera.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise the pictures a second {factor} times, or see the plate for longer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Car {n}: {plate} is read well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Car {n}: {plate} is read, but barely.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Car {n}: {plate} is not read well enough.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Car {n} was seen, but not read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Car {n} was not seen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passed: {read} of {cars} cars were read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not passed: {read} of {cars} cars were read well enough.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drive through now: {read} of {cars} cars were read well enough.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
