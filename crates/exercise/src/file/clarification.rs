//! The clarifications of an exercise: who asks whom about what, and what each side says when.

use super::Exercise;
use super::read::{need_party_of, need_side, problem, within};
use inventory::Epoch;
use record::site::ReportText;
use record::statement::{Language, OfferForm, Paper, TurnName};
use treaty::strict::Table;
use treaty::{Date, Id, Lang, PartyCode, Text};

/// The most steps of a clarification.
const STEPS_MAX: usize = 32;
/// The most days after the end of an epoch on which a step is taken.
const DAY_MAX: u32 = 3660;
/// The inspections that a clarification may be about.
const INSPECTIONS_MAX: u32 = 4096;

/// A clarification, step by step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clarification {
    /// Who asks.
    pub raiser: PartyCode,
    /// Who is asked.
    pub respondent: PartyCode,
    /// About which clause of the instrument.
    pub clause: Id,
    /// About the report of the how many-th inspection of the play, from 1; nothing where it is about none.
    pub inspection: Option<u32>,
    /// What is said, in order.
    pub steps: Vec<ScriptedTurn>,
}

/// One step of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptedTurn {
    /// Which.
    pub name: TurnName,
    /// By whom.
    pub by: PartyCode,
    /// When.
    pub when: When,
    /// In which form something is to be shown, for an offer.
    pub form: OfferForm,
    /// What is said; nothing with an agreement.
    pub paper: Option<Paper>,
    /// Where it is known from, in a replay.
    pub source: Option<String>,
    /// Whether it is one that may not come here, and is said all the same.
    pub out_of_order: bool,
}

/// When a step is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// So many days after the end of an epoch's day.
    After(Epoch, u32),
    /// On a day.
    On(Date),
}

pub(super) fn read(table: &Table<'_>, exercise: &Exercise) -> Option<Clarification> {
    let party = |key| need_side(table, key, "raiser = \"OND\" and respondent = \"HAL\"", exercise);
    let sides = party("raiser").zip(party("respondent"));
    let clause = table.need_id("clause", "clause = \"sampled-visit\"").value;
    let inspection = table.number("inspection").map(|at| within(table, at, "inspection", 1, INSPECTIONS_MAX));
    let epoch = table.number("epoch").map(|at| Epoch(within(table, at, "epoch", 0, exercise.epochs)));
    if sides.as_ref().is_some_and(|(raiser, respondent)| raiser == respondent) {
        problem(table, "same-party", table.span.clone(), "nobody asks itself".to_owned(), "name another party");
    }
    let tables = table.tables("step");
    let steps: Vec<_> = tables.iter().filter_map(|entry| step(entry, exercise, sides.as_ref()?, epoch)).collect();
    begins(table, &steps, tables.len());
    table.finish();
    let (raiser, respondent) = sides?;
    Some(Clarification { raiser, respondent, clause, inspection, steps })
}

/// It begins with its raising, and has no other.
fn begins(table: &Table<'_>, steps: &[ScriptedTurn], given: usize) {
    let is_raising = |step: &ScriptedTurn| step.name == TurnName::Raising;
    if !steps.first().is_some_and(is_raising) || steps.iter().filter(|step| is_raising(step)).count() > 1 {
        let message = "a clarification begins with its raising, and has one".to_owned();
        problem(
            table,
            "bad-step",
            table.span.clone(),
            message,
            "write [[clarification.step]] with step = \"raising\" first",
        );
    }
    if given > STEPS_MAX {
        let message = format!("there are {given} steps, and {STEPS_MAX} are the most");
        problem(table, "too-many", table.span.clone(), message, "leave some out");
    }
}

fn step(
    table: &Table<'_>,
    exercise: &Exercise,
    (raiser, respondent): &(PartyCode, PartyCode),
    epoch: Option<Epoch>,
) -> Option<ScriptedTurn> {
    let words: Vec<_> = TurnName::ALL.iter().map(|name| (name.word(), *name)).collect();
    let name = table.need_word("step", &words).map(|at| at.value);
    let by = match name {
        Some(TurnName::Raising | TurnName::Withdrawal) => raiser.clone(),
        Some(TurnName::Answer | TurnName::Offer) => respondent.clone(),
        _ => need_party_of(table, exercise),
    };
    let forms: Vec<_> = OfferForm::ALL.iter().map(|form| (form.word(), *form)).collect();
    let form = match name {
        Some(TurnName::Offer) => table.need_word("form", &forms).map(|at| at.value),
        _ => None,
    };
    let says = name != Some(TurnName::Agreement);
    let paper = says.then(|| paper(table));
    let source = table.string("source").map(|at| at.value);
    if exercise.replay && source.is_none() {
        table.missing("source", "source = \"who said it, where and when\"");
    }
    let out_of_order = table.boolean("out-of-order").unwrap_or(false);
    let when = when(table, epoch);
    table.finish();
    let form = form.unwrap_or(OfferForm::Visit);
    let paper = match paper {
        Some(paper) => Some(paper?),
        None => None,
    };
    Some(ScriptedTurn { name: name?, by, when: when?, form, paper, source, out_of_order })
}

fn when(table: &Table<'_>, epoch: Option<Epoch>) -> Option<When> {
    let day = table.number("day").map(|at| within(table, at, "day", 0, DAY_MAX));
    match (table.date("date").map(|at| at.value), day, epoch) {
        (Some(date), None, _) => Some(When::On(date)),
        (None, Some(day), Some(epoch)) => Some(When::After(epoch, day)),
        _ => {
            let help = "write date = 2030-01-31, or day = 10 and in its [[clarification]] epoch = 1";
            problem(table, "bad-day", table.span.clone(), "the step has no day, or two".to_owned(), help);
            None
        }
    }
}

/// What one side says, in both languages.
fn paper(table: &Table<'_>) -> Option<Paper> {
    let Some([en, ru]) = table.free_text("text") else {
        table.missing("text", "text = { en = \"…\", ru = \"…\" }");
        return None;
    };
    let text = Text { en: en.value, ru: ru.value };
    let one = |lang: Lang| Some((Language::new(lang.code())?, ReportText::new(text.in_lang(lang))?));
    let texts: Option<Vec<_>> = Lang::ALL.into_iter().map(one).collect();
    let paper = texts.and_then(|texts| Paper::new(texts, Vec::new()));
    if paper.is_none() {
        let message =
            "the text is empty, too long, or has a line break or another character that is not shown".to_owned();
        problem(table, "bad-text", table.span.clone(), message, "write one line of 1 to 4 096 bytes in each language");
    }
    paper
}
