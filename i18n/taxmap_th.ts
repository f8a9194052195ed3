<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="th">
    <context>
        <name>ApplyFabricChanges</name>
        <message>
            <source>Reviewed proposals</source>
            <translation>ข้อเสนอที่ตรวจแล้ว</translation>
        </message>
        <message>
            <source>The layer that comparing two maps gave, with “Accepted” in its column “Accept” for each case that is accepted.</source>
            <translation>ชั้นข้อมูลที่ได้จากการเปรียบเทียบแผนที่ โดยเลือก “รับ” ในช่อง “รับข้อเสนอ” ของรายการที่รับ</translation>
        </message>
    </context>
    <context>
        <name>AreaFields</name>
        <message>
            <source>Areas that I type</source>
            <translation>ระบุเนื้อที่เอง</translation>
        </message>
        <message>
            <source>Equal parts</source>
            <translation>แบ่งเท่า ๆ กัน</translation>
        </message>
        <message>
            <source>How</source>
            <translation>วิธี</translation>
        </message>
        <message>
            <source>Areas, one a line; a number alone is m²</source>
            <translation>เนื้อที่บรรทัดละแปลง ตัวเลขล้วนคือ ตร.ม.</translation>
        </message>
        <message>
            <source>How many parts</source>
            <translation>จำนวนแปลง</translation>
        </message>
        <message>
            <source>What is left over is the last piece.</source>
            <translation>ส่วนที่เหลือเป็นแปลงสุดท้าย</translation>
        </message>
        <message>
            <source>The side that I click</source>
            <translation>ด้านที่คลิก</translation>
        </message>
        <message>
            <source>North</source>
            <translation>ทิศเหนือ</translation>
        </message>
        <message>
            <source>East</source>
            <translation>ทิศตะวันออก</translation>
        </message>
        <message>
            <source>South</source>
            <translation>ทิศใต้</translation>
        </message>
        <message>
            <source>West</source>
            <translation>ทิศตะวันตก</translation>
        </message>
        <message>
            <source>Begin at</source>
            <translation>เริ่มจาก</translation>
        </message>
        <message>
            <source>Share out the difference</source>
            <translation>เฉลี่ยส่วนต่างทุกแปลง</translation>
        </message>
        <message>
            <source>Each piece gets its part of it, by area; no piece is left over.</source>
            <translation>ทุกแปลงรับส่วนต่างตามเนื้อที่ ไม่มีแปลงที่เหลือ</translation>
        </message>
    </context>
    <context>
        <name>AreaTable</name>
        <message>
            <source>Map</source>
            <translation>แผนที่</translation>
        </message>
        <message>
            <source>Document</source>
            <translation>เอกสาร</translation>
        </message>
        <message>
            <source>The document's area is not known.</source>
            <translation>ไม่ทราบเนื้อที่ตามเอกสาร</translation>
        </message>
        <message>
            <source>Differs by</source>
            <translation>ผลต่าง</translation>
        </message>
        <message>
            <source>m²</source>
            <translation>ตร.ม.</translation>
        </message>
    </context>
    <context>
        <name>AssessTax</name>
        <message>
            <source>Keep the assessments in the workspace</source>
            <translation>บันทึกการประเมินในฐานข้อมูล</translation>
        </message>
        <message>
            <source>As drafts. What changed since the last run is superseded and stays readable; without it the tax is only worked out.</source>
            <translation>บันทึกเป็นร่าง รายการที่เปลี่ยนจากครั้งก่อนจะถูกแทนที่แต่ยังเปิดดูได้ ถ้าไม่เลือกจะคำนวณให้ดูเท่านั้น</translation>
        </message>
        <message>
            <source>Workbook</source>
            <translation>ไฟล์ Excel</translation>
        </message>
        <message>
            <source>Payers</source>
            <translation>ผู้เสียภาษี</translation>
        </message>
        <message>
            <source>Items</source>
            <translation>รายการ</translation>
        </message>
        <message>
            <source>Tax (baht)</source>
            <translation>ภาษี (บาท)</translation>
        </message>
        <message>
            <source>Left out</source>
            <translation>ยังไม่ได้ประเมิน</translation>
        </message>
        <message>
            <source>New assessments</source>
            <translation>การประเมินใหม่</translation>
        </message>
        <message>
            <source>Changed assessments</source>
            <translation>การประเมินที่เปลี่ยน</translation>
        </message>
        <message>
            <source>Assessments as before</source>
            <translation>การประเมินที่เท่าเดิม</translation>
        </message>
        <message>
            <source>Cancelled assessments</source>
            <translation>การประเมินที่ยกเลิก</translation>
        </message>
        <message>
            <source>Signboard tax (baht)</source>
            <translation>ภาษีป้าย (บาท)</translation>
        </message>
        <message>
            <source>Sums by class, payers, items, how each number came about, what changed since the last run, and what is left out and why. Names are masked.</source>
            <translation>ยอดตามประเภท ผู้เสียภาษี รายการ ที่มาของตัวเลข รายการที่เปลี่ยนจากครั้งก่อน และรายการที่ยังไม่ได้ประเมินพร้อมเหตุผล ชื่อปิดบางส่วน</translation>
        </message>
    </context>
    <context>
        <name>BlockFields</name>
        <message>
            <source>Block</source>
            <translation>เขตย่อย</translation>
        </message>
        <message>
            <source>The parcels get the next free codes of this block.</source>
            <translation>แปลงที่เลือกจะได้รหัสถัดไปของเขตย่อยนี้</translation>
        </message>
    </context>
    <context>
        <name>BusyLine</name>
        <message>
            <source>Cancel</source>
            <translation>ยกเลิก</translation>
        </message>
        <message>
            <source>Cancelling…</source>
            <translation>กำลังยกเลิก…</translation>
        </message>
    </context>
    <context>
        <name>CapturePage</name>
        <message>
            <source>Cancel</source>
            <translation>ยกเลิก</translation>
        </message>
        <message>
            <source>Click the place on the map. Esc cancels.</source>
            <translation>คลิกตำแหน่งบนแผนที่ กด Esc เพื่อยกเลิก</translation>
        </message>
        <message>
            <source>Click the points of the line on the map; it snaps to corners and sides. Right click ends it, Backspace takes the last point back, Esc cancels.</source>
            <translation>คลิกจุดของเส้นบนแผนที่ จุดจะจับมุมและแนวเขตให้เอง คลิกขวาเมื่อจบ กด Backspace ลบจุดล่าสุด กด Esc เพื่อยกเลิก</translation>
        </message>
        <message>
            <source>Click the corners on the map; they snap to corners and sides. Right click ends it, Backspace takes the last corner back, Esc cancels.</source>
            <translation>คลิกทีละมุมบนแผนที่ จุดจะจับมุมและแนวเขตให้เอง คลิกขวาเมื่อจบ กด Backspace ลบมุมล่าสุด กด Esc เพื่อยกเลิก</translation>
        </message>
        <message>
            <source>Click the side of the parcel from which to begin. Esc cancels.</source>
            <translation>คลิกด้านของแปลงที่จะเริ่มแบ่ง กด Esc เพื่อยกเลิก</translation>
        </message>
        <message>
            <source>Drag a corner or a side of the parcels to its new place, or click it and click where it shall be. Esc puts it back, once more cancels.</source>
            <translation>ลากมุมหรือด้านของแปลงไปยังตำแหน่งใหม่ หรือคลิกแล้วคลิกที่ตำแหน่งใหม่ กด Esc เพื่อวางคืน กดอีกครั้งเพื่อยกเลิก</translation>
        </message>
    </context>
    <context>
        <name>CardPage</name>
        <message>
            <source>Neighbours</source>
            <translation>แปลงข้างเคียง</translation>
        </message>
        <message>
            <source>Parcel</source>
            <translation>แปลง</translation>
        </message>
        <message>
            <source>Metres</source>
            <translation>ยาว (ม.)</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>เจ้าของ</translation>
        </message>
        <message>
            <source>What to do with it…</source>
            <translation>ทำงานกับแปลงนี้…</translation>
        </message>
        <message>
            <source>In no block yet</source>
            <translation>ยังไม่อยู่ในเขตย่อยใด</translation>
        </message>
        <message>
            <source>Owners</source>
            <translation>เจ้าของ/ผู้ครอบครอง</translation>
        </message>
        <message>
            <source>Documents</source>
            <translation>เอกสารสิทธิ</translation>
        </message>
        <message>
            <source>Area</source>
            <translation>เนื้อที่</translation>
        </message>
        <message>
            <source>Buildings and signboards</source>
            <translation>สิ่งปลูกสร้างและป้าย</translation>
        </message>
        <message>
            <source>To be checked</source>
            <translation>จุดที่ต้องตรวจ</translation>
        </message>
        <message>
            <source>History</source>
            <translation>ประวัติ</translation>
        </message>
        <message>
            <source>Look at the match</source>
            <translation>ดูคู่ที่รอยืนยัน</translation>
        </message>
    </context>
    <context>
        <name>CheckQuality</name>
        <message>
            <source>File the findings</source>
            <translation>บันทึกจุดที่พบ</translation>
        </message>
        <message>
            <source>New findings are filed, those that are gone are closed, and what was decided of the others stands. Without it the check only looks.</source>
            <translation>บันทึกจุดที่พบใหม่ ปิดจุดที่หมดไป จุดที่ตัดสินใจไว้แล้วคงเดิม ถ้าไม่เลือก จะดูผลเท่านั้น</translation>
        </message>
        <message>
            <source>End as failed on</source>
            <translation>จบแบบไม่ผ่านเมื่อพบ</translation>
        </message>
        <message>
            <source>Nothing</source>
            <translation>ไม่ใช้</translation>
        </message>
        <message>
            <source>Errors</source>
            <translation>ผิด</translation>
        </message>
        <message>
            <source>Errors and what is to be checked</source>
            <translation>ผิดและควรตรวจ</translation>
        </message>
        <message>
            <source>Findings of the check</source>
            <translation>ผลการตรวจคุณภาพ</translation>
        </message>
        <message>
            <source>A point for each finding. Those without a place are rows of the table.</source>
            <translation>จุดละหนึ่งรายการ รายการที่ไม่มีตำแหน่งจะอยู่ในตาราง</translation>
        </message>
        <message>
            <source>Workbook</source>
            <translation>ไฟล์ Excel</translation>
        </message>
        <message>
            <source>A workbook with the summary, all findings, and their history by day.</source>
            <translation>ไฟล์ Excel มีสรุป รายการทั้งหมด และประวัติรายวัน</translation>
        </message>
        <message>
            <source>To check</source>
            <translation>ควรตรวจ</translation>
        </message>
        <message>
            <source>For information</source>
            <translation>ทราบ</translation>
        </message>
        <message>
            <source>Accepted as they are</source>
            <translation>ยอมรับตามนี้</translation>
        </message>
        <message>
            <source>New findings</source>
            <translation>จุดที่พบใหม่</translation>
        </message>
        <message>
            <source>Findings that are gone</source>
            <translation>จุดที่หมดไป</translation>
        </message>
        <message>
            <source>Rules that could not be checked</source>
            <translation>กฎที่ตรวจไม่ได้</translation>
        </message>
        <message>
            <source>Groups of rules</source>
            <translation>กลุ่มของกฎ</translation>
        </message>
        <message>
            <source>What is looked for. All unless you choose.</source>
            <translation>เรื่องที่จะตรวจ ตรวจทุกกลุ่มถ้าไม่เลือก</translation>
        </message>
        <message>
            <source>Only these rules</source>
            <translation>เฉพาะกฎเหล่านี้</translation>
        </message>
        <message>
            <source>Options of the rules</source>
            <translation>ตัวเลือกของกฎ</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>รายงาน</translation>
        </message>
        <message>
            <source>A cover with the totals and a map, then each rule with its findings.</source>
            <translation>หน้าปกมียอดรวมและแผนที่ ตามด้วยแต่ละกฎพร้อมรายการที่พบ</translation>
        </message>
        <message>
            <source>Ids or titles, one a line or with commas, such as overlap, gap. Empty: all rules of the groups. Rules that the office has switched off find nothing. There are: {rules}.</source>
            <translation>รหัสหรือชื่อกฎ บรรทัดละหนึ่งกฎหรือคั่นด้วยจุลภาค เช่น overlap, gap เว้นว่าง: ทุกกฎในกลุ่ม กฎที่หน่วยงานปิดไว้จะไม่ตรวจ กฎที่มี: {rules}</translation>
        </message>
        <message>
            <source>rule.option=value, one a line, such as overlap.area=0.5, for this run only. Empty: as the office has set them, else the usual values, which follow. {options}.</source>
            <translation>กฎ.ตัวเลือก=ค่า บรรทัดละหนึ่งค่า เช่น overlap.area=0.5 ใช้เฉพาะครั้งนี้ เว้นว่าง: ใช้ค่าที่หน่วยงานตั้งไว้ ถ้าไม่ได้ตั้งใช้ค่าปกติต่อไปนี้ {options}</translation>
        </message>
        <message>
            <source>For scheduled runs: when there are such findings that nobody has accepted, a rule could not be checked, or there are no parcels, all outputs are written and qgis_process ends with another status than 0.</source>
            <translation>สำหรับงานตั้งเวลา ถ้ามีจุดเช่นนั้นที่ยังไม่มีใครยอมรับ มีกฎที่ตรวจไม่ได้ หรือยังไม่มีแปลงที่ดิน จะเขียนผลครบทุกไฟล์ก่อน แล้ว qgis_process จะจบด้วยสถานะที่ไม่ใช่ 0</translation>
        </message>
    </context>
    <context>
        <name>CheckTax</name>
        <message>
            <source>The same up to (baht)</source>
            <translation>ถือว่าตรงกันเมื่อต่างไม่เกิน (บาท)</translation>
        </message>
        <message>
            <source>Figures that differ by no more than this count as the same.</source>
            <translation>ตัวเลขที่ต่างกันไม่เกินนี้ถือว่าตรงกัน</translation>
        </message>
        <message>
            <source>System</source>
            <translation>ระบบที่มา</translation>
        </message>
        <message>
            <source>Where the figures of several systems were brought in, the one that is compared, as its column says. Blank: the only one.</source>
            <translation>เมื่อนำเข้าตัวเลขจากหลายระบบ ให้ระบุระบบที่จะเทียบตามคอลัมน์ระบบที่มา เว้นว่างเมื่อมีระบบเดียว</translation>
        </message>
        <message>
            <source>End as failed on</source>
            <translation>สิ้นสุดว่าไม่ผ่านเมื่อพบ</translation>
        </message>
        <message>
            <source>Nothing</source>
            <translation>ไม่มี</translation>
        </message>
        <message>
            <source>Another tax, or one without its counterpart</source>
            <translation>ภาษีต่างกัน หรือมีเพียงฝ่ายเดียว</translation>
        </message>
        <message>
            <source>For scheduled runs: when there are such rows, all outputs are written and qgis_process ends with another status than 0.</source>
            <translation>สำหรับงานตามเวลา: เมื่อพบแถวเช่นนี้ จะเขียนผลลัพธ์ครบแล้ว qgis_process จบด้วยสถานะที่ไม่ใช่ 0</translation>
        </message>
        <message>
            <source>Parcels whose tax differs</source>
            <translation>แปลงที่ภาษีต่างกัน</translation>
        </message>
        <message>
            <source>Coloured by result, with both taxes and why they differ.</source>
            <translation>ระบายสีตามผล มีภาษีทั้งสองฝ่ายและเหตุที่ต่าง</translation>
        </message>
        <message>
            <source>Workbook</source>
            <translation>ไฟล์ Excel</translation>
        </message>
        <message>
            <source>Sums by class, every parcel with both sides, and how our figures came about up to where they part from the others.</source>
            <translation>ยอดตามประเภท ทุกแปลงทั้งสองฝ่าย และที่มาของตัวเลขของเราจนถึงจุดที่ต่างกัน</translation>
        </message>
        <message>
            <source>Same</source>
            <translation>ตรงกัน</translation>
        </message>
        <message>
            <source>Same tax, other values</source>
            <translation>ภาษีเท่ากัน มูลค่าต่างกัน</translation>
        </message>
        <message>
            <source>Another tax</source>
            <translation>ภาษีต่างกัน</translation>
        </message>
        <message>
            <source>Only here</source>
            <translation>มีเฉพาะที่นี่</translation>
        </message>
        <message>
            <source>Only there</source>
            <translation>มีเฉพาะระบบนั้น</translation>
        </message>
        <message>
            <source>Tax here (baht)</source>
            <translation>ภาษีที่นี่ (บาท)</translation>
        </message>
        <message>
            <source>Tax there (baht)</source>
            <translation>ภาษีระบบนั้น (บาท)</translation>
        </message>
        <message>
            <source>Any difference of a figure or a payer</source>
            <translation>ตัวเลขหรือผู้เสียภาษีต่างกัน</translation>
        </message>
        <message>
            <source>Same tax, another payer</source>
            <translation>ภาษีเท่ากัน ผู้เสียภาษีต่างกัน</translation>
        </message>
    </context>
    <context>
        <name>CodeUnits</name>
        <message>
            <source>Buildings and signboards</source>
            <translation>สิ่งปลูกสร้างและป้าย</translation>
        </message>
        <message>
            <source>Buildings</source>
            <translation>สิ่งปลูกสร้าง</translation>
        </message>
        <message>
            <source>Signboards</source>
            <translation>ป้าย</translation>
        </message>
        <message>
            <source>Which get codes</source>
            <translation>ให้รหัสแก่</translation>
        </message>
        <message>
            <source>Only those without a code; codes that are there stay.</source>
            <translation>เฉพาะที่ยังไม่มีรหัส รหัสที่มีอยู่แล้วไม่เปลี่ยน</translation>
        </message>
        <message>
            <source>Such as 01A001, 01A002. Empty: on all parcels.</source>
            <translation>เช่น 01A001, 01A002 ถ้าเว้นว่าง จะให้รหัสบนทุกแปลง</translation>
        </message>
        <message>
            <source>Codes</source>
            <translation>รหัสที่จะให้</translation>
        </message>
        <message>
            <source>A point for each, with parcel, code, reason, and what to look at.</source>
            <translation>จุดของแต่ละรายการ พร้อมแปลง รหัส เหตุผล และข้อที่ควรตรวจ</translation>
        </message>
        <message>
            <source>With a new code</source>
            <translation>จำนวนที่ได้รหัส</translation>
        </message>
        <message>
            <source>On no parcel</source>
            <translation>จำนวนที่ไม่อยู่บนแปลงใด</translation>
        </message>
        <message>
            <source>What it is</source>
            <translation>ประเภท</translation>
        </message>
        <message>
            <source>Parcel code</source>
            <translation>รหัสแปลงที่ดิน</translation>
        </message>
        <message>
            <source>New code</source>
            <translation>รหัสใหม่</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>เหตุผล</translation>
        </message>
        <message>
            <source>To be looked at</source>
            <translation>ข้อที่ควรตรวจ</translation>
        </message>
        <message>
            <source>Building</source>
            <translation>สิ่งปลูกสร้าง</translation>
        </message>
        <message>
            <source>Signboard</source>
            <translation>ป้าย</translation>
        </message>
        <message>
            <source>Gets a code</source>
            <translation>ได้รหัส</translation>
        </message>
        <message>
            <source>Gets a code; look at its place</source>
            <translation>ได้รหัส แต่ควรตรวจตำแหน่ง</translation>
        </message>
        <message>
            <source>No code</source>
            <translation>ไม่ได้รหัส</translation>
        </message>
    </context>
    <context>
        <name>CompareFabrics</name>
        <message>
            <source>Newer map</source>
            <translation>แผนที่ใหม่</translation>
        </message>
        <message>
            <source>The parcels as they are now, such as a new file of the land office.</source>
            <translation>แปลงที่ดินตามปัจจุบัน เช่น ไฟล์ใหม่จากสำนักงานที่ดิน</translation>
        </message>
        <message>
            <source>Key in the newer map</source>
            <translation>คอลัมน์รหัสในแผนที่ใหม่</translation>
        </message>
        <message>
            <source>The column of the parcels' keys. Empty: the one that looks like it.</source>
            <translation>คอลัมน์ที่เก็บรหัสแปลง ถ้าเว้นว่าง โปรแกรมหาคอลัมน์ที่น่าจะใช่ให้</translation>
        </message>
        <message>
            <source>Older map</source>
            <translation>แผนที่เดิม</translation>
        </message>
        <message>
            <source>The parcels as they were. Leave it empty to compare with a workspace.</source>
            <translation>แปลงที่ดินตามเดิม เว้นว่างไว้ถ้าจะเทียบกับฐานข้อมูล</translation>
        </message>
        <message>
            <source>Key in the older map</source>
            <translation>คอลัมน์รหัสในแผนที่เดิม</translation>
        </message>
        <message>
            <source>Or the parcels of a workspace</source>
            <translation>หรือแปลงที่ดินในฐานข้อมูล</translation>
        </message>
        <message>
            <source>The office's own map (.gpkg) in place of an older map; it is only read.</source>
            <translation>แผนที่ของสำนักงาน (.gpkg) ใช้แทนแผนที่เดิม โปรแกรมอ่านอย่างเดียว</translation>
        </message>
        <message>
            <source>Shift of lines (metres)</source>
            <translation>ระยะคลาดของแนวเขต (เมตร)</translation>
        </message>
        <message>
            <source>A line that lies this close to the old one is the same line.</source>
            <translation>แนวเขตที่ห่างจากแนวเดิมไม่เกินนี้ถือเป็นแนวเดียวกัน</translation>
        </message>
        <message>
            <source>Area tolerance (percent)</source>
            <translation>เนื้อที่ต่างกันได้ (ร้อยละ)</translation>
        </message>
        <message>
            <source>A greater difference between the areas before and after is pointed out.</source>
            <translation>ถ้าเนื้อที่ก่อนและหลังต่างกันมากกว่านี้ จะชี้ให้ตรวจ</translation>
        </message>
        <message>
            <source>Smallest change (m²)</source>
            <translation>การเปลี่ยนแปลงที่เล็กที่สุด (ตร.ม.)</translation>
        </message>
        <message>
            <source>Less ground than this is not spoken of; 4 m² are 1 square wah.</source>
            <translation>พื้นที่น้อยกว่านี้ไม่กล่าวถึง 4 ตร.ม. เท่ากับ 1 ตารางวา</translation>
        </message>
        <message>
            <source>Smallest share (percent)</source>
            <translation>สัดส่วนที่เล็กที่สุด (ร้อยละ)</translation>
        </message>
        <message>
            <source>An old and a new parcel that share less of their ground are separate cases.</source>
            <translation>แปลงเดิมกับแปลงใหม่ที่มีพื้นที่ร่วมกันน้อยกว่านี้ถือเป็นคนละรายการ</translation>
        </message>
        <message>
            <source>Proposed changes</source>
            <translation>การเปลี่ยนแปลงที่เสนอ</translation>
        </message>
        <message>
            <source>Every old and new parcel of every case, coloured by what has become of it.</source>
            <translation>แปลงเดิมและแปลงใหม่ของทุกรายการ ระบายสีตามชนิดการเปลี่ยนแปลง</translation>
        </message>
        <message>
            <source>Page to read</source>
            <translation>หน้าสำหรับอ่าน</translation>
        </message>
        <message>
            <source>List of cases</source>
            <translation>ตารางรายการ</translation>
        </message>
        <message>
            <source>Leave empty to write none.</source>
            <translation>เว้นว่างไว้ถ้าไม่ต้องการ</translation>
        </message>
        <message>
            <source>Keys only in the older map</source>
            <translation>รหัสที่มีเฉพาะแผนที่เดิม</translation>
        </message>
        <message>
            <source>Keys only in the newer map</source>
            <translation>รหัสที่มีเฉพาะแผนที่ใหม่</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>แบ่งแยก</translation>
        </message>
        <message>
            <source>Merged</source>
            <translation>รวม</translation>
        </message>
        <message>
            <source>Divided anew</source>
            <translation>จัดแบ่งใหม่</translation>
        </message>
        <message>
            <source>New key</source>
            <translation>เปลี่ยนรหัส</translation>
        </message>
        <message>
            <source>Reshaped</source>
            <translation>รูปแปลงเปลี่ยน</translation>
        </message>
        <message>
            <source>Moved</source>
            <translation>ย้ายตำแหน่ง</translation>
        </message>
        <message>
            <source>New parcels</source>
            <translation>แปลงใหม่</translation>
        </message>
        <message>
            <source>Gone</source>
            <translation>ไม่มีแล้ว</translation>
        </message>
    </context>
    <context>
        <name>ComparePriceRound</name>
        <message>
            <source>New prices hold from</source>
            <translation>ราคาใหม่ใช้ตั้งแต่วันที่</translation>
        </message>
        <message>
            <source>The first day of the new list, as 1/1/2570. Blank: the first list that begins after 1 January of the tax year, else the latest.</source>
            <translation>วันแรกของบัญชีใหม่ เช่น 1/1/2570 ถ้าเว้นว่าง ใช้บัญชีแรกที่เริ่มหลังวันที่ 1 มกราคมของปีภาษี ถ้าไม่มี ใช้บัญชีล่าสุด</translation>
        </message>
        <message>
            <source>Names of payers in full</source>
            <translation>แสดงชื่อผู้เสียภาษีเต็ม</translation>
        </message>
        <message>
            <source>Without it names are masked. Give a list with names to nobody who may not.</source>
            <translation>ถ้าไม่เลือก ชื่อปิดบางส่วน อย่าให้รายชื่อแก่ผู้ที่ไม่มีสิทธิ</translation>
        </message>
        <message>
            <source>Parcels by the rise of their price</source>
            <translation>แปลงที่ดินตามราคาที่เพิ่มขึ้น</translation>
        </message>
        <message>
            <source>Coloured in classes, with both prices and both taxes.</source>
            <translation>ระบายสีเป็นชั้น พร้อมราคาและภาษีสองชุด</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>รายงาน</translation>
        </message>
        <message>
            <source>Sums, a map, by class and zone, and whose tax rises most, to print.</source>
            <translation>ยอดรวม แผนที่ ตามประเภทภาษีและเขต และผู้ที่ภาษีเพิ่มมากที่สุด สำหรับพิมพ์</translation>
        </message>
        <message>
            <source>Workbook</source>
            <translation>ไฟล์ Excel</translation>
        </message>
        <message>
            <source>The same by class, zone, block and payer, every parcel, and what has no tax.</source>
            <translation>รายละเอียดตามประเภทภาษี เขต เขตย่อย และผู้เสียภาษี ทุกแปลง และรายการที่ยังไม่ได้ประเมิน</translation>
        </message>
        <message>
            <source>Parcels whose price rises</source>
            <translation>แปลงที่ราคาขึ้น</translation>
        </message>
        <message>
            <source>Parcels whose price falls</source>
            <translation>แปลงที่ราคาลง</translation>
        </message>
        <message>
            <source>Parcels of the same price</source>
            <translation>แปลงที่ราคาเท่าเดิม</translation>
        </message>
        <message>
            <source>Parcels in the old list only</source>
            <translation>แปลงที่มีเฉพาะในบัญชีเดิม</translation>
        </message>
        <message>
            <source>Parcels in the new list only</source>
            <translation>แปลงที่มีเฉพาะในบัญชีใหม่</translation>
        </message>
        <message>
            <source>Tax before (baht)</source>
            <translation>ภาษีเดิม (บาท)</translation>
        </message>
        <message>
            <source>Tax after (baht)</source>
            <translation>ภาษีใหม่ (บาท)</translation>
        </message>
    </context>
    <context>
        <name>CompareTax</name>
        <message>
            <source>Compared with</source>
            <translation>เทียบกับ</translation>
        </message>
        <message>
            <source>Another tax year</source>
            <translation>ปีภาษีอื่น</translation>
        </message>
        <message>
            <source>The same year as it was kept</source>
            <translation>ปีเดียวกันตามที่บันทึกไว้</translation>
        </message>
        <message>
            <source>The same year by the frozen copy of 1 January</source>
            <translation>ปีเดียวกันตามสำเนาตรึงข้อมูล ณ 1 มกราคม</translation>
        </message>
        <message>
            <source>The second shows what another run of the assessment would change, the third what was changed in the workspace since the data were frozen.</source>
            <translation>ข้อที่สองแสดงว่าถ้าประเมินอีกครั้งจะเปลี่ยนอะไร ข้อที่สามแสดงว่าแก้อะไรในฐานข้อมูลหลังจากตรึงข้อมูล</translation>
        </message>
        <message>
            <source>The other tax year (B.E.)</source>
            <translation>ปีภาษีที่นำมาเทียบ (พ.ศ.)</translation>
        </message>
        <message>
            <source>Blank: the year before.</source>
            <translation>เว้นว่าง: ปีก่อนหน้า</translation>
        </message>
        <message>
            <source>Years that were assessed as they were kept</source>
            <translation>ปีที่ประเมินแล้วใช้ตามที่บันทึกไว้</translation>
        </message>
        <message>
            <source>For two years. Without it, and for years that were not kept, both are worked out from the registers as they are now.</source>
            <translation>ใช้เมื่อเทียบสองปี ถ้าไม่เลือก หรือปีใดไม่ได้บันทึกไว้ จะคำนวณจากทะเบียนขณะนี้</translation>
        </message>
        <message>
            <source>Parcels that changed</source>
            <translation>แปลงที่เปลี่ยน</translation>
        </message>
        <message>
            <source>Coloured by what changed, with both taxes and why.</source>
            <translation>ระบายสีตามผล มีภาษีทั้งสองชุดและเหตุ</translation>
        </message>
        <message>
            <source>Workbook</source>
            <translation>ไฟล์ Excel</translation>
        </message>
        <message>
            <source>Sums, causes, every parcel with both sides, and their derivations side by side. Names are masked.</source>
            <translation>ยอดรวม เหตุที่เปลี่ยน ทุกแปลงทั้งสองชุด และที่มาของตัวเลขเทียบกัน ชื่อปิดบางส่วน</translation>
        </message>
        <message>
            <source>Same</source>
            <translation>เท่าเดิม</translation>
        </message>
        <message>
            <source>Same tax, another payer</source>
            <translation>ภาษีเท่าเดิม ผู้เสียภาษีเปลี่ยน</translation>
        </message>
        <message>
            <source>Same tax, other values</source>
            <translation>ภาษีเท่าเดิม มูลค่าเปลี่ยน</translation>
        </message>
        <message>
            <source>Another tax</source>
            <translation>ภาษีเปลี่ยน</translation>
        </message>
        <message>
            <source>Gone</source>
            <translation>หายไป</translation>
        </message>
        <message>
            <source>New</source>
            <translation>ใหม่</translation>
        </message>
        <message>
            <source>Tax before (baht)</source>
            <translation>ภาษีเดิม (บาท)</translation>
        </message>
        <message>
            <source>Tax after (baht)</source>
            <translation>ภาษีใหม่ (บาท)</translation>
        </message>
    </context>
    <context>
        <name>ConfirmForms</name>
        <message>
            <source>Forms compared with the real ones</source>
            <translation>แบบที่เทียบกับแบบจริงแล้ว</translation>
        </message>
        <message>
            <source>They print without the note of a draft from now on.</source>
            <translation>ตั้งแต่นี้พิมพ์โดยไม่มีข้อความว่าร่าง</translation>
        </message>
        <message>
            <source>Enable official notices of tax year (B.E.)</source>
            <translation>เปิดใช้หนังสือแจ้งการประเมินของปีภาษี (พ.ศ.)</translation>
        </message>
        <message>
            <source>The head of finance decides it, year by year. Blank: no change.</source>
            <translation>ผู้อำนวยการกองคลังเป็นผู้อนุญาตเป็นรายปี เว้นว่าง: ไม่เปลี่ยน</translation>
        </message>
        <message>
            <source>Who confirms</source>
            <translation>ผู้ยืนยัน</translation>
        </message>
        <message>
            <source>Name and position. Kept with the day and the user of the workspace.</source>
            <translation>ชื่อและตำแหน่ง เก็บไว้พร้อมวันที่และผู้ใช้ของฐานข้อมูล</translation>
        </message>
        <message>
            <source>Take back</source>
            <translation>ยกเลิกการยืนยัน</translation>
        </message>
        <message>
            <source>The chosen forms are drafts again, the notices of the year not enabled.</source>
            <translation>แบบที่เลือกกลับเป็นร่าง และปิดหนังสือแจ้งของปีนั้น</translation>
        </message>
        <message>
            <source>Forms confirmed in all</source>
            <translation>แบบที่ยืนยันแล้วทั้งหมด</translation>
        </message>
    </context>
    <context>
        <name>ConflictDialog</name>
        <message>
            <source>Somebody else changed this too</source>
            <translation>มีผู้อื่นแก้ไขรายการเดียวกัน</translation>
        </message>
        <message>
            <source>Nothing was written yet. Choose which values stay.</source>
            <translation>ยังไม่ได้บันทึก ให้เลือกว่าจะใช้ค่าของใคร</translation>
        </message>
        <message>
            <source>Keep theirs</source>
            <translation>ใช้ค่าของเขา</translation>
        </message>
        <message>
            <source>Write mine</source>
            <translation>ใช้ค่าของฉัน</translation>
        </message>
        <message>
            <source>Decide later</source>
            <translation>ตัดสินใจภายหลัง</translation>
        </message>
        <message>
            <source>Row</source>
            <translation>รายการ</translation>
        </message>
        <message>
            <source>What</source>
            <translation>ข้อมูล</translation>
        </message>
        <message>
            <source>Mine</source>
            <translation>ของฉัน</translation>
        </message>
        <message>
            <source>Theirs</source>
            <translation>ของเขา</translation>
        </message>
        <message>
            <source>Changed by</source>
            <translation>ผู้แก้ไข</translation>
        </message>
        <message>
            <source>Shape on the map</source>
            <translation>รูปบนแผนที่</translation>
        </message>
        <message>
            <source>changed</source>
            <translation>แก้ไขแล้ว</translation>
        </message>
        <message>
            <source>A shape or a code has changed; look at it first.</source>
            <translation>รูปแปลงหรือรหัสเปลี่ยนไปแล้ว ให้ดูก่อน</translation>
        </message>
        <message>
            <source>not changed</source>
            <translation>ไม่ได้แก้</translation>
        </message>
        <message>
            <source>Nothing was written yet. You and somebody else changed different things: with “Write mine” both stay.</source>
            <translation>ยังไม่ได้บันทึก ท่านกับผู้อื่นแก้คนละรายการ ถ้าเลือก “ใช้ค่าของฉัน” ค่าของทั้งสองฝ่ายอยู่ครบ</translation>
        </message>
        <message>
            <source>up to {} m away from mine</source>
            <translation>ห่างจากของฉันไม่เกิน {} เมตร</translation>
        </message>
    </context>
    <context>
        <name>CreateWorkspace</name>
        <message>
            <source>Workspace file</source>
            <translation>ไฟล์ฐานข้อมูล</translation>
        </message>
        <message>
            <source>A new file; one that exists is never overwritten.</source>
            <translation>ไฟล์ใหม่ ถ้ามีไฟล์ชื่อนี้อยู่แล้วโปรแกรมจะไม่เขียนทับ</translation>
        </message>
        <message>
            <source>QGIS project</source>
            <translation>โครงการ QGIS</translation>
        </message>
        <message>
            <source>Name of the municipality</source>
            <translation>ชื่อ อปท.</translation>
        </message>
        <message>
            <source>As it stands on letters and map sheets.</source>
            <translation>ชื่อที่ใช้ในหนังสือราชการและบนแผ่นแผนที่</translation>
        </message>
        <message>
            <source>Name in English</source>
            <translation>ชื่อภาษาอังกฤษ</translation>
        </message>
        <message>
            <source>For English labels; may stay empty.</source>
            <translation>ใช้กับป้ายกำกับภาษาอังกฤษ เว้นว่างได้</translation>
        </message>
        <message>
            <source>Kind of municipality</source>
            <translation>ประเภท อปท.</translation>
        </message>
        <message>
            <source>City, town or sub-district municipality, or an administrative organisation.</source>
            <translation>เทศบาลนคร เทศบาลเมือง เทศบาลตำบล หรือ อบต.</translation>
        </message>
        <message>
            <source>Code (8 digits)</source>
            <translation>รหัส อปท. (8 หลัก)</translation>
        </message>
        <message>
            <source>The ministry's code of the municipality; may stay empty.</source>
            <translation>รหัส อปท. ของกระทรวงมหาดไทย เว้นว่างได้</translation>
        </message>
        <message>
            <source>Sub-district</source>
            <translation>ตำบล</translation>
        </message>
        <message>
            <source>District</source>
            <translation>อำเภอ</translation>
        </message>
        <message>
            <source>Province</source>
            <translation>จังหวัด</translation>
        </message>
        <message>
            <source>Printed on sheets and forms; may stay empty.</source>
            <translation>พิมพ์บนแผ่นแผนที่และแบบฟอร์ม เว้นว่างได้</translation>
        </message>
        <message>
            <source>UTM zone</source>
            <translation>โซน UTM</translation>
        </message>
        <message>
            <source>47 west of 102°E, 48 east of it; it stays for good.</source>
            <translation>โซน 47 อยู่ทางตะวันตกของ 102°E โซน 48 อยู่ทางตะวันออก เปลี่ยนภายหลังไม่ได้</translation>
        </message>
        <message>
            <source>Another system</source>
            <translation>ระบบพิกัดอื่น</translation>
        </message>
        <message>
            <source>Any projected system in metres in place of the UTM zone.</source>
            <translation>ระบบพิกัดฉากหน่วยเมตรอื่นแทนโซน UTM</translation>
        </message>
        <message>
            <source>Letter of signboard codes</source>
            <translation>อักษรของรหัสป้าย</translation>
        </message>
        <message>
            <source>P or S, as your office writes it.</source>
            <translation>P หรือ S ตามที่สำนักงานใช้</translation>
        </message>
        <message>
            <source>Tax year (B.E.)</source>
            <translation>ปีภาษี (พ.ศ.)</translation>
        </message>
        <message>
            <source>The year you work on; it can be changed later.</source>
            <translation>ปีที่กำลังทำงาน เปลี่ยนภายหลังได้</translation>
        </message>
        <message>
            <source>Skip the letters I and O</source>
            <translation>ไม่ใช้อักษร I และ O</translation>
        </message>
        <message>
            <source>New blocks are named A–H, J–N, P–Z.</source>
            <translation>เขตย่อยใหม่ใช้อักษร A–H, J–N, P–Z</translation>
        </message>
    </context>
    <context>
        <name>CutStrip</name>
        <message>
            <source>Strips or centre lines</source>
            <translation>แนวที่ตัด หรือเส้นกึ่งกลาง</translation>
        </message>
        <message>
            <source>The ground of the road or canal as polygons, or its centre lines.</source>
            <translation>พื้นที่ของถนนหรือคลองเป็นรูปปิด หรือเส้นกึ่งกลาง</translation>
        </message>
        <message>
            <source>Width (m)</source>
            <translation>ความกว้าง (เมตร)</translation>
        </message>
        <message>
            <source>Across centre lines, half on either side; polygons are taken as they are.</source>
            <translation>ใช้กับเส้นกึ่งกลาง ออกไปข้างละครึ่ง ถ้าเป็นรูปปิดใช้ตามที่วาด</translation>
        </message>
        <message>
            <source>Such as 01A001, 01A002. Empty: all parcels under the strips.</source>
            <translation>เช่น 01A001, 01A002 ถ้าเว้นว่าง จะตัดทุกแปลงที่แนวพาดผ่าน</translation>
        </message>
        <message>
            <source>What the ground becomes</source>
            <translation>ส่วนที่ตัดออกเป็น</translation>
        </message>
        <message>
            <source>The kind of public land or water that it is filed as.</source>
            <translation>ชนิดของที่สาธารณะหรือแหล่งน้ำที่จะบันทึก</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>ชื่อ</translation>
        </message>
        <message>
            <source>Of the road or canal, if it has one.</source>
            <translation>ชื่อถนนหรือคลอง ถ้ามี</translation>
        </message>
        <message>
            <source>Column of names</source>
            <translation>คอลัมน์ชื่อ</translation>
        </message>
        <message>
            <source>Where each strip has a name of its own.</source>
            <translation>เมื่อแต่ละแนวมีชื่อของตัวเอง</translation>
        </message>
        <message>
            <source>Public land</source>
            <translation>ที่สาธารณะ</translation>
        </message>
        <message>
            <source>Water</source>
            <translation>แหล่งน้ำ</translation>
        </message>
    </context>
    <context>
        <name>DatumWarning</name>
        <message>
            <source>This project moves Indian 1975 layers by QGIS's default shift, about 190 m beside their place in Thailand.</source>
            <translation>โครงการนี้แปลงพิกัด Indian 1975 ด้วยค่าตั้งต้นของ QGIS ตำแหน่งในประเทศไทยจะคลาดเคลื่อนราว 190 เมตร</translation>
        </message>
        <message>
            <source>Pin the right shift</source>
            <translation>ตรึงค่าที่ถูกต้อง</translation>
        </message>
    </context>
    <context>
        <name>DecisionPanel</name>
        <message>
            <source>Cancel</source>
            <translation>ยกเลิก</translation>
        </message>
    </context>
    <context>
        <name>DeclareCodes</name>
        <message>
            <source>Blocks</source>
            <translation>เขตย่อย</translation>
        </message>
        <message>
            <source>Codes of the blocks whose codes come into force, such as 01A, 01B.</source>
            <translation>รหัสเขตย่อยที่จะประกาศใช้รหัส เช่น 01A, 01B</translation>
        </message>
        <message>
            <source>Announcement</source>
            <translation>ประกาศ</translation>
        </message>
        <message>
            <source>The announcement as the office cites it: number and date.</source>
            <translation>ประกาศตามที่สำนักงานใช้อ้างอิง: เลขที่และวันที่</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>บันทึก</translation>
        </message>
        <message>
            <source>What a later reader of the history should know.</source>
            <translation>สิ่งที่ผู้อ่านประวัติภายหลังควรทราบ</translation>
        </message>
        <message>
            <source>Declared blocks</source>
            <translation>เขตย่อยที่ประกาศใช้แล้ว</translation>
        </message>
        <message>
            <source>Parcels with a code</source>
            <translation>แปลงที่มีรหัส</translation>
        </message>
    </context>
    <context>
        <name>Desktop</name>
        <message>
            <source>Start</source>
            <translation>เริ่มงาน</translation>
        </message>
        <message>
            <source>Check my file</source>
            <translation>ตรวจไฟล์ของฉัน</translation>
        </message>
        <message>
            <source>Match registers</source>
            <translation>จับคู่ทะเบียน</translation>
        </message>
        <message>
            <source>Open or create the workspace to import into first.</source>
            <translation>เปิดหรือสร้างฐานข้อมูลที่จะนำเข้าก่อน</translation>
        </message>
        <message>
            <source>Import…</source>
            <translation>นำเข้า…</translation>
        </message>
        <message>
            <source>Parcels</source>
            <translation>แปลงที่ดิน</translation>
        </message>
        <message>
            <source>Parcel history</source>
            <translation>ประวัติแปลง</translation>
        </message>
        <message>
            <source>Confirm or cancel the task in the Parcels dock first.</source>
            <translation>ให้ยืนยันหรือยกเลิกงานที่ค้างในหน้าต่างแปลงที่ดินก่อน</translation>
        </message>
        <message>
            <source>Show it</source>
            <translation>ดูงานที่ค้าง</translation>
        </message>
        <message>
            <source>Wait until the work in the docks is done.</source>
            <translation>ให้รอจนงานที่กำลังทำเสร็จก่อน</translation>
        </message>
        <message>
            <source>Map quality</source>
            <translation>คุณภาพแผนที่</translation>
        </message>
        <message>
            <source>Tax</source>
            <translation>ภาษี</translation>
        </message>
    </context>
    <context>
        <name>DetectDatum</name>
        <message>
            <source>Layer</source>
            <translation>ชั้นข้อมูล</translation>
        </message>
        <message>
            <source>Parcels with the names of their map sheets.</source>
            <translation>แปลงที่ดินที่มีชื่อระวาง</translation>
        </message>
        <message>
            <source>Column of map sheets</source>
            <translation>คอลัมน์ระวาง</translation>
        </message>
        <message>
            <source>Leave empty to find the column by its name.</source>
            <translation>เว้นว่างเพื่อให้หาจากชื่อคอลัมน์</translation>
        </message>
        <message>
            <source>Column of scales</source>
            <translation>คอลัมน์มาตราส่วน</translation>
        </message>
        <message>
            <source>Only if the column of map sheets is chosen by hand.</source>
            <translation>ระบุเฉพาะเมื่อเลือกคอลัมน์ระวางเอง</translation>
        </message>
        <message>
            <source>Layer in the file</source>
            <translation>ชั้นข้อมูลในไฟล์</translation>
        </message>
        <message>
            <source>Which layer, when a file holds several.</source>
            <translation>ระบุเมื่อไฟล์มีหลายชั้นข้อมูล</translation>
        </message>
        <message>
            <source>Table of all readings</source>
            <translation>ตารางผลทุกแบบ</translation>
        </message>
        <message>
            <source>How many parcels lie in their sheet under each datum and zone.</source>
            <translation>จำนวนแปลงที่อยู่ในระวางของตน แยกตามพื้นหลักฐานและโซน</translation>
        </message>
        <message>
            <source>Datum</source>
            <translation>พื้นหลักฐาน</translation>
        </message>
        <message>
            <source>UTM zone</source>
            <translation>โซน UTM</translation>
        </message>
        <message>
            <source>EPSG number</source>
            <translation>หมายเลข EPSG</translation>
        </message>
        <message>
            <source>Certainty</source>
            <translation>ความแน่ชัด</translation>
        </message>
        <message>
            <source>Parcels in their sheet</source>
            <translation>แปลงที่อยู่ในระวางของตน</translation>
        </message>
        <message>
            <source>Parcels tested</source>
            <translation>แปลงที่ตรวจ</translation>
        </message>
    </context>
    <context>
        <name>DiagnoseFile</name>
        <message>
            <source>File or layer</source>
            <translation>ไฟล์หรือชั้นข้อมูล</translation>
        </message>
        <message>
            <source>Any map layer or table: Shapefile, GeoJSON, GeoPackage, KML, CSV, XLSX …</source>
            <translation>ชั้นข้อมูลหรือตารางใด ๆ เช่น Shapefile, GeoJSON, GeoPackage, KML, CSV, XLSX …</translation>
        </message>
        <message>
            <source>Layer or sheet in the file</source>
            <translation>ชั้นข้อมูลหรือแผ่นงานในไฟล์</translation>
        </message>
        <message>
            <source>Which one, when a file holds several.</source>
            <translation>ระบุเมื่อไฟล์มีหลายชั้นข้อมูลหรือหลายแผ่นงาน</translation>
        </message>
        <message>
            <source>Text encoding</source>
            <translation>รหัสอักขระ</translation>
        </message>
        <message>
            <source>Only when Thai letters come out wrong: cp874, utf-8 …</source>
            <translation>ระบุเฉพาะเมื่ออ่านภาษาไทยไม่ออก เช่น cp874, utf-8</translation>
        </message>
        <message>
            <source>Page to read</source>
            <translation>หน้าสำหรับอ่าน</translation>
        </message>
        <message>
            <source>Page to print</source>
            <translation>หน้าสำหรับพิมพ์</translation>
        </message>
        <message>
            <source>List of rows to check</source>
            <translation>รายการแถวที่ควรตรวจ</translation>
        </message>
        <message>
            <source>Rows</source>
            <translation>จำนวนรายการ</translation>
        </message>
        <message>
            <source>Would enter</source>
            <translation>จะนำเข้าได้</translation>
        </message>
        <message>
            <source>Without a code</source>
            <translation>ยังไม่มีรหัส</translation>
        </message>
        <message>
            <source>Would be set aside</source>
            <translation>จะแยกไว้</translation>
        </message>
        <message>
            <source>Kinds of thing to check</source>
            <translation>เรื่องที่ควรตรวจ</translation>
        </message>
        <message>
            <source>What it is</source>
            <translation>เป็นข้อมูลชนิดใด</translation>
        </message>
        <message>
            <source>Leave empty to write none.</source>
            <translation>เว้นว่างถ้าไม่ต้องการ</translation>
        </message>
    </context>
    <context>
        <name>DrawParcels</name>
        <message>
            <source>Drawn parcels</source>
            <translation>รูปแปลงที่วาด</translation>
        </message>
        <message>
            <source>One polygon a parcel. Columns of land, deed and survey numbers go along.</source>
            <translation>แปลงละหนึ่งรูปปิด คอลัมน์เลขที่ดิน เลขที่เอกสารสิทธิ และหน้าสำรวจจะนำมาด้วย</translation>
        </message>
        <message>
            <source>Tolerance (m)</source>
            <translation>ระยะที่ถือว่าตรงกัน (เมตร)</translation>
        </message>
        <message>
            <source>How near to a neighbour's corner or edge a drawn one counts as the same.</source>
            <translation>มุมหรือแนวที่วาดห่างจากของแปลงข้างเคียงไม่เกินนี้ ถือเป็นมุมหรือแนวเดียวกัน</translation>
        </message>
        <message>
            <source>Column of the codes of resurveyed parcels</source>
            <translation>คอลัมน์รหัสของแปลงที่สอบเขตใหม่</translation>
        </message>
        <message>
            <source>Where a row has the code of a parcel, this parcel gets the drawn shape and its neighbours go along; the other rows become new parcels.</source>
            <translation>แถวที่มีรหัสแปลง แปลงนั้นได้รูปที่วาด และแนวเขตของแปลงข้างเคียงย้ายตาม แถวอื่นเป็นแปลงใหม่</translation>
        </message>
    </context>
    <context>
        <name>ExportSheets</name>
        <message>
            <source>Folder for the sheets</source>
            <translation>โฟลเดอร์สำหรับแผ่นแผนที่</translation>
        </message>
        <message>
            <source>One PDF a sheet, an index sheet, the bound file and sheets.csv. Sheets that are there and whose map has not changed are kept.</source>
            <translation>แผ่นละหนึ่ง PDF แผ่นสารบัญ ไฟล์รวมเล่ม และ sheets.csv แผ่นที่มีอยู่แล้วและแผนที่ไม่เปลี่ยนจะเก็บไว้ตามเดิม</translation>
        </message>
        <message>
            <source>Blocks</source>
            <translation>เขตย่อย</translation>
        </message>
        <message>
            <source>Codes of blocks, such as 01A, 01B. Empty: all blocks.</source>
            <translation>รหัสเขตย่อย เช่น 01A, 01B ถ้าเว้นว่างคือทุกเขตย่อย</translation>
        </message>
        <message>
            <source>Bind all sheets in one PDF</source>
            <translation>รวมทุกแผ่นเป็น PDF เล่มเดียว</translation>
        </message>
        <message>
            <source>One more file with all sheets and bookmarks.</source>
            <translation>อีกหนึ่งไฟล์ที่มีทุกแผ่น พร้อมสารบัญคั่นหน้า</translation>
        </message>
        <message>
            <source>Pictures (dots per inch)</source>
            <translation>ภาพ PNG (จุดต่อนิ้ว)</translation>
        </message>
        <message>
            <source>A PNG beside each PDF. 0: no pictures.</source>
            <translation>ภาพ PNG คู่กับ PDF แต่ละแผ่น ถ้าเป็น 0 ไม่ทำภาพ</translation>
        </message>
        <message>
            <source>List of the sheets</source>
            <translation>รายการแผ่น</translation>
        </message>
        <message>
            <source>Bound file</source>
            <translation>ไฟล์รวมเล่ม</translation>
        </message>
        <message>
            <source>Sheets finished</source>
            <translation>จำนวนแผ่นที่เสร็จ</translation>
        </message>
        <message>
            <source>Sheets failed</source>
            <translation>จำนวนแผ่นที่ไม่สำเร็จ</translation>
        </message>
        <message>
            <source>Paper</source>
            <translation>กระดาษ</translation>
        </message>
        <message>
            <source>A1 holds most blocks at 1:1,000.</source>
            <translation>A1 ลงได้เกือบทุกเขตย่อยที่ 1:1,000</translation>
        </message>
        <message>
            <source>Largest scale</source>
            <translation>มาตราส่วนใหญ่ที่สุด</translation>
        </message>
        <message>
            <source>A block that does not fit at this scale is treated as chosen below.</source>
            <translation>เขตย่อยที่ลงไม่ได้ที่มาตราส่วนนี้ จะทำตามที่เลือกด้านล่าง</translation>
        </message>
        <message>
            <source>Blocks that do not fit</source>
            <translation>เขตย่อยที่ลงแผ่นไม่ได้</translation>
        </message>
        <message>
            <source>The next smaller scale</source>
            <translation>ใช้มาตราส่วนเล็กลง</translation>
        </message>
        <message>
            <source>Several sheets with match lines</source>
            <translation>แบ่งหลายแผ่นโดยมีแนวต่อแผ่น</translation>
        </message>
        <message>
            <source>What becomes of a block that is larger than the paper.</source>
            <translation>จะทำอย่างไรกับเขตย่อยที่ใหญ่กว่ากระดาษ</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>สี</translation>
        </message>
        <message>
            <source>Colour</source>
            <translation>สี</translation>
        </message>
        <message>
            <source>Black and white</source>
            <translation>ขาวดำ</translation>
        </message>
        <message>
            <source>Black and white for laser printers, copies and fax.</source>
            <translation>ขาวดำสำหรับเครื่องพิมพ์เลเซอร์ ถ่ายเอกสาร และโทรสาร</translation>
        </message>
        <message>
            <source>Language of the sheets</source>
            <translation>ภาษาบนแผ่น</translation>
        </message>
        <message>
            <source>Thai</source>
            <translation>ไทย</translation>
        </message>
        <message>
            <source>English</source>
            <translation>อังกฤษ</translation>
        </message>
        <message>
            <source>Thai and English</source>
            <translation>ไทยและอังกฤษ</translation>
        </message>
        <message>
            <source>The notice below the map is always in both.</source>
            <translation>ข้อความแจ้งเตือนมีสองภาษาเสมอ</translation>
        </message>
        <message>
            <source>Drawn by</source>
            <translation>ผู้จัดทำ</translation>
        </message>
        <message>
            <source>Name below the first signature.</source>
            <translation>ชื่อใต้ลายมือชื่อช่องแรก</translation>
        </message>
        <message>
            <source>Checked by</source>
            <translation>ผู้ตรวจสอบ</translation>
        </message>
        <message>
            <source>Name below the second signature.</source>
            <translation>ชื่อใต้ลายมือชื่อช่องที่สอง</translation>
        </message>
        <message>
            <source>Approved by</source>
            <translation>ผู้อนุมัติ</translation>
        </message>
        <message>
            <source>Name below the third signature.</source>
            <translation>ชื่อใต้ลายมือชื่อช่องที่สาม</translation>
        </message>
        <message>
            <source>Data as of</source>
            <translation>ข้อมูล ณ วันที่</translation>
        </message>
        <message>
            <source>A date such as 5/1/2569. Empty: the day of the last change.</source>
            <translation>วันที่ เช่น 5/1/2569 ถ้าเว้นว่างคือวันที่แก้ไขล่าสุด</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>ฉบับที่</translation>
        </message>
        <message>
            <source>Version of the set. Empty: 1.</source>
            <translation>ฉบับของชุดแผนที่ ถ้าเว้นว่างคือ 1</translation>
        </message>
        <message>
            <source>Seal</source>
            <translation>ตรา อปท.</translation>
        </message>
        <message>
            <source>A picture of the municipality's seal (PNG, SVG). Empty: a circle.</source>
            <translation>ภาพตรา อปท. (PNG, SVG) ถ้าเว้นว่างเป็นวงกลม</translation>
        </message>
    </context>
    <context>
        <name>FamilyTree</name>
        <message>
            <source>Family of the parcel</source>
            <translation>แปลงแม่และแปลงลูก</translation>
        </message>
        <message>
            <source>Parcel</source>
            <translation>แปลง</translation>
        </message>
        <message>
            <source>State</source>
            <translation>สถานะ</translation>
        </message>
        <message>
            <source>What</source>
            <translation>รายละเอียด</translation>
        </message>
        <message>
            <source>At the beginning</source>
            <translation>แปลงเริ่มแรก</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>ปัจจุบัน</translation>
        </message>
    </context>
    <context>
        <name>FamilyView</name>
        <message>
            <source>This parcel has never been split, merged, reshaped or renumbered.</source>
            <translation>แปลงนี้ไม่เคยแบ่ง รวม แก้ไขรูปแปลง หรือเปลี่ยนรหัส</translation>
        </message>
    </context>
    <context>
        <name>FileReportDock</name>
        <message>
            <source>Check my file</source>
            <translation>ตรวจไฟล์ของฉัน</translation>
        </message>
        <message>
            <source>Which file shall be checked</source>
            <translation>เลือกไฟล์ที่จะตรวจ</translation>
        </message>
        <message>
            <source>Maps and tables</source>
            <translation>แผนที่และตาราง</translation>
        </message>
        <message>
            <source>All files</source>
            <translation>ไฟล์ทั้งหมด</translation>
        </message>
        <message>
            <source>Wait until the present check has ended.</source>
            <translation>รอให้การตรวจที่ทำอยู่เสร็จก่อน</translation>
        </message>
        <message>
            <source>Check a file</source>
            <translation>เลือกไฟล์มาตรวจ</translation>
        </message>
        <message>
            <source>Check again</source>
            <translation>ตรวจใหม่</translation>
        </message>
        <message>
            <source>Flash on the map</source>
            <translation>กะพริบบนแผนที่</translation>
        </message>
        <message>
            <source>Move the map there</source>
            <translation>เลื่อนแผนที่ไปหา</translation>
        </message>
        <message>
            <source>Save as a page to print</source>
            <translation>บันทึกเป็น PDF ไว้พิมพ์</translation>
        </message>
        <message>
            <source>Save the rows as a table</source>
            <translation>บันทึกรายการเป็นตาราง</translation>
        </message>
        <message>
            <source>Checking {}</source>
            <translation>กำลังตรวจ {}</translation>
        </message>
        <message>
            <source>The file has several layers. Which one?</source>
            <translation>ไฟล์นี้มีหลายชั้นข้อมูล จะตรวจชั้นใด</translation>
        </message>
        <message>
            <source>check</source>
            <translation>ผลตรวจ</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>บันทึก</translation>
        </message>
        <message>
            <source>Check file</source>
            <translation>ตรวจไฟล์</translation>
        </message>
    </context>
    <context>
        <name>FilesModel</name>
        <message>
            <source>Choose where it goes</source>
            <translation>เลือกปลายทาง</translation>
        </message>
        <message>
            <source>Not imported</source>
            <translation>ไม่นำเข้า</translation>
        </message>
        <message>
            <source>Checking…</source>
            <translation>กำลังตรวจ…</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>พร้อม</translation>
        </message>
        <message>
            <source>Decide first</source>
            <translation>ต้องตัดสินใจก่อน</translation>
        </message>
        <message>
            <source>See below</source>
            <translation>มีข้อสังเกต</translation>
        </message>
        <message>
            <source>File</source>
            <translation>ไฟล์</translation>
        </message>
        <message>
            <source>Rows</source>
            <translation>รายการ</translation>
        </message>
        <message>
            <source>Goes into</source>
            <translation>นำเข้าเป็น</translation>
        </message>
        <message>
            <source>State</source>
            <translation>สถานะ</translation>
        </message>
        <message>
            <source>(not known)</source>
            <translation>(ยังไม่ทราบ)</translation>
        </message>
    </context>
    <context>
        <name>FilesTable</name>
        <message>
            <source>What was found in the files</source>
            <translation>สิ่งที่พบในไฟล์</translation>
        </message>
        <message>
            <source>(not known)</source>
            <translation>(ยังไม่ทราบ)</translation>
        </message>
    </context>
    <context>
        <name>FindingDetails</name>
        <message>
            <source>Open a group and choose a finding. F3 leads to the next one.</source>
            <translation>เปิดกลุ่มแล้วเลือกจุดที่ต้องตรวจ กด F3 เพื่อไปจุดถัดไป</translation>
        </message>
    </context>
    <context>
        <name>FindingGroups</name>
        <message>
            <source>Finding</source>
            <translation>จุดที่ต้องตรวจ</translation>
        </message>
        <message>
            <source>Block</source>
            <translation>เขตย่อย</translation>
        </message>
        <message>
            <source>Touches (m²)</source>
            <translation>กระทบ (ตร.ม.)</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>ผู้รับผิดชอบ</translation>
        </message>
    </context>
    <context>
        <name>FindingLines</name>
        <message>
            <source>Show it in Map quality</source>
            <translation>ดูในแถบคุณภาพแผนที่</translation>
        </message>
    </context>
    <context>
        <name>FindingModel</name>
        <message>
            <source>State</source>
            <translation>สถานะ</translation>
        </message>
        <message>
            <source>Rows</source>
            <translation>แถว</translation>
        </message>
        <message>
            <source>Finding</source>
            <translation>สิ่งที่พบ</translation>
        </message>
    </context>
    <context>
        <name>FindingTree</name>
        <message>
            <source>Findings</source>
            <translation>จุดที่ต้องตรวจ</translation>
        </message>
    </context>
    <context>
        <name>FindingsTab</name>
        <message>
            <source>Search (Ctrl+F)</source>
            <translation>ค้นหา (Ctrl+F)</translation>
        </message>
        <message>
            <source>State</source>
            <translation>สถานะ</translation>
        </message>
        <message>
            <source>All</source>
            <translation>ทั้งหมด</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>จุดที่ต้องตรวจ</translation>
        </message>
        <message>
            <source>Rows of the finding</source>
            <translation>แถวที่พบ</translation>
        </message>
        <message>
            <source>Nothing to check was found. The file can be imported as it is.</source>
            <translation>ไม่พบจุดที่ต้องตรวจ นำเข้าไฟล์นี้ได้เลย</translation>
        </message>
        <message>
            <source>No finding fits the filter.</source>
            <translation>ไม่มีรายการที่ตรงกับตัวกรอง</translation>
        </message>
        <message>
            <source>Clear the filter</source>
            <translation>ล้างตัวกรอง</translation>
        </message>
    </context>
    <context>
        <name>FollowedLayer</name>
        <message>
            <source>Edits that are not saved yet</source>
            <translation>การแก้ไขที่ยังไม่บันทึก</translation>
        </message>
    </context>
    <context>
        <name>FreezeRegister</name>
        <message>
            <source>Another copy beside an earlier one</source>
            <translation>ทำอีกชุดไว้ข้างชุดเดิม</translation>
        </message>
        <message>
            <source>A year that has a copy gets no other one unless this is chosen.</source>
            <translation>ปีที่มีสำเนาแล้วจะไม่ทำเพิ่ม เว้นแต่เลือกข้อนี้</translation>
        </message>
        <message>
            <source>Only check the copies that are there</source>
            <translation>ตรวจสำเนาที่มีอยู่เท่านั้น</translation>
        </message>
        <message>
            <source>Nothing is copied. The run ends as failed when a copy is missing or changed.</source>
            <translation>ไม่ทำสำเนา และจบว่าไม่ผ่านเมื่อสำเนาใดหายหรือถูกแก้ไข</translation>
        </message>
        <message>
            <source>Frozen copy</source>
            <translation>สำเนาตรึงข้อมูล</translation>
        </message>
        <message>
            <source>Frozen copies</source>
            <translation>จำนวนสำเนาตรึงข้อมูล</translation>
        </message>
        <message>
            <source>Missing or changed copies</source>
            <translation>สำเนาที่หายหรือถูกแก้ไข</translation>
        </message>
    </context>
    <context>
        <name>GapView</name>
        <message>
            <source>At least</source>
            <translation>ต่ำสุด</translation>
        </message>
        <message>
            <source>At most</source>
            <translation>สูงสุด</translation>
        </message>
        <message>
            <source>What is missing</source>
            <translation>ส่วนที่ขาด</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>จำนวน</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>รหัส</translation>
        </message>
        <message>
            <source>Lacking</source>
            <translation>สิ่งที่ขาด</translation>
        </message>
        <message>
            <source>Parcels of the gap</source>
            <translation>แปลงในส่วนที่ขาด</translation>
        </message>
        <message>
            <source>Everything brings its tax: there is no gap.</source>
            <translation>เก็บภาษีครบทุกแปลง ไม่มีส่วนที่ขาด</translation>
        </message>
    </context>
    <context>
        <name>HistoryDock</name>
        <message>
            <source>No workspace is open. Open or create one first.</source>
            <translation>ยังไม่ได้เปิดฐานข้อมูล ให้เปิดหรือสร้างก่อน</translation>
        </message>
        <message>
            <source>Go to Start</source>
            <translation>ไปที่เริ่มงาน</translation>
        </message>
        <message>
            <source>Winding the map back</source>
            <translation>กำลังย้อนแผนที่</translation>
        </message>
        <message>
            <source>Restore {}</source>
            <translation>นำแปลง {} กลับมาใช้</translation>
        </message>
        <message>
            <source>Stand on a retired parcel first.</source>
            <translation>เลือกแปลงที่เลิกใช้ในรายการก่อน</translation>
        </message>
        <message>
            <source>Wait until the present work has ended.</source>
            <translation>รอให้งานที่ทำอยู่เสร็จก่อน</translation>
        </message>
        <message>
            <source>Pick a parcel</source>
            <translation>เลือกแปลงบนแผนที่</translation>
        </message>
        <message>
            <source>Zoom to what is chosen</source>
            <translation>ซูมไปที่รายการที่เลือก</translation>
        </message>
        <message>
            <source>Flash what is chosen</source>
            <translation>กะพริบรายการที่เลือก</translation>
        </message>
        <message>
            <source>History</source>
            <translation>ประวัติ</translation>
        </message>
    </context>
    <context>
        <name>HistoryPage</name>
        <message>
            <source>Code, deed, land no., sheet</source>
            <translation>รหัส เลขโฉนด เลขที่ดิน ระวาง</translation>
        </message>
        <message>
            <source>Search living and retired parcels (Ctrl+F)</source>
            <translation>ค้นหาแปลงที่ใช้อยู่และที่เลิกใช้ (Ctrl+F)</translation>
        </message>
        <message>
            <source>Search for a parcel, old or new, or select one on the map.</source>
            <translation>ค้นหาแปลงเดิมหรือแปลงปัจจุบัน หรือเลือกแปลงบนแผนที่</translation>
        </message>
        <message>
            <source>No parcel has or had this code, deed, land number or map sheet.</source>
            <translation>ไม่มีแปลงใดใช้หรือเคยใช้รหัส เลขที่เอกสารสิทธิ เลขที่ดิน หรือระวางนี้</translation>
        </message>
        <message>
            <source>Clear the search</source>
            <translation>ล้างคำค้น</translation>
        </message>
        <message>
            <source>Map as it was…</source>
            <translation>แผนที่ ณ วันที่…</translation>
        </message>
        <message>
            <source>Show the map as it was on a date</source>
            <translation>แสดงแผนที่ตามที่เป็นอยู่ ณ วันที่กำหนด</translation>
        </message>
        <message>
            <source>Restore…</source>
            <translation>นำกลับมาใช้…</translation>
        </message>
        <message>
            <source>Bring the retired parcel back</source>
            <translation>นำแปลงที่เลิกใช้กลับมาใช้</translation>
        </message>
    </context>
    <context>
        <name>HitTable</name>
        <message>
            <source>Parcels found</source>
            <translation>แปลงที่พบ</translation>
        </message>
        <message>
            <source>State</source>
            <translation>สถานะ</translation>
        </message>
        <message>
            <source>Parcel</source>
            <translation>แปลง</translation>
        </message>
        <message>
            <source>What</source>
            <translation>รายละเอียด</translation>
        </message>
    </context>
    <context>
        <name>HomePage</name>
        <message>
            <source>Opened lately</source>
            <translation>เปิดล่าสุด</translation>
        </message>
        <message>
            <source>No workspace is open yet. Begin here.</source>
            <translation>ยังไม่ได้เปิดฐานข้อมูล เริ่มได้จากที่นี่</translation>
        </message>
        <message>
            <source>Create a workspace…</source>
            <translation>สร้างฐานข้อมูล…</translation>
        </message>
        <message>
            <source>One file that holds the tax map and the registers of a municipality.</source>
            <translation>ไฟล์เดียวที่เก็บแผนที่ภาษีและทะเบียนทรัพย์สินของ อปท.</translation>
        </message>
        <message>
            <source>Open a workspace…</source>
            <translation>เปิดฐานข้อมูล…</translation>
        </message>
        <message>
            <source>A .gpkg file that was made with Tax Map before.</source>
            <translation>ไฟล์ .gpkg ที่สร้างด้วยโปรแกรมแผนที่ภาษีไว้แล้ว</translation>
        </message>
        <message>
            <source>Check my file</source>
            <translation>ตรวจไฟล์ของฉัน</translation>
        </message>
        <message>
            <source>See what is in a file and what it is good for. Nothing is changed.</source>
            <translation>ดูว่าไฟล์มีอะไรและนำเข้าได้แค่ไหน โดยไม่แก้ไขไฟล์</translation>
        </message>
        <message>
            <source>Try the demo municipality</source>
            <translation>ลองใช้กับเทศบาลสาธิต</translation>
        </message>
        <message>
            <source>An invented municipality of 3,000 parcels, made within a minute or two.</source>
            <translation>เทศบาลสมมุติ 3,000 แปลง สร้างเสร็จในหนึ่งถึงสองนาที</translation>
        </message>
    </context>
    <context>
        <name>ImportDialog</name>
        <message>
            <source>Maps and tables</source>
            <translation>แผนที่และตาราง</translation>
        </message>
        <message>
            <source>All files</source>
            <translation>ทุกไฟล์</translation>
        </message>
        <message>
            <source>Add files</source>
            <translation>เพิ่มไฟล์</translation>
        </message>
        <message>
            <source>Reading files</source>
            <translation>กำลังอ่านไฟล์</translation>
        </message>
        <message>
            <source>Importing</source>
            <translation>กำลังนำเข้า</translation>
        </message>
        <message>
            <source>Trying the import on a copy</source>
            <translation>กำลังลองนำเข้ากับสำเนา</translation>
        </message>
        <message>
            <source>Finding out what would happen…</source>
            <translation>กำลังลองดูว่าจะเกิดอะไรขึ้น…</translation>
        </message>
        <message>
            <source>Choose into which table it goes.</source>
            <translation>เลือกว่าจะนำเข้าเป็นข้อมูลชนิดใด</translation>
        </message>
        <message>
            <source>Import {} rows</source>
            <translation>นำเข้า {} รายการ</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>นำเข้า</translation>
        </message>
        <message>
            <source>Wait until the present work has ended.</source>
            <translation>รอให้งานที่ทำอยู่เสร็จก่อน</translation>
        </message>
        <message>
            <source>Tick what shall be imported.</source>
            <translation>เลือกรายการที่จะนำเข้าก่อน</translation>
        </message>
        <message>
            <source>Decide first about {}.</source>
            <translation>ต้องตัดสินใจเรื่อง {} ก่อน</translation>
        </message>
        <message>
            <source>The mapping “{}” is saved.</source>
            <translation>บันทึกชุดจับคู่คอลัมน์ “{}” แล้ว</translation>
        </message>
        <message>
            <source>Import 1 row</source>
            <translation>นำเข้า 1 รายการ</translation>
        </message>
    </context>
    <context>
        <name>ImportForm</name>
        <message>
            <source>Import layers and registers</source>
            <translation>นำเข้าชั้นข้อมูลและทะเบียน</translation>
        </message>
        <message>
            <source>Add files…</source>
            <translation>เพิ่มไฟล์…</translation>
        </message>
        <message>
            <source>Take off the list</source>
            <translation>เอาออกจากรายการ</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>นำเข้า</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>ปิด</translation>
        </message>
        <message>
            <source>Drag files here, or add them. Nothing enters before you have seen it.</source>
            <translation>ลากไฟล์มาวางที่นี่หรือกดเพิ่มไฟล์ จะได้เห็นผลก่อนนำเข้าจริงเสมอ</translation>
        </message>
    </context>
    <context>
        <name>ImportLayers</name>
        <message>
            <source>Layers</source>
            <translation>ชั้นข้อมูล</translation>
        </message>
        <message>
            <source>Layers of the project or files: Shapefile, GeoJSON, GeoPackage, KML, DXF …</source>
            <translation>ชั้นข้อมูลในโครงการ หรือไฟล์ Shapefile, GeoJSON, GeoPackage, KML, DXF …</translation>
        </message>
        <message>
            <source>What they are</source>
            <translation>เป็นข้อมูลชนิดใด</translation>
        </message>
        <message>
            <source>Judge by the columns</source>
            <translation>ดูจากชื่อคอลัมน์</translation>
        </message>
        <message>
            <source>Judged for each layer by its columns, or the same for all.</source>
            <translation>ดูจากคอลัมน์ของแต่ละชั้นข้อมูล หรือกำหนดให้เหมือนกันทั้งหมด</translation>
        </message>
        <message>
            <source>If map sheets contradict the coordinate system</source>
            <translation>ถ้าระวางขัดแย้งกับระบบพิกัด</translation>
        </message>
        <message>
            <source>Stop and say so</source>
            <translation>หยุดและแจ้งให้ทราบ</translation>
        </message>
        <message>
            <source>Follow the map sheets</source>
            <translation>ยึดตามระวาง</translation>
        </message>
        <message>
            <source>Trust the layer</source>
            <translation>ยึดตามชั้นข้อมูล</translation>
        </message>
        <message>
            <source>What to do when the map sheets say that a layer is in another datum.</source>
            <translation>เมื่อชื่อระวางบอกว่าชั้นข้อมูลอยู่ในพื้นหลักฐานอื่น</translation>
        </message>
        <message>
            <source>Saved mapping</source>
            <translation>การจับคู่ที่บันทึกไว้</translation>
        </message>
        <message>
            <source>Name of a mapping saved in the workspace, or the path of a .json file.</source>
            <translation>ชื่อชุดจับคู่คอลัมน์ที่บันทึกในฐานข้อมูล หรือที่อยู่ไฟล์ .json</translation>
        </message>
        <message>
            <source>Layer in the file</source>
            <translation>ชั้นข้อมูลในไฟล์</translation>
        </message>
        <message>
            <source>Which layer, when a file holds several.</source>
            <translation>ระบุเมื่อไฟล์มีหลายชั้นข้อมูล</translation>
        </message>
        <message>
            <source>Coordinate system</source>
            <translation>ระบบพิกัด</translation>
        </message>
        <message>
            <source>Only when a file does not state it, or states a wrong one.</source>
            <translation>ระบุเฉพาะเมื่อไฟล์ไม่บอกหรือบอกผิด</translation>
        </message>
        <message>
            <source>Text encoding</source>
            <translation>รหัสอักขระ</translation>
        </message>
        <message>
            <source>Only when Thai letters come out wrong: cp874, utf-8 …</source>
            <translation>ระบุเฉพาะเมื่ออ่านภาษาไทยไม่ออก เช่น cp874, utf-8</translation>
        </message>
        <message>
            <source>Document</source>
            <translation>เอกสารอ้างอิง</translation>
        </message>
        <message>
            <source>The letter or delivery note that the files came with.</source>
            <translation>หนังสือหรือใบส่งงานที่มากับไฟล์</translation>
        </message>
        <message>
            <source>Folder for rows set aside</source>
            <translation>โฟลเดอร์เก็บรายการที่แยกไว้</translation>
        </message>
        <message>
            <source>Rows that cannot enter are written here with their reason, to be repaired.</source>
            <translation>เขียนรายการที่นำเข้าไม่ได้พร้อมเหตุผลไว้ที่นี่ เพื่อแก้ไขแล้วนำเข้าใหม่</translation>
        </message>
        <message>
            <source>New</source>
            <translation>เพิ่มใหม่</translation>
        </message>
        <message>
            <source>Updated</source>
            <translation>ปรับปรุง</translation>
        </message>
        <message>
            <source>Unchanged</source>
            <translation>คงเดิม</translation>
        </message>
        <message>
            <source>Set aside</source>
            <translation>แยกไว้</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>จุดที่ต้องตรวจ</translation>
        </message>
        <message>
            <source>The shapes are the land office's</source>
            <translation>รูปแปลงมาจากสำนักงานที่ดิน</translation>
        </message>
        <message>
            <source>Of parcels: repairs of map quality do not change them unless they are unlocked.</source>
            <translation>ใช้กับแปลงที่ดิน: การแก้จุดที่ตรวจพบจะไม่เปลี่ยนรูปแปลงเหล่านี้ เว้นแต่ปลดล็อก</translation>
        </message>
    </context>
    <context>
        <name>ImportRegister</name>
        <message>
            <source>Register file</source>
            <translation>ไฟล์ทะเบียน</translation>
        </message>
        <message>
            <source>Tables</source>
            <translation>ตาราง</translation>
        </message>
        <message>
            <source>Excel, LibreOffice or CSV; the six-sheet workbook or any single table.</source>
            <translation>Excel, LibreOffice หรือ CSV ทั้งสมุดงานหกแผ่นและตารางเดี่ยว</translation>
        </message>
        <message>
            <source>Sheets</source>
            <translation>แผ่นงาน</translation>
        </message>
        <message>
            <source>Names of sheets, separated by commas. Empty: every sheet that is a register.</source>
            <translation>ชื่อแผ่นงาน คั่นด้วยจุลภาค ถ้าเว้นว่าง จะนำเข้าทุกแผ่นที่เป็นทะเบียน</translation>
        </message>
        <message>
            <source>Column profile</source>
            <translation>แบบจับคู่คอลัมน์</translation>
        </message>
        <message>
            <source>The name of a column profile saved in the workspace or shipped with the plugin, or the path of a profile file (.json). Empty: the columns are recognised by their names.</source>
            <translation>ชื่อแบบจับคู่คอลัมน์ที่บันทึกไว้ในฐานข้อมูลหรือมากับโปรแกรม หรือที่อยู่ไฟล์ (.json) ถ้าเว้นว่าง โปรแกรมจะดูจากชื่อคอลัมน์</translation>
        </message>
        <message>
            <source>Tax year (B.E.)</source>
            <translation>ปีภาษี (พ.ศ.)</translation>
        </message>
        <message>
            <source>Of uses and receipts that name no year. 0: the tax year of the workspace.</source>
            <translation>ใช้กับการใช้ประโยชน์และใบเสร็จที่ไม่ระบุปี ถ้าเป็น 0 จะใช้ปีภาษีของฐานข้อมูล</translation>
        </message>
        <message>
            <source>Document</source>
            <translation>เอกสารอ้างอิง</translation>
        </message>
        <message>
            <source>The letter or order that the file came with, if there is one.</source>
            <translation>หนังสือหรือคำสั่งที่ส่งไฟล์มา ถ้ามี</translation>
        </message>
        <message>
            <source>Rows set aside</source>
            <translation>แถวที่แยกไว้</translation>
        </message>
        <message>
            <source>A CSV of the rows that did not enter, each with its reason.</source>
            <translation>ไฟล์ CSV ของแถวที่ยังไม่นำเข้า พร้อมเหตุผล</translation>
        </message>
        <message>
            <source>Rows in the file</source>
            <translation>แถวในไฟล์</translation>
        </message>
        <message>
            <source>New rows</source>
            <translation>เพิ่มใหม่</translation>
        </message>
        <message>
            <source>Updated rows</source>
            <translation>ปรับปรุง</translation>
        </message>
        <message>
            <source>Unchanged rows</source>
            <translation>คงเดิม</translation>
        </message>
        <message>
            <source>Prices hold from</source>
            <translation>ราคาใช้ตั้งแต่วันที่</translation>
        </message>
        <message>
            <source>The first day of a price list of the Treasury that says none, as 1/1/2570. With it a new list stands beside the old one; without it the list takes the place of another one without days.</source>
            <translation>วันแรกที่ใช้บัญชีราคาประเมินซึ่งไฟล์ไม่ได้ระบุ เช่น 1/1/2570 เมื่อระบุ บัญชีใหม่จะอยู่คู่กับบัญชีเดิม ถ้าไม่ระบุ บัญชีนี้จะแทนบัญชีที่ไม่มีวันที่</translation>
        </message>
    </context>
    <context>
        <name>ItemPanel</name>
        <message>
            <source>Mapping</source>
            <translation>ชุดจับคู่</translation>
        </message>
        <message>
            <source>Remember for such files</source>
            <translation>จำไว้ใช้กับไฟล์แบบนี้</translation>
        </message>
        <message>
            <source>Letters</source>
            <translation>รหัสอักขระ</translation>
        </message>
        <message>
            <source>Coordinates</source>
            <translation>ระบบพิกัด</translation>
        </message>
        <message>
            <source>No map sheets beside the shapes could confirm the coordinate system.</source>
            <translation>ไม่มีระวางกำกับรูปแผนที่ จึงยืนยันระบบพิกัดจากระวางไม่ได้</translation>
        </message>
        <message>
            <source>Decide…</source>
            <translation>เลือกคำตอบ…</translation>
        </message>
        <message>
            <source>As the file says: {}</source>
            <translation>ตามไฟล์: {}</translation>
        </message>
        <message>
            <source>As the map sheets say</source>
            <translation>ตามระวาง</translation>
        </message>
        <message>
            <source>Follow the map sheets</source>
            <translation>ใช้ตามระวาง</translation>
        </message>
        <message>
            <source>Keep {}, I have checked</source>
            <translation>ใช้ {} ตามไฟล์ ตรวจสอบแล้ว</translation>
        </message>
        <message>
            <source>Read as {}</source>
            <translation>อ่านเป็น {}</translation>
        </message>
        <message>
            <source>Judged: {}</source>
            <translation>พิจารณาแล้ว: {}</translation>
        </message>
        <message>
            <source>Judge anew</source>
            <translation>พิจารณาใหม่</translation>
        </message>
        <message>
            <source>Guessed from the names</source>
            <translation>เดาจากชื่อคอลัมน์</translation>
        </message>
        <message>
            <source>Save the mapping</source>
            <translation>บันทึกชุดจับคู่คอลัมน์</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>ชื่อ</translation>
        </message>
        <message>
            <source>Load a mapping</source>
            <translation>เปิดชุดจับคู่คอลัมน์</translation>
        </message>
        <message>
            <source>Not used, kept in the source rows: {}</source>
            <translation>ไม่ได้ใช้ แต่เก็บไว้ในข้อมูลต้นฉบับ: {}</translation>
        </message>
        <message>
            <source>Save or load this mapping</source>
            <translation>บันทึกหรือเปิดชุดจับคู่คอลัมน์</translation>
        </message>
        <message>
            <source>Save under a name…</source>
            <translation>บันทึกเป็นชื่อ…</translation>
        </message>
        <message>
            <source>Load from a file…</source>
            <translation>เปิดจากไฟล์…</translation>
        </message>
        <message>
            <source>Save to a file…</source>
            <translation>บันทึกเป็นไฟล์…</translation>
        </message>
        <message>
            <source>The shapes are the land office's</source>
            <translation>รูปแปลงมาจากสำนักงานที่ดิน</translation>
        </message>
        <message>
            <source>Repairs of map quality do not change these parcels unless you unlock them.</source>
            <translation>การแก้จุดที่ตรวจพบจะไม่เปลี่ยนรูปแปลงเหล่านี้ เว้นแต่ปลดล็อก</translation>
        </message>
    </context>
    <context>
        <name>LawDialog</name>
        <message>
            <source>The law, and what the office has set</source>
            <translation>กฎหมายและค่าที่ อปท. กำหนด</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>บันทึก</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>ยกเลิก</translation>
        </message>
        <message>
            <source>Tax year</source>
            <translation>ปีภาษี</translation>
        </message>
    </context>
    <context>
        <name>LawForm</name>
        <message>
            <source>blank: until further notice</source>
            <translation>ว่าง = จนกว่าจะเปลี่ยนแปลง</translation>
        </message>
        <message>
            <source>Ordinance, order or letter, number and date</source>
            <translation>เทศบัญญัติ คำสั่ง หรือหนังสือ เลขที่และวันที่</translation>
        </message>
        <message>
            <source>Set (&amp;S)</source>
            <translation>กำหนด (&amp;S)</translation>
        </message>
        <message>
            <source>Remove (&amp;D)</source>
            <translation>ลบค่านี้ (&amp;D)</translation>
        </message>
        <message>
            <source>– set anew –</source>
            <translation>– กำหนดใหม่ –</translation>
        </message>
        <message>
            <source>Change (&amp;S)</source>
            <translation>แก้ไข (&amp;S)</translation>
        </message>
        <message>
            <source>End with {} (&amp;E)</source>
            <translation>สิ้นสุดปี {} (&amp;E)</translation>
        </message>
        <message>
            <source>The office has set</source>
            <translation>อปท. กำหนดไว้</translation>
        </message>
        <message>
            <source>What</source>
            <translation>รายการ</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>ค่า</translation>
        </message>
        <message>
            <source>From tax year</source>
            <translation>ตั้งแต่ปีภาษี</translation>
        </message>
        <message>
            <source>To tax year</source>
            <translation>ถึงปีภาษี</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>เหตุผล</translation>
        </message>
    </context>
    <context>
        <name>LawRows</name>
        <message>
            <source>The office has set</source>
            <translation>อปท. กำหนดไว้</translation>
        </message>
    </context>
    <context>
        <name>LawSaving</name>
        <message>
            <source>Saving what the office has set</source>
            <translation>กำลังบันทึกค่าที่ อปท. กำหนด</translation>
        </message>
    </context>
    <context>
        <name>LawTableView</name>
        <message>
            <source>Rows of the law</source>
            <translation>รายการตามกฎหมาย</translation>
        </message>
    </context>
    <context>
        <name>LawTables</name>
        <message>
            <source>Tables of the law</source>
            <translation>ตารางกฎหมาย</translation>
        </message>
    </context>
    <context>
        <name>LeftOutPage</name>
        <message>
            <source>Why</source>
            <translation>เหตุผล</translation>
        </message>
        <message>
            <source>What is left out</source>
            <translation>รายการที่ยังประเมินไม่ได้</translation>
        </message>
        <message>
            <source>Back to the payers</source>
            <translation>กลับไปที่ผู้เสียภาษี</translation>
        </message>
        <message>
            <source>What</source>
            <translation>รายการ</translation>
        </message>
    </context>
    <context>
        <name>LinkPanel</name>
        <message>
            <source>Choose a parcel on the map or in the list, and a register row in the list.</source>
            <translation>เลือกแปลงจากแผนที่หรือจากรายการ และเลือกทะเบียนจากรายการ</translation>
        </message>
        <message>
            <source>Pick on the map</source>
            <translation>เลือกบนแผนที่</translation>
        </message>
        <message>
            <source>Link</source>
            <translation>จับคู่</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>ยกเลิก</translation>
        </message>
        <message>
            <source>Parcel</source>
            <translation>แปลง</translation>
        </message>
        <message>
            <source>Register</source>
            <translation>ทะเบียน</translation>
        </message>
        <message>
            <source>not chosen yet</source>
            <translation>ยังไม่ได้เลือก</translation>
        </message>
    </context>
    <context>
        <name>ListPage</name>
        <message>
            <source>Selected parcels</source>
            <translation>แปลงที่เลือก</translation>
        </message>
        <message>
            <source>Parcel</source>
            <translation>แปลง</translation>
        </message>
        <message>
            <source>rai-ngan-wah</source>
            <translation>ไร่-งาน-ตร.ว.</translation>
        </message>
        <message>
            <source>m²</source>
            <translation>ตร.ม.</translation>
        </message>
        <message>
            <source>What to do with them…</source>
            <translation>ทำงานกับแปลงเหล่านี้…</translation>
        </message>
    </context>
    <context>
        <name>ListSpecial</name>
        <message>
            <source>Enter what is proposed</source>
            <translation>บันทึกรายการที่เสนอ</translation>
        </message>
        <message>
            <source>As rows of special property whose questions are open; one step that can be undone. Look at the list first.</source>
            <translation>บันทึกเป็นทรัพย์สินพิเศษที่ยังไม่ได้ตอบคำถาม ย้อนกลับได้ในครั้งเดียว ควรดูรายการก่อน</translation>
        </message>
        <message>
            <source>Special property</source>
            <translation>ทรัพย์สินพิเศษ</translation>
        </message>
        <message>
            <source>The parcels, coloured by what is known of them, with open questions.</source>
            <translation>แปลงที่ดิน ระบายสีตามสถานะ พร้อมคำถามที่ยังไม่ได้ตอบ</translation>
        </message>
        <message>
            <source>Workbook</source>
            <translation>ไฟล์ Excel</translation>
        </message>
        <message>
            <source>The list, and every rule with its section and how sure it is. No names.</source>
            <translation>รายการ และกฎเกณฑ์ทุกข้อพร้อมมาตราและความแน่ชัด ไม่มีชื่อ</translation>
        </message>
        <message>
            <source>Proposed</source>
            <translation>เสนอให้ตรวจ</translation>
        </message>
        <message>
            <source>Questions open</source>
            <translation>ยังตอบคำถามไม่ครบ</translation>
        </message>
        <message>
            <source>Awaits ruling</source>
            <translation>รอคำวินิจฉัย</translation>
        </message>
        <message>
            <source>Taxed</source>
            <translation>ต้องเสียภาษี</translation>
        </message>
        <message>
            <source>Taxed in part</source>
            <translation>เสียภาษีบางส่วน</translation>
        </message>
        <message>
            <source>Outside the tax</source>
            <translation>ไม่ต้องเสียภาษี</translation>
        </message>
    </context>
    <context>
        <name>MakeDemoTown</name>
        <message>
            <source>Parcels</source>
            <translation>จำนวนแปลง</translation>
        </message>
        <message>
            <source>How many parcels the municipality has.</source>
            <translation>เทศบาลจะมีกี่แปลง</translation>
        </message>
        <message>
            <source>Number of the town</source>
            <translation>หมายเลขเมือง</translation>
        </message>
        <message>
            <source>The same number gives the same town again, another number a new one.</source>
            <translation>หมายเลขเดียวกันได้เมืองเดิม หมายเลขอื่นได้เมืองใหม่</translation>
        </message>
        <message>
            <source>Folder for the files</source>
            <translation>โฟลเดอร์สำหรับไฟล์</translation>
        </message>
        <message>
            <source>Files of the same names in this folder are replaced.</source>
            <translation>ไฟล์ชื่อเดียวกันในโฟลเดอร์นี้จะถูกเขียนทับ</translation>
        </message>
        <message>
            <source>Register workbook</source>
            <translation>แฟ้มทะเบียน</translation>
        </message>
        <message>
            <source>Errors put in</source>
            <translation>จำนวนข้อผิดพลาดที่ใส่ไว้</translation>
        </message>
    </context>
    <context>
        <name>MappingModel</name>
        <message>
            <source>none</source>
            <translation>ไม่มี</translation>
        </message>
        <message>
            <source>No column of the file goes here.</source>
            <translation>ไม่มีคอลัมน์ของไฟล์มาลงช่องนี้</translation>
        </message>
        <message>
            <source>From the saved mapping “{}”.</source>
            <translation>จากชุดจับคู่ที่บันทึกไว้ “{}”</translation>
        </message>
        <message>
            <source>saved</source>
            <translation>บันทึกไว้</translation>
        </message>
        <message>
            <source>by hand</source>
            <translation>เลือกเอง</translation>
        </message>
        <message>
            <source>You chose this column.</source>
            <translation>ท่านเลือกคอลัมน์นี้เอง</translation>
        </message>
        <message>
            <source>certain</source>
            <translation>แน่ชัด</translation>
        </message>
        <message>
            <source>likely</source>
            <translation>น่าจะใช่</translation>
        </message>
        <message>
            <source>to check</source>
            <translation>ควรตรวจ</translation>
        </message>
        <message>
            <source>Tax map</source>
            <translation>แผนที่ภาษี</translation>
        </message>
        <message>
            <source>File</source>
            <translation>ไฟล์</translation>
        </message>
        <message>
            <source>Certainty</source>
            <translation>ความแน่ชัด</translation>
        </message>
        <message>
            <source>First values</source>
            <translation>ค่าแรก ๆ</translation>
        </message>
    </context>
    <context>
        <name>MappingTable</name>
        <message>
            <source>Columns of the file and of the tax map</source>
            <translation>คอลัมน์ของไฟล์และของแผนที่ภาษี</translation>
        </message>
        <message>
            <source>– none –</source>
            <translation>– ไม่มี –</translation>
        </message>
    </context>
    <context>
        <name>MatchDetails</name>
        <message>
            <source>Values compared</source>
            <translation>ค่าที่เทียบกัน</translation>
        </message>
        <message>
            <source>Field</source>
            <translation>ช่อง</translation>
        </message>
        <message>
            <source>Map</source>
            <translation>แผนที่</translation>
        </message>
        <message>
            <source>Register</source>
            <translation>ทะเบียน</translation>
        </message>
        <message>
            <source>Verdict</source>
            <translation>ผล</translation>
        </message>
        <message>
            <source>Choose a line to see both sides.</source>
            <translation>เลือกรายการเพื่อดูข้อมูลทั้งสองฝั่ง</translation>
        </message>
    </context>
    <context>
        <name>MatchDock</name>
        <message>
            <source>Reading the matches</source>
            <translation>กำลังอ่านผลจับคู่</translation>
        </message>
        <message>
            <source>Matching</source>
            <translation>กำลังจับคู่</translation>
        </message>
        <message>
            <source>Taking back</source>
            <translation>กำลังย้อนกลับ</translation>
        </message>
        <message>
            <source>Linking</source>
            <translation>กำลังจับคู่ด้วยมือ</translation>
        </message>
        <message>
            <source>match_report</source>
            <translation>รายงานจับคู่</translation>
        </message>
        <message>
            <source>Save the report</source>
            <translation>บันทึกรายงาน</translation>
        </message>
        <message>
            <source>Writing the report</source>
            <translation>กำลังเขียนรายงาน</translation>
        </message>
        <message>
            <source>Colouring the parcels</source>
            <translation>กำลังระบายสีแปลง</translation>
        </message>
        <message>
            <source>Writing the decision</source>
            <translation>กำลังบันทึกการตัดสินใจ</translation>
        </message>
        <message>
            <source>Wait until the present work has ended.</source>
            <translation>รอให้งานที่ทำอยู่เสร็จก่อน</translation>
        </message>
        <message>
            <source>No workspace is open. Open or create one first.</source>
            <translation>ยังไม่ได้เปิดฐานข้อมูล ให้เปิดหรือสร้างก่อน</translation>
        </message>
        <message>
            <source>Go to Start</source>
            <translation>ไปที่เริ่มงาน</translation>
        </message>
        <message>
            <source>There are no parcels on the map yet.</source>
            <translation>ยังไม่มีแปลงที่ดินในแผนที่</translation>
        </message>
        <message>
            <source>Import parcels…</source>
            <translation>นำเข้าแปลงที่ดิน…</translation>
        </message>
        <message>
            <source>This register has no rows yet.</source>
            <translation>ทะเบียนนี้ยังไม่มีข้อมูล</translation>
        </message>
        <message>
            <source>Import registers…</source>
            <translation>นำเข้าทะเบียน…</translation>
        </message>
        <message>
            <source>Parcels and register rows are there; they were not matched yet.</source>
            <translation>มีแปลงและทะเบียนแล้ว แต่ยังไม่ได้จับคู่</translation>
        </message>
        <message>
            <source>Match now</source>
            <translation>จับคู่เลย</translation>
        </message>
        <message>
            <source>Match</source>
            <translation>จับคู่</translation>
        </message>
        <message>
            <source>Take back the last decision</source>
            <translation>ย้อนการตัดสินใจล่าสุด</translation>
        </message>
        <message>
            <source>Link by hand</source>
            <translation>จับคู่ด้วยมือ</translation>
        </message>
        <message>
            <source>Flash</source>
            <translation>กะพริบบนแผนที่</translation>
        </message>
        <message>
            <source>Move the map</source>
            <translation>เลื่อนแผนที่ตาม</translation>
        </message>
        <message>
            <source>Save the report (Excel)</source>
            <translation>บันทึกรายงาน (Excel)</translation>
        </message>
        <message>
            <source>Show more</source>
            <translation>เมนูเพิ่มเติม</translation>
        </message>
        <message>
            <source>Colour the parcels on the map</source>
            <translation>ระบายสีแปลงตามผลจับคู่</translation>
        </message>
        <message>
            <source>Tick all lines shown</source>
            <translation>ติ๊กทุกรายการที่แสดง</translation>
        </message>
        <message>
            <source>Take all ticks away</source>
            <translation>เอาติ๊กออกทั้งหมด</translation>
        </message>
    </context>
    <context>
        <name>MatchModel</name>
        <message>
            <source>State</source>
            <translation>สถานะ</translation>
        </message>
        <message>
            <source>Parcel</source>
            <translation>แปลง</translation>
        </message>
        <message>
            <source>Register</source>
            <translation>ทะเบียน</translation>
        </message>
        <message>
            <source>Found by</source>
            <translation>พบจาก</translation>
        </message>
        <message>
            <source>Score</source>
            <translation>คะแนน</translation>
        </message>
        <message>
            <source>Compared</source>
            <translation>ค่าที่เทียบ</translation>
        </message>
    </context>
    <context>
        <name>MatchPage</name>
        <message>
            <source>Outcome</source>
            <translation>ผลการจับคู่</translation>
        </message>
        <message>
            <source>Code, number, owner</source>
            <translation>รหัส เลขที่ เจ้าของ</translation>
        </message>
        <message>
            <source>Confirm (&amp;A)</source>
            <translation>ยืนยัน (&amp;A)</translation>
        </message>
        <message>
            <source>Not this one (&amp;R)</source>
            <translation>ไม่ใช่ (&amp;R)</translation>
        </message>
        <message>
            <source>Nothing is left to decide here.</source>
            <translation>ไม่มีรายการที่รอตัดสินใจแล้ว</translation>
        </message>
        <message>
            <source>Show all lines</source>
            <translation>แสดงทั้งหมด</translation>
        </message>
        <message>
            <source>The filter hides every line.</source>
            <translation>ตัวกรองซ่อนทุกรายการ</translation>
        </message>
        <message>
            <source>Clear the filter</source>
            <translation>ล้างตัวกรอง</translation>
        </message>
        <message>
            <source>Confirm all automatic</source>
            <translation>ยืนยันคู่อัตโนมัติทั้งหมด</translation>
        </message>
    </context>
    <context>
        <name>MatchRegister</name>
        <message>
            <source>Title documents</source>
            <translation>เอกสารสิทธิ</translation>
        </message>
        <message>
            <source>Land prices</source>
            <translation>ราคาประเมินที่ดิน</translation>
        </message>
        <message>
            <source>Condominium units</source>
            <translation>ห้องชุด</translation>
        </message>
        <message>
            <source>Register</source>
            <translation>ทะเบียน</translation>
        </message>
        <message>
            <source>Which register is joined to the parcels.</source>
            <translation>ทะเบียนที่จะจับคู่กับแปลง</translation>
        </message>
        <message>
            <source>Matching profile</source>
            <translation>วิธีจับคู่</translation>
        </message>
        <message>
            <source>Area tolerance (percent)</source>
            <translation>เกณฑ์ความต่างเนื้อที่ (ร้อยละ)</translation>
        </message>
        <message>
            <source>Areas may differ by this share. Empty: as the profile says.</source>
            <translation>เนื้อที่ต่างกันได้ไม่เกินร้อยละนี้ ถ้าเว้นว่าง ใช้ตามวิธีจับคู่</translation>
        </message>
        <message>
            <source>Area tolerance (square wah)</source>
            <translation>เกณฑ์ความต่างเนื้อที่ (ตร.ว.)</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>รายงาน</translation>
        </message>
        <message>
            <source>A workbook with the summary and one sheet for each outcome.</source>
            <translation>สมุดงานที่มีสรุปและแผ่นงานแยกตามผลการจับคู่</translation>
        </message>
        <message>
            <source>Parcels by match</source>
            <translation>แปลงตามผลการจับคู่</translation>
        </message>
        <message>
            <source>The parcels, coloured by what the match found.</source>
            <translation>แปลงที่ดินระบายสีตามผลการจับคู่</translation>
        </message>
        <message>
            <source>Matched</source>
            <translation>จับคู่แล้ว</translation>
        </message>
        <message>
            <source>Suggested</source>
            <translation>แนะนำ</translation>
        </message>
        <message>
            <source>Conflicting</source>
            <translation>ขัดแย้ง</translation>
        </message>
        <message>
            <source>Parcels without register</source>
            <translation>แปลงที่ไม่มีทะเบียน</translation>
        </message>
        <message>
            <source>Register rows without parcel</source>
            <translation>ทะเบียนที่ไม่มีแปลง</translation>
        </message>
        <message>
            <source>The name of a profile that comes with the plugin ({shipped}) or is saved in the workspace, or the path of a profile file (.json). Empty: the one that suits the register.</source>
            <translation>ชื่อวิธีจับคู่ที่มากับโปรแกรม ({shipped}) หรือที่บันทึกไว้ในฐานข้อมูล หรือที่อยู่ไฟล์ (.json) ถ้าเว้นว่าง ใช้วิธีที่เหมาะกับทะเบียน</translation>
        </message>
        <message>
            <source>Or by this amount, whichever is more. Empty: as the profile says.</source>
            <translation>หรือต่างกันได้ไม่เกินจำนวนนี้ แล้วแต่จำนวนใดมากกว่า ถ้าเว้นว่าง ใช้ตามวิธีจับคู่</translation>
        </message>
        <message>
            <source>Confirm the automatic matches</source>
            <translation>ยืนยันคู่อัตโนมัติ</translation>
        </message>
        <message>
            <source>What is certain is confirmed at once, and the parcels have their owners; it can be taken back in the match dock. What is suggested or in conflict is left to you.</source>
            <translation>ยืนยันคู่ที่แน่นอนทันที แปลงจึงมีเจ้าของ ย้อนกลับได้ในหน้าต่างจับคู่ทะเบียน คู่ที่แนะนำหรือขัดแย้งยังรอให้เจ้าหน้าที่ตัดสิน</translation>
        </message>
    </context>
    <context>
        <name>MatchSettings</name>
        <message>
            <source>sq. wah</source>
            <translation>ตร.ว.</translation>
        </message>
        <message>
            <source>or</source>
            <translation>หรือ</translation>
        </message>
        <message>
            <source>Register</source>
            <translation>ทะเบียน</translation>
        </message>
        <message>
            <source>Way of matching</source>
            <translation>วิธีจับคู่</translation>
        </message>
        <message>
            <source>Areas may differ by</source>
            <translation>เนื้อที่ต่างได้</translation>
        </message>
    </context>
    <context>
        <name>MatchTable</name>
        <message>
            <source>Lines of the match</source>
            <translation>รายการจับคู่</translation>
        </message>
    </context>
    <context>
        <name>MergeParcels</name>
        <message>
            <source>Of the parcels that become one, such as 01A001, 01A002.</source>
            <translation>แปลงที่จะรวมเป็นแปลงเดียว เช่น 01A001, 01A002</translation>
        </message>
        <message>
            <source>Table of merges</source>
            <translation>ตารางรายการรวมแปลง</translation>
        </message>
        <message>
            <source>Instead of codes, for many merges: a table (CSV, XLSX, layer) with a row for each parcel, its code, and a column that says which rows become one.</source>
            <translation>ใช้แทนรหัส เมื่อรวมหลายกลุ่ม: ตาราง (CSV, XLSX หรือชั้นข้อมูล) แปลงละหนึ่งแถว มีรหัสแปลงและคอลัมน์ที่บอกว่าแถวใดรวมกัน</translation>
        </message>
        <message>
            <source>Column of groups</source>
            <translation>คอลัมน์กลุ่ม</translation>
        </message>
        <message>
            <source>In the table: rows with the same value become one parcel.</source>
            <translation>ในตาราง: แถวที่มีค่าเหมือนกันรวมเป็นแปลงเดียว</translation>
        </message>
        <message>
            <source>Column of codes</source>
            <translation>คอลัมน์รหัสแปลง</translation>
        </message>
        <message>
            <source>In the table. Empty: judged by the header.</source>
            <translation>ในตาราง ถ้าเว้นว่าง จะดูจากหัวคอลัมน์</translation>
        </message>
    </context>
    <context>
        <name>NativeEditing</name>
        <message>
            <source>Not saved</source>
            <translation>ยังไม่ได้บันทึก</translation>
        </message>
        <message>
            <source>Saved</source>
            <translation>บันทึกแล้ว</translation>
        </message>
        <message>
            <source>Drop these edits</source>
            <translation>ทิ้งการแก้ไขนี้</translation>
        </message>
        <message>
            <source>The edits of what is gone; your other edits stay.</source>
            <translation>ทิ้งเฉพาะการแก้ไขของสิ่งที่ไม่มีแล้ว การแก้ไขอื่นยังอยู่</translation>
        </message>
        <message>
            <source>Edits of layers</source>
            <translation>การแก้ไขชั้นข้อมูล</translation>
        </message>
        <message>
            <source>One change with its history; the Parcels dock can take it back.</source>
            <translation>เป็นการเปลี่ยนแปลงรายการเดียวพร้อมประวัติ ย้อนกลับได้ที่หน้าต่างแปลงที่ดิน</translation>
        </message>
        <message>
            <source>Nothing was different from what is in the file.</source>
            <translation>ไม่มีค่าใดต่างจากที่มีอยู่ในฐานข้อมูล</translation>
        </message>
    </context>
    <context>
        <name>NativeSaves</name>
        <message>
            <source>not saved</source>
            <translation>ยังไม่ได้บันทึก</translation>
        </message>
    </context>
    <context>
        <name>NumberParcels</name>
        <message>
            <source>Snake, row by row</source>
            <translation>แบบงูเลื้อย ทีละแถว</translation>
        </message>
        <message>
            <source>Snake, column by column</source>
            <translation>แบบงูเลื้อย ทีละแนวตั้ง</translation>
        </message>
        <message>
            <source>Around the block, clockwise</source>
            <translation>วนรอบเขตย่อย ตามเข็มนาฬิกา</translation>
        </message>
        <message>
            <source>Around the block, anticlockwise</source>
            <translation>วนรอบเขตย่อย ทวนเข็มนาฬิกา</translation>
        </message>
        <message>
            <source>Along a line</source>
            <translation>ตามเส้น</translation>
        </message>
        <message>
            <source>From neighbour to neighbour</source>
            <translation>แปลงใกล้เคียงถัดไป</translation>
        </message>
        <message>
            <source>North-west</source>
            <translation>มุมตะวันตกเฉียงเหนือ</translation>
        </message>
        <message>
            <source>North-east</source>
            <translation>มุมตะวันออกเฉียงเหนือ</translation>
        </message>
        <message>
            <source>South-west</source>
            <translation>มุมตะวันตกเฉียงใต้</translation>
        </message>
        <message>
            <source>South-east</source>
            <translation>มุมตะวันออกเฉียงใต้</translation>
        </message>
        <message>
            <source>Blocks</source>
            <translation>เขตย่อย</translation>
        </message>
        <message>
            <source>Codes of blocks, such as 01A, 01B. Empty: all blocks.</source>
            <translation>รหัสเขตย่อย เช่น 01A, 01B ถ้าเว้นว่างหมายถึงทุกเขตย่อย</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>วิธีเรียง</translation>
        </message>
        <message>
            <source>In which order the parcels of a block are numbered.</source>
            <translation>ลำดับการให้เลขแปลงที่ดินในเขตย่อย</translation>
        </message>
        <message>
            <source>Start corner</source>
            <translation>มุมเริ่มต้น</translation>
        </message>
        <message>
            <source>The corner of the block where the first number stands.</source>
            <translation>มุมของเขตย่อยที่ให้เลขแรก</translation>
        </message>
        <message>
            <source>Line to follow</source>
            <translation>เส้นที่เรียงเลขตาม</translation>
        </message>
        <message>
            <source>Needed for the order “Along a line” only: one line, from its start to its end.</source>
            <translation>ใช้เมื่อเรียง “ตามเส้น” เท่านั้น ต้องเป็นเส้นเดียว เรียงจากต้นเส้นไปปลายเส้น</translation>
        </message>
        <message>
            <source>Renumber parcels that have a code</source>
            <translation>เรียงใหม่รวมแปลงที่มีรหัสแล้ว</translation>
        </message>
        <message>
            <source>Off: codes that are there stay, and only parcels without one are numbered. On: all parcels of the blocks get new codes; declared codes retire.</source>
            <translation>ไม่เลือก: แปลงที่มีรหัสใช้รหัสเดิม ให้เลขเฉพาะแปลงที่ยังไม่มี เลือก: ทุกแปลงในเขตย่อยได้รหัสใหม่ รหัสที่ประกาศใช้แล้วจะเลิกใช้</translation>
        </message>
        <message>
            <source>First number</source>
            <translation>เลขแรก</translation>
        </message>
        <message>
            <source>The lot number to begin with in a draft block.</source>
            <translation>เลขแปลงที่เริ่มให้ในเขตย่อยที่ยังเป็นร่าง</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>ช่วงห่างของเลข</translation>
        </message>
        <message>
            <source>From one number to the next; 10 leaves room for later parcels.</source>
            <translation>ระยะจากเลขหนึ่งถึงเลขถัดไป ถ้าใช้ 10 จะเหลือเลขว่างไว้สำหรับแปลงในภายหลัง</translation>
        </message>
        <message>
            <source>Write the new codes</source>
            <translation>บันทึกรหัสใหม่</translation>
        </message>
        <message>
            <source>Off: only the list of old and new codes is made. On: it is written, too.</source>
            <translation>ไม่เลือก: ทำเฉพาะรายการรหัสเดิมและรหัสใหม่ เลือก: บันทึกลงฐานข้อมูลด้วย</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>เหตุผล</translation>
        </message>
        <message>
            <source>Why codes change. It or the document is needed when declared codes do.</source>
            <translation>เหตุผลที่เปลี่ยนรหัส ถ้าเปลี่ยนรหัสที่ประกาศใช้แล้ว ต้องระบุเหตุผลหรือเลขที่เอกสาร</translation>
        </message>
        <message>
            <source>Document</source>
            <translation>เอกสารอ้างอิง</translation>
        </message>
        <message>
            <source>The document that orders the change, if there is one.</source>
            <translation>เอกสารที่สั่งให้เปลี่ยน ถ้ามี</translation>
        </message>
        <message>
            <source>Old and new codes</source>
            <translation>รหัสเดิมและรหัสใหม่</translation>
        </message>
        <message>
            <source>A layer of the parcels with old code, new code and reason; CSV works too.</source>
            <translation>ชั้นข้อมูลแปลงที่ดินพร้อมรหัสเดิม รหัสใหม่ และเหตุผล จะเก็บเป็น CSV ก็ได้</translation>
        </message>
        <message>
            <source>Parcels with a new code</source>
            <translation>แปลงที่ได้รหัสใหม่</translation>
        </message>
        <message>
            <source>Retired codes</source>
            <translation>รหัสที่เลิกใช้</translation>
        </message>
        <message>
            <source>Block</source>
            <translation>เขตย่อย</translation>
        </message>
        <message>
            <source>Old code</source>
            <translation>รหัสเดิม</translation>
        </message>
        <message>
            <source>New code</source>
            <translation>รหัสใหม่</translation>
        </message>
        <message>
            <source>Keeps its code</source>
            <translation>ใช้รหัสเดิม</translation>
        </message>
    </context>
    <context>
        <name>OverviewPage</name>
        <message>
            <source>Tax year {}</source>
            <translation>ปีภาษี {}</translation>
        </message>
        <message>
            <source>Next: {}</source>
            <translation>ขั้นต่อไป: {}</translation>
        </message>
        <message>
            <source>Not in this version yet.</source>
            <translation>ยังไม่มีในรุ่นนี้</translation>
        </message>
    </context>
    <context>
        <name>ParcelChange</name>
        <message>
            <source>Parcel codes</source>
            <translation>รหัสแปลงที่ดิน</translation>
        </message>
        <message>
            <source>Write the change</source>
            <translation>บันทึกการเปลี่ยนแปลง</translation>
        </message>
        <message>
            <source>Off: only the preview is made. On: it is written into the workspace, too.</source>
            <translation>ไม่เลือก: ทำเฉพาะตัวอย่างให้ดูก่อน เลือก: บันทึกลงฐานข้อมูลด้วย</translation>
        </message>
        <message>
            <source>New parcels</source>
            <translation>แปลงที่จะเกิดขึ้น</translation>
        </message>
        <message>
            <source>The parcels as they would be, with old and new code, area and reason.</source>
            <translation>แปลงที่ดินตามที่จะเป็น พร้อมรหัสเดิม รหัสใหม่ เนื้อที่ และเหตุผล</translation>
        </message>
        <message>
            <source>Changes written</source>
            <translation>จำนวนรายการที่บันทึก</translation>
        </message>
        <message>
            <source>Parcels in the preview</source>
            <translation>จำนวนแปลงในตัวอย่าง</translation>
        </message>
        <message>
            <source>What could not be done</source>
            <translation>จำนวนที่ทำไม่ได้</translation>
        </message>
        <message>
            <source>As the operation is</source>
            <translation>ตามงานที่ทำ</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>เหตุผล</translation>
        </message>
        <message>
            <source>Why the parcels change; needed in blocks whose codes are in force.</source>
            <translation>เหตุที่แปลงที่ดินเปลี่ยนไป ต้องระบุในเขตย่อยที่ประกาศใช้รหัสแล้ว</translation>
        </message>
        <message>
            <source>Document</source>
            <translation>เอกสารอ้างอิง</translation>
        </message>
        <message>
            <source>The document that orders the change, such as a letter of the land office.</source>
            <translation>เอกสารที่เป็นเหตุของการเปลี่ยนแปลง เช่น หนังสือของสำนักงานที่ดิน</translation>
        </message>
        <message>
            <source>Date of the document</source>
            <translation>วันที่ของเอกสาร</translation>
        </message>
        <message>
            <source>Kind of change</source>
            <translation>ประเภทการเปลี่ยนแปลง</translation>
        </message>
        <message>
            <source>Under which kind it is filed in the history.</source>
            <translation>จะเก็บในประวัติเป็นการเปลี่ยนแปลงประเภทใด</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>รายการที่</translation>
        </message>
        <message>
            <source>Old code</source>
            <translation>รหัสเดิม</translation>
        </message>
        <message>
            <source>New code</source>
            <translation>รหัสใหม่</translation>
        </message>
        <message>
            <source>Area (rai-ngan-wah)</source>
            <translation>เนื้อที่ (ไร่-งาน-ตร.ว.)</translation>
        </message>
        <message>
            <source>Area (m²)</source>
            <translation>เนื้อที่ (ตร.ม.)</translation>
        </message>
        <message>
            <source>What becomes of it</source>
            <translation>ผลที่เกิดขึ้น</translation>
        </message>
        <message>
            <source>New parcel</source>
            <translation>แปลงใหม่</translation>
        </message>
        <message>
            <source>Keeps its code</source>
            <translation>ใช้รหัสเดิม</translation>
        </message>
        <message>
            <source>Gets another code</source>
            <translation>เปลี่ยนรหัส</translation>
        </message>
        <message>
            <source>Comes back</source>
            <translation>นำกลับมาใช้</translation>
        </message>
        <message>
            <source>Becomes public</source>
            <translation>เป็นที่สาธารณะ</translation>
        </message>
        <message>
            <source>Could not be done</source>
            <translation>ทำไม่ได้</translation>
        </message>
        <message>
            <source>Parcel code</source>
            <translation>รหัสแปลงที่ดิน</translation>
        </message>
        <message>
            <source>As it is written, such as 20 พ.ย. 2569 or 20/11/2569. The log says how it is read; the 69 of 20/11/69 is taken for 2569.</source>
            <translation>เขียนตามเอกสาร เช่น 20 พ.ย. 2569 หรือ 20/11/2569 บันทึกการทำงานจะบอกว่าอ่านเป็นวันใด ถ้าพิมพ์ 20/11/69 จะอ่านเป็นปี 2569</translation>
        </message>
    </context>
    <context>
        <name>ParcelWork</name>
        <message>
            <source>Draw again</source>
            <translation>วาดใหม่</translation>
        </message>
        <message>
            <source>Plan again</source>
            <translation>ทำตัวอย่างใหม่</translation>
        </message>
    </context>
    <context>
        <name>ParcelsDock</name>
        <message>
            <source>Parcels</source>
            <translation>แปลงที่ดิน</translation>
        </message>
        <message>
            <source>No workspace is open. Open or create one first.</source>
            <translation>ยังไม่ได้เปิดฐานข้อมูล เปิดหรือสร้างฐานข้อมูลก่อน</translation>
        </message>
        <message>
            <source>Go to Start</source>
            <translation>ไปที่เริ่มงาน</translation>
        </message>
        <message>
            <source>Pick on the map</source>
            <translation>เลือกบนแผนที่</translation>
        </message>
        <message>
            <source>Taking back</source>
            <translation>กำลังย้อนกลับ</translation>
        </message>
        <message>
            <source>Doing again</source>
            <translation>กำลังทำซ้ำ</translation>
        </message>
        <message>
            <source>Select a parcel first.</source>
            <translation>เลือกแปลงก่อน</translation>
        </message>
        <message>
            <source>Undo the last change</source>
            <translation>ย้อนการเปลี่ยนแปลงล่าสุด</translation>
        </message>
        <message>
            <source>Redo what was undone</source>
            <translation>ทำซ้ำรายการที่ย้อน</translation>
        </message>
        <message>
            <source>Show the history</source>
            <translation>ดูประวัติ</translation>
        </message>
        <message>
            <source>Pick a parcel</source>
            <translation>เลือกแปลงบนแผนที่</translation>
        </message>
        <message>
            <source>Zoom to what is selected</source>
            <translation>ซูมไปยังแปลงที่เลือก</translation>
        </message>
        <message>
            <source>Flash what is selected</source>
            <translation>กะพริบแปลงที่เลือก</translation>
        </message>
        <message>
            <source>Show more</source>
            <translation>เพิ่มเติม</translation>
        </message>
        <message>
            <source>What do you want to do</source>
            <translation>จะทำอะไร</translation>
        </message>
        <message>
            <source>What is selected</source>
            <translation>แปลงที่เลือก</translation>
        </message>
        <message>
            <source>Flash a chosen row</source>
            <translation>กะพริบแถวที่เลือก</translation>
        </message>
        <message>
            <source>Move the map to a chosen row</source>
            <translation>เลื่อนแผนที่ไปยังแถวที่เลือก</translation>
        </message>
    </context>
    <context>
        <name>ParcelsOnDate</name>
        <message>
            <source>Date</source>
            <translation>วันที่</translation>
        </message>
        <message>
            <source>Buddhist or common era, such as 1/1/2569 or 2026-01-01: the end of that day. A time may follow, such as 1/1/2569 14:30.</source>
            <translation>ใส่เป็น พ.ศ. หรือ ค.ศ. เช่น 1/1/2569 หรือ 2026-01-01 หมายถึงเวลาสิ้นวันนั้น จะระบุเวลาต่อท้ายก็ได้ เช่น 1/1/2569 14:30</translation>
        </message>
        <message>
            <source>Parcels on that date</source>
            <translation>แปลงที่ดิน ณ วันนั้น</translation>
        </message>
        <message>
            <source>Every parcel with its codes and shape of then, and whether it lives today.</source>
            <translation>ทุกแปลงพร้อมรหัสและรูปแปลงของวันนั้น และบอกว่าปัจจุบันยังใช้อยู่หรือไม่</translation>
        </message>
        <message>
            <source>Parcels</source>
            <translation>แปลงที่ดิน</translation>
        </message>
        <message>
            <source>Retired since</source>
            <translation>เลิกใช้แล้ว</translation>
        </message>
    </context>
    <context>
        <name>PastDatePage</name>
        <message>
            <source>Date</source>
            <translation>วันที่</translation>
        </message>
        <message>
            <source>Show the map</source>
            <translation>แสดงแผนที่</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>ยกเลิก</translation>
        </message>
        <message>
            <source>The map as it was on</source>
            <translation>แผนที่ ณ วันที่</translation>
        </message>
        <message>
            <source>The parcels of that day become a layer; nothing is changed.</source>
            <translation>สร้างชั้นข้อมูลแปลงที่ดินของวันนั้น ไม่แก้ไขข้อมูล</translation>
        </message>
    </context>
    <context>
        <name>PayerCardPage</name>
        <message>
            <source>What</source>
            <translation>รายการ</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>ประเภท</translation>
        </message>
        <message>
            <source>Tax (baht)</source>
            <translation>ภาษี (บาท)</translation>
        </message>
        <message>
            <source>What is taxed</source>
            <translation>ทรัพย์สินที่เสียภาษี</translation>
        </message>
        <message>
            <source>Back to the payers</source>
            <translation>กลับไปที่ผู้เสียภาษี</translation>
        </message>
        <message>
            <source>What if…</source>
            <translation>ลองเปลี่ยนข้อมูล…</translation>
        </message>
    </context>
    <context>
        <name>PieceDetails</name>
        <message>
            <source>rai-ngan-wah</source>
            <translation>ไร่-งาน-ตร.ว.</translation>
        </message>
    </context>
    <context>
        <name>PlanForm</name>
        <message>
            <source>Reason and document</source>
            <translation>เหตุผลและเอกสาร</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>ชนิด</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>เหตุผล</translation>
        </message>
        <message>
            <source>Document no.</source>
            <translation>เลขที่เอกสาร</translation>
        </message>
        <message>
            <source>Document date</source>
            <translation>เอกสารลงวันที่</translation>
        </message>
        <message>
            <source>Reason and document (optional)</source>
            <translation>เหตุผลและเอกสาร (ไม่บังคับ)</translation>
        </message>
    </context>
    <context>
        <name>PlanPage</name>
        <message>
            <source>Confirm</source>
            <translation>ยืนยัน</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>ยกเลิก</translation>
        </message>
        <message>
            <source>Wait until the present work has ended.</source>
            <translation>รอให้งานปัจจุบันเสร็จก่อน</translation>
        </message>
        <message>
            <source>Look at the map and the table; nothing is saved yet.</source>
            <translation>ตรวจดูบนแผนที่และในตาราง ยังไม่มีการบันทึก</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>กลับไปแก้</translation>
        </message>
    </context>
    <context>
        <name>PlanTable</name>
        <message>
            <source>Pieces</source>
            <translation>แปลงย่อย</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>คง</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>รหัส</translation>
        </message>
        <message>
            <source>r-n-w</source>
            <translation>ร-ง-ว</translation>
        </message>
        <message>
            <source>m²</source>
            <translation>ตร.ม.</translation>
        </message>
        <message>
            <source>This piece keeps the old code.</source>
            <translation>แปลงนี้ใช้รหัสเดิมต่อ</translation>
        </message>
        <message>
            <source>rai-ngan-wah</source>
            <translation>ไร่-งาน-ตร.ว.</translation>
        </message>
        <message>
            <source>Old code</source>
            <translation>รหัสเดิม</translation>
        </message>
    </context>
    <context>
        <name>PlotTraverse</name>
        <message>
            <source>Parcel</source>
            <translation>แปลงที่ดิน</translation>
        </message>
        <message>
            <source>The parcel with its area and closing error.</source>
            <translation>รูปแปลงพร้อมเนื้อที่และความคลาดเคลื่อนบรรจบ</translation>
        </message>
        <message>
            <source>Corners</source>
            <translation>มุมแปลง</translation>
        </message>
        <message>
            <source>The corners with their coordinates, and the side to the next one.</source>
            <translation>มุมแปลงพร้อมพิกัด และทิศกับระยะไปยังมุมถัดไป</translation>
        </message>
        <message>
            <source>Area (m²)</source>
            <translation>เนื้อที่ (ตร.ม.)</translation>
        </message>
        <message>
            <source>Closing error (m)</source>
            <translation>ความคลาดเคลื่อนบรรจบ (เมตร)</translation>
        </message>
        <message>
            <source>One metre of error in (m)</source>
            <translation>คลาดเคลื่อน 1 เมตรต่อระยะ (เมตร)</translation>
        </message>
        <message>
            <source>Bearings and distances</source>
            <translation>ทิศและระยะ (วงรอบ)</translation>
        </message>
        <message>
            <source>Corners in UTM</source>
            <translation>พิกัด UTM ของมุมแปลง</translation>
        </message>
        <message>
            <source>The list holds</source>
            <translation>รายการเป็น</translation>
        </message>
        <message>
            <source>What stands in each line of the list.</source>
            <translation>แต่ละบรรทัดของรายการเป็นข้อมูลแบบใด</translation>
        </message>
        <message>
            <source>List</source>
            <translation>รายการ</translation>
        </message>
        <message>
            <source>One side or corner a line, pasted or typed, such as “45-30-15 40.25”, “N 45-30-15 E 20 wah” or “1 495123.45 2072345.67”.</source>
            <translation>วางหรือพิมพ์บรรทัดละหนึ่งด้านหรือหนึ่งมุม เช่น “45-30-15 40.25”, “น 45-30-15 อ 20 วา” หรือ “1 495123.45 2072345.67”</translation>
        </message>
        <message>
            <source>Spread the closing error</source>
            <translation>ปรับแก้ความคลาดเคลื่อนบรรจบ</translation>
        </message>
        <message>
            <source>On: the error is spread over the sides by their lengths (compass rule). Off: the last side takes it.</source>
            <translation>เลือก: เฉลี่ยความคลาดเคลื่อนลงทุกด้านตามความยาว (compass rule) ไม่เลือก: ด้านสุดท้ายรับความคลาดเคลื่อนทั้งหมด</translation>
        </message>
        <message>
            <source>Indian 1975, zone 47</source>
            <translation>Indian 1975 โซน 47</translation>
        </message>
        <message>
            <source>Indian 1975, zone 48</source>
            <translation>Indian 1975 โซน 48</translation>
        </message>
        <message>
            <source>WGS 84, zone 47</source>
            <translation>WGS 84 โซน 47</translation>
        </message>
        <message>
            <source>WGS 84, zone 48</source>
            <translation>WGS 84 โซน 48</translation>
        </message>
        <message>
            <source>Datum of the list</source>
            <translation>พื้นหลักฐานของรายการ</translation>
        </message>
        <message>
            <source>Deeds and land-office maps are in Indian 1975, GPS receivers in WGS 84.</source>
            <translation>โฉนดและระวางของสำนักงานที่ดินเป็น Indian 1975 ส่วนเครื่อง GPS เป็น WGS 84</translation>
        </message>
        <message>
            <source>Start point</source>
            <translation>จุดเริ่มต้น</translation>
        </message>
        <message>
            <source>Where the first side begins: clicked on the map, or typed as east, north in the datum of the list. Not needed for corners.</source>
            <translation>จุดที่ด้านแรกเริ่ม คลิกบนแผนที่หรือพิมพ์ค่า E, N ในพื้นหลักฐานของรายการ ถ้าเป็นพิกัดมุมแปลงไม่ต้องใส่</translation>
        </message>
        <message>
            <source>Workspace</source>
            <translation>ฐานข้อมูล อปท.</translation>
        </message>
        <message>
            <source>Its coordinate system is that of the result. Empty: WGS 84 in the same zone.</source>
            <translation>ผลลัพธ์ใช้ระบบพิกัดของฐานข้อมูลนี้ ถ้าเว้นว่างใช้ WGS 84 โซนเดียวกัน</translation>
        </message>
        <message>
            <source>Area (rai-ngan-wah)</source>
            <translation>เนื้อที่ (ไร่-งาน-ตร.ว.)</translation>
        </message>
        <message>
            <source>Perimeter (m)</source>
            <translation>ระยะรอบแปลง (เมตร)</translation>
        </message>
        <message>
            <source>Corner</source>
            <translation>มุม</translation>
        </message>
        <message>
            <source>East as listed</source>
            <translation>ค่า E ตามรายการ</translation>
        </message>
        <message>
            <source>North as listed</source>
            <translation>ค่า N ตามรายการ</translation>
        </message>
        <message>
            <source>East on the map</source>
            <translation>ค่า E ในแผนที่</translation>
        </message>
        <message>
            <source>North on the map</source>
            <translation>ค่า N ในแผนที่</translation>
        </message>
        <message>
            <source>Bearing to the next</source>
            <translation>ทิศไปมุมถัดไป</translation>
        </message>
        <message>
            <source>Distance to the next (m)</source>
            <translation>ระยะไปมุมถัดไป (เมตร)</translation>
        </message>
        <message>
            <source>Moved by adjusting (m)</source>
            <translation>เลื่อนจากการปรับแก้ (เมตร)</translation>
        </message>
    </context>
    <context>
        <name>PrintForms</name>
        <message>
            <source>Form</source>
            <translation>แบบ</translation>
        </message>
        <message>
            <source>PDS 6 is the letter with its calculation sheets; until the head of finance has enabled notices of the year only the sheets are printed, marked for review.</source>
            <translation>ภ.ด.ส. 6 คือหนังสือแจ้งพร้อมแบบแสดงรายการคำนวณ ก่อนผู้อำนวยการกองคลังเปิดใช้หนังสือแจ้งของปีนั้น จะพิมพ์เฉพาะการคำนวณที่มีข้อความใช้ตรวจทานเท่านั้น</translation>
        </message>
        <message>
            <source>Tax year (B.E.)</source>
            <translation>ปีภาษี (พ.ศ.)</translation>
        </message>
        <message>
            <source>Blank: the tax year of the workspace.</source>
            <translation>เว้นว่าง: ปีภาษีของฐานข้อมูล</translation>
        </message>
        <message>
            <source>Print whole names and addresses</source>
            <translation>พิมพ์ชื่อและที่อยู่เต็ม</translation>
        </message>
        <message>
            <source>For what goes to the payer. Without it names are masked, and addresses, identification numbers and telephones are not read at all.</source>
            <translation>สำหรับเอกสารที่ส่งให้ผู้เสียภาษี ถ้าไม่เลือก ชื่อจะปิดบางส่วน และโปรแกรมไม่อ่านที่อยู่ เลขประจำตัว และโทรศัพท์เลย</translation>
        </message>
        <message>
            <source>Only who has tax to pay</source>
            <translation>เฉพาะผู้ที่มีภาษีต้องชำระ</translation>
        </message>
        <message>
            <source>For assessments, envelopes and posting lists; lists and registers have all.</source>
            <translation>ใช้กับการประเมิน ซอง และบัญชีส่งไปรษณีย์ ส่วนบัญชีรายการและทะเบียนพิมพ์ทุกราย</translation>
        </message>
        <message>
            <source>Post the list</source>
            <translation>ประกาศบัญชี</translation>
        </message>
        <message>
            <source>PDS 3 and 4: give each row its set, page and row, and keep them. What is posted keeps its numbers in every later print; it can be undone.</source>
            <translation>ภ.ด.ส. 3 และ 4: กำหนดชุด หน้า ลำดับ ให้แต่ละรายการและบันทึกไว้ รายการที่ประกาศแล้วคงเลขเดิมทุกครั้งที่พิมพ์ ย้อนกลับได้</translation>
        </message>
        <message>
            <source>Print how each number came about</source>
            <translation>พิมพ์ที่มาของการคำนวณ</translation>
        </message>
        <message>
            <source>PDS 6, 7, 8 and PP 3: a page more for each payer, in your language.</source>
            <translation>ภ.ด.ส. 6, 7, 8 และ ภ.ป. 3: เพิ่มอีกหนึ่งหน้าต่อผู้เสียภาษี เป็นภาษาที่ใช้อยู่</translation>
        </message>
        <message>
            <source>Thai digits</source>
            <translation>เลขไทย</translation>
        </message>
        <message>
            <source>On paper only; codes of parcels and postcodes stay as they are.</source>
            <translation>เฉพาะบนกระดาษ รหัสแปลงและรหัสไปรษณีย์คงเดิม</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>โฟลเดอร์</translation>
        </message>
        <message>
            <source>Where PDF and workbook are written; older ones of the form are replaced.</source>
            <translation>ที่เก็บไฟล์ PDF และ Excel ไฟล์เดิมของแบบนั้นจะถูกแทนที่</translation>
        </message>
        <message>
            <source>Bound PDF</source>
            <translation>PDF รวมเล่ม</translation>
        </message>
        <message>
            <source>Workbook</source>
            <translation>ไฟล์ Excel</translation>
        </message>
        <message>
            <source>Documents</source>
            <translation>จำนวนฉบับ</translation>
        </message>
        <message>
            <source>Pages</source>
            <translation>จำนวนหน้า</translation>
        </message>
        <message>
            <source>Rows newly posted</source>
            <translation>รายการที่ประกาศใหม่</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>เรียงตาม</translation>
        </message>
        <message>
            <source>Moo, then parcel code</source>
            <translation>หมู่ แล้วรหัสแปลง</translation>
        </message>
        <message>
            <source>Block, then parcel code</source>
            <translation>เขตย่อย แล้วรหัสแปลง</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>ชื่อ</translation>
        </message>
        <message>
            <source>Bookmarks of the PDF, and the sets of a posted list, follow it.</source>
            <translation>บุ๊กมาร์กใน PDF และชุดของบัญชีที่ประกาศใช้ลำดับนี้</translation>
        </message>
        <message>
            <source>A file for each moo or block</source>
            <translation>แยกไฟล์ตามหมู่หรือเขตย่อย</translation>
        </message>
        <message>
            <source>Otherwise one bound PDF has all.</source>
            <translation>ถ้าไม่เลือก รวมทั้งหมดไว้ใน PDF เล่มเดียว</translation>
        </message>
        <message>
            <source>Parcel codes</source>
            <translation>รหัสแปลงที่ดิน</translation>
        </message>
        <message>
            <source>Blank: all. Several with a comma.</source>
            <translation>เว้นว่าง: ทั้งหมด หลายค่าคั่นด้วยจุลภาค</translation>
        </message>
        <message>
            <source>Moo</source>
            <translation>หมู่ที่</translation>
        </message>
        <message>
            <source>Name codes (PT 4)</source>
            <translation>รหัสชื่อ (ผ.ท. 4)</translation>
        </message>
        <message>
            <source>Payers by their name code. Blank: all. Several with a comma.</source>
            <translation>ผู้เสียภาษีตามรหัสชื่อ เว้นว่าง: ทั้งหมด หลายค่าคั่นด้วยจุลภาค</translation>
        </message>
        <message>
            <source>Blank: dots to be filled in by hand.</source>
            <translation>เว้นว่าง: พิมพ์จุดไว้เขียนด้วยมือ</translation>
        </message>
        <message>
            <source>Letter number</source>
            <translation>เลขที่หนังสือ</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>วันที่</translation>
        </message>
        <message>
            <source>Of the letter, such as 5/2/2569 (blank: dots); of the posting (blank: today).</source>
            <translation>วันที่ของหนังสือ เช่น 5/2/2569 (เว้นว่าง: พิมพ์จุด) หรือวันที่ประกาศ (เว้นว่าง: วันนี้)</translation>
        </message>
        <message>
            <source>Address of the office</source>
            <translation>ที่อยู่สำนักงาน</translation>
        </message>
        <message>
            <source>Blank: district and province.</source>
            <translation>เว้นว่าง: อำเภอและจังหวัด</translation>
        </message>
        <message>
            <source>Telephone of the office</source>
            <translation>โทรศัพท์สำนักงาน</translation>
        </message>
        <message>
            <source>Where to pay</source>
            <translation>สถานที่ชำระ</translation>
        </message>
        <message>
            <source>Blank: the office.</source>
            <translation>เว้นว่าง: สำนักงาน</translation>
        </message>
        <message>
            <source>Signed by</source>
            <translation>ผู้ลงนาม</translation>
        </message>
        <message>
            <source>Position</source>
            <translation>ตำแหน่ง</translation>
        </message>
        <message>
            <source>Kind of document</source>
            <translation>ประเภทเอกสาร</translation>
        </message>
        <message>
            <source>Of the posting list. May be blank.</source>
            <translation>ของบัญชีส่งไปรษณีย์ เว้นว่างได้</translation>
        </message>
    </context>
    <context>
        <name>QualityDecisions</name>
        <message>
            <source>Accept</source>
            <translation>ยอมรับตามนี้</translation>
        </message>
        <message>
            <source>Assign</source>
            <translation>มอบหมาย</translation>
        </message>
        <message>
            <source>Writing the decision</source>
            <translation>กำลังบันทึกการตัดสินใจ</translation>
        </message>
    </context>
    <context>
        <name>QualityDock</name>
        <message>
            <source>Reading the findings</source>
            <translation>กำลังอ่านจุดที่ต้องตรวจ</translation>
        </message>
        <message>
            <source>Checking the map</source>
            <translation>กำลังตรวจแผนที่</translation>
        </message>
        <message>
            <source>Wait until the present work has ended.</source>
            <translation>รอให้งานที่ทำอยู่เสร็จก่อน</translation>
        </message>
        <message>
            <source>Choose a finding first.</source>
            <translation>เลือกจุดที่ต้องตรวจก่อน</translation>
        </message>
        <message>
            <source>No workspace is open. Open or create one first.</source>
            <translation>ยังไม่ได้เปิดฐานข้อมูล ให้เปิดหรือสร้างก่อน</translation>
        </message>
        <message>
            <source>Go to Start</source>
            <translation>ไปที่เริ่มงาน</translation>
        </message>
        <message>
            <source>There are no parcels on the map yet.</source>
            <translation>ยังไม่มีแปลงที่ดินในแผนที่</translation>
        </message>
        <message>
            <source>Import parcels…</source>
            <translation>นำเข้าแปลงที่ดิน…</translation>
        </message>
        <message>
            <source>The map was never checked. The check looks at shapes, boundaries, codes and registers, and changes nothing on the map.</source>
            <translation>ยังไม่เคยตรวจแผนที่ การตรวจจะดูรูปแปลง แนวเขต รหัส และทะเบียน โดยไม่แก้ไขแผนที่</translation>
        </message>
        <message>
            <source>Check the map</source>
            <translation>ตรวจแผนที่</translation>
        </message>
        <message>
            <source>Go to the previous finding</source>
            <translation>ไปจุดก่อนหน้า</translation>
        </message>
        <message>
            <source>Go to the next finding</source>
            <translation>ไปจุดถัดไป</translation>
        </message>
        <message>
            <source>Flash</source>
            <translation>กะพริบบนแผนที่</translation>
        </message>
        <message>
            <source>Move the map</source>
            <translation>เลื่อนแผนที่ตาม</translation>
        </message>
        <message>
            <source>Show more</source>
            <translation>เมนูเพิ่มเติม</translation>
        </message>
        <message>
            <source>Mark as seen to (what no check would close)</source>
            <translation>ทำเครื่องหมายว่าดูแล้ว (เรื่องที่การตรวจไม่ปิดให้เอง)</translation>
        </message>
        <message>
            <source>Confirm or cancel the repair first.</source>
            <translation>ยืนยันหรือยกเลิกการแก้ไขที่ค้างอยู่ก่อน</translation>
        </message>
        <message>
            <source>This finding is not there any more.</source>
            <translation>จุดนี้ไม่มีแล้ว</translation>
        </message>
        <message>
            <source>Set the rules of the check…</source>
            <translation>ตั้งกฎการตรวจ…</translation>
        </message>
        <message>
            <source>Map quality</source>
            <translation>คุณภาพแผนที่</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>ย้อนกลับ</translation>
        </message>
        <message>
            <source>QGIS has edits that are not saved yet. Save or discard them first.</source>
            <translation>QGIS มีการแก้ไขที่ยังไม่ได้บันทึก กรุณาบันทึกหรือยกเลิกการแก้ไขนั้นก่อน</translation>
        </message>
        <message>
            <source>Taking back</source>
            <translation>กำลังย้อนกลับ</translation>
        </message>
        <message>
            <source>These are repaired one by one: choose a single one.</source>
            <translation>เรื่องเหล่านี้ต้องแก้ทีละจุด ให้เลือกเพียงจุดเดียว</translation>
        </message>
    </context>
    <context>
        <name>QualityPage</name>
        <message>
            <source>What to show</source>
            <translation>สิ่งที่แสดง</translation>
        </message>
        <message>
            <source>Grouped by</source>
            <translation>แยกตาม</translation>
        </message>
        <message>
            <source>Code, block, rule, name</source>
            <translation>รหัส เขตย่อย เรื่อง ชื่อ</translation>
        </message>
        <message>
            <source>Accept… (&amp;A)</source>
            <translation>ยอมรับ… (&amp;A)</translation>
        </message>
        <message>
            <source>Assign… (&amp;G)</source>
            <translation>มอบหมาย… (&amp;G)</translation>
        </message>
        <message>
            <source>Take back (&amp;T)</source>
            <translation>เลิกยอมรับ (&amp;T)</translation>
        </message>
        <message>
            <source>Show what was accepted and fixed</source>
            <translation>ดูที่ยอมรับและแก้ไขแล้ว</translation>
        </message>
        <message>
            <source>No finding fits what is to be shown.</source>
            <translation>ไม่มีจุดที่ต้องตรวจตรงกับตัวกรอง</translation>
        </message>
        <message>
            <source>Clear the filter</source>
            <translation>ล้างตัวกรอง</translation>
        </message>
        <message>
            <source>Repair… (&amp;R)</source>
            <translation>แก้ไข… (&amp;R)</translation>
        </message>
    </context>
    <context>
        <name>QualityWatch</name>
        <message>
            <source>Checking around the change</source>
            <translation>กำลังตรวจบริเวณที่เปลี่ยน</translation>
        </message>
    </context>
    <context>
        <name>ReasonDialog</name>
        <message>
            <source>Save</source>
            <translation>บันทึก</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>ยกเลิก</translation>
        </message>
        <message>
            <source>Why is this changed?</source>
            <translation>เหตุผลของการเปลี่ยนแปลง</translation>
        </message>
    </context>
    <context>
        <name>RecodeParcels</name>
        <message>
            <source>Such as 01A001, 01A002; they get the new codes in this order.</source>
            <translation>เช่น 01A001, 01A002 ได้รหัสใหม่ตามลำดับนี้</translation>
        </message>
        <message>
            <source>Block</source>
            <translation>เขตย่อย</translation>
        </message>
        <message>
            <source>Whose next codes they get, such as 01B.</source>
            <translation>เขตย่อยที่จะใช้รหัสถัดไป เช่น 01B</translation>
        </message>
    </context>
    <context>
        <name>ReconcileRegister</name>
        <message>
            <source>List</source>
            <translation>บัญชี</translation>
        </message>
        <message>
            <source>Tables</source>
            <translation>ตาราง</translation>
        </message>
        <message>
            <source>Excel, LibreOffice or CSV, as the other office or system exports it.</source>
            <translation>ไฟล์ Excel, LibreOffice หรือ CSV ตามที่หน่วยงานหรือระบบอื่นส่งออก</translation>
        </message>
        <message>
            <source>Sheet</source>
            <translation>แผ่นงาน</translation>
        </message>
        <message>
            <source>Where the file has several.</source>
            <translation>เมื่อไฟล์มีหลายแผ่นงาน</translation>
        </message>
        <message>
            <source>What the list is</source>
            <translation>บัญชีนี้คือ</translation>
        </message>
        <message>
            <source>Decides with what it is compared, by which keys and in which columns.</source>
            <translation>กำหนดว่าเทียบกับอะไร ใช้กุญแจใด และเทียบคอลัมน์ใด</translation>
        </message>
        <message>
            <source>The list covers the whole municipality</source>
            <translation>บัญชีครอบคลุมทั้ง อปท.</translation>
        </message>
        <message>
            <source>Then what only we have is told too, and findings that the list no longer mentions are closed. Leave it off for a list of one month or one village.</source>
            <translation>จะบอกรายการที่มีเฉพาะในระบบเราด้วย และปิดจุดที่บัญชีไม่กล่าวถึงแล้ว ถ้าเป็นบัญชีของเดือนเดียวหรือหมู่บ้านเดียว ไม่ต้องเลือก</translation>
        </message>
        <message>
            <source>Column profile</source>
            <translation>แบบจับคู่คอลัมน์</translation>
        </message>
        <message>
            <source>A mapping saved in the workspace. Empty: the columns are recognised by their names.</source>
            <translation>การจับคู่คอลัมน์ที่บันทึกไว้ในฐานข้อมูล ถ้าว่างจะดูจากชื่อคอลัมน์</translation>
        </message>
        <message>
            <source>File the findings</source>
            <translation>บันทึกจุดที่พบ</translation>
        </message>
        <message>
            <source>Then the dock of quality lists them, gives them to somebody, and the next run tells only what is new.</source>
            <translation>หน้าต่างคุณภาพแผนที่จะแสดง มอบหมายผู้รับผิดชอบได้ และครั้งต่อไปบอกเฉพาะรายการใหม่</translation>
        </message>
        <message>
            <source>Workbook</source>
            <translation>ไฟล์ Excel</translation>
        </message>
        <message>
            <source>Sums, what is new, all that stands with owner and state, and the rows' fate.</source>
            <translation>ยอดรวม รายการใหม่ ทั้งหมดที่ค้างอยู่พร้อมผู้รับผิดชอบและสถานะ และผลของแต่ละแถว</translation>
        </message>
        <message>
            <source>Rows in the list</source>
            <translation>แถวในบัญชี</translation>
        </message>
        <message>
            <source>Rows that agree</source>
            <translation>แถวที่ตรงกัน</translation>
        </message>
        <message>
            <source>Different rows</source>
            <translation>แถวที่ไม่ตรงกัน</translation>
        </message>
        <message>
            <source>Only in the list</source>
            <translation>มีเฉพาะในบัญชี</translation>
        </message>
        <message>
            <source>Only here</source>
            <translation>มีเฉพาะในระบบเรา</translation>
        </message>
        <message>
            <source>Rows not compared</source>
            <translation>แถวที่ไม่ได้เทียบ</translation>
        </message>
        <message>
            <source>New findings</source>
            <translation>จุดที่พบใหม่</translation>
        </message>
        <message>
            <source>Closed findings</source>
            <translation>จุดที่หมดไป</translation>
        </message>
    </context>
    <context>
        <name>RepairFields</name>
        <message>
            <source>Who gets the ground</source>
            <translation>ให้เนื้อที่เป็นของแปลงใด</translation>
        </message>
        <message>
            <source>Change shapes of the land office too</source>
            <translation>แก้รูปแปลงจากสำนักงานที่ดินด้วย</translation>
        </message>
        <message>
            <source>Which parcel stays</source>
            <translation>แปลงที่คงอยู่</translation>
        </message>
        <message>
            <source>What is meant</source>
            <translation>รูปที่ถูกต้องคือ</translation>
        </message>
    </context>
    <context>
        <name>RepairQuality</name>
        <message>
            <source>What to mend</source>
            <translation>สิ่งที่จะแก้</translation>
        </message>
        <message>
            <source>The rules whose findings are mended, in this order.</source>
            <translation>กฎการตรวจที่จะแก้จุดที่พบ แก้ตามลำดับนี้</translation>
        </message>
        <message>
            <source>Only of these parcels, and no other one changes. Empty: of all.</source>
            <translation>แก้เฉพาะแปลงเหล่านี้ แปลงอื่นไม่เปลี่ยน เว้นว่างไว้คือทุกแปลง</translation>
        </message>
        <message>
            <source>End with an error where something is left</source>
            <translation>ถ้ามีรายการที่แก้ไม่ได้ ให้จบด้วยข้อผิดพลาด</translation>
        </message>
        <message>
            <source>Tolerance (m)</source>
            <translation>ระยะที่ถือว่าตรงกัน (เมตร)</translation>
        </message>
        <message>
            <source>Width (m)</source>
            <translation>ความกว้าง (เมตร)</translation>
        </message>
        <message>
            <source>Who gets overlaps and gaps</source>
            <translation>ส่วนที่ซ้อนทับและช่องว่างเป็นของแปลงใด</translation>
        </message>
        <message>
            <source>Where the choice tells nothing, the longest common side decides.</source>
            <translation>ถ้าตัดสินไม่ได้ ใช้แนวเขตร่วมยาวที่สุด</translation>
        </message>
        <message>
            <source>Change shapes of the land office too</source>
            <translation>แก้รูปแปลงจากสำนักงานที่ดินด้วย</translation>
        </message>
        <message>
            <source>Off: parcels whose source of the shape is the land office stay as they are.</source>
            <translation>ไม่เลือก: แปลงที่ “ที่มาของรูปแปลง” เป็นสำนักงานที่ดินคงเดิม</translation>
        </message>
        <message>
            <source>Corners and sides so near to each other are one. No corner moves farther. Not set: as the office has set it for each rule, 0.01 m as a rule.</source>
            <translation>จุดมุมและแนวเขตที่ใกล้กันไม่เกินระยะนี้ถือเป็นจุดเดียวกัน ไม่มีจุดใดย้ายไกลกว่านี้ ไม่กำหนด: ใช้ค่าที่หน่วยงานตั้งไว้ในแต่ละกฎ ปกติ 0.01 ม.</translation>
        </message>
        <message>
            <source>Overlaps and gaps that are wider at any place are left to you. Not set: as the office has set it, 1 m as a rule.</source>
            <translation>ส่วนที่ซ้อนทับและช่องว่างที่มีช่วงกว้างเกินนี้ ให้เจ้าหน้าที่พิจารณาเอง ไม่กำหนด: ใช้ค่าที่หน่วยงานตั้งไว้ ปกติ 1 ม.</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>จุดที่ต้องตรวจ</translation>
        </message>
        <message>
            <source>Only these findings and no other one, as the dock Map quality hands them on. Empty: all.</source>
            <translation>แก้เฉพาะจุดเหล่านี้ ตามที่หน้าต่างคุณภาพแผนที่ส่งมาให้ ถ้าเว้นว่าง: แก้ทุกจุด</translation>
        </message>
        <message>
            <source>For scripts: with “Write the change” on, what can be mended is written; then the run ends in an error.</source>
            <translation>สำหรับสคริปต์: ถ้าเลือก “บันทึกการเปลี่ยนแปลง” จะบันทึกรายการที่แก้ได้ แล้วจบการทำงานด้วยข้อผิดพลาด</translation>
        </message>
    </context>
    <context>
        <name>ReportCollection</name>
        <message>
            <source>As of</source>
            <translation>ณ วันที่</translation>
        </message>
        <message>
            <source>Penalty and surcharge are worked out to this day, and payments until then count. Blank: today.</source>
            <translation>คิดเบี้ยปรับและเงินเพิ่มถึงวันนี้ และนับใบเสร็จถึงวันนี้ ถ้าว่างคือวันนี้</translation>
        </message>
        <message>
            <source>Fiscal year (B.E.)</source>
            <translation>ปีงบประมาณ (พ.ศ.)</translation>
        </message>
        <message>
            <source>1 October to 30 September; the tax year of the same number is told beside it. Blank: the fiscal year of the day.</source>
            <translation>1 ตุลาคมถึง 30 กันยายน แสดงปีภาษีเลขเดียวกันไว้ด้วย ถ้าว่างใช้ปีงบประมาณของวันนั้น</translation>
        </message>
        <message>
            <source>Time extended to</source>
            <translation>ขยายกำหนดเวลาถึง</translation>
        </message>
        <message>
            <source>Where the executive extended the time to pay the land and building tax of that year (s.70): who pays until this day has half the surcharge.</source>
            <translation>เมื่อผู้บริหารขยายกำหนดเวลาชำระภาษีที่ดินและสิ่งปลูกสร้างของปีนั้น (มาตรา 70) ผู้ที่ชำระภายในวันนี้เสียเงินเพิ่มครึ่งเดียว</translation>
        </message>
        <message>
            <source>Names of debtors in full</source>
            <translation>แสดงชื่อผู้ค้างชำระเต็ม</translation>
        </message>
        <message>
            <source>Without it names are masked. Give a list with names to nobody who may not.</source>
            <translation>ถ้าไม่เลือกจะปิดบางส่วนของชื่อ รายชื่อเต็มให้เฉพาะผู้มีสิทธิ</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>รายงาน</translation>
        </message>
        <message>
            <source>A chart and the tables, to print.</source>
            <translation>แผนภูมิและตารางสำหรับพิมพ์</translation>
        </message>
        <message>
            <source>Workbook</source>
            <translation>ไฟล์ Excel</translation>
        </message>
        <message>
            <source>The same tables, every debtor, how each debt came about with its section, and what is in no account.</source>
            <translation>ตารางชุดเดียวกัน ผู้ค้างชำระทุกราย ที่มาของหนี้แต่ละรายพร้อมมาตรา และรายการที่ไม่อยู่ในยอด</translation>
        </message>
        <message>
            <source>Accounts</source>
            <translation>บัญชีผู้เสียภาษี</translation>
        </message>
        <message>
            <source>Accounts that are late</source>
            <translation>บัญชีที่ค้างชำระ</translation>
        </message>
        <message>
            <source>To be paid by them (baht)</source>
            <translation>ยอดที่ต้องชำระ (บาท)</translation>
        </message>
        <message>
            <source>Received in the fiscal year (baht)</source>
            <translation>รับชำระในปีงบประมาณ (บาท)</translation>
        </message>
        <message>
            <source>Receipts in no account</source>
            <translation>ใบเสร็จที่ไม่อยู่ในบัญชีใด</translation>
        </message>
    </context>
    <context>
        <name>ReportPage</name>
        <message>
            <source>Summary</source>
            <translation>สรุป</translation>
        </message>
        <message>
            <source>Import this file…</source>
            <translation>นำเข้าไฟล์นี้…</translation>
        </message>
        <message>
            <source>Check ({})</source>
            <translation>ต้องตรวจ ({})</translation>
        </message>
    </context>
    <context>
        <name>ReportProgress</name>
        <message>
            <source>Kept current means</source>
            <translation>ถือว่าเป็นปัจจุบันเมื่อ</translation>
        </message>
        <message>
            <source>No open error of the quality check</source>
            <translation>ไม่มีจุดที่ตรวจพบว่าผิดค้างอยู่</translation>
        </message>
        <message>
            <source>Assessed in the tax year</source>
            <translation>ประเมินภาษีในปีภาษีแล้ว</translation>
        </message>
        <message>
            <source>Both</source>
            <translation>ทั้งสองอย่าง</translation>
        </message>
        <message>
            <source>When a parcel has reached stage 7. The guide leaves it to the office; the stages before are always wanted as well.</source>
            <translation>เมื่อใดถือว่าแปลงผ่านขั้นที่ 7 คู่มือให้ อปท. กำหนดเอง และต้องผ่านขั้นก่อนหน้าครบด้วยเสมอ</translation>
        </message>
        <message>
            <source>Parcels by stage</source>
            <translation>แปลงที่ดินแยกตามขั้น</translation>
        </message>
        <message>
            <source>The parcels, coloured by the first stage that they have not reached.</source>
            <translation>แปลงที่ดิน ระบายสีตามขั้นแรกที่ยังไม่ผ่าน</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>รายงาน</translation>
        </message>
        <message>
            <source>A chart, a map, the zones and blocks, and when a stage counts as reached.</source>
            <translation>แผนภูมิ แผนที่ ตารางเขตและเขตย่อย และเกณฑ์การผ่านแต่ละขั้น</translation>
        </message>
        <message>
            <source>Workbook</source>
            <translation>ไฟล์ Excel</translation>
        </message>
        <message>
            <source>The same numbers for a spreadsheet, and every parcel with its stages.</source>
            <translation>ตัวเลขชุดเดียวกัน และรายการแปลงทั้งหมดพร้อมขั้นที่ผ่าน</translation>
        </message>
        <message>
            <source>Parcels</source>
            <translation>แปลงที่ดิน</translation>
        </message>
        <message>
            <source>Per cent of the parcels: {stage}</source>
            <translation>ร้อยละของแปลงที่ผ่านขั้น {stage}</translation>
        </message>
    </context>
    <context>
        <name>ReportRevenue</name>
        <message>
            <source>Tax year (B.E.)</source>
            <translation>ปีภาษี (พ.ศ.)</translation>
        </message>
        <message>
            <source>Blank: the tax year of the workspace.</source>
            <translation>เว้นว่าง: ปีภาษีของพื้นที่ทำงาน</translation>
        </message>
        <message>
            <source>As of</source>
            <translation>ณ วันที่</translation>
        </message>
        <message>
            <source>Payments until this day count, and what is due then is late. Blank: today.</source>
            <translation>นับการชำระถึงวันนี้ และส่วนที่ครบกำหนดแล้วถือว่าค้าง เว้นว่าง: วันนี้</translation>
        </message>
        <message>
            <source>Parcels by what they bring</source>
            <translation>แปลงที่ดินตามภาษีที่ได้</translation>
        </message>
        <message>
            <source>Every parcel with its tax, or why it brings none and what it would bring.</source>
            <translation>ทุกแปลงพร้อมภาษี หรือเหตุที่ยังไม่ได้เก็บและภาษีที่คาดว่าจะได้</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>รายงาน</translation>
        </message>
        <message>
            <source>Totals, a map, charts, the tables, and of each gap what may bring most.</source>
            <translation>ยอดรวม แผนที่ แผนภูมิ ตาราง และรายการที่น่าจะได้มากที่สุดของแต่ละส่วนที่ขาด</translation>
        </message>
        <message>
            <source>Workbook</source>
            <translation>ไฟล์ Excel</translation>
        </message>
        <message>
            <source>The same tables, every parcel of each gap, and how its range comes about.</source>
            <translation>ตารางเดียวกัน ทุกแปลงของแต่ละส่วนที่ขาด และที่มาของประมาณการ</translation>
        </message>
        <message>
            <source>Assessed in the year (baht)</source>
            <translation>ยอดประเมินของปี (บาท)</translation>
        </message>
        <message>
            <source>Billed by a filed notice (baht)</source>
            <translation>ยอดที่มีหนังสือแจ้ง (บาท)</translation>
        </message>
        <message>
            <source>Paid (baht)</source>
            <translation>ชำระแล้ว (บาท)</translation>
        </message>
        <message>
            <source>In arrears (baht)</source>
            <translation>ค้างชำระ (บาท)</translation>
        </message>
        <message>
            <source>Things that bring no tax</source>
            <translation>รายการที่ยังไม่ได้เก็บภาษี</translation>
        </message>
        <message>
            <source>They would bring at least (baht)</source>
            <translation>คาดว่าจะได้ต่ำสุด (บาท)</translation>
        </message>
        <message>
            <source>They would bring at most (baht)</source>
            <translation>คาดว่าจะได้สูงสุด (บาท)</translation>
        </message>
    </context>
    <context>
        <name>RestoreParcel</name>
        <message>
            <source>Retired parcel</source>
            <translation>แปลงที่เลิกใช้</translation>
        </message>
        <message>
            <source>The code or the land number that it had, or its key in the history.</source>
            <translation>รหัสแปลงเดิม หรือเลขที่ดินเดิม หรือคีย์ในประวัติ</translation>
        </message>
        <message>
            <source>As it was on</source>
            <translation>ตามที่เป็นเมื่อวันที่</translation>
        </message>
        <message>
            <source>A day, where several had this code or number, such as 20 พ.ย. 2569.</source>
            <translation>ระบุเมื่อมีหลายแปลงเคยใช้รหัสหรือเลขนี้ เช่น 20 พ.ย. 2569</translation>
        </message>
    </context>
    <context>
        <name>ResultModel</name>
        <message>
            <source>File</source>
            <translation>ไฟล์</translation>
        </message>
        <message>
            <source>Went into</source>
            <translation>นำเข้าเป็น</translation>
        </message>
        <message>
            <source>Rows</source>
            <translation>รายการ</translation>
        </message>
        <message>
            <source>New</source>
            <translation>เพิ่มใหม่</translation>
        </message>
        <message>
            <source>Changed</source>
            <translation>ปรับปรุง</translation>
        </message>
        <message>
            <source>As before</source>
            <translation>คงเดิม</translation>
        </message>
        <message>
            <source>Set aside</source>
            <translation>แยกไว้</translation>
        </message>
        <message>
            <source>Not imported</source>
            <translation>ยังไม่ได้นำเข้า</translation>
        </message>
        <message>
            <source>Total</source>
            <translation>รวม</translation>
        </message>
    </context>
    <context>
        <name>ResultPage</name>
        <message>
            <source>Save set-aside rows…</source>
            <translation>บันทึกรายการที่แยกไว้…</translation>
        </message>
        <message>
            <source>Import more</source>
            <translation>นำเข้าไฟล์อื่น</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>รายละเอียด</translation>
        </message>
        <message>
            <source>No row was set aside.</source>
            <translation>ไม่มีรายการที่แยกไว้</translation>
        </message>
        <message>
            <source>_set_aside</source>
            <translation>_แยกไว้</translation>
        </message>
    </context>
    <context>
        <name>RevenueChart</name>
        <message>
            <source>Chart</source>
            <translation>แผนภูมิ</translation>
        </message>
    </context>
    <context>
        <name>RevenueDialog</name>
        <message>
            <source>Revenue of the taxes</source>
            <translation>รายได้ภาษี</translation>
        </message>
        <message>
            <source>Reading the revenue</source>
            <translation>กำลังอ่านรายได้ภาษี</translation>
        </message>
        <message>
            <source>Save the report</source>
            <translation>บันทึกรายงาน</translation>
        </message>
        <message>
            <source>Save the workbook</source>
            <translation>บันทึกไฟล์ Excel</translation>
        </message>
        <message>
            <source>Writing the report</source>
            <translation>กำลังเขียนรายงาน</translation>
        </message>
        <message>
            <source>There are no parcels on the map yet.</source>
            <translation>ยังไม่มีแปลงที่ดินในแผนที่</translation>
        </message>
        <message>
            <source>Import parcels…</source>
            <translation>นำเข้าแปลงที่ดิน…</translation>
        </message>
        <message>
            <source>Nothing was read. Read the revenue again.</source>
            <translation>ยังไม่ได้อ่านข้อมูล กรุณาอ่านใหม่</translation>
        </message>
        <message>
            <source>Read again</source>
            <translation>อ่านใหม่</translation>
        </message>
        <message>
            <source>Show all on the map</source>
            <translation>แสดงทั้งหมดในแผนที่</translation>
        </message>
        <message>
            <source>Report as PDF…</source>
            <translation>รายงาน PDF…</translation>
        </message>
        <message>
            <source>Workbook…</source>
            <translation>ไฟล์ Excel…</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>ปิด</translation>
        </message>
    </context>
    <context>
        <name>RuleDetails</name>
        <message>
            <source>Back to the usual (&amp;U)</source>
            <translation>กลับเป็นค่าปกติ (&amp;U)</translation>
        </message>
        <message>
            <source>off: finds nothing, and what it had found rests</source>
            <translation>ปิดอยู่ ไม่ตรวจ และจุดที่เคยพบพักไว้</translation>
        </message>
        <message>
            <source>has no numbers to set</source>
            <translation>ไม่มีตัวเลขให้ตั้ง</translation>
        </message>
    </context>
    <context>
        <name>RuleList</name>
        <message>
            <source>Rules</source>
            <translation>กฎการตรวจ</translation>
        </message>
        <message>
            <source>Rule</source>
            <translation>กฎ</translation>
        </message>
        <message>
            <source>Severity</source>
            <translation>ความรุนแรง</translation>
        </message>
        <message>
            <source>Numbers</source>
            <translation>ตัวเลข</translation>
        </message>
        <message>
            <source>own</source>
            <translation>ตั้งเอง</translation>
        </message>
    </context>
    <context>
        <name>RulesDialog</name>
        <message>
            <source>Rules of the check</source>
            <translation>กฎการตรวจ</translation>
        </message>
        <message>
            <source>Search rules</source>
            <translation>ค้นหากฎ</translation>
        </message>
        <message>
            <source>Reset all (&amp;R)</source>
            <translation>คืนค่าปกติทั้งหมด (&amp;R)</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>บันทึก</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>ยกเลิก</translation>
        </message>
    </context>
    <context>
        <name>RulesSaving</name>
        <message>
            <source>Saving the rules</source>
            <translation>กำลังบันทึกกฎการตรวจ</translation>
        </message>
    </context>
    <context>
        <name>SpecialDialog</name>
        <message>
            <source>Special property</source>
            <translation>ทรัพย์สินพิเศษ</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>บันทึก</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>ยกเลิก</translation>
        </message>
    </context>
    <context>
        <name>SpecialForm</name>
        <message>
            <source>By the answers</source>
            <translation>ตามคำตอบ</translation>
        </message>
        <message>
            <source>Ruling</source>
            <translation>การวินิจฉัย</translation>
        </message>
        <message>
            <source>Letter of the ruling</source>
            <translation>หนังสือวินิจฉัย</translation>
        </message>
        <message>
            <source>Date of the ruling</source>
            <translation>วันที่วินิจฉัย</translation>
        </message>
        <message>
            <source>Not answered</source>
            <translation>ยังไม่ได้ตอบ</translation>
        </message>
    </context>
    <context>
        <name>SpecialSaving</name>
        <message>
            <source>Saving special property</source>
            <translation>กำลังบันทึกทรัพย์สินพิเศษ</translation>
        </message>
    </context>
    <context>
        <name>SplitParcels</name>
        <message>
            <source>Dividing lines</source>
            <translation>เส้นแบ่งแยก</translation>
        </message>
        <message>
            <source>Lines right across the parcels. “Selected features only” uses some of them.</source>
            <translation>เส้นที่ลากผ่านแปลงจากด้านหนึ่งถึงอีกด้านหนึ่ง ถ้าจะใช้บางเส้น ให้เลือก “เฉพาะฟีเจอร์ที่เลือก”</translation>
        </message>
        <message>
            <source>Such as 01A001, 01A002. Empty: all parcels that a line crosses.</source>
            <translation>เช่น 01A001, 01A002 ถ้าเว้นว่าง จะแบ่งทุกแปลงที่เส้นตัดผ่าน</translation>
        </message>
    </context>
    <context>
        <name>SplitToAreas</name>
        <message>
            <source>The parcel that is to be divided, such as 01A001.</source>
            <translation>แปลงที่จะแบ่ง เช่น 01A001</translation>
        </message>
        <message>
            <source>Refuse them</source>
            <translation>ไม่รับ ต้องเขียนหน่วย</translation>
        </message>
        <message>
            <source>Square metres</source>
            <translation>ตารางเมตร</translation>
        </message>
        <message>
            <source>Square wah</source>
            <translation>ตารางวา</translation>
        </message>
        <message>
            <source>Ngan</source>
            <translation>งาน</translation>
        </message>
        <message>
            <source>Rai</source>
            <translation>ไร่</translation>
        </message>
        <message>
            <source>Areas</source>
            <translation>เนื้อที่</translation>
        </message>
        <message>
            <source>Of the new parcels from the chosen side on, such as 1-2-50, 400 ตร.ว., 800 m2. What they leave over is the remainder.</source>
            <translation>เนื้อที่ของแปลงใหม่แต่ละแปลง เรียงจากด้านที่เริ่ม เช่น 1-2-50, 400 ตร.ว., 800 ตร.ม. ที่เหลือเป็นแปลงคงเหลือ</translation>
        </message>
        <message>
            <source>Areas from a CSV</source>
            <translation>เนื้อที่จากไฟล์ CSV</translation>
        </message>
        <message>
            <source>Instead of the list: a CSV with a column of areas, or with ไร่, งาน, ตร.ว.</source>
            <translation>ใช้แทนรายการ: ไฟล์ CSV ที่มีคอลัมน์เนื้อที่ หรือคอลัมน์ไร่ งาน ตร.ว.</translation>
        </message>
        <message>
            <source>Column of areas</source>
            <translation>คอลัมน์เนื้อที่</translation>
        </message>
        <message>
            <source>In the CSV. Empty: judged by the headers.</source>
            <translation>ในไฟล์ CSV ถ้าเว้นว่าง จะดูจากหัวคอลัมน์</translation>
        </message>
        <message>
            <source>Numbers without a unit</source>
            <translation>ตัวเลขที่ไม่มีหน่วย</translation>
        </message>
        <message>
            <source>What a bare number in the list or in the CSV means.</source>
            <translation>ตัวเลขที่ไม่เขียนหน่วย ในรายการหรือในไฟล์ CSV หมายถึงหน่วยใด</translation>
        </message>
        <message>
            <source>Equal parts</source>
            <translation>แบ่งเป็นแปลงเท่ากัน (แปลง)</translation>
        </message>
        <message>
            <source>Instead of areas: into so many parts of one area. 0: by the areas.</source>
            <translation>ใช้แทนเนื้อที่: แบ่งเป็นกี่แปลงที่เนื้อที่เท่ากัน 0: แบ่งตามเนื้อที่</translation>
        </message>
        <message>
            <source>Begin in the direction (°)</source>
            <translation>เริ่มจากทิศ (องศา)</translation>
        </message>
        <message>
            <source>0: in the north, 90: in the east, 180: in the south, 270: in the west.</source>
            <translation>0: ทิศเหนือ 90: ทิศตะวันออก 180: ทิศใต้ 270: ทิศตะวันตก</translation>
        </message>
        <message>
            <source>Begin at the edge near</source>
            <translation>เริ่มจากแนวเขตใกล้จุด</translation>
        </message>
        <message>
            <source>A point beside the edge to begin at; the lines run parallel to it. It goes before the direction.</source>
            <translation>คลิกข้างแนวเขตด้านที่จะเริ่ม เส้นแบ่งจะขนานกับแนวเขตด้านนั้น ถ้าระบุไว้จะใช้แทนทิศ</translation>
        </message>
        <message>
            <source>Share out the difference</source>
            <translation>เฉลี่ยส่วนต่างทุกแปลง</translation>
        </message>
        <message>
            <source>Where the areas add up to the document, or differ from the map by no more than 10 % or 2 square wah: each piece gets its part of it, and none is left over.</source>
            <translation>ใช้เมื่อเนื้อที่รวมเท่ากับเอกสารสิทธิ หรือต่างจากแผนที่ไม่เกินร้อยละ 10 หรือ 2 ตร.ว. ทุกแปลงจะรับส่วนต่างตามเนื้อที่ และไม่มีแปลงที่เหลือ</translation>
        </message>
    </context>
    <context>
        <name>StageRow</name>
        <message>
            <source>Nothing is missing here.</source>
            <translation>ขั้นนี้ไม่มีอะไรขาด</translation>
        </message>
    </context>
    <context>
        <name>StandingView</name>
        <message>
            <source>Chart</source>
            <translation>แผนภูมิ</translation>
        </message>
        <message>
            <source>By class</source>
            <translation>ตามประเภท</translation>
        </message>
        <message>
            <source>By zone</source>
            <translation>ตามเขต</translation>
        </message>
        <message>
            <source>By block</source>
            <translation>ตามเขตย่อย</translation>
        </message>
        <message>
            <source>What</source>
            <translation>ประเภท</translation>
        </message>
        <message>
            <source>Standing</source>
            <translation>ยอดของปี</translation>
        </message>
        <message>
            <source>No tax of this year was assessed yet.</source>
            <translation>ยังไม่ได้ประเมินภาษีของปีนี้</translation>
        </message>
    </context>
    <context>
        <name>StartDock</name>
        <message>
            <source>Creating {}</source>
            <translation>กำลังสร้าง {}</translation>
        </message>
        <message>
            <source>Open a workspace</source>
            <translation>เปิดฐานข้อมูล</translation>
        </message>
        <message>
            <source>Upgrade</source>
            <translation>ปรับรุ่น</translation>
        </message>
        <message>
            <source>Making the demo municipality</source>
            <translation>สร้างเทศบาลสาธิต</translation>
        </message>
        <message>
            <source>Counting</source>
            <translation>กำลังนับ</translation>
        </message>
        <message>
            <source>Wait until the present work has ended.</source>
            <translation>รอให้งานที่ทำอยู่เสร็จก่อน</translation>
        </message>
        <message>
            <source>Create a workspace</source>
            <translation>สร้างฐานข้อมูล</translation>
        </message>
        <message>
            <source>Check my file</source>
            <translation>ตรวจไฟล์ของฉัน</translation>
        </message>
        <message>
            <source>Count again</source>
            <translation>นับใหม่</translation>
        </message>
        <message>
            <source>Show more</source>
            <translation>เมนูเพิ่มเติม</translation>
        </message>
        <message>
            <source>Try the demo municipality</source>
            <translation>ลองใช้กับเทศบาลสาธิต</translation>
        </message>
        <message>
            <source>Close the workspace</source>
            <translation>ปิดฐานข้อมูล</translation>
        </message>
        <message>
            <source>As in QGIS</source>
            <translation>ตามภาษาของ QGIS</translation>
        </message>
        <message>
            <source>Upgrading {}</source>
            <translation>กำลังปรับรุ่น {}</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>เริ่มงาน</translation>
        </message>
        <message>
            <source>Show the law and set the office's own numbers</source>
            <translation>ดูกฎหมายและกำหนดค่าของ อปท.</translation>
        </message>
    </context>
    <context>
        <name>StripFields</name>
        <message>
            <source>Along a line, of one width</source>
            <translation>ตามแนวเส้น กว้างเท่ากัน</translation>
        </message>
        <message>
            <source>An outline that I draw</source>
            <translation>วาดขอบเขตเอง</translation>
        </message>
        <message>
            <source>How</source>
            <translation>วิธี</translation>
        </message>
        <message>
            <source>Width</source>
            <translation>กว้าง</translation>
        </message>
        <message>
            <source>The ground becomes</source>
            <translation>ที่ดินส่วนนี้เป็น</translation>
        </message>
        <message>
            <source>Name of the road or canal</source>
            <translation>ชื่อถนนหรือคลอง</translation>
        </message>
        <message>
            <source>m</source>
            <translation>ม.</translation>
        </message>
    </context>
    <context>
        <name>TaskForm</name>
        <message>
            <source>Next</source>
            <translation>ถัดไป</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>ยกเลิก</translation>
        </message>
    </context>
    <context>
        <name>TaskPage</name>
        <message>
            <source>Pick a parcel on the map</source>
            <translation>เลือกแปลงบนแผนที่</translation>
        </message>
        <message>
            <source>Show what is selected</source>
            <translation>ดูแปลงที่เลือก</translation>
        </message>
        <message>
            <source>No parcel is selected. Pick one on the map, or choose what to do.</source>
            <translation>ยังไม่ได้เลือกแปลง เลือกแปลงบนแผนที่ หรือเลือกงานที่จะทำ</translation>
        </message>
        <message>
            <source>Wait until the present work has ended.</source>
            <translation>รอให้งานปัจจุบันเสร็จก่อน</translation>
        </message>
        <message>
            <source>Not in this version yet.</source>
            <translation>ยังไม่มีในรุ่นนี้</translation>
        </message>
        <message>
            <source>Draw</source>
            <translation>วาดใหม่</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>แก้ไขแปลง</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>เปรียบเทียบ</translation>
        </message>
        <message>
            <source>Draw a parcel</source>
            <translation>วาดแปลงที่ดิน</translation>
        </message>
        <message>
            <source>It follows its neighbours: nothing overlaps, no gap is left.</source>
            <translation>วาดให้ชิดแปลงข้างเคียง ไม่ทับซ้อนและไม่มีช่องว่าง</translation>
        </message>
        <message>
            <source>Draw a building</source>
            <translation>วาดสิ่งปลูกสร้าง</translation>
        </message>
        <message>
            <source>Draw its outline on the parcel; the code is filled in.</source>
            <translation>วาดรูปสิ่งปลูกสร้างบนแปลง โปรแกรมใส่รหัสให้</translation>
        </message>
        <message>
            <source>Place a signboard</source>
            <translation>วางตำแหน่งป้าย</translation>
        </message>
        <message>
            <source>Click where it stands; the code is filled in.</source>
            <translation>คลิกตรงที่ตั้งป้าย โปรแกรมใส่รหัสให้</translation>
        </message>
        <message>
            <source>Draw a block</source>
            <translation>วาดเขตย่อย (Block)</translation>
        </message>
        <message>
            <source>Draw its outline; it gets the next free letter.</source>
            <translation>วาดแนวเขตย่อย ได้อักษรถัดไปที่ยังว่าง</translation>
        </message>
        <message>
            <source>Draw a zone</source>
            <translation>วาดเขต (Zone)</translation>
        </message>
        <message>
            <source>Draw its outline; it gets the next free number.</source>
            <translation>วาดแนวเขต ได้เลขถัดไปที่ยังว่าง</translation>
        </message>
        <message>
            <source>Draw from bearings or coordinates</source>
            <translation>วาดจากภาคของทิศหรือพิกัด</translation>
        </message>
        <message>
            <source>Type or paste what the deed or the survey says.</source>
            <translation>พิมพ์หรือวางค่าจากโฉนดหรือรายการรังวัด</translation>
        </message>
        <message>
            <source>Split by a line</source>
            <translation>แบ่งแยกด้วยเส้น</translation>
        </message>
        <message>
            <source>Split to an area</source>
            <translation>แบ่งแยกตามเนื้อที่</translation>
        </message>
        <message>
            <source>Say how large the pieces shall be and from which side.</source>
            <translation>กำหนดเนื้อที่ของแต่ละแปลงและแบ่งจากด้านใด</translation>
        </message>
        <message>
            <source>Merge parcels</source>
            <translation>รวมแปลง</translation>
        </message>
        <message>
            <source>Select neighbours; the smallest code remains.</source>
            <translation>เลือกแปลงที่ติดกัน รหัสที่น้อยที่สุดจะคงอยู่</translation>
        </message>
        <message>
            <source>Move a boundary</source>
            <translation>ปรับแนวเขต</translation>
        </message>
        <message>
            <source>Drag a corner or a side; all parcels there move as one.</source>
            <translation>ลากมุมหรือด้านของแปลง แปลงที่ใช้แนวเดียวกันขยับไปพร้อมกัน</translation>
        </message>
        <message>
            <source>Cut out a road or canal</source>
            <translation>ตัดแนวถนนหรือคลองออก</translation>
        </message>
        <message>
            <source>Draw the strip; every parcel that it crosses gives its part.</source>
            <translation>วาดแนวที่จะตัด ทุกแปลงที่แนวผ่านจะถูกหักส่วนออก</translation>
        </message>
        <message>
            <source>Give another code</source>
            <translation>เปลี่ยนรหัสแปลง</translation>
        </message>
        <message>
            <source>Renumber, or move to another block; the old code stays searchable.</source>
            <translation>เปลี่ยนเลขหรือย้ายเขตย่อย รหัสเดิมยังค้นหาได้</translation>
        </message>
        <message>
            <source>Compare with another map</source>
            <translation>เปรียบเทียบกับแผนที่อีกชุด</translation>
        </message>
        <message>
            <source>See which parcels were split, merged or changed.</source>
            <translation>ดูว่าแปลงใดถูกแบ่ง รวม หรือเปลี่ยนรูป</translation>
        </message>
        <message>
            <source>With QGIS's own tools</source>
            <translation>ด้วยเครื่องมือของ QGIS</translation>
        </message>
        <message>
            <source>Redraw a boundary</source>
            <translation>วาดแนวเขตใหม่</translation>
        </message>
        <message>
            <source>Draw the new line from one point of the boundary to another.</source>
            <translation>วาดเส้นใหม่จากจุดหนึ่งบนแนวเขตไปยังอีกจุดหนึ่ง</translation>
        </message>
        <message>
            <source>Move corners one by one</source>
            <translation>ย้ายมุมทีละจุด</translation>
        </message>
        <message>
            <source>QGIS's vertex tool, set to shared corners; Save makes it one change.</source>
            <translation>เครื่องมือ Vertex ของ QGIS ตั้งค่ามุมร่วมให้แล้ว กดบันทึกแล้วเป็นการเปลี่ยนแปลงเดียว</translation>
        </message>
        <message>
            <source>Reshape by a line</source>
            <translation>ปรับรูปแปลงด้วยเส้น</translation>
        </message>
        <message>
            <source>QGIS's reshape tool, set to snapping; Save makes it one change.</source>
            <translation>เครื่องมือ Reshape ของ QGIS ตั้งค่าจับจุดให้แล้ว กดบันทึกแล้วเป็นการเปลี่ยนแปลงเดียว</translation>
        </message>
        <message>
            <source>Draw the line across the selected parcels, or across any if none is selected.</source>
            <translation>ลากเส้นแบ่งผ่านแปลงที่เลือก ถ้าไม่ได้เลือก จะแบ่งทุกแปลงที่เส้นตัดผ่าน</translation>
        </message>
    </context>
    <context>
        <name>TaxDock</name>
        <message>
            <source>Tax</source>
            <translation>ภาษี</translation>
        </message>
        <message>
            <source>Reading the taxes</source>
            <translation>กำลังอ่านข้อมูลภาษี</translation>
        </message>
        <message>
            <source>Assessing the year</source>
            <translation>กำลังประเมินภาษีของปี</translation>
        </message>
        <message>
            <source>Looking for what is left out</source>
            <translation>กำลังหารายการที่ยังประเมินไม่ได้</translation>
        </message>
        <message>
            <source>Show what is left out</source>
            <translation>แสดงรายการที่ยังประเมินไม่ได้</translation>
        </message>
        <message>
            <source>Tax year {} was not assessed yet. Assessing works out every tax from the registers and keeps it as a draft.</source>
            <translation>ยังไม่ได้ประเมินปีภาษี {} การประเมินจะคำนวณภาษีทุกรายการจากทะเบียน และเก็บไว้เป็นร่าง</translation>
        </message>
        <message>
            <source>No workspace is open. Open or create one first.</source>
            <translation>ยังไม่ได้เปิดฐานข้อมูล เปิดหรือสร้างก่อน</translation>
        </message>
        <message>
            <source>Go to Start</source>
            <translation>ไปที่เริ่มงาน</translation>
        </message>
        <message>
            <source>There are no parcels on the map yet.</source>
            <translation>ยังไม่มีแปลงที่ดินในแผนที่</translation>
        </message>
        <message>
            <source>Import parcels…</source>
            <translation>นำเข้าแปลงที่ดิน…</translation>
        </message>
        <message>
            <source>Assess the year</source>
            <translation>ประเมินภาษีของปี</translation>
        </message>
        <message>
            <source>Pick a parcel</source>
            <translation>เลือกแปลงบนแผนที่</translation>
        </message>
        <message>
            <source>Zoom to all that the payer has</source>
            <translation>ซูมไปที่ทรัพย์สินทั้งหมดของผู้เสียภาษี</translation>
        </message>
        <message>
            <source>Flash what is chosen</source>
            <translation>กะพริบรายการที่เลือก</translation>
        </message>
        <message>
            <source>Working out what if</source>
            <translation>กำลังคำนวณตามที่สมมุติ</translation>
        </message>
        <message>
            <source>Print, check and report</source>
            <translation>พิมพ์ ตรวจทาน และรายงาน</translation>
        </message>
        <message>
            <source>Print forms…</source>
            <translation>พิมพ์แบบ…</translation>
        </message>
        <message>
            <source>Check against LTAX…</source>
            <translation>ตรวจทานกับ LTAX…</translation>
        </message>
        <message>
            <source>Compare two assessments…</source>
            <translation>เปรียบเทียบการประเมินสองชุด…</translation>
        </message>
        <message>
            <source>Report of collection…</source>
            <translation>รายงานการจัดเก็บภาษี…</translation>
        </message>
        <message>
            <source>Compare with other lists…</source>
            <translation>กระทบยอดกับบัญชีอื่น…</translation>
        </message>
        <message>
            <source>Freeze the data of 1 January…</source>
            <translation>ตรึงข้อมูล ณ 1 มกราคม…</translation>
        </message>
        <message>
            <source>Show the revenue…</source>
            <translation>แสดงรายได้ภาษี…</translation>
        </message>
        <message>
            <source>Special property…</source>
            <translation>ทรัพย์สินพิเศษ…</translation>
        </message>
    </context>
    <context>
        <name>TaxMapAlgorithm</name>
        <message>
            <source>Workspace</source>
            <translation>ฐานข้อมูล อปท.</translation>
        </message>
        <message>
            <source>The municipality's workspace (.gpkg).</source>
            <translation>ไฟล์ฐานข้อมูลของ อปท. (.gpkg)</translation>
        </message>
        <message>
            <source>Tax year (B.E.)</source>
            <translation>ปีภาษี (พ.ศ.)</translation>
        </message>
        <message>
            <source>Blank: the tax year of the workspace.</source>
            <translation>เว้นว่าง: ใช้ปีภาษีของฐานข้อมูล</translation>
        </message>
    </context>
    <context>
        <name>TaxMapDock</name>
        <message>
            <source>Copy</source>
            <translation>คัดลอก</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>เปิดดู</translation>
        </message>
    </context>
    <context>
        <name>TaxMapPlugin</name>
        <message>
            <source>What Tax Map needs…</source>
            <translation>สิ่งที่แผนที่ภาษีต้องใช้…</translation>
        </message>
        <message>
            <source>This QGIS still lacks {}.</source>
            <translation>QGIS เครื่องนี้ยังขาด {}</translation>
        </message>
        <message>
            <source>How to get it</source>
            <translation>วิธีติดตั้ง</translation>
        </message>
    </context>
    <context>
        <name>TaxPage</name>
        <message>
            <source>Tax year</source>
            <translation>ปีภาษี</translation>
        </message>
        <message>
            <source>Name, owner key, parcel, deed</source>
            <translation>ชื่อ รหัสชื่อ แปลง เอกสารสิทธิ</translation>
        </message>
        <message>
            <source>Search the payers (Ctrl+F)</source>
            <translation>ค้นหาผู้เสียภาษี (Ctrl+F)</translation>
        </message>
        <message>
            <source>Payer</source>
            <translation>ผู้เสียภาษี</translation>
        </message>
        <message>
            <source>Items</source>
            <translation>รายการ</translation>
        </message>
        <message>
            <source>Tax (baht)</source>
            <translation>ภาษี (บาท)</translation>
        </message>
        <message>
            <source>Payers</source>
            <translation>ผู้เสียภาษี</translation>
        </message>
        <message>
            <source>No payer of this year has this name, key, parcel or deed.</source>
            <translation>ไม่มีผู้เสียภาษีของปีนี้ที่ตรงกับชื่อ รหัสชื่อ แปลง หรือเอกสารสิทธินี้</translation>
        </message>
        <message>
            <source>Clear the search</source>
            <translation>ล้างคำค้น</translation>
        </message>
        <message>
            <source>Show the payer's card</source>
            <translation>แสดงข้อมูลผู้เสียภาษี</translation>
        </message>
    </context>
    <context>
        <name>ToleranceSetting</name>
        <message>
            <source>sq. wah</source>
            <translation>ตร.ว.</translation>
        </message>
        <message>
            <source>Areas may differ by</source>
            <translation>เนื้อที่ต่างกันได้</translation>
        </message>
        <message>
            <source>or</source>
            <translation>หรือ</translation>
        </message>
    </context>
    <context>
        <name>TraverseFields</name>
        <message>
            <source>Bearings and distances</source>
            <translation>ทิศและระยะ</translation>
        </message>
        <message>
            <source>Coordinates of corners</source>
            <translation>ค่าพิกัดมุมแปลง</translation>
        </message>
        <message>
            <source>Spread the closing error</source>
            <translation>ปรับแก้ความคลาดเคลื่อนบรรจบ</translation>
        </message>
        <message>
            <source>What it is</source>
            <translation>ชนิดข้อมูล</translation>
        </message>
        <message>
            <source>One course or corner a line</source>
            <translation>บรรทัดละหนึ่งด้านหรือหนึ่งมุม</translation>
        </message>
        <message>
            <source>Coordinate system</source>
            <translation>ระบบพิกัด</translation>
        </message>
        <message>
            <source>E and N of the first corner</source>
            <translation>ค่า E และ N ของมุมแรก</translation>
        </message>
        <message>
            <source>Left empty: click the first corner on the map.</source>
            <translation>ถ้าเว้นว่าง ให้คลิกมุมแรกบนแผนที่</translation>
        </message>
    </context>
    <context>
        <name>TrendChart</name>
        <message>
            <source>Findings by day</source>
            <translation>จุดที่ต้องตรวจรายวัน</translation>
        </message>
    </context>
    <context>
        <name>UndoArrows</name>
        <message>
            <source>Undo</source>
            <translation>ย้อนกลับ</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>ทำซ้ำ</translation>
        </message>
        <message>
            <source>QGIS has edits that are not saved yet. Save or discard them first.</source>
            <translation>QGIS มีการแก้ไขที่ยังไม่ได้บันทึก กรุณาบันทึกหรือยกเลิกการแก้ไขนั้นก่อน</translation>
        </message>
        <message>
            <source>nothing to take back</source>
            <translation>ไม่มีรายการให้ย้อนกลับ</translation>
        </message>
        <message>
            <source>nothing to do again</source>
            <translation>ไม่มีรายการให้ทำซ้ำ</translation>
        </message>
        <message>
            <source>Nothing of this task is written yet. Confirm or cancel it first.</source>
            <translation>งานนี้ยังไม่ได้บันทึก ให้ยืนยันหรือยกเลิกก่อน</translation>
        </message>
    </context>
    <context>
        <name>WelcomePage</name>
        <message>
            <source>Drop a map or table here, or choose one. It is only read, never changed.</source>
            <translation>ลากไฟล์แผนที่หรือตารางมาวางที่นี่ หรือเลือกไฟล์ โปรแกรมอ่านอย่างเดียว ไม่แก้ไขไฟล์</translation>
        </message>
        <message>
            <source>Choose a file…</source>
            <translation>เลือกไฟล์…</translation>
        </message>
        <message>
            <source>Layer of the project</source>
            <translation>ชั้นข้อมูลในโครงการ</translation>
        </message>
        <message>
            <source>Check this layer</source>
            <translation>ตรวจชั้นข้อมูลนี้</translation>
        </message>
        <message>
            <source>Or take a layer of the project</source>
            <translation>หรือเลือกชั้นข้อมูลที่เปิดอยู่</translation>
        </message>
    </context>
    <context>
        <name>WhatIfPage</name>
        <message>
            <source>Nothing is written: the registers stay as they are.</source>
            <translation>ไม่มีการบันทึก ข้อมูลในทะเบียนคงเดิม</translation>
        </message>
        <message>
            <source>Work out</source>
            <translation>คำนวณ</translation>
        </message>
        <message>
            <source>Back to the card</source>
            <translation>กลับไปที่ผู้เสียภาษี</translation>
        </message>
        <message>
            <source>What would be another</source>
            <translation>ข้อมูลที่จะเปลี่ยน</translation>
        </message>
        <message>
            <source>What it would be</source>
            <translation>เปลี่ยนเป็น</translation>
        </message>
    </context>
    <context>
        <name>WorkspaceDialog</name>
        <message>
            <source>Create a workspace</source>
            <translation>สร้างฐานข้อมูล</translation>
        </message>
        <message>
            <source>Create</source>
            <translation>สร้าง</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>ยกเลิก</translation>
        </message>
        <message>
            <source>8 digits, may stay empty</source>
            <translation>ตัวเลข 8 หลัก เว้นว่างได้</translation>
        </message>
        <message>
            <source>UTM zone 47 (west of 102°E)</source>
            <translation>UTM โซน 47 (ตะวันตกของ 102°E)</translation>
        </message>
        <message>
            <source>UTM zone 48 (east of 102°E)</source>
            <translation>UTM โซน 48 (ตะวันออกของ 102°E)</translation>
        </message>
        <message>
            <source>Another system…</source>
            <translation>ระบบพิกัดอื่น…</translation>
        </message>
        <message>
            <source>Skip letters I and O</source>
            <translation>เว้นอักษร I และ O</translation>
        </message>
        <message>
            <source>New blocks are named A–H, J–N, P–Z</source>
            <translation>เขตย่อยใหม่ใช้อักษร A–H, J–N, P–Z</translation>
        </message>
        <message>
            <source>Where shall the workspace lie</source>
            <translation>เก็บฐานข้อมูลไว้ที่ใด</translation>
        </message>
        <message>
            <source>Name of the municipality</source>
            <translation>ชื่อ อปท.</translation>
        </message>
        <message>
            <source>Name in English</source>
            <translation>ชื่อภาษาอังกฤษ</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>ประเภท</translation>
        </message>
        <message>
            <source>Code of the municipality</source>
            <translation>รหัส อปท.</translation>
        </message>
        <message>
            <source>Sub-district</source>
            <translation>ตำบล</translation>
        </message>
        <message>
            <source>District</source>
            <translation>อำเภอ</translation>
        </message>
        <message>
            <source>Province</source>
            <translation>จังหวัด</translation>
        </message>
        <message>
            <source>Coordinate system</source>
            <translation>ระบบพิกัด</translation>
        </message>
        <message>
            <source>Letter of signboard codes</source>
            <translation>อักษรของรหัสป้าย</translation>
        </message>
        <message>
            <source>Letters of new blocks</source>
            <translation>อักษรของเขตย่อยใหม่</translation>
        </message>
        <message>
            <source>Tax year (B.E.)</source>
            <translation>ปีภาษี (พ.ศ.)</translation>
        </message>
        <message>
            <source>File</source>
            <translation>ไฟล์</translation>
        </message>
        <message>
            <source>Tax map</source>
            <translation>แผนที่ภาษี</translation>
        </message>
    </context>
</TS>
