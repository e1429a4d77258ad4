//! Games: where to look by lot.

use super::announced;
use crate::args::{Allocate, Lot};
use crate::files;
use crate::out::{Answer, Failure, Teller};
use regime::game::{self, Game, Stage};
use report::game::{Allocated, Drawn};
use std::path::Path;

/// The most stages that are told; of a longer game, the first alone.
const STAGES_MAX: usize = 60;

/// `regime dresher`: the next period, and where they are few the later ones that can follow.
pub fn dresher(periods: u32, inspections: u32, teller: &Teller) -> Result<Answer, Failure> {
    let refused = |why: regime::OutOfBounds| Failure::Refused(why.to_string());
    let first = game::dresher(periods, inspections).map_err(refused)?;
    let left = |n: u32| inspections.saturating_sub(periods - n)..=inspections;
    let later: Vec<_> = (1..periods).rev().flat_map(|n| left(n).rev().map(move |m| (n, m))).take(STAGES_MAX).collect();
    let later = if later.len() < STAGES_MAX { later } else { Vec::new() };
    let later: Vec<Stage> =
        later.into_iter().map(|(n, m)| game::dresher(n, m)).collect::<Result<_, _>>().map_err(refused)?;
    let stages: Vec<_> = [first].into_iter().chain(later).collect();
    teller.tell(
        || report::game::stages_words(&stages, &teller.locale, teller.width),
        || report::game::stages_json(&stages),
    )?;
    Ok(Answer { status: 0 })
}

/// `regime allocate`
pub fn allocate(call: &Allocate, teller: &Teller) -> Result<Answer, Failure> {
    let game = Game::new(call.site.clone(), call.periods, call.visits, call.caught);
    let solved = game.map_err(|why| Failure::Refused(why.to_string()))?.solved();
    let solved = solved.map_err(|why| Failure::Refused(why.to_string()))?;
    let written = match &call.out {
        Some(out) => {
            let text = announced::text(&solved.plan);
            files::write_new(out, text.as_bytes())?;
            Some((out.display().to_string(), announced::hex(&announced::hash(text.as_bytes()).0)))
        }
        None => None,
    };
    let told = Allocated { plan: &solved.plan, against: &solved.against, least: &solved.least, written };
    teller.tell(|| report::game::plan_words(&told, &teller.locale, teller.width), || report::game::plan_json(&told))?;
    Ok(Answer { status: 0 })
}

/// `regime draw`
pub fn draw(plan: &Path, lot: &Lot, teller: &Teller) -> Result<Answer, Failure> {
    let read = announced::read(plan)?;
    let (visits, commitment) = read.drawn(lot);
    let (hash, commitment) = (announced::hex(&read.hash.0), announced::hex(&commitment.0));
    let told = Drawn { plan: &read.plan, visits: &visits, hash, commitment };
    teller
        .tell(|| report::game::drawn_words(&told, &teller.locale, teller.width), || report::game::drawn_json(&told))?;
    Ok(Answer { status: 0 })
}
