//! Who witnesses and how many sites and keys are listed, where either of two instruments has been put into use.

use super::Pair;
use crate::layout::Page;
use crate::locale::Arg;
use crate::show::annex::witnesses;
use crate::table::{self, First};
use crate::teller::{Teller, list};
use serde_json::{Map, Value, json};
use treaty::PartyCode;
use treaty::instrument::Instrument;

/// Writes the table; nothing where neither instrument lists any.
pub(super) fn write(page: &mut Page, pair: &Pair<'_>) {
    let is_plain = |of: &Instrument| of.witnesses.is_empty() && of.keys.is_empty() && of.sites.is_empty();
    if is_plain(pair.left.of) && is_plain(pair.right.of) {
        return;
    }
    let locale = pair.locale();
    page.heading(&locale.word("show-annex"));
    let sides = [pair.left, pair.right];
    let row = |name: String, of: &dyn Fn(Teller<'_>) -> String| {
        [name].into_iter().chain(sides.iter().map(|side| of(*side))).collect::<Vec<_>>()
    };
    let names = |side: Teller<'_>| if side.of.witnesses.is_empty() { nobody(side) } else { list(witnesses(side)) };
    let count = |side: Teller<'_>, count: usize| side.say("annex-count", &[("count", Arg::Number(count as u64))]);
    let mut rows = vec![row(locale.word("annex-witnesses"), &names)];
    for code in parties(sides) {
        let name = locale.say("annex-sites", &[("party", Arg::Words(&sides[0].party(code)))]);
        rows.push(row(name, &|side| count(side, side.of.sites_of(code).count())));
    }
    rows.push(row(locale.word("annex-keys"), &|side| count(side, side.of.keys.len())));
    let head = [String::new()].into_iter().chain(pair.names()).collect::<Vec<_>>();
    table::write(page, &head, &rows, First::Subject, (1, 1));
}

fn nobody(side: Teller<'_>) -> String {
    side.word("says-nothing")
}

/// The parties of the left in their order, then those that only the right has.
fn parties<'a>([left, right]: [Teller<'a>; 2]) -> Vec<&'a PartyCode> {
    let only = right.of.parties.iter().filter(|party| left.of.party(&party.code).is_none());
    left.of.parties.iter().chain(only).map(|party| &party.code).collect()
}

/// The same of one side as JSON: witnesses by name, sites counted by party, keys counted.
pub(super) fn side(of: &Instrument) -> Value {
    let sites = of.parties.iter().map(|party| (party.code.to_string(), json!(of.sites_of(&party.code).count())));
    json!({
        "witnesses": of.witnesses.iter().map(|witness| witness.id.as_str()).collect::<Vec<_>>(),
        "sites": Value::Object(sites.collect::<Map<_, _>>()),
        "keys": of.keys.len(),
    })
}
