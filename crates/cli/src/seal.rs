//! `standstill seal …`: custody seals, put on, looked at, taken off and broken, each stated from its author's home.

mod stated;

use crate::args::{self, SealVerb};
use crate::desk::Desk;
use crate::out::{Answer, Failure, Teller};
use log::Timestamp;
use record::Statement;
use record::custody::{Odd, Said, Seal, follow};
use record::statement::{BreakReason, SealAct, SealDeed, SealStatement};
use report::seal::{Done, Standing};
use report::visit::Telling;
use serde_json::json;
use treaty::Instrument;
use treaty::instrument::{Clause, Seals};

/// Answers a call.
pub fn run(call: &args::Seal, teller: &Teller) -> Result<Answer, Failure> {
    let mut desk = Desk::open(&call.desk.home, call.desk.at, None)?;
    let rule = desk.treaty().seals().map(|(clause, seals)| (clause.clone(), seals.clone()));
    let rule = rule.ok_or_else(|| Failure::Refused("the instrument of this home has no agreed [seals]".to_owned()))?;
    let looks = matches!(call.verb, SealVerb::Status);
    let stick = match (looks, &call.desk.stick) {
        (true, None) => None,
        (_, stick) => Some(desk.take_in(stick.as_deref())?),
    };
    let done = if looks { None } else { Some(say(&mut desk, (&rule.0, &rule.1), &call.verb)) };
    desk.aside.iter().for_each(|words| teller.aside(words));
    let done = done.transpose()?;
    if let (Some(stick), Some(_)) = (&stick, &done) {
        desk.leave(stick)?;
    }
    tell(&desk, (&rule.0, &rule.1), done.as_ref(), teller)
}

fn tell(desk: &Desk, rule: (&Clause, &Seals), done: Option<&Done>, teller: &Teller) -> Result<Answer, Failure> {
    let said = said(desk);
    let custody = follow(&said, tolerance(desk.treaty()));
    let standings = custody.seals.iter().map(|seal| standing(desk, seal, rule)).collect::<Result<Vec<_>, _>>()?;
    let telling = Telling { treaty: desk.treaty(), own: desk.party(), now: desk.now, locale: &teller.locale };
    teller.tell(
        || report::seal::words(done, &standings, telling),
        || {
            let seals: Vec<_> = standings.iter().map(|standing| report::seal::json(standing, desk.now)).collect();
            json!({ "home": desk.party().as_str(), "said": done.map(report::seal::done_json), "seals": seals })
        },
    )?;
    Ok(Answer { status: 0 })
}

fn standing<'a>(
    desk: &Desk,
    seal: &Seal<'_>,
    (clause, rule): (&'a Clause, &'a Seals),
) -> Result<Standing<'a>, Failure> {
    let ground = desk.books.ground(desk.treaty(), seal.host())?;
    let site = ground.sites().get(usize::from(seal.site().0)).map(|site| site.alias.clone());
    let gone = seal.gone();
    let reseal = gone.filter(|_| seal.next.is_none());
    let due = reseal.and_then(|gone| Timestamp::new(gone.seconds() + rule.reseal.seconds()));
    Ok(Standing {
        number: seal.number().to_string(),
        owner: seal.owner().clone(),
        host: seal.host().clone(),
        site,
        on: seal.on,
        applied: seal.applied.statement.at,
        whole: seal.known_whole_until(),
        gone,
        due,
        rule: (clause, rule),
    })
}

/// Says it, if it fits what was said before and the text lets it. The same thing said again is the same one.
fn say(desk: &mut Desk, (clause, rule): (&Clause, &Seals), verb: &SealVerb) -> Result<Done, Failure> {
    let statement = stated::stated(desk, verb)?;
    let done = |again| Done { number: statement.number.to_string(), act: statement.deed.act(), again };
    let author = desk.author();
    let before = desk.books.said(&author).iter().rev();
    let own = before.filter_map(|said| if let Statement::Seal(seal) = &said.statement { Some(seal) } else { None });
    let own: Vec<_> = own.filter(|one| (&one.owner, &one.number) == (&statement.owner, &statement.number)).collect();
    // without a time a call that is made again means the last thing that was said of the seal
    let untimed = verb.about().1.is_none();
    let meant = own.first().filter(|one| {
        untimed && (&one.host, one.site, &one.deed) == (&statement.host, statement.site, &statement.deed)
    });
    if meant.is_some() || own.contains(&&statement) {
        return Ok(done(true));
    }
    fits(desk, &statement)?;
    allowed(desk, (clause, rule), &statement, verb)?;
    let done = done(false);
    desk.say(&[Statement::Seal(statement)])?;
    Ok(done)
}

/// Whether it contradicts what stands in the records.
fn fits(desk: &Desk, statement: &SealStatement) -> Result<(), Failure> {
    let author = desk.author();
    let mut all = said(desk);
    all.push(Said { author: &author, leaf: u64::MAX, dated: desk.now, statement });
    let custody = follow(&all, tolerance(desk.treaty()));
    let odd = custody.odd.iter().find(|(said, _)| said.leaf == u64::MAX).map(|(_, odd)| *odd);
    let (owner, number) = (&statement.owner, &statement.number);
    let why = match odd {
        None => return Ok(()),
        Some(Odd::Twice(_)) => format!("{owner} has put on a seal {number} before, and numbers are never used again"),
        Some(Odd::Never) => format!("no seal {number} of {owner} was on there by that time"),
        Some(Odd::Gone(_)) => format!("{owner} has stated that seal {number} is taken off or was found broken"),
        Some(Odd::NotInPlace) => {
            "--instead names no seal of this party that was on such a thing there, is gone, and has none in its place"
                .to_owned()
        }
    };
    Err(Failure::Refused(why))
}

/// What the text lets be sealed, and when a break is told.
fn allowed(desk: &Desk, (clause, rule): (&Clause, &Seals), of: &SealStatement, verb: &SealVerb) -> Result<(), Failure> {
    let by = format!("(Article {})", clause.article);
    let announced = of.deed.act() == SealAct::Broken;
    if of.at > desk.now && !announced {
        return Err(Failure::Refused(
            "--when is still to come: what was done and found is stated afterwards".to_owned(),
        ));
    }
    if let SealDeed::Applied { on, .. } = &of.deed {
        let ground = desk.books.ground(desk.treaty(), &of.host)?;
        let facility = ground.sites().get(usize::from(of.site.0)).map(|site| site.facility.clone());
        if !rule.on.contains(on) {
            let may: Vec<_> = rule.on.iter().map(|on| on.word()).collect();
            return Err(Failure::Refused(format!("no seal may be on a {}; on: {} {by}", on.word(), may.join(", "))));
        }
        if !facility.as_ref().is_some_and(|facility| rule.at.contains(facility)) {
            let may: Vec<_> = rule.at.iter().map(|at| at.as_str()).collect();
            return Err(Failure::Refused(format!(
                "no seal may be at that kind of facility; at: {} {by}",
                may.join(", ")
            )));
        }
    }
    let due = match of.deed {
        SealDeed::Broken(BreakReason::Maintenance) => of.at.seconds().saturating_sub(rule.notice.seconds()),
        SealDeed::Broken(BreakReason::Emergency) => of.at.seconds() + rule.emergency.seconds(),
        _ => return Ok(()),
    };
    if desk.now.seconds() > due && !verb.all_the_same() {
        let (notice, emergency) = (rule.notice.seconds() / 3600, rule.emergency.seconds() / 3600);
        return Err(Failure::Refused(format!(
            "a break for maintenance is told {notice} hours before it, one in an emergency within {emergency} hours {by}. If it happened so, say it with --all-the-same: an audit tells how late it was"
        )));
    }
    Ok(())
}

/// All that the records of the home say of seals.
fn said(desk: &Desk) -> Vec<Said<'_>> {
    let authors = desk.books.held.keys();
    let of = authors.flat_map(|author| {
        desk.books.said(author).iter().filter_map(move |said| match &said.statement {
            Statement::Seal(statement) if author.party() == Some(statement.author()) => {
                Some(Said { author, leaf: said.leaf, dated: said.dated, statement })
            }
            _ => None,
        })
    });
    of.collect()
}

fn tolerance(treaty: &Instrument) -> u64 {
    treaty.record().map_or(0, |(_, rule)| rule.tolerance.seconds())
}
