//! What a target begins with: good and bad files of its format, from the vectors, the shipped data and a small exercise played on the spot.

use log::{EntryBundle, InclusionProof, LogProof, SignedNote, StoredTree, TileAddress, TileKind};
use record::site::ReportText;
use record::statement::{ClarificationStep, Language, Paper, Raising, StepHash};
use record::{Envelope, Papers, Statement};
use std::io::{Cursor, Write};
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::LazyLock;
use std::{fs, io};
use treaty::{Id, Instrument, PartyCode};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The small exercise, played.
pub static RUN: LazyLock<exercise::Run> = LazyLock::new(|| {
    let file = include_bytes!("../../exercises/small.toml");
    let exercise = exercise::parse(file).expect("it ships");
    let (text, seed) = (include_bytes!("../../treaties/illustrative-freeze.toml"), exercise.seed);
    let cast = exercise::cast(exercise, text, seed).expect("it ships");
    exercise::play(&cast, NonZeroUsize::MIN, &mut |_| {}).expect("it is played by every test")
});

/// Its instrument.
pub static TREATY: LazyLock<Instrument> = LazyLock::new(|| {
    let file = RUN.file("treaty.toml").expect("every run has one");
    treaty::parse(file, None).expect("it was played").instrument
});

/// The longest seed, in bytes.
const SEED_MAX: usize = 1 << 15;

/// The seeds of all targets, each in the folder of its target.
pub fn write(into: &Path) -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let (logs, records) = (root.join("crates/log/vectors"), root.join("crates/record/vectors/own"));
    let sites = root.join("crates/record/vectors/site");
    for (target, folder, begins) in [
        ("note", logs.join("own"), "note"),
        ("note", logs.join("own"), "checkpoint"),
        ("note", logs.join("tessera-log"), "checkpoint"),
        ("note", logs.join("public-checkpoint"), "checkpoint"),
        ("log-proof", logs.join("own"), "proof."),
        ("equivocation", logs.join("own"), "equivocation."),
        ("envelope", records, ""),
        ("envelope", root.join("crates/record/vectors/portal"), ""),
        ("envelope", root.join("crates/record/vectors/seal"), ""),
        ("list", sites.clone(), "list"),
        ("report", sites.clone(), "report"),
        ("report", sites, "report.buddy-tags"),
        ("treaty", root.join("treaties"), ""),
        ("treaty", root.join("crates/treaty/tests"), ""),
        ("treaty", root.join("crates/report/tests"), ""),
        ("talks", root.join("crates/report/tests"), "talks"),
        ("exercise", root.join("exercises"), ""),
        ("assumptions", root.join("assumptions"), ""),
        ("table", root.join("data"), ""),
    ] {
        let names = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
        for path in names.iter().filter(|path| path.is_file()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with(begins) && !name.ends_with(".json") && !name.ends_with(".rs") {
                seed(into, target, &fs::read(path)?)?;
            }
        }
    }
    seed(into, "body", &[&[10], raising().as_slice()].concat())?;
    seed(into, "sheet", SHEET)?;
    seed(into, "table", &workbook(SHEET))?;
    seed(into, "tile-path", b"tile/entries/x001/x234/067.p/8")?;
    seed(into, "log-key", b"standstill.example/record/a+c0d2f8b5+AYqI49mtDfMNVOq0YUI6CHBv8ZuqBPWbsCrOVOcpdy8=")?;
    crate::sites::seeds().iter().try_for_each(|(target, bytes)| seed(into, target, bytes))?;
    of_run(into)
}

/// The body of a raising: the small exercise has no clarification.
fn raising() -> Vec<u8> {
    let text = |code, words| Some((Language::new(code)?, ReportText::new(words)?));
    let paper = text("en", "Where?").zip(text("ru", "Где?"));
    let paper = paper.and_then(|(en, ru)| Paper::new(vec![en, ru], vec![[7; 32]])).expect("a paper of two texts and a file");
    let to = PartyCode::new("HAL").expect("a code of three capitals");
    let clause = Id::new("warhead-store").expect("a name in small letters");
    let raising = Raising { to, clause, about: Some(StepHash([9; 32])), paper };
    Statement::Clarification(ClarificationStep::Raising(raising)).encode()
}

/// The files of the run, and what stands in them.
fn of_run(into: &Path) -> io::Result<()> {
    for file in &RUN.files {
        let place = file.path.split_once('/').map_or("", |(_, place)| place);
        match (file.path.as_str(), TileAddress::parse(place)) {
            ("treaty.toml", _) => seed(into, "treaty", &file.bytes)?,
            (path, _) if path.ends_with("events.csv") => seed(into, "events", &file.bytes)?,
            (_, Ok(address)) => of_tile(into, address, &file.path, &file.bytes)?,
            (path, _) if path.starts_with("views/") || place == "checkpoint" => of_note(into, &file.bytes)?,
            _ => {}
        }
    }
    Ok(())
}

fn of_note(into: &Path, bytes: &[u8]) -> io::Result<()> {
    seed(into, "note", bytes)?;
    let Ok(note) = SignedNote::parse(bytes) else { return Ok(()) };
    seed(into, "checkpoint", note.text().as_bytes())?;
    note.signatures().iter().try_for_each(|line| seed(into, "signature-line", format!("{line}\n").as_bytes()))
}

fn of_tile(into: &Path, address: TileAddress, path: &str, bytes: &[u8]) -> io::Result<()> {
    seed(into, "tile-path", address.to_string().as_bytes())?;
    let width = u8::try_from(address.width().get() - 1).unwrap_or(u8::MAX);
    let whole = [&[width], bytes].concat();
    if address.kind() != TileKind::Entries {
        return seed(into, "hash-tile", &whole);
    }
    seed(into, "entry-bundle", &whole)?;
    let Ok(bundle) = EntryBundle::decode(address, bytes) else { return Ok(()) };
    for entry in bundle.entries() {
        seed(into, "envelope", entry)?;
        if let Ok(Envelope { head, papers: Some(papers), .. }) = Envelope::decode(entry) {
            of_papers(into, head.kind.number(), &papers)?;
        }
    }
    of_evidence(into, path, &bundle)
}

fn of_papers(into: &Path, kind: u8, papers: &Papers) -> io::Result<()> {
    seed(into, "papers", &papers.encode())?;
    seed(into, "body", &[&[kind], papers.body.as_slice()].concat())?;
    papers.proofs.iter().try_for_each(|proofs| seed(into, "proofs", proofs))
}

/// Evidence of a finding that its statement does not show.
fn of_evidence(into: &Path, path: &str, bundle: &EntryBundle<'_>) -> io::Result<()> {
    let author = path.split('/').next().unwrap_or_default();
    let mut tree = StoredTree::new();
    let leaves: Vec<_> = bundle.entries().iter().flat_map(|entry| tree.append(log::tree::leaf_hash(entry))).collect();
    let note = RUN.file(&format!("{author}/checkpoint")).and_then(|note| SignedNote::parse(note).ok());
    let (Some(checkpoint), Some(index)) = (note, leaves.first().copied()) else { return Ok(()) };
    let Ok(inclusion) = InclusionProof::make(index, tree.size(), &tree) else { return Ok(()) };
    let proof = LogProof { extra: None, index, inclusion, checkpoint }.to_string().into_bytes();
    let (Some(author), entry) = (record::Author::new(author), bundle.entries()[0].to_vec()) else { return Ok(()) };
    seed(into, "log-proof", &proof)?;
    let leaf = audit::evidence::Leaf { author: author.clone(), entry, proof };
    let treaty = TREATY.hash.to_string();
    let code = "counts-unproved".to_owned();
    let (keys, papers) = (vec![zeroize::Zeroizing::new([7; 32])], vec![b"a paper".to_vec()]);
    let evidence =
        audit::evidence::Evidence { treaty, code, epoch: Some(0), author, keys, papers, leaves: vec![leaf] };
    seed(into, "evidence", evidence.to_string().as_bytes())
}

/// A seed is named after its bytes, so that none is there twice. A long one is left out: a target that begins with it tries few inputs a second.
fn seed(into: &Path, target: &str, bytes: &[u8]) -> io::Result<()> {
    if bytes.len() > SEED_MAX {
        return Ok(());
    }
    let folder = into.join(target);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(log::tree::leaf_hash(bytes).to_string().replace('/', "_")), bytes)
}

/// A sheet of declarations.
const SHEET: &[u8] = br#"<worksheet><dimension ref="A1:G2"/><cols><col min="2" max="2" hidden="0"/></cols><sheetData>
<row r="1"><c r="A1" t="str"><v>effective_date</v></c><c r="B1" t="str"><v>party</v></c><c r="C1" t="str"><v>deployed_delivery</v></c><c r="D1" t="str"><v>deployed_warheads</v></c><c r="E1" t="str"><v>launchers_total</v></c><c r="F1" t="str"><v>status</v></c><c r="G1" t="str"><v>source</v></c></row>
<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="s"><v>0</v></c><c r="C2"><v>655</v></c><c r="D2"><v>1373</v></c><c r="E2"><v>800</v></c><c r="F2" t="inlineStr"><is><t>confirmed</t></is></c><c r="G2" t="str"><f>1+1</f><v>x</v></c></row>
</sheetData><mergeCells><mergeCell ref="A1:A1"/></mergeCells></worksheet>"#;

/// A workbook with this sheet.
pub fn workbook(sheet: &[u8]) -> Vec<u8> {
    let parts: [(&str, &[u8]); 5] = [
        ("_rels/.rels", br#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
        ("xl/_rels/workbook.xml.rels", br#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#),
        ("xl/workbook.xml", br#"<workbook><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>"#),
        ("xl/sharedStrings.xml", br#"<sst count="2" uniqueCount="2"><si><t>US</t></si><si><t>2020-03-01</t></si></sst>"#),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        writer.start_file(name, stored).expect("its name is short");
        writer.write_all(bytes).expect("memory takes it");
    }
    writer.finish().expect("memory takes it").into_inner()
}
