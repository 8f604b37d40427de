//! How often an entry is taken of another one.

use baton_feel::{Scope, Type, compile};

#[test]
fn a_row_of_entries_is_counted_however_it_is_written() {
    let scope = Scope::new().with("boss", Type::Any).with("note", Type::Any).with("manager_name", Type::Any);
    let cases = [
        ("boss.name", 0),
        ("boss.manager.name", 1),
        ("boss.manager.manager.manager", 3),
        ("(boss.manager).manager.name", 2),
        ("(if boss = null then boss.manager else boss).manager", 2),
        ("for one in [boss.manager] return one.manager.name", 2),
        ("some one in [boss.manager] satisfies one.manager.name = note", 2),
        ("[boss.manager][manager.name = note]", 2),
        ("{first: boss.manager, second: first.manager}.second", 2),
        ("boss.manager.name + boss.manager.name", 1),
        ("if boss.manager = null then boss.manager.manager else boss", 2),
        ("note = \"manager.manager.manager\"", 0),
        ("manager_name", 0),
    ];
    for (text, expected) in cases {
        let program = compile(text, &scope).unwrap_or_else(|faults| panic!("{text}: {faults:?}"));
        assert_eq!(program.entries_in_a_row("manager"), expected, "{text}");
    }
}
