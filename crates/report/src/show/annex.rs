//! What is appended to an instrument when it is put into use: witnesses, keys and sites. Nothing is written where there is none.

use crate::layout::Page;
use crate::locale::Arg;
use crate::teller::{Teller, list};
use crate::vocabulary::Told;
use treaty::instrument::{Holder, Key, Kind, Site};

/// Writes the witnesses, the keys of each holder, the sites of each party.
pub(super) fn write(page: &mut Page, teller: Teller<'_>) {
    let of = teller.of;
    if of.witnesses.is_empty() && of.keys.is_empty() && of.sites.is_empty() {
        return;
    }
    page.heading(&teller.word("show-annex"));
    if !of.witnesses.is_empty() {
        page.item(0, &teller.with("show-witnesses", "names", &list(witnesses(teller))));
    }
    sites(page, teller);
    keys(page, teller);
}

/// The names of the witnesses.
pub(crate) fn witnesses(teller: Teller<'_>) -> Vec<String> {
    teller.of.witnesses.iter().map(|witness| teller.text(&witness.name)).collect()
}

fn sites(page: &mut Page, teller: Teller<'_>) {
    for party in &teller.of.parties {
        let sites: Vec<_> = teller.of.sites_of(&party.code).collect();
        if sites.is_empty() {
            continue;
        }
        page.gap();
        page.item(0, &teller.with("show-sites", "party", &teller.party(&party.code)));
        for (number, site) in sites.into_iter().enumerate() {
            page.item(2, &self::site(teller, number, site));
        }
    }
}

fn site(teller: Teller<'_>, number: usize, site: &Site) -> String {
    let name = site.name.as_ref().map_or_else(|| site.id.to_string(), |name| teller.text(name));
    let kind = teller.name(Kind::Facility, &site.facility);
    let args = [("number", Arg::Number(number as u64)), ("name", Arg::Words(&name)), ("kind", Arg::Words(&kind))];
    teller.say("show-site", &args)
}

fn keys(page: &mut Page, teller: Teller<'_>) {
    if teller.of.keys.is_empty() {
        return;
    }
    page.gap();
    page.item(0, &teller.word("show-keys"));
    for key in &teller.of.keys {
        page.item(2, &self::key(teller, key));
    }
}

fn key(teller: Teller<'_>, key: &Key) -> String {
    let holder = holder(teller, &key.holder);
    let role = key.role.told(teller.locale);
    let head = teller.say("show-key", &[("holder", Arg::Words(&holder)), ("role", Arg::Words(&role))]);
    let days = [("key-from", key.from), ("key-until", key.until)];
    let days = days.into_iter().filter_map(|(word, day)| Some(teller.dated(word, day?)));
    format!("{}: {}", list([head].into_iter().chain(days)), key.key.as_str())
}

/// A party's short name, or a witness's name.
fn holder(teller: Teller<'_>, holder: &Holder) -> String {
    match holder {
        Holder::Party(code) => teller.party(code),
        Holder::Witness(id) => teller.of.witness(id).map_or_else(|| id.to_string(), |of| teller.text(&of.name)),
    }
}
