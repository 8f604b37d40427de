use baton_runtime::Ask;

use crate::world::{Kept, World};

const CANARY: &str = "kanarienvogel-7f3a";

#[test]
fn what_is_personal_is_not_in_the_database_in_the_clear() {
    let world = World::new(Kept::on_sqlite());
    let run = world.request(1_500);
    let ana = world.person("ana");
    world.ask(&ana, Ask::CommentOnRun { run: run.clone(), text: format!("{CANARY} said so") }).expect("a comment");
    let person = baton_runtime::PersonAsk {
        name: CANARY.to_owned(),
        email: format!("{CANARY}@example.com"),
        ..Default::default()
    };
    world.ask(&world.person("root"), Ask::AddPerson(person)).expect("a person");
    world.handle.upload(&ana, &format!("{CANARY}.pdf"), b"%PDF-1.4").expect("a file");
    let seen = world.handle.run(&ana, &run).expect("the run");
    assert!(seen.timeline.iter().any(|item| item.comment.as_deref().is_some_and(|text| text.contains(CANARY))));

    let folder = world.kept.folder.as_ref().expect("a folder").path();
    let mut looked = 0;
    for file in std::fs::read_dir(folder).expect("the folder") {
        let path = file.expect("a file").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_file() && !name.starts_with("keys") {
            let bytes = std::fs::read(&path).expect("readable");
            looked += bytes.len();
            let found = bytes.windows(CANARY.len()).any(|window| window == CANARY.as_bytes());
            assert!(!found, "in {name}");
        }
    }
    assert!(looked > 10_000, "{looked} bytes are no database");
}
