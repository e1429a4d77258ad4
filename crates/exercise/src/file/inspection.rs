//! The inspections of an exercise: who asks whom for what, and when.

use super::Exercise;
use super::read::{need_side, problem, within};
use inventory::Epoch;
use treaty::instrument::OpeningForm;
use treaty::strict::Table;
use treaty::{Id, PartyCode};

/// The most days after the end of an epoch on which an inspection is asked for.
const DAY_MAX: u32 = 366;
/// The most items that come, or go, and the most stories.
const MOVED_MAX: u32 = 16;

/// Inspections of one kind, each from request to signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspections {
    /// Who inspects.
    pub inspector: PartyCode,
    /// Who is inspected.
    pub host: PartyCode,
    /// Of which kind, in the words of the instrument.
    pub kind: Id,
    /// What the opening is to show.
    pub form: OpeningForm,
    /// Where; nothing where the lot decides.
    pub site: Option<Id>,
    /// They are asked for after this epoch.
    pub epoch: Epoch,
    /// So many days after the end of its day, one inspection a day that is named.
    pub days: Vec<u32>,
    /// So many items have come to the site since the epoch closed, and the ledger has it so.
    pub arrived: u32,
    /// So many have left it.
    pub departed: u32,
    /// The inspector asks for so many stories.
    pub stories: u32,
}

pub(super) fn read(table: &Table<'_>, exercise: &Exercise) -> Option<Inspections> {
    let party = |key, example: &str| need_side(table, key, example, exercise);
    let (inspector, host) = (party("inspector", "inspector = \"OND\""), party("host", "host = \"HAL\""));
    let kind = table.need_id("kind", "kind = \"sampled-visit\"").value;
    let form = table.need_word("form", &OpeningForm::WORDS).map(|at| at.value);
    let site = table.id("site").map(|at| at.value);
    let epoch = table.need_number("epoch", "epoch = 3");
    let epoch = Epoch(within(table, epoch, "epoch", 0, exercise.epochs));
    let count = |key| {
        let number = table.number(key);
        let within = number.map(|number| within(table, number, key, 0, MOVED_MAX));
        within.unwrap_or_default()
    };
    let (arrived, departed, stories) = (count("arrived"), count("departed"), count("stories"));
    if arrived + departed > 0 && site.is_none() {
        table.missing("site", "site = \"grey-mountain\": where a lot decides nobody knows yet where items come and go");
    }
    let days = table.numbers("days").into_iter().map(|day| within(table, day, "days", 0, DAY_MAX)).collect::<Vec<_>>();
    if days.is_empty() {
        table.missing("days", "days = [10, 24], one inspection each");
    }
    if inspector.is_some() && inspector == host {
        let message = "nobody inspects itself".to_owned();
        problem(table, "same-party", table.span.clone(), message, "name another party as the host");
    }
    table.finish();
    Some(Inspections {
        inspector: inspector?,
        host: host?,
        kind,
        form: form?,
        site,
        epoch,
        days,
        arrived,
        departed,
        stories,
    })
}
