//! Sides for tests: everything is assumed to be nothing, but for what a test sets.

use regime::{Assumptions, Parameter, Quantity, Values};

/// A file in which every number is this one, where it may be.
pub fn file_of_nothing() -> String {
    let head = "id = \"nothing\"\ntitle = { en = \"Nothing\", ru = \"Ничего\" }\ntext = { en = \"For tests\", ru = \"Для проверок\" }\n\
        [source.TEXT]\ntitle = \"Tests\"\nauthority = \"project\"\nwhere = \"tests\"\n\
        [[side]]\nparty = \"AAA\"\nname = { en = \"A\", ru = \"А\" }\n[[side]]\nparty = \"BBB\"\nname = { en = \"B\", ru = \"Б\" }\n";
    let all = Parameter::WORDS.iter().map(|(word, parameter)| {
        let value = if parameter.is_positive() { "1" } else { "0" };
        format!("[[parameter]]\nid = \"{word}\"\nvalue = \"{value}\"\nsource = \"TEXT\"\n")
    });
    head.to_owned() + &all.collect::<String>()
}

/// Numbers that are nothing but for these.
pub fn values(set: &[(Parameter, &str)]) -> Values {
    let nothing = Assumptions::parse(file_of_nothing().as_bytes()).expect("the file of nothing is whole");
    let of = |word: &str| word.parse::<Quantity>().expect("a quantity");
    set.iter().fold(nothing.sides[0].central(), |values, (parameter, word)| values.with(*parameter, of(word)))
}
