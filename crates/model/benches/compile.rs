//! How long it takes to read, check and compile a definition of 200 steps, and to format it.
//! `cargo bench -p baton-model` prints the times.

use std::fmt::Write as _;

use baton_model::{compile, fmt};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// Twenty rounds of ten steps: a task, an approval that sends back, a table, a choice of ways and a parallel block.
fn definition() -> String {
    let mut text = String::from(
        "workflow: large\ntitle: Large\nowner: office\nstart:\n  - form: Ask\n    gives: [item, amount]\nroles:\n  \
         clerk: { group: office }\n  chief: { is: manager of clerk }\nfields:\n  item: { type: text, required: true }\n  \
         amount: { type: number, required: true }\n",
    );
    for round in 0..20 {
        writeln!(text, "  note_{round}: {{ type: text }}\n  level_{round}: {{ type: choice, options: [low, high] }}")
            .expect("a string");
    }
    text.push_str("steps:\n");
    for round in 0..20 {
        write!(
            text,
            "  - task: Prepare {round}
    who: clerk
    needs: [item, amount]
    gives: [note_{round}]
    due: 2 business days
  - approve: Agree {round}
    who: chief
    needs: [note_{round}]
    remind: [1 day before due]
    due: 1 day
    choices:
      approve: {{}}
      back: {{ then: prepare-{round}, comment: required }}
      refuse: {{ then: refused }}
  - decide: Level {round}
    gives: [level_{round}]
    table:
      inputs: [amount]
      rules:
        - {{ when: [\"< 10\"], gives: [low] }}
        - {{ when: [\">= 10\"], gives: [high] }}
  - choose: Which {round}
    cases:
      - when: level_{round} = \"high\" and amount > 20
        steps:
          - task: Check {round}
            who: clerk
            when: note_{round} != null
            needs: [note_{round}]
          - send: Tell {round}
            to: chief
            subject: \"About {{item}} for {{amount}}\"
  - parallel: Both {round}
    branches:
      - steps:
          - task: Left {round}
            who: clerk
      - steps:
          - task: Right {round}
            who: chief
  - set: More {round}
    gives: {{ amount: amount + 1 }}
"
        )
        .expect("a string");
    }
    text.push_str(
        "  - end: done\noutcomes:\n  done: { title: Done, gives: [note_0] }\n  refused: { title: Refused }\n",
    );
    text
}

#[divan::bench]
fn check_and_compile_200_steps(bencher: Bencher<'_, '_>) {
    let text = definition();
    let steps = compile(&text).expect("it has no errors").workflow.all_steps().len();
    assert!(steps >= 200, "{steps}");
    bencher.bench_local(|| compile(black_box(&text)));
}

#[divan::bench]
fn format_200_steps(bencher: Bencher<'_, '_>) {
    let text = definition();
    bencher.bench_local(|| fmt(black_box(&text)));
}
