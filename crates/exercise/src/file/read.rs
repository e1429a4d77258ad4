//! From the bytes of a file to an [`Exercise`], or to everything that is wrong with them.

use super::{
    EPOCHS_MAX, End, Exercise, Expected, ITEMS_MAX, Parts, RATE_MAX, Rates, Reader, SIDES_MAX, SITES_MAX, STAY_MAX,
    ScenarioSeed, Side, Site, Stock, WITNESSES_MAX, Witness, clarification, evasion, incident, inspection, seal,
};
use audit::{Outcome, Severity};
use inventory::Epoch;
use record::Author;
use std::collections::BTreeSet;
use std::ops::Range;
use treaty::diagnostic::{nearest, show};
use treaty::measure::Measure;
use treaty::strict::{At, Table};
use treaty::{Diagnostic, Id, PartyCode};

const SPEC: &str = "docs/spec/exercise.md";

/// Reads an exercise that stands by itself.
///
/// # Errors
/// Every problem of the file, in its order, each with its place and a remedy.
pub fn parse(bytes: &[u8]) -> Result<Exercise, Vec<Diagnostic>> {
    parse_among(bytes, &|_| None)
}

/// Reads an exercise whose players may be those of another, which is looked up by its name.
///
/// # Errors
/// Every problem of the file, in its order, each with its place and a remedy.
pub fn parse_among(bytes: &[u8], others: &dyn Fn(&Id) -> Option<Exercise>) -> Result<Exercise, Vec<Diagnostic>> {
    treaty::strict::file(bytes, SPEC, |root| {
        let mut exercise = match root.id("players-of") {
            None => own_players(root),
            Some(of) => of_other_players(root, &of, others)?,
        };
        exercise.inspections =
            root.tables("inspection").iter().filter_map(|table| inspection::read(table, &exercise)).collect();
        exercise.seals = root.tables("seal").iter().filter_map(|table| seal::read(table, &exercise)).collect();
        exercise.clarifications =
            root.tables("clarification").iter().filter_map(|table| clarification::read(table, &exercise)).collect();
        exercise.incidents =
            root.tables("incident").iter().filter_map(|table| incident::read(table, &exercise)).collect();
        exercise.evasions = root.tables("evasion").iter().filter_map(|table| evasion::read(table, &exercise)).collect();
        exercise.expected = root.tables("expect").iter().map(|table| expected(table, &exercise)).collect();
        exercise.reader = root.table("reader").map(|table| reader(&table, &exercise));
        root.finish();
        Some(exercise)
    })
}

fn own_players(root: &Table<'_>) -> Exercise {
    let replay = root.boolean("replay").unwrap_or(false);
    let parts = if replay { Parts::default() } else { own_parts(root) };
    let instrument = root.need_id("instrument", "instrument = \"illustrative-freeze\"").value;
    let head = Exercise { replay, ..head(root, parts, instrument, replay) };
    let witnesses = few(root, "witness", WITNESSES_MAX).iter().map(|table| witness(table, head.epochs)).collect();
    let sides = few(root, "side", SIDES_MAX).iter().map(|table| side(table, replay)).collect();
    let exercise = Exercise { witnesses, sides, ..head };
    needs_sides(root, &exercise);
    exercise
}

/// The instrument, parts, witnesses and sides are another exercise's.
fn of_other_players(root: &Table<'_>, of: &At<Id>, others: &dyn Fn(&Id) -> Option<Exercise>) -> Option<Exercise> {
    let Some(other) = others(&of.value) else {
        let message = format!("there is no exercise `{}` whose players these could be", of.value);
        problem(
            root,
            "unknown-name",
            of.span.clone(),
            message,
            "name an exercise that stands beside this one, or ships",
        );
        return None;
    };
    let head = head(root, other.parts, other.instrument, false);
    Some(Exercise { witnesses: other.witnesses, sides: other.sides, ..head })
}

fn own_parts(root: &Table<'_>) -> Parts {
    let parts = root.table("parts").map(|table| {
        let one = |key, example| table.need_id(key, example).value;
        let parts = Parts {
            deployed: one("deployed", "deployed = \"strategic-deployed\""),
            stored: one("stored", "stored = \"strategic-stored\""),
            retired: one("retired", "retired = \"retired\""),
        };
        table.finish();
        parts
    });
    parts.unwrap_or_else(|| {
        root.missing("parts", "[parts] with deployed, stored and retired, each a class of the instrument");
        Parts { deployed: Id::default(), stored: Id::default(), retired: Id::default() }
    })
}

/// In a replay there are no epochs.
fn head(root: &Table<'_>, parts: Parts, instrument: Id, replay: bool) -> Exercise {
    let epochs = || within(root, root.need_number("epochs", "epochs = 52"), "epochs", 1, EPOCHS_MAX);
    Exercise {
        id: root.need_id("id", "id = \"honest-year\"").value,
        title: root.need_text("title"),
        text: root.need_text("text"),
        instrument,
        seed: ScenarioSeed(root.need_number("seed", "seed = 1").value.into()),
        epochs: if replay { 0 } else { epochs() },
        replay: false,
        end: end(root),
        parts,
        witnesses: Vec::new(),
        sides: Vec::new(),
        inspections: Vec::new(),
        clarifications: Vec::new(),
        seals: Vec::new(),
        incidents: Vec::new(),
        evasions: Vec::new(),
        expected: Vec::new(),
        reader: None,
    }
}

/// What an audit comes to.
const OUTCOMES: [(&str, Outcome); 3] =
    [("consistent", Outcome::Consistent), ("open", Outcome::Open), ("inconsistent", Outcome::Inconsistent)];

fn end(root: &Table<'_>) -> End {
    let [consistent, open, inconsistent] = OUTCOMES.map(|(word, outcome)| (word, Some(outcome)));
    match root.need_word("outcome", &[consistent, open, inconsistent, ("refused", None)]).map(|at| at.value) {
        Some(None) => End::Refused(root.need_string("names", "names = \"HAL/checkpoint\"").value),
        Some(Some(outcome)) => End::Assessed(outcome),
        None => End::Assessed(Outcome::Consistent),
    }
}

/// The tables of a list that may have so many.
fn few<'a>(table: &Table<'a>, key: &'static str, most: usize) -> Vec<Table<'a>> {
    let mut tables = table.tables(key);
    if let Some(first) = tables.get(most) {
        let message = format!("there are {} tables `{key}`, and {most} are the most", tables.len());
        problem(table, "too-many", first.span.clone(), message, "leave some out");
        tables.truncate(most);
    }
    for (index, own) in tables.iter().enumerate() {
        let name = |table: &Table<'_>| table.string(if key == "side" { "party" } else { "id" }).map(|at| at.value);
        if name(own).is_some_and(|own| tables[..index].iter().any(|other| name(other).as_ref() == Some(&own))) {
            let message = format!("a `{key}` of this name stands above already");
            problem(table, "named-twice", own.span.clone(), message, "give each a name of its own");
        }
    }
    tables
}

fn witness(table: &Table<'_>, epochs: u32) -> Witness {
    let silent = table.number("silent-from").map(|at| Epoch(within(table, at, "silent-from", 0, epochs)));
    let id = table.need_id("id", "id = \"lake-institute\"").value;
    let witness = Witness { id, name: table.need_text("name"), silent_from: silent };
    table.finish();
    witness
}

/// A party of a replay has no sites.
fn side(table: &Table<'_>, replay: bool) -> Side {
    let party = need_party(table);
    let sites: Vec<_> = few(table, "site", SITES_MAX).iter().map(site).collect();
    let known: BTreeSet<_> = sites.iter().map(|site| &site.id).collect();
    let stock: Vec<_> = table.tables("stock").iter().map(|table| items(table, &known)).collect();
    if sites.is_empty() && !replay {
        table.missing("site", "[[side.site]] with id, facility and name");
    }
    let total: u64 = stock.iter().map(|stock| u64::from(stock.items)).sum();
    if total > ITEMS_MAX.into() {
        let message = format!("the side holds {total} items, and {ITEMS_MAX} are the most");
        problem(table, "out-of-range", table.span.clone(), message, "let it hold fewer");
    }
    let life = table.table("life").map(|table| rates(&table)).unwrap_or_default();
    table.finish();
    Side { party, sites, stock, life }
}

pub(super) fn site(table: &Table<'_>) -> Site {
    let site = Site {
        id: table.need_id("id", "id = \"north-base\"").value,
        facility: table.need_id("facility", "facility = \"missile-base\"").value,
        name: table.need_text("name"),
    };
    table.finish();
    site
}

/// Items at a site; what else the table may hold is the caller's to ask for before.
pub(super) fn items(table: &Table<'_>, sites: &BTreeSet<&Id>) -> Stock {
    let stock = at_site(table, "class", sites);
    table.finish();
    stock
}

pub(super) fn at_site(table: &Table<'_>, class: &'static str, sites: &BTreeSet<&Id>) -> Stock {
    let site = table.need_id("site", "site = \"north-base\"");
    known(table, "site", &site, sites);
    let items = table.need_number("items", "items = 10");
    Stock {
        site: site.value,
        class: table.need_id(class, "class = \"strategic-stored\"").value,
        items: within(table, items, "items", 1, ITEMS_MAX),
    }
}

fn rates(table: &Table<'_>) -> Rates {
    let rate = |key| table.number(key).map_or(0, |at| within(table, at, key, 0, RATE_MAX));
    let stay = |key| table.number(key).map_or(0, |at| within(table, at, key, 0, STAY_MAX));
    let rates = Rates {
        moves: rate("moves"),
        deployments: rate("deployments"),
        removals: rate("removals"),
        retirements: rate("retirements"),
        dismantlements: rate("dismantlements"),
        refurbishments: rate("refurbishments"),
        births: rate("births"),
        missiles: rate("missiles"),
        vehicles: rate("vehicles"),
        transit: stay("transit"),
        stay: stay("stay"),
    };
    table.finish();
    rates
}

fn needs_sides(root: &Table<'_>, exercise: &Exercise) {
    if exercise.sides.len() < 2 {
        root.missing("side", "[[side]] for each of two parties or more");
    }
}

fn expected(table: &Table<'_>, exercise: &Exercise) -> Expected {
    let about = author_of(table, exercise);
    let code = table.need_id("code", "code = \"balance-open\"").value;
    let measure = table.word("measure", &Measure::WORDS).map(|at| at.value);
    let severity =
        table.word("severity", &Severity::ALL.map(|severity| (severity.word(), severity))).map(|at| at.value);
    let expected = Expected { code, about, epochs: epochs(table, exercise.epochs), measure, severity };
    table.finish();
    expected
}

fn reader(table: &Table<'_>, exercise: &Exercise) -> Reader {
    let party = need_party_of(table, exercise);
    let all = |key| table.tables(key).iter().map(|table| expected(table, exercise)).collect();
    let (more, less) = (all("more"), all("less"));
    let outcome = table.need_word("outcome", &OUTCOMES).map(|at| at.value);
    table.finish();
    Reader { party, outcome: outcome.unwrap_or(Outcome::Consistent), more, less }
}

fn epochs(table: &Table<'_>, most: u32) -> Option<(Epoch, Epoch)> {
    let number = |key| table.number(key).map(|at| Epoch(within(table, at, key, 0, most)));
    let wrong = |message: &str| {
        let help = "write epoch = 7, or first = 7 and last = 9";
        problem(table, "bad-epochs", table.span.clone(), message.to_owned(), help);
        None
    };
    match (number("epoch"), number("first"), number("last")) {
        (None, None, None) => None,
        (Some(epoch), None, None) => Some((epoch, epoch)),
        (None, Some(first), Some(last)) if first <= last => Some((first, last)),
        (None, Some(first), Some(last)) => wrong(&format!("the last epoch, {last}, is before the first, {first}")),
        _ => wrong("the epochs are given in part, or twice"),
    }
}

fn need_party(table: &Table<'_>) -> PartyCode {
    need_party_at(table).value
}

fn need_party_at(table: &Table<'_>) -> At<PartyCode> {
    table.party("party").unwrap_or_else(|| {
        table.missing("party", "party = \"HAL\"");
        At { value: PartyCode::default(), span: table.span.clone() }
    })
}

/// The party or the witness that a table names; nothing where it names nobody.
pub(super) fn author_of(table: &Table<'_>, exercise: &Exercise) -> Option<Author> {
    let party = table.has("party").then(|| Author::Party(need_party_of(table, exercise)));
    let witness = table.id("witness").map(|at| {
        known_witness(table, &at, exercise);
        Author::Witness(at.value)
    });
    if party.is_some() && witness.is_some() {
        let message = "this is about one party or one witness".to_owned();
        problem(table, "two-subjects", table.span.clone(), message, "take one of the two out");
    }
    party.or(witness)
}

pub(super) fn known_witness(table: &Table<'_>, at: &At<Id>, exercise: &Exercise) {
    known(table, "witness", at, &exercise.witnesses.iter().map(|witness| &witness.id).collect());
}

/// A party that has a side, under a key of its own.
pub(super) fn need_side(table: &Table<'_>, key: &'static str, example: &str, exercise: &Exercise) -> Option<PartyCode> {
    let Some(at) = table.party(key) else {
        table.missing(key, example);
        return None;
    };
    if exercise.side(&at.value).is_none() {
        let message = format!("`{}` has no [[side]]", at.value);
        problem(table, "unknown-name", at.span, message, "name a party that plays");
        return None;
    }
    Some(at.value)
}

/// A party that has a side.
pub(super) fn need_party_of(table: &Table<'_>, exercise: &Exercise) -> PartyCode {
    let party = need_party_at(table);
    let codes: Vec<_> = exercise.sides.iter().map(|side| side.party.as_str()).collect();
    if party.value != PartyCode::default() && !codes.contains(&party.value.as_str()) {
        unknown(table, "party", &show(party.value.as_str()), party.span, &codes);
    }
    party.value
}

pub(super) fn known(table: &Table<'_>, what: &str, name: &At<Id>, among: &BTreeSet<&Id>) {
    if name.value != Id::default() && !among.contains(&name.value) {
        let names: Vec<_> = among.iter().map(|id| id.as_str()).collect();
        unknown(table, what, &show(&name.value), name.span.clone(), &names);
    }
}

fn unknown(table: &Table<'_>, what: &str, name: &str, span: Range<usize>, among: &[&str]) {
    const LISTED_MAX: usize = 20;
    let help = match nearest(name, among.iter().copied()) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => format!("known here: {}", among.iter().take(LISTED_MAX).copied().collect::<Vec<_>>().join(", ")),
    };
    problem(table, "unknown-name", span, format!("there is no {what} `{name}`"), help);
}

pub(super) fn within(table: &Table<'_>, at: At<u32>, key: &str, least: u32, most: u32) -> u32 {
    if !(least..=most).contains(&at.value) {
        let message = format!("`{key}` is {}, out of range", at.value);
        // a replay has no epochs, so that none of them can be named
        let help = match least <= most {
            true => format!("write a whole number from {least} to {most}"),
            false => "leave it out: there is no number that could stand here".to_owned(),
        };
        problem(table, "out-of-range", at.span, message, help);
    }
    at.value.clamp(least, most.max(least))
}

pub(super) fn problem(
    table: &Table<'_>,
    code: &'static str,
    span: Range<usize>,
    message: String,
    help: impl Into<String>,
) {
    table.log.push(Diagnostic::error(code, span, message).label("here").help(help));
}
