//! How long it takes to read, check and compile a definition of 200 steps, and to format it.
//! `cargo bench -p baton-model` prints the times.

use std::fmt::Write as _;

use baton_model::{compile, fmt};
use divan::{Bencher, black_box};

/// The binary's own, so that a definition costs here what it costs there.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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

/// Two hundred steps of which lists make threads that are joined by steps: what the proof has to look at.
fn unstructured() -> String {
    let mut text = String::from(
        "workflow: lists\ntitle: Lists\nowner: office\nstart:\n  - form: Ask\n    gives: [amount]\nroles:\n  \
         clerk: { group: office }\nfields:\n  amount: { type: number, required: true }\nsteps:\n",
    );
    for round in 0..25 {
        write!(
            text,
            "  - {{ task: Begin {round}, who: clerk, then: [left-{round}, right-{round}, {{ to: far-{round}, when: amount > {round} }}] }}
  - {{ task: Left {round}, who: clerk }}
  - task: Left too {round}
    who: clerk
    choices: {{ on: {{ then: met-{round} }}, again: {{ then: left-{round} }} }}
  - {{ task: Right {round}, who: clerk }}
  - {{ task: Right too {round}, who: clerk, then: met-{round} }}
  - {{ task: Far {round}, who: clerk }}
  - {{ task: Far too {round}, who: clerk, then: met-{round} }}
  - {{ task: Met {round}, who: clerk, join: coming }}
"
        )
        .expect("a string");
    }
    text.push_str("outcomes:\n  done: { title: Done }\n");
    text
}

#[divan::bench]
fn prove_200_steps_with_lists_and_joins(bencher: Bencher<'_, '_>) {
    let text = unstructured();
    let steps = compile(&text).expect("it is sound").workflow.all_steps().len();
    assert!(steps >= 200, "{steps}");
    bencher.bench_local(|| compile(black_box(&text)));
}
