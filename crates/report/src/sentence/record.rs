//! What a finding about a record says: the statements themselves, the ledger that they commit to, and the terms that they keep.
//!
//! A sentence gives both numbers, the rule, and what it means that the rule was not kept. It says of no proof that it "is false", and of
//! nobody that they cheated: it says what the signed statements show. Reasons that the audit spelt out stand as they are.

use super::{joined, shown};
use crate::locale::Arg;
use crate::message::Message;
use crate::teller::Teller;
use audit::assessment::{Author, BoundOf, Epochs, LineOf, Listed, ProofPart, RecordFact};
use treaty::instrument::Kind;
use treaty::{Date, Id};

/// The longest reason that a sentence gives whole, in letters; a longer one is cut.
pub(crate) const REASON_MAX: usize = 300;

pub(super) fn body(teller: Teller<'_>, fact: &RecordFact) -> String {
    let message = Message::new(teller, fact.code());
    let of_epoch = |epoch: u32| Message::new(teller, fact.code()).number("epoch", epoch.into());
    match fact {
        RecordFact::NotAStatement { why } | RecordFact::NotSigned { why } | RecordFact::ReceiptInvalid { why } => {
            message.words("why", reason(why)).told()
        }
        RecordFact::Foreign { names } => message.words("names", reason(names)).told(),
        RecordFact::OutOfPlace { kind, why, .. } => {
            message.words("kind", statement(teller, kind)).words("why", reason(why)).told()
        }
        RecordFact::Equivocation { size, seen_by, against, disowned, listed: _ } => {
            equivocation(teller, message.number("size", *size), (seen_by, against.as_deref()), *disowned)
        }
        RecordFact::EpochTwice { epoch }
        | RecordFact::ShapeDiffers { epoch }
        | RecordFact::CountsUnproved { epoch }
        | RecordFact::FlowsOrBoundsUnproved { epoch }
        | RecordFact::ActLate { epoch }
        | RecordFact::ChainBroken { epoch } => of_epoch(*epoch).told(),
        RecordFact::EpochOutOfOrder { epoch, expected } => {
            of_epoch(*epoch).number("expected", (*expected).into()).told()
        }
        RecordFact::PreviousDiffers { epoch, baseline } => of_epoch(*epoch).but_where(*baseline, "baseline").told(),
        RecordFact::WrongLength { epoch, of, found, expected } => {
            let message = of_epoch(*epoch).words("of", list(teller, *of));
            message.number("found", *found).number("expected", *expected).told()
        }
        RecordFact::NotACommitment { epoch, of, index } => {
            of_epoch(*epoch).words("of", list(teller, *of)).number("index", *index).told()
        }
        RecordFact::ProofMalformed { epoch, part } => of_epoch(*epoch).words("part", proof(teller, *part)).told(),
        RecordFact::BalanceOpen { epoch, line } => of_line(of_epoch(*epoch), line).told(),
        RecordFact::SumDiffers { opening, epochs, class, sum } => {
            of_opening(message, teller, opening, *epochs).name("class", Kind::Class, class).number("sum", *sum).told()
        }
        RecordFact::OpeningNotDue { opening, epochs } => not_due(teller, message, *opening, *epochs),
        RecordFact::OpenedEarly { opening } => message.name("opening", Kind::Opening, opening).told(),
        RecordFact::EpochLate { epochs, due, provided } => {
            provided_late(of_epochs(message, teller, *epochs).day("due", *due), *provided)
        }
        RecordFact::EpochMissing { epochs, due, grace_over } => {
            of_epochs(message, teller, *epochs).but_where(*grace_over, "over").day("due", *due).told()
        }
        RecordFact::EpochEarly { epochs } => of_epochs(message, teller, *epochs).told(),
        RecordFact::OpeningLate { opening, epochs, due, provided } => {
            provided_late(of_opening(message, teller, opening, *epochs).day("due", *due), *provided)
        }
        RecordFact::OpeningMissing { opening, epochs, due } => {
            of_opening(message, teller, opening, *epochs).day("due", *due).told()
        }
        RecordFact::Correction { epoch, line, up, down, sum_up, sum_down, room } => {
            let message = of_line(of_epoch(*epoch), line).number("up", (*up).into()).number("down", (*down).into());
            with_room(teller, message.number("sum-up", *sum_up).number("sum-down", *sum_down), *room)
        }
        RecordFact::Excess { bound, epochs, most, accepted } => {
            excess(message.words("bound", self::bound(teller, bound)), teller, *epochs, (*most).into(), *accepted)
        }
        RecordFact::ReceiptOverdue { of, statements, due } => {
            message.words("of", teller.author(of)).number("statements", *statements).day("due", *due).told()
        }
        RecordFact::ReceiptWentBack { of } | RecordFact::RecordNotHeld { of } => {
            message.words("of", teller.author(of)).told()
        }
        RecordFact::DatedAhead { seconds } => message.number("seconds", *seconds).told(),
        RecordFact::CopyIsOld { held, seen, seen_by } => {
            message.number("held", *held).number("seen", *seen).words("seen-by", observer(teller, seen_by)).told()
        }
        RecordFact::SitesVisited { inspection, reports, visited, sites, drawn, opened, met } => {
            let message = message.name("inspection", Kind::Inspection, inspection);
            sites_visited(
                teller,
                message,
                [*reports, *visited, *sites, *opened],
                super::chance::met(teller, *drawn, met),
            )
        }
        RecordFact::Visit { visit, fact } => super::visit::body(teller, visit, fact),
        RecordFact::Gate { gate, fact } => super::gate::body(teller, gate, fact),
        RecordFact::Seal { seal, fact } => super::seal::body(teller, seal, fact),
        RecordFact::Clarification { clarification, fact } => super::clarification::body(teller, clarification, fact),
        RecordFact::BodiesNotHeld { statements } => message.number("statements", *statements).told(),
    }
}

/// Two versions of a record, and what anybody, or a thief of its key, has to do with them.
fn equivocation(
    teller: Teller<'_>,
    message: Message<'_>,
    (seen_by, against): (&str, Option<&str>),
    disowned: bool,
) -> String {
    let message = message.words("seen-by", observer(teller, seen_by));
    let message = match against {
        Some(other) => message.but("others").words("against", observer(teller, other)),
        None => message,
    };
    let after = if disowned { "equivocation-disowned" } else { "equivocation-shown" };
    joined(message.told(), Some(Message::new(teller, after).told()))
}

/// At how many sites a party was seen, with what chance that met something, and that what was opened is sealed to everybody else.
fn sites_visited(
    teller: Teller<'_>,
    message: Message<'_>,
    [reports, visited, sites, opened]: [u32; 4],
    met: Option<String>,
) -> String {
    let told =
        message.number("reports", reports.into()).number("visited", visited.into()).number("sites", sites.into());
    let sealed = Message::of(teller, "sites-visited-sealed").number("opened", opened.into());
    joined(joined(told.told(), met), Some(sealed.number("reports", reports.into()).told()))
}

/// What corrections leave of unseen room under the freeze, where they leave any.
fn with_room(teller: Teller<'_>, message: Message<'_>, room: u64) -> String {
    let left = || Message::new(teller, "correction-room").number("room", room).told();
    joined(message.told(), (room > 0).then(left))
}

fn of_epochs<'a>(message: Message<'a>, teller: Teller<'_>, epochs: Epochs) -> Message<'a> {
    message.but_where(epochs.count() > 1, "many").words("epochs", self::epochs(teller, epochs))
}

fn of_opening<'a>(message: Message<'a>, teller: Teller<'_>, opening: &Id, epochs: Epochs) -> Message<'a> {
    message.name("opening", Kind::Opening, opening).words("epochs", self::epochs(teller, epochs))
}

/// With the day on which it came, or in the words for a copy that does not show it.
fn provided_late(message: Message<'_>, provided: Option<Date>) -> String {
    match provided {
        Some(day) => message.day("provided", day).told(),
        None => message.but("unseen").told(),
    }
}

fn excess(message: Message<'_>, teller: Teller<'_>, epochs: Epochs, most: u64, accepted: u64) -> String {
    let rest = most.saturating_sub(accepted);
    let message = message.but_where(rest == 0, "explained").words("epochs", self::epochs(teller, epochs));
    message.number("most", most).number("accepted", accepted).number("rest", rest).told()
}

fn not_due(teller: Teller<'_>, message: Message<'_>, opening: u64, epochs: Epochs) -> String {
    let message = message.words("epochs", self::epochs(teller, epochs));
    let known = usize::try_from(opening).ok().and_then(|number| teller.of.openings().nth(number));
    match known {
        Some((clause, _)) => message.name("opening", Kind::Opening, &clause.id).told(),
        None => message.but("unknown").number("number", opening).told(),
    }
}

fn of_line<'a>(message: Message<'a>, line: &LineOf) -> Message<'a> {
    let message = message.name("class", Kind::Class, &line.class);
    match &line.plant {
        Some(plant) => message.but("plant").words("plant", plant.to_string()),
        None => message,
    }
}

/// Epochs as a sentence begins with them: `Epoch 20`, or `Epochs 20 to 24` with the days of both where the instrument knows them.
pub(crate) fn epochs(teller: Teller<'_>, epochs: Epochs) -> String {
    let ends = [("first", Arg::Number(epochs.first.into())), ("last", Arg::Number(epochs.last.into()))];
    let days = teller.of.epoch_day(epochs.first).zip(teller.of.epoch_day(epochs.last));
    let [first, last] = ends;
    match days {
        _ if epochs.count() <= 1 => teller.say("epochs-one", &[first]),
        None => teller.say("epochs-many", &[first, last]),
        Some((from, to)) => {
            teller.say("epochs-many-dated", &[first, last, ("from", Arg::Day(from)), ("to", Arg::Day(to))])
        }
    }
}

/// What is exceeded.
fn bound(teller: Teller<'_>, bound: &BoundOf) -> String {
    match bound {
        BoundOf::Freeze { freeze, group } => {
            teller.with("bound-group", "group", &super::named_group(teller, freeze, group))
        }
        BoundOf::Limit(limit) => teller.with("bound-limit", "limit", &teller.name(Kind::Limit, limit)),
        BoundOf::Transit => teller.word("bound-transit"),
    }
}

/// Who saw something: a party or a witness by name, a file by the name that it came with.
fn observer(teller: Teller<'_>, seen_by: &str) -> String {
    match Author::new(seen_by) {
        Some(author) => teller.author(&author),
        None => reason(seen_by),
    }
}

/// A reason in the words of the audit, harmless to a terminal and never longer than [`REASON_MAX`].
pub(super) fn reason(why: &str) -> String {
    let mut told: String = shown(why).chars().take(REASON_MAX).collect();
    if why.chars().nth(REASON_MAX).is_some() {
        told.push('…');
    }
    told
}

/// A kind of statement, by the audit's word for it.
fn statement(teller: Teller<'_>, kind: &str) -> String {
    let word = kind.trim_start_matches("an ").trim_start_matches("a ").split(' ').next().unwrap_or_default();
    if kind.ends_with("clarification") {
        return teller.word("statement-clarification");
    }
    let known = ["epoch", "declaration", "opening", "receipt", "key", "revocation", "act", "agreed", "step"];
    let known = known.into_iter().chain(["crossing", "verdict", "seal"]);
    teller.word(&format!("statement-{}", { known }.find(|known| *known == word).unwrap_or("other")))
}

fn list(teller: Teller<'_>, of: Listed) -> String {
    teller.word(&format!("listed-{}", listed(of)))
}

/// A list's word in JSON and in the keys of messages.
pub(crate) fn listed(of: Listed) -> &'static str {
    match of {
        Listed::Cells => "cells",
        Listed::Flows => "flows",
        Listed::Roots => "roots",
        Listed::Excess => "excess",
        Listed::Corrections => "corrections",
        Listed::DerivedProof => "derived-proof",
        Listed::Balances => "balances",
        Listed::Sums => "sums",
        Listed::Classes => "classes",
    }
}

fn proof(teller: Teller<'_>, part: ProofPart) -> String {
    teller.word(&format!("proof-{}", proof_part(part)))
}

/// A proof's word in JSON and in the keys of messages.
pub(crate) fn proof_part(part: ProofPart) -> &'static str {
    match part {
        ProofPart::Cells => "cells",
        ProofPart::Derived => "derived",
        ProofPart::Balance => "balance",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Locale, fixture};
    use treaty::Lang;

    fn told(lang: Lang, fact: &RecordFact) -> String {
        let (instrument, locale) = (fixture::instrument(), Locale::new(lang));
        body(Teller::new(&locale, &instrument), fact).replace('\u{A0}', " ")
    }

    #[test]
    fn an_open_balance_says_what_does_not_follow_from_what() {
        let fact = RecordFact::BalanceOpen { epoch: 20, line: LineOf { class: fixture::id("warhead"), plant: None } };
        assert_eq!(
            told(Lang::En, &fact),
            "Epoch 20: the committed number of “Warheads on missiles” does not follow from the number of the epoch before and \
             the committed flows: it changed otherwise than by them. The signed proof of the balance fails, and nothing said later \
             can make it hold; why the number changed, the record does not say."
        );
        assert_eq!(
            told(Lang::Ru, &fact),
            "Период 20: зафиксированное число по категории «Боезаряды на ракетах» не следует из числа за предыдущий период и \
             зафиксированных перемещений: оно изменилось не только вследствие их. Подписанное доказательство баланса не проходит, и \
             никакое последующее заявление этого не исправит; почему число изменилось, из записи не видно."
        );
    }

    #[test]
    fn several_epochs_are_told_as_one_with_their_days() {
        let epochs = Epochs { first: 20, last: 24 };
        let fact = RecordFact::EpochMissing { epochs, due: fixture::date(2027, 2, 24), grace_over: true };
        assert_eq!(
            told(Lang::En, &fact),
            "Epochs 20 to 24 (21 February 2027 – 25 February 2027): none provided by the day of the audit. The first was due by \
             24 February 2027. The time of grace is over too."
        );
        assert!(told(Lang::Ru, &fact).starts_with("Периоды с 20 по 24 (21 февраля 2027 г. – 25 февраля 2027 г.): "));
        let far = Epochs { first: 7, last: u32::MAX };
        let instrument = fixture::instrument();
        let locale = Locale::new(Lang::En);
        assert_eq!(epochs_of(&locale, &instrument, far), "Epochs 7 to 4,294,967,295");
    }

    fn epochs_of(locale: &Locale, instrument: &treaty::Instrument, of: Epochs) -> String {
        epochs(Teller::new(locale, instrument), of)
    }

    #[test]
    fn an_excess_says_how_much_of_it_is_explained() {
        let of = |accepted| RecordFact::Excess {
            bound: BoundOf::Freeze { freeze: fixture::id("standstill"), group: fixture::id("all") },
            epochs: Epochs::one(8),
            most: 15,
            accepted,
        };
        assert!(told(Lang::En, &of(14)).ends_with("Party accepted explain 14; 1 remains unexplained."));
        assert!(told(Lang::En, &of(15)).ends_with("so the whole of it is an error of the past that all accept."));
        assert!(
            told(Lang::Ru, &of(4))
                .contains("допускает исходный уровень группы «Все боезаряды»; наибольшее превышение — 15 единиц")
        );
        let transit = RecordFact::Excess { bound: BoundOf::Transit, epochs: Epochs::one(8), most: 2, accepted: 0 };
        assert!(told(Lang::En, &transit).contains("more than the limit on what is on the road allows: 2 over at most"));
    }

    #[test]
    fn a_reason_is_cut_and_made_harmless() {
        let hostile = format!("\u{1b}[31m{}", "я".repeat(REASON_MAX));
        let fact = RecordFact::NotAStatement { why: hostile };
        for lang in Lang::ALL {
            let told = told(lang, &fact);
            assert!(!told.contains('\u{1b}') && told.contains('\u{FFFD}') && told.contains("я…"), "{told}");
        }
        assert!(!reason(&"я".repeat(REASON_MAX)).contains('…'));
        assert_eq!(reason(&"я".repeat(REASON_MAX + 1)).chars().count(), REASON_MAX + 1);
    }

    #[test]
    fn every_kind_of_statement_list_and_proof_has_its_words() {
        for lang in Lang::ALL {
            let (instrument, locale) = (fixture::instrument(), Locale::new(lang));
            let teller = Teller::new(&locale, &instrument);
            let other = teller.word("statement-other");
            for kind in [
                "epoch",
                "an epoch statement",
                "a declaration",
                "an opening",
                "a key statement",
                "an act",
                "act",
                "a step of a clarification",
            ] {
                assert_ne!(statement(teller, kind), other, "{kind}");
            }
            assert_eq!(statement(teller, "a thing"), other);
            assert_eq!(statement(teller, "epoch"), statement(teller, "an epoch statement"));
            for of in
                [Listed::Cells, Listed::Flows, Listed::Roots, Listed::Excess, Listed::Corrections, Listed::DerivedProof]
            {
                assert!(!list(teller, of).is_empty());
            }
            for of in [Listed::Balances, Listed::Sums, Listed::Classes] {
                assert!(!list(teller, of).is_empty());
            }
            for part in [ProofPart::Cells, ProofPart::Derived, ProofPart::Balance] {
                assert!(!proof(teller, part).is_empty());
            }
        }
    }

    #[test]
    fn those_who_saw_a_record_are_named_and_files_stand_as_they_are() {
        let of = |seen_by: &str| RecordFact::CopyIsOld { held: 40, seen: 51, seen_by: seen_by.into() };
        assert!(told(Lang::En, &of("RU")).starts_with("According to Russia, this record has 51 statements or more; "));
        assert!(told(Lang::En, &of("lakeside")).starts_with("According to Lakeside Institute, "));
        assert!(
            told(Lang::Ru, &of("views/А.txt"))
                .starts_with("По сведениям источника «views/А.txt», в этой записи не менее 51 заявления; ")
        );
    }

    #[test]
    fn an_opening_that_the_instrument_does_not_have_is_told_by_its_number() {
        let of = |opening| RecordFact::OpeningNotDue { opening, epochs: Epochs::one(30) };
        assert!(told(Lang::En, &of(0)).starts_with("“Totals”. Epoch 30: "));
        assert!(
            told(Lang::En, &of(u64::MAX))
                .starts_with("Opening 18,446,744,073,709,551,615 (counted from 0). Epoch 30: ")
        );
    }
}
