<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>AlertBanner</name>
    <message>
        <source>Silence 30 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Silence alerts for 30 seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SEEN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alert seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DRILL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended, not seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quiet {s} s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AlertRow</name>
    <message>
        <source>DRILL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seen, still true</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended, not seen, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SEEN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AlertsScreen</name>
    <message>
        <source>Alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledge all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List of alerts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seen {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shelved {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended 24 h {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hide an alert</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AskDesk</name>
    <message>
        <source>A car is waiting, show the question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A car is waiting  {s}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AskOverlay</name>
    <message>
        <source>A car is waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KEEP CLOSED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LET IN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let in, hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the plate that was read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More time, 20 seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why does it ask</source>
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
        <source>PIN, or hold 3 s</source>
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
</context>
<context>
    <name>AskSide</name>
    <message>
        <source>No picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No photo on file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>listed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>or</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BANNED</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CameraFormPage</name>
    <message>
        <source>Fields of the camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw zones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SAVE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name on the screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sub-stream for the tile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lane at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Direction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>192.168.1.20 or rtsp://...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none: the main stream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kept, not shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>such as Gate A in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Really?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CameraRow</name>
    <message>
        <source>Draw zones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw zones of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ok, {n} fps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture late</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture frozen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lens covered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PASSWORD REFUSED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Can&apos;t be decoded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NO PICTURE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no open zone</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CameraTile</name>
    <message>
        <source>Too hot: not reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>restart {n} of 5</source>
        <translation type="unfinished"></translation>
    </message>
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
    <name>CamerasPart</name>
    <message>
        <source>Cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no picture yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no lane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the network, or type an address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChangesPage</name>
    <message>
        <source>Changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} entries at once</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>{title}: n = {n}. Most: {label}, {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in this time</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChoicePage</name>
    <message>
        <source>Page before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next page</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChoiceSheet</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close without an answer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ColumnsPage</name>
    <message>
        <source>Check the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking into the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as they are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>headers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Separator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List of rows that name none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoding of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stands between the columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is in the column {name}?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConflictPage</name>
    <message>
        <source>Somebody else has changed this entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take what is saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save mine over it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add it again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DatePicker</name>
    <message>
        <source>Choose a day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A year earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A month earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A month later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A year later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>today</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DayBar</name>
    <message>
        <source>{day}, allowed {hours}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day}, closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>closed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DecisionDetail</name>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quick pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was wrong with the decision?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It should have let in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It should have asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It should have stayed closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was another car</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures deleted in {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{h} h {m} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mark a decision as wrong</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DiffPage</name>
    <message>
        <source>What the file changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File is the whole list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No rows of this kind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {n} rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>look-alikes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply {n}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DigitPad</name>
    <message>
        <source>digit {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>delete one digit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN is complete</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DonePage</name>
    <message>
        <source>Import done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the lists</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DrillPage</name>
    <message>
        <source>Drill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A camera is gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A relay is gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lists are away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too hot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clock jumped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restarted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the drill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The drill ends by itself in {m}:{s}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A drill shows a loss as it would be, for 5 minutes. Gates, reading and real alerts go on as always.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>start a drill</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DrivePart</name>
    <message>
        <source>Drive test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept the risk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept the risk: automatic opening without a test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no lane yet. Tap Later, and come back with cameras and gates.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each lane needs {n} cars in a row that were read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the drive test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>let gates open without a drive test</source>
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
        <source>Hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not on holidays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on holidays only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>out only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from {date}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>used up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{left} of {most} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>always</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NEW TO YOU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>like banned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>look-alike</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to {date}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EntryAsks</name>
    <message>
        <source>From now on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What does the guard ask for?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why is it banned?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
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
        <source>End of the year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No end</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EntryEditor</name>
    <message>
        <source>List entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When and where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save this entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask a supervisor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SAVE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New entry</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EntryForm</name>
    <message>
        <source>Keypad for {field}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List: {list}</source>
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
        <source>Vehicle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Visits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason of the ban</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the second proof</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Second proof</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off: the plate is enough</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Valid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Direction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limit the entries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} as the group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate: {gate}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from {date}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from now on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to {date}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>always</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EntrySide</name>
    <message>
        <source>Photo from an event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Will also match: {plates} (0/O, 1/I)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EntryWords</name>
    <message>
        <source>Mo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>We</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Th</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fr</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sa</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Su</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>until midnight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to {date}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of {m} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Visits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Car</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Valid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EventCard</name>
    <message>
        <source>Not saved yet</source>
        <translation type="unfinished"></translation>
    </message>
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
        <source>Type a plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show new cards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} new</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EvidenceLines</name>
    <message>
        <source>driving in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>driving out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>direction not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{plate}, {n} of {m} looks agree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Corrected by a guard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decided {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate command {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture of the lane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture of the plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DOES NOT FIT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Audit chain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} rows name it, the newest is {seq}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(corrects an earlier note)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the computer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EvidenceScreen</name>
    <message>
        <source>Evidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold as incident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EXPORT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is the plate?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What do you write?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why is it kept?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until when?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>export evidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plates of others are covered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plates of others are NOT covered</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EvidenceView</name>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Facts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seal fits (row {n} of the chain)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held as an incident: nothing is deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted in {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture of the lane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture of the plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{d} days</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExpectedCell</name>
    <message>
        <source>Expected visitors and cars inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inside now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No visitors expected.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Explainer</name>
    <message>
        <source>somebody who was not signed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NEW TO YOU</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message>
        <source>Looking for places</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} GB free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the printer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write to {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExportPages</name>
    <message>
        <source>Where to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind of file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV, for any program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>XLSX, for Excel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is full of plates: keep it where they are safe. The export is logged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} chosen plates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the lists</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FilterPage</name>
    <message>
        <source>Filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not let in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ignored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FoldersPage</name>
    <message>
        <source>Look again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All places</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data folder, for files that were sent here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data folder, for files that are fetched from here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>USB stick</source>
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
        <source>Lockdown, hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End lockdown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GateFacts</name>
    <message>
        <source>TEST LINK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test link and settings of the relay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start signal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock-out after it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gate moves for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relay: {type}, {where}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay was not asked yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens whatever other gates do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never open together with {gate}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interlock: {what}</source>
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
        <source>More</source>
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
        <source>Open {gate}, hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold {gate} open, choose for how long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End holding {gate} open, hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate}, state and more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop {gate}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN, or hold {s} s</source>
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
    <name>GateSheet</name>
    <message>
        <source>Hold a gate open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close without holding the gate open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold open for {n} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Supervisor PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold it open, hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>END NOW</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HOLD OPEN {n} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold {gate} open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stays open until then, or until you end it. Cars are read, none is stopped.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GateTest</name>
    <message>
        <source>TEST PULSE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test pulse, hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It did not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of {m} good pulses in a row</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GatesPart</name>
    <message>
        <source>Add a gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>commissioned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3 test pulses are missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No gate yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A relay in the network or at a serial port opens it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>add a gate</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GroupForm</name>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate: {gate}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>always</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GroupPages</name>
    <message>
        <source>Groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>always</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HandoverScreen</name>
    <message>
        <source>Ban</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Visitors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Openings by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand-over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skip for now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I HAVE READ IT - START SHIFT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>begin the shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>end the shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note for the next shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for what is new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for what is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>END SHIFT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NOTHING TO REPORT - END SHIFT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Users and PINs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>somebody who was not signed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NEW TO YOU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good night, {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good morning, {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good evening, {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good day, {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift of {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends the shift of {who}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your first shift: the last 7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since your last shift: {span}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>till {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>less than an hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HealthScreen</name>
    <message>
        <source>Health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clock is right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts of the site</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>say that the clock is right</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HistoryBar</name>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plate, {plate}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time, {span}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filters {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filters, {n} on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From – to</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HistoryRows</name>
    <message>
        <source>Passages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>plate not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read as {plate}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HistoryScreen</name>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looked back to {time}. Look on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plate or a part of it, ? for one character</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which time?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read more than the last 24 hours</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HolidayForm</name>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>public</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of the site</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change holiday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New holiday</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HolidayPages</name>
    <message>
        <source>Holidays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>public</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of the site</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ImportModel</name>
    <message>
        <source>Row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tap to skip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>skipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>removed: {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looks like {plate}: opens only when read surely</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ImportPages</name>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>import a file</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InsideRows</name>
    <message>
        <source>Cars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Went out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On no list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kind} for {host}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>left {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>plate not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>overstay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>may have left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OVERSTAY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NOT SURE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in {time}, {camera}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in {time}, {camera}; may have left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InsideScreen</name>
    <message>
        <source>Who is inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MUSTER LIST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo {plate}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} inside = {c} certain + {u} not sure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not counted yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last count {time}: {n} of {m}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change who is inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many cars are there?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InsideTabs</name>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Residents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Visitors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IntentDesk</name>
    <message>
        <source>hold the gate open</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeepingPart</name>
    <message>
        <source>Keeping data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allowed plates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plates on no list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pictures {p} days, plates {d} days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All rules, and erasing a plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The supervisor&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeepingTimes</name>
    <message>
        <source>{n} h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long things are kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>plates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shorter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SAVE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the times, on trial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the times as they are</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Keypad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
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
    <message>
        <source>Use this text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any character</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dash</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LaneDriveRow</name>
    <message>
        <source>in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A car was not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>passed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of {of} read</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LanePanel</name>
    <message>
        <source>Lane {lane}</source>
        <translation type="unfinished"></translation>
    </message>
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
    <name>LanguagePart</name>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LetInKey</name>
    <message>
        <source>hold 3 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN, or hold 3 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NO RELAY</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LinesPart</name>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ListActions</name>
    <message>
        <source>Why is {plate} taken off the list?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why are {n} plates taken off?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} plates: last day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ListSide</name>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holidays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who changed what</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask a supervisor to change the lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the chosen plates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Extend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Extend validity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the chosen plates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop choosing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read only. Ask a supervisor to change the lists.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ListTable</name>
    <message>
        <source>Plates on this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search plates and names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search: 7B?12, name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keypad for the search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{list} list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} chosen. Tap more rows, then say what to do with them.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ListsPart</name>
    <message>
        <source>Lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allowed plates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Denied plates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ListsScreen</name>
    <message>
        <source>Lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change the lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>add to a list</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LiveScreen</name>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LockScreen</name>
    <message>
        <source>Locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked. OPEN, alerts and questions go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>let in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asked about</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not let in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Muster: who is inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Muster, list of who is inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unlock the screen</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LogPageView</name>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines of the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} lines</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LookPart</name>
    <message>
        <source>change how the screen looks</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LookScreen</name>
    <message>
        <source>Language and look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Night</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Auto</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys for gloves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For the right hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For the left hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures at night</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>True size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is 50 mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change how the screen looks</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>end the lockdown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hold the gate open</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MonthPage</name>
    <message>
        <source>Month before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Month after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From which day?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until which day?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MusterRows</name>
    <message>
        <source>Cars inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for {host}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>plate not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not sure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ticked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not ticked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>may have left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on no list</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MusterScreen</name>
    <message>
        <source>Muster list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save to USB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{site}: who is inside, {date}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} ticked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the list to</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NavKey</name>
    <message>
        <source>{n} waiting</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NavRail</name>
    <message>
        <source>{name}, screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock the screen</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NewPin</name>
    <message>
        <source>New PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the new PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New PIN of {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2 of 2: the same PIN again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 of 2: let the person type it, and look away. 6 digits or more, no row, no birthday.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoticeRow</name>
    <message>
        <source>unread</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PageHead</name>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PeopleDesk</name>
    <message>
        <source>open {gate}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PhotoFrame</name>
    <message>
        <source>No photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference photo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PhotoPage</name>
    <message>
        <source>Photo from an event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for pictures</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PictureEditor</name>
    <message>
        <source>Picture editor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SAVE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test these zones on the last 7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plate ruler</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drive through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drive through: count the cars from now on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ignore mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line A</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tap both ends. Cars cross line A first, then line B.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tap the corners. 3 to 12 points.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a point to move it. Hold it to delete it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An installer can change this.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message>
        <source>PIN pad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin unsigned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin without a PIN, it is recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN forgotten</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN forgotten: use the recovery words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open without PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open without PIN, hold for 3 seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hold 3 s, the supervisor is told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who signs in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guard PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Supervisor PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Installer PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Auditor PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in as {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} digits entered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For: {what}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PinPart</name>
    <message>
        <source>Supervisor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Installer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN of the supervisor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN of the installer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who has access</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the supervisor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the installer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovery words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The supervisor&apos;s PIN is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recovery words are missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name or number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>give the installer a PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>make recovery words</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlacePart</name>
    <message>
        <source>Another time zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time zones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change the time zone</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlateFound</name>
    <message>
        <source>LET IN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quick pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ON NO LIST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BANNED</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlatePad</name>
    <message>
        <source>Delete one character, hold to clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any one character</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>digit {c}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>letter {c}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlateResults</name>
    <message>
        <source>Show all that were found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More ({n})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PrivacyScreen</name>
    <message>
        <source>Keeping data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One plate: tell or erase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a reason and erase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export for the owner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why so long?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change how long data is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All about {plate}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proofs of what was removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>erase {plate}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QuickPassScreen</name>
    <message>
        <source>Quick pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back, no pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the plate of the pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who for?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Visitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contractor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>30 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SAVE AND LET IN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Supervisor PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What for?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any entries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}, tap for the other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LET IN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No link to the relay. Save only, and use the key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pass for a look-alike</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>until midnight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quick pass, {until}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QuotaTable</name>
    <message>
        <source>Of all passages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before {n}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RateChart</name>
    <message>
        <source>Usual: {low} to {high} %.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReasonSheet</name>
    <message>
        <source>Why was the gate opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason: {word}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close without a reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was {plate}</source>
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
    <name>RecoveryPad</name>
    <message>
        <source>PIN forgotten</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{who}: the 12 words of the recovery sheet. Tap letters, then the word.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecoverySheet</name>
    <message>
        <source>Recovery words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have written them down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel: no new words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print the recovery words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write these 12 words down by hand, in this order, and lock the paper away. They give a new PIN when the last one is forgotten. They are shown only now, and work once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at your paper: which words are number {a} and number {b}?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RelayAdd</name>
    <message>
        <source>Which relay opens the gate?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RepairDesk</name>
    <message>
        <source>use older settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>save a report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For example:  {e}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this is not a value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change the settings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RepairDiff</name>
    <message>
        <source>Lines that change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hold 3 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use these settings without a PIN, hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What changes with the settings of {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The present file is kept beside the old versions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No PIN can be checked here. The present file is kept.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RepairWindow</name>
    <message>
        <source>Mistakes in the settings file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit the program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the settings again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use last good {when}</source>
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
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit {key}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReportCharts</name>
    <message>
        <source>Passages per hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Openings by hand, by reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passages by hour of the day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Misreads by hand: {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read rate, {camera}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReportPage</name>
    <message>
        <source>Save report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report has versions, settings without passwords, the state of all parts and the log without plates. Where to?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for sticks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no place to write to. Put in a stick.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} MB free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>save a report</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReportView</name>
    <message>
        <source>No reason given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By hand</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReportsScreen</name>
    <message>
        <source>Reports</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
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
        <source>From – to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Openings by hand are those of all gates.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>see reports of other days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which gate or camera?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>export a report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report as {form}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RowsPage</name>
    <message>
        <source>Older</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SchedulePage</name>
    <message>
        <source>Opening times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>We</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Th</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fr</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sa</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Su</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag the round handles, or tap a day to set its times step by step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Always</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mo-Fr 7-19</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On holidays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On holidays: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScreenPart</name>
    <message>
        <source>Put a ruler here: the bar must be 50 mm long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longer or shorter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now it is 50 mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Night</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SeenPage</name>
    <message>
        <source>Seen before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking through the passages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsCameras</name>
    <message>
        <source>Cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add by address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cameras on the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cameras that answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs a password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is in use here</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsGates</name>
    <message>
        <source>Gates and relays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of {gate}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SAVE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relay, times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test the relay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test the gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>commission the gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>keep the result sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change the gate</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsHome</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Night</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} gates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{live} of {n} live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All is well</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Setup</name>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place and clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Supervisor&apos;s PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeping data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drive test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which language does this screen speak?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tap it. You can change it later under Language and look.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How large is this screen?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No screen tells its true size. Measure the bar, so that keys are large enough for a finger. Then choose a theme.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is this the time here?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Schedules and visitors depend on it. If the time zone is right and the time is not, set the clock of the computer first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who is in charge?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The supervisor types a PIN twice. Nobody else sees it, and there is no default. Then write the recovery words down, and let the installer type a PIN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which cameras are there?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add each camera, test it, and come back here with Back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where do cars stop, and which way do they drive?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw the open zone of each camera, and lines A and B. A camera without an open zone never opens a gate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does each gate do what it should?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test the link, say what a second pulse does, and give three test pulses while you see the gate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who may come in?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a file, or add the first plates. A plate on no list is asked about.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long is data kept?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are the rules now. Keeping longer needs a reason that the record shows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does it read cars here?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drive 5 cars through each lane, each way. All must be read. Gates stay by hand until then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NEXT makes the result sheet, a PDF with pass or fail of each lane. Its hash stands in the audit.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SetupBar</name>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with the setup</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SetupScreen</name>
    <message>
        <source>Setup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NEXT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {n} of {of}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still open: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the gates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>go on with the setup</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SheetPaper</name>
    <message>
        <source>No words</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SheetPart</name>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no open zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gate without a result sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not driven by {n} cars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FAIL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PASS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>zones, gate and drive test are good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result sheet kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off: by hand only, until the drive test is passed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on: the drive test is passed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on: {who} accepts the risk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic opening</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SoundsPage</name>
    <message>
        <source>Sounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Critical alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Banned car</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A car waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watched plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold ends in 60 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held long enough</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Touch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateBox</name>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Time at {site}</source>
        <translation type="unfinished"></translation>
    </message>
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
        <source>{what}, state</source>
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
        <source>Lists of {age} ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DRILL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n}, no sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sign in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guard, no PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guard till {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Installer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not signed in</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>State of the site</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepRow</name>
    <message>
        <source>Less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>{name}: less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepsSheet</name>
    <message>
        <source>Gate by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I opened it by key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate is in order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I looked, the gate is in order, hold</source>
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
    <message>
        <source>Close the steps</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TableRows</name>
    <message>
        <source>Report as a table</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TestPanel</name>
    <message>
        <source>TEST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test the camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TEST again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} fps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>plate {n} px wide</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TextPad</name>
    <message>
        <source>Keypad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small or large letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete one character</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel typing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this text</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrialBar</name>
    <message>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the new settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to the old settings now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrialDesk</name>
    <message>
        <source>keep the new look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>keep the new settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>go back to the old settings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TypePlateScreen</name>
    <message>
        <source>Type a plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back, stop typing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quick pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UnsavedBar</name>
    <message>
        <source>Stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UsersScreen</name>
    <message>
        <source>Users and PINs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who has access</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name or number, as it stands in the record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the person may do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next: the PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Installer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Has shifts: openings with reasons, quick passes, hand-over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also changes lists and guards, and ends a lockdown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sets up cameras and gates, and gives everybody a PIN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads the record and the audit log, and changes nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking who has access</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody has a PIN yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on shift now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN set {age}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>access stopped {age}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Really stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop access</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>made {age} by {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>used up {age} by {who}: make new ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none: a lost PIN would lock everybody out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovery words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} days ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tap to type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name: {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other roles: ask the installer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name or number</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VideoWall</name>
    <message>
        <source>No camera set up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add camera</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WhyBoard</name>
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
        <source>Second proof</source>
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
    <name>WordPad</name>
    <message>
        <source>Words of the recovery sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>letter {c}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>delete one letter, or the word before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next: the words are complete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>word {w}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no word yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Word {n}: {w}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ZoneCanvas</name>
    <message>
        <source>Picture of the camera</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ZonePicture</name>
    <message>
        <source>{shape}, point {n} of {total}, x {x} y {y}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture yet. Zones can be drawn all the same.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ZoneTrialSheet</name>
    <message>
        <source>Last 7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What these zones would have done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the read zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the open zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Would be kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Would be missed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not legible again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newly found plates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures gone</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ZonesPart</name>
    <message>
        <source>Zones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lines A and B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cameras come first (step 5)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Form</name>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SAVE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keypad for {field}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_TestFace</name>
    <message>
        <source>Address found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stream found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ok</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TEST connects to the camera as it stands here and shows its picture. Nothing is changed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>health</name>
    <message>
        <source>ok</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>watch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} s ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} bad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} to watch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All is well</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{fps} fps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{s} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pct} % fewer reads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reads as usual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check cable, network and the camera&apos;s settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{ms} ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cars may wait longer. Look at the temperature.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} restarts in 1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reader</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is slow. Call if this lasts an hour.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} records wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>relay answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>relay answers in {ms} ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no answer since {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the gate and confirm it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} entries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no database for {n} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is lost. Call if this lasts a day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pct} % used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gb} GB free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not told by this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading is slower</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only gates are read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing is read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>goes evenly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>jumped {s} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set it, or say &quot;Clock is right&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be heard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>can be heard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch the screen, check the cable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record and keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a report and call the installer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whole</source>
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
        <source>Let in. Visitor for {who}.</source>
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
        <source>Give {needed} characters that stand together, or a day to look in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a letter or a digit of the plate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No plate is that long: {most} characters at most.</source>
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
        <source>Not let in today. {plate} may not enter on holidays ({holiday}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too much at once. Wait until the last one is done and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL was newer than this record, which was put back. {n} rows were set aside there for 30 days. Call {contact}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record was found damaged. Openings go on. Keep the backups. Call {contact}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clock not safe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Second proof</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This group is no longer there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The group still has {n} plates. Move them first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A group needs a name that no other group has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This holiday is no longer there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This change is not recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lists have changed: by {actor} at {time}. Nothing was done; look again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No column of plates was found. The file has: {known}. Say which one it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no column {name}. There are: {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file has more than {most} rows. Split it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} rows cannot be read, and a file that replaces a list must be whole. Mend them first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be read ({why}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be written ({why}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is larger than {mb} MB. Split it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is no CSV or XLSX file, or not the kind its name says ({found}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} was made to use up this machine ({why}). It was not read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encoding {encoding} is not known. Try utf-8, cp1252 or cp1250.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The separator is one of ; , | and the tab character, not {separator}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such sheet. There are: {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row {row} cannot be read ({why}). Nothing was taken from the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds a character that hides text ({char}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A formula: put its value in its place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} characters; {most} are allowed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No plate has the character {char} there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another entry of the list {list} has this plate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is in row {row} already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} is no word that is known here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} is no number from 0 to 999999.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} is no date such as 2026-12-31 or 31.12.2026 18:00.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} can be two dates. Say whether the day or the month comes first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} is no opening time such as Mon-Fri 07:00-18:00, Sat 08:00-12:00.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It ends before it begins.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no group {value}. Make it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is as its group, but has no group.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no gate {value}. There are: {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A photo is named by 64 hexadecimal digits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An id has up to 64 letters and digits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be undone: what was there was erased for privacy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no JPEG picture of up to {mb} MB.</source>
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
        <source>Its time is over: the pictures were deleted as set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pictures were erased on request.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time of this plate is over; it cannot be corrected any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incident {incident}: {n} passages are kept until it is released.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incident {incident} is released.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These passages are no longer there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} passages are too many for one incident (most {most}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no incident {incident}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incident {incident} was released before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in first: a hold has a name on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say why. The reason is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only {free} MB are free. New pictures stop at {limit} MB. Remove old files or call {contact}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk of the record is nearly full ({free} MB free). Automatic opening stops when it is full. Remove files or call {contact}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk of the record is full and its reserve is in use. Automatic opening stops when that is full too. Remove files now or call {contact}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PostgreSQL server {server} does not answer. Check that it runs, the cable and the firewall. Records wait here and go over by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PostgreSQL server {server} says no: {why}. Check user, password, rights and certificate. Records wait here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PostgreSQL server does not keep what it confirms ({why}). Have its settings put right. Records wait here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL is away since {time}. {n} records wait here. Nothing is lost: gates and lists go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL refused {n} records ({tables}). They stay here. Call {contact}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry {entry}, changed in PostgreSQL by {who}, was not taken ({code}). Have it put right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry {entry} was changed here and in PostgreSQL by {who}. The change from here counts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record can only be read ({why}). Nothing opens by itself and nothing is recorded. Open by hand, write it down and call {contact}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no room for a copy of the record ({why}), so the new version was not begun. Make room on the disk, or start the version from before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record could not be brought to the new version ({why}). It is as it was. Start the version from before and call the installer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PostgreSQL database belongs to another kiosk ({found}). Give this kiosk a database of its own. Records wait here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record was put back to {time}. Lists may be older. Tell a supervisor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No backup: {path} has {free_mb} MB free, {needed_mb} MB are needed. Call {contact}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup at {path} failed ({why}). Older ones are kept. Call {contact}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The second place for backups is missing ({path}). Is the stick in?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another backup is being made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was stopped before its end.</source>
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
        <source>Was inside already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Had left already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inside already?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Has left already?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look-alike is inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perhaps inside</source>
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
        <source>Not on holidays</source>
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
        <source>Threatened staff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left without paying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reported stolen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Damaged the gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Banned from the site</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other, ask the supervisor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing: the plate is enough</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ID card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Site pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Face as on the photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call to the host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivery papers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove, reason: {reason}</source>
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
        <source>Pulse sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relay on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relay off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate has left closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate is closed again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FAILED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GOOD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NOT KNOWN: did the gate open?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RUNNING</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I can see the gate and nobody is near it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I can see the gate, nobody is near it, and it may turn back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What does a second pulse do while the gate moves?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stops</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It turns back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I don&apos;t know (counts as: it turns back)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the relay cannot tell its state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no position contact is wired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the contact did not say closed before the pulse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing was sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it was joined to another opening; try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the relay was not read in time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the relay was not read while it was on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the contact could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it did not close by itself while we looked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a second pulse came in between</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the relay stayed off: check output number and settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the relay stays on: switch it off, check auto-off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the relay went off too early: check the device&apos;s own timer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the gate did not move: check wiring, power and the operator&apos;s lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say first that you see the gate and nobody is near it: for one pulse within 30 s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lockdown is on. A supervisor must end it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gate is held open. End that first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay does not answer. Check power and network first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gate has a fault, or a command ended unclearly. Look at it and confirm it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The interlocked gate may be open. Let it close first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last test pulse is still running. Wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gate is not closed. Let it close first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gate may still move. Wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A second pulse needs a first one that was sent just before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gate does not move now. A second pulse shows nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no result sheet of {gate} yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was tested at this gate yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commissioned: {good} good pulses, and the second-pulse question is answered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NOT commissioned yet ({good} good pulses in a row).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three good test pulses in a row are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The second-pulse question is not answered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The contact shows that a second pulse does something. &apos;Nothing&apos; is not believed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings of the device were not checked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of the device are bad (above).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of the device are not known: look at docs/relays.md.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not every wired input was seen to change: open and close each once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the relay does not answer; nothing was sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the relay refuses the password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the relay refuses the command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is not clear whether the relay acted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the gate holds back a short command now; look at its panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the command came too late</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the program ends</source>
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
    <message>
        <source>ok</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LOOK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known: there is no check for this kind of relay ({type}). Look at docs/relays.md.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This relay exists only in memory. Nothing moves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device answers ({model}, {version}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device does not answer ({reason}). Check address, power and network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device does not tell its settings ({reason}). Check the password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signing in is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Anybody in the network can switch it: set a password in the device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device does not say whether signing in is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The output stays off when power returns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When power returns the output goes to &apos;{value}&apos;: set it to off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device does not say what the output does when power returns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device itself switches off after {seconds} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device does not tell its auto-off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Auto-off is not set: set it to a little more than the pulse of {pulse} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Auto-off after {seconds} s would cut the pulse of {pulse} s: set it a little longer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Auto-off comes only after {seconds} s: set it a little longer than the pulse, {pulse} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It never switches on by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It switches on by itself after {seconds} s: switch auto-on off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device does not tell its auto-on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device&apos;s input does not switch the output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device&apos;s input switches the output ({value}). Is that meant? Else set it to detached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gate&apos;s contact at its input switches the output ({value}): set it to detached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device does not say what its input does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its own Wi-Fi is off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its own Wi-Fi is on: switch it off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device does not say whether its own Wi-Fi is on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its own Wi-Fi is on, without a password: anybody near can open. Switch it off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bluetooth takes no commands.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bluetooth takes commands: switch it off where it is not needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device does not say whether Bluetooth is on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The maker&apos;s cloud is off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The maker&apos;s cloud is on, and can switch the gate: switch it off where it is not needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device does not say whether the maker&apos;s cloud is on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MQTT is off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MQTT is on, where the device&apos;s password counts nothing: switch it off if not needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device does not say whether MQTT is on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Firmware {version} of {built}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The age of the firmware is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Firmware {version} is the last one for this device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Firmware {version} is {days} days old ({built}): look for a newer one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Firmware {version} is not the last one for this device ({need}): update it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Firmware {version} keeps an open Wi-Fi on after set-up: update to {need} or newer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Anybody in the network can restart firmware {version}: update to {need} or newer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The board answers ({value}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The board does not answer ({value}). Check wiring, address and framing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The output is off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The output is on without a command: find out why first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The board does not tell the state of the output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No input switches an output by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An input switches an output by itself (modes {value}): set all modes to 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The board does not say whether inputs switch outputs. Look at docs/relays.md.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its own address is {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It says that its address is {value}: check the address in the site file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The board does not tell its own address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Firmware {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The board does not tell its firmware.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Modbus knows no password: give the board a network that nobody else is in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The board itself ends the pulse.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This program ends the pulse: an off-delay relay in the cabinet guards against its loss.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let in. {plate} came in at {time} already and was not seen leaving.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let out. {plate} left at {time} already and was not seen coming back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{plate} came in at {time} and was not seen leaving. Is this the same car?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{plate} left at {time} and was not seen coming back. Is this the same car?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{other}, which looks alike, is inside since {time}. Is this the same car?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{plate} came in at {time}. A car left since that could not be read: was it this one?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not let in. The last entry was used a moment ago.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in first. A pass needs a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A pass for more than 24 hours needs a supervisor&apos;s PIN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{plate} is a visitor already, for longer than this pass.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Visitor {plate} for {who} is inside since {time}, longer than allowed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This passage is no longer in the record.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This car is not on the list of those inside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{plate} is inside already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to take back any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the supervisor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>READING</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LET IN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ASKED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IGNORED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STOPPED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NOT LET IN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NOT KNOWN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CLOSED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OPENING</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OPEN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HELD OPEN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CLOSING</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FAULT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LOCKED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deny</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Visitors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Late</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frozen picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to see</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture not readable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CRITICAL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HIGH</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LOW</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody answered. {gate} was not opened for this car. Tap &quot;Decide again&quot; if it is still there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody answered for this car, but {gate} is opening. Look at the gate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody answered for this car, but {gate} is open. Look at the gate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody answered for this car, but {gate} is held open. Look at the gate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody answered for this car. {gate} is closing. Look at the gate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody answered. What {gate} does is not certain. Look at the gate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type what you see. ? stands for a character that you cannot read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking through the lists ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lists cannot be searched. OPEN works. Try again, or look the plate up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list server is away: these are the lists as last known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Corrected: {plate}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pass is saved, but late. Hold LET IN if the car is still there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer. The pass may be saved: look at the visitors, or save it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noted as wrong. The record keeps both: the decision and your word.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reason is not saved yet. It is kept here and tried again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved: {reason}. Which of these was it? One tap links it, or close.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over {n} min needs a supervisor. Use the PIN key, or choose less.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody is signed in. Sign in, or use a supervisor&apos;s PIN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This PIN looks like a birthday. Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PIN can&apos;t be checked now. OPEN still works. Wait, or begin unsigned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PIN can&apos;t be checked now. OPEN still works. Wait, or cancel and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN is right. Now hold OPEN at {gate}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shift of {user} has ended. Sheet kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shift of {user} has ended. The sheet could not be kept: tell the supervisor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody is on shift.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the shift of {user}. Only {user} or a supervisor can end it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shift of {user} was to end at {time}. Hand over under Hand-over (F5).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shift of {user} has ended by itself. Sign in to begin yours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of the hand-over not read yet. Look under Hand-over (F5).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New ban: {plate}, {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New ban: {plate}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Visitors expected: {n}. {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture from {camera} since {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate} is held open until {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Openings without a reason: {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate} opened by {actor}: no reason yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note of {user}: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a word or two first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note kept for the next shift.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody is on shift. OPEN works, but each opening is marked as unsigned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No guards are set up, so there are no shifts. A supervisor adds guards under Users and PINs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is left open in this shift.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is new can&apos;t be read now. Gates and lists still work. Begin the shift and look again later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new recovery words count from now on. Older sheets are void: destroy them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no recovery words here, or they were used. Call the installer for a new PIN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The words are for supervisors and installers. {user} gets a PIN from them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All 12 words of the sheet are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are not the words. Look at the sheet again: nothing has changed yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sheet is printed. Take it from the printer now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One word, or the order, is not as on the sheet. Tap it and enter it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sheet was shown for 5 minutes and is gone. Nothing has changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{user} has a new PIN. The recovery words are used up: make new ones now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recovery words gave {user} a new PIN at {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are not the words of the newest sheet. Try again in {s} s. OPEN still works.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{user} has a new PIN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{user} has no access any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nobody of the name {user} with this role. Look at the list again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{user} has access already. Give another name, or a new PIN to {user}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a name or a number first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This name is too long, or has signs that can&apos;t be shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Supervisors give PINs to guards. For other roles ask the installer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the last supervisor. Add another one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No gate is set up. Add one in the site file, see docs/relays.md.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay was asked. What it said stands here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result sheet {sheet} is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new settings are being taken over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new settings stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The old settings come back now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The old settings are back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody kept the new settings, so the old ones are back since {time}. Open Settings and change them again if you need them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new settings do not work ({why}). The old ones are back. Open Settings and look at the last change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other new settings are being tried out. Tap Keep or Go back now first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No settings are being tried out any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved. {key}: {mistake}. Change it and save again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings file {path} can&apos;t be written ({why}). Nothing was changed. Let the program&apos;s user write in its folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings file has a form that can&apos;t be changed here. Change it in an editor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{row} is not in the settings any more. Open the page again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a {row} already. Use another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These older settings are not kept any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This password can&apos;t be kept. Use at most {most} printable characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings are being taken over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no {source}. Check the path, or whether the camera is plugged in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something answers there, but not as this address says. Check the port, and rtsp:// against http://.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera sends us to another host. The password is not sent there. Use that host&apos;s own address if it is the right one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{source} can&apos;t be opened. Is another program using it, or may this user not read it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stream is there, but no picture came in time. Restart the camera and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera refuses user or password. Check both; many cameras lock themselves after a few tries.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking the network for cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} answers, but not by ONVIF. Switch ONVIF on in the camera, or type the whole address of its stream.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera sends us to another address. The password does not follow it there. Use that address itself if it is the right one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer of {host} is unsafe or far too large. It was not read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera refuses that question ({detail}). Type the whole address of its stream.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera names no video stream. Type the whole address of its stream.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{target} is neither an address (192.168.1.20) nor a range (192.168.1.0/24).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most {most} addresses at once. Take a smaller range.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{target} is not a private network. Type single addresses instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No network connection is called {name} or has an IPv4 address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has no network connection with an IPv4 address. Plug the cable in, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>H.265 costs more work than H.264. With four cameras choose H.264.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>H.265 over UDP: half of the damaged pictures pass as whole ones. Use TCP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first picture took more than 2 s. Set the key frame interval to 1 s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key frame for 2 s. Set the key frame interval (GOP) of the camera to 1 s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Few frames a second: a moving car may be read once or not at all. Set 10 to 25.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A small picture. Is this the sub-stream? Plates are read in the main stream.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A very large picture. 1280 to 1920 px wide read as well and cost less work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera shows its picture without a password. Set one in the camera.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User and password do not belong into the address. Type them into their own fields.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No cameras yet. Search the network or add one by its address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No camera answered. Cameras answer only with ONVIF switched on and in the same network. Add it by its address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This program takes at most {most} cameras. Remove one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The camera needs a name and an address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{shape} crosses itself. Drag the red points apart, then save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{shape} needs at least 3 points. Tap the picture, or hold a point to delete it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{shape} is not whole. Lines A and B need two points each, or none at all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without an open zone this camera never opens a gate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without lines A and B the direction comes from the camera&apos;s settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This camera is not in the settings any more. Go back and choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drive through now: {n} of {of} cars read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the last 7 days …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the reader …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading pictures again. The lanes come first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No car of the last 7 days is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of {of} pictures read again, spread evenly over the days:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cars that no picture shows can&apos;t be found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines can&apos;t be tried on pictures: let a car drive through.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag the two points to the ends of a plate, or let a car drive through.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Setup: by hand only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OPEN is back in a few seconds. Until then use the key switch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer is {c} °C. Look at its fan and the cabinet&apos;s filter today.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer is {c} °C. Only cameras at gates are read. Open the cabinet door and call {contact}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer is {c} °C. Plates are not read: gates by hand. Open the cabinet door and call {contact}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program stopped while {gate} was told something. What became of it is not known. Look at the gate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A critical alert is never hidden. Tap SEEN, and look at its cause.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is over. Tap SEEN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This alert is over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quiet for {s} s. A new alert is heard at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No alerts. All is well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is seen and still true.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is hidden.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing ended within 24 hours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DRILL · {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DRILL: as if {gate} had no relay. OPEN works. Tap for the steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The drill has begun and ends in 5 minutes. Real alerts come as always.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The drill is over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no drill.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such drill.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The log is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The log can&apos;t be read ({why}). The site goes on. Call {contact}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report can&apos;t be written to {folder} ({why}). Nothing else is touched. Choose another place, or look whether the stick is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved: {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions and state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings without passwords</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking through the record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log without plates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clock counts as right again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other lanes work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All works; more cars are asked about.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Video, OPEN and keypad work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading and log go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cars are decided as before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All else works.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OPEN works.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entries without times work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists and lockdown are as before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call the installer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the lens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look outside, open by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clean the lens, check the light.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the plate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the plate. Call the installer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the key switch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Carry on. Call after 24 h.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export, or call.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the cabinet door, call.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the clock.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch the screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the gates.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not open. Call the supervisor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look outside now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch it off at the cabinet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the gate; use the key switch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask who opened, and why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask who it was. Make new words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A supervisor ends it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call the host.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go through the list, the worst first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a report (Health) and send it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at it, then tap SEEN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something was wrong with {camera} for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{camera} sent no picture for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording of {camera} was over for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture of {camera} stood still for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was to be seen from {camera} for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture of {camera} was another than usual for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{camera} refused the password for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{camera} sent a picture that could not be read for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{camera} read fewer plates than usual for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{camera} saw fewer cars than usual for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading was slow for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plates were not read for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay of {gate} was in trouble for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There was no link to the relay of {gate} for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay of {gate} refused the password for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not known for {long}, until {until}, whether {gate} had got a command.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay of {gate} stayed on for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate} was in trouble for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate} had not moved after a command for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate} stood open without a command for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relay of {gate} was switched on at {from}, but not by this program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gate} stood open too long, by {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A second car passed at {gate} on one opening at {from}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STOP of {gate} did not end for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold open of {gate} did not end for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody was at the tamper contact of {gate} for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cabinet door of {gate} was open for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The control of {gate} stood still for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list server was away for {long}, until {until}. Nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL was away for {long}, until {until}. Nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records waited for the server for {long}, until {until}. Nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record was in trouble for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record could not be written for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No backup could be made for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The second place for backups was missing for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There was too little room on the disk for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No new pictures were kept for {long}, until {until}: the disk was full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer was too hot for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clock was not safe for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There was no sound for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part of the program stood still for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There was a lockdown for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The banned {plate} was here for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Visitor {plate} for {who} was inside longer than allowed, by {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} alerts came in 10 minutes; the first was: {first}. That went on for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first}. This went on for {long}, until {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing on this list fits &quot;{search}&quot;, but {n} on others: see the tabs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can read this entry. A supervisor can change it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed out. Your changes are kept for 30 minutes; sign in to save them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say why: the guard at the gate reads it. Choose a reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It ends before it begins. Change a date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most {most} plates at once. Choose fewer, or use an import.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture of {plate} is kept. It can be taken once the car was here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This picture is no longer kept. Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{actor} saved it while you were editing. Nothing of yours is lost: choose what stands.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{actor} took it off the list while you were editing. Add it again, or go back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} plates were taken off their lists.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} plates are valid {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undone. All is as it was before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{plate} is banned from now on. Passages in the last 90 days: {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No groups yet. A group gives a company or a flat the same hours and gates.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No holidays yet. Entries can be closed on them, or hold on them alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is outside of what may be opened here. Use a stick or the data folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No CSV or XLSX file here. Put one on a USB stick and plug it in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No stick is plugged in. Plug one in, then look again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} entries are in {path}. The file is full of plates: keep it safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the file. Nothing is changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparing with the lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taking the file over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taking the import back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This check is no longer valid. Check the file again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the number of entries that go: {n}. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This import is more than 24 hours old. Undo single changes instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file changes nothing: all of it is on the lists already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say which column has the plates: tap it below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} entries are not in the file and would be removed. Type {n} to allow that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} rows cannot be read. A file that is the whole list must be without mistakes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The look is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This look is not possible ({what}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A guard may change theme and text size. Sign in as a supervisor for the rest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It changes as soon as the question is answered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It changes in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It changes as soon as the form that is open is saved or left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Auto needs latitude and longitude in [site] of the site file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Auto goes by the light sensor; without its value by the sun at the site.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Auto goes by the sun at the site, not by a light sensor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the old look in {s} s, if it is not kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold a ruler to it: keys have their true size when it is 50 mm.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}: {new} instead of {old}. What is gone already does not come back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}: {new} instead of {old}. Nothing of it is older now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}: {new} instead of {old}. {n} are older and go for good at the next look, {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}: {new} instead of {old}. Counting what is older.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These times do not fit together: pictures, plates, rows, in this order.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longer than usual ({usual}) needs a reason. It is kept in the record.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is removed until you have tapped Keep. What is removed then is gone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} records of {plate} are in {target}, {files} files. Manifest {hash}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} pictures did not fit their seal and were left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists, passages, stays, notes and pictures of this plate, for its owner. Plates of others on the pictures are painted over. Check who asks: it tells where a car was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for all of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of that is a letter or a digit of a plate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incident {incidents} holds some of it. Nothing was erased. Release it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reason names the plate: it would be kept. Nothing was erased.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counting what is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Erasing. Do not switch the computer off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is kept about this plate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Erased is erased: it cannot be taken back. Counts stay right, a proof stays in the audit chain. Backups from before go when their time is over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Traces are still in {files} files of the data folder, such as older copies. For a full clean-up stop the kiosk and use &quot;alpr-kiosk privacy erase&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is over its time is removed every hour, next at {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The times stand in [keeping] of the site file, see docs/site-file.md.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was removed yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On no list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allowed and watched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Banned and look-alikes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held by an incident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passages, for counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes and reasons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plates made unreadable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stays made unreadable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passages removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records of a plate erased</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures of cars on no list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plates on no list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures of allowed cars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allowed plates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures of visitors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plates of visitors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures of banned cars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Banned plates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passages read as this plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passages of look-alikes that are on no list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decisions about other cars that name it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List entries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes of the lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stays inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guards&apos; words about who is inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes beside the audit chain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reasons of openings by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reasons of incidents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A guard reads the last 24 hours. Ask a supervisor for more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gates and reading go on. Look again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Police request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked by the owner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check of the record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The note is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The note has {n} characters, {most} are possible. Write it shorter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This passage has {most} notes: no more fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The note to correct is not there. Look again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in first: a note has a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A note stays as it is written. A correction stands below it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This passage is no longer there, or is older than you may see.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No row of the chain names it (imported).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is gone or is not the one that was kept. It is not shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture was kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Damage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dispute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of it is deleted until a supervisor releases it. Then it is looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages (PDF), pictures, a table (CSV) and a manifest with the hash of each file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No place to write to was found. Nothing was written. Put a USB stick in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stick is gone. Nothing was written. Put it in and choose it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. Nothing of it is left there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting ready to cover other plates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing and reading back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} passages are more than one export takes ({most}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is there already. Nothing was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{needed_mb} MB are needed, {free_mb} MB are free. Nothing was written. Use another stick.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stick cannot be written ({why}). Nothing is left there. Use another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stick does not hold what was written to it. Use another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not printed ({why}). Check the printer, or save to USB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list was sent to the printer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list is on {target}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No car here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a number of cars, such as 43.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count kept: {n} there, {m} on the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report is on {target}. SHA-256 {hash}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A guard sees today&apos;s counts. Ask a supervisor for more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A report is about {most} days at most. Choose fewer days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Devices with requests of their own and plug-ins are set up in the site file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This must not stay empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a whole number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No serial port was found. Check its cable, or type the path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is sent to any of them until you test the gate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Setup is not finished ({step}). Open it and make the result sheet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report is kept: {path}. It names no plate and no password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started 5 times within a minute. Wait {s} s, then tap Retry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This step can&apos;t be done later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody can sign in yet. Go back to step 4 and let the supervisor type a PIN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The drive test is not passed: each lane needs 5 cars in a row that were read. Drive on, tap Later, or let a supervisor accept the risk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are people with a PIN already. Use Users and PINs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic opening is on without a drive test. The record says who did it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result sheet kept: {sheet}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>nav</name>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>look into the history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>see the reports</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>type a plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>make a quick pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>see the lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>commission the gates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand-over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>see users and PINs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>look at the cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change how the screen looks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>see what is kept and erase a plate</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>places</name>
    <message>
        <source>Cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gates and relays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Users and PINs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who may do what</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeping data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long, and erasing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language and look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text, sound, brightness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cameras, reader, relays, disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reports</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passages, waiting, gates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Setup again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step by step</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>relays</name>
    <message>
        <source>Address of the relay, such as 192.168.1.40</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At which port is the board?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password of the device; leave it empty if it has none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User on the device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which output? Counted from 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which output? Counted from 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Modbus address of the board</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many outputs has the board?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shelly, generation 2 or later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shelly, generation 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Modbus board, network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Modbus board, RS-485</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LCUS board, USB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numato module, USB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KMTronic board, USB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Axis camera or module</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of the port, as on the device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output of an ONVIF camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tasmota</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ESPHome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the switch, as gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Home Assistant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address, such as 192.168.1.40:8123</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which switch? Such as switch.gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its long-lived access token</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ruler</name>
    <message>
        <source>Plate {px} px ({need})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text {px} px ({need})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tilt {px}° ({need})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sharpness: {grade}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
