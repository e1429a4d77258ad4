//! How an inspection begins, and how a side breaks it off.

use super::Done;
use super::rights::{self, asked};
use super::turn::{Turn, kept_under};
use crate::audit::refused;
use crate::desk::Desk;
use crate::out::Failure;
use record::draw::{Lot, SecretNonce, Sides};
use record::statement::{Deed, InspectionStep, Reason, Request, StepName};
use record::{ReaderSecret, Statement};
use treaty::PartyCode;

/// What an inspector keeps of a request, by its name in the home.
pub const READER_KEY: &str = "key";
/// The inspector's part in the draw of the site.
pub const SITE_NONCE: &str = "nonce-site";
/// Its part in the draw of objects.
pub const OBJECTS_NONCE: &str = "nonce-objects";

/// Asks for an inspection. Asked again while the first request is unanswered, it is the same one.
pub fn request(desk: &mut Desk, host: &PartyCode, kind: &str, form: &str) -> Result<Done, Failure> {
    if host == desk.party() || desk.treaty().party(host).is_none() {
        return Err(Failure::Refused(format!(
            "{host} cannot be inspected from this home: name another party of the instrument"
        )));
    }
    let asked = asked(desk, kind, form)?;
    let same = |request: &Request| request.host == *host && request.kind == asked.number && request.form == asked.form;
    let before = desk
        .books
        .visits
        .iter()
        .rev()
        .find(|visit| visit.just_took(desk.party(), StepName::Request) && same(visit.progress.request()));
    if let Some(before) = before {
        return Ok(Done::again(before.name(), StepName::Request));
    }
    rights::admit(desk, host, (asked.clause, asked.kind), None, None)?;
    let (number, form, is_drawn) = (asked.number, asked.form, asked.is_drawn());
    let (instrument, inspector) = (desk.treaty().hash, desk.party().clone());
    // the secrets are durable before anybody can see what binds to them; what a crash leaves behind is never used
    let secret = ReaderSecret::draw(desk.rng());
    let key = secret.public().encode();
    let under = kept_under(&key);
    desk.home.keep_secret(&under, READER_KEY, secret.reveal()).map_err(refused)?;
    let draw = is_drawn.then(|| desk.draw()).map(|nonce| {
        desk.home.keep_secret(&under, SITE_NONCE, &nonce).map_err(refused)?;
        let sides = Sides { instrument: &instrument, inspector: &inspector, host };
        Ok::<_, Failure>(SecretNonce::new(*nonce).commit(sides, Lot::Site))
    });
    let request = Request { host: host.clone(), kind: number, form, draw: draw.transpose()?, key };
    desk.say(&[Statement::Inspection(InspectionStep::Request(request))])?;
    let visit = desk.books.visits.iter().rev().find(|visit| visit.just_took(desk.party(), StepName::Request));
    Ok(Done::took(visit.expect("the request stands in the record").name(), StepName::Request))
}

/// The host refuses.
pub fn refuse(desk: &mut Desk, reason: &str) -> Result<Done, Failure> {
    let found = Reason::ALL.iter().find(|word| word.word() == reason).copied();
    let reason = found.ok_or_else(|| {
        let words: Vec<_> = Reason::ALL.iter().map(|word| word.word()).collect();
        Failure::Refused(format!("`{reason}` is no reason; write one of: {}", words.join(", ")))
    })?;
    end(desk, Deed::Refusal(reason))
}

/// The inspector breaks off.
pub fn withdraw(desk: &mut Desk) -> Result<Done, Failure> {
    end(desk, Deed::Withdrawal)
}

fn end(desk: &mut Desk, deed: Deed) -> Result<Done, Failure> {
    let step = deed.name();
    let visit = desk.visit(&[step])?;
    let name = visit.name();
    match desk.turn(visit, step)? {
        Turn::Again => Ok(Done::again(name, step)),
        Turn::Take => desk.take(&name, deed).map(|()| Done::took(name, step)),
    }
}
