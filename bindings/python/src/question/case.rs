//! A case as words, so that it can be sent.

use crate::refused::Refusal;
use regime::assumptions::Corner;
use regime::comparison::{Case, Varied};
use regime::{Comparison, Evasion, Parameter, Point};
use treaty::measure::Measure;

/// The numbers of the regime and of the side, the evasion, and what is varied: `corner least`, `measure totals`, `parameter sample low`.
pub(super) type CaseWords = (usize, usize, Option<String>, String);

const POINTS: [(&str, Point); 3] = [("low", Point::Low), ("central", Point::Central), ("high", Point::High)];

/// Those of a case.
pub(super) fn words(case: &Case) -> CaseWords {
    let varied = match case.varied {
        Varied::Corner(corner) => format!("corner {}", word(&Corner::WORDS, corner)),
        Varied::Measure(measure) => format!("measure {}", measure.word()),
        Varied::Parameter(parameter, point) => format!("parameter {} {}", parameter.word(), word(&POINTS, point)),
    };
    (case.contender, case.side, case.evasion.map(|evasion| evasion.word().to_owned()), varied)
}

/// The case of a comparison that words name.
pub(super) fn case(words: &CaseWords, of: &Comparison) -> Result<Case, Refusal> {
    let (contender, side, evasion, varied) = words;
    let refused = || Refusal::Said(format!("{words:?} is no case of this question: `first` and `second` name them"));
    let evasion = match evasion {
        Some(word) => Some(named(&Evasion::WORDS, word).ok_or_else(refused)?),
        None => None,
    };
    let parts: Vec<_> = varied.split(' ').collect();
    let varied = match parts[..] {
        ["corner", corner] => named(&Corner::WORDS, corner).map(Varied::Corner),
        ["measure", measure] => named(&Measure::WORDS, measure).map(Varied::Measure),
        ["parameter", parameter, point] => {
            let point = named(&POINTS, point);
            named(Parameter::WORDS, parameter).zip(point).map(|(parameter, point)| Varied::Parameter(parameter, point))
        }
        _ => None,
    };
    let within = *contender < of.contenders.len() && *side < of.assumptions.sides.len();
    let varied = varied.filter(|_| within).ok_or_else(refused)?;
    Ok(Case { contender: *contender, side: *side, evasion, varied })
}

fn word<T: Copy + PartialEq>(words: &[(&'static str, T)], of: T) -> &'static str {
    words.iter().find(|(_, other)| *other == of).map_or("", |(word, _)| word)
}

fn named<T: Copy>(words: &[(&str, T)], word: &str) -> Option<T> {
    words.iter().find(|(known, _)| *known == word).map(|(_, found)| *found)
}
