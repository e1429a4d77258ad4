//! One instance of the audit: takes a request, gives an answer.

use crate::dropped::{Dropped, FILES_MAX, ReadFile};
use crate::matter::{Loaded, Matter, Table, matter, read};
use crate::shipped::SHIPPED;
use crate::sorted::{Sorted, sort};
use crate::told::{Both, Said, Trouble};
use audit::evidence::{self, EVIDENCE_MAX, Evidence};
use audit::{Audit, Awaited, Checked, ProofBatch};
use folder::Folder;
use log::equivocation::{self, EQUIVOCATION_MAX};
use proof::Verifier;
use record::KeyRings;
use serde_json::{Map, Value, json};
use std::cell::LazyCell;
use std::collections::{BTreeMap, VecDeque};
use std::num::NonZeroUsize;
use std::sync::Arc;
use treaty::Instrument;

/// Epochs whose proofs are checked between two signs of life. A batch shares the work that does not depend on how many proofs it has, so smaller ones cost
/// more; larger ones leave a reader waiting, and the last core working alone.
const EPOCHS_A_BATCH: NonZeroUsize = NonZeroUsize::new(16).unwrap();
/// The most instances that share the proofs of one audit.
const INSTANCES_MAX: u64 = 64;
/// The columns of an instrument that is shown as text.
const WIDTH: usize = 88;

/// One instance of the audit.
pub struct Desk {
    both: Both,
    read: ReadFile,
    work: Option<Work>,
}

/// An audit of which all files are read, and whose proofs are being checked.
struct Work {
    audit: Audit,
    instrument: Instrument,
    share: Share,
    /// Made when the first proof is checked: its tables take longer than all that is judged before.
    verifier: LazyCell<Verifier>,
    /// The batches of this instance's share.
    own: VecDeque<(usize, ProofBatch)>,
    /// Those of the others', where this instance settles them.
    awaited: BTreeMap<usize, Awaited>,
    checked: u64,
    epochs: u64,
    findings: Value,
}

/// Which batches are an instance's own: every `of`-th, from `number` on. The first instance settles what all have checked.
#[derive(Clone, Copy)]
struct Share {
    number: usize,
    of: usize,
}

impl Desk {
    /// With the way to the bytes of dropped files.
    pub fn new(read: ReadFile) -> Self {
        Self { both: Both::new(), read, work: None }
    }

    /// Answers a request.
    pub fn answer(&mut self, request: &str) -> String {
        let answer = match serde_json::from_str::<Value>(request) {
            Ok(request) => self.told(&request).unwrap_or_else(|trouble| trouble.told(&self.both)),
            Err(error) => Trouble::refused(error).told(&self.both),
        };
        answer.to_string()
    }

    fn told(&mut self, request: &Value) -> Result<Value, Trouble> {
        match request["do"].as_str() {
            Some("open") => self.open(request),
            Some("check") => self.check(),
            Some("settle") => self.settle(request),
            Some("finish") => self.finish(),
            Some("words") => Ok(self.both.say(request["key"].as_str().unwrap_or_default(), &[])),
            _ => Err(Trouble::refused("no such request")),
        }
    }

    /// Reads what was dropped. An audit is folded as far as it goes without proofs; anything else is done at once.
    fn open(&mut self, request: &Value) -> Result<Value, Trouble> {
        self.work = None;
        let dropped = Arc::new(Dropped::new(files(request)?, self.read.clone()));
        let sorted = sort(&dropped)?;
        let matter = matter(&sorted, &dropped, request["under"].as_str())?;
        let mut answer = Map::new();
        answer.insert("taken".to_owned(), self.taken(&sorted, &matter));
        match matter {
            Matter::WantsTreaty { one_that_ships } => {
                answer.insert("wants".to_owned(), self.wants(one_that_ships));
            }
            Matter::Treaty(loaded) => {
                answer.insert("result".to_owned(), self.treaty(&loaded));
            }
            Matter::Evidence { treaty, evidence, equivocations } => {
                answer.insert("result".to_owned(), self.evidence(&treaty, &evidence, &equivocations, &dropped)?);
            }
            Matter::Audit { treaty, folder, tables } => {
                let work = self.work.insert(Work::read(treaty, folder.as_ref(), tables, Share::of(request)?)?);
                answer.insert("standing".to_owned(), work.standing(&self.both)?);
            }
        }
        Ok(Value::Object(answer))
    }

    /// Checks the next batch of this instance's share.
    fn check(&mut self) -> Result<Value, Trouble> {
        // whoever still asks when all is finished has nothing more to do
        let Some(work) = self.work.as_mut() else { return Ok(json!({ "done": true })) };
        let Some((number, batch)) = work.own.pop_front() else { return Ok(json!({ "done": true })) };
        let checked = batch.check(&work.verifier);
        match work.share.number {
            0 => Ok(json!({ "standing": work.take(checked, &self.both)? })),
            _ => Ok(json!({ "number": number, "verdicts": hex(&checked.verdicts()) })),
        }
    }

    /// Takes the verdicts of another instance.
    fn settle(&mut self, request: &Value) -> Result<Value, Trouble> {
        let work = self.work.as_mut().ok_or_else(nothing_open)?;
        let number = request["number"].as_u64().and_then(|number| usize::try_from(number).ok());
        let verdicts = request["verdicts"].as_str().and_then(unhex);
        let (Some(number), Some(verdicts)) = (number, verdicts) else {
            return Err(Trouble::refused("the verdicts of a worker cannot be read"));
        };
        let awaited = work.awaited.get(&number).ok_or_else(|| Trouble::refused("these verdicts are not awaited"))?;
        let checked = awaited.settled(&verdicts).map_err(Trouble::refused)?;
        work.awaited.remove(&number);
        Ok(json!({ "standing": work.take(checked, &self.both)? }))
    }

    /// Adds up. Refused by the audit itself where a proof is not checked.
    fn finish(&mut self) -> Result<Value, Trouble> {
        let Work { audit, instrument, .. } = self.work.take().ok_or_else(nothing_open)?;
        let assessment = audit.finish().map_err(Trouble::refused)?;
        let outcome = assessment.outcome.word();
        Ok(json!({
            "page": report::page::assessment(&assessment, &instrument),
            "json": format!("{:#}\n", report::json::assessment(&assessment, &instrument)),
            "outcome": self.both.say(&format!("outcome-{outcome}"), &[]),
        }))
    }

    /// An instrument alone.
    fn treaty(&self, loaded: &Loaded) -> Value {
        let Loaded { file, text, instrument, warnings } = loaded;
        let title = self.both.each(|locale| locale.said(instrument, &instrument.title));
        let warnings = (!warnings.is_empty()).then(|| report::diagnostic::render(file, text, warnings, false));
        json!({ "treaty": {
            "title": title,
            "told": self.both.say("web-treaty-reads", &[("file", Said::Words(file))]),
            "hash": instrument.hash.to_string(),
            "warnings": warnings,
            "shown": self.both.each(|locale| report::show::instrument(instrument, None, locale, WIDTH)),
        } })
    }

    /// Files that show one thing each, checked again by themselves.
    fn evidence(
        &self,
        treaty: &Loaded,
        evidence: &[String],
        equivocations: &[String],
        dropped: &Dropped,
    ) -> Result<Value, Trouble> {
        let (instrument, verifier) = (&treaty.instrument, Verifier::new());
        let mut shown = Vec::new();
        for file in evidence {
            let not_shown = |why: evidence::NotShown| Trouble::NotShown { file: file.clone(), why: why.to_string() };
            let evidence = Evidence::parse(&read(dropped, file, EVIDENCE_MAX)?).map_err(not_shown)?;
            let finding = evidence::check(&evidence, instrument, &verifier).map_err(not_shown)?;
            let told = self.both.each(|locale| report::sentence::finding(&finding, instrument, locale));
            shown.push(json!({ "file": file, "told": told }));
        }
        for file in equivocations {
            shown.push(json!({ "file": file, "told": self.equivocation(file, instrument, dropped)? }));
        }
        Ok(json!({ "shown": shown }))
    }

    fn equivocation(&self, file: &str, instrument: &Instrument, dropped: &Dropped) -> Result<Value, Trouble> {
        let not_shown = |why: String| Trouble::NotShown { file: file.to_owned(), why };
        let bytes = read(dropped, file, EQUIVOCATION_MAX)?;
        let rings = KeyRings::new(instrument).map_err(|why| not_shown(why.to_string()))?;
        let keys: Vec<_> =
            rings.authors().filter_map(|author| rings.ring(author)).flat_map(|ring| ring.every_log_key()).collect();
        let found = equivocation::check(&bytes, &keys).map_err(|why| not_shown(why.to_string()))?;
        let size = |of: &log::VerifiedCheckpoint| Said::Number(of.size().get());
        Ok(self.both.say(
            "web-equivocation",
            &[
                ("origin", Said::Words(found.origin().as_str())),
                ("one", size(found.first())),
                ("other", size(found.second())),
                ("stated", Said::Words(&found.first().root().to_string())),
                ("rebuilt", Said::Words(&found.rebuilt().to_string())),
            ],
        ))
    }

    /// What was taken, in a list, and what was left unread.
    fn taken(&self, sorted: &Sorted, matter: &Matter) -> Value {
        let mut told = Vec::new();
        let mut tell = |key: &str, args: &[(&str, Said<'_>)]| told.push(self.both.say(key, args));
        if let Some(run) = &sorted.run {
            let records: Vec<_> = run.records.iter().map(String::as_str).collect();
            tell("web-taken-records", &[("records", Said::Words(&records.join(", ")))]);
        }
        match matter {
            Matter::Audit { treaty, .. } | Matter::Evidence { treaty, .. } => {
                let hash = treaty.instrument.hash.to_string();
                tell("web-taken-treaty", &[("file", Said::Words(&treaty.file)), ("hash", Said::Words(&hash))]);
            }
            Matter::Treaty(_) | Matter::WantsTreaty { .. } => {}
        }
        let kinds = [
            ("web-taken-table", &sorted.tables),
            ("web-taken-evidence", &sorted.evidence),
            ("web-taken-equivocation", &sorted.equivocations),
        ];
        for (key, files) in kinds {
            files.iter().for_each(|file| tell(key, &[("file", Said::Words(file))]));
        }
        for folder in &sorted.left.secrets {
            tell("web-left-secrets", &[("folder", Said::Words(folder))]);
        }
        if sorted.left.others > 0 {
            tell("web-left-others", &[("count", Said::Number(sorted.left.others as u64))]);
        }
        Value::Array(told)
    }

    /// What is missing, and which instruments ship.
    fn wants(&self, one_that_ships: bool) -> Value {
        let parse =
            |bytes: &[u8], base: Option<&Instrument>| treaty::parse(bytes, base).ok().map(|parsed| parsed.instrument);
        let named = |(name, bytes): &(&str, &[u8])| {
            let base = treaty::base_file(bytes).and_then(|base| parse(crate::shipped::shipped(&base)?, None));
            let instrument = parse(bytes, base.as_ref())?;
            Some(json!({ "name": name, "title": self.both.each(|locale| locale.said(&instrument, &instrument.title)) }))
        };
        let shipped: Vec<_> = if one_that_ships { SHIPPED.iter().filter_map(named).collect() } else { Vec::new() };
        let key = if one_that_ships { "web-wants-treaty-for-tables" } else { "web-wants-treaty" };
        json!({ "told": self.both.say(key, &[]), "shipped": shipped })
    }
}

impl Work {
    /// Reads tables and records, and sorts the proofs.
    fn read(treaty: Loaded, folder: Option<&Folder>, tables: Vec<Table>, share: Share) -> Result<Self, Trouble> {
        let instrument = treaty.instrument;
        let mut audit = Audit::new(instrument.clone(), None);
        for Table { file, bytes } in tables {
            let declared = record::read(&file, &bytes, &instrument);
            let refused = |problems: Vec<_>| Trouble::problems(&file, &String::from_utf8_lossy(&bytes), &problems);
            audit.push(declared.map_err(refused)?).map_err(Trouble::refused)?;
        }
        let mut proofs = Proofs::default();
        if let Some(folder) = folder {
            let authors = audit.authors();
            folder::read_into(folder, &authors, &mut audit, &mut |audit| proofs.take(audit, share))?;
        }
        let Proofs { own, awaited, epochs, .. } = proofs;
        let (verifier, findings) = (LazyCell::new(Verifier::new as fn() -> Verifier), Value::Null);
        Ok(Self { audit, instrument, share, verifier, own, awaited, checked: 0, epochs, findings })
    }

    /// Takes what was checked, and says how it stands.
    fn take(&mut self, checked: Checked, both: &Both) -> Result<Value, Trouble> {
        self.checked += checked.epochs();
        // what was found stays found: it is told anew only where there is more of it
        let more = !checked.all_hold();
        self.audit.settle(checked);
        match more {
            true => self.standing(both),
            false => Ok(self.so_far(both)),
        }
    }

    /// What was found so far, and the share of the proofs that is checked. The other instances have nothing to tell.
    fn standing(&mut self, both: &Both) -> Result<Value, Trouble> {
        if self.share.number == 0 {
            let standing = self.audit.standing().map_err(Trouble::refused)?;
            let told = |finding: &audit::Finding| {
                let severity = format!("severity-{}", finding.severity.word());
                let text = both.each(|locale| report::sentence::finding(finding, &self.instrument, locale));
                json!({ "severity": both.say(&severity, &[]), "told": text })
            };
            self.findings = standing.findings.iter().map(told).collect();
        }
        Ok(self.so_far(both))
    }

    fn so_far(&self, both: &Both) -> Value {
        let count = |number| Said::Number(number);
        let share = both.say("web-checked", &[("checked", count(self.checked)), ("count", count(self.epochs))]);
        json!({ "checked": self.checked, "epochs": self.epochs, "share": share, "findings": self.findings })
    }
}

/// The proofs of an audit, in batches that every instance numbers alike.
#[derive(Default)]
struct Proofs {
    own: VecDeque<(usize, ProofBatch)>,
    awaited: BTreeMap<usize, Awaited>,
    epochs: u64,
    number: usize,
    again: bool,
}

impl Proofs {
    fn take(&mut self, audit: &mut Audit, share: Share) {
        while let Some(batch) = audit.batch() {
            if batch.is_again() && !self.again {
                // what the first reading handed out says nothing any more
                *self = Self { number: self.number, again: true, ..Self::default() };
            }
            self.epochs += batch.epochs();
            for part in batch.cut(EPOCHS_A_BATCH) {
                let number = self.number;
                self.number += 1;
                if number % share.of == share.number {
                    self.own.push_back((number, part));
                } else if share.number == 0 {
                    self.awaited.insert(number, part.elsewhere());
                }
            }
        }
    }
}

impl Share {
    fn of(request: &Value) -> Result<Self, Trouble> {
        let part = |at: usize| request["share"][at].as_u64().filter(|part| *part <= INSTANCES_MAX);
        match (part(0), part(1)) {
            (Some(number), Some(of)) if number < of => Ok(Self { number: number as usize, of: of as usize }),
            _ => Err(Trouble::refused("a worker has no share of the proofs")),
        }
    }
}

/// The paths and lengths of a request.
fn files(request: &Value) -> Result<Vec<(String, u64)>, Trouble> {
    let listed = request["files"].as_array().ok_or_else(|| Trouble::refused("no list of files was given"))?;
    if listed.len() > FILES_MAX {
        return Err(Trouble::refused(format!("more than {FILES_MAX} files were given")));
    }
    let file = |file: &Value| Some((file[0].as_str()?.to_owned(), file[1].as_u64()?));
    listed.iter().map(file).collect::<Option<_>>().ok_or_else(|| Trouble::refused("a file has no name or no length"))
}

fn nothing_open() -> Trouble {
    Trouble::refused("no audit is open")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.is_ascii() && text.len().is_multiple_of(2);
    let byte = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).ok();
    if digits { (0..text.len()).step_by(2).map(byte).collect() } else { None }
}
