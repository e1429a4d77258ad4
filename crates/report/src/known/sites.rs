//! Sites by how much is known of them: never seen, opened, inspected, disputed. Only names that the instrument or an act gives in public.

use crate::locale::Arg;
use crate::outline::number;
use crate::teller::{Teller, list};
use audit::assessment::{Assessment, Knowledge, Site};
use treaty::instrument::Kind;
use treaty::{Date, Id, PartyCode};

/// The most sites that are named where none of them was ever seen.
const NAMED_MAX: usize = 40;

/// The columns of the sites that were seen.
pub(crate) const SEEN_COLUMNS: [&str; 6] =
    ["site", "facility", "knowledge", "site-opened", "site-inspected", "site-disputed"];

/// How many sites of one kind of facility are known how well.
pub(crate) struct Counted<'a> {
    pub(crate) facility: &'a Id,
    /// In the order of [`Knowledge::ALL`].
    pub(crate) counts: [usize; 4],
}

/// The parties of which any site is known, in the order of the instrument.
pub(crate) fn parties<'a>(assessment: &'a Assessment) -> Vec<&'a PartyCode> {
    let mut parties: Vec<&'a PartyCode> = assessment.sites.iter().map(|site| &site.party).collect();
    parties.dedup();
    parties
}

/// The sites of a party, by number.
pub(crate) fn of_party<'a>(assessment: &'a Assessment, party: &PartyCode) -> Vec<&'a Site> {
    assessment.sites.iter().filter(|site| site.party == *party).collect()
}

/// The sites of a party by kind of facility, as each kind comes first.
pub(crate) fn counted<'a>(sites: &[&'a Site]) -> Vec<Counted<'a>> {
    let mut all: Vec<Counted<'a>> = Vec::new();
    for site in sites {
        let place = all.iter().position(|of| *of.facility == site.facility);
        let place = place.unwrap_or_else(|| {
            all.push(Counted { facility: &site.facility, counts: [0; 4] });
            all.len() - 1
        });
        all[place].counts[place_of(site.knowledge())] += 1;
    }
    all
}

fn place_of(knowledge: Knowledge) -> usize {
    Knowledge::ALL.iter().position(|one| *one == knowledge).expect("all of them are there")
}

/// How much is known of a party's sites, in one sentence.
pub(crate) fn sum(teller: Teller<'_>, party: &PartyCode, sites: &[&Site]) -> String {
    let of = |knowledge| number(sites.iter().filter(|site| site.knowledge() == knowledge).count());
    teller.say(
        "sites-sum",
        &[
            ("party", Arg::Words(&teller.party(party))),
            ("count", number(sites.len())),
            ("never", of(Knowledge::NeverSeen)),
            ("opened", of(Knowledge::Opened)),
            ("inspected", of(Knowledge::Inspected)),
            ("disputed", of(Knowledge::Disputed)),
        ],
    )
}

/// The sites that were never seen, by name; nothing where there are none.
pub(crate) fn never_seen(teller: Teller<'_>, sites: &[&Site]) -> Option<String> {
    let never: Vec<_> = sites.iter().filter(|site| site.knowledge() == Knowledge::NeverSeen).collect();
    let named = list(never.iter().take(NAMED_MAX).map(|site| name(teller, site)));
    let more = never.len().saturating_sub(NAMED_MAX);
    let key = if more > 0 { "sites-never-more" } else { "sites-never" };
    (!never.is_empty()).then(|| teller.say(key, &[("sites", Arg::Words(&named)), ("count", number(more))]))
}

/// The other ones, a row for each: which, what it is, how much is known, and on which days that was.
pub(crate) fn seen(teller: Teller<'_>, sites: &[&Site]) -> Vec<[String; 6]> {
    let seen = sites.iter().filter(|site| site.knowledge() != Knowledge::NeverSeen);
    seen.map(|site| {
        [
            name(teller, site),
            teller.name(Kind::Facility, &site.facility),
            teller.word(&format!("knowledge-{}", site.knowledge().word())),
            days(teller, &site.opened),
            days(teller, &site.inspected),
            days(teller, &site.disputed),
        ]
    })
    .collect()
}

/// What a site is called, and whether it was closed.
pub(crate) fn name(teller: Teller<'_>, site: &Site) -> String {
    if site.closed { teller.with("site-closed", "site", site.site.as_str()) } else { site.site.to_string() }
}

/// The last of several days, and how many there are.
fn days(teller: Teller<'_>, days: &[Date]) -> String {
    match days {
        [] => String::new(),
        [day] => day.to_string(),
        [.., last] => {
            teller.say("site-days", &[("last", Arg::Words(&last.to_string())), ("count", number(days.len()))])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Locale, fixture};
    use treaty::Lang;

    #[test]
    fn sites_are_counted_by_kind_and_those_that_were_seen_have_their_days() {
        let (of, instrument, locale) = (fixture::seen(), fixture::instrument(), Locale::new(Lang::En));
        let teller = Teller::new(&locale, &instrument);
        let sites = of_party(&of, &of.sites[0].party);
        let counts: Vec<_> = counted(&sites).into_iter().map(|of| (of.facility.to_string(), of.counts)).collect();
        assert_eq!(counts, [("base".to_owned(), [2, 1, 1, 1])]);
        let rows = seen(teller, &sites);
        assert_eq!(rows[0], ["south", "base", "disputed", "2027-02-09", "2027-02-10", "2027-02-12"]);
        assert_eq!(rows[2], ["coast", "base", "opened", "2027-02-05", "", ""]);
        assert_eq!(never_seen(teller, &sites).unwrap(), "Never seen: old-field (closed), plain.");
    }

    #[test]
    fn of_a_great_many_sites_some_are_named_and_the_others_are_counted() {
        let (of, instrument, locale) = (fixture::seen(), fixture::instrument(), Locale::new(Lang::En));
        let teller = Teller::new(&locale, &instrument);
        let never = vec![&of.sites[4]; NAMED_MAX + 7];
        let told = never_seen(teller, &never).unwrap();
        assert!(told.ends_with("plain and 7 more.") && told.matches("plain").count() == NAMED_MAX, "{told}");
        assert_eq!(never_seen(teller, &[&of.sites[0]]), None);
    }
}
