//! `standstill clarify …`: the two sides of a clarification, each in its own home, with a stick between them.

mod talk;

pub use talk::{Talk, follow};

use crate::args::{self, ClarifyVerb, Words};
use crate::desk::Desk;
use crate::files;
use crate::out::{Answer, Failure, Teller};
use record::Statement;
use record::site::{REPORT_TEXT_MAX, ReportText};
use record::statement::{ClarificationStep, Language, OfferForm, Paper, Raising, StepHash, StepName, Turn, TurnName};
use report::clarification::Standing;
use report::visit::Telling;
use serde_json::json;
use sha2::{Digest, Sha256};
use treaty::Id;
use treaty::instrument::{Clarification, Clause};

/// The largest file that a paper names, in bytes.
const NAMED_FILE_MAX: usize = 256 << 20;

/// A call that took its step, or found it taken.
struct Done {
    talk: String,
    step: TurnName,
    again: bool,
}

/// Answers a call.
pub fn run(call: &args::Clarify, teller: &Teller) -> Result<Answer, Failure> {
    let mut desk = Desk::open(&call.desk.home, call.desk.at, None)?;
    let rule = desk.treaty().clarification().map(|(clause, rule)| (clause.clone(), rule.clone()));
    let rule = rule.ok_or_else(|| Failure::Refused("the instrument of this home has no [clarification]".to_owned()))?;
    let looks = matches!(call.verb, ClarifyVerb::Status);
    let stick = match (looks, &call.desk.stick) {
        (true, None) => None,
        (_, stick) => Some(desk.take_in(stick.as_deref())?),
    };
    let done = if looks { None } else { Some(step(&mut desk, call)) };
    desk.aside.iter().for_each(|words| teller.aside(words));
    let done = done.transpose()?;
    if let (Some(stick), Some(_)) = (&stick, &done) {
        desk.leave(stick)?;
    }
    tell(&desk, (&rule.0, &rule.1), done.as_ref(), teller)
}

fn step(desk: &mut Desk, call: &args::Clarify) -> Result<Done, Failure> {
    let turn = match &call.verb {
        ClarifyVerb::Status => unreachable!("answered without a step"),
        ClarifyVerb::Raise { of, clause, about, words } => return raise(desk, of, clause, about.as_deref(), words),
        ClarifyVerb::Answer { words } => Turn::Answer(paper(words)?),
        ClarifyVerb::Offer { form, words } => Turn::Offer { form: offer_form(form)?, paper: paper(words)? },
        ClarifyVerb::Propose { words } => Turn::Proposal(paper(words)?),
        ClarifyVerb::Agree => Turn::Agreement,
        ClarifyVerb::Disagree { words } => Turn::Disagreement(paper(words)?),
        ClarifyVerb::Withdraw { words } => Turn::Withdrawal(paper(words)?),
    };
    let name = turn.name();
    let talk = talk::chosen(desk, call.clarification.as_deref(), name)?;
    let called = talk.name();
    if talk.just_took(desk.party(), name) {
        return Ok(Done { talk: called, step: name, again: true });
    }
    let (clarification, previous) = (talk.progress.id(), talk.progress.last().hash);
    let step = ClarificationStep::Next { clarification, previous, turn };
    // held against the steps before as everybody will
    let tried = talk.progress.clone().advance(&desk.author(), &step, StepHash([0; 32]), desk.now);
    tried.map_err(|why| Failure::Refused(format!("{called}: {why}")))?;
    desk.say(&[Statement::Clarification(step)])?;
    Ok(Done { talk: called, step: name, again: false })
}

/// Asks. Asked again while the first is unanswered, it is the same one.
fn raise(
    desk: &mut Desk,
    to: &treaty::PartyCode,
    clause: &str,
    about: Option<&str>,
    words: &Words,
) -> Result<Done, Failure> {
    if to == desk.party() || desk.treaty().party(to).is_none() {
        let why = format!("{to} cannot be asked from this home: name another party of the instrument");
        return Err(Failure::Refused(why));
    }
    let clause = Id::new(clause).filter(|id| desk.treaty().clauses.iter().any(|clause| clause.id == *id));
    let clause = clause.ok_or_else(|| {
        Failure::Refused("--clause names no clause of the instrument: write the `id` of one".to_owned())
    })?;
    let about = about.map(|name| report_of(desk, name)).transpose()?;
    let raising = Raising { to: to.clone(), clause, about, paper: paper(words)? };
    let same = |talk: &&Talk| talk.just_took(desk.party(), TurnName::Raising) && *talk.progress.raising() == raising;
    if let Some(before) = desk.books.talks.iter().find(same) {
        return Ok(Done { talk: before.name(), step: TurnName::Raising, again: true });
    }
    desk.say(&[Statement::Clarification(ClarificationStep::Raising(raising))])?;
    let talk = desk.books.talks.iter().rev().find(|talk| talk.just_took(desk.party(), TurnName::Raising));
    let talk = talk.expect("the raising stands in the record").name();
    Ok(Done { talk, step: TurnName::Raising, again: false })
}

/// The report of an inspection that is called so; of one without a report its last step.
fn report_of(desk: &Desk, name: &str) -> Result<StepHash, Failure> {
    let visit = desk.books.visits.iter().find(|visit| visit.name() == name);
    let visit = visit.ok_or_else(|| {
        let known: Vec<_> = desk.books.visits.iter().map(|visit| visit.name()).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        Failure::Refused(format!("there is no inspection {name}; known: {known}"))
    })?;
    let progress = &visit.progress;
    Ok(progress.step(StepName::Report).unwrap_or(progress.last()).hash)
}

fn offer_form(word: &str) -> Result<OfferForm, Failure> {
    let found = OfferForm::ALL.iter().copied().find(|form| form.word() == word);
    found.ok_or_else(|| Failure::Refused(format!("`{word}` is no form of an offer: write visit or exhibition")))
}

/// What is said, as it was typed in.
fn paper(words: &Words) -> Result<Paper, Failure> {
    let one = |typed: &String| {
        let refuse = |why: &str| Failure::Refused(format!("--text `{}`: {why}", typed.escape_debug()));
        let (code, said) = typed.split_once('=').ok_or_else(|| refuse("write LANGUAGE=WORDS, such as en=…"))?;
        let code = Language::new(code).ok_or_else(|| refuse("a language is 2 or 3 small letters, such as en"))?;
        let why = format!("the words are longer than {REPORT_TEXT_MAX} bytes, or have a character that is not shown");
        Ok((code, ReportText::new(said).ok_or_else(|| refuse(&why))?))
    };
    let texts = words.text.iter().map(one).collect::<Result<Vec<_>, Failure>>()?;
    let hash = |path: &std::path::PathBuf| Ok(Sha256::digest(files::read_bytes(path, NAMED_FILE_MAX)?).into());
    let files = words.file.iter().map(hash).collect::<Result<Vec<[u8; 32]>, Failure>>()?;
    let why = "give --text once for each of 1 to 4 languages, none of them empty, and --file 16 times at most";
    Paper::new(texts, files).ok_or_else(|| Failure::Refused(why.to_owned()))
}

/// What was done, and how it stands; or how all stand.
fn tell(desk: &Desk, rule: (&Clause, &Clarification), done: Option<&Done>, teller: &Teller) -> Result<Answer, Failure> {
    let own = desk.books.talks.iter().filter(|talk| talk.side(desk.party()).is_some());
    let own: Vec<_> = own.map(|talk| (talk, talk.name())).collect();
    let told = own.iter().filter(|(_, name)| done.is_none_or(|done| done.talk == *name));
    let standings: Vec<_> = told.map(|(talk, name)| Standing { name, progress: &talk.progress, rule }).collect();
    let telling = Telling { treaty: desk.treaty(), own: desk.party(), now: desk.now, locale: &teller.locale };
    teller.tell(
        || match (done, standings.as_slice()) {
            (Some(done), [one]) => report::clarification::done(done.step, done.again, *one, telling),
            _ => report::clarification::all(&standings, telling),
        },
        || {
            let all: Vec<_> = standings.iter().map(|one| report::clarification::json(*one, desk.now)).collect();
            json!({ "home": desk.party().as_str(), "step": done.map(|done| done.step.word()),
                    "again": done.map(|done| done.again), "clarifications": all })
        },
    )?;
    Ok(Answer { status: 0 })
}
