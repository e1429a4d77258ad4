//! The statement that a call makes: which seal, whose, where, and what was typed in.

use super::{said, tolerance};
use crate::args::SealVerb;
use crate::desk::Desk;
use crate::out::Failure;
use record::custody::{Custody, follow};
use record::statement::{BreakReason, SealDeed, SealStatement, StepHash};
use record::{SealNumber, SiteNumber};
use treaty::PartyCode;
use treaty::instrument::SealOn;

/// The statement that a call makes.
pub fn stated(desk: &Desk, verb: &SealVerb) -> Result<SealStatement, Failure> {
    let own = desk.party().clone();
    let (number, when, inspection) = verb.about();
    let number = number_of(number)?;
    let inspection = inspection.map(|name| request(desk, name)).transpose()?;
    if let (SealVerb::Verify { .. }, None) = (verb, when) {
        let why = "say with --when at what time it was looked at: a call that is made again tells of the same look";
        return Err(Failure::Refused(why.to_owned()));
    }
    let at = when.unwrap_or(desk.now);
    match verb {
        SealVerb::Apply { of, site, on, instead, .. } => {
            let host = other(desk, of.as_ref(), "--of")?;
            let site = site_of(desk, &host, site)?;
            let on = on_of(on)?;
            let instead = instead.as_deref().map(number_of).transpose()?;
            let deed = SealDeed::Applied { on, instead };
            Ok(SealStatement { owner: own, host, site, number, deed, at, inspection })
        }
        SealVerb::Break { reason: Some(reason), owner, .. } => {
            let owner = other(desk, owner.as_ref(), "--owner")?;
            let (host, site) = place(desk, &owner, &number)?;
            if host != own {
                return Err(Failure::Refused(format!(
                    "seal {number} of {owner} is at {host}, and its host states that it breaks it"
                )));
            }
            let deed = SealDeed::Broken(reason_of(reason)?);
            Ok(SealStatement { owner, host, site, number, deed, at, inspection })
        }
        SealVerb::Verify { .. } | SealVerb::Remove { .. } | SealVerb::Break { .. } => {
            let (host, site) = place(desk, &own, &number)?;
            let deed = match verb {
                SealVerb::Verify { .. } => SealDeed::Verified,
                SealVerb::Remove { .. } => SealDeed::Removed,
                _ => SealDeed::Found,
            };
            Ok(SealStatement { owner: own, host, site, number, deed, at, inspection })
        }
        SealVerb::Status => unreachable!("answered without a statement"),
    }
}

/// Where a seal is.
fn place(desk: &Desk, owner: &PartyCode, number: &SealNumber) -> Result<(PartyCode, SiteNumber), Failure> {
    let said = said(desk);
    let custody: Custody<'_> = follow(&said, tolerance(desk.treaty()));
    let seal = custody.seals.iter().find(|seal| seal.owner() == owner && seal.number() == number);
    let known = || {
        let all: Vec<_> =
            custody.seals.iter().filter(|seal| seal.owner() == owner).map(|seal| seal.number().as_str()).collect();
        if all.is_empty() { "none".to_owned() } else { all.join(", ") }
    };
    let none = || Failure::Refused(format!("{owner} has put on no seal {number}; known: {}", known()));
    seal.map(|seal| (seal.host().clone(), seal.site())).ok_or_else(none)
}

fn site_of(desk: &Desk, host: &PartyCode, site: &str) -> Result<SiteNumber, Failure> {
    let ground = desk.books.ground(desk.treaty(), host)?;
    let found = ground.sites().iter().position(|known| known.alias.as_str() == site);
    let found = found.and_then(|place| u16::try_from(place).ok()).map(SiteNumber);
    found.ok_or_else(|| {
        let known: Vec<_> = ground.sites().iter().map(|site| site.alias.as_str()).collect();
        Failure::Refused(format!("{host} has no site `{site}`; known: {}", known.join(", ")))
    })
}

/// The request of the inspection that is called so.
fn request(desk: &Desk, name: &str) -> Result<StepHash, Failure> {
    let visit = desk.books.visits.iter().find(|visit| visit.name() == name);
    visit.map(|visit| visit.progress.id()).ok_or_else(|| {
        let known: Vec<_> = desk.books.visits.iter().map(|visit| visit.name()).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        Failure::Refused(format!("there is no inspection {name}; known: {known}"))
    })
}

/// The other party that is meant, where there are several.
fn other(desk: &Desk, named: Option<&PartyCode>, flag: &str) -> Result<PartyCode, Failure> {
    let parties = desk.treaty().parties.iter().map(|party| &party.code);
    let others: Vec<_> = parties.filter(|code| *code != desk.party()).collect();
    match (named, others.as_slice()) {
        (None, [one]) => Ok((*one).clone()),
        (Some(named), others) if others.contains(&named) => Ok(named.clone()),
        _ => {
            let known: Vec<_> = others.iter().map(|code| code.as_str()).collect();
            Err(Failure::Refused(format!("name another party with {flag}: one of {}", known.join(", "))))
        }
    }
}

fn number_of(text: &str) -> Result<SealNumber, Failure> {
    let bad = || {
        Failure::Refused(format!("`{}` is no number of a seal: write 1 to 32 of A-Z, 0-9 and -", text.escape_debug()))
    };
    SealNumber::new(text).ok_or_else(bad)
}

fn on_of(word: &str) -> Result<SealOn, Failure> {
    let found = SealOn::WORDS.iter().find(|(of, _)| *of == word).map(|(_, on)| *on);
    found.ok_or_else(|| {
        Failure::Refused(format!("`{word}` is nothing that a seal is on: write door, container or canister"))
    })
}

fn reason_of(word: &str) -> Result<BreakReason, Failure> {
    let found = BreakReason::ALL.iter().copied().find(|reason| reason.word() == word);
    found.ok_or_else(|| Failure::Refused(format!("`{word}` is no reason: write maintenance or emergency")))
}
