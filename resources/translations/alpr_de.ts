<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
<context>
    <name>AlertBanner</name>
    <message>
        <source>Silence 30 s</source>
        <translation>30 s Ruhe</translation>
    </message>
    <message>
        <source>Silence alerts for 30 seconds</source>
        <translation>Meldungen 30 Sekunden stumm</translation>
    </message>
    <message>
        <source>SEEN</source>
        <translation>GESEHEN</translation>
    </message>
    <message>
        <source>Alert seen</source>
        <translation>Meldung gesehen</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>DRILL</source>
        <translation>ÜBUNG</translation>
    </message>
    <message>
        <source>Quiet {s} s</source>
        <translation>Ruhe {s} s</translation>
    </message>
    <message>
        <source>Ended, not seen</source>
        <translation>Vorbei, nicht gesehen</translation>
    </message>
</context>
<context>
    <name>AlertRow</name>
    <message>
        <source>DRILL</source>
        <translation>ÜBUNG</translation>
    </message>
    <message>
        <source>seen, still true</source>
        <translation>gesehen, gilt noch</translation>
    </message>
    <message>
        <source>on</source>
        <translation type="unfinished">an</translation>
    </message>
    <message>
        <source>ended {time}</source>
        <translation>vorbei {time}</translation>
    </message>
    <message>
        <source>Ended, not seen, {time}</source>
        <translation>Vorbei, nicht gesehen, {time}</translation>
    </message>
    <message>
        <source>SEEN</source>
        <translation type="unfinished">GESEHEN</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation type="unfinished">{n} min</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation type="unfinished">{n} h</translation>
    </message>
    <message>
        <source>Then</source>
        <translation type="unfinished">Damals</translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished">Jetzt</translation>
    </message>
</context>
<context>
    <name>AlertsScreen</name>
    <message>
        <source>Alerts</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Acknowledge all</source>
        <translation>Alle gesehen</translation>
    </message>
    <message>
        <source>List of alerts</source>
        <translation>Liste der Meldungen</translation>
    </message>
    <message>
        <source>On {n}</source>
        <translation>An {n}</translation>
    </message>
    <message>
        <source>Seen {n}</source>
        <translation>Gesehen {n}</translation>
    </message>
    <message>
        <source>Shelved {n}</source>
        <translation>Verborgen {n}</translation>
    </message>
    <message>
        <source>Ended 24 h {n}</source>
        <translation>Vorbei 24 h {n}</translation>
    </message>
    <message>
        <source>hide an alert</source>
        <translation>eine Meldung verbergen</translation>
    </message>
</context>
<context>
    <name>AskDesk</name>
    <message>
        <source>A car is waiting, show the question</source>
        <translation>Ein Auto wartet, Frage zeigen</translation>
    </message>
    <message>
        <source>A car is waiting  {s}</source>
        <translation>Ein Auto wartet  {s}</translation>
    </message>
</context>
<context>
    <name>AskOverlay</name>
    <message>
        <source>A car is waiting</source>
        <translation>Ein Auto wartet</translation>
    </message>
    <message>
        <source>KEEP CLOSED</source>
        <translation>ZU LASSEN</translation>
    </message>
    <message>
        <source>Keep closed</source>
        <translation>Zu lassen</translation>
    </message>
    <message>
        <source>LET IN</source>
        <translation>EINLASSEN</translation>
    </message>
    <message>
        <source>Let in, hold</source>
        <translation>Einlassen, halten</translation>
    </message>
    <message>
        <source>hold</source>
        <translation>halten</translation>
    </message>
    <message>
        <source>Correct plate</source>
        <translation>Berichtigen</translation>
    </message>
    <message>
        <source>Correct the plate that was read</source>
        <translation>Gelesenes Kennzeichen berichtigen</translation>
    </message>
    <message>
        <source>More time</source>
        <translation>Mehr Zeit</translation>
    </message>
    <message>
        <source>More time, 20 seconds</source>
        <translation>Mehr Zeit, 20 Sekunden</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Why does it ask</source>
        <translation>Warum wird gefragt</translation>
    </message>
    <message>
        <source>A CAR IS WAITING AT {gate}</source>
        <translation>EIN AUTO WARTET AN {gate}</translation>
    </message>
    <message>
        <source>  ({n} of {m})</source>
        <translation>  ({n} von {m})</translation>
    </message>
    <message>
        <source>hold 3 s</source>
        <translation>3 s halten</translation>
    </message>
    <message>
        <source>PIN, or hold 3 s</source>
        <translation>PIN oder 3 s halten</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Kein Bild</translation>
    </message>
    <message>
        <source>read {n} of {m} looks</source>
        <translation>gelesen in {n} von {m} Bildern</translation>
    </message>
    <message>
        <source>doubtful: {c}</source>
        <translation>unsicher: {c}</translation>
    </message>
</context>
<context>
    <name>AskSide</name>
    <message>
        <source>No picture</source>
        <translation type="unfinished">Kein Bild</translation>
    </message>
    <message>
        <source>On file</source>
        <translation type="unfinished">Hinterlegt</translation>
    </message>
    <message>
        <source>Loading the photo</source>
        <translation type="unfinished">Foto wird geladen</translation>
    </message>
    <message>
        <source>No photo on file</source>
        <translation type="unfinished">Kein Foto hinterlegt</translation>
    </message>
    <message>
        <source>listed</source>
        <translation type="unfinished">auf der Liste</translation>
    </message>
    <message>
        <source>or</source>
        <translation type="unfinished">oder</translation>
    </message>
    <message>
        <source>BANNED</source>
        <translation type="unfinished">GESPERRT</translation>
    </message>
</context>
<context>
    <name>CameraFormPage</name>
    <message>
        <source>Fields of the camera</source>
        <translation>Felder der Kamera</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished">Entfernen</translation>
    </message>
    <message>
        <source>Draw zones</source>
        <translation>Zonen zeichnen</translation>
    </message>
    <message>
        <source>SAVE</source>
        <translation type="unfinished">SPEICHERN</translation>
    </message>
    <message>
        <source>Name on the screen</source>
        <translation>Name auf dem Bildschirm</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Sub-stream for the tile</source>
        <translation>Nebenstrom für die Kachel</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Lane at</source>
        <translation>Spur an</translation>
    </message>
    <message>
        <source>No gate</source>
        <translation>Kein Tor</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation type="unfinished">Richtung</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Beide</translation>
    </message>
    <message>
        <source>New camera</source>
        <translation>Neue Kamera</translation>
    </message>
    <message>
        <source>192.168.1.20 or rtsp://...</source>
        <translation>192.168.1.20 oder rtsp://...</translation>
    </message>
    <message>
        <source>none: the main stream</source>
        <translation>keiner: der Hauptstrom</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>kept, not shown</source>
        <translation>behalten, nicht gezeigt</translation>
    </message>
    <message>
        <source>such as Gate A in</source>
        <translation>etwa Tor A ein</translation>
    </message>
    <message>
        <source>Really?</source>
        <translation>Wirklich?</translation>
    </message>
</context>
<context>
    <name>CameraRow</name>
    <message>
        <source>Draw zones</source>
        <translation>Zonen zeichnen</translation>
    </message>
    <message>
        <source>Draw zones of {name}</source>
        <translation>Zonen von {name} zeichnen</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Change {name}</source>
        <translation>{name} ändern</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation type="unfinished">Verbindet</translation>
    </message>
    <message>
        <source>ok, {n} fps</source>
        <translation>ok, {n} B/s</translation>
    </message>
    <message>
        <source>Picture late</source>
        <translation>Bild verspätet</translation>
    </message>
    <message>
        <source>Picture frozen</source>
        <translation>Bild steht</translation>
    </message>
    <message>
        <source>Lens covered</source>
        <translation>Linse verdeckt</translation>
    </message>
    <message>
        <source>PASSWORD REFUSED</source>
        <translation>PASSWORT ABGEWIESEN</translation>
    </message>
    <message>
        <source>Can&apos;t be decoded</source>
        <translation>Nicht zu entschlüsseln</translation>
    </message>
    <message>
        <source>Recording ended</source>
        <translation>Aufnahme zu Ende</translation>
    </message>
    <message>
        <source>NO PICTURE</source>
        <translation>KEIN BILD</translation>
    </message>
    <message>
        <source>no open zone</source>
        <translation>keine Öffnungszone</translation>
    </message>
</context>
<context>
    <name>CameraTile</name>
    <message>
        <source>Too hot: not reading</source>
        <translation>Zu heiß: liest nicht</translation>
    </message>
    <message>
        <source>Not reading</source>
        <translation>Liest nicht</translation>
    </message>
    <message>
        <source>restart {n} of 5</source>
        <translation>Neustart {n} von 5</translation>
    </message>
    <message>
        <source>Connecting {s} s</source>
        <translation>Verbindet {s} s</translation>
    </message>
    <message>
        <source>old picture</source>
        <translation>altes Bild</translation>
    </message>
</context>
<context>
    <name>CamerasPart</name>
    <message>
        <source>Cameras</source>
        <translation type="unfinished">Kameras</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>no picture yet</source>
        <translation>noch kein Bild</translation>
    </message>
    <message>
        <source>no lane</source>
        <translation>keine Spur</translation>
    </message>
    <message>
        <source>Another camera</source>
        <translation>Weitere Kamera</translation>
    </message>
    <message>
        <source>The first camera</source>
        <translation>Die erste Kamera</translation>
    </message>
    <message>
        <source>Search the network, or type an address</source>
        <translation>Netz durchsuchen oder eine Adresse tippen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished">Neu</translation>
    </message>
</context>
<context>
    <name>ChangesPage</name>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Reading the changes</source>
        <translation>Änderungen werden gelesen</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>rückgängig</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished">Rückgängig</translation>
    </message>
    <message>
        <source>{n} entries at once</source>
        <translation>{n} Einträge auf einmal</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>{title}: n = {n}. Most: {label}, {value}.</source>
        <translation>{title}: n = {n}. Am meisten: {label}, {value}.</translation>
    </message>
    <message>
        <source>Nothing in this time</source>
        <translation>Nichts in dieser Zeit</translation>
    </message>
</context>
<context>
    <name>ChoicePage</name>
    <message>
        <source>Page before</source>
        <translation>Seite davor</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Nächste Seite</translation>
    </message>
</context>
<context>
    <name>ChoiceSheet</name>
    <message>
        <source>Close</source>
        <translation type="unfinished">Schließen</translation>
    </message>
    <message>
        <source>Close without an answer</source>
        <translation>Ohne Antwort schließen</translation>
    </message>
</context>
<context>
    <name>ColumnsPage</name>
    <message>
        <source>Check the file</source>
        <translation>Datei prüfen</translation>
    </message>
    <message>
        <source>Looking into the file</source>
        <translation>Datei wird angesehen</translation>
    </message>
    <message>
        <source>Column {n}</source>
        <translation>Spalte {n}</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>nicht verwendet</translation>
    </message>
    <message>
        <source>as they are</source>
        <translation>wie sie sind</translation>
    </message>
    <message>
        <source>headers</source>
        <translation>Überschriften</translation>
    </message>
    <message>
        <source>data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Kodierung</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>Trennzeichen</translation>
    </message>
    <message>
        <source>First row</source>
        <translation>Erste Zeile</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>List</source>
        <translation type="unfinished">Liste</translation>
    </message>
    <message>
        <source>List of rows that name none</source>
        <translation>Liste für Zeilen, die keine nennen</translation>
    </message>
    <message>
        <source>Encoding of the file</source>
        <translation>Kodierung der Datei</translation>
    </message>
    <message>
        <source>What stands between the columns</source>
        <translation>Was zwischen den Spalten steht</translation>
    </message>
    <message>
        <source>Field: {name}</source>
        <translation>Feld: {name}</translation>
    </message>
    <message>
        <source>What is in the column {name}?</source>
        <translation>Was steht in der Spalte {name}?</translation>
    </message>
</context>
<context>
    <name>ConflictPage</name>
    <message>
        <source>Somebody else has changed this entry</source>
        <translation>Jemand anders hat diesen Eintrag geändert</translation>
    </message>
    <message>
        <source>Take what is saved</source>
        <translation>Gespeichertes nehmen</translation>
    </message>
    <message>
        <source>Save mine over it</source>
        <translation>Meines darüber speichern</translation>
    </message>
    <message>
        <source>Your form</source>
        <translation>Dieses Formular</translation>
    </message>
    <message>
        <source>What is saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Add it again</source>
        <translation>Wieder anlegen</translation>
    </message>
</context>
<context>
    <name>DatePicker</name>
    <message>
        <source>Choose a day</source>
        <translation>Tag wählen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished">Zurück</translation>
    </message>
    <message>
        <source>A year earlier</source>
        <translation>Ein Jahr früher</translation>
    </message>
    <message>
        <source>A month earlier</source>
        <translation>Ein Monat früher</translation>
    </message>
    <message>
        <source>A month later</source>
        <translation>Ein Monat später</translation>
    </message>
    <message>
        <source>A year later</source>
        <translation>Ein Jahr später</translation>
    </message>
    <message>
        <source>today</source>
        <translation type="unfinished">heute</translation>
    </message>
</context>
<context>
    <name>DayBar</name>
    <message>
        <source>{day}, allowed {hours}</source>
        <translation>{day}, erlaubt {hours}</translation>
    </message>
    <message>
        <source>{day}, closed</source>
        <translation>{day}, geschlossen</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
</context>
<context>
    <name>DecisionDetail</name>
    <message>
        <source>Why</source>
        <translation type="unfinished">Warum</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Event before</source>
        <translation>Ereignis davor</translation>
    </message>
    <message>
        <source>Event after</source>
        <translation>Ereignis danach</translation>
    </message>
    <message>
        <source>Give the reason</source>
        <translation>Grund angeben</translation>
    </message>
    <message>
        <source>Wrong plate</source>
        <translation>Kennzeichen falsch</translation>
    </message>
    <message>
        <source>Wrong decision</source>
        <translation>Entscheidung falsch</translation>
    </message>
    <message>
        <source>Quick pass</source>
        <translation type="unfinished">Passierschein</translation>
    </message>
    <message>
        <source>Add to list</source>
        <translation>Auf Liste</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>What was wrong with the decision?</source>
        <translation>Was war an der Entscheidung falsch?</translation>
    </message>
    <message>
        <source>It should have let in</source>
        <translation>Einlassen wäre richtig</translation>
    </message>
    <message>
        <source>It should have asked</source>
        <translation>Fragen wäre richtig</translation>
    </message>
    <message>
        <source>It should have stayed closed</source>
        <translation>Zu lassen wäre richtig</translation>
    </message>
    <message>
        <source>It was another car</source>
        <translation>Es war ein anderes Auto</translation>
    </message>
    <message>
        <source>Pictures deleted in {time}</source>
        <translation>Bilder gehen in {time}</translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation>{n} Tage</translation>
    </message>
    <message>
        <source>{h} h {m} min</source>
        <translation>{h} h {m} min</translation>
    </message>
    <message>
        <source>mark a decision as wrong</source>
        <translation>eine Entscheidung als falsch vermerken</translation>
    </message>
</context>
<context>
    <name>DiffPage</name>
    <message>
        <source>What the file changes</source>
        <translation>Was die Datei ändert</translation>
    </message>
    <message>
        <source>File is the whole list</source>
        <translation>Datei ist die ganze Liste</translation>
    </message>
    <message>
        <source>Rows of the file</source>
        <translation>Zeilen der Datei</translation>
    </message>
    <message>
        <source>No rows of this kind.</source>
        <translation>Keine Zeilen dieser Art.</translation>
    </message>
    <message>
        <source>{name}: {n} rows</source>
        <translation>{name}: {n} Zeilen</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>same</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgewiesen</translation>
    </message>
    <message>
        <source>look-alikes</source>
        <translation>ähnliche</translation>
    </message>
    <message>
        <source>Apply {n}</source>
        <translation>{n} übernehmen</translation>
    </message>
</context>
<context>
    <name>DigitPad</name>
    <message>
        <source>digit {n}</source>
        <translation>Ziffer {n}</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>delete one digit</source>
        <translation>eine Ziffer löschen</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>PIN is complete</source>
        <translation>PIN ist vollständig</translation>
    </message>
</context>
<context>
    <name>DonePage</name>
    <message>
        <source>Import done</source>
        <translation>Import fertig</translation>
    </message>
    <message>
        <source>Undo import</source>
        <translation>Import zurücknehmen</translation>
    </message>
    <message>
        <source>To the lists</source>
        <translation>Zu den Listen</translation>
    </message>
</context>
<context>
    <name>DrillPage</name>
    <message>
        <source>Drill</source>
        <translation>Übung</translation>
    </message>
    <message>
        <source>A camera is gone</source>
        <translation>Eine Kamera ist fort</translation>
    </message>
    <message>
        <source>Nothing is read</source>
        <translation>Nichts wird gelesen</translation>
    </message>
    <message>
        <source>A relay is gone</source>
        <translation>Ein Relais ist fort</translation>
    </message>
    <message>
        <source>The lists are away</source>
        <translation>Die Listen sind fort</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>Die Platte ist voll</translation>
    </message>
    <message>
        <source>Too hot</source>
        <translation>Zu heiß</translation>
    </message>
    <message>
        <source>The clock jumped</source>
        <translation>Die Uhr sprang</translation>
    </message>
    <message>
        <source>No sound</source>
        <translation>Kein Ton</translation>
    </message>
    <message>
        <source>Restarted</source>
        <translation>Neu gestartet</translation>
    </message>
    <message>
        <source>End the drill</source>
        <translation>Übung beenden</translation>
    </message>
    <message>
        <source>The drill ends by itself in {m}:{s}.</source>
        <translation>Die Übung endet von selbst in {m}:{s}.</translation>
    </message>
    <message>
        <source>A drill shows a loss as it would be, for 5 minutes. Gates, reading and real alerts go on as always.</source>
        <translation>Eine Übung zeigt 5 Minuten lang einen Ausfall, wie er wäre. Tore, Lesen und echte Meldungen laufen weiter.</translation>
    </message>
    <message>
        <source>start a drill</source>
        <translation>eine Übung beginnen</translation>
    </message>
</context>
<context>
    <name>DrivePart</name>
    <message>
        <source>Drive test</source>
        <translation>Probefahrt</translation>
    </message>
    <message>
        <source>Accept the risk</source>
        <translation>Risiko übernehmen</translation>
    </message>
    <message>
        <source>Accept the risk: automatic opening without a test</source>
        <translation>Risiko übernehmen: von selbst öffnen ohne Probefahrt</translation>
    </message>
    <message>
        <source>There is no lane yet. Tap Later, and come back with cameras and gates.</source>
        <translation>Es gibt noch keine Spur. &quot;Später&quot; tippen und mit Kameras und Toren wiederkommen.</translation>
    </message>
    <message>
        <source>Each lane needs {n} cars in a row that were read.</source>
        <translation>Jede Spur braucht {n} gelesene Autos in Folge.</translation>
    </message>
    <message>
        <source>Begin again</source>
        <translation>Neu beginnen</translation>
    </message>
    <message>
        <source>Start the drive test</source>
        <translation>Probefahrt beginnen</translation>
    </message>
    <message>
        <source>let gates open without a drive test</source>
        <translation>Tore ohne Probefahrt öffnen lassen</translation>
    </message>
</context>
<context>
    <name>EntriesModel</name>
    <message>
        <source>Plate</source>
        <translation>Kennzeichen</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Gültig</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation type="unfinished">Zeiten</translation>
    </message>
    <message>
        <source>Gates</source>
        <translation type="unfinished">Tore</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Zuletzt gesehen</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>not on holidays</source>
        <translation>nicht an Feiertagen</translation>
    </message>
    <message>
        <source>on holidays only</source>
        <translation>nur an Feiertagen</translation>
    </message>
    <message>
        <source>in only</source>
        <translation>nur ein</translation>
    </message>
    <message>
        <source>out only</source>
        <translation>nur aus</translation>
    </message>
    <message>
        <source>from {date}</source>
        <translation>ab {date}</translation>
    </message>
    <message>
        <source>used up</source>
        <translation>verbraucht</translation>
    </message>
    <message>
        <source>{left} of {most} left</source>
        <translation>{left} von {most} übrig</translation>
    </message>
    <message>
        <source>always</source>
        <translation>immer</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>today</source>
        <translation type="unfinished">heute</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation type="unfinished">gestern</translation>
    </message>
    <message>
        <source>NEW TO YOU</source>
        <translation>NEU</translation>
    </message>
    <message>
        <source>like banned</source>
        <translation>wie gesperrt</translation>
    </message>
    <message>
        <source>look-alike</source>
        <translation>ähnlich</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>no end</source>
        <translation>ohne Ende</translation>
    </message>
    <message>
        <source>ended</source>
        <translation type="unfinished">vorbei</translation>
    </message>
    <message>
        <source>to {time}</source>
        <translation>bis {time}</translation>
    </message>
    <message>
        <source>to {date}</source>
        <translation>bis {date}</translation>
    </message>
</context>
<context>
    <name>EntryAsks</name>
    <message>
        <source>From now on</source>
        <translation>Ab jetzt</translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished">Heute</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>Gültig ab</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>What does the guard ask for?</source>
        <translation>Wonach fragt die Wache?</translation>
    </message>
    <message>
        <source>Why is it banned?</source>
        <translation>Warum gesperrt?</translation>
    </message>
    <message>
        <source>no group</source>
        <translation>keine Gruppe</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 Tage</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 Tage</translation>
    </message>
    <message>
        <source>End of the year</source>
        <translation>Jahresende</translation>
    </message>
    <message>
        <source>No end</source>
        <translation>Ohne Ende</translation>
    </message>
</context>
<context>
    <name>EntryEditor</name>
    <message>
        <source>List entry</source>
        <translation type="unfinished">Listeneintrag</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>When and where</source>
        <translation>Wann und wo</translation>
    </message>
    <message>
        <source>Page: {name}</source>
        <translation>Seite: {name}</translation>
    </message>
    <message>
        <source>Remove this entry</source>
        <translation>Diesen Eintrag entfernen</translation>
    </message>
    <message>
        <source>Save this entry</source>
        <translation>Diesen Eintrag speichern</translation>
    </message>
    <message>
        <source>Ask a supervisor</source>
        <translation>Die Leitung fragen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished">Speichern</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation type="unfinished">Verwerfen</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation type="unfinished">Bleiben</translation>
    </message>
    <message>
        <source>SAVE</source>
        <translation>SPEICHERN</translation>
    </message>
    <message>
        <source>New entry</source>
        <translation>Neuer Eintrag</translation>
    </message>
</context>
<context>
    <name>EntryForm</name>
    <message>
        <source>Keypad for {field}</source>
        <translation>Tastatur für {field}</translation>
    </message>
    <message>
        <source>List</source>
        <translation type="unfinished">Liste</translation>
    </message>
    <message>
        <source>List: {list}</source>
        <translation>Liste: {list}</translation>
    </message>
    <message>
        <source>Plate</source>
        <translation type="unfinished">Kennzeichen</translation>
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished">Wer</translation>
    </message>
    <message>
        <source>Vehicle</source>
        <translation>Fahrzeug</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation type="unfinished">Besucht</translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished">Notiz</translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation>Gründe</translation>
    </message>
    <message>
        <source>Reason of the ban</source>
        <translation>Grund der Sperre</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>Choose the second proof</source>
        <translation>Den zweiten Nachweis auswählen</translation>
    </message>
    <message>
        <source>Second proof</source>
        <translation>Zweiter Nachweis</translation>
    </message>
    <message>
        <source>off: the plate is enough</source>
        <translation>aus: das Kennzeichen genügt</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation type="unfinished">Gültig</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation type="unfinished">Zeiten</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation type="unfinished">Richtung</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation type="unfinished">Einfahrten</translation>
    </message>
    <message>
        <source>Limited</source>
        <translation>Begrenzt</translation>
    </message>
    <message>
        <source>Limit the entries</source>
        <translation>Einfahrten begrenzen</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>{what} as the group</source>
        <translation>{what} wie die Gruppe</translation>
    </message>
    <message>
        <source>Gates</source>
        <translation type="unfinished">Tore</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Gate: {gate}</source>
        <translation>Tor: {gate}</translation>
    </message>
    <message>
        <source>from {date}</source>
        <translation>ab {date}</translation>
    </message>
    <message>
        <source>from now on</source>
        <translation>ab jetzt</translation>
    </message>
    <message>
        <source>to {date}</source>
        <translation type="unfinished">bis {date}</translation>
    </message>
    <message>
        <source>no end</source>
        <translation type="unfinished">ohne Ende</translation>
    </message>
    <message>
        <source>always</source>
        <translation>immer</translation>
    </message>
    <message>
        <source>no group</source>
        <translation>keine Gruppe</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Ohne Grenze</translation>
    </message>
    <message>
        <source>{n} left</source>
        <translation>{n} übrig</translation>
    </message>
</context>
<context>
    <name>EntrySide</name>
    <message>
        <source>Photo from an event</source>
        <translation>Foto aus einem Ereignis</translation>
    </message>
    <message>
        <source>Will also match: {plates} (0/O, 1/I)</source>
        <translation>Passt auch auf: {plates} (0/O, 1/I)</translation>
    </message>
</context>
<context>
    <name>EntryWords</name>
    <message>
        <source>Mo</source>
        <translation>Mo</translation>
    </message>
    <message>
        <source>Tu</source>
        <translation>Di</translation>
    </message>
    <message>
        <source>We</source>
        <translation>Mi</translation>
    </message>
    <message>
        <source>Th</source>
        <translation>Do</translation>
    </message>
    <message>
        <source>Fr</source>
        <translation>Fr</translation>
    </message>
    <message>
        <source>Sa</source>
        <translation>Sa</translation>
    </message>
    <message>
        <source>Su</source>
        <translation>So</translation>
    </message>
    <message>
        <source>no end</source>
        <translation type="unfinished">ohne Ende</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>bis {time}</translation>
    </message>
    <message>
        <source>until midnight</source>
        <translation>bis Mitternacht</translation>
    </message>
    <message>
        <source>to {date}</source>
        <translation type="unfinished">bis {date}</translation>
    </message>
    <message>
        <source>{n} of {m} left</source>
        <translation>{n} von {m} übrig</translation>
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished">Wer</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>Besucht</translation>
    </message>
    <message>
        <source>Car</source>
        <translation>Auto</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation type="unfinished">Gültig</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>Gates</source>
        <translation type="unfinished">Tore</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Einfahrten</translation>
    </message>
    <message>
        <source>Ask for</source>
        <translation>Fragen nach</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished">Jetzt</translation>
    </message>
</context>
<context>
    <name>EventCard</name>
    <message>
        <source>Not saved yet</source>
        <translation>Noch nicht gespeichert</translation>
    </message>
    <message>
        <source>NOT CERTAIN</source>
        <translation>NICHT SICHER</translation>
    </message>
    <message>
        <source>NOT OPENED</source>
        <translation>NICHT GEÖFFNET</translation>
    </message>
    <message>
        <source>Decide again</source>
        <translation>Neu entscheiden</translation>
    </message>
    <message>
        <source>Reason missing</source>
        <translation>Grund fehlt</translation>
    </message>
</context>
<context>
    <name>EventRail</name>
    <message>
        <source>Type a plate</source>
        <translation>Kennzeichen tippen</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Show new cards</source>
        <translation>Neue Karten zeigen</translation>
    </message>
    <message>
        <source>{n} new</source>
        <translation>{n} neu</translation>
    </message>
</context>
<context>
    <name>EvidenceLines</name>
    <message>
        <source>driving in</source>
        <translation>fährt herein</translation>
    </message>
    <message>
        <source>driving out</source>
        <translation>fährt hinaus</translation>
    </message>
    <message>
        <source>direction not known</source>
        <translation>Richtung nicht bekannt</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Gesehen</translation>
    </message>
    <message>
        <source>Read</source>
        <translation type="unfinished">Gelesen</translation>
    </message>
    <message>
        <source>{plate}, {n} of {m} looks agree</source>
        <translation>{plate}, {n} von {m} Bildern einig</translation>
    </message>
    <message>
        <source>Corrected by a guard</source>
        <translation>Von der Wache berichtigt</translation>
    </message>
    <message>
        <source>Decided {time}</source>
        <translation>Entschieden {time}</translation>
    </message>
    <message>
        <source>Gate command {time}</source>
        <translation>Torbefehl {time}</translation>
    </message>
    <message>
        <source>Note {time}</source>
        <translation>Notiz {time}</translation>
    </message>
    <message>
        <source>Picture of the lane</source>
        <translation>Bild der Spur</translation>
    </message>
    <message>
        <source>Picture of the plate</source>
        <translation>Bild des Kennzeichens</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>passt</translation>
    </message>
    <message>
        <source>DOES NOT FIT</source>
        <translation>PASST NICHT</translation>
    </message>
    <message>
        <source>Audit chain</source>
        <translation>Prüfkette</translation>
    </message>
    <message>
        <source>{n} rows name it, the newest is {seq}</source>
        <translation>{n} Zeilen nennen es, die neueste ist {seq}</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>(corrects an earlier note)</source>
        <translation>(berichtigt eine frühere Notiz)</translation>
    </message>
    <message>
        <source>the computer</source>
        <translation>der Rechner</translation>
    </message>
</context>
<context>
    <name>EvidenceScreen</name>
    <message>
        <source>Evidence</source>
        <translation>Beweise</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Davor</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Danach</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation type="unfinished">Größer</translation>
    </message>
    <message>
        <source>Plate</source>
        <translation type="unfinished">Kennzeichen</translation>
    </message>
    <message>
        <source>Wrong plate</source>
        <translation type="unfinished">Kennzeichen falsch</translation>
    </message>
    <message>
        <source>This plate</source>
        <translation>Dieses Kennzeichen</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation type="unfinished">Notiz anfügen</translation>
    </message>
    <message>
        <source>Hold as incident</source>
        <translation>Als Vorfall halten</translation>
    </message>
    <message>
        <source>EXPORT</source>
        <translation>EXPORTIEREN</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
    <message>
        <source>Looking</source>
        <translation>Wird gesucht</translation>
    </message>
    <message>
        <source>not read</source>
        <translation>nicht gelesen</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Gehalten</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>Spur</translation>
    </message>
    <message>
        <source>What is the plate?</source>
        <translation>Wie lautet das Kennzeichen?</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>Neue Notiz</translation>
    </message>
    <message>
        <source>Correct: {text}</source>
        <translation>Berichtigen: {text}</translation>
    </message>
    <message>
        <source>What do you write?</source>
        <translation>Was wird geschrieben?</translation>
    </message>
    <message>
        <source>Why is it kept?</source>
        <translation>Warum wird es gehalten?</translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation type="unfinished">{n} Tage</translation>
    </message>
    <message>
        <source>Until when?</source>
        <translation>Bis wann?</translation>
    </message>
    <message>
        <source>export evidence</source>
        <translation>Beweise exportieren</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>Exportieren nach</translation>
    </message>
    <message>
        <source>Plates of others are covered</source>
        <translation>Kennzeichen anderer sind verdeckt</translation>
    </message>
    <message>
        <source>Plates of others are NOT covered</source>
        <translation>Kennzeichen anderer sind NICHT verdeckt</translation>
    </message>
</context>
<context>
    <name>EvidenceView</name>
    <message>
        <source>Picture</source>
        <translation type="unfinished">Bild</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Angaben</translation>
    </message>
    <message>
        <source>Seal fits (row {n} of the chain)</source>
        <translation>Siegel passt (Zeile {n} der Kette)</translation>
    </message>
    <message>
        <source>Held as an incident: nothing is deleted.</source>
        <translation>Als Vorfall gehalten: nichts wird gelöscht.</translation>
    </message>
    <message>
        <source>Deleted in {time}</source>
        <translation>Gelöscht in {time}</translation>
    </message>
    <message>
        <source>Picture of the lane</source>
        <translation>Bild der Spur</translation>
    </message>
    <message>
        <source>Picture of the plate</source>
        <translation>Bild des Kennzeichens</translation>
    </message>
    <message>
        <source>{d} days</source>
        <translation>{d} Tage</translation>
    </message>
</context>
<context>
    <name>ExpectedCell</name>
    <message>
        <source>Expected visitors and cars inside</source>
        <translation>Erwartete Besucher und Autos drinnen</translation>
    </message>
    <message>
        <source>Expected today</source>
        <translation>Heute erwartet</translation>
    </message>
    <message>
        <source>Inside now</source>
        <translation>Jetzt drinnen</translation>
    </message>
    <message>
        <source>No visitors expected.</source>
        <translation>Keine Besucher erwartet.</translation>
    </message>
</context>
<context>
    <name>Explainer</name>
    <message>
        <source>somebody who was not signed in</source>
        <translation>jemand, der nicht angemeldet war</translation>
    </message>
    <message>
        <source>NEW TO YOU</source>
        <translation>NEU</translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message>
        <source>Looking for places</source>
        <translation>Orte werden gesucht</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation type="unfinished">Dieser Rechner</translation>
    </message>
    <message>
        <source>{n} GB free</source>
        <translation>{n} GB frei</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Drucken</translation>
    </message>
    <message>
        <source>the printer</source>
        <translation>der Drucker</translation>
    </message>
    <message>
        <source>Write to {place}</source>
        <translation>Nach {place} schreiben</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Wird geschrieben</translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished">Fertig</translation>
    </message>
    <message>
        <source>Choose again</source>
        <translation>Neu wählen</translation>
    </message>
</context>
<context>
    <name>ExportPages</name>
    <message>
        <source>Where to</source>
        <translation>Wohin</translation>
    </message>
    <message>
        <source>Export the lists</source>
        <translation>Listen exportieren</translation>
    </message>
    <message>
        <source>Which lists</source>
        <translation>Welche Listen</translation>
    </message>
    <message>
        <source>Kind of file</source>
        <translation>Art der Datei</translation>
    </message>
    <message>
        <source>CSV, for any program</source>
        <translation>CSV, für jedes Programm</translation>
    </message>
    <message>
        <source>XLSX, for Excel</source>
        <translation>XLSX, für Excel</translation>
    </message>
    <message>
        <source>The file is full of plates: keep it where they are safe. The export is logged.</source>
        <translation>Die Datei ist voller Kennzeichen: sicher aufbewahren. Der Export wird vermerkt.</translation>
    </message>
    <message>
        <source>{n} chosen plates</source>
        <translation>{n} gewählte Kennzeichen</translation>
    </message>
    <message>
        <source>To the lists</source>
        <translation>Zu den Listen</translation>
    </message>
</context>
<context>
    <name>FilterPage</name>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Show only</source>
        <translation>Nur zeigen</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished">Zeigen</translation>
    </message>
    <message>
        <source>Gate</source>
        <translation type="unfinished">Tor</translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished">Alle</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation type="unfinished">Kamera</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>Let in</source>
        <translation>Eingelassen</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Gefragt</translation>
    </message>
    <message>
        <source>Not let in</source>
        <translation>Abgewiesen</translation>
    </message>
    <message>
        <source>Ignored</source>
        <translation>Ignoriert</translation>
    </message>
    <message>
        <source>Plate</source>
        <translation type="unfinished">Kennzeichen</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>Genau</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>Nicht gelesen</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>Berichtigt</translation>
    </message>
</context>
<context>
    <name>FoldersPage</name>
    <message>
        <source>Look again</source>
        <translation>Nochmals nachsehen</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>Looking for files</source>
        <translation>Dateien werden gesucht</translation>
    </message>
    <message>
        <source>The folder is empty.</source>
        <translation>Der Ordner ist leer.</translation>
    </message>
    <message>
        <source>All places</source>
        <translation>Alle Orte</translation>
    </message>
    <message>
        <source>Data folder, for files that were sent here</source>
        <translation>Datenordner, für hergesandte Dateien</translation>
    </message>
    <message>
        <source>Data folder, for files that are fetched from here</source>
        <translation>Datenordner, für Dateien zum Abholen</translation>
    </message>
    <message>
        <source>USB stick</source>
        <translation>USB-Stick</translation>
    </message>
</context>
<context>
    <name>GateBar</name>
    <message>
        <source>LOCKDOWN</source>
        <translation>SPERRE</translation>
    </message>
    <message>
        <source>Lockdown, hold</source>
        <translation>Sperre, halten</translation>
    </message>
    <message>
        <source>End lockdown</source>
        <translation>Sperre beenden</translation>
    </message>
</context>
<context>
    <name>GateFacts</name>
    <message>
        <source>TEST LINK</source>
        <translation>VERBINDUNG TESTEN</translation>
    </message>
    <message>
        <source>Test link and settings of the relay</source>
        <translation>Verbindung und Einstellungen des Relais testen</translation>
    </message>
    <message>
        <source>Start signal</source>
        <translation>Startsignal</translation>
    </message>
    <message>
        <source>Lock-out after it</source>
        <translation>Sperrzeit danach</translation>
    </message>
    <message>
        <source>The gate moves for</source>
        <translation>Das Tor fährt</translation>
    </message>
    <message>
        <source>Relay: {type}, {where}</source>
        <translation>Relais: {type}, {where}</translation>
    </message>
    <message>
        <source>The relay was not asked yet.</source>
        <translation>Das Relais wurde noch nicht gefragt.</translation>
    </message>
    <message>
        <source>Opens whatever other gates do</source>
        <translation>Öffnet unabhängig von anderen Toren</translation>
    </message>
    <message>
        <source>Never open together with {gate}</source>
        <translation>Nie zugleich mit {gate} offen</translation>
    </message>
    <message>
        <source>Interlock: {what}</source>
        <translation>Verriegelung: {what}</translation>
    </message>
</context>
<context>
    <name>GatePanel</name>
    <message>
        <source>OPEN</source>
        <translation>ÖFFNEN</translation>
    </message>
    <message>
        <source>Hold open</source>
        <translation>Offen halten</translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished">Mehr</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>hold {s} s</source>
        <translation>{s} s halten</translation>
    </message>
    <message>
        <source>hold</source>
        <translation>halten</translation>
    </message>
    <message>
        <source>Open {gate}, hold</source>
        <translation>{gate} öffnen, halten</translation>
    </message>
    <message>
        <source>Hold {gate} open, choose for how long</source>
        <translation>{gate} offen halten, Dauer wählen</translation>
    </message>
    <message>
        <source>End holding {gate} open, hold</source>
        <translation>Offenhalten von {gate} beenden, halten</translation>
    </message>
    <message>
        <source>{gate}, state and more</source>
        <translation>{gate}, Zustand und mehr</translation>
    </message>
    <message>
        <source>Stop {gate}</source>
        <translation>{gate} anhalten</translation>
    </message>
    <message>
        <source>PIN, or hold {s} s</source>
        <translation>PIN, oder {s} s halten</translation>
    </message>
    <message>
        <source>NO RELAY</source>
        <translation>KEIN RELAIS</translation>
    </message>
    <message>
        <source>tap: what to do</source>
        <translation>tippen: was zu tun ist</translation>
    </message>
    <message>
        <source>SENDING</source>
        <translation>SENDET</translation>
    </message>
    <message>
        <source>WAIT {s} s</source>
        <translation>WARTE {s} s</translation>
    </message>
    <message>
        <source>OPENING</source>
        <translation>ÖFFNET</translation>
    </message>
    <message>
        <source>End now</source>
        <translation>Jetzt beenden</translation>
    </message>
    <message>
        <source>Look at the gate.</source>
        <translation>Tor ansehen.</translation>
    </message>
    <message>
        <source>No car is let in by the computer.</source>
        <translation>Der Computer lässt kein Auto ein.</translation>
    </message>
    <message>
        <source>No sensor</source>
        <translation>Kein Sensor</translation>
    </message>
    <message>
        <source>Command {time}</source>
        <translation>Befehl {time}</translation>
    </message>
</context>
<context>
    <name>GateSheet</name>
    <message>
        <source>Hold a gate open</source>
        <translation>Tor offen halten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished">Schließen</translation>
    </message>
    <message>
        <source>Close without holding the gate open</source>
        <translation>Schließen, Tor nicht offen halten</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>Hold open for {n} min</source>
        <translation>{n} min offen halten</translation>
    </message>
    <message>
        <source>Supervisor PIN</source>
        <translation type="unfinished">PIN der Leitung</translation>
    </message>
    <message>
        <source>Hold it open, hold</source>
        <translation>Offen halten, halten</translation>
    </message>
    <message>
        <source>hold</source>
        <translation type="unfinished">halten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished">Stopp</translation>
    </message>
    <message>
        <source>Stop the gate</source>
        <translation>Tor anhalten</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation type="unfinished">Von Hand</translation>
    </message>
    <message>
        <source>Steps by hand</source>
        <translation>Schritte von Hand</translation>
    </message>
    <message>
        <source>END NOW</source>
        <translation>JETZT BEENDEN</translation>
    </message>
    <message>
        <source>HOLD OPEN {n} min</source>
        <translation>{n} min OFFEN HALTEN</translation>
    </message>
    <message>
        <source>Hold {gate} open</source>
        <translation>{gate} offen halten</translation>
    </message>
    <message>
        <source>It stays open until then, or until you end it. Cars are read, none is stopped.</source>
        <translation>Es bleibt bis dahin offen, oder bis zum Beenden. Autos werden gelesen, keines wird angehalten.</translation>
    </message>
</context>
<context>
    <name>GateTest</name>
    <message>
        <source>TEST PULSE</source>
        <translation>TESTIMPULS</translation>
    </message>
    <message>
        <source>hold</source>
        <translation type="unfinished">halten</translation>
    </message>
    <message>
        <source>Test pulse, hold</source>
        <translation>Testimpuls, halten</translation>
    </message>
    <message>
        <source>It opened</source>
        <translation>Es öffnete</translation>
    </message>
    <message>
        <source>It did not</source>
        <translation>Es öffnete nicht</translation>
    </message>
    <message>
        <source>{n} of {m} good pulses in a row</source>
        <translation>{n} von {m} guten Impulsen in Folge</translation>
    </message>
</context>
<context>
    <name>GatesPart</name>
    <message>
        <source>Add a gate</source>
        <translation>Tor hinzufügen</translation>
    </message>
    <message>
        <source>Gates</source>
        <translation type="unfinished">Tore</translation>
    </message>
    <message>
        <source>commissioned</source>
        <translation>abgenommen</translation>
    </message>
    <message>
        <source>3 test pulses are missing</source>
        <translation>3 Testimpulse fehlen</translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished">Test</translation>
    </message>
    <message>
        <source>No gate yet</source>
        <translation>Noch kein Tor</translation>
    </message>
    <message>
        <source>A relay in the network or at a serial port opens it</source>
        <translation>Ein Relais im Netz oder an einer seriellen Schnittstelle öffnet es</translation>
    </message>
    <message>
        <source>Gate {n}</source>
        <translation>Tor {n}</translation>
    </message>
    <message>
        <source>add a gate</source>
        <translation>ein Tor anlegen</translation>
    </message>
</context>
<context>
    <name>GroupForm</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished">Notiz</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation type="unfinished">Zeiten</translation>
    </message>
    <message>
        <source>Gates</source>
        <translation type="unfinished">Tore</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Gate: {gate}</source>
        <translation>Tor: {gate}</translation>
    </message>
    <message>
        <source>Change group</source>
        <translation>Gruppe ändern</translation>
    </message>
    <message>
        <source>New group</source>
        <translation>Neue Gruppe</translation>
    </message>
    <message>
        <source>always</source>
        <translation>immer</translation>
    </message>
</context>
<context>
    <name>GroupPages</name>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished">Neu</translation>
    </message>
    <message>
        <source>always</source>
        <translation>immer</translation>
    </message>
</context>
<context>
    <name>HandoverScreen</name>
    <message>
        <source>Ban</source>
        <translation>Sperre</translation>
    </message>
    <message>
        <source>Visitors</source>
        <translation type="unfinished">Besucher</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Gate</source>
        <translation type="unfinished">Tor</translation>
    </message>
    <message>
        <source>Openings by hand</source>
        <translation>Öffnungen von Hand</translation>
    </message>
    <message>
        <source>Opening by hand</source>
        <translation>Öffnung von Hand</translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished">Notiz</translation>
    </message>
    <message>
        <source>Hand-over</source>
        <translation>Übergabe</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>Was neu ist</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>Notiz anfügen</translation>
    </message>
    <message>
        <source>Skip for now</source>
        <translation>Vorerst übergehen</translation>
    </message>
    <message>
        <source>I HAVE READ IT - START SHIFT</source>
        <translation>GELESEN - SCHICHT BEGINNEN</translation>
    </message>
    <message>
        <source>begin the shift</source>
        <translation>die Schicht beginnen</translation>
    </message>
    <message>
        <source>end the shift</source>
        <translation>die Schicht beenden</translation>
    </message>
    <message>
        <source>Note for the next shift</source>
        <translation>Notiz für die nächste Schicht</translation>
    </message>
    <message>
        <source>Looking for what is new</source>
        <translation>Neues wird gesucht</translation>
    </message>
    <message>
        <source>Looking for what is open</source>
        <translation>Offenes wird gesucht</translation>
    </message>
    <message>
        <source>END SHIFT</source>
        <translation>SCHICHT BEENDEN</translation>
    </message>
    <message>
        <source>NOTHING TO REPORT - END SHIFT</source>
        <translation>NICHTS ZU MELDEN - SCHICHT BEENDEN</translation>
    </message>
    <message>
        <source>Users and PINs</source>
        <translation>Benutzer und PINs</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation type="unfinished">Anmelden</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished">Grund</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>somebody who was not signed in</source>
        <translation type="unfinished">jemand, der nicht angemeldet war</translation>
    </message>
    <message>
        <source>NEW TO YOU</source>
        <translation>NEU</translation>
    </message>
    <message>
        <source>read</source>
        <translation>gelesen</translation>
    </message>
    <message>
        <source>Good night, {who}</source>
        <translation>Gute Nacht, {who}</translation>
    </message>
    <message>
        <source>Good morning, {who}</source>
        <translation>Guten Morgen, {who}</translation>
    </message>
    <message>
        <source>Good evening, {who}</source>
        <translation>Guten Abend, {who}</translation>
    </message>
    <message>
        <source>Good day, {who}</source>
        <translation>Guten Tag, {who}</translation>
    </message>
    <message>
        <source>Shift of {who}</source>
        <translation>Schicht von {who}</translation>
    </message>
    <message>
        <source>Ends the shift of {who}.</source>
        <translation>Beendet die Schicht von {who}.</translation>
    </message>
    <message>
        <source>Your first shift: the last 7 days</source>
        <translation>Erste Schicht: die letzten 7 Tage</translation>
    </message>
    <message>
        <source>Since your last shift: {span}</source>
        <translation>Seit der letzten Schicht: {span}</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>seit {time}</translation>
    </message>
    <message>
        <source>till {time}</source>
        <translation>bis {time}</translation>
    </message>
    <message>
        <source>less than an hour</source>
        <translation>weniger als eine Stunde</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation type="unfinished">{n} h</translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation type="unfinished">{n} Tage</translation>
    </message>
</context>
<context>
    <name>HealthScreen</name>
    <message>
        <source>Health</source>
        <translation type="unfinished">Zustand</translation>
    </message>
    <message>
        <source>Clock is right</source>
        <translation>Uhr stimmt</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>Töne</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Drill</source>
        <translation>Übung</translation>
    </message>
    <message>
        <source>Parts of the site</source>
        <translation>Teile der Anlage</translation>
    </message>
    <message>
        <source>say that the clock is right</source>
        <translation>bestätigen, dass die Uhr stimmt</translation>
    </message>
</context>
<context>
    <name>HistoryBar</name>
    <message>
        <source>Back</source>
        <translation type="unfinished">Zurück</translation>
    </message>
    <message>
        <source>Any plate</source>
        <translation>Jedes Kennzeichen</translation>
    </message>
    <message>
        <source>Plate, {plate}</source>
        <translation>Kennzeichen, {plate}</translation>
    </message>
    <message>
        <source>Time, {span}</source>
        <translation>Zeit, {span}</translation>
    </message>
    <message>
        <source>Filters {n}</source>
        <translation>Filter {n}</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filters, {n} on</source>
        <translation>Filter, {n} an</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>Letzte 24 Stunden</translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished">Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Jede Zeit</translation>
    </message>
    <message>
        <source>From – to</source>
        <translation>Von – bis</translation>
    </message>
</context>
<context>
    <name>HistoryRows</name>
    <message>
        <source>Passages</source>
        <translation>Durchfahrten</translation>
    </message>
    <message>
        <source>plate not read</source>
        <translation>Kennzeichen nicht gelesen</translation>
    </message>
    <message>
        <source>not read</source>
        <translation>nicht gelesen</translation>
    </message>
    <message>
        <source>read as {plate}</source>
        <translation>gelesen als {plate}</translation>
    </message>
    <message>
        <source>no picture</source>
        <translation>kein Bild</translation>
    </message>
</context>
<context>
    <name>HistoryScreen</name>
    <message>
        <source>History</source>
        <translation type="unfinished">Verlauf</translation>
    </message>
    <message>
        <source>Type it</source>
        <translation type="unfinished">Eintippen</translation>
    </message>
    <message>
        <source>Looking</source>
        <translation>Wird gesucht</translation>
    </message>
    <message>
        <source>Looked back to {time}. Look on</source>
        <translation>Bis {time} gesucht. Weiter suchen</translation>
    </message>
    <message>
        <source>More {n}</source>
        <translation>Mehr {n}</translation>
    </message>
    <message>
        <source>Another time</source>
        <translation>Andere Zeit</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation type="unfinished">Nochmals suchen</translation>
    </message>
    <message>
        <source>{n} found</source>
        <translation>{n} gefunden</translation>
    </message>
    <message>
        <source>Plate or a part of it, ? for one character</source>
        <translation>Kennzeichen oder ein Teil davon, ? für ein Zeichen</translation>
    </message>
    <message>
        <source>Which time?</source>
        <translation>Welche Zeit?</translation>
    </message>
    <message>
        <source>read more than the last 24 hours</source>
        <translation>mehr als die letzten 24 Stunden lesen</translation>
    </message>
</context>
<context>
    <name>HolidayForm</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>every year</source>
        <translation>jedes Jahr</translation>
    </message>
    <message>
        <source>Day</source>
        <translation type="unfinished">Tag</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>public</source>
        <translation>gesetzlich</translation>
    </message>
    <message>
        <source>of the site</source>
        <translation>des Geländes</translation>
    </message>
    <message>
        <source>Change holiday</source>
        <translation>Feiertag ändern</translation>
    </message>
    <message>
        <source>New holiday</source>
        <translation>Neuer Feiertag</translation>
    </message>
</context>
<context>
    <name>HolidayPages</name>
    <message>
        <source>Holidays</source>
        <translation>Feiertage</translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished">Neu</translation>
    </message>
    <message>
        <source>public</source>
        <translation>gesetzlich</translation>
    </message>
    <message>
        <source>of the site</source>
        <translation>des Geländes</translation>
    </message>
    <message>
        <source>Day</source>
        <translation type="unfinished">Tag</translation>
    </message>
</context>
<context>
    <name>ImportModel</name>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Plate</source>
        <translation type="unfinished">Kennzeichen</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Tap to skip</source>
        <translation>Zum Übergehen tippen</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>übergangen</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>übernommen</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>wie es ist</translation>
    </message>
    <message>
        <source>removed: {who}</source>
        <translation>entfernt: {who}</translation>
    </message>
    <message>
        <source>looks like {plate}: opens only when read surely</source>
        <translation>sieht aus wie {plate}: öffnet nur bei sicherer Lesung</translation>
    </message>
</context>
<context>
    <name>ImportPages</name>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>import a file</source>
        <translation>eine Datei importieren</translation>
    </message>
</context>
<context>
    <name>InsideRows</name>
    <message>
        <source>Cars</source>
        <translation>Autos</translation>
    </message>
    <message>
        <source>Went out</source>
        <translation>Ist draußen</translation>
    </message>
    <message>
        <source>Still inside</source>
        <translation>Noch drinnen</translation>
    </message>
    <message>
        <source>On no list</source>
        <translation type="unfinished">Auf keiner Liste</translation>
    </message>
    <message>
        <source>{kind} for {host}</source>
        <translation>{kind} für {host}</translation>
    </message>
    <message>
        <source>left {time}</source>
        <translation>hinaus {time}</translation>
    </message>
    <message>
        <source>plate not read</source>
        <translation>Kennzeichen nicht gelesen</translation>
    </message>
    <message>
        <source>overstay</source>
        <translation>zu lange</translation>
    </message>
    <message>
        <source>may have left</source>
        <translation>vielleicht fort</translation>
    </message>
    <message>
        <source>not read</source>
        <translation>nicht gelesen</translation>
    </message>
    <message>
        <source>OVERSTAY</source>
        <translation>ZU LANGE</translation>
    </message>
    <message>
        <source>NOT SURE</source>
        <translation>UNSICHER</translation>
    </message>
    <message>
        <source>in {time}, {camera}</source>
        <translation>herein {time}, {camera}</translation>
    </message>
    <message>
        <source>in {time}, {camera}; may have left</source>
        <translation>herein {time}, {camera}; vielleicht fort</translation>
    </message>
</context>
<context>
    <name>InsideScreen</name>
    <message>
        <source>Who is inside</source>
        <translation>Wer ist drinnen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished">Zurück</translation>
    </message>
    <message>
        <source>Count check</source>
        <translation>Nachzählen</translation>
    </message>
    <message>
        <source>MUSTER LIST</source>
        <translation>SAMMELLISTE</translation>
    </message>
    <message>
        <source>Taken back.</source>
        <translation>Zurückgenommen.</translation>
    </message>
    <message>
        <source>Undo {plate}</source>
        <translation>{plate} zurücknehmen</translation>
    </message>
    <message>
        <source>To Live</source>
        <translation>Zu Live</translation>
    </message>
    <message>
        <source>{n} inside = {c} certain + {u} not sure</source>
        <translation>{n} drinnen = {c} sicher + {u} unsicher</translation>
    </message>
    <message>
        <source>Not counted yet</source>
        <translation>Noch nicht gezählt</translation>
    </message>
    <message>
        <source>Last count {time}: {n} of {m}</source>
        <translation>Letzte Zählung {time}: {n} von {m}</translation>
    </message>
    <message>
        <source>not read</source>
        <translation>nicht gelesen</translation>
    </message>
    <message>
        <source>change who is inside</source>
        <translation>ändern, wer drinnen ist</translation>
    </message>
    <message>
        <source>How many cars are there?</source>
        <translation>Wie viele Autos sind da?</translation>
    </message>
</context>
<context>
    <name>InsideTabs</name>
    <message>
        <source>All</source>
        <translation type="unfinished">Alle</translation>
    </message>
    <message>
        <source>Residents</source>
        <translation>Anwohner</translation>
    </message>
    <message>
        <source>Visitors</source>
        <translation type="unfinished">Besucher</translation>
    </message>
    <message>
        <source>No list</source>
        <translation>Keine Liste</translation>
    </message>
    <message>
        <source>Not sure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Fort</translation>
    </message>
</context>
<context>
    <name>IntentDesk</name>
    <message>
        <source>hold the gate open</source>
        <translation>das Tor offen halten</translation>
    </message>
</context>
<context>
    <name>KeepingPart</name>
    <message>
        <source>Keeping data</source>
        <translation type="unfinished">Aufbewahrung</translation>
    </message>
    <message>
        <source>Allowed plates</source>
        <translation>Freigegebene Kennzeichen</translation>
    </message>
    <message>
        <source>Plates on no list</source>
        <translation>Kennzeichen auf keiner Liste</translation>
    </message>
    <message>
        <source>pictures {p} days, plates {d} days</source>
        <translation>Bilder {p} Tage, Kennzeichen {d} Tage</translation>
    </message>
    <message>
        <source>All rules, and erasing a plate</source>
        <translation>Alle Regeln, und ein Kennzeichen löschen</translation>
    </message>
    <message>
        <source>The supervisor&apos;s</source>
        <translation>Sache der Leitung</translation>
    </message>
</context>
<context>
    <name>KeepingTimes</name>
    <message>
        <source>{n} h</source>
        <translation type="unfinished">{n} h</translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation type="unfinished">{n} Tage</translation>
    </message>
    <message>
        <source>How long things are kept</source>
        <translation>Wie lange etwas bleibt</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>plates</source>
        <translation>Kennzeichen</translation>
    </message>
    <message>
        <source>Longer</source>
        <translation>Länger</translation>
    </message>
    <message>
        <source>Shorter</source>
        <translation>Kürzer</translation>
    </message>
    <message>
        <source>What this does</source>
        <translation>Was das bewirkt</translation>
    </message>
    <message>
        <source>SAVE</source>
        <translation type="unfinished">SPEICHERN</translation>
    </message>
    <message>
        <source>Save the times, on trial</source>
        <translation>Die Zeiten sichern, auf Probe</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation type="unfinished">Nichts löschen</translation>
    </message>
    <message>
        <source>Leave the times as they are</source>
        <translation>Die Zeiten lassen, wie sie sind</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Keypad</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leerzeichen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Use this text</source>
        <translation>Diesen Text übernehmen</translation>
    </message>
    <message>
        <source>any character</source>
        <translation>irgendein Zeichen</translation>
    </message>
    <message>
        <source>dash</source>
        <translation>Strich</translation>
    </message>
</context>
<context>
    <name>LaneDriveRow</name>
    <message>
        <source>in</source>
        <translation type="unfinished">ein</translation>
    </message>
    <message>
        <source>out</source>
        <translation type="unfinished">aus</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation type="unfinished">Nicht gelesen</translation>
    </message>
    <message>
        <source>A car was not read</source>
        <translation>Ein Auto wurde nicht gelesen</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>{n} of {of} read</source>
        <translation>{n} von {of} gelesen</translation>
    </message>
</context>
<context>
    <name>LanePanel</name>
    <message>
        <source>Lane {lane}</source>
        <translation>Spur {lane}</translation>
    </message>
    <message>
        <source>Car at the gate</source>
        <translation>Auto am Tor</translation>
    </message>
    <message>
        <source>No car</source>
        <translation>Kein Auto</translation>
    </message>
</context>
<context>
    <name>LanguagePart</name>
    <message>
        <source>Language</source>
        <translation type="unfinished">Sprache</translation>
    </message>
</context>
<context>
    <name>LetInKey</name>
    <message>
        <source>hold 3 s</source>
        <translation type="unfinished">3 s halten</translation>
    </message>
    <message>
        <source>hold</source>
        <translation type="unfinished">halten</translation>
    </message>
    <message>
        <source>PIN, or hold 3 s</source>
        <translation>PIN oder 3 s halten</translation>
    </message>
    <message>
        <source>NO RELAY</source>
        <translation type="unfinished">KEIN RELAIS</translation>
    </message>
</context>
<context>
    <name>LinesPart</name>
    <message>
        <source>Open</source>
        <translation>Aufrufen</translation>
    </message>
</context>
<context>
    <name>ListActions</name>
    <message>
        <source>Why is {plate} taken off the list?</source>
        <translation type="unfinished">Warum kommt {plate} von der Liste?</translation>
    </message>
    <message>
        <source>Why are {n} plates taken off?</source>
        <translation>Warum kommen {n} Kennzeichen von der Liste?</translation>
    </message>
    <message>
        <source>{n} plates: last day</source>
        <translation>{n} Kennzeichen: letzter Tag</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished">Rückgängig</translation>
    </message>
</context>
<context>
    <name>ListSide</name>
    <message>
        <source>Add</source>
        <translation type="unfinished">Neu</translation>
    </message>
    <message>
        <source>Add a plate</source>
        <translation>Kennzeichen anlegen</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>Datei importieren</translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished">Exportieren</translation>
    </message>
    <message>
        <source>Export the lists</source>
        <translation>Listen exportieren</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Holidays</source>
        <translation>Feiertage</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Who changed what</source>
        <translation>Wer was geändert hat</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation type="unfinished">Leitung</translation>
    </message>
    <message>
        <source>Ask a supervisor to change the lists</source>
        <translation>Zum Ändern der Listen die Leitung fragen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished">Entfernen</translation>
    </message>
    <message>
        <source>Remove the chosen plates</source>
        <translation>Gewählte Kennzeichen entfernen</translation>
    </message>
    <message>
        <source>Extend</source>
        <translation>Verlängern</translation>
    </message>
    <message>
        <source>Extend validity</source>
        <translation>Gültigkeit verlängern</translation>
    </message>
    <message>
        <source>Export the chosen plates</source>
        <translation>Gewählte Kennzeichen exportieren</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Stop choosing</source>
        <translation>Auswahl beenden</translation>
    </message>
    <message>
        <source>Read only. Ask a supervisor to change the lists.</source>
        <translation>Nur lesen. Zum Ändern die Leitung fragen.</translation>
    </message>
</context>
<context>
    <name>ListTable</name>
    <message>
        <source>Plates on this list</source>
        <translation>Kennzeichen dieser Liste</translation>
    </message>
    <message>
        <source>Search plates and names</source>
        <translation>Kennzeichen und Namen suchen</translation>
    </message>
    <message>
        <source>Search: 7B?12, name</source>
        <translation>Suche: 7B?12, Name</translation>
    </message>
    <message>
        <source>Keypad for the search</source>
        <translation>Tastatur für die Suche</translation>
    </message>
    <message>
        <source>Reading the lists</source>
        <translation>Listen werden gelesen</translation>
    </message>
    <message>
        <source>{list} list</source>
        <translation>Liste {list}</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>Add a plate</source>
        <translation>Kennzeichen anlegen</translation>
    </message>
    <message>
        <source>{n} chosen. Tap more rows, then say what to do with them.</source>
        <translation>{n} gewählt. Weitere Zeilen tippen, dann angeben, was zu tun ist.</translation>
    </message>
</context>
<context>
    <name>ListsPart</name>
    <message>
        <source>Lists</source>
        <translation type="unfinished">Listen</translation>
    </message>
    <message>
        <source>Allowed plates</source>
        <translation>Freigegebene Kennzeichen</translation>
    </message>
    <message>
        <source>Denied plates</source>
        <translation>Gesperrte Kennzeichen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Aufrufen</translation>
    </message>
</context>
<context>
    <name>ListsScreen</name>
    <message>
        <source>Lists</source>
        <translation type="unfinished">Listen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>change the lists</source>
        <translation type="unfinished">die Listen ändern</translation>
    </message>
    <message>
        <source>add to a list</source>
        <translation>auf eine Liste setzen</translation>
    </message>
</context>
<context>
    <name>LiveScreen</name>
    <message>
        <source>Live</source>
        <translation type="unfinished">Live</translation>
    </message>
</context>
<context>
    <name>LockScreen</name>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Locked. OPEN, alerts and questions go on.</source>
        <translation>Gesperrt. ÖFFNEN, Meldungen und Fragen laufen weiter.</translation>
    </message>
    <message>
        <source>let in</source>
        <translation>eingelassen</translation>
    </message>
    <message>
        <source>asked about</source>
        <translation>gefragt</translation>
    </message>
    <message>
        <source>not let in</source>
        <translation>abgewiesen</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Muster: who is inside</source>
        <translation>Sammelliste: wer ist drinnen</translation>
    </message>
    <message>
        <source>Muster, list of who is inside</source>
        <translation>Sammelliste, wer drinnen ist</translation>
    </message>
    <message>
        <source>unlock the screen</source>
        <translation>den Bildschirm entsperren</translation>
    </message>
</context>
<context>
    <name>LogPageView</name>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>Lines of the log</source>
        <translation>Zeilen des Protokolls</translation>
    </message>
    <message>
        <source>Reading the log</source>
        <translation>Protokoll wird gelesen</translation>
    </message>
    <message>
        <source>{n} lines</source>
        <translation>{n} Zeilen</translation>
    </message>
</context>
<context>
    <name>LookPart</name>
    <message>
        <source>change how the screen looks</source>
        <translation type="unfinished">das Aussehen ändern</translation>
    </message>
</context>
<context>
    <name>LookScreen</name>
    <message>
        <source>Language and look</source>
        <translation>Sprache und Aussehen</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Night</source>
        <translation>Nacht</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>Auto</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>Üblich</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Keys for gloves</source>
        <translation>Tasten für Handschuhe</translation>
    </message>
    <message>
        <source>Gate bar</source>
        <translation>Torleiste</translation>
    </message>
    <message>
        <source>For the right hand</source>
        <translation>Für rechts</translation>
    </message>
    <message>
        <source>For the left hand</source>
        <translation>Für links</translation>
    </message>
    <message>
        <source>Pictures at night</source>
        <translation>Bilder bei Nacht</translation>
    </message>
    <message>
        <source>True size</source>
        <translation>Wahre Größe</translation>
    </message>
    <message>
        <source>It is 50 mm</source>
        <translation>Es sind 50 mm</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>change how the screen looks</source>
        <translation>das Aussehen ändern</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>end the lockdown</source>
        <translation>die Sperre beenden</translation>
    </message>
    <message>
        <source>hold the gate open</source>
        <translation>das Tor offen halten</translation>
    </message>
</context>
<context>
    <name>MonthPage</name>
    <message>
        <source>Month before</source>
        <translation>Monat davor</translation>
    </message>
    <message>
        <source>Month after</source>
        <translation>Monat danach</translation>
    </message>
    <message>
        <source>From which day?</source>
        <translation>Ab welchem Tag?</translation>
    </message>
    <message>
        <source>Until which day?</source>
        <translation>Bis zu welchem Tag?</translation>
    </message>
</context>
<context>
    <name>MusterRows</name>
    <message>
        <source>Cars inside</source>
        <translation>Autos drinnen</translation>
    </message>
    <message>
        <source>for {host}</source>
        <translation>für {host}</translation>
    </message>
    <message>
        <source>plate not read</source>
        <translation>Kennzeichen nicht gelesen</translation>
    </message>
    <message>
        <source>not sure</source>
        <translation>unsicher</translation>
    </message>
    <message>
        <source>ticked</source>
        <translation>abgehakt</translation>
    </message>
    <message>
        <source>not ticked</source>
        <translation>nicht abgehakt</translation>
    </message>
    <message>
        <source>not read</source>
        <translation>nicht gelesen</translation>
    </message>
    <message>
        <source>may have left</source>
        <translation>vielleicht fort</translation>
    </message>
    <message>
        <source>on no list</source>
        <translation>auf keiner Liste</translation>
    </message>
</context>
<context>
    <name>MusterScreen</name>
    <message>
        <source>Muster list</source>
        <translation>Sammelliste</translation>
    </message>
    <message>
        <source>Save to USB</source>
        <translation>Auf USB speichern</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Drucken</translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished">Schließen</translation>
    </message>
    <message>
        <source>{site}: who is inside, {date}</source>
        <translation>{site}: wer ist drinnen, {date}</translation>
    </message>
    <message>
        <source>{n} ticked</source>
        <translation>{n} abgehakt</translation>
    </message>
    <message>
        <source>Save the list to</source>
        <translation>Liste speichern nach</translation>
    </message>
</context>
<context>
    <name>NavKey</name>
    <message>
        <source>{n} waiting</source>
        <translation>{n} warten</translation>
    </message>
</context>
<context>
    <name>NavRail</name>
    <message>
        <source>{name}, screen</source>
        <translation>{name}, Seite</translation>
    </message>
    <message>
        <source>Lock the screen</source>
        <translation>Bildschirm sperren</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
</context>
<context>
    <name>NewPin</name>
    <message>
        <source>New PIN</source>
        <translation>Neue PIN</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">Abbrechen</translation>
    </message>
    <message>
        <source>Cancel the new PIN</source>
        <translation>Neue PIN abbrechen</translation>
    </message>
    <message>
        <source>New PIN of {who}</source>
        <translation>Neue PIN von {who}</translation>
    </message>
    <message>
        <source>2 of 2: the same PIN again.</source>
        <translation>2 von 2: dieselbe PIN nochmals.</translation>
    </message>
    <message>
        <source>1 of 2: let the person type it, and look away. 6 digits or more, no row, no birthday.</source>
        <translation>1 von 2: die Person selbst tippen lassen und wegsehen. 6 Ziffern oder mehr, keine Reihe, kein Geburtstag.</translation>
    </message>
</context>
<context>
    <name>NoticeRow</name>
    <message>
        <source>unread</source>
        <translation>ungelesen</translation>
    </message>
</context>
<context>
    <name>PageHead</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
</context>
<context>
    <name>PeopleDesk</name>
    <message>
        <source>open {gate}</source>
        <translation>{gate} öffnen</translation>
    </message>
</context>
<context>
    <name>PhotoFrame</name>
    <message>
        <source>No photo</source>
        <translation>Kein Foto</translation>
    </message>
    <message>
        <source>Reference photo</source>
        <translation>Vergleichsfoto</translation>
    </message>
</context>
<context>
    <name>PhotoPage</name>
    <message>
        <source>Photo from an event</source>
        <translation>Foto aus einem Ereignis</translation>
    </message>
    <message>
        <source>No photo</source>
        <translation>Kein Foto</translation>
    </message>
    <message>
        <source>Looking for pictures</source>
        <translation>Bilder werden gesucht</translation>
    </message>
</context>
<context>
    <name>PictureEditor</name>
    <message>
        <source>Picture editor</source>
        <translation>Bild bearbeiten</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>SAVE</source>
        <translation type="unfinished">SPEICHERN</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation type="unfinished">Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Test these zones on the last 7 days</source>
        <translation>Diese Zonen an den letzten 7 Tagen prüfen</translation>
    </message>
    <message>
        <source>Plate ruler</source>
        <translation>Kennzeichen messen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Drive through</source>
        <translation>Durchfahren</translation>
    </message>
    <message>
        <source>Drive through: count the cars from now on</source>
        <translation>Durchfahren: Autos ab jetzt zählen</translation>
    </message>
    <message>
        <source>Read zone</source>
        <translation>Lesezone</translation>
    </message>
    <message>
        <source>Open zone</source>
        <translation>Öffnungszone</translation>
    </message>
    <message>
        <source>Ignore mask</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Line A</source>
        <translation>Linie A</translation>
    </message>
    <message>
        <source>Line B</source>
        <translation>Linie B</translation>
    </message>
    <message>
        <source>change cameras</source>
        <translation>Kameras ändern</translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished">Live</translation>
    </message>
    <message>
        <source>Tap both ends. Cars cross line A first, then line B.</source>
        <translation>Beide Enden tippen. Autos queren erst Linie A, dann Linie B.</translation>
    </message>
    <message>
        <source>Tap the corners. 3 to 12 points.</source>
        <translation>Ecken tippen. 3 bis 12 Punkte.</translation>
    </message>
    <message>
        <source>Drag a point to move it. Hold it to delete it.</source>
        <translation>Punkt ziehen zum Bewegen, halten zum Löschen.</translation>
    </message>
    <message>
        <source>An installer can change this.</source>
        <translation>Der Errichter kann das ändern.</translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message>
        <source>PIN pad</source>
        <translation>PIN-Feld</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel the PIN</source>
        <translation>PIN abbrechen</translation>
    </message>
    <message>
        <source>Begin unsigned</source>
        <translation>Ohne Anmeldung beginnen</translation>
    </message>
    <message>
        <source>Begin without a PIN, it is recorded</source>
        <translation>Ohne PIN beginnen, wird aufgezeichnet</translation>
    </message>
    <message>
        <source>PIN forgotten</source>
        <translation>PIN vergessen</translation>
    </message>
    <message>
        <source>PIN forgotten: use the recovery words</source>
        <translation>PIN vergessen: die Notfallwörter benutzen</translation>
    </message>
    <message>
        <source>Open without PIN</source>
        <translation>Ohne PIN öffnen</translation>
    </message>
    <message>
        <source>Open without PIN, hold for 3 seconds</source>
        <translation>Ohne PIN öffnen, 3 Sekunden halten</translation>
    </message>
    <message>
        <source>hold 3 s, the supervisor is told</source>
        <translation>3 s halten, die Leitung erfährt es</translation>
    </message>
    <message>
        <source>Who signs in</source>
        <translation>Wer sich anmeldet</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Guard PIN</source>
        <translation>PIN der Wache</translation>
    </message>
    <message>
        <source>Supervisor PIN</source>
        <translation type="unfinished">PIN der Leitung</translation>
    </message>
    <message>
        <source>Installer PIN</source>
        <translation>PIN des Errichters</translation>
    </message>
    <message>
        <source>Auditor PIN</source>
        <translation>PIN des Prüfers</translation>
    </message>
    <message>
        <source>Sign in as {who}</source>
        <translation>Als {who} anmelden</translation>
    </message>
    <message>
        <source>{n} digits entered</source>
        <translation>{n} Ziffern eingegeben</translation>
    </message>
    <message>
        <source>For: {what}</source>
        <translation>Für: {what}</translation>
    </message>
</context>
<context>
    <name>PinPart</name>
    <message>
        <source>Supervisor</source>
        <translation type="unfinished">Leitung</translation>
    </message>
    <message>
        <source>Installer</source>
        <translation type="unfinished">Errichter</translation>
    </message>
    <message>
        <source>PIN of the supervisor</source>
        <translation>PIN der Leitung</translation>
    </message>
    <message>
        <source>PIN of the installer</source>
        <translation>PIN des Errichters</translation>
    </message>
    <message>
        <source>Who has access</source>
        <translation type="unfinished">Wer Zugang hat</translation>
    </message>
    <message>
        <source>Name of the supervisor</source>
        <translation>Name der Leitung</translation>
    </message>
    <message>
        <source>Name of the installer</source>
        <translation>Name des Errichters</translation>
    </message>
    <message>
        <source>Recovery words</source>
        <translation>Notfallwörter</translation>
    </message>
    <message>
        <source>The supervisor&apos;s PIN is missing.</source>
        <translation>Die PIN der Leitung fehlt.</translation>
    </message>
    <message>
        <source>The recovery words are missing.</source>
        <translation>Die Notfallwörter fehlen.</translation>
    </message>
    <message>
        <source>Guards</source>
        <translation>Wachen</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>noch niemand</translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished">Neu</translation>
    </message>
    <message>
        <source>made</source>
        <translation>angelegt</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation type="unfinished">noch keiner</translation>
    </message>
    <message>
        <source>Name or number</source>
        <translation type="unfinished">Name oder Nummer</translation>
    </message>
    <message>
        <source>give the installer a PIN</source>
        <translation>dem Errichter eine PIN geben</translation>
    </message>
    <message>
        <source>make recovery words</source>
        <translation>Notfallwörter anlegen</translation>
    </message>
</context>
<context>
    <name>PlacePart</name>
    <message>
        <source>Another time zone</source>
        <translation>Andere Zeitzone</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Time zones</source>
        <translation>Zeitzonen</translation>
    </message>
    <message>
        <source>change the time zone</source>
        <translation>die Zeitzone ändern</translation>
    </message>
</context>
<context>
    <name>PlateFound</name>
    <message>
        <source>LET IN</source>
        <translation>EINLASSEN</translation>
    </message>
    <message>
        <source>Type on</source>
        <translation>Weiter tippen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Quick pass</source>
        <translation type="unfinished">Passierschein</translation>
    </message>
    <message>
        <source>Use this plate</source>
        <translation>Dieses nehmen</translation>
    </message>
    <message>
        <source>ON NO LIST</source>
        <translation>AUF KEINER LISTE</translation>
    </message>
    <message>
        <source>BANNED</source>
        <translation>GESPERRT</translation>
    </message>
</context>
<context>
    <name>PlatePad</name>
    <message>
        <source>Delete one character, hold to clear</source>
        <translation>Ein Zeichen löschen, zum Leeren halten</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Use</source>
        <translation type="unfinished">Übernehmen</translation>
    </message>
    <message>
        <source>Use this plate</source>
        <translation>Dieses nehmen</translation>
    </message>
    <message>
        <source>any one character</source>
        <translation>irgendein Zeichen</translation>
    </message>
    <message>
        <source>digit {c}</source>
        <translation>Ziffer {c}</translation>
    </message>
    <message>
        <source>letter {c}</source>
        <translation>Buchstabe {c}</translation>
    </message>
</context>
<context>
    <name>PlateResults</name>
    <message>
        <source>Show all that were found</source>
        <translation>Alles Gefundene zeigen</translation>
    </message>
    <message>
        <source>More ({n})</source>
        <translation>Mehr ({n})</translation>
    </message>
</context>
<context>
    <name>PrivacyScreen</name>
    <message>
        <source>Keeping data</source>
        <translation>Aufbewahrung</translation>
    </message>
    <message>
        <source>Change the times</source>
        <translation>Zeiten ändern</translation>
    </message>
    <message>
        <source>One plate: tell or erase</source>
        <translation>Ein Kennzeichen: Auskunft, Löschen</translation>
    </message>
    <message>
        <source>What is kept</source>
        <translation>Was aufbewahrt wird</translation>
    </message>
    <message>
        <source>Give a reason and erase</source>
        <translation>Grund angeben und löschen</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Nichts löschen</translation>
    </message>
    <message>
        <source>Export for the owner</source>
        <translation>Auskunft für den Halter</translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished">Schließen</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Aufbewahrt</translation>
    </message>
    <message>
        <source>Plates</source>
        <translation>Kennzeichen</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>held</source>
        <translation>festgehalten</translation>
    </message>
    <message>
        <source>Why so long?</source>
        <translation>Warum so lange?</translation>
    </message>
    <message>
        <source>change how long data is kept</source>
        <translation>ändern, wie lange Daten bleiben</translation>
    </message>
    <message>
        <source>All about {plate}</source>
        <translation>Alles über {plate}</translation>
    </message>
    <message>
        <source>Plate</source>
        <translation type="unfinished">Kennzeichen</translation>
    </message>
    <message>
        <source>Proofs of what was removed</source>
        <translation>Nachweise des Entfernten</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>erase {plate}</source>
        <translation>{plate} löschen</translation>
    </message>
</context>
<context>
    <name>QuickPassScreen</name>
    <message>
        <source>Quick pass</source>
        <translation type="unfinished">Passierschein</translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished">Zurück</translation>
    </message>
    <message>
        <source>Back, no pass</source>
        <translation>Zurück, kein Passierschein</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Berichtigen</translation>
    </message>
    <message>
        <source>Correct the plate of the pass</source>
        <translation>Kennzeichen des Passierscheins berichtigen</translation>
    </message>
    <message>
        <source>Plate</source>
        <translation type="unfinished">Kennzeichen</translation>
    </message>
    <message>
        <source>Other host</source>
        <translation>Jemand anders</translation>
    </message>
    <message>
        <source>Who for?</source>
        <translation>Für wen?</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation type="unfinished">Lieferung</translation>
    </message>
    <message>
        <source>Visitor</source>
        <translation type="unfinished">Besucher</translation>
    </message>
    <message>
        <source>Contractor</source>
        <translation type="unfinished">Handwerker</translation>
    </message>
    <message>
        <source>30 min</source>
        <translation>30 min</translation>
    </message>
    <message>
        <source>2 hours</source>
        <translation>2 Stunden</translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished">Heute</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 Stunden</translation>
    </message>
    <message>
        <source>Save only</source>
        <translation>Nur speichern</translation>
    </message>
    <message>
        <source>SAVE AND LET IN</source>
        <translation>SPEICHERN UND EINLASSEN</translation>
    </message>
    <message>
        <source>Supervisor PIN</source>
        <translation type="unfinished">PIN der Leitung</translation>
    </message>
    <message>
        <source>What for?</source>
        <translation>Wofür?</translation>
    </message>
    <message>
        <source>How long?</source>
        <translation>Wie lange?</translation>
    </message>
    <message>
        <source>For {who}</source>
        <translation>Für {who}</translation>
    </message>
    <message>
        <source>1 entry</source>
        <translation>1 Einfahrt</translation>
    </message>
    <message>
        <source>Any entries</source>
        <translation>Beliebig oft</translation>
    </message>
    <message>
        <source>{what}, tap for the other</source>
        <translation>{what}, für das andere tippen</translation>
    </message>
    <message>
        <source>Type it</source>
        <translation>Eintippen</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>LET IN</source>
        <translation>EINLASSEN</translation>
    </message>
    <message>
        <source>No link to the relay. Save only, and use the key.</source>
        <translation>Keine Verbindung zum Relais. Nur speichern und den Schlüssel nehmen.</translation>
    </message>
    <message>
        <source>pass for a look-alike</source>
        <translation>Passierschein für ein ähnliches</translation>
    </message>
    <message>
        <source>until midnight</source>
        <translation>bis Mitternacht</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>bis {time}</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>morgen</translation>
    </message>
    <message>
        <source>No plate</source>
        <translation>Kein Kennzeichen</translation>
    </message>
    <message>
        <source>Quick pass, {until}</source>
        <translation>Passierschein, {until}</translation>
    </message>
</context>
<context>
    <name>QuotaTable</name>
    <message>
        <source>Of all passages</source>
        <translation>Von allen Durchfahrten</translation>
    </message>
    <message>
        <source>before {n}</source>
        <translation>vorher {n}</translation>
    </message>
</context>
<context>
    <name>RateChart</name>
    <message>
        <source>Usual: {low} to {high} %.</source>
        <translation>Üblich: {low} bis {high} %.</translation>
    </message>
</context>
<context>
    <name>ReasonSheet</name>
    <message>
        <source>Why was the gate opened</source>
        <translation>Warum wurde das Tor geöffnet</translation>
    </message>
    <message>
        <source>Reason: {word}</source>
        <translation>Grund: {word}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close without a reason</source>
        <translation>Ohne Grund schließen</translation>
    </message>
    <message>
        <source>It was {plate}</source>
        <translation>Es war {plate}</translation>
    </message>
    <message>
        <source>Why did you open {gate}?</source>
        <translation>Warum wurde {gate} geöffnet?</translation>
    </message>
    <message>
        <source>{s} s, then &quot;Reason missing&quot;</source>
        <translation>{s} s, dann &quot;Grund fehlt&quot;</translation>
    </message>
</context>
<context>
    <name>RecoveryPad</name>
    <message>
        <source>PIN forgotten</source>
        <translation>PIN vergessen</translation>
    </message>
    <message>
        <source>{who}: the 12 words of the recovery sheet. Tap letters, then the word.</source>
        <translation>{who}: die 12 Wörter vom Notfallblatt. Buchstaben antippen, dann das Wort.</translation>
    </message>
</context>
<context>
    <name>RecoverySheet</name>
    <message>
        <source>Recovery words</source>
        <translation>Notfallwörter</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">Abbrechen</translation>
    </message>
    <message>
        <source>Print</source>
        <translation type="unfinished">Drucken</translation>
    </message>
    <message>
        <source>I have written them down</source>
        <translation>Ich habe sie aufgeschrieben</translation>
    </message>
    <message>
        <source>Cancel: no new words</source>
        <translation>Abbrechen: keine neuen Wörter</translation>
    </message>
    <message>
        <source>Print the recovery words</source>
        <translation>Die Notfallwörter drucken</translation>
    </message>
    <message>
        <source>Write these 12 words down by hand, in this order, and lock the paper away. They give a new PIN when the last one is forgotten. They are shown only now, and work once.</source>
        <translation>Diese 12 Wörter in dieser Reihenfolge von Hand aufschreiben und das Blatt einschließen. Sie geben eine neue PIN, wenn die letzte vergessen ist. Sie werden nur jetzt gezeigt und gelten einmal.</translation>
    </message>
    <message>
        <source>Look at your paper: which words are number {a} and number {b}?</source>
        <translation>Auf das Blatt sehen: Welche Wörter sind Nummer {a} und Nummer {b}?</translation>
    </message>
</context>
<context>
    <name>RelayAdd</name>
    <message>
        <source>Which relay opens the gate?</source>
        <translation>Welches Relais öffnet das Tor?</translation>
    </message>
    <message>
        <source>Type it</source>
        <translation type="unfinished">Eintippen</translation>
    </message>
</context>
<context>
    <name>RepairDesk</name>
    <message>
        <source>use older settings</source>
        <translation>ältere Einstellungen nehmen</translation>
    </message>
    <message>
        <source>save a report</source>
        <translation type="unfinished">einen Bericht speichern</translation>
    </message>
    <message>
        <source>For example:  {e}</source>
        <translation type="unfinished">Zum Beispiel:  {e}</translation>
    </message>
    <message>
        <source>this is not a value</source>
        <translation>das ist kein Wert</translation>
    </message>
    <message>
        <source>change the settings</source>
        <translation>die Einstellungen ändern</translation>
    </message>
</context>
<context>
    <name>RepairDiff</name>
    <message>
        <source>Lines that change</source>
        <translation>Zeilen, die anders werden</translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation>Diese Einstellungen nehmen</translation>
    </message>
    <message>
        <source>hold 3 s</source>
        <translation type="unfinished">3 s halten</translation>
    </message>
    <message>
        <source>Use these settings without a PIN, hold</source>
        <translation>Diese Einstellungen ohne PIN nehmen, halten</translation>
    </message>
    <message>
        <source>What changes with the settings of {when}</source>
        <translation>Was mit den Einstellungen von {when} anders wird</translation>
    </message>
    <message>
        <source>The present file is kept beside the old versions.</source>
        <translation>Die jetzige Datei bleibt neben den alten Fassungen.</translation>
    </message>
    <message>
        <source>No PIN can be checked here. The present file is kept.</source>
        <translation>Hier ist keine PIN zu prüfen. Die jetzige Datei bleibt.</translation>
    </message>
</context>
<context>
    <name>RepairWindow</name>
    <message>
        <source>Mistakes in the settings file</source>
        <translation>Fehler in der Einstellungsdatei</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Quit the program</source>
        <translation>Programm beenden</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Nochmals</translation>
    </message>
    <message>
        <source>Read the settings again</source>
        <translation>Einstellungen neu lesen</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation type="unfinished">Bericht speichern</translation>
    </message>
    <message>
        <source>Use last good {when}</source>
        <translation>Letzte gute vom {when}</translation>
    </message>
    <message>
        <source>The settings file has 1 mistake. Gates work by hand only.</source>
        <translation>Die Einstellungsdatei hat 1 Fehler. Tore gehen nur von Hand.</translation>
    </message>
    <message>
        <source>{mistakes}. Use the key switches to open the gates.</source>
        <translation>{mistakes}. Tore mit den Schlüsselschaltern öffnen.</translation>
    </message>
    <message>
        <source>line {n}</source>
        <translation>Zeile {n}</translation>
    </message>
    <message>
        <source>For example:  {e}</source>
        <translation>Zum Beispiel:  {e}</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Edit {key}</source>
        <translation>{key} ändern</translation>
    </message>
</context>
<context>
    <name>ReportCharts</name>
    <message>
        <source>Passages per hour</source>
        <translation>Durchfahrten je Stunde</translation>
    </message>
    <message>
        <source>Openings by hand, by reason</source>
        <translation>Öffnungen von Hand, nach Grund</translation>
    </message>
    <message>
        <source>Next camera</source>
        <translation>Nächste Kamera</translation>
    </message>
    <message>
        <source>Passages by hour of the day</source>
        <translation>Durchfahrten nach Tagesstunde</translation>
    </message>
    <message>
        <source>in</source>
        <translation type="unfinished">ein</translation>
    </message>
    <message>
        <source>out</source>
        <translation type="unfinished">aus</translation>
    </message>
    <message>
        <source>Misreads by hand: {n}</source>
        <translation>Fehllesungen von Hand: {n}</translation>
    </message>
    <message>
        <source>Read rate</source>
        <translation>Leserate</translation>
    </message>
    <message>
        <source>Read rate, {camera}</source>
        <translation>Leserate, {camera}</translation>
    </message>
</context>
<context>
    <name>ReportPage</name>
    <message>
        <source>Save report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>The report has versions, settings without passwords, the state of all parts and the log without plates. Where to?</source>
        <translation>Der Bericht enthält Versionen, Einstellungen ohne Passwörter, den Zustand aller Teile und das Protokoll ohne Kennzeichen. Wohin?</translation>
    </message>
    <message>
        <source>Looking for sticks</source>
        <translation>Sticks werden gesucht</translation>
    </message>
    <message>
        <source>There is no place to write to. Put in a stick.</source>
        <translation>Es gibt keinen Ort zum Schreiben. Einen Stick einstecken.</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Nochmals nachsehen</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>{n} MB free</source>
        <translation>{n} MB frei</translation>
    </message>
    <message>
        <source>save a report</source>
        <translation>einen Bericht speichern</translation>
    </message>
</context>
<context>
    <name>ReportView</name>
    <message>
        <source>No reason given</source>
        <translation>Kein Grund angegeben</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Read</source>
        <translation type="unfinished">Gelesen</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Gefragt</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation type="unfinished">Von Hand</translation>
    </message>
</context>
<context>
    <name>ReportsScreen</name>
    <message>
        <source>Reports</source>
        <translation type="unfinished">Berichte</translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished">Zurück</translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished">Heute</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation type="unfinished">7 Tage</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation type="unfinished">30 Tage</translation>
    </message>
    <message>
        <source>From – to</source>
        <translation>Von – bis</translation>
    </message>
    <message>
        <source>All cameras</source>
        <translation>Alle Kameras</translation>
    </message>
    <message>
        <source>As table</source>
        <translation>Als Tabelle</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>Neu zählen</translation>
    </message>
    <message>
        <source>Openings by hand are those of all gates.</source>
        <translation>Öffnungen von Hand sind die aller Tore.</translation>
    </message>
    <message>
        <source>see reports of other days</source>
        <translation>Berichte anderer Tage sehen</translation>
    </message>
    <message>
        <source>Which gate or camera?</source>
        <translation>Welches Tor oder welche Kamera?</translation>
    </message>
    <message>
        <source>export a report</source>
        <translation>einen Bericht exportieren</translation>
    </message>
    <message>
        <source>Report as {form}</source>
        <translation>Bericht als {form}</translation>
    </message>
</context>
<context>
    <name>RowsPage</name>
    <message>
        <source>Older</source>
        <translation>Ältere</translation>
    </message>
</context>
<context>
    <name>SchedulePage</name>
    <message>
        <source>Opening times</source>
        <translation>Öffnungszeiten</translation>
    </message>
    <message>
        <source>Mo</source>
        <translation type="unfinished">Mo</translation>
    </message>
    <message>
        <source>Tu</source>
        <translation type="unfinished">Di</translation>
    </message>
    <message>
        <source>We</source>
        <translation type="unfinished">Mi</translation>
    </message>
    <message>
        <source>Th</source>
        <translation type="unfinished">Do</translation>
    </message>
    <message>
        <source>Fr</source>
        <translation type="unfinished">Fr</translation>
    </message>
    <message>
        <source>Sa</source>
        <translation type="unfinished">Sa</translation>
    </message>
    <message>
        <source>Su</source>
        <translation type="unfinished">So</translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished">Zurück</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Drag the round handles, or tap a day to set its times step by step.</source>
        <translation>Runde Griffe ziehen, oder einen Tag tippen und Zeiten schrittweise setzen.</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>Mo-Fr 7-19</source>
        <translation>Mo-Fr 7-19</translation>
    </message>
    <message>
        <source>Nights</source>
        <translation>Nachts</translation>
    </message>
    <message>
        <source>Copy day</source>
        <translation>Tag kopieren</translation>
    </message>
    <message>
        <source>On holidays</source>
        <translation>An Feiertagen</translation>
    </message>
    <message>
        <source>On holidays: {what}</source>
        <translation>An Feiertagen: {what}</translation>
    </message>
    <message>
        <source>Window {n}</source>
        <translation>Fenster {n}</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Add window</source>
        <translation>Fenster anfügen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished">Entfernen</translation>
    </message>
</context>
<context>
    <name>ScreenPart</name>
    <message>
        <source>Put a ruler here: the bar must be 50 mm long</source>
        <translation>Hier ein Lineal anlegen: der Balken muss 50 mm lang sein</translation>
    </message>
    <message>
        <source>Longer or shorter</source>
        <translation>Länger oder kürzer</translation>
    </message>
    <message>
        <source>Now it is 50 mm</source>
        <translation>Jetzt sind es 50 mm</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished">Farben</translation>
    </message>
    <message>
        <source>Day</source>
        <translation type="unfinished">Tag</translation>
    </message>
    <message>
        <source>Night</source>
        <translation type="unfinished">Nacht</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation type="unfinished">Kontrast</translation>
    </message>
</context>
<context>
    <name>SeenPage</name>
    <message>
        <source>Seen before</source>
        <translation>Früher gesehen</translation>
    </message>
    <message>
        <source>Looking through the passages</source>
        <translation>Durchfahrten werden durchsucht</translation>
    </message>
</context>
<context>
    <name>SettingsCameras</name>
    <message>
        <source>Cameras</source>
        <translation type="unfinished">Kameras</translation>
    </message>
    <message>
        <source>Search network</source>
        <translation>Netz durchsuchen</translation>
    </message>
    <message>
        <source>Add by address</source>
        <translation>Mit Adresse anlegen</translation>
    </message>
    <message>
        <source>Cameras on the network</source>
        <translation>Kameras im Netz</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>Nochmals suchen</translation>
    </message>
    <message>
        <source>Cameras that answered</source>
        <translation>Kameras, die antworteten</translation>
    </message>
    <message>
        <source>no gate</source>
        <translation>kein Tor</translation>
    </message>
    <message>
        <source>out</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>in</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>change cameras</source>
        <translation>Kameras ändern</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>needs a password</source>
        <translation>braucht ein Passwort</translation>
    </message>
    <message>
        <source>is in use here</source>
        <translation>ist hier in Gebrauch</translation>
    </message>
</context>
<context>
    <name>SettingsGates</name>
    <message>
        <source>Gates and relays</source>
        <translation>Tore und Relais</translation>
    </message>
    <message>
        <source>Settings of {gate}</source>
        <translation>Einstellungen von {gate}</translation>
    </message>
    <message>
        <source>Result sheet</source>
        <translation>Ergebnisblatt</translation>
    </message>
    <message>
        <source>SAVE</source>
        <translation type="unfinished">SPEICHERN</translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished">Test</translation>
    </message>
    <message>
        <source>Relay, times</source>
        <translation>Relais, Zeiten</translation>
    </message>
    <message>
        <source>test the relay</source>
        <translation>das Relais testen</translation>
    </message>
    <message>
        <source>test the gate</source>
        <translation>das Tor testen</translation>
    </message>
    <message>
        <source>commission the gate</source>
        <translation>das Tor abnehmen</translation>
    </message>
    <message>
        <source>keep the result sheet</source>
        <translation>das Ergebnisblatt aufbewahren</translation>
    </message>
    <message>
        <source>change the gate</source>
        <translation>das Tor ändern</translation>
    </message>
</context>
<context>
    <name>SettingsHome</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>Bildschirm</translation>
    </message>
    <message>
        <source>Day</source>
        <translation type="unfinished">Tag</translation>
    </message>
    <message>
        <source>Night</source>
        <translation type="unfinished">Nacht</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation type="unfinished">Kontrast</translation>
    </message>
    <message>
        <source>1 gate</source>
        <translation>1 Tor</translation>
    </message>
    <message>
        <source>{n} gates</source>
        <translation>{n} Tore</translation>
    </message>
    <message>
        <source>{live} of {n} live</source>
        <translation>{live} von {n} live</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>All is well</source>
        <translation>Alles in Ordnung</translation>
    </message>
</context>
<context>
    <name>Setup</name>
    <message>
        <source>Language</source>
        <translation type="unfinished">Sprache</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation type="unfinished">Bildschirm</translation>
    </message>
    <message>
        <source>Place and clock</source>
        <translation>Ort und Uhr</translation>
    </message>
    <message>
        <source>Supervisor&apos;s PIN</source>
        <translation>PIN der Leitung</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation type="unfinished">Kameras</translation>
    </message>
    <message>
        <source>Zones</source>
        <translation>Zonen</translation>
    </message>
    <message>
        <source>Gates</source>
        <translation type="unfinished">Tore</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation type="unfinished">Listen</translation>
    </message>
    <message>
        <source>Keeping data</source>
        <translation type="unfinished">Aufbewahrung</translation>
    </message>
    <message>
        <source>Drive test</source>
        <translation>Probefahrt</translation>
    </message>
    <message>
        <source>Result sheet</source>
        <translation type="unfinished">Ergebnisblatt</translation>
    </message>
    <message>
        <source>Which language does this screen speak?</source>
        <translation>Welche Sprache spricht dieser Bildschirm?</translation>
    </message>
    <message>
        <source>Tap it. You can change it later under Language and look.</source>
        <translation>Antippen. Später lässt sie sich unter Sprache und Aussehen ändern.</translation>
    </message>
    <message>
        <source>How large is this screen?</source>
        <translation>Wie groß ist dieser Bildschirm?</translation>
    </message>
    <message>
        <source>No screen tells its true size. Measure the bar, so that keys are large enough for a finger. Then choose a theme.</source>
        <translation>Kein Bildschirm nennt seine wahre Größe. Den Balken messen, damit Tasten groß genug für einen Finger sind. Dann Farben wählen.</translation>
    </message>
    <message>
        <source>Is this the time here?</source>
        <translation>Ist das die Uhrzeit hier?</translation>
    </message>
    <message>
        <source>Schedules and visitors depend on it. If the time zone is right and the time is not, set the clock of the computer first.</source>
        <translation>Öffnungszeiten und Besucher hängen davon ab. Stimmt die Zeitzone, aber nicht die Uhrzeit, erst die Uhr des Rechners stellen.</translation>
    </message>
    <message>
        <source>Who is in charge?</source>
        <translation>Wer hat die Leitung?</translation>
    </message>
    <message>
        <source>The supervisor types a PIN twice. Nobody else sees it, and there is no default. Then write the recovery words down, and let the installer type a PIN.</source>
        <translation>Die Leitung tippt zweimal eine PIN. Sonst sieht sie niemand, und es gibt keine Vorgabe. Dann die Notfallwörter aufschreiben und den Errichter eine PIN tippen lassen.</translation>
    </message>
    <message>
        <source>Which cameras are there?</source>
        <translation>Welche Kameras gibt es?</translation>
    </message>
    <message>
        <source>Add each camera, test it, and come back here with Back.</source>
        <translation>Jede Kamera anlegen, testen und mit &quot;Zurück&quot; hierher kommen.</translation>
    </message>
    <message>
        <source>Where do cars stop, and which way do they drive?</source>
        <translation>Wo halten Autos, und wohin fahren sie?</translation>
    </message>
    <message>
        <source>Draw the open zone of each camera, and lines A and B. A camera without an open zone never opens a gate.</source>
        <translation>Für jede Kamera die Öffnungszone und die Linien A und B zeichnen. Eine Kamera ohne Öffnungszone öffnet nie ein Tor.</translation>
    </message>
    <message>
        <source>Does each gate do what it should?</source>
        <translation>Tut jedes Tor, was es soll?</translation>
    </message>
    <message>
        <source>Test the link, say what a second pulse does, and give three test pulses while you see the gate.</source>
        <translation>Verbindung testen, angeben, was ein zweiter Impuls tut, und drei Testimpulse geben, mit dem Tor im Blick.</translation>
    </message>
    <message>
        <source>Who may come in?</source>
        <translation>Wer darf herein?</translation>
    </message>
    <message>
        <source>Import a file, or add the first plates. A plate on no list is asked about.</source>
        <translation>Eine Datei importieren oder die ersten Kennzeichen anlegen. Steht ein Kennzeichen auf keiner Liste, wird gefragt.</translation>
    </message>
    <message>
        <source>How long is data kept?</source>
        <translation>Wie lange werden Daten aufbewahrt?</translation>
    </message>
    <message>
        <source>These are the rules now. Keeping longer needs a reason that the record shows.</source>
        <translation>So gilt es jetzt. Länger aufbewahren braucht einen Grund, der aufgezeichnet wird.</translation>
    </message>
    <message>
        <source>Does it read cars here?</source>
        <translation>Werden Autos hier gelesen?</translation>
    </message>
    <message>
        <source>Drive 5 cars through each lane, each way. All must be read. Gates stay by hand until then.</source>
        <translation>5 Autos durch jede Spur fahren, in jeder Richtung. Alle müssen gelesen werden. Bis dahin gehen Tore nur von Hand.</translation>
    </message>
    <message>
        <source>Keep the result</source>
        <translation>Ergebnis aufbewahren</translation>
    </message>
    <message>
        <source>NEXT makes the result sheet, a PDF with pass or fail of each lane. Its hash stands in the audit.</source>
        <translation>WEITER macht das Ergebnisblatt, ein PDF mit &quot;bestanden&quot; oder &quot;nicht bestanden&quot; für jede Spur. Seine Prüfsumme steht in der Prüfkette.</translation>
    </message>
</context>
<context>
    <name>SetupBar</name>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Go on with the setup</source>
        <translation>Einrichtung fortsetzen</translation>
    </message>
</context>
<context>
    <name>SetupScreen</name>
    <message>
        <source>Setup</source>
        <translation>Einrichtung</translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished">Zurück</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>NEXT</source>
        <translation>WEITER</translation>
    </message>
    <message>
        <source>Step {n} of {of}</source>
        <translation>Schritt {n} von {of}</translation>
    </message>
    <message>
        <source>Still open: {what}</source>
        <translation>Noch offen: {what}</translation>
    </message>
    <message>
        <source>To the gates</source>
        <translation>Zu den Toren</translation>
    </message>
    <message>
        <source>go on with the setup</source>
        <translation>die Einrichtung fortsetzen</translation>
    </message>
</context>
<context>
    <name>SheetPaper</name>
    <message>
        <source>No words</source>
        <translation>Keine Wörter</translation>
    </message>
</context>
<context>
    <name>SheetPart</name>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>no open zone</source>
        <translation type="unfinished">keine Öffnungszone</translation>
    </message>
    <message>
        <source>gate without a result sheet</source>
        <translation>Tor ohne Ergebnisblatt</translation>
    </message>
    <message>
        <source>not driven by {n} cars</source>
        <translation>nicht von {n} Autos befahren</translation>
    </message>
    <message>
        <source>FAIL</source>
        <translation>NICHT BESTANDEN</translation>
    </message>
    <message>
        <source>PASS</source>
        <translation>BESTANDEN</translation>
    </message>
    <message>
        <source>zones, gate and drive test are good</source>
        <translation>Zonen, Tor und Probefahrt sind in Ordnung</translation>
    </message>
    <message>
        <source>Result sheet kept</source>
        <translation>Ergebnisblatt aufbewahrt</translation>
    </message>
    <message>
        <source>off: by hand only, until the drive test is passed</source>
        <translation>aus: nur von Hand, bis die Probefahrt bestanden ist</translation>
    </message>
    <message>
        <source>on: the drive test is passed</source>
        <translation>an: die Probefahrt ist bestanden</translation>
    </message>
    <message>
        <source>on: {who} accepts the risk</source>
        <translation>an: {who} übernimmt das Risiko</translation>
    </message>
    <message>
        <source>Automatic opening</source>
        <translation>Öffnen von selbst</translation>
    </message>
    <message>
        <source>on</source>
        <translation type="unfinished">an</translation>
    </message>
</context>
<context>
    <name>SoundsPage</name>
    <message>
        <source>Sounds</source>
        <translation>Töne</translation>
    </message>
    <message>
        <source>Critical alert</source>
        <translation>Kritische Meldung</translation>
    </message>
    <message>
        <source>Banned car</source>
        <translation>Gesperrtes Auto</translation>
    </message>
    <message>
        <source>A car waits</source>
        <translation>Ein Auto wartet</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation type="unfinished">Meldung</translation>
    </message>
    <message>
        <source>Watched plate</source>
        <translation>Beobachtetes Kennzeichen</translation>
    </message>
    <message>
        <source>Hold ends in 60 s</source>
        <translation>Offenhalten endet in 60 s</translation>
    </message>
    <message>
        <source>Let in</source>
        <translation>Eingelassen</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Held long enough</source>
        <translation>Lange genug gehalten</translation>
    </message>
    <message>
        <source>Touch</source>
        <translation>Berührung</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
</context>
<context>
    <name>StateBox</name>
    <message>
        <source>Try again</source>
        <translation>Nochmals versuchen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Time at {site}</source>
        <translation>Zeit in {site}</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Kameras</translation>
    </message>
    <message>
        <source>Gates</source>
        <translation>Tore</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>Leser</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Listen</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Platte</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Guard</source>
        <translation>Wache</translation>
    </message>
    <message>
        <source>{what}, state</source>
        <translation>{what}, Zustand</translation>
    </message>
    <message>
        <source>{n} of {m} working</source>
        <translation>{n} von {m} in Ordnung</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Lists of {age} ago</source>
        <translation>Listen vor {age}</translation>
    </message>
    <message>
        <source>DRILL</source>
        <translation>ÜBUNG</translation>
    </message>
    <message>
        <source>{n}, no sound</source>
        <translation>{n}, kein Ton</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>sign in</source>
        <translation>anmelden</translation>
    </message>
    <message>
        <source>Guard, no PIN</source>
        <translation>Wache, ohne PIN</translation>
    </message>
    <message>
        <source>Guard till {time}</source>
        <translation>Wache bis {time}</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Leitung</translation>
    </message>
    <message>
        <source>Installer</source>
        <translation>Errichter</translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation>Prüfer</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation type="unfinished">{n} min</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation type="unfinished">{n} h</translation>
    </message>
    <message>
        <source>not signed in</source>
        <translation>nicht angemeldet</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>State of the site</source>
        <translation>Zustand der Anlage</translation>
    </message>
</context>
<context>
    <name>StepRow</name>
    <message>
        <source>Less</source>
        <translation>Weniger</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>{name}: less</source>
        <translation>{name}: weniger</translation>
    </message>
    <message>
        <source>{name}: more</source>
        <translation>{name}: mehr</translation>
    </message>
</context>
<context>
    <name>StepsSheet</name>
    <message>
        <source>Gate by hand</source>
        <translation>Tor von Hand</translation>
    </message>
    <message>
        <source>I opened it by key</source>
        <translation>Mit Schlüssel geöffnet</translation>
    </message>
    <message>
        <source>Gate is in order</source>
        <translation>Tor ist in Ordnung</translation>
    </message>
    <message>
        <source>I looked, the gate is in order, hold</source>
        <translation>Angesehen, das Tor ist in Ordnung, halten</translation>
    </message>
    <message>
        <source>hold</source>
        <translation>halten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close the steps</source>
        <translation>Schritte schließen</translation>
    </message>
</context>
<context>
    <name>TableRows</name>
    <message>
        <source>Report as a table</source>
        <translation>Bericht als Tabelle</translation>
    </message>
</context>
<context>
    <name>TestPanel</name>
    <message>
        <source>TEST</source>
        <translation>TEST</translation>
    </message>
    <message>
        <source>Test the camera</source>
        <translation>Kamera testen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished">Stopp</translation>
    </message>
    <message>
        <source>TEST again</source>
        <translation>Nochmals TEST</translation>
    </message>
    <message>
        <source>{n} fps</source>
        <translation>{n} B/s</translation>
    </message>
    <message>
        <source>plate {n} px wide</source>
        <translation>Kennzeichen {n} px breit</translation>
    </message>
</context>
<context>
    <name>TextPad</name>
    <message>
        <source>Keypad</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Small or large letters</source>
        <translation>Kleine oder große Buchstaben</translation>
    </message>
    <message>
        <source>Signs</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>Space</source>
        <translation type="unfinished">Leerzeichen</translation>
    </message>
    <message>
        <source>Delete one character</source>
        <translation>Ein Zeichen löschen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">Abbrechen</translation>
    </message>
    <message>
        <source>Cancel typing</source>
        <translation>Tippen abbrechen</translation>
    </message>
    <message>
        <source>Use</source>
        <translation type="unfinished">Übernehmen</translation>
    </message>
    <message>
        <source>Use this text</source>
        <translation>Diesen Text übernehmen</translation>
    </message>
</context>
<context>
    <name>TrialBar</name>
    <message>
        <source>Keep</source>
        <translation type="unfinished">Behalten</translation>
    </message>
    <message>
        <source>Keep the new settings</source>
        <translation>Neue Einstellungen behalten</translation>
    </message>
    <message>
        <source>Go back now</source>
        <translation>Jetzt zurück</translation>
    </message>
    <message>
        <source>Go back to the old settings now</source>
        <translation>Jetzt zu den alten Einstellungen zurück</translation>
    </message>
</context>
<context>
    <name>TrialDesk</name>
    <message>
        <source>keep the new look</source>
        <translation>das neue Aussehen behalten</translation>
    </message>
    <message>
        <source>keep the new settings</source>
        <translation>die neuen Einstellungen behalten</translation>
    </message>
    <message>
        <source>go back to the old settings</source>
        <translation>zu den alten Einstellungen zurückkehren</translation>
    </message>
</context>
<context>
    <name>TypePlateScreen</name>
    <message>
        <source>Type a plate</source>
        <translation>Kennzeichen tippen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished">Zurück</translation>
    </message>
    <message>
        <source>Back, stop typing</source>
        <translation>Zurück, nicht weiter tippen</translation>
    </message>
    <message>
        <source>Plate</source>
        <translation type="unfinished">Kennzeichen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished">Nochmals versuchen</translation>
    </message>
    <message>
        <source>Quick pass</source>
        <translation type="unfinished">Passierschein</translation>
    </message>
    <message>
        <source>Use</source>
        <translation type="unfinished">Übernehmen</translation>
    </message>
</context>
<context>
    <name>UnsavedBar</name>
    <message>
        <source>Stay</source>
        <translation type="unfinished">Bleiben</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation type="unfinished">Verwerfen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished">Speichern</translation>
    </message>
</context>
<context>
    <name>UsersScreen</name>
    <message>
        <source>Users and PINs</source>
        <translation>Benutzer und PINs</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>Person anlegen</translation>
    </message>
    <message>
        <source>Who has access</source>
        <translation>Wer Zugang hat</translation>
    </message>
    <message>
        <source>Name or number, as it stands in the record</source>
        <translation>Name oder Nummer, wie aufgezeichnet</translation>
    </message>
    <message>
        <source>What the person may do</source>
        <translation>Was die Person darf</translation>
    </message>
    <message>
        <source>Role: {name}</source>
        <translation>Rolle: {name}</translation>
    </message>
    <message>
        <source>Next: the PIN</source>
        <translation>Weiter: die PIN</translation>
    </message>
    <message>
        <source>Guard</source>
        <translation type="unfinished">Wache</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Leitung</translation>
    </message>
    <message>
        <source>Installer</source>
        <translation>Errichter</translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation>Prüfer</translation>
    </message>
    <message>
        <source>Has shifts: openings with reasons, quick passes, hand-over.</source>
        <translation>Hat Schichten: Öffnungen mit Grund, Passierscheine, Übergabe.</translation>
    </message>
    <message>
        <source>Also changes lists and guards, and ends a lockdown.</source>
        <translation>Ändert auch Listen und Wachen und beendet eine Sperre.</translation>
    </message>
    <message>
        <source>Sets up cameras and gates, and gives everybody a PIN.</source>
        <translation>Richtet Kameras und Tore ein und gibt allen eine PIN.</translation>
    </message>
    <message>
        <source>Reads the record and the audit log, and changes nothing.</source>
        <translation>Liest Aufzeichnung und Prüfkette und ändert nichts.</translation>
    </message>
    <message>
        <source>Looking who has access</source>
        <translation>Zugänge werden gesucht</translation>
    </message>
    <message>
        <source>Nobody has a PIN yet.</source>
        <translation>Noch niemand hat eine PIN.</translation>
    </message>
    <message>
        <source>on shift now</source>
        <translation>hat jetzt Schicht</translation>
    </message>
    <message>
        <source>PIN set {age}</source>
        <translation>PIN gesetzt {age}</translation>
    </message>
    <message>
        <source>access stopped {age}</source>
        <translation>Zugang beendet {age}</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation type="unfinished">Behalten</translation>
    </message>
    <message>
        <source>Really stop</source>
        <translation>Wirklich beenden</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>Neue PIN</translation>
    </message>
    <message>
        <source>Stop access</source>
        <translation>Zugang beenden</translation>
    </message>
    <message>
        <source>made {age} by {who}</source>
        <translation>angelegt {age} von {who}</translation>
    </message>
    <message>
        <source>used up {age} by {who}: make new ones</source>
        <translation>verbraucht {age} von {who}: neue anlegen</translation>
    </message>
    <message>
        <source>none: a lost PIN would lock everybody out</source>
        <translation>keine: eine verlorene PIN würde alle aussperren</translation>
    </message>
    <message>
        <source>Recovery words</source>
        <translation>Notfallwörter</translation>
    </message>
    <message>
        <source>New words</source>
        <translation>Neue Wörter</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message>
        <source>{n} days ago</source>
        <translation>vor {n} Tagen</translation>
    </message>
    <message>
        <source>Tap to type</source>
        <translation>Zum Eingeben tippen</translation>
    </message>
    <message>
        <source>Name: {who}</source>
        <translation>Name: {who}</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keiner</translation>
    </message>
    <message>
        <source>Other roles: ask the installer.</source>
        <translation>Andere Rollen: den Errichter fragen.</translation>
    </message>
    <message>
        <source>Name or number</source>
        <translation>Name oder Nummer</translation>
    </message>
</context>
<context>
    <name>VideoWall</name>
    <message>
        <source>No camera set up</source>
        <translation>Keine Kamera eingerichtet</translation>
    </message>
    <message>
        <source>Add camera</source>
        <translation>Kamera anlegen</translation>
    </message>
</context>
<context>
    <name>WhyBoard</name>
    <message>
        <source>seen</source>
        <translation type="unfinished">gesehen</translation>
    </message>
    <message>
        <source>agreed</source>
        <translation type="unfinished">einig</translation>
    </message>
    <message>
        <source>decided</source>
        <translation type="unfinished">entschieden</translation>
    </message>
    <message>
        <source>relay</source>
        <translation type="unfinished">Relais</translation>
    </message>
    <message>
        <source>gate moved</source>
        <translation type="unfinished">Tor bewegt</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation type="unfinished">Kein Bild</translation>
    </message>
    <message>
        <source>Votes per character, {n} looks</source>
        <translation type="unfinished">Stimmen je Zeichen, {n} Bilder</translation>
    </message>
    <message>
        <source>or {c}</source>
        <translation type="unfinished">oder {c}</translation>
    </message>
    <message>
        <source>Still reading.</source>
        <translation type="unfinished">Wird noch gelesen.</translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished">ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished">nein</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation type="unfinished">Richtung</translation>
    </message>
    <message>
        <source>In open zone</source>
        <translation type="unfinished">In der Öffnungszone</translation>
    </message>
    <message>
        <source>Agreed</source>
        <translation type="unfinished">Einig</translation>
    </message>
    <message>
        <source>{n} of {m} looks</source>
        <translation type="unfinished">{n} von {m} Bildern</translation>
    </message>
    <message>
        <source>List entry</source>
        <translation type="unfinished">Listeneintrag</translation>
    </message>
    <message>
        <source>Second proof</source>
        <translation type="unfinished">Zweiter Nachweis</translation>
    </message>
    <message>
        <source>relay confirmed</source>
        <translation type="unfinished">Relais bestätigt</translation>
    </message>
    <message>
        <source>joined with an opening just before</source>
        <translation type="unfinished">mit einer Öffnung kurz davor verbunden</translation>
    </message>
    <message>
        <source>Gate</source>
        <translation type="unfinished">Tor</translation>
    </message>
</context>
<context>
    <name>WordPad</name>
    <message>
        <source>Words of the recovery sheet</source>
        <translation>Wörter des Notfallblatts</translation>
    </message>
    <message>
        <source>letter {c}</source>
        <translation type="unfinished">Buchstabe {c}</translation>
    </message>
    <message>
        <source>delete one letter, or the word before</source>
        <translation>einen Buchstaben oder das Wort davor löschen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">Abbrechen</translation>
    </message>
    <message>
        <source>Cancel the words</source>
        <translation>Die Wörter abbrechen</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Next: the words are complete</source>
        <translation>Weiter: die Wörter sind vollständig</translation>
    </message>
    <message>
        <source>word {w}</source>
        <translation>Wort {w}</translation>
    </message>
    <message>
        <source>no word yet</source>
        <translation>noch kein Wort</translation>
    </message>
    <message>
        <source>Word {n}: {w}</source>
        <translation>Wort {n}: {w}</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation type="unfinished">noch keiner</translation>
    </message>
</context>
<context>
    <name>ZoneCanvas</name>
    <message>
        <source>Picture of the camera</source>
        <translation>Bild der Kamera</translation>
    </message>
</context>
<context>
    <name>ZonePicture</name>
    <message>
        <source>{shape}, point {n} of {total}, x {x} y {y}</source>
        <translation type="unfinished">{shape}, Punkt {n} von {total}, x {x} y {y}</translation>
    </message>
    <message>
        <source>No picture yet. Zones can be drawn all the same.</source>
        <translation type="unfinished">Noch kein Bild. Zonen lassen sich trotzdem zeichnen.</translation>
    </message>
</context>
<context>
    <name>ZoneTrialSheet</name>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>What these zones would have done</source>
        <translation>Was diese Zonen bewirkt hätten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Cars</source>
        <translation>Autos</translation>
    </message>
    <message>
        <source>In the read zone</source>
        <translation>In der Lesezone</translation>
    </message>
    <message>
        <source>In the open zone</source>
        <translation>In der Öffnungszone</translation>
    </message>
    <message>
        <source>Would be kept</source>
        <translation>Weiter gelesen</translation>
    </message>
    <message>
        <source>Would be missed</source>
        <translation>Verpasst</translation>
    </message>
    <message>
        <source>Not legible again</source>
        <translation>Nicht wieder lesbar</translation>
    </message>
    <message>
        <source>Newly found plates</source>
        <translation>Neue Kennzeichen</translation>
    </message>
    <message>
        <source>Pictures gone</source>
        <translation>Bilder nicht mehr da</translation>
    </message>
</context>
<context>
    <name>ZonesPart</name>
    <message>
        <source>Zones</source>
        <translation>Zonen</translation>
    </message>
    <message>
        <source>open zone</source>
        <translation>Öffnungszone</translation>
    </message>
    <message>
        <source>lines A and B</source>
        <translation>Linien A und B</translation>
    </message>
    <message>
        <source>no {what}</source>
        <translation>keine {what}</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Cameras come first (step 5)</source>
        <translation>Erst kommen die Kameras (Schritt 5)</translation>
    </message>
</context>
<context>
    <name>_Form</name>
    <message>
        <source>Remove</source>
        <translation type="unfinished">Entfernen</translation>
    </message>
    <message>
        <source>SAVE</source>
        <translation type="unfinished">SPEICHERN</translation>
    </message>
    <message>
        <source>Keypad for {field}</source>
        <translation>Tastatur für {field}</translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished">Speichern</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation type="unfinished">Verwerfen</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation type="unfinished">Bleiben</translation>
    </message>
</context>
<context>
    <name>_TestFace</name>
    <message>
        <source>Address found</source>
        <translation>Adresse gefunden</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>Erreicht</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>Angemeldet</translation>
    </message>
    <message>
        <source>Stream found</source>
        <translation>Strom gefunden</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>Strom</translation>
    </message>
    <message>
        <source>ok</source>
        <translation type="unfinished">ok</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>...</source>
        <translation type="unfinished">...</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>nicht erreicht</translation>
    </message>
    <message>
        <source>TEST connects to the camera as it stands here and shows its picture. Nothing is changed.</source>
        <translation>TEST verbindet sich mit der Kamera, wie sie hier steht, und zeigt ihr Bild. Nichts wird geändert.</translation>
    </message>
</context>
<context>
    <name>health</name>
    <message>
        <source>ok</source>
        <translation type="unfinished">ok</translation>
    </message>
    <message>
        <source>watch</source>
        <translation>beobachten</translation>
    </message>
    <message>
        <source>bad</source>
        <translation>schlecht</translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished">nicht bekannt</translation>
    </message>
    <message>
        <source>{n} s ago</source>
        <translation>vor {n} s</translation>
    </message>
    <message>
        <source>{n} bad</source>
        <translation>{n} schlecht</translation>
    </message>
    <message>
        <source>{n} to watch</source>
        <translation>{n} beobachten</translation>
    </message>
    <message>
        <source>All is well</source>
        <translation type="unfinished">Alles in Ordnung</translation>
    </message>
    <message>
        <source>{fps} fps</source>
        <translation>{fps} B/s</translation>
    </message>
    <message>
        <source>{s} s</source>
        <translation>{s} s</translation>
    </message>
    <message>
        <source>{pct} % fewer reads</source>
        <translation>{pct} % weniger Lesungen</translation>
    </message>
    <message>
        <source>reads as usual</source>
        <translation>liest wie sonst</translation>
    </message>
    <message>
        <source>Check cable, network and the camera&apos;s settings.</source>
        <translation>Kabel, Netz und Einstellungen der Kamera prüfen.</translation>
    </message>
    <message>
        <source>{ms} ms</source>
        <translation>{ms} ms</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>startet</translation>
    </message>
    <message>
        <source>Cars may wait longer. Look at the temperature.</source>
        <translation>Autos warten vielleicht länger. Temperatur ansehen.</translation>
    </message>
    <message>
        <source>{n} restarts in 1 min</source>
        <translation>{n} Neustarts in 1 min</translation>
    </message>
    <message>
        <source>not reading</source>
        <translation>liest nicht</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation type="unfinished">Leser</translation>
    </message>
    <message>
        <source>The disk is slow. Call if this lasts an hour.</source>
        <translation>Die Platte ist langsam. Anrufen, wenn es eine Stunde dauert.</translation>
    </message>
    <message>
        <source>nothing waits</source>
        <translation>nichts wartet</translation>
    </message>
    <message>
        <source>{n} records wait</source>
        <translation>{n} Einträge warten</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>relay answers</source>
        <translation>Relais antwortet</translation>
    </message>
    <message>
        <source>relay answers in {ms} ms</source>
        <translation>Relais antwortet in {ms} ms</translation>
    </message>
    <message>
        <source>no answer since {time}</source>
        <translation>keine Antwort seit {time}</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>Look at the gate and confirm it.</source>
        <translation>Tor ansehen und bestätigen.</translation>
    </message>
    <message>
        <source>{n} entries</source>
        <translation>{n} Einträge</translation>
    </message>
    <message>
        <source>no database for {n} min</source>
        <translation>seit {n} min keine Datenbank</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation type="unfinished">Listen</translation>
    </message>
    <message>
        <source>in step</source>
        <translation>im Gleichstand</translation>
    </message>
    <message>
        <source>Nothing is lost. Call if this lasts a day.</source>
        <translation>Nichts geht verloren. Anrufen, wenn es einen Tag dauert.</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>{pct} % used</source>
        <translation>{pct} % belegt</translation>
    </message>
    <message>
        <source>{gb} GB free</source>
        <translation>{gb} GB frei</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation type="unfinished">Platte</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>not told by this computer</source>
        <translation>dieser Rechner nennt sie nicht</translation>
    </message>
    <message>
        <source>reading is slower</source>
        <translation>liest langsamer</translation>
    </message>
    <message>
        <source>only gates are read</source>
        <translation>nur Tore werden gelesen</translation>
    </message>
    <message>
        <source>nothing is read</source>
        <translation>nichts wird gelesen</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>goes evenly</source>
        <translation>geht gleichmäßig</translation>
    </message>
    <message>
        <source>jumped {s} s</source>
        <translation>sprang um {s} s</translation>
    </message>
    <message>
        <source>Set it, or say &quot;Clock is right&quot;.</source>
        <translation>Stellen, oder &quot;Uhr stimmt&quot; bestätigen.</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>cannot be heard</source>
        <translation>nicht zu hören</translation>
    </message>
    <message>
        <source>can be heard</source>
        <translation>zu hören</translation>
    </message>
    <message>
        <source>Watch the screen, check the cable.</source>
        <translation>Auf den Bildschirm sehen, Kabel prüfen.</translation>
    </message>
    <message>
        <source>Record and keys</source>
        <translation>Aufzeichnung und Schlüssel</translation>
    </message>
    <message>
        <source>Save a report and call the installer.</source>
        <translation>Bericht speichern und den Errichter anrufen.</translation>
    </message>
    <message>
        <source>whole</source>
        <translation>ganz</translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>Pulse sent</source>
        <translation>Impuls gesendet</translation>
    </message>
    <message>
        <source>Relay on</source>
        <translation>Relais an</translation>
    </message>
    <message>
        <source>Relay off</source>
        <translation>Relais aus</translation>
    </message>
    <message>
        <source>Gate has left closed</source>
        <translation>Tor hat &quot;geschlossen&quot; verlassen</translation>
    </message>
    <message>
        <source>Gate is closed again</source>
        <translation>Tor ist wieder geschlossen</translation>
    </message>
    <message>
        <source>after {seconds} s</source>
        <translation>nach {seconds} s</translation>
    </message>
    <message>
        <source>FAILED</source>
        <translation>FEHLGESCHLAGEN</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>...</source>
        <translation>...</translation>
    </message>
    <message>
        <source>GOOD</source>
        <translation>GUT</translation>
    </message>
    <message>
        <source>BAD</source>
        <translation>SCHLECHT</translation>
    </message>
    <message>
        <source>NOT KNOWN: did the gate open?</source>
        <translation>NICHT BEKANNT: hat das Tor geöffnet?</translation>
    </message>
    <message>
        <source>RUNNING</source>
        <translation>LÄUFT</translation>
    </message>
    <message>
        <source>I can see the gate and nobody is near it.</source>
        <translation>Ich sehe das Tor, und niemand ist in der Nähe.</translation>
    </message>
    <message>
        <source>I can see the gate, nobody is near it, and it may turn back.</source>
        <translation>Ich sehe das Tor, niemand ist in der Nähe, und es darf umkehren.</translation>
    </message>
    <message>
        <source>What does a second pulse do while the gate moves?</source>
        <translation>Was tut ein zweiter Impuls, während das Tor fährt?</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>It stops</source>
        <translation>Es hält an</translation>
    </message>
    <message>
        <source>It turns back</source>
        <translation>Es kehrt um</translation>
    </message>
    <message>
        <source>I don&apos;t know (counts as: it turns back)</source>
        <translation>Ich weiß es nicht (zählt als: es kehrt um)</translation>
    </message>
    <message>
        <source>the relay cannot tell its state</source>
        <translation>das Relais kann seinen Zustand nicht melden</translation>
    </message>
    <message>
        <source>no position contact is wired</source>
        <translation>kein Lagekontakt ist verdrahtet</translation>
    </message>
    <message>
        <source>the contact did not say closed before the pulse</source>
        <translation>der Kontakt meldete vor dem Impuls nicht &quot;geschlossen&quot;</translation>
    </message>
    <message>
        <source>nothing was sent</source>
        <translation>nichts wurde gesendet</translation>
    </message>
    <message>
        <source>it was joined to another opening; try again</source>
        <translation>es fiel mit einer anderen Öffnung zusammen; nochmals versuchen</translation>
    </message>
    <message>
        <source>the relay was not read in time</source>
        <translation>das Relais wurde nicht rechtzeitig gelesen</translation>
    </message>
    <message>
        <source>the relay was not read while it was on</source>
        <translation>das Relais wurde nicht gelesen, solange es an war</translation>
    </message>
    <message>
        <source>the contact could not be read</source>
        <translation>der Kontakt war nicht lesbar</translation>
    </message>
    <message>
        <source>it did not close by itself while we looked</source>
        <translation>es schloss nicht von selbst, solange hingesehen wurde</translation>
    </message>
    <message>
        <source>a second pulse came in between</source>
        <translation>ein zweiter Impuls kam dazwischen</translation>
    </message>
    <message>
        <source>the relay stayed off: check output number and settings</source>
        <translation>das Relais blieb aus: Nummer des Ausgangs und Einstellungen prüfen</translation>
    </message>
    <message>
        <source>the relay stays on: switch it off, check auto-off</source>
        <translation>das Relais bleibt an: ausschalten, Auto-Aus prüfen</translation>
    </message>
    <message>
        <source>the relay went off too early: check the device&apos;s own timer</source>
        <translation>das Relais ging zu früh aus: Zeitgeber des Geräts prüfen</translation>
    </message>
    <message>
        <source>the gate did not move: check wiring, power and the operator&apos;s lock</source>
        <translation>das Tor bewegte sich nicht: Verdrahtung, Strom und Sperre des Antriebs prüfen</translation>
    </message>
    <message>
        <source>Say first that you see the gate and nobody is near it: for one pulse within 30 s.</source>
        <translation>Erst bestätigen, dass das Tor zu sehen und niemand in der Nähe ist: für einen Impuls innerhalb von 30 s.</translation>
    </message>
    <message>
        <source>Lockdown is on. A supervisor must end it first.</source>
        <translation>Die Sperre ist an. Die Leitung muss sie erst beenden.</translation>
    </message>
    <message>
        <source>The gate is held open. End that first.</source>
        <translation>Das Tor wird offen gehalten. Das erst beenden.</translation>
    </message>
    <message>
        <source>The relay does not answer. Check power and network first.</source>
        <translation>Das Relais antwortet nicht. Erst Strom und Netz prüfen.</translation>
    </message>
    <message>
        <source>The gate has a fault, or a command ended unclearly. Look at it and confirm it first.</source>
        <translation>Das Tor hat eine Störung, oder ein Befehl endete unklar. Tor ansehen und erst bestätigen.</translation>
    </message>
    <message>
        <source>The interlocked gate may be open. Let it close first.</source>
        <translation>Das verriegelte Tor könnte offen sein. Erst schließen lassen.</translation>
    </message>
    <message>
        <source>The last test pulse is still running. Wait.</source>
        <translation>Der letzte Testimpuls läuft noch. Warten.</translation>
    </message>
    <message>
        <source>The gate is not closed. Let it close first.</source>
        <translation>Das Tor ist nicht geschlossen. Erst schließen lassen.</translation>
    </message>
    <message>
        <source>The gate may still move. Wait.</source>
        <translation>Das Tor könnte noch fahren. Warten.</translation>
    </message>
    <message>
        <source>A second pulse needs a first one that was sent just before.</source>
        <translation>Ein zweiter Impuls braucht einen ersten, der eben gesendet wurde.</translation>
    </message>
    <message>
        <source>The gate does not move now. A second pulse shows nothing.</source>
        <translation>Das Tor fährt jetzt nicht. Ein zweiter Impuls zeigt nichts.</translation>
    </message>
    <message>
        <source>There is no result sheet of {gate} yet.</source>
        <translation>Für {gate} gibt es noch kein Ergebnisblatt.</translation>
    </message>
    <message>
        <source>Nothing was tested at this gate yet.</source>
        <translation>An diesem Tor wurde noch nichts getestet.</translation>
    </message>
    <message>
        <source>Commissioned: {good} good pulses, and the second-pulse question is answered.</source>
        <translation>Abgenommen: {good} gute Impulse, und die Frage nach dem zweiten Impuls ist beantwortet.</translation>
    </message>
    <message>
        <source>NOT commissioned yet ({good} good pulses in a row).</source>
        <translation>Noch NICHT abgenommen ({good} gute Impulse in Folge).</translation>
    </message>
    <message>
        <source>Three good test pulses in a row are needed.</source>
        <translation>Drei gute Testimpulse in Folge sind nötig.</translation>
    </message>
    <message>
        <source>The second-pulse question is not answered.</source>
        <translation>Die Frage nach dem zweiten Impuls ist nicht beantwortet.</translation>
    </message>
    <message>
        <source>The contact shows that a second pulse does something. &apos;Nothing&apos; is not believed.</source>
        <translation>Der Kontakt zeigt, dass ein zweiter Impuls etwas tut. &quot;Nichts&quot; wird nicht geglaubt.</translation>
    </message>
    <message>
        <source>The settings of the device were not checked.</source>
        <translation>Die Einstellungen des Geräts wurden nicht geprüft.</translation>
    </message>
    <message>
        <source>Settings of the device are bad (above).</source>
        <translation>Einstellungen des Geräts sind schlecht (oben).</translation>
    </message>
    <message>
        <source>Settings of the device are not known: look at docs/relays.md.</source>
        <translation>Einstellungen des Geräts sind nicht bekannt: siehe docs/relays.md.</translation>
    </message>
    <message>
        <source>Not every wired input was seen to change: open and close each once.</source>
        <translation>Nicht jeder verdrahtete Eingang hat sich geändert: jeden einmal öffnen und schließen.</translation>
    </message>
    <message>
        <source>the relay does not answer; nothing was sent</source>
        <translation>das Relais antwortet nicht; nichts wurde gesendet</translation>
    </message>
    <message>
        <source>the relay refuses the password</source>
        <translation>das Relais weist das Passwort ab</translation>
    </message>
    <message>
        <source>the relay refuses the command</source>
        <translation>das Relais weist den Befehl ab</translation>
    </message>
    <message>
        <source>it is not clear whether the relay acted</source>
        <translation>es ist unklar, ob das Relais geschaltet hat</translation>
    </message>
    <message>
        <source>the gate holds back a short command now; look at its panel</source>
        <translation>das Tor hält einen kurzen Befehl jetzt zurück; sein Feld ansehen</translation>
    </message>
    <message>
        <source>the command came too late</source>
        <translation>der Befehl kam zu spät</translation>
    </message>
    <message>
        <source>the program ends</source>
        <translation>das Programm endet</translation>
    </message>
    <message>
        <source>This group is no longer there.</source>
        <translation>Diese Gruppe gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>The group still has {n} plates. Move them first.</source>
        <translation>Die Gruppe hat noch {n} Kennzeichen. Diese erst verschieben.</translation>
    </message>
    <message>
        <source>A group needs a name that no other group has.</source>
        <translation>Eine Gruppe braucht einen Namen, den keine andere hat.</translation>
    </message>
    <message>
        <source>This holiday is no longer there.</source>
        <translation>Diesen Feiertag gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>This change is not recorded.</source>
        <translation>Diese Änderung ist nicht aufgezeichnet.</translation>
    </message>
    <message>
        <source>The lists have changed: by {actor} at {time}. Nothing was done; look again.</source>
        <translation>Die Listen wurden geändert: von {actor} um {time}. Nichts wurde getan; neu ansehen.</translation>
    </message>
    <message>
        <source>Cannot be undone: what was there was erased for privacy.</source>
        <translation>Nicht rückgängig zu machen: was dort stand, wurde zum Datenschutz gelöscht.</translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation>Angehalten. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>This is no JPEG picture of up to {mb} MB.</source>
        <translation>Das ist kein JPEG-Bild bis {mb} MB.</translation>
    </message>
    <message>
        <source>No column of plates was found. The file has: {known}. Say which one it is.</source>
        <translation>Keine Spalte mit Kennzeichen gefunden. Die Datei hat: {known}. Angeben, welche es ist.</translation>
    </message>
    <message>
        <source>There is no column {name}. There are: {known}.</source>
        <translation>Eine Spalte {name} gibt es nicht. Es gibt: {known}.</translation>
    </message>
    <message>
        <source>The file has more than {most} rows. Split it.</source>
        <translation>Die Datei hat mehr als {most} Zeilen. Aufteilen.</translation>
    </message>
    <message>
        <source>{n} rows cannot be read, and a file that replaces a list must be whole. Mend them first.</source>
        <translation>{n} Zeilen sind nicht lesbar, und eine Datei, die eine Liste ersetzt, muss ganz sein. Erst berichtigen.</translation>
    </message>
    <message>
        <source>{path} cannot be read ({why}).</source>
        <translation>{path} ist nicht lesbar ({why}).</translation>
    </message>
    <message>
        <source>{path} cannot be written ({why}).</source>
        <translation>{path} ist nicht schreibbar ({why}).</translation>
    </message>
    <message>
        <source>{path} is empty.</source>
        <translation>{path} ist leer.</translation>
    </message>
    <message>
        <source>{path} is larger than {mb} MB. Split it.</source>
        <translation>{path} ist größer als {mb} MB. Aufteilen.</translation>
    </message>
    <message>
        <source>{path} is no CSV or XLSX file, or not the kind its name says ({found}).</source>
        <translation>{path} ist keine CSV- oder XLSX-Datei, oder nicht die, die der Name sagt ({found}).</translation>
    </message>
    <message>
        <source>{path} was made to use up this machine ({why}). It was not read.</source>
        <translation>{path} wurde gemacht, um diesen Rechner zu erschöpfen ({why}). Sie wurde nicht gelesen.</translation>
    </message>
    <message>
        <source>The encoding {encoding} is not known. Try utf-8, cp1252 or cp1250.</source>
        <translation>Die Kodierung {encoding} ist nicht bekannt. utf-8, cp1252 oder cp1250 versuchen.</translation>
    </message>
    <message>
        <source>The separator is one of ; , | and the tab character, not {separator}.</source>
        <translation>Das Trennzeichen ist eines von ; , | oder Tabulator, nicht {separator}.</translation>
    </message>
    <message>
        <source>There is no such sheet. There are: {known}.</source>
        <translation>Ein solches Blatt gibt es nicht. Es gibt: {known}.</translation>
    </message>
    <message>
        <source>Row {row} cannot be read ({why}). Nothing was taken from the file.</source>
        <translation>Zeile {row} ist nicht lesbar ({why}). Aus der Datei wurde nichts übernommen.</translation>
    </message>
    <message>
        <source>It holds a character that hides text ({char}).</source>
        <translation>Darin ist ein Zeichen, das Text versteckt ({char}).</translation>
    </message>
    <message>
        <source>A formula: put its value in its place.</source>
        <translation>Eine Formel: ihren Wert an die Stelle setzen.</translation>
    </message>
    <message>
        <source>{n} characters; {most} are allowed.</source>
        <translation>{n} Zeichen; {most} sind erlaubt.</translation>
    </message>
    <message>
        <source>No plate has the character {char} there.</source>
        <translation>Kein Kennzeichen hat dort das Zeichen {char}.</translation>
    </message>
    <message>
        <source>A plate has {min} to {max} letters and digits.</source>
        <translation>Ein Kennzeichen hat {min} bis {max} Buchstaben und Ziffern.</translation>
    </message>
    <message>
        <source>Another entry of the list {list} has this plate.</source>
        <translation>Ein anderer Eintrag der Liste {list} hat dieses Kennzeichen.</translation>
    </message>
    <message>
        <source>It is in row {row} already.</source>
        <translation>Es steht schon in Zeile {row}.</translation>
    </message>
    <message>
        <source>{value} is no word that is known here.</source>
        <translation>{value} ist hier kein bekanntes Wort.</translation>
    </message>
    <message>
        <source>{value} is no number from 0 to 999999.</source>
        <translation>{value} ist keine Zahl von 0 bis 999999.</translation>
    </message>
    <message>
        <source>{value} is no date such as 2026-12-31 or 31.12.2026 18:00.</source>
        <translation>{value} ist kein Datum wie 2026-12-31 oder 31.12.2026 18:00.</translation>
    </message>
    <message>
        <source>{value} can be two dates. Say whether the day or the month comes first.</source>
        <translation>{value} kann zwei Tage meinen. Angeben, ob Tag oder Monat zuerst kommt.</translation>
    </message>
    <message>
        <source>{value} is no opening time such as Mon-Fri 07:00-18:00, Sat 08:00-12:00.</source>
        <translation>{value} ist keine Öffnungszeit wie Mon-Fri 07:00-18:00, Sat 08:00-12:00.</translation>
    </message>
    <message>
        <source>It ends before it begins.</source>
        <translation>Das Ende liegt vor dem Anfang.</translation>
    </message>
    <message>
        <source>There is no group {value}. Make it first.</source>
        <translation>Eine Gruppe {value} gibt es nicht. Erst anlegen.</translation>
    </message>
    <message>
        <source>It is as its group, but has no group.</source>
        <translation>Es ist wie seine Gruppe, hat aber keine Gruppe.</translation>
    </message>
    <message>
        <source>There is no gate {value}. There are: {known}.</source>
        <translation>Ein Tor {value} gibt es nicht. Es gibt: {known}.</translation>
    </message>
    <message>
        <source>A photo is named by 64 hexadecimal digits.</source>
        <translation>Ein Foto heißt nach 64 hexadezimalen Ziffern.</translation>
    </message>
    <message>
        <source>An id has up to 64 letters and digits.</source>
        <translation>Eine Kennung hat bis zu 64 Buchstaben und Ziffern.</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>LOOK</source>
        <translation>ANSEHEN</translation>
    </message>
    <message>
        <source>Not known: there is no check for this kind of relay ({type}). Look at docs/relays.md.</source>
        <translation>Nicht bekannt: für diese Art Relais gibt es keine Prüfung ({type}). Siehe docs/relays.md.</translation>
    </message>
    <message>
        <source>This relay exists only in memory. Nothing moves.</source>
        <translation>Dieses Relais gibt es nur im Speicher. Nichts bewegt sich.</translation>
    </message>
    <message>
        <source>The device answers ({model}, {version}).</source>
        <translation>Das Gerät antwortet ({model}, {version}).</translation>
    </message>
    <message>
        <source>The device does not answer ({reason}). Check address, power and network.</source>
        <translation>Das Gerät antwortet nicht ({reason}). Adresse, Strom und Netz prüfen.</translation>
    </message>
    <message>
        <source>The device does not tell its settings ({reason}). Check the password.</source>
        <translation>Das Gerät nennt seine Einstellungen nicht ({reason}). Passwort prüfen.</translation>
    </message>
    <message>
        <source>Signing in is needed.</source>
        <translation>Anmeldung ist nötig.</translation>
    </message>
    <message>
        <source>Anybody in the network can switch it: set a password in the device.</source>
        <translation>Jeder im Netz kann es schalten: im Gerät ein Passwort setzen.</translation>
    </message>
    <message>
        <source>The device does not say whether signing in is needed.</source>
        <translation>Das Gerät sagt nicht, ob Anmeldung nötig ist.</translation>
    </message>
    <message>
        <source>The output stays off when power returns.</source>
        <translation>Der Ausgang bleibt aus, wenn der Strom wiederkommt.</translation>
    </message>
    <message>
        <source>When power returns the output goes to &apos;{value}&apos;: set it to off.</source>
        <translation>Wenn der Strom wiederkommt, geht der Ausgang auf &apos;{value}&apos;: auf &quot;off&quot; stellen.</translation>
    </message>
    <message>
        <source>The device does not say what the output does when power returns.</source>
        <translation>Das Gerät sagt nicht, was der Ausgang tut, wenn der Strom wiederkommt.</translation>
    </message>
    <message>
        <source>The device itself switches off after {seconds} s.</source>
        <translation>Das Gerät schaltet selbst nach {seconds} s aus.</translation>
    </message>
    <message>
        <source>The device does not tell its auto-off.</source>
        <translation>Das Gerät nennt sein Auto-Aus nicht.</translation>
    </message>
    <message>
        <source>Auto-off is not set: set it to a little more than the pulse of {pulse} s.</source>
        <translation>Auto-Aus ist nicht gesetzt: etwas länger als den Impuls von {pulse} s einstellen.</translation>
    </message>
    <message>
        <source>Auto-off after {seconds} s would cut the pulse of {pulse} s: set it a little longer.</source>
        <translation>Auto-Aus nach {seconds} s kürzt den Impuls von {pulse} s: etwas länger einstellen.</translation>
    </message>
    <message>
        <source>Auto-off comes only after {seconds} s: set it a little longer than the pulse, {pulse} s.</source>
        <translation>Auto-Aus kommt erst nach {seconds} s: etwas länger als den Impuls, {pulse} s, einstellen.</translation>
    </message>
    <message>
        <source>It never switches on by itself.</source>
        <translation>Es schaltet sich nie selbst ein.</translation>
    </message>
    <message>
        <source>It switches on by itself after {seconds} s: switch auto-on off.</source>
        <translation>Es schaltet sich nach {seconds} s selbst ein: Auto-Ein ausschalten.</translation>
    </message>
    <message>
        <source>The device does not tell its auto-on.</source>
        <translation>Das Gerät nennt sein Auto-Ein nicht.</translation>
    </message>
    <message>
        <source>The device&apos;s input does not switch the output.</source>
        <translation>Der Eingang des Geräts schaltet den Ausgang nicht.</translation>
    </message>
    <message>
        <source>The device&apos;s input switches the output ({value}). Is that meant? Else set it to detached.</source>
        <translation>Der Eingang des Geräts schaltet den Ausgang ({value}). Ist das gewollt? Sonst auf &quot;detached&quot; stellen.</translation>
    </message>
    <message>
        <source>The gate&apos;s contact at its input switches the output ({value}): set it to detached.</source>
        <translation>Der Kontakt des Tors an seinem Eingang schaltet den Ausgang ({value}): auf &quot;detached&quot; stellen.</translation>
    </message>
    <message>
        <source>The device does not say what its input does.</source>
        <translation>Das Gerät sagt nicht, was sein Eingang tut.</translation>
    </message>
    <message>
        <source>Its own Wi-Fi is off.</source>
        <translation>Sein eigenes WLAN ist aus.</translation>
    </message>
    <message>
        <source>Its own Wi-Fi is on: switch it off.</source>
        <translation>Sein eigenes WLAN ist an: ausschalten.</translation>
    </message>
    <message>
        <source>The device does not say whether its own Wi-Fi is on.</source>
        <translation>Das Gerät sagt nicht, ob sein eigenes WLAN an ist.</translation>
    </message>
    <message>
        <source>Its own Wi-Fi is on, without a password: anybody near can open. Switch it off.</source>
        <translation>Sein eigenes WLAN ist an, ohne Passwort: jeder in der Nähe kann öffnen. Ausschalten.</translation>
    </message>
    <message>
        <source>Bluetooth takes no commands.</source>
        <translation>Bluetooth nimmt keine Befehle an.</translation>
    </message>
    <message>
        <source>Bluetooth takes commands: switch it off where it is not needed.</source>
        <translation>Bluetooth nimmt Befehle an: ausschalten, wo es nicht gebraucht wird.</translation>
    </message>
    <message>
        <source>The device does not say whether Bluetooth is on.</source>
        <translation>Das Gerät sagt nicht, ob Bluetooth an ist.</translation>
    </message>
    <message>
        <source>The maker&apos;s cloud is off.</source>
        <translation>Die Cloud des Herstellers ist aus.</translation>
    </message>
    <message>
        <source>The maker&apos;s cloud is on, and can switch the gate: switch it off where it is not needed.</source>
        <translation>Die Cloud des Herstellers ist an und kann das Tor schalten: ausschalten, wo sie nicht gebraucht wird.</translation>
    </message>
    <message>
        <source>The device does not say whether the maker&apos;s cloud is on.</source>
        <translation>Das Gerät sagt nicht, ob die Cloud des Herstellers an ist.</translation>
    </message>
    <message>
        <source>MQTT is off.</source>
        <translation>MQTT ist aus.</translation>
    </message>
    <message>
        <source>MQTT is on, where the device&apos;s password counts nothing: switch it off if not needed.</source>
        <translation>MQTT ist an, wo das Passwort des Geräts nichts gilt: ausschalten, wenn nicht gebraucht.</translation>
    </message>
    <message>
        <source>The device does not say whether MQTT is on.</source>
        <translation>Das Gerät sagt nicht, ob MQTT an ist.</translation>
    </message>
    <message>
        <source>Firmware {version} of {built}.</source>
        <translation>Firmware {version} vom {built}.</translation>
    </message>
    <message>
        <source>The age of the firmware is not known.</source>
        <translation>Das Alter der Firmware ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Firmware {version} is the last one for this device.</source>
        <translation>Firmware {version} ist die letzte für dieses Gerät.</translation>
    </message>
    <message>
        <source>Firmware {version} is {days} days old ({built}): look for a newer one.</source>
        <translation>Firmware {version} ist {days} Tage alt ({built}): nach einer neueren sehen.</translation>
    </message>
    <message>
        <source>Firmware {version} is not the last one for this device ({need}): update it.</source>
        <translation>Firmware {version} ist nicht die letzte für dieses Gerät ({need}): aktualisieren.</translation>
    </message>
    <message>
        <source>Firmware {version} keeps an open Wi-Fi on after set-up: update to {need} or newer.</source>
        <translation>Firmware {version} lässt nach der Einrichtung ein offenes WLAN an: auf {need} oder neuer aktualisieren.</translation>
    </message>
    <message>
        <source>Anybody in the network can restart firmware {version}: update to {need} or newer.</source>
        <translation>Jeder im Netz kann Firmware {version} neu starten: auf {need} oder neuer aktualisieren.</translation>
    </message>
    <message>
        <source>The board answers ({value}).</source>
        <translation>Die Platine antwortet ({value}).</translation>
    </message>
    <message>
        <source>The board does not answer ({value}). Check wiring, address and framing.</source>
        <translation>Die Platine antwortet nicht ({value}). Verdrahtung, Adresse und Rahmen prüfen.</translation>
    </message>
    <message>
        <source>The output is off.</source>
        <translation>Der Ausgang ist aus.</translation>
    </message>
    <message>
        <source>The output is on without a command: find out why first.</source>
        <translation>Der Ausgang ist ohne Befehl an: erst den Grund finden.</translation>
    </message>
    <message>
        <source>The board does not tell the state of the output.</source>
        <translation>Die Platine nennt den Zustand des Ausgangs nicht.</translation>
    </message>
    <message>
        <source>No input switches an output by itself.</source>
        <translation>Kein Eingang schaltet selbst einen Ausgang.</translation>
    </message>
    <message>
        <source>An input switches an output by itself (modes {value}): set all modes to 0.</source>
        <translation>Ein Eingang schaltet selbst einen Ausgang (Arten {value}): alle Arten auf 0 stellen.</translation>
    </message>
    <message>
        <source>The board does not say whether inputs switch outputs. Look at docs/relays.md.</source>
        <translation>Die Platine sagt nicht, ob Eingänge Ausgänge schalten. Siehe docs/relays.md.</translation>
    </message>
    <message>
        <source>Its own address is {value}.</source>
        <translation>Ihre eigene Adresse ist {value}.</translation>
    </message>
    <message>
        <source>It says that its address is {value}: check the address in the site file.</source>
        <translation>Sie nennt {value} als ihre Adresse: Adresse in der Einstellungsdatei prüfen.</translation>
    </message>
    <message>
        <source>The board does not tell its own address.</source>
        <translation>Die Platine nennt ihre Adresse nicht.</translation>
    </message>
    <message>
        <source>Firmware {value}.</source>
        <translation>Firmware {value}.</translation>
    </message>
    <message>
        <source>The board does not tell its firmware.</source>
        <translation>Die Platine nennt ihre Firmware nicht.</translation>
    </message>
    <message>
        <source>Modbus knows no password: give the board a network that nobody else is in.</source>
        <translation>Modbus kennt kein Passwort: der Platine ein Netz geben, in dem sonst niemand ist.</translation>
    </message>
    <message>
        <source>The board itself ends the pulse.</source>
        <translation>Die Platine beendet den Impuls selbst.</translation>
    </message>
    <message>
        <source>This program ends the pulse: an off-delay relay in the cabinet guards against its loss.</source>
        <translation>Dieses Programm beendet den Impuls: ein Abfallrelais im Schrank sichert gegen seinen Ausfall.</translation>
    </message>
    <message>
        <source>Plate size</source>
        <translation>Größe des Kennzeichens</translation>
    </message>
    <message>
        <source>Text height</source>
        <translation>Höhe der Schrift</translation>
    </message>
    <message>
        <source>Stroke width</source>
        <translation>Strichbreite</translation>
    </message>
    <message>
        <source>Tilt</source>
        <translation>Neigung</translation>
    </message>
    <message>
        <source>Skew</source>
        <translation>Schräglage</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>Schärfe</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>Belichtung</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Rauschen</translation>
    </message>
    <message>
        <source>Reads</source>
        <translation>Lesungen</translation>
    </message>
    <message>
        <source>Pictures a second</source>
        <translation>Bilder je Sekunde</translation>
    </message>
    <message>
        <source>BORDERLINE</source>
        <translation>GRENZWERTIG</translation>
    </message>
    <message>
        <source>CAN&apos;T TELL</source>
        <translation>UNKLAR</translation>
    </message>
    <message>
        <source>Can&apos;t tell: no characters were told apart on the plate.</source>
        <translation>Unklar: auf dem Kennzeichen waren keine Zeichen zu unterscheiden.</translation>
    </message>
    <message>
        <source>The plate is {width} x {height} px.</source>
        <translation>Das Kennzeichen ist {width} x {height} px groß.</translation>
    </message>
    <message>
        <source>The plate is {width} x {height} px, {area} in all; {need} are needed.</source>
        <translation>Das Kennzeichen ist {width} x {height} px groß, zusammen {area}; {need} sind nötig.</translation>
    </message>
    <message>
        <source>The characters are {px} px high.</source>
        <translation>Die Zeichen sind {px} px hoch.</translation>
    </message>
    <message>
        <source>The characters are {px} px high; {need} px are needed.</source>
        <translation>Die Zeichen sind {px} px hoch; {need} px sind nötig.</translation>
    </message>
    <message>
        <source>Their strokes are {px} px wide.</source>
        <translation>Ihre Striche sind {px} px breit.</translation>
    </message>
    <message>
        <source>Their strokes are {px} px wide; {need} px are needed.</source>
        <translation>Ihre Striche sind {px} px breit; {need} px sind nötig.</translation>
    </message>
    <message>
        <source>The plate is tilted by {degrees} degrees.</source>
        <translation>Das Kennzeichen ist um {degrees} Grad geneigt.</translation>
    </message>
    <message>
        <source>The plate is tilted by {degrees} degrees; up to {most} are good.</source>
        <translation>Das Kennzeichen ist um {degrees} Grad geneigt; bis {most} sind gut.</translation>
    </message>
    <message>
        <source>The characters lean by {degrees} degrees.</source>
        <translation>Die Zeichen stehen um {degrees} Grad schräg.</translation>
    </message>
    <message>
        <source>The characters lean by {degrees} degrees; up to {most} are good.</source>
        <translation>Die Zeichen stehen um {degrees} Grad schräg; bis {most} sind gut.</translation>
    </message>
    <message>
        <source>Edges are {px} px wide.</source>
        <translation>Kanten sind {px} px breit.</translation>
    </message>
    <message>
        <source>The picture is blurred: edges are {px} px wide; up to {most} px are good.</source>
        <translation>Das Bild ist unscharf: Kanten sind {px} px breit; bis {most} px sind gut.</translation>
    </message>
    <message>
        <source>The plate moves sideways while it is exposed: {px} px; up to {most} are good.</source>
        <translation>Das Kennzeichen bewegt sich beim Belichten seitwärts: {px} px; bis {most} sind gut.</translation>
    </message>
    <message>
        <source>The plate moves up or down while it is exposed: {px} px; up to {most} are good.</source>
        <translation>Das Kennzeichen bewegt sich beim Belichten auf oder ab: {px} px; bis {most} sind gut.</translation>
    </message>
    <message>
        <source>{percent} % of the plate is blown out.</source>
        <translation>{percent} % des Kennzeichens sind überstrahlt.</translation>
    </message>
    <message>
        <source>The characters stand out by {percent} % of full brightness.</source>
        <translation>Die Zeichen heben sich um {percent} % der vollen Helligkeit ab.</translation>
    </message>
    <message>
        <source>The characters stand out by only {percent} %; {need} % are needed.</source>
        <translation>Die Zeichen heben sich nur um {percent} % ab; {need} % sind nötig.</translation>
    </message>
    <message>
        <source>Too dark: {black} % of the plate is black; the rest stands out by {percent} %.</source>
        <translation>Zu dunkel: {black} % des Kennzeichens sind schwarz; der Rest hebt sich um {percent} % ab.</translation>
    </message>
    <message>
        <source>Noise is {percent} % of the contrast.</source>
        <translation>Das Rauschen beträgt {percent} % des Kontrasts.</translation>
    </message>
    <message>
        <source>Noise is {percent} % of the contrast; up to {most} % is good.</source>
        <translation>Das Rauschen beträgt {percent} % des Kontrasts; bis {most} % ist gut.</translation>
    </message>
    <message>
        <source>The plate could be read in {n} pictures.</source>
        <translation>Das Kennzeichen war in {n} Bildern lesbar.</translation>
    </message>
    <message>
        <source>The plate could be read in {n} pictures; {need} are needed.</source>
        <translation>Das Kennzeichen war in {n} Bildern lesbar; {need} sind nötig.</translation>
    </message>
    <message>
        <source>{n} readable pictures a second.</source>
        <translation>{n} lesbare Bilder je Sekunde.</translation>
    </message>
    <message>
        <source>{n} readable pictures a second; {need} are needed.</source>
        <translation>{n} lesbare Bilder je Sekunde; {need} sind nötig.</translation>
    </message>
    <message>
        <source>Can&apos;t tell from a single picture.</source>
        <translation>Aus einem einzigen Bild nicht zu sagen.</translation>
    </message>
    <message>
        <source>Zoom in {factor}x, or go nearer.</source>
        <translation>{factor}-fach heranzoomen oder näher gehen.</translation>
    </message>
    <message>
        <source>Turn the camera by {degrees} degrees clockwise, seen from behind it.</source>
        <translation>Die Kamera um {degrees} Grad im Uhrzeigersinn drehen, von hinten gesehen.</translation>
    </message>
    <message>
        <source>Turn the camera by {degrees} degrees anticlockwise, seen from behind it.</source>
        <translation>Die Kamera um {degrees} Grad gegen den Uhrzeigersinn drehen, von hinten gesehen.</translation>
    </message>
    <message>
        <source>Move the camera nearer to the middle of the lane, or lower.</source>
        <translation>Die Kamera näher zur Mitte der Spur setzen, oder tiefer.</translation>
    </message>
    <message>
        <source>Focus on a plate where cars stop: from {px} px to {most} px or less.</source>
        <translation>Auf ein Kennzeichen scharf stellen, wo Autos halten: von {px} px auf {most} px oder weniger.</translation>
    </message>
    <message>
        <source>Set the shutter to {fraction} or faster.</source>
        <translation>Verschluss auf {fraction} oder schneller stellen.</translation>
    </message>
    <message>
        <source>Set an exposure that is {factor} times shorter.</source>
        <translation>Belichtung {factor}-mal kürzer einstellen.</translation>
    </message>
    <message>
        <source>Less light: {percent} % of the plate is blown out.</source>
        <translation>Weniger Licht: {percent} % des Kennzeichens sind überstrahlt.</translation>
    </message>
    <message>
        <source>More light on the plate, not a longer exposure.</source>
        <translation>Mehr Licht auf das Kennzeichen, keine längere Belichtung.</translation>
    </message>
    <message>
        <source>Look for haze, a dirty lens or light into the lens; add light on the plate.</source>
        <translation>Nach Dunst, schmutziger Linse oder Gegenlicht sehen; Licht auf das Kennzeichen geben.</translation>
    </message>
    <message>
        <source>More light on the plate, then a lower gain in the camera.</source>
        <translation>Mehr Licht auf das Kennzeichen, dann weniger Verstärkung in der Kamera.</translation>
    </message>
    <message>
        <source>Raise the pictures a second {factor} times, or see the plate for longer.</source>
        <translation>Bilder je Sekunde auf das {factor}-fache erhöhen, oder das Kennzeichen länger sehen.</translation>
    </message>
    <message>
        <source>Car {n}: {plate} is read well.</source>
        <translation>Auto {n}: {plate} wird gut gelesen.</translation>
    </message>
    <message>
        <source>Car {n}: {plate} is read, but barely.</source>
        <translation>Auto {n}: {plate} wird gelesen, aber knapp.</translation>
    </message>
    <message>
        <source>Car {n}: {plate} is not read well enough.</source>
        <translation>Auto {n}: {plate} wird nicht gut genug gelesen.</translation>
    </message>
    <message>
        <source>Car {n} was seen, but not read.</source>
        <translation>Auto {n} wurde gesehen, aber nicht gelesen.</translation>
    </message>
    <message>
        <source>Car {n} was not seen.</source>
        <translation>Auto {n} wurde nicht gesehen.</translation>
    </message>
    <message>
        <source>Passed: {read} of {cars} cars were read.</source>
        <translation>Bestanden: {read} von {cars} Autos wurden gelesen.</translation>
    </message>
    <message>
        <source>Not passed: {read} of {cars} cars were read well enough.</source>
        <translation>Nicht bestanden: {read} von {cars} Autos wurden gut genug gelesen.</translation>
    </message>
    <message>
        <source>Drive through now: {read} of {cars} cars were read well enough.</source>
        <translation>Jetzt durchfahren: {read} von {cars} Autos wurden gut genug gelesen.</translation>
    </message>
    <message>
        <source>Let in. {plate} came in at {time} already and was not seen leaving.</source>
        <translation>Eingelassen. {plate} kam schon um {time} herein und wurde nicht hinausfahren gesehen.</translation>
    </message>
    <message>
        <source>Let out. {plate} left at {time} already and was not seen coming back.</source>
        <translation>Hinausgelassen. {plate} fuhr schon um {time} hinaus und wurde nicht wiederkommen gesehen.</translation>
    </message>
    <message>
        <source>{plate} came in at {time} and was not seen leaving. Is this the same car?</source>
        <translation>{plate} kam um {time} herein und wurde nicht hinausfahren gesehen. Ist es dasselbe Auto?</translation>
    </message>
    <message>
        <source>{plate} left at {time} and was not seen coming back. Is this the same car?</source>
        <translation>{plate} fuhr um {time} hinaus und wurde nicht wiederkommen gesehen. Ist es dasselbe Auto?</translation>
    </message>
    <message>
        <source>{other}, which looks alike, is inside since {time}. Is this the same car?</source>
        <translation>{other}, das ähnlich aussieht, ist seit {time} drinnen. Ist es dasselbe Auto?</translation>
    </message>
    <message>
        <source>{plate} came in at {time}. A car left since that could not be read: was it this one?</source>
        <translation>{plate} kam um {time} herein. Seitdem fuhr ein nicht lesbares Auto hinaus: war es dieses?</translation>
    </message>
    <message>
        <source>Not let in. The last entry was used a moment ago.</source>
        <translation>Nicht eingelassen. Die letzte Einfahrt wurde eben verbraucht.</translation>
    </message>
    <message>
        <source>Sign in first. A pass needs a name.</source>
        <translation>Erst anmelden. Ein Passierschein braucht einen Namen.</translation>
    </message>
    <message>
        <source>A pass for more than 24 hours needs a supervisor&apos;s PIN.</source>
        <translation>Ein Passierschein für mehr als 24 Stunden braucht die PIN der Leitung.</translation>
    </message>
    <message>
        <source>{plate} is a visitor already, for longer than this pass.</source>
        <translation>{plate} ist schon Besucher, länger als dieser Passierschein.</translation>
    </message>
    <message>
        <source>Visitor {plate} for {who} is inside since {time}, longer than allowed.</source>
        <translation>Besucher {plate} für {who} ist seit {time} drinnen, länger als erlaubt.</translation>
    </message>
    <message>
        <source>This passage is no longer in the record.</source>
        <translation>Diese Durchfahrt ist nicht mehr aufgezeichnet.</translation>
    </message>
    <message>
        <source>This car is not on the list of those inside.</source>
        <translation>Dieses Auto steht nicht auf der Liste derer, die drinnen sind.</translation>
    </message>
    <message>
        <source>{plate} is inside already.</source>
        <translation>{plate} ist schon drinnen.</translation>
    </message>
    <message>
        <source>There is nothing to take back any more.</source>
        <translation>Es gibt nichts mehr zurückzunehmen.</translation>
    </message>
    <message>
        <source>Let in. {plate} is on the list &quot;{list}&quot; ({who}).</source>
        <translation>Eingelassen. {plate} steht auf der Liste &quot;{list}&quot; ({who}).</translation>
    </message>
    <message>
        <source>Let in. Visitor for {who}, entry {n} of {max}.</source>
        <translation>Eingelassen. Besucher für {who}, Einfahrt {n} von {max}.</translation>
    </message>
    <message>
        <source>Let in. Visitor for {who}.</source>
        <translation>Eingelassen. Besucher für {who}.</translation>
    </message>
    <message>
        <source>Let in. Quick pass by {actor}, ends {time}.</source>
        <translation>Eingelassen. Passierschein von {actor}, endet {time}.</translation>
    </message>
    <message>
        <source>Opened by {actor}. Reason: {reason}.</source>
        <translation>Geöffnet von {actor}. Grund: {reason}.</translation>
    </message>
    <message>
        <source>Stopped. {plate} is banned: {reason}. Do not open; call {contact}.</source>
        <translation>Angehalten. {plate} ist gesperrt: {reason}. Nicht öffnen; {contact} anrufen.</translation>
    </message>
    <message>
        <source>Not let in. The entry for {plate} ended on {date}.</source>
        <translation>Nicht eingelassen. Der Eintrag für {plate} endete am {date}.</translation>
    </message>
    <message>
        <source>Not let in now. {plate} may enter {hours}.</source>
        <translation>Jetzt nicht eingelassen. {plate} darf {hours} herein.</translation>
    </message>
    <message>
        <source>Not let in here. {plate} may use {gates}.</source>
        <translation>Hier nicht eingelassen. {plate} darf {gates} benutzen.</translation>
    </message>
    <message>
        <source>Not let in. All {max} entries are used.</source>
        <translation>Nicht eingelassen. Alle {max} Einfahrten sind verbraucht.</translation>
    </message>
    <message>
        <source>Lockdown. No car is let in by the computer.</source>
        <translation>Sperre. Der Computer lässt kein Auto ein.</translation>
    </message>
    <message>
        <source>{plate} is not on any list.</source>
        <translation>{plate} steht auf keiner Liste.</translation>
    </message>
    <message>
        <source>Seen, but not standing in the open zone of {gate}.</source>
        <translation>Gesehen, aber nicht in der Öffnungszone von {gate}.</translation>
    </message>
    <message>
        <source>Seen, but driving the other way.</source>
        <translation>Gesehen, fährt aber in die andere Richtung.</translation>
    </message>
    <message>
        <source>Parked car, seen {n} times. Nothing sent to the gate.</source>
        <translation>Geparktes Auto, {n}-mal gesehen. Nichts wurde an das Tor gesendet.</translation>
    </message>
    <message>
        <source>Same car as {time}. The gate was already opened for it.</source>
        <translation>Dasselbe Auto wie {time}. Das Tor wurde dafür schon geöffnet.</translation>
    </message>
    <message>
        <source>Read too late ({seconds} s). Nothing sent to the gate.</source>
        <translation>Zu spät gelesen ({seconds} s). Nichts wurde an das Tor gesendet.</translation>
    </message>
    <message>
        <source>Nobody answered. {gate} stays closed. Tap &quot;Decide again&quot; if the car is still there.</source>
        <translation>Niemand hat geantwortet. {gate} bleibt geschlossen. &quot;Neu entscheiden&quot; tippen, wenn das Auto noch da ist.</translation>
    </message>
    <message>
        <source>The car left before an answer.</source>
        <translation>Das Auto fuhr vor einer Antwort weg.</translation>
    </message>
    <message>
        <source>{plate} is not on a list and is waiting. Let it in?</source>
        <translation>{plate} steht auf keiner Liste und wartet. Einlassen?</translation>
    </message>
    <message>
        <source>Could be {plate_a} ({who_a}) or {plate_b} ({who_b}). Look at the plate.</source>
        <translation>Könnte {plate_a} ({who_a}) oder {plate_b} ({who_b}) sein. Kennzeichen ansehen.</translation>
    </message>
    <message>
        <source>Looks like {plate} of {who}, one character differs.</source>
        <translation>Sieht aus wie {plate} von {who}, ein Zeichen ist anders.</translation>
    </message>
    <message>
        <source>Careful: looks like the banned plate {plate}.</source>
        <translation>Vorsicht: sieht aus wie das gesperrte {plate}.</translation>
    </message>
    <message>
        <source>The plate was read only once. Look at it yourself.</source>
        <translation>Das Kennzeichen wurde nur einmal gelesen. Selbst ansehen.</translation>
    </message>
    <message>
        <source>The plate fits {who}, the car does not look like the photo.</source>
        <translation>Das Kennzeichen passt zu {who}, das Auto sieht nicht aus wie auf dem Foto.</translation>
    </message>
    <message>
        <source>{plate} is already marked as inside since {time}.</source>
        <translation>{plate} ist schon seit {time} als drinnen vermerkt.</translation>
    </message>
    <message>
        <source>The clock is not safe, so opening hours were not checked.</source>
        <translation>Die Uhr ist nicht sicher, darum wurden Öffnungszeiten nicht geprüft.</translation>
    </message>
    <message>
        <source>{who} needs a second proof. Ask for {factor}.</source>
        <translation>{who} braucht einen zweiten Nachweis. Nach {factor} fragen.</translation>
    </message>
    <message>
        <source>Saved: {reason}.</source>
        <translation>Gespeichert: {reason}.</translation>
    </message>
    <message>
        <source>Reason missing for {n} opening(s). Tap to add it.</source>
        <translation>Für {n} Öffnung(en) fehlt der Grund. Zum Eintragen tippen.</translation>
    </message>
    <message>
        <source>{n} openings by hand in one hour. Enter your PIN, or hold &quot;Open without PIN&quot;.</source>
        <translation>{n} Öffnungen von Hand in einer Stunde. PIN eingeben oder &quot;Ohne PIN öffnen&quot; halten.</translation>
    </message>
    <message>
        <source>{gate} was opened without sign-in at {time}.</source>
        <translation>{gate} wurde um {time} ohne Anmeldung geöffnet.</translation>
    </message>
    <message>
        <source>{gate} is opening.</source>
        <translation>{gate} öffnet.</translation>
    </message>
    <message>
        <source>{gate} is moving. A second pulse could turn it back. Wait {s} s.</source>
        <translation>{gate} fährt. Ein zweiter Impuls könnte es umkehren. {s} s warten.</translation>
    </message>
    <message>
        <source>{gate} is held open until {time}.</source>
        <translation>{gate} wird bis {time} offen gehalten.</translation>
    </message>
    <message>
        <source>{gate} closes by its own timer in 60 s. Keep the way clear.</source>
        <translation>{gate} schließt in 60 s von selbst. Den Weg freihalten.</translation>
    </message>
    <message>
        <source>Hold open needs its own wire. This gate has only a pulse.</source>
        <translation>Offen halten braucht eine eigene Leitung. Dieses Tor hat nur einen Impuls.</translation>
    </message>
    <message>
        <source>{gate} did not move after the command. Check for a blocked arm or power. Use the key switch.</source>
        <translation>{gate} hat sich nach dem Befehl nicht bewegt. Nach blockiertem Arm oder Strom sehen. Schlüsselschalter benutzen.</translation>
    </message>
    <message>
        <source>{gate} opened without a command. Look outside now.</source>
        <translation>{gate} ging ohne Befehl auf. Jetzt hinaussehen.</translation>
    </message>
    <message>
        <source>The relay of {gate} stays on. Switch it off at the cabinet, switch {label}.</source>
        <translation>Das Relais von {gate} bleibt an. Am Schrank ausschalten, Schalter {label}.</translation>
    </message>
    <message>
        <source>{gate} is open for {min} min. Look for a car or object under it.</source>
        <translation>{gate} ist seit {min} min offen. Nach einem Auto oder Gegenstand darunter sehen.</translation>
    </message>
    <message>
        <source>A second car passed at {gate} on one opening. Check it.</source>
        <translation>Ein zweites Auto fuhr bei einer Öffnung durch {gate}. Prüfen.</translation>
    </message>
    <message>
        <source>No position sensor. Look at the gate. Last command {time}.</source>
        <translation>Kein Lagesensor. Tor ansehen. Letzter Befehl {time}.</translation>
    </message>
    <message>
        <source>{gate} waits until {other} is closed.</source>
        <translation>{gate} wartet, bis {other} geschlossen ist.</translation>
    </message>
    <message>
        <source>Stop sent to {gate}. This is not an emergency stop.</source>
        <translation>Stopp an {gate} gesendet. Das ist kein Not-Halt.</translation>
    </message>
    <message>
        <source>LOCKDOWN since {time} by {actor}. Cars are not let in by the computer.</source>
        <translation>SPERRE seit {time} durch {actor}. Der Computer lässt keine Autos ein.</translation>
    </message>
    <message>
        <source>A supervisor PIN ends the lockdown.</source>
        <translation>Eine PIN der Leitung beendet die Sperre.</translation>
    </message>
    <message>
        <source>No link to the relay of {gate} since {time}. OPEN does not work.</source>
        <translation>Keine Verbindung zum Relais von {gate} seit {time}. ÖFFNEN geht nicht.</translation>
    </message>
    <message>
        <source>1 Take key {label}. 2 Turn the key switch at {place}. 3 Tap &quot;I opened it by key&quot;.</source>
        <translation>1 Schlüssel {label} nehmen. 2 Schlüsselschalter an {place} drehen. 3 &quot;Mit Schlüssel geöffnet&quot; tippen.</translation>
    </message>
    <message>
        <source>This relay has no timer of its own. If the computer stops, the contact may stay on.</source>
        <translation>Dieses Relais hat keinen eigenen Zeitgeber. Wenn der Rechner stehen bleibt, kann der Kontakt an bleiben.</translation>
    </message>
    <message>
        <source>No picture from {camera} since {time}. Look outside. We try again every {s} s.</source>
        <translation>Kein Bild von {camera} seit {time}. Hinaussehen. Neuer Versuch alle {s} s.</translation>
    </message>
    <message>
        <source>Old picture, {s} s. Not live.</source>
        <translation>Altes Bild, {s} s. Nicht live.</translation>
    </message>
    <message>
        <source>{camera} refuses the password. Ask the installer.</source>
        <translation>{camera} weist das Passwort ab. Den Errichter fragen.</translation>
    </message>
    <message>
        <source>The picture of {camera} changed. Was the camera moved or covered?</source>
        <translation>Das Bild von {camera} ist anders. Wurde die Kamera bewegt oder verdeckt?</translation>
    </message>
    <message>
        <source>Plates are not being read. Use &quot;Type a plate&quot;. Restart {n} of {max}.</source>
        <translation>Kennzeichen werden nicht gelesen. &quot;Kennzeichen tippen&quot; benutzen. Neustart {n} von {max}.</translation>
    </message>
    <message>
        <source>Reading takes {s} s. Cars may wait longer.</source>
        <translation>Lesen dauert {s} s. Autos warten vielleicht länger.</translation>
    </message>
    <message>
        <source>{camera} reads {pct} % fewer plates since {time}. Clean the lens or check the light.</source>
        <translation>{camera} liest {pct} % weniger Kennzeichen seit {time}. Linse reinigen oder Licht prüfen.</translation>
    </message>
    <message>
        <source>The list server is away. Lists from {time} are used. Changes are off.</source>
        <translation>Der Listenserver ist fort. Listen von {time} gelten. Änderungen sind aus.</translation>
    </message>
    <message>
        <source>{n} records wait for the server. Nothing is lost.</source>
        <translation>{n} Einträge warten auf den Server. Nichts geht verloren.</translation>
    </message>
    <message>
        <source>Disk {pct} % full. Old pictures go at {limit} %.</source>
        <translation>Platte {pct} % voll. Alte Bilder gehen bei {limit} %.</translation>
    </message>
    <message>
        <source>Disk full. No new pictures are kept. The log goes on. Export or call {contact}.</source>
        <translation>Platte voll. Neue Bilder werden nicht behalten. Das Protokoll läuft weiter. Exportieren oder {contact} anrufen.</translation>
    </message>
    <message>
        <source>The computer is {c} °C. Reading is slower. Open the cabinet door and check the fan.</source>
        <translation>Der Rechner hat {c} °C. Lesen wird langsamer. Schranktür öffnen und Lüfter prüfen.</translation>
    </message>
    <message>
        <source>The clock jumped {s} s. Opening hours are off; cars are asked about. Set the clock.</source>
        <translation>Die Uhr sprang um {s} s. Öffnungszeiten sind aus; bei Autos wird gefragt. Uhr stellen.</translation>
    </message>
    <message>
        <source>No sound device. Watch the screen.</source>
        <translation>Kein Tongerät. Auf den Bildschirm sehen.</translation>
    </message>
    <message>
        <source>The program restarted after {s} s. Check the gates.</source>
        <translation>Das Programm startete nach {s} s neu. Tore prüfen.</translation>
    </message>
    <message>
        <source>{n} alerts in 10 minutes. Open the list; the first was: {first}.</source>
        <translation>{n} Meldungen in 10 Minuten. Liste öffnen; die erste war: {first}.</translation>
    </message>
    <message>
        <source>Hidden until {time} by {actor}.</source>
        <translation>Verborgen bis {time} durch {actor}.</translation>
    </message>
    <message>
        <source>No plate like {plate}. Make a quick pass or check the spelling.</source>
        <translation>Kein Kennzeichen wie {plate}. Passierschein ausstellen oder Schreibweise prüfen.</translation>
    </message>
    <message>
        <source>Pass for {plate} saved until {time}.</source>
        <translation>Passierschein für {plate} gespeichert bis {time}.</translation>
    </message>
    <message>
        <source>Stop: {plate} looks like the banned {banned}. A PIN is needed.</source>
        <translation>Halt: {plate} sieht aus wie das gesperrte {banned}. Eine PIN ist nötig.</translation>
    </message>
    <message>
        <source>No plates yet. Add one or import a file.</source>
        <translation>Noch keine Kennzeichen. Eines anlegen oder eine Datei importieren.</translation>
    </message>
    <message>
        <source>{a} (allow) is one misread from {b} (banned). {a} will open only on an exact read, else you are asked.</source>
        <translation>{a} (Freigabe) ist eine Fehllesung von {b} (gesperrt) entfernt. {a} öffnet nur bei genauer Lesung, sonst wird gefragt.</translation>
    </message>
    <message>
        <source>{a} ({who_a}) and {b} ({who_b}) look alike. A doubtful read will be asked.</source>
        <translation>{a} ({who_a}) und {b} ({who_b}) sehen ähnlich aus. Bei unsicherer Lesung wird gefragt.</translation>
    </message>
    <message>
        <source>Changes are off while the list server is away.</source>
        <translation>Änderungen sind aus, solange der Listenserver fort ist.</translation>
    </message>
    <message>
        <source>Line {n}: {why}. Left out.</source>
        <translation>Zeile {n}: {why}. Ausgelassen.</translation>
    </message>
    <message>
        <source>{added} added, {changed} changed, {removed} removed. Undo until {time}.</source>
        <translation>{added} neu, {changed} geändert, {removed} entfernt. Rückgängig bis {time}.</translation>
    </message>
    <message>
        <source>Why do you search? The search and the reason are kept.</source>
        <translation>Warum wird gesucht? Suche und Grund werden aufbewahrt.</translation>
    </message>
    <message>
        <source>Nothing found. Try fewer characters or a longer time.</source>
        <translation>Nichts gefunden. Weniger Zeichen oder längere Zeit versuchen.</translation>
    </message>
    <message>
        <source>This record does not fit its seal. Tell a supervisor. Do not use it as proof alone.</source>
        <translation>Dieser Eintrag passt nicht zu seinem Siegel. Der Leitung sagen. Nicht allein als Beweis verwenden.</translation>
    </message>
    <message>
        <source>Exported {n} records to {target}. Manifest {hash}.</source>
        <translation>{n} Einträge nach {target} exportiert. Verzeichnis {hash}.</translation>
    </message>
    <message>
        <source>Picture deleted on {date} as set.</source>
        <translation>Bild am {date} gelöscht, wie eingestellt.</translation>
    </message>
    <message>
        <source>Erased {n} records of {plate}. Proof line {id}.</source>
        <translation>{n} Einträge von {plate} gelöscht. Nachweiszeile {id}.</translation>
    </message>
    <message>
        <source>Wrong PIN. Try again in {s} s. OPEN still works.</source>
        <translation>Falsche PIN. In {s} s nochmals versuchen. ÖFFNEN geht weiter.</translation>
    </message>
    <message>
        <source>Shift started {time}.</source>
        <translation>Schicht begonnen {time}.</translation>
    </message>
    <message>
        <source>Nothing new since your last shift.</source>
        <translation>Nichts Neues seit der letzten Schicht.</translation>
    </message>
    <message>
        <source>{n} cars inside, {m} not sure. List from {time}.</source>
        <translation>{n} Autos drinnen, {m} unsicher. Liste von {time}.</translation>
    </message>
    <message>
        <source>Setup is not finished ({step}). Gates work by hand only.</source>
        <translation>Die Einrichtung ist nicht fertig ({step}). Tore gehen nur von Hand.</translation>
    </message>
    <message>
        <source>The settings file has {n} mistakes. Gates work by hand only.</source>
        <translation>Die Einstellungsdatei hat {n} Fehler. Tore gehen nur von Hand.</translation>
    </message>
    <message>
        <source>Old settings come back in {s} s. Tap &quot;Keep&quot; if all is well.</source>
        <translation>Alte Einstellungen kommen in {s} s zurück. &quot;Behalten&quot; tippen, wenn alles stimmt.</translation>
    </message>
    <message>
        <source>You have changes that are not saved.</source>
        <translation>Es gibt Änderungen, die nicht gespeichert sind.</translation>
    </message>
    <message>
        <source>No cars yet today.</source>
        <translation>Heute noch keine Autos.</translation>
    </message>
    <message>
        <source>No passages in this time.</source>
        <translation>Keine Durchfahrten in dieser Zeit.</translation>
    </message>
    <message>
        <source>No answer for {s} s. The command may have worked: look at the gate before you try again.</source>
        <translation>Keine Antwort seit {s} s. Der Befehl kann gewirkt haben: vor dem nächsten Versuch das Tor ansehen.</translation>
    </message>
    <message>
        <source>Give {needed} characters that stand together, or a day to look in.</source>
        <translation>{needed} Zeichen angeben, die beisammen stehen, oder einen Tag.</translation>
    </message>
    <message>
        <source>Give a letter or a digit of the plate.</source>
        <translation>Einen Buchstaben oder eine Ziffer des Kennzeichens angeben.</translation>
    </message>
    <message>
        <source>No plate is that long: {most} characters at most.</source>
        <translation>So lang ist kein Kennzeichen: höchstens {most} Zeichen.</translation>
    </message>
    <message>
        <source>The two PINs differ. Nothing was changed.</source>
        <translation>Die beiden PINs sind verschieden. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Opened by {actor}. The reason is in the record once it is given.</source>
        <translation>Geöffnet von {actor}. Der Grund ist aufgezeichnet, sobald er angegeben ist.</translation>
    </message>
    <message>
        <source>{plate} was written down. This lane only keeps a record.</source>
        <translation>{plate} wurde aufgeschrieben. Diese Spur zeichnet nur auf.</translation>
    </message>
    <message>
        <source>{plate} of {who} is at {gate}. This lane asks for every car.</source>
        <translation>{plate} von {who} ist an {gate}. Diese Spur fragt bei jedem Auto.</translation>
    </message>
    <message>
        <source>{plate} may enter, but {gate} is not sure. Look at the gate, then let it in.</source>
        <translation>{plate} darf herein, aber {gate} ist nicht sicher. Tor ansehen, dann einlassen.</translation>
    </message>
    <message>
        <source>{plate} is watched: {who}. Look at the car before you let it in.</source>
        <translation>{plate} wird beobachtet: {who}. Das Auto vor dem Einlassen ansehen.</translation>
    </message>
    <message>
        <source>{plate} is known, but its direction was not seen. Look which way it drives.</source>
        <translation>{plate} ist bekannt, aber die Richtung wurde nicht gesehen. Ansehen, wohin es fährt.</translation>
    </message>
    <message>
        <source>{plate} may enter, but nothing moves in the picture. Look at the lane, then let it in.</source>
        <translation>{plate} darf herein, aber im Bild bewegt sich nichts. Spur ansehen, dann einlassen.</translation>
    </message>
    <message>
        <source>{gate} stays closed, as you chose.</source>
        <translation>{gate} bleibt geschlossen, wie gewählt.</translation>
    </message>
    <message>
        <source>You let the car in at {gate}.</source>
        <translation>Das Auto wurde an {gate} eingelassen.</translation>
    </message>
    <message>
        <source>The relay of {gate} does not answer. Nothing was sent. Check its network and power.</source>
        <translation>Das Relais von {gate} antwortet nicht. Nichts wurde gesendet. Netz und Strom prüfen.</translation>
    </message>
    <message>
        <source>The relay of {gate} refuses the password. Nothing was sent. Call the installer.</source>
        <translation>Das Relais von {gate} weist das Passwort ab. Nichts wurde gesendet. Den Errichter anrufen.</translation>
    </message>
    <message>
        <source>The relay of {gate} said no. The gate was not opened. Look at the gate, then try again.</source>
        <translation>Das Relais von {gate} hat abgelehnt. Das Tor wurde nicht geöffnet. Tor ansehen, dann nochmals versuchen.</translation>
    </message>
    <message>
        <source>It is not known whether {gate} got the command. Look at the gate before you open again.</source>
        <translation>Es ist nicht bekannt, ob {gate} den Befehl bekam. Vor dem nächsten Öffnen das Tor ansehen.</translation>
    </message>
    <message>
        <source>The relay of {gate} did not answer in time. Look at the gate before you open again.</source>
        <translation>Das Relais von {gate} antwortete nicht rechtzeitig. Vor dem nächsten Öffnen das Tor ansehen.</translation>
    </message>
    <message>
        <source>The relay of {gate} stays on. Switch it off at the cabinet.</source>
        <translation>Das Relais von {gate} bleibt an. Am Schrank ausschalten.</translation>
    </message>
    <message>
        <source>The relay of {gate} answers with something unknown. Call the installer.</source>
        <translation>Das Relais von {gate} antwortet Unbekanntes. Den Errichter anrufen.</translation>
    </message>
    <message>
        <source>There is no such gate in the settings.</source>
        <translation>Ein solches Tor gibt es in den Einstellungen nicht.</translation>
    </message>
    <message>
        <source>{gate} was not free in time, nothing was sent. Look at the gate, then hold again.</source>
        <translation>{gate} wurde nicht rechtzeitig frei, nichts wurde gesendet. Tor ansehen, dann nochmals halten.</translation>
    </message>
    <message>
        <source>{gate} is working on a command. Wait a moment.</source>
        <translation>{gate} führt einen Befehl aus. Einen Moment warten.</translation>
    </message>
    <message>
        <source>The decision is too old. Look at the car, then open by hand.</source>
        <translation>Die Entscheidung ist zu alt. Auto ansehen, dann von Hand öffnen.</translation>
    </message>
    <message>
        <source>{gate} was already opened for this car.</source>
        <translation>{gate} wurde für dieses Auto schon geöffnet.</translation>
    </message>
    <message>
        <source>Automatic opening of {gate} is off until somebody has looked at the gate.</source>
        <translation>{gate} öffnet nicht von selbst, bis jemand das Tor angesehen hat.</translation>
    </message>
    <message>
        <source>{gate} is confirmed. Automatic opening is on again.</source>
        <translation>{gate} ist bestätigt. Es öffnet wieder von selbst.</translation>
    </message>
    <message>
        <source>Last command to {gate} is not certain. Automatic opening is off. Look at the gate.</source>
        <translation>Der letzte Befehl an {gate} ist nicht sicher. Es öffnet nicht von selbst. Tor ansehen.</translation>
    </message>
    <message>
        <source>A command was sent just now. A second pulse may turn {gate} back. Hold for 3 s to send it.</source>
        <translation>Eben wurde ein Befehl gesendet. Ein zweiter Impuls kann {gate} umkehren. Zum Senden 3 s halten.</translation>
    </message>
    <message>
        <source>A banned car stands at {gate}. Hold for 3 s to open anyway.</source>
        <translation>Ein gesperrtes Auto steht an {gate}. Zum Öffnen trotzdem 3 s halten.</translation>
    </message>
    <message>
        <source>More than {n} openings by hand in one hour. Hold for 3 s to open.</source>
        <translation>Mehr als {n} Öffnungen von Hand in einer Stunde. Zum Öffnen 3 s halten.</translation>
    </message>
    <message>
        <source>{gate} was opened, but the record could not be written. Call {contact}.</source>
        <translation>{gate} wurde geöffnet, aber nichts konnte aufgezeichnet werden. {contact} anrufen.</translation>
    </message>
    <message>
        <source>{gate} has no stop output.</source>
        <translation>{gate} hat keinen Stopp-Ausgang.</translation>
    </message>
    <message>
        <source>The relay of {gate} reports a fault. Look at the gate. Use the key switch if it does not move.</source>
        <translation>Das Relais von {gate} meldet eine Störung. Tor ansehen. Schlüsselschalter benutzen, wenn es sich nicht bewegt.</translation>
    </message>
    <message>
        <source>The program stopped during a command to {gate}. Look at the gate.</source>
        <translation>Das Programm hielt während eines Befehls an {gate} an. Tor ansehen.</translation>
    </message>
    <message>
        <source>The picture of {camera} broke off at {time}. Look outside. We try again every {s} s.</source>
        <translation>Das Bild von {camera} riss um {time} ab. Hinaussehen. Neuer Versuch alle {s} s.</translation>
    </message>
    <message>
        <source>No link to {camera} since {time}. Look outside. Check its network and power.</source>
        <translation>Keine Verbindung zu {camera} seit {time}. Hinaussehen. Netz und Strom prüfen.</translation>
    </message>
    <message>
        <source>{camera} does not answer in time. Look outside. We try again.</source>
        <translation>{camera} antwortet nicht rechtzeitig. Hinaussehen. Es wird weiter versucht.</translation>
    </message>
    <message>
        <source>{camera} refuses the password. Call the installer.</source>
        <translation>{camera} weist das Passwort ab. Den Errichter anrufen.</translation>
    </message>
    <message>
        <source>{camera} sends a picture that cannot be read. Call the installer.</source>
        <translation>{camera} sendet ein Bild, das nicht lesbar ist. Den Errichter anrufen.</translation>
    </message>
    <message>
        <source>Nothing at the address of {camera} since {time}. Look outside. Check its settings.</source>
        <translation>Nichts unter der Adresse von {camera} seit {time}. Hinaussehen. Einstellungen prüfen.</translation>
    </message>
    <message>
        <source>The source of {camera} has no picture. Check the settings of this camera.</source>
        <translation>Die Quelle von {camera} hat kein Bild. Einstellungen dieser Kamera prüfen.</translation>
    </message>
    <message>
        <source>The recording of {camera} is over.</source>
        <translation>Die Aufnahme von {camera} ist zu Ende.</translation>
    </message>
    <message>
        <source>The picture of {camera} has not changed since {time}. Do not trust it. Look outside.</source>
        <translation>Das Bild von {camera} steht seit {time}. Nicht darauf verlassen. Hinaussehen.</translation>
    </message>
    <message>
        <source>Nothing to see from {camera} since {time}. Look outside. Clean or uncover the lens.</source>
        <translation>Von {camera} ist seit {time} nichts zu sehen. Hinaussehen. Linse reinigen oder aufdecken.</translation>
    </message>
    <message>
        <source>{camera} has seen {pct} % fewer cars than usual since {time}. Look outside. Was the camera turned away?</source>
        <translation>{camera} hat seit {time} {pct} % weniger Autos als sonst gesehen. Hinaussehen. Wurde die Kamera weggedreht?</translation>
    </message>
    <message>
        <source>This is no address of a camera. Check the spelling.</source>
        <translation>Das ist keine Adresse einer Kamera. Schreibweise prüfen.</translation>
    </message>
    <message>
        <source>No host is called {host}. Check the spelling, or use its IP address.</source>
        <translation>Kein Rechner heißt {host}. Schreibweise prüfen oder seine IP-Adresse nehmen.</translation>
    </message>
    <message>
        <source>{host} is there, but nothing answers at port {port}. Check the port.</source>
        <translation>{host} ist da, aber an Port {port} antwortet nichts. Port prüfen.</translation>
    </message>
    <message>
        <source>The camera takes too long to answer.</source>
        <translation>Die Kamera braucht zu lange für eine Antwort.</translation>
    </message>
    <message>
        <source>Stopped before there was an answer.</source>
        <translation>Angehalten, bevor eine Antwort da war.</translation>
    </message>
    <message>
        <source>The test itself failed ({detail}). Please report this.</source>
        <translation>Der Test selbst ist fehlgeschlagen ({detail}). Bitte melden.</translation>
    </message>
    <message>
        <source>{camera} stopped sending at {time}. Look outside. We try again every {s} s.</source>
        <translation>{camera} sendet seit {time} nicht mehr. Hinaussehen. Neuer Versuch alle {s} s.</translation>
    </message>
    <message>
        <source>The reading weights {file} are not there. Plates are not read. Call the installer.</source>
        <translation>Die Gewichte {file} zum Lesen sind nicht da. Kennzeichen werden nicht gelesen. Den Errichter anrufen.</translation>
    </message>
    <message>
        <source>The reading weights {file} were changed (expected {expected}, found {found}). Plates are not read. Call the installer.</source>
        <translation>Die Gewichte {file} zum Lesen wurden verändert (erwartet {expected}, gefunden {found}). Kennzeichen werden nicht gelesen. Den Errichter anrufen.</translation>
    </message>
    <message>
        <source>There are no reading weights with the name {name}. Check the settings.</source>
        <translation>Gewichte mit dem Namen {name} gibt es nicht. Einstellungen prüfen.</translation>
    </message>
    <message>
        <source>The weights {name} are not of the right kind. Check the settings.</source>
        <translation>Die Gewichte {name} sind nicht von der richtigen Art. Einstellungen prüfen.</translation>
    </message>
    <message>
        <source>The list of reading weights cannot be used. Call the installer.</source>
        <translation>Die Liste der Gewichte ist nicht brauchbar. Den Errichter anrufen.</translation>
    </message>
    <message>
        <source>The weights {name} do not fit this program. Call the installer.</source>
        <translation>Die Gewichte {name} passen nicht zu diesem Programm. Den Errichter anrufen.</translation>
    </message>
    <message>
        <source>The reading engine cannot start: {detail}. Call the installer.</source>
        <translation>Der Leser kann nicht starten: {detail}. Den Errichter anrufen.</translation>
    </message>
    <message>
        <source>The reading engine failed. It starts again by itself. Use the key &quot;OPEN&quot; for cars that wait.</source>
        <translation>Der Leser ist ausgefallen. Er startet von selbst neu. Für wartende Autos &quot;ÖFFNEN&quot; benutzen.</translation>
    </message>
    <message>
        <source>The reading engine {name} is not installed. Call the installer.</source>
        <translation>Der Leser {name} ist nicht installiert. Den Errichter anrufen.</translation>
    </message>
    <message>
        <source>There is no settings file at {file}.</source>
        <translation>Unter {file} ist keine Einstellungsdatei.</translation>
    </message>
    <message>
        <source>The settings file {file} cannot be read. Check that it is there and allowed.</source>
        <translation>Die Einstellungsdatei {file} ist nicht lesbar. Prüfen, ob sie da und erlaubt ist.</translation>
    </message>
    <message>
        <source>The settings file is not valid TOML.</source>
        <translation>Die Einstellungsdatei ist kein gültiges TOML.</translation>
    </message>
    <message>
        <source>A password is set in a way that others can read. Check the file&apos;s rights.</source>
        <translation>Ein Passwort ist so gesetzt, dass andere es lesen können. Rechte der Datei prüfen.</translation>
    </message>
    <message>
        <source>The record cannot be written. Openings by hand still work. Call {contact}.</source>
        <translation>Es kann nicht aufgezeichnet werden. Öffnen von Hand geht weiter. {contact} anrufen.</translation>
    </message>
    <message>
        <source>The record is damaged. A copy was kept. Call {contact}.</source>
        <translation>Die Aufzeichnung ist beschädigt. Eine Kopie wurde behalten. {contact} anrufen.</translation>
    </message>
    <message>
        <source>Another program holds the record. Check that the kiosk runs only once.</source>
        <translation>Ein anderes Programm hält die Aufzeichnung. Prüfen, dass der Kiosk nur einmal läuft.</translation>
    </message>
    <message>
        <source>The record is not reachable. Openings by hand still work. Call {contact}.</source>
        <translation>Die Aufzeichnung ist nicht erreichbar. Öffnen von Hand geht weiter. {contact} anrufen.</translation>
    </message>
    <message>
        <source>The record could not be brought to this version. Call {contact}.</source>
        <translation>Die Aufzeichnung konnte nicht auf diese Version gebracht werden. {contact} anrufen.</translation>
    </message>
    <message>
        <source>The record cannot be written. Automatic opening is off; opening by hand works. Call {contact}.</source>
        <translation>Es kann nicht aufgezeichnet werden. Nichts öffnet von selbst; von Hand geht es. {contact} anrufen.</translation>
    </message>
    <message>
        <source>The record does not fit its seal since line {seq}. Tell a supervisor.</source>
        <translation>Die Aufzeichnung passt seit Zeile {seq} nicht zu ihrem Siegel. Der Leitung sagen.</translation>
    </message>
    <message>
        <source>The seal key was lost. A new chain has begun. Tell a supervisor.</source>
        <translation>Der Schlüssel des Siegels ging verloren. Eine neue Kette hat begonnen. Der Leitung sagen.</translation>
    </message>
    <message>
        <source>No new pictures are kept. The log goes on. Check the disk or call {contact}.</source>
        <translation>Neue Bilder werden nicht behalten. Das Protokoll läuft weiter. Platte prüfen oder {contact} anrufen.</translation>
    </message>
    <message>
        <source>Not let in today. {plate} may not enter on holidays ({holiday}).</source>
        <translation>Heute nicht eingelassen. {plate} darf an Feiertagen ({holiday}) nicht herein.</translation>
    </message>
    <message>
        <source>This entry is no longer on the list.</source>
        <translation>Dieser Eintrag ist nicht mehr auf der Liste.</translation>
    </message>
    <message>
        <source>{plate} is saved.</source>
        <translation>{plate} ist gespeichert.</translation>
    </message>
    <message>
        <source>{plate} was taken off the list.</source>
        <translation>{plate} wurde von der Liste genommen.</translation>
    </message>
    <message>
        <source>Enter a plate with at least 2 characters.</source>
        <translation>Ein Kennzeichen mit mindestens 2 Zeichen eingeben.</translation>
    </message>
    <message>
        <source>Enter the date as year-month-day, for example 2027-01-31.</source>
        <translation>Datum als Jahr-Monat-Tag eingeben, zum Beispiel 2027-01-31.</translation>
    </message>
    <message>
        <source>No plate on this list fits &quot;{search}&quot;.</source>
        <translation>Kein Kennzeichen dieser Liste passt zu &quot;{search}&quot;.</translation>
    </message>
    <message>
        <source>{plate} is already on this list.</source>
        <translation>{plate} ist schon auf dieser Liste.</translation>
    </message>
    <message>
        <source>Sign in as a supervisor first.</source>
        <translation>Erst als Leitung anmelden.</translation>
    </message>
    <message>
        <source>Your sign-in has ended. Enter the PIN again.</source>
        <translation>Die Anmeldung ist abgelaufen. PIN nochmals eingeben.</translation>
    </message>
    <message>
        <source>A PIN needs at least 6 digits.</source>
        <translation>Eine PIN braucht mindestens 6 Ziffern.</translation>
    </message>
    <message>
        <source>This PIN is too easy to guess.</source>
        <translation>Diese PIN ist zu leicht zu erraten.</translation>
    </message>
    <message>
        <source>Enter your PIN.</source>
        <translation>PIN eingeben.</translation>
    </message>
    <message>
        <source>Nobody has a supervisor PIN yet. Set one with the command line.</source>
        <translation>Noch niemand hat eine PIN der Leitung. Mit der Befehlszeile eine setzen.</translation>
    </message>
    <message>
        <source>Lockdown is over.</source>
        <translation>Die Sperre ist vorbei.</translation>
    </message>
    <message>
        <source>Plates are not being read. Look at the cars and use &quot;OPEN&quot;.</source>
        <translation>Kennzeichen werden nicht gelesen. Autos ansehen und &quot;ÖFFNEN&quot; benutzen.</translation>
    </message>
    <message>
        <source>A part of the program starts again.</source>
        <translation>Ein Teil des Programms startet neu.</translation>
    </message>
    <message>
        <source>A part of the program does not start. Call {contact}.</source>
        <translation>Ein Teil des Programms startet nicht. {contact} anrufen.</translation>
    </message>
    <message>
        <source>Something in the program failed. The gates still work by hand. Call {contact}.</source>
        <translation>Etwas im Programm ist fehlgeschlagen. Die Tore gehen von Hand weiter. {contact} anrufen.</translation>
    </message>
    <message>
        <source>Too much at once. Wait until the last one is done and try again.</source>
        <translation>Zu viel auf einmal. Warten, bis das Letzte fertig ist, und nochmals versuchen.</translation>
    </message>
    <message>
        <source>This is not possible here.</source>
        <translation>Das ist hier nicht möglich.</translation>
    </message>
    <message>
        <source>The program is stopping. {gate} works by hand only.</source>
        <translation>Das Programm hält an. {gate} geht nur von Hand.</translation>
    </message>
    <message>
        <source>{gate} is never opened automatically: nobody can see whether a pulse opens or turns it back.</source>
        <translation>{gate} öffnet nie von selbst: niemand kann sehen, ob ein Impuls es öffnet oder umkehrt.</translation>
    </message>
    <message>
        <source>The relay of {gate} was switched on, but not by this program. Look outside now.</source>
        <translation>Das Relais von {gate} wurde eingeschaltet, aber nicht von diesem Programm. Jetzt hinaussehen.</translation>
    </message>
    <message>
        <source>STOP of {gate} does not end: the gate will not move. Use the key switch {label}, {place}.</source>
        <translation>STOPP von {gate} endet nicht: das Tor wird sich nicht bewegen. Schlüsselschalter {label}, {place}, benutzen.</translation>
    </message>
    <message>
        <source>Hold open of {gate} does not end. Switch it off at the cabinet, switch {label}.</source>
        <translation>Das Offenhalten von {gate} endet nicht. Am Schrank ausschalten, Schalter {label}.</translation>
    </message>
    <message>
        <source>The tamper contact of {gate} says that somebody is at it. Look at {place}.</source>
        <translation>Der Sabotagekontakt von {gate} meldet, dass jemand daran ist. An {place} nachsehen.</translation>
    </message>
    <message>
        <source>The cabinet door of {gate} is open. Look at {place}.</source>
        <translation>Die Schranktür von {gate} ist offen. An {place} nachsehen.</translation>
    </message>
    <message>
        <source>{gate} is not held open.</source>
        <translation>{gate} wird nicht offen gehalten.</translation>
    </message>
    <message>
        <source>{gate} can be held open for 1 to 60 minutes.</source>
        <translation>{gate} kann 1 bis 60 Minuten offen gehalten werden.</translation>
    </message>
    <message>
        <source>Sign in to hold {gate} open: it stands open for everybody.</source>
        <translation>Zum Offenhalten von {gate} anmelden: es steht für alle offen.</translation>
    </message>
    <message>
        <source>There is no such lane any more.</source>
        <translation>Diese Spur gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Lockdown and hold open have keys of their own.</source>
        <translation>Sperre und Offenhalten haben eigene Tasten.</translation>
    </message>
    <message>
        <source>The authority {file} of a relay can&apos;t be used: {why}.</source>
        <translation>Die Zertifizierungsstelle {file} eines Relais ist nicht brauchbar: {why}.</translation>
    </message>
    <message>
        <source>No installed package offers a part {name} ({group}).</source>
        <translation>Kein installiertes Paket bietet einen Teil {name} ({group}) an.</translation>
    </message>
    <message>
        <source>The part {name} of another package ({group}) does not work: {why}.</source>
        <translation>Der Teil {name} eines anderen Pakets ({group}) arbeitet nicht: {why}.</translation>
    </message>
    <message>
        <source>The options of the driver {name} are not right: {why}.</source>
        <translation>Die Optionen des Treibers {name} stimmen nicht: {why}.</translation>
    </message>
    <message>
        <source>This kind of relay has no inputs. Take the inputs out of the site file, or use another.</source>
        <translation>Diese Art Relais hat keine Eingänge. Die Eingänge aus der Einstellungsdatei nehmen, oder ein anderes verwenden.</translation>
    </message>
    <message>
        <source>No car belongs to this opening. Look at the gate, then open by hand.</source>
        <translation>Zu dieser Öffnung gehört kein Auto. Tor ansehen, dann von Hand öffnen.</translation>
    </message>
    <message>
        <source>{gate} is already open.</source>
        <translation>{gate} ist schon offen.</translation>
    </message>
    <message>
        <source>The program stopped during a command to {gate}. It is not known whether it opened. Look at the gate.</source>
        <translation>Das Programm hielt während eines Befehls an {gate} an. Ob es geöffnet hat, ist nicht bekannt. Tor ansehen.</translation>
    </message>
    <message>
        <source>{gate} is no longer in the settings. Its relay was left alone.</source>
        <translation>{gate} steht nicht mehr in den Einstellungen. Sein Relais blieb, wie es war.</translation>
    </message>
    <message>
        <source>The control of {gate} stopped and starts again. Look at the gate. Use the key switch if OPEN does not work.</source>
        <translation>Die Steuerung von {gate} hielt an und startet neu. Tor ansehen. Schlüsselschalter benutzen, wenn ÖFFNEN nicht geht.</translation>
    </message>
    <message>
        <source>Hold for 3 s to open {gate} now.</source>
        <translation>3 s halten, um {gate} jetzt zu öffnen.</translation>
    </message>
    <message>
        <source>{gate} was opened, but not recorded. Write it down and call {contact}.</source>
        <translation>{gate} wurde geöffnet, aber nicht aufgezeichnet. Aufschreiben und {contact} anrufen.</translation>
    </message>
    <message>
        <source>The password of a relay is not set (variable {variable}). Call the installer.</source>
        <translation>Das Passwort eines Relais ist nicht gesetzt (Variable {variable}). Den Errichter anrufen.</translation>
    </message>
    <message>
        <source>This question is already over.</source>
        <translation>Diese Frage ist schon vorbei.</translation>
    </message>
    <message>
        <source>A part of the program stopped and starts again. Watch the gates.</source>
        <translation>Ein Teil des Programms hielt an und startet neu. Tore im Auge behalten.</translation>
    </message>
    <message>
        <source>Another kiosk program uses the same data folder. Stop it first.</source>
        <translation>Ein anderes Kioskprogramm benutzt denselben Datenordner. Erst anhalten.</translation>
    </message>
    <message>
        <source>The record was lost and begins anew at {path}. Tell a supervisor.</source>
        <translation>Die Aufzeichnung ging verloren und beginnt neu in {path}. Der Leitung sagen.</translation>
    </message>
    <message>
        <source>Its time is over: the pictures were deleted as set.</source>
        <translation>Die Zeit ist um: die Bilder wurden gelöscht, wie eingestellt.</translation>
    </message>
    <message>
        <source>The pictures were erased on request.</source>
        <translation>Die Bilder wurden auf Verlangen gelöscht.</translation>
    </message>
    <message>
        <source>The time of this plate is over; it cannot be corrected any more.</source>
        <translation>Die Zeit dieses Kennzeichens ist um; es ist nicht mehr zu berichtigen.</translation>
    </message>
    <message>
        <source>Incident {incident}: {n} passages are kept until it is released.</source>
        <translation>Vorfall {incident}: {n} Durchfahrten werden behalten, bis er freigegeben wird.</translation>
    </message>
    <message>
        <source>Incident {incident} is released.</source>
        <translation>Vorfall {incident} ist freigegeben.</translation>
    </message>
    <message>
        <source>These passages are no longer there.</source>
        <translation>Diese Durchfahrten gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>{count} passages are too many for one incident (most {most}).</source>
        <translation>{count} Durchfahrten sind zu viele für einen Vorfall (höchstens {most}).</translation>
    </message>
    <message>
        <source>There is no incident {incident}.</source>
        <translation>Einen Vorfall {incident} gibt es nicht.</translation>
    </message>
    <message>
        <source>Incident {incident} was released before.</source>
        <translation>Vorfall {incident} wurde schon freigegeben.</translation>
    </message>
    <message>
        <source>Sign in first: a hold has a name on it.</source>
        <translation>Erst anmelden: wer etwas festhält, steht mit Namen dabei.</translation>
    </message>
    <message>
        <source>Say why. The reason is kept.</source>
        <translation>Grund angeben. Er wird aufbewahrt.</translation>
    </message>
    <message>
        <source>Only {free} MB are free. New pictures stop at {limit} MB. Remove old files or call {contact}.</source>
        <translation>Nur {free} MB sind frei. Neue Bilder enden bei {limit} MB. Alte Dateien entfernen oder {contact} anrufen.</translation>
    </message>
    <message>
        <source>The disk of the record is nearly full ({free} MB free). Automatic opening stops when it is full. Remove files or call {contact}.</source>
        <translation>Die Platte der Aufzeichnung ist fast voll ({free} MB frei). Ist sie voll, öffnet nichts mehr von selbst. Dateien entfernen oder {contact} anrufen.</translation>
    </message>
    <message>
        <source>The disk of the record is full and its reserve is in use. Automatic opening stops when that is full too. Remove files now or call {contact}.</source>
        <translation>Die Platte der Aufzeichnung ist voll, ihre Reserve wird verbraucht. Ist auch die voll, öffnet nichts mehr von selbst. Jetzt Dateien entfernen oder {contact} anrufen.</translation>
    </message>
    <message>
        <source>The PostgreSQL server {server} does not answer. Check that it runs, the cable and the firewall. Records wait here and go over by themselves.</source>
        <translation>Der PostgreSQL-Server {server} antwortet nicht. Prüfen, ob er läuft, Kabel und Firewall. Einträge warten hier und gehen von selbst hinüber.</translation>
    </message>
    <message>
        <source>The PostgreSQL server {server} says no: {why}. Check user, password, rights and certificate. Records wait here.</source>
        <translation>Der PostgreSQL-Server {server} lehnt ab: {why}. Benutzer, Passwort, Rechte und Zertifikat prüfen. Einträge warten hier.</translation>
    </message>
    <message>
        <source>The PostgreSQL server does not keep what it confirms ({why}). Have its settings put right. Records wait here.</source>
        <translation>Der PostgreSQL-Server behält nicht, was er bestätigt ({why}). Seine Einstellungen richtigstellen lassen. Einträge warten hier.</translation>
    </message>
    <message>
        <source>PostgreSQL is away since {time}. {n} records wait here. Nothing is lost: gates and lists go on.</source>
        <translation>PostgreSQL ist seit {time} fort. {n} Einträge warten hier. Nichts geht verloren: Tore und Listen laufen weiter.</translation>
    </message>
    <message>
        <source>PostgreSQL refused {n} records ({tables}). They stay here. Call {contact}.</source>
        <translation>PostgreSQL hat {n} Einträge abgelehnt ({tables}). Sie bleiben hier. {contact} anrufen.</translation>
    </message>
    <message>
        <source>PostgreSQL was newer than this record, which was put back. {n} rows were set aside there for 30 days. Call {contact}.</source>
        <translation>PostgreSQL war neuer als diese Aufzeichnung, die zurückgeholt wurde. {n} Zeilen wurden dort für 30 Tage beiseitegelegt. {contact} anrufen.</translation>
    </message>
    <message>
        <source>Entry {entry}, changed in PostgreSQL by {who}, was not taken ({code}). Have it put right.</source>
        <translation>Eintrag {entry}, in PostgreSQL geändert von {who}, wurde nicht übernommen ({code}). Berichtigen lassen.</translation>
    </message>
    <message>
        <source>Entry {entry} was changed here and in PostgreSQL by {who}. The change from here counts.</source>
        <translation>Eintrag {entry} wurde hier und in PostgreSQL von {who} geändert. Die Änderung von hier gilt.</translation>
    </message>
    <message>
        <source>The record can only be read ({why}). Nothing opens by itself and nothing is recorded. Open by hand, write it down and call {contact}.</source>
        <translation>Die Aufzeichnung ist nur lesbar ({why}). Nichts öffnet von selbst, und nichts wird aufgezeichnet. Von Hand öffnen, aufschreiben und {contact} anrufen.</translation>
    </message>
    <message>
        <source>There is no room for a copy of the record ({why}), so the new version was not begun. Make room on the disk, or start the version from before.</source>
        <translation>Für eine Kopie der Aufzeichnung ist kein Platz ({why}), darum wurde die neue Version nicht begonnen. Platz schaffen oder die vorige Version starten.</translation>
    </message>
    <message>
        <source>The record could not be brought to the new version ({why}). It is as it was. Start the version from before and call the installer.</source>
        <translation>Die Aufzeichnung konnte nicht auf die neue Version gebracht werden ({why}). Sie ist, wie sie war. Die vorige Version starten und den Errichter anrufen.</translation>
    </message>
    <message>
        <source>The PostgreSQL database belongs to another kiosk ({found}). Give this kiosk a database of its own. Records wait here.</source>
        <translation>Die PostgreSQL-Datenbank gehört zu einem anderen Kiosk ({found}). Diesem Kiosk eine eigene geben. Einträge warten hier.</translation>
    </message>
    <message>
        <source>The record was put back to {time}. Lists may be older. Tell a supervisor.</source>
        <translation>Die Aufzeichnung wurde auf {time} zurückgesetzt. Listen können älter sein. Der Leitung sagen.</translation>
    </message>
    <message>
        <source>No backup: {path} has {free_mb} MB free, {needed_mb} MB are needed. Call {contact}.</source>
        <translation>Keine Sicherung: {path} hat {free_mb} MB frei, {needed_mb} MB sind nötig. {contact} anrufen.</translation>
    </message>
    <message>
        <source>The backup at {path} failed ({why}). Older ones are kept. Call {contact}.</source>
        <translation>Die Sicherung nach {path} ist fehlgeschlagen ({why}). Ältere bleiben. {contact} anrufen.</translation>
    </message>
    <message>
        <source>The second place for backups is missing ({path}). Is the stick in?</source>
        <translation>Der zweite Ort für Sicherungen fehlt ({path}). Steckt der Stick?</translation>
    </message>
    <message>
        <source>Another backup is being made.</source>
        <translation>Es läuft schon eine Sicherung.</translation>
    </message>
    <message>
        <source>It was stopped before its end.</source>
        <translation>Es wurde vor dem Ende angehalten.</translation>
    </message>
    <message>
        <source>The record was found damaged. Openings go on. Keep the backups. Call {contact}.</source>
        <translation>Die Aufzeichnung ist beschädigt. Öffnen geht weiter. Sicherungen behalten. {contact} anrufen.</translation>
    </message>
    <message>
        <source>The seal key cannot be used ({why}). Tell a supervisor.</source>
        <translation>Der Schlüssel des Siegels ist nicht brauchbar ({why}). Der Leitung sagen.</translation>
    </message>
    <message>
        <source>The seal of the record is gone. Tell a supervisor.</source>
        <translation>Das Siegel der Aufzeichnung ist fort. Der Leitung sagen.</translation>
    </message>
    <message>
        <source>The lists were changed from outside. Check them.</source>
        <translation>Die Listen wurden von außen geändert. Prüfen.</translation>
    </message>
    <message>
        <source>There is no settings file. Make one, or start with the demo site.</source>
        <translation>Es gibt keine Einstellungsdatei. Eine anlegen, oder mit der Vorführung starten.</translation>
    </message>
    <message>
        <source>Listed</source>
        <translation>Auf der Liste</translation>
    </message>
    <message>
        <source>Visitor</source>
        <translation>Besucher</translation>
    </message>
    <message>
        <source>Quick pass</source>
        <translation>Passierschein</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>Von Hand</translation>
    </message>
    <message>
        <source>Was inside already</source>
        <translation>War schon drinnen</translation>
    </message>
    <message>
        <source>Had left already</source>
        <translation>War schon draußen</translation>
    </message>
    <message>
        <source>Inside already?</source>
        <translation>Schon drinnen?</translation>
    </message>
    <message>
        <source>Has left already?</source>
        <translation>Schon draußen?</translation>
    </message>
    <message>
        <source>Look-alike is inside</source>
        <translation>Ähnliches ist drinnen</translation>
    </message>
    <message>
        <source>Perhaps inside</source>
        <translation>Vielleicht drinnen</translation>
    </message>
    <message>
        <source>Banned</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Entry ended</source>
        <translation>Eintrag beendet</translation>
    </message>
    <message>
        <source>Not at this hour</source>
        <translation>Nicht zu dieser Zeit</translation>
    </message>
    <message>
        <source>Not on holidays</source>
        <translation>Nicht an Feiertagen</translation>
    </message>
    <message>
        <source>Not at this gate</source>
        <translation>Nicht an diesem Tor</translation>
    </message>
    <message>
        <source>All entries used</source>
        <translation>Alles verbraucht</translation>
    </message>
    <message>
        <source>Lockdown</source>
        <translation>Sperre</translation>
    </message>
    <message>
        <source>Not on a list</source>
        <translation>Auf keiner Liste</translation>
    </message>
    <message>
        <source>Not at the gate</source>
        <translation>Nicht am Tor</translation>
    </message>
    <message>
        <source>Other way</source>
        <translation>Andere Richtung</translation>
    </message>
    <message>
        <source>Parked</source>
        <translation>Geparkt</translation>
    </message>
    <message>
        <source>Same car</source>
        <translation>Dasselbe Auto</translation>
    </message>
    <message>
        <source>Read too late</source>
        <translation>Zu spät gelesen</translation>
    </message>
    <message>
        <source>Written down</source>
        <translation>Aufgeschrieben</translation>
    </message>
    <message>
        <source>Nobody answered</source>
        <translation>Keine Antwort</translation>
    </message>
    <message>
        <source>Car left</source>
        <translation>Auto fort</translation>
    </message>
    <message>
        <source>Two plates fit</source>
        <translation>Zwei passen</translation>
    </message>
    <message>
        <source>One character off</source>
        <translation>Ein Zeichen anders</translation>
    </message>
    <message>
        <source>Looks like a ban</source>
        <translation>Wie ein gesperrtes</translation>
    </message>
    <message>
        <source>Read only once</source>
        <translation>Nur einmal gelesen</translation>
    </message>
    <message>
        <source>Lane asks</source>
        <translation>Spur fragt</translation>
    </message>
    <message>
        <source>Gate not sure</source>
        <translation>Tor nicht sicher</translation>
    </message>
    <message>
        <source>Watched</source>
        <translation>Beobachtet</translation>
    </message>
    <message>
        <source>Which way?</source>
        <translation>Welche Richtung?</translation>
    </message>
    <message>
        <source>Picture stands still</source>
        <translation>Bild steht still</translation>
    </message>
    <message>
        <source>Clock not safe</source>
        <translation>Uhr nicht sicher</translation>
    </message>
    <message>
        <source>Second proof</source>
        <translation>Zweiter Nachweis</translation>
    </message>
    <message>
        <source>the supervisor</source>
        <translation>die Leitung</translation>
    </message>
    <message>
        <source>READING</source>
        <translation>LIEST</translation>
    </message>
    <message>
        <source>LET IN</source>
        <translation>EINGELASSEN</translation>
    </message>
    <message>
        <source>ASKED</source>
        <translation>GEFRAGT</translation>
    </message>
    <message>
        <source>IGNORED</source>
        <translation>IGNORIERT</translation>
    </message>
    <message>
        <source>STOPPED</source>
        <translation>ANGEHALTEN</translation>
    </message>
    <message>
        <source>NOT LET IN</source>
        <translation>ABGEWIESEN</translation>
    </message>
    <message>
        <source>NOT KNOWN</source>
        <translation>UNBEKANNT</translation>
    </message>
    <message>
        <source>CLOSED</source>
        <translation>GESCHLOSSEN</translation>
    </message>
    <message>
        <source>OPENING</source>
        <translation>ÖFFNET</translation>
    </message>
    <message>
        <source>OPEN</source>
        <translation>OFFEN</translation>
    </message>
    <message>
        <source>HELD OPEN</source>
        <translation>OFFEN GEHALTEN</translation>
    </message>
    <message>
        <source>CLOSING</source>
        <translation>SCHLIESST</translation>
    </message>
    <message>
        <source>FAULT</source>
        <translation>STÖRUNG</translation>
    </message>
    <message>
        <source>LOCKED</source>
        <translation>GESPERRT</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Freigabe</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>Sperre</translation>
    </message>
    <message>
        <source>Visitors</source>
        <translation>Besucher</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Beobachtung</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbindet</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>Verspätet</translation>
    </message>
    <message>
        <source>Frozen picture</source>
        <translation>Bild steht</translation>
    </message>
    <message>
        <source>Nothing to see</source>
        <translation>Nichts zu sehen</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Kein Bild</translation>
    </message>
    <message>
        <source>Recording over</source>
        <translation>Aufnahme zu Ende</translation>
    </message>
    <message>
        <source>Wrong password</source>
        <translation>Falsches Passwort</translation>
    </message>
    <message>
        <source>Picture not readable</source>
        <translation>Bild nicht lesbar</translation>
    </message>
    <message>
        <source>CRITICAL</source>
        <translation>KRITISCH</translation>
    </message>
    <message>
        <source>HIGH</source>
        <translation>HOCH</translation>
    </message>
    <message>
        <source>LOW</source>
        <translation>NIEDRIG</translation>
    </message>
    <message>
        <source>Moved away</source>
        <translation>Weggezogen</translation>
    </message>
    <message>
        <source>Car sold</source>
        <translation>Auto verkauft</translation>
    </message>
    <message>
        <source>Permission ended</source>
        <translation>Erlaubnis beendet</translation>
    </message>
    <message>
        <source>Entered by mistake</source>
        <translation>Irrtümlich angelegt</translation>
    </message>
    <message>
        <source>Ban lifted</source>
        <translation>Sperre aufgehoben</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Anderes</translation>
    </message>
    <message>
        <source>Threatened staff</source>
        <translation>Personal bedroht</translation>
    </message>
    <message>
        <source>Left without paying</source>
        <translation>Ohne Zahlung gefahren</translation>
    </message>
    <message>
        <source>Reported stolen</source>
        <translation>Als gestohlen gemeldet</translation>
    </message>
    <message>
        <source>Damaged the gate</source>
        <translation>Tor beschädigt</translation>
    </message>
    <message>
        <source>Banned from the site</source>
        <translation>Hausverbot</translation>
    </message>
    <message>
        <source>Other, ask the supervisor</source>
        <translation>Anderes, die Leitung fragen</translation>
    </message>
    <message>
        <source>Nothing: the plate is enough</source>
        <translation>Nichts: das Kennzeichen genügt</translation>
    </message>
    <message>
        <source>ID card</source>
        <translation>Ausweis</translation>
    </message>
    <message>
        <source>Site pass</source>
        <translation>Werksausweis</translation>
    </message>
    <message>
        <source>Face as on the photo</source>
        <translation>Gesicht wie auf dem Foto</translation>
    </message>
    <message>
        <source>Call to the host</source>
        <translation>Anruf beim Gastgeber</translation>
    </message>
    <message>
        <source>Delivery papers</source>
        <translation>Lieferpapiere</translation>
    </message>
    <message>
        <source>Remove, reason: {reason}</source>
        <translation>Entfernen, Grund: {reason}</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Lieferung</translation>
    </message>
    <message>
        <source>Resident, plate not read</source>
        <translation>Anwohner, nicht gelesen</translation>
    </message>
    <message>
        <source>Misread plate</source>
        <translation>Fehllesung</translation>
    </message>
    <message>
        <source>Taxi / ride</source>
        <translation>Taxi / Fahrt</translation>
    </message>
    <message>
        <source>Contractor</source>
        <translation>Handwerker</translation>
    </message>
    <message>
        <source>Emergency service</source>
        <translation>Rettungsdienst</translation>
    </message>
    <message>
        <source>Following car</source>
        <translation>Folgendes Auto</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Personal</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>The look is kept.</source>
        <translation>Das Aussehen wird behalten.</translation>
    </message>
    <message>
        <source>This look is not possible ({what}).</source>
        <translation>Dieses Aussehen ist nicht möglich ({what}).</translation>
    </message>
    <message>
        <source>A guard may change theme and text size. Sign in as a supervisor for the rest.</source>
        <translation>Die Wache darf Farben und Schriftgröße ändern. Für den Rest als Leitung anmelden.</translation>
    </message>
    <message>
        <source>It changes as soon as the question is answered.</source>
        <translation>Es ändert sich, sobald die Frage beantwortet ist.</translation>
    </message>
    <message>
        <source>It changes in a moment.</source>
        <translation>Es ändert sich gleich.</translation>
    </message>
    <message>
        <source>It changes as soon as the form that is open is saved or left.</source>
        <translation>Es ändert sich, sobald das offene Formular gespeichert oder verlassen ist.</translation>
    </message>
    <message>
        <source>Auto needs latitude and longitude in [site] of the site file.</source>
        <translation>Auto braucht latitude und longitude in [site] der Einstellungsdatei.</translation>
    </message>
    <message>
        <source>Auto goes by the light sensor; without its value by the sun at the site.</source>
        <translation>Auto richtet sich nach dem Lichtsensor, ohne dessen Wert nach der Sonne am Standort.</translation>
    </message>
    <message>
        <source>Auto goes by the sun at the site, not by a light sensor.</source>
        <translation>Auto geht nach der Sonne am Ort, nicht nach einem Lichtsensor.</translation>
    </message>
    <message>
        <source>Back to the old look in {s} s, if it is not kept.</source>
        <translation>In {s} s wieder wie vorher, wenn nicht behalten.</translation>
    </message>
    <message>
        <source>Hold a ruler to it: keys have their true size when it is 50 mm.</source>
        <translation>Ein Lineal daran halten: bei 50 mm haben Tasten ihre wahre Größe.</translation>
    </message>
    <message>
        <source>{what}: {new} instead of {old}. What is gone already does not come back.</source>
        <translation>{what}: {new} statt {old}. Was schon weg ist, kommt nicht wieder.</translation>
    </message>
    <message>
        <source>{what}: {new} instead of {old}. Nothing of it is older now.</source>
        <translation>{what}: {new} statt {old}. Nichts davon ist jetzt älter.</translation>
    </message>
    <message>
        <source>{what}: {new} instead of {old}. {n} are older and go for good at the next look, {time}.</source>
        <translation>{what}: {new} statt {old}. {n} sind älter und gehen beim nächsten Durchgang um {time} endgültig.</translation>
    </message>
    <message>
        <source>{what}: {new} instead of {old}. Counting what is older.</source>
        <translation>{what}: {new} statt {old}. Zähle, was älter ist.</translation>
    </message>
    <message>
        <source>These times do not fit together: pictures, plates, rows, in this order.</source>
        <translation>Diese Zeiten passen nicht zusammen: Bilder, Kennzeichen, Zeilen, in dieser Reihenfolge.</translation>
    </message>
    <message>
        <source>Longer than usual ({usual}) needs a reason. It is kept in the record.</source>
        <translation>Länger als üblich ({usual}) braucht einen Grund. Er bleibt im Protokoll.</translation>
    </message>
    <message>
        <source>Nothing is removed until you have tapped Keep. What is removed then is gone.</source>
        <translation>Gelöscht wird erst, wenn Behalten getippt ist. Was dann gelöscht wird, ist weg.</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>Noch ist nichts geändert.</translation>
    </message>
    <message>
        <source>{n} records of {plate} are in {target}, {files} files. Manifest {hash}.</source>
        <translation>{n} Einträge zu {plate} sind auf {target}, {files} Dateien. Manifest {hash}.</translation>
    </message>
    <message>
        <source>{n} pictures did not fit their seal and were left out.</source>
        <translation>{n} Bilder passten nicht zu ihrem Siegel und fehlen.</translation>
    </message>
    <message>
        <source>Lists, passages, stays, notes and pictures of this plate, for its owner. Plates of others on the pictures are painted over. Check who asks: it tells where a car was.</source>
        <translation>Listen, Durchfahrten, Aufenthalte, Notizen und Bilder dieses Kennzeichens, für den Halter. Fremde Kennzeichen auf den Bildern sind übermalt. Prüfen, wer fragt: es verrät, wo ein Auto war.</translation>
    </message>
    <message>
        <source>Looking for all of it</source>
        <translation>Suche alles zusammen</translation>
    </message>
    <message>
        <source>Nothing of that is a letter or a digit of a plate.</source>
        <translation>Davon ist nichts ein Buchstabe oder eine Ziffer eines Kennzeichens.</translation>
    </message>
    <message>
        <source>Incident {incidents} holds some of it. Nothing was erased. Release it first.</source>
        <translation>Vorfall {incidents} hält etwas davon fest. Nichts wurde gelöscht. Erst freigeben.</translation>
    </message>
    <message>
        <source>The reason names the plate: it would be kept. Nothing was erased.</source>
        <translation>Der Grund nennt das Kennzeichen: es bliebe erhalten. Nichts wurde gelöscht.</translation>
    </message>
    <message>
        <source>Counting what is kept</source>
        <translation>Es wird gezählt, was aufbewahrt wird</translation>
    </message>
    <message>
        <source>Erasing. Do not switch the computer off.</source>
        <translation>Es wird gelöscht. Den Rechner nicht ausschalten.</translation>
    </message>
    <message>
        <source>Nothing is kept about this plate.</source>
        <translation>Über dieses Kennzeichen ist nichts aufbewahrt.</translation>
    </message>
    <message>
        <source>Erased is erased: it cannot be taken back. Counts stay right, a proof stays in the audit chain. Backups from before go when their time is over.</source>
        <translation>Gelöscht ist gelöscht: es gibt kein Zurück. Zählungen bleiben richtig, ein Nachweis bleibt in der Prüfkette. Frühere Sicherungen gehen, wenn ihre Zeit um ist.</translation>
    </message>
    <message>
        <source>Traces are still in {files} files of the data folder, such as older copies. For a full clean-up stop the kiosk and use &quot;alpr-kiosk privacy erase&quot;.</source>
        <translation>Spuren sind noch in {files} Dateien des Datenordners, etwa in älteren Kopien. Für eine volle Bereinigung den Kiosk anhalten und &quot;alpr-kiosk privacy erase&quot; benutzen.</translation>
    </message>
    <message>
        <source>What is over its time is removed every hour, next at {time}.</source>
        <translation>Was abgelaufen ist, wird jede Stunde entfernt, das nächste Mal um {time}.</translation>
    </message>
    <message>
        <source>The times stand in [keeping] of the site file, see docs/site-file.md.</source>
        <translation>Die Zeiten stehen in [keeping] der Einstellungsdatei, siehe docs/site-file.md.</translation>
    </message>
    <message>
        <source>Nothing was removed yet.</source>
        <translation>Noch nichts wurde entfernt.</translation>
    </message>
    <message>
        <source>On no list</source>
        <translation>Auf keiner Liste</translation>
    </message>
    <message>
        <source>Allowed and watched</source>
        <translation>Freigabe und Beobachtung</translation>
    </message>
    <message>
        <source>Banned and look-alikes</source>
        <translation>Gesperrte und ähnliche</translation>
    </message>
    <message>
        <source>Held by an incident</source>
        <translation>Von einem Vorfall gehalten</translation>
    </message>
    <message>
        <source>Passages, for counts</source>
        <translation>Durchfahrten, zum Zählen</translation>
    </message>
    <message>
        <source>Notes and reasons</source>
        <translation>Notizen und Gründe</translation>
    </message>
    <message>
        <source>Pictures removed</source>
        <translation>Bilder entfernt</translation>
    </message>
    <message>
        <source>Plates made unreadable</source>
        <translation>Kennzeichen unkenntlich</translation>
    </message>
    <message>
        <source>Stays made unreadable</source>
        <translation>Aufenthalte unkenntlich</translation>
    </message>
    <message>
        <source>Passages removed</source>
        <translation>Durchfahrten entfernt</translation>
    </message>
    <message>
        <source>Notes removed</source>
        <translation>Notizen entfernt</translation>
    </message>
    <message>
        <source>Records of a plate erased</source>
        <translation>Einträge eines Kennzeichens gelöscht</translation>
    </message>
    <message>
        <source>Pictures of cars on no list</source>
        <translation>Bilder von Autos auf keiner Liste</translation>
    </message>
    <message>
        <source>Plates on no list</source>
        <translation type="unfinished">Kennzeichen auf keiner Liste</translation>
    </message>
    <message>
        <source>Pictures of allowed cars</source>
        <translation>Bilder erlaubter Autos</translation>
    </message>
    <message>
        <source>Allowed plates</source>
        <translation type="unfinished">Freigegebene Kennzeichen</translation>
    </message>
    <message>
        <source>Pictures of visitors</source>
        <translation>Bilder von Besuchern</translation>
    </message>
    <message>
        <source>Plates of visitors</source>
        <translation>Kennzeichen von Besuchern</translation>
    </message>
    <message>
        <source>Pictures of banned cars</source>
        <translation>Bilder gesperrter Autos</translation>
    </message>
    <message>
        <source>Banned plates</source>
        <translation>Gesperrte Kennzeichen</translation>
    </message>
    <message>
        <source>Passages read as this plate</source>
        <translation>Durchfahrten mit diesem Kennzeichen</translation>
    </message>
    <message>
        <source>Passages of look-alikes that are on no list</source>
        <translation>Durchfahrten ähnlicher, die auf keiner Liste sind</translation>
    </message>
    <message>
        <source>Decisions about other cars that name it</source>
        <translation>Entscheidungen über andere Autos, die es nennen</translation>
    </message>
    <message>
        <source>List entries</source>
        <translation>Listeneinträge</translation>
    </message>
    <message>
        <source>Changes of the lists</source>
        <translation>Änderungen der Listen</translation>
    </message>
    <message>
        <source>Stays inside</source>
        <translation>Aufenthalte</translation>
    </message>
    <message>
        <source>Guards&apos; words about who is inside</source>
        <translation>Angaben der Wache, wer drinnen ist</translation>
    </message>
    <message>
        <source>Notes beside the audit chain</source>
        <translation>Notizen neben der Prüfkette</translation>
    </message>
    <message>
        <source>Reasons of openings by hand</source>
        <translation>Gründe für Öffnungen von Hand</translation>
    </message>
    <message>
        <source>Reasons of incidents</source>
        <translation>Gründe von Vorfällen</translation>
    </message>
    <message>
        <source>Nobody answered. {gate} was not opened for this car. Tap &quot;Decide again&quot; if it is still there.</source>
        <translation>Niemand hat geantwortet. {gate} wurde für dieses Auto nicht geöffnet. &quot;Neu entscheiden&quot; tippen, wenn es noch da ist.</translation>
    </message>
    <message>
        <source>Nobody answered for this car, but {gate} is opening. Look at the gate.</source>
        <translation>Für dieses Auto hat niemand geantwortet, aber {gate} öffnet. Nach dem Tor sehen.</translation>
    </message>
    <message>
        <source>Nobody answered for this car, but {gate} is open. Look at the gate.</source>
        <translation>Für dieses Auto hat niemand geantwortet, aber {gate} ist offen. Nach dem Tor sehen.</translation>
    </message>
    <message>
        <source>Nobody answered for this car, but {gate} is held open. Look at the gate.</source>
        <translation>Für dieses Auto hat niemand geantwortet, aber {gate} wird offen gehalten. Nach dem Tor sehen.</translation>
    </message>
    <message>
        <source>Nobody answered for this car. {gate} is closing. Look at the gate.</source>
        <translation>Für dieses Auto hat niemand geantwortet. {gate} schließt. Nach dem Tor sehen.</translation>
    </message>
    <message>
        <source>Nobody answered. What {gate} does is not certain. Look at the gate.</source>
        <translation>Niemand hat geantwortet. Was {gate} tut, ist nicht sicher. Nach dem Tor sehen.</translation>
    </message>
    <message>
        <source>Type what you see. ? stands for a character that you cannot read.</source>
        <translation>Tippen, was zu sehen ist. ? steht für ein Zeichen, das nicht lesbar ist.</translation>
    </message>
    <message>
        <source>Looking through the lists ...</source>
        <translation>Listen werden durchsucht ...</translation>
    </message>
    <message>
        <source>The lists cannot be searched. OPEN works. Try again, or look the plate up.</source>
        <translation>Die Listen sind nicht zu durchsuchen. ÖFFNEN geht. Nochmals versuchen, oder nachschlagen.</translation>
    </message>
    <message>
        <source>The list server is away: these are the lists as last known.</source>
        <translation>Der Listenserver ist fort: das sind die Listen, wie sie zuletzt waren.</translation>
    </message>
    <message>
        <source>Corrected: {plate}.</source>
        <translation>Berichtigt: {plate}.</translation>
    </message>
    <message>
        <source>The pass is saved, but late. Hold LET IN if the car is still there.</source>
        <translation>Der Passierschein ist gespeichert, aber spät. EINLASSEN halten, wenn das Auto noch da ist.</translation>
    </message>
    <message>
        <source>No answer. The pass may be saved: look at the visitors, or save it again.</source>
        <translation>Keine Antwort. Der Passierschein kann gespeichert sein: Besucher ansehen, oder nochmals speichern.</translation>
    </message>
    <message>
        <source>Noted as wrong. The record keeps both: the decision and your word.</source>
        <translation>Als falsch vermerkt. Beides bleibt aufgezeichnet: die Entscheidung und der Vermerk.</translation>
    </message>
    <message>
        <source>The reason is not saved yet. It is kept here and tried again by itself.</source>
        <translation>Der Grund ist noch nicht gespeichert. Er bleibt hier und wird von selbst nochmals versucht.</translation>
    </message>
    <message>
        <source>Saved: {reason}. Which of these was it? One tap links it, or close.</source>
        <translation>Gespeichert: {reason}. Welches war es? Ein Tippen verbindet es, oder schließen.</translation>
    </message>
    <message>
        <source>Over {n} min needs a supervisor. Use the PIN key, or choose less.</source>
        <translation>Über {n} min braucht die Leitung. PIN-Taste nehmen, oder weniger wählen.</translation>
    </message>
    <message>
        <source>Nobody is signed in. Sign in, or use a supervisor&apos;s PIN.</source>
        <translation>Niemand ist angemeldet. Anmelden, oder eine PIN der Leitung nehmen.</translation>
    </message>
    <message>
        <source>This PIN looks like a birthday. Choose another one.</source>
        <translation>Diese PIN sieht wie ein Geburtstag aus. Eine andere wählen.</translation>
    </message>
    <message>
        <source>The PIN can&apos;t be checked now. OPEN still works. Wait, or begin unsigned.</source>
        <translation>Die PIN ist jetzt nicht zu prüfen. ÖFFNEN geht weiter. Warten, oder ohne Anmeldung beginnen.</translation>
    </message>
    <message>
        <source>The PIN can&apos;t be checked now. OPEN still works. Wait, or cancel and try again.</source>
        <translation>Die PIN ist jetzt nicht zu prüfen. ÖFFNEN geht weiter. Warten, oder abbrechen und nochmals versuchen.</translation>
    </message>
    <message>
        <source>PIN is right. Now hold OPEN at {gate}.</source>
        <translation>Die PIN stimmt. Jetzt ÖFFNEN an {gate} halten.</translation>
    </message>
    <message>
        <source>The shift of {user} has ended. Sheet kept.</source>
        <translation>Die Schicht von {user} ist beendet. Blatt aufbewahrt.</translation>
    </message>
    <message>
        <source>The shift of {user} has ended. The sheet could not be kept: tell the supervisor.</source>
        <translation>Die Schicht von {user} ist beendet. Das Blatt konnte nicht aufbewahrt werden: der Leitung sagen.</translation>
    </message>
    <message>
        <source>Nobody is on shift.</source>
        <translation>Niemand hat Schicht.</translation>
    </message>
    <message>
        <source>This is the shift of {user}. Only {user} or a supervisor can end it.</source>
        <translation>Das ist die Schicht von {user}. Nur {user} oder die Leitung kann sie beenden.</translation>
    </message>
    <message>
        <source>The shift of {user} was to end at {time}. Hand over under Hand-over (F5).</source>
        <translation>Die Schicht von {user} sollte um {time} enden. Unter Übergabe (F5) übergeben.</translation>
    </message>
    <message>
        <source>The shift of {user} has ended by itself. Sign in to begin yours.</source>
        <translation>Die Schicht von {user} endete von selbst. Zum Beginnen der eigenen anmelden.</translation>
    </message>
    <message>
        <source>{n} of the hand-over not read yet. Look under Hand-over (F5).</source>
        <translation>{n} der Übergabe noch nicht gelesen. Unter Übergabe (F5) nachsehen.</translation>
    </message>
    <message>
        <source>New ban: {plate}, {reason}</source>
        <translation>Neu gesperrt: {plate}, {reason}</translation>
    </message>
    <message>
        <source>New ban: {plate}</source>
        <translation>Neu gesperrt: {plate}</translation>
    </message>
    <message>
        <source>Visitors expected: {n}. {who}</source>
        <translation>Erwartete Besucher: {n}. {who}</translation>
    </message>
    <message>
        <source>No picture from {camera} since {time}</source>
        <translation>Kein Bild von {camera} seit {time}</translation>
    </message>
    <message>
        <source>{gate} is held open until {time}</source>
        <translation>{gate} wird bis {time} offen gehalten</translation>
    </message>
    <message>
        <source>Openings without a reason: {n}</source>
        <translation>Öffnungen ohne Grund: {n}</translation>
    </message>
    <message>
        <source>{gate} opened by {actor}: no reason yet</source>
        <translation>{gate} von {actor} geöffnet: noch kein Grund</translation>
    </message>
    <message>
        <source>Note of {user}: {text}</source>
        <translation>Notiz von {user}: {text}</translation>
    </message>
    <message>
        <source>Write a word or two first.</source>
        <translation>Erst ein, zwei Wörter schreiben.</translation>
    </message>
    <message>
        <source>Note kept for the next shift.</source>
        <translation>Notiz für die nächste Schicht aufbewahrt.</translation>
    </message>
    <message>
        <source>Nobody is on shift. OPEN works, but each opening is marked as unsigned.</source>
        <translation>Niemand hat Schicht. ÖFFNEN geht, aber jede Öffnung gilt als ohne Anmeldung.</translation>
    </message>
    <message>
        <source>No guards are set up, so there are no shifts. A supervisor adds guards under Users and PINs.</source>
        <translation>Es sind keine Wachen eingerichtet, darum gibt es keine Schichten. Die Leitung legt sie unter Benutzer und PINs an.</translation>
    </message>
    <message>
        <source>Nothing is left open in this shift.</source>
        <translation>In dieser Schicht ist nichts offen.</translation>
    </message>
    <message>
        <source>What is new can&apos;t be read now. Gates and lists still work. Begin the shift and look again later.</source>
        <translation>Was neu ist, ist jetzt nicht lesbar. Tore und Listen gehen weiter. Schicht beginnen und später nachsehen.</translation>
    </message>
    <message>
        <source>The new recovery words count from now on. Older sheets are void: destroy them.</source>
        <translation>Ab jetzt gelten die neuen Notfallwörter. Ältere Blätter gelten nicht mehr: vernichten.</translation>
    </message>
    <message>
        <source>There are no recovery words here, or they were used. Call the installer for a new PIN.</source>
        <translation>Hier gibt es keine Notfallwörter, oder sie sind verbraucht. Den Errichter wegen einer neuen PIN anrufen.</translation>
    </message>
    <message>
        <source>The words are for supervisors and installers. {user} gets a PIN from them.</source>
        <translation>Die Wörter sind für Leitung und Errichter. {user} bekommt von ihnen eine PIN.</translation>
    </message>
    <message>
        <source>All 12 words of the sheet are needed.</source>
        <translation>Alle 12 Wörter des Blatts werden gebraucht.</translation>
    </message>
    <message>
        <source>These are not the words. Look at the sheet again: nothing has changed yet.</source>
        <translation>Das sind nicht die Wörter. Noch einmal auf das Blatt sehen: es ist noch nichts geändert.</translation>
    </message>
    <message>
        <source>The sheet is printed. Take it from the printer now.</source>
        <translation>Das Blatt ist gedruckt. Jetzt aus dem Drucker nehmen.</translation>
    </message>
    <message>
        <source>One word, or the order, is not as on the sheet. Tap it and enter it again.</source>
        <translation>Ein Wort oder die Reihenfolge ist nicht wie auf dem Blatt. Antippen und neu eingeben.</translation>
    </message>
    <message>
        <source>The sheet was shown for 5 minutes and is gone. Nothing has changed.</source>
        <translation>Das Blatt war 5 Minuten zu sehen und ist weg. Es ist nichts geändert.</translation>
    </message>
    <message>
        <source>{user} has a new PIN. The recovery words are used up: make new ones now.</source>
        <translation>{user} hat eine neue PIN. Die Notfallwörter sind verbraucht: jetzt neue anlegen.</translation>
    </message>
    <message>
        <source>The recovery words gave {user} a new PIN at {time}.</source>
        <translation>Mit den Notfallwörtern bekam {user} um {time} eine neue PIN.</translation>
    </message>
    <message>
        <source>These are not the words of the newest sheet. Try again in {s} s. OPEN still works.</source>
        <translation>Das sind nicht die Wörter des neuesten Blatts. In {s} s noch einmal versuchen. ÖFFNEN geht weiter.</translation>
    </message>
    <message>
        <source>{user} has a new PIN.</source>
        <translation>{user} hat eine neue PIN.</translation>
    </message>
    <message>
        <source>{user} has no access any more.</source>
        <translation>{user} hat keinen Zugang mehr.</translation>
    </message>
    <message>
        <source>There is nobody of the name {user} with this role. Look at the list again.</source>
        <translation>Mit dieser Rolle gibt es niemanden namens {user}. Liste nochmals ansehen.</translation>
    </message>
    <message>
        <source>{user} has access already. Give another name, or a new PIN to {user}.</source>
        <translation>{user} hat schon Zugang. Anderen Namen geben, oder {user} eine neue PIN.</translation>
    </message>
    <message>
        <source>Give a name or a number first.</source>
        <translation>Erst einen Namen oder eine Nummer angeben.</translation>
    </message>
    <message>
        <source>This name is too long, or has signs that can&apos;t be shown.</source>
        <translation>Dieser Name ist zu lang oder hat Zeichen, die nicht darstellbar sind.</translation>
    </message>
    <message>
        <source>Supervisors give PINs to guards. For other roles ask the installer.</source>
        <translation>Die Leitung gibt Wachen ihre PIN. Für andere Rollen den Errichter fragen.</translation>
    </message>
    <message>
        <source>This is the last supervisor. Add another one first.</source>
        <translation>Das ist die letzte Leitung. Erst eine andere anlegen.</translation>
    </message>
    <message>
        <source>No gate is set up. Add one in the site file, see docs/relays.md.</source>
        <translation>Kein Tor ist eingerichtet. In der Einstellungsdatei eines anlegen, siehe docs/relays.md.</translation>
    </message>
    <message>
        <source>The relay was asked. What it said stands here.</source>
        <translation>Das Relais wurde gefragt. Hier steht, was es sagte.</translation>
    </message>
    <message>
        <source>Result sheet {sheet} is kept.</source>
        <translation>Ergebnisblatt {sheet} ist aufbewahrt.</translation>
    </message>
    <message>
        <source>The new settings are being taken over.</source>
        <translation>Die neuen Einstellungen werden übernommen.</translation>
    </message>
    <message>
        <source>The new settings stay.</source>
        <translation>Die neuen Einstellungen bleiben.</translation>
    </message>
    <message>
        <source>The old settings come back now.</source>
        <translation>Die alten Einstellungen kommen jetzt zurück.</translation>
    </message>
    <message>
        <source>The old settings are back.</source>
        <translation>Die alten Einstellungen sind zurück.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Nobody kept the new settings, so the old ones are back since {time}. Open Settings and change them again if you need them.</source>
        <translation>Niemand hat die neuen Einstellungen behalten, darum gelten seit {time} die alten. Bei Bedarf unter Einstellungen nochmals ändern.</translation>
    </message>
    <message>
        <source>The new settings do not work ({why}). The old ones are back. Open Settings and look at the last change.</source>
        <translation>Die neuen Einstellungen gehen nicht ({why}). Die alten sind zurück. Einstellungen öffnen und die letzte Änderung ansehen.</translation>
    </message>
    <message>
        <source>Other new settings are being tried out. Tap Keep or Go back now first.</source>
        <translation>Andere neue Einstellungen werden noch erprobt. Erst Behalten oder Jetzt zurück tippen.</translation>
    </message>
    <message>
        <source>No settings are being tried out any more.</source>
        <translation>Es werden keine Einstellungen mehr erprobt.</translation>
    </message>
    <message>
        <source>Not saved. {key}: {mistake}. Change it and save again.</source>
        <translation>Nicht gespeichert. {key}: {mistake}. Ändern und nochmals speichern.</translation>
    </message>
    <message>
        <source>The settings file {path} can&apos;t be written ({why}). Nothing was changed. Let the program&apos;s user write in its folder.</source>
        <translation>Die Einstellungsdatei {path} ist nicht schreibbar ({why}). Nichts wurde geändert. Den Benutzer des Programms in ihrem Ordner schreiben lassen.</translation>
    </message>
    <message>
        <source>The settings file has a form that can&apos;t be changed here. Change it in an editor.</source>
        <translation>Die Einstellungsdatei hat eine Form, die hier nicht zu ändern ist. In einem Editor ändern.</translation>
    </message>
    <message>
        <source>{row} is not in the settings any more. Open the page again.</source>
        <translation>{row} steht nicht mehr in den Einstellungen. Die Seite nochmals öffnen.</translation>
    </message>
    <message>
        <source>There is a {row} already. Use another name.</source>
        <translation>{row} gibt es schon. Anderen Namen nehmen.</translation>
    </message>
    <message>
        <source>These older settings are not kept any more.</source>
        <translation>Diese älteren Einstellungen sind nicht mehr da.</translation>
    </message>
    <message>
        <source>This password can&apos;t be kept. Use at most {most} printable characters.</source>
        <translation>Dieses Passwort ist nicht aufzubewahren. Höchstens {most} druckbare Zeichen nehmen.</translation>
    </message>
    <message>
        <source>The settings are being taken over</source>
        <translation>Die Einstellungen werden übernommen</translation>
    </message>
    <message>
        <source>There is no {source}. Check the path, or whether the camera is plugged in.</source>
        <translation>{source} gibt es nicht. Pfad prüfen, oder ob die Kamera steckt.</translation>
    </message>
    <message>
        <source>Something answers there, but not as this address says. Check the port, and rtsp:// against http://.</source>
        <translation>Dort antwortet etwas, aber nicht wie diese Adresse sagt. Port prüfen, und rtsp:// gegen http://.</translation>
    </message>
    <message>
        <source>The camera sends us to another host. The password is not sent there. Use that host&apos;s own address if it is the right one.</source>
        <translation>Die Kamera verweist auf einen anderen Rechner. Das Passwort geht nicht dorthin. Dessen eigene Adresse nehmen, wenn er der richtige ist.</translation>
    </message>
    <message>
        <source>{source} can&apos;t be opened. Is another program using it, or may this user not read it?</source>
        <translation>{source} ist nicht zu öffnen. Benutzt es ein anderes Programm, oder darf dieser Benutzer es nicht lesen?</translation>
    </message>
    <message>
        <source>The stream is there, but no picture came in time. Restart the camera and try again.</source>
        <translation>Der Strom ist da, aber kein Bild kam rechtzeitig. Kamera neu starten und nochmals versuchen.</translation>
    </message>
    <message>
        <source>The camera refuses user or password. Check both; many cameras lock themselves after a few tries.</source>
        <translation>Die Kamera weist Benutzer oder Passwort ab. Beides prüfen; viele Kameras sperren sich nach wenigen Versuchen.</translation>
    </message>
    <message>
        <source>Asking the network for cameras</source>
        <translation>Im Netz wird nach Kameras gefragt</translation>
    </message>
    <message>
        <source>{host} answers, but not by ONVIF. Switch ONVIF on in the camera, or type the whole address of its stream.</source>
        <translation>{host} antwortet, aber nicht mit ONVIF. ONVIF in der Kamera einschalten, oder die ganze Adresse ihres Stroms tippen.</translation>
    </message>
    <message>
        <source>The camera sends us to another address. The password does not follow it there. Use that address itself if it is the right one.</source>
        <translation>Die Kamera verweist auf eine andere Adresse. Das Passwort folgt nicht dorthin. Diese Adresse selbst nehmen, wenn sie die richtige ist.</translation>
    </message>
    <message>
        <source>The answer of {host} is unsafe or far too large. It was not read.</source>
        <translation>Die Antwort von {host} ist unsicher oder viel zu groß. Sie wurde nicht gelesen.</translation>
    </message>
    <message>
        <source>The camera refuses that question ({detail}). Type the whole address of its stream.</source>
        <translation>Die Kamera weist diese Frage ab ({detail}). Die ganze Adresse ihres Stroms tippen.</translation>
    </message>
    <message>
        <source>The camera names no video stream. Type the whole address of its stream.</source>
        <translation>Die Kamera nennt keinen Bildstrom. Die ganze Adresse ihres Stroms tippen.</translation>
    </message>
    <message>
        <source>{target} is neither an address (192.168.1.20) nor a range (192.168.1.0/24).</source>
        <translation>{target} ist weder eine Adresse (192.168.1.20) noch ein Bereich (192.168.1.0/24).</translation>
    </message>
    <message>
        <source>At most {most} addresses at once. Take a smaller range.</source>
        <translation>Höchstens {most} Adressen auf einmal. Einen kleineren Bereich nehmen.</translation>
    </message>
    <message>
        <source>{target} is not a private network. Type single addresses instead.</source>
        <translation>{target} ist kein privates Netz. Stattdessen einzelne Adressen tippen.</translation>
    </message>
    <message>
        <source>No network connection is called {name} or has an IPv4 address.</source>
        <translation>Keine Netzverbindung heißt {name} oder hat eine IPv4-Adresse.</translation>
    </message>
    <message>
        <source>This computer has no network connection with an IPv4 address. Plug the cable in, then try again.</source>
        <translation>Dieser Rechner hat keine Netzverbindung mit einer IPv4-Adresse. Kabel einstecken, dann nochmals versuchen.</translation>
    </message>
    <message>
        <source>H.265 costs more work than H.264. With four cameras choose H.264.</source>
        <translation>H.265 kostet mehr Rechenarbeit als H.264. Bei vier Kameras H.264 wählen.</translation>
    </message>
    <message>
        <source>H.265 over UDP: half of the damaged pictures pass as whole ones. Use TCP.</source>
        <translation>H.265 über UDP: die Hälfte beschädigter Bilder gilt als ganz. TCP nehmen.</translation>
    </message>
    <message>
        <source>The first picture took more than 2 s. Set the key frame interval to 1 s.</source>
        <translation>Das erste Bild brauchte über 2 s. Schlüsselbild-Abstand auf 1 s stellen.</translation>
    </message>
    <message>
        <source>No key frame for 2 s. Set the key frame interval (GOP) of the camera to 1 s.</source>
        <translation>Seit 2 s kein Schlüsselbild. Schlüsselbild-Abstand (GOP) der Kamera auf 1 s stellen.</translation>
    </message>
    <message>
        <source>Few frames a second: a moving car may be read once or not at all. Set 10 to 25.</source>
        <translation>Wenige Bilder je Sekunde: ein fahrendes Auto wird vielleicht einmal oder gar nicht gelesen. 10 bis 25 einstellen.</translation>
    </message>
    <message>
        <source>A small picture. Is this the sub-stream? Plates are read in the main stream.</source>
        <translation>Ein kleines Bild. Ist das der Nebenstrom? Kennzeichen werden im Hauptstrom gelesen.</translation>
    </message>
    <message>
        <source>A very large picture. 1280 to 1920 px wide read as well and cost less work.</source>
        <translation>Ein sehr großes Bild. 1280 bis 1920 px Breite lesen ebenso gut und kosten weniger Rechenarbeit.</translation>
    </message>
    <message>
        <source>The camera shows its picture without a password. Set one in the camera.</source>
        <translation>Die Kamera zeigt ihr Bild ohne Passwort. In der Kamera eines setzen.</translation>
    </message>
    <message>
        <source>User and password do not belong into the address. Type them into their own fields.</source>
        <translation>Benutzer und Passwort gehören nicht in die Adresse. In ihre eigenen Felder tippen.</translation>
    </message>
    <message>
        <source>No cameras yet. Search the network or add one by its address.</source>
        <translation>Noch keine Kameras. Netz durchsuchen oder eine mit ihrer Adresse anlegen.</translation>
    </message>
    <message>
        <source>No camera answered. Cameras answer only with ONVIF switched on and in the same network. Add it by its address.</source>
        <translation>Keine Kamera antwortete. Kameras antworten nur mit eingeschaltetem ONVIF und im selben Netz. Mit ihrer Adresse anlegen.</translation>
    </message>
    <message>
        <source>This program takes at most {most} cameras. Remove one first.</source>
        <translation>Dieses Programm nimmt höchstens {most} Kameras. Erst eine entfernen.</translation>
    </message>
    <message>
        <source>The camera needs a name and an address.</source>
        <translation>Die Kamera braucht einen Namen und eine Adresse.</translation>
    </message>
    <message>
        <source>{shape} crosses itself. Drag the red points apart, then save.</source>
        <translation>{shape} überkreuzt sich. Rote Punkte auseinanderziehen, dann speichern.</translation>
    </message>
    <message>
        <source>{shape} needs at least 3 points. Tap the picture, or hold a point to delete it.</source>
        <translation>{shape} braucht mindestens 3 Punkte. Ins Bild tippen, oder einen Punkt zum Löschen halten.</translation>
    </message>
    <message>
        <source>{shape} is not whole. Lines A and B need two points each, or none at all.</source>
        <translation>{shape} ist nicht ganz. Linien A und B brauchen je zwei Punkte, oder gar keinen.</translation>
    </message>
    <message>
        <source>Without an open zone this camera never opens a gate.</source>
        <translation>Ohne Öffnungszone öffnet diese Kamera nie ein Tor.</translation>
    </message>
    <message>
        <source>Without lines A and B the direction comes from the camera&apos;s settings.</source>
        <translation>Ohne Linien A und B kommt die Richtung aus den Einstellungen der Kamera.</translation>
    </message>
    <message>
        <source>This camera is not in the settings any more. Go back and choose another one.</source>
        <translation>Diese Kamera steht nicht mehr in den Einstellungen. Zurückgehen und eine andere wählen.</translation>
    </message>
    <message>
        <source>Drive through now: {n} of {of} cars read.</source>
        <translation>Jetzt durchfahren: {n} von {of} Autos gelesen.</translation>
    </message>
    <message>
        <source>Looking at the last 7 days …</source>
        <translation>Die letzten 7 Tage werden angesehen …</translation>
    </message>
    <message>
        <source>Loading the reader …</source>
        <translation>Die Erkennung wird geladen …</translation>
    </message>
    <message>
        <source>Reading pictures again. The lanes come first.</source>
        <translation>Bilder werden neu gelesen. Die Spuren gehen vor.</translation>
    </message>
    <message>
        <source>No car of the last 7 days is kept.</source>
        <translation>Kein Auto der letzten 7 Tage ist aufbewahrt.</translation>
    </message>
    <message>
        <source>{n} of {of} pictures read again, spread evenly over the days:</source>
        <translation>{n} von {of} Bildern neu gelesen, gleichmäßig über die Tage verteilt:</translation>
    </message>
    <message>
        <source>Cars that no picture shows can&apos;t be found.</source>
        <translation>Autos, die kein Bild zeigt, können nicht gefunden werden.</translation>
    </message>
    <message>
        <source>Lines can&apos;t be tried on pictures: let a car drive through.</source>
        <translation>Linien lassen sich nicht an Bildern prüfen: ein Auto durchfahren lassen.</translation>
    </message>
    <message>
        <source>Drag the two points to the ends of a plate, or let a car drive through.</source>
        <translation>Die zwei Punkte an die Enden eines Kennzeichens ziehen, oder ein Auto durchfahren lassen.</translation>
    </message>
    <message>
        <source>Setup: by hand only</source>
        <translation>Einrichtung: nur von Hand</translation>
    </message>
    <message>
        <source>OPEN is back in a few seconds. Until then use the key switch.</source>
        <translation>ÖFFNEN ist in wenigen Sekunden zurück. Bis dahin den Schlüsselschalter nehmen.</translation>
    </message>
    <message>
        <source>The computer is {c} °C. Look at its fan and the cabinet&apos;s filter today.</source>
        <translation>Der Rechner hat {c} °C. Heute Lüfter und Filter des Schranks ansehen.</translation>
    </message>
    <message>
        <source>The computer is {c} °C. Only cameras at gates are read. Open the cabinet door and call {contact}.</source>
        <translation>Der Rechner hat {c} °C. Nur Kameras an Toren werden gelesen. Schranktür öffnen und {contact} anrufen.</translation>
    </message>
    <message>
        <source>The computer is {c} °C. Plates are not read: gates by hand. Open the cabinet door and call {contact}.</source>
        <translation>Der Rechner hat {c} °C. Kennzeichen werden nicht gelesen: Tore von Hand. Schranktür öffnen und {contact} anrufen.</translation>
    </message>
    <message>
        <source>The program stopped while {gate} was told something. What became of it is not known. Look at the gate.</source>
        <translation>Das Programm hielt an, während {gate} einen Befehl bekam. Was daraus wurde, ist nicht bekannt. Tor ansehen.</translation>
    </message>
    <message>
        <source>A critical alert is never hidden. Tap SEEN, and look at its cause.</source>
        <translation>Eine kritische Meldung wird nie verborgen. GESEHEN tippen und die Ursache ansehen.</translation>
    </message>
    <message>
        <source>It is over. Tap SEEN.</source>
        <translation>Es ist vorbei. GESEHEN tippen.</translation>
    </message>
    <message>
        <source>This alert is over.</source>
        <translation>Diese Meldung ist vorbei.</translation>
    </message>
    <message>
        <source>Quiet for {s} s. A new alert is heard at once.</source>
        <translation>Ruhe für {s} s. Eine neue Meldung ist sofort zu hören.</translation>
    </message>
    <message>
        <source>No alerts. All is well.</source>
        <translation>Keine Meldungen. Alles in Ordnung.</translation>
    </message>
    <message>
        <source>Nothing is seen and still true.</source>
        <translation>Nichts ist gesehen und gilt noch.</translation>
    </message>
    <message>
        <source>Nothing is hidden.</source>
        <translation>Nichts ist verborgen.</translation>
    </message>
    <message>
        <source>Nothing ended within 24 hours.</source>
        <translation>Nichts endete in 24 Stunden.</translation>
    </message>
    <message>
        <source>DRILL · {text}</source>
        <translation>ÜBUNG · {text}</translation>
    </message>
    <message>
        <source>DRILL: as if {gate} had no relay. OPEN works. Tap for the steps.</source>
        <translation>ÜBUNG: als hätte {gate} kein Relais. ÖFFNEN geht. Tippen: die Schritte.</translation>
    </message>
    <message>
        <source>The drill has begun and ends in 5 minutes. Real alerts come as always.</source>
        <translation>Die Übung läuft und endet in 5 Minuten. Echte Meldungen kommen wie immer.</translation>
    </message>
    <message>
        <source>The drill is over.</source>
        <translation>Die Übung ist vorbei.</translation>
    </message>
    <message>
        <source>There is no drill.</source>
        <translation>Es läuft keine Übung.</translation>
    </message>
    <message>
        <source>There is no such drill.</source>
        <translation>Eine solche Übung gibt es nicht.</translation>
    </message>
    <message>
        <source>The log is empty.</source>
        <translation>Das Protokoll ist leer.</translation>
    </message>
    <message>
        <source>The log can&apos;t be read ({why}). The site goes on. Call {contact}.</source>
        <translation>Das Protokoll ist nicht lesbar ({why}). Die Anlage läuft weiter. {contact} anrufen.</translation>
    </message>
    <message>
        <source>The report can&apos;t be written to {folder} ({why}). Nothing else is touched. Choose another place, or look whether the stick is full.</source>
        <translation>Der Bericht ist nicht nach {folder} zu schreiben ({why}). Sonst ändert sich nichts. Anderen Ort wählen, oder nachsehen, ob der Stick voll ist.</translation>
    </message>
    <message>
        <source>Saved: {file}.</source>
        <translation>Gespeichert: {file}.</translation>
    </message>
    <message>
        <source>Versions and state</source>
        <translation>Versionen und Zustand</translation>
    </message>
    <message>
        <source>Settings without passwords</source>
        <translation>Einstellungen ohne Passwörter</translation>
    </message>
    <message>
        <source>Looking through the record</source>
        <translation>Aufzeichnung wird durchgesehen</translation>
    </message>
    <message>
        <source>Log without plates</source>
        <translation>Protokoll ohne Kennzeichen</translation>
    </message>
    <message>
        <source>Writing the file</source>
        <translation>Datei wird geschrieben</translation>
    </message>
    <message>
        <source>The clock counts as right again.</source>
        <translation>Die Uhr gilt wieder als richtig.</translation>
    </message>
    <message>
        <source>Other lanes work.</source>
        <translation>Andere Spuren gehen.</translation>
    </message>
    <message>
        <source>All works; more cars are asked about.</source>
        <translation>Alles geht; bei mehr Autos wird gefragt.</translation>
    </message>
    <message>
        <source>Video, OPEN and keypad work.</source>
        <translation>Bild, ÖFFNEN und Tastatur gehen.</translation>
    </message>
    <message>
        <source>Reading and log go on.</source>
        <translation>Lesen und Protokoll laufen weiter.</translation>
    </message>
    <message>
        <source>Cars are decided as before.</source>
        <translation>Über Autos wird entschieden wie zuvor.</translation>
    </message>
    <message>
        <source>All else works.</source>
        <translation>Alles andere geht.</translation>
    </message>
    <message>
        <source>OPEN works.</source>
        <translation>ÖFFNEN geht.</translation>
    </message>
    <message>
        <source>Entries without times work.</source>
        <translation>Einträge ohne Zeiten gelten.</translation>
    </message>
    <message>
        <source>Lists and lockdown are as before.</source>
        <translation>Listen und Sperre sind wie zuvor.</translation>
    </message>
    <message>
        <source>Call the installer.</source>
        <translation>Den Errichter anrufen.</translation>
    </message>
    <message>
        <source>Look at the lens.</source>
        <translation>Linse ansehen.</translation>
    </message>
    <message>
        <source>Look outside, open by hand.</source>
        <translation>Hinaussehen, von Hand öffnen.</translation>
    </message>
    <message>
        <source>Clean the lens, check the light.</source>
        <translation>Linse reinigen, Licht prüfen.</translation>
    </message>
    <message>
        <source>Type the plate.</source>
        <translation>Kennzeichen tippen.</translation>
    </message>
    <message>
        <source>Type the plate. Call the installer.</source>
        <translation>Kennzeichen tippen. Den Errichter anrufen.</translation>
    </message>
    <message>
        <source>Use the key switch.</source>
        <translation>Schlüsselschalter benutzen.</translation>
    </message>
    <message>
        <source>Carry on. Call after 24 h.</source>
        <translation>Weiter. Nach 24 h anrufen.</translation>
    </message>
    <message>
        <source>Export, or call.</source>
        <translation>Exportieren, oder anrufen.</translation>
    </message>
    <message>
        <source>Open the cabinet door, call.</source>
        <translation>Schranktür öffnen, anrufen.</translation>
    </message>
    <message>
        <source>Set the clock.</source>
        <translation>Uhr stellen.</translation>
    </message>
    <message>
        <source>Watch the screen.</source>
        <translation>Auf den Bildschirm sehen.</translation>
    </message>
    <message>
        <source>Look at the gates.</source>
        <translation>Tore ansehen.</translation>
    </message>
    <message>
        <source>Do not open. Call the supervisor.</source>
        <translation>Nicht öffnen. Die Leitung anrufen.</translation>
    </message>
    <message>
        <source>Look outside now.</source>
        <translation>Jetzt hinaussehen.</translation>
    </message>
    <message>
        <source>Switch it off at the cabinet.</source>
        <translation>Am Schrank ausschalten.</translation>
    </message>
    <message>
        <source>Look at the gate; use the key switch.</source>
        <translation>Tor ansehen; Schlüsselschalter benutzen.</translation>
    </message>
    <message>
        <source>Ask who opened, and why.</source>
        <translation>Fragen, wer geöffnet hat und warum.</translation>
    </message>
    <message>
        <source>Ask who it was. Make new words.</source>
        <translation>Fragen, wer es war. Neue Wörter anlegen.</translation>
    </message>
    <message>
        <source>A supervisor ends it.</source>
        <translation>Die Leitung beendet sie.</translation>
    </message>
    <message>
        <source>Call the host.</source>
        <translation>Den Gastgeber anrufen.</translation>
    </message>
    <message>
        <source>Go through the list, the worst first.</source>
        <translation>Die Liste durchgehen, das Schlimmste zuerst.</translation>
    </message>
    <message>
        <source>Save a report (Health) and send it.</source>
        <translation>Bericht speichern (Zustand) und senden.</translation>
    </message>
    <message>
        <source>Look at it, then tap SEEN.</source>
        <translation>Ansehen, dann GESEHEN tippen.</translation>
    </message>
    <message>
        <source>Something was wrong with {camera} for {long}, until {until}.</source>
        <translation>Mit {camera} stimmte {long} lang etwas nicht, bis {until}.</translation>
    </message>
    <message>
        <source>{camera} sent no picture for {long}, until {until}.</source>
        <translation>{camera} sandte {long} lang kein Bild, bis {until}.</translation>
    </message>
    <message>
        <source>The recording of {camera} was over for {long}, until {until}.</source>
        <translation>Die Aufnahme von {camera} war {long} lang zu Ende, bis {until}.</translation>
    </message>
    <message>
        <source>The picture of {camera} stood still for {long}, until {until}.</source>
        <translation>Das Bild von {camera} stand {long} lang still, bis {until}.</translation>
    </message>
    <message>
        <source>Nothing was to be seen from {camera} for {long}, until {until}.</source>
        <translation>Von {camera} war {long} lang nichts zu sehen, bis {until}.</translation>
    </message>
    <message>
        <source>The picture of {camera} was another than usual for {long}, until {until}.</source>
        <translation>Das Bild von {camera} war {long} lang anders als sonst, bis {until}.</translation>
    </message>
    <message>
        <source>{camera} refused the password for {long}, until {until}.</source>
        <translation>{camera} lehnte {long} lang das Passwort ab, bis {until}.</translation>
    </message>
    <message>
        <source>{camera} sent a picture that could not be read for {long}, until {until}.</source>
        <translation>{camera} sandte {long} lang ein Bild, das nicht lesbar war, bis {until}.</translation>
    </message>
    <message>
        <source>{camera} read fewer plates than usual for {long}, until {until}.</source>
        <translation>{camera} las {long} lang weniger Kennzeichen als sonst, bis {until}.</translation>
    </message>
    <message>
        <source>{camera} saw fewer cars than usual for {long}, until {until}.</source>
        <translation>{camera} sah {long} lang weniger Autos als sonst, bis {until}.</translation>
    </message>
    <message>
        <source>Reading was slow for {long}, until {until}.</source>
        <translation>Das Lesen war {long} lang langsam, bis {until}.</translation>
    </message>
    <message>
        <source>Plates were not read for {long}, until {until}.</source>
        <translation>{long} lang wurden keine Kennzeichen gelesen, bis {until}.</translation>
    </message>
    <message>
        <source>The relay of {gate} was in trouble for {long}, until {until}.</source>
        <translation>Das Relais von {gate} war {long} lang gestört, bis {until}.</translation>
    </message>
    <message>
        <source>There was no link to the relay of {gate} for {long}, until {until}.</source>
        <translation>Zum Relais von {gate} gab es {long} lang keine Verbindung, bis {until}.</translation>
    </message>
    <message>
        <source>The relay of {gate} refused the password for {long}, until {until}.</source>
        <translation>Das Relais von {gate} lehnte {long} lang das Passwort ab, bis {until}.</translation>
    </message>
    <message>
        <source>It was not known for {long}, until {until}, whether {gate} had got a command.</source>
        <translation>{long} lang, bis {until}, war nicht bekannt, ob {gate} einen Befehl bekommen hatte.</translation>
    </message>
    <message>
        <source>The relay of {gate} stayed on for {long}, until {until}.</source>
        <translation>Das Relais von {gate} blieb {long} lang an, bis {until}.</translation>
    </message>
    <message>
        <source>{gate} was in trouble for {long}, until {until}.</source>
        <translation>{gate} war {long} lang gestört, bis {until}.</translation>
    </message>
    <message>
        <source>{gate} had not moved after a command for {long}, until {until}.</source>
        <translation>{gate} hatte sich nach einem Befehl {long} lang nicht bewegt, bis {until}.</translation>
    </message>
    <message>
        <source>{gate} stood open without a command for {long}, until {until}.</source>
        <translation>{gate} stand {long} lang ohne Befehl offen, bis {until}.</translation>
    </message>
    <message>
        <source>The relay of {gate} was switched on at {from}, but not by this program.</source>
        <translation>Das Relais von {gate} wurde um {from} eingeschaltet, aber nicht von diesem Programm.</translation>
    </message>
    <message>
        <source>{gate} stood open too long, by {long}, until {until}.</source>
        <translation>{gate} stand um {long} zu lange offen, bis {until}.</translation>
    </message>
    <message>
        <source>A second car passed at {gate} on one opening at {from}.</source>
        <translation>Um {from} fuhr bei einer Öffnung von {gate} ein zweites Auto mit durch.</translation>
    </message>
    <message>
        <source>STOP of {gate} did not end for {long}, until {until}.</source>
        <translation>STOPP von {gate} endete {long} lang nicht, bis {until}.</translation>
    </message>
    <message>
        <source>Hold open of {gate} did not end for {long}, until {until}.</source>
        <translation>Das Offenhalten von {gate} endete {long} lang nicht, bis {until}.</translation>
    </message>
    <message>
        <source>Somebody was at the tamper contact of {gate} for {long}, until {until}.</source>
        <translation>Am Sabotagekontakt von {gate} war {long} lang jemand, bis {until}.</translation>
    </message>
    <message>
        <source>The cabinet door of {gate} was open for {long}, until {until}.</source>
        <translation>Die Schranktür von {gate} war {long} lang offen, bis {until}.</translation>
    </message>
    <message>
        <source>The control of {gate} stood still for {long}, until {until}.</source>
        <translation>Die Steuerung von {gate} stand {long} lang still, bis {until}.</translation>
    </message>
    <message>
        <source>The list server was away for {long}, until {until}. Nothing is lost.</source>
        <translation>Der Listenserver war {long} lang fort, bis {until}. Nichts ist verloren.</translation>
    </message>
    <message>
        <source>PostgreSQL was away for {long}, until {until}. Nothing is lost.</source>
        <translation>PostgreSQL war {long} lang fort, bis {until}. Nichts ist verloren.</translation>
    </message>
    <message>
        <source>Records waited for the server for {long}, until {until}. Nothing is lost.</source>
        <translation>Einträge warteten {long} lang auf den Server, bis {until}. Nichts ist verloren.</translation>
    </message>
    <message>
        <source>The record was in trouble for {long}, until {until}.</source>
        <translation>Die Aufzeichnung war {long} lang gestört, bis {until}.</translation>
    </message>
    <message>
        <source>The record could not be written for {long}, until {until}.</source>
        <translation>Die Aufzeichnung konnte {long} lang nicht geschrieben werden, bis {until}.</translation>
    </message>
    <message>
        <source>No backup could be made for {long}, until {until}.</source>
        <translation>{long} lang gelang keine Sicherung, bis {until}.</translation>
    </message>
    <message>
        <source>The second place for backups was missing for {long}, until {until}.</source>
        <translation>Der zweite Ort für Sicherungen fehlte {long} lang, bis {until}.</translation>
    </message>
    <message>
        <source>There was too little room on the disk for {long}, until {until}.</source>
        <translation>Auf der Festplatte war {long} lang zu wenig Platz, bis {until}.</translation>
    </message>
    <message>
        <source>No new pictures were kept for {long}, until {until}: the disk was full.</source>
        <translation>{long} lang, bis {until}, wurden keine neuen Bilder aufbewahrt: die Festplatte war voll.</translation>
    </message>
    <message>
        <source>The computer was too hot for {long}, until {until}.</source>
        <translation>Der Rechner war {long} lang zu heiß, bis {until}.</translation>
    </message>
    <message>
        <source>The clock was not safe for {long}, until {until}.</source>
        <translation>Die Uhr war {long} lang nicht sicher, bis {until}.</translation>
    </message>
    <message>
        <source>There was no sound for {long}, until {until}.</source>
        <translation>{long} lang gab es keinen Ton, bis {until}.</translation>
    </message>
    <message>
        <source>A part of the program stood still for {long}, until {until}.</source>
        <translation>Ein Teil des Programms stand {long} lang still, bis {until}.</translation>
    </message>
    <message>
        <source>There was a lockdown for {long}, until {until}.</source>
        <translation>{long} lang galt die Sperre, bis {until}.</translation>
    </message>
    <message>
        <source>The banned {plate} was here for {long}, until {until}.</source>
        <translation>Das gesperrte {plate} war {long} lang hier, bis {until}.</translation>
    </message>
    <message>
        <source>Visitor {plate} for {who} was inside longer than allowed, by {long}, until {until}.</source>
        <translation>Besuch {plate} für {who} war um {long} länger drin als erlaubt, bis {until}.</translation>
    </message>
    <message>
        <source>{n} alerts came in 10 minutes; the first was: {first}. That went on for {long}, until {until}.</source>
        <translation>{n} Alarme kamen in 10 Minuten; der erste war: {first}. Das ging {long} lang, bis {until}.</translation>
    </message>
    <message>
        <source>{first}. This went on for {long}, until {until}.</source>
        <translation>{first}. Das ging {long} lang, bis {until}.</translation>
    </message>
    <message>
        <source>Nothing on this list fits &quot;{search}&quot;, but {n} on others: see the tabs.</source>
        <translation>Auf dieser Liste passt nichts zu &quot;{search}&quot;, auf anderen {n}: siehe die Reiter.</translation>
    </message>
    <message>
        <source>You can read this entry. A supervisor can change it.</source>
        <translation>Dieser Eintrag ist lesbar. Die Leitung kann ihn ändern.</translation>
    </message>
    <message>
        <source>Signed out. Your changes are kept for 30 minutes; sign in to save them.</source>
        <translation>Abgemeldet. Änderungen bleiben 30 Minuten; zum Speichern anmelden.</translation>
    </message>
    <message>
        <source>Say why: the guard at the gate reads it. Choose a reason.</source>
        <translation>Grund angeben: die Wache am Tor liest ihn. Einen wählen.</translation>
    </message>
    <message>
        <source>It ends before it begins. Change a date.</source>
        <translation>Das Ende liegt vor dem Anfang. Ein Datum ändern.</translation>
    </message>
    <message>
        <source>At most {most} plates at once. Choose fewer, or use an import.</source>
        <translation>Höchstens {most} Kennzeichen auf einmal. Weniger wählen, oder importieren.</translation>
    </message>
    <message>
        <source>No picture of {plate} is kept. It can be taken once the car was here.</source>
        <translation>Von {plate} ist kein Bild da. Es gibt eines, wenn das Auto hier war.</translation>
    </message>
    <message>
        <source>This picture is no longer kept. Choose another one.</source>
        <translation>Dieses Bild ist nicht mehr da. Ein anderes wählen.</translation>
    </message>
    <message>
        <source>{actor} saved it while you were editing. Nothing of yours is lost: choose what stands.</source>
        <translation>{actor} hat inzwischen gespeichert. Nichts ging verloren: wählen, was gilt.</translation>
    </message>
    <message>
        <source>{actor} took it off the list while you were editing. Add it again, or go back.</source>
        <translation>{actor} hat es inzwischen von der Liste genommen. Wieder anlegen, oder zurück.</translation>
    </message>
    <message>
        <source>{n} plates were taken off their lists.</source>
        <translation>{n} Kennzeichen wurden von ihren Listen genommen.</translation>
    </message>
    <message>
        <source>{n} plates are valid {until}.</source>
        <translation>{n} Kennzeichen gelten {until}.</translation>
    </message>
    <message>
        <source>Undone. All is as it was before.</source>
        <translation>Zurückgenommen. Alles ist wie zuvor.</translation>
    </message>
    <message>
        <source>{plate} is banned from now on. Passages in the last 90 days: {n}</source>
        <translation>{plate} ist ab jetzt gesperrt. Durchfahrten in den letzten 90 Tagen: {n}</translation>
    </message>
    <message>
        <source>No groups yet. A group gives a company or a flat the same hours and gates.</source>
        <translation>Noch keine Gruppen. Eine Gruppe gibt einer Firma oder Wohnung dieselben Zeiten und Tore.</translation>
    </message>
    <message>
        <source>No holidays yet. Entries can be closed on them, or hold on them alone.</source>
        <translation>Noch keine Feiertage. Einträge können dann ruhen, oder nur dann gelten.</translation>
    </message>
    <message>
        <source>Nothing was changed yet.</source>
        <translation>Noch nichts wurde geändert.</translation>
    </message>
    <message>
        <source>{path} is outside of what may be opened here. Use a stick or the data folder.</source>
        <translation>{path} liegt außerhalb dessen, was hier zu öffnen ist. Stick oder Datenordner nehmen.</translation>
    </message>
    <message>
        <source>No CSV or XLSX file here. Put one on a USB stick and plug it in.</source>
        <translation>Hier ist keine CSV- oder XLSX-Datei. Eine auf einen USB-Stick legen und einstecken.</translation>
    </message>
    <message>
        <source>No stick is plugged in. Plug one in, then look again.</source>
        <translation>Kein Stick steckt. Einen einstecken, dann nochmals nachsehen.</translation>
    </message>
    <message>
        <source>{n} entries are in {path}. The file is full of plates: keep it safe.</source>
        <translation>{n} Einträge sind in {path}. Die Datei ist voller Kennzeichen: sicher aufbewahren.</translation>
    </message>
    <message>
        <source>Reading the file. Nothing is changed.</source>
        <translation>Datei wird gelesen. Nichts wird geändert.</translation>
    </message>
    <message>
        <source>Comparing with the lists</source>
        <translation>Vergleich mit den Listen</translation>
    </message>
    <message>
        <source>Taking the file over</source>
        <translation>Datei wird übernommen</translation>
    </message>
    <message>
        <source>Taking the import back</source>
        <translation>Import wird zurückgenommen</translation>
    </message>
    <message>
        <source>This check is no longer valid. Check the file again.</source>
        <translation>Diese Prüfung gilt nicht mehr. Datei nochmals prüfen.</translation>
    </message>
    <message>
        <source>Type the number of entries that go: {n}. Nothing was changed.</source>
        <translation>Zahl der Einträge tippen, die gehen: {n}. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>This import is more than 24 hours old. Undo single changes instead.</source>
        <translation>Dieser Import ist über 24 Stunden alt. Einzelne Änderungen zurücknehmen.</translation>
    </message>
    <message>
        <source>The file changes nothing: all of it is on the lists already.</source>
        <translation>Die Datei ändert nichts: alles steht schon auf den Listen.</translation>
    </message>
    <message>
        <source>Say which column has the plates: tap it below.</source>
        <translation>Angeben, welche Spalte die Kennzeichen hat: unten tippen.</translation>
    </message>
    <message>
        <source>{n} entries are not in the file and would be removed. Type {n} to allow that.</source>
        <translation>{n} Einträge fehlen in der Datei und würden entfernt. Zum Erlauben {n} tippen.</translation>
    </message>
    <message>
        <source>{n} rows cannot be read. A file that is the whole list must be without mistakes.</source>
        <translation>{n} Zeilen sind nicht lesbar. Eine Datei, die die ganze Liste ist, muss fehlerfrei sein.</translation>
    </message>
    <message>
        <source>A guard reads the last 24 hours. Ask a supervisor for more.</source>
        <translation>Die Wache liest die letzten 24 Stunden. Für mehr die Leitung fragen.</translation>
    </message>
    <message>
        <source>Gates and reading go on. Look again in a moment.</source>
        <translation>Tore und Lesen laufen weiter. Gleich nochmals nachsehen.</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>Vorfall</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>Beschwerde</translation>
    </message>
    <message>
        <source>Police request</source>
        <translation>Anfrage der Polizei</translation>
    </message>
    <message>
        <source>Asked by the owner</source>
        <translation>Vom Halter verlangt</translation>
    </message>
    <message>
        <source>Check of the record</source>
        <translation>Prüfung der Aufzeichnung</translation>
    </message>
    <message>
        <source>The note is kept.</source>
        <translation>Die Notiz ist gesichert.</translation>
    </message>
    <message>
        <source>The note has {n} characters, {most} are possible. Write it shorter.</source>
        <translation>Die Notiz hat {n} Zeichen, {most} sind möglich. Kürzer schreiben.</translation>
    </message>
    <message>
        <source>This passage has {most} notes: no more fit.</source>
        <translation>Diese Durchfahrt hat {most} Notizen: mehr passen nicht.</translation>
    </message>
    <message>
        <source>The note to correct is not there. Look again.</source>
        <translation>Die Notiz zum Berichtigen ist nicht da. Noch einmal nachsehen.</translation>
    </message>
    <message>
        <source>Sign in first: a note has a name.</source>
        <translation>Erst anmelden: eine Notiz hat einen Namen.</translation>
    </message>
    <message>
        <source>A note stays as it is written. A correction stands below it.</source>
        <translation>Eine Notiz bleibt, wie sie geschrieben ist. Eine Berichtigung steht darunter.</translation>
    </message>
    <message>
        <source>This passage is no longer there, or is older than you may see.</source>
        <translation>Diese Durchfahrt gibt es nicht mehr, oder sie ist älter als sichtbar sein darf.</translation>
    </message>
    <message>
        <source>No row of the chain names it (imported).</source>
        <translation>Keine Zeile der Kette nennt es (importiert).</translation>
    </message>
    <message>
        <source>The picture is gone or is not the one that was kept. It is not shown.</source>
        <translation>Das Bild ist fort oder nicht das aufbewahrte. Es wird nicht gezeigt.</translation>
    </message>
    <message>
        <source>The picture cannot be read.</source>
        <translation>Das Bild ist nicht lesbar.</translation>
    </message>
    <message>
        <source>No picture was kept.</source>
        <translation>Kein Bild wurde aufbewahrt.</translation>
    </message>
    <message>
        <source>Accident</source>
        <translation>Unfall</translation>
    </message>
    <message>
        <source>Damage</source>
        <translation>Schaden</translation>
    </message>
    <message>
        <source>Dispute</source>
        <translation>Streit</translation>
    </message>
    <message>
        <source>Theft</source>
        <translation>Diebstahl</translation>
    </message>
    <message>
        <source>Nothing of it is deleted until a supervisor releases it. Then it is looked at.</source>
        <translation>Nichts davon wird gelöscht, bis die Leitung es freigibt. Dann wird nachgesehen.</translation>
    </message>
    <message>
        <source>Pages (PDF), pictures, a table (CSV) and a manifest with the hash of each file.</source>
        <translation>Seiten (PDF), Bilder, eine Tabelle (CSV) und ein Verzeichnis mit der Prüfsumme jeder Datei.</translation>
    </message>
    <message>
        <source>No place to write to was found. Nothing was written. Put a USB stick in.</source>
        <translation>Kein Ort zum Schreiben gefunden. Nichts wurde geschrieben. Einen USB-Stick einstecken.</translation>
    </message>
    <message>
        <source>The stick is gone. Nothing was written. Put it in and choose it again.</source>
        <translation>Der Stick ist fort. Nichts wurde geschrieben. Einstecken und neu wählen.</translation>
    </message>
    <message>
        <source>Stopped. Nothing of it is left there.</source>
        <translation>Angehalten. Nichts davon blieb dort.</translation>
    </message>
    <message>
        <source>Getting ready to cover other plates</source>
        <translation>Abdecken anderer Kennzeichen wird vorbereitet</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished">Bilder</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Writing and reading back</source>
        <translation>Wird geschrieben und zurückgelesen</translation>
    </message>
    <message>
        <source>{count} passages are more than one export takes ({most}).</source>
        <translation>{count} Durchfahrten sind mehr, als ein Export fasst ({most}).</translation>
    </message>
    <message>
        <source>{path} is there already. Nothing was written.</source>
        <translation>{path} ist schon da. Nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>{needed_mb} MB are needed, {free_mb} MB are free. Nothing was written. Use another stick.</source>
        <translation>{needed_mb} MB sind nötig, {free_mb} MB sind frei. Nichts wurde geschrieben. Anderen Stick nehmen.</translation>
    </message>
    <message>
        <source>The stick cannot be written ({why}). Nothing is left there. Use another one.</source>
        <translation>Der Stick ist nicht schreibbar ({why}). Nichts blieb dort. Anderen nehmen.</translation>
    </message>
    <message>
        <source>The stick does not hold what was written to it. Use another one.</source>
        <translation>Der Stick behält nicht, was darauf geschrieben wurde. Anderen nehmen.</translation>
    </message>
    <message>
        <source>It was not printed ({why}). Check the printer, or save to USB.</source>
        <translation>Es wurde nicht gedruckt ({why}). Drucker prüfen, oder auf USB speichern.</translation>
    </message>
    <message>
        <source>The list was sent to the printer.</source>
        <translation>Die Liste ging an den Drucker.</translation>
    </message>
    <message>
        <source>The list is on {target}.</source>
        <translation>Die Liste ist auf {target}.</translation>
    </message>
    <message>
        <source>No car here.</source>
        <translation>Hier ist kein Auto.</translation>
    </message>
    <message>
        <source>Type a number of cars, such as 43.</source>
        <translation>Eine Zahl von Autos tippen, etwa 43.</translation>
    </message>
    <message>
        <source>Count kept: {n} there, {m} on the list.</source>
        <translation>Zählung vermerkt: {n} da, {m} auf der Liste.</translation>
    </message>
    <message>
        <source>Counting</source>
        <translation>Wird gezählt</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Wird geschrieben</translation>
    </message>
    <message>
        <source>The report is on {target}. SHA-256 {hash}</source>
        <translation>Der Bericht ist auf {target}. SHA-256 {hash}</translation>
    </message>
    <message>
        <source>A guard sees today&apos;s counts. Ask a supervisor for more.</source>
        <translation>Die Wache sieht die Zahlen von heute. Für mehr die Leitung fragen.</translation>
    </message>
    <message>
        <source>A report is about {most} days at most. Choose fewer days.</source>
        <translation>Ein Bericht umfasst höchstens {most} Tage. Weniger wählen.</translation>
    </message>
    <message>
        <source>Devices with requests of their own and plug-ins are set up in the site file.</source>
        <translation>Geräte mit eigenen Anfragen und Plug-ins werden in der Standortdatei eingerichtet.</translation>
    </message>
    <message>
        <source>This must not stay empty.</source>
        <translation>Das darf nicht leer bleiben.</translation>
    </message>
    <message>
        <source>Type a whole number.</source>
        <translation>Eine ganze Zahl eingeben.</translation>
    </message>
    <message>
        <source>No serial port was found. Check its cable, or type the path.</source>
        <translation>Keine serielle Schnittstelle gefunden. Kabel prüfen oder den Pfad eingeben.</translation>
    </message>
    <message>
        <source>Nothing is sent to any of them until you test the gate.</source>
        <translation>An keine wird etwas gesendet, bis das Tor getestet wird.</translation>
    </message>
    <message>
        <source>Setup is not finished ({step}). Open it and make the result sheet.</source>
        <translation>Die Einrichtung ist nicht fertig ({step}). Aufrufen und das Ergebnisblatt machen.</translation>
    </message>
    <message>
        <source>The report is kept: {path}. It names no plate and no password.</source>
        <translation>Der Bericht ist aufbewahrt: {path}. Er nennt kein Kennzeichen und kein Passwort.</translation>
    </message>
    <message>
        <source>Started 5 times within a minute. Wait {s} s, then tap Retry.</source>
        <translation>5-mal in einer Minute gestartet. {s} s warten, dann &quot;Nochmals&quot; tippen.</translation>
    </message>
    <message>
        <source>This step can&apos;t be done later.</source>
        <translation>Dieser Schritt lässt sich nicht aufschieben.</translation>
    </message>
    <message>
        <source>Nobody can sign in yet. Go back to step 4 and let the supervisor type a PIN.</source>
        <translation>Noch kann sich niemand anmelden. Zu Schritt 4 zurückgehen und die Leitung eine PIN tippen lassen.</translation>
    </message>
    <message>
        <source>The drive test is not passed: each lane needs 5 cars in a row that were read. Drive on, tap Later, or let a supervisor accept the risk.</source>
        <translation>Die Probefahrt ist nicht bestanden: jede Spur braucht 5 gelesene Autos in Folge. Weiterfahren, &quot;Später&quot; tippen oder die Leitung das Risiko übernehmen lassen.</translation>
    </message>
    <message>
        <source>There are people with a PIN already. Use Users and PINs.</source>
        <translation>Es gibt schon Personen mit PIN. Benutzer und PINs aufrufen.</translation>
    </message>
    <message>
        <source>Automatic opening is on without a drive test. The record says who did it.</source>
        <translation>Tore öffnen von selbst, ohne Probefahrt. Aufgezeichnet ist, wer es so wollte.</translation>
    </message>
    <message>
        <source>Result sheet kept: {sheet}</source>
        <translation>Ergebnisblatt aufbewahrt: {sheet}</translation>
    </message>
</context>
<context>
    <name>nav</name>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation>Drinnen</translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished">Verlauf</translation>
    </message>
    <message>
        <source>look into the history</source>
        <translation>in den Verlauf sehen</translation>
    </message>
    <message>
        <source>see the reports</source>
        <translation>die Berichte sehen</translation>
    </message>
    <message>
        <source>type a plate</source>
        <translation>ein Kennzeichen tippen</translation>
    </message>
    <message>
        <source>make a quick pass</source>
        <translation>einen Passierschein ausstellen</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Listen</translation>
    </message>
    <message>
        <source>see the lists</source>
        <translation>die Listen ansehen</translation>
    </message>
    <message>
        <source>commission the gates</source>
        <translation>die Tore abnehmen</translation>
    </message>
    <message>
        <source>Hand-over</source>
        <translation>Übergabe</translation>
    </message>
    <message>
        <source>see users and PINs</source>
        <translation>Benutzer und PINs ansehen</translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished">Mehr</translation>
    </message>
    <message>
        <source>look at the cameras</source>
        <translation>die Kameras ansehen</translation>
    </message>
    <message>
        <source>change how the screen looks</source>
        <translation>das Aussehen ändern</translation>
    </message>
    <message>
        <source>see what is kept and erase a plate</source>
        <translation>ansehen, was aufbewahrt wird, und ein Kennzeichen löschen</translation>
    </message>
</context>
<context>
    <name>places</name>
    <message>
        <source>Cameras</source>
        <translation type="unfinished">Kameras</translation>
    </message>
    <message>
        <source>Gates and relays</source>
        <translation type="unfinished">Tore und Relais</translation>
    </message>
    <message>
        <source>Users and PINs</source>
        <translation>Benutzer und PINs</translation>
    </message>
    <message>
        <source>Who may do what</source>
        <translation>Wer was darf</translation>
    </message>
    <message>
        <source>Keeping data</source>
        <translation type="unfinished">Aufbewahrung</translation>
    </message>
    <message>
        <source>How long, and erasing</source>
        <translation>Wie lange, und löschen</translation>
    </message>
    <message>
        <source>Language and look</source>
        <translation type="unfinished">Sprache und Aussehen</translation>
    </message>
    <message>
        <source>Text, sound, brightness</source>
        <translation>Schrift, Ton, Helligkeit</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Cameras, reader, relays, disk</source>
        <translation>Kameras, Leser, Relais, Platte</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Berichte</translation>
    </message>
    <message>
        <source>Passages, waiting, gates</source>
        <translation>Durchfahrten, Warten, Tore</translation>
    </message>
    <message>
        <source>Setup again</source>
        <translation>Neu einrichten</translation>
    </message>
    <message>
        <source>Step by step</source>
        <translation>Schritt für Schritt</translation>
    </message>
</context>
<context>
    <name>relays</name>
    <message>
        <source>Address of the relay, such as 192.168.1.40</source>
        <translation type="unfinished">Adresse des Relais, etwa 192.168.1.40</translation>
    </message>
    <message>
        <source>At which port is the board?</source>
        <translation>An welcher Schnittstelle ist die Karte?</translation>
    </message>
    <message>
        <source>Password of the device; leave it empty if it has none</source>
        <translation>Passwort des Geräts; leer lassen, wenn es keines hat</translation>
    </message>
    <message>
        <source>User on the device</source>
        <translation>Benutzer auf dem Gerät</translation>
    </message>
    <message>
        <source>Which output? Counted from 0</source>
        <translation>Welcher Ausgang? Gezählt ab 0</translation>
    </message>
    <message>
        <source>Which output? Counted from 1</source>
        <translation>Welcher Ausgang? Gezählt ab 1</translation>
    </message>
    <message>
        <source>Modbus address of the board</source>
        <translation>Modbus-Adresse der Karte</translation>
    </message>
    <message>
        <source>How many outputs has the board?</source>
        <translation>Wie viele Ausgänge hat die Karte?</translation>
    </message>
    <message>
        <source>Shelly, generation 2 or later</source>
        <translation>Shelly ab Generation 2</translation>
    </message>
    <message>
        <source>Shelly, generation 1</source>
        <translation>Shelly, Generation 1</translation>
    </message>
    <message>
        <source>Modbus board, network</source>
        <translation>Modbus-Karte, Netz</translation>
    </message>
    <message>
        <source>Modbus board, RS-485</source>
        <translation>Modbus-Karte, RS-485</translation>
    </message>
    <message>
        <source>LCUS board, USB</source>
        <translation>LCUS-Karte, USB</translation>
    </message>
    <message>
        <source>Numato module, USB</source>
        <translation>Numato-Modul, USB</translation>
    </message>
    <message>
        <source>KMTronic board, USB</source>
        <translation>KMTronic-Karte, USB</translation>
    </message>
    <message>
        <source>Axis camera or module</source>
        <translation>Axis-Kamera oder -Modul</translation>
    </message>
    <message>
        <source>Number of the port, as on the device</source>
        <translation>Nummer des Anschlusses, wie am Gerät</translation>
    </message>
    <message>
        <source>Output of an ONVIF camera</source>
        <translation>Ausgang einer ONVIF-Kamera</translation>
    </message>
    <message>
        <source>Tasmota</source>
        <translation>Tasmota</translation>
    </message>
    <message>
        <source>ESPHome</source>
        <translation>ESPHome</translation>
    </message>
    <message>
        <source>Name of the switch, as gate</source>
        <translation>Name des Schalters, etwa gate</translation>
    </message>
    <message>
        <source>Home Assistant</source>
        <translation>Home Assistant</translation>
    </message>
    <message>
        <source>Address, such as 192.168.1.40:8123</source>
        <translation>Adresse, etwa 192.168.1.40:8123</translation>
    </message>
    <message>
        <source>Which switch? Such as switch.gate</source>
        <translation>Welcher Schalter? Etwa switch.gate</translation>
    </message>
    <message>
        <source>Its long-lived access token</source>
        <translation>Sein dauerhaftes Zugangstoken</translation>
    </message>
</context>
<context>
    <name>ruler</name>
    <message>
        <source>Plate {px} px ({need})</source>
        <translation>Kennzeichen {px} px ({need})</translation>
    </message>
    <message>
        <source>Text {px} px ({need})</source>
        <translation>Schrift {px} px ({need})</translation>
    </message>
    <message>
        <source>Tilt {px}° ({need})</source>
        <translation>Neigung {px}° ({need})</translation>
    </message>
    <message>
        <source>Sharpness: {grade}</source>
        <translation>Schärfe: {grade}</translation>
    </message>
</context>
</TS>
