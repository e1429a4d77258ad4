//! Where the checks of a file stand, and how each is put behind its numbers.
//!
//! ```text
//! if a && b { … }            if (on(2) || !on(1) && ((on(3) || a) && (on(4) || b))) { … }
//! if let Some(x) = y { … }   if !on(1) && let Some(x) = y { … }
//! check(x)?;                 if !on(1) { check(x)?; }
//! match k { A => …, _ => … } match k { A if !on(1) => …, _ => … }
//! fn f() -> bool { … }       fn f() -> bool { if on(1) { return false; } if on(2) { return true; } … }
//! ```
//!
//! A condition is what stands after `if` and `while`, a guard, what a predicate's closure says, what `then` is called on, and every comparison and
//! every chain of `&&` or `||` wherever it stands. Of a chain each part is forced on its own, too: the parts of `&&` to true, those of `||` to false,
//! since forced the other way they force the whole. Constants, `const fn`, the insides of macros and what is for tests alone are left as they are.

mod condition;
mod label;

use crate::edit::Edit;
use crate::mutant::{Forced, Mutant};
use crate::source::{Source, is_test};
use std::collections::HashMap;
use std::ops::Range;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Arm, Block, Expr, ImplItem, Item, Lit, Pat, ReturnType, Signature, Stmt};

/// The call that asks whether a mutant is chosen.
const ON: &str = "crate::mutant_switch::on";

/// A piece of code that is put behind one or two numbers.
pub struct Site {
    /// How the text changes.
    pub edit: Edit,
    /// The mutants that it makes.
    pub mutants: Vec<Mutant>,
}

/// The sites of a file, outer ones first; numbers go on from `next`.
pub fn find(source: &Source, room: &'static str, file: &str, next: &mut u32) -> Vec<Site> {
    let mut finder =
        Finder { text: &source.text, room, file, next, names: Vec::new(), alike: HashMap::new(), sites: Vec::new() };
    finder.visit_file(&source.syntax);
    finder.sites
}

struct Finder<'a> {
    text: &'a str,
    room: &'static str,
    file: &'a str,
    next: &'a mut u32,
    /// The type and the function that are being read, outer ones first.
    names: Vec<String>,
    alike: HashMap<String, usize>,
    sites: Vec<Site>,
}

impl Finder<'_> {
    /// A new mutant of the code at `range`.
    fn mutant(&mut self, range: &Range<usize>, text: String, forced: Forced) -> Mutant {
        let line = self.text[..range.start].matches('\n').count() + 1;
        let (file, function) = (self.file.to_owned(), self.names.join("::"));
        let mut mutant = Mutant { id: *self.next, room: self.room, file, line, function, text, forced, nth: 1 };
        *self.next += 1;
        let nth = self.alike.entry(mutant.name()).or_default();
        *nth += 1;
        mutant.nth = *nth;
        mutant
    }

    /// One way to disable the code at `range`.
    fn site(&mut self, range: Range<usize>, forced: Forced, around: impl Fn(u32) -> (String, String)) {
        let mutant = self.mutant(&range, label::one_line(&self.text[range.clone()]), forced);
        let (before, behind) = around(mutant.id);
        self.sites.push(Site { edit: Edit { range, before, behind }, mutants: vec![mutant] });
    }

    /// A function that answers with one of a few values at once.
    fn answers(&mut self, signature: &Signature, block: &Block) {
        let values = match &signature.output {
            ReturnType::Default => return,
            ReturnType::Type(_, kind) => label::answers(kind),
        };
        let range = block.brace_token.span.open().byte_range().end..block.brace_token.span.close().byte_range().start;
        if values.is_empty() || range.is_empty() {
            return;
        }
        let text = format!("fn {}", signature.ident);
        let mutants: Vec<_> =
            values.iter().map(|value| self.mutant(&range, text.clone(), Forced::Returns(value))).collect();
        let returns = mutants.iter().zip(values).map(|(m, value)| format!(" if {ON}({}) {{ return {value}; }}", m.id));
        self.sites.push(Site { edit: Edit { range, before: returns.collect(), behind: String::new() }, mutants });
    }

    /// The body of a function; of one that says yes or no, the last expression is a condition, and the whole is forced by [`Self::answers`].
    fn body(&mut self, signature: &Signature, block: &Block) {
        if signature.constness.is_some() {
            return;
        }
        self.names.push(signature.ident.to_string());
        self.answers(signature, block);
        let says = matches!(&signature.output, ReturnType::Type(_, kind) if label::is_bool(kind));
        match block.stmts.split_last() {
            Some((Stmt::Expr(last, None), before)) if says => {
                before.iter().for_each(|statement| self.visit_stmt(statement));
                self.condition(last, condition::NEITHER);
            }
            _ => self.visit_block(block),
        }
        self.names.pop();
    }
}

/// The range of a piece of syntax in its file, in bytes.
fn range(of: &impl Spanned) -> Range<usize> {
    of.span().byte_range()
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        match item {
            Item::Const(_) | Item::Static(_) | Item::Macro(_) | Item::Enum(_) | Item::Struct(_) => {}
            Item::Fn(function) if !is_test(&function.attrs) => self.body(&function.sig, &function.block),
            Item::Impl(block) if !is_test(&block.attrs) => {
                self.names.push(label::one_line(&self.text[range(&*block.self_ty)]));
                block.items.iter().for_each(|item| self.visit_impl_item(item));
                self.names.pop();
            }
            Item::Trait(block) if !is_test(&block.attrs) => {
                self.names.push(block.ident.to_string());
                visit::visit_item_trait(self, block);
                self.names.pop();
            }
            Item::Mod(module) if !is_test(&module.attrs) => visit::visit_item_mod(self, module),
            _ => {}
        }
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        if let ImplItem::Fn(function) = item
            && !is_test(&function.attrs)
        {
            self.body(&function.sig, &function.block);
        }
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        if let Some(block) = &function.default {
            self.body(&function.sig, block);
        }
    }

    fn visit_stmt(&mut self, statement: &'ast Stmt) {
        if let Stmt::Expr(Expr::Try(_), Some(_)) = statement {
            let around = |id| (format!("if !{ON}({id}) {{ "), " }".to_owned());
            self.site(range(statement), Forced::Skipped, around);
        }
        visit::visit_stmt(self, statement);
    }

    fn visit_expr(&mut self, expression: &'ast Expr) {
        match expression {
            Expr::If(branch) => {
                self.condition(&branch.cond, condition::BOTH);
                self.visit_block(&branch.then_branch);
                branch.else_branch.iter().for_each(|(_, other)| self.visit_expr(other));
            }
            Expr::While(repeated) => {
                self.condition(&repeated.cond, condition::BOTH);
                self.visit_block(&repeated.body);
            }
            Expr::Match(choice) => {
                let says =
                    choice.arms.iter().any(|arm| matches!(&arm.pat, Pat::Lit(lit) if matches!(lit.lit, Lit::Bool(_))));
                self.condition(&choice.expr, if says { condition::BOTH } else { condition::NEITHER });
                self.arms(&choice.arms);
            }
            Expr::MethodCall(call) => self.call(call),
            Expr::Binary(binary) if condition::says(&binary.op) => self.condition(expression, condition::BOTH),
            Expr::Repeat(repeated) => self.visit_expr(&repeated.expr),
            Expr::Const(_) => {}
            _ => visit::visit_expr(self, expression),
        }
    }

    // lengths of arrays and numbers in patterns are constants
    fn visit_type(&mut self, _: &'ast syn::Type) {}
    fn visit_pat(&mut self, _: &'ast Pat) {}
    fn visit_generic_argument(&mut self, _: &'ast syn::GenericArgument) {}
}

impl Finder<'_> {
    /// Guards are conditions; where the last arm takes the rest, every other arm may be passed over.
    fn arms(&mut self, arms: &[Arm]) {
        let takes_all = |arm: &Arm| arm.guard.is_none() && label::is_rest(&arm.pat);
        let rest = arms.last().is_some_and(takes_all);
        for arm in arms {
            match &arm.guard {
                Some((_, guard)) => self.condition(guard, condition::BOTH),
                None if rest && !takes_all(arm) => {
                    let around = |id| (String::new(), format!(" if !{ON}({id})"));
                    self.site(range(&arm.pat), Forced::Unmatched, around);
                }
                None => {}
            }
            self.visit_expr(&arm.body);
        }
    }

    /// What a predicate's closure says is a condition, and what `then` is called on.
    fn call(&mut self, call: &syn::ExprMethodCall) {
        let name = call.method.to_string();
        let then = name == "then_some" || (name == "then" && matches!(call.args.first(), Some(Expr::Closure(_))));
        self.condition(&call.receiver, if then { condition::BOTH } else { condition::NEITHER });
        for argument in &call.args {
            match argument {
                Expr::Closure(closure)
                    if condition::takes_predicate(&name) && matches!(closure.output, ReturnType::Default) =>
                {
                    self.condition(&closure.body, condition::BOTH);
                }
                other => self.visit_expr(other),
            }
        }
    }
}

#[cfg(test)]
mod tests;
