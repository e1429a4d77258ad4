//! From the bytes of a file to an [`Instrument`], or to everything that is wrong with them.
//!
//! `docs/spec/instrument.md` is the format. The file is read in three steps: TOML, then each table by itself (`clauses`), then
//! what must hold between them (`check`). All three run on a broken file as far as they can, so that its author sees every problem at once.

mod annex;
mod check;
mod clauses;
mod portal;
mod record;
mod seal;
mod span;

pub(crate) use clauses::YEARS_MAX;

use crate::diagnostic::{Diagnostic, show};
use crate::instrument::{
    Act, ActKind, Article, ArticleNumber, Base, Form, Hash, Instrument, Keeps, Kind, Nature, Party, Texts,
};
use crate::source::{Authority, Mark, Source, SourceKey};
use crate::strict::{At, Log, Table};
use crate::text::{Id, PartyCode};
use std::collections::{BTreeMap, BTreeSet};
use toml::de::DeTable;

/// The largest file that is read, in bytes.
pub const FILE_MAX: usize = 1 << 20;

/// An instrument, and what its author should look at all the same.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The instrument.
    pub instrument: Instrument,
    /// Warnings; no errors are among them.
    pub warnings: Vec<Diagnostic>,
}

/// Reads an instrument. `base` is the instrument that the file stands on, where it names one ([`base_file`]).
///
/// # Errors
/// Every problem of the file, in its order; at least one of them is an error.
pub fn parse(bytes: &[u8], base: Option<&Instrument>) -> Result<Parsed, Vec<Diagnostic>> {
    let log = Log::default();
    let source = source_text(bytes).map_err(|problem| vec![*problem])?;
    let (document, errors) = DeTable::parse_recoverable(source);
    log.push_syntax(&errors, "docs/spec/instrument.md");
    let root = Table::new(document.get_ref(), 0..source.len().min(1), "the file", &log);
    let instrument = read(&root, Hash::of(bytes), base);
    match instrument {
        Some(instrument) if !log.has_errors() => Ok(Parsed { instrument, warnings: log.into_diagnostics() }),
        _ => Err(log.into_diagnostics()),
    }
}

/// The name of the file that an instrument stands on, if it names one; to be read and parsed first.
pub fn base_file(bytes: &[u8]) -> Option<String> {
    let source = source_text(bytes).ok()?;
    let (document, _) = DeTable::parse_recoverable(source);
    let instrument = document.get_ref().get("instrument")?.get_ref().as_table()?;
    let base = instrument.get("base")?.get_ref().as_table()?;
    Some(base.get("file")?.get_ref().as_str()?.to_owned())
}

/// The text of a file that is small enough and UTF-8.
pub(crate) fn source_text(bytes: &[u8]) -> Result<&str, Box<Diagnostic>> {
    if bytes.len() > FILE_MAX {
        let message = format!("the file has {} bytes or more; at most {FILE_MAX} are read", bytes.len());
        let problem = Diagnostic::error("file-too-large", 0..0, message).help("is this the right file?");
        return Err(Box::new(problem));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let message = format!("byte {at} is not UTF-8");
        Box::new(Diagnostic::error("not-utf8", at..at, message).label("here").help("save the file as UTF-8"))
    })
}

fn read(root: &Table<'_>, hash: Hash, given: Option<&Instrument>) -> Option<Instrument> {
    let Some(head) = root.table("instrument") else {
        root.log.push(
            Diagnostic::error("no-instrument", root.span.clone(), "the file has no `[instrument]`")
                .label("an instrument was expected")
                .help("begin with [instrument], id, title, form and nature; see docs/spec/instrument.md"),
        );
        return None;
    };
    let id = head.need_id("id", "id = \"new-start\"").value;
    let title = head.need_text("title");
    let form = head.need_word("form", &Form::WORDS);
    let texts = head.word("texts", &[("paraphrase", Texts::Paraphrase), ("authentic", Texts::Authentic)]);
    let natures =
        [("historical", Nature::Historical), ("offer", Nature::Offer), ("illustrative", Nature::Illustrative)];
    let nature = head.need_word("nature", &natures);
    let proposed_by = head.party("proposed-by").map(|at| at.value);
    let base = head.table("base").and_then(|table| read_base(&table, given));
    head.finish();

    let mut built = Instrument {
        id,
        title,
        form: form.map_or(Form::Treaty, |at| at.value),
        texts: texts.map_or(Texts::Paraphrase, |at| at.value),
        nature: nature.map_or(Nature::Historical, |at| at.value),
        proposed_by,
        hash,
        base,
        parties: Vec::new(),
        observers: Vec::new(),
        sources: BTreeMap::new(),
        articles: Vec::new(),
        acts: Vec::new(),
        clauses: Vec::new(),
        witnesses: Vec::new(),
        keys: Vec::new(),
        sites: Vec::new(),
    };
    built.parties = root.tables("party").iter().map(read_party).collect();
    built.observers = root.tables("observer").iter().map(read_party).collect();
    built.sources = root.sources("source");
    built.articles = root.tables("article").iter().map(|table| read_article(table, &built.id)).collect();
    built.acts = root.tables("act").iter().filter_map(|table| read_act(table, &built.id)).collect();
    built.clauses = clauses::read(root, &built.id);
    annex::read(root, &mut built);
    root.finish();
    check::alone(&built, root.log);
    if let (Some(_), Some(base)) = (&built.base, given) {
        stand_on(&mut built, base, root.log);
    }
    built.acts.sort_by_key(|act| (act.origin == built.id, act.date));
    check::whole(&built, root.log);
    Some(built)
}

fn read_base(table: &Table<'_>, given: Option<&Instrument>) -> Option<Base> {
    let file = table.need_string("file", "file = \"new-start.toml\"");
    let wanted = table.need_string("sha256", "sha256 = \"…\"");
    let keeps = read_keeps(table, "keeps").unwrap_or(Keeps::All);
    table.finish();
    let Some(base) = given else {
        let message =
            format!("the file stands on `{}`, which was not found or has errors of its own", show(&file.value));
        let help = "put it beside this file, and check it first";
        table.log.push(Diagnostic::error("no-base", file.span, message).label("this file").help(help));
        return None;
    };
    if base.base.is_some() {
        let message = format!("`{}` stands on another file itself", show(&file.value));
        let help = "name the instrument at the bottom; one offer does not stand on another";
        table.log.push(Diagnostic::error("base-of-base", file.span, message).label("this file").help(help));
    }
    if base.hash.to_string() != wanted.value {
        let message = format!("`{}` is not the file that this one was written on", show(&file.value));
        let help = format!("read what changed in it, then write sha256 = \"{}\"", base.hash);
        table.log.push(Diagnostic::error("base-changed", wanted.span, message).label("another hash").help(help));
    }
    Some(Base { id: base.id.clone(), file: file.value, hash: base.hash, form: base.form, keeps })
}

/// `"all"`, or a list of article numbers.
fn read_keeps(table: &Table<'_>, key: &'static str) -> Option<Keeps> {
    let value = table.get(key)?;
    if value.get_ref().as_str() == Some("all") {
        return Some(Keeps::All);
    }
    Some(Keeps::Articles(table.strings(key).into_iter().map(|at| ArticleNumber(at.value)).collect()))
}

fn read_party(table: &Table<'_>) -> Party {
    let code = table.party("id").unwrap_or_else(|| {
        table.missing("id", "id = \"US\"");
        At::default()
    });
    let party = Party {
        code: code.value,
        name: table.need_text("name"),
        short: table.need_text("short"),
        accedes: table.id("accedes").map(|at| at.value),
    };
    table.finish();
    party
}

pub(crate) fn read_sources(table: &Table<'_>) -> BTreeMap<SourceKey, Source> {
    let one = |(key, entry): (At<String>, Table<'_>)| {
        let title = entry.need_string("title", "title = \"…\"").value;
        let authority = entry.need_word("authority", &Authority::WORDS)?.value;
        let date = entry.date("date").map(|at| at.value);
        let place = entry.need_string("where", "where = \"…\"").value;
        entry.finish();
        Some((SourceKey(key.value), Source { title, authority, date, place }))
    };
    table.entries().into_iter().filter_map(one).collect()
}

/// The source of an entry of any file.
pub(crate) fn source_key(table: &Table<'_>) -> SourceKey {
    clauses::source(table)
}

/// The mark of an entry of any file.
pub(crate) fn mark_of(table: &Table<'_>) -> Mark {
    clauses::mark(table)
}

fn read_article(table: &Table<'_>, origin: &Id) -> Article {
    let article = Article {
        number: ArticleNumber(table.need_string("id", "id = \"II\"").value),
        title: table.need_text("title"),
        text: table.need_text("text"),
        source: clauses::source(table),
        mark: clauses::mark(table),
        status: clauses::status(table),
        applies: table.id("applies").map(|at| at.value),
        not_verifiable: table.text("not-verifiable"),
        origin: origin.clone(),
        span: table.span.clone(),
    };
    table.finish();
    article
}

fn read_act(table: &Table<'_>, origin: &Id) -> Option<Act> {
    let id = table.need_id("id", "id = \"signature\"").value;
    let kind = table.need_string("kind", "kind = \"statement\"");
    let date = table.need_date("date");
    let kind = read_act_kind(table, &kind)?;
    // a text that is silent on a second extension may be read in ways that are nobody's in particular
    let of_parties = !matches!(kind, ActKind::Extension { .. });
    let act = Act {
        id,
        kind,
        date: date?.value,
        announced: table.date("announced").map(|at| at.value),
        by: table.parties("by").into_iter().map(|at| at.value).collect::<Vec<PartyCode>>(),
        title: table.need_text("title"),
        text: table.text("text"),
        article: table.string("article").map(|at| ArticleNumber(at.value)),
        source: clauses::source(table),
        mark: clauses::mark(table),
        proposed: table.boolean("proposed").unwrap_or(false),
        readings: clauses::readings(table, of_parties),
        origin: origin.clone(),
        span: table.span.clone(),
    };
    table.finish();
    Some(act)
}

fn read_act_kind(table: &Table<'_>, kind: &At<String>) -> Option<ActKind> {
    Some(match kind.value.as_str() {
        "signature" => ActKind::Signature,
        "ratification" => ActKind::Ratification,
        "entry-into-force" => ActKind::EntryIntoForce,
        "accession" => ActKind::Accession,
        "extension" => ActKind::Extension { until: table.need_date("until")?.value },
        "suspension" => ActKind::Suspension {
            suspends: read_keeps(table, "suspends").unwrap_or(Keeps::All),
            keeps: table.strings("keeps").into_iter().map(|at| ArticleNumber(at.value)).collect(),
        },
        "resumption" => ActKind::Resumption,
        "withholding" => {
            let clock = table.need_id("clock", "clock = \"six-month-update\"").value;
            ActKind::Withholding { clock, exchange: table.need_date("exchange")?.value }
        }
        "withdrawal" => ActKind::Withdrawal,
        "expiry" => ActKind::Expiry,
        "dispute" => ActKind::Dispute,
        "statement" => ActKind::Statement,
        other => {
            const KNOWN: &str = "signature, ratification, entry-into-force, accession, extension, suspension, resumption, \
                                 withholding, withdrawal, expiry, dispute, statement";
            let message = format!("an act cannot be \"{}\"", show(other));
            let help = format!("one of: {KNOWN}");
            table.log.push(Diagnostic::error("unknown-word", kind.span.clone(), message).label("unknown").help(help));
            return None;
        }
    })
}

/// Puts the base underneath: its vocabulary and acts whole, its clauses as far as their articles are kept and not replaced.
fn stand_on(built: &mut Instrument, base: &Instrument, log: &Log) {
    let Some(link) = &built.base else { return };
    let vocabulary = [Kind::Class, Kind::Type, Kind::Conversion];
    let timeline = [Kind::Term, Kind::Extension, Kind::Withdrawal];
    for clause in built.of(Kind::Limit).filter(|clause| base.clause(Kind::Limit, &clause.id).is_some()) {
        let message = format!("`{}` has a limit `{}` already", base.id, clause.id);
        let help = "rename it, or keep the article of the base that sets it: the base's limit stays what it was";
        log.push(Diagnostic::error("named-in-base", clause.span.clone(), message).label("here").help(help));
    }
    let own: BTreeSet<_> = built.clauses.iter().map(|clause| (clause.kind(), &clause.id)).collect();
    let kept = base.clauses.iter().filter(|clause| {
        let kind = clause.kind();
        let replaced = !timeline.contains(&kind) && own.contains(&(kind, &clause.id));
        let holds = link.keeps.covers(&clause.article) || vocabulary.contains(&kind) || timeline.contains(&kind);
        holds && !replaced
    });
    let clauses: Vec<_> = kept.cloned().chain(built.clauses.iter().cloned()).collect();
    let articles: Vec<_> = base
        .articles
        .iter()
        .filter(|article| link.keeps.covers(&article.number) && built.article(&article.number).is_none())
        .cloned()
        .chain(built.articles.iter().cloned())
        .collect();
    let missing = |of: &[Party], party: &&Party| !of.iter().any(|own| own.code == party.code);
    let parties: Vec<_> = base.parties.iter().filter(|p| missing(&built.parties, p)).cloned().collect();
    let observers: Vec<_> = base.observers.iter().filter(|p| missing(&built.observers, p)).cloned().collect();
    built.parties.splice(0..0, parties);
    built.observers.splice(0..0, observers);
    built.acts.splice(0..0, base.acts.iter().cloned());
    for (key, source) in &base.sources {
        built.sources.entry(key.clone()).or_insert_with(|| source.clone());
    }
    built.clauses = clauses;
    built.articles = articles;
}
