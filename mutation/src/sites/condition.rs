//! Conditions and their parts.

use super::{Finder, ON, label, range};
use crate::edit::Edit;
use crate::mutant::Forced;
use crate::sites::Site;
use syn::visit::Visit;
use syn::{BinOp, Expr, UnOp};

/// Which ways a condition is forced.
#[derive(Clone, Copy)]
pub(super) struct Ways {
    to_false: bool,
    to_true: bool,
}

/// Both ways.
pub(super) const BOTH: Ways = Ways { to_false: true, to_true: true };
/// Not as a whole: its parts alone.
pub(super) const NEITHER: Ways = Ways { to_false: false, to_true: false };
const FALSE: Ways = Ways { to_false: true, to_true: false };
const TRUE: Ways = Ways { to_false: false, to_true: true };

/// Whether an operator makes a yes or a no.
pub(super) fn says(operator: &BinOp) -> bool {
    use BinOp::{And, Eq, Ge, Gt, Le, Lt, Ne, Or};
    matches!(operator, And(_) | Or(_) | Eq(_) | Ne(_) | Lt(_) | Le(_) | Gt(_) | Ge(_))
}

/// Whether a method takes a closure that says yes or no.
pub(super) fn takes_predicate(method: &str) -> bool {
    const NAMES: [&str; 18] = [
        "all",
        "any",
        "chunk_by",
        "dedup_by",
        "extract_if",
        "filter",
        "find",
        "is_none_or",
        "is_ok_and",
        "is_some_and",
        "partition",
        "partition_point",
        "position",
        "retain",
        "rposition",
        "skip_while",
        "split",
        "take_while",
    ];
    NAMES.contains(&method)
}

impl Finder<'_> {
    /// The sites of a condition; of an expression that is none, with [`NEITHER`], those inside it.
    pub(super) fn condition(&mut self, whole: &Expr, ways: Ways) {
        let expression = inside(whole);
        match expression {
            Expr::Binary(binary) if matches!(binary.op, BinOp::And(_)) => {
                let parts = chain(expression, |op| matches!(op, BinOp::And(_)));
                if parts.iter().any(|part| matches!(part, Expr::Let(_))) {
                    self.never(whole);
                } else {
                    self.force(whole, ways);
                }
                parts.into_iter().for_each(|part| self.condition(part, TRUE));
            }
            Expr::Binary(binary) if matches!(binary.op, BinOp::Or(_)) => {
                self.force(whole, ways);
                let parts = chain(expression, |op| matches!(op, BinOp::Or(_)));
                parts.into_iter().for_each(|part| self.condition(part, FALSE));
            }
            Expr::Binary(binary) if says(&binary.op) => {
                self.force(whole, ways);
                self.visit_expr(&binary.left);
                self.visit_expr(&binary.right);
            }
            Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_)) => {
                self.force(whole, ways);
                self.condition(&unary.expr, NEITHER);
            }
            Expr::Let(binding) => {
                if ways.to_false {
                    self.never(whole);
                }
                self.visit_expr(&binding.expr);
            }
            Expr::Lit(_) => {}
            _ => {
                self.force(whole, ways);
                self.visit_expr(expression);
            }
        }
    }

    fn force(&mut self, whole: &Expr, Ways { to_false, to_true }: Ways) {
        let (range, text) = (range(whole), label::one_line(&self.text[range(whole)]));
        let never = to_false.then(|| self.mutant(&range, text.clone(), Forced::False));
        let always = to_true.then(|| self.mutant(&range, text, Forced::True));
        let mut before = String::from("(");
        before.extend(always.as_ref().map(|mutant| format!("{ON}({}) || ", mutant.id)));
        before.extend(never.as_ref().map(|mutant| format!("!{ON}({}) && ", mutant.id)));
        before.push('(');
        let mutants: Vec<_> = never.into_iter().chain(always).collect();
        if !mutants.is_empty() {
            self.sites.push(Site { edit: Edit { range, before, behind: "))".to_owned() }, mutants });
        }
    }

    /// A condition that binds, which cannot be put in parentheses nor be forced to true.
    fn never(&mut self, whole: &Expr) {
        self.site(range(whole), Forced::False, |id| (format!("!{ON}({id}) && "), String::new()));
    }
}

/// An expression without the parentheses around it.
fn inside(expression: &Expr) -> &Expr {
    match expression {
        Expr::Paren(paren) => inside(&paren.expr),
        Expr::Group(group) => inside(&group.expr),
        other => other,
    }
}

/// The parts of a chain of one operator.
fn chain(expression: &Expr, of: impl Fn(&BinOp) -> bool + Copy) -> Vec<&Expr> {
    match expression {
        Expr::Binary(binary) if of(&binary.op) => [chain(&binary.left, of), chain(&binary.right, of)].concat(),
        other => vec![other],
    }
}
