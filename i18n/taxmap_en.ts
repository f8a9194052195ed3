<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
    <context>
        <name>ApplyFabricChanges</name>
        <message>
            <source>Reviewed proposals</source>
            <translation>Reviewed proposals</translation>
        </message>
        <message>
            <source>The layer that comparing two maps gave, with “Accepted” in its column “Accept” for each case that is accepted.</source>
            <translation>The layer that comparing two maps gave, with “Accepted” in its column “Accept” for each case that is accepted.</translation>
        </message>
    </context>
    <context>
        <name>AreaFields</name>
        <message>
            <source>Areas that I type</source>
            <translation>Areas that I type</translation>
        </message>
        <message>
            <source>Equal parts</source>
            <translation>Equal parts</translation>
        </message>
        <message>
            <source>How</source>
            <translation>How</translation>
        </message>
        <message>
            <source>Areas, one a line; a number alone is m²</source>
            <translation>Areas, one a line; a number alone is m²</translation>
        </message>
        <message>
            <source>How many parts</source>
            <translation>How many parts</translation>
        </message>
        <message>
            <source>What is left over is the last piece.</source>
            <translation>What is left over is the last piece.</translation>
        </message>
        <message>
            <source>The side that I click</source>
            <translation>The side that I click</translation>
        </message>
        <message>
            <source>North</source>
            <translation>North</translation>
        </message>
        <message>
            <source>East</source>
            <translation>East</translation>
        </message>
        <message>
            <source>South</source>
            <translation>South</translation>
        </message>
        <message>
            <source>West</source>
            <translation>West</translation>
        </message>
        <message>
            <source>Begin at</source>
            <translation>Begin at</translation>
        </message>
        <message>
            <source>Share out the difference</source>
            <translation>Share out the difference</translation>
        </message>
        <message>
            <source>Each piece gets its part of it, by area; no piece is left over.</source>
            <translation>Each piece gets its part of it, by area; no piece is left over.</translation>
        </message>
    </context>
    <context>
        <name>AreaTable</name>
        <message>
            <source>Map</source>
            <translation>Map</translation>
        </message>
        <message>
            <source>Document</source>
            <translation>Document</translation>
        </message>
        <message>
            <source>The document's area is not known.</source>
            <translation>The document's area is not known.</translation>
        </message>
        <message>
            <source>Differs by</source>
            <translation>Differs by</translation>
        </message>
        <message>
            <source>m²</source>
            <translation>m²</translation>
        </message>
    </context>
    <context>
        <name>AssessTax</name>
        <message>
            <source>Keep the assessments in the workspace</source>
            <translation>Keep the assessments in the workspace</translation>
        </message>
        <message>
            <source>As drafts. What changed since the last run is superseded and stays readable; without it the tax is only worked out.</source>
            <translation>As drafts. What changed since the last run is superseded and stays readable; without it the tax is only worked out.</translation>
        </message>
        <message>
            <source>Workbook</source>
            <translation>Workbook</translation>
        </message>
        <message>
            <source>Payers</source>
            <translation>Payers</translation>
        </message>
        <message>
            <source>Items</source>
            <translation>Items</translation>
        </message>
        <message>
            <source>Tax (baht)</source>
            <translation>Tax (baht)</translation>
        </message>
        <message>
            <source>Left out</source>
            <translation>Left out</translation>
        </message>
        <message>
            <source>New assessments</source>
            <translation>New assessments</translation>
        </message>
        <message>
            <source>Changed assessments</source>
            <translation>Changed assessments</translation>
        </message>
        <message>
            <source>Assessments as before</source>
            <translation>Assessments as before</translation>
        </message>
        <message>
            <source>Cancelled assessments</source>
            <translation>Cancelled assessments</translation>
        </message>
        <message>
            <source>Signboard tax (baht)</source>
            <translation>Signboard tax (baht)</translation>
        </message>
        <message>
            <source>Sums by class, payers, items, how each number came about, what changed since the last run, and what is left out and why. Names are masked.</source>
            <translation>Sums by class, payers, items, how each number came about, what changed since the last run, and what is left out and why. Names are masked.</translation>
        </message>
    </context>
    <context>
        <name>BlockFields</name>
        <message>
            <source>Block</source>
            <translation>Block</translation>
        </message>
        <message>
            <source>The parcels get the next free codes of this block.</source>
            <translation>The parcels get the next free codes of this block.</translation>
        </message>
    </context>
    <context>
        <name>BusyLine</name>
        <message>
            <source>Cancel</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>Cancelling…</source>
            <translation>Cancelling…</translation>
        </message>
    </context>
    <context>
        <name>CapturePage</name>
        <message>
            <source>Cancel</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>Click the place on the map. Esc cancels.</source>
            <translation>Click the place on the map. Esc cancels.</translation>
        </message>
        <message>
            <source>Click the points of the line on the map; it snaps to corners and sides. Right click ends it, Backspace takes the last point back, Esc cancels.</source>
            <translation>Click the points of the line on the map; it snaps to corners and sides. Right click ends it, Backspace takes the last point back, Esc cancels.</translation>
        </message>
        <message>
            <source>Click the corners on the map; they snap to corners and sides. Right click ends it, Backspace takes the last corner back, Esc cancels.</source>
            <translation>Click the corners on the map; they snap to corners and sides. Right click ends it, Backspace takes the last corner back, Esc cancels.</translation>
        </message>
        <message>
            <source>Click the side of the parcel from which to begin. Esc cancels.</source>
            <translation>Click the side of the parcel from which to begin. Esc cancels.</translation>
        </message>
        <message>
            <source>Drag a corner or a side of the parcels to its new place, or click it and click where it shall be. Esc puts it back, once more cancels.</source>
            <translation>Drag a corner or a side of the parcels to its new place, or click it and click where it shall be. Esc puts it back, once more cancels.</translation>
        </message>
    </context>
    <context>
        <name>CardPage</name>
        <message>
            <source>Neighbours</source>
            <translation>Neighbours</translation>
        </message>
        <message>
            <source>Parcel</source>
            <translation>Parcel</translation>
        </message>
        <message>
            <source>Metres</source>
            <translation>Metres</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>Owner</translation>
        </message>
        <message>
            <source>What to do with it…</source>
            <translation>What to do with it…</translation>
        </message>
        <message>
            <source>In no block yet</source>
            <translation>In no block yet</translation>
        </message>
        <message>
            <source>Owners</source>
            <translation>Owners</translation>
        </message>
        <message>
            <source>Documents</source>
            <translation>Documents</translation>
        </message>
        <message>
            <source>Area</source>
            <translation>Area</translation>
        </message>
        <message>
            <source>Buildings and signboards</source>
            <translation>Buildings and signboards</translation>
        </message>
        <message>
            <source>To be checked</source>
            <translation>To be checked</translation>
        </message>
        <message>
            <source>History</source>
            <translation>History</translation>
        </message>
        <message>
            <source>Look at the match</source>
            <translation>Look at the match</translation>
        </message>
    </context>
    <context>
        <name>CheckQuality</name>
        <message>
            <source>File the findings</source>
            <translation>File the findings</translation>
        </message>
        <message>
            <source>New findings are filed, those that are gone are closed, and what was decided of the others stands. Without it the check only looks.</source>
            <translation>New findings are filed, those that are gone are closed, and what was decided of the others stands. Without it the check only looks.</translation>
        </message>
        <message>
            <source>End as failed on</source>
            <translation>End as failed on</translation>
        </message>
        <message>
            <source>Nothing</source>
            <translation>Nothing</translation>
        </message>
        <message>
            <source>Errors</source>
            <translation>Errors</translation>
        </message>
        <message>
            <source>Errors and what is to be checked</source>
            <translation>Errors and what is to be checked</translation>
        </message>
        <message>
            <source>Findings of the check</source>
            <translation>Findings of the check</translation>
        </message>
        <message>
            <source>A point for each finding. Those without a place are rows of the table.</source>
            <translation>A point for each finding. Those without a place are rows of the table.</translation>
        </message>
        <message>
            <source>Workbook</source>
            <translation>Workbook</translation>
        </message>
        <message>
            <source>A workbook with the summary, all findings, and their history by day.</source>
            <translation>A workbook with the summary, all findings, and their history by day.</translation>
        </message>
        <message>
            <source>To check</source>
            <translation>To check</translation>
        </message>
        <message>
            <source>For information</source>
            <translation>For information</translation>
        </message>
        <message>
            <source>Accepted as they are</source>
            <translation>Accepted as they are</translation>
        </message>
        <message>
            <source>New findings</source>
            <translation>New findings</translation>
        </message>
        <message>
            <source>Findings that are gone</source>
            <translation>Findings that are gone</translation>
        </message>
        <message>
            <source>Rules that could not be checked</source>
            <translation>Rules that could not be checked</translation>
        </message>
        <message>
            <source>Groups of rules</source>
            <translation>Groups of rules</translation>
        </message>
        <message>
            <source>What is looked for. All unless you choose.</source>
            <translation>What is looked for. All unless you choose.</translation>
        </message>
        <message>
            <source>Only these rules</source>
            <translation>Only these rules</translation>
        </message>
        <message>
            <source>Options of the rules</source>
            <translation>Options of the rules</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>Report</translation>
        </message>
        <message>
            <source>A cover with the totals and a map, then each rule with its findings.</source>
            <translation>A cover with the totals and a map, then each rule with its findings.</translation>
        </message>
        <message>
            <source>Ids or titles, one a line or with commas, such as overlap, gap. Empty: all rules of the groups. Rules that the office has switched off find nothing. There are: {rules}.</source>
            <translation>Ids or titles, one a line or with commas, such as overlap, gap. Empty: all rules of the groups. Rules that the office has switched off find nothing. There are: {rules}.</translation>
        </message>
        <message>
            <source>rule.option=value, one a line, such as overlap.area=0.5, for this run only. Empty: as the office has set them, else the usual values, which follow. {options}.</source>
            <translation>rule.option=value, one a line, such as overlap.area=0.5, for this run only. Empty: as the office has set them, else the usual values, which follow. {options}.</translation>
        </message>
        <message>
            <source>For scheduled runs: when there are such findings that nobody has accepted, a rule could not be checked, or there are no parcels, all outputs are written and qgis_process ends with another status than 0.</source>
            <translation>For scheduled runs: when there are such findings that nobody has accepted, a rule could not be checked, or there are no parcels, all outputs are written and qgis_process ends with another status than 0.</translation>
        </message>
    </context>
    <context>
        <name>CheckTax</name>
        <message>
            <source>The same up to (baht)</source>
            <translation>The same up to (baht)</translation>
        </message>
        <message>
            <source>Figures that differ by no more than this count as the same.</source>
            <translation>Figures that differ by no more than this count as the same.</translation>
        </message>
        <message>
            <source>System</source>
            <translation>System</translation>
        </message>
        <message>
            <source>Where the figures of several systems were brought in, the one that is compared, as its column says. Blank: the only one.</source>
            <translation>Where the figures of several systems were brought in, the one that is compared, as its column says. Blank: the only one.</translation>
        </message>
        <message>
            <source>End as failed on</source>
            <translation>End as failed on</translation>
        </message>
        <message>
            <source>Nothing</source>
            <translation>Nothing</translation>
        </message>
        <message>
            <source>Another tax, or one without its counterpart</source>
            <translation>Another tax, or one without its counterpart</translation>
        </message>
        <message>
            <source>For scheduled runs: when there are such rows, all outputs are written and qgis_process ends with another status than 0.</source>
            <translation>For scheduled runs: when there are such rows, all outputs are written and qgis_process ends with another status than 0.</translation>
        </message>
        <message>
            <source>Parcels whose tax differs</source>
            <translation>Parcels whose tax differs</translation>
        </message>
        <message>
            <source>Coloured by result, with both taxes and why they differ.</source>
            <translation>Coloured by result, with both taxes and why they differ.</translation>
        </message>
        <message>
            <source>Workbook</source>
            <translation>Workbook</translation>
        </message>
        <message>
            <source>Sums by class, every parcel with both sides, and how our figures came about up to where they part from the others.</source>
            <translation>Sums by class, every parcel with both sides, and how our figures came about up to where they part from the others.</translation>
        </message>
        <message>
            <source>Same</source>
            <translation>Same</translation>
        </message>
        <message>
            <source>Same tax, other values</source>
            <translation>Same tax, other values</translation>
        </message>
        <message>
            <source>Another tax</source>
            <translation>Another tax</translation>
        </message>
        <message>
            <source>Only here</source>
            <translation>Only here</translation>
        </message>
        <message>
            <source>Only there</source>
            <translation>Only there</translation>
        </message>
        <message>
            <source>Tax here (baht)</source>
            <translation>Tax here (baht)</translation>
        </message>
        <message>
            <source>Tax there (baht)</source>
            <translation>Tax there (baht)</translation>
        </message>
        <message>
            <source>Any difference of a figure or a payer</source>
            <translation>Any difference of a figure or a payer</translation>
        </message>
        <message>
            <source>Same tax, another payer</source>
            <translation>Same tax, another payer</translation>
        </message>
    </context>
    <context>
        <name>CodeUnits</name>
        <message>
            <source>Buildings and signboards</source>
            <translation>Buildings and signboards</translation>
        </message>
        <message>
            <source>Buildings</source>
            <translation>Buildings</translation>
        </message>
        <message>
            <source>Signboards</source>
            <translation>Signboards</translation>
        </message>
        <message>
            <source>Which get codes</source>
            <translation>Which get codes</translation>
        </message>
        <message>
            <source>Only those without a code; codes that are there stay.</source>
            <translation>Only those without a code; codes that are there stay.</translation>
        </message>
        <message>
            <source>Such as 01A001, 01A002. Empty: on all parcels.</source>
            <translation>Such as 01A001, 01A002. Empty: on all parcels.</translation>
        </message>
        <message>
            <source>Codes</source>
            <translation>Codes</translation>
        </message>
        <message>
            <source>A point for each, with parcel, code, reason, and what to look at.</source>
            <translation>A point for each, with parcel, code, reason, and what to look at.</translation>
        </message>
        <message>
            <source>With a new code</source>
            <translation>With a new code</translation>
        </message>
        <message>
            <source>On no parcel</source>
            <translation>On no parcel</translation>
        </message>
        <message>
            <source>What it is</source>
            <translation>What it is</translation>
        </message>
        <message>
            <source>Parcel code</source>
            <translation>Parcel code</translation>
        </message>
        <message>
            <source>New code</source>
            <translation>New code</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>To be looked at</source>
            <translation>To be looked at</translation>
        </message>
        <message>
            <source>Building</source>
            <translation>Building</translation>
        </message>
        <message>
            <source>Signboard</source>
            <translation>Signboard</translation>
        </message>
        <message>
            <source>Gets a code</source>
            <translation>Gets a code</translation>
        </message>
        <message>
            <source>Gets a code; look at its place</source>
            <translation>Gets a code; look at its place</translation>
        </message>
        <message>
            <source>No code</source>
            <translation>No code</translation>
        </message>
    </context>
    <context>
        <name>CompareFabrics</name>
        <message>
            <source>Newer map</source>
            <translation>Newer map</translation>
        </message>
        <message>
            <source>The parcels as they are now, such as a new file of the land office.</source>
            <translation>The parcels as they are now, such as a new file of the land office.</translation>
        </message>
        <message>
            <source>Key in the newer map</source>
            <translation>Key in the newer map</translation>
        </message>
        <message>
            <source>The column of the parcels' keys. Empty: the one that looks like it.</source>
            <translation>The column of the parcels' keys. Empty: the one that looks like it.</translation>
        </message>
        <message>
            <source>Older map</source>
            <translation>Older map</translation>
        </message>
        <message>
            <source>The parcels as they were. Leave it empty to compare with a workspace.</source>
            <translation>The parcels as they were. Leave it empty to compare with a workspace.</translation>
        </message>
        <message>
            <source>Key in the older map</source>
            <translation>Key in the older map</translation>
        </message>
        <message>
            <source>Or the parcels of a workspace</source>
            <translation>Or the parcels of a workspace</translation>
        </message>
        <message>
            <source>The office's own map (.gpkg) in place of an older map; it is only read.</source>
            <translation>The office's own map (.gpkg) in place of an older map; it is only read.</translation>
        </message>
        <message>
            <source>Shift of lines (metres)</source>
            <translation>Shift of lines (metres)</translation>
        </message>
        <message>
            <source>A line that lies this close to the old one is the same line.</source>
            <translation>A line that lies this close to the old one is the same line.</translation>
        </message>
        <message>
            <source>Area tolerance (percent)</source>
            <translation>Area tolerance (percent)</translation>
        </message>
        <message>
            <source>A greater difference between the areas before and after is pointed out.</source>
            <translation>A greater difference between the areas before and after is pointed out.</translation>
        </message>
        <message>
            <source>Smallest change (m²)</source>
            <translation>Smallest change (m²)</translation>
        </message>
        <message>
            <source>Less ground than this is not spoken of; 4 m² are 1 square wah.</source>
            <translation>Less ground than this is not spoken of; 4 m² are 1 square wah.</translation>
        </message>
        <message>
            <source>Smallest share (percent)</source>
            <translation>Smallest share (percent)</translation>
        </message>
        <message>
            <source>An old and a new parcel that share less of their ground are separate cases.</source>
            <translation>An old and a new parcel that share less of their ground are separate cases.</translation>
        </message>
        <message>
            <source>Proposed changes</source>
            <translation>Proposed changes</translation>
        </message>
        <message>
            <source>Every old and new parcel of every case, coloured by what has become of it.</source>
            <translation>Every old and new parcel of every case, coloured by what has become of it.</translation>
        </message>
        <message>
            <source>Page to read</source>
            <translation>Page to read</translation>
        </message>
        <message>
            <source>List of cases</source>
            <translation>List of cases</translation>
        </message>
        <message>
            <source>Leave empty to write none.</source>
            <translation>Leave empty to write none.</translation>
        </message>
        <message>
            <source>Keys only in the older map</source>
            <translation>Keys only in the older map</translation>
        </message>
        <message>
            <source>Keys only in the newer map</source>
            <translation>Keys only in the newer map</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>Split</translation>
        </message>
        <message>
            <source>Merged</source>
            <translation>Merged</translation>
        </message>
        <message>
            <source>Divided anew</source>
            <translation>Divided anew</translation>
        </message>
        <message>
            <source>New key</source>
            <translation>New key</translation>
        </message>
        <message>
            <source>Reshaped</source>
            <translation>Reshaped</translation>
        </message>
        <message>
            <source>Moved</source>
            <translation>Moved</translation>
        </message>
        <message>
            <source>New parcels</source>
            <translation>New parcels</translation>
        </message>
        <message>
            <source>Gone</source>
            <translation>Gone</translation>
        </message>
    </context>
    <context>
        <name>ComparePriceRound</name>
        <message>
            <source>New prices hold from</source>
            <translation>New prices hold from</translation>
        </message>
        <message>
            <source>The first day of the new list, as 1/1/2570. Blank: the first list that begins after 1 January of the tax year, else the latest.</source>
            <translation>The first day of the new list, as 1/1/2570. Blank: the first list that begins after 1 January of the tax year, else the latest.</translation>
        </message>
        <message>
            <source>Names of payers in full</source>
            <translation>Names of payers in full</translation>
        </message>
        <message>
            <source>Without it names are masked. Give a list with names to nobody who may not.</source>
            <translation>Without it names are masked. Give a list with names to nobody who may not.</translation>
        </message>
        <message>
            <source>Parcels by the rise of their price</source>
            <translation>Parcels by the rise of their price</translation>
        </message>
        <message>
            <source>Coloured in classes, with both prices and both taxes.</source>
            <translation>Coloured in classes, with both prices and both taxes.</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>Report</translation>
        </message>
        <message>
            <source>Sums, a map, by class and zone, and whose tax rises most, to print.</source>
            <translation>Sums, a map, by class and zone, and whose tax rises most, to print.</translation>
        </message>
        <message>
            <source>Workbook</source>
            <translation>Workbook</translation>
        </message>
        <message>
            <source>The same by class, zone, block and payer, every parcel, and what has no tax.</source>
            <translation>The same by class, zone, block and payer, every parcel, and what has no tax.</translation>
        </message>
        <message>
            <source>Parcels whose price rises</source>
            <translation>Parcels whose price rises</translation>
        </message>
        <message>
            <source>Parcels whose price falls</source>
            <translation>Parcels whose price falls</translation>
        </message>
        <message>
            <source>Parcels of the same price</source>
            <translation>Parcels of the same price</translation>
        </message>
        <message>
            <source>Parcels in the old list only</source>
            <translation>Parcels in the old list only</translation>
        </message>
        <message>
            <source>Parcels in the new list only</source>
            <translation>Parcels in the new list only</translation>
        </message>
        <message>
            <source>Tax before (baht)</source>
            <translation>Tax before (baht)</translation>
        </message>
        <message>
            <source>Tax after (baht)</source>
            <translation>Tax after (baht)</translation>
        </message>
    </context>
    <context>
        <name>CompareTax</name>
        <message>
            <source>Compared with</source>
            <translation>Compared with</translation>
        </message>
        <message>
            <source>Another tax year</source>
            <translation>Another tax year</translation>
        </message>
        <message>
            <source>The same year as it was kept</source>
            <translation>The same year as it was kept</translation>
        </message>
        <message>
            <source>The same year by the frozen copy of 1 January</source>
            <translation>The same year by the frozen copy of 1 January</translation>
        </message>
        <message>
            <source>The second shows what another run of the assessment would change, the third what was changed in the workspace since the data were frozen.</source>
            <translation>The second shows what another run of the assessment would change, the third what was changed in the workspace since the data were frozen.</translation>
        </message>
        <message>
            <source>The other tax year (B.E.)</source>
            <translation>The other tax year (B.E.)</translation>
        </message>
        <message>
            <source>Blank: the year before.</source>
            <translation>Blank: the year before.</translation>
        </message>
        <message>
            <source>Years that were assessed as they were kept</source>
            <translation>Years that were assessed as they were kept</translation>
        </message>
        <message>
            <source>For two years. Without it, and for years that were not kept, both are worked out from the registers as they are now.</source>
            <translation>For two years. Without it, and for years that were not kept, both are worked out from the registers as they are now.</translation>
        </message>
        <message>
            <source>Parcels that changed</source>
            <translation>Parcels that changed</translation>
        </message>
        <message>
            <source>Coloured by what changed, with both taxes and why.</source>
            <translation>Coloured by what changed, with both taxes and why.</translation>
        </message>
        <message>
            <source>Workbook</source>
            <translation>Workbook</translation>
        </message>
        <message>
            <source>Sums, causes, every parcel with both sides, and their derivations side by side. Names are masked.</source>
            <translation>Sums, causes, every parcel with both sides, and their derivations side by side. Names are masked.</translation>
        </message>
        <message>
            <source>Same</source>
            <translation>Same</translation>
        </message>
        <message>
            <source>Same tax, another payer</source>
            <translation>Same tax, another payer</translation>
        </message>
        <message>
            <source>Same tax, other values</source>
            <translation>Same tax, other values</translation>
        </message>
        <message>
            <source>Another tax</source>
            <translation>Another tax</translation>
        </message>
        <message>
            <source>Gone</source>
            <translation>Gone</translation>
        </message>
        <message>
            <source>New</source>
            <translation>New</translation>
        </message>
        <message>
            <source>Tax before (baht)</source>
            <translation>Tax before (baht)</translation>
        </message>
        <message>
            <source>Tax after (baht)</source>
            <translation>Tax after (baht)</translation>
        </message>
    </context>
    <context>
        <name>ConfirmForms</name>
        <message>
            <source>Forms compared with the real ones</source>
            <translation>Forms compared with the real ones</translation>
        </message>
        <message>
            <source>They print without the note of a draft from now on.</source>
            <translation>They print without the note of a draft from now on.</translation>
        </message>
        <message>
            <source>Enable official notices of tax year (B.E.)</source>
            <translation>Enable official notices of tax year (B.E.)</translation>
        </message>
        <message>
            <source>The head of finance decides it, year by year. Blank: no change.</source>
            <translation>The head of finance decides it, year by year. Blank: no change.</translation>
        </message>
        <message>
            <source>Who confirms</source>
            <translation>Who confirms</translation>
        </message>
        <message>
            <source>Name and position. Kept with the day and the user of the workspace.</source>
            <translation>Name and position. Kept with the day and the user of the workspace.</translation>
        </message>
        <message>
            <source>Take back</source>
            <translation>Take back</translation>
        </message>
        <message>
            <source>The chosen forms are drafts again, the notices of the year not enabled.</source>
            <translation>The chosen forms are drafts again, the notices of the year not enabled.</translation>
        </message>
        <message>
            <source>Forms confirmed in all</source>
            <translation>Forms confirmed in all</translation>
        </message>
    </context>
    <context>
        <name>ConflictDialog</name>
        <message>
            <source>Somebody else changed this too</source>
            <translation>Somebody else changed this too</translation>
        </message>
        <message>
            <source>Nothing was written yet. Choose which values stay.</source>
            <translation>Nothing was written yet. Choose which values stay.</translation>
        </message>
        <message>
            <source>Keep theirs</source>
            <translation>Keep theirs</translation>
        </message>
        <message>
            <source>Write mine</source>
            <translation>Write mine</translation>
        </message>
        <message>
            <source>Decide later</source>
            <translation>Decide later</translation>
        </message>
        <message>
            <source>Row</source>
            <translation>Row</translation>
        </message>
        <message>
            <source>What</source>
            <translation>What</translation>
        </message>
        <message>
            <source>Mine</source>
            <translation>Mine</translation>
        </message>
        <message>
            <source>Theirs</source>
            <translation>Theirs</translation>
        </message>
        <message>
            <source>Changed by</source>
            <translation>Changed by</translation>
        </message>
        <message>
            <source>Shape on the map</source>
            <translation>Shape on the map</translation>
        </message>
        <message>
            <source>changed</source>
            <translation>changed</translation>
        </message>
        <message>
            <source>A shape or a code has changed; look at it first.</source>
            <translation>A shape or a code has changed; look at it first.</translation>
        </message>
        <message>
            <source>not changed</source>
            <translation>not changed</translation>
        </message>
        <message>
            <source>Nothing was written yet. You and somebody else changed different things: with “Write mine” both stay.</source>
            <translation>Nothing was written yet. You and somebody else changed different things: with “Write mine” both stay.</translation>
        </message>
        <message>
            <source>up to {} m away from mine</source>
            <translation>up to {} m away from mine</translation>
        </message>
    </context>
    <context>
        <name>CreateWorkspace</name>
        <message>
            <source>Workspace file</source>
            <translation>Workspace file</translation>
        </message>
        <message>
            <source>A new file; one that exists is never overwritten.</source>
            <translation>A new file; one that exists is never overwritten.</translation>
        </message>
        <message>
            <source>QGIS project</source>
            <translation>QGIS project</translation>
        </message>
        <message>
            <source>Name of the municipality</source>
            <translation>Name of the municipality</translation>
        </message>
        <message>
            <source>As it stands on letters and map sheets.</source>
            <translation>As it stands on letters and map sheets.</translation>
        </message>
        <message>
            <source>Name in English</source>
            <translation>Name in English</translation>
        </message>
        <message>
            <source>For English labels; may stay empty.</source>
            <translation>For English labels; may stay empty.</translation>
        </message>
        <message>
            <source>Kind of municipality</source>
            <translation>Kind of municipality</translation>
        </message>
        <message>
            <source>City, town or sub-district municipality, or an administrative organisation.</source>
            <translation>City, town or sub-district municipality, or an administrative organisation.</translation>
        </message>
        <message>
            <source>Code (8 digits)</source>
            <translation>Code (8 digits)</translation>
        </message>
        <message>
            <source>The ministry's code of the municipality; may stay empty.</source>
            <translation>The ministry's code of the municipality; may stay empty.</translation>
        </message>
        <message>
            <source>Sub-district</source>
            <translation>Sub-district</translation>
        </message>
        <message>
            <source>District</source>
            <translation>District</translation>
        </message>
        <message>
            <source>Province</source>
            <translation>Province</translation>
        </message>
        <message>
            <source>Printed on sheets and forms; may stay empty.</source>
            <translation>Printed on sheets and forms; may stay empty.</translation>
        </message>
        <message>
            <source>UTM zone</source>
            <translation>UTM zone</translation>
        </message>
        <message>
            <source>47 west of 102°E, 48 east of it; it stays for good.</source>
            <translation>47 west of 102°E, 48 east of it; it stays for good.</translation>
        </message>
        <message>
            <source>Another system</source>
            <translation>Another system</translation>
        </message>
        <message>
            <source>Any projected system in metres in place of the UTM zone.</source>
            <translation>Any projected system in metres in place of the UTM zone.</translation>
        </message>
        <message>
            <source>Letter of signboard codes</source>
            <translation>Letter of signboard codes</translation>
        </message>
        <message>
            <source>P or S, as your office writes it.</source>
            <translation>P or S, as your office writes it.</translation>
        </message>
        <message>
            <source>Tax year (B.E.)</source>
            <translation>Tax year (B.E.)</translation>
        </message>
        <message>
            <source>The year you work on; it can be changed later.</source>
            <translation>The year you work on; it can be changed later.</translation>
        </message>
        <message>
            <source>Skip the letters I and O</source>
            <translation>Skip the letters I and O</translation>
        </message>
        <message>
            <source>New blocks are named A–H, J–N, P–Z.</source>
            <translation>New blocks are named A–H, J–N, P–Z.</translation>
        </message>
    </context>
    <context>
        <name>CutStrip</name>
        <message>
            <source>Strips or centre lines</source>
            <translation>Strips or centre lines</translation>
        </message>
        <message>
            <source>The ground of the road or canal as polygons, or its centre lines.</source>
            <translation>The ground of the road or canal as polygons, or its centre lines.</translation>
        </message>
        <message>
            <source>Width (m)</source>
            <translation>Width (m)</translation>
        </message>
        <message>
            <source>Across centre lines, half on either side; polygons are taken as they are.</source>
            <translation>Across centre lines, half on either side; polygons are taken as they are.</translation>
        </message>
        <message>
            <source>Such as 01A001, 01A002. Empty: all parcels under the strips.</source>
            <translation>Such as 01A001, 01A002. Empty: all parcels under the strips.</translation>
        </message>
        <message>
            <source>What the ground becomes</source>
            <translation>What the ground becomes</translation>
        </message>
        <message>
            <source>The kind of public land or water that it is filed as.</source>
            <translation>The kind of public land or water that it is filed as.</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Of the road or canal, if it has one.</source>
            <translation>Of the road or canal, if it has one.</translation>
        </message>
        <message>
            <source>Column of names</source>
            <translation>Column of names</translation>
        </message>
        <message>
            <source>Where each strip has a name of its own.</source>
            <translation>Where each strip has a name of its own.</translation>
        </message>
        <message>
            <source>Public land</source>
            <translation>Public land</translation>
        </message>
        <message>
            <source>Water</source>
            <translation>Water</translation>
        </message>
    </context>
    <context>
        <name>DatumWarning</name>
        <message>
            <source>This project moves Indian 1975 layers by QGIS's default shift, about 190 m beside their place in Thailand.</source>
            <translation>This project moves Indian 1975 layers by QGIS's default shift, about 190 m beside their place in Thailand.</translation>
        </message>
        <message>
            <source>Pin the right shift</source>
            <translation>Pin the right shift</translation>
        </message>
    </context>
    <context>
        <name>DecisionPanel</name>
        <message>
            <source>Cancel</source>
            <translation>Cancel</translation>
        </message>
    </context>
    <context>
        <name>DeclareCodes</name>
        <message>
            <source>Blocks</source>
            <translation>Blocks</translation>
        </message>
        <message>
            <source>Codes of the blocks whose codes come into force, such as 01A, 01B.</source>
            <translation>Codes of the blocks whose codes come into force, such as 01A, 01B.</translation>
        </message>
        <message>
            <source>Announcement</source>
            <translation>Announcement</translation>
        </message>
        <message>
            <source>The announcement as the office cites it: number and date.</source>
            <translation>The announcement as the office cites it: number and date.</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>What a later reader of the history should know.</source>
            <translation>What a later reader of the history should know.</translation>
        </message>
        <message>
            <source>Declared blocks</source>
            <translation>Declared blocks</translation>
        </message>
        <message>
            <source>Parcels with a code</source>
            <translation>Parcels with a code</translation>
        </message>
    </context>
    <context>
        <name>Desktop</name>
        <message>
            <source>Start</source>
            <translation>Start</translation>
        </message>
        <message>
            <source>Check my file</source>
            <translation>Check my file</translation>
        </message>
        <message>
            <source>Match registers</source>
            <translation>Match registers</translation>
        </message>
        <message>
            <source>Open or create the workspace to import into first.</source>
            <translation>Open or create the workspace to import into first.</translation>
        </message>
        <message>
            <source>Import…</source>
            <translation>Import…</translation>
        </message>
        <message>
            <source>Parcels</source>
            <translation>Parcels</translation>
        </message>
        <message>
            <source>Parcel history</source>
            <translation>Parcel history</translation>
        </message>
        <message>
            <source>Confirm or cancel the task in the Parcels dock first.</source>
            <translation>Confirm or cancel the task in the Parcels dock first.</translation>
        </message>
        <message>
            <source>Show it</source>
            <translation>Show it</translation>
        </message>
        <message>
            <source>Wait until the work in the docks is done.</source>
            <translation>Wait until the work in the docks is done.</translation>
        </message>
        <message>
            <source>Map quality</source>
            <translation>Map quality</translation>
        </message>
        <message>
            <source>Tax</source>
            <translation>Tax</translation>
        </message>
    </context>
    <context>
        <name>DetectDatum</name>
        <message>
            <source>Layer</source>
            <translation>Layer</translation>
        </message>
        <message>
            <source>Parcels with the names of their map sheets.</source>
            <translation>Parcels with the names of their map sheets.</translation>
        </message>
        <message>
            <source>Column of map sheets</source>
            <translation>Column of map sheets</translation>
        </message>
        <message>
            <source>Leave empty to find the column by its name.</source>
            <translation>Leave empty to find the column by its name.</translation>
        </message>
        <message>
            <source>Column of scales</source>
            <translation>Column of scales</translation>
        </message>
        <message>
            <source>Only if the column of map sheets is chosen by hand.</source>
            <translation>Only if the column of map sheets is chosen by hand.</translation>
        </message>
        <message>
            <source>Layer in the file</source>
            <translation>Layer in the file</translation>
        </message>
        <message>
            <source>Which layer, when a file holds several.</source>
            <translation>Which layer, when a file holds several.</translation>
        </message>
        <message>
            <source>Table of all readings</source>
            <translation>Table of all readings</translation>
        </message>
        <message>
            <source>How many parcels lie in their sheet under each datum and zone.</source>
            <translation>How many parcels lie in their sheet under each datum and zone.</translation>
        </message>
        <message>
            <source>Datum</source>
            <translation>Datum</translation>
        </message>
        <message>
            <source>UTM zone</source>
            <translation>UTM zone</translation>
        </message>
        <message>
            <source>EPSG number</source>
            <translation>EPSG number</translation>
        </message>
        <message>
            <source>Certainty</source>
            <translation>Certainty</translation>
        </message>
        <message>
            <source>Parcels in their sheet</source>
            <translation>Parcels in their sheet</translation>
        </message>
        <message>
            <source>Parcels tested</source>
            <translation>Parcels tested</translation>
        </message>
    </context>
    <context>
        <name>DiagnoseFile</name>
        <message>
            <source>File or layer</source>
            <translation>File or layer</translation>
        </message>
        <message>
            <source>Any map layer or table: Shapefile, GeoJSON, GeoPackage, KML, CSV, XLSX …</source>
            <translation>Any map layer or table: Shapefile, GeoJSON, GeoPackage, KML, CSV, XLSX …</translation>
        </message>
        <message>
            <source>Layer or sheet in the file</source>
            <translation>Layer or sheet in the file</translation>
        </message>
        <message>
            <source>Which one, when a file holds several.</source>
            <translation>Which one, when a file holds several.</translation>
        </message>
        <message>
            <source>Text encoding</source>
            <translation>Text encoding</translation>
        </message>
        <message>
            <source>Only when Thai letters come out wrong: cp874, utf-8 …</source>
            <translation>Only when Thai letters come out wrong: cp874, utf-8 …</translation>
        </message>
        <message>
            <source>Page to read</source>
            <translation>Page to read</translation>
        </message>
        <message>
            <source>Page to print</source>
            <translation>Page to print</translation>
        </message>
        <message>
            <source>List of rows to check</source>
            <translation>List of rows to check</translation>
        </message>
        <message>
            <source>Rows</source>
            <translation>Rows</translation>
        </message>
        <message>
            <source>Would enter</source>
            <translation>Would enter</translation>
        </message>
        <message>
            <source>Without a code</source>
            <translation>Without a code</translation>
        </message>
        <message>
            <source>Would be set aside</source>
            <translation>Would be set aside</translation>
        </message>
        <message>
            <source>Kinds of thing to check</source>
            <translation>Kinds of thing to check</translation>
        </message>
        <message>
            <source>What it is</source>
            <translation>What it is</translation>
        </message>
        <message>
            <source>Leave empty to write none.</source>
            <translation>Leave empty to write none.</translation>
        </message>
    </context>
    <context>
        <name>DrawParcels</name>
        <message>
            <source>Drawn parcels</source>
            <translation>Drawn parcels</translation>
        </message>
        <message>
            <source>One polygon a parcel. Columns of land, deed and survey numbers go along.</source>
            <translation>One polygon a parcel. Columns of land, deed and survey numbers go along.</translation>
        </message>
        <message>
            <source>Tolerance (m)</source>
            <translation>Tolerance (m)</translation>
        </message>
        <message>
            <source>How near to a neighbour's corner or edge a drawn one counts as the same.</source>
            <translation>How near to a neighbour's corner or edge a drawn one counts as the same.</translation>
        </message>
        <message>
            <source>Column of the codes of resurveyed parcels</source>
            <translation>Column of the codes of resurveyed parcels</translation>
        </message>
        <message>
            <source>Where a row has the code of a parcel, this parcel gets the drawn shape and its neighbours go along; the other rows become new parcels.</source>
            <translation>Where a row has the code of a parcel, this parcel gets the drawn shape and its neighbours go along; the other rows become new parcels.</translation>
        </message>
    </context>
    <context>
        <name>ExportSheets</name>
        <message>
            <source>Folder for the sheets</source>
            <translation>Folder for the sheets</translation>
        </message>
        <message>
            <source>One PDF a sheet, an index sheet, the bound file and sheets.csv. Sheets that are there and whose map has not changed are kept.</source>
            <translation>One PDF a sheet, an index sheet, the bound file and sheets.csv. Sheets that are there and whose map has not changed are kept.</translation>
        </message>
        <message>
            <source>Blocks</source>
            <translation>Blocks</translation>
        </message>
        <message>
            <source>Codes of blocks, such as 01A, 01B. Empty: all blocks.</source>
            <translation>Codes of blocks, such as 01A, 01B. Empty: all blocks.</translation>
        </message>
        <message>
            <source>Bind all sheets in one PDF</source>
            <translation>Bind all sheets in one PDF</translation>
        </message>
        <message>
            <source>One more file with all sheets and bookmarks.</source>
            <translation>One more file with all sheets and bookmarks.</translation>
        </message>
        <message>
            <source>Pictures (dots per inch)</source>
            <translation>Pictures (dots per inch)</translation>
        </message>
        <message>
            <source>A PNG beside each PDF. 0: no pictures.</source>
            <translation>A PNG beside each PDF. 0: no pictures.</translation>
        </message>
        <message>
            <source>List of the sheets</source>
            <translation>List of the sheets</translation>
        </message>
        <message>
            <source>Bound file</source>
            <translation>Bound file</translation>
        </message>
        <message>
            <source>Sheets finished</source>
            <translation>Sheets finished</translation>
        </message>
        <message>
            <source>Sheets failed</source>
            <translation>Sheets failed</translation>
        </message>
        <message>
            <source>Paper</source>
            <translation>Paper</translation>
        </message>
        <message>
            <source>A1 holds most blocks at 1:1,000.</source>
            <translation>A1 holds most blocks at 1:1,000.</translation>
        </message>
        <message>
            <source>Largest scale</source>
            <translation>Largest scale</translation>
        </message>
        <message>
            <source>A block that does not fit at this scale is treated as chosen below.</source>
            <translation>A block that does not fit at this scale is treated as chosen below.</translation>
        </message>
        <message>
            <source>Blocks that do not fit</source>
            <translation>Blocks that do not fit</translation>
        </message>
        <message>
            <source>The next smaller scale</source>
            <translation>The next smaller scale</translation>
        </message>
        <message>
            <source>Several sheets with match lines</source>
            <translation>Several sheets with match lines</translation>
        </message>
        <message>
            <source>What becomes of a block that is larger than the paper.</source>
            <translation>What becomes of a block that is larger than the paper.</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>Colours</translation>
        </message>
        <message>
            <source>Colour</source>
            <translation>Colour</translation>
        </message>
        <message>
            <source>Black and white</source>
            <translation>Black and white</translation>
        </message>
        <message>
            <source>Black and white for laser printers, copies and fax.</source>
            <translation>Black and white for laser printers, copies and fax.</translation>
        </message>
        <message>
            <source>Language of the sheets</source>
            <translation>Language of the sheets</translation>
        </message>
        <message>
            <source>Thai</source>
            <translation>Thai</translation>
        </message>
        <message>
            <source>English</source>
            <translation>English</translation>
        </message>
        <message>
            <source>Thai and English</source>
            <translation>Thai and English</translation>
        </message>
        <message>
            <source>The notice below the map is always in both.</source>
            <translation>The notice below the map is always in both.</translation>
        </message>
        <message>
            <source>Drawn by</source>
            <translation>Drawn by</translation>
        </message>
        <message>
            <source>Name below the first signature.</source>
            <translation>Name below the first signature.</translation>
        </message>
        <message>
            <source>Checked by</source>
            <translation>Checked by</translation>
        </message>
        <message>
            <source>Name below the second signature.</source>
            <translation>Name below the second signature.</translation>
        </message>
        <message>
            <source>Approved by</source>
            <translation>Approved by</translation>
        </message>
        <message>
            <source>Name below the third signature.</source>
            <translation>Name below the third signature.</translation>
        </message>
        <message>
            <source>Data as of</source>
            <translation>Data as of</translation>
        </message>
        <message>
            <source>A date such as 5/1/2569. Empty: the day of the last change.</source>
            <translation>A date such as 5/1/2569. Empty: the day of the last change.</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Version</translation>
        </message>
        <message>
            <source>Version of the set. Empty: 1.</source>
            <translation>Version of the set. Empty: 1.</translation>
        </message>
        <message>
            <source>Seal</source>
            <translation>Seal</translation>
        </message>
        <message>
            <source>A picture of the municipality's seal (PNG, SVG). Empty: a circle.</source>
            <translation>A picture of the municipality's seal (PNG, SVG). Empty: a circle.</translation>
        </message>
    </context>
    <context>
        <name>FamilyTree</name>
        <message>
            <source>Family of the parcel</source>
            <translation>Family of the parcel</translation>
        </message>
        <message>
            <source>Parcel</source>
            <translation>Parcel</translation>
        </message>
        <message>
            <source>State</source>
            <translation>State</translation>
        </message>
        <message>
            <source>What</source>
            <translation>What</translation>
        </message>
        <message>
            <source>At the beginning</source>
            <translation>At the beginning</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>Today</translation>
        </message>
    </context>
    <context>
        <name>FamilyView</name>
        <message>
            <source>This parcel has never been split, merged, reshaped or renumbered.</source>
            <translation>This parcel has never been split, merged, reshaped or renumbered.</translation>
        </message>
    </context>
    <context>
        <name>FileReportDock</name>
        <message>
            <source>Check my file</source>
            <translation>Check my file</translation>
        </message>
        <message>
            <source>Which file shall be checked</source>
            <translation>Which file shall be checked</translation>
        </message>
        <message>
            <source>Maps and tables</source>
            <translation>Maps and tables</translation>
        </message>
        <message>
            <source>All files</source>
            <translation>All files</translation>
        </message>
        <message>
            <source>Wait until the present check has ended.</source>
            <translation>Wait until the present check has ended.</translation>
        </message>
        <message>
            <source>Check a file</source>
            <translation>Check a file</translation>
        </message>
        <message>
            <source>Check again</source>
            <translation>Check again</translation>
        </message>
        <message>
            <source>Flash on the map</source>
            <translation>Flash on the map</translation>
        </message>
        <message>
            <source>Move the map there</source>
            <translation>Move the map there</translation>
        </message>
        <message>
            <source>Save as a page to print</source>
            <translation>Save as a page to print</translation>
        </message>
        <message>
            <source>Save the rows as a table</source>
            <translation>Save the rows as a table</translation>
        </message>
        <message>
            <source>Checking {}</source>
            <translation>Checking {}</translation>
        </message>
        <message>
            <source>The file has several layers. Which one?</source>
            <translation>The file has several layers. Which one?</translation>
        </message>
        <message>
            <source>check</source>
            <translation>check</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>Check file</source>
            <translation>Check file</translation>
        </message>
    </context>
    <context>
        <name>FilesModel</name>
        <message>
            <source>Choose where it goes</source>
            <translation>Choose where it goes</translation>
        </message>
        <message>
            <source>Not imported</source>
            <translation>Not imported</translation>
        </message>
        <message>
            <source>Checking…</source>
            <translation>Checking…</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>Ready</translation>
        </message>
        <message>
            <source>Decide first</source>
            <translation>Decide first</translation>
        </message>
        <message>
            <source>See below</source>
            <translation>See below</translation>
        </message>
        <message>
            <source>File</source>
            <translation>File</translation>
        </message>
        <message>
            <source>Rows</source>
            <translation>Rows</translation>
        </message>
        <message>
            <source>Goes into</source>
            <translation>Goes into</translation>
        </message>
        <message>
            <source>State</source>
            <translation>State</translation>
        </message>
        <message>
            <source>(not known)</source>
            <translation>(not known)</translation>
        </message>
    </context>
    <context>
        <name>FilesTable</name>
        <message>
            <source>What was found in the files</source>
            <translation>What was found in the files</translation>
        </message>
        <message>
            <source>(not known)</source>
            <translation>(not known)</translation>
        </message>
    </context>
    <context>
        <name>FindingDetails</name>
        <message>
            <source>Open a group and choose a finding. F3 leads to the next one.</source>
            <translation>Open a group and choose a finding. F3 leads to the next one.</translation>
        </message>
    </context>
    <context>
        <name>FindingGroups</name>
        <message>
            <source>Finding</source>
            <translation>Finding</translation>
        </message>
        <message>
            <source>Block</source>
            <translation>Block</translation>
        </message>
        <message>
            <source>Touches (m²)</source>
            <translation>Touches (m²)</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>Who</translation>
        </message>
    </context>
    <context>
        <name>FindingLines</name>
        <message>
            <source>Show it in Map quality</source>
            <translation>Show it in Map quality</translation>
        </message>
    </context>
    <context>
        <name>FindingModel</name>
        <message>
            <source>State</source>
            <translation>State</translation>
        </message>
        <message>
            <source>Rows</source>
            <translation>Rows</translation>
        </message>
        <message>
            <source>Finding</source>
            <translation>Finding</translation>
        </message>
    </context>
    <context>
        <name>FindingTree</name>
        <message>
            <source>Findings</source>
            <translation>Findings</translation>
        </message>
    </context>
    <context>
        <name>FindingsTab</name>
        <message>
            <source>Search (Ctrl+F)</source>
            <translation>Search (Ctrl+F)</translation>
        </message>
        <message>
            <source>State</source>
            <translation>State</translation>
        </message>
        <message>
            <source>All</source>
            <translation>All</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>Findings</translation>
        </message>
        <message>
            <source>Rows of the finding</source>
            <translation>Rows of the finding</translation>
        </message>
        <message>
            <source>Nothing to check was found. The file can be imported as it is.</source>
            <translation>Nothing to check was found. The file can be imported as it is.</translation>
        </message>
        <message>
            <source>No finding fits the filter.</source>
            <translation>No finding fits the filter.</translation>
        </message>
        <message>
            <source>Clear the filter</source>
            <translation>Clear the filter</translation>
        </message>
    </context>
    <context>
        <name>FollowedLayer</name>
        <message>
            <source>Edits that are not saved yet</source>
            <translation>Edits that are not saved yet</translation>
        </message>
    </context>
    <context>
        <name>FreezeRegister</name>
        <message>
            <source>Another copy beside an earlier one</source>
            <translation>Another copy beside an earlier one</translation>
        </message>
        <message>
            <source>A year that has a copy gets no other one unless this is chosen.</source>
            <translation>A year that has a copy gets no other one unless this is chosen.</translation>
        </message>
        <message>
            <source>Only check the copies that are there</source>
            <translation>Only check the copies that are there</translation>
        </message>
        <message>
            <source>Nothing is copied. The run ends as failed when a copy is missing or changed.</source>
            <translation>Nothing is copied. The run ends as failed when a copy is missing or changed.</translation>
        </message>
        <message>
            <source>Frozen copy</source>
            <translation>Frozen copy</translation>
        </message>
        <message>
            <source>Frozen copies</source>
            <translation>Frozen copies</translation>
        </message>
        <message>
            <source>Missing or changed copies</source>
            <translation>Missing or changed copies</translation>
        </message>
    </context>
    <context>
        <name>GapView</name>
        <message>
            <source>At least</source>
            <translation>At least</translation>
        </message>
        <message>
            <source>At most</source>
            <translation>At most</translation>
        </message>
        <message>
            <source>What is missing</source>
            <translation>What is missing</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>Number</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Lacking</source>
            <translation>Lacking</translation>
        </message>
        <message>
            <source>Parcels of the gap</source>
            <translation>Parcels of the gap</translation>
        </message>
        <message>
            <source>Everything brings its tax: there is no gap.</source>
            <translation>Everything brings its tax: there is no gap.</translation>
        </message>
    </context>
    <context>
        <name>HistoryDock</name>
        <message>
            <source>No workspace is open. Open or create one first.</source>
            <translation>No workspace is open. Open or create one first.</translation>
        </message>
        <message>
            <source>Go to Start</source>
            <translation>Go to Start</translation>
        </message>
        <message>
            <source>Winding the map back</source>
            <translation>Winding the map back</translation>
        </message>
        <message>
            <source>Restore {}</source>
            <translation>Restore {}</translation>
        </message>
        <message>
            <source>Stand on a retired parcel first.</source>
            <translation>Stand on a retired parcel first.</translation>
        </message>
        <message>
            <source>Wait until the present work has ended.</source>
            <translation>Wait until the present work has ended.</translation>
        </message>
        <message>
            <source>Pick a parcel</source>
            <translation>Pick a parcel</translation>
        </message>
        <message>
            <source>Zoom to what is chosen</source>
            <translation>Zoom to what is chosen</translation>
        </message>
        <message>
            <source>Flash what is chosen</source>
            <translation>Flash what is chosen</translation>
        </message>
        <message>
            <source>History</source>
            <translation>History</translation>
        </message>
    </context>
    <context>
        <name>HistoryPage</name>
        <message>
            <source>Code, deed, land no., sheet</source>
            <translation>Code, deed, land no., sheet</translation>
        </message>
        <message>
            <source>Search living and retired parcels (Ctrl+F)</source>
            <translation>Search living and retired parcels (Ctrl+F)</translation>
        </message>
        <message>
            <source>Search for a parcel, old or new, or select one on the map.</source>
            <translation>Search for a parcel, old or new, or select one on the map.</translation>
        </message>
        <message>
            <source>No parcel has or had this code, deed, land number or map sheet.</source>
            <translation>No parcel has or had this code, deed, land number or map sheet.</translation>
        </message>
        <message>
            <source>Clear the search</source>
            <translation>Clear the search</translation>
        </message>
        <message>
            <source>Map as it was…</source>
            <translation>Map as it was…</translation>
        </message>
        <message>
            <source>Show the map as it was on a date</source>
            <translation>Show the map as it was on a date</translation>
        </message>
        <message>
            <source>Restore…</source>
            <translation>Restore…</translation>
        </message>
        <message>
            <source>Bring the retired parcel back</source>
            <translation>Bring the retired parcel back</translation>
        </message>
    </context>
    <context>
        <name>HitTable</name>
        <message>
            <source>Parcels found</source>
            <translation>Parcels found</translation>
        </message>
        <message>
            <source>State</source>
            <translation>State</translation>
        </message>
        <message>
            <source>Parcel</source>
            <translation>Parcel</translation>
        </message>
        <message>
            <source>What</source>
            <translation>What</translation>
        </message>
    </context>
    <context>
        <name>HomePage</name>
        <message>
            <source>Opened lately</source>
            <translation>Opened lately</translation>
        </message>
        <message>
            <source>No workspace is open yet. Begin here.</source>
            <translation>No workspace is open yet. Begin here.</translation>
        </message>
        <message>
            <source>Create a workspace…</source>
            <translation>Create a workspace…</translation>
        </message>
        <message>
            <source>One file that holds the tax map and the registers of a municipality.</source>
            <translation>One file that holds the tax map and the registers of a municipality.</translation>
        </message>
        <message>
            <source>Open a workspace…</source>
            <translation>Open a workspace…</translation>
        </message>
        <message>
            <source>A .gpkg file that was made with Tax Map before.</source>
            <translation>A .gpkg file that was made with Tax Map before.</translation>
        </message>
        <message>
            <source>Check my file</source>
            <translation>Check my file</translation>
        </message>
        <message>
            <source>See what is in a file and what it is good for. Nothing is changed.</source>
            <translation>See what is in a file and what it is good for. Nothing is changed.</translation>
        </message>
        <message>
            <source>Try the demo municipality</source>
            <translation>Try the demo municipality</translation>
        </message>
        <message>
            <source>An invented municipality of 3,000 parcels, made within a minute or two.</source>
            <translation>An invented municipality of 3,000 parcels, made within a minute or two.</translation>
        </message>
    </context>
    <context>
        <name>ImportDialog</name>
        <message>
            <source>Maps and tables</source>
            <translation>Maps and tables</translation>
        </message>
        <message>
            <source>All files</source>
            <translation>All files</translation>
        </message>
        <message>
            <source>Add files</source>
            <translation>Add files</translation>
        </message>
        <message>
            <source>Reading files</source>
            <translation>Reading files</translation>
        </message>
        <message>
            <source>Importing</source>
            <translation>Importing</translation>
        </message>
        <message>
            <source>Trying the import on a copy</source>
            <translation>Trying the import on a copy</translation>
        </message>
        <message>
            <source>Finding out what would happen…</source>
            <translation>Finding out what would happen…</translation>
        </message>
        <message>
            <source>Choose into which table it goes.</source>
            <translation>Choose into which table it goes.</translation>
        </message>
        <message>
            <source>Import {} rows</source>
            <translation>Import {} rows</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>Import</translation>
        </message>
        <message>
            <source>Wait until the present work has ended.</source>
            <translation>Wait until the present work has ended.</translation>
        </message>
        <message>
            <source>Tick what shall be imported.</source>
            <translation>Tick what shall be imported.</translation>
        </message>
        <message>
            <source>Decide first about {}.</source>
            <translation>Decide first about {}.</translation>
        </message>
        <message>
            <source>The mapping “{}” is saved.</source>
            <translation>The mapping “{}” is saved.</translation>
        </message>
        <message>
            <source>Import 1 row</source>
            <translation>Import 1 row</translation>
        </message>
    </context>
    <context>
        <name>ImportForm</name>
        <message>
            <source>Import layers and registers</source>
            <translation>Import layers and registers</translation>
        </message>
        <message>
            <source>Add files…</source>
            <translation>Add files…</translation>
        </message>
        <message>
            <source>Take off the list</source>
            <translation>Take off the list</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>Import</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>Drag files here, or add them. Nothing enters before you have seen it.</source>
            <translation>Drag files here, or add them. Nothing enters before you have seen it.</translation>
        </message>
    </context>
    <context>
        <name>ImportLayers</name>
        <message>
            <source>Layers</source>
            <translation>Layers</translation>
        </message>
        <message>
            <source>Layers of the project or files: Shapefile, GeoJSON, GeoPackage, KML, DXF …</source>
            <translation>Layers of the project or files: Shapefile, GeoJSON, GeoPackage, KML, DXF …</translation>
        </message>
        <message>
            <source>What they are</source>
            <translation>What they are</translation>
        </message>
        <message>
            <source>Judge by the columns</source>
            <translation>Judge by the columns</translation>
        </message>
        <message>
            <source>Judged for each layer by its columns, or the same for all.</source>
            <translation>Judged for each layer by its columns, or the same for all.</translation>
        </message>
        <message>
            <source>If map sheets contradict the coordinate system</source>
            <translation>If map sheets contradict the coordinate system</translation>
        </message>
        <message>
            <source>Stop and say so</source>
            <translation>Stop and say so</translation>
        </message>
        <message>
            <source>Follow the map sheets</source>
            <translation>Follow the map sheets</translation>
        </message>
        <message>
            <source>Trust the layer</source>
            <translation>Trust the layer</translation>
        </message>
        <message>
            <source>What to do when the map sheets say that a layer is in another datum.</source>
            <translation>What to do when the map sheets say that a layer is in another datum.</translation>
        </message>
        <message>
            <source>Saved mapping</source>
            <translation>Saved mapping</translation>
        </message>
        <message>
            <source>Name of a mapping saved in the workspace, or the path of a .json file.</source>
            <translation>Name of a mapping saved in the workspace, or the path of a .json file.</translation>
        </message>
        <message>
            <source>Layer in the file</source>
            <translation>Layer in the file</translation>
        </message>
        <message>
            <source>Which layer, when a file holds several.</source>
            <translation>Which layer, when a file holds several.</translation>
        </message>
        <message>
            <source>Coordinate system</source>
            <translation>Coordinate system</translation>
        </message>
        <message>
            <source>Only when a file does not state it, or states a wrong one.</source>
            <translation>Only when a file does not state it, or states a wrong one.</translation>
        </message>
        <message>
            <source>Text encoding</source>
            <translation>Text encoding</translation>
        </message>
        <message>
            <source>Only when Thai letters come out wrong: cp874, utf-8 …</source>
            <translation>Only when Thai letters come out wrong: cp874, utf-8 …</translation>
        </message>
        <message>
            <source>Document</source>
            <translation>Document</translation>
        </message>
        <message>
            <source>The letter or delivery note that the files came with.</source>
            <translation>The letter or delivery note that the files came with.</translation>
        </message>
        <message>
            <source>Folder for rows set aside</source>
            <translation>Folder for rows set aside</translation>
        </message>
        <message>
            <source>Rows that cannot enter are written here with their reason, to be repaired.</source>
            <translation>Rows that cannot enter are written here with their reason, to be repaired.</translation>
        </message>
        <message>
            <source>New</source>
            <translation>New</translation>
        </message>
        <message>
            <source>Updated</source>
            <translation>Updated</translation>
        </message>
        <message>
            <source>Unchanged</source>
            <translation>Unchanged</translation>
        </message>
        <message>
            <source>Set aside</source>
            <translation>Set aside</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>Findings</translation>
        </message>
        <message>
            <source>The shapes are the land office's</source>
            <translation>The shapes are the land office's</translation>
        </message>
        <message>
            <source>Of parcels: repairs of map quality do not change them unless they are unlocked.</source>
            <translation>Of parcels: repairs of map quality do not change them unless they are unlocked.</translation>
        </message>
    </context>
    <context>
        <name>ImportRegister</name>
        <message>
            <source>Register file</source>
            <translation>Register file</translation>
        </message>
        <message>
            <source>Tables</source>
            <translation>Tables</translation>
        </message>
        <message>
            <source>Excel, LibreOffice or CSV; the six-sheet workbook or any single table.</source>
            <translation>Excel, LibreOffice or CSV; the six-sheet workbook or any single table.</translation>
        </message>
        <message>
            <source>Sheets</source>
            <translation>Sheets</translation>
        </message>
        <message>
            <source>Names of sheets, separated by commas. Empty: every sheet that is a register.</source>
            <translation>Names of sheets, separated by commas. Empty: every sheet that is a register.</translation>
        </message>
        <message>
            <source>Column profile</source>
            <translation>Column profile</translation>
        </message>
        <message>
            <source>The name of a column profile saved in the workspace or shipped with the plugin, or the path of a profile file (.json). Empty: the columns are recognised by their names.</source>
            <translation>The name of a column profile saved in the workspace or shipped with the plugin, or the path of a profile file (.json). Empty: the columns are recognised by their names.</translation>
        </message>
        <message>
            <source>Tax year (B.E.)</source>
            <translation>Tax year (B.E.)</translation>
        </message>
        <message>
            <source>Document</source>
            <translation>Document</translation>
        </message>
        <message>
            <source>The letter or order that the file came with, if there is one.</source>
            <translation>The letter or order that the file came with, if there is one.</translation>
        </message>
        <message>
            <source>Rows set aside</source>
            <translation>Rows set aside</translation>
        </message>
        <message>
            <source>A CSV of the rows that did not enter, each with its reason.</source>
            <translation>A CSV of the rows that did not enter, each with its reason.</translation>
        </message>
        <message>
            <source>Rows in the file</source>
            <translation>Rows in the file</translation>
        </message>
        <message>
            <source>New rows</source>
            <translation>New rows</translation>
        </message>
        <message>
            <source>Updated rows</source>
            <translation>Updated rows</translation>
        </message>
        <message>
            <source>Unchanged rows</source>
            <translation>Unchanged rows</translation>
        </message>
        <message>
            <source>Of uses and receipts that name no year. 0: the tax year of the workspace.</source>
            <translation>Of uses and receipts that name no year. 0: the tax year of the workspace.</translation>
        </message>
        <message>
            <source>Prices hold from</source>
            <translation>Prices hold from</translation>
        </message>
        <message>
            <source>The first day of a price list of the Treasury that says none, as 1/1/2570. With it a new list stands beside the old one; without it the list takes the place of another one without days.</source>
            <translation>The first day of a price list of the Treasury that says none, as 1/1/2570. With it a new list stands beside the old one; without it the list takes the place of another one without days.</translation>
        </message>
    </context>
    <context>
        <name>ItemPanel</name>
        <message>
            <source>Mapping</source>
            <translation>Mapping</translation>
        </message>
        <message>
            <source>Remember for such files</source>
            <translation>Remember for such files</translation>
        </message>
        <message>
            <source>Letters</source>
            <translation>Letters</translation>
        </message>
        <message>
            <source>Coordinates</source>
            <translation>Coordinates</translation>
        </message>
        <message>
            <source>No map sheets beside the shapes could confirm the coordinate system.</source>
            <translation>No map sheets beside the shapes could confirm the coordinate system.</translation>
        </message>
        <message>
            <source>Decide…</source>
            <translation>Decide…</translation>
        </message>
        <message>
            <source>As the file says: {}</source>
            <translation>As the file says: {}</translation>
        </message>
        <message>
            <source>As the map sheets say</source>
            <translation>As the map sheets say</translation>
        </message>
        <message>
            <source>Follow the map sheets</source>
            <translation>Follow the map sheets</translation>
        </message>
        <message>
            <source>Keep {}, I have checked</source>
            <translation>Keep {}, I have checked</translation>
        </message>
        <message>
            <source>Read as {}</source>
            <translation>Read as {}</translation>
        </message>
        <message>
            <source>Judged: {}</source>
            <translation>Judged: {}</translation>
        </message>
        <message>
            <source>Judge anew</source>
            <translation>Judge anew</translation>
        </message>
        <message>
            <source>Guessed from the names</source>
            <translation>Guessed from the names</translation>
        </message>
        <message>
            <source>Save the mapping</source>
            <translation>Save the mapping</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Load a mapping</source>
            <translation>Load a mapping</translation>
        </message>
        <message>
            <source>Not used, kept in the source rows: {}</source>
            <translation>Not used, kept in the source rows: {}</translation>
        </message>
        <message>
            <source>Save or load this mapping</source>
            <translation>Save or load this mapping</translation>
        </message>
        <message>
            <source>Save under a name…</source>
            <translation>Save under a name…</translation>
        </message>
        <message>
            <source>Load from a file…</source>
            <translation>Load from a file…</translation>
        </message>
        <message>
            <source>Save to a file…</source>
            <translation>Save to a file…</translation>
        </message>
        <message>
            <source>The shapes are the land office's</source>
            <translation>The shapes are the land office's</translation>
        </message>
        <message>
            <source>Repairs of map quality do not change these parcels unless you unlock them.</source>
            <translation>Repairs of map quality do not change these parcels unless you unlock them.</translation>
        </message>
    </context>
    <context>
        <name>LawDialog</name>
        <message>
            <source>The law, and what the office has set</source>
            <translation>The law, and what the office has set</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>Tax year</source>
            <translation>Tax year</translation>
        </message>
    </context>
    <context>
        <name>LawForm</name>
        <message>
            <source>blank: until further notice</source>
            <translation>blank: until further notice</translation>
        </message>
        <message>
            <source>Ordinance, order or letter, number and date</source>
            <translation>Ordinance, order or letter, number and date</translation>
        </message>
        <message>
            <source>Set (&amp;S)</source>
            <translation>Set (&amp;S)</translation>
        </message>
        <message>
            <source>Remove (&amp;D)</source>
            <translation>Remove (&amp;D)</translation>
        </message>
        <message>
            <source>– set anew –</source>
            <translation>– set anew –</translation>
        </message>
        <message>
            <source>Change (&amp;S)</source>
            <translation>Change (&amp;S)</translation>
        </message>
        <message>
            <source>End with {} (&amp;E)</source>
            <translation>End with {} (&amp;E)</translation>
        </message>
        <message>
            <source>The office has set</source>
            <translation>The office has set</translation>
        </message>
        <message>
            <source>What</source>
            <translation>What</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Value</translation>
        </message>
        <message>
            <source>From tax year</source>
            <translation>From tax year</translation>
        </message>
        <message>
            <source>To tax year</source>
            <translation>To tax year</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Reason</translation>
        </message>
    </context>
    <context>
        <name>LawRows</name>
        <message>
            <source>The office has set</source>
            <translation>The office has set</translation>
        </message>
    </context>
    <context>
        <name>LawSaving</name>
        <message>
            <source>Saving what the office has set</source>
            <translation>Saving what the office has set</translation>
        </message>
    </context>
    <context>
        <name>LawTableView</name>
        <message>
            <source>Rows of the law</source>
            <translation>Rows of the law</translation>
        </message>
    </context>
    <context>
        <name>LawTables</name>
        <message>
            <source>Tables of the law</source>
            <translation>Tables of the law</translation>
        </message>
    </context>
    <context>
        <name>LeftOutPage</name>
        <message>
            <source>Why</source>
            <translation>Why</translation>
        </message>
        <message>
            <source>What is left out</source>
            <translation>What is left out</translation>
        </message>
        <message>
            <source>Back to the payers</source>
            <translation>Back to the payers</translation>
        </message>
        <message>
            <source>What</source>
            <translation>What</translation>
        </message>
    </context>
    <context>
        <name>LinkPanel</name>
        <message>
            <source>Choose a parcel on the map or in the list, and a register row in the list.</source>
            <translation>Choose a parcel on the map or in the list, and a register row in the list.</translation>
        </message>
        <message>
            <source>Pick on the map</source>
            <translation>Pick on the map</translation>
        </message>
        <message>
            <source>Link</source>
            <translation>Link</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>Parcel</source>
            <translation>Parcel</translation>
        </message>
        <message>
            <source>Register</source>
            <translation>Register</translation>
        </message>
        <message>
            <source>not chosen yet</source>
            <translation>not chosen yet</translation>
        </message>
    </context>
    <context>
        <name>ListPage</name>
        <message>
            <source>Selected parcels</source>
            <translation>Selected parcels</translation>
        </message>
        <message>
            <source>Parcel</source>
            <translation>Parcel</translation>
        </message>
        <message>
            <source>rai-ngan-wah</source>
            <translation>rai-ngan-wah</translation>
        </message>
        <message>
            <source>m²</source>
            <translation>m²</translation>
        </message>
        <message>
            <source>What to do with them…</source>
            <translation>What to do with them…</translation>
        </message>
    </context>
    <context>
        <name>ListSpecial</name>
        <message>
            <source>Enter what is proposed</source>
            <translation>Enter what is proposed</translation>
        </message>
        <message>
            <source>As rows of special property whose questions are open; one step that can be undone. Look at the list first.</source>
            <translation>As rows of special property whose questions are open; one step that can be undone. Look at the list first.</translation>
        </message>
        <message>
            <source>Special property</source>
            <translation>Special property</translation>
        </message>
        <message>
            <source>The parcels, coloured by what is known of them, with open questions.</source>
            <translation>The parcels, coloured by what is known of them, with open questions.</translation>
        </message>
        <message>
            <source>Workbook</source>
            <translation>Workbook</translation>
        </message>
        <message>
            <source>The list, and every rule with its section and how sure it is. No names.</source>
            <translation>The list, and every rule with its section and how sure it is. No names.</translation>
        </message>
        <message>
            <source>Proposed</source>
            <translation>Proposed</translation>
        </message>
        <message>
            <source>Questions open</source>
            <translation>Questions open</translation>
        </message>
        <message>
            <source>Awaits ruling</source>
            <translation>Awaits ruling</translation>
        </message>
        <message>
            <source>Taxed</source>
            <translation>Taxed</translation>
        </message>
        <message>
            <source>Taxed in part</source>
            <translation>Taxed in part</translation>
        </message>
        <message>
            <source>Outside the tax</source>
            <translation>Outside the tax</translation>
        </message>
    </context>
    <context>
        <name>MakeDemoTown</name>
        <message>
            <source>Parcels</source>
            <translation>Parcels</translation>
        </message>
        <message>
            <source>How many parcels the municipality has.</source>
            <translation>How many parcels the municipality has.</translation>
        </message>
        <message>
            <source>Number of the town</source>
            <translation>Number of the town</translation>
        </message>
        <message>
            <source>The same number gives the same town again, another number a new one.</source>
            <translation>The same number gives the same town again, another number a new one.</translation>
        </message>
        <message>
            <source>Folder for the files</source>
            <translation>Folder for the files</translation>
        </message>
        <message>
            <source>Files of the same names in this folder are replaced.</source>
            <translation>Files of the same names in this folder are replaced.</translation>
        </message>
        <message>
            <source>Register workbook</source>
            <translation>Register workbook</translation>
        </message>
        <message>
            <source>Errors put in</source>
            <translation>Errors put in</translation>
        </message>
    </context>
    <context>
        <name>MappingModel</name>
        <message>
            <source>none</source>
            <translation>none</translation>
        </message>
        <message>
            <source>No column of the file goes here.</source>
            <translation>No column of the file goes here.</translation>
        </message>
        <message>
            <source>From the saved mapping “{}”.</source>
            <translation>From the saved mapping “{}”.</translation>
        </message>
        <message>
            <source>saved</source>
            <translation>saved</translation>
        </message>
        <message>
            <source>by hand</source>
            <translation>by hand</translation>
        </message>
        <message>
            <source>You chose this column.</source>
            <translation>You chose this column.</translation>
        </message>
        <message>
            <source>certain</source>
            <translation>certain</translation>
        </message>
        <message>
            <source>likely</source>
            <translation>likely</translation>
        </message>
        <message>
            <source>to check</source>
            <translation>to check</translation>
        </message>
        <message>
            <source>Tax map</source>
            <translation>Tax map</translation>
        </message>
        <message>
            <source>File</source>
            <translation>File</translation>
        </message>
        <message>
            <source>Certainty</source>
            <translation>Certainty</translation>
        </message>
        <message>
            <source>First values</source>
            <translation>First values</translation>
        </message>
    </context>
    <context>
        <name>MappingTable</name>
        <message>
            <source>Columns of the file and of the tax map</source>
            <translation>Columns of the file and of the tax map</translation>
        </message>
        <message>
            <source>– none –</source>
            <translation>– none –</translation>
        </message>
    </context>
    <context>
        <name>MatchDetails</name>
        <message>
            <source>Values compared</source>
            <translation>Values compared</translation>
        </message>
        <message>
            <source>Field</source>
            <translation>Field</translation>
        </message>
        <message>
            <source>Map</source>
            <translation>Map</translation>
        </message>
        <message>
            <source>Register</source>
            <translation>Register</translation>
        </message>
        <message>
            <source>Verdict</source>
            <translation>Verdict</translation>
        </message>
        <message>
            <source>Choose a line to see both sides.</source>
            <translation>Choose a line to see both sides.</translation>
        </message>
    </context>
    <context>
        <name>MatchDock</name>
        <message>
            <source>Reading the matches</source>
            <translation>Reading the matches</translation>
        </message>
        <message>
            <source>Matching</source>
            <translation>Matching</translation>
        </message>
        <message>
            <source>Taking back</source>
            <translation>Taking back</translation>
        </message>
        <message>
            <source>Linking</source>
            <translation>Linking</translation>
        </message>
        <message>
            <source>match_report</source>
            <translation>match_report</translation>
        </message>
        <message>
            <source>Save the report</source>
            <translation>Save the report</translation>
        </message>
        <message>
            <source>Writing the report</source>
            <translation>Writing the report</translation>
        </message>
        <message>
            <source>Colouring the parcels</source>
            <translation>Colouring the parcels</translation>
        </message>
        <message>
            <source>Writing the decision</source>
            <translation>Writing the decision</translation>
        </message>
        <message>
            <source>Wait until the present work has ended.</source>
            <translation>Wait until the present work has ended.</translation>
        </message>
        <message>
            <source>No workspace is open. Open or create one first.</source>
            <translation>No workspace is open. Open or create one first.</translation>
        </message>
        <message>
            <source>Go to Start</source>
            <translation>Go to Start</translation>
        </message>
        <message>
            <source>There are no parcels on the map yet.</source>
            <translation>There are no parcels on the map yet.</translation>
        </message>
        <message>
            <source>Import parcels…</source>
            <translation>Import parcels…</translation>
        </message>
        <message>
            <source>This register has no rows yet.</source>
            <translation>This register has no rows yet.</translation>
        </message>
        <message>
            <source>Import registers…</source>
            <translation>Import registers…</translation>
        </message>
        <message>
            <source>Parcels and register rows are there; they were not matched yet.</source>
            <translation>Parcels and register rows are there; they were not matched yet.</translation>
        </message>
        <message>
            <source>Match now</source>
            <translation>Match now</translation>
        </message>
        <message>
            <source>Match</source>
            <translation>Match</translation>
        </message>
        <message>
            <source>Take back the last decision</source>
            <translation>Take back the last decision</translation>
        </message>
        <message>
            <source>Link by hand</source>
            <translation>Link by hand</translation>
        </message>
        <message>
            <source>Flash</source>
            <translation>Flash</translation>
        </message>
        <message>
            <source>Move the map</source>
            <translation>Move the map</translation>
        </message>
        <message>
            <source>Save the report (Excel)</source>
            <translation>Save the report (Excel)</translation>
        </message>
        <message>
            <source>Show more</source>
            <translation>Show more</translation>
        </message>
        <message>
            <source>Colour the parcels on the map</source>
            <translation>Colour the parcels on the map</translation>
        </message>
        <message>
            <source>Tick all lines shown</source>
            <translation>Tick all lines shown</translation>
        </message>
        <message>
            <source>Take all ticks away</source>
            <translation>Take all ticks away</translation>
        </message>
    </context>
    <context>
        <name>MatchModel</name>
        <message>
            <source>State</source>
            <translation>State</translation>
        </message>
        <message>
            <source>Parcel</source>
            <translation>Parcel</translation>
        </message>
        <message>
            <source>Register</source>
            <translation>Register</translation>
        </message>
        <message>
            <source>Found by</source>
            <translation>Found by</translation>
        </message>
        <message>
            <source>Score</source>
            <translation>Score</translation>
        </message>
        <message>
            <source>Compared</source>
            <translation>Compared</translation>
        </message>
    </context>
    <context>
        <name>MatchPage</name>
        <message>
            <source>Outcome</source>
            <translation>Outcome</translation>
        </message>
        <message>
            <source>Code, number, owner</source>
            <translation>Code, number, owner</translation>
        </message>
        <message>
            <source>Confirm (&amp;A)</source>
            <translation>Confirm (&amp;A)</translation>
        </message>
        <message>
            <source>Not this one (&amp;R)</source>
            <translation>Not this one (&amp;R)</translation>
        </message>
        <message>
            <source>Nothing is left to decide here.</source>
            <translation>Nothing is left to decide here.</translation>
        </message>
        <message>
            <source>Show all lines</source>
            <translation>Show all lines</translation>
        </message>
        <message>
            <source>The filter hides every line.</source>
            <translation>The filter hides every line.</translation>
        </message>
        <message>
            <source>Clear the filter</source>
            <translation>Clear the filter</translation>
        </message>
        <message>
            <source>Confirm all automatic</source>
            <translation>Confirm all automatic</translation>
        </message>
    </context>
    <context>
        <name>MatchRegister</name>
        <message>
            <source>Title documents</source>
            <translation>Title documents</translation>
        </message>
        <message>
            <source>Land prices</source>
            <translation>Land prices</translation>
        </message>
        <message>
            <source>Condominium units</source>
            <translation>Condominium units</translation>
        </message>
        <message>
            <source>Register</source>
            <translation>Register</translation>
        </message>
        <message>
            <source>Which register is joined to the parcels.</source>
            <translation>Which register is joined to the parcels.</translation>
        </message>
        <message>
            <source>Matching profile</source>
            <translation>Matching profile</translation>
        </message>
        <message>
            <source>Area tolerance (percent)</source>
            <translation>Area tolerance (percent)</translation>
        </message>
        <message>
            <source>Areas may differ by this share. Empty: as the profile says.</source>
            <translation>Areas may differ by this share. Empty: as the profile says.</translation>
        </message>
        <message>
            <source>Area tolerance (square wah)</source>
            <translation>Area tolerance (square wah)</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>Report</translation>
        </message>
        <message>
            <source>A workbook with the summary and one sheet for each outcome.</source>
            <translation>A workbook with the summary and one sheet for each outcome.</translation>
        </message>
        <message>
            <source>Parcels by match</source>
            <translation>Parcels by match</translation>
        </message>
        <message>
            <source>The parcels, coloured by what the match found.</source>
            <translation>The parcels, coloured by what the match found.</translation>
        </message>
        <message>
            <source>Matched</source>
            <translation>Matched</translation>
        </message>
        <message>
            <source>Suggested</source>
            <translation>Suggested</translation>
        </message>
        <message>
            <source>Conflicting</source>
            <translation>Conflicting</translation>
        </message>
        <message>
            <source>Parcels without register</source>
            <translation>Parcels without register</translation>
        </message>
        <message>
            <source>Register rows without parcel</source>
            <translation>Register rows without parcel</translation>
        </message>
        <message>
            <source>The name of a profile that comes with the plugin ({shipped}) or is saved in the workspace, or the path of a profile file (.json). Empty: the one that suits the register.</source>
            <translation>The name of a profile that comes with the plugin ({shipped}) or is saved in the workspace, or the path of a profile file (.json). Empty: the one that suits the register.</translation>
        </message>
        <message>
            <source>Or by this amount, whichever is more. Empty: as the profile says.</source>
            <translation>Or by this amount, whichever is more. Empty: as the profile says.</translation>
        </message>
        <message>
            <source>Confirm the automatic matches</source>
            <translation>Confirm the automatic matches</translation>
        </message>
        <message>
            <source>What is certain is confirmed at once, and the parcels have their owners; it can be taken back in the match dock. What is suggested or in conflict is left to you.</source>
            <translation>What is certain is confirmed at once, and the parcels have their owners; it can be taken back in the match dock. What is suggested or in conflict is left to you.</translation>
        </message>
    </context>
    <context>
        <name>MatchSettings</name>
        <message>
            <source>sq. wah</source>
            <translation>sq. wah</translation>
        </message>
        <message>
            <source>or</source>
            <translation>or</translation>
        </message>
        <message>
            <source>Register</source>
            <translation>Register</translation>
        </message>
        <message>
            <source>Way of matching</source>
            <translation>Way of matching</translation>
        </message>
        <message>
            <source>Areas may differ by</source>
            <translation>Areas may differ by</translation>
        </message>
    </context>
    <context>
        <name>MatchTable</name>
        <message>
            <source>Lines of the match</source>
            <translation>Lines of the match</translation>
        </message>
    </context>
    <context>
        <name>MergeParcels</name>
        <message>
            <source>Of the parcels that become one, such as 01A001, 01A002.</source>
            <translation>Of the parcels that become one, such as 01A001, 01A002.</translation>
        </message>
        <message>
            <source>Table of merges</source>
            <translation>Table of merges</translation>
        </message>
        <message>
            <source>Instead of codes, for many merges: a table (CSV, XLSX, layer) with a row for each parcel, its code, and a column that says which rows become one.</source>
            <translation>Instead of codes, for many merges: a table (CSV, XLSX, layer) with a row for each parcel, its code, and a column that says which rows become one.</translation>
        </message>
        <message>
            <source>Column of groups</source>
            <translation>Column of groups</translation>
        </message>
        <message>
            <source>In the table: rows with the same value become one parcel.</source>
            <translation>In the table: rows with the same value become one parcel.</translation>
        </message>
        <message>
            <source>Column of codes</source>
            <translation>Column of codes</translation>
        </message>
        <message>
            <source>In the table. Empty: judged by the header.</source>
            <translation>In the table. Empty: judged by the header.</translation>
        </message>
    </context>
    <context>
        <name>NativeEditing</name>
        <message>
            <source>Not saved</source>
            <translation>Not saved</translation>
        </message>
        <message>
            <source>Saved</source>
            <translation>Saved</translation>
        </message>
        <message>
            <source>Drop these edits</source>
            <translation>Drop these edits</translation>
        </message>
        <message>
            <source>The edits of what is gone; your other edits stay.</source>
            <translation>The edits of what is gone; your other edits stay.</translation>
        </message>
        <message>
            <source>Edits of layers</source>
            <translation>Edits of layers</translation>
        </message>
        <message>
            <source>One change with its history; the Parcels dock can take it back.</source>
            <translation>One change with its history; the Parcels dock can take it back.</translation>
        </message>
        <message>
            <source>Nothing was different from what is in the file.</source>
            <translation>Nothing was different from what is in the file.</translation>
        </message>
    </context>
    <context>
        <name>NativeSaves</name>
        <message>
            <source>not saved</source>
            <translation>not saved</translation>
        </message>
    </context>
    <context>
        <name>NumberParcels</name>
        <message>
            <source>Snake, row by row</source>
            <translation>Snake, row by row</translation>
        </message>
        <message>
            <source>Snake, column by column</source>
            <translation>Snake, column by column</translation>
        </message>
        <message>
            <source>Around the block, clockwise</source>
            <translation>Around the block, clockwise</translation>
        </message>
        <message>
            <source>Around the block, anticlockwise</source>
            <translation>Around the block, anticlockwise</translation>
        </message>
        <message>
            <source>Along a line</source>
            <translation>Along a line</translation>
        </message>
        <message>
            <source>From neighbour to neighbour</source>
            <translation>From neighbour to neighbour</translation>
        </message>
        <message>
            <source>North-west</source>
            <translation>North-west</translation>
        </message>
        <message>
            <source>North-east</source>
            <translation>North-east</translation>
        </message>
        <message>
            <source>South-west</source>
            <translation>South-west</translation>
        </message>
        <message>
            <source>South-east</source>
            <translation>South-east</translation>
        </message>
        <message>
            <source>Blocks</source>
            <translation>Blocks</translation>
        </message>
        <message>
            <source>Codes of blocks, such as 01A, 01B. Empty: all blocks.</source>
            <translation>Codes of blocks, such as 01A, 01B. Empty: all blocks.</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>Order</translation>
        </message>
        <message>
            <source>In which order the parcels of a block are numbered.</source>
            <translation>In which order the parcels of a block are numbered.</translation>
        </message>
        <message>
            <source>Start corner</source>
            <translation>Start corner</translation>
        </message>
        <message>
            <source>The corner of the block where the first number stands.</source>
            <translation>The corner of the block where the first number stands.</translation>
        </message>
        <message>
            <source>Line to follow</source>
            <translation>Line to follow</translation>
        </message>
        <message>
            <source>Needed for the order “Along a line” only: one line, from its start to its end.</source>
            <translation>Needed for the order “Along a line” only: one line, from its start to its end.</translation>
        </message>
        <message>
            <source>Renumber parcels that have a code</source>
            <translation>Renumber parcels that have a code</translation>
        </message>
        <message>
            <source>Off: codes that are there stay, and only parcels without one are numbered. On: all parcels of the blocks get new codes; declared codes retire.</source>
            <translation>Off: codes that are there stay, and only parcels without one are numbered. On: all parcels of the blocks get new codes; declared codes retire.</translation>
        </message>
        <message>
            <source>First number</source>
            <translation>First number</translation>
        </message>
        <message>
            <source>The lot number to begin with in a draft block.</source>
            <translation>The lot number to begin with in a draft block.</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>Step</translation>
        </message>
        <message>
            <source>From one number to the next; 10 leaves room for later parcels.</source>
            <translation>From one number to the next; 10 leaves room for later parcels.</translation>
        </message>
        <message>
            <source>Write the new codes</source>
            <translation>Write the new codes</translation>
        </message>
        <message>
            <source>Off: only the list of old and new codes is made. On: it is written, too.</source>
            <translation>Off: only the list of old and new codes is made. On: it is written, too.</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>Document</source>
            <translation>Document</translation>
        </message>
        <message>
            <source>The document that orders the change, if there is one.</source>
            <translation>The document that orders the change, if there is one.</translation>
        </message>
        <message>
            <source>Old and new codes</source>
            <translation>Old and new codes</translation>
        </message>
        <message>
            <source>A layer of the parcels with old code, new code and reason; CSV works too.</source>
            <translation>A layer of the parcels with old code, new code and reason; CSV works too.</translation>
        </message>
        <message>
            <source>Parcels with a new code</source>
            <translation>Parcels with a new code</translation>
        </message>
        <message>
            <source>Retired codes</source>
            <translation>Retired codes</translation>
        </message>
        <message>
            <source>Block</source>
            <translation>Block</translation>
        </message>
        <message>
            <source>Old code</source>
            <translation>Old code</translation>
        </message>
        <message>
            <source>New code</source>
            <translation>New code</translation>
        </message>
        <message>
            <source>Keeps its code</source>
            <translation>Keeps its code</translation>
        </message>
        <message>
            <source>Why codes change. It or the document is needed when declared codes do.</source>
            <translation>Why codes change. It or the document is needed when declared codes do.</translation>
        </message>
    </context>
    <context>
        <name>OverviewPage</name>
        <message>
            <source>Tax year {}</source>
            <translation>Tax year {}</translation>
        </message>
        <message>
            <source>Next: {}</source>
            <translation>Next: {}</translation>
        </message>
        <message>
            <source>Not in this version yet.</source>
            <translation>Not in this version yet.</translation>
        </message>
    </context>
    <context>
        <name>ParcelChange</name>
        <message>
            <source>Parcel codes</source>
            <translation>Parcel codes</translation>
        </message>
        <message>
            <source>Write the change</source>
            <translation>Write the change</translation>
        </message>
        <message>
            <source>Off: only the preview is made. On: it is written into the workspace, too.</source>
            <translation>Off: only the preview is made. On: it is written into the workspace, too.</translation>
        </message>
        <message>
            <source>New parcels</source>
            <translation>New parcels</translation>
        </message>
        <message>
            <source>The parcels as they would be, with old and new code, area and reason.</source>
            <translation>The parcels as they would be, with old and new code, area and reason.</translation>
        </message>
        <message>
            <source>Changes written</source>
            <translation>Changes written</translation>
        </message>
        <message>
            <source>Parcels in the preview</source>
            <translation>Parcels in the preview</translation>
        </message>
        <message>
            <source>What could not be done</source>
            <translation>What could not be done</translation>
        </message>
        <message>
            <source>As the operation is</source>
            <translation>As the operation is</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>Why the parcels change; needed in blocks whose codes are in force.</source>
            <translation>Why the parcels change; needed in blocks whose codes are in force.</translation>
        </message>
        <message>
            <source>Document</source>
            <translation>Document</translation>
        </message>
        <message>
            <source>The document that orders the change, such as a letter of the land office.</source>
            <translation>The document that orders the change, such as a letter of the land office.</translation>
        </message>
        <message>
            <source>Date of the document</source>
            <translation>Date of the document</translation>
        </message>
        <message>
            <source>Kind of change</source>
            <translation>Kind of change</translation>
        </message>
        <message>
            <source>Under which kind it is filed in the history.</source>
            <translation>Under which kind it is filed in the history.</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>Change</translation>
        </message>
        <message>
            <source>Old code</source>
            <translation>Old code</translation>
        </message>
        <message>
            <source>New code</source>
            <translation>New code</translation>
        </message>
        <message>
            <source>Area (rai-ngan-wah)</source>
            <translation>Area (rai-ngan-wah)</translation>
        </message>
        <message>
            <source>Area (m²)</source>
            <translation>Area (m²)</translation>
        </message>
        <message>
            <source>What becomes of it</source>
            <translation>What becomes of it</translation>
        </message>
        <message>
            <source>New parcel</source>
            <translation>New parcel</translation>
        </message>
        <message>
            <source>Keeps its code</source>
            <translation>Keeps its code</translation>
        </message>
        <message>
            <source>Gets another code</source>
            <translation>Gets another code</translation>
        </message>
        <message>
            <source>Comes back</source>
            <translation>Comes back</translation>
        </message>
        <message>
            <source>Becomes public</source>
            <translation>Becomes public</translation>
        </message>
        <message>
            <source>Could not be done</source>
            <translation>Could not be done</translation>
        </message>
        <message>
            <source>Parcel code</source>
            <translation>Parcel code</translation>
        </message>
        <message>
            <source>As it is written, such as 20 พ.ย. 2569 or 20/11/2569. The log says how it is read; the 69 of 20/11/69 is taken for 2569.</source>
            <translation>As it is written, such as 20 พ.ย. 2569 or 20/11/2569. The log says how it is read; the 69 of 20/11/69 is taken for 2569.</translation>
        </message>
    </context>
    <context>
        <name>ParcelWork</name>
        <message>
            <source>Draw again</source>
            <translation>Draw again</translation>
        </message>
        <message>
            <source>Plan again</source>
            <translation>Plan again</translation>
        </message>
    </context>
    <context>
        <name>ParcelsDock</name>
        <message>
            <source>Parcels</source>
            <translation>Parcels</translation>
        </message>
        <message>
            <source>No workspace is open. Open or create one first.</source>
            <translation>No workspace is open. Open or create one first.</translation>
        </message>
        <message>
            <source>Go to Start</source>
            <translation>Go to Start</translation>
        </message>
        <message>
            <source>Pick on the map</source>
            <translation>Pick on the map</translation>
        </message>
        <message>
            <source>Taking back</source>
            <translation>Taking back</translation>
        </message>
        <message>
            <source>Doing again</source>
            <translation>Doing again</translation>
        </message>
        <message>
            <source>Select a parcel first.</source>
            <translation>Select a parcel first.</translation>
        </message>
        <message>
            <source>Undo the last change</source>
            <translation>Undo the last change</translation>
        </message>
        <message>
            <source>Redo what was undone</source>
            <translation>Redo what was undone</translation>
        </message>
        <message>
            <source>Show the history</source>
            <translation>Show the history</translation>
        </message>
        <message>
            <source>Pick a parcel</source>
            <translation>Pick a parcel</translation>
        </message>
        <message>
            <source>Zoom to what is selected</source>
            <translation>Zoom to what is selected</translation>
        </message>
        <message>
            <source>Flash what is selected</source>
            <translation>Flash what is selected</translation>
        </message>
        <message>
            <source>Show more</source>
            <translation>Show more</translation>
        </message>
        <message>
            <source>What do you want to do</source>
            <translation>What do you want to do</translation>
        </message>
        <message>
            <source>What is selected</source>
            <translation>What is selected</translation>
        </message>
        <message>
            <source>Flash a chosen row</source>
            <translation>Flash a chosen row</translation>
        </message>
        <message>
            <source>Move the map to a chosen row</source>
            <translation>Move the map to a chosen row</translation>
        </message>
    </context>
    <context>
        <name>ParcelsOnDate</name>
        <message>
            <source>Date</source>
            <translation>Date</translation>
        </message>
        <message>
            <source>Buddhist or common era, such as 1/1/2569 or 2026-01-01: the end of that day. A time may follow, such as 1/1/2569 14:30.</source>
            <translation>Buddhist or common era, such as 1/1/2569 or 2026-01-01: the end of that day. A time may follow, such as 1/1/2569 14:30.</translation>
        </message>
        <message>
            <source>Parcels on that date</source>
            <translation>Parcels on that date</translation>
        </message>
        <message>
            <source>Every parcel with its codes and shape of then, and whether it lives today.</source>
            <translation>Every parcel with its codes and shape of then, and whether it lives today.</translation>
        </message>
        <message>
            <source>Parcels</source>
            <translation>Parcels</translation>
        </message>
        <message>
            <source>Retired since</source>
            <translation>Retired since</translation>
        </message>
    </context>
    <context>
        <name>PastDatePage</name>
        <message>
            <source>Date</source>
            <translation>Date</translation>
        </message>
        <message>
            <source>Show the map</source>
            <translation>Show the map</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>The map as it was on</source>
            <translation>The map as it was on</translation>
        </message>
        <message>
            <source>The parcels of that day become a layer; nothing is changed.</source>
            <translation>The parcels of that day become a layer; nothing is changed.</translation>
        </message>
    </context>
    <context>
        <name>PayerCardPage</name>
        <message>
            <source>What</source>
            <translation>What</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>Class</translation>
        </message>
        <message>
            <source>Tax (baht)</source>
            <translation>Tax (baht)</translation>
        </message>
        <message>
            <source>What is taxed</source>
            <translation>What is taxed</translation>
        </message>
        <message>
            <source>Back to the payers</source>
            <translation>Back to the payers</translation>
        </message>
        <message>
            <source>What if…</source>
            <translation>What if…</translation>
        </message>
    </context>
    <context>
        <name>PieceDetails</name>
        <message>
            <source>rai-ngan-wah</source>
            <translation>rai-ngan-wah</translation>
        </message>
    </context>
    <context>
        <name>PlanForm</name>
        <message>
            <source>Reason and document</source>
            <translation>Reason and document</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>Document no.</source>
            <translation>Document no.</translation>
        </message>
        <message>
            <source>Document date</source>
            <translation>Document date</translation>
        </message>
        <message>
            <source>Reason and document (optional)</source>
            <translation>Reason and document (optional)</translation>
        </message>
    </context>
    <context>
        <name>PlanPage</name>
        <message>
            <source>Confirm</source>
            <translation>Confirm</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>Wait until the present work has ended.</source>
            <translation>Wait until the present work has ended.</translation>
        </message>
        <message>
            <source>Look at the map and the table; nothing is saved yet.</source>
            <translation>Look at the map and the table; nothing is saved yet.</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Back</translation>
        </message>
    </context>
    <context>
        <name>PlanTable</name>
        <message>
            <source>Pieces</source>
            <translation>Pieces</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>Keep</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>r-n-w</source>
            <translation>r-n-w</translation>
        </message>
        <message>
            <source>m²</source>
            <translation>m²</translation>
        </message>
        <message>
            <source>This piece keeps the old code.</source>
            <translation>This piece keeps the old code.</translation>
        </message>
        <message>
            <source>rai-ngan-wah</source>
            <translation>rai-ngan-wah</translation>
        </message>
        <message>
            <source>Old code</source>
            <translation>Old code</translation>
        </message>
    </context>
    <context>
        <name>PlotTraverse</name>
        <message>
            <source>Parcel</source>
            <translation>Parcel</translation>
        </message>
        <message>
            <source>The parcel with its area and closing error.</source>
            <translation>The parcel with its area and closing error.</translation>
        </message>
        <message>
            <source>Corners</source>
            <translation>Corners</translation>
        </message>
        <message>
            <source>The corners with their coordinates, and the side to the next one.</source>
            <translation>The corners with their coordinates, and the side to the next one.</translation>
        </message>
        <message>
            <source>Area (m²)</source>
            <translation>Area (m²)</translation>
        </message>
        <message>
            <source>Closing error (m)</source>
            <translation>Closing error (m)</translation>
        </message>
        <message>
            <source>One metre of error in (m)</source>
            <translation>One metre of error in (m)</translation>
        </message>
        <message>
            <source>Bearings and distances</source>
            <translation>Bearings and distances</translation>
        </message>
        <message>
            <source>Corners in UTM</source>
            <translation>Corners in UTM</translation>
        </message>
        <message>
            <source>The list holds</source>
            <translation>The list holds</translation>
        </message>
        <message>
            <source>What stands in each line of the list.</source>
            <translation>What stands in each line of the list.</translation>
        </message>
        <message>
            <source>List</source>
            <translation>List</translation>
        </message>
        <message>
            <source>One side or corner a line, pasted or typed, such as “45-30-15 40.25”, “N 45-30-15 E 20 wah” or “1 495123.45 2072345.67”.</source>
            <translation>One side or corner a line, pasted or typed, such as “45-30-15 40.25”, “N 45-30-15 E 20 wah” or “1 495123.45 2072345.67”.</translation>
        </message>
        <message>
            <source>Spread the closing error</source>
            <translation>Spread the closing error</translation>
        </message>
        <message>
            <source>On: the error is spread over the sides by their lengths (compass rule). Off: the last side takes it.</source>
            <translation>On: the error is spread over the sides by their lengths (compass rule). Off: the last side takes it.</translation>
        </message>
        <message>
            <source>Indian 1975, zone 47</source>
            <translation>Indian 1975, zone 47</translation>
        </message>
        <message>
            <source>Indian 1975, zone 48</source>
            <translation>Indian 1975, zone 48</translation>
        </message>
        <message>
            <source>WGS 84, zone 47</source>
            <translation>WGS 84, zone 47</translation>
        </message>
        <message>
            <source>WGS 84, zone 48</source>
            <translation>WGS 84, zone 48</translation>
        </message>
        <message>
            <source>Datum of the list</source>
            <translation>Datum of the list</translation>
        </message>
        <message>
            <source>Deeds and land-office maps are in Indian 1975, GPS receivers in WGS 84.</source>
            <translation>Deeds and land-office maps are in Indian 1975, GPS receivers in WGS 84.</translation>
        </message>
        <message>
            <source>Start point</source>
            <translation>Start point</translation>
        </message>
        <message>
            <source>Where the first side begins: clicked on the map, or typed as east, north in the datum of the list. Not needed for corners.</source>
            <translation>Where the first side begins: clicked on the map, or typed as east, north in the datum of the list. Not needed for corners.</translation>
        </message>
        <message>
            <source>Workspace</source>
            <translation>Workspace</translation>
        </message>
        <message>
            <source>Its coordinate system is that of the result. Empty: WGS 84 in the same zone.</source>
            <translation>Its coordinate system is that of the result. Empty: WGS 84 in the same zone.</translation>
        </message>
        <message>
            <source>Area (rai-ngan-wah)</source>
            <translation>Area (rai-ngan-wah)</translation>
        </message>
        <message>
            <source>Perimeter (m)</source>
            <translation>Perimeter (m)</translation>
        </message>
        <message>
            <source>Corner</source>
            <translation>Corner</translation>
        </message>
        <message>
            <source>East as listed</source>
            <translation>East as listed</translation>
        </message>
        <message>
            <source>North as listed</source>
            <translation>North as listed</translation>
        </message>
        <message>
            <source>East on the map</source>
            <translation>East on the map</translation>
        </message>
        <message>
            <source>North on the map</source>
            <translation>North on the map</translation>
        </message>
        <message>
            <source>Bearing to the next</source>
            <translation>Bearing to the next</translation>
        </message>
        <message>
            <source>Distance to the next (m)</source>
            <translation>Distance to the next (m)</translation>
        </message>
        <message>
            <source>Moved by adjusting (m)</source>
            <translation>Moved by adjusting (m)</translation>
        </message>
    </context>
    <context>
        <name>PrintForms</name>
        <message>
            <source>Form</source>
            <translation>Form</translation>
        </message>
        <message>
            <source>PDS 6 is the letter with its calculation sheets; until the head of finance has enabled notices of the year only the sheets are printed, marked for review.</source>
            <translation>PDS 6 is the letter with its calculation sheets; until the head of finance has enabled notices of the year only the sheets are printed, marked for review.</translation>
        </message>
        <message>
            <source>Tax year (B.E.)</source>
            <translation>Tax year (B.E.)</translation>
        </message>
        <message>
            <source>Blank: the tax year of the workspace.</source>
            <translation>Blank: the tax year of the workspace.</translation>
        </message>
        <message>
            <source>Print whole names and addresses</source>
            <translation>Print whole names and addresses</translation>
        </message>
        <message>
            <source>For what goes to the payer. Without it names are masked, and addresses, identification numbers and telephones are not read at all.</source>
            <translation>For what goes to the payer. Without it names are masked, and addresses, identification numbers and telephones are not read at all.</translation>
        </message>
        <message>
            <source>Only who has tax to pay</source>
            <translation>Only who has tax to pay</translation>
        </message>
        <message>
            <source>For assessments, envelopes and posting lists; lists and registers have all.</source>
            <translation>For assessments, envelopes and posting lists; lists and registers have all.</translation>
        </message>
        <message>
            <source>Post the list</source>
            <translation>Post the list</translation>
        </message>
        <message>
            <source>PDS 3 and 4: give each row its set, page and row, and keep them. What is posted keeps its numbers in every later print; it can be undone.</source>
            <translation>PDS 3 and 4: give each row its set, page and row, and keep them. What is posted keeps its numbers in every later print; it can be undone.</translation>
        </message>
        <message>
            <source>Print how each number came about</source>
            <translation>Print how each number came about</translation>
        </message>
        <message>
            <source>PDS 6, 7, 8 and PP 3: a page more for each payer, in your language.</source>
            <translation>PDS 6, 7, 8 and PP 3: a page more for each payer, in your language.</translation>
        </message>
        <message>
            <source>Thai digits</source>
            <translation>Thai digits</translation>
        </message>
        <message>
            <source>On paper only; codes of parcels and postcodes stay as they are.</source>
            <translation>On paper only; codes of parcels and postcodes stay as they are.</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Folder</translation>
        </message>
        <message>
            <source>Where PDF and workbook are written; older ones of the form are replaced.</source>
            <translation>Where PDF and workbook are written; older ones of the form are replaced.</translation>
        </message>
        <message>
            <source>Bound PDF</source>
            <translation>Bound PDF</translation>
        </message>
        <message>
            <source>Workbook</source>
            <translation>Workbook</translation>
        </message>
        <message>
            <source>Documents</source>
            <translation>Documents</translation>
        </message>
        <message>
            <source>Pages</source>
            <translation>Pages</translation>
        </message>
        <message>
            <source>Rows newly posted</source>
            <translation>Rows newly posted</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>Order</translation>
        </message>
        <message>
            <source>Moo, then parcel code</source>
            <translation>Moo, then parcel code</translation>
        </message>
        <message>
            <source>Block, then parcel code</source>
            <translation>Block, then parcel code</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Bookmarks of the PDF, and the sets of a posted list, follow it.</source>
            <translation>Bookmarks of the PDF, and the sets of a posted list, follow it.</translation>
        </message>
        <message>
            <source>A file for each moo or block</source>
            <translation>A file for each moo or block</translation>
        </message>
        <message>
            <source>Otherwise one bound PDF has all.</source>
            <translation>Otherwise one bound PDF has all.</translation>
        </message>
        <message>
            <source>Parcel codes</source>
            <translation>Parcel codes</translation>
        </message>
        <message>
            <source>Blank: all. Several with a comma.</source>
            <translation>Blank: all. Several with a comma.</translation>
        </message>
        <message>
            <source>Moo</source>
            <translation>Moo</translation>
        </message>
        <message>
            <source>Name codes (PT 4)</source>
            <translation>Name codes (PT 4)</translation>
        </message>
        <message>
            <source>Payers by their name code. Blank: all. Several with a comma.</source>
            <translation>Payers by their name code. Blank: all. Several with a comma.</translation>
        </message>
        <message>
            <source>Blank: dots to be filled in by hand.</source>
            <translation>Blank: dots to be filled in by hand.</translation>
        </message>
        <message>
            <source>Letter number</source>
            <translation>Letter number</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>Date</translation>
        </message>
        <message>
            <source>Of the letter, such as 5/2/2569 (blank: dots); of the posting (blank: today).</source>
            <translation>Of the letter, such as 5/2/2569 (blank: dots); of the posting (blank: today).</translation>
        </message>
        <message>
            <source>Address of the office</source>
            <translation>Address of the office</translation>
        </message>
        <message>
            <source>Blank: district and province.</source>
            <translation>Blank: district and province.</translation>
        </message>
        <message>
            <source>Telephone of the office</source>
            <translation>Telephone of the office</translation>
        </message>
        <message>
            <source>Where to pay</source>
            <translation>Where to pay</translation>
        </message>
        <message>
            <source>Blank: the office.</source>
            <translation>Blank: the office.</translation>
        </message>
        <message>
            <source>Signed by</source>
            <translation>Signed by</translation>
        </message>
        <message>
            <source>Position</source>
            <translation>Position</translation>
        </message>
        <message>
            <source>Kind of document</source>
            <translation>Kind of document</translation>
        </message>
        <message>
            <source>Of the posting list. May be blank.</source>
            <translation>Of the posting list. May be blank.</translation>
        </message>
    </context>
    <context>
        <name>QualityDecisions</name>
        <message>
            <source>Accept</source>
            <translation>Accept</translation>
        </message>
        <message>
            <source>Assign</source>
            <translation>Assign</translation>
        </message>
        <message>
            <source>Writing the decision</source>
            <translation>Writing the decision</translation>
        </message>
    </context>
    <context>
        <name>QualityDock</name>
        <message>
            <source>Reading the findings</source>
            <translation>Reading the findings</translation>
        </message>
        <message>
            <source>Checking the map</source>
            <translation>Checking the map</translation>
        </message>
        <message>
            <source>Wait until the present work has ended.</source>
            <translation>Wait until the present work has ended.</translation>
        </message>
        <message>
            <source>Choose a finding first.</source>
            <translation>Choose a finding first.</translation>
        </message>
        <message>
            <source>No workspace is open. Open or create one first.</source>
            <translation>No workspace is open. Open or create one first.</translation>
        </message>
        <message>
            <source>Go to Start</source>
            <translation>Go to Start</translation>
        </message>
        <message>
            <source>There are no parcels on the map yet.</source>
            <translation>There are no parcels on the map yet.</translation>
        </message>
        <message>
            <source>Import parcels…</source>
            <translation>Import parcels…</translation>
        </message>
        <message>
            <source>The map was never checked. The check looks at shapes, boundaries, codes and registers, and changes nothing on the map.</source>
            <translation>The map was never checked. The check looks at shapes, boundaries, codes and registers, and changes nothing on the map.</translation>
        </message>
        <message>
            <source>Check the map</source>
            <translation>Check the map</translation>
        </message>
        <message>
            <source>Go to the previous finding</source>
            <translation>Go to the previous finding</translation>
        </message>
        <message>
            <source>Go to the next finding</source>
            <translation>Go to the next finding</translation>
        </message>
        <message>
            <source>Flash</source>
            <translation>Flash</translation>
        </message>
        <message>
            <source>Move the map</source>
            <translation>Move the map</translation>
        </message>
        <message>
            <source>Show more</source>
            <translation>Show more</translation>
        </message>
        <message>
            <source>Mark as seen to (what no check would close)</source>
            <translation>Mark as seen to (what no check would close)</translation>
        </message>
        <message>
            <source>Confirm or cancel the repair first.</source>
            <translation>Confirm or cancel the repair first.</translation>
        </message>
        <message>
            <source>This finding is not there any more.</source>
            <translation>This finding is not there any more.</translation>
        </message>
        <message>
            <source>Set the rules of the check…</source>
            <translation>Set the rules of the check…</translation>
        </message>
        <message>
            <source>Map quality</source>
            <translation>Map quality</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Undo</translation>
        </message>
        <message>
            <source>QGIS has edits that are not saved yet. Save or discard them first.</source>
            <translation>QGIS has edits that are not saved yet. Save or discard them first.</translation>
        </message>
        <message>
            <source>Taking back</source>
            <translation>Taking back</translation>
        </message>
        <message>
            <source>These are repaired one by one: choose a single one.</source>
            <translation>These are repaired one by one: choose a single one.</translation>
        </message>
    </context>
    <context>
        <name>QualityPage</name>
        <message>
            <source>What to show</source>
            <translation>What to show</translation>
        </message>
        <message>
            <source>Grouped by</source>
            <translation>Grouped by</translation>
        </message>
        <message>
            <source>Code, block, rule, name</source>
            <translation>Code, block, rule, name</translation>
        </message>
        <message>
            <source>Accept… (&amp;A)</source>
            <translation>Accept… (&amp;A)</translation>
        </message>
        <message>
            <source>Assign… (&amp;G)</source>
            <translation>Assign… (&amp;G)</translation>
        </message>
        <message>
            <source>Take back (&amp;T)</source>
            <translation>Take back (&amp;T)</translation>
        </message>
        <message>
            <source>Show what was accepted and fixed</source>
            <translation>Show what was accepted and fixed</translation>
        </message>
        <message>
            <source>No finding fits what is to be shown.</source>
            <translation>No finding fits what is to be shown.</translation>
        </message>
        <message>
            <source>Clear the filter</source>
            <translation>Clear the filter</translation>
        </message>
        <message>
            <source>Repair… (&amp;R)</source>
            <translation>Repair… (&amp;R)</translation>
        </message>
    </context>
    <context>
        <name>QualityWatch</name>
        <message>
            <source>Checking around the change</source>
            <translation>Checking around the change</translation>
        </message>
    </context>
    <context>
        <name>ReasonDialog</name>
        <message>
            <source>Save</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>Why is this changed?</source>
            <translation>Why is this changed?</translation>
        </message>
    </context>
    <context>
        <name>RecodeParcels</name>
        <message>
            <source>Such as 01A001, 01A002; they get the new codes in this order.</source>
            <translation>Such as 01A001, 01A002; they get the new codes in this order.</translation>
        </message>
        <message>
            <source>Block</source>
            <translation>Block</translation>
        </message>
        <message>
            <source>Whose next codes they get, such as 01B.</source>
            <translation>Whose next codes they get, such as 01B.</translation>
        </message>
    </context>
    <context>
        <name>ReconcileRegister</name>
        <message>
            <source>List</source>
            <translation>List</translation>
        </message>
        <message>
            <source>Tables</source>
            <translation>Tables</translation>
        </message>
        <message>
            <source>Excel, LibreOffice or CSV, as the other office or system exports it.</source>
            <translation>Excel, LibreOffice or CSV, as the other office or system exports it.</translation>
        </message>
        <message>
            <source>Sheet</source>
            <translation>Sheet</translation>
        </message>
        <message>
            <source>Where the file has several.</source>
            <translation>Where the file has several.</translation>
        </message>
        <message>
            <source>What the list is</source>
            <translation>What the list is</translation>
        </message>
        <message>
            <source>Decides with what it is compared, by which keys and in which columns.</source>
            <translation>Decides with what it is compared, by which keys and in which columns.</translation>
        </message>
        <message>
            <source>The list covers the whole municipality</source>
            <translation>The list covers the whole municipality</translation>
        </message>
        <message>
            <source>Then what only we have is told too, and findings that the list no longer mentions are closed. Leave it off for a list of one month or one village.</source>
            <translation>Then what only we have is told too, and findings that the list no longer mentions are closed. Leave it off for a list of one month or one village.</translation>
        </message>
        <message>
            <source>Column profile</source>
            <translation>Column profile</translation>
        </message>
        <message>
            <source>A mapping saved in the workspace. Empty: the columns are recognised by their names.</source>
            <translation>A mapping saved in the workspace. Empty: the columns are recognised by their names.</translation>
        </message>
        <message>
            <source>File the findings</source>
            <translation>File the findings</translation>
        </message>
        <message>
            <source>Then the dock of quality lists them, gives them to somebody, and the next run tells only what is new.</source>
            <translation>Then the dock of quality lists them, gives them to somebody, and the next run tells only what is new.</translation>
        </message>
        <message>
            <source>Workbook</source>
            <translation>Workbook</translation>
        </message>
        <message>
            <source>Sums, what is new, all that stands with owner and state, and the rows' fate.</source>
            <translation>Sums, what is new, all that stands with owner and state, and the rows' fate.</translation>
        </message>
        <message>
            <source>Rows in the list</source>
            <translation>Rows in the list</translation>
        </message>
        <message>
            <source>Rows that agree</source>
            <translation>Rows that agree</translation>
        </message>
        <message>
            <source>Different rows</source>
            <translation>Different rows</translation>
        </message>
        <message>
            <source>Only in the list</source>
            <translation>Only in the list</translation>
        </message>
        <message>
            <source>Only here</source>
            <translation>Only here</translation>
        </message>
        <message>
            <source>Rows not compared</source>
            <translation>Rows not compared</translation>
        </message>
        <message>
            <source>New findings</source>
            <translation>New findings</translation>
        </message>
        <message>
            <source>Closed findings</source>
            <translation>Closed findings</translation>
        </message>
    </context>
    <context>
        <name>RepairFields</name>
        <message>
            <source>Who gets the ground</source>
            <translation>Who gets the ground</translation>
        </message>
        <message>
            <source>Change shapes of the land office too</source>
            <translation>Change shapes of the land office too</translation>
        </message>
        <message>
            <source>Which parcel stays</source>
            <translation>Which parcel stays</translation>
        </message>
        <message>
            <source>What is meant</source>
            <translation>What is meant</translation>
        </message>
    </context>
    <context>
        <name>RepairQuality</name>
        <message>
            <source>What to mend</source>
            <translation>What to mend</translation>
        </message>
        <message>
            <source>The rules whose findings are mended, in this order.</source>
            <translation>The rules whose findings are mended, in this order.</translation>
        </message>
        <message>
            <source>Only of these parcels, and no other one changes. Empty: of all.</source>
            <translation>Only of these parcels, and no other one changes. Empty: of all.</translation>
        </message>
        <message>
            <source>End with an error where something is left</source>
            <translation>End with an error where something is left</translation>
        </message>
        <message>
            <source>Tolerance (m)</source>
            <translation>Tolerance (m)</translation>
        </message>
        <message>
            <source>Width (m)</source>
            <translation>Width (m)</translation>
        </message>
        <message>
            <source>Who gets overlaps and gaps</source>
            <translation>Who gets overlaps and gaps</translation>
        </message>
        <message>
            <source>Where the choice tells nothing, the longest common side decides.</source>
            <translation>Where the choice tells nothing, the longest common side decides.</translation>
        </message>
        <message>
            <source>Change shapes of the land office too</source>
            <translation>Change shapes of the land office too</translation>
        </message>
        <message>
            <source>Off: parcels whose source of the shape is the land office stay as they are.</source>
            <translation>Off: parcels whose source of the shape is the land office stay as they are.</translation>
        </message>
        <message>
            <source>Corners and sides so near to each other are one. No corner moves farther. Not set: as the office has set it for each rule, 0.01 m as a rule.</source>
            <translation>Corners and sides so near to each other are one. No corner moves farther. Not set: as the office has set it for each rule, 0.01 m as a rule.</translation>
        </message>
        <message>
            <source>Overlaps and gaps that are wider at any place are left to you. Not set: as the office has set it, 1 m as a rule.</source>
            <translation>Overlaps and gaps that are wider at any place are left to you. Not set: as the office has set it, 1 m as a rule.</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>Findings</translation>
        </message>
        <message>
            <source>Only these findings and no other one, as the dock Map quality hands them on. Empty: all.</source>
            <translation>Only these findings and no other one, as the dock Map quality hands them on. Empty: all.</translation>
        </message>
        <message>
            <source>For scripts: with “Write the change” on, what can be mended is written; then the run ends in an error.</source>
            <translation>For scripts: with “Write the change” on, what can be mended is written; then the run ends in an error.</translation>
        </message>
    </context>
    <context>
        <name>ReportCollection</name>
        <message>
            <source>As of</source>
            <translation>As of</translation>
        </message>
        <message>
            <source>Penalty and surcharge are worked out to this day, and payments until then count. Blank: today.</source>
            <translation>Penalty and surcharge are worked out to this day, and payments until then count. Blank: today.</translation>
        </message>
        <message>
            <source>Fiscal year (B.E.)</source>
            <translation>Fiscal year (B.E.)</translation>
        </message>
        <message>
            <source>1 October to 30 September; the tax year of the same number is told beside it. Blank: the fiscal year of the day.</source>
            <translation>1 October to 30 September; the tax year of the same number is told beside it. Blank: the fiscal year of the day.</translation>
        </message>
        <message>
            <source>Time extended to</source>
            <translation>Time extended to</translation>
        </message>
        <message>
            <source>Where the executive extended the time to pay the land and building tax of that year (s.70): who pays until this day has half the surcharge.</source>
            <translation>Where the executive extended the time to pay the land and building tax of that year (s.70): who pays until this day has half the surcharge.</translation>
        </message>
        <message>
            <source>Names of debtors in full</source>
            <translation>Names of debtors in full</translation>
        </message>
        <message>
            <source>Without it names are masked. Give a list with names to nobody who may not.</source>
            <translation>Without it names are masked. Give a list with names to nobody who may not.</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>Report</translation>
        </message>
        <message>
            <source>A chart and the tables, to print.</source>
            <translation>A chart and the tables, to print.</translation>
        </message>
        <message>
            <source>Workbook</source>
            <translation>Workbook</translation>
        </message>
        <message>
            <source>The same tables, every debtor, how each debt came about with its section, and what is in no account.</source>
            <translation>The same tables, every debtor, how each debt came about with its section, and what is in no account.</translation>
        </message>
        <message>
            <source>Accounts</source>
            <translation>Accounts</translation>
        </message>
        <message>
            <source>Accounts that are late</source>
            <translation>Accounts that are late</translation>
        </message>
        <message>
            <source>To be paid by them (baht)</source>
            <translation>To be paid by them (baht)</translation>
        </message>
        <message>
            <source>Received in the fiscal year (baht)</source>
            <translation>Received in the fiscal year (baht)</translation>
        </message>
        <message>
            <source>Receipts in no account</source>
            <translation>Receipts in no account</translation>
        </message>
    </context>
    <context>
        <name>ReportPage</name>
        <message>
            <source>Summary</source>
            <translation>Summary</translation>
        </message>
        <message>
            <source>Import this file…</source>
            <translation>Import this file…</translation>
        </message>
        <message>
            <source>Check ({})</source>
            <translation>Check ({})</translation>
        </message>
    </context>
    <context>
        <name>ReportProgress</name>
        <message>
            <source>Kept current means</source>
            <translation>Kept current means</translation>
        </message>
        <message>
            <source>No open error of the quality check</source>
            <translation>No open error of the quality check</translation>
        </message>
        <message>
            <source>Assessed in the tax year</source>
            <translation>Assessed in the tax year</translation>
        </message>
        <message>
            <source>Both</source>
            <translation>Both</translation>
        </message>
        <message>
            <source>When a parcel has reached stage 7. The guide leaves it to the office; the stages before are always wanted as well.</source>
            <translation>When a parcel has reached stage 7. The guide leaves it to the office; the stages before are always wanted as well.</translation>
        </message>
        <message>
            <source>Parcels by stage</source>
            <translation>Parcels by stage</translation>
        </message>
        <message>
            <source>The parcels, coloured by the first stage that they have not reached.</source>
            <translation>The parcels, coloured by the first stage that they have not reached.</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>Report</translation>
        </message>
        <message>
            <source>A chart, a map, the zones and blocks, and when a stage counts as reached.</source>
            <translation>A chart, a map, the zones and blocks, and when a stage counts as reached.</translation>
        </message>
        <message>
            <source>Workbook</source>
            <translation>Workbook</translation>
        </message>
        <message>
            <source>The same numbers for a spreadsheet, and every parcel with its stages.</source>
            <translation>The same numbers for a spreadsheet, and every parcel with its stages.</translation>
        </message>
        <message>
            <source>Parcels</source>
            <translation>Parcels</translation>
        </message>
        <message>
            <source>Per cent of the parcels: {stage}</source>
            <translation>Per cent of the parcels: {stage}</translation>
        </message>
    </context>
    <context>
        <name>ReportRevenue</name>
        <message>
            <source>Tax year (B.E.)</source>
            <translation>Tax year (B.E.)</translation>
        </message>
        <message>
            <source>Blank: the tax year of the workspace.</source>
            <translation>Blank: the tax year of the workspace.</translation>
        </message>
        <message>
            <source>As of</source>
            <translation>As of</translation>
        </message>
        <message>
            <source>Payments until this day count, and what is due then is late. Blank: today.</source>
            <translation>Payments until this day count, and what is due then is late. Blank: today.</translation>
        </message>
        <message>
            <source>Parcels by what they bring</source>
            <translation>Parcels by what they bring</translation>
        </message>
        <message>
            <source>Every parcel with its tax, or why it brings none and what it would bring.</source>
            <translation>Every parcel with its tax, or why it brings none and what it would bring.</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>Report</translation>
        </message>
        <message>
            <source>Totals, a map, charts, the tables, and of each gap what may bring most.</source>
            <translation>Totals, a map, charts, the tables, and of each gap what may bring most.</translation>
        </message>
        <message>
            <source>Workbook</source>
            <translation>Workbook</translation>
        </message>
        <message>
            <source>The same tables, every parcel of each gap, and how its range comes about.</source>
            <translation>The same tables, every parcel of each gap, and how its range comes about.</translation>
        </message>
        <message>
            <source>Assessed in the year (baht)</source>
            <translation>Assessed in the year (baht)</translation>
        </message>
        <message>
            <source>Billed by a filed notice (baht)</source>
            <translation>Billed by a filed notice (baht)</translation>
        </message>
        <message>
            <source>Paid (baht)</source>
            <translation>Paid (baht)</translation>
        </message>
        <message>
            <source>In arrears (baht)</source>
            <translation>In arrears (baht)</translation>
        </message>
        <message>
            <source>Things that bring no tax</source>
            <translation>Things that bring no tax</translation>
        </message>
        <message>
            <source>They would bring at least (baht)</source>
            <translation>They would bring at least (baht)</translation>
        </message>
        <message>
            <source>They would bring at most (baht)</source>
            <translation>They would bring at most (baht)</translation>
        </message>
    </context>
    <context>
        <name>RestoreParcel</name>
        <message>
            <source>Retired parcel</source>
            <translation>Retired parcel</translation>
        </message>
        <message>
            <source>The code or the land number that it had, or its key in the history.</source>
            <translation>The code or the land number that it had, or its key in the history.</translation>
        </message>
        <message>
            <source>As it was on</source>
            <translation>As it was on</translation>
        </message>
        <message>
            <source>A day, where several had this code or number, such as 20 พ.ย. 2569.</source>
            <translation>A day, where several had this code or number, such as 20 พ.ย. 2569.</translation>
        </message>
    </context>
    <context>
        <name>ResultModel</name>
        <message>
            <source>File</source>
            <translation>File</translation>
        </message>
        <message>
            <source>Went into</source>
            <translation>Went into</translation>
        </message>
        <message>
            <source>Rows</source>
            <translation>Rows</translation>
        </message>
        <message>
            <source>New</source>
            <translation>New</translation>
        </message>
        <message>
            <source>Changed</source>
            <translation>Changed</translation>
        </message>
        <message>
            <source>As before</source>
            <translation>As before</translation>
        </message>
        <message>
            <source>Set aside</source>
            <translation>Set aside</translation>
        </message>
        <message>
            <source>Not imported</source>
            <translation>Not imported</translation>
        </message>
        <message>
            <source>Total</source>
            <translation>Total</translation>
        </message>
    </context>
    <context>
        <name>ResultPage</name>
        <message>
            <source>Save set-aside rows…</source>
            <translation>Save set-aside rows…</translation>
        </message>
        <message>
            <source>Import more</source>
            <translation>Import more</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Details</translation>
        </message>
        <message>
            <source>No row was set aside.</source>
            <translation>No row was set aside.</translation>
        </message>
        <message>
            <source>_set_aside</source>
            <translation>_set_aside</translation>
        </message>
    </context>
    <context>
        <name>RevenueChart</name>
        <message>
            <source>Chart</source>
            <translation>Chart</translation>
        </message>
    </context>
    <context>
        <name>RevenueDialog</name>
        <message>
            <source>Revenue of the taxes</source>
            <translation>Revenue of the taxes</translation>
        </message>
        <message>
            <source>Reading the revenue</source>
            <translation>Reading the revenue</translation>
        </message>
        <message>
            <source>Save the report</source>
            <translation>Save the report</translation>
        </message>
        <message>
            <source>Save the workbook</source>
            <translation>Save the workbook</translation>
        </message>
        <message>
            <source>Writing the report</source>
            <translation>Writing the report</translation>
        </message>
        <message>
            <source>There are no parcels on the map yet.</source>
            <translation>There are no parcels on the map yet.</translation>
        </message>
        <message>
            <source>Import parcels…</source>
            <translation>Import parcels…</translation>
        </message>
        <message>
            <source>Nothing was read. Read the revenue again.</source>
            <translation>Nothing was read. Read the revenue again.</translation>
        </message>
        <message>
            <source>Read again</source>
            <translation>Read again</translation>
        </message>
        <message>
            <source>Show all on the map</source>
            <translation>Show all on the map</translation>
        </message>
        <message>
            <source>Report as PDF…</source>
            <translation>Report as PDF…</translation>
        </message>
        <message>
            <source>Workbook…</source>
            <translation>Workbook…</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Close</translation>
        </message>
    </context>
    <context>
        <name>RuleDetails</name>
        <message>
            <source>Back to the usual (&amp;U)</source>
            <translation>Back to the usual (&amp;U)</translation>
        </message>
        <message>
            <source>off: finds nothing, and what it had found rests</source>
            <translation>off: finds nothing, and what it had found rests</translation>
        </message>
        <message>
            <source>has no numbers to set</source>
            <translation>has no numbers to set</translation>
        </message>
    </context>
    <context>
        <name>RuleList</name>
        <message>
            <source>Rules</source>
            <translation>Rules</translation>
        </message>
        <message>
            <source>Rule</source>
            <translation>Rule</translation>
        </message>
        <message>
            <source>Severity</source>
            <translation>Severity</translation>
        </message>
        <message>
            <source>Numbers</source>
            <translation>Numbers</translation>
        </message>
        <message>
            <source>own</source>
            <translation>own</translation>
        </message>
    </context>
    <context>
        <name>RulesDialog</name>
        <message>
            <source>Rules of the check</source>
            <translation>Rules of the check</translation>
        </message>
        <message>
            <source>Search rules</source>
            <translation>Search rules</translation>
        </message>
        <message>
            <source>Reset all (&amp;R)</source>
            <translation>Reset all (&amp;R)</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancel</translation>
        </message>
    </context>
    <context>
        <name>RulesSaving</name>
        <message>
            <source>Saving the rules</source>
            <translation>Saving the rules</translation>
        </message>
    </context>
    <context>
        <name>SpecialDialog</name>
        <message>
            <source>Special property</source>
            <translation>Special property</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancel</translation>
        </message>
    </context>
    <context>
        <name>SpecialForm</name>
        <message>
            <source>By the answers</source>
            <translation>By the answers</translation>
        </message>
        <message>
            <source>Ruling</source>
            <translation>Ruling</translation>
        </message>
        <message>
            <source>Letter of the ruling</source>
            <translation>Letter of the ruling</translation>
        </message>
        <message>
            <source>Date of the ruling</source>
            <translation>Date of the ruling</translation>
        </message>
        <message>
            <source>Not answered</source>
            <translation>Not answered</translation>
        </message>
    </context>
    <context>
        <name>SpecialSaving</name>
        <message>
            <source>Saving special property</source>
            <translation>Saving special property</translation>
        </message>
    </context>
    <context>
        <name>SplitParcels</name>
        <message>
            <source>Dividing lines</source>
            <translation>Dividing lines</translation>
        </message>
        <message>
            <source>Lines right across the parcels. “Selected features only” uses some of them.</source>
            <translation>Lines right across the parcels. “Selected features only” uses some of them.</translation>
        </message>
        <message>
            <source>Such as 01A001, 01A002. Empty: all parcels that a line crosses.</source>
            <translation>Such as 01A001, 01A002. Empty: all parcels that a line crosses.</translation>
        </message>
    </context>
    <context>
        <name>SplitToAreas</name>
        <message>
            <source>The parcel that is to be divided, such as 01A001.</source>
            <translation>The parcel that is to be divided, such as 01A001.</translation>
        </message>
        <message>
            <source>Refuse them</source>
            <translation>Refuse them</translation>
        </message>
        <message>
            <source>Square metres</source>
            <translation>Square metres</translation>
        </message>
        <message>
            <source>Square wah</source>
            <translation>Square wah</translation>
        </message>
        <message>
            <source>Ngan</source>
            <translation>Ngan</translation>
        </message>
        <message>
            <source>Rai</source>
            <translation>Rai</translation>
        </message>
        <message>
            <source>Areas</source>
            <translation>Areas</translation>
        </message>
        <message>
            <source>Of the new parcels from the chosen side on, such as 1-2-50, 400 ตร.ว., 800 m2. What they leave over is the remainder.</source>
            <translation>Of the new parcels from the chosen side on, such as 1-2-50, 400 ตร.ว., 800 m2. What they leave over is the remainder.</translation>
        </message>
        <message>
            <source>Areas from a CSV</source>
            <translation>Areas from a CSV</translation>
        </message>
        <message>
            <source>Instead of the list: a CSV with a column of areas, or with ไร่, งาน, ตร.ว.</source>
            <translation>Instead of the list: a CSV with a column of areas, or with ไร่, งาน, ตร.ว.</translation>
        </message>
        <message>
            <source>Column of areas</source>
            <translation>Column of areas</translation>
        </message>
        <message>
            <source>In the CSV. Empty: judged by the headers.</source>
            <translation>In the CSV. Empty: judged by the headers.</translation>
        </message>
        <message>
            <source>Numbers without a unit</source>
            <translation>Numbers without a unit</translation>
        </message>
        <message>
            <source>What a bare number in the list or in the CSV means.</source>
            <translation>What a bare number in the list or in the CSV means.</translation>
        </message>
        <message>
            <source>Equal parts</source>
            <translation>Equal parts</translation>
        </message>
        <message>
            <source>Instead of areas: into so many parts of one area. 0: by the areas.</source>
            <translation>Instead of areas: into so many parts of one area. 0: by the areas.</translation>
        </message>
        <message>
            <source>Begin in the direction (°)</source>
            <translation>Begin in the direction (°)</translation>
        </message>
        <message>
            <source>0: in the north, 90: in the east, 180: in the south, 270: in the west.</source>
            <translation>0: in the north, 90: in the east, 180: in the south, 270: in the west.</translation>
        </message>
        <message>
            <source>Begin at the edge near</source>
            <translation>Begin at the edge near</translation>
        </message>
        <message>
            <source>A point beside the edge to begin at; the lines run parallel to it. It goes before the direction.</source>
            <translation>A point beside the edge to begin at; the lines run parallel to it. It goes before the direction.</translation>
        </message>
        <message>
            <source>Share out the difference</source>
            <translation>Share out the difference</translation>
        </message>
        <message>
            <source>Where the areas add up to the document, or differ from the map by no more than 10 % or 2 square wah: each piece gets its part of it, and none is left over.</source>
            <translation>Where the areas add up to the document, or differ from the map by no more than 10 % or 2 square wah: each piece gets its part of it, and none is left over.</translation>
        </message>
    </context>
    <context>
        <name>StageRow</name>
        <message>
            <source>Nothing is missing here.</source>
            <translation>Nothing is missing here.</translation>
        </message>
    </context>
    <context>
        <name>StandingView</name>
        <message>
            <source>Chart</source>
            <translation>Chart</translation>
        </message>
        <message>
            <source>By class</source>
            <translation>By class</translation>
        </message>
        <message>
            <source>By zone</source>
            <translation>By zone</translation>
        </message>
        <message>
            <source>By block</source>
            <translation>By block</translation>
        </message>
        <message>
            <source>What</source>
            <translation>What</translation>
        </message>
        <message>
            <source>Standing</source>
            <translation>Standing</translation>
        </message>
        <message>
            <source>No tax of this year was assessed yet.</source>
            <translation>No tax of this year was assessed yet.</translation>
        </message>
    </context>
    <context>
        <name>StartDock</name>
        <message>
            <source>Start</source>
            <translation>Start</translation>
        </message>
        <message>
            <source>Creating {}</source>
            <translation>Creating {}</translation>
        </message>
        <message>
            <source>Open a workspace</source>
            <translation>Open a workspace</translation>
        </message>
        <message>
            <source>Upgrade</source>
            <translation>Upgrade</translation>
        </message>
        <message>
            <source>Making the demo municipality</source>
            <translation>Making the demo municipality</translation>
        </message>
        <message>
            <source>Counting</source>
            <translation>Counting</translation>
        </message>
        <message>
            <source>Wait until the present work has ended.</source>
            <translation>Wait until the present work has ended.</translation>
        </message>
        <message>
            <source>Create a workspace</source>
            <translation>Create a workspace</translation>
        </message>
        <message>
            <source>Check my file</source>
            <translation>Check my file</translation>
        </message>
        <message>
            <source>Count again</source>
            <translation>Count again</translation>
        </message>
        <message>
            <source>Show more</source>
            <translation>Show more</translation>
        </message>
        <message>
            <source>Try the demo municipality</source>
            <translation>Try the demo municipality</translation>
        </message>
        <message>
            <source>Close the workspace</source>
            <translation>Close the workspace</translation>
        </message>
        <message>
            <source>As in QGIS</source>
            <translation>As in QGIS</translation>
        </message>
        <message>
            <source>Upgrading {}</source>
            <translation>Upgrading {}</translation>
        </message>
        <message>
            <source>Show the law and set the office's own numbers</source>
            <translation>Show the law and set the office's own numbers</translation>
        </message>
    </context>
    <context>
        <name>StripFields</name>
        <message>
            <source>Along a line, of one width</source>
            <translation>Along a line, of one width</translation>
        </message>
        <message>
            <source>An outline that I draw</source>
            <translation>An outline that I draw</translation>
        </message>
        <message>
            <source>How</source>
            <translation>How</translation>
        </message>
        <message>
            <source>Width</source>
            <translation>Width</translation>
        </message>
        <message>
            <source>The ground becomes</source>
            <translation>The ground becomes</translation>
        </message>
        <message>
            <source>Name of the road or canal</source>
            <translation>Name of the road or canal</translation>
        </message>
        <message>
            <source>m</source>
            <translation>m</translation>
        </message>
    </context>
    <context>
        <name>TaskForm</name>
        <message>
            <source>Next</source>
            <translation>Next</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancel</translation>
        </message>
    </context>
    <context>
        <name>TaskPage</name>
        <message>
            <source>Pick a parcel on the map</source>
            <translation>Pick a parcel on the map</translation>
        </message>
        <message>
            <source>Show what is selected</source>
            <translation>Show what is selected</translation>
        </message>
        <message>
            <source>No parcel is selected. Pick one on the map, or choose what to do.</source>
            <translation>No parcel is selected. Pick one on the map, or choose what to do.</translation>
        </message>
        <message>
            <source>Wait until the present work has ended.</source>
            <translation>Wait until the present work has ended.</translation>
        </message>
        <message>
            <source>Not in this version yet.</source>
            <translation>Not in this version yet.</translation>
        </message>
        <message>
            <source>Draw</source>
            <translation>Draw</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>Change</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>Compare</translation>
        </message>
        <message>
            <source>Draw a parcel</source>
            <translation>Draw a parcel</translation>
        </message>
        <message>
            <source>It follows its neighbours: nothing overlaps, no gap is left.</source>
            <translation>It follows its neighbours: nothing overlaps, no gap is left.</translation>
        </message>
        <message>
            <source>Draw a building</source>
            <translation>Draw a building</translation>
        </message>
        <message>
            <source>Draw its outline on the parcel; the code is filled in.</source>
            <translation>Draw its outline on the parcel; the code is filled in.</translation>
        </message>
        <message>
            <source>Place a signboard</source>
            <translation>Place a signboard</translation>
        </message>
        <message>
            <source>Click where it stands; the code is filled in.</source>
            <translation>Click where it stands; the code is filled in.</translation>
        </message>
        <message>
            <source>Draw a block</source>
            <translation>Draw a block</translation>
        </message>
        <message>
            <source>Draw its outline; it gets the next free letter.</source>
            <translation>Draw its outline; it gets the next free letter.</translation>
        </message>
        <message>
            <source>Draw a zone</source>
            <translation>Draw a zone</translation>
        </message>
        <message>
            <source>Draw its outline; it gets the next free number.</source>
            <translation>Draw its outline; it gets the next free number.</translation>
        </message>
        <message>
            <source>Draw from bearings or coordinates</source>
            <translation>Draw from bearings or coordinates</translation>
        </message>
        <message>
            <source>Type or paste what the deed or the survey says.</source>
            <translation>Type or paste what the deed or the survey says.</translation>
        </message>
        <message>
            <source>Split by a line</source>
            <translation>Split by a line</translation>
        </message>
        <message>
            <source>Split to an area</source>
            <translation>Split to an area</translation>
        </message>
        <message>
            <source>Say how large the pieces shall be and from which side.</source>
            <translation>Say how large the pieces shall be and from which side.</translation>
        </message>
        <message>
            <source>Merge parcels</source>
            <translation>Merge parcels</translation>
        </message>
        <message>
            <source>Select neighbours; the smallest code remains.</source>
            <translation>Select neighbours; the smallest code remains.</translation>
        </message>
        <message>
            <source>Move a boundary</source>
            <translation>Move a boundary</translation>
        </message>
        <message>
            <source>Drag a corner or a side; all parcels there move as one.</source>
            <translation>Drag a corner or a side; all parcels there move as one.</translation>
        </message>
        <message>
            <source>Cut out a road or canal</source>
            <translation>Cut out a road or canal</translation>
        </message>
        <message>
            <source>Draw the strip; every parcel that it crosses gives its part.</source>
            <translation>Draw the strip; every parcel that it crosses gives its part.</translation>
        </message>
        <message>
            <source>Give another code</source>
            <translation>Give another code</translation>
        </message>
        <message>
            <source>Renumber, or move to another block; the old code stays searchable.</source>
            <translation>Renumber, or move to another block; the old code stays searchable.</translation>
        </message>
        <message>
            <source>Compare with another map</source>
            <translation>Compare with another map</translation>
        </message>
        <message>
            <source>See which parcels were split, merged or changed.</source>
            <translation>See which parcels were split, merged or changed.</translation>
        </message>
        <message>
            <source>With QGIS's own tools</source>
            <translation>With QGIS's own tools</translation>
        </message>
        <message>
            <source>Redraw a boundary</source>
            <translation>Redraw a boundary</translation>
        </message>
        <message>
            <source>Draw the new line from one point of the boundary to another.</source>
            <translation>Draw the new line from one point of the boundary to another.</translation>
        </message>
        <message>
            <source>Move corners one by one</source>
            <translation>Move corners one by one</translation>
        </message>
        <message>
            <source>QGIS's vertex tool, set to shared corners; Save makes it one change.</source>
            <translation>QGIS's vertex tool, set to shared corners; Save makes it one change.</translation>
        </message>
        <message>
            <source>Reshape by a line</source>
            <translation>Reshape by a line</translation>
        </message>
        <message>
            <source>QGIS's reshape tool, set to snapping; Save makes it one change.</source>
            <translation>QGIS's reshape tool, set to snapping; Save makes it one change.</translation>
        </message>
        <message>
            <source>Draw the line across the selected parcels, or across any if none is selected.</source>
            <translation>Draw the line across the selected parcels, or across any if none is selected.</translation>
        </message>
    </context>
    <context>
        <name>TaxDock</name>
        <message>
            <source>Tax</source>
            <translation>Tax</translation>
        </message>
        <message>
            <source>Reading the taxes</source>
            <translation>Reading the taxes</translation>
        </message>
        <message>
            <source>Assessing the year</source>
            <translation>Assessing the year</translation>
        </message>
        <message>
            <source>Looking for what is left out</source>
            <translation>Looking for what is left out</translation>
        </message>
        <message>
            <source>Show what is left out</source>
            <translation>Show what is left out</translation>
        </message>
        <message>
            <source>Tax year {} was not assessed yet. Assessing works out every tax from the registers and keeps it as a draft.</source>
            <translation>Tax year {} was not assessed yet. Assessing works out every tax from the registers and keeps it as a draft.</translation>
        </message>
        <message>
            <source>No workspace is open. Open or create one first.</source>
            <translation>No workspace is open. Open or create one first.</translation>
        </message>
        <message>
            <source>Go to Start</source>
            <translation>Go to Start</translation>
        </message>
        <message>
            <source>There are no parcels on the map yet.</source>
            <translation>There are no parcels on the map yet.</translation>
        </message>
        <message>
            <source>Import parcels…</source>
            <translation>Import parcels…</translation>
        </message>
        <message>
            <source>Assess the year</source>
            <translation>Assess the year</translation>
        </message>
        <message>
            <source>Pick a parcel</source>
            <translation>Pick a parcel</translation>
        </message>
        <message>
            <source>Zoom to all that the payer has</source>
            <translation>Zoom to all that the payer has</translation>
        </message>
        <message>
            <source>Flash what is chosen</source>
            <translation>Flash what is chosen</translation>
        </message>
        <message>
            <source>Working out what if</source>
            <translation>Working out what if</translation>
        </message>
        <message>
            <source>Print, check and report</source>
            <translation>Print, check and report</translation>
        </message>
        <message>
            <source>Print forms…</source>
            <translation>Print forms…</translation>
        </message>
        <message>
            <source>Check against LTAX…</source>
            <translation>Check against LTAX…</translation>
        </message>
        <message>
            <source>Compare two assessments…</source>
            <translation>Compare two assessments…</translation>
        </message>
        <message>
            <source>Report of collection…</source>
            <translation>Report of collection…</translation>
        </message>
        <message>
            <source>Compare with other lists…</source>
            <translation>Compare with other lists…</translation>
        </message>
        <message>
            <source>Freeze the data of 1 January…</source>
            <translation>Freeze the data of 1 January…</translation>
        </message>
        <message>
            <source>Show the revenue…</source>
            <translation>Show the revenue…</translation>
        </message>
        <message>
            <source>Special property…</source>
            <translation>Special property…</translation>
        </message>
    </context>
    <context>
        <name>TaxMapAlgorithm</name>
        <message>
            <source>Workspace</source>
            <translation>Workspace</translation>
        </message>
        <message>
            <source>The municipality's workspace (.gpkg).</source>
            <translation>The municipality's workspace (.gpkg).</translation>
        </message>
        <message>
            <source>Tax year (B.E.)</source>
            <translation>Tax year (B.E.)</translation>
        </message>
        <message>
            <source>Blank: the tax year of the workspace.</source>
            <translation>Blank: the tax year of the workspace.</translation>
        </message>
    </context>
    <context>
        <name>TaxMapDock</name>
        <message>
            <source>Copy</source>
            <translation>Copy</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Open</translation>
        </message>
    </context>
    <context>
        <name>TaxMapPlugin</name>
        <message>
            <source>What Tax Map needs…</source>
            <translation>What Tax Map needs…</translation>
        </message>
        <message>
            <source>This QGIS still lacks {}.</source>
            <translation>This QGIS still lacks {}.</translation>
        </message>
        <message>
            <source>How to get it</source>
            <translation>How to get it</translation>
        </message>
    </context>
    <context>
        <name>TaxPage</name>
        <message>
            <source>Tax year</source>
            <translation>Tax year</translation>
        </message>
        <message>
            <source>Name, owner key, parcel, deed</source>
            <translation>Name, owner key, parcel, deed</translation>
        </message>
        <message>
            <source>Search the payers (Ctrl+F)</source>
            <translation>Search the payers (Ctrl+F)</translation>
        </message>
        <message>
            <source>Payer</source>
            <translation>Payer</translation>
        </message>
        <message>
            <source>Items</source>
            <translation>Items</translation>
        </message>
        <message>
            <source>Tax (baht)</source>
            <translation>Tax (baht)</translation>
        </message>
        <message>
            <source>Payers</source>
            <translation>Payers</translation>
        </message>
        <message>
            <source>No payer of this year has this name, key, parcel or deed.</source>
            <translation>No payer of this year has this name, key, parcel or deed.</translation>
        </message>
        <message>
            <source>Clear the search</source>
            <translation>Clear the search</translation>
        </message>
        <message>
            <source>Show the payer's card</source>
            <translation>Show the payer's card</translation>
        </message>
    </context>
    <context>
        <name>ToleranceSetting</name>
        <message>
            <source>sq. wah</source>
            <translation>sq. wah</translation>
        </message>
        <message>
            <source>Areas may differ by</source>
            <translation>Areas may differ by</translation>
        </message>
        <message>
            <source>or</source>
            <translation>or</translation>
        </message>
    </context>
    <context>
        <name>TraverseFields</name>
        <message>
            <source>Bearings and distances</source>
            <translation>Bearings and distances</translation>
        </message>
        <message>
            <source>Coordinates of corners</source>
            <translation>Coordinates of corners</translation>
        </message>
        <message>
            <source>Spread the closing error</source>
            <translation>Spread the closing error</translation>
        </message>
        <message>
            <source>What it is</source>
            <translation>What it is</translation>
        </message>
        <message>
            <source>One course or corner a line</source>
            <translation>One course or corner a line</translation>
        </message>
        <message>
            <source>Coordinate system</source>
            <translation>Coordinate system</translation>
        </message>
        <message>
            <source>E and N of the first corner</source>
            <translation>E and N of the first corner</translation>
        </message>
        <message>
            <source>Left empty: click the first corner on the map.</source>
            <translation>Left empty: click the first corner on the map.</translation>
        </message>
    </context>
    <context>
        <name>TrendChart</name>
        <message>
            <source>Findings by day</source>
            <translation>Findings by day</translation>
        </message>
    </context>
    <context>
        <name>UndoArrows</name>
        <message>
            <source>Undo</source>
            <translation>Undo</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>Redo</translation>
        </message>
        <message>
            <source>QGIS has edits that are not saved yet. Save or discard them first.</source>
            <translation>QGIS has edits that are not saved yet. Save or discard them first.</translation>
        </message>
        <message>
            <source>nothing to take back</source>
            <translation>nothing to take back</translation>
        </message>
        <message>
            <source>nothing to do again</source>
            <translation>nothing to do again</translation>
        </message>
        <message>
            <source>Nothing of this task is written yet. Confirm or cancel it first.</source>
            <translation>Nothing of this task is written yet. Confirm or cancel it first.</translation>
        </message>
    </context>
    <context>
        <name>WelcomePage</name>
        <message>
            <source>Drop a map or table here, or choose one. It is only read, never changed.</source>
            <translation>Drop a map or table here, or choose one. It is only read, never changed.</translation>
        </message>
        <message>
            <source>Choose a file…</source>
            <translation>Choose a file…</translation>
        </message>
        <message>
            <source>Layer of the project</source>
            <translation>Layer of the project</translation>
        </message>
        <message>
            <source>Check this layer</source>
            <translation>Check this layer</translation>
        </message>
        <message>
            <source>Or take a layer of the project</source>
            <translation>Or take a layer of the project</translation>
        </message>
    </context>
    <context>
        <name>WhatIfPage</name>
        <message>
            <source>Nothing is written: the registers stay as they are.</source>
            <translation>Nothing is written: the registers stay as they are.</translation>
        </message>
        <message>
            <source>Work out</source>
            <translation>Work out</translation>
        </message>
        <message>
            <source>Back to the card</source>
            <translation>Back to the card</translation>
        </message>
        <message>
            <source>What would be another</source>
            <translation>What would be another</translation>
        </message>
        <message>
            <source>What it would be</source>
            <translation>What it would be</translation>
        </message>
    </context>
    <context>
        <name>WorkspaceDialog</name>
        <message>
            <source>Create a workspace</source>
            <translation>Create a workspace</translation>
        </message>
        <message>
            <source>Create</source>
            <translation>Create</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>8 digits, may stay empty</source>
            <translation>8 digits, may stay empty</translation>
        </message>
        <message>
            <source>UTM zone 47 (west of 102°E)</source>
            <translation>UTM zone 47 (west of 102°E)</translation>
        </message>
        <message>
            <source>UTM zone 48 (east of 102°E)</source>
            <translation>UTM zone 48 (east of 102°E)</translation>
        </message>
        <message>
            <source>Another system…</source>
            <translation>Another system…</translation>
        </message>
        <message>
            <source>Skip letters I and O</source>
            <translation>Skip letters I and O</translation>
        </message>
        <message>
            <source>New blocks are named A–H, J–N, P–Z</source>
            <translation>New blocks are named A–H, J–N, P–Z</translation>
        </message>
        <message>
            <source>Where shall the workspace lie</source>
            <translation>Where shall the workspace lie</translation>
        </message>
        <message>
            <source>Name of the municipality</source>
            <translation>Name of the municipality</translation>
        </message>
        <message>
            <source>Name in English</source>
            <translation>Name in English</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>Code of the municipality</source>
            <translation>Code of the municipality</translation>
        </message>
        <message>
            <source>Sub-district</source>
            <translation>Sub-district</translation>
        </message>
        <message>
            <source>District</source>
            <translation>District</translation>
        </message>
        <message>
            <source>Province</source>
            <translation>Province</translation>
        </message>
        <message>
            <source>Coordinate system</source>
            <translation>Coordinate system</translation>
        </message>
        <message>
            <source>Letter of signboard codes</source>
            <translation>Letter of signboard codes</translation>
        </message>
        <message>
            <source>Letters of new blocks</source>
            <translation>Letters of new blocks</translation>
        </message>
        <message>
            <source>Tax year (B.E.)</source>
            <translation>Tax year (B.E.)</translation>
        </message>
        <message>
            <source>File</source>
            <translation>File</translation>
        </message>
        <message>
            <source>Tax map</source>
            <translation>Tax map</translation>
        </message>
    </context>
</TS>
