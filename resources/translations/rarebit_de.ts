<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Catalogue</name>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>on or off</source>
        <translation>an oder aus</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>usually %1</source>
        <translation>üblich %1</translation>
    </message>
    <message>
        <source>%1; usually %2</source>
        <translation>%1; üblich %2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no number</source>
        <translation>„%1“ ist keine Zahl</translation>
    </message>
    <message>
        <source>%1 is no whole number</source>
        <translation>%1 ist keine ganze Zahl</translation>
    </message>
    <message>
        <source>%1 is not within %2</source>
        <translation>%1 liegt nicht in %2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is neither true nor false</source>
        <translation>„%1“ ist weder true noch false</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is none of %2</source>
        <translation>„%1“ ist keines von %2</translation>
    </message>
</context>
<context>
    <name>Curves</name>
    <message>
        <source>Pareto front</source>
        <translation>Pareto-Front</translation>
    </message>
    <message>
        <source>Hull</source>
        <translation>Hülle</translation>
    </message>
</context>
<context>
    <name>Distribution</name>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>%1 per bin</source>
        <translation>%1 je Klasse</translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>Verteilung</translation>
    </message>
    <message>
        <source>original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>levels</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>%1 beyond</source>
        <translation>%1 darüber hinaus</translation>
    </message>
</context>
<context>
    <name>Numbers</name>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>h</source>
        <translation>h</translation>
    </message>
    <message>
        <source>d</source>
        <translation>d</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>Results of another project</source>
        <translation>Ergebnisse eines anderen Projekts</translation>
    </message>
</context>
<context>
    <name>Raster</name>
    <message>
        <source>BT.601 assumed</source>
        <translation>BT.601 angenommen</translation>
    </message>
    <message>
        <source>full range</source>
        <translation>voller Bereich</translation>
    </message>
    <message>
        <source>limited range</source>
        <translation>begrenzter Bereich</translation>
    </message>
    <message>
        <source>limited range assumed</source>
        <translation>begrenzter Bereich angenommen</translation>
    </message>
    <message>
        <source>shown as RGB: %1, %2</source>
        <translation>als RGB gezeigt: %1, %2</translation>
    </message>
    <message>
        <source>CMYK, shown as RGB without a colour profile</source>
        <translation>CMYK, als RGB ohne Farbprofil gezeigt</translation>
    </message>
    <message>
        <source>%1, its channels shown as red, green, blue</source>
        <translation>%1, die Kanäle als Rot, Grün, Blau gezeigt</translation>
    </message>
    <message>
        <source>the first 3 of %1 channels are shown</source>
        <translation>die ersten 3 von %1 Kanälen werden gezeigt</translation>
    </message>
    <message>
        <source>Cyan</source>
        <translation>Cyan</translation>
    </message>
    <message>
        <source>Magenta</source>
        <translation>Magenta</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>Gelb</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>Schwarz</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alpha</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Grau</translation>
    </message>
    <message>
        <source>Channel %1</source>
        <translation>Kanal %1</translation>
    </message>
    <message>
        <source>Luma</source>
        <translation>Luma</translation>
    </message>
    <message>
        <source>Chroma blue (u)</source>
        <translation>Chroma blau (u)</translation>
    </message>
    <message>
        <source>Chroma red (v)</source>
        <translation>Chroma rot (v)</translation>
    </message>
</context>
<context>
    <name>RecoveryDifference</name>
    <message>
        <source>Assets</source>
        <translation>Assets</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>open; its file is gone</source>
        <translation>offen; die Datei fehlt</translation>
    </message>
    <message>
        <source>not in the project</source>
        <translation>nicht im Projekt</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
    <message>
        <source>in the project</source>
        <translation>im Projekt</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Asset</source>
        <translation>Asset</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>%n gewählt</numerusform>
            <numerusform>%n gewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Slot %1</source>
        <translation>Platz %1</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>Messreihe</translation>
    </message>
    <message>
        <source>what suits the asset</source>
        <translation>was zum Asset passt</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Teile</translation>
    </message>
    <message>
        <source>The rest</source>
        <translation>Der Rest</translation>
    </message>
    <message>
        <source>Rule for %1</source>
        <translation>Regel für %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Maße</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>one</source>
        <translation>eines</translation>
    </message>
    <message>
        <source>the chosen one</source>
        <translation>das gewählte</translation>
    </message>
    <message>
        <source>grid</source>
        <translation>Gitter</translation>
    </message>
    <message>
        <source>target: %1 of %2</source>
        <translation>Ziel: %1 von %2</translation>
    </message>
    <message>
        <source>hull, %1 points</source>
        <translation>Hülle, %1 Punkte</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Repeats</source>
        <translation>Wiederholungen</translation>
    </message>
    <message>
        <source>Time of a point</source>
        <translation>Zeit eines Punkts</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
    <message>
        <source>Memory of a worker</source>
        <translation>Speicher eines Arbeitsprozesses</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>shared</source>
        <translation>geteilt</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Arbeitsprozesse</translation>
    </message>
    <message>
        <source>as the settings say</source>
        <translation>wie in den Einstellungen</translation>
    </message>
    <message>
        <source>Sweep designer</source>
        <translation>Planung der Messreihe</translation>
    </message>
    <message>
        <source>Workspaces</source>
        <translation>Arbeitsräume</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>Gezeigt</translation>
    </message>
    <message>
        <source>random, %1 points, seed %2</source>
        <translation>zufällig, %1 Punkte, Startwert %2</translation>
    </message>
    <message>
        <source>Latin hypercube, %1 points, seed %2</source>
        <translation>Latin Hypercube, %1 Punkte, Startwert %2</translation>
    </message>
</context>
<context>
    <name>ResultColumn</name>
    <message>
        <source>Asset</source>
        <translation>Asset</translation>
    </message>
    <message>
        <source>Hash of the asset</source>
        <translation>Hash des Assets</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Teile</translation>
    </message>
    <message>
        <source>Method of the rest</source>
        <translation>Verfahren für den Rest</translation>
    </message>
    <message>
        <source>Backend</source>
        <translation>Backend</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Anpassung</translation>
    </message>
    <message>
        <source>Lossless</source>
        <translation>Verlustfrei</translation>
    </message>
    <message>
        <source>Elements</source>
        <translation>Elemente</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>bits per element</source>
        <translation>Bit je Element</translation>
    </message>
    <message>
        <source>Compression ratio</source>
        <translation>Kompressionsfaktor</translation>
    </message>
    <message>
        <source>Ratio with model</source>
        <translation>Faktor mit Modell</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>Byte</translation>
    </message>
    <message>
        <source>Original size</source>
        <translation>Originalgröße</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Nutzdaten</translation>
    </message>
    <message>
        <source>Side information</source>
        <translation>Seiteninformation</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>File size</source>
        <translation>Dateigröße</translation>
    </message>
    <message>
        <source>Encode time</source>
        <translation>Kodierzeit</translation>
    </message>
    <message>
        <source>Shortest encode time</source>
        <translation>Kürzeste Kodierzeit</translation>
    </message>
    <message>
        <source>Encode repeats</source>
        <translation>Wiederholungen beim Kodieren</translation>
    </message>
    <message>
        <source>Decode time</source>
        <translation>Dekodierzeit</translation>
    </message>
    <message>
        <source>Shortest decode time</source>
        <translation>Kürzeste Dekodierzeit</translation>
    </message>
    <message>
        <source>Decode repeats</source>
        <translation>Wiederholungen beim Dekodieren</translation>
    </message>
    <message>
        <source>Peak memory</source>
        <translation>Speicherspitze</translation>
    </message>
    <message>
        <source>Kind of failure</source>
        <translation>Art des Fehlers</translation>
    </message>
    <message>
        <source>What failed</source>
        <translation>Was fehlschlug</translation>
    </message>
    <message>
        <source>Where it failed</source>
        <translation>Wo es fehlschlug</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>Stern</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Standard error of %1</source>
        <translation>Standardfehler von %1</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Told apart blind</source>
        <translation>Blind unterschieden</translation>
    </message>
    <message>
        <source>ABX trials</source>
        <translation>ABX-Durchgänge</translation>
    </message>
    <message>
        <source>Preferred blind</source>
        <translation>Blind bevorzugt</translation>
    </message>
    <message>
        <source>Blind votes</source>
        <translation>Blinde Stimmen</translation>
    </message>
</context>
<context>
    <name>Wall</name>
    <message>
        <source>As stored</source>
        <translation>Wie gespeichert</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>Standardabweichung</translation>
    </message>
    <message>
        <source>Kurtosis</source>
        <translation>Wölbung</translation>
    </message>
    <message>
        <source>Largest |z|</source>
        <translation>Größtes |z|</translation>
    </message>
    <message>
        <source>Share of zeros</source>
        <translation>Anteil Nullen</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>Entropie</translation>
    </message>
    <message>
        <source>Relative error</source>
        <translation>Relativer Fehler</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::AssetDock</name>
    <message>
        <source>Assets</source>
        <translation>Assets</translation>
    </message>
    <message>
        <source>Filter: words, layer:2-5, type:f16, score&gt;9</source>
        <translation>Filter: Wörter, layer:2-5, type:f16, score&gt;9</translation>
    </message>
    <message>
        <source>Filter of the assets</source>
        <translation>Filter der Assets</translation>
    </message>
    <message>
        <source>No assets yet</source>
        <translation>Noch keine Assets</translation>
    </message>
    <message>
        <source>Drop files anywhere in the window: models, KV dumps, pictures, video, sound, logs, sheets, DNA.</source>
        <translation>Dateien irgendwo ins Fenster ziehen: Modelle, KV-Dumps, Bilder, Video, Ton, Logs, Tabellen, DNA.</translation>
    </message>
    <message>
        <source>Open files…</source>
        <translation>Dateien öffnen …</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::AssetTree</name>
    <message>
        <source>Relink</source>
        <translation>Neu verknüpfen</translation>
    </message>
    <message>
        <source>Outlier score: largest distance from the mean in standard deviations</source>
        <translation>Ausreißerwert: größter Abstand vom Mittel in Standardabweichungen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>max |z|</source>
        <translation>max |z|</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Byte</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::AxesModel</name>
    <message>
        <source>Parameter</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>Verteilung</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>list</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keine</translation>
    </message>
    <message>
        <source>searched</source>
        <translation>gesucht</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>linear</translation>
    </message>
    <message>
        <source>log</source>
        <translation>log</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::ChipList</name>
    <message>
        <source>Add to %1</source>
        <translation>Zu %1 hinzufügen</translation>
    </message>
    <message>
        <source>Nothing else to add</source>
        <translation>Nichts weiter hinzuzufügen</translation>
    </message>
    <message>
        <source>Higher is better.</source>
        <translation>Höher ist besser.</translation>
    </message>
    <message>
        <source>Lower is better.</source>
        <translation>Niedriger ist besser.</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::CommandLog</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ausgang</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::CommandLogPanel</name>
    <message>
        <source>Command log</source>
        <translation>Befehlsprotokoll</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Erneut ausführen</translation>
    </message>
    <message>
        <source>Save as script…</source>
        <translation>Als Skript speichern …</translation>
    </message>
    <message>
        <source>No command yet</source>
        <translation>Noch kein Befehl</translation>
    </message>
    <message>
        <source>Each run, sweep and export appears here as a command line that gives the same result.</source>
        <translation>Jeder Lauf, jede Messreihe und jeder Export steht hier als Befehlszeile, die dasselbe Ergebnis liefert.</translation>
    </message>
    <message>
        <source>Save as script</source>
        <translation>Als Skript speichern</translation>
    </message>
    <message>
        <source>Shell scripts (*.sh)</source>
        <translation>Shell-Skripte (*.sh)</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>%1 konnte nicht geschrieben werden: %2</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::DiagnosticsPage</name>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copies all of it as text, for a report of a problem</source>
        <translation>Kopiert alles als Text, für die Meldung eines Problems</translation>
    </message>
    <message>
        <source>What this machine and this build offer</source>
        <translation>Was dieser Rechner und dieses Programm bieten</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::DifferenceDialog</name>
    <message>
        <source>What differs in %1</source>
        <translation>Was sich in %1 unterscheidet</translation>
    </message>
    <message>
        <source>Results are in the project either way: they are written as they arrive. Restoring brings back the second column, the last saved state has the third.</source>
        <translation>Ergebnisse stehen in jedem Fall im Projekt: Sie werden geschrieben, sobald sie da sind. Wiederherstellen bringt die zweite Spalte zurück, der letzte gespeicherte Stand hat die dritte.</translation>
    </message>
    <message>
        <source>Nothing differs</source>
        <translation>Kein Unterschied</translation>
    </message>
    <message>
        <source>What the window held is what is saved.</source>
        <translation>Was das Fenster hatte, ist gespeichert.</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Unterschiede</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>In the window</source>
        <translation>Im Fenster</translation>
    </message>
    <message>
        <source>Last saved</source>
        <translation>Zuletzt gespeichert</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Open last saved</source>
        <translation>Zuletzt Gespeichertes öffnen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::Doctor</name>
    <message>
        <source>none, using CPU</source>
        <translation>keine, es rechnet die CPU</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message numerus="yes">
        <source>%n thread(s), %1</source>
        <translation>
            <numerusform>%n Thread, %1</numerusform>
            <numerusform>%n Threads, %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Memory limit</source>
        <translation>Speichergrenze</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Why no GPU</source>
        <translation>Warum keine GPU</translation>
    </message>
    <message>
        <source>Compiler</source>
        <translation>Compiler</translation>
    </message>
    <message>
        <source>Window library</source>
        <translation>Fensterbibliothek</translation>
    </message>
    <message>
        <source>Help pages</source>
        <translation>Hilfeseiten</translation>
    </message>
    <message>
        <source>Module %1</source>
        <translation>Modul %1</translation>
    </message>
    <message>
        <source>%1 readers, %2 methods, %3 metrics</source>
        <translation>%1 Leser, %2 Verfahren, %3 Maße</translation>
    </message>
    <message>
        <source>broken: %1</source>
        <translation>defekt: %1</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::HelpBrowser</name>
    <message>
        <source>General</source>
        <translation>Allgemeines</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>Kinds of files</source>
        <translation>Dateiarten</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Maße</translation>
    </message>
    <message>
        <source>Studies</source>
        <translation>Studien</translation>
    </message>
    <message>
        <source>Formats of Rarebit</source>
        <translation>Formate von Rarebit</translation>
    </message>
    <message>
        <source>For developers</source>
        <translation>Für Entwickler</translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>Hilfe durchsuchen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>Rarebit help</source>
        <translation>Rarebit-Hilfe</translation>
    </message>
    <message>
        <source>First page</source>
        <translation>Erste Seite</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Pages found</source>
        <translation>Gefundene Seiten</translation>
    </message>
    <message>
        <source>%1 – Rarebit help</source>
        <translation>%1 – Rarebit-Hilfe</translation>
    </message>
    <message>
        <source>No page has all of these words.</source>
        <translation>Keine Seite enthält alle diese Wörter.</translation>
    </message>
    <message>
        <source>The window</source>
        <translation>Das Fenster</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::HelpText</name>
    <message>
        <source>Help page</source>
        <translation>Hilfeseite</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::Home</name>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Open files</source>
        <translation>Dateien öffnen</translation>
    </message>
    <message>
        <source>Models, KV caches, pictures, video, audio, logs, sheets, DNA. Or drop them here.</source>
        <translation>Modelle, KV-Caches, Bilder, Video, Ton, Logs, Tabellen, DNA. Oder hierher ziehen.</translation>
    </message>
    <message>
        <source>Try a sample</source>
        <translation>Beispiel ausprobieren</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>Letzte Projekte</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Open last saved</source>
        <translation>Letzten Stand öffnen</translation>
    </message>
    <message>
        <source>Show difference</source>
        <translation>Unterschied zeigen</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>work offline</source>
        <translation>ohne Netz</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>Weniger zeigen</translation>
    </message>
    <message numerus="yes">
        <source>Show all %n</source>
        <translation>
            <numerusform>%n zeigen</numerusform>
            <numerusform>Alle %n zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 was not closed properly.</source>
        <translation>%1 wurde nicht ordentlich geschlossen.</translation>
    </message>
    <message>
        <source>A small project with one asset of every kind, made for Rarebit. Nothing to download.</source>
        <translation>Ein kleines Projekt mit einem Asset jeder Art, für Rarebit gemacht. Nichts herunterzuladen.</translation>
    </message>
    <message>
        <source>New here? Take the tour of five steps</source>
        <translation>Neu hier? Zum Rundgang in fünf Schritten</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::Inspector</name>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Nothing chosen</source>
        <translation>Nichts gewählt</translation>
    </message>
    <message>
        <source>Choose an asset, a part or a result to see its facts here.</source>
        <translation>Ein Asset, einen Teil oder ein Ergebnis wählen, um hier die Angaben dazu zu sehen.</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>opening…</source>
        <translation>wird geöffnet …</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>Leser</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Hash (XXH3)</source>
        <translation>Hash (XXH3)</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistik</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>Standardabweichung</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>Minimum</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>Maximum</translation>
    </message>
    <message>
        <source>Kurtosis</source>
        <translation>Wölbung</translation>
    </message>
    <message>
        <source>Entropy, bits</source>
        <translation>Entropie, Bit</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>Nullen</translation>
    </message>
    <message>
        <source>NaN</source>
        <translation>NaN</translation>
    </message>
    <message>
        <source>Infinite</source>
        <translation>Unendlich</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>bit-identical</source>
        <translation>bitgenau</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Asset</source>
        <translation>Asset</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>Datenstrom</translation>
    </message>
    <message>
        <source>of it payload</source>
        <translation>davon Nutzdaten</translation>
    </message>
    <message>
        <source>of it side information</source>
        <translation>davon Seiteninformation</translation>
    </message>
    <message>
        <source>of it header</source>
        <translation>davon Kopf</translation>
    </message>
    <message>
        <source>Model beside it</source>
        <translation>Modell daneben</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Faktor</translation>
    </message>
    <message>
        <source>Rate, bits per element</source>
        <translation>Rate, Bit je Element</translation>
    </message>
    <message>
        <source>Encode</source>
        <translation>Kodieren</translation>
    </message>
    <message>
        <source>Decode</source>
        <translation>Dekodieren</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Maße</translation>
    </message>
    <message>
        <source>Provenance</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Note on this result</source>
        <translation>Notiz zu diesem Ergebnis</translation>
    </message>
    <message>
        <source>Kept in the project, for everybody who opens it</source>
        <translation>Wird im Projekt aufbewahrt, für alle, die es öffnen</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::Jobs</name>
    <message>
        <source>the program could not be started: %1</source>
        <translation>das Programm konnte nicht gestartet werden: %1</translation>
    </message>
    <message>
        <source>the process crashed</source>
        <translation>der Prozess ist abgestürzt</translation>
    </message>
    <message>
        <source>the command failed with exit code %1</source>
        <translation>der Befehl schlug mit Code %1 fehl</translation>
    </message>
    <message>
        <source>look at what the command said, or run the command line in a terminal</source>
        <translation>die Ausgabe des Befehls ansehen oder die Befehlszeile in einem Terminal ausführen</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::JobsModel</name>
    <message>
        <source>plan</source>
        <translation>planen</translation>
    </message>
    <message>
        <source>hash</source>
        <translation>hashen</translation>
    </message>
    <message>
        <source>start</source>
        <translation>starten</translation>
    </message>
    <message>
        <source>load</source>
        <translation>laden</translation>
    </message>
    <message>
        <source>encode</source>
        <translation>kodieren</translation>
    </message>
    <message>
        <source>decode</source>
        <translation>dekodieren</translation>
    </message>
    <message>
        <source>measure</source>
        <translation>messen</translation>
    </message>
    <message>
        <source>write</source>
        <translation>schreiben</translation>
    </message>
    <message>
        <source>waits for the job before</source>
        <translation>wartet auf den Auftrag davor</translation>
    </message>
    <message numerus="yes">
        <source>%n from cache</source>
        <translation>
            <numerusform>%n aus dem Cache</numerusform>
            <numerusform>%n aus dem Cache</numerusform>
        </translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>hält an</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>%1 von %2 fertig</translation>
    </message>
    <message numerus="yes">
        <source>%n done</source>
        <translation>
            <numerusform>%n fertig</numerusform>
            <numerusform>%n fertig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n fehlgeschlagen</numerusform>
            <numerusform>%n fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>Durchsatz</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Rest</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>nach %1</translation>
    </message>
    <message>
        <source>%1 points/s</source>
        <translation>%1 Punkte/s</translation>
    </message>
    <message>
        <source>%1 points/min</source>
        <translation>%1 Punkte/min</translation>
    </message>
    <message>
        <source>/s</source>
        <translation>/s</translation>
    </message>
    <message numerus="yes">
        <source>%n points: %1</source>
        <translation>
            <numerusform>%n Punkt: %1</numerusform>
            <numerusform>%n Punkte: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>failed in %1</source>
        <translation>fehlgeschlagen in %1</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message numerus="yes">
        <source>pauses after %n points</source>
        <translation>
            <numerusform>hält nach %n Punkt an</numerusform>
            <numerusform>hält nach %n Punkten an</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rarebit::gui::JobsPanel</name>
    <message>
        <source>Nothing runs</source>
        <translation>Nichts läuft</translation>
    </message>
    <message>
        <source>Runs, sweeps and reports stand here while they work, and what failed stays.</source>
        <translation>Läufe, Messreihen und Berichte stehen hier, solange sie arbeiten; was fehlschlug, bleibt stehen.</translation>
    </message>
    <message>
        <source>group by cause</source>
        <translation>nach Ursache gruppieren</translation>
    </message>
    <message>
        <source>Failed points with the same reason share a row</source>
        <translation>Fehlgeschlagene Punkte mit demselben Grund teilen sich eine Zeile</translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation>Fertige entfernen</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>Alle abbrechen</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>The same command again, when the job is over: what is there is not run anew</source>
        <translation>Derselbe Befehl noch einmal, wenn der Auftrag vorbei ist: Vorhandenes läuft nicht erneut</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Erneut ausführen</translation>
    </message>
    <message>
        <source>Copy command line</source>
        <translation>Befehlszeile kopieren</translation>
    </message>
    <message>
        <source>Show what it said</source>
        <translation>Ausgabe zeigen</translation>
    </message>
    <message>
        <source>What the command said</source>
        <translation>Was der Befehl ausgab</translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n läuft</numerusform>
            <numerusform>%n laufen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n wartet</numerusform>
            <numerusform>%n warten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n finished</source>
        <translation>
            <numerusform>%n fertig</numerusform>
            <numerusform>%n fertig</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message numerus="yes">
        <source>%n paused</source>
        <translation>
            <numerusform>%n angehalten</numerusform>
            <numerusform>%n angehalten</numerusform>
        </translation>
    </message>
    <message>
        <source>Further points run again</source>
        <translation>Weitere Punkte laufen wieder</translation>
    </message>
    <message>
        <source>Points that run are finished, no further one begins until you go on</source>
        <translation>Laufende Punkte werden fertig, kein weiterer beginnt, bis es weitergeht</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::MainWindow</name>
    <message>
        <source>Home</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Assets</source>
        <translation>Assets</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>copied</source>
        <translation>kopiert</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Command log</source>
        <translation>Befehlsprotokoll</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>Maß</translation>
    </message>
    <message>
        <source>Metric of the charts</source>
        <translation>Maß der Diagramme</translation>
    </message>
    <message>
        <source>Find a command, asset or result</source>
        <translation>Befehl, Asset oder Ergebnis suchen</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message numerus="yes">
        <source>done, %n failed</source>
        <translation>
            <numerusform>fertig, %n fehlgeschlagen</numerusform>
            <numerusform>fertig, %n fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>the sample project could not be copied: %1</source>
        <translation>das Beispielprojekt konnte nicht kopiert werden: %1</translation>
    </message>
    <message>
        <source>check that the program is installed whole and that %1 can be written</source>
        <translation>prüfen, ob das Programm vollständig installiert ist und ob in %1 geschrieben werden kann</translation>
    </message>
    <message>
        <source>untitled</source>
        <translation>unbenannt</translation>
    </message>
    <message>
        <source>Its results and the selection of %1 are safe.</source>
        <translation>Die Ergebnisse und die Auswahl von %1 sind sicher.</translation>
    </message>
    <message>
        <source>Close Rarebit</source>
        <translation>Rarebit schließen</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) still run. Stop them and close? What is finished stays in the project.</source>
        <translation>
            <numerusform>%n Auftrag läuft noch. Anhalten und schließen? Was fertig ist, bleibt im Projekt.</numerusform>
            <numerusform>%n Aufträge laufen noch. Anhalten und schließen? Was fertig ist, bleibt im Projekt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Open files</source>
        <translation>Dateien öffnen</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>Neues Projekt</translation>
    </message>
    <message>
        <source>Projects (*.rarebit)</source>
        <translation>Projekte (*.rarebit)</translation>
    </message>
    <message>
        <source>Save project as</source>
        <translation>Projekt speichern unter</translation>
    </message>
    <message>
        <source>Open as</source>
        <translation>Öffnen als</translation>
    </message>
    <message>
        <source>Reader for %1</source>
        <translation>Leser für %1</translation>
    </message>
    <message>
        <source>Find %1</source>
        <translation>%1 suchen</translation>
    </message>
    <message>
        <source>asset</source>
        <translation>Asset</translation>
    </message>
    <message>
        <source>part of %1</source>
        <translation>Teil von %1</translation>
    </message>
    <message>
        <source>result of %1</source>
        <translation>Ergebnis von %1</translation>
    </message>
    <message>
        <source>Report written to %1</source>
        <translation>Bericht nach %1 geschrieben</translation>
    </message>
    <message>
        <source>Export pane</source>
        <translation>Bereich exportieren</translation>
    </message>
    <message>
        <source>PNG (*.png);;SVG (*.svg);;PDF (*.pdf)</source>
        <translation>PNG (*.png);;SVG (*.svg);;PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>Pack project</source>
        <translation>Projekt packen</translation>
    </message>
    <message>
        <source>Packed projects (*.rarebitz)</source>
        <translation>Gepackte Projekte (*.rarebitz)</translation>
    </message>
    <message>
        <source>Pack %1</source>
        <translation>%1 packen</translation>
    </message>
    <message>
        <source>the asset of this result is not open: %1</source>
        <translation>das Asset dieses Ergebnisses ist nicht geöffnet: %1</translation>
    </message>
    <message>
        <source>open its file; it is found by its content</source>
        <translation>die Datei öffnen; sie wird an ihrem Inhalt erkannt</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>automatic (%1)</source>
        <translation>automatisch (%1)</translation>
    </message>
    <message>
        <source>%1%2 – Rarebit</source>
        <translation>%1%2 – Rarebit</translation>
    </message>
    <message>
        <source> (read-only)</source>
        <translation> (nur lesen)</translation>
    </message>
    <message>
        <source>Rarebit</source>
        <translation>Rarebit</translation>
    </message>
    <message>
        <source>row %1, column %2</source>
        <translation>Zeile %1, Spalte %2</translation>
    </message>
    <message>
        <source>No project open</source>
        <translation>Kein Projekt offen</translation>
    </message>
    <message>
        <source>No asset chosen</source>
        <translation>Kein Asset gewählt</translation>
    </message>
    <message>
        <source>%1 of %2 results</source>
        <translation>%1 von %2 Ergebnissen</translation>
    </message>
    <message>
        <source>cache %1</source>
        <translation>Cache %1</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Noch keine</translation>
    </message>
    <message>
        <source>Relink…</source>
        <translation>Neu verknüpfen …</translation>
    </message>
    <message>
        <source>Original to slot A</source>
        <translation>Original nach Platz A</translation>
    </message>
    <message>
        <source>Original to slot B</source>
        <translation>Original nach Platz B</translation>
    </message>
    <message>
        <source>&amp;Open files…</source>
        <translation>Dateien &amp;öffnen …</translation>
    </message>
    <message>
        <source>Opens models, KV dumps, pictures, video, sound, logs, sheets, DNA or any other files</source>
        <translation>Öffnet Modelle, KV-Dumps, Bilder, Video, Ton, Logs, Tabellen, DNA oder beliebige andere Dateien</translation>
    </message>
    <message>
        <source>Open &amp;project…</source>
        <translation>&amp;Projekt öffnen …</translation>
    </message>
    <message>
        <source>Opens a project folder</source>
        <translation>Öffnet einen Projektordner</translation>
    </message>
    <message>
        <source>Try the &amp;sample project</source>
        <translation>&amp;Beispielprojekt ausprobieren</translation>
    </message>
    <message>
        <source>Opens your copy of the sample project: eight small assets made for Rarebit</source>
        <translation>Öffnet Ihre Kopie des Beispielprojekts: acht kleine Assets, für Rarebit gemacht</translation>
    </message>
    <message>
        <source>&amp;New project…</source>
        <translation>&amp;Neues Projekt …</translation>
    </message>
    <message>
        <source>Makes an empty project folder</source>
        <translation>Legt einen leeren Projektordner an</translation>
    </message>
    <message>
        <source>Save project &amp;as…</source>
        <translation>Projekt speichern &amp;unter …</translation>
    </message>
    <message>
        <source>Copies the project to a folder of your choice and goes on there</source>
        <translation>Kopiert das Projekt in einen Ordner Ihrer Wahl und arbeitet dort weiter</translation>
    </message>
    <message>
        <source>Pac&amp;k project…</source>
        <translation>Projekt pac&amp;ken …</translation>
    </message>
    <message>
        <source>Writes the project with its assets as one file for mail and teaching</source>
        <translation>Schreibt das Projekt mit seinen Assets als eine Datei, für Mail und Unterricht</translation>
    </message>
    <message>
        <source>&amp;Close project</source>
        <translation>Projekt s&amp;chließen</translation>
    </message>
    <message>
        <source>Back to Home; everything is kept</source>
        <translation>Zurück zum Start; alles bleibt erhalten</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Closes the window</source>
        <translation>Schließt das Fenster</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>Larger &amp;text</source>
        <translation>&amp;Größere Schrift</translation>
    </message>
    <message>
        <source>S&amp;maller text</source>
        <translation>&amp;Kleinere Schrift</translation>
    </message>
    <message>
        <source>&amp;Normal text</source>
        <translation>&amp;Normale Schrift</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>&amp;Vollbild</translation>
    </message>
    <message>
        <source>Split to the &amp;right</source>
        <translation>Nach &amp;rechts teilen</translation>
    </message>
    <message>
        <source>A second pane beside the active one</source>
        <translation>Ein zweiter Bereich neben dem aktiven</translation>
    </message>
    <message>
        <source>Split &amp;downwards</source>
        <translation>Nach &amp;unten teilen</translation>
    </message>
    <message>
        <source>A second pane below the active one</source>
        <translation>Ein zweiter Bereich unter dem aktiven</translation>
    </message>
    <message>
        <source>&amp;Close pane</source>
        <translation>Bereich s&amp;chließen</translation>
    </message>
    <message>
        <source>Ma&amp;ximise pane</source>
        <translation>Bereich ma&amp;ximieren</translation>
    </message>
    <message>
        <source>Shows the active pane alone; once more shows all again</source>
        <translation>Zeigt nur den aktiven Bereich; noch einmal zeigt wieder alle</translation>
    </message>
    <message>
        <source>Ne&amp;xt pane</source>
        <translation>Nä&amp;chster Bereich</translation>
    </message>
    <message>
        <source>Pre&amp;vious pane</source>
        <translation>&amp;Voriger Bereich</translation>
    </message>
    <message>
        <source>Reset this workspace</source>
        <translation>Diesen Arbeitsraum zurücksetzen</translation>
    </message>
    <message>
        <source>Panes as they were at first</source>
        <translation>Bereiche wie am Anfang</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>Zu %1</translation>
    </message>
    <message>
        <source>&amp;Close asset</source>
        <translation>Asset s&amp;chließen</translation>
    </message>
    <message>
        <source>Takes it out of the window; the project keeps it</source>
        <translation>Nimmt es aus dem Fenster; das Projekt behält es</translation>
    </message>
    <message>
        <source>Open &amp;as…</source>
        <translation>Öffnen &amp;als …</translation>
    </message>
    <message>
        <source>Opens the same file with another reader, such as raw bytes</source>
        <translation>Öffnet dieselbe Datei mit einem anderen Leser, etwa als rohe Bytes</translation>
    </message>
    <message>
        <source>Copy &amp;path</source>
        <translation>&amp;Pfad kopieren</translation>
    </message>
    <message>
        <source>Open containing &amp;folder</source>
        <translation>Enthaltenden &amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Ausführen</translation>
    </message>
    <message>
        <source>Runs the recipe on the chosen asset; in the Sweep workspace the sweep</source>
        <translation>Wendet das Rezept auf das gewählte Asset an; im Arbeitsraum Messreihe die Messreihe</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>An&amp;halten</translation>
    </message>
    <message>
        <source>Stops what runs; finished points stay</source>
        <translation>Hält an, was läuft; fertige Punkte bleiben</translation>
    </message>
    <message>
        <source>&amp;Compare the chosen result</source>
        <translation>Gewähltes Ergebnis &amp;vergleichen</translation>
    </message>
    <message>
        <source>The original in A, the result in B</source>
        <translation>Das Original in A, das Ergebnis in B</translation>
    </message>
    <message>
        <source>&amp;Swap A and B</source>
        <translation>A und B &amp;tauschen</translation>
    </message>
    <message>
        <source>&amp;Empty all slots</source>
        <translation>Alle Plätze &amp;leeren</translation>
    </message>
    <message>
        <source>Write &amp;report…</source>
        <translation>&amp;Bericht schreiben …</translation>
    </message>
    <message>
        <source>Export &amp;pane…</source>
        <translation>Bereich e&amp;xportieren …</translation>
    </message>
    <message>
        <source>The active pane as a picture or drawing</source>
        <translation>Der aktive Bereich als Bild oder Zeichnung</translation>
    </message>
    <message>
        <source>&amp;Find a command, asset or result</source>
        <translation>Befehl, Asset oder Ergebnis &amp;suchen</translation>
    </message>
    <message>
        <source>&amp;Check project</source>
        <translation>Projekt &amp;prüfen</translation>
    </message>
    <message>
        <source>Verifies every line and object of the project</source>
        <translation>Prüft jede Zeile und jedes Objekt des Projekts</translation>
    </message>
    <message>
        <source>Check project</source>
        <translation>Projekt prüfen</translation>
    </message>
    <message>
        <source>See Problems.</source>
        <translation>Siehe Probleme.</translation>
    </message>
    <message>
        <source>&amp;Diagnostics</source>
        <translation>&amp;Diagnose</translation>
    </message>
    <message>
        <source>What this machine offers: CPU, GPU, codecs, versions</source>
        <translation>Was dieser Rechner bietet: CPU, GPU, Codecs, Versionen</translation>
    </message>
    <message>
        <source>&amp;About Rarebit</source>
        <translation>&amp;Über Rarebit</translation>
    </message>
    <message>
        <source>About Rarebit</source>
        <translation>Über Rarebit</translation>
    </message>
    <message>
        <source>&lt;b&gt;Rarebit %1&lt;/b&gt;&lt;br&gt;A workbench for compression research.&lt;br&gt;&lt;br&gt;Free software under the GNU General Public License, version 3 or later.</source>
        <translation>&lt;b&gt;Rarebit %1&lt;/b&gt;&lt;br&gt;Eine Werkbank für Kompressionsforschung.&lt;br&gt;&lt;br&gt;Freie Software unter der GNU General Public License, Version 3 oder später.</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Asset</source>
        <translation>Ass&amp;et</translation>
    </message>
    <message>
        <source>&amp;Sweep</source>
        <translation>&amp;Messreihe</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Vergleich</translation>
    </message>
    <message>
        <source>&amp;Report</source>
        <translation>Be&amp;richt</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Werkzeuge</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Recent pro&amp;jects</source>
        <translation>&amp;Letzte Projekte</translation>
    </message>
    <message>
        <source>today %1</source>
        <translation>heute %1</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>heavy-tailed tensors</source>
        <translation>Tensoren mit schweren Rändern</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>KV-Cache</translation>
    </message>
    <message>
        <source>channel outliers</source>
        <translation>Ausreißer in Kanälen</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>colours and text</source>
        <translation>Farben und Schrift</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>Clip</translation>
    </message>
    <message>
        <source>moving shapes</source>
        <translation>bewegte Formen</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>a chord</source>
        <translation>ein Akkord</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>a web service</source>
        <translation>ein Webdienst</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>bookings</source>
        <translation>Buchungen</translation>
    </message>
    <message>
        <source>DNA</source>
        <translation>DNA</translation>
    </message>
    <message>
        <source>repeats and mutations</source>
        <translation>Wiederholungen und Mutationen</translation>
    </message>
    <message>
        <source>A workbench for compression research</source>
        <translation>Eine Werkbank für Kompressionsforschung</translation>
    </message>
    <message>
        <source>Assets, folders and projects to open</source>
        <translation>Assets, Ordner und Projekte, die geöffnet werden</translation>
    </message>
    <message>
        <source>Open the sample project</source>
        <translation>Öffnet das Beispielprojekt</translation>
    </message>
    <message>
        <source>&amp;Explain what is under the pointer</source>
        <translation>&amp;Erklären, was unter dem Zeiger liegt</translation>
    </message>
    <message>
        <source>The page on the view, method or metric that the pointer is on</source>
        <translation>Die Seite zu Ansicht, Verfahren oder Maß unter dem Zeiger</translation>
    </message>
    <message>
        <source>&amp;Contents</source>
        <translation>&amp;Inhalt</translation>
    </message>
    <message numerus="yes">
        <source>%n result(s)</source>
        <translation>
            <numerusform>%n Ergebnis</numerusform>
            <numerusform>%n Ergebnisse</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n asset(s)</source>
        <translation>
            <numerusform>%n Asset</numerusform>
            <numerusform>%n Assets</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>Appearance, language, workers and memory, shortcuts, diagnostics</source>
        <translation>Aussehen, Sprache, Arbeitsprozesse und Speicher, Tasten, Diagnose</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>Every command with its keys, as they are set</source>
        <translation>Jeder Befehl mit seinen Tasten, wie sie eingestellt sind</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Save pictures of the window in all its states, and end</source>
        <translation>Bilder des Fensters in allen seinen Zuständen speichern und enden</translation>
    </message>
    <message>
        <source>End as soon as the window stands, to time it</source>
        <translation>Enden, sobald das Fenster steht, um es zu messen</translation>
    </message>
    <message>
        <source>The recipe has a rule for it: %1</source>
        <translation>Das Rezept hat eine Regel dafür: %1</translation>
    </message>
    <message>
        <source>&amp;Blind test</source>
        <translation>&amp;Blindtest</translation>
    </message>
    <message>
        <source>Whether two slots can be told apart, and which is preferred, in place of the active pane</source>
        <translation>Ob zwei Plätze sich unterscheiden lassen und welcher bevorzugt wird, anstelle des aktiven Bereichs</translation>
    </message>
    <message>
        <source>What the Report workspace shows, as HTML, PDF, Markdown or CSV</source>
        <translation>Was der Arbeitsbereich Bericht zeigt, als HTML, PDF, Markdown oder CSV</translation>
    </message>
    <message>
        <source>Add &amp;Compare to the report</source>
        <translation>&amp;Vergleich in den Bericht aufnehmen</translation>
    </message>
    <message>
        <source>A still of what Compare shows now, with method, parameters, sizes and qualities</source>
        <translation>Ein Standbild dessen, was der Vergleich gerade zeigt, mit Verfahren, Parametern, Größen und Qualitäten</translation>
    </message>
    <message>
        <source>Compare is in the report now</source>
        <translation>Der Vergleich steht jetzt im Bericht</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>Take the &amp;tour</source>
        <translation>&amp;Rundgang</translation>
    </message>
    <message>
        <source>Five steps on the sample project: open, choose, sweep, click, look</source>
        <translation>Fünf Schritte am Beispielprojekt: öffnen, wählen, durchfahren, anklicken, ansehen</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>Das Beispiel öffnen</translation>
    </message>
    <message>
        <source>A small project with one asset of every kind. Click its card, or press Next.</source>
        <translation>Ein kleines Projekt mit einer Datei jeder Art. Klicken Sie auf seine Karte oder auf Weiter.</translation>
    </message>
    <message>
        <source>Choose a method</source>
        <translation>Ein Verfahren wählen</translation>
    </message>
    <message>
        <source>The recipe lists the methods that can take what is chosen in Assets: here a picture. Choose another one; Next keeps this one.</source>
        <translation>Das Rezept nennt die Verfahren, die zu dem passen, was links gewählt ist: hier ein Bild. Wählen Sie ein anderes; Weiter behält dieses.</translation>
    </message>
    <message>
        <source>Sweep a parameter</source>
        <translation>Einen Parameter durchfahren</translation>
    </message>
    <message>
        <source>The value is a range now. Run it: %1 measures every point of it.</source>
        <translation>Der Wert ist jetzt ein Bereich. Starten Sie ihn: %1 misst jeden seiner Punkte.</translation>
    </message>
    <message>
        <source>This button turns one value into a range.</source>
        <translation>Dieser Knopf macht aus einem Wert einen Bereich.</translation>
    </message>
    <message>
        <source>Click a point</source>
        <translation>Einen Punkt anklicken</translation>
    </message>
    <message>
        <source>Every result is a point of the chart, as soon as it is measured: what it costs, and how good it is. Click one.</source>
        <translation>Jedes Ergebnis ist ein Punkt des Diagramms, sobald es gemessen ist: was es kostet und wie gut es ist. Klicken Sie einen an.</translation>
    </message>
    <message>
        <source>See what was lost</source>
        <translation>Sehen, was verloren ging</translation>
    </message>
    <message>
        <source>The original is A, the result B. Drag the line between them, or press 1 to 7 for other ways to look.</source>
        <translation>Das Original ist A, das Ergebnis B. Ziehen Sie die Linie dazwischen, oder drücken Sie 1 bis 7 für andere Ansichten.</translation>
    </message>
    <message>
        <source>Double-click the point, or press %1: the result opens beside the original.</source>
        <translation>Doppelklicken Sie den Punkt, oder drücken Sie %1: das Ergebnis öffnet sich neben dem Original.</translation>
    </message>
    <message>
        <source>The tour is in the Help menu whenever you want it again</source>
        <translation>Der Rundgang steht im Menü Hilfe, wann immer Sie ihn noch einmal möchten</translation>
    </message>
    <message>
        <source>Open as raw &amp;bytes</source>
        <translation>Als rohe &amp;Bytes öffnen</translation>
    </message>
    <message>
        <source>Opens the same file as plain bytes, which nothing in it can make fail</source>
        <translation>Öffnet dieselbe Datei als bloße Bytes; daran kann nichts in ihr scheitern</translation>
    </message>
    <message>
        <source>&amp;Relink…</source>
        <translation>&amp;Neu verknüpfen …</translation>
    </message>
    <message>
        <source>Says where a missing file is now; its content must be the same</source>
        <translation>Sagt, wo eine fehlende Datei jetzt liegt; ihr Inhalt muss derselbe sein</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::MethodPicker</name>
    <message>
        <source>lossless</source>
        <translation>verlustfrei</translation>
    </message>
    <message>
        <source>lossy</source>
        <translation>verlustbehaftet</translation>
    </message>
    <message>
        <source>semantic</source>
        <translation>sinngleich</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Choose a method</source>
        <translation>Verfahren wählen</translation>
    </message>
    <message>
        <source>Fits %1</source>
        <translation>Passt zu %1</translation>
    </message>
    <message>
        <source>For other assets</source>
        <translation>Für andere Assets</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::NewProjectCard</name>
    <message>
        <source>New project</source>
        <translation>Neues Projekt</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::PageView</name>
    <message>
        <source>Pages of the report</source>
        <translation>Seiten des Berichts</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::Palette</name>
    <message>
        <source>Find a command, asset or result</source>
        <translation>Befehl, Asset oder Ergebnis suchen</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>Treffer</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::ParamForm</name>
    <message>
        <source>This method has no parameters.</source>
        <translation>Dieses Verfahren hat keine Parameter.</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>Back to the usual value</source>
        <translation>Zurück zum üblichen Wert</translation>
    </message>
    <message>
        <source>Sweep this: several values instead of one</source>
        <translation>Als Messreihe: mehrere Werte statt eines</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>Reset parameters</source>
        <translation>Parameter zurücksetzen</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::Problems</name>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::ProblemsPanel</name>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>Alle entfernen</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>Keine Probleme</translation>
    </message>
    <message>
        <source>Files that cannot be read, failed runs and damaged project lines are listed here.</source>
        <translation>Hier stehen Dateien, die nicht gelesen werden können, fehlgeschlagene Läufe und beschädigte Projektzeilen.</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::ProjectCard</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Take off this list</source>
        <translation>Aus dieser Liste nehmen</translation>
    </message>
    <message>
        <source>not found at %1</source>
        <translation>nicht gefunden: %1</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>Suchen…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::Recipe</name>
    <message>
        <source>1 point</source>
        <translation>1 Punkt</translation>
    </message>
    <message numerus="yes">
        <source>%n points</source>
        <translation>
            <numerusform>%n Punkt</numerusform>
            <numerusform>%n Punkte</numerusform>
        </translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>All parameters back to their usual values</source>
        <translation>Alle Parameter zurück auf ihre üblichen Werte</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Add a rule: other parameters for some parts</source>
        <translation>Regel hinzufügen: andere Parameter für manche Teile</translation>
    </message>
    <message>
        <source>Add a rule</source>
        <translation>Regel hinzufügen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Only parts whose names match, such as *.weight</source>
        <translation>Nur Teile mit passenden Namen, etwa *.weight</translation>
    </message>
    <message>
        <source>The method for parts that the chosen one does not take</source>
        <translation>Das Verfahren für Teile, die das gewählte nicht annimmt</translation>
    </message>
    <message>
        <source>Of everything random; the same seed gives the same stream</source>
        <translation>Für alles Zufällige; derselbe Startwert ergibt denselben Datenstrom</translation>
    </message>
    <message>
        <source>metrics</source>
        <translation>Maße</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Teile</translation>
    </message>
    <message>
        <source>Other parts</source>
        <translation>Andere Teile</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Maße</translation>
    </message>
    <message>
        <source>Choose parts</source>
        <translation>Teile wählen</translation>
    </message>
    <message>
        <source>Method for other parts</source>
        <translation>Verfahren für andere Teile</translation>
    </message>
    <message>
        <source>Set seed</source>
        <translation>Startwert setzen</translation>
    </message>
    <message>
        <source>Choose metrics</source>
        <translation>Maße wählen</translation>
    </message>
    <message>
        <source>Copy as CLI</source>
        <translation>Als Befehl kopieren</translation>
    </message>
    <message>
        <source>Open a file first</source>
        <translation>Zuerst eine Datei öffnen</translation>
    </message>
    <message>
        <source>The file cannot be read</source>
        <translation>Die Datei kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>There is no project to put results in</source>
        <translation>Es gibt kein Projekt für die Ergebnisse</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>paper</source>
        <translation>Aufsatz</translation>
    </message>
    <message>
        <source>%1 takes no part of %2.</source>
        <translation>%1 nimmt keinen Teil von %2 an.</translation>
    </message>
    <message>
        <source>usual for %1</source>
        <translation>üblich für %1</translation>
    </message>
    <message>
        <source>usual for the kind</source>
        <translation>üblich für die Art</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>a file is needed</source>
        <translation>eine Datei wird gebraucht</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Datei wählen</translation>
    </message>
    <message>
        <source>Choose the %1</source>
        <translation>%1 wählen</translation>
    </message>
    <message>
        <source>all parts alike</source>
        <translation>alle Teile gleich</translation>
    </message>
    <message>
        <source>Parts of rule %1</source>
        <translation>Teile von Regel %1</translation>
    </message>
    <message>
        <source>Method of rule %1</source>
        <translation>Verfahren von Regel %1</translation>
    </message>
    <message>
        <source>store keeps the parts; :bits=8 changes parameters; or another method, rtn:bits=8</source>
        <translation>store behält die Teile; :bits=8 ändert Parameter; oder ein anderes Verfahren, rtn:bits=8</translation>
    </message>
    <message>
        <source>Remove this rule</source>
        <translation>Diese Regel entfernen</translation>
    </message>
    <message>
        <source>Edit a rule</source>
        <translation>Regel ändern</translation>
    </message>
    <message>
        <source>Remove a rule</source>
        <translation>Regel entfernen</translation>
    </message>
    <message numerus="yes">
        <source>Run %n points</source>
        <translation>
            <numerusform>%n Punkt ausführen</numerusform>
            <numerusform>%n Punkte ausführen</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking what there is to do …</source>
        <translation>Es wird geprüft, was zu tun ist …</translation>
    </message>
    <message>
        <source>In the project already: nothing is run again.</source>
        <translation>Schon im Projekt: Nichts läuft erneut.</translation>
    </message>
    <message>
        <source>%1 to run, about %2.</source>
        <translation>%1 zu rechnen, etwa %2.</translation>
    </message>
    <message>
        <source>%1 to run.</source>
        <translation>%1 zu rechnen.</translation>
    </message>
    <message>
        <source>%1 in the project.</source>
        <translation>%1 im Projekt.</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::ReportComposer</name>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Paragraphs under the title</source>
        <translation>Absätze unter dem Titel</translation>
    </message>
    <message>
        <source>the assets</source>
        <translation>die Assets</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>the charts</source>
        <translation>die Diagramme</translation>
    </message>
    <message>
        <source>Tables of results</source>
        <translation>Tabellen der Ergebnisse</translation>
    </message>
    <message>
        <source>the columns</source>
        <translation>die Spalten</translation>
    </message>
    <message>
        <source>Where the numbers come from</source>
        <translation>Woher die Zahlen kommen</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Assets</source>
        <translation>Assets</translation>
    </message>
    <message>
        <source>Only results for which this holds</source>
        <translation>Nur Ergebnisse, für die dies gilt</translation>
    </message>
    <message>
        <source>What each asset shows</source>
        <translation>Was jedes Asset zeigt</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>Waagerecht</translation>
    </message>
    <message>
        <source>Up, one chart each</source>
        <translation>Senkrecht, je ein Diagramm</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Stills</source>
        <translation>Standbilder</translation>
    </message>
    <message>
        <source>Add Compare as it is now</source>
        <translation>Vergleich aufnehmen, wie er jetzt ist</translation>
    </message>
    <message>
        <source>Slots A and B with the part, the place and the way to look that Compare shows</source>
        <translation>Plätze A und B mit dem Teil, der Stelle und der Ansicht, die der Vergleich zeigt</translation>
    </message>
    <message>
        <source>Add the distribution as it is now</source>
        <translation>Verteilung aufnehmen, wie sie jetzt ist</translation>
    </message>
    <message>
        <source>Original, result in slot B and their error as Distribution shows them</source>
        <translation>Original, Ergebnis auf Platz B und ihr Fehler, wie die Verteilung sie zeigt</translation>
    </message>
    <message>
        <source>renewing</source>
        <translation>wird erneuert</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Save HTML…</source>
        <translation>HTML speichern …</translation>
    </message>
    <message>
        <source>Save PDF…</source>
        <translation>PDF speichern …</translation>
    </message>
    <message>
        <source>Save Markdown…</source>
        <translation>Markdown speichern …</translation>
    </message>
    <message>
        <source>Copy as CLI</source>
        <translation>Als Befehl kopieren</translation>
    </message>
    <message>
        <source>all with results</source>
        <translation>alle mit Ergebnissen</translation>
    </message>
    <message>
        <source>usual for the kind</source>
        <translation>üblich für die Art</translation>
    </message>
    <message>
        <source>sizes, qualities, times</source>
        <translation>Größen, Qualitäten, Zeiten</translation>
    </message>
    <message>
        <source>Take this still out</source>
        <translation>Dieses Standbild entfernen</translation>
    </message>
    <message>
        <source>HTML (*.html)</source>
        <translation>HTML (*.html)</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>HTML (*.html);;PDF (*.pdf);;Markdown (*.md);;CSV (*.csv)</source>
        <translation>HTML (*.html);;PDF (*.pdf);;Markdown (*.md);;CSV (*.csv)</translation>
    </message>
    <message>
        <source>Write report</source>
        <translation>Bericht schreiben</translation>
    </message>
    <message>
        <source>Report %1</source>
        <translation>Bericht %1</translation>
    </message>
    <message>
        <source>No project open</source>
        <translation>Kein Projekt offen</translation>
    </message>
    <message>
        <source>Nothing to report yet</source>
        <translation>Noch nichts zu berichten</translation>
    </message>
    <message>
        <source>A report shows the results of a project: run a method or a sweep first.</source>
        <translation>Ein Bericht zeigt die Ergebnisse eines Projekts: erst ein Verfahren oder eine Reihe ausführen.</translation>
    </message>
    <message>
        <source>Laying out the pages</source>
        <translation>Seiten werden gesetzt</translation>
    </message>
    <message>
        <source>the pages could not be made: %1</source>
        <translation>die Seiten konnten nicht erstellt werden: %1</translation>
    </message>
    <message>
        <source>check that the program is installed whole</source>
        <translation>prüfen, ob das Programm vollständig installiert ist</translation>
    </message>
    <message>
        <source>the first %1 of %2 pages</source>
        <translation>die ersten %1 von %2 Seiten</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) of A4</source>
        <translation>
            <numerusform>%n Seite in A4</numerusform>
            <numerusform>%n Seiten in A4</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rarebit::gui::Session</name>
    <message>
        <source>untitled</source>
        <translation>unbenannt</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Gespeichert als %1</translation>
    </message>
    <message>
        <source>the file of the asset is missing</source>
        <translation>die Datei des Assets fehlt</translation>
    </message>
    <message>
        <source>relink it: choose the file with the same content</source>
        <translation>neu verknüpfen: die Datei mit demselben Inhalt wählen</translation>
    </message>
    <message>
        <source>Close %1</source>
        <translation>%1 schließen</translation>
    </message>
    <message>
        <source>the file has other content than the project&apos;s asset</source>
        <translation>die Datei hat anderen Inhalt als das Asset des Projekts</translation>
    </message>
    <message>
        <source>choose the file with hash %1, or open this one as a new asset</source>
        <translation>die Datei mit dem Hash %1 wählen oder diese als neues Asset öffnen</translation>
    </message>
    <message>
        <source>Found %1 again</source>
        <translation>%1 wiedergefunden</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::Settings</name>
    <message>
        <source>Search the settings</source>
        <translation>Einstellungen durchsuchen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Pages of settings</source>
        <translation>Seiten der Einstellungen</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Arbeit</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Light, dark, or as the system has it.</source>
        <translation>Hell, dunkel oder wie das System.</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>Of all texts of the window, in percent of the usual size.</source>
        <translation>Aller Texte des Fensters, in Prozent der üblichen Größe.</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Hairlines become edges, and labels are as dark as text.</source>
        <translation>Haarlinien werden zu Kanten, Beschriftungen so dunkel wie Text.</translation>
    </message>
    <message>
        <source>Reduced motion</source>
        <translation>Weniger Bewegung</translation>
    </message>
    <message>
        <source>Nothing fades, slides or pulses.</source>
        <translation>Nichts blendet, gleitet oder pulsiert.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Pseudo-language, for tests</source>
        <translation>Pseudosprache, für Tests</translation>
    </message>
    <message>
        <source>Language of the window</source>
        <translation>Sprache des Fensters</translation>
    </message>
    <message>
        <source>Texts and menus; numbers keep the point everywhere.</source>
        <translation>Texte und Menüs; Zahlen behalten überall den Punkt.</translation>
    </message>
    <message>
        <source>The language changes with the next start of Rarebit.</source>
        <translation>Die Sprache wechselt mit dem nächsten Start von Rarebit.</translation>
    </message>
    <message>
        <source>half</source>
        <translation>Hälfte</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Arbeitsprozesse</translation>
    </message>
    <message numerus="yes">
        <source>Processes of a sweep that run at the same time, where the sweep itself says nothing. All: one for each of the %n thread(s). For runs from now on.</source>
        <translation>
            <numerusform>Prozesse einer Messreihe, die gleichzeitig laufen, wo sie selbst nichts sagt. Alle: einer für den einen Thread. Für Läufe ab jetzt.</numerusform>
            <numerusform>Prozesse einer Messreihe, die gleichzeitig laufen, wo sie selbst nichts sagt. Alle: einer für jeden der %n Threads. Für Läufe ab jetzt.</numerusform>
        </translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Threads of a run, shared by its workers. For runs from now on.</source>
        <translation>Threads eines Laufs, die sich seine Arbeitsprozesse teilen. Für Läufe ab jetzt.</translation>
    </message>
    <message>
        <source>Memory limit</source>
        <translation>Speichergrenze</translation>
    </message>
    <message>
        <source>What a run or a preview may use; beyond it, it fails with its reason. This machine has %1. For what starts from now on.</source>
        <translation>Was ein Lauf oder eine Vorschau benutzen darf; darüber scheitert er mit seinem Grund. Dieser Rechner hat %1. Für alles, was ab jetzt beginnt.</translation>
    </message>
    <message>
        <source>Cache of previews</source>
        <translation>Zwischenspeicher der Vorschauen</translation>
    </message>
    <message>
        <source>Memory for parts and reconstructions that were looked at. Takes effect at once.</source>
        <translation>Speicher für Teile und Rekonstruktionen, die angesehen wurden. Wirkt sofort.</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::ShortcutModel</name>
    <message>
        <source>Your own; by default: %1</source>
        <translation>Eigene; üblich: %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::ShortcutPage</name>
    <message>
        <source>Filter: a command or its keys</source>
        <translation>Filter: ein Befehl oder seine Tasten</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>Keine Tasten</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alle zurücksetzen</translation>
    </message>
    <message>
        <source>Filter of the commands</source>
        <translation>Filter der Befehle</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>Befehle und ihre Tasten</translation>
    </message>
    <message>
        <source>Keys: press them to record them</source>
        <translation>Tasten: drücken, um sie aufzunehmen</translation>
    </message>
    <message>
        <source>All keys are as they were at first.</source>
        <translation>Alle Tasten sind wie am Anfang.</translation>
    </message>
    <message>
        <source>Choose a command</source>
        <translation>Einen Befehl wählen</translation>
    </message>
    <message>
        <source>Click the field and press the keys; they take effect at once.</source>
        <translation>Das Feld anklicken und die Tasten drücken; sie gelten sofort.</translation>
    </message>
    <message>
        <source>%1 belongs to the views. Use a function key, or Ctrl or Alt together with it.</source>
        <translation>%1 gehört den Ansichten. Eine Funktionstaste nehmen, oder Strg oder Alt dazu.</translation>
    </message>
    <message>
        <source>%1 belongs to “%2”. Take it over, and that command has no keys; or press others.</source>
        <translation>%1 gehört zu „%2“. Übernehmen, und jener Befehl hat keine Tasten mehr; oder andere drücken.</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::SlotBox</name>
    <message>
        <source>original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Slot %1</source>
        <translation>Platz %1</translation>
    </message>
    <message>
        <source>Nothing in slot %1: press %1 on a result, or choose one here</source>
        <translation>Nichts auf Platz %1: auf einem Ergebnis %1 drücken oder hier eines wählen</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(leer)</translation>
    </message>
    <message>
        <source>original of %1</source>
        <translation>Original von %1</translation>
    </message>
    <message>
        <source>no run</source>
        <translation>kein Lauf</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::SpreadEditor</name>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Values as they are written</source>
        <translation>Werte, wie sie dastehen</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>Linear</translation>
    </message>
    <message>
        <source>Equal steps</source>
        <translation>Gleiche Schritte</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Each value the same factor above the one before</source>
        <translation>Jeder Wert um denselben Faktor über dem davor</translation>
    </message>
    <message>
        <source>Values of %1</source>
        <translation>Werte von %1</translation>
    </message>
    <message>
        <source>%1 from</source>
        <translation>%1 von</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>%1 to</source>
        <translation>%1 bis</translation>
    </message>
    <message>
        <source>Points of %1</source>
        <translation>Punkte von %1</translation>
    </message>
    <message>
        <source>How many values</source>
        <translation>Wie viele Werte</translation>
    </message>
    <message>
        <source>points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no number</source>
        <translation>„%1“ ist keine Zahl</translation>
    </message>
    <message numerus="yes">
        <source>%n values: %1</source>
        <translation>
            <numerusform>%n Wert: %1</numerusform>
            <numerusform>%n Werte: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n values</source>
        <translation>
            <numerusform>%n Wert</numerusform>
            <numerusform>%n Werte</numerusform>
        </translation>
    </message>
    <message>
        <source>drawn between the ends</source>
        <translation>zwischen den Enden gezogen</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::Study</name>
    <message numerus="yes">
        <source>%1 to %2, %n points</source>
        <translation>
            <numerusform>%1 bis %2, %n Punkt</numerusform>
            <numerusform>%1 bis %2, %n Punkte</numerusform>
        </translation>
    </message>
    <message>
        <source>the end is not above the start</source>
        <translation>das Ende liegt nicht über dem Anfang</translation>
    </message>
    <message>
        <source>a log range starts above 0</source>
        <translation>ein logarithmischer Bereich beginnt über 0</translation>
    </message>
    <message>
        <source>give 2 to %1 points</source>
        <translation>2 bis %1 Punkte angeben</translation>
    </message>
    <message>
        <source>there is no value</source>
        <translation>es gibt keinen Wert</translation>
    </message>
    <message>
        <source>Choose %1</source>
        <translation>%1 wählen</translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>%1 hinzufügen</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>Set %1</source>
        <translation>%1 setzen</translation>
    </message>
    <message>
        <source>Sweep %1</source>
        <translation>Messreihe über %1</translation>
    </message>
    <message>
        <source>One value of %1</source>
        <translation>Ein Wert von %1</translation>
    </message>
    <message>
        <source>Choose a method</source>
        <translation>Verfahren wählen</translation>
    </message>
    <message>
        <source>%1 of %2: %3</source>
        <translation>%1 von %2: %3</translation>
    </message>
    <message>
        <source>%1 has no numeric parameter that a search could move</source>
        <translation>%1 hat keinen Zahlenparameter, den eine Suche bewegen könnte</translation>
    </message>
    <message>
        <source>%1 of %2 has one value to search in</source>
        <translation>%1 von %2 hat nur einen Wert zum Suchen</translation>
    </message>
    <message>
        <source>%1 needs a file as its %2</source>
        <translation>%1 braucht eine Datei als %2</translation>
    </message>
    <message>
        <source>A rule lacks its parts or what to do</source>
        <translation>Einer Regel fehlen ihre Teile oder was zu tun ist</translation>
    </message>
    <message>
        <source>Protect %1</source>
        <translation>%1 schützen</translation>
    </message>
    <message>
        <source>A sample needs an axis to draw values from</source>
        <translation>Eine Stichprobe braucht eine Achse, aus der Werte gezogen werden</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::SweepDesigner</name>
    <message>
        <source>Sweep designer</source>
        <translation>Messreihen-Planer</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Every combination of the values</source>
        <translation>Jede Kombination der Werte</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Searches the value that reaches a size or a quality</source>
        <translation>Sucht den Wert, der eine Größe oder Güte erreicht</translation>
    </message>
    <message>
        <source>Hull</source>
        <translation>Hülle</translation>
    </message>
    <message>
        <source>Adds points where the curve bends most</source>
        <translation>Fügt Punkte hinzu, wo die Kurve sich am stärksten biegt</translation>
    </message>
    <message>
        <source>Choose how to sweep</source>
        <translation>Art der Messreihe wählen</translation>
    </message>
    <message>
        <source>What the search reaches</source>
        <translation>Was die Suche erreicht</translation>
    </message>
    <message>
        <source>Size at most</source>
        <translation>Größe höchstens</translation>
    </message>
    <message>
        <source>Rate at most</source>
        <translation>Rate höchstens</translation>
    </message>
    <message>
        <source>Ratio at least</source>
        <translation>Faktor mindestens</translation>
    </message>
    <message>
        <source>%1 at least</source>
        <translation>%1 mindestens</translation>
    </message>
    <message>
        <source>%1 at most</source>
        <translation>%1 höchstens</translation>
    </message>
    <message>
        <source>Value to reach</source>
        <translation>Zu erreichender Wert</translation>
    </message>
    <message>
        <source>Points of each curve</source>
        <translation>Punkte jeder Kurve</translation>
    </message>
    <message>
        <source>points of each curve</source>
        <translation>Punkte jeder Kurve</translation>
    </message>
    <message>
        <source>The parameter that the search moves</source>
        <translation>Der Parameter, den die Suche bewegt</translation>
    </message>
    <message>
        <source>by</source>
        <translation>über</translation>
    </message>
    <message>
        <source>Choose the target</source>
        <translation>Ziel wählen</translation>
    </message>
    <message>
        <source>Set the target</source>
        <translation>Ziel setzen</translation>
    </message>
    <message>
        <source>Set points of the hull</source>
        <translation>Punkte der Hülle setzen</translation>
    </message>
    <message>
        <source>Search %1</source>
        <translation>%1 suchen</translation>
    </message>
    <message>
        <source>Axes</source>
        <translation>Achsen</translation>
    </message>
    <message>
        <source>Axes of the sweep</source>
        <translation>Achsen der Messreihe</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>the methods</source>
        <translation>die Verfahren</translation>
    </message>
    <message>
        <source>Takes no part of this asset.</source>
        <translation>Nimmt keinen Teil dieses Assets an.</translation>
    </message>
    <message>
        <source>the assets</source>
        <translation>die Assets</translation>
    </message>
    <message>
        <source>the metrics</source>
        <translation>die Maße</translation>
    </message>
    <message>
        <source>Assets</source>
        <translation>Assets</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Maße</translation>
    </message>
    <message>
        <source>Minutes for each point</source>
        <translation>Minuten je Punkt</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>A point that takes longer is ended and fails</source>
        <translation>Ein Punkt, der länger braucht, wird beendet und schlägt fehl</translation>
    </message>
    <message>
        <source>Memory of each worker in GB</source>
        <translation>Speicher je Arbeitsprozess in GB</translation>
    </message>
    <message>
        <source>shared</source>
        <translation>geteilt</translation>
    </message>
    <message>
        <source>A point that takes more fails; shared: the machine&apos;s budget by the workers</source>
        <translation>Ein Punkt, der mehr braucht, schlägt fehl; geteilt: das Budget des Rechners durch die Arbeitsprozesse</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Arbeitsprozesse</translation>
    </message>
    <message>
        <source>Repeats</source>
        <translation>Wiederholungen</translation>
    </message>
    <message>
        <source>How often encoding and decoding are timed; the median counts</source>
        <translation>Wie oft Kodieren und Dekodieren gemessen werden; es zählt der Median</translation>
    </message>
    <message>
        <source>per point</source>
        <translation>je Punkt</translation>
    </message>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>workers</source>
        <translation>Arbeitsprozesse</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Choose assets</source>
        <translation>Assets wählen</translation>
    </message>
    <message>
        <source>Choose metrics</source>
        <translation>Maße wählen</translation>
    </message>
    <message>
        <source>Limit the time</source>
        <translation>Zeit begrenzen</translation>
    </message>
    <message>
        <source>Limit the memory</source>
        <translation>Speicher begrenzen</translation>
    </message>
    <message>
        <source>Set workers</source>
        <translation>Arbeitsprozesse setzen</translation>
    </message>
    <message>
        <source>Set repeats</source>
        <translation>Wiederholungen setzen</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>In cache</source>
        <translation>Im Cache</translation>
    </message>
    <message>
        <source>Estimated time</source>
        <translation>Geschätzte Zeit</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Platte</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Copy as CLI</source>
        <translation>Als Befehl kopieren</translation>
    </message>
    <message>
        <source>No parameter is left</source>
        <translation>Kein Parameter ist übrig</translation>
    </message>
    <message>
        <source>Open a file or a project first</source>
        <translation>Zuerst eine Datei oder ein Projekt öffnen</translation>
    </message>
    <message>
        <source>Open a file first</source>
        <translation>Zuerst eine Datei öffnen</translation>
    </message>
    <message>
        <source>Sweep %1</source>
        <translation>Messreihe über %1</translation>
    </message>
    <message>
        <source>%1, which is looked at</source>
        <translation>%1, das gerade angesehene</translation>
    </message>
    <message>
        <source>usual for %1</source>
        <translation>üblich für %1</translation>
    </message>
    <message>
        <source>usual for the kind</source>
        <translation>üblich für die Art</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>Byte</translation>
    </message>
    <message>
        <source>bits per element</source>
        <translation>Bit je Element</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>counting …</source>
        <translation>wird gezählt …</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>höchstens %1</translation>
    </message>
    <message numerus="yes">
        <source>%n left out: not for their asset</source>
        <translation>
            <numerusform>%n ausgelassen: passt nicht zum Asset</numerusform>
            <numerusform>%n ausgelassen: passen nicht zum Asset</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to run</source>
        <translation>
            <numerusform>%n zu rechnen</numerusform>
            <numerusform>%n zu rechnen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %, not run again</source>
        <translation>%1 %, läuft nicht erneut</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message numerus="yes">
        <source>encoding and decoding, %n workers</source>
        <translation>
            <numerusform>Kodieren und Dekodieren, %n Arbeitsprozess</numerusform>
            <numerusform>Kodieren und Dekodieren, %n Arbeitsprozesse</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>without %n points like none before</source>
        <translation>
            <numerusform>ohne %n Punkt, wie es noch keinen gab</numerusform>
            <numerusform>ohne %n Punkte, wie es noch keine gab</numerusform>
        </translation>
    </message>
    <message>
        <source>no such point was run before</source>
        <translation>solch ein Punkt lief noch nie</translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>%1 frei</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Hält an</translation>
    </message>
    <message>
        <source>Running, %1 of %2</source>
        <translation>Läuft, %1 von %2</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Add an axis</source>
        <translation>Achse hinzufügen</translation>
    </message>
    <message>
        <source>or press the range icon beside any parameter of the recipe</source>
        <translation>oder im Rezept das Bereichssymbol neben einem Parameter drücken</translation>
    </message>
    <message>
        <source>usual</source>
        <translation>üblich</translation>
    </message>
    <message>
        <source>Processes that run points at the same time; usual: as Settings say, else one for each thread</source>
        <translation>Prozesse, die gleichzeitig Punkte rechnen; üblich: wie in den Einstellungen, sonst einer für jeden Thread</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>Zufall</translation>
    </message>
    <message>
        <source>Points drawn at random from the ranges</source>
        <translation>Zufällig aus den Bereichen gezogene Punkte</translation>
    </message>
    <message>
        <source>Latin</source>
        <translation>Latin</translation>
    </message>
    <message>
        <source>Latin hypercube: drawn points that cover every range evenly, whatever their number</source>
        <translation>Latin Hypercube: gezogene Punkte, die jeden Bereich gleichmäßig abdecken, wie viele es auch sind</translation>
    </message>
    <message>
        <source>Points of each method</source>
        <translation>Punkte je Methode</translation>
    </message>
    <message>
        <source>Seed of the sample</source>
        <translation>Startwert der Stichprobe</translation>
    </message>
    <message>
        <source>The same seed draws the same points; another one others</source>
        <translation>Derselbe Startwert zieht dieselben Punkte, ein anderer andere</translation>
    </message>
    <message>
        <source>points of each method, seed</source>
        <translation>Punkte je Methode, Startwert</translation>
    </message>
    <message>
        <source>Set points of the sample</source>
        <translation>Punkte der Stichprobe setzen</translation>
    </message>
    <message>
        <source>Set the seed of the sample</source>
        <translation>Startwert der Stichprobe setzen</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::Tour</name>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>End the tour</source>
        <translation>Rundgang beenden</translation>
    </message>
    <message>
        <source>Does this step, and goes on</source>
        <translation>Erledigt diesen Schritt und geht weiter</translation>
    </message>
    <message>
        <source>Escape does the same; Help &gt; Take the tour begins it anew</source>
        <translation>Escape tut dasselbe; Hilfe &gt; Rundgang beginnt ihn neu</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>Do&amp;ne</source>
        <translation>&amp;Fertig</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::WorkerClient</name>
    <message>
        <source>could not be started: %1</source>
        <translation>konnte nicht gestartet werden: %1</translation>
    </message>
    <message>
        <source>crashed</source>
        <translation>ist abgestürzt</translation>
    </message>
    <message>
        <source>ended with exit code %1</source>
        <translation>endete mit Code %1</translation>
    </message>
    <message>
        <source>the worker process %1</source>
        <translation>der Arbeitsprozess %1</translation>
    </message>
    <message>
        <source>try again: a new worker is started; report it where the same data ends it again</source>
        <translation>erneut versuchen: ein neuer Arbeitsprozess wird gestartet; bitte melden, wenn dieselben Daten ihn wieder beenden</translation>
    </message>
</context>
<context>
    <name>rarebit::gui::Workspaces</name>
    <message>
        <source>Workspaces</source>
        <translation>Arbeitsräume</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>Erkunden</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>Messreihe</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>KV-Cache</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Teile</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
</context>
<context>
    <name>rarebit::views::AttentionBars</name>
    <message>
        <source>Attention mass of tokens</source>
        <translation>Aufmerksamkeit der Token</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>Aufmerksamkeit</translation>
    </message>
    <message>
        <source>mass, log</source>
        <translation>Masse, log</translation>
    </message>
</context>
<context>
    <name>rarebit::views::AudioPane</name>
    <message>
        <source>Numbers of each channel</source>
        <translation>Zahlen jedes Kanals</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Anpassung</translation>
    </message>
    <message>
        <source>The whole sound (F)</source>
        <translation>Der ganze Ton (F)</translation>
    </message>
    <message>
        <source>Waveform</source>
        <translation>Wellenform</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <translation>Spektrogramm</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Beides</translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation>Überlagert</translation>
    </message>
    <message>
        <source>Play or pause (Space)</source>
        <translation>Abspielen oder anhalten (Leertaste)</translation>
    </message>
    <message>
        <source>Hear</source>
        <translation>Hören</translation>
    </message>
    <message>
        <source>Hear %1 (T changes)</source>
        <translation>%1 hören (T wechselt)</translation>
    </message>
    <message>
        <source>This sound is empty</source>
        <translation>Dieser Ton ist leer</translation>
    </message>
    <message>
        <source>Choose another part.</source>
        <translation>Einen anderen Teil wählen.</translation>
    </message>
    <message>
        <source>decoding</source>
        <translation>wird dekodiert</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Power, mean of the channels</source>
        <translation>Leistung, Mittel der Kanäle</translation>
    </message>
    <message>
        <source>dB of full scale</source>
        <translation>dB unter Vollaussteuerung</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>   pointer %1, sample %2</source>
        <translation>   Zeiger %1, Abtastwert %2</translation>
    </message>
    <message>
        <source>mono</source>
        <translation>mono</translation>
    </message>
    <message>
        <source>stereo</source>
        <translation>stereo</translation>
    </message>
    <message>
        <source>%1 channels</source>
        <translation>%1 Kanäle</translation>
    </message>
    <message>
        <source>%1, %2, %3 Hz, %4</source>
        <translation>%1, %2, %3 Hz, %4</translation>
    </message>
</context>
<context>
    <name>rarebit::views::BdModel</name>
    <message numerus="yes">
        <source>Mean of %n assets</source>
        <translation>
            <numerusform>Mittel von %n Asset</numerusform>
            <numerusform>Mittel von %n Assets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without a value</source>
        <translation>
            <numerusform>%n ohne Wert</numerusform>
            <numerusform>%n ohne Wert</numerusform>
        </translation>
    </message>
    <message>
        <source>Mean curves</source>
        <translation>Mittlere Kurven</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>Asset</source>
        <translation>Asset</translation>
    </message>
    <message>
        <source>Curve</source>
        <translation>Kurve</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>Überlappung</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Bemerkungen</translation>
    </message>
</context>
<context>
    <name>rarebit::views::BdPanel</name>
    <message>
        <source>no overlap: the curves share no quality</source>
        <translation>keine Überlappung: die Kurven haben keine Qualität gemeinsam</translation>
    </message>
    <message numerus="yes">
        <source>not monotone: %n points beside the hull</source>
        <translation>
            <numerusform>nicht monoton: %n Punkt neben der Hülle</numerusform>
            <numerusform>nicht monoton: %n Punkte neben der Hülle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n points, fewer than %1</source>
        <translation>
            <numerusform>%n Punkt, weniger als %1</numerusform>
            <numerusform>%n Punkte, weniger als %1</numerusform>
        </translation>
    </message>
    <message>
        <source>overlap under %1 %</source>
        <translation>Überlappung unter %1 %</translation>
    </message>
    <message>
        <source>the fits differ by %1 points of percent</source>
        <translation>die Interpolationen weichen um %1 Prozentpunkte voneinander ab</translation>
    </message>
    <message>
        <source>fewer than two points</source>
        <translation>weniger als zwei Punkte</translation>
    </message>
    <message numerus="yes">
        <source>%n points of equal quality left out</source>
        <translation>
            <numerusform>%n Punkt gleicher Qualität weggelassen</numerusform>
            <numerusform>%n Punkte gleicher Qualität weggelassen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n points without finite quality left out</source>
        <translation>
            <numerusform>%n Punkt ohne endliche Qualität weggelassen</numerusform>
            <numerusform>%n Punkte ohne endliche Qualität weggelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>Bjontegaard deltas</source>
        <translation>Bjontegaard-Deltas</translation>
    </message>
    <message>
        <source>How much rate each curve saves against one of them at equal quality.</source>
        <translation>Wie viel Rate jede Kurve gegenüber einer von ihnen bei gleicher Qualität spart.</translation>
    </message>
    <message>
        <source>Anchor</source>
        <translation>Anker</translation>
    </message>
    <message>
        <source>The curve that the others are measured against.</source>
        <translation>Die Kurve, an der die anderen gemessen werden.</translation>
    </message>
    <message>
        <source>Reverse</source>
        <translation>Umkehren</translation>
    </message>
    <message>
        <source>Exchanges the anchor and the curve of the chosen row (the first, where none is).</source>
        <translation>Tauscht den Anker und die Kurve der gewählten Zeile (der ersten, wo keine gewählt ist).</translation>
    </message>
    <message>
        <source>Interpolation</source>
        <translation>Interpolation</translation>
    </message>
    <message>
        <source>How the curves run between their points. A number worth its name hardly changes.</source>
        <translation>Wie die Kurven zwischen ihren Punkten verlaufen. Eine Zahl, die etwas taugt, ändert sich dabei kaum.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>LaTeX (booktabs)</source>
        <translation>LaTeX (booktabs)</translation>
    </message>
    <message>
        <source>Deltas need axes on which better is up or down: a rate, and a metric.</source>
        <translation>Deltas brauchen Achsen, auf denen eine Richtung besser ist: eine Rate und eine Metrik.</translation>
    </message>
    <message>
        <source>Deltas need two curves; sweep another method or another setting.</source>
        <translation>Deltas brauchen zwei Kurven: eine weitere Methode oder Einstellung durchlaufen lassen.</translation>
    </message>
    <message>
        <source>No other curve has results of the anchor&apos;s assets.</source>
        <translation>Keine andere Kurve hat Ergebnisse der Assets des Ankers.</translation>
    </message>
    <message>
        <source>%1 over the logarithm of %2, both logarithmic; negative rates save; bold: no doubt</source>
        <translation>%1 über dem Logarithmus von %2, beide logarithmisch; negative Raten sparen; fett: ohne Zweifel</translation>
    </message>
    <message>
        <source>%1 over the logarithm of %2; negative rates save; bold: no doubt</source>
        <translation>%1 über dem Logarithmus von %2; negative Raten sparen; fett: ohne Zweifel</translation>
    </message>
</context>
<context>
    <name>rarebit::views::BlindTable</name>
    <message>
        <source>right</source>
        <translation>richtig</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>falsch</translation>
    </message>
    <message>
        <source>Trial</source>
        <translation>Durchgang</translation>
    </message>
    <message>
        <source>X was</source>
        <translation>X war</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Preferred</source>
        <translation>Bevorzugt</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Richtig</translation>
    </message>
</context>
<context>
    <name>rarebit::views::BlindTestView</name>
    <message>
        <source>ABX</source>
        <translation>ABX</translation>
    </message>
    <message>
        <source>Can the two be told apart?</source>
        <translation>Lassen sich die beiden unterscheiden?</translation>
    </message>
    <message>
        <source>Preference</source>
        <translation>Vorliebe</translation>
    </message>
    <message>
        <source>Which of the two is better?</source>
        <translation>Welches der beiden ist besser?</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Erstes</translation>
    </message>
    <message>
        <source>Second</source>
        <translation>Zweites</translation>
    </message>
    <message>
        <source>Trials</source>
        <translation>Durchgänge</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Keep with the results</source>
        <translation>Bei den Ergebnissen behalten</translation>
    </message>
    <message>
        <source>Another test</source>
        <translation>Noch ein Test</translation>
    </message>
    <message>
        <source>Nothing to judge</source>
        <translation>Nichts zu beurteilen</translation>
    </message>
    <message>
        <source>Blind tests are for pictures, video and sound: choose one in Assets.</source>
        <translation>Blindtests gibt es für Bilder, Video und Ton: eines davon unter Assets wählen.</translation>
    </message>
    <message>
        <source>Two slots are needed</source>
        <translation>Zwei Plätze werden gebraucht</translation>
    </message>
    <message>
        <source>Open a point of the chart: its reconstruction stands in slot B, the original in A.</source>
        <translation>Einen Punkt des Diagramms öffnen: seine Rekonstruktion steht in Platz B, das Original in A.</translation>
    </message>
    <message>
        <source>X is one of the two, drawn anew for every trial. Look at A, B and X as often as you like, then say which X is. Who guesses is right half of the time.</source>
        <translation>X ist eines der beiden, für jeden Durchgang neu gezogen. A, B und X beliebig oft ansehen oder anhören, dann sagen, welches X ist. Wer rät, hat in der Hälfte der Fälle recht.</translation>
    </message>
    <message>
        <source>X and Y are the two, in an order drawn anew for every trial. Say which is better.</source>
        <translation>X und Y sind die beiden, in einer für jeden Durchgang neu gezogenen Reihenfolge. Sagen, welches besser ist.</translation>
    </message>
    <message>
        <source>Choose two different slots</source>
        <translation>Zwei verschiedene Plätze wählen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>%1 zeigen</translation>
    </message>
    <message>
        <source>X is A</source>
        <translation>X ist A</translation>
    </message>
    <message>
        <source>X is better</source>
        <translation>X ist besser</translation>
    </message>
    <message>
        <source>X is B</source>
        <translation>X ist B</translation>
    </message>
    <message>
        <source>Y is better</source>
        <translation>Y ist besser</translation>
    </message>
    <message>
        <source>decoding</source>
        <translation>wird dekodiert</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Trial %1 of %2</source>
        <translation>Durchgang %1 von %2</translation>
    </message>
    <message>
        <source>95 % interval %1 to %2 (Wilson)</source>
        <translation>95-%-Intervall %1 bis %2 (Wilson)</translation>
    </message>
    <message>
        <source>Told apart</source>
        <translation>Unterschieden</translation>
    </message>
    <message>
        <source>Not told apart</source>
        <translation>Nicht unterschieden</translation>
    </message>
    <message>
        <source>%1 of %2 right, %3; %4</source>
        <translation>%1 von %2 richtig, %3; %4</translation>
    </message>
    <message>
        <source>Guessing is right so often or more often with probability %1 (binomial, one-sided).</source>
        <translation>Raten ist mit der Wahrscheinlichkeit %1 so oft oder öfter richtig (binomial, einseitig).</translation>
    </message>
    <message>
        <source>%1 is preferred</source>
        <translation>%1 wird bevorzugt</translation>
    </message>
    <message>
        <source>No preference is proved</source>
        <translation>Keine Vorliebe ist nachgewiesen</translation>
    </message>
    <message>
        <source>%1 preferred in %2 of %3 trials, %4; %5</source>
        <translation>%1 in %2 von %3 Durchgängen bevorzugt, %4; %5</translation>
    </message>
    <message>
        <source>Guessing lies so far from one half or farther with probability %1 (binomial, two-sided).</source>
        <translation>Raten liegt mit der Wahrscheinlichkeit %1 so weit oder weiter von der Hälfte entfernt (binomial, zweiseitig).</translation>
    </message>
    <message>
        <source>Ended before its %1 trials: who ends when it looks good proves too much.</source>
        <translation>Vor seinen %1 Durchgängen beendet: wer aufhört, wenn es gut aussieht, beweist zu viel.</translation>
    </message>
    <message>
        <source>Neither side is a result of the project, so there is nothing to keep it with.</source>
        <translation>Keine Seite ist ein Ergebnis des Projekts, also gibt es nichts, bei dem es behalten würde.</translation>
    </message>
    <message>
        <source>Kept: the votes are columns of the results, and axes of the charts.</source>
        <translation>Behalten: die Stimmen sind Spalten der Ergebnisse und Achsen der Diagramme.</translation>
    </message>
    <message>
        <source>Blind test</source>
        <translation>Blindtest</translation>
    </message>
</context>
<context>
    <name>rarebit::views::BusyState</name>
    <message>
        <source>working</source>
        <translation>arbeitet</translation>
    </message>
</context>
<context>
    <name>rarebit::views::CellLine</name>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>Number format</source>
        <translation>Zahlenformat</translation>
    </message>
</context>
<context>
    <name>rarebit::views::ChangeModel</name>
    <message>
        <source>number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>formula</source>
        <translation>Formel</translation>
    </message>
    <message>
        <source>format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>Zelle</translation>
    </message>
    <message>
        <source>Differs in</source>
        <translation>Unterschied in</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>B − A</source>
        <translation>B − A</translation>
    </message>
</context>
<context>
    <name>rarebit::views::Chip</name>
    <message>
        <source>Delete takes it away.</source>
        <translation>Entf nimmt es weg.</translation>
    </message>
</context>
<context>
    <name>rarebit::views::ColorBar</name>
    <message>
        <source>Scale of values</source>
        <translation>Werteskala</translation>
    </message>
    <message>
        <source>square-root scale</source>
        <translation>Wurzelskala</translation>
    </message>
    <message>
        <source>log scale</source>
        <translation>logarithmische Skala</translation>
    </message>
    <message>
        <source>linear scale</source>
        <translation>lineare Skala</translation>
    </message>
    <message>
        <source>%1 % clipped</source>
        <translation>%1 % abgeschnitten</translation>
    </message>
    <message>
        <source>nothing clipped</source>
        <translation>nichts abgeschnitten</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 from %2 to %3 %4, %5</source>
        <translation>%1 von %2 bis %3 %4, %5</translation>
    </message>
</context>
<context>
    <name>rarebit::views::ComparePane</name>
    <message>
        <source>%1 bits/pixel</source>
        <translation>%1 Bit/Pixel</translation>
    </message>
    <message>
        <source>%1 kbit/s</source>
        <translation>%1 kbit/s</translation>
    </message>
    <message>
        <source>original</source>
        <translation>Original</translation>
    </message>
</context>
<context>
    <name>rarebit::views::CompareView</name>
    <message>
        <source>Swap A and B</source>
        <translation>A und B tauschen</translation>
    </message>
    <message>
        <source>Next worst spot</source>
        <translation>Nächste schlechteste Stelle</translation>
    </message>
    <message>
        <source>Previous worst spot</source>
        <translation>Vorige schlechteste Stelle</translation>
    </message>
    <message>
        <source>Nothing to compare yet</source>
        <translation>Noch nichts zu vergleichen</translation>
    </message>
    <message>
        <source>Choose an asset, then open a point of the chart: it stands in slot B beside the original.</source>
        <translation>Ein Asset wählen, dann einen Punkt des Diagramms öffnen: Er steht auf Platz B neben dem Original.</translation>
    </message>
    <message>
        <source>%1 has no part that can be compared here</source>
        <translation>%1 hat keinen Teil, der hier verglichen werden kann</translation>
    </message>
    <message>
        <source>Choose another part in Assets.</source>
        <translation>Unter Assets einen anderen Teil wählen.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
</context>
<context>
    <name>rarebit::views::ComparedText</name>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
    <message>
        <source>no line end</source>
        <translation>kein Zeilenende</translation>
    </message>
</context>
<context>
    <name>rarebit::views::DifferenceStrip</name>
    <message>
        <source>Where the differences are</source>
        <translation>Wo die Unterschiede sind</translation>
    </message>
    <message>
        <source>Differences in the whole text. Click to go there.</source>
        <translation>Unterschiede im ganzen Text. Ein Klick führt dorthin.</translation>
    </message>
</context>
<context>
    <name>rarebit::views::DifferenceTable</name>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
</context>
<context>
    <name>rarebit::views::DistributionView</name>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Cache entries</source>
        <translation>Cache-Einträge</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Distribution of values</source>
        <translation>Verteilung der Werte</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>Linear</translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation>Logarithmisch</translation>
    </message>
    <message>
        <source>Symmetric logarithmic</source>
        <translation>Symmetrisch logarithmisch</translation>
    </message>
    <message>
        <source>Value axis</source>
        <translation>Wertachse</translation>
    </message>
    <message>
        <source>Count axis</source>
        <translation>Anzahlachse</translation>
    </message>
    <message>
        <source>Bins</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>As the number of values asks for</source>
        <translation>Wie es die Zahl der Werte verlangt</translation>
    </message>
    <message>
        <source>Percentile ruler</source>
        <translation>Perzentil-Lineal</translation>
    </message>
    <message>
        <source>0.1 to 99.9 %</source>
        <translation>0.1 bis 99.9 %</translation>
    </message>
    <message>
        <source>1 to 99 %</source>
        <translation>1 bis 99 %</translation>
    </message>
    <message>
        <source>5 to 95 %</source>
        <translation>5 bis 95 %</translation>
    </message>
    <message>
        <source>Smallest to largest</source>
        <translation>Kleinster bis größter</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keines</translation>
    </message>
    <message>
        <source>No part chosen</source>
        <translation>Kein Teil gewählt</translation>
    </message>
    <message>
        <source>Pick one in Assets to see how its values are distributed.</source>
        <translation>Unter Assets einen wählen, um zu sehen, wie seine Werte verteilt sind.</translation>
    </message>
    <message>
        <source>No numbers in this part</source>
        <translation>Keine Zahlen in diesem Teil</translation>
    </message>
    <message>
        <source>Text and tables have no distribution of values. Choose a part that holds numbers.</source>
        <translation>Text und Tabellen haben keine Verteilung von Werten. Einen Teil mit Zahlen wählen.</translation>
    </message>
    <message>
        <source>counting values</source>
        <translation>Werte werden gezählt</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>sampled %1 %</source>
        <translation>Stichprobe %1 %</translation>
    </message>
    <message>
        <source>No finite value</source>
        <translation>Kein endlicher Wert</translation>
    </message>
    <message>
        <source>All %1 values are NaN or infinite.</source>
        <translation>Alle %1 Werte sind NaN oder unendlich.</translation>
    </message>
    <message>
        <source>sd</source>
        <translation>Std</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>kurt</source>
        <translation>Wölb</translation>
    </message>
    <message>
        <source>entropy</source>
        <translation>Entropie</translation>
    </message>
    <message>
        <source> b</source>
        <translation> b</translation>
    </message>
    <message>
        <source>zeros</source>
        <translation>Nullen</translation>
    </message>
    <message>
        <source>range</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>NaN</source>
        <translation>NaN</translation>
    </message>
    <message>
        <source>infinite</source>
        <translation>unendlich</translation>
    </message>
    <message>
        <source>error </source>
        <translation>Fehler </translation>
    </message>
    <message>
        <source>from</source>
        <translation>von</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>below</source>
        <translation>unter</translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>Verteilung</translation>
    </message>
</context>
<context>
    <name>rarebit::views::DnaLanes</name>
    <message>
        <source>Bases of A and B</source>
        <translation>Basen von A und B</translation>
    </message>
    <message>
        <source>gap</source>
        <translation>Lücke</translation>
    </message>
    <message>
        <source>base %1: A %2</source>
        <translation>Base %1: A %2</translation>
    </message>
    <message>
        <source>, B %1</source>
        <translation>, B %1</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>Bit</translation>
    </message>
</context>
<context>
    <name>rarebit::views::DnaOverview</name>
    <message>
        <source>The whole record</source>
        <translation>Der ganze Datensatz</translation>
    </message>
    <message>
        <source>The whole record, with the places that differ. Click to go there.</source>
        <translation>Der ganze Datensatz mit den Stellen, die sich unterscheiden. Ein Klick führt dorthin.</translation>
    </message>
    <message>
        <source>bases 1 to %1</source>
        <translation>Basen 1 bis %1</translation>
    </message>
    <message>
        <source>, mean cost in bits</source>
        <translation>, mittlere Kosten in Bit</translation>
    </message>
</context>
<context>
    <name>rarebit::views::DnaPane</name>
    <message>
        <source>Places that differ</source>
        <translation>Abweichende Stellen</translation>
    </message>
    <message>
        <source>preparing: %1</source>
        <translation>Vorbereitung: %1</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Record of the file</source>
        <translation>Datensatz der Datei</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Read</translation>
    </message>
    <message>
        <source>read </source>
        <translation>Read </translation>
    </message>
    <message>
        <source>go to base</source>
        <translation>zu Base</translation>
    </message>
    <message>
        <source>Go to base</source>
        <translation>Zu Base</translation>
    </message>
    <message>
        <source>a base from 1 to %1</source>
        <translation>eine Base von 1 bis %1</translation>
    </message>
    <message>
        <source>One line</source>
        <translation>Eine Zeile</translation>
    </message>
    <message>
        <source>Wrapped</source>
        <translation>Umbrochen</translation>
    </message>
    <message>
        <source>%1, %2 reads</source>
        <translation>%1, %2 Reads</translation>
    </message>
    <message>
        <source>%1, %2 bases</source>
        <translation>%1, %2 Basen</translation>
    </message>
    <message>
        <source>The record is empty</source>
        <translation>Der Datensatz ist leer</translation>
    </message>
    <message>
        <source>Choose another record.</source>
        <translation>Einen anderen Datensatz wählen.</translation>
    </message>
    <message>
        <source> of %1</source>
        <translation> von %1</translation>
    </message>
    <message>
        <source>not readable</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>only in A</source>
        <translation>nur in A</translation>
    </message>
    <message>
        <source>only in B</source>
        <translation>nur in B</translation>
    </message>
    <message>
        <source>substitution</source>
        <translation>Ersetzung</translation>
    </message>
    <message>
        <source>deletion</source>
        <translation>Löschung</translation>
    </message>
    <message>
        <source>insertion</source>
        <translation>Einfügung</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Reads of A</source>
        <translation>Reads von A</translation>
    </message>
    <message>
        <source>Reads of B</source>
        <translation>Reads von B</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Mismatch</source>
        <translation>Abweichung</translation>
    </message>
    <message>
        <source>Bases of A</source>
        <translation>Basen von A</translation>
    </message>
    <message>
        <source>Bases of B</source>
        <translation>Basen von B</translation>
    </message>
    <message>
        <source>base %1</source>
        <translation>Base %1</translation>
    </message>
    <message>
        <source>inserted base</source>
        <translation>eingefügte Base</translation>
    </message>
    <message>
        <source>mismatch %1 of %2</source>
        <translation>Abweichung %1 von %2</translation>
    </message>
    <message>
        <source>mismatches: %1</source>
        <translation>Abweichungen: %1</translation>
    </message>
    <message>
        <source>%1 bases</source>
        <translation>%1 Basen</translation>
    </message>
    <message>
        <source>A alone: put a result into slot B to compare</source>
        <translation>Nur A: zum Vergleichen ein Ergebnis auf Platz B legen</translation>
    </message>
    <message>
        <source>compared %1 %</source>
        <translation>%1 % verglichen</translation>
    </message>
    <message>
        <source>identical</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>all %1 characters compared</source>
        <translation>alle %1 Zeichen verglichen</translation>
    </message>
    <message>
        <source>%1 of %2 reads</source>
        <translation>%1 von %2 Reads</translation>
    </message>
    <message>
        <source>%1 of %2 places</source>
        <translation>%1 von %2 Stellen</translation>
    </message>
</context>
<context>
    <name>rarebit::views::ErrorCard</name>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Fix</source>
        <translation>Abhilfe</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copies the three lines as text.</source>
        <translation>Kopiert die drei Zeilen als Text.</translation>
    </message>
    <message>
        <source>What: %1
Where: %2
Fix: %3</source>
        <translation>Was: %1
Wo: %2
Abhilfe: %3</translation>
    </message>
</context>
<context>
    <name>rarebit::views::ErrorMapView</name>
    <message>
        <source>Error map</source>
        <translation>Fehlerkarte</translation>
    </message>
    <message>
        <source>Squared error</source>
        <translation>Quadratischer Fehler</translation>
    </message>
    <message>
        <source>Absolute error</source>
        <translation>Absoluter Fehler</translation>
    </message>
    <message>
        <source>Signed error</source>
        <translation>Vorzeichenbehafteter Fehler</translation>
    </message>
    <message>
        <source>SSIM</source>
        <translation>SSIM</translation>
    </message>
    <message>
        <source>luma</source>
        <translation>Luma</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>Grau</translation>
    </message>
    <message>
        <source>mean of R, G, B</source>
        <translation>Mittel von R, G, B</translation>
    </message>
    <message>
        <source>mean of channels</source>
        <translation>Mittel der Kanäle</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>ssim</source>
        <translation>SSIM</translation>
    </message>
    <message>
        <source>levels²</source>
        <translation>Stufen²</translation>
    </message>
    <message>
        <source>levels</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
</context>
<context>
    <name>rarebit::views::FigureTable</name>
    <message>
        <source>Series</source>
        <translation>Reihe</translation>
    </message>
    <message>
        <source>Standard error</source>
        <translation>Standardfehler</translation>
    </message>
</context>
<context>
    <name>rarebit::views::FiguresTable</name>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>SD</source>
        <translation>Std</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>Minimum</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>Maximum</translation>
    </message>
    <message>
        <source>RMS</source>
        <translation>Effektivwert</translation>
    </message>
    <message>
        <source>SNR, dB</source>
        <translation>SNR, dB</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>B − A</source>
        <translation>B − A</translation>
    </message>
</context>
<context>
    <name>rarebit::views::FrameTable</name>
    <message>
        <source>Frame</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>PSNR of luma, dB</source>
        <translation>PSNR der Luma, dB</translation>
    </message>
    <message>
        <source>Size, kbit</source>
        <translation>Größe, kbit</translation>
    </message>
</context>
<context>
    <name>rarebit::views::Hub</name>
    <message>
        <source>Choose asset</source>
        <translation>Asset wählen</translation>
    </message>
    <message>
        <source>Choose region</source>
        <translation>Ausschnitt wählen</translation>
    </message>
    <message>
        <source>Choose results</source>
        <translation>Ergebnisse wählen</translation>
    </message>
    <message>
        <source>Assign slot %1</source>
        <translation>Platz %1 belegen</translation>
    </message>
    <message>
        <source>Swap A and B</source>
        <translation>A und B tauschen</translation>
    </message>
    <message>
        <source>Choose rate</source>
        <translation>Rate wählen</translation>
    </message>
    <message>
        <source>Choose metric</source>
        <translation>Maß wählen</translation>
    </message>
</context>
<context>
    <name>rarebit::views::ImageCanvas</name>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
</context>
<context>
    <name>rarebit::views::KvCache</name>
    <message>
        <source>K</source>
        <translation>K</translation>
    </message>
    <message>
        <source>V</source>
        <translation>V</translation>
    </message>
    <message>
        <source>K and V</source>
        <translation>K und V</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Magnitude</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Reconstruction</source>
        <translation>Rekonstruktion</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Keys or values</source>
        <translation>Schlüssel oder Werte</translation>
    </message>
    <message>
        <source>Colours show</source>
        <translation>Farben zeigen</translation>
    </message>
    <message>
        <source>What of the head</source>
        <translation>Was vom Kopf</translation>
    </message>
    <message>
        <source>Layers and heads</source>
        <translation>Schichten und Köpfe</translation>
    </message>
    <message>
        <source>Layer, head</source>
        <translation>Schicht, Kopf</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>Erstes Token</translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation>Abspielen (Leertaste)</translation>
    </message>
    <message>
        <source>Last token</source>
        <translation>Letztes Token</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 Token/s</translation>
    </message>
    <message>
        <source>layer %1, head %2</source>
        <translation>Schicht %1, Kopf %2</translation>
    </message>
    <message>
        <source>Keys of the head</source>
        <translation>Schlüssel des Kopfes</translation>
    </message>
    <message>
        <source>Values of the head</source>
        <translation>Werte des Kopfes</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>%1 channel %2, token %3</source>
        <translation>%1 Kanal %2, Token %3</translation>
    </message>
    <message>
        <source>Heads by %1</source>
        <translation>Köpfe nach %1</translation>
    </message>
    <message>
        <source>No KV cache selected</source>
        <translation>Kein KV-Cache gewählt</translation>
    </message>
    <message>
        <source>Choose a cache in Assets: a safetensors file with layers.N.k and layers.N.v.</source>
        <translation>Unter Assets einen Cache wählen: eine safetensors-Datei mit layers.N.k und layers.N.v.</translation>
    </message>
    <message>
        <source>%1 is no KV cache</source>
        <translation>%1 ist kein KV-Cache</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1, %2 to %3</source>
        <translation>%1, %2 bis %3</translation>
    </message>
    <message>
        <source>layer %1, head %2: %3 tokens × %4 channels</source>
        <translation>Schicht %1, Kopf %2: %3 Token × %4 Kanäle</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>|value|</source>
        <translation>|Wert|</translation>
    </message>
    <message>
        <source>value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>%1 norm %2 (%3 × median)</source>
        <translation>%1-Norm %2 (%3 × Median)</translation>
    </message>
    <message>
        <source>attention %1 %</source>
        <translation>Aufmerksamkeit %1 %</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>Anhalten (Leertaste)</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>wird gelesen</translation>
    </message>
    <message>
        <source>reading layer %1, head %2</source>
        <translation>Schicht %1, Kopf %2 wird gelesen</translation>
    </message>
    <message>
        <source>filling, %1 of %2</source>
        <translation>füllt sich, %1 von %2</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>KV-Cache</translation>
    </message>
</context>
<context>
    <name>rarebit::views::KvTable</name>
    <message>
        <source>channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Along</source>
        <translation>Entlang</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Index</translation>
    </message>
    <message>
        <source>K mean |value|</source>
        <translation>K Mittel |Wert|</translation>
    </message>
    <message>
        <source>K × median</source>
        <translation>K × Median</translation>
    </message>
    <message>
        <source>V mean |value|</source>
        <translation>V Mittel |Wert|</translation>
    </message>
    <message>
        <source>V × median</source>
        <translation>V × Median</translation>
    </message>
</context>
<context>
    <name>rarebit::views::LevelMeter</name>
    <message>
        <source>Level</source>
        <translation>Pegel</translation>
    </message>
    <message>
        <source>Level of what is heard, in decibels of full scale: mean as a bar, peak as a line</source>
        <translation>Pegel des Gehörten, in Dezibel unter Vollaussteuerung: Mittel als Balken, Spitze als Strich</translation>
    </message>
</context>
<context>
    <name>rarebit::views::LinkButton</name>
    <message>
        <source>Pinned: follows nothing</source>
        <translation>Angeheftet: folgt nichts</translation>
    </message>
    <message>
        <source>Follows group %1</source>
        <translation>Folgt Gruppe %1</translation>
    </message>
    <message>
        <source>Panes of one group show the same selection. Docks and tool bar show that of the active pane.</source>
        <translation>Bereiche einer Gruppe zeigen dieselbe Auswahl. Docks und Werkzeugleiste zeigen die des aktiven Bereichs.</translation>
    </message>
    <message>
        <source>Group %1</source>
        <translation>Gruppe %1</translation>
    </message>
    <message>
        <source>None (pinned)</source>
        <translation>Keine (angeheftet)</translation>
    </message>
</context>
<context>
    <name>rarebit::views::LogPane</name>
    <message>
        <source>no difference</source>
        <translation>kein Unterschied</translation>
    </message>
    <message>
        <source>1 difference</source>
        <translation>1 Unterschied</translation>
    </message>
    <message>
        <source>%1 differences</source>
        <translation>%1 Unterschiede</translation>
    </message>
    <message>
        <source>preparing: %1</source>
        <translation>Vorbereitung: %1</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Find next</source>
        <translation>Nächste Fundstelle</translation>
    </message>
    <message>
        <source>Find previous</source>
        <translation>Vorige Fundstelle</translation>
    </message>
    <message>
        <source>Go to line</source>
        <translation>Zu Zeile</translation>
    </message>
    <message>
        <source>Find (Ctrl+F)</source>
        <translation>Suchen (Strg+F)</translation>
    </message>
    <message>
        <source>Find text, or bytes as 0x4A4B</source>
        <translation>Text suchen oder Bytes als 0x4A4B</translation>
    </message>
    <message>
        <source>What to find</source>
        <translation>Was gesucht wird</translation>
    </message>
    <message>
        <source>Capital and small letters differ</source>
        <translation>Groß- und Kleinbuchstaben unterscheiden</translation>
    </message>
    <message>
        <source>Find previous (Shift+F3)</source>
        <translation>Vorige Fundstelle (Umschalt+F3)</translation>
    </message>
    <message>
        <source>Find next (F3)</source>
        <translation>Nächste Fundstelle (F3)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>%1, %2 lines</source>
        <translation>%1, %2 Zeilen</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>The file is empty</source>
        <translation>Die Datei ist leer</translation>
    </message>
    <message>
        <source>There is nothing to compare.</source>
        <translation>Es gibt nichts zu vergleichen.</translation>
    </message>
    <message>
        <source>not found from here on</source>
        <translation>von hier an nicht gefunden</translation>
    </message>
    <message>
        <source>looking, %1 %</source>
        <translation>Suche, %1 %</translation>
    </message>
    <message>
        <source>not readable</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>only in A</source>
        <translation>nur in A</translation>
    </message>
    <message>
        <source>only in B</source>
        <translation>nur in B</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Lines of A</source>
        <translation>Zeilen von A</translation>
    </message>
    <message>
        <source>Lines of B</source>
        <translation>Zeilen von B</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Bytes of A</source>
        <translation>Bytes von A</translation>
    </message>
    <message>
        <source>Bytes of B</source>
        <translation>Bytes von B</translation>
    </message>
    <message>
        <source>%1 lines, %2</source>
        <translation>%1 Zeilen, %2</translation>
    </message>
    <message>
        <source>A alone: put a result into slot B to compare</source>
        <translation>Nur A: zum Vergleichen ein Ergebnis auf Platz B legen</translation>
    </message>
    <message>
        <source>compared %1 %, %2</source>
        <translation>%1 % verglichen, %2</translation>
    </message>
    <message>
        <source>compared %1 %</source>
        <translation>%1 % verglichen</translation>
    </message>
    <message>
        <source>identical</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>all %1 compared byte for byte</source>
        <translation>alle %1 Byte für Byte verglichen</translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%1 von %2 Zeilen</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>offset %1</source>
        <translation>Position %1</translation>
    </message>
    <message>
        <source>difference %1 of %2</source>
        <translation>Unterschied %1 von %2</translation>
    </message>
    <message>
        <source>Line, 1 to %1</source>
        <translation>Zeile, 1 bis %1</translation>
    </message>
    <message>
        <source>Row of 16 bytes, 1 to %1</source>
        <translation>Zeile zu 16 Byte, 1 bis %1</translation>
    </message>
</context>
<context>
    <name>rarebit::views::Loupe</name>
    <message>
        <source>Loupe</source>
        <translation>Lupe</translation>
    </message>
    <message>
        <source>x %1 to %2, y %3 to %4, %5</source>
        <translation>x %1 bis %2, y %3 bis %4, %5</translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
    <message>
        <source>Loupe %1×</source>
        <translation>Lupe %1×</translation>
    </message>
    <message>
        <source>x %1 to %2, y %3 to %4</source>
        <translation>x %1 bis %2, y %3 bis %4</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>luma</source>
        <translation>Luma</translation>
    </message>
</context>
<context>
    <name>rarebit::views::MapCanvas</name>
    <message>
        <source>row %1, column %2</source>
        <translation>Zeile %1, Spalte %2</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>square root</source>
        <translation>Wurzel</translation>
    </message>
    <message>
        <source>log scale</source>
        <translation>logarithmische Skala</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>linear</translation>
    </message>
    <message>
        <source>0 % clipped</source>
        <translation>0 % abgeschnitten</translation>
    </message>
    <message>
        <source>%1 % clipped</source>
        <translation>%1 % abgeschnitten</translation>
    </message>
</context>
<context>
    <name>rarebit::views::ModelMap</name>
    <message>
        <source>max |z|</source>
        <translation>max |z|</translation>
    </message>
    <message>
        <source>kurtosis</source>
        <translation>Wölbung</translation>
    </message>
    <message>
        <source>relative error</source>
        <translation>relativer Fehler</translation>
    </message>
    <message>
        <source>Map of layers and tensors</source>
        <translation>Karte der Schichten und Tensoren</translation>
    </message>
    <message>
        <source>Tensors outside of layers</source>
        <translation>Tensoren außerhalb von Schichten</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>Tensor</translation>
    </message>
    <message>
        <source>other</source>
        <translation>andere</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>max |z| %1, kurtosis %2</source>
        <translation>max |z| %1, Wölbung %2</translation>
    </message>
    <message>
        <source>relative error %1</source>
        <translation>relativer Fehler %1</translation>
    </message>
    <message>
        <source>from %1 % of the values</source>
        <translation>aus %1 % der Werte</translation>
    </message>
    <message>
        <source>not measured yet</source>
        <translation>noch nicht gemessen</translation>
    </message>
</context>
<context>
    <name>rarebit::views::OutlierMap</name>
    <message>
        <source>Linear colours</source>
        <translation>Lineare Farben</translation>
    </message>
    <message>
        <source>Square root colours</source>
        <translation>Wurzelförmige Farben</translation>
    </message>
    <message>
        <source>Logarithmic colours</source>
        <translation>Logarithmische Farben</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Colours show</source>
        <translation>Farben zeigen</translation>
    </message>
    <message>
        <source>No tensor selected</source>
        <translation>Kein Tensor gewählt</translation>
    </message>
    <message>
        <source>Choose a model, a cache or an array in Assets.</source>
        <translation>Unter Assets ein Modell, einen Cache oder ein Feld wählen.</translation>
    </message>
    <message>
        <source>No tensors in %1</source>
        <translation>Keine Tensoren in %1</translation>
    </message>
    <message>
        <source>Maps show numbers on a grid: models, caches, arrays, pictures.</source>
        <translation>Karten zeigen Zahlen auf einem Gitter: Modelle, Caches, Felder, Bilder.</translation>
    </message>
    <message>
        <source>, error of %1 (%2)</source>
        <translation>, Fehler von %1 (%2)</translation>
    </message>
    <message>
        <source>1 tensor</source>
        <translation>1 Tensor</translation>
    </message>
    <message>
        <source>%1 tensors</source>
        <translation>%1 Tensoren</translation>
    </message>
    <message>
        <source>filling, %1 of %2</source>
        <translation>füllt sich, %1 von %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>wird gelesen</translation>
    </message>
    <message>
        <source>reading %1</source>
        <translation>%1 wird gelesen</translation>
    </message>
    <message>
        <source>Outlier map</source>
        <translation>Ausreißerkarte</translation>
    </message>
    <message>
        <source>Protect</source>
        <translation>Schützen</translation>
    </message>
    <message>
        <source>A rule of the recipe gives %1 more bits, or keeps it as it is stored.</source>
        <translation>Eine Regel des Rezepts gibt %1 mehr Bits oder behält es, wie es gespeichert ist.</translation>
    </message>
    <message>
        <source>Choose a part: a rule of the recipe will give it more bits.</source>
        <translation>Einen Teil wählen: eine Regel des Rezepts gibt ihm mehr Bits.</translation>
    </message>
    <message>
        <source>Protect this part</source>
        <translation>Diesen Teil schützen</translation>
    </message>
</context>
<context>
    <name>rarebit::views::PairFollower</name>
    <message>
        <source>No picture is chosen</source>
        <translation>Kein Bild gewählt</translation>
    </message>
    <message>
        <source>Choose a picture or a clip in Assets.</source>
        <translation>Unter Assets ein Bild oder einen Clip wählen.</translation>
    </message>
    <message>
        <source>Slot B is empty</source>
        <translation>Platz B ist leer</translation>
    </message>
    <message>
        <source>Open a point of the chart: its reconstruction stands in slot B.</source>
        <translation>Einen Punkt des Diagramms öffnen: Seine Rekonstruktion steht auf Platz B.</translation>
    </message>
    <message>
        <source>decoding and comparing</source>
        <translation>wird dekodiert und verglichen</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>comparing</source>
        <translation>wird verglichen</translation>
    </message>
    <message>
        <source>%1 × %2 at %3, %4</source>
        <translation>%1 × %2 bei %3, %4</translation>
    </message>
</context>
<context>
    <name>rarebit::views::PairedText</name>
    <message>
        <source>Rows of A and B side by side</source>
        <translation>Zeilen von A und B nebeneinander</translation>
    </message>
    <message>
        <source>Copy the row of A</source>
        <translation>Zeile von A kopieren</translation>
    </message>
    <message>
        <source>Copy the row of B</source>
        <translation>Zeile von B kopieren</translation>
    </message>
    <message>
        <source>A: %1</source>
        <translation>A: %1</translation>
    </message>
    <message>
        <source>A: nothing</source>
        <translation>A: nichts</translation>
    </message>
    <message>
        <source>, differs from B: %1</source>
        <translation>, anders als B: %1</translation>
    </message>
    <message>
        <source>, B: nothing</source>
        <translation>, B: nichts</translation>
    </message>
</context>
<context>
    <name>rarebit::views::Pane</name>
    <message>
        <source>Charts</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>Karten</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>Nothing to list yet</source>
        <translation>Noch nichts aufzulisten</translation>
    </message>
    <message>
        <source>As soon as the view shows something, its values stand here.</source>
        <translation>Sobald die Ansicht etwas zeigt, stehen hier ihre Werte.</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>A pinned pane keeps what it shows when something else is chosen elsewhere.</source>
        <translation>Ein angehefteter Bereich behält, was er zeigt, wenn anderswo etwas anderes gewählt wird.</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>Als Tabelle zeigen</translation>
    </message>
    <message>
        <source>The values of the view, to read and to copy.</source>
        <translation>Die Werte der Ansicht, zum Lesen und Kopieren.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>%1, menu</source>
        <translation>%1, Menü</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Back to all panes</source>
        <translation>Zurück zu allen Bereichen</translation>
    </message>
    <message>
        <source>Maximise</source>
        <translation>Maximieren</translation>
    </message>
    <message>
        <source>Show instead</source>
        <translation>Stattdessen zeigen</translation>
    </message>
    <message>
        <source>Copy as command line</source>
        <translation>Als Befehlszeile kopieren</translation>
    </message>
    <message>
        <source>Split to the right</source>
        <translation>Nach rechts teilen</translation>
    </message>
    <message>
        <source>Split below</source>
        <translation>Nach unten teilen</translation>
    </message>
    <message>
        <source>Close pane</source>
        <translation>Bereich schließen</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
</context>
<context>
    <name>rarebit::views::ParallelPlot</name>
    <message>
        <source>%1 below %2</source>
        <translation>%1 unter %2</translation>
    </message>
    <message>
        <source>%1 above %2</source>
        <translation>%1 über %2</translation>
    </message>
    <message>
        <source>%1 %2 to %3</source>
        <translation>%1 %2 bis %3</translation>
    </message>
    <message>
        <source>1 line of %1 is drawn</source>
        <translation>1 Linie von %1 ist gezeichnet</translation>
    </message>
    <message>
        <source>%1, everything</source>
        <translation>%1, alles</translation>
    </message>
    <message>
        <source>Drag along an axis to keep what lies there; drag its name to move it; click it to let go.</source>
        <translation>Entlang einer Achse ziehen behält, was dort liegt; ihren Namen ziehen verschiebt sie; ein Klick gibt sie frei.</translation>
    </message>
</context>
<context>
    <name>rarebit::views::ParallelView</name>
    <message>
        <source>Axes</source>
        <translation>Achsen</translation>
    </message>
    <message>
        <source>Results of all assets</source>
        <translation>Ergebnisse aller Assets</translation>
    </message>
    <message>
        <source>Take all brushes away</source>
        <translation>Alle Auswahlen aufheben</translation>
    </message>
    <message>
        <source>Parallel coordinates</source>
        <translation>Parallele Koordinaten</translation>
    </message>
    <message>
        <source>double click opens</source>
        <translation>Doppelklick öffnet</translation>
    </message>
    <message>
        <source>No results yet</source>
        <translation>Noch keine Ergebnisse</translation>
    </message>
    <message>
        <source>No results of %1 yet</source>
        <translation>Noch keine Ergebnisse von %1</translation>
    </message>
    <message>
        <source>Sweep a parameter to see how rate and quality follow it.</source>
        <translation>Einen Parameter durchlaufen lassen, um zu sehen, wie Rate und Qualität ihm folgen.</translation>
    </message>
    <message>
        <source>The results hardly differ</source>
        <translation>Die Ergebnisse unterscheiden sich kaum</translation>
    </message>
    <message>
        <source>Lines need two columns with different values. Sweep a parameter, or add axes in the menu.</source>
        <translation>Linien brauchen zwei Spalten mit verschiedenen Werten. Einen Parameter durchlaufen lassen oder im Menü Achsen hinzufügen.</translation>
    </message>
    <message>
        <source>1 result</source>
        <translation>1 Ergebnis</translation>
    </message>
    <message>
        <source>%1 results</source>
        <translation>%1 Ergebnisse</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>rarebit::views::PartErrors</name>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Root mean square of the error, relative to that of the original</source>
        <translation>Effektivwert des Fehlers, bezogen auf den des Originals</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
</context>
<context>
    <name>rarebit::views::PartList</name>
    <message>
        <source>Parts, the largest error first</source>
        <translation>Teile, größter Fehler zuerst</translation>
    </message>
    <message>
        <source>%1 of %2 parts measured</source>
        <translation>%1 von %2 Teilen gemessen</translation>
    </message>
    <message>
        <source>%1 parts</source>
        <translation>%1 Teile</translation>
    </message>
</context>
<context>
    <name>rarebit::views::PartTable</name>
    <message>
        <source>Tensor</source>
        <translation>Tensor</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
</context>
<context>
    <name>rarebit::views::PartsModel</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>SD</source>
        <translation>Std</translation>
    </message>
    <message>
        <source>Min</source>
        <translation>Min</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>Max</translation>
    </message>
    <message>
        <source>max |z|</source>
        <translation>max |z|</translation>
    </message>
    <message>
        <source>Kurtosis</source>
        <translation>Wölbung</translation>
    </message>
    <message>
        <source>Entropy, bits</source>
        <translation>Entropie, Bit</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>Nullen</translation>
    </message>
    <message>
        <source>Not finite</source>
        <translation>Nicht endlich</translation>
    </message>
    <message>
        <source>In the order of the file</source>
        <translation>In der Reihenfolge der Datei</translation>
    </message>
    <message>
        <source>Standard deviation. Filter: sd&gt;0.1</source>
        <translation>Standardabweichung. Filter: sd&gt;0.1</translation>
    </message>
    <message>
        <source>Largest distance from the mean in standard deviations. Filter: score&gt;9</source>
        <translation>Größter Abstand vom Mittel in Standardabweichungen. Filter: score&gt;9</translation>
    </message>
    <message>
        <source>Fourth standardised moment, 3 for a normal distribution. Filter: kurtosis&gt;8</source>
        <translation>Viertes standardisiertes Moment, 3 bei einer Normalverteilung. Filter: kurtosis&gt;8</translation>
    </message>
    <message>
        <source>Bits per value, of the values as they are. Filter: entropy&lt;4</source>
        <translation>Bit pro Wert, der Werte wie sie sind. Filter: entropy&lt;4</translation>
    </message>
    <message>
        <source>Share of values that are zero. Filter in percent: zeros&gt;50</source>
        <translation>Anteil der Werte, die null sind. Filter in Prozent: zeros&gt;50</translation>
    </message>
    <message>
        <source>Values that are NaN or infinite. Filter: broken&gt;0</source>
        <translation>Werte, die NaN oder unendlich sind. Filter: broken&gt;0</translation>
    </message>
</context>
<context>
    <name>rarebit::views::PartsView</name>
    <message>
        <source>Filter: layer:10-20 kurtosis&gt;8</source>
        <translation>Filter: layer:10-20 kurtosis&gt;8</translation>
    </message>
    <message>
        <source>Filter of the parts</source>
        <translation>Filter der Teile</translation>
    </message>
    <message>
        <source>All words must hold: a piece of the name, layer:3, layer:10-20, type:bf16, role:weight, or a comparison with one of %1</source>
        <translation>Alle Wörter müssen zutreffen: ein Stück des Namens, layer:3, layer:10-20, type:bf16, role:weight oder ein Vergleich mit %1</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Teile</translation>
    </message>
    <message>
        <source>No asset chosen</source>
        <translation>Kein Asset gewählt</translation>
    </message>
    <message>
        <source>Choose one in Assets: its parts are listed here.</source>
        <translation>Eines unter Assets wählen: Hier stehen dann seine Teile.</translation>
    </message>
    <message>
        <source>No parts</source>
        <translation>Keine Teile</translation>
    </message>
    <message>
        <source>There is nothing in this file to list.</source>
        <translation>In dieser Datei gibt es nichts aufzulisten.</translation>
    </message>
    <message>
        <source>%1 parts</source>
        <translation>%1 Teile</translation>
    </message>
    <message>
        <source>%1 of %2 parts</source>
        <translation>%1 von %2 Teilen</translation>
    </message>
    <message>
        <source>filling, %1 of %2</source>
        <translation>füllt sich, %1 von %2</translation>
    </message>
</context>
<context>
    <name>rarebit::views::PicturePane</name>
    <message>
        <source>Fit %1 %</source>
        <translation>Einpassen %1 %</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation>Wischen</translation>
    </message>
    <message>
        <source>Blink</source>
        <translation>Blinken</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>Vorzeichen</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>Wärmebild</translation>
    </message>
    <message>
        <source>Onion</source>
        <translation>Zwiebel</translation>
    </message>
    <message>
        <source>Which slot is compared with A</source>
        <translation>Welcher Platz mit A verglichen wird</translation>
    </message>
    <message>
        <source>What the heat map shows</source>
        <translation>Was das Wärmebild zeigt</translation>
    </message>
    <message>
        <source>Squared error</source>
        <translation>Quadratischer Fehler</translation>
    </message>
    <message>
        <source>Absolute error</source>
        <translation>Absoluter Fehler</translation>
    </message>
    <message>
        <source>SSIM</source>
        <translation>SSIM</translation>
    </message>
    <message>
        <source>Which channel the map shows</source>
        <translation>Welchen Kanal die Karte zeigt</translation>
    </message>
    <message>
        <source>How much differences are amplified</source>
        <translation>Wie stark Unterschiede verstärkt werden</translation>
    </message>
    <message>
        <source>× auto</source>
        <translation>× auto</translation>
    </message>
    <message>
        <source>× %1</source>
        <translation>× %1</translation>
    </message>
    <message>
        <source>How much of the other picture lies over A</source>
        <translation>Wie viel vom anderen Bild über A liegt</translation>
    </message>
    <message>
        <source>Loupe</source>
        <translation>Lupe</translation>
    </message>
    <message>
        <source>Eight by eight pixels with their numbers (Z)</source>
        <translation>Acht mal acht Pixel mit ihren Zahlen (Z)</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Anpassung</translation>
    </message>
    <message>
        <source>The whole picture (F)</source>
        <translation>Das ganze Bild (F)</translation>
    </message>
    <message>
        <source>1:1</source>
        <translation>1:1</translation>
    </message>
    <message>
        <source>One pixel of the picture on one of the screen (0)</source>
        <translation>Ein Bildpixel auf einem des Bildschirms (0)</translation>
    </message>
    <message>
        <source>Wipe follows the pointer</source>
        <translation>Wischen folgt dem Zeiger</translation>
    </message>
    <message>
        <source>Dragging chooses a region</source>
        <translation>Ziehen wählt einen Ausschnitt</translation>
    </message>
    <message>
        <source>Otherwise Shift and dragging does</source>
        <translation>Sonst mit Umschalt und Ziehen</translation>
    </message>
    <message>
        <source>A and %1</source>
        <translation>A und %1</translation>
    </message>
    <message>
        <source>%1, %2 × %3</source>
        <translation>%1, %2 × %3</translation>
    </message>
    <message>
        <source>loading</source>
        <translation>wird geladen</translation>
    </message>
    <message>
        <source>comparing</source>
        <translation>wird verglichen</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Mean of channels</source>
        <translation>Mittel der Kanäle</translation>
    </message>
    <message>
        <source>|%1 − A| × %2</source>
        <translation>|%1 − A| × %2</translation>
    </message>
    <message>
        <source>%1 − A, %2</source>
        <translation>%1 − A, %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>decoding</source>
        <translation>wird dekodiert</translation>
    </message>
    <message>
        <source>Signed error</source>
        <translation>Vorzeichenbehafteter Fehler</translation>
    </message>
    <message>
        <source>computing</source>
        <translation>wird berechnet</translation>
    </message>
    <message>
        <source>levels²</source>
        <translation>Stufen²</translation>
    </message>
    <message>
        <source>levels</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>pixel %1, %2</source>
        <translation>Pixel %1, %2</translation>
    </message>
    <message>
        <source>diff %1</source>
        <translation>Diff. %1</translation>
    </message>
    <message>
        <source>values %1 to %2 shown as black to white</source>
        <translation>Werte %1 bis %2 als Schwarz bis Weiß</translation>
    </message>
    <message>
        <source>Slot B is empty: choose a result to compare with</source>
        <translation>Platz B ist leer: ein Ergebnis zum Vergleichen wählen</translation>
    </message>
    <message>
        <source>Slot %1 holds another asset</source>
        <translation>Auf Platz %1 liegt ein anderes Asset</translation>
    </message>
    <message>
        <source>No sample differs</source>
        <translation>Kein Abtastwert weicht ab</translation>
    </message>
    <message>
        <source>%1 × %2 at %3, %4: %5 dB, whole %6 dB</source>
        <translation>%1 × %2 bei %3, %4: %5 dB, ganzes Bild %6 dB</translation>
    </message>
    <message>
        <source>%1 pixels</source>
        <translation>%1 Pixel</translation>
    </message>
    <message>
        <source>frame %1</source>
        <translation>Bild %1</translation>
    </message>
</context>
<context>
    <name>rarebit::views::PictureStage</name>
    <message>
        <source>What is judged</source>
        <translation>Was beurteilt wird</translation>
    </message>
</context>
<context>
    <name>rarebit::views::Plot</name>
    <message numerus="yes">
        <source>%n failed</source>
        <comment>points of a chart</comment>
        <translation>
            <numerusform>%n fehlgeschlagen</numerusform>
            <numerusform>%n fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message>
        <source>better</source>
        <translation>besser</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>series</comment>
        <translation>
            <numerusform>und %n weiterer</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rarebit::views::RateDistortionView</name>
    <message>
        <source>Rate-distortion chart</source>
        <translation>Rate-Verzerrungs-Diagramm</translation>
    </message>
    <message>
        <source>Horizontal axis</source>
        <translation>Waagerechte Achse</translation>
    </message>
    <message>
        <source>Vertical axis</source>
        <translation>Senkrechte Achse</translation>
    </message>
    <message>
        <source>Pareto front</source>
        <translation>Pareto-Front</translation>
    </message>
    <message>
        <source>Hull</source>
        <translation>Hülle</translation>
    </message>
    <message>
        <source>Error bars</source>
        <translation>Fehlerbalken</translation>
    </message>
    <message>
        <source>Results of all assets</source>
        <translation>Ergebnisse aller Assets</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Choose by lasso</source>
        <translation>Mit dem Lasso wählen</translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation>Logarithmisch</translation>
    </message>
    <message>
        <source>Reversed</source>
        <translation>Umgekehrt</translation>
    </message>
    <message>
        <source>Open in Compare</source>
        <translation>Im Vergleich öffnen</translation>
    </message>
    <message>
        <source>Put in slot %1</source>
        <translation>Auf Platz %1 legen</translation>
    </message>
    <message>
        <source>1 result</source>
        <translation>1 Ergebnis</translation>
    </message>
    <message>
        <source>%1 results</source>
        <translation>%1 Ergebnisse</translation>
    </message>
    <message>
        <source>%1 without %2</source>
        <translation>%1 ohne %2</translation>
    </message>
    <message>
        <source>%1 at or below 0, not on the log axis</source>
        <translation>%1 bei oder unter 0, nicht auf der logarithmischen Achse</translation>
    </message>
    <message>
        <source>bars: standard error</source>
        <translation>Balken: Standardfehler</translation>
    </message>
    <message numerus="yes">
        <source>%1 over %2, %n series</source>
        <translation>
            <numerusform>%1 über %2, %n Reihe</numerusform>
            <numerusform>%1 über %2, %n Reihen</numerusform>
        </translation>
    </message>
    <message>
        <source>No results yet</source>
        <translation>Noch keine Ergebnisse</translation>
    </message>
    <message>
        <source>Choose a method in Recipe and press Run, or start a sweep.</source>
        <translation>Im Rezept ein Verfahren wählen und ausführen oder eine Messreihe starten.</translation>
    </message>
    <message>
        <source>No result has both %1 and %2</source>
        <translation>Kein Ergebnis hat sowohl %1 als auch %2</translation>
    </message>
    <message>
        <source>Choose other columns by the names of the axes or in the pane&apos;s menu.</source>
        <translation>Andere Spalten über die Achsennamen oder im Menü des Bereichs wählen.</translation>
    </message>
    <message>
        <source>No results to draw</source>
        <translation>Keine Ergebnisse zu zeichnen</translation>
    </message>
    <message>
        <source>No results of %1 yet</source>
        <translation>Noch keine Ergebnisse von %1</translation>
    </message>
    <message>
        <source>Choose a method in Recipe and press Run, or look at the other assets.</source>
        <translation>Im Rezept ein Verfahren wählen und ausführen oder die anderen Assets ansehen.</translation>
    </message>
    <message>
        <source>Show all assets</source>
        <translation>Alle Assets zeigen</translation>
    </message>
    <message>
        <source>Asset</source>
        <translation>Asset</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Fix</source>
        <translation>Abhilfe</translation>
    </message>
    <message>
        <source>Enter opens, A or B assigns</source>
        <translation>Eingabe öffnet, A oder B belegt</translation>
    </message>
    <message>
        <source>Rate-distortion</source>
        <translation>Rate-Verzerrung</translation>
    </message>
    <message>
        <source>Curves of another project</source>
        <translation>Kurven eines anderen Projekts</translation>
    </message>
    <message>
        <source>other project unreadable</source>
        <translation>anderes Projekt nicht lesbar</translation>
    </message>
    <message>
        <source>Bjontegaard deltas</source>
        <translation>Bjontegaard-Deltas</translation>
    </message>
</context>
<context>
    <name>rarebit::views::RegionStatisticsView</name>
    <message>
        <source>Error of the region by channel</source>
        <translation>Fehler des Ausschnitts je Kanal</translation>
    </message>
    <message>
        <source>Picture and numbers come from one computation.</source>
        <translation>Bild und Zahlen stammen aus einer Rechnung.</translation>
    </message>
    <message>
        <source>Distribution of errors in the region</source>
        <translation>Verteilung der Fehler im Ausschnitt</translation>
    </message>
    <message>
        <source>the whole picture</source>
        <translation>das ganze Bild</translation>
    </message>
    <message>
        <source>Errors of %1</source>
        <translation>Fehler von %1</translation>
    </message>
    <message>
        <source>Error %1 − A</source>
        <translation>Fehler %1 − A</translation>
    </message>
    <message>
        <source>levels</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Region statistics</source>
        <translation>Ausschnitt-Statistik</translation>
    </message>
    <message>
        <source>the whole of frame %1</source>
        <translation>das ganze Bild %1</translation>
    </message>
</context>
<context>
    <name>rarebit::views::RegionTable</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>PSNR, dB</source>
        <translation>PSNR, dB</translation>
    </message>
    <message>
        <source>MSE</source>
        <translation>MSE</translation>
    </message>
    <message>
        <source>Max error</source>
        <translation>Max. Fehler</translation>
    </message>
    <message>
        <source>Whole, dB</source>
        <translation>Ganzes, dB</translation>
    </message>
</context>
<context>
    <name>rarebit::views::ResultsDelegate</name>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Fix</source>
        <translation>Abhilfe</translation>
    </message>
</context>
<context>
    <name>rarebit::views::ResultsModel</name>
    <message>
        <source>Star</source>
        <translation>Stern</translation>
    </message>
    <message>
        <source>starred</source>
        <translation>mit Stern</translation>
    </message>
    <message>
        <source>not starred</source>
        <translation>ohne Stern</translation>
    </message>
    <message>
        <source>Slot</source>
        <translation>Platz</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
</context>
<context>
    <name>rarebit::views::ResultsView</name>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Filter: method = rtn and params.bits &lt;= 4</source>
        <translation>Filter: method = rtn and params.bits &lt;= 4</translation>
    </message>
    <message>
        <source>Filter expression</source>
        <translation>Filterausdruck</translation>
    </message>
    <message>
        <source>only differing columns</source>
        <translation>nur abweichende Spalten</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>Gruppieren nach</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Copy as</source>
        <translation>Kopieren als</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>LaTeX (booktabs)</source>
        <translation>LaTeX (booktabs)</translation>
    </message>
    <message>
        <source>Only results of the chosen asset</source>
        <translation>Nur Ergebnisse des gewählten Assets</translation>
    </message>
    <message>
        <source>Mark best and worst</source>
        <translation>Beste und schlechteste markieren</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>1 result</source>
        <translation>1 Ergebnis</translation>
    </message>
    <message>
        <source>%1 results</source>
        <translation>%1 Ergebnisse</translation>
    </message>
    <message>
        <source>No results yet</source>
        <translation>Noch keine Ergebnisse</translation>
    </message>
    <message>
        <source>Choose a method in Recipe and press Run, or start a sweep.</source>
        <translation>Im Rezept ein Verfahren wählen und ausführen oder eine Messreihe starten.</translation>
    </message>
    <message>
        <source>No result matches</source>
        <translation>Kein Ergebnis passt</translation>
    </message>
    <message>
        <source>The filter or the chosen asset leaves out all %1.</source>
        <translation>Der Filter oder das gewählte Asset lässt alle %1 aus.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Show why it failed</source>
        <translation>Zeigen, warum es fehlschlug</translation>
    </message>
    <message>
        <source>Open in Compare</source>
        <translation>Im Vergleich öffnen</translation>
    </message>
    <message>
        <source>Put in slot %1</source>
        <translation>Auf Platz %1 legen</translation>
    </message>
    <message>
        <source>Remove star</source>
        <translation>Stern entfernen</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>Stern</translation>
    </message>
    <message>
        <source>Note ...</source>
        <translation>Notiz …</translation>
    </message>
    <message>
        <source>Tags ...</source>
        <translation>Schlagwörter …</translation>
    </message>
    <message>
        <source>Sort ascending</source>
        <translation>Aufsteigend sortieren</translation>
    </message>
    <message>
        <source>Sort descending</source>
        <translation>Absteigend sortieren</translation>
    </message>
    <message>
        <source>As they came</source>
        <translation>Wie sie kamen</translation>
    </message>
    <message>
        <source>Group by this</source>
        <translation>Hiernach gruppieren</translation>
    </message>
    <message>
        <source>Hide this column</source>
        <translation>Diese Spalte ausblenden</translation>
    </message>
</context>
<context>
    <name>rarebit::views::SheetPane</name>
    <message>
        <source>Cells that differ</source>
        <translation>Abweichende Zellen</translation>
    </message>
    <message>
        <source>Worksheets</source>
        <translation>Arbeitsblätter</translation>
    </message>
    <message>
        <source>Numbers differ by more than</source>
        <translation>Zahlen weichen um mehr ab als</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>Toleranz</translation>
    </message>
    <message>
        <source>List of the cells that differ</source>
        <translation>Liste der abweichenden Zellen</translation>
    </message>
    <message>
        <source>Current cell</source>
        <translation>Aktuelle Zelle</translation>
    </message>
    <message>
        <source>Type the name of a cell to go there</source>
        <translation>Name einer Zelle eingeben, um dorthin zu gehen</translation>
    </message>
    <message>
        <source>there is no such cell in this sheet</source>
        <translation>in diesem Blatt gibt es keine solche Zelle</translation>
    </message>
    <message>
        <source>Cells of A</source>
        <translation>Zellen von A</translation>
    </message>
    <message>
        <source>Cells of B</source>
        <translation>Zellen von B</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>%1, sheet %2</source>
        <translation>%1, Blatt %2</translation>
    </message>
    <message>
        <source>reading the sheet</source>
        <translation>das Blatt wird gelesen</translation>
    </message>
    <message>
        <source>comparing</source>
        <translation>wird verglichen</translation>
    </message>
    <message>
        <source>The sheet is empty</source>
        <translation>Das Blatt ist leer</translation>
    </message>
    <message>
        <source>Choose another one below, or in Assets.</source>
        <translation>Unten oder unter Assets ein anderes wählen.</translation>
    </message>
    <message>
        <source>differs in %1</source>
        <translation>weicht ab in %1</translation>
    </message>
    <message>
        <source>a number from 0 on</source>
        <translation>eine Zahl ab 0</translation>
    </message>
    <message>
        <source>%1 × %2, %3 cells with content</source>
        <translation>%1 × %2, %3 Zellen mit Inhalt</translation>
    </message>
    <message>
        <source>A alone: put a result into slot B to compare</source>
        <translation>Nur A: zum Vergleichen ein Ergebnis auf Platz B legen</translation>
    </message>
    <message>
        <source>identical</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>values, formulas and formats of all cells</source>
        <translation>Werte, Formeln und Formate aller Zellen</translation>
    </message>
    <message>
        <source>within the tolerance</source>
        <translation>innerhalb der Toleranz</translation>
    </message>
    <message>
        <source>%1 cells differ slightly</source>
        <translation>%1 Zellen weichen leicht ab</translation>
    </message>
    <message>
        <source>1 cell differs</source>
        <translation>1 Zelle weicht ab</translation>
    </message>
    <message>
        <source>%1 cells differ</source>
        <translation>%1 Zellen weichen ab</translation>
    </message>
    <message>
        <source>and %1 only slightly</source>
        <translation>und %1 nur leicht</translation>
    </message>
    <message>
        <source>%1, difference %2 of %3</source>
        <translation>%1, Unterschied %2 von %3</translation>
    </message>
    <message>
        <source>%1 differences</source>
        <translation>%1 Unterschiede</translation>
    </message>
</context>
<context>
    <name>rarebit::views::SidesPane</name>
    <message>
        <source>Which slot is compared with A</source>
        <translation>Welcher Platz mit A verglichen wird</translation>
    </message>
    <message>
        <source>Previous difference (Shift+N)</source>
        <translation>Voriger Unterschied (Umschalt+N)</translation>
    </message>
    <message>
        <source>Next difference (N)</source>
        <translation>Nächster Unterschied (N)</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
</context>
<context>
    <name>rarebit::views::SliderRow</name>
    <message>
        <source>Back to the usual value</source>
        <translation>Zurück zum üblichen Wert</translation>
    </message>
    <message>
        <source>Sweep this: a range instead of one value</source>
        <translation>Als Messreihe: ein Bereich statt eines Werts</translation>
    </message>
</context>
<context>
    <name>rarebit::views::SlotBadge</name>
    <message>
        <source>slot %1</source>
        <translation>Platz %1</translation>
    </message>
</context>
<context>
    <name>rarebit::views::SoundLanes</name>
    <message>
        <source>Sounds over time</source>
        <translation>Töne über der Zeit</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>%1 − A</source>
        <translation>%1 − A</translation>
    </message>
    <message>
        <source>residual</source>
        <translation>Rest</translation>
    </message>
    <message>
        <source>residual, shown × %1</source>
        <translation>Rest, gezeigt × %1</translation>
    </message>
    <message>
        <source>frequency, kHz</source>
        <translation>Frequenz, kHz</translation>
    </message>
    <message>
        <source>amplitude, full scale 1</source>
        <translation>Amplitude, Vollaussteuerung 1</translation>
    </message>
    <message>
        <source>first 2 of %1 channels</source>
        <translation>die ersten 2 von %1 Kanälen</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
</context>
<context>
    <name>rarebit::views::SoundPlayer</name>
    <message>
        <source>There is no sound device: nothing can be heard here.</source>
        <translation>Es gibt kein Tongerät: Hier ist nichts zu hören.</translation>
    </message>
    <message>
        <source>%1 does not play %2 channels at %3 Hz.</source>
        <translation>%1 spielt keine %2 Kanäle mit %3 Hz.</translation>
    </message>
</context>
<context>
    <name>rarebit::views::SoundStage</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>rarebit::views::SoundTable</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Channel %1</source>
        <translation>Kanal %1</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>SNR, dB</source>
        <translation>SNR, dB</translation>
    </message>
    <message>
        <source>Max error, dBFS</source>
        <translation>Max. Fehler, dBFS</translation>
    </message>
    <message>
        <source>Peak A, dBFS</source>
        <translation>Spitze A, dBFS</translation>
    </message>
    <message>
        <source>Peak B, dBFS</source>
        <translation>Spitze B, dBFS</translation>
    </message>
    <message>
        <source>Clipped more</source>
        <translation>Mehr übersteuert</translation>
    </message>
    <message>
        <source>Whole SNR, dB</source>
        <translation>SNR gesamt, dB</translation>
    </message>
</context>
<context>
    <name>rarebit::views::SpotModel</name>
    <message>
        <source>%1, %2 dB</source>
        <translation>%1, %2 dB</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>Place x, y</source>
        <translation>Ort x, y</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>Pixel</translation>
    </message>
    <message>
        <source>PSNR, dB</source>
        <translation>PSNR, dB</translation>
    </message>
    <message>
        <source>MSE</source>
        <translation>MSE</translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
</context>
<context>
    <name>rarebit::views::SpotsTable</name>
    <message>
        <source>Element</source>
        <translation>Element</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>B − A</source>
        <translation>B − A</translation>
    </message>
</context>
<context>
    <name>rarebit::views::StatisticsStrip</name>
    <message>
        <source>Statistics</source>
        <translation>Statistik</translation>
    </message>
</context>
<context>
    <name>rarebit::views::StrongestTable</name>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
</context>
<context>
    <name>rarebit::views::SurfaceCanvas</name>
    <message>
        <source>Picture in three dimensions</source>
        <translation>Bild in drei Dimensionen</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
</context>
<context>
    <name>rarebit::views::SurfaceView</name>
    <message>
        <source>Turn all 3-D views together</source>
        <translation>Alle 3D-Ansichten gemeinsam drehen</translation>
    </message>
    <message>
        <source>Decoding time instead of encoding time</source>
        <translation>Dekodierzeit statt Kodierzeit</translation>
    </message>
    <message>
        <source>Landscape</source>
        <translation>Landschaft</translation>
    </message>
    <message>
        <source>The strongest values of the tensor as heights</source>
        <translation>Die stärksten Werte des Tensors als Höhen</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Rate, time and quality of each result</source>
        <translation>Rate, Zeit und Güte jedes Ergebnisses</translation>
    </message>
    <message>
        <source>Magnitude</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>Was gezeigt wird</translation>
    </message>
    <message>
        <source>Heights show</source>
        <translation>Höhen zeigen</translation>
    </message>
    <message>
        <source>No tensor selected</source>
        <translation>Kein Tensor gewählt</translation>
    </message>
    <message>
        <source>Choose a tensor in Assets.</source>
        <translation>Unter Assets einen Tensor wählen.</translation>
    </message>
    <message>
        <source>No tensors in %1</source>
        <translation>Keine Tensoren in %1</translation>
    </message>
    <message>
        <source>A landscape shows numbers on a grid: models, caches, arrays, pictures.</source>
        <translation>Eine Landschaft zeigt Zahlen auf einem Gitter: Modelle, Caches, Felder, Bilder.</translation>
    </message>
    <message>
        <source>, error of %1 (%2)</source>
        <translation>, Fehler von %1 (%2)</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>wird gelesen</translation>
    </message>
    <message>
        <source>reading %1</source>
        <translation>%1 wird gelesen</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>max |error|</source>
        <translation>max |Fehler|</translation>
    </message>
    <message>
        <source>max |value|</source>
        <translation>max |Wert|</translation>
    </message>
    <message>
        <source>Landscape of %1</source>
        <translation>Landschaft von %1</translation>
    </message>
    <message>
        <source>No results of %1</source>
        <translation>Keine Ergebnisse von %1</translation>
    </message>
    <message>
        <source>No results</source>
        <translation>Keine Ergebnisse</translation>
    </message>
    <message>
        <source>Run a method, or sweep one of its parameters.</source>
        <translation>Ein Verfahren ausführen oder eine Messreihe über einen Parameter machen.</translation>
    </message>
    <message>
        <source>1 result</source>
        <translation>1 Ergebnis</translation>
    </message>
    <message>
        <source>%1 results</source>
        <translation>%1 Ergebnisse</translation>
    </message>
    <message>
        <source>Results over rate, time and quality</source>
        <translation>Ergebnisse über Rate, Zeit und Güte</translation>
    </message>
    <message>
        <source>rows %1, columns %2</source>
        <translation>Zeilen %1, Spalten %2</translation>
    </message>
    <message>
        <source>no 3-D</source>
        <translation>kein 3D</translation>
    </message>
    <message>
        <source>Back to the tensor</source>
        <translation>Zurück zum Tensor</translation>
    </message>
    <message>
        <source>Show the map</source>
        <translation>Karte zeigen</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>From row</source>
        <translation>Ab Zeile</translation>
    </message>
    <message>
        <source>From column</source>
        <translation>Ab Spalte</translation>
    </message>
    <message>
        <source>Surface</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>square root</source>
        <translation>Wurzel</translation>
    </message>
    <message>
        <source>0 % clipped</source>
        <translation>0 % abgeschnitten</translation>
    </message>
</context>
<context>
    <name>rarebit::views::TensorData</name>
    <message>
        <source>More than %1 values in the rows of this region: choose fewer rows</source>
        <translation>Mehr als %1 Werte in den Zeilen dieses Ausschnitts: weniger Zeilen wählen</translation>
    </message>
</context>
<context>
    <name>rarebit::views::TensorMap</name>
    <message>
        <source>Magnitude</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>z-score</source>
        <translation>z-Wert</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Map of the tensor</source>
        <translation>Karte des Tensors</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Strongest elements</source>
        <translation>Stärkste Elemente</translation>
    </message>
    <message>
        <source>One step nearer to the selection (Enter)</source>
        <translation>Einen Schritt näher zur Auswahl (Eingabe)</translation>
    </message>
    <message>
        <source>max |z|</source>
        <translation>max |z|</translation>
    </message>
    <message>
        <source>max |error|</source>
        <translation>max |Fehler|</translation>
    </message>
    <message>
        <source>max |value|</source>
        <translation>max |Wert|</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>1 tile beyond %1</source>
        <translation>1 Kachel jenseits %1</translation>
    </message>
    <message>
        <source>%1 tiles beyond %2</source>
        <translation>%1 Kacheln jenseits %2</translation>
    </message>
    <message>
        <source>no element is that strong</source>
        <translation>kein Element ist so stark</translation>
    </message>
    <message>
        <source>1 element</source>
        <translation>1 Element</translation>
    </message>
    <message>
        <source>the %1 strongest elements</source>
        <translation>die %1 stärksten Elemente</translation>
    </message>
    <message>
        <source>%1 elements, strongest first</source>
        <translation>%1 Elemente, stärkste zuerst</translation>
    </message>
    <message>
        <source>rows %1, columns %2</source>
        <translation>Zeilen %1, Spalten %2</translation>
    </message>
    <message>
        <source>value %1</source>
        <translation>Wert %1</translation>
    </message>
    <message>
        <source>after %1, error %2</source>
        <translation>nach %1, Fehler %2</translation>
    </message>
    <message>
        <source>z %1</source>
        <translation>z %1</translation>
    </message>
</context>
<context>
    <name>rarebit::views::TensorPane</name>
    <message>
        <source>Error, B − A</source>
        <translation>Fehler, B − A</translation>
    </message>
    <message>
        <source>Values of A</source>
        <translation>Werte von A</translation>
    </message>
    <message>
        <source>Values of B</source>
        <translation>Werte von B</translation>
    </message>
    <message>
        <source>Error, B minus A</source>
        <translation>Fehler, B minus A</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>rows %1 to %2, columns %3 to %4</source>
        <translation>Zeilen %1 bis %2, Spalten %3 bis %4</translation>
    </message>
    <message>
        <source>strongest %1</source>
        <translation>stärkste %1</translation>
    </message>
    <message>
        <source>Figures of the region</source>
        <translation>Zahlen des Ausschnitts</translation>
    </message>
    <message>
        <source>Largest errors</source>
        <translation>Größte Fehler</translation>
    </message>
    <message>
        <source>Parts, the largest error first</source>
        <translation>Teile, größter Fehler zuerst</translation>
    </message>
    <message>
        <source>Slice along the leading axes</source>
        <translation>Schnitt entlang der vorderen Achsen</translation>
    </message>
    <message>
        <source>slice </source>
        <translation>Schnitt </translation>
    </message>
    <message>
        <source>Where the colour scale ends</source>
        <translation>Wo die Farbskala endet</translation>
    </message>
    <message>
        <source>± P99.5</source>
        <translation>± P99.5</translation>
    </message>
    <message>
        <source>± largest</source>
        <translation>± größter</translation>
    </message>
    <message>
        <source>Colour scale of the error</source>
        <translation>Farbskala des Fehlers</translation>
    </message>
    <message>
        <source>one scale</source>
        <translation>eine Skala</translation>
    </message>
    <message>
        <source>error on its own</source>
        <translation>Fehler für sich</translation>
    </message>
    <message>
        <source>Figures and largest errors</source>
        <translation>Zahlen und größte Fehler</translation>
    </message>
    <message>
        <source>A, B, error</source>
        <translation>A, B, Fehler</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>%1, %2 %3</source>
        <translation>%1, %2 %3</translation>
    </message>
    <message>
        <source>The tensor is empty</source>
        <translation>Der Tensor ist leer</translation>
    </message>
    <message>
        <source>Choose another part.</source>
        <translation>Einen anderen Teil wählen.</translation>
    </message>
    <message>
        <source>reading the tensor</source>
        <translation>der Tensor wird gelesen</translation>
    </message>
    <message>
        <source> of %1</source>
        <translation> von %1</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>wird gelesen</translation>
    </message>
    <message>
        <source>A alone: put a result into slot B to compare</source>
        <translation>Nur A: zum Vergleichen ein Ergebnis auf Platz B legen</translation>
    </message>
    <message>
        <source>identical</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>all %1 values</source>
        <translation>alle %1 Werte</translation>
    </message>
    <message>
        <source>relative error %1 %, SNR %2 dB</source>
        <translation>relativer Fehler %1 %, SNR %2 dB</translation>
    </message>
    <message>
        <source>%1 values, %2</source>
        <translation>%1 Werte, %2</translation>
    </message>
    <message>
        <source>B − A</source>
        <translation>B − A</translation>
    </message>
    <message>
        <source>value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Element</source>
        <translation>Element</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>A, %1</source>
        <translation>A, %1</translation>
    </message>
    <message>
        <source>error, B − A</source>
        <translation>Fehler, B − A</translation>
    </message>
    <message>
        <source>Whole part</source>
        <translation>Ganzer Teil</translation>
    </message>
    <message>
        <source>Region, %1 × %2</source>
        <translation>Ausschnitt, %1 × %2</translation>
    </message>
    <message>
        <source>A %1, B %2</source>
        <translation>A %1, B %2</translation>
    </message>
    <message>
        <source>B − A %1</source>
        <translation>B − A %1</translation>
    </message>
    <message>
        <source>value %1</source>
        <translation>Wert %1</translation>
    </message>
    <message>
        <source>%1, error %2 of %3</source>
        <translation>%1, Fehler %2 von %3</translation>
    </message>
</context>
<context>
    <name>rarebit::views::Timeline</name>
    <message>
        <source>Time line</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>frame %1 of %2</source>
        <translation>Bild %1 von %2</translation>
    </message>
    <message>
        <source>, %1</source>
        <translation>, %1</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>kbit per frame, log</source>
        <translation>kbit je Bild, log</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Güte</translation>
    </message>
    <message>
        <source>↑ higher is better</source>
        <translation>↑ höher ist besser</translation>
    </message>
    <message>
        <source>No frame differs</source>
        <translation>Kein Bild weicht ab</translation>
    </message>
    <message>
        <source>worst 5 %, %1 dB</source>
        <translation>schlechteste 5 %, %1 dB</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
</context>
<context>
    <name>rarebit::views::TokenSlider</name>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>token %1 of %2</source>
        <translation>Token %1 von %2</translation>
    </message>
    <message>
        <source>Token %1</source>
        <translation>Token %1</translation>
    </message>
</context>
<context>
    <name>rarebit::views::Trail</name>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Back to %1</source>
        <translation>Zurück zu %1</translation>
    </message>
</context>
<context>
    <name>rarebit::views::VideoPane</name>
    <message>
        <source>Frames that the other side starts later</source>
        <translation>Bilder, um die die andere Seite später beginnt</translation>
    </message>
    <message>
        <source> frames</source>
        <translation> Bilder</translation>
    </message>
    <message>
        <source>To the first frame (Home)</source>
        <translation>Zum ersten Bild (Pos1)</translation>
    </message>
    <message>
        <source>One frame back (,)</source>
        <translation>Ein Bild zurück (,)</translation>
    </message>
    <message>
        <source>Play (L), pause (K)</source>
        <translation>Abspielen (L), anhalten (K)</translation>
    </message>
    <message>
        <source>One frame on (.)</source>
        <translation>Ein Bild weiter (.)</translation>
    </message>
    <message>
        <source>Play again from the start</source>
        <translation>Von vorn abspielen</translation>
    </message>
    <message>
        <source>shuttle</source>
        <translation>Spulen</translation>
    </message>
    <message>
        <source>To the worse frame before in the list (Shift+N)</source>
        <translation>Zum schlechteren Bild davor in der Liste (Umschalt+N)</translation>
    </message>
    <message>
        <source>Worst</source>
        <translation>Schlechteste</translation>
    </message>
    <message>
        <source>To the next frame, lowest quality first (N)</source>
        <translation>Zum nächsten Bild, niedrigste Güte zuerst (N)</translation>
    </message>
    <message>
        <source>%1, %2 × %3, %4 frames per second</source>
        <translation>%1, %2 × %3, %4 Bilder je Sekunde</translation>
    </message>
    <message>
        <source>dB</source>
        <translation>dB</translation>
    </message>
    <message>
        <source>dB, %1 % of the frames so far</source>
        <translation>dB, bisher %1 % der Bilder</translation>
    </message>
    <message>
        <source>PSNR of luma</source>
        <translation>PSNR der Luma</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>playing</source>
        <translation>spielt</translation>
    </message>
    <message>
        <source>playing %1×</source>
        <translation>spielt %1×</translation>
    </message>
    <message>
        <source>%1 / %2, frame %3 of %4, %5</source>
        <translation>%1 / %2, Bild %3 von %4, %5</translation>
    </message>
    <message>
        <source>, %1 dB</source>
        <translation>, %1 dB</translation>
    </message>
    <message>
        <source>%1 later</source>
        <translation>%1 später</translation>
    </message>
    <message>
        <source>How many frames %1 starts later than A</source>
        <translation>Um wie viele Bilder %1 später beginnt als A</translation>
    </message>
</context>
<context>
    <name>rarebit::views::View</name>
    <message>
        <source>Open files</source>
        <translation>Dateien öffnen</translation>
    </message>
    <message>
        <source>opening %1</source>
        <translation>%1 wird geöffnet</translation>
    </message>
    <message>
        <source>opening</source>
        <translation>wird geöffnet</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Relink…</source>
        <translation>Neu verknüpfen …</translation>
    </message>
    <message>
        <source>Open as raw bytes</source>
        <translation>Als rohe Bytes öffnen</translation>
    </message>
</context>
<context>
    <name>rarebit::views::WallView</name>
    <message>
        <source>no finite value</source>
        <translation>kein endlicher Wert</translation>
    </message>
    <message>
        <source>Distributions of all parts</source>
        <translation>Verteilungen aller Teile</translation>
    </message>
    <message>
        <source>Part of a name</source>
        <translation>Teil eines Namens</translation>
    </message>
    <message>
        <source>Filter by name</source>
        <translation>Nach Namen filtern</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>No model or cache chosen</source>
        <translation>Kein Modell oder Cache gewählt</translation>
    </message>
    <message>
        <source>Pick one in Assets to see the distribution of each of its parts.</source>
        <translation>Unter Assets eines wählen, um die Verteilung jedes Teils zu sehen.</translation>
    </message>
    <message>
        <source>line: %1, dashed: its error</source>
        <translation>Linie: %1, gestrichelt: sein Fehler</translation>
    </message>
    <message>
        <source>No part holds numbers</source>
        <translation>Kein Teil enthält Zahlen</translation>
    </message>
    <message>
        <source>Text and tables have no distribution of values. Choose another asset.</source>
        <translation>Text und Tabellen haben keine Verteilung von Werten. Ein anderes Asset wählen.</translation>
    </message>
    <message>
        <source>1 part</source>
        <translation>1 Teil</translation>
    </message>
    <message>
        <source>%1 parts</source>
        <translation>%1 Teile</translation>
    </message>
    <message>
        <source>filling, %1 of %2</source>
        <translation>füllt sich, %1 von %2</translation>
    </message>
    <message>
        <source>Wall of distributions</source>
        <translation>Wand der Verteilungen</translation>
    </message>
</context>
<context>
    <name>rarebit::views::WorstFirstView</name>
    <message>
        <source>Places with the largest error, worst first</source>
        <translation>Stellen mit dem größten Fehler, schlechteste zuerst</translation>
    </message>
    <message>
        <source>%1 × %1 blocks by squared error</source>
        <translation>Blöcke von %1 × %1 nach quadratischem Fehler</translation>
    </message>
    <message>
        <source>No sample differs</source>
        <translation>Kein Abtastwert weicht ab</translation>
    </message>
    <message>
        <source>Both sides are the same.</source>
        <translation>Beide Seiten sind gleich.</translation>
    </message>
    <message>
        <source>Worst first</source>
        <translation>Schlechteste zuerst</translation>
    </message>
</context>
<context>
    <name>rarebit::views::WorstFrames</name>
    <message>
        <source>Frame</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>kbit</source>
        <translation>kbit</translation>
    </message>
    <message>
        <source>PSNR, dB</source>
        <translation>PSNR, dB</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
</context>
<context>
    <name>rarebit::views::WorstFramesView</name>
    <message>
        <source>Frames by quality, lowest first</source>
        <translation>Bilder nach Güte, niedrigste zuerst</translation>
    </message>
    <message>
        <source>No clip is chosen</source>
        <translation>Kein Clip gewählt</translation>
    </message>
    <message>
        <source>Choose a video in Assets.</source>
        <translation>Unter Assets ein Video wählen.</translation>
    </message>
    <message>
        <source>Slot B is empty</source>
        <translation>Platz B ist leer</translation>
    </message>
    <message>
        <source>Open a point of the chart: its reconstruction stands in slot B.</source>
        <translation>Einen Punkt des Diagramms öffnen: Seine Rekonstruktion steht auf Platz B.</translation>
    </message>
    <message>
        <source>by PSNR of luma</source>
        <translation>nach PSNR der Luma</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>decoding and comparing</source>
        <translation>wird dekodiert und verglichen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Worst frames</source>
        <translation>Schlechteste Bilder</translation>
    </message>
</context>
</TS>
