use super::*;
use crate::edit::apply;

/// The altered text with `on` for the long name of the switch, and the names of the mutants without file.
fn altered(text: &str) -> (String, Vec<String>) {
    let source = Source { path: "x.rs".into(), text: text.to_owned(), syntax: syn::parse_file(text).unwrap() };
    let mut next = 1;
    let sites = find(&source, "log", "x.rs", &mut next);
    let edits: Vec<_> = sites.iter().map(|site| site.edit.clone()).collect();
    let names = sites.iter().flat_map(|site| &site.mutants).map(|m| m.name().replace("`x.rs` ", "")).collect();
    (apply(text, &edits).0.replace(ON, "on"), names)
}

#[test]
fn a_chain_is_forced_whole_and_part_by_part() {
    let (text, names) = altered("fn f() { if a && b {} }");
    assert_eq!(text, "fn f() { if (on(2) || !on(1) && ((on(3) || (a)) && (on(4) || (b)))) {} }");
    assert_eq!(names, ["`f` `a && b` is false", "`f` `a && b` is true", "`f` `a` is true", "`f` `b` is true"]);
    let (text, _) = altered("fn f() { while a || !(b && c) {} }");
    assert_eq!(
        text,
        "fn f() { while (on(2) || !on(1) && ((!on(3) && (a)) || (!on(4) && (!((on(5) || (b)) && (on(6) || (c))))))) {} }"
    );
}

#[test]
fn a_binding_condition_is_forced_to_false_alone() {
    let (text, names) = altered("fn f() { if let Some(x) = y && x > 1 {} else if let A = b {} }");
    assert_eq!(text, "fn f() { if !on(1) && let Some(x) = y && (on(2) || (x > 1)) {} else if !on(3) && let A = b {} }");
    assert_eq!(names.len(), 3);
}

#[test]
fn what_a_function_answers_stands_before_its_work() {
    let (text, names) = altered("impl T { fn f(&self) -> bool { let x = 1; x == y || z } }");
    assert_eq!(
        text,
        "impl T { fn f(&self) -> bool { if on(1) { return false; } if on(2) { return true; } let x = 1; (!on(3) && (x == y)) || (!on(4) && (z)) } }"
    );
    assert_eq!(names[1], "`T::f` `fn f` returns true");
    assert!(altered("fn f() -> Option<u8> { g() }").0.contains("return None;"));
    assert!(altered("fn f() -> Vec<u8> { g() }").0.contains("return Vec::new();"));
    assert!(altered("fn f() -> Result<(), E> { g() }").0.contains("return Ok(());"));
    assert_eq!(altered("fn f() -> Result<u8, E> { g() }").1.len(), 0);
}

#[test]
fn statements_arms_guards_predicates_and_what_then_stands_on_are_checks() {
    let (text, names) = altered("fn f() { check(x)?; match k { A => 1, B if c => 2, _ => 3 }; }");
    assert_eq!(
        text,
        "fn f() { if !on(1) { check(x)?; } match k { A if !on(2) => 1, B if (on(4) || !on(3) && (c)) => 2, _ => 3 }; }"
    );
    assert_eq!(names[..2], ["`f` `check(x)?;` is skipped", "`f` `A` never matches"]);
    let (text, _) = altered("fn f() { v.iter().any(|x| x.ok()).then_some(1); }");
    assert_eq!(text, "fn f() { (on(2) || !on(1) && (v.iter().any(|x| (on(4) || !on(3) && (x.ok()))))).then_some(1); }");
    assert_eq!(altered("fn f() { let x = match k == 1 { true => 1, false => 2 }; }").1.len(), 2);
}

#[test]
fn constants_macros_and_tests_are_left_as_they_are() {
    for same in [
        "const X: bool = 1 < 2;",
        "const fn f() -> bool { 1 < 2 }",
        "fn f() { assert!(a && b); }",
        "fn f() { let x = [0; if A { 1 } else { 2 }]; }",
        "#[cfg(test)] mod tests { fn f() { if a {} } }",
        "#[cfg(test)] fn f() { if a {} }",
        "macro_rules! m { () => { fn f() { if a {} } } }",
    ] {
        assert_eq!(altered(same).0, same);
    }
}

#[test]
fn names_that_are_alike_are_counted() {
    let (_, names) = altered("fn f() { if a {} if a {} }");
    assert_eq!(names[2], "`f` `a` is false #2");
}
