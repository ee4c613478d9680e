<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>RecoveryDifference</name>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>%n chosen</numerusform>
            <numerusform>%n chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rarebit::gui::Doctor</name>
    <message numerus="yes">
        <source>%n thread(s), %1</source>
        <translation>
            <numerusform>%n thread, %1</numerusform>
            <numerusform>%n threads, %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rarebit::gui::Home</name>
    <message numerus="yes">
        <source>Show all %n</source>
        <translation>
            <numerusform>Show %n</numerusform>
            <numerusform>Show all %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rarebit::gui::JobsModel</name>
    <message numerus="yes">
        <source>%n from cache</source>
        <translation>
            <numerusform>%n from cache</numerusform>
            <numerusform>%n from cache</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n done</source>
        <translation>
            <numerusform>%n done</numerusform>
            <numerusform>%n done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n points: %1</source>
        <translation>
            <numerusform>%n point: %1</numerusform>
            <numerusform>%n points: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>pauses after %n points</source>
        <translation>
            <numerusform>pauses after %n point</numerusform>
            <numerusform>pauses after %n points</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rarebit::gui::JobsPanel</name>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n finished</source>
        <translation>
            <numerusform>%n finished</numerusform>
            <numerusform>%n finished</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paused</source>
        <translation>
            <numerusform>%n paused</numerusform>
            <numerusform>%n paused</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rarebit::gui::MainWindow</name>
    <message numerus="yes">
        <source>done, %n failed</source>
        <translation>
            <numerusform>done, %n failed</numerusform>
            <numerusform>done, %n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) still run. Stop them and close? What is finished stays in the project.</source>
        <translation>
            <numerusform>%n job still runs. Stop it and close? What is finished stays in the project.</numerusform>
            <numerusform>%n jobs still run. Stop them and close? What is finished stays in the project.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n result(s)</source>
        <translation>
            <numerusform>%n result</numerusform>
            <numerusform>%n results</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n asset(s)</source>
        <translation>
            <numerusform>%n asset</numerusform>
            <numerusform>%n assets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rarebit::gui::Recipe</name>
    <message numerus="yes">
        <source>%n points</source>
        <translation>
            <numerusform>%n point</numerusform>
            <numerusform>%n points</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Run %n points</source>
        <translation>
            <numerusform>Run %n point</numerusform>
            <numerusform>Run %n points</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rarebit::gui::ReportComposer</name>
    <message numerus="yes">
        <source>%n page(s) of A4</source>
        <translation>
            <numerusform>%n page of A4</numerusform>
            <numerusform>%n pages of A4</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rarebit::gui::Settings</name>
    <message numerus="yes">
        <source>Processes of a sweep that run at the same time, where the sweep itself says nothing. All: one for each of the %n thread(s). For runs from now on.</source>
        <translation>
            <numerusform>Processes of a sweep that run at the same time, where the sweep itself says nothing. All: one, for the one thread. For runs from now on.</numerusform>
            <numerusform>Processes of a sweep that run at the same time, where the sweep itself says nothing. All: one for each of the %n threads. For runs from now on.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rarebit::gui::SpreadEditor</name>
    <message numerus="yes">
        <source>%n values: %1</source>
        <translation>
            <numerusform>%n value: %1</numerusform>
            <numerusform>%n values: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n values</source>
        <translation>
            <numerusform>%n value</numerusform>
            <numerusform>%n values</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rarebit::gui::Study</name>
    <message numerus="yes">
        <source>%1 to %2, %n points</source>
        <translation>
            <numerusform>%1 to %2, %n point</numerusform>
            <numerusform>%1 to %2, %n points</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rarebit::gui::SweepDesigner</name>
    <message numerus="yes">
        <source>%n left out: not for their asset</source>
        <translation>
            <numerusform>%n left out: not for its asset</numerusform>
            <numerusform>%n left out: not for their asset</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to run</source>
        <translation>
            <numerusform>%n to run</numerusform>
            <numerusform>%n to run</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>encoding and decoding, %n workers</source>
        <translation>
            <numerusform>encoding and decoding, %n worker</numerusform>
            <numerusform>encoding and decoding, %n workers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>without %n points like none before</source>
        <translation>
            <numerusform>without %n point like none before</numerusform>
            <numerusform>without %n points like none before</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rarebit::views::BdModel</name>
    <message numerus="yes">
        <source>Mean of %n assets</source>
        <translation>
            <numerusform>Mean of %n asset</numerusform>
            <numerusform>Mean of %n assets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without a value</source>
        <translation>
            <numerusform>%n without a value</numerusform>
            <numerusform>%n without a value</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rarebit::views::BdPanel</name>
    <message numerus="yes">
        <source>not monotone: %n points beside the hull</source>
        <translation>
            <numerusform>not monotone: %n point beside the hull</numerusform>
            <numerusform>not monotone: %n points beside the hull</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n points, fewer than %1</source>
        <translation>
            <numerusform>%n point, fewer than %1</numerusform>
            <numerusform>%n points, fewer than %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n points of equal quality left out</source>
        <translation>
            <numerusform>%n point of equal quality left out</numerusform>
            <numerusform>%n points of equal quality left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n points without finite quality left out</source>
        <translation>
            <numerusform>%n point without finite quality left out</numerusform>
            <numerusform>%n points without finite quality left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rarebit::views::Plot</name>
    <message numerus="yes">
        <source>%n failed</source>
        <comment>points of a chart</comment>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>series</comment>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rarebit::views::RateDistortionView</name>
    <message numerus="yes">
        <source>%1 over %2, %n series</source>
        <translation>
            <numerusform>%1 over %2, %n series</numerusform>
            <numerusform>%1 over %2, %n series</numerusform>
        </translation>
    </message>
</context>
</TS>
